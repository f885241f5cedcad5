"""File types on Linux, by the rules of freedesktop.org: a desktop entry, MIME types and icons in a person's own folder."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from peertrain.domain.errors import Trouble
from peertrain.file_types.kinds import FileKind, file_kinds
from peertrain.file_types.opener import Registered
from peertrain.i18n import _
from peertrain.places import shipped
from peertrain.record import atomic

ENTRY = "applications/peertrain.desktop"
TYPES = "mime/packages/peertrain.xml"
ICONS = {
    "icons/hicolor/scalable/apps/peertrain.svg": "peertrain.svg",
    "icons/hicolor/scalable/mimetypes/peertrain-file.svg": "peertrain-file.svg",
}
UPDATES = {"update-mime-database": "mime", "update-desktop-database": "applications"}
"""The programs that make the system's lists from such files, each with its folder."""
LONGEST_S = 60

_RESERVED = re.compile(r"""[\s"'\\<>~|&;$*?#()`]""")
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class FreeDesktop:
    """The lists that are made from the files in a folder such as `~/.local/share`."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def registered(self) -> Registered | None:
        try:
            lines = (self._data / ENTRY).read_text(encoding="utf-8", errors="surrogateescape").split("\n")
        except OSError:
            return None
        keys = dict(line.split("=", 1) for line in lines if "=" in line)
        return Registered(keys.get("Exec", ""), Path(_unescaped(keys.get("TryExec", ""))))

    def written(self, command: Sequence[str]) -> str:
        return " ".join([*(_quoted(one) for one in command), "%f"]).translate(_ESCAPES)

    def register(self, command: Sequence[str]) -> None:
        from shutil import which

        if which("update-mime-database") is None:
            raise Trouble(
                _("This computer keeps no list of which program opens which files."),
                _("Install the package shared-mime-info, or drop files on the window."),
            )
        icons = {name: shipped("resources", "desktop", icon).read_bytes() for name, icon in ICONS.items()}
        entry = desktop_entry(self.written(command), program=command[0])
        for name, content in {**icons, TYPES: mime_types().encode(), ENTRY: os.fsencode(entry)}.items():
            path = self._data / name
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(path, content, lasting=False)
            path.chmod(0o644)  # like the files of other programs
        self._update()

    def remove(self) -> None:
        for name in (ENTRY, TYPES, *ICONS):
            (self._data / name).unlink(missing_ok=True)
        self._update()

    def _update(self) -> None:
        import subprocess
        from shutil import which

        for name, folder in UPDATES.items():
            tool, place = which(name), self._data / folder
            if tool is None or not place.is_dir():
                continue
            done = subprocess.run(  # noqa: S603 - a tool of the system, with a folder of the person
                [tool, place], capture_output=True, text=True, timeout=LONGEST_S, check=False
            )
            if done.returncode:
                raise Trouble(
                    _("The computer's list of file types could not be written: {reason}").format(
                        reason=done.stderr.strip() or name
                    ),
                    _("Try again, or drop files on the window."),
                )


def desktop_entry(command: str, *, program: str) -> str:
    """Return the desktop entry; it stands in no menu, and is passed over where the program is gone."""
    types = "".join(f"{_media_type(kind)};" for kind in file_kinds())
    return f"""[Desktop Entry]
Type=Application
Version=1.0
Name=PeerTrain
Comment={_("Training and certification of peer support specialists").translate(_ESCAPES)}
TryExec={program.translate(_ESCAPES)}
Exec={command}
Icon=peertrain
Terminal=false
NoDisplay=true
MimeType={types}
"""


def mime_types() -> str:
    """Return the file that says how our files end and what people call them."""
    from xml.sax.saxutils import escape

    types = "".join(
        f"""
  <mime-type type="{_media_type(kind)}">
    <comment>{escape(kind.words)}</comment>
    <icon name="peertrain-file"/>
    <glob pattern="*{kind.suffix}"/>
  </mime-type>"""
        for kind in file_kinds()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">{types}
</mime-info>
"""


def _media_type(kind: FileKind) -> str:
    return f"application/x-peertrain-{kind.id}"


def _quoted(argument: str) -> str:
    """Return an argument as the key Exec has it, before the escapes that every key has."""
    argument = argument.replace("%", "%%")
    if argument and not _RESERVED.search(argument):
        return argument
    return '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"'


def _unescaped(value: str) -> str:
    plain = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "s": " "}
    return re.sub(r"\\(.)", lambda found: plain.get(found[1], found[0]), value)
