"""The folder carrier by itself: whole files, names that say nothing about people, and copies that synchronisers make."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.domain.errors import Trouble
from peertrain.exchange.carrier import Label, Lying, Unfinished
from peertrain.exchange.folder import MARK, Folder, file_name
from peertrain.exchange.packets import LARGEST

MARCUS, RENEE = "a" * 32, "b" * 32
"""Ids of keys."""
DANA = str(uuid4())


def folder_in(path: Path) -> Folder:
    path.mkdir(exist_ok=True)
    folder = Folder(path, "harbor")
    folder.begin()
    return folder


def label(number: int = 1, key_id: str = MARCUS, to_id: str = DANA) -> Label:
    return Label(key_id, to_id, number, uuid4().hex)


def test_what_was_put_lies_there_for_its_reader_in_order_and_for_nobody_else(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    labels = [label(1), label(2), label(3, RENEE), label(1_000_000, RENEE)]
    for one in reversed(labels):
        folder.put(one, one.packet_id.encode())
    folder.put(label(to_id=str(uuid4())), b"for somebody else")
    lying = folder.lying_for(DANA)
    assert [one.label for one in lying] == labels
    assert [folder.get(one).decode() for one in lying] == [one.packet_id for one in labels]
    assert folder.numbers(RENEE, DANA) == {3, 1_000_000}


def test_the_same_packet_once_more_changes_nothing(tmp_path: Path) -> None:
    folder, one = folder_in(tmp_path), label()
    folder.put(one, b"packet")
    stamp = folder.stamp(folder.lying_for(DANA)[0])
    folder.put(one, b"packet")
    assert folder.stamp(folder.lying_for(DANA)[0]) == stamp


def test_a_packet_that_was_torn_is_put_again(tmp_path: Path) -> None:
    folder, one = folder_in(tmp_path), label()
    path = tmp_path / MARCUS / DANA / file_name(one)
    folder.put(one, b"packet")
    path.write_bytes(b"pac")
    folder.put(one, b"packet")
    assert path.read_bytes() == b"packet"


@pytest.mark.parametrize("ending", [" (1)", " - Copy", "-DESKTOP-A1B2C3", " (Dana's conflicted copy 2026-09-07)", "~1"])
def test_a_copy_says_whose_copy_it_is_and_comes_after_the_packet(tmp_path: Path, ending: str) -> None:
    folder, one = folder_in(tmp_path), label()
    folder.put(one, b"packet")
    path = tmp_path / MARCUS / DANA / file_name(one)
    path.with_name(f"{path.stem}{ending}.ptp").write_bytes(b"copy")
    assert [(packet.label, folder.get(packet)) for packet in folder.lying_for(DANA)] == [
        (one, b"packet"),
        (one, b"copy"),
    ]


def test_only_plain_files_with_the_ending_of_packets_are_listed(tmp_path: Path) -> None:
    folder, one = folder_in(tmp_path), label()
    folder.put(one, b"packet")
    beside = tmp_path / MARCUS / DANA
    (beside / ".peertrain-abc").write_bytes(b"half written")
    (beside / "~000002.tmp").write_bytes(b"half written")
    (beside / "folder.ptp").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(beside / "pipe.ptp")
        (beside / "link.ptp").symlink_to(beside / file_name(one))
        (tmp_path / ("c" * 32)).symlink_to(tmp_path / MARCUS)
    assert [packet.label for packet in folder.lying_for(DANA)] == [one]


def test_what_a_crash_left_in_the_middle_of_writing_is_swept_a_day_later(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    folder.put(label(), b"packet")
    old, new = (tmp_path / MARCUS / DANA / f".peertrain-{name}" for name in ("old", "new"))
    for left in (old, new):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    folder.put(label(2), b"packet")
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_that_went_away_or_became_something_else_is_unfinished(tmp_path: Path) -> None:
    folder, one = folder_in(tmp_path), label()
    folder.put(one, b"packet")
    lying = folder.lying_for(DANA)[0]
    (tmp_path / lying.name).unlink()
    with pytest.raises(Unfinished):
        folder.get(lying)
    (tmp_path / lying.name).mkdir()
    with pytest.raises(Unfinished):
        folder.get(lying)


def test_of_a_file_larger_than_a_packet_only_so_much_is_read_that_it_is_seen(tmp_path: Path) -> None:
    folder, one = folder_in(tmp_path), label()
    folder.put(one, b"packet")
    lying = folder.lying_for(DANA)[0]
    os.truncate(tmp_path / lying.name, LARGEST * 100)
    assert len(folder.get(lying)) == LARGEST + 1


def test_an_empty_place_where_a_share_is_not_mounted_is_not_written_to(tmp_path: Path) -> None:
    folder = folder_in(tmp_path / "share")
    (tmp_path / "share" / MARK).unlink()
    with pytest.raises(Trouble, match="not there at the moment"):
        folder.put(label(), b"packet")
    with pytest.raises(Trouble, match="not there at the moment"):
        folder.lying_for(DANA)
    assert list((tmp_path / "share").iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="not there at the moment"):
        Folder(tmp_path / "share", "harbor").begin()
    assert not (tmp_path / "share").exists()


def test_the_folder_of_another_organisation_is_refused(tmp_path: Path) -> None:
    folder_in(tmp_path)
    with pytest.raises(Trouble, match="another organisation"):
        Folder(tmp_path, "lakeside").begin()


def test_where_nothing_can_be_written_it_is_said_in_words(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    (tmp_path / MARCUS).write_bytes(b"a file in the place of the folder")
    with pytest.raises(Trouble, match="Nothing can be written"):
        folder.put(label(), b"packet")


FULL = """
import sys
from pathlib import Path
from peertrain.domain.errors import Trouble
from peertrain.exchange.carrier import Label
from peertrain.exchange.folder import Folder
folder = Folder(Path(sys.argv[1]), "harbor")
folder.begin()
folder.put(Label("a" * 32, "dana", 1, "1" * 32), bytes(50_000))
try:
    folder.put(Label("a" * 32, "dana", 2, "2" * 32), bytes(500_000))
