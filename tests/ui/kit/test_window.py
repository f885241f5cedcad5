import errno
import logging
from pathlib import Path
from time import time

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import DiskFull, Refused
from peertrain.ui.kit import idle
from peertrain.ui.kit.background import Background, Progress
from peertrain.ui.kit.dialogs import confirm, sign
from peertrain.ui.kit.failures import LONG_LOG, log_to
from peertrain.ui.kit.idle import IdleWatch
from peertrain.ui.kit.keys import MOST, GoTo, Place, fitting
from peertrain.ui.kit.page import Page
from peertrain.ui.kit.preferences import Preferences, Settings
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.main_window import MainWindow
from tests.ui.kit import gallery
from tests.ui.kit.workplace import Shelf


def test_an_idle_window_warns_then_draws_the_curtain(qtbot: QtBot, window: MainWindow) -> None:
    window.idle.stop()
    window.idle = watch = IdleWatch(window, after_ms=120, warning_ms=60)
    watch.warned.connect(window.warning.count_down)
    watch.expired.connect(window.lock)
    with qtbot.waitSignals([watch.warned, window.locked], order="strict"):
        watch.start()
    assert window.curtain.isVisible()
    assert not window.page().isVisible()
    window.unlock()
    assert window.page().isVisible()


def test_whoever_wakes_a_computer_that_slept_too_long_finds_the_curtain(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Timers stand still while a computer sleeps; the clock does not."""
    watch = IdleWatch(window, after_ms=600_000)
    watch.expired.connect(window.lock)
    watch.start()
    monkeypatch.setattr(idle, "time", lambda: time() + 3600)
    watch.stay()
    assert window.curtain.isVisible()


def test_no_key_shows_anything_over_the_curtain(qtbot: QtBot, window: MainWindow) -> None:
    before = window.page()
    window.lock()
    for key, modifier in (
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Question, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        QTest.keyClick(window.windowHandle(), key, modifier)
    assert [one for one in window.findChildren(QDialog) if one.isVisible()] == []
    assert window.page() is before
    window.unlock()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert [one for one in window.findChildren(GoTo) if one.isVisible()] != []


def test_a_menu_that_is_open_closes_before_the_curtain(qtbot: QtBot, window: MainWindow) -> None:
    menu = QMenu(window)
    menu.addAction("Marcus Bell")
    menu.popup(window.pos())
    qtbot.waitUntil(menu.isVisible)
    window.lock()
    assert not menu.isVisible()


def test_long_work_that_goes_on_behind_the_curtain_shows_nothing_before_it(qtbot: QtBot, window: MainWindow) -> None:
    window.lock()
    window._background.lasting.emit(Progress("Certificate of Marcus Bell"))
    assert [one for one in window.findChildren(QDialog) if one.isVisible()] == []


def test_locking_puts_the_sight_of_a_long_deed_away_and_does_not_stop_it(qtbot: QtBot, window: MainWindow) -> None:
    progress = Progress("Issuing")
    window._background.lasting.emit(progress)
    window.lock()
    assert [one for one in window.findChildren(QDialog) if one.isVisible()] == []
    progress.report(0.5)  # raises where it was stopped
    progress.finished.emit()


def test_another_time_to_lock_takes_effect_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window._preferences.change(idle_minutes=5)
    assert window.idle._quiet.interval() == 4 * 60_000
    assert window.idle._quiet.remainingTime() <= 5 * 60_000
    window._preferences.change(idle_minutes=30, private_minutes=1)
    assert window.idle._quiet.remainingTime() > 20 * 60_000
    assert window.privacy.idle._quiet.remainingTime() <= 70_000
    window.idle.stop()
    window._preferences.change(idle_minutes=10)
    assert not window.idle._quiet.isActive(), "nothing is watched that was not"


def test_a_window_that_was_told_another_time_locks_then(qtbot: QtBot, window: MainWindow) -> None:
    watch = IdleWatch(window, after_ms=600_000)
    watch.start()
    with qtbot.waitSignal(watch.expired, timeout=10_000):
        watch.expire_after(50)


def test_that_the_disk_is_full_stands_in_the_window_until_a_deed_is_done(qtbot: QtBot, window: MainWindow) -> None:
    full = DiskFull("The disk is full. Nothing was saved.", "Make room.")

    def fails(_shelf: Shelf) -> Done[None]:
        raise full

    window._background.do(window, fails)
    qtbot.waitUntil(window.full_disk.isVisible)
    assert window.full_disk.accessibleName().startswith("The disk is full. Nothing new can be saved")
    window._background.ask(window, lambda shelf: len(shelf.notes), lambda _count: None)
    qtbot.waitUntil(lambda: not window._background.is_busy())
    assert window.full_disk.isVisible(), "reading goes on, and says nothing of room"
    window._background.do(window, lambda _shelf: Done(Changed.NOTHING))
    qtbot.waitUntil(lambda: not window.full_disk.isVisible())


def test_a_full_stick_to_which_a_paper_is_saved_is_no_full_disk(qtbot: QtBot, window: MainWindow) -> None:
    def save(_progress: Progress) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    window._background.render(window, save, lambda _none: None)
    qtbot.waitUntil(lambda: not window._background.is_busy())
    assert "disk is full" in window.notices.sentence().text()
    assert not window.full_disk.isVisible()


def test_a_key_keeps_the_window_open(qtbot: QtBot, window: MainWindow) -> None:
    watch = IdleWatch(window, after_ms=300, warning_ms=200)
    locked: list[int] = []
    watch.expired.connect(lambda: locked.append(1))
    watch.watch(window.windowHandle())
    watch.start()
    with qtbot.waitSignal(watch.warned):
        pass
    with qtbot.waitSignal(watch.stayed):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    qtbot.wait(80)
    assert locked == []


def test_locking_closes_dialogs_and_keeps_drafts(qtbot: QtBot, window: MainWindow) -> None:
    window.go(gallery.Log)
    page = window.page()
    page.form.fill({"what": "Half a sentence"})  # type: ignore[attr-defined]
    dialog = confirm(window, title="Sure?", sentence="It cannot be taken back.", yes="Do it", then=lambda: None)
    window.lock()
    assert not dialog.isVisible()
    assert not page.isVisible()
    window.unlock()
    assert page.form.values()["what"] == "Half a sentence"  # type: ignore[attr-defined]


def test_several_roles_can_be_switched_and_one_shows_no_choice(
    qtbot: QtBot, window: MainWindow, background: Background, tmp_path: Path
) -> None:
    assert window.header.roles.isVisible()
    window.header.role_chosen.emit(1)
    assert isinstance(window.page(), gallery.Desk)
    assert len(window.rail.buttons()) == 1
    single = MainWindow(
        background, who=None, name="A", roles=window._roles[:1], preferences=Preferences.in_folder(tmp_path / "b")
    )
    qtbot.addWidget(single)
    single.show()
    assert not single.header.roles.isVisible()


def test_the_page_last_looked_at_comes_back(
    qtbot: QtBot, window: MainWindow, background: Background, tmp_path: Path
) -> None:
    window.go(gallery.Lesson)
    again = gallery.window(background, tmp_path)
    qtbot.addWidget(again)
    assert isinstance(again.page(), gallery.Lesson)


def test_the_rail_folds_to_icons_where_it_is_narrow_and_keeps_its_names(qtbot: QtBot, window: MainWindow) -> None:
    assert window.rail.buttons()[1].text().strip() == "The picture"
    window.resize(700, 600)
    qtbot.wait(10)
    narrow = window.rail.buttons()[1]
    assert (narrow.text(), narrow.accessibleName()) == ("", "The picture")


def test_ctrl_k_finds_a_page_by_part_of_its_name(qtbot: QtBot, window: MainWindow) -> None:
    window._open_go_to()
    (box,) = window.findChildren(GoTo)
    box.add_named([Place("Jordan Whitfield", "Trainee", lambda: None)])
    qtbot.keyClicks(box.typed, "jordan")
    assert len(box.found.findings()) == 1
    box.typed.setText("les")
    qtbot.keyClick(box.typed, Qt.Key.Key_Return)
    assert isinstance(window.page(), gallery.Lesson)


def test_the_likeliest_name_stands_first_whatever_its_capitals_and_accents() -> None:
    names = ["A plan at night", "The planning", "Plan", "Renée Okafor", "Plan B", "Replanted"]
    places = [*(Place(name, "", lambda: None) for name in names), Place("Dana", "", lambda: None, known_as="Plansky")]
    found = [place.name for place in fitting(places, " plan ")]
    assert found == ["Plan", "Plan B", "A plan at night", "The planning", "Replanted", "Dana"]
    assert [place.name for place in fitting(places, "RENEE")] == ["Renée Okafor"]
    assert [place.name for place in fitting(places, "night plan")] == ["A plan at night"]
    assert len(fitting(places, "")) == len(places)


def test_names_are_found_once_something_is_typed_and_what_comes_last_stays_last(qtbot: QtBot) -> None:
    went, parent = list[str](), QWidget()
    box = GoTo(
        parent,
        [Place("Home", "Page", lambda: went.append("home"))],
        lambda typed: [Place(f"Search {typed}", "", lambda: went.append(typed))] if typed else [],
    )
    qtbot.addWidget(parent)
    box.add_named([Place(f"Name {number}", "Person", lambda: None) for number in range(100)])
    assert len(box.found.findings()) == 1
    box.typed.setText("name")
    assert len(box.found.findings()) == MOST + 1
    qtbot.keyClick(box.typed, Qt.Key.Key_Up)
    qtbot.keyClick(box.typed, Qt.Key.Key_Return)
    assert went == ["name"]


@pytest.mark.parametrize("size", [100, 200])
def test_the_box_of_names_is_never_wider_than_the_window_and_never_scrolls_sideways(
    qtbot: QtBot, window: MainWindow, theme: Theme, size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=size)
    window.resize(760, 600)
    window._open_go_to()
    (box,) = window.findChildren(GoTo)
    box.add_named([Place("A long name " * 20, "Lesson · A module of many words", lambda: None)])
    box.typed.setText("long name")
    qtbot.waitUntil(box.found.isVisible)
    assert box.width() <= window.width()
    assert box.height() <= window.height()
    assert box.found.visualRect(box.found.currentIndex()).width() <= box.found.viewport().width()
    assert box.found.visualRect(box.found.currentIndex()).height() > 3 * box.found.fontMetrics().height()


def test_the_question_mark_lists_the_keys_but_not_while_typing(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.keyClick(window, "?")
    qtbot.waitUntil(lambda: len(window.findChildren(QDialog)) == 1)
    window.findChildren(QDialog)[0].close()
    qtbot.wait(10)
    window.go(gallery.Log)
    edit = window.page().findChild(QLineEdit)
    assert edit is not None
    edit.setFocus()
    qtbot.keyClick(edit, "?")
    assert edit.text().endswith("?")
    assert window.findChildren(QDialog) == []


def test_signing_stays_open_until_the_passphrase_is_right(qtbot: QtBot, background: Background) -> None:
    def approve(_shelf: Shelf, passphrase: str) -> Done[str]:
        if passphrase != "correct horse":
            raise Refused("That is not your passphrase. Try again.")
        return Done(Changed.HOURS, "Approved.", "entry-1")

    parent, made = QLineEdit(), list[str | None]()
    qtbot.addWidget(parent)
    dialog = sign(parent, background, what="You approve 2 h.", yes="Approve", deed=approve, then=made.append)
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    qtbot.keyClicks(edit, "wrong")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not your passphrase" in edit.accessibleDescription())
    assert dialog.isVisible()
    edit.clear()
    qtbot.keyClicks(edit, "correct horse")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made == ["entry-1"])


def test_preferences_are_kept_and_a_damaged_file_means_the_defaults(tmp_path: Path) -> None:
    preferences = Preferences.in_folder(tmp_path)
    preferences.change(scheme=Scheme.DARK, text_size=150, window="AdnQ")
    assert Preferences.in_folder(tmp_path).settings == preferences.settings
    file = tmp_path / "preferences.json"
    assert list(tmp_path.iterdir()) == [file]
    file.write_text('{"scheme": "pink", "text_size": "big", "window": [900, 700], "rail_collapsed": true, "new": 1}')
    assert Preferences.in_folder(tmp_path).settings == Settings(rail_collapsed=True)
    file.write_text("{")
    assert Preferences.in_folder(tmp_path).settings == Settings()


def test_the_log_goes_to_the_file_given(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "peertrain.log"
    log_to(file)
    try:
        logging.getLogger("peertrain.ui").info("started")
        assert "started" in file.read_text(encoding="utf-8")
    finally:
        for handler in list(logging.getLogger("peertrain").handlers):
            logging.getLogger("peertrain").removeHandler(handler)
            handler.close()


def test_a_long_log_makes_room_at_the_next_start_and_is_kept_once(tmp_path: Path) -> None:
    file = tmp_path / "peertrain.log"
    file.write_text("x" * (LONG_LOG + 1), encoding="utf-8")
    log_to(file)
    logger = logging.getLogger("peertrain")
    handler = logger.handlers[-1]
    logger.info("new")
    logger.removeHandler(handler)
    handler.close()
    assert file.read_text(encoding="utf-8").endswith("new\n")
    assert (tmp_path / "peertrain.log.1").stat().st_size == LONG_LOG + 1


def test_a_bug_on_the_main_thread_reaches_the_notice_bar(qtbot: QtBot, window: MainWindow) -> None:
    window.context.background.fail(ZeroDivisionError("division"))
    assert "should not have" in window.notices.sentence().text()
    assert window.notices.isVisible()
    assert isinstance(window, QObject)


class _Inside(gallery.Home):
    in_rail = False

    @staticmethod
    def under() -> type[Page]:
        return gallery.Log


def test_a_page_that_another_one_opens_is_marked_under_the_one_to_which_it_belongs(window: MainWindow) -> None:
    window.go(gallery.Home)
    window.go(_Inside)
    assert [one._title for one in window.rail.buttons() if one.isChecked()] == [gallery.Log.title()]
