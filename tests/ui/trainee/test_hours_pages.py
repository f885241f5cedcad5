"""A trainee logs, sends, corrects and withdraws hours on real pages over a real office."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from peertrain.domain.hours import Activity, Channel, Engagement, HoursState, Setting
from peertrain.domain.hours_log import HoursDraft
from peertrain.services import hours, signoff
from peertrain.ui.kit.icons import Sign
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.trainee.hours import HoursPage
from peertrain.ui.trainee.hours_form import HoursForm
from peertrain.ui.trainee.hours_log import LogHoursPage
from tests.office import Office, staffed_office
from tests.services.test_hours import draft, found, give_back, send
from tests.ui.kit.look import nameless
from tests.ui.signing import answer
from tests.ui.stage import Stage, clipped, stage_for

TODAY = date(2026, 9, 7)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


@pytest.fixture
def open_hours(qtbot: QtBot, office: Office) -> Iterator[Callable[[], Stage]]:
    stages = []

    def enter() -> Stage:
        stage = stage_for(qtbot, office, "Marcus", HoursPage)
        stages.append(stage)
        return stage.__enter__()

    yield enter
    for stage in stages:
        stage.__exit__(None, None, None)


def form_of(stage: Stage) -> HoursForm:
    stage.until(lambda: stage.page(LogHoursPage).form)
    form = stage.page(LogHoursPage).form
    assert form is not None
    return form


def fill(form: HoursForm, **values: object) -> None:
    """Put values into the form as a person's typing does."""
    for name, value in values.items():
        form.form.fields[name].write(value)
        form.form.fields[name].changed.emit()
        form.form.fields[name].left.emit()


def fill_everything(form: HoursForm, office: Office) -> None:
    fill(
        form, on=TODAY - timedelta(days=1), start="18:00", until="7:30 pm", setting=Setting.RECOVERY_GROUP, activity=Activity.DIRECT,
        channel=Channel.IN_PERSON, site="Harbor House", supervisor=office.ids["Renee"],
        engagement=Engagement.VOLUNTEER, domains={"recovery_wellness": 90}, note="Co-led the evening group.",
    )  # fmt: skip


def test_an_empty_log_says_what_to_do(open_hours: Callable[[], Stage]) -> None:
    stage = open_hours()
    page = stage.page(HoursPage)
    assert "No hours here yet" in stage.words()
    assert not [part for part in (page.table.filter, page.filters, page.details) if part.isVisible()]
    sign, sentence = (
        page.table.findChild(Sign),
        next(
            one for one in page.findChildren(QLabel) if one.isVisible() and one.text().startswith("No hours here yet")
        ),
    )
    assert sign is not None
    apart = sentence.mapTo(page, QPoint(0, 0)).y() - sign.mapTo(page, QPoint(0, sign.height())).y()
    assert 0 <= apart < 24


def test_hours_are_logged_and_sent(open_hours: Callable[[], Stage], office: Office) -> None:
    stage = open_hours()
    stage.press("Log hours")
    form = form_of(stage)
    fill_everything(form, office)
    assert form.draft().minutes == 90
    stage.press("Send for sign-off")
    assert stage.notice() == "Sent 1 h 30 min to Renee for sign-off."
    stage.page(HoursPage)
    (id,) = office.ask("Marcus", hours.log_ids)
    said = found(office, id).service
    assert (said.start, said.setting, dict(said.domains)) == (
        "18:00",
        Setting.RECOVERY_GROUP,
        {"recovery_wellness": 90},
    )
    assert office.ask("Marcus", hours.drafts) == []


def test_what_is_typed_is_kept_when_the_page_is_left(open_hours: Callable[[], Stage], office: Office) -> None:
    stage = open_hours()
    stage.press("Log hours")
    fill(form_of(stage), site="Harbor House", note="Half a sentence")
    stage.go(HoursPage)
    (kept,) = office.ask("Marcus", hours.drafts)
    assert (kept.site, kept.note) == ("Harbor House", "Half a sentence")
    assert "1 draft" in stage.words()
    stage.press("Go on with Monday 7 September 2026, 0 min, no setting yet, Harbor House")
    assert form_of(stage).draft() == kept


