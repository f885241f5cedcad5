"""Send and receive: what waits to go to whom, packets made and opened, and what became of them."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.domain.hours import Hours
from peertrain.domain.people import Role
from peertrain.services import carrying, sending, taking
from peertrain.ui.everyone.exchange import ExchangePage
from peertrain.ui.everyone.exchanging import Exchanging
from peertrain.ui.everyone.not_applied import NotAppliedPage
from peertrain.ui.kit.incoming import FileDrops
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.hours import HoursPage
from peertrain.workplace.managed import Managed
from tests.exchange.computers import Agency, Computer, approve, log
from tests.office import PASSPHRASES, Office
from tests.ui.everyone.exchange_stage import at, choose, foot, save_as
from tests.ui.kit.look import clipped, nameless
from tests.ui.stage import Stage, stage_for


def test_who_waits_for_what_stands_in_words_and_at_the_foot_of_the_rail(qtbot: QtBot, agency: Agency) -> None:
    agency.marcus.send(agency.renee)
    agency.renee.send(agency.marcus)
    log(agency.marcus, agency.renee)
    log(agency.marcus, agency.renee)
    with at(qtbot, agency.marcus) as stage:
        assert "2 entries wait to be sent." in stage.words()
        assert "What you enter stays on this computer until a packet takes it to them." in stage.words()
        assert foot(stage).startswith("Entries wait to be sent to Dana and Renee.")
        assert {"Send to Renee…", "Send to Dana…"} <= set(stage.buttons())


def test_where_everybody_works_on_one_computer_nothing_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with stage_for(qtbot, Office(tmp_path), "Dana", ExchangePage) as stage:
        assert foot(stage) == ""
        assert "Everybody works on this computer, so there is nothing to send." in stage.words()


def test_a_packet_is_saved_where_the_person_says_and_whether_it_was_sent_only_its_receiver_can_tell(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    log(agency.marcus, agency.renee)
    file = tmp_path / "to-renee.ptp"
    with at(qtbot, agency.marcus) as stage:
        stage.press("Send to Renee…")
        save_as(stage, file)
        assert "Send this file to Renee by e-mail or on a stick" in stage.notice()
        assert "Saved as a file at " in stage.words()
    assert agency.renee.take(file.read_bytes()).kinds["hours logged"] == 1
    agency.renee.send(agency.marcus)
    with at(qtbot, agency.marcus) as stage:
        assert "Saved as a file" not in stage.words(), "Renee has said that it arrived"


def test_the_page_of_hours_says_what_has_still_to_be_sent_by_hand(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    with at(qtbot, agency.marcus) as stage:
        stage.go(HoursPage)
        assert "with the next packet" not in stage.words(), "nothing waits for a supervisor"
        log(agency.marcus, agency.renee)
        stage.window.page().go_stale()
        stage.settle()
        assert "Entries wait to be sent to Dana and Renee." in stage.words()
        stage.press("Send a packet")
        stage.page(ExchangePage)
        for other in (agency.dana, agency.renee):
            stage.background.do(stage.window, lambda seat, to=other: sending.make_packet(seat, to_id=to.person_id))
        stage.settle()
        stage.go(HoursPage)
        assert "with the next packet" not in stage.words()


def test_nobody_changes_places_while_one_sends_to_one_after_the_other(qtbot: QtBot, agency: Agency) -> None:
    def order(stage: Stage) -> list[str]:
        return [one for one in stage.buttons() if one.startswith("Send to ")]

    log(agency.marcus, agency.renee)
    with at(qtbot, agency.marcus) as stage:
        before = order(stage)
        assert before == ["Send to Dana…", "Send to Renee…"]
        stage.background.do(stage.window, lambda seat: sending.make_packet(seat, to_id=agency.dana.person_id))
        stage.settle()
        assert "not confirmed yet" in stage.words()
        assert order(stage) == before
        stage.go(HoursPage)
        stage.go(ExchangePage)
        assert order(stage) == before[::-1], "whoever something waits for comes first"


def test_what_could_not_be_written_does_not_count_as_sent(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    log(agency.marcus, agency.renee)
    before = agency.marcus.ask(sending.partners)
    with at(qtbot, agency.marcus) as stage:
        stage.press("Send to Renee…")
        save_as(stage, tmp_path / "no such folder" / "to-renee.ptp")
        assert stage.window.notices.isVisible()
    assert agency.marcus.ask(sending.partners) == before


def test_a_packet_says_what_is_inside_before_it_is_taken_in_and_what_became_of_it_after(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    log(agency.marcus, agency.renee)
    file = tmp_path / "from-marcus.ptp"
    file.write_bytes(agency.marcus.packet_to(agency.renee))
    with at(qtbot, agency.renee) as stage:
        stage.press("Open a packet…")
        choose(stage, file)
        stage.until(lambda: "A packet from Marcus" in stage.words())
        assert "1 entry of hours" in stage.words()
        stage.press("Take in")
        assert "Taken in from Marcus" in stage.words()
        assert "New here: 1 entry of hours" in stage.words()
        assert " came: 1 is new, " in stage.words()
        assert " in the packet = " not in stage.words()
        stage.press("Show details: The sum")
        assert " in the packet = 1 applied + " in stage.words()
        assert " + 0 held + 0 rejected." in stage.words()
        assert "A packet from them is here; one back tells them so." in stage.words()
        assert "Taken in at" in foot(stage)
        stage.press("Send Marcus the answer…")
        save_as(stage, tmp_path / "answer.ptp")
        assert agency.marcus.take((tmp_path / "answer.ptp").read_bytes()).rejected == 0
        stage.go(ExchangePage, file=file)
        stage.until(lambda: "It was taken in before" in stage.words())


def test_a_packet_for_somebody_else_says_so(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    file = tmp_path / "to-renee.ptp"
    file.write_bytes(agency.marcus.packet_to(agency.renee))
    with at(qtbot, agency.dana) as stage:
        stage.go(ExchangePage, file=file)
        stage.until(lambda: "sealed for somebody else" in stage.words())
        stage.press("Close")
        assert "sealed for somebody else" not in stage.words()


def test_an_entry_that_waits_for_an_older_one_has_a_page_that_says_what_helps(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    agency.marcus.packet_to(agency.renee, again=False)
    log(agency.marcus, agency.renee)
    agency.marcus.packet_to(agency.renee, again=False)
    log(agency.marcus, agency.renee)
    file = tmp_path / "third.ptp"
    file.write_bytes(agency.marcus.packet_to(agency.renee, again=False))
    with at(qtbot, agency.renee) as stage:
        stage.go(ExchangePage, file=file)
        stage.until(lambda: "A packet from Marcus" in stage.words())
        stage.press("Take in")
        assert "1 entry not applied: It rests on entries that have not arrived here yet." in stage.words()
        assert "that Marcus has are not here yet. Send Marcus a packet; the answer brings them." in stage.words()
        stage.press("See what was not applied")
        page = stage.page(NotAppliedPage)
        page.table.view.selectRow(0)
        stage.settle()
        words = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
        assert "It rests on entries that have not arrived here yet." in words
        assert any("send everything again" in one for one in words)
    assert foot_words(qtbot, agency.renee).startswith("1 entry waits for an older one.")


def foot_words(qtbot: QtBot, computer: Computer) -> str:
    with at(qtbot, computer) as stage:
        return foot(stage)


def test_everything_can_be_sent_again_to_somebody_who_lost_it(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    hours = log(agency.marcus, agency.renee)
    agency.marcus.send(agency.renee)
    approve(agency.renee, hours)
    agency.renee.send(agency.marcus)
    with at(qtbot, agency.marcus) as stage:
        stage.press("Show details: Send everything again")
        stage.press("Renee")
        stage.press("Send everything…")
        save_as(stage, tmp_path / "all.ptp")
    taken = agency.renee.take((tmp_path / "all.ptp").read_bytes())
    assert taken.already_here == taken.entries > 10


def test_a_file_that_is_dropped_anywhere_on_the_window_is_taken(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    with at(qtbot, agency.dana) as stage:
        dropped: list[Path] = []
        drops = FileDrops(stage.window)
        drops.dropped.connect(dropped.append)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.ptp"))])
        drop = QDropEvent(
            QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        assert drops.eventFilter(stage.window, drop)
        assert drop.isAccepted()
        assert dropped == [tmp_path / "a.ptp"]


def test_packets_go_by_themselves_through_a_folder_and_it_says_when(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    log(agency.marcus, agency.renee)
    with at(qtbot, agency.marcus) as stage:
        stage.page(ExchangePage).place.use_folder(shared)
        stage.until(lambda: str(shared) in stage.words() and stage.words().count("not yet") == 1)
        stage.until(lambda: "Entries wait" not in foot(stage))
    with at(qtbot, agency.renee) as stage:
        stage.page(ExchangePage).place.use_folder(shared)
        stage.until(lambda: "1 new entry." in foot(stage))
    assert agency.renee.ask(lambda seat: next(one.applied for one in taking.taken_before(seat))) == 1


def test_whoever_was_invited_from_a_folder_reads_its_name_where_a_folder_is_chosen(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    shared = tmp_path / "Harbor <b>exchange & more"
    shared.mkdir()
    carrying.use_folder(agency.dana.workplace, folder=shared)
    aisha = agency.invite("Aisha", Role.TRAINEE)
    with at(qtbot, aisha) as stage:
        assert "Your coordinator uses the folder “Harbor <b>exchange & more”." in stage.words()
    aisha.workplace.lock()


def test_a_folder_that_is_gone_says_so_and_can_be_left(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with at(qtbot, agency.marcus) as stage:
        stage.page(ExchangePage).place.use_folder(shared)
        stage.until(lambda: "Exchange now" in stage.buttons() and not stage.background.is_travelling())
        shutil.rmtree(shared)
        stage.press("Exchange now")
        stage.until(lambda: not stage.background.is_travelling())
        stage.settle()
        assert str(shared) in "".join(one for one in stage.words().splitlines() if "cannot" in one or "not" in one)
        stage.press("Stop using it")
        assert "Let it happen by itself" in stage.words()


def test_every_minute_what_came_is_taken_in_and_what_is_in_the_way_is_said_once(
    qtbot: QtBot, agency: Agency, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    carrying.use_folder(agency.marcus.workplace, folder=shared)
    with at(qtbot, agency.marcus) as stage:
        resting: list[bool] = []
        exchanging = Exchanging(stage.window, stage.window.context, rests=lambda: bool(resting))
        exchanging.go()
        stage.until(lambda: list(shared.rglob("*.ptp")) and not stage.background.is_travelling())
        shutil.rmtree(shared)
        for _round in range(2):
            stage.window.notices.hide()
            exchanging.go()
            stage.until(lambda: not stage.background.is_travelling())
        assert not stage.window.notices.isVisible(), "it was said the first time"
        resting.append(True)
        exchanging.go()
        assert not stage.background.is_travelling()


def test_what_waits_for_a_network_ends_when_somebody_else_is_in(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.enrol("Marcus", Role.TRAINEE)
    with stage_for(qtbot, office, "Dana", ExchangePage) as stage:
        began, go_on, said = threading.Event(), threading.Event(), list[str]()

        def work(steps: Managed) -> Done[str]:
            steps.manage(lambda here: Done(Changed.NOTHING, value=here.person_id))
            began.set()
            go_on.wait(10)
            return steps.manage(lambda here: Done(Changed.NOTHING, value=here.person_id))

        stage.background.travel(stage.window, work, lambda who: said.append(str(who)))
        stage.until(began.is_set)
        office.enter("Marcus")
        go_on.set()
        stage.until(lambda: not stage.background.is_travelling())
        assert said == []


def test_a_coordinator_lets_late_entries_of_a_lost_laptop_count(qtbot: QtBot, agency: Agency, tmp_path: Path) -> None:
    hours = log(agency.marcus, agency.renee)
    late = agency.marcus.packet_to(agency.dana)
    agency.clock.now += timedelta(minutes=1)
    new = agency.join("Marcus", agency.marcus.person_id, tmp_path / "new", lost="The laptop was stolen")
    assert agency.dana.take(late).held == 1
    with at(qtbot, agency.dana) as stage:
        page = stage.go(NotAppliedPage)
        page.table.view.selectRow(0)
        stage.settle()
        assert "Ask Marcus whether it is theirs. If it is, let it count." in stage.words()
        stage.press("Let it count…")
        dialog = next(one for one in stage.window.findChildren(QDialog) if one.isVisible())
        reason, passphrase = dialog.findChildren(QLineEdit)[:2]
        reason.setText("Marcus says that he logged it")
        passphrase.setText(PASSPHRASES["Dana"])
        next(one for one in dialog.findChildren(QPushButton) if one.text() == "Let it count").click()
        stage.settle()
        assert stage.notice() == "1 entry counts now."
    assert agency.dana.ask(lambda seat: seat.picture.find(Hours, hours)) is not None
    new.workplace.lock()


@pytest.mark.parametrize("size", [(1180, 780), (760, 680)], ids=["wide", "narrow"])
def test_everything_has_room_and_a_name_with_large_text(
    qtbot: QtBot, agency: Agency, theme: Theme, tmp_path: Path, size: tuple[int, int]
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=200)
    log(agency.marcus, agency.renee)
    agency.marcus.packet_to(agency.renee)
    log(agency.marcus, agency.renee)
    file = tmp_path / "from-marcus.ptp"
    file.write_bytes(agency.marcus.packet_to(agency.renee))
    with at(qtbot, agency.renee) as stage:
        stage.window.resize(*size)
        for where in ({}, {"file": file}):
            page = stage.go(ExchangePage, **where)
            stage.until(lambda page=page, where=where: not where or "A packet from Marcus" in stage.words())
            if not where:
                stage.press("Show details: Use a hub")
            assert nameless(stage.window) == []
            assert clipped(page) == []
            assert page.findChild(QScrollArea).horizontalScrollBar().maximum() == 0
        stage.go(NotAppliedPage)
        assert nameless(stage.window) == []
