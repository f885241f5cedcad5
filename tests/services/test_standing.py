"""Standing as each role may see it."""

from datetime import date

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.domain.requirements import RequirementKind
from peertrain.services import standing
from tests.going import approve, give_back, log, meet, put_on_programme, rated, rated_oneself
from tests.office import Office

TUESDAY = date(2026, 9, 15)


def test_a_trainee_sees_what_counts_and_who_must_act(office: Office) -> None:
    put_on_programme(office, "Marcus")
    approve(office, log(office, "Marcus", TUESDAY))
    give_back(office, log(office, "Marcus", TUESDAY, 60), "Which group was it?")
    meet(office, "Marcus", on=TUESDAY, signed=False)
    [mine] = office.ask("Marcus", standing.of_oneself)
    experience = mine.standing.find("experience")
    assert (experience.have, experience.need) == (120, 40 * 60)
    assert "Which group was it?" in experience.not_counted[0].reason
    supervision = mine.standing.find("supervision")
    assert supervision.have == 0
    assert supervision.not_counted[0].waits_for is Role.TRAINEE
    assert not mine.standing.ready


def test_a_trainee_on_no_programme_has_no_standing(office: Office) -> None:
    assert office.ask("Marcus", standing.of_oneself) == ()


def test_a_supervisor_sees_her_own_trainees_and_nobody_else(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    names = [one.person.preferred_name for one in office.ask("Renee", standing.of_my_trainees)]
    assert names == ["Aisha", "Marcus"]
    assert office.ask("Luis", standing.of_my_trainees) == ()
    with pytest.raises(Refused, match="not one of your trainees"):
        office.ask("Luis", lambda seat: standing.of_trainee(seat, trainee_id=office.ids["Marcus"]))
    with pytest.raises(Refused, match="not one of your trainees"):
        office.ask("Aisha", lambda seat: standing.of_trainee(seat, trainee_id=office.ids["Marcus"]))


def test_only_a_coordinator_sees_everybody(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    assert len(office.ask("Dana", standing.of_everybody)) == 2
    with pytest.raises(Refused, match="Only a coordinator"):
        office.ask("Renee", standing.of_everybody)


def test_everybody_sees_the_same_standing_of_a_trainee(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    approve(office, log(office, "Marcus", TUESDAY))
    meet(office, "Marcus", "Aisha", on=TUESDAY)
    [own] = office.ask("Marcus", standing.of_oneself)
    for name in ("Renee", "Dana"):
        [seen] = office.ask(name, lambda seat: standing.of_trainee(seat, trainee_id=office.ids["Marcus"]))
        assert seen == own
    assert own in office.ask("Dana", standing.of_everybody)


def test_a_supervisor_does_not_read_the_own_rating_before_she_has_rated(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rated_oneself(office, "Marcus", {"CC1.2": 4})

    def sentence() -> str:
        [seen] = office.ask("Renee", standing.of_my_trainees)
        return seen.standing.find("competency.CC1.2").sentence

    assert "Own rating" not in sentence()
    rated(office, "Marcus", {"CC1.2": None}, TUESDAY)
    assert "Own rating" not in sentence()
    rated(office, "Marcus", {"CC1.2": 2}, TUESDAY)
    assert "Own rating: Exemplary" in sentence()


def test_the_lines_come_in_the_order_of_the_way(office: Office) -> None:
    put_on_programme(office, "Marcus")
    [mine] = office.ask("Marcus", standing.of_oneself)
    kinds = list(dict.fromkeys(one.kind for one in mine.standing.requirements))
    assert kinds[:3] == [RequirementKind.TRAINING, RequirementKind.EXPERIENCE, RequirementKind.SUPERVISION]