except Trouble as trouble:
    print(trouble, [one.label.number for one in folder.lying_for("dana")], len(list(folder.root.rglob(".*"))))
"""


def _may_mount() -> bool:
    command = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /tmp"]
    return (
        shutil.which("unshare") is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not _may_mount(), reason="a small disk can be mounted only where the system allows it")
def test_a_full_share_says_so_and_keeps_no_half_of_a_file(tmp_path: Path) -> None:
    mounted = f'mount -t tmpfs -o size=200k none "{tmp_path}" && exec "{sys.executable}" -c "$0" "{tmp_path}"'
    done = subprocess.run(["unshare", "-rm", "sh", "-c", mounted, FULL], capture_output=True, text=True, check=False)
    assert done.stdout.endswith("No space left on device. [1] 0\n"), done.stderr


WRITER = """
import sys
from pathlib import Path
from peertrain.exchange.carrier import Label
from peertrain.exchange.folder import Folder
folder = Folder(Path(sys.argv[1]), "harbor")
for number in range(1, 13):
    folder.put(Label(sys.argv[2], sys.argv[3], number, f"{number:032x}"), bytes([number]) * 200_000)
"""


def test_programs_that_write_at_once_lose_nothing_and_nobody_reads_half_a_file(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, key, DANA]) for key in (MARCUS, RENEE, RENEE)]
    running = True
    while running:
        running = any(writer.poll() is None for writer in writers)
        for one in folder.lying_for(DANA)[-3:]:
            assert _read(folder, one) in (None, bytes([one.label.number]) * 200_000)
    assert {writer.returncode for writer in writers} == {0}
    assert [one.label.number for one in folder.lying_for(DANA)] == sorted([*range(1, 13)] * 2)


def _read(folder: Folder, one: Lying) -> bytes | None:
    try:
        return folder.get(one)
    except Unfinished:  # put in the place of the same packet at that moment
        return None