def test_a_draft_that_is_thrown_away_can_be_taken_back(open_hours: Callable[[], Stage], office: Office) -> None:
    office.do("Marcus", lambda seat: hours.keep_draft(seat, draft=draft(office)))
    stage = open_hours()
    stage.go(LogHoursPage, draft_id="h1")
    form_of(stage)
    stage.press("Throw away")
    assert office.ask("Marcus", hours.drafts) == []
    stage.window.notices._button.click()
    stage.settle()
    assert [one.id for one in office.ask("Marcus", hours.drafts)] == ["h1"]


def test_the_drafts_of_a_month_are_sent_together(open_hours: Callable[[], Stage], office: Office) -> None:
    for n in range(3):
        one = replace(draft(office, f"h{n}"), on=TODAY - timedelta(days=n))
        office.do("Marcus", lambda seat, one=one: hours.keep_draft(seat, draft=one))  # type: ignore[misc]
    office.do("Marcus", lambda seat: hours.keep_draft(seat, draft=HoursDraft("half", on=TODAY)))
    stage = open_hours()
    stage.press("Send the 3 entries of September 2026: 4 h 30 min")
    assert len(office.ask("Marcus", hours.log_ids)) == 3
    assert [one.id for one in office.ask("Marcus", hours.drafts)] == ["half"]


def test_a_name_in_the_note_is_warned_of_and_answered_for(open_hours: Callable[[], Stage], office: Office) -> None:
    stage = open_hours()
    stage.press("Log hours")
    form = form_of(stage)
    fill_everything(form, office)
    fill(form, note="Lunch with Keisha.")
    stage.until(lambda: "“Keisha” looks like a name. Write “a peer” or “a group member” instead." in stage.words())
    stage.press("Send for sign-off")
    assert office.ask("Marcus", hours.log_ids) == []
    (tick,) = [one for one in form.guard.findChildren(QCheckBox) if one.isVisible()]
    stage.until(lambda: tick.visibleRegion().boundingRect() == tick.rect())
    assert "Take out what may identify somebody, or say that it is not about a person you support." in stage.words()
    tick.click()
    stage.press("Send for sign-off")
    assert len(office.ask("Marcus", hours.log_ids)) == 1


def test_a_name_in_the_site_is_warned_of_beside_the_note(open_hours: Callable[[], Stage], office: Office) -> None:
    stage = open_hours()
    stage.press("Log hours")
    form = form_of(stage)
    fill_everything(form, office)
    fill(form, site="home of Tyler Jones", note="Breakfast with Tyler.")
    stage.until(lambda: "“Tyler Jones” looks like a name." in stage.words())
    assert "“Tyler” looks like a name." in stage.words()
    stage.press("Send for sign-off")
    assert office.ask("Marcus", hours.log_ids) == []
    fill(form, site="home of a peer", note="Breakfast.")
    stage.until(form.guard.isHidden)


def test_a_long_day_is_asked_about_in_the_form(open_hours: Callable[[], Stage], office: Office) -> None:
    send(office, draft(office, minutes=10 * 60))
    stage = open_hours()
    stage.press("Log hours")
    form = form_of(stage)
    fill_everything(form, office)
    fill(form, on=TODAY, start="", until="", minutes=3 * 60, domains={"advocacy": 180})
    stage.page(LogHoursPage).keep()
    stage.settle()
    assert form.form.fields["long_day"].isVisible()
    stage.press("Send for sign-off")
    assert "has 13 h" in stage.words()
    fill(form, long_day=True)
    stage.press("Send for sign-off")
    assert len(office.ask("Marcus", hours.log_ids)) == 2


def test_what_came_back_is_corrected_with_the_reason_in_view(open_hours: Callable[[], Stage], office: Office) -> None:
    send(office, draft(office))
    give_back(office, reason="Please choose the setting that fits.")
    stage = open_hours()
    assert "“Please choose the setting that fits.”" in stage.words()
    stage.press("Correct it")
    form = form_of(stage)
    assert "Renee sent it back: Please choose the setting that fits." in stage.words()
    fill(form, setting=Setting.WORKSHOP)
    stage.press("Send for sign-off")
    assert (found(office).state, found(office).version) == (HoursState.SUBMITTED, 2)
    assert "sent it back." not in stage.words()


def test_the_details_tell_the_history_and_hours_are_withdrawn_after_a_question(
    open_hours: Callable[[], Stage], office: Office
) -> None:
    send(office, draft(office))
    stage = open_hours()
    page = stage.page(HoursPage)
    page.table.view.selectRow(0)
    stage.settle()
    assert "Waiting for Renee since today" in stage.words()
    assert "Sent by Marcus" in stage.words()
    stage.press("Withdraw")
    answer(stage, "Withdraw it")
    assert found(office).state is HoursState.WITHDRAWN
    assert "Withdrawn" in stage.words()


