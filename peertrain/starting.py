"""Starting the window, which reads no more of the program than it needs until it is there."""

import gc
import os
import sys
from pathlib import Path

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import usual_data_folder


def data_folder(named: Path | None) -> Path:
    """Return the folder in which the program keeps its data: the one named, or the usual one of the system."""
    return usual_data_folder() if named is None else named


def open_window(data: Path | None, *, demo: bool = False, file: Path | None = None) -> int:
    """Open the window on a data folder, or on a sample organisation, perhaps with a file; return the exit code."""
    if not _has_screen():
        raise Refused(
            _(
                "There is no screen here to show the window on. Start PeerTrain on a desktop; its commands work here, too."
            )
        )
    gc.disable()  # until the window is there, which is 10 ms sooner
    from peertrain.app import run

    if file is not None and not file.is_file():
        raise Refused(_("There is no file {file}.").format(file=file))
    if not demo:
        return run(data_folder(data), demo=False, file=file)
    from peertrain.sample.folders import sample_folder

    with sample_folder() as folder:
        return run(folder, demo=True)


def _has_screen() -> bool:
    """Return whether there is a desktop, without which Qt ends the program in words of its own."""
    chosen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return chosen or not sys.platform.startswith(("linux", "freebsd"))
