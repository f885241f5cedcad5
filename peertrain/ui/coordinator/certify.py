"""Certify: who is ready, with the evidence behind every requirement; choose one or many and look at what would be issued."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peertrain.domain.certification import Certificate
from peertrain.domain.changes import Changed
from peertrain.domain.days import full_day
from peertrain.i18n import _, ngettext
from peertrain.services import certification
from peertrain.services.certification import Candidate, Stage
from peertrain.ui.kit.acting import acting
from peertrain.ui.kit.cards import button, card, column, empty, heading, plain, refill, rule
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rows import Column, Table
from peertrain.ui.kit.theme import px
from peertrain.workplace.seat import Seat

WATCHED = (
    Changed.CERTIFICATES | Changed.LEARNING | Changed.HOURS | Changed.MEETINGS | Changed.RATINGS | Changed.ATTESTATIONS
    | Changed.PROGRAMMES | Changed.PEOPLE | Changed.COURSES | Changed.ORGANISATION
)  # fmt: skip

Key = tuple[str, str]

Choice = tuple[Key, str]
"""Somebody on a programme as they stand: with another certificate behind them it is another choice."""

MARK = 18
"""The mark of a tick at 100 %, and what stands around it at every text size: borders, padding and a gap."""
AROUND = 18


class CertifyPage(Page):
    """Choose whom to certify."""

    icon = "certificate"
    watches = WATCHED

    @staticmethod
    def title() -> str:
        return _("Certify")

    @staticmethod
    def badge() -> Callable[[Seat], int]:
        return certification.count_ready

    def build(self) -> None:
        self._turned: set[Choice] = set()
        self._ticks: dict[Choice, QCheckBox] = {}
        self._go_on = self.set_primary(_("Look at what would be issued"), self._propose, icon_name="arrow-right")
        self._ready, self._before = QVBoxLayout(), QVBoxLayout()
        self.body.addWidget(
            plain(_("Nothing is issued here yet: the next page shows each certificate as it will be printed."), "soft")
        )
        self.body.addLayout(self._ready)
        self.body.addLayout(self._before)
        self._table = Table(
            name=_("Not ready yet"),
            columns=[
                Column(_("Name"), lambda one: one.name, sort="name"),
                Column(_("Programme"), lambda one: one.case.programme.short_title, sort="programme"),
                Column(_("Still missing"), _missing, stretch=True, sort="missing", sort_by=_count_missing),
            ],
            nothing=_("Nobody else is on the way to a certificate."),
            rows_shown=6,
        )
        self._table.opened.connect(self._open)
        self._open_button = button(_("See the evidence"), lambda: self._open(self._table.current()), icon_name="list")
        self._table.chosen.connect(lambda row: self._open_button.setEnabled(row is not None))
        self.body.addWidget(card(heading(_("Not ready yet")), self._table, flow(self._open_button)))

    def refresh(self) -> None:
        self.background.ask(self, certification.candidates, self._show)

    def _show(self, found: Sequence[Candidate]) -> None:
        by_stage: dict[Stage, list[Candidate]] = {stage: [] for stage in Stage}
        for one in found:
            by_stage[one.stage].append(one)
        self._ticks = {}
        refill(self._ready, [self._ready_card(by_stage[Stage.READY])])
        before = by_stage[Stage.HELD_BEFORE]
        refill(self._before, [self._before_card(before)] if before else [])
        self._table.fill(by_stage[Stage.NOT_YET])
        self._say()

    def _ready_card(self, ready: Sequence[Candidate]) -> QWidget:
        title = _("Ready to certify")
        if not ready:
            words = _("Nobody is ready at the moment. Trainees come here by themselves when every requirement is met.")
            return card(empty(words, icon_name="certificate"), title=title)
        parts: list[QWidget] = []
        if len(ready) > 1:
            every = button(_("Choose all"), lambda: self._choose_each(ready, True), kind="quiet")
            none = button(_("Choose none"), lambda: self._choose_each(ready, False), kind="quiet")
            parts.append(flow(every, none))
        for one in ready:
            parts += [rule(), self._row(one, _evidence_words(one))]
        return card(*parts, title=title)

    def _before_card(self, before: Sequence[Candidate]) -> QWidget:
        parts: list[QWidget] = [
            plain(_("Everything is there, but there was a certificate before. Read why it ended first."), "soft")
        ]
        for one in before:
            parts += [rule(), self._row(one, _ended(one.last) if one.last else "")]
        return card(*parts, title=_("Had a certificate before"))

    def _row(self, one: Candidate, words: str) -> QWidget:
        tick = QCheckBox(one.case.facts.person.legal_name)
        tick.setAccessibleName(_("Certify {name}: {words}").format(name=one.name, words=words))
        tick.setProperty("kind", "strong")
        choice = _choice(one)
        tick.setChecked(_begins_chosen(one) != (choice in self._turned))
        tick.toggled.connect(lambda on: self._choose(one, on))
        self._ticks[choice] = tick
        evidence = button(_("Evidence"), lambda: self._open(one), icon_name="list", kind="quiet")
        evidence.setAccessibleName(_("Evidence of {name}").format(name=one.name))
        about = _BelowTick(plain(one.case.programme.title), plain(words, "soft"))
        return acting(column(tick, about, gap=2), evidence)

    # Choosing

    def _choose(self, one: Candidate, on: bool) -> None:
        (self._turned.discard if on == _begins_chosen(one) else self._turned.add)(_choice(one))
        self._say()

    def _choose_each(self, ready: Sequence[Candidate], on: bool) -> None:
        for one in ready:
            self._ticks[_choice(one)].setChecked(on)

    def _chosen(self) -> tuple[Key, ...]:
        return tuple(key for (key, _last), tick in self._ticks.items() if tick.isChecked())

    def _say(self) -> None:
        count = len(self._chosen())
        words = ngettext("Look at {count} certificate", "Look at {count} certificates", count).format(count=count)
        self._go_on.setText(words if count else _("Look at what would be issued"))
        self._go_on.setEnabled(count > 0)

    def _open(self, one: Candidate | None) -> None:
        from peertrain.ui.coordinator.evidence import EvidencePage

        if one is not None:
            self.context.go(EvidencePage, candidate=one)

    def _propose(self) -> None:
        from peertrain.ui.coordinator.proposal import ProposalPage

        self.context.go(ProposalPage, keys=self._chosen())


class _BelowTick(QWidget):
    """What stands below the words of a tick, beginning where they begin at every text size."""

    def __init__(self, *lines: QWidget) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        self._lines.setSpacing(2)
        for line in lines:
            self._lines.addWidget(line)
        self._indent()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._indent()

    def _indent(self) -> None:
        self._lines.setContentsMargins(px(MARK) + AROUND, 0, 0, 0)


def _choice(one: Candidate) -> Choice:
    return one.key, one.last.number if one.last is not None else ""


def _begins_chosen(one: Candidate) -> bool:
    """Whoever is ready is chosen at first; why an earlier certificate ended is to be read before."""
    return one.stage is Stage.READY


def _missing(one: Candidate) -> str:
    return ", ".join(missing.title for missing in one.standing.missing)


def _count_missing(one: Candidate) -> int:
    return len(one.standing.missing)


def _evidence_words(one: Candidate) -> str:
    met = len(one.standing.requirements)
    entries = len(one.standing.evidence)
    first = ngettext("{count} requirement met", "{count} requirements met", met).format(count=met)
    second = ngettext("{count} signed entry", "{count} signed entries", entries).format(count=f"{entries:,}")
    return _("{requirements}, {entries}").format(requirements=first, entries=second)


def _ended(last: Certificate) -> str:
    if last.revoked_at is not None:
        words = _("Certificate {number} was revoked on {day}: {reason}")
        return words.format(number=last.number, day=full_day(last.revoked_at.date()), reason=last.revoked_reason)
    return _(
        "Certificate {number} expired on {day}. What renewal asks for is not counted here; look at it first."
    ).format(number=last.number, day=full_day(last.expires_on or last.issued_on))
