"""A supervisor's trainees, in one line each."""

from PySide6.QtWidgets import QVBoxLayout

from peertrain.domain.people import Person
from peertrain.i18n import _
from peertrain.services import standing
from peertrain.services.standing import PersonStanding
from peertrain.ui.kit.cards import card, empty, refill
from peertrain.ui.kit.page import Page
from peertrain.ui.supervisor.home import WATCHED
from peertrain.ui.supervisor.trainee_lines import trainee_lines

Found = tuple[tuple[Person, ...], tuple[PersonStanding, ...]]


class TraineesPage(Page):
    """Everybody whom the supervisor accompanies."""

    icon = "people"
    watches = WATCHED

    @staticmethod
    def title() -> str:
        return _("Trainees")

    def build(self) -> None:
        self._trainees: tuple[Person, ...] = ()
        self._parts = QVBoxLayout()
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(self, lambda seat: (standing.my_trainees(seat), standing.of_my_trainees(seat)), self._show)

    def _show(self, found: Found) -> None:
        self._trainees, standings = found
        if self._trainees:
            refill(self._parts, [trainee_lines(self.context, self._trainees, standings)])
            return
        words = _("You have no trainees yet. A coordinator assigns them to you.")
        refill(self._parts, [card(empty(words, icon_name="people"))])
