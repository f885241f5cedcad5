"""Verify: a certificate from a file or the code on paper, judged in words, with everything that was signed."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from peertrain.domain.days import full_day
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.services import trust
from peertrain.services.trust import CardHolder, Outcome, Verdict
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, fact, facts, heading, plain, refill, restyle
from peertrain.ui.kit.columns import Columns
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.incoming import FileDrops
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.saving import open_document
from peertrain.ui.kit.spoken import announce
from peertrain.workplace.seat import Seat

LARGEST = 20_000_001
"""Bytes that are read of a file; a longer one is judged as too large."""


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
        self._answer = QVBoxLayout()
        self._answer.setContentsMargins(0, 0, 0, 0)
        self._answer.setSpacing(16)
        answer = QWidget()
        answer.setLayout(self._answer)
        self._whose = QVBoxLayout()
        self._fingerprint = plain("", "small")
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        drop = _DropZone()
        drop.dropped.connect(self.check_file)
        choose = button(_("Choose a file…"), self._choose, icon_name="search", kind="primary")
        drop.inside.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        left = column(drop, self._code_card(), self._other_card(), gap=16)
        self.body.addWidget(Columns(left, answer))
        self._say_nothing_yet()
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

    def _code_card(self) -> QFrame:
        hint = _("The letters behind the square code on the paper; a telephone shows them when it scans the code.")
        self.code = Form(
            fields.text("code", _("Code from the paper"), hint=hint, lines=3, most=500),
            fields.line("name", _("Name on the paper"), required=False),
            submit=_("Check the code"),
            on_submit=self._check_code,
        )
        if self.code.submit_button is not None:
            self.code.submit_button.setProperty("kind", "")
        return card(self.code, title=_("Only on paper?"))

    def _other_card(self) -> QFrame:
        choose = button(_("Choose its card…"), self._choose_card)
        words = _(
            "Every organisation that certifies with PeerTrain publishes a card, a small file. With it, its certificates "
            "can be checked here."
        )
        return card(
            plain(words, "soft"), flow(choose), _holding(self._whose), self._fingerprint,
            title=_("From another organisation?"),
        )  # fmt: skip

    def _choose(self) -> None:
        kind = _("Certificates (*.pdf *.json);;All files (*)")
        open_document(self, title=_("Choose a certificate"), kind=kind, then=self.check_file)

    def check_file(self, path: Path) -> None:
        """Read a file and judge it."""

        def judge(content: bytes) -> None:
            other = self._card
            self.background.ask(
                self,
                lambda seat: trust.check_file(seat, content=content, card=other),
                lambda verdict: self._show(verdict, path.name),
            )

        self.background.render(self, lambda _progress: _read(path), judge)

    def _check_code(self, values: dict[str, str]) -> None:
        other = self._card

        def question(seat: Seat) -> Verdict:
            return trust.check_code(seat, text=values["code"], legal_name=values["name"], card=other)

        self.background.ask(self, question, lambda verdict: self._show(verdict, _("The code from the paper")))

    def _choose_card(self) -> None:
        kind = _("Organisation cards (*{suffix})").format(suffix=trust.CARD_SUFFIX)
        open_document(self, title=_("Choose an organisation's card"), kind=kind, then=self.use_card)

    def use_card(self, path: Path) -> None:
        """Check from now on with the card of another organisation."""

        def look(content: bytes) -> None:
            self.background.ask(
                self,
                lambda seat: trust.check_card(seat, card=content),
                lambda holder: self._ask_about(content, holder) if holder.other_key else self._take(content, holder),
            )

        self.background.render(self, lambda _progress: _read(path), look)

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

    # What is answered

    def _say_whose(self, holder: CardHolder | None) -> None:
        if holder is None:
            refill(self._whose, [])
            return
        day = full_day(holder.listed_on) if holder.listed_on else ""
        detail = _("Its list of revoked certificates is of {day}. Fingerprint: {fingerprint}").format(
            day=day, fingerprint=holder.fingerprint
        )
        words = _("Checking with the card of {organisation}.").format(organisation=holder.name)
        own = button(_("Check with our own record again"), self._own_again)
        refill(self._whose, [fact(words, tone="sky", icon_name="info", detail=detail), flow(own)])

    def _say_nothing_yet(self) -> None:
        words = _(
            "The answer comes here: valid, expired, revoked, altered or not ours, with everything that the certificate "
            "says. Nothing leaves this computer."
        )
        refill(self._answer, [card(fact(words, icon_name="seal"))])

    def _show(self, verdict: Verdict, about: str) -> None:
        word, sign, tone = _look_of(verdict.outcome)
        head = flow(Sign(sign, tone, 32), _toned(heading(word), tone), gap=12)
        notes = [fact(note, tone="sky", icon_name="info") for note in verdict.notes]
        answer = card(plain(about, "small"), head, plain(verdict.sentence, "lead"), *notes, tone=tone)
        answer.setAccessibleName(f"{word}. {verdict.sentence}")
        parts: list[QWidget] = [answer]
        if verdict.lines:
            parts.append(card(facts({line.label: line.value for line in verdict.lines}), title=_("What was signed")))
        if verdict.fingerprint:
            words = _("Fingerprint of the key that signed: {fingerprint}")
            parts.append(plain(words.format(fingerprint=verdict.fingerprint), "small"))
        refill(self._answer, parts)
        QTimer.singleShot(0, answer, lambda: self._bring_into_sight(answer))
        announce(self, f"{word}. {verdict.sentence}")

    def _bring_into_sight(self, answer: QWidget) -> None:
        """Where the page is one column, the answer stands below what was asked."""
        area = self.findChild(QScrollArea)
        if area is not None:
            area.ensureWidgetVisible(answer)


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


def _look_of(outcome: Outcome) -> tuple[str, str, str]:
    """Return word, icon and tone of an answer."""
    looks = {
        Outcome.VALID: (_("Valid"), "done", "pine"),
        Outcome.EXPIRED: (_("Expired"), "clock", "sun"),
        Outcome.REVOKED: (_("Revoked"), "broken", "red"),
        Outcome.ALTERED: (_("Altered"), "broken", "red"),
        Outcome.NOT_OURS: (_("Not ours"), "warning", "sun"),
        Outcome.CANNOT_TELL: (_("Cannot tell"), "info", "sky"),
    }
    return looks[outcome]


def _toned(label: QWidget, tone: str) -> QWidget:
    label.setProperty("tone", tone)
    restyle(label)
    return label


def _holding(layout: QVBoxLayout) -> QWidget:
    box = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    box.setLayout(layout)
    return box


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise Refused(_("{file} is not a file.").format(file=path.name))
    with path.open("rb") as file:
        return file.read(LARGEST)


class _DropZone(QFrame):
    """A ground on which a file can be dropped; everything on it can be reached with the keyboard too."""

    dropped = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        FileDrops(self).dropped.connect(self.dropped)
        self.setAccessibleName(_("Drop a certificate here"))
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(24, 24, 24, 24)
        self.inside.setSpacing(12)
        words = plain(_("Drop a certificate here, as PDF"), "lead")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.inside.addWidget(Sign("certificate", "pine", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self.inside.addWidget(words)
