"""The dry run: exactly what would be issued to whom, what cannot be and why, and the page itself, before anybody signs."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from peertrain.domain.changes import Done
from peertrain.domain.days import full_day
from peertrain.i18n import _, ngettext
from peertrain.services import certification
from peertrain.services.certification import CertificateFacts, Proposal
from peertrain.ui.coordinator.certify import WATCHED, Key
from peertrain.ui.coordinator.signatory import SignatoryForm, show_preview
from peertrain.ui.kit.background import Progress
from peertrain.ui.kit.cards import card, fact, facts, heading, pill, plain, refill, stepper, way_back
from peertrain.ui.kit.dialogs import sign
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.pdf_view import PdfView
from peertrain.ui.kit.rows import Column, Table
from peertrain.workplace.seat import Seat


class ProposalPage(Page):
    """Go here with the `keys` of those who were chosen."""

    icon = "certificate"
    in_rail = False
    watches = WATCHED

    @staticmethod
    def title() -> str:
        return _("What would be issued")

    @staticmethod
    def under() -> type[Page]:
        from peertrain.ui.coordinator.certify import CertifyPage

        return CertifyPage

    def show_where(self, *, keys: Sequence[Key] = ()) -> None:
        self._keys = tuple(keys)
        self._proposals: tuple[Proposal, ...] = ()
        self.go_stale()

    def build(self) -> None:
        self._asked = 0
        self._issue_button = self.set_primary(_("Issue…"), self._issue, icon_name="certificate")
        steps = [_("Choose people"), _("Look at the certificates"), _("Sign with your passphrase")]
        back = way_back(_("Back to the people"), self.context.back)
        self._form = SignatoryForm(self.background)
        self._form.settled.connect(self._ask)
        self._problems = QVBoxLayout()
        self._table = _table()
        self._table.chosen.connect(self._look_at)
        self._view = PdfView(self.background)
        self._says = QVBoxLayout()
        self._certificates = card(
            heading(_("Certificates")), self._table, pill(_("Preview, not issued yet"), "sky", icon_name="eye"),
            self._view, _holding(self._says),
        )  # fmt: skip
        for part in (back, stepper(steps, 1), card(self._form)):
            self.body.addWidget(part)
        self.body.addLayout(self._problems)
        self.body.addWidget(self._certificates)
        self._certificates.hide()

    def refresh(self) -> None:
        self._form.ask()

    def _ask(self) -> None:
        """Ask for the dry run; an answer that a later question has overtaken is dropped."""
        self._asked += 1
        keys, title, asked = self._keys, self._form.values()["title"], self._asked
        if not title:
            self._show(asked, ())
            return
        self.background.ask(
            self,
            lambda seat: certification.propose(seat, keys=keys, signatory_title=title),
            lambda found: self._show(asked, found),
        )

    def _show(self, asked: int, found: tuple[Proposal, ...]) -> None:
        if asked != self._asked:
            return
        self._proposals = found
        good = [one for one in found if one.facts is not None]
        refill(self._problems, _problems(found, title=self._form.values()["title"]))
        self._certificates.setVisible(bool(good))
        self._table.fill(good)
        if good:
            self._table.view.selectRow(0)
        words = ngettext("Issue {count} certificate…", "Issue {count} certificates…", len(good))
        self._issue_button.setText(words.format(count=len(good)) if good else _("Issue…"))
        self._issue_button.setEnabled(bool(good))

    def _look_at(self, one: Proposal | None) -> None:
        if one is None or one.facts is None:
            return
        paper = self._form.values()["paper"]
        show_preview(self, self.background, self._view, one.facts, paper=paper, logo=one.logo)
        lines = {line.label: line.value for line in certification.in_words(one.facts)}
        title = _("Everything it says")
        refill(self._says, [Disclosure(plain(title, "strong"), partial(facts, lines), name=title)])

    # Issuing

    def _issue(self) -> QDialog | None:
        proposals = tuple(one for one in self._proposals if one.facts is not None)
        values = self._form.values()
        if not proposals:
            return None
        progress = Progress(_("Issuing certificates"))

        def deed(seat: Seat, passphrase: str) -> Done[tuple[str, ...]]:
            return certification.issue(
                seat, proposals=proposals, paper=values["paper"], signatory_title=values["title"],
                passphrase=passphrase, report=progress.report,
            )  # fmt: skip

        return sign(
            self, self.background, what=_agreed(proposals), yes=_("Sign and issue"), deed=deed, then=self._hand_out,
            progress=progress,
        )  # fmt: skip

    def _hand_out(self, ids: tuple[str, ...] | None) -> None:
        from peertrain.ui.coordinator.handout import HandoutPage

        self.context.go(HandoutPage, ids=ids or ())


def _table() -> Table:
    return Table(
        name=_("Certificates that would be issued"),
        columns=[
            Column(_("Name as printed"), lambda one: one.facts.legal_name, stretch=True),
            Column(_("Programme"), lambda one: one.candidate.case.programme.short_title),
            Column(_("Number"), lambda one: one.facts.number),
            Column(_("Good until"), lambda one: _until(one.facts)),
        ],
        nothing="",
        filters=False,
        rows_shown=3,
    )


def _problems(found: Sequence[Proposal], *, title: str) -> list[QWidget]:
    if not title:
        words = _("Write your title above. Then every certificate is shown here as it will be printed.")
        return [card(fact(words, tone="sky", icon_name="info"), tone="sky")]
    problems = [fact(one.problem, tone="sun") for one in found if one.problem]
    return [card(heading(_("Not issued, and why")), *problems, tone="sun")] if problems else []


def _agreed(proposals: Sequence[Proposal]) -> str:
    """Return what is signed: every name and number."""
    lines = [
        _("{name}, number {number}, {programme}").format(
            name=one.facts.legal_name, number=one.facts.number, programme=one.facts.programme_title
        )
        for one in proposals
        if one.facts is not None
    ]
    first = ngettext("You issue {count} certificate:", "You issue {count} certificates:", len(lines))
    last = _("This cannot be taken back. A certificate can later be revoked, and that stays visible.")
    shown = lines if len(lines) <= MOST_NAMED else [*lines[:MOST_NAMED], _("… and the others in the list")]
    return "\n".join([first.format(count=len(lines)), *shown, "", last])


MOST_NAMED = 12
"""How many names a dialog holds; the list behind it has them all."""


def _until(shown: CertificateFacts) -> str:
    return _("does not expire") if shown.expires_on is None else full_day(shown.expires_on)


def _holding(layout: QVBoxLayout) -> QWidget:
    box = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    box.setLayout(layout)
    return box