def test_the_log_is_filtered_by_state_and_month(open_hours: Callable[[], Stage], office: Office) -> None:
    send(office, draft(office, "h1"), draft(office, "h2", on=date(2026, 8, 30)))
    give_back(office, "h2")
    stage = open_hours()
    page = stage.page(HoursPage)
    for combo, key, ids in [(page.states, HoursState.RETURNED, ["h2"]), (page.states, None, ["h1", "h2"])]:
        combo.choose(key)
        combo.chosen.emit(key)
        stage.settle()
        assert [page.table.model.id_at(row) for row in range(page.table.model.rowCount())] == ids
    assert office.ask("Renee", signoff.waiting) == ["h1"]


def test_hours_are_logged_with_the_keyboard(open_hours: Callable[[], Stage], office: Office, qtbot: QtBot) -> None:
    stage = open_hours()
    qtbot.keyClick(stage.page(HoursPage), Qt.Key.Key_N)
    stage.settle()
    fill_everything(form_of(stage), office)
    qtbot.keyClick(stage.page(LogHoursPage), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.settle()
    assert len(office.ask("Marcus", hours.log_ids)) == 1


def test_tab_leads_from_the_note_to_the_buttons_below_it(
    open_hours: Callable[[], Stage], office: Office, qtbot: QtBot
) -> None:
    stage = open_hours()
    stage.window.activateWindow()
    stage.press("Log hours")
    form = form_of(stage)
    assert focus() is form.form.fields["on"].focus_on
    form.form.fields["note"].focus_on.setFocus()
    for words in ("Send for sign-off", "Keep for later", "Throw away"):
        qtbot.keyClick(focus(), Qt.Key.Key_Tab)
        assert focus().property("text") == words


def test_from_and_until_give_the_time_once_both_are_typed(open_hours: Callable[[], Stage], qtbot: QtBot) -> None:
    stage = open_hours()
    stage.window.activateWindow()
    stage.press("Log hours")
    form = form_of(stage)
    one = form.form.fields
    one["start"].focus_on.setFocus()
    qtbot.keyClicks(focus(), "12:00")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    qtbot.keyClicks(focus(), "13:30")
    qtbot.keyClick(focus(), Qt.Key.Key_Tab)
    assert one["minutes"].read() == 90
    start = one["start"].focus_on
    start.setFocus()
    qtbot.keyClick(start, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(start, "25:99")
    assert one["minutes"].read() == 90
    qtbot.keyClick(start, Qt.Key.Key_Tab)
    assert one["minutes"].read() == 90
    assert one["start"].wrong_label().text() == "Type a time of day, such as 9:30 or 2 pm."


def test_a_log_of_which_nothing_fits_the_choice_says_so_and_shows_everything_at_one_press(
    open_hours: Callable[[], Stage], office: Office
) -> None:
    send(office, draft(office, "h1"))
    stage = open_hours()
    page = stage.page(HoursPage)
    page.states.choose(HoursState.RETURNED)
    page.states.chosen.emit(HoursState.RETURNED)
    stage.settle()
    assert "Nothing here fits what is chosen above." in stage.words()
    assert "No hours here yet" not in stage.words()
    assert not page.details.isVisible()
    stage.press("Show everything")
    assert page.table.model.rowCount() == 1
    assert page.states.value() is None
    assert "Nothing here fits" not in stage.words()


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.mark.parametrize("text_size", [100, 200])
def test_nothing_is_clipped_and_everything_has_a_name(
    open_hours: Callable[[], Stage], office: Office, theme: Theme, text_size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
    send(office, draft(office, "h1"), draft(office, "h2", on=date(2026, 8, 30)))
    give_back(office, "h2")
    office.do("Marcus", lambda seat: hours.keep_draft(seat, draft=draft(office, "h3", on=date(2026, 9, 1))))
    stage = open_hours()
    stage.page(HoursPage).table.view.selectRow(0)
    stage.settle()
    stage.until(lambda: not clipped(stage.window.page()))
    assert nameless(stage.window.page()) == []
    stage.go(LogHoursPage, draft_id="h3")
    form_of(stage)
    stage.settle()
    stage.until(lambda: not clipped(stage.window.page()))
    assert nameless(stage.window.page()) == []
