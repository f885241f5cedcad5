"""A new version of a programme: what it means for those under way, who stays, who moves, and what the record says."""

from dataclasses import replace
from datetime import date

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.moving import Move
from peertrain.domain.people import Person
from peertrain.domain.programmes import ExperienceRule, Programme, ProgrammeAdopted
from peertrain.services import history, programmes, standing
from peertrain.workplace.seat import Seat
from tests.going import STARTED, approve, foundations, log, put_on_programme, weeks
from tests.office import PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]
WHY = "The board changed its rules."


def stricter() -> Programme:
    """A new version that asks for 60 hours of service in any setting."""
    return replace(foundations(), version="2.0", experience=ExperienceRule(60 * 60))


def seen(office: Office, programme: Programme) -> dict[str, Move]:
    found = office.ask("Dana", lambda seat: programmes.moves(seat, programme=programme))
    return {one.person.preferred_name: one for one in found}


def version_of(office: Office, name: str) -> str:
    person = office.ask("Dana", lambda seat: seat.picture.find(Person, office.ids[name]))
    assert person is not None
    return person.enrolments[0].programme_version


def experience(office: Office, name: str) -> tuple[int, int]:
    [one] = office.ask(name, standing.of_oneself)
    found = one.standing.find("experience")
    return found.have, found.need


def test_a_new_version_is_looked_at_before_it_is_adopted(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    approve(office, *(log(office, "Marcus", day, 240) for day in weeks(STARTED, 4)))
    both = seen(office, stricter())
    assert set(both) == {"Marcus", "Aisha"}
    differences = {(one.after or one.before).title: one for one in both["Marcus"].differences}  # type: ignore[union-attr]
    hours = next(one for one in differences.values() if one.before and one.before.id == "experience")
    assert hours.before
    assert hours.after
    assert (hours.before.have, hours.before.need) == (960, 40 * 60)
    assert (hours.after.have, hours.after.need) == (960, 60 * 60)
    before, after = hours.before.forecast, hours.after.forecast
    assert before
    assert after
    assert before < after
    gone = [one.before.id for one in differences.values() if one.before and one.after is None]
    assert len(gone) == 4, "the four settings are not asked for any more"
    assert seen(office, foundations()) == {}, "whoever is on a version already does not move to it"


def test_trainees_stay_or_move_one_by_one_and_hours_go_on_counting(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    approve(office, log(office, "Marcus", STARTED, 120))
    new = stricter()
    done = office.do(
        "Dana",
        lambda seat: programmes.adopt(
            seat, programme=new, passphrase=DANA, moving=(office.ids["Marcus"],), reason=WHY
        ),
    )  # fmt: skip
    assert "1 trainee has moved" in done.said
    assert (version_of(office, "Marcus"), version_of(office, "Aisha")) == ("2.0", "1.0")
    assert (experience(office, "Marcus"), experience(office, "Aisha")) == ((120, 3600), (0, 2400))
    office.do(
        "Dana",
        lambda seat: programmes.move(
            seat, programme=new, passphrase=DANA, moving=(office.ids["Aisha"],), reason="Aisha asked for it."
        ),
    )
    assert version_of(office, "Aisha") == "2.0"
    said = office.ask("Dana", narrated)
    assert "Moved Marcus to version 2.0 of the programme Foundations of Peer Support. Reason: " + WHY in said
    assert any(line.startswith("Put Marcus on the programme Foundations of Peer Support, from 7 Sep") for line in said)


def narrated(seat: Seat) -> list[str]:
    found = history.lines(seat, history.find_lines(seat, search=history.Search()))
    return [line.sentence for line in found.values()]


def test_without_a_reason_or_the_passphrase_nothing_is_adopted_and_nobody_moves(office: Office) -> None:
    put_on_programme(office, "Marcus")
    moving = (office.ids["Marcus"],)
    for passphrase, reason, wrong in [(DANA, " ", "Say why Marcus moves"), ("not the passphrase", WHY, "passphrase")]:
        with pytest.raises(Refused, match=wrong):
            office.do(
                "Dana",
                lambda seat, p=passphrase, r=reason: programmes.adopt(  # type: ignore[misc]
                    seat, programme=stricter(), passphrase=p, moving=moving, reason=r
                ),
            )
    assert version_of(office, "Marcus") == "1.0"
    assert [one.version for one in office.ask("Dana", programmes.programmes_in_use)] == ["1.0"]
    with pytest.raises(Refused, match="at least one"):
        office.do(
            "Dana", lambda seat: programmes.move(seat, programme=stricter(), passphrase=DANA, moving=(), reason=WHY)
        )


def test_somebody_who_is_on_no_version_cannot_move(office: Office) -> None:
    put_on_programme(office, "Marcus")
    office.say("Dana", ProgrammeAdopted(stricter()))
    moving = (office.ids["Aisha"],)
    with pytest.raises(Refused, match="no longer on this programme"):
        office.do(
            "Dana", lambda seat: programmes.move(seat, programme=stricter(), passphrase=DANA, moving=moving, reason=WHY)
        )


def test_rules_that_are_not_in_effect_yet_take_nobody_in(office: Office) -> None:
    put_on_programme(office, "Marcus")
    later = replace(stricter(), effective_from=date(2027, 1, 1))
    office.say("Dana", ProgrammeAdopted(later))
    moving = (office.ids["Marcus"],)
    with pytest.raises(Refused, match="not in effect"):
        office.do(
            "Dana", lambda seat: programmes.move(seat, programme=later, passphrase=DANA, moving=moving, reason=WHY)
        )


@pytest.mark.parametrize("name", ["Renee", "Marcus"])
def test_what_changes_for_whom_is_for_coordinators_alone(office: Office, name: str) -> None:
    put_on_programme(office, "Marcus")
    with pytest.raises(Refused, match="Only a coordinator"):
        office.ask(name, lambda seat: programmes.moves(seat, programme=stricter()))
