"""The folder carrier: a folder that something else synchronises, such as OneDrive, Dropbox or a share.

Under the folder each key that writes has one of its own, and in it one for each person written to; files are only ever
added: `KEY/PERSON/000012-PACKET.ptp`. A mark tells the folder from an empty place where a share is not mounted.
"""

import errno
import logging
import os
import re
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from peertrain.domain.errors import Trouble
from peertrain.exchange.carrier import Label, Lying, Unfinished
from peertrain.exchange.packets import LARGEST, SUFFIX
from peertrain.i18n import _
from peertrain.record import atomic

log = logging.getLogger("peertrain.exchange")

MARK = "peertrain-exchange.txt"
_HEAD = "PeerTrain exchange folder 1\n"
_LONGEST_MARK = 4096
_A_DAY = 24 * 60 * 60
_JUNCTION = 0xA0000003
"""How Windows marks a folder that stands for another one (IO_REPARSE_TAG_MOUNT_POINT)."""
_FILE = re.compile(r"(\d{6,12})-([0-9a-f]{32})(.*)", re.DOTALL)
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
"""As ids are written (`domain/wellformed.py`)."""


class Folder:
    """A folder through which the packets of one organisation go."""

    def __init__(self, root: Path, organisation_id: str) -> None:
        self.root = root
        self._organisation_id = organisation_id

    def begin(self) -> None:
        """Mark the folder as the organisation's, or find that somebody has; Trouble where it is another one's."""
        if not self.root.is_dir():
            raise self._gone()
        try:
            if not self._marked().startswith(_HEAD):
                atomic.write(self.root / MARK, self._mark.encode())
        except OSError as error:
            raise self._unwritable(error) from error
        self._check()

    def put(self, label: Label, content: bytes) -> None:
        """Keep a packet, whole or not at all; the same label once more changes nothing."""
        self._check()
        try:
            path = self._folder_of(label) / file_name(label)
            if _size(path) != len(content):
                _sweep(path.parent)
                atomic.write(path, content)
        except OSError as error:
            raise self._unwritable(error) from error

    def lying_for(self, person_id: str) -> Sequence[Lying]:
        """Return what lies here for somebody, each writer's packets in order, copies last; only names are read."""
        self._check()
        found = [one for key_id in self._writers() for one in self._lying(key_id, person_id)]
        return sorted(found, key=lambda one: (one.label.number, len(one.name), one.name))

    def written_by(self, key_id: str) -> Sequence[Lying]:
        """Return what a key has put here, to whomever, in order."""
        found = [one for to_id in _folders(self.root / key_id) for one in self._lying(key_id, to_id)]
        return sorted(found, key=lambda one: one.label.number)

    def stamp(self, packet: Lying) -> str:
        """Return another text when the file may hold something else."""
        try:
            found = (self.root / packet.name).lstat()
        except OSError:
            return ""
        return f"{found.st_size} {found.st_mtime_ns}"

    def get(self, packet: Lying) -> bytes:
        """Return what is in a file now; raises Unfinished where it cannot be read or grew in the meantime."""
        try:
            return _read(self.root / packet.name, LARGEST + 1)
        except OSError as error:
            raise Unfinished(packet.name) from error

    def remove(self, label: Label) -> None:
        """Take a packet away; only a folder of one's own is ever cleared."""
        (self.root / label.key_id / label.to_id / file_name(label)).unlink(missing_ok=True)

    def numbers(self, key_id: str, to_id: str) -> frozenset[int]:
        """Return the numbers of the packets that still lie here from a key to somebody."""
        self._check()
        return frozenset(one.label.number for one in self._lying(key_id, to_id))

    # Inside

    def _folder_of(self, label: Label) -> Path:
        """Return the folder for a packet, made where it is not there; whatever else stands in its place is left alone."""
        folder = self.root
        for name in (label.key_id, label.to_id):
            folder /= name
            folder.mkdir(exist_ok=True)
            if not _is_folder(folder):
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        return folder

    def _writers(self) -> Iterator[str]:
        try:
            yield from _folders(self.root)
        except OSError as error:
            raise self._gone() from error

    def _lying(self, key_id: str, to_id: str) -> Iterator[Lying]:
        """Yield the packets in one folder of files; the name of a copy that a synchroniser made says whose copy it is."""
        folder = self.root / key_id / to_id
        if not _is_folder(folder):
            return
        try:
            with os.scandir(folder) as entries:
                names = [
                    one.name for one in entries if one.name.endswith(SUFFIX) and one.is_file(follow_symlinks=False)
                ]
        except OSError as error:  # one writer's folder that cannot be opened keeps nobody else's packets back
            log.warning("a folder of the exchange cannot be listed: %s", error.strerror)
            return
        for name in names:
            parts = _FILE.match(name.removesuffix(SUFFIX))
            label = Label(key_id, to_id, int(parts[1]) if parts else 0, parts[2] if parts else "")
            yield Lying(f"{key_id}/{to_id}/{name}", label)

    @property
    def _mark(self) -> str:
        return f"{_HEAD}{self._organisation_id}\n"

    def _marked(self) -> str:
        try:
            return _read(self.root / MARK, _LONGEST_MARK).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _check(self) -> None:
        mark = self._marked()
        if not mark.startswith(_HEAD):
            raise self._gone()
        if mark != self._mark:
            raise Trouble(
                _("The folder {folder} is used by another organisation.").format(folder=self.root),
                _("Choose a folder of your own organisation."),
            )

    def _gone(self) -> Trouble:
        return Trouble(
            _("The exchange folder {folder} is not there at the moment.").format(folder=self.root),
            _("Nothing is lost: PeerTrain goes on by itself when it is back. Check that the share or the drive is connected."),
        )  # fmt: skip

    def _unwritable(self, error: OSError) -> Trouble:
        return Trouble(
            _("Nothing can be written into the exchange folder {folder}: {error}.").format(
                folder=self.root, error=error.strerror or error
            ),
            _(
                "Nothing is lost: PeerTrain tries again by itself. Check that there is room and that you may write there."
            ),
        )


