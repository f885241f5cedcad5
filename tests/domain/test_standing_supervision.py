"""Standing on supervision: which meetings count, and how often they have to be held."""

from dataclasses import replace
from datetime import date

import pytest

from peertrain.domain.hours import MeetingMode
from peertrain.domain.people import Role
from peertrain.domain.programmes import (
    ExperienceRule,
    Frequency,
    Period,
    Programme,
    SupervisionRule,
    gap_kind,
)
from peertrain.domain.standing import standing
from tests.domain.facts import (
    HOUR,
    TODAY,
    attestation,
    days_ago,
    facts,
    hours,
    meeting,
    on,
    programme,
    reasons,
)


def supervision(need: float = 0, **rule: object) -> Programme:
    return programme(supervision=SupervisionRule(int(need * HOUR), **rule))  # type: ignore[arg-type]


@pytest.mark.parametrize(("last", "met"), [(45, False), (60, True)])
def test_twenty_four_hours_and_three_quarters_are_not_twenty_five(last: int, met: bool) -> None:
    meetings = [meeting(f"m{day:02}", days_ago(day)) for day in range(1, 25)]
    found = on(supervision(25), "supervision", meetings=(*meetings, meeting("last", minutes=last)))
    assert (found.have, found.met) == (24 * HOUR + last, met)


def test_a_meeting_counts_once_the_trainee_has_signed_it() -> None:
    found = on(supervision(1), "supervision", meetings=(meeting("m", confirmed_by=()),))
    assert (found.have, found.who_must_act) == (0, Role.TRAINEE)
    assert reasons(found) == {"e-m": "It waits for the trainee's own signature."}


def test_a_group_meeting_counts_for_those_who_have_signed_it() -> None:
    group = meeting("g", mode=MeetingMode.GROUP, confirmed_by=("tom",))
    assert on(supervision(1), "supervision", meetings=(group,)).have == 0
    assert on(supervision(1), "supervision", meetings=(replace(group, confirmed_by=("tess", "tom")),)).have == 60


def test_a_void_meeting_does_not_count() -> None:
    found = on(supervision(1), "supervision", meetings=(meeting("m", void_reason="Wrong day."),))
    assert reasons(found) == {"e-m": "The supervisor has made it void: Wrong day."}
    assert found.who_must_act is Role.SUPERVISOR


def test_group_supervision_counts_up_to_its_cap_and_individual_is_needed_besides() -> None:
    rules = supervision(6, individual_minutes=4 * HOUR, group_at_most=2 * HOUR)
    meetings = (
        meeting("g1", days_ago(9), 90, MeetingMode.GROUP),
        meeting("g2", days_ago(8), 90, MeetingMode.GROUP),
        meeting("g3", days_ago(7), 90, MeetingMode.GROUP),
        meeting("i1", days_ago(6), 3 * HOUR),
        meeting("o1", days_ago(5), HOUR, MeetingMode.LIVE_OBSERVATION),
    )
    found = standing(rules, facts(meetings=meetings), TODAY)
    total = found.find("supervision")
    assert [(one.minutes, bool(one.note)) for one in total.counted[:2]] == [(90, False), (30, True)]
    assert reasons(total) == {"e-g3": "No more than 2 h of group supervision counts."}
    assert total.have == found.find("supervision.individual").have + 2 * HOUR == 6 * HOUR
    assert found.ready


def test_a_group_that_is_too_large_does_not_count() -> None:
    crowd = ("tess", *(f"t{number}" for number in range(8)))
    large = meeting("g", mode=MeetingMode.GROUP, trainee_ids=crowd, confirmed_by=crowd)
    found = on(supervision(1, group_size_at_most=8), "supervision", meetings=(large,))
    assert reasons(found) == {"e-g": "9 trainees took part; no more than 8 may."}


def test_supervision_by_two_supervisors_of_two_agencies_adds_up() -> None:
    meetings = (meeting("m1", days_ago(3), supervisor_id="sam"), meeting("m2", days_ago(3), supervisor_id="sue"))
    assert on(supervision(2), "supervision", meetings=meetings).met


def test_each_domain_of_supervision_has_its_own_least_amount() -> None:
    rules = supervision(2, domains={"advocacy": HOUR, "harm_reduction": HOUR})
    meetings = (meeting("m1", domains={"advocacy": 45, "harm_reduction": 15}), meeting("m2"))
    found = standing(rules, facts(meetings=meetings), TODAY)
    assert found.find("supervision").met
    assert found.find("supervision.domain.harm_reduction").have == 15


