"""Ratings: whom to rate, and how many ratings their programme still asks for."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.people import Person
from peertrain.i18n import _, ngettext
from peertrain.services import competencies, standing
from peertrain.services.competencies import Sheet
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, empty, plain, refill, rule
from peertrain.ui.kit.page import Page
from peertrain.workplace.seat import Seat


def look(seat: Seat) -> list[Sheet]:
    """Return the competencies of each trainee of the supervisor at work."""
    return [competencies.sheet_of(seat, trainee_id=one.id) for one in standing.my_trainees(seat)]


class RatingsPage(Page):
    """Choose whom to rate."""

    icon = "scale"
    watches = Changed.RATINGS | Changed.PROGRAMMES | Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return _("Ratings")

    def build(self) -> None:
        words = _(
            "Rate what you have observed, by what it looks like. How trainees rated themselves is hidden until your "
            "rating is in; then both stand side by side."
        )
        self.body.addWidget(plain(words, "lead"))
        self._parts = QVBoxLayout()
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(self, look, self._show)

    def _show(self, sheets: list[Sheet]) -> None:
        if not sheets:
            words = _("You have no trainees yet. A coordinator assigns them to you.")
            refill(self._parts, [card(empty(words, icon_name="people"))])
            return
        lines: list[QWidget] = []
        for sheet in sheets:
            lines += [rule()] if lines else []
            lines.append(self._line(sheet))
        refill(self._parts, [card(*lines, title=_("Whom do you want to rate?"))])

    def _line(self, sheet: Sheet) -> QWidget:
        rate = button(_("Rate {name}").format(name=sheet.person.preferred_name), self._rate(sheet.person))
        words = [plain(sheet.person.preferred_name, "lead"), plain(_progress(sheet), "soft")]
        if sheet.to_talk_about:
            count = len(sheet.to_talk_about)
            said = ngettext("{count} rating worth talking about.", "{count} ratings worth talking about.", count)
            words.append(plain(said.format(count=count), "soft"))
        return acting(column(*words, gap=4), rate)

    def _rate(self, person: Person) -> Callable[[], None]:
        from peertrain.ui.supervisor.rating import RatingPage

        return lambda: self.context.go(RatingPage, trainee_id=person.id)


def _progress(sheet: Sheet) -> str:
    asked = sheet.asked_for
    if not asked:
        rated = sum(one.newest is not None for one in sheet.lines)
        said = ngettext("{count} competency rated so far.", "{count} competencies rated so far.", rated)
        return said.format(count=rated)
    reached = sum(_reached(one.newest.level if one.newest else None, one.needed) for one in asked)
    return _("{have} of {need} that the programme asks for are reached.").format(have=reached, need=len(asked))


def _reached(level: int | None, needed: int | None) -> bool:
    return level is not None and needed is not None and level >= needed
