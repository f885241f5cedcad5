"""Standing on experience, supervision and training: the cases that boards are known to ask about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peertrain.domain.hours import Activity, Engagement, HoursState, MeetingMode, Setting
from peertrain.domain.learning import Delivery
from peertrain.domain.people import Enrolment, Role
from peertrain.domain.programmes import (
    DeliveryRule,
    ExperienceRule,
    Frequency,
    Period,
    Programme,
    SupervisionRule,
    TrainingRule,
    Window,
    extension_kind,
    gap_kind,
)
from peertrain.domain.standing import RequirementStanding, standing
from tests.domain.facts import (
    STARTED,
    TODAY,
    attestation,
    days_ago,
    facts,
    hours,
    meeting,
    programme,
    reopened,
    training,
)

HOUR = 60


def on(rules: Programme, id: str, **known: object) -> RequirementStanding:
    return standing(rules, facts(**known), TODAY).find(id)


def experience(need: int = 10, **rule: object) -> Programme:
    return programme(experience=ExperienceRule(need * HOUR, **rule))  # type: ignore[arg-type]


def supervision(need: float = 0, **rule: object) -> Programme:
    return programme(supervision=SupervisionRule(int(need * HOUR), **rule))  # type: ignore[arg-type]


def reasons(found: RequirementStanding) -> dict[str, str]:
    return {one.entry_id: one.reason for one in found.not_counted}


# Experience


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


# Supervision


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


# Training


def test_live_training_has_a_least_amount_and_self_paced_a_greatest() -> None:
    rules = programme(
        training=TrainingRule(
            10 * HOUR,
            deliveries=(
                DeliveryRule((Delivery.IN_PERSON, Delivery.LIVE_ONLINE), at_least=4 * HOUR),
                DeliveryRule((Delivery.SELF_PACED,), at_most=6 * HOUR),
            ),
        )
    )
    modules = (training("a", 4 * HOUR), training("b", 4 * HOUR), training("c", 1 * HOUR))
    found = standing(rules, facts(training=(*modules, training("d", 3 * HOUR, Delivery.LIVE_ONLINE))), TODAY)
    total, live = found.find("training"), found.find("training.delivery.in-person+live-online")
    assert (total.have, live.have, live.need, live.who_must_act) == (9 * HOUR, 3 * HOUR, 4 * HOUR, Role.COORDINATOR)
    assert total.counted[1].note == "No more than 6 h of self-paced training counts."
    assert reasons(total) == {"e-c": "No more than 6 h of self-paced training counts."}


def test_a_share_of_live_training_is_of_the_hours_asked_for() -> None:
    rule = DeliveryRule((Delivery.IN_PERSON,), at_least_per_cent=50)
    rules = programme(training=TrainingRule(60 * HOUR, deliveries=(rule,)))
    found = on(rules, "training.delivery.in-person", training=(training("a", 5 * HOUR, Delivery.IN_PERSON),))
    assert (found.have, found.need) == (5 * HOUR, 30 * HOUR)


def test_old_training_does_not_count() -> None:
    rules = programme(training=TrainingRule(HOUR, fresh_years=10))
    old = training("old", HOUR, on=date(2016, 6, 29))
    found = on(rules, "training", training=(old, training("new", 30, on=date(2016, 6, 30))))
    assert (found.have, reasons(found)) == (30, {"e-old": "It is more than 10 years old."})


def test_training_is_split_over_domains() -> None:
    rules = programme(training=TrainingRule(HOUR, domains={"advocacy": 20, "harm_reduction": 20}))
    found = standing(rules, facts(training=(training("a", 60, advocacy=50, harm_reduction=10),)), TODAY)
    assert found.find("training.domain.advocacy").met
    assert found.find("training.domain.harm_reduction").have == 10


def test_a_session_named_twice_counts_once() -> None:
    session = training("a", 60)
    assert on(programme(training=TrainingRule(HOUR)), "training", training=(session, session)).have == 60
