"""Drives the real program as a person does: finds a button by its words and a field by its label, clicks and types."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractItemModel, QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from peertrain.app import Program
from peertrain.record.passphrases import Cost
from peertrain.ui.kit.listing import BETWEEN
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.rail_foot import RailFoot
from peertrain.ui.kit.theme import Scheme
from peertrain.workplace.workplace import Workplace
from tests.office import CHEAP, Clock
from tests.ui.kit.look import laid_out

W = TypeVar("W", bound=QWidget)
PATIENCE_MS = 20_000
"""How long a person waits at most; a busy computer is no failure."""


class Driver:
    """One person at one computer on which the program runs."""

    def __init__(self, qtbot: QtBot, folder: Path, *, clock: Clock | None = None, cost: Cost = CHEAP) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.qtbot, self.folder = qtbot, folder
        self.clock = clock or Clock()
        self.program = Program(application, folder)
        self.workplace = self.program.late._made = Workplace(folder, clock=self.clock, cost=cost)
        self.program.start()
        self.settle()

    def close(self) -> None:
        """Close the program as a person does, and let go of its windows."""
        program = self.program
        program.leave()
        for window in (program.window, program.entrance):
            if window is not None:
                window.close()
                window.deleteLater()
        program.theme.wear(scheme=Scheme.LIGHT, text_size=100)
        QApplication.processEvents()

    # Where we are

    @property
    def root(self) -> QWidget:
        """What lies uppermost: a dialog, the window of whoever is in, or the entrance."""
        window = self.program.window
        whole = window if window is not None and window.isVisible() else self.program.entrance
        dialogs = [one for one in whole.findChildren(QDialog) if one.isVisible()]
        return dialogs[-1] if dialogs else whole

    def page(self) -> Page:
        window = self.program.window
        assert window is not None, f"nobody is in: {self.words()}"
        return window.page()

    def go(self, title: str) -> None:
        """Click a page in the rail, whatever stands beside its name there."""
        rail = self._window().rail
        names = [one.accessibleName() for one in rail.buttons()]
        self.press(next((name for name in names if name.startswith(f"{title}, ")), title), within=rail)
        assert self.page().title() == title

    def _window(self) -> Any:
        assert self.program.window is not None, f"nobody is in: {self.words()}"
        return self.program.window

    # Waiting

    def settle(self) -> None:
        """Wait until nothing is under way, and what came is on the screen."""
        self.until(lambda: not self.program.background.is_busy())
        if not self.root.isActiveWindow():
            self.root.activateWindow()
        laid_out(self.root)
        self.until(lambda: not self.program.background.is_busy())

    def until(self, so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(so()), timeout=PATIENCE_MS)

    # Reading

    def words(self) -> str:
        """Return every word that can be read on what lies uppermost, in lists and tables too."""
        written: list[QLabel | QCheckBox] = [*self.root.findChildren(QLabel), *self.root.findChildren(QCheckBox)]
        found = [one.text() for one in written if one.isVisible()]
        found += [foot.accessibleName() for foot in self.root.findChildren(RailFoot) if foot.isVisible()]
        for view in self.root.findChildren(QTableView):
            if view.isVisible():
                found += _rows(view.model())
        return "\n".join(text for text in found if text)

    def sees(self, *sentences: str) -> None:
        """Fail where a sentence cannot be read."""
        for sentence in sentences:
            assert sentence in self.words(), f"“{sentence}” is not in:\n{self.words()}"

    def notice(self) -> str:
        return str(self._window().notices.sentence().text())

    # Doing

    def button(self, words: str, *, within: QWidget | None = None) -> QAbstractButton:
        """Return the button that has these words, or begins with them as a sentence, on it or for a screen reader."""
        shown = [one for one in (within or self.root).findChildren(QAbstractButton) if one.isVisible()]
        found = [one for one in shown if _is_called(one, words)]
        assert found, f"no button “{words}” among {[one.text() or one.accessibleName() for one in shown]}"
        return found[0]

    def press(self, words: str, *, within: QWidget | None = None) -> None:
        """Click a button, and wait for what comes of it."""
        self.click(self.button(words, within=within))
        self.settle()

    def click(self, widget: QWidget) -> None:
        assert widget.isEnabled(), f"“{widget.accessibleName()}” cannot be used"
        self.bring_into_view(widget)
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=_where_to_click(widget))

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a widget, as a person does before using it."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()

    def field(self, label: str, kind: type[W], *, within: QWidget | None = None) -> W:
        """Return the field with this label."""
        shown = [one for one in (within or self.root).findChildren(kind) if one.isVisible()]
        found = [one for one in shown if one.accessibleName() == label]
        assert found, f"no field “{label}” among {[one.accessibleName() for one in shown]}"
        return found[0]

    def fill(self, label: str, text: str) -> None:
        """Type into a field in the place of what is there."""
        fields = [one for one in self.root.findChildren(QWidget) if isinstance(one, QLineEdit | QPlainTextEdit)]
        found = [one for one in fields if one.isVisible() and one.accessibleName() == label]
        assert found, f"no field “{label}” among {[one.accessibleName() for one in fields if one.isVisible()]}"
        edit = found[0]
        self.bring_into_view(edit)
        edit.setFocus()
        edit.selectAll()
        self.qtbot.keyClick(edit, Qt.Key.Key_Delete)
        if text.isascii():
            self.qtbot.keyClicks(edit, text)
        else:  # which comes from an input method and not from keys
            typed = QInputMethodEvent()
            typed.setCommitString(text)
            QApplication.sendEvent(edit, typed)

    def choose(self, label: str, words: str) -> None:
        """Choose an entry of a list by its words."""
        box = self.field(label, QComboBox)
        number = box.findText(words)
        assert number >= 0, f"no “{words}” among {[box.itemText(row) for row in range(box.count())]}"
        self.bring_into_view(box)
        box.setCurrentIndex(number)
        box.activated.emit(number)
        self.settle()

    def set_day(self, label: str, day: date) -> None:
        self.field(label, QDateEdit).setDate(QDate(day.year, day.month, day.day))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and wait for what comes of it."""
        self.root.activateWindow()
        focus = QApplication.focusWidget() or self.root
        self.qtbot.keyClick(focus, key, modifier)
        self.settle()

    # What everybody does

    def sign_in(self, name: str, passphrase: str) -> None:
        """Sign in at the entrance."""
        self.fill("Name", name)
        self.fill("Passphrase", passphrase)
        self.press("Sign in")

    def sign_out(self) -> None:
        self.press("Sign out")

    def keep_recovery_code(self) -> str:
        """Copy the recovery code, prove that it is kept, and go in; return it."""
        self.press("Copy")
        code = QApplication.clipboard().text()
        label, number = self.asked_group()
        self.fill(label, code.split("-")[number - 1].lower())
        self.press("I have kept it")
        return code

    def asked_group(self) -> tuple[str, int]:
        """Return the label of the field that asks for a group of the recovery code, and the number of the group."""
        asked = re.search(r"Type group (\d) of the code from your copy", self.words())
        assert asked, self.words()
        return asked[0], int(asked[1])

    def choose_passphrase(self, passphrase: str) -> None:
        """Choose a passphrase of one's own after signing in with five words, and go in."""
        self.fill("Passphrase", passphrase)
        self.fill("The same passphrase again", passphrase)
        self.press("This is my passphrase")
        self.keep_recovery_code()

    def found(self, *, organisation: str, legal_name: str, name: str, passphrase: str) -> str:
        """Found an organisation from the first page, and go in; return the recovery code."""
        self.press("Found an organisation")
        self.fill("Name of the organisation", organisation)
        self.fill("Address", "12 Quay Street, Duluth")
        self.fill("Your legal name", legal_name)
        self.fill("The name you go by", name)
        self.fill("Passphrase", passphrase)
        self.fill("The same passphrase again", passphrase)
        self.press("Found the organisation")
        return self.keep_recovery_code()


def _is_called(button: QAbstractButton, words: str) -> bool:
    names = (button.text().strip().replace("&", ""), button.accessibleName())
    return words in names or any(name.startswith(f"{words}. ") for name in names)


def _rows(model: QAbstractItemModel) -> list[str]:
    """Return the words of each row of a table, whether its columns stand side by side or below each other."""
    columns = range(model.columnCount())
    rows = [" ".join(str(model.index(row, at).data() or "") for at in columns) for row in range(model.rowCount())]
    return [row.replace(BETWEEN, " ").replace("\n", " ") for row in rows]


def _where_to_click(widget: QWidget) -> Any:
    """Return where a person clicks: a box to tick has its mark at the left, anything else is hit in the middle."""
    middle = widget.rect().center()
    if isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.property("kind") != "rail":
        middle.setX(12)
    return middle
