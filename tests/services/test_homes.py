"""What needs a trainee or a supervisor today."""

from datetime import date, timedelta

from peertrain.services import homes
from peertrain.services.homes import NeedKind
from tests.going import approve, give_back, log, meet, put_on_programme, rated
from tests.office import Office

TUESDAY = date(2026, 9, 15)


def test_a_trainee_sees_what_came_back_the_oldest_first(office: Office) -> None:
    put_on_programme(office, "Marcus")
    meet(office, "Marcus", on=TUESDAY, signed=False)
    returned = log(office, "Marcus", TUESDAY + timedelta(days=1), 90)
    give_back(office, returned, "Which site was this?")
    rated(office, "Marcus", {"CC1.2": 3, "CC9.6": 2}, TUESDAY + timedelta(days=2))
    needs = office.ask("Marcus", homes.needs_of_trainee)
    assert [one.kind for one in needs] == [
        NeedKind.MEETING_TO_SIGN,
        NeedKind.HOURS_RETURNED,
        NeedKind.RATINGS_TO_ANSWER,
    ]
    assert "Renee sent back 1 h 30 min" in needs[1].sentence
    assert needs[1].detail == "Which site was this?"
    assert needs[1].id == returned
    assert "Renee rated 2 competencies" in needs[2].sentence


def test_nothing_needs_a_new_trainee(office: Office) -> None:
    assert office.ask("Marcus", homes.needs_of_trainee) == ()


def test_a_supervisor_sees_what_waits_for_her_the_oldest_first_and_then_what_has_no_date(office: Office) -> None:
    put_on_programme(office, "Marcus")
    log(office, "Aisha", TUESDAY, 60)
    log(office, "Marcus", TUESDAY + timedelta(days=1), 90)
    log(office, "Marcus", TUESDAY + timedelta(days=2), 30)
    meet(office, "Marcus", on=TUESDAY + timedelta(days=3), signed=False, follow_ups=("Try the grounding exercise",))
    needs = office.ask("Renee", homes.needs_of_supervisor)
    assert [one.kind for one in needs] == [
        NeedKind.HOURS_WAITING,
        NeedKind.HOURS_WAITING,
        NeedKind.MEETINGS_UNSIGNED,
        NeedKind.FOLLOW_UPS,
        NeedKind.RATINGS_MISSING,
    ]
    assert [one.since for one in needs] == [
        TUESDAY, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=3), None, None
    ]  # fmt: skip
    assert needs[0].person_id == office.ids["Aisha"]
    assert "Marcus: 2 entries of hours to sign off, 2 h" in needs[1].sentence
    assert needs[3].detail == "Try the grounding exercise"
    assert "12 ratings" in needs[4].sentence


def test_follow_ups_end_with_the_meetings(office: Office) -> None:
    meet(office, "Marcus", on=TUESDAY, follow_ups=("Try the grounding exercise",))
    assert office.ask("Renee", homes.needs_of_supervisor) == ()
    put_on_programme(office, "Marcus")
    assert NeedKind.FOLLOW_UPS in {one.kind for one in office.ask("Renee", homes.needs_of_supervisor)}


def test_what_is_done_no_longer_needs_her(office: Office) -> None:
    approve(office, log(office, "Marcus", TUESDAY))
    meet(office, "Marcus", on=TUESDAY)
    assert office.ask("Renee", homes.needs_of_supervisor) == ()


def test_a_pause_is_counted_from_the_day_before_this_one(office: Office) -> None:
    assert office.ask("Marcus", homes.days_away) == 0
    office.do("Marcus", homes.come_in)
    office.clock.to(office.clock.now.date() + timedelta(days=20))
    assert office.ask("Marcus", homes.days_away) == 20
    office.do("Marcus", homes.come_in)
    assert office.ask("Marcus", homes.days_away) == 20
    office.clock.to(office.clock.now.date() + timedelta(days=1))
    assert office.ask("Marcus", homes.days_away) == 1
