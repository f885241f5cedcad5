"""A supervision meeting is recorded and signed on one page, and signed by the trainee on another."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from peertrain.domain.hours import Channel, Meeting, MeetingMode
from peertrain.services import meetings
from peertrain.ui.kit.theme import Scheme, Theme
from peertrain.ui.supervisor.meeting_form import MeetingForm
from peertrain.ui.supervisor.meeting_record import RecordMeetingPage
from peertrain.ui.supervisor.meetings import MeetingsPage
from peertrain.ui.trainee.meetings import MeetingsPage as TraineeMeetingsPage
from tests.office import PASSPHRASES, Office, staffed_office
from tests.services.test_meetings import draft, hold
from tests.ui.kit.look import nameless
from tests.ui.signing import answer, dialog_words
from tests.ui.stage import Stage, clipped, stage_for

TODAY = date(2026, 9, 7)
RENEE = PASSPHRASES["Renee"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


def form_of(stage: Stage) -> MeetingForm:
    stage.until(lambda: stage.page(RecordMeetingPage).form)
    form = stage.page(RecordMeetingPage).form
    assert form is not None
    return form


def fill(form: MeetingForm, **values: object) -> None:
    for name, value in values.items():
        form.form.fields[name].write(value)
        form.form.fields[name].changed.emit()


def test_a_meeting_is_recorded_signed_by_both_and_carries_its_follow_ups_on(qtbot: QtBot, office: Office) -> None:
    hold(office, draft(office, follow_ups=("Read the code of ethics", "Shadow a group")))
    office.clock.to(TODAY + timedelta(days=7))
    with stage_for(qtbot, office, "Renee", MeetingsPage) as stage:
        stage.press("Record a meeting")
        form = form_of(stage)
        fill(
            form, mode=MeetingMode.INDIVIDUAL, people=[office.ids["Marcus"]], channel=Channel.VIDEO,
            topics="Boundaries\nSelf-care", follow_ups="Call the library", minutes=90,
        )  # fmt: skip
        stage.until(lambda: "Read the code of ethics" in stage.buttons())
        stage.button("Shadow a group").click()
        stage.press("Sign the meeting")
        assert "I held this meeting of 1 h 30 min with Marcus on " in dialog_words(stage)
        answer(stage, "Sign the meeting", RENEE)
        assert stage.notice() == "Meeting of 1 h 30 min signed. Now Marcus can sign it too."
        stage.page(MeetingsPage).table.view.selectRow(0)
        stage.settle()
        assert "Waiting for Marcus to sign" in stage.words()
    assert office.ask("Marcus", meetings.my_follow_ups) == ("Read the code of ethics", "Call the library")
    with stage_for(qtbot, office, "Marcus", TraineeMeetingsPage) as stage:
        assert "Read the code of ethics" in stage.words()
        assert "At the next meeting your supervisor marks what is done." in stage.words()
        assert "I took part in this meeting of 1 h 30 min on " in stage.words()
        stage.press("Sign it")
        answer(stage, "Sign the meeting", PASSPHRASES["Marcus"])
        assert stage.notice() == "Meeting of 1 h 30 min signed."
    assert office.ask("Marcus", meetings.how_many_wait) == 1


def test_a_half_written_meeting_is_kept_when_the_page_is_left(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", MeetingsPage) as stage:
        stage.press("Record a meeting")
        fill(form_of(stage), topics="Bound")
        stage.go(MeetingsPage)
        stage.press("Record a meeting")
        assert form_of(stage).draft().topics == ("Bound",)


def test_what_is_missing_or_names_somebody_is_said_at_the_form(qtbot: QtBot, office: Office) -> None:
    with stage_for(qtbot, office, "Renee", MeetingsPage) as stage:
        stage.press("Record a meeting")
        form = form_of(stage)
        stage.press("Sign the meeting")
        assert "Please choose “Kind of meeting”." in stage.words()
        fill(
            form, mode=MeetingMode.GROUP, people=[office.ids["Marcus"]], channel=Channel.VIDEO, topics="With Keisha Brown"
        )  # fmt: skip
        stage.press("Sign the meeting")
        assert "a group has two or more" in stage.words()
        fill(form, mode=MeetingMode.INDIVIDUAL)
        stage.press("Sign the meeting")
        assert "“Keisha Brown” looks like a name." in stage.words()
        assert "Take out what may identify somebody, or say that it is not about a person you support." in stage.words()
    assert office.ask("Renee", meetings.held_ids) == []


def test_a_meeting_is_made_void_with_a_reason(qtbot: QtBot, office: Office) -> None:
    hold(office, draft(office))
    with stage_for(qtbot, office, "Renee", MeetingsPage) as stage:
        page = stage.page(MeetingsPage)
        page.table.view.selectRow(0)
        stage.settle()
        page.void(office.ask("Renee", lambda seat: meetings.held(seat, ["m1"]))["m1"], {"reason": "Wrong day."})
        answer(stage, "Make it void", RENEE)
        assert "Void: Wrong day." in stage.words()
    meeting = office.ask("Renee", lambda seat: seat.picture.find(Meeting, "m1"))
    assert meeting is not None
    assert meeting.void_reason == "Wrong day."


@pytest.mark.parametrize("text_size", [100, 200])
def test_nothing_is_clipped_and_everything_has_a_name(
    qtbot: QtBot, office: Office, theme: Theme, text_size: int
) -> None:
    theme.wear(scheme=Scheme.LIGHT, text_size=text_size)
    hold(office, draft(office, "Marcus", "Aisha"))
    with stage_for(qtbot, office, "Renee", MeetingsPage) as stage:
        stage.page(MeetingsPage).table.view.selectRow(0)
        stage.settle()
        stage.until(lambda: not clipped(stage.window.page()))
        assert nameless(stage.window.page()) == []
        stage.press("Record a meeting")
        fill(form_of(stage), people=[office.ids["Marcus"]])
        stage.settle()
        stage.until(lambda: not clipped(stage.window.page()))
        assert nameless(stage.window.page()) == []
    with stage_for(qtbot, office, "Marcus", TraineeMeetingsPage) as stage:
        stage.until(lambda: not clipped(stage.window.page()))
        assert nameless(stage.window.page()) == []
