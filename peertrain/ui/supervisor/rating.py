"""Rating a trainee from one observation: what was seen, a level for each competency by its anchors, one signature."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from peertrain.domain.changes import Changed, Done
from peertrain.domain.competencies import EvidenceKind, SideBySide, level_name
from peertrain.i18n import _, ngettext
from peertrain.services import competencies
from peertrain.services.competencies import Mark, Observation, RatingDraft, Sheet
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, heading, plain, refill, rule
from peertrain.ui.kit.competency_parts import evidence_words, head, level_choice, side_by_side, talk_card
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Field, Form
from peertrain.ui.kit.note_guard import NoteGuard
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.workplace.seat import Seat

KEPT_AFTER_MS = 800
ALL_OTHERS = "all others"

Found = tuple[Sheet, RatingDraft, tuple[str, ...], date]


def look(seat: Seat, trainee_id: str) -> Found:
    """Return the trainee's competencies, the form as it was left, the names that may stand in it, and the day."""
    return (
        competencies.sheet_of(seat, trainee_id=trainee_id),
        competencies.rating_draft(seat, trainee_id=trainee_id),
        competencies.names_that_may_stand(seat, trainee_id=trainee_id),
        seat.today,
    )


class RatingPage(Page):
    """The form of one observation; what is typed for one trainee is never shown for another."""

    icon = "scale"
    watches = Changed.RATINGS | Changed.PROGRAMMES | Changed.PEOPLE
    in_rail = False

    @staticmethod
    def title() -> str:
        return _("Rate")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.supervisor.ratings import RatingsPage

        return RatingsPage

    def build(self) -> None:
        self._sign = button(_("Sign ratings…"), self._submit, icon_name="pen", kind="primary")
        self._end = column(flow(self._sign), plain(_("Ctrl+Enter signs from every field."), "small"))
        self._end.hide()
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self.add_key("Ctrl+Return", _("Sign the ratings"), self._submit)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(16)
        self.body.addLayout(self._parts)
        self.body.addWidget(self._end)

    def show_where(self, trainee_id: str = "") -> None:
        if trainee_id != getattr(self, "_trainee_id", ""):
            self._leave()
            self._trainee_id = trainee_id
            self._draft, self._dirty, self._begins = RatingDraft(), False, True
            self._comments: dict[str, Field] = {}
            self._opened: set[str] = set()
            self._signed: tuple[str, ...] = ()
            if hasattr(self, "_parts"):
                refill(self._parts, [])
                self._end.hide()
            self.go_stale()

    def refresh(self) -> None:
        trainee_id = self._trainee_id
        self.background.ask(self, lambda seat: look(seat, trainee_id), self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        self._leave()
        super().hideEvent(event)

    def _show(self, found: Found) -> None:
        self._sheet, draft, names, self._today = found
        if self._sheet.person.id != self._trainee_id:
            return
        if not self._dirty:
            self._draft = draft
        self._opened |= self._draft.levels.keys()
        self.set_title(_("Rate {name}").format(name=self._sheet.person.preferred_name))
        self._guard = NoteGuard(names)
        self._guard.set_answered(self._draft.not_about_people)
        self._guard.changed.connect(self._answered)
        refill(self._parts, [*self._after_signing(), self._observation(), self._guard, *self._lists()])
        self._end.show()
        self._guard.look(self._text())
        self._say_how_many()
        if self._begins:
            self._form.begin()
        self._begins = False

    # The form

    def _observation(self) -> QWidget:
        evidence = {one: evidence_words(one) for one in EvidenceKind}
        hint = _("For example: Thursday recovery group, the whole session. Without names of the people supported.")
        form = Form(
            fields.choice("evidence", _("How do you know?"), evidence, value=self._draft.evidence),
            fields.day("observed_on", _("When?"), value=self._draft.observed_on or self._today, latest=self._today),
            fields.text(
                "context", _("Where and what?"), value=self._draft.context, required=False, lines=2, most=500, hint=hint
            ),
        )
        form.changed.connect(lambda: self._change(**form.values()))
        self._form = form
        return card(form, title=_("What you observed"))

    def _lists(self) -> list[QWidget]:
        asked = self._sheet.asked_for
        rest = [one for one in self._sheet.lines if one.needed is None]
        words = plain(_("Open what you observed and choose what fits best. Leave the rest closed."), "soft")
        if not asked:
            return [words, self._group(_("All competencies"), rest)]
        title = _("All other competencies")
        others = Disclosure(heading(title), lambda: self._group(title, rest), name=title)
        self._remember(others, ALL_OTHERS)
        if {one.competency.id for one in rest} & self._draft.levels.keys():
            others.open()
        return [words, self._group(_("What the programme asks for"), asked), others]

    def _group(self, title: str, lines: Sequence[SideBySide]) -> QWidget:
        parts: list[QWidget] = []
        for line in lines:
            made = Disclosure(head(line, self._words(line)), partial(self._inside, line), name=line.competency.title)
            self._remember(made, line.competency.id)
            parts += [rule(), made] if parts else [made]
        return card(*parts, title=title)

    def _remember(self, disclosure: Disclosure, key: str) -> None:
        disclosure.open(key in self._opened)
        disclosure.turned.connect(lambda is_open: (self._opened.add if is_open else self._opened.discard)(key))

    def _words(self, line: SideBySide) -> str:
        given = _("Rated: {level}").format(level=level_name(line.newest.level)) if line.newest else _("Not rated yet")
        own = _("{name} has rated it; you see how once you have.").format(name=self._sheet.person.preferred_name)
        return f"{given}. {own}" if line.hidden else given

    def _inside(self, line: SideBySide) -> QWidget:
        id = line.competency.id
        choice = level_choice(line.competency, observed=True)
        if id in self._draft.levels:
            choice.choose(self._draft.levels[id])
        out = button(_("Leave it out"), partial(self._leave_out, id), icon_name="close", kind="quiet")
        out.setAccessibleName(_("Leave out the rating of “{title}”").format(title=line.competency.title))
        out.setVisible(id in self._draft.levels)
        choice.chose.connect(partial(self._chose, id))
        choice.chose.connect(lambda _level: out.show())
        comment = fields.text(
            id, _("What did you see?"), value=self._draft.comments.get(id, ""), required=False, lines=2, most=1000
        )
        comment.changed.connect(lambda: self._comment(id, comment.read()))
        self._comments[id] = comment
        parts = [plain(line.competency.look_for)] if line.competency.look_for else []
        return column(*parts, choice, comment, flow(out), gap=12)

    def _chose(self, id: str, level: int | None) -> None:
        self._change(levels={**self._draft.levels, id: level})

    def _leave_out(self, id: str) -> None:
        """Take a level that was chosen by mistake out of what is signed; what was written stays in the draft."""
        self._change(levels={other: level for other, level in self._draft.levels.items() if other != id})
        self._keep()
        self.refresh()

    def _comment(self, id: str, words: str) -> None:
        self._change(comments={**self._draft.comments, id: words})

    def _answered(self) -> None:
        self._change(not_about_people=self._guard.answered())

    def _change(self, **values: object) -> None:
        self._draft = replace(self._draft, **values)  # type: ignore[arg-type]
        self._dirty = True
        self._guard.look(self._text())
        self._say_how_many()
        self._timer.start()

    def _text(self) -> str:
        return "\n".join([self._draft.context, *self._draft.comments.values()])

    def _say_how_many(self) -> None:
        count = len(self._draft.levels)
        said = ngettext("Sign {count} rating…", "Sign {count} ratings…", count).format(count=count)
        self._sign.setText(said if count else _("Sign ratings…"))
        self._sign.setEnabled(bool(count))

    # Keeping and signing

    def _leave(self) -> None:
        if getattr(self, "_dirty", False):
            self._keep()

    def _keep(self) -> None:
        self._timer.stop()
        self._dirty = False
        id, draft = self._trainee_id, self._draft
        self.background.do(self, lambda seat: competencies.keep_rating_draft(seat, trainee_id=id, draft=draft))

    def _submit(self) -> None:
        if not self._draft.levels:
            self._form.refuse(_("Choose a level, or “not observed”, for at least one competency."))
            return
        self._form.submit()
        if any(field.wrong() for field in self._form.fields.values()) or self._is_too_long() or self._guard.ask():
            return
        self._keep()
        values, draft = self._form.values(), self._draft
        observation = Observation(values["evidence"], values["observed_on"], values["context"], draft.not_about_people)
        marks = tuple(Mark(id, level, draft.comments.get(id, "")) for id, level in draft.levels.items())
        person = self._sheet.person
        known = {line.competency.id: line.competency for line in self._sheet.lines}
        said = "\n".join(
            competencies.rating_sentence(person, known[mark.competency_id], observation, mark) for mark in marks
        )

        def deed(seat: Seat, passphrase: str) -> Done[tuple[str, ...]]:
            return competencies.rate(
                seat, trainee_id=person.id, observation=observation, marks=marks, passphrase=passphrase
            )

        self._signing = tuple(mark.competency_id for mark in marks)
        sign(self, self.background, what=said, yes=_("Sign"), deed=deed, then=lambda _ids: self._show_signed())

    def _is_too_long(self) -> bool:
        """Say at each comment that is too long that it is, and go to the first."""
        wrong = [field for id, field in self._comments.items() if id in self._draft.levels and field.wrong()]
        for field in wrong:
            field.show_wrong(field.wrong())
        for field in wrong[:1]:
            field.focus_on.setFocus()
            bring_into_view(field)
        return bool(wrong)

    def _show_signed(self) -> None:
        self._signed, self._draft, self._dirty = self._signing, RatingDraft(), False
        self._opened.clear()
        self.refresh()
        area = self.findChild(QScrollArea)
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _after_signing(self) -> list[QWidget]:
        """Return own and given rating of what was just signed, side by side, and what is worth talking about."""
        lines = [one for one in self._sheet.lines if one.competency.id in self._signed]
        if not lines:
            return []
        own = self._sheet.person.preferred_name
        parts: list[QWidget] = []
        for line in lines:
            parts += [rule()] if parts else []
            newest = replace(line, given=line.given[:1])
            parts += [
                plain(line.competency.title, "strong"),
                side_by_side(newest, self._sheet.names, self._today, own=own),
            ]
        found: list[QWidget] = [card(*parts, title=_("Side by side"), tone="pine")]
        talk = [one for one in lines if one.worth_talking_about]
        return [*found, talk_card(talk, own=own, other=_("You"))] if talk else found
