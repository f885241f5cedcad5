"""The choice of language and `_()`, through which every sentence for a person goes."""

import gettext
from pathlib import Path

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str, folder: Path) -> bool:
    """Speak `language` (such as "es") from the catalogues in `folder`; return False where there is none: it is English."""
    global _catalogue
    _catalogue = gettext.translation("peertrain", folder, [language], fallback=True)
    return isinstance(_catalogue, gettext.GNUTranslations)


def _(message: str) -> str:
    """Return `message` in the chosen language."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that fits `count` in the chosen language."""
    return _catalogue.ngettext(one, many, count)
