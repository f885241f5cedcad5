"""A rating that has come in: reading it is enough; whoever likes writes an answer that stands beside it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.competencies import Rating
from peertrain.i18n import _
from peertrain.ui.kit import fields
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, column, plain
from peertrain.ui.kit.competency_parts import given_rating


class NewRating(QWidget):
    """`answer` is called with the words of the answer, or none; `keep` with what is typed so far."""

    def __init__(
        self,
        rating: Rating,
        title: str,
        rater: str,
        today: date,
        *,
        typed: str,
        keep: Callable[[str], None],
        answer: Callable[[str], None],
    ) -> None:
        super().__init__()
        hint = _("It stands beside the rating, for whoever may see it. Nobody has to agree.")
        self.field = fields.text(
            "comment", _("Your answer"), value=typed, required=False, lines=2, most=1000, hint=hint
        )
        self.field.changed.connect(lambda: keep(self.field.read()))
        self.read = button(_("I have read it"), lambda: answer(self.field.read()))
        self.write = button(_("Answer…"), self._open, kind="quiet", icon_name="pen")
        for one in (self.read, self.write):
            one.setAccessibleName(f"{one.text()}: {title}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        words = column(plain(title, "strong"), given_rating(rating, rater, today), gap=4)
        layout.addWidget(acting(words, self.write, self.read))
        layout.addWidget(self.field)
        self.field.setVisible(bool(typed))
        if typed:
            self._open()

    def _open(self) -> None:
        self.field.show()
        self.write.hide()
        self.read.setText(_("Send my answer"))
        self.field.focus_on.setFocus()
