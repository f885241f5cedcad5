"""The temporary folder of a sample organisation, which goes when its program ends, with those of programs that were killed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from peertrain.domain.errors import Trouble
from peertrain.record.holding import FILE, hold

PREFIX, MARK = "peertrain-demo-", "sample-organisation"
"""How the name of such a folder begins, and the file in it that says that nobody keeps anything there."""


@contextmanager
def sample_folder() -> Iterator[Path]:
    """Make a folder for a sample organisation; afterwards it is gone."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        (Path(folder) / MARK).touch()
        yield Path(folder)
    clear_left_over(Path(tempfile.gettempdir()))


def clear_left_over(folder: Path) -> None:
    """Delete the folders of sample organisations in a folder that no program holds any more."""
    for one in folder.glob(f"{PREFIX}*"):
        with suppress(PermissionError):  # of another account: several may share the folder
            if not one.is_symlink() and (one / MARK).is_file() and (one / FILE).is_file() and _is_free(one):
                shutil.rmtree(one, ignore_errors=True)


def _is_free(folder: Path) -> bool:
    with suppress(Trouble), hold(folder):
        return True
    return False