_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither a link nor a pipe that somebody has put in the place of a file is waited for."""


def _read(path: Path, most: int) -> bytes:
    """Return the beginning of a file; OSError where it is no plain one, or was written to in the meantime."""
    _check_plain(path, path.lstat())  # merely to open a device may be to wait for it
    with os.fdopen(os.open(path, _READ_ONLY), "rb") as file:
        before = os.fstat(file.fileno())
        _check_plain(path, before)
        content = file.read(most)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(path))
    return content


def _check_plain(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))


def _size(path: Path) -> int:
    """Return the size of a plain file, -1 where there is none: whatever else stands there is no packet."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return -1
    return found.st_size if stat.S_ISREG(found.st_mode) else -1


def _is_folder(path: Path) -> bool:
    """Return whether there is a folder of its own, and no link or junction to another one."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and getattr(found, "st_reparse_tag", 0) != _JUNCTION


def file_name(label: Label) -> str:
    """Return the name of a packet's file; a longer number than six figures only makes it longer."""
    return f"{label.number:06}-{label.packet_id}{SUFFIX}"


def _sweep(folder: Path) -> None:
    """Remove what crashes have left behind; what is newer may be written by another program at this moment."""
    for left in folder.glob(f"{atomic.PREFIX}*"):
        with suppress(FileNotFoundError):  # another program sweeps too
            if _size(left) >= 0 and time.time() - left.lstat().st_mtime > _A_DAY:
                left.unlink()


def _folders(folder: Path) -> list[str]:
    """Return the names of the folders directly inside that a writer or a person can have; none where there is no folder."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(one.name for one in entries if _FOLDER.fullmatch(one.name) and one.is_dir(follow_symlinks=False))
