"""Garbage of the window is collected on the window's thread, whoever allocates."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from peertrain.ui.kit.background import Background
from peertrain.ui.kit.collecting import collect_where_due
from tests.ui.kit.workplace import Workplace


class _Page(QObject):
    """A page as pages are: it hangs in a cycle, and a document hangs on it."""

    def __init__(self) -> None:
        super().__init__()
        self.document = QTextDocument()
        self.shown = lambda: self.document


def _much(_seat: object) -> list[list[int]]:
    """Allocate so much that a collection is due."""
    return [[number] for number in range(100_000)]


def test_a_page_that_has_gone_is_freed_on_the_windows_thread_while_others_allocate(
    background: Background, qtbot: QtBot
) -> None:
    freed_on: list[str] = []
    gc.collect()
    weakref.finalize(_Page(), lambda: freed_on.append(threading.current_thread().name))
    answers: list[list[list[int]]] = []
    background.ask(background, _much, answers.append)
    qtbot.waitUntil(lambda: bool(answers and freed_on))
    assert freed_on == [threading.main_thread().name]


def test_nothing_is_collected_before_it_is_due(background: Background) -> None:
    gc.collect()
    gone = weakref.ref(_Page())
    collect_where_due()
    assert gone() is not None
    gc.collect()
    assert gone() is None


def test_the_collector_is_left_to_itself_again_when_the_last_window_closes(qtbot: QtBot) -> None:
    background = Background(Workplace(250))
    other = Background(Workplace(250))
    background.close()
    assert not gc.isenabled()
    other.close()
    assert gc.isenabled()
