"""Drafts of hours, what a day can hold, totals, and exactly what is shown for signing."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.errors import Refused
from peertrain.domain.hours import (
    Activity,
    Channel,
    Engagement,
    Event,
    Hours,
    HoursState,
    Meeting,
    MeetingMode,
    Service,
    Setting,
)
from peertrain.domain.hours_log import HoursDraft, check_fits, check_over, completed, correcting, overlap, totals
from peertrain.domain.hours_words import shown_sha256, shown_to_sign, state_in_words, time_in_words
from peertrain.domain.supervision import open_follow_ups

DAY = date(2026, 11, 3)
AT = datetime(2026, 11, 3, 18, 0, tzinfo=UTC)


def service(minutes: int = 60, **changes: object) -> Service:
    plain = Service(
        DAY, minutes, Setting.RECOVERY_GROUP, Activity.DIRECT, Channel.IN_PERSON, Engagement.VOLUNTEER,
        {"advocacy": minutes}, "Harbor House", "renee",
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def hours(said: Service, state: HoursState = HoursState.SUBMITTED, **changes: object) -> Hours:
    event = Event("sent", AT, "marcus", "", "e1")
    plain = Hours("h1", "marcus", "renee", said.on, said.minutes, state, 1, said, "e1", AT, events=(event,))
    return replace(plain, **changes)  # type: ignore[arg-type]


times = st.builds(
    lambda day, quarter, minutes: service(
        minutes, on=DAY + timedelta(days=day), start=f"{quarter // 4:02}:{15 * (quarter % 4):02}"
    ),
    st.integers(0, 2), st.integers(0, 95), st.integers(1, 96).map(lambda quarters: 15 * quarters),
)  # fmt: skip


def minutes_of(one: Service) -> set[int]:
    begins = one.on.toordinal() * 1440 + int(one.start[:2]) * 60 + int(one.start[3:])
    return set(range(begins, begins + one.minutes))


@settings(max_examples=100, deadline=None)
@given(times, times)
def test_two_services_overlap_when_they_share_a_minute_also_after_midnight(one: Service, other: Service) -> None:
    assert overlap(one, other) == overlap(other, one) == bool(minutes_of(one) & minutes_of(other))


def test_services_that_follow_each_other_do_not_overlap() -> None:
    check_fits(service(60, start="10:00"), [service(60, start="11:00"), service(60, start="09:00")], long_day=False)


def test_an_overlap_is_refused_and_names_the_other() -> None:
    with pytest.raises(Refused, match="You already logged 2 h at 10:00 on Tuesday 3 November 2026"):
        check_fits(service(60, start="11:30"), [service(120, start="10:00")], long_day=True)


def test_a_day_of_more_than_twelve_hours_is_asked_about_and_one_of_more_than_a_day_refused() -> None:
    eleven = service(11 * 60)
    check_fits(service(60), [eleven], long_day=False)
    with pytest.raises(Refused, match="has 13 h"):
        check_fits(service(120), [eleven], long_day=False)
    check_fits(service(120), [eleven], long_day=True)
    with pytest.raises(Refused, match="A day has 24 h"):
        check_fits(service(14 * 60), [eleven], long_day=True)


@settings(max_examples=60, deadline=None)
@given(times, st.integers(0, 4 * 1440))
def test_hours_can_be_sent_from_the_minute_on_in_which_they_end(one: Service, minute: int) -> None:
    now = datetime.combine(DAY, datetime.min.time()) + timedelta(minutes=minute)
    past = now.toordinal() * 1440 + now.hour * 60 + now.minute
    if max(minutes_of(one)) < past:
        check_over(one, now)
    else:
        with pytest.raises(Refused, match="still to come"):
            check_over(one, now)


def test_hours_without_a_start_have_to_fit_into_the_day_so_far() -> None:
    noon = datetime.combine(DAY, time(12))
    check_over(service(12 * 60), noon)
    check_over(service(24 * 60, on=DAY - timedelta(days=1)), noon)
    with pytest.raises(Refused, match="Today has not had 12 h 15 min yet: it is 12:00"):
        check_over(service(12 * 60 + 15), noon)


def test_hours_of_another_day_do_not_make_this_day_long() -> None:
    check_fits(service(8 * 60), [service(8 * 60, on=DAY - timedelta(days=1))], long_day=False)


def test_a_half_filled_draft_says_what_is_missing_and_a_full_one_becomes_what_it_says() -> None:
    said = service(90, start="10:00", note="Grounding.")
    full = correcting(hours(said))
    assert completed(full, DAY) == said
    for name, words in {
        "on": "which day", "setting": "Choose the setting", "activity": "spent on", "channel": "how you met",
        "engagement": "paid or volunteer",
    }.items():  # fmt: skip
        with pytest.raises(Refused, match=words):
            completed(replace(full, **{name: None}), DAY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Choose the supervisor"):
        completed(replace(full, supervisor_id=""), DAY)
    with pytest.raises(Refused, match="in the future"):
        completed(full, DAY - timedelta(days=1))
    with pytest.raises(Refused, match="more than 20 years ago"):
        completed(replace(full, on=DAY.replace(year=1926)), DAY)


def test_an_empty_draft_is_a_draft() -> None:
    with pytest.raises(Refused):
        completed(HoursDraft("h1"), DAY)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.sampled_from(HoursState), st.sampled_from(Setting)), max_size=12))
def test_totals_add_up_in_every_way_of_adding(log: list[tuple[int, HoursState, Setting]]) -> None:
    made = [hours(service(15 * quarters, setting=setting), state) for quarters, state, setting in log]
    found = totals(made)
    good = [one.minutes for one in made if one.state in {HoursState.APPROVED, HoursState.SUBMITTED}]
    assert sum(found.by_state.values()) == sum(one.minutes for one in made)
    for split in (found.by_setting, found.by_domain, found.by_month):
        assert sum(split.values()) == sum(good)


OTHER = {
    "on": DAY - timedelta(days=1), "minutes": 45, "setting": Setting.WORKSHOP, "activity": Activity.OUTREACH,
    "channel": Channel.VIDEO, "engagement": Engagement.PAID, "domains": {"harm_reduction": 60}, "site": "Elsewhere",
    "start": "10:00", "same_experience": False, "note": "Other.",
}  # fmt: skip


@pytest.mark.parametrize("name", [one.name for one in fields(Service) if one.name != "supervisor_id"])
def test_whatever_differs_in_an_entry_differs_on_the_screen_and_in_its_hash(name: str) -> None:
    one = hours(service(60))
    said = replace(one.service, **{name: OTHER[name]})
    other = replace(one, service=said, on=said.on, minutes=said.minutes)
    shown, changed = shown_to_sign(one, "Marcus"), shown_to_sign(other, "Marcus")
    assert shown != changed
    assert shown_sha256(one, shown) != shown_sha256(other, changed)


def test_the_sentence_to_sign_names_the_amount() -> None:
    shown = shown_to_sign(hours(service(750)), "Marcus")
    assert shown["You sign"] == "I supervised these 12 h 30 min and they are true as written."


def test_time_and_state_are_said_as_people_say_them() -> None:
    assert time_in_words(service(90, start="23:30")) == "1 h 30 min, 23:30 to 01:00"
    assert state_in_words(hours(service()), "Renee", date(2026, 11, 5)) == "Waiting for Renee since Tuesday"


def meeting(
    id: str, on: date, *, follow_ups: tuple[str, ...] = (), settled: tuple[str, ...] = (), void: str = ""
) -> Meeting:
    return Meeting(
        id, "renee", ("marcus",), on, 60, MeetingMode.INDIVIDUAL, Channel.IN_PERSON, ("Boundaries",), {}, follow_ups,
        "", id, AT, void_reason=void, settled=settled,
    )  # fmt: skip


def test_follow_ups_stay_open_until_a_later_meeting_settles_them() -> None:
    first = meeting("1", DAY, follow_ups=("Read the code of ethics", "Shadow a group"))
    second = meeting("2", DAY + timedelta(days=7), follow_ups=("Call the library",), settled=("Shadow a group",))
    assert open_follow_ups([second, first]) == ("Read the code of ethics", "Call the library")
    assert open_follow_ups([first, replace(second, void_reason="Wrong day")]) == first.follow_ups
