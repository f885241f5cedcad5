"""Works on a disk of 40 MB, in a name space of its own, until it is full and has room again; says as JSON what came of it.

Begun with `unshare -rm python -m tests.faults.small_disk FOLDER`; the disk is mounted on FOLDER and goes with the process.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import DiskFull
from peertrain.domain.history import NoteMade
from peertrain.record.passphrases import Cost
from peertrain.storage.backups import check_database
from peertrain.storage.store import FILE
from peertrain.workplace.room import try_to_write
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

NAME, SECRET = "Cora", "quiet otter lamp river"


def note(seat: Seat) -> Done[str]:
    return Done(Changed.HISTORY, value=seat.say(NoteMade("", "x" * 2000)).id)


def refused(workplace: Workplace) -> str:
    try:
        workplace.write(note)
    except DiskFull as full:
        return str(full)
    return ""


def write_until_full(workplace: Workplace) -> int:
    kept = 0
    while not refused(workplace):
        kept += 1
    return kept


def main() -> None:
    folder = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "none", folder], check=True)
    workplace = Workplace(folder / "data", cost=Cost(64, 1, 1))
    workplace.found(name="Harbor", address="", legal_name="Cora Lind", preferred_name=NAME, passphrase=SECRET)
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(38_000_000))
    told: dict[str, object] = {"kept": 1 + write_until_full(workplace), "full": workplace.room.is_full}
    size = workplace.read(lambda seat: seat.ledger.size)
    start = time.perf_counter()
    told |= {"refused": refused(workplace), "took": time.perf_counter() - start, "size": size}
    told["unchanged"] = workplace.read(lambda seat: seat.ledger.size) == size
    ballast.unlink()
    workplace.write(try_to_write)
    told["full after making room"] = workplace.room.is_full
    told["kept after making room"] = bool(workplace.write(note).value)
    key = workplace._inside().secrets["database"]
    workplace.lock()
    told["entries at the end"] = check_database(workplace.home / FILE, key)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
