"""Standing on experience hours: the cases that boards are known to ask about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peertrain.domain.hours import Activity, Engagement, HoursState, Setting
from peertrain.domain.people import Enrolment, Role
from peertrain.domain.programmes import (
    ExperienceRule,
    Programme,
    Window,
    extension_kind,
)
from peertrain.domain.standing import standing
from tests.domain.facts import (
    HOUR,
    STARTED,
    TODAY,
    attestation,
    days_ago,
    facts,
    hours,
    on,
    programme,
    reasons,
    reopened,
)


def experience(need: int = 10, **rule: object) -> Programme:
    return programme(experience=ExperienceRule(need * HOUR, **rule))  # type: ignore[arg-type]


@pytest.mark.parametrize(("last", "met"), [(45, False), (60, True)])
def test_five_hundred_hours_are_five_hundred_hours(last: int, met: bool) -> None:
    entries = [hours(f"h{day:03}", days_ago(day), 5 * HOUR) for day in range(1, 100)]
    entries += [hours("h-four", TODAY, 4 * HOUR), hours("h-last", TODAY, last)]
    found = on(experience(500), "experience", hours=tuple(entries))
    assert found.have == 499 * HOUR + last
    assert found.met is met


def test_only_approved_hours_count_and_every_other_one_says_why() -> None:
    entries = (
        hours("good"),
        hours("waits", state=HoursState.SUBMITTED),
        replace(hours("back", state=HoursState.RETURNED), reason="Which group?"),
        hours("gone", state=HoursState.WITHDRAWN),
        reopened(hours("void")),
    )
    found = on(experience(), "experience", hours=entries)
    assert [one.entry_id for one in found.counted] == ["e-good"]
    assert reasons(found) == {
        "e-waits": "It waits for the supervisor's sign-off.",
        "e-back": "The supervisor has sent it back: Which group?",
        "e-gone": "The trainee has withdrawn it.",
        "e-void": "Its approval was made void: The date was wrong.",
    }


def test_hours_of_another_trainee_count_for_nobody_else() -> None:
    toms = replace(hours("toms"), trainee_id="tom")
    found = on(experience(), "experience", hours=(toms,))
    assert (found.have, found.counted, found.not_counted) == (0, (), ())


@pytest.mark.parametrize(
    ("state", "who"), [(HoursState.SUBMITTED, Role.SUPERVISOR), (HoursState.WITHDRAWN, Role.TRAINEE)]
)
def test_the_supervisor_must_act_when_enough_hours_wait_for_sign_off(state: HoursState, who: Role) -> None:
    entries = (hours("a", minutes=9 * HOUR), hours("b", minutes=HOUR, state=state))
    found = on(experience(), "experience", hours=entries)
    assert found.who_must_act is who
    assert ("1 h wait for the supervisor." in found.sentence) is (who is Role.SUPERVISOR)


def test_the_trainee_must_act_when_less_waits_than_is_missing() -> None:
    found = on(experience(), "experience", hours=(hours("a", state=HoursState.SUBMITTED),))
    assert found.who_must_act is Role.TRAINEE
    assert found.sentence.startswith("Hours that a supervisor has signed off count. 0 min of 10 h: 10 h missing.")


def test_the_same_time_counts_once_and_the_later_entry_says_so() -> None:
    entries = (hours("first", start="09:00", minutes=120), hours("second", start="10:00", minutes=60))
    found = on(experience(), "experience", hours=entries)
    assert found.have == 120
    assert reasons(found) == {"e-second": "At this time other hours already count."}


def test_only_the_part_that_overlaps_is_left_out() -> None:
    entries = (hours("first", start="09:00", minutes=120), hours("second", start="10:00", minutes=120))
    found = on(experience(), "experience", hours=entries)
    assert [(one.entry_id, one.minutes) for one in found.counted] == [("e-first", 120), ("e-second", 60)]
    assert found.counted[1].note == "At this time other hours already count."


def test_a_short_entry_inside_a_long_one_does_not_end_it() -> None:
    entries = (
        hours("long", start="09:00", minutes=4 * HOUR),
        hours("inside", start="10:00", minutes=HOUR),
        hours("end", start="12:00", minutes=2 * HOUR),
    )
    assert on(experience(), "experience", hours=entries).have == 5 * HOUR


@pytest.mark.parametrize("turned", [False, True])
def test_which_of_two_equal_entries_counts_does_not_depend_on_their_order(turned: bool) -> None:
    entries = (hours("a", minutes=60), hours("b", minutes=60), hours("c", start="00:00"), hours("d", start="00:00"))
    found = on(experience(month_at_most=90), "experience", hours=entries[::-1] if turned else entries)
    assert [(one.entry_id, one.minutes) for one in found.counted] == [("e-a", 60), ("e-b", 30)]


def test_hours_past_midnight_overlap_with_those_of_the_next_day() -> None:
    entries = (
        hours("night", days_ago(1), start="23:00", minutes=120),
        hours("early", TODAY, start="00:30", minutes=60),
    )
    assert on(experience(), "experience", hours=entries).have == 150


def test_hours_that_touch_or_have_no_start_do_not_overlap() -> None:
    entries = (hours("a", start="09:00"), hours("b", start="10:00"), hours("c"), hours("d"))
    assert on(experience(), "experience", hours=entries).have == 240


def test_a_day_counts_for_no_more_than_a_day_however_much_was_approved_for_it() -> None:
    found = on(experience(100), "experience", hours=tuple(hours(f"h{n}", minutes=600) for n in range(4)))
    assert found.have == 24 * 60
    assert reasons(found)["e-h3"] == "A day has 24 h."


def test_nothing_counts_before_a_coordinator_records_the_approval() -> None:
    found = on(experience(after_approval=True), "experience", hours=(hours("a", minutes=10 * HOUR),))
    assert (found.have, found.who_must_act) == (0, Role.COORDINATOR)
    assert "not approved yet" in reasons(found)["e-a"]


TEXAS = ExperienceRule(250 * HOUR, after_approval=True, window=Window(6, extensions=1, extension_months=6))
APPROVED = Enrolment("p", "1", STARTED, approved_on=date(2025, 8, 31))


def test_hours_count_from_the_day_of_approval_to_the_last_day_of_the_window() -> None:
    days = [date(2025, 8, 30), date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 1)]
    entries = tuple(hours(day.isoformat(), day) for day in days)
    found = on(programme(experience=TEXAS), "experience", hours=entries, enrolment=APPROVED)
    assert [one.on for one in found.counted] == days[1:3]
    assert reasons(found) == {
        "e-2025-08-30": "It is before the approval on 31 August 2025.",
        "e-2026-03-01": "It is after the window closed on 28 February 2026.",
    }


def test_a_coordinator_can_extend_the_window_as_often_as_the_rules_allow() -> None:
    entries = (hours("late", date(2026, 8, 31)), hours("later", date(2026, 9, 1)))
    granted = (attestation(extension_kind(1)), attestation(extension_kind(2)))
    found = on(programme(experience=TEXAS), "experience", hours=entries, enrolment=APPROVED, attestations=granted)
    assert [one.entry_id for one in found.counted] == ["e-late"]


def test_only_a_coordinator_can_extend_the_window() -> None:
    own = (attestation(extension_kind(1), Role.TRAINEE),)
    entries = (hours("late", date(2026, 6, 1)),)
    found = on(programme(experience=TEXAS), "experience", hours=entries, enrolment=APPROVED, attestations=own)
    assert found.counted == ()


def test_a_window_without_approval_opens_at_the_start() -> None:
    rules = experience(window=Window(1))
    entries = (hours("before", STARTED - timedelta(1)), hours("in", STARTED), hours("after", date(2026, 2, 6)))
    assert [one.entry_id for one in on(rules, "experience", hours=entries).counted] == ["e-in"]


def test_old_service_does_not_count() -> None:
    entries = (hours("fresh", date(2024, 6, 30)), hours("stale", date(2024, 6, 29)))
    found = on(experience(fresh_years=2), "experience", hours=entries)
    assert reasons(found) == {"e-stale": "It is more than 2 years old."}


def test_excluded_activities_and_kinds_of_engagement_do_not_count() -> None:
    rules = experience(excluded_activities=(Activity.DOCUMENTATION,), engagements=(Engagement.VOLUNTEER,))
    entries = (
        hours("good"),
        hours("notes", activity=Activity.DOCUMENTATION, state=HoursState.SUBMITTED),
        hours("paid", engagement=Engagement.PAID),
    )
    found = on(rules, "experience", hours=entries)
    assert [one.entry_id for one in found.counted] == ["e-good"]
    assert reasons(found)["e-notes"] == "Documentation does not count here."


def test_a_month_gives_no_more_than_its_cap() -> None:
    entries = (
        hours("may", date(2026, 5, 31), 6 * HOUR),
        hours("june1", date(2026, 6, 1), 3 * HOUR),
        hours("june2", date(2026, 6, 2), 3 * HOUR),
        hours("june3", date(2026, 6, 3), 3 * HOUR),
    )
    found = on(experience(50, month_at_most=5 * HOUR), "experience", hours=entries)
    assert [one.minutes for one in found.counted] == [5 * HOUR, 3 * HOUR, 2 * HOUR]
    assert reasons(found) == {"e-june3": "No more than 5 h count in a month."}


def test_each_setting_has_its_own_least_amount() -> None:
    rules = experience(settings={Setting.WORKSHOP: 2 * HOUR, Setting.ONE_ON_ONE: 2 * HOUR})
    entries = (hours("w", minutes=HOUR, setting=Setting.WORKSHOP), hours("o", minutes=9 * HOUR))
    found = standing(rules, facts(hours=entries), TODAY)
    assert found.find("experience").met
    assert found.find("experience.setting.one-on-one").met
    workshop = found.find("experience.setting.workshop")
    assert (workshop.have, workshop.need, workshop.met) == (HOUR, 2 * HOUR, False)
    assert not found.ready


def test_a_split_over_domains_in_parts_of_an_hour_adds_up_exactly() -> None:
    split = {"advocacy": 50, "mentoring_education": 30, "recovery_wellness": 10}
    rules = experience(domains={"advocacy": 60, "mentoring_education": 60, "recovery_wellness": 60})
    entries = (
        hours("a", start="09:00", minutes=90, domains=split),
        hours("b", start="10:00", minutes=90, domains=split),
    )
    found = standing(rules, facts(hours=entries), TODAY)
    parts = [found.find(f"experience.domain.{domain}").have for domain in split]
    assert sum(parts) == found.find("experience").have == 150
    assert parts == [83, 50, 17]


def test_half_of_the_hours_with_people_of_the_same_experience() -> None:
    entries = (hours("same", minutes=4 * HOUR), hours("other", minutes=6 * HOUR, same_experience=False))
    found = on(experience(same_experience_per_cent=50), "experience.same", hours=entries)
    assert (found.have, found.need, found.met) == (4 * HOUR, 5 * HOUR, False)
