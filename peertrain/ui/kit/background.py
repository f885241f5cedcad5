"""The two doors to everything slow: `ask` reads and `do` writes, away from the window, and the answers come back to it.

Database work runs on one thread in the order in which it was asked for; drawing documents and exporting runs on a
second one, and what waits for a network on a third. Nothing else in the window starts threads. Until `close`, garbage
is collected on the window's thread alone.
"""

import itertools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from peertrain.ui.kit.collecting import Collecting
from peertrain.ui.kit.failures import Failure, Kind, understood
from peertrain.ui.kit.travelling import Cancelled, Steps

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from peertrain.domain.changes import Done

log = logging.getLogger("peertrain.ui")

T = TypeVar("T")

BUSY_AFTER_MS = 150
LONG_AFTER_MS = 1000


def _threads(name: str, *, at_most: int = 1) -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # 3 ms, which the window does not wait for

    return ThreadPoolExecutor(max_workers=at_most, thread_name_prefix=name)


class Workplace(Protocol):
    """What stands behind the doors: it opens a session for a question, and a transaction for a deed."""

    def read(self, question: Callable[[Any], T], /) -> T:
        """Return the answer to a question asked of a session."""

    def write(self, deed: "Callable[[Any], Done[T]]", /) -> "Done[T]":
        """Do a deed in one transaction and return what it did."""

    def manage(self, work: "Callable[[Any], Done[T]]", /) -> "Done[T]":
        """Do something with the workplace itself."""


class Progress(QObject):
    """How far a long piece of work has come; the work calls `report` now and then, and may be stopped there."""

    moved = Signal(float, str)
    finished = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = threading.Event()

    def report(self, fraction: float, sentence: str = "") -> None:
        """Say how much is done, from 0 to 1; raises `Cancelled` where the person has stopped the work."""
        if self._stop.is_set():
            raise Cancelled
        self.moved.emit(fraction, sentence)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()


class _Errand(Enum):
    """What kind of work a job is."""

    QUESTION = auto()
    DEED = auto()
    MANAGING = auto()
    CALL = auto()
    DRAWING = auto()
    TRAVEL = auto()


@dataclass(slots=True)
class _Job:
    """A piece of work and whom it is for; kept on the main thread, because a widget must not die on another."""

    errand: _Errand
    asker: QObject
    work: Callable[[], Any]
    then: Callable[[Any], object] | None
    otherwise: Callable[[str], object] | None
    progress: Progress | None


@dataclass(slots=True)
class _Outcome:
    """What came of a job: an answer, a failure, or that the person stopped it."""

    answer: Any = None
    failure: Failure | None = None
    cancelled: bool = False


