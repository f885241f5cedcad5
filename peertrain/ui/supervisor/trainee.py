"""One trainee, for the supervisor: the standing as the trainee sees it, and both ratings side by side."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.people import Person
from peertrain.i18n import _, ngettext
from peertrain.services import attestations, checks, competencies, standing
from peertrain.services.attestations import Asked
from peertrain.services.checks import LimitedCheck
from peertrain.services.competencies import Sheet
from peertrain.services.standing import PersonStanding
from peertrain.ui.everyone.allowing import attempts_form, attempts_title
from peertrain.ui.everyone.declaring import to_declare
from peertrain.ui.kit.cards import button, card, heading, plain, refill, row, rule
from peertrain.ui.kit.competency_parts import head, picture, side_by_side, talk_card
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.standing_list import StandingList
from peertrain.ui.kit.standing_words import groups, summary
from peertrain.ui.kit.unverified import unverified
from peertrain.ui.supervisor.home import WATCHED
from peertrain.ui.supervisor.trainee_lines import turns_for
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class TraineeView:
    """Everything that a supervisor sees of a trainee on one page."""

    person: Person
    standings: tuple[PersonStanding, ...]
    sheet: Sheet
    asked: tuple[Asked, ...]
    today: date
    other_supervisors: dict[str, str]
    limited: tuple[LimitedCheck, ...]


def look(seat: Seat, trainee_id: str) -> TraineeView:
    """Return what the page of a trainee shows."""
    standings = standing.of_trainee(seat, trainee_id=trainee_id)
    return TraineeView(
        standing.visible_trainee(seat, trainee_id),
        standings,
        competencies.sheet_of(seat, trainee_id=trainee_id),
        attestations.asked_of_supervisor(seat, trainee_id=trainee_id),
        seat.today,
        standing.other_supervisors(seat, standings),
        checks.limited_checks(seat, trainee_id=trainee_id),
    )


class TraineePage(Page):
    """Where a trainee stands."""

    icon = "person"
    watches = WATCHED
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Trainee")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.supervisor.trainees import TraineesPage

        return TraineesPage

    def build(self) -> None:
        self.set_primary(_("Rate"), self._rate, icon_name="scale")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def show_where(self, trainee_id: str = "") -> None:
        if trainee_id != getattr(self, "_trainee_id", ""):
            self._opened: dict[str, set[str]] = {}
            self._trainee_id = trainee_id
            self.go_stale()

    def refresh(self) -> None:
        trainee_id = self._trainee_id
        self.background.ask(self, lambda seat: look(seat, trainee_id), self._show)

    def _rate(self) -> None:
        from peertrain.ui.supervisor.rating import RatingPage

        self.context.go(RatingPage, trainee_id=self._trainee_id)

    def _show(self, view: TraineeView) -> None:
        if view.person.id != self._trainee_id:
            return
        self.set_title(view.person.preferred_name)
        parts = [self._standing(one, view.other_supervisors) for one in view.standings]
        if not parts:
            parts = [card(plain(_("Not on a programme yet. A coordinator enrols them."), "soft"))]
        parts += to_declare(self, view.asked)
        if view.limited:
            parts.append(self._more_attempts(view))
        transcript = button(_("Transcript"), self._transcript, icon_name="table")
        refill(self._parts, [row(transcript), *parts, *self._ratings(view)])

    def _more_attempts(self, view: TraineeView) -> QWidget:
        title = attempts_title()
        return card(
            Disclosure(plain(title, "strong"), lambda: attempts_form(self, view.person, view.limited), name=title)
        )

    def _transcript(self) -> None:
        from peertrain.ui.everyone.transcript import TranscriptPage

        self.context.go(TranscriptPage, trainee_id=self._trainee_id)

    def _standing(self, one: PersonStanding, others: dict[str, str]) -> QWidget:
        shown = StandingList(self._opened.setdefault(one.programme.id, set()))
        shown.show_groups(groups(one.standing, turns_for(one.person, others)))
        head = [heading(one.programme.title), plain(summary(one.standing), "soft")]
        return card(*head, *unverified(one.programme), rule(), shown)

    def _ratings(self, view: TraineeView) -> list[QWidget]:
        own, sheet = view.person.preferred_name, view.sheet
        rated = [one for one in sheet.lines if one.given]
        if not rated:
            words = _("Nothing is rated yet. How {name} rated the same things shows once you have rated them.")
            return [card(plain(words.format(name=own), "soft"), title=_("Ratings"))]
        parts: list[QWidget] = []
        if sheet.to_talk_about:
            parts.append(talk_card(sheet.to_talk_about, own=own, other=_("Given")))
        parts.append(picture(rated, own=own, other=_("Given")))
        lines: list[QWidget] = []
        for line in rated:
            body = partial(side_by_side, line, sheet.names, view.today, own=own)
            said = ngettext("{count} rating so far", "{count} ratings so far", len(line.given))
            lines += [rule()] if lines else []
            shown = head(line, said.format(count=len(line.given)))
            lines.append(Disclosure(shown, body, name=line.competency.title))
        return [*parts, card(*lines, title=_("Ratings"))]