def test_live_observations_are_counted() -> None:
    rules = supervision(observations=2)
    seen = (meeting("o1", mode=MeetingMode.LIVE_OBSERVATION), meeting("i1"))
    found = on(rules, "supervision.observations", meetings=seen)
    assert (found.have, found.need, found.met, found.who_must_act) == (1, 2, False, Role.SUPERVISOR)


def test_supervision_inside_experience_is_part_of_its_hours() -> None:
    kentucky = programme(
        experience=ExperienceRule(500 * HOUR), supervision=SupervisionRule(25 * HOUR, inside_experience=True)
    )
    served = tuple(hours(f"h{day:02}", days_ago(day), 5 * HOUR) for day in range(1, 96))
    meetings = tuple(meeting(f"m{day:02}", days_ago(day)) for day in range(1, 26))
    assert standing(kentucky, facts(hours=served, meetings=meetings), TODAY).ready
    outside = replace(kentucky, supervision=SupervisionRule(25 * HOUR))
    assert on(outside, "experience", hours=served, meetings=meetings).have == 475 * HOUR


@pytest.mark.parametrize(("logged", "have"), [(0, 120), (60, 120), (120, 120), (180, 180)])
def test_observed_service_counts_once_whether_or_not_it_was_logged(logged: int, have: int) -> None:
    rules = programme(
        experience=ExperienceRule(250 * HOUR, observed_service_counts=True), supervision=SupervisionRule()
    )
    meetings = (meeting("o", minutes=120, mode=MeetingMode.LIVE_OBSERVATION), meeting("i", minutes=60))
    served = (hours("h", minutes=logged),) if logged else ()
    found = on(rules, "experience", hours=served, meetings=meetings)
    assert found.have == have
    assert reasons(found)["e-i"] == "Supervision is not experience, except a live observation."


def test_two_observations_of_a_day_do_not_both_lean_on_the_same_logged_hour() -> None:
    rules = programme(
        experience=ExperienceRule(250 * HOUR, observed_service_counts=True), supervision=SupervisionRule()
    )
    meetings = tuple(meeting(id, mode=MeetingMode.LIVE_OBSERVATION) for id in ("o1", "o2"))
    assert on(rules, "experience", hours=(hours("h"),), meetings=meetings).have == 2 * HOUR


MARCH = (hours("h1", date(2026, 3, 2)), hours("h2", date(2026, 3, 30)), hours("h3", date(2026, 4, 1)))


def often(times: int, per: Period, one_of: int = 0) -> Programme:
    return programme(
        experience=ExperienceRule(HOUR), supervision=SupervisionRule(frequency=Frequency(times, per, one_of))
    )


def test_two_meetings_a_month_one_of_them_of_half_an_hour() -> None:
    rules = often(2, Period.MONTH, one_of=30)
    march = (meeting("m1", date(2026, 3, 3), 15), meeting("m2", date(2026, 3, 24), 30))
    april = (meeting("m3", date(2026, 4, 3), 15), meeting("m4", date(2026, 4, 4), 15))
    found = on(rules, "supervision.frequency", hours=MARCH, meetings=march + april)
    assert (found.have, found.need, found.who_must_act) == (1, 2, Role.COORDINATOR)
    assert "Too few in 2026-04" in found.sentence


def test_a_coordinator_can_accept_a_month_with_too_few_meetings() -> None:
    accepted = (attestation(gap_kind("2026-03")), attestation(gap_kind("2026-04")))
    found = on(often(1, Period.MONTH), "supervision.frequency", hours=MARCH, attestations=accepted)
    assert found.met


def test_weeks_without_service_and_the_present_week_need_no_meeting() -> None:
    served = (hours("h1", date(2026, 3, 2)), hours("now", TODAY))
    found = on(often(1, Period.WEEK), "supervision.frequency", hours=served, meetings=(meeting("m", date(2026, 3, 8)),))
    assert (found.have, found.need, found.met) == (1, 1, True)


def test_the_first_days_of_january_belong_to_the_last_week_of_the_year_before() -> None:
    served = (hours("h", date(2026, 1, 1)),)
    kept = meeting("m", date(2025, 12, 29))
    assert on(often(1, Period.WEEK), "supervision.frequency", hours=served, meetings=(kept,)).met


def test_a_group_meeting_beyond_the_cap_on_hours_was_still_held() -> None:
    rules = often(2, Period.MONTH)
    capped = replace(rules.supervision or SupervisionRule(), group_at_most=0)
    groups = tuple(meeting(f"g{day}", date(2026, 3, day), mode=MeetingMode.GROUP) for day in (3, 4))
    rules = replace(rules, supervision=capped)
    assert on(rules, "supervision.frequency", hours=MARCH[:2], meetings=groups).met