class Background(QObject):
    """Runs questions, deeds and long work in the background and brings the answers to the main thread.

    An answer for a page that has been closed meanwhile is dropped. A failure goes to `otherwise` as a sentence where
    one is given and the failure is an answer or trouble from outside; everything else goes to `failed`. Behind a curtain
    every answer waits, but those to `call`.
    """

    done = Signal(object)
    """A deed was done; carries its `Done`."""
    failed = Signal(object)
    """Something failed and nobody took it; carries a `Failure`."""
    busy = Signal()
    """Work has been going on for longer than a person notices."""
    rested = Signal()
    """That work has ended."""
    lasting = Signal(object)
    """Long work has been going on for more than a second; carries its `Progress`."""
    room_changed = Signal(bool)
    """The disk has turned out to be full, or to have room again; carries whether it is full."""
    _arrived = Signal(int, object)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._collecting = Collecting(self)
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count()
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        self._is_busy = False
        self._is_curtained = False
        self._is_closed = False
        self._waiting: list[tuple[_Job, _Outcome]] = []
        self.disk_is_full = False
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(self._show_busy)

    @cached_property
    def _desk(self) -> "ThreadPoolExecutor":
        return _threads("desk")

    @cached_property
    def _press(self) -> "ThreadPoolExecutor":
        return _threads("press")

    @cached_property
    def _road(self) -> "ThreadPoolExecutor":
        return _threads("road", at_most=2)

    def ask(
        self,
        asker: QObject,
        question: Callable[[Any], T],
        then: Callable[[T], None],
        otherwise: Callable[[str], None] | None = None,
        *,
        progress: Progress | None = None,
    ) -> None:
        """Put a question to the workplace; `then` receives the answer, `otherwise` the sentence why there is none."""
        job = _Job(_Errand.QUESTION, asker, lambda: self._workplace.read(question), then, otherwise, progress)
        self._start(self._desk, job)

    def do(
        self,
        asker: QObject,
        deed: "Callable[[Any], Done[T]]",
        then: Callable[[T | None], None] | None = None,
        otherwise: Callable[[str], None] | None = None,
        *,
        progress: Progress | None = None,
    ) -> None:
        """Do a deed; `then` receives what it made, pages refresh by themselves, the notice bar says what was said."""
        job = _Job(_Errand.DEED, asker, lambda: self._workplace.write(deed), then, otherwise, progress)
        self._start(self._desk, job)

    def manage(
        self,
        asker: QObject,
        work: "Callable[[Any], Done[T]]",
        then: Callable[[T | None], None] | None = None,
        otherwise: Callable[[str], None] | None = None,
        *,
        progress: Progress | None = None,
    ) -> None:
        """Do something with the workplace itself, such as restoring a backup; it ends like a deed."""
        job = _Job(_Errand.MANAGING, asker, lambda: self._workplace.manage(work), then, otherwise, progress)
        self._start(self._desk, job)

    def call(
        self,
        asker: QObject,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        otherwise: Callable[[str], object] | None = None,
    ) -> None:
        """Do work that opens or closes the workplace itself, such as signing in, in turn with questions and deeds."""
        self._start(self._desk, _Job(_Errand.CALL, asker, work, then, otherwise, None))

    def render(
        self,
        asker: QObject,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        otherwise: Callable[[str], None] | None = None,
        *,
        title: str = "",
        quietly: bool = False,
    ) -> None:
        """Draw or export something that needs no session, beside the database work; `work` may report progress.

        Work that goes on `quietly` shows no progress, however long it takes: nobody waits for it.
        """
        progress = Progress(title)
        shown = None if quietly else progress
        self._start(self._press, _Job(_Errand.DRAWING, asker, lambda: work(progress), then, otherwise, shown))

    def travel(
        self,
        asker: QObject,
        work: "Callable[[Any], Done[T]]",
        then: Callable[[T | None], None] | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Do work that waits for a network and hands its steps on the workplace over; it ends like a deed.

        Nothing says that it goes on, and nobody waits for it.
        """
        steps = Steps(self._desk, self._workplace)
        self._start(self._road, _Job(_Errand.TRAVEL, asker, lambda: work(steps), then, otherwise, None))

    def is_travelling(self) -> bool:
        """Return whether such work is under way."""
        return any(job.errand is _Errand.TRAVEL for job in self._jobs.values())

    def fail(self, error: BaseException) -> None:
        """Take an error that happened on the main thread, as `sys.excepthook` does."""
        self.failed.emit(understood(error))

    def is_busy(self) -> bool:
        """Return whether anything has been asked for that has not come back, and that somebody waits for."""
        return any(job.errand is not _Errand.TRAVEL for job in self._jobs.values())

    def wait_behind_curtain(self) -> None:
        """Keep answers until `go_on`, and stop long questions, so that locking waits for none and nothing shows."""
        self._is_curtained = True
        for job in self._jobs.values():
            if job.errand is _Errand.QUESTION and job.progress is not None:
                job.progress.cancel()

    def go_on(self) -> None:
        """Hand over what came behind the curtain."""
        self._is_curtained = False
        waiting, self._waiting = self._waiting, []
        for job, outcome in waiting:
            self._answer(job, outcome)

    def forget_waiting(self) -> None:
        """Drop what came behind the curtain, as whoever asked has gone."""
        self._is_curtained = False
        self._waiting.clear()

    def close(self) -> None:
        """Finish every question and deed, so that nothing to be kept is lost, drop drawings, and end the threads."""
        self._is_closed = True
        for job in self._jobs.values():
            if job.progress is not None:
                job.progress.cancel()
        self._desk.shutdown()
        self._press.shutdown(cancel_futures=True)
        self._road.shutdown(cancel_futures=True)
        self._jobs.clear()
        self._waiting.clear()
        self._collecting.end()

    def _start(self, pool: "ThreadPoolExecutor", job: _Job) -> None:
        if self._is_closed:  # such as for a timer of a page that is going
            return
        number = next(self._numbers)
        self._jobs[number] = job
        if job.errand is not _Errand.TRAVEL and not self._patience.isActive() and not self._is_busy:
            self._patience.start()
        if job.progress is not None:
            QTimer.singleShot(LONG_AFTER_MS, self, lambda: self._announce_long(number))
        pool.submit(self._run, number)

    def _run(self, number: int) -> None:
        """Work on another thread; it must keep no reference to a widget when the answer leaves."""
        work = self._jobs[number].work
        outcome = _Outcome()
        try:
            outcome.answer = work()
        except Cancelled:
            outcome.cancelled = True
        except BaseException as error:  # a worker's bug must reach the person, whatever it is
            outcome.failure = understood(error)
        del work
        self._arrived.emit(number, outcome)

    def _arrive(self, number: int, outcome: _Outcome) -> None:
        job = self._jobs.pop(number, None)
        if not self.is_busy():
            self._rest()
        if job is None:
            return
        if job.progress is not None:
            job.progress.finished.emit()
        self._look_for_room(job, outcome)
        if self._is_curtained and job.errand is not _Errand.CALL:
            self._waiting.append((job, outcome))
        else:
            self._answer(job, outcome)

    def _look_for_room(self, job: _Job, outcome: _Outcome) -> None:
        """Take note of a full disk, and that it has room again when a deed was done."""
        failed_for_it = outcome.failure is not None and outcome.failure.disk_is_full
        done = job.errand is _Errand.DEED and outcome.failure is None and not outcome.cancelled
        if failed_for_it != self.disk_is_full and (failed_for_it or done):
            self.disk_is_full = failed_for_it
            self.room_changed.emit(failed_for_it)

    def _answer(self, job: _Job, outcome: _Outcome) -> None:
        here = shiboken6.isValid(job.asker)
        if outcome.failure is not None:
            self._tell(job, outcome.failure, here)
        elif not outcome.cancelled:
            self._hand_over(job, outcome.answer, here)

    def _hand_over(self, job: _Job, answer: Any, here: bool) -> None:
        if job.errand in (_Errand.DEED, _Errand.MANAGING, _Errand.TRAVEL):
            self.done.emit(answer)
            answer = answer.value
            here = shiboken6.isValid(job.asker)
        if here and job.then is not None:
            job.then(answer)

    def _tell(self, job: _Job, failure: Failure, here: bool) -> None:
        if failure.kind is Kind.BUG:
            self.failed.emit(failure)
        if here and job.otherwise is not None:
            job.otherwise(failure.sentence)
        elif failure.kind is not Kind.BUG:
            self.failed.emit(failure)

    def _announce_long(self, number: int) -> None:
        job = self._jobs.get(number)
        if job is not None and job.progress is not None:
            self.lasting.emit(job.progress)

    def _show_busy(self) -> None:
        if self.is_busy():
            self._is_busy = True
            self.busy.emit()

    def _rest(self) -> None:
        self._patience.stop()
        if self._is_busy:
            self._is_busy = False
            self.rested.emit()
