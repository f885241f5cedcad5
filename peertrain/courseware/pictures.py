"""Checks pictures of a course: SVG of plain shapes, or PNG and JPEG of a sensible size."""

import struct
from collections.abc import Iterator

from peertrain.courseware.mistakes import Notes
from peertrain.courseware.svg import check_svg
from peertrain.i18n import _

MOST_PIXELS = 16_000_000

SVG = "image/svg+xml"
_MEDIA_TYPES = {"svg": SVG, "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def media_type(path: str) -> str:
    """Return the media type that a file's ending stands for; empty for what is not a picture."""
    return _MEDIA_TYPES.get(path.rpartition(".")[2], "")


def check_picture(path: str, data: bytes, notes: Notes) -> None:
    """Note why a picture cannot be shown."""
    kind = media_type(path)
    if kind == SVG:
        check_svg(data, notes)
        return
    size = png_size(data) if kind == "image/png" else jpeg_size(data)
    if size is None:
        notes.add(1, _("This file is not the picture that its name says."), _("Save it again as PNG or JPEG."))
    elif not 0 < size[0] * size[1] <= MOST_PIXELS:
        notes.add(1, _("This picture has too many pixels."), _("Scale it down to at most 4,000 by 4,000."))


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height from the header of a PNG."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") or len(data) < 33:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height from the first frame header of a JPEG."""
    for marker, body in _segments(data):
        if marker in range(0xC0, 0xD0) and marker not in (0xC4, 0xC8, 0xCC) and len(body) >= 5:
            height, width = struct.unpack(">HH", body[1:5])
            return width, height
    return None


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 2 if data.startswith(b"\xff\xd8") else len(data)
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if length < 2:
            return
        yield marker, data[place + 4 : place + 2 + length]
        place += 2 + length
