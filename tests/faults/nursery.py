"""A process that has everything imported and forks writers on request, so that many can be killed in little time.

Each line on standard input is a JSON task; the answer is the process id of the writer on a line of its own. The writer
says on the same pipe, a line each, what it has been told is kept.
"""

import contextlib
import json
import os
import resource
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.history import NoteMade
from peertrain.record import atomic
from peertrain.record.passphrases import Cost
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

CHEAP = Cost(64, 1, 1)
NAME, SECRET = "Cora", "quiet otter lamp river"


def open_workplace(folder: Path) -> Workplace:
    workplace = Workplace(folder, clock=lambda: datetime.now(UTC), cost=CHEAP)
    workplace.sign_in(NAME, SECRET)
    return workplace


def write_pairs(task: dict[str, str]) -> None:
    """Write pairs of notes, each pair one deed, and say the ids of those that are kept."""
    workplace = open_workplace(Path(task["folder"]))
    while True:

        def deed(seat: Seat) -> Done[list[str]]:
            both = [seat.say(NoteMade("", f"{task['mark']} {part}")).id for part in ("first", "second")]
            return Done(Changed.HISTORY, value=both)

        say(json.dumps(workplace.write(deed).value))


def write_until_full(task: dict[str, str]) -> None:
    """Write as `write_pairs`, with files limited to so many bytes, until there is trouble; say which."""
    workplace = open_workplace(Path(task["folder"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(task["bytes"]), int(task["bytes"])))
    kept = 0
    try:
        while True:
            workplace.write(lambda seat: Done(Changed.HISTORY, value=seat.say(NoteMade("", "x" * 2000)).id))
            kept += 1
    except Trouble as trouble:
        told = {"kept": kept, "said": str(trouble), "advice": trouble.advice, "full": workplace.room.is_full}
        say(json.dumps(told))


def write_files(task: dict[str, str]) -> None:
    """Overwrite one file for ever with whole contents of two kinds."""
    path = Path(task["folder"]) / "certificate.pdf"
    for number in range(10**9):
        atomic.write(path, bytes([number % 2]) * 200_000)
        say(str(number))


def sign_in_wrongly(task: dict[str, str]) -> None:
    """Try passphrases for ever."""
    workplace = Workplace(Path(task["folder"]), clock=lambda: datetime.now(UTC), cost=CHEAP)
    for number in range(10**9):
        say(str(number))
        with contextlib.suppress(Refused):
            workplace.sign_in(NAME, "wrong")


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


TASKS = {"pairs": write_pairs, "full": write_until_full, "files": write_files, "guess": sign_in_wrongly}


def main() -> None:
    for line in sys.stdin:
        task = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                TASKS[task["what"]](task)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        say(f"pid {pid}")
        os.waitpid(pid, 0)
        say("gone")


if __name__ == "__main__":
    main()
