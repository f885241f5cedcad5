"""Choosing a passphrase: typed twice, or five random words and then typed again."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from peertrain.i18n import _
from peertrain.ui.entrance.frame import points
from peertrain.ui.kit import fields
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.cards import button, column, plain, row
from peertrain.ui.kit.forms import Field


class NewPassphrase(QObject):
    """Two fields for a new passphrase, and a button that makes five words."""

    def __init__(self, parent: QWidget, background: Background, *, label: str = "") -> None:
        super().__init__(parent)
        self._background = background
        hint = _("At least 15 characters. Four or five words that do not belong together do well; spaces count.")
        self.first: Field = fields.password("passphrase", label or _("Passphrase"), hint=hint)
        self.again: Field = fields.password("again", _("The same passphrase again"))
        self._words: QLabel = plain("", "strong")
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said = column(
            plain(_("Your five words. Write them down where nobody else looks, then type them again below."), "small"),
            self._words,
        )
        self._said.hide()
        self.first.add_below(row(button(_("Give me five words"), self._give, icon_name="key")), self._said)

    def fields(self) -> tuple[Field, Field]:
        """Return the fields for a form."""
        return self.first, self.again

    def differ(self, values: dict[str, str]) -> dict[str, str]:
        """Return what is wrong with the two fields together, for a form's check."""
        same = values["passphrase"] == values["again"]
        return {} if same else {"again": _("The two passphrases are not the same.")}

    def _give(self) -> None:
        from peertrain.record.passphrases import five_words

        self._background.call(self, five_words, self._show)

    def _show(self, words: str) -> None:
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._said.show()
        self.first.write(words)
        self.again.write("")
        self.again.focus_on.setFocus()


def what_it_does(*, was_here: bool) -> QWidget:
    """Return what a passphrase of one's own changes; `was_here` says that the person had another key before."""
    return points(
        (
            _("The five words you were given open nothing any more once you have chosen."),
            _("Your passphrase signs your hours and opens your notes. No coordinator knows it or can look it up."),
            *([_("What you sealed with your earlier key stays sealed.")] if was_here else []),
        ),
        "shield",
    )
