"""Behind the curtain: what was asked for before goes on unseen, and is there when somebody comes back."""

import threading
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.ui.kit.background import Background, Progress
from tests.ui.kit.workplace import Shelf


def test_an_answer_waits_behind_the_curtain_and_comes_when_it_is_drawn_back(
    qtbot: QtBot, background: Background
) -> None:
    asker, heard, gate = QObject(), list[Any](), threading.Event()
    background.done.connect(lambda done: heard.append(done.said))

    def deed(_shelf: Shelf) -> Done[str]:
        gate.wait(5)
        return Done(Changed.NOTHING, "It is done.", "words shown once")

    background.do(asker, deed, heard.append)
    background.ask(asker, lambda shelf: len(shelf.notes), heard.append)
    background.wait_behind_curtain()
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy())
    assert heard == []
    background.go_on()
    assert heard == ["It is done.", "words shown once", 250]


def test_a_refusal_waits_too_and_whoever_unlocks_is_answered_at_once(qtbot: QtBot, background: Background) -> None:
    asker, heard = QObject(), list[Any]()
    background.wait_behind_curtain()
    background.ask(asker, lambda shelf: shelf.notes["none"], heard.append, heard.append)
    background.call(asker, lambda: "unlocked", heard.append)
    qtbot.waitUntil(lambda: not background.is_busy())
    assert heard == ["unlocked"]


def test_what_came_for_a_page_that_has_gone_meanwhile_is_dropped(qtbot: QtBot, background: Background) -> None:
    page, heard = QWidget(), list[Any]()
    background.wait_behind_curtain()
    background.ask(page, lambda _shelf: 1, heard.append)
    qtbot.waitUntil(lambda: not background.is_busy())
    shiboken6.delete(page)
    background.go_on()
    assert heard == []


def test_when_somebody_else_comes_nothing_of_it_is_left(qtbot: QtBot, background: Background) -> None:
    asker, heard = QObject(), list[Any]()
    background.wait_behind_curtain()
    background.ask(asker, lambda _shelf: 1, heard.append)
    qtbot.waitUntil(lambda: not background.is_busy())
    background.forget_waiting()
    background.go_on()
    background.ask(asker, lambda _shelf: 2, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [2]


def test_a_long_question_is_stopped_by_the_curtain_and_a_long_deed_is_not(qtbot: QtBot, background: Background) -> None:
    asker, heard, started = QObject(), list[Any](), threading.Event()
    question, deed = Progress("Verifying"), Progress("Issuing")

    def verify(_shelf: Shelf) -> str:
        started.set()
        while True:
            question.report(0.5)

    def issue(_shelf: Shelf) -> Done[str]:
        deed.report(0.5)
        return Done(Changed.NOTHING, value="issued")

    background.ask(asker, verify, heard.append, progress=question)
    background.do(asker, issue, heard.append, progress=deed)
    assert started.wait(5)
    background.wait_behind_curtain()
    background.call(asker, lambda: "locked", heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["locked"]
    background.go_on()
    assert heard == ["locked", "issued"]
