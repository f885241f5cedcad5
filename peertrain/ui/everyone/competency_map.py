"""The map of competencies: what teaches and practises each competency, and where it stands in other lists."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from peertrain.domain.amounts import in_words
from peertrain.domain.changes import Changed
from peertrain.domain.competencies import level_name
from peertrain.i18n import _, ngettext
from peertrain.services import competency_map
from peertrain.services.competency_map import Group, Line, Map, Teaching
from peertrain.ui.everyone.reading import ReadingPage
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, facts, plain, refill, rule
from peertrain.ui.kit.combo import Combo
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.theme import px

SHORTEST, WIDEST = 12, 640
"""Letters of a list's name that are always shown, and the width that the choice of a list takes where there is room."""


class CompetencyMapPage(Page):
    """All competencies, arranged by their own categories or by another list."""

    icon = "scale"
    watches = Changed.COURSES | Changed.RATINGS | Changed.HOURS
    in_rail = False
    lesson_page: ClassVar[type[Page]] = ReadingPage

    @staticmethod
    def title() -> str:
        return _("Map of competencies")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.everyone.search import SearchPage

        return SearchPage

    def show_where(self, competency_id: str = "") -> None:
        """Show the map, perhaps with one competency opened."""
        self._wanted = competency_id
        self.go_stale()

    def build(self) -> None:
        self._opened: set[str] = set()
        self._arranged = Combo(_("Arranged by"))
        self._arranged.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._arranged.list.setMinimumContentsLength(SHORTEST)
        self._arranged.setMaximumWidth(px(WIDEST))
        self._arranged.chosen.connect(lambda _key: self._fill())
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        words = _("Which lessons teach a competency, what practises it, and where other lists of the field have it.")
        self.body.addWidget(plain(words, "lead"))
        self.body.addWidget(self._arranged)
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        self.background.ask(self, competency_map.competency_map, self._show)

    def _show(self, found: Map) -> None:
        self._map = found
        choices = {"": _("Its own twelve categories")} | {one.id: one.title for one in found.frameworks}
        self._arranged.fill(choices)
        if self._wanted:
            self._arranged.choose("")
            self._opened = {self._wanted}
        self._fill()

    def _fill(self) -> None:
        key = self._arranged.value()
        framework = next((one for one in self._map.frameworks if one.id == key), None)
        parts: list[QWidget] = []
        if framework is not None:
            about = {_("Source"): framework.source, _("How sure it is"): framework.sure}
            parts.append(card(facts(about), tone="sky"))
        groups = self._map.by_framework(framework) if framework else self._map.by_category()
        if self._wanted:
            groups = tuple(one for one in groups if any(line.competency.id == self._wanted for line in one.lines))
            everything = button(_("Show all competencies"), self._widen, icon_name="list")
            parts.append(flow(everything))
        refill(self._parts, [*parts, *(self._group(one) for one in groups)])

    def _widen(self) -> None:
        self._wanted = ""
        self._fill()

    def _group(self, group: Group) -> QWidget:
        parts: list[QWidget] = [plain(group.about, "soft")] if group.about else []
        for line in group.lines:
            parts += [rule()] if parts else []
            parts.append(self._line(line))
        return card(*parts, title=group.title)

    def _line(self, line: Line) -> Disclosure:
        one = line.competency
        head = column(plain(f"{one.id}  {one.title}", "strong"), plain(_summary(line), "soft"), gap=2)
        made = Disclosure(head, lambda: self._inside(line), name=one.title)
        made.open(one.id in self._opened)
        made.turned.connect(lambda is_open: (self._opened.add if is_open else self._opened.discard)(one.id))
        return made

    def _inside(self, line: Line) -> QWidget:
        practice = [ngettext("{count} question in checks", "{count} questions in checks", line.questions)]
        practice.append(
            ngettext("{count} role play in live sessions", "{count} role plays in live sessions", line.role_plays)
        )
        counts = (line.questions, line.role_plays)
        said = "\n".join(words.format(count=count) for words, count in zip(practice, counts, strict=True))
        parts = [
            plain(line.competency.look_for),
            _below(_("Lessons"), self._lessons(line.lessons)),
            _below(_("Practice"), plain(said)),
        ]
        if self._map.is_trainee:
            hours = (
                _("{domain}: {amount}").format(domain=domain, amount=in_words(minutes))
                for domain, minutes in line.hours.items()
            )
            rating = level_name(line.rating.level) if line.rating else _("Not rated yet")
            parts += [
                _below(_("Your approved hours"), plain("\n".join(hours))),
                _below(_("Your newest rating"), plain(rating)),
            ]
        return column(*parts, *(_below(title, plain(places)) for title, places in line.stands_in), gap=12)

    def _lessons(self, lessons: Sequence[Teaching]) -> QWidget:
        if not lessons:
            return plain(_("No lesson of a course in use teaches it."))
        return column(*(self._lesson(one) for one in lessons), gap=4)

    def _lesson(self, one: Teaching) -> QWidget:
        where = {"course_id": one.course_id, "module_id": one.module_id, "item_id": one.lesson_id}
        look = partial(self.context.go, self.lesson_page, **where, looking=True)
        opens = button(_("Open"), look, icon_name="book", kind="quiet")
        opens.setAccessibleName(_("Open: {title}").format(title=one.title))
        return acting(column(plain(one.title), plain(one.module_title, "small"), gap=0), opens)


def _below(label: str, content: QWidget) -> QWidget:
    return column(plain(label, "soft"), content, gap=2)


def _summary(line: Line) -> str:
    lessons = ngettext("{count} lesson", "{count} lessons", len(line.lessons)).format(count=len(line.lessons))
    questions = ngettext("{count} question", "{count} questions", line.questions).format(count=line.questions)
    plays = ngettext("{count} role play", "{count} role plays", line.role_plays).format(count=line.role_plays)
    return " · ".join((lessons, questions, plays))
