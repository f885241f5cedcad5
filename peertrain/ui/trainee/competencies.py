"""Competencies: rating oneself by behaviour anchors, reading the supervisor's ratings beside it, and answering them."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.competencies import Rating, SideBySide, level_name
from peertrain.i18n import _, ngettext
from peertrain.services import competencies
from peertrain.services.competencies import OwnDraft, Sheet
from peertrain.ui.kit.cards import button, card, column, heading, plain, refill, rule
from peertrain.ui.kit.competency_parts import given_rating, head, level_choice, picture, talk_card
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.trainee.new_rating import NewRating
from peertrain.workplace.seat import Seat

KEPT_AFTER_MS = 800
ALL_OTHERS = "all others"


class CompetenciesPage(Page):
    """The trainee's own view of the competencies."""

    icon = "scale"
    watches = Changed.RATINGS | Changed.PROGRAMMES | Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return _("Competencies")

    @staticmethod
    def badge() -> Callable[[Seat], int]:
        return lambda seat: len(competencies.own_sheet(seat).unanswered)

    def build(self) -> None:
        self._levels: dict[str, int] = {}
        self._opened: set[str] = set()
        self._answers: dict[str, str] = {}
        self._kept = True
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._save = self.set_primary(_("Save my ratings"), self._submit, icon_name="save")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(
            self, lambda seat: (competencies.own_sheet(seat), competencies.own_draft(seat), seat.today), self._show
        )

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep()
        super().hideEvent(event)

    def _show(self, found: tuple[Sheet, OwnDraft, date]) -> None:
        self._sheet, draft, self._today = found
        if self._kept:
            self._levels, self._answers = dict(draft.levels), dict(draft.answers)
        self._say_unsaved()
        words = _(
            "Say how you see your own work, by what it looks like. Your supervisor rates without seeing it; once they "
            "have, both stand side by side."
        )
        taught = button(_("Where each is taught"), self._open_map, icon_name="book")
        parts: list[QWidget] = [plain(words, "lead"), flow(taught)]
        if self._sheet.unanswered:
            parts.append(self._new_ratings(self._sheet.unanswered))
        if self._sheet.to_talk_about:
            parts.append(talk_card(self._sheet.to_talk_about, own=_("You"), other=_("Your supervisor")))
        rated = [one for one in self._sheet.lines if one.own or one.newest]
        if rated:
            parts.append(picture(rated, own=_("You"), other=_("Your supervisor")))
        refill(self._parts, [*parts, *self._by_category()])

    def _open_map(self) -> None:
        from peertrain.ui.trainee.finding import TraineeCompetencyMapPage

        self.context.go(TraineeCompetencyMapPage)

    # Ratings that came in

    def _new_ratings(self, ratings: Sequence[Rating]) -> QWidget:
        titles = {one.competency.id: one.competency.title for one in self._sheet.lines}
        parts: list[QWidget] = []
        for rating in ratings:
            parts += [rule()] if parts else []
            parts.append(
                NewRating(
                    rating,
                    titles.get(rating.competency_id, rating.competency_id),
                    self._sheet.names.get(rating.rater_id, _("Your supervisor")),
                    self._today,
                    typed=self._answers.get(rating.id, ""),
                    keep=partial(self._typed, rating.id),
                    answer=partial(self._answer, rating.id),
                )
            )
        title = ngettext("{count} new rating", "{count} new ratings", len(ratings)).format(count=len(ratings))
        return card(*parts, title=title)

    def _typed(self, rating_id: str, words: str) -> None:
        self._answers[rating_id] = words
        self._kept = False
        self._timer.start()

    def _answer(self, rating_id: str, words: str) -> None:
        self._answers.pop(rating_id, None)
        self.background.do(
            self,
            lambda seat: competencies.acknowledge(seat, rating_id=rating_id, comment=words),
            otherwise=lambda sentence: self._not_sent(rating_id, words, sentence),
        )

    def _not_sent(self, rating_id: str, words: str, sentence: str) -> None:
        self._answers[rating_id] = words
        self.context.notices.say(sentence, tone=Tone.NEEDS_YOU)

    # Rating oneself

    def _by_category(self) -> list[QWidget]:
        asked = self._sheet.asked_for
        rest = [one for one in self._sheet.lines if one.needed is None]
        found: list[QWidget] = []
        if asked:
            found.append(self._group(_("What your programme asks for"), asked))
        title = _("All other competencies") if asked else _("All competencies")
        others = Disclosure(heading(title), lambda: self._others(rest), name=title)
        self._remember(others, ALL_OTHERS)
        if not asked:
            others.open()
        return [*found, others]

    def _others(self, lines: Sequence[SideBySide]) -> QWidget:
        return column(*(self._group(name, several) for name, several in _grouped(lines).items()), gap=16)

    def _remember(self, disclosure: Disclosure, key: str) -> None:
        """Open what was open before the page was filled again, and remember what is opened from now on."""
        disclosure.open(key in self._opened)
        disclosure.turned.connect(lambda is_open: (self._opened.add if is_open else self._opened.discard)(key))

    def _group(self, title: str, lines: Sequence[SideBySide]) -> QWidget:
        parts: list[QWidget] = []
        for line in lines:
            parts += [rule()] if parts else []
            parts.append(self._line(line))
        return card(*parts, title=title)

    def _line(self, line: SideBySide) -> Disclosure:
        made = Disclosure(head(line, self._words(line)), lambda: self._inside(line), name=line.competency.title)
        self._remember(made, line.competency.id)
        return made

    def _words(self, line: SideBySide) -> str:
        mine = self._levels.get(line.competency.id, line.own.level if line.own else None)
        own = _("You: {level}").format(level=_("not rated yet") if mine is None else level_name(mine))
        if line.newest is None:
            return own
        given = _("Your supervisor: {level}").format(level=level_name(line.newest.level))
        return f"{own} · {given}"

    def _inside(self, line: SideBySide) -> QWidget:
        choice = level_choice(line.competency)
        mine = self._levels.get(line.competency.id, line.own.level if line.own else None)
        if mine is not None:
            choice.choose(mine)
        choice.chose.connect(partial(self._chose, line))
        parts: list[QWidget] = []
        if line.competency.look_for:
            parts.append(plain(line.competency.look_for))
        parts.append(choice)
        if line.given:
            parts.append(plain(_("Given to you"), "soft"))
        for rating in line.given:
            name = self._sheet.names.get(rating.rater_id, _("Your supervisor"))
            parts.append(given_rating(rating, name, self._today))
        return column(*parts, gap=12)

    def _chose(self, line: SideBySide, level: int) -> None:
        if line.own is not None and line.own.level == level:
            self._levels.pop(line.competency.id, None)
        else:
            self._levels[line.competency.id] = level
        self._kept = False
        self._timer.start()
        self._say_unsaved()

    def _say_unsaved(self) -> None:
        count = len(self._levels)
        self._save.setEnabled(bool(count))
        words = ngettext("Save my {count} rating", "Save my {count} ratings", count).format(count=count)
        self._save.setText(words if count else _("Save my ratings"))

    def _keep(self) -> None:
        self._timer.stop()
        if not self._kept:
            self._kept, draft = True, OwnDraft(dict(self._levels), dict(self._answers))
            self.background.do(self, lambda seat: competencies.keep_own_draft(seat, draft=draft))

    def _submit(self) -> None:
        self._keep()
        levels = dict(self._levels)
        self.background.do(
            self, lambda seat: competencies.rate_oneself(seat, levels=levels), lambda _none: self._levels.clear()
        )


def _grouped(lines: Sequence[SideBySide]) -> dict[str, list[SideBySide]]:
    found: dict[str, list[SideBySide]] = {}
    for line in lines:
        found.setdefault(line.competency.category or _("Other"), []).append(line)
    return found
