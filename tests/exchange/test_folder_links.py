"""What somebody who may write into a shared folder puts there to harm: pipes, links, devices and huge files."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.domain.errors import Trouble
from peertrain.exchange.carrier import Label
from peertrain.exchange.folder import MARK, Folder, file_name

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")

MARCUS, DANA = "a" * 32, str(uuid4())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "shared").mkdir()
    folder = Folder(tmp_path / "shared", "harbor")
    folder.begin()
    return folder


def label() -> Label:
    return Label(MARCUS, DANA, 1, uuid4().hex)


def within_ten_seconds(deed: Callable[[], object]) -> BaseException | None:
    """Return what a deed raised; fail where it is waiting still."""
    raised: list[BaseException | None] = []

    def work() -> None:
        try:
            deed()
        except BaseException as error:
            raised.append(error)
        else:
            raised.append(None)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(10)
    assert raised, "it is waiting still"
    return raised[0]


def pipe(mark: Path) -> None:
    os.mkfifo(mark)


def link_to_a_device(mark: Path) -> None:
    mark.symlink_to("/dev/zero")


def link_to_a_mark(mark: Path) -> None:
    mark.rename(mark.with_name("elsewhere"))
    mark.symlink_to(mark.with_name("elsewhere"))


def folder_of_its_name(mark: Path) -> None:
    mark.mkdir()


def huge_file(mark: Path) -> None:
    mark.touch()
    os.truncate(mark, 1 << 40)


@pytest.mark.parametrize("odd", [pipe, link_to_a_device, link_to_a_mark, folder_of_its_name, huge_file])
def test_nothing_in_the_place_of_the_mark_is_waited_for_or_believed(
    folder: Folder, odd: Callable[[Path], None]
) -> None:
    mark = folder.root / MARK
    if odd is not link_to_a_mark:
        mark.unlink()
    odd(mark)
    for deed in (lambda: folder.lying_for(DANA), lambda: folder.put(label(), b"packet")):
        assert isinstance(within_ten_seconds(deed), Trouble)


@pytest.mark.parametrize("level", [0, 1])
def test_nothing_is_written_or_swept_through_a_link_in_the_place_of_a_folder(
    folder: Folder, tmp_path: Path, level: int
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    left = elsewhere / ".peertrain-left"
    left.write_bytes(b"of somebody else")
    os.utime(left, (0, 0))
    if level:
        (folder.root / MARCUS).mkdir()
    folder.root.joinpath(*(MARCUS, DANA)[: level + 1]).symlink_to(elsewhere)
    with pytest.raises(Trouble, match="Nothing can be written"):
        folder.put(label(), b"packet")
    assert [one.name for one in elsewhere.rglob("*")] == [left.name]
    (elsewhere / file_name(label())).write_bytes(b"a packet elsewhere")
    assert folder.lying_for(DANA) == []


def test_a_link_in_the_place_of_a_packet_gives_way_to_the_packet(folder: Folder, tmp_path: Path) -> None:
    one, elsewhere = label(), tmp_path / "elsewhere"
    elsewhere.write_bytes(b"packet")
    place = folder.root / MARCUS / DANA / file_name(one)
    place.parent.mkdir(parents=True)
    place.symlink_to(elsewhere)
    folder.put(one, b"packet")
    assert [folder.get(found) for found in folder.lying_for(DANA)] == [b"packet"]
    assert elsewhere.read_bytes() == b"packet"
    assert not place.is_symlink()


def test_what_looks_left_over_and_is_no_file_is_in_nobodys_way(folder: Folder) -> None:
    beside = folder.root / MARCUS / DANA
    beside.mkdir(parents=True)
    (beside / ".peertrain-link").symlink_to("nowhere")
    (beside / ".peertrain-folder").mkdir()
    os.utime(beside / ".peertrain-folder", (0, 0))
    folder.put(label(), b"packet")
    assert len(folder.lying_for(DANA)) == 1
