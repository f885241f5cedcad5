"""Verify: a certificate from a file or the code on paper, judged in words, with everything that was signed."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.services import trust
from peertrain.services.trust import CardHolder, Verdict
from peertrain.ui.everyone.verdict import Answer, DropZone, checking_with, choose_card, code_card, read_file
from peertrain.ui.kit.cards import button, card, column, fact, plain, refill
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.spoken import announce
from peertrain.workplace.seat import Seat


class VerifyPage(Page):
    """Drop a file, choose one, or type the code; the answer stands beside."""

    icon = "shield"
    _file: Path | None = None
    _card_file: Path | None = None

    @staticmethod
    def title() -> str:
        return _("Verify")

    def show_where(self, *, file: Path | None = None, card: Path | None = None) -> None:
        self._file, self._card_file = file, card
        self.go_stale()

    def build(self) -> None:
        self._card: bytes | None = None
        self._answer = Answer()
        self._whose = QVBoxLayout()
        self._fingerprint = plain("", "small")
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        drop = DropZone()
        drop.dropped.connect(self.check_file)
        on_paper, self.code = code_card(self._check_code)
        left = column(drop, on_paper, self._other_card(), gap=16)
        self.body.addWidget(Columns(left, self._answer))
        self._say_whose(None)

    def refresh(self) -> None:
        self.background.ask(
            self,
            lambda seat: (seat.organisation.name, trust.own_fingerprint(seat)),
            lambda own: self._fingerprint.setText(
                _("Fingerprint of {organisation}, to compare on the telephone: {fingerprint}").format(
                    organisation=own[0], fingerprint=own[1]
                )
            ),
        )
        file, card = self._file, self._card_file
        self._file = self._card_file = None
        if card is not None:
            self.use_card(card)
        if file is not None:
            self.check_file(file)

    # What is asked

    def _other_card(self) -> QFrame:
        choose = button(_("Choose its card…"), lambda: choose_card(self, self.use_card))
        words = _(
            "Every organisation that certifies with PeerTrain publishes a card, a small file. With it, its certificates "
            "can be checked here."
        )
        return card(
            plain(words, "soft"), flow(choose), _holding(self._whose), self._fingerprint,
            title=_("From another organisation?"),
        )  # fmt: skip

    def check_file(self, path: Path) -> None:
        """Read a file and judge it."""

        def judge(content: bytes) -> None:
            other = self._card
            self.background.ask(
                self,
                lambda seat: trust.check_file(seat, content=content, card=other),
                lambda verdict: self._answer.show_verdict(verdict, path.name),
            )

        self.background.render(self, lambda _progress: read_file(path), judge)

    def _check_code(self, values: dict[str, str]) -> None:
        other = self._card

        def question(seat: Seat) -> Verdict:
            return trust.check_code(seat, text=values["code"], legal_name=values["name"], card=other)

        self.background.ask(
            self, question, lambda verdict: self._answer.show_verdict(verdict, _("The code from the paper"))
        )

    def use_card(self, path: Path) -> None:
        """Check from now on with the card of another organisation."""

        def look(content: bytes) -> None:
            self.background.ask(
                self,
                lambda seat: trust.check_card(seat, card=content),
                lambda holder: self._ask_about(content, holder) if holder.other_key else self._take(content, holder),
            )

        self.background.render(self, lambda _progress: read_file(path), look)

    def _ask_about(self, content: bytes, holder: CardHolder) -> None:
        """A stranger can make a card in any name: where the key is another than before, somebody has to compare it."""
        self._card = None
        words = _why_compare(holder)
        same = button(_("The fingerprint is right"), lambda: self._take(content, holder), icon_name="check")
        other = button(_("Do not use this card"), self._own_again, icon_name="close")
        refill(self._whose, [fact(words, tone="sun", icon_name="warning"), flow(same, other)])
        announce(self, words)

    def _take(self, content: bytes, holder: CardHolder) -> None:
        self._card = content
        self._say_whose(holder)
        self.background.do(self, lambda seat: trust.remember_card(seat, card=content))

    def _own_again(self) -> None:
        self._card = None
        self._say_whose(None)

    def _say_whose(self, holder: CardHolder | None) -> None:
        if holder is None:
            refill(self._whose, [])
        else:
            own = button(_("Check with our own record again"), self._own_again)
            refill(self._whose, [checking_with(holder), flow(own)])


def _why_compare(holder: CardHolder) -> str:
    words = (
        _(
            "This card of {organisation} has an issuing key in whose place you have used another one since. Ask "
            "{organisation} for its newest card. Use this one only if {organisation} itself tells you, when you call, that "
            "this is its fingerprint: {fingerprint}"
        )
        if holder.was_replaced
        else _(
            "This card of {organisation} has another issuing key than the one that you used before. Call {organisation} and "
            "compare the fingerprint: {fingerprint}"
        )
    )
    return words.format(organisation=holder.name, fingerprint=holder.fingerprint)


def _holding(layout: QVBoxLayout) -> QWidget:
    box = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    box.setLayout(layout)
    return box
