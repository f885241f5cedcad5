"""What the closed lines of a standing say: counts of one thing at a time, what waits and whose turn it is."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from peertrain.domain.people import Role, SupervisorAssigned
from peertrain.services import standing
from peertrain.ui.kit.standing_list import StandingGroup
from peertrain.ui.kit.standing_words import Turn, groups
from peertrain.ui.supervisor.trainee_lines import turns_for
from tests.going import approve, log, put_on_programme, rated
from tests.office import Office, staffed_office

TUESDAY = date(2026, 9, 15)
TRAINEES = {
    Role.TRAINEE: Turn("Your turn", "sun", "you"),
    Role.SUPERVISOR: Turn("With your supervisor", "sky", "Renee"),
}
RENEES = {
    Role.TRAINEE: Turn("With Marcus", "sky", "Marcus"),
    Role.SUPERVISOR: Turn("Your turn", "sun", "you"),
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = staffed_office(tmp_path)
    yield made
    made.workplace.lock()


def group(office: Office, title: str, turns: dict[Role, Turn]) -> StandingGroup:
    [mine] = office.ask("Marcus", standing.of_oneself)
    return next(one for one in groups(mine.standing, turns) if one.title == title)


def test_competencies_and_areas_seen_at_work_are_counted_apart(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rated(office, "Marcus", {"CC1.2": 3, "CC9.6": 2}, TUESDAY)
    words = group(office, "Competencies", TRAINEES).words
    assert words.startswith("1 of 12 competencies reached, 2 of ")
    assert words.endswith(" areas seen at work.")


def test_a_closed_line_says_how_much_time_waits_and_for_whom(office: Office) -> None:
    put_on_programme(office, "Marcus")
    approve(office, log(office, "Marcus", TUESDAY))
    log(office, "Marcus", TUESDAY, 90)
    mine = group(office, "Experience hours", TRAINEES)
    assert mine.words.startswith("2 h of 40 h, 38 h missing. 1 h 30 min wait for Renee.")
    assert (mine.turn, mine.tone) == ("Your turn", "sun"), "the rest is still to be served"
    hers = group(office, "Experience hours", RENEES)
    assert "1 h 30 min wait for you." in hers.words
    assert (hers.turn, hers.tone) == ("Your turn", "sun"), "she can act at once"


def test_where_two_people_must_act_each_is_told_for_which_part(office: Office) -> None:
    """Modules are the trainee's to complete; the live sessions are the coordinator's to hold and record."""
    put_on_programme(office, "Marcus")
    mine = group(office, "Training hours", TRAINEES | {Role.COORDINATOR: Turn("With Dana", "sky", "Dana")})
    assert (mine.turn, mine.tone, mine.also) == ("Your turn", "sun", ("With Dana",))
    assert "Waiting for Dana: Training in person or live online." in mine.words
    danas = {Role.TRAINEE: RENEES[Role.TRAINEE], Role.COORDINATOR: Turn("Your turn", "sun", "you")}
    hers = group(office, "Training hours", danas)
    assert (hers.turn, hers.tone, hers.also) == ("Your turn", "sun", ("With Marcus",))
    assert "Waiting for you: Training in person or live online." in hers.words


def test_without_anything_that_waits_for_her_it_is_not_the_supervisors_turn(office: Office) -> None:
    put_on_programme(office, "Marcus")
    approve(office, log(office, "Marcus", TUESDAY))
    hers = group(office, "Experience hours", RENEES)
    assert "wait" not in hers.words
    assert hers.turn == "With Marcus"


def test_hours_that_wait_for_another_supervisor_are_not_hers_to_act_on(office: Office) -> None:
    put_on_programme(office, "Marcus")
    luis = office.ids["Luis"]
    office.say("Dana", SupervisorAssigned(office.ids["Marcus"], luis))
    approve(office, log(office, "Marcus", TUESDAY))
    for day in range(1, 5):
        log(office, "Marcus", TUESDAY + timedelta(days=day), 10 * 60, supervisor_id=luis)
    [mine] = office.ask("Renee", lambda seat: standing.of_trainee(seat, trainee_id=office.ids["Marcus"]))
    others = office.ask("Renee", lambda seat: standing.other_supervisors(seat, [mine]))
    turns = turns_for(mine.person, others)
    hers = next(one for one in groups(mine.standing, turns) if one.title == "Experience hours")
    assert "40 h wait for Luis." in hers.words
    assert "wait for you" not in hers.words
    assert (hers.turn, hers.tone) == ("With Luis", "sky")
    assert office.ask("Luis", lambda seat: standing.other_supervisors(seat, [mine])) == {}


def test_a_standing_names_the_supervisors(office: Office) -> None:
    put_on_programme(office, "Marcus")
    [mine] = office.ask("Marcus", standing.of_oneself)
    assert mine.supervisors == ("Renee",)
