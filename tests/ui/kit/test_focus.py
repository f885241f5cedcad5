"""Where the keys act: in dialogs, after what had the focus is gone, and on every button."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.ui.kit import cards, fields
from peertrain.ui.kit.background import Background
from peertrain.ui.kit.dialogs import sign, sign_with
from peertrain.ui.kit.flow import flow
from peertrain.ui.kit.notices import Tone
from peertrain.ui.main_window import MainWindow
from tests.ui.kit import gallery
from tests.ui.kit.look import clipped, in_the_end, laid_out
from tests.ui.kit.workplace import Shelf

CONTROL = Qt.KeyboardModifier.ControlModifier


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _on_page(window: MainWindow) -> bool:
    return _focus() is window.page() or window.page().isAncestorOf(_focus())


def _with_button(window: MainWindow, act: Any = lambda: None) -> QPushButton:
    window.activateWindow()
    made = cards.button("Approve", act)
    window.page().body.addWidget(made)
    made.show()
    made.setFocus()
    assert _focus() is made
    return made


def _revoking(window: MainWindow, background: Background, kept: list[dict[str, Any]]) -> QDialog:
    def deed(_shelf: Shelf, values: dict[str, Any]) -> Done[None]:
        kept.append(values)
        return Done(Changed.HOURS, "Revoked.", None)

    reason = fields.text("reason", "Reason that everybody will read", required=True)
    return sign_with(window, background, reason, what="You revoke it.", yes="Revoke", deed=deed)


def test_tab_leaves_a_box_of_text_so_that_a_passphrase_never_lands_in_it(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    kept: list[dict[str, Any]] = []
    _revoking(window, background, kept)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    qtbot.keyClicks(_focus(), "Issued twice")
    qtbot.keyClick(_focus(), Qt.Key.Key_Tab)
    edit = _focus()
    assert isinstance(edit, QLineEdit)
    qtbot.keyClicks(edit, "correct horse")
    qtbot.keyClick(edit, Qt.Key.Key_Backtab)
    assert isinstance(_focus(), QPlainTextEdit)
    qtbot.keyClick(_focus(), Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: bool(kept))
    assert kept == [{"reason": "Issued twice", "passphrase": "correct horse"}]


def test_tab_goes_through_a_dialog_from_top_to_bottom(qtbot: QtBot, window: MainWindow, background: Background) -> None:
    dialog = _revoking(window, background, [])
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    names = []
    for _number in range(5):
        names.append(_focus().accessibleName() or _focus().property("text"))
        qtbot.keyClick(_focus(), Qt.Key.Key_Tab)
    assert names == ["Reason that everybody will read", "Your passphrase", "Show what is typed", "Revoke", "Go back"]
    dialog.close()


def test_a_dialog_grows_with_the_sentence_of_a_refusal(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    why = "The organisation's name has letters that cannot be printed rightly. " * 4

    def deed(_shelf: Shelf, _passphrase: str) -> Done[None]:
        raise Refused(why)

    dialog = sign(window, background, what="You sign it.", yes="Sign", deed=deed)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    qtbot.keyClicks(_focus(), "correct horse")
    qtbot.keyClick(_focus(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(one.text() == why for one in dialog.findChildren(QLabel)))
    assert in_the_end(qtbot, lambda: clipped(dialog)) == []
    edit = dialog.findChildren(QLineEdit)[0]
    assert edit.height() >= edit.minimumSizeHint().height()
    dialog.close()


@pytest.mark.parametrize("go_away", ["hide", "delete", "disable", "refill"])
def test_the_focus_of_a_button_that_goes_away_stays_on_the_page(qtbot: QtBot, window: MainWindow, go_away: str) -> None:
    button = _with_button(window)
    if go_away == "hide":
        button.hide()
    elif go_away == "delete":
        button.deleteLater()
    elif go_away == "disable":
        button.setEnabled(False)
    else:
        cards.refill(window.page().body, [cards.plain("Nothing waits.")])
    qtbot.waitUntil(lambda: _on_page(window))
    qtbot.keyClick(_focus(), Qt.Key.Key_Space)
    assert not window.curtain.isVisible()


def test_a_notice_that_closes_gives_the_focus_to_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.notices.say("Saved.", tone=Tone.BROKEN)
    qtbot.keyClick(window.page(), Qt.Key.Key_F6)
    assert window.notices.has_focus()
    qtbot.keyClick(_focus(), Qt.Key.Key_Escape)
    assert not window.notices.isVisible()
    assert _on_page(window)


def test_after_a_dialog_the_focus_is_on_the_page_also_where_its_button_is_gone(
    qtbot: QtBot, window: MainWindow, background: Background
) -> None:
    button, kept = _with_button(window), list[dict[str, Any]]()
    dialog = _revoking(window, background, kept)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    button.hide()
    button.deleteLater()
    dialog.close()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    assert _on_page(window)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    pressed: list[str] = []
    button = _with_button(window, lambda: pressed.append("words"))
    qtbot.keyClick(button, key)
    icon = cards.icon_button("close", "Close", lambda: pressed.append("icon"))
    window.page().body.addWidget(icon)
    icon.show()
    icon.setFocus()
    qtbot.keyClick(icon, key)
    assert pressed == ["words", "icon"]


def test_enter_held_down_presses_once(qtbot: QtBot, window: MainWindow) -> None:
    pressed: list[int] = []
    button = _with_button(window, lambda: pressed.append(1))
    for again in (False, True, True):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again)
        QApplication.sendEvent(button, event)
    assert pressed == [1]


def test_enter_in_the_rail_goes_to_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    button = window.rail.buttons()[3]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert isinstance(window.page(), gallery.Log)
    assert _on_page(window)


def test_tab_goes_through_a_page_as_it_is_read_in_whatever_order_its_parts_came(
    qtbot: QtBot, window: MainWindow
) -> None:
    names = ["Left", "Below left", "Right", "Send", "Keep"]
    parts = {name: cards.button(name, lambda: None) for name in reversed(names)}
    page = cards.column(
        cards.beside(cards.card(parts["Left"], parts["Below left"]), cards.card(parts["Right"])),
        flow(parts["Send"], parts["Keep"]),
    )
    window.activateWindow()
    cards.refill(window.page().body, [page])
    laid_out(window)
    parts["Left"].setFocus()
    seen = []
    for _number in names:
        seen.append(_focus().property("text"))
        qtbot.keyClick(_focus(), Qt.Key.Key_Tab)
    assert seen == names
    assert not _on_page(window)
    parts["Keep"].setFocus()
    qtbot.keyClick(_focus(), Qt.Key.Key_Backtab)
    assert _focus() is parts["Send"]
