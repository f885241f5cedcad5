import errno
import logging
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.failures import Failure, Kind, advice_on, understood
from tests.ui.kit.workplace import Shelf


def test_the_answer_comes_to_the_main_thread_and_the_question_runs_on_another(
    qtbot: QtBot, background: Background
) -> None:
    asker, threads = QObject(), []

    def question(shelf: Shelf) -> int:
        threads.append(threading.current_thread())
        return len(shelf.notes)

    answers: list[tuple[int, threading.Thread]] = []
    background.ask(asker, question, lambda count: answers.append((count, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(250, threading.main_thread())]
    assert threads[0] is not threading.main_thread()


def test_database_work_runs_in_the_order_in_which_it_was_asked_for(qtbot: QtBot, background: Background) -> None:
    asker, order = QObject(), list[int]()
    for number in range(20):
        background.ask(asker, lambda _shelf, number=number: number, order.append)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_an_answer_for_a_closed_page_is_dropped(qtbot: QtBot, background: Background) -> None:
    page, heard, gate = QWidget(), list[object](), threading.Event()
    background.ask(page, lambda _shelf: gate.wait(5), heard.append, heard.append)
    background.ask(page, _refuse, heard.append, heard.append)
    shiboken6.delete(page)
    gate.set()
    after = QObject()
    done: list[int] = []
    background.ask(after, lambda _shelf: 1, done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert heard == []


def test_a_widget_that_only_the_job_holds_dies_on_the_main_thread(qtbot: QtBot, background: Background) -> None:
    died: list[bool] = []
    page: QWidget | None = QWidget()
    assert page is not None
    page.destroyed.connect(lambda: died.append(QThread.currentThread() is background.thread()))
    background.ask(page, lambda _shelf, page=page: page is not None, lambda _answer: None)
    page = None
    qtbot.waitUntil(lambda: bool(died))
    assert died == [True]


def _refuse(_shelf: Shelf) -> Done[int]:
    raise Refused("This entry is signed already. Ask for a correction instead.")


def test_a_deed_tells_what_it_changed_and_hands_over_what_it_made(qtbot: QtBot, background: Background) -> None:
    heard, made = list[Done[int]](), list[int | None]()
    background.done.connect(heard.append)
    done = Done(Changed.HOURS, "Saved.", 7)
    background.do(QObject(background), lambda _shelf: done, made.append)
    qtbot.waitUntil(lambda: made == [7])
    assert heard == [done]


def test_a_refusal_is_a_sentence_for_whoever_asked(qtbot: QtBot, background: Background) -> None:
    said, failures = list[str](), list[Failure]()
    background.failed.connect(failures.append)
    background.do(QObject(background), _refuse, None, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["This entry is signed already. Ask for a correction instead."]
    assert failures == []


def test_a_refusal_that_nobody_takes_goes_to_the_notice_bar(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.failed) as heard:
        background.do(QObject(background), _refuse)
    assert heard.args is not None
    assert heard.args[0].kind is Kind.REFUSED


def test_a_full_disk_is_trouble_from_outside_with_advice(qtbot: QtBot, background: Background) -> None:
    def full(_shelf: Shelf) -> Done[None]:
        raise OSError(errno.ENOSPC, "No space left on device")

    with qtbot.waitSignal(background.failed) as heard:
        background.do(QObject(background), full)
    assert heard.args is not None
    failure = heard.args[0]
    assert failure.kind is Kind.OUTSIDE
    assert "disk is full" in failure.sentence


class OperationalError(Exception):
    """As the database's driver names it."""


class Unreachable(Exception):
    advice = "The hub cannot be reached. Your work is kept here and goes out later."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied", "/x/record.db"), "/x/record.db may not be written"),
        (FileNotFoundError(errno.ENOENT, "none", "/x/packet"), "/x/packet is not there any more"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "refused"), "did not answer"),
        (OperationalError("database is locked"), "Another program is using"),
        (OperationalError("file is not a database"), "damaged"),
        (Unreachable(), "The hub cannot be reached"),
    ],
)
def test_trouble_from_outside_comes_with_advice(error: Exception, words: str) -> None:
    assert words in advice_on(error)


def test_a_wrong_column_is_a_bug_and_not_trouble_from_outside() -> None:
    assert advice_on(OperationalError("no such column: hours.minuts")) == ""


def test_a_bug_is_logged_and_the_person_reads_no_traceback(
    qtbot: QtBot, background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []
    with qtbot.waitSignal(background.failed) as heard:
        background.ask(QObject(background), lambda _shelf: 1 // 0, lambda _answer: None, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert heard.args is not None
    failure = heard.args[0]
    assert failure.kind is Kind.BUG
    assert "ZeroDivisionError" not in failure.sentence
    assert "ZeroDivisionError" in failure.details
    assert "ZeroDivisionError" in caplog.text
    assert said == [failure.sentence]


def test_the_log_names_no_file_that_may_bear_the_name_of_a_person(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="peertrain.ui"):
        failure = understood(OSError(errno.ENOSPC, "No space left on device", "/home/x/Certificate of Tess.pdf"))
    assert failure.kind is Kind.OUTSIDE
    assert "No space left" in caplog.text
    assert "Tess" not in caplog.text


def test_long_work_shows_progress_and_can_be_stopped(qtbot: QtBot, background: Background) -> None:
    stopped, heard, started = threading.Event(), list[object](), threading.Event()

    def work(progress: Progress) -> int:
        try:
            for step in range(100_000):
                progress.report(step / 100_000, "Page")
                started.set()
                stopped.wait(0.01)
        finally:
            stopped.set()
        return 1

    with qtbot.waitSignal(background.lasting, timeout=5000) as lasting:
        background.render(QObject(background), work, heard.append, heard.append, title="Printing")
    assert lasting.args is not None
    progress = lasting.args[0]
    with qtbot.waitSignal(progress.finished):
        progress.cancel()
    assert stopped.is_set()
    assert heard == []


def test_busy_speaks_only_for_work_a_person_would_notice(qtbot: QtBot, background: Background) -> None:
    heard, gate = list[str](), threading.Event()
    background.busy.connect(lambda: heard.append("busy"))
    background.rested.connect(lambda: heard.append("rested"))
    answered = list[int]()
    background.ask(QObject(background), lambda _shelf: 1, answered.append)
    qtbot.waitUntil(lambda: answered == [1])
    assert heard == []
    background.ask(QObject(background), lambda _shelf: gate.wait(5), lambda _answer: None)
    qtbot.waitUntil(lambda: heard == ["busy"])
    gate.set()
    qtbot.waitUntil(lambda: heard == ["busy", "rested"])
