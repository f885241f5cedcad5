"""The notice bar: what it says, how long it stays, and that it covers nothing."""

from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from peertrain.ui.kit import notices
from peertrain.ui.kit.failures import Failure, Kind
from peertrain.ui.kit.notices import NoticeBar, Tone
from peertrain.ui.main_window import MainWindow
from tests.ui.kit import gallery


def test_notices_are_plain_text(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.say("<b>Saved</b> <img src='file:///etc/passwd'>", tone=Tone.DONE)
    assert bar.sentence().textFormat() == Qt.TextFormat.PlainText
    assert bar.sentence().text().startswith("<b>")


def test_a_notice_offers_undo_and_history_keeps_what_was_said(qtbot: QtBot) -> None:
    bar, undone = NoticeBar(), list[int]()
    qtbot.addWidget(bar)
    bar.say("Returned.", tone=Tone.DONE, action="Undo", act=lambda: undone.append(1))
    bar._button.click()
    assert undone == [1]
    assert not bar.isVisible()
    bar.say("Waiting.")
    assert [notice.sentence for notice in bar.history] == ["Returned.", "Waiting."]


@pytest.mark.parametrize(("tone", "goes"), [(Tone.DONE, True), (Tone.INFO, True), (Tone.BROKEN, False)])
def test_a_notice_that_could_be_read_goes_with_the_next_page_and_what_needs_the_person_stays(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tone: Tone, goes: bool
) -> None:
    window.notices.say("Saved.", tone=tone)
    window.go(gallery.Log)
    assert window.notices.isVisible(), "nobody could read it yet"
    monkeypatch.setattr(notices, "monotonic", lambda: monotonic() + 60)
    assert window.notices.isVisible(), "no clock takes it away from slow readers"
    window.go(gallery.Lesson)
    assert window.notices.isVisible() is not goes


@pytest.mark.parametrize(("kind", "goes"), [(Kind.REFUSED, True), (Kind.OUTSIDE, False)])
def test_the_answer_to_a_deed_goes_with_its_page_and_trouble_stays_until_closed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, kind: Kind, goes: bool
) -> None:
    window.notices.fail(Failure(kind, "Tick at least one module."))
    monkeypatch.setattr(notices, "monotonic", lambda: monotonic() + 60)
    assert window.notices.isVisible()
    window.go(gallery.Log)
    window.go(gallery.Lesson)
    assert window.notices.isVisible() is not goes


def test_a_notice_on_which_the_keys_act_stays(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.activateWindow()
    window.notices.say("Returned.", tone=Tone.DONE, action="Undo", act=lambda: None)
    window.notices.take_focus()
    qtbot.waitUntil(window.notices.has_focus)
    monkeypatch.setattr(notices, "monotonic", lambda: monotonic() + 60)
    window.notices.give_way()
    assert window.notices.isVisible()


def test_a_bug_offers_its_details_to_copy(qtbot: QtBot) -> None:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.fail(Failure(Kind.BUG, "Something went wrong.", "Traceback: the details"))
    assert "Traceback" not in bar.sentence().text()
    bar._button.click()
    assert QGuiApplication.clipboard().text() == "Traceback: the details"
