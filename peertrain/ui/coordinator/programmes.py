"""Programmes: what is in use, what could be, and what was retired."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed
from peertrain.domain.programmes import Programme, ProgrammeKind, programme_key
from peertrain.i18n import _, ngettext
from peertrain.services import own_programmes, programmes
from peertrain.services.own_programmes import OwnProgramme
from peertrain.services.programmes import KnownProgramme
from peertrain.ui.coordinator.adopting import adopt
from peertrain.ui.coordinator.new_version import NewVersionPage
from peertrain.ui.coordinator.own_programmes import OwnProgrammes, open_copy
from peertrain.ui.coordinator.programme_words import asked_for, sources, versioned
from peertrain.ui.coordinator.retiring import retire_button
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, empty, fact, facts, pill, plain, refill, rule
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field
from peertrain.ui.kit.notices import Tone
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.workplace.seat import Seat


class ProgrammesPage(Page):
    """What certificates ask for."""

    icon = "path"
    watches = Changed.PROGRAMMES | Changed.PEOPLE

    @staticmethod
    def title() -> str:
        return _("Programmes")

    def build(self) -> None:
        self._from_file: Programme | None = None
        self._adopting = ""
        self._shown: dict[str, Disclosure] = {}
        self._search: Field | None = None
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)

    def refresh(self) -> None:
        given = self._from_file

        def look(seat: Seat) -> tuple[list[KnownProgramme], Sequence[KnownProgramme], Sequence[OwnProgramme]]:
            from_file = [programmes.known_programme(seat, programme=given)] if given is not None else []
            return from_file, programmes.known_programmes(seat), own_programmes.own_programmes(seat)

        self.background.ask(self, look, lambda found: self._show(*found))

    def _show(
        self, from_file: list[KnownProgramme], known: Sequence[KnownProgramme], own: Sequence[OwnProgramme]
    ) -> None:
        in_use = [one for one in known if one.in_use]
        offered = [one for one in (*from_file, *known) if not one.adopted]
        retired = [one for one in known if one.adopted and not one.in_use]
        self._shown = {}
        was_typing = self._search is not None and self._search.focus_on.hasFocus()
        parts: list[QWidget] = [self._programmes(_("Programmes in use"), in_use) if in_use else _none_yet()]
        if own:
            parts.append(OwnProgrammes(self, self._adopt).card(own))
        parts.append(self._offered(offered))
        if retired:
            parts.append(self._programmes(_("Retired programmes"), retired))
        refill(self._parts, parts)
        if was_typing and self._search is not None:
            self._search.focus_on.setFocus()
        self._go_to_adopted(in_use)

    def _go_to_adopted(self, in_use: Sequence[KnownProgramme]) -> None:
        """Show the programme that was being adopted where it stands once it is."""
        if self._adopting not in {one.id for one in in_use}:
            return
        shown, self._adopting = self._shown[self._adopting], ""
        shown.chevron.setFocus()
        bring_into_view(shown)

    # Programmes

    def _programmes(self, title: str, several: Sequence[KnownProgramme]) -> QWidget:
        lines: list[QWidget] = []
        for one in several:
            lines += [rule()] if lines else []
            lines.append(self._programme(one))
        return card(*lines, title=title)

    def _offered(self, several: Sequence[KnownProgramme]) -> QWidget:
        lines: list[QWidget] = [
            plain(
                _("Adopting puts the rules of a version into the record, where they never change. Read them first."),
                "soft",
            )
        ]
        from_file = button(_("A programme from a file…"), self._choose_file, icon_name="plus")
        found = [(one.programme, column(rule(), self._programme(one))) for one in several]
        search = fields.line(
            "search", _("Find a programme"), hint=_("A word of its title, or a place."), required=False,
            value=self._search.read() if self._search is not None else "",
        )  # fmt: skip
        self._search = search
        search.caption.setText(search.label)
        none = plain(_("No programme here has this word."), "soft")
        none.hide()

        def find() -> None:
            for programme, line in found:
                line.setVisible(_fits(programme, search.read()))
            none.setVisible(all(line.isHidden() for _programme, line in found))

        search.changed.connect(find)
        lines += [flow(from_file), search, none, *(line for _programme, line in found)]
        offered = card(*lines, title=_("Programmes that could be adopted ({count})").format(count=len(several)))
        find()
        return offered

    def _programme(self, one: KnownProgramme) -> QWidget:
        words = [plain(one.programme.title, "strong"), plain(_in_short(one), "soft")]
        states = [_state(one)]
        if one.programme.unverified:
            states.append(pill(_("partly not verified"), "sky", icon_name="info"))
        head = column(*words, flow(*states), gap=4)
        shown = Disclosure(head, lambda: self._details(one), name=one.programme.title)
        if one.programme == self._from_file:
            shown.open()
        self._shown[one.id] = shown
        return shown

    def _details(self, one: KnownProgramme) -> QWidget:
        programme = one.programme
        parts: list[QWidget] = [plain(programme.statement), facts(asked_for(programme))]
        if programme.also:
            parts += [plain(_("It also asks for"), "strong"), *(plain(words) for words in programme.also)]
        if programme.unverified:
            parts += [fact(_("Not verified at its source"), tone="sky", icon_name="info")]
            parts += [plain(words) for words in programme.unverified]
        parts += [plain(_("Where the figures come from"), "strong"), *(plain(w, "soft") for w in sources(programme))]
        parts.append(flow(*self._acts(one)))
        return column(*parts, gap=8)

    def _acts(self, one: KnownProgramme) -> list[QPushButton]:
        programme = one.programme
        acts = []
        if not one.in_use:
            words = _("Adopt {title}…").format(title=programme.short_title)
            acts.append(button(words, lambda: self._adopt(programme), icon_name="check"))
        elif one.on_other_versions:
            words = _("Move trainees to this version…")
            acts.append(button(words, lambda: self.context.go(NewVersionPage, programme=programme, adopted=True)))
        change = button(_("Copy and change…"), lambda: open_copy(self, programme), icon_name="copy")
        change.setAccessibleName(_("Copy and change {title}").format(title=versioned(programme)))
        return [*acts, change, *([self._retire(programme)] if one.in_use else [])]

    def _adopt(self, programme: Programme) -> None:
        self._adopting = programme_key(programme.id, programme.version)
        adopt(self, programme, lambda: self._adopted(programme))

    def _adopted(self, programme: Programme) -> None:
        if programme is self._from_file:
            self._from_file = None

    def _retire(self, programme: Programme) -> QPushButton:
        return retire_button(
            self,
            versioned(programme),
            means=_("Nobody new starts on it; whoever is on it finishes under its rules."),
            deed=lambda seat, values: programmes.retire(
                seat, programme_id=programme.id, version=programme.version, **values
            ),
        )

    def _choose_file(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("A programme from a file"), "", _("Programmes (*.yaml *.yml)")
        )
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Read a programme's file and show its rules; what is wrong in it is said with its line."""
        self.background.render(
            self, lambda _progress: programmes.read_programme(path), self._show_from_file, self._refused
        )

    def _show_from_file(self, programme: Programme) -> None:
        self._from_file = programme
        self.refresh()

    def _refused(self, sentence: str) -> None:
        self.context.notices.say(sentence, tone=Tone.NEEDS_YOU)


def _fits(programme: Programme, words: str) -> bool:
    said = f"{programme.title} {programme.short_title} {programme.jurisdiction}".casefold()
    return all(word in said for word in words.casefold().split())


def _none_yet() -> QWidget:
    words = _("No programme is in use yet. Read those below and adopt the one that your trainees work towards.")
    return card(empty(words, icon_name="path"), title=_("Programmes in use"))


def _in_short(one: KnownProgramme) -> str:
    programme = one.programme
    kinds = {
        ProgrammeKind.COMPLETION: _("certificate of completion"),
        ProgrammeKind.CERTIFICATION: _("certification"),
    }
    return _("Version {version}, {kind}. {jurisdiction}").format(
        version=programme.version, kind=kinds[programme.kind], jurisdiction=programme.jurisdiction
    )


def _state(one: KnownProgramme) -> QWidget:
    if not one.adopted:
        return pill(_("not adopted yet"), "soft")
    counted = ngettext("{count} trainee", "{count} trainees", one.people).format(count=one.people)
    people = counted if one.people else _("no trainees")
    if one.in_use:
        return pill(_("in use, {people}").format(people=people), "pine")
    return pill(_("retired, {people} on it").format(people=people), "soft")
