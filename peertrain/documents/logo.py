"""An organisation's logo for its certificates: checked, and written anew so that nothing else hides in it."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from peertrain.domain.errors import Refused
from peertrain.i18n import _

_LARGEST_FILE, _LARGEST_SIDE, _KEPT_SIDE, _SMALLEST_SIDE = 8_000_000, 6000, 600, 60
_COLOURS = 64


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture on white, ready to print."""

    png: bytes
    width: int
    height: int


def read_logo(data: bytes) -> Logo:
    """Return the picture in a PNG or JPEG file, flattened on white and no larger than print needs."""
    if len(data) > _LARGEST_FILE:
        raise Refused(_("The logo is larger than 8 MB. Choose a smaller picture."))
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > _LARGEST_SIDE:
                raise Refused(_("The logo is larger than 6,000 pixels. Choose a smaller picture."))
            flat = _on_white(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_("The logo cannot be read. Choose a PNG or JPEG picture.")) from error
    flat.thumbnail((_KEPT_SIDE, _KEPT_SIDE))
    written = BytesIO()
    flat.save(written, "PNG", optimize=True)
    return Logo(written.getvalue(), *flat.size)


def small_logo(logo: Logo, *, at_most: int) -> Logo:
    """Return a logo in so many bytes at most: with fewer colours where that helps, then smaller."""
    with Image.open(BytesIO(logo.png), formats=("PNG",)) as picture:
        flat = picture.convert("RGB")
    side = max(flat.size)
    while len(logo.png) > at_most and side >= _SMALLEST_SIDE:
        scaled = flat.copy()
        scaled.thumbnail((side, side))
        few = scaled.quantize(_COLOURS)
        written = BytesIO()
        few.save(written, "PNG", optimize=True)
        logo, side = Logo(written.getvalue(), *few.size), side * 4 // 5
    return logo


def _on_white(picture: Image.Image) -> Image.Image:
    coloured = picture.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(white, coloured).convert("RGB")
