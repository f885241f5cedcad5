"""The command that lets a double click open PeerTrain's files, or no longer."""

from pathlib import Path
from typing import TextIO

from peertrain.domain.errors import Refused
from peertrain.file_types.kinds import file_kinds
from peertrain.file_types.opener import opener_for
from peertrain.i18n import _


def file_types_command(do: str, folder: Path, out: TextIO) -> int:
    """Register the types, so that files open on a data folder, or remove them."""
    opener = opener_for(folder)
    if opener is None:
        raise Refused(
            _("A Mac does not let a program do this for itself. Drop files on the window, or choose them there.")
        )
    if do == "register":
        opener.register()
        endings = ", ".join(kind.suffix for kind in file_kinds())
        print(_("A double click on these files opens PeerTrain now: {endings}.").format(endings=endings), file=out)
    else:
        opener.remove()
        print(_("A double click on PeerTrain's files does not open it any more."), file=out)
    return 0
