"""What every place that checks certificates is made of: where a file is dropped, the form for a code, and the answer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peertrain.domain.days import full_day
from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.places import CARD_SUFFIX
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, fact, facts, heading, plain, refill, restyle
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.forms import Form
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.incoming import FileDrops
from peertrain.ui.kit.saving import open_document
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.spoken import announce

if TYPE_CHECKING:  # the entrance shows all this before the libraries of the record are there
    from peertrain.services.trust import CardHolder, Outcome, Verdict

LARGEST = 20_000_001
"""Bytes that are read of a file; a longer one is judged as too large."""


class DropZone(QFrame):
    """A ground on which a certificate can be dropped; `choose` is the button for those who would rather choose one."""

    dropped = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "drop")
        FileDrops(self).dropped.connect(self.dropped)
        self.setAccessibleName(_("Drop a certificate here"))
        self.choose = button(_("Choose a file…"), self._choose, icon_name="search", kind="primary")
        words = plain(_("Drop a certificate here, as PDF"), "lead")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 24, 24, 24)
        inside.setSpacing(12)
        inside.addWidget(Sign("certificate", "pine", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(words)
        inside.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)

    def _choose(self) -> None:
        kind = _("Certificates (*.pdf *.json);;All files (*)")
        open_document(self, title=_("Choose a certificate"), kind=kind, then=self.dropped.emit)


class Answer(QWidget):
    """The place of the answer, which says at first what will be there."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(16)
        words = _(
            "The answer comes here: valid, expired, revoked, altered or not ours, with everything that the certificate "
            "says. Nothing leaves this computer."
        )
        refill(self._parts, [card(fact(words, icon_name="seal"))])

    def show_verdict(self, verdict: "Verdict", about: str) -> None:
        """Show a verdict, and bring it into sight where what was asked stands above or below it."""
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
        self._put(parts, f"{word}. {verdict.sentence}")

    def refuse(self, sentence: str) -> None:
        """Say why there is no verdict."""
        self._put([card(fact(sentence, tone="sun"), tone="sun")], sentence)

    def _put(self, parts: list[QWidget], said: str) -> None:
        refill(self._parts, parts)
        bring_into_view(parts[0])
        announce(self, said)


def code_card(check: Callable[[dict[str, Any]], object]) -> tuple[QFrame, Form]:
    """Return the card in which the code of a certificate on paper is typed, and its form."""
    hint = _("The letters behind the square code on the paper; a telephone shows them when it scans the code.")
    form = Form(
        fields.text("code", _("Code from the paper"), hint=hint, lines=3, most=500),
        fields.line("name", _("Name on the paper"), required=False),
        submit=_("Check the code"),
        on_submit=check,
    )
    if form.submit_button is not None:
        form.submit_button.setProperty("kind", "")
    return card(form, title=_("Only on paper?")), form


def choose_card(parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for the card of an organisation."""
    kind = _("Organisation cards (*{suffix})").format(suffix=CARD_SUFFIX)
    open_document(parent, title=_("Choose an organisation's card"), kind=kind, then=then)


def checking_with(holder: "CardHolder") -> QWidget:
    """Return whose card is used, with its fingerprint."""
    day = full_day(holder.listed_on) if holder.listed_on else ""
    detail = _("Its list of revoked certificates is of {day}. Fingerprint: {fingerprint}").format(
        day=day, fingerprint=holder.fingerprint
    )
    words = _("Checking with the card of {organisation}.").format(organisation=holder.name)
    return fact(words, tone="sky", icon_name="info", detail=detail)


def read_file(path: Path) -> bytes:
    """Return what is in a file, as far as any certificate or card goes."""
    if not path.is_file():
        raise Refused(_("{file} is not a file.").format(file=path.name))
    with path.open("rb") as file:
        return file.read(LARGEST)


def _look_of(outcome: "Outcome") -> tuple[str, str, str]:
    """Return word, icon and tone of an answer."""
    from peertrain.services.trust import Outcome

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
