"""Checking a certificate while nobody is in: an employer who was shown one has no record here, and needs none."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.ui.everyone.verdict import Answer, DropZone, checking_with, choose_card, code_card, read_file
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.cards import button, card, fact, plain, refill
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.incoming import Incoming
from peertrain.ui.kit.spoken import announce

if TYPE_CHECKING:
    from peertrain.services.trust import CardHolder, Verdict


class Checking(QWidget):
    """Takes a certificate, or the code of one, and perhaps an organisation's card; `choose` is where one begins."""

    def __init__(self, background: Background, home: Path, back: QPushButton, *, founded: bool) -> None:
        """`home` is the organisation's folder on this computer, where its card may lie where one is `founded`."""
        super().__init__()
        self._background, self._home = background, home
        self._card: bytes | None = None
        self._judge: Callable[[bytes | None], Verdict] | None = None
        self._about = ""
        self._answer = Answer()
        zone = DropZone()
        zone.dropped.connect(self.take)
        self.choose = zone.choose
        on_paper, _form = code_card(self._check_code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        more = _("Sign in to check with the record of your organisation, which may know more than its card.")
        told = [fact(more, tone="sky", icon_name="info")] if founded else []
        for part in (*told, zone, self._organisation_card(), self._answer, on_paper, flow(back)):
            layout.addWidget(part)

    def take(self, path: Path) -> None:
        """Check a file, or check with it from now on where it is an organisation's card."""
        self._use_card(path) if Incoming.of(path) is Incoming.CARD else self._check_file(path)

    def _organisation_card(self) -> QWidget:
        words = _(
            "Every organisation that certifies with PeerTrain publishes a card, a small file that tells its certificates "
            "from false ones. Get it from the organisation itself, never from the person who shows the certificate."
        )
        whose = QWidget()
        self._whose = QVBoxLayout(whose)
        self._whose.setContentsMargins(0, 0, 0, 0)
        choose = button(_("Choose its card…"), lambda: choose_card(self, self._use_card))
        return card(plain(words, "soft"), flow(choose), whose, title=_("The organisation's card"))

    def _check_file(self, path: Path) -> None:
        home = self._home

        def judge(card: bytes | None) -> "Verdict":
            from peertrain.services.trust import check_file_signed_out

            return check_file_signed_out(home, content=read_file(path), today=_today(), card=card)

        self._judge, self._about = judge, path.name
        self._check()

    def _check_code(self, values: dict[str, str]) -> None:
        home = self._home

        def judge(card: bytes | None) -> "Verdict":
            from peertrain.services.trust import check_code_signed_out

            return check_code_signed_out(
                home, text=values["code"], legal_name=values["name"], today=_today(), card=card
            )  # fmt: skip

        self._judge, self._about = judge, _("The code from the paper")
        self._check()

    def _check(self) -> None:
        """Judge what was asked last, anew where the card is another one now."""
        judge, card, about = self._judge, self._card, self._about
        if judge is not None:
            self._background.render(
                self,
                lambda _progress: judge(card),
                lambda verdict: self._answer.show_verdict(verdict, about),
                self._answer.refuse,
            )

    def _use_card(self, path: Path) -> None:
        home = self._home

        def look(_progress: Progress) -> "tuple[bytes, CardHolder]":
            from peertrain.services.trust import check_card_signed_out

            content = read_file(path)
            return content, check_card_signed_out(home, card=content)

        self._background.render(self, look, lambda found: self._take_card(*found), self._refuse_card)

    def _take_card(self, content: bytes, holder: "CardHolder") -> None:
        self._card = content
        words = _(
            "Anybody can make a card in any name. Call {organisation}, and compare the fingerprint before you rely on it."
        ).format(organisation=holder.name)
        refill(self._whose, [checking_with(holder), fact(words, tone="sun", icon_name="warning")])
        announce(self, words)
        self._check()

    def _refuse_card(self, sentence: str) -> None:
        self._card = None
        refill(self._whose, [fact(sentence, tone="sun", icon_name="warning")])
        announce(self, sentence)
        self._check()


def _today() -> date:
    return datetime.now().astimezone().date()
