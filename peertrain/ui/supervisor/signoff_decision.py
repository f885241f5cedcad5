"""The decision on the sign-off desk: approve, choose for approving several at once, or send back with a word."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peertrain.i18n import _
from peertrain.services.signoff import MOST_PHRASES, Sheet
from peertrain.ui.kit import fields
from peertrain.ui.kit.cards import button, card, column, plain, refill, rule
from peertrain.ui.kit.disclosure import Disclosure
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.icons import icon
from peertrain.ui.kit.keys import add_key

KEPT_AFTER_MS = 800
"""While a reason is written, what is there is kept this often."""


class DecisionCard(QWidget):
    """What a supervisor can do with the entry beside it; the reason belongs to that entry alone."""

    approve_wanted = Signal()
    choose_wanted = Signal()
    return_wanted = Signal(str)
    left = Signal()
    """The person is done with the reason, and wants the keys of the page again."""
    reason_written = Signal(str, str)
    """The id of an entry, and the reason to be kept for it."""

    def __init__(self, *, keep_phrases: Callable[[tuple[str, ...]], Any]) -> None:
        super().__init__()
        self._keep_phrases = keep_phrases
        self._phrases: tuple[str, ...] = ()
        self._reasons: dict[str, str] = {}
        self._hours_id = ""
        self.sentence = plain("", "lead")
        self.approve = button(_("Approve"), self.approve_wanted.emit, icon_name="pen", kind="primary")
        self.choose = button(_("Choose it"), self.choose_wanted.emit)
        self.choose.setCheckable(True)
        self.reason = fields.text(
            "reason", _("Send it back with a word"), lines=3, most=500, hint=_("The trainee reads this.")
        )
        self.reason.changed.connect(self._typed)
        add_key(self.reason, "Ctrl+Return", self.send_back)
        add_key(self.reason, "Escape", self.left.emit)
        self._typing = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._typing.timeout.connect(self.flush)
        self._buttons = QVBoxLayout()
        self._editor = QVBoxLayout()
        self._lay_out()

    def show_sheet(self, sheet: Sheet, *, chosen: bool) -> None:
        """Take up the entry that is shown beside; nothing is carried over from the one before."""
        self.flush()
        self._hours_id = sheet.hours.id
        self.sentence.setText(sheet.lines[_("You sign")])
        self.show_chosen(chosen)
        self.reason.write(self._reasons.setdefault(sheet.hours.id, sheet.unsent))
        self.reason.show_wrong("")

    def show_chosen(self, chosen: bool) -> None:
        """Say whether the entry is among those to be approved together."""
        self.choose.setChecked(chosen)
        self.choose.setText(_("Chosen") if chosen else _("Choose it"))
        sign, tone = ("check", "pine") if chosen else ("circle", "soft")
        self.choose.setIcon(icon(sign, tone, before_text=True))

    def show_phrases(self, phrases: Sequence[str]) -> None:
        """Offer these phrases, each on its number key."""
        self._phrases = tuple(phrases)
        refill(self._buttons, [self._phrase(number, words) for number, words in enumerate(phrases, start=1)])
        refill(self._editor, [self._phrase_editor()])

    def take_phrase(self, number: int) -> None:
        """Write a saved phrase, counted from 1, as the reason."""
        if number <= len(self._phrases):
            before = self.reason.read()
            words = self._phrases[number - 1]
            self.reason.write(f"{before} {words}" if before and words not in before else words)
            self._typed()

    def send_back(self) -> None:
        """Send the entry back with the reason, or go to the reason where there is none."""
        if not self.reason.read():
            self.reason.focus_on.setFocus()
            words = _(
                "Say in a word what to change, then press Ctrl+Enter. For a phrase, press Escape, then its number."
            )
            self.reason.show_wrong(words)
            return
        self.return_wanted.emit(self.reason.read())

    def flush(self) -> None:
        """Let the reason be kept now, where it has changed."""
        if self._typing.isActive():
            self._typing.stop()
            self.reason_written.emit(self._hours_id, self._reasons.get(self._hours_id, ""))

    def forget(self, hours_id: str) -> None:
        """An entry is decided on; the reason written for it is not needed any more."""
        self._reasons.pop(hours_id, None)
        if hours_id == self._hours_id:
            self._typing.stop()
            self.reason.write("")

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed last is kept too when the page is left or the window is locked."""
        self.flush()
        super().hideEvent(event)

    # How it works

    def _lay_out(self) -> None:
        self.give_back = button(_("Send back"), self.send_back, icon_name="return")
        words = _(
            "J goes to the next entry, K to the one before. A approves this entry, or all that are chosen; X chooses it, R "
            "sends it back, 1 to 9 write a phrase. While you write, Ctrl+Enter sends it back, and Escape leads back to these keys."
        )
        keys = plain(words, "small")
        self._buttons.setSpacing(4)
        phrases, editor = QWidget(), QWidget()
        phrases.setLayout(self._buttons)
        editor.setLayout(self._editor)
        for inside in (self._buttons, self._editor):
            inside.setContentsMargins(0, 0, 0, 0)
        parts = (self.sentence, flow(self.approve, self.choose), rule(), self.reason, phrases, flow(self.give_back))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(*parts, keys, editor, title=_("Your decision")))

    def _phrase(self, number: int, words: str) -> QWidget:
        box = QWidget()
        layout = QHBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        key = button(str(number), lambda: self.take_phrase(number))
        key.setAccessibleName(words)
        layout.addWidget(key)
        layout.addWidget(plain(words, "soft"), 1)
        return box

    def _phrase_editor(self) -> Disclosure:
        def make() -> QWidget:
            field = fields.text(
                "phrases", _("One phrase a line, up to nine"), value="\n".join(self._phrases), required=False,
                lines=MOST_PHRASES,
            )  # fmt: skip
            keep = button(_("Keep the phrases"), lambda: self._keep_phrases(_lines(field.read())), icon_name="save")
            return column(field, flow(keep))

        name = _("Change the phrases")
        return Disclosure(plain(name, "soft"), make, name=name)

    def _typed(self) -> None:
        self.reason.show_wrong("")
        if self.reason.read() == self._reasons.get(self._hours_id, ""):
            return
        self._reasons[self._hours_id] = self.reason.read()
        if not self._typing.isActive():
            self._typing.start()


def _lines(written: str) -> tuple[str, ...]:
    return tuple(line for line in written.splitlines() if line.strip())
