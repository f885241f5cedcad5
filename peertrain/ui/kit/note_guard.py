"""The guard beside a note: it warns of what may identify a person served while the note is written."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from peertrain.domain.identifiers import Passage, find_identifiers
from peertrain.i18n import _, ngettext
from peertrain.ui.kit.cards import card, fact, plain, refill
from peertrain.ui.kit.scrolling import bring_into_view
from peertrain.ui.kit.spoken import announce
from peertrain.ui.kit.theme import colour


class NoteGuard(QWidget):
    """Shows each passage with the reason and a tick: "This is not about a person I support"."""

    changed = Signal()
    """The writer has answered a warning, or taken the answer back."""

    def __init__(self, known: Iterable[str] = (), edit: QPlainTextEdit | None = None) -> None:
        super().__init__()
        self._known = tuple(known)
        self._edit = edit
        self._answered: set[str] = set()
        self._found: tuple[Passage, ...] = ()
        self._is_asking = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def answered(self) -> tuple[str, ...]:
        """Return the passages that the writer says are not about a person served."""
        return tuple(sorted(self._answered))

    def set_answered(self, passages: Iterable[str]) -> None:
        """Take up the answers of a draft, before its text is looked at."""
        self._answered = set(passages)

    def unanswered(self) -> tuple[Passage, ...]:
        """Return the passages that still have to be taken out or answered for."""
        return tuple(one for one in self._found if one.text not in self._answered)

    def look(self, text: str, *, known: Iterable[str] = (), also: Iterable[Passage] = ()) -> None:
        """Look at a text; `known` are further names that may stand in it, `also` what was found beside it."""
        found = (*also, *find_identifiers(text, known=(*self._known, *known)))
        fresh = {one.text for one in found} - {one.text for one in self._found}
        same = [(one.text, one.kind) for one in found] == [(one.text, one.kind) for one in self._found]
        self._found = found
        self._underline()
        if same:
            return
        self.setVisible(bool(found))
        self._show()
        for one in found:
            if one.text in fresh and one.text not in self._answered:
                announce(self, one.reason)

    def ask(self) -> bool:
        """Lead to the first passage that has to be taken out or answered for; return whether there is one."""
        self._is_asking = bool(self.unanswered())
        if self._is_asking:
            self._show()
            announce(self, _please())
            QTimer.singleShot(0, self, self._go_to_first)  # once the ticks are shown
            bring_into_view(self)
        return self._is_asking

    def _go_to_first(self) -> None:
        for tick in self.findChildren(QCheckBox):
            if not tick.isChecked():
                tick.setFocus()
                break

    def _show(self) -> None:
        by_text = {one.text: one for one in self._found}
        refill(self._column, [self._warning(by_text)] if by_text else [])

    def _warning(self, found: dict[str, Passage]) -> QWidget:
        lines: list[QWidget] = [plain(_please(), "error")] if self._is_asking else []
        for passage in found.values():
            tick = QCheckBox(_("This is not about a person I support"))
            tick.setChecked(passage.text in self._answered)
            tick.setAccessibleDescription(passage.reason)
            tick.toggled.connect(partial(self._answer, passage.text))
            lines += [fact(passage.reason, tone="sun"), tick]
        title = ngettext("Does this identify somebody?", "Do these identify somebody?", len(found))
        return card(plain(title, "strong"), *lines, tone="sun")

    def _answer(self, text: str, ticked: bool) -> None:
        (self._answered.add if ticked else self._answered.discard)(text)
        self._underline()
        self.changed.emit()

    def _underline(self) -> None:
        if self._edit is None:
            return
        marks = []
        for text in {one.text for one in self.unanswered()}:
            cursor = self._edit.document().find(text, 0, QTextDocument.FindFlag.FindCaseSensitively)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, _wave()
                marks.append(mark)
                cursor = self._edit.document().find(text, cursor, QTextDocument.FindFlag.FindCaseSensitively)
        self._edit.setExtraSelections(marks)


def _please() -> str:
    return _("Take out what may identify somebody, or say that it is not about a person you support.")


def _wave() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(colour("sun"))
    return look
