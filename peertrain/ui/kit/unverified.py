"""The mark on rules that rest on less than a primary source, wherever somebody reads them or works towards them."""

from PySide6.QtWidgets import QWidget

from peertrain.domain.programmes import Programme
from peertrain.i18n import _
from peertrain.ui.kit.cards import column, fact, plain
from peertrain.ui.kit.disclosure import Disclosure


def unverified(programme: Programme) -> list[QWidget]:
    """Return the mark, which opens into what is not verified; nothing where everything is."""
    if not programme.unverified:
        return []
    words = _("Parts of these rules are not verified at their source.")
    mark = fact(
        words, tone="sky", icon_name="info", detail=_("Open this to read which, and ask if one matters to you.")
    )
    sentences = programme.unverified
    name = _("what is not verified in {title}").format(title=programme.title)
    return [Disclosure(mark, lambda: column(*(plain(one, "soft") for one in sentences)), name=name)]
