"""The cohort: stages, obstacles and what expires, on a real workplace."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from peertrain.domain.certification import CertificateIssued
from peertrain.domain.cohort import Stage
from peertrain.domain.errors import Refused
from peertrain.domain.people import AttestationMade, Role, SupervisorUnassigned
from peertrain.domain.programmes import AttestationRule, Programme
from peertrain.services import cohort
from tests.going import approve, foundations, give_back, log, meet, put_on_programme
from tests.office import LEGAL_NAMES, Office

TUESDAY = date(2026, 9, 15)
CODE = AttestationRule("code-of-ethics", "Code of ethics", "I keep to the code.", Role.TRAINEE)


def tiny() -> Programme:
    """A programme that one declaration finishes."""
    return replace(
        foundations(), id="tiny", training=None, experience=None, supervision=None, competencies=(),
        observe_each_category=False, checks=(), exams=(), attestations=(CODE,),
    )  # fmt: skip


def members(office: Office) -> dict[str, cohort.Member]:
    return {one.person.preferred_name: one for one in office.ask("Dana", cohort.overview).members}


def issue(office: Office, name: str, expires_on: date) -> None:
    office.say(
        "Dana",
        CertificateIssued(
            str(uuid4()), f"N-{name}", office.ids[name], "tiny", "1.0", "Tiny", LEGAL_NAMES[name], date(2026, 9, 7),
            expires_on, "0" * 64, "0" * 64, ("0" * 64,), "I issue this certificate.",
        ),
    )  # fmt: skip


def test_a_trainee_on_no_programme_waits_for_the_coordinator(office: Office) -> None:
    marcus = members(office)["Marcus"]
    assert marcus.stage is Stage.NO_PROGRAMME
    assert [one.who for one in marcus.obstacles] == [Role.COORDINATOR]
    assert office.ask("Dana", cohort.count_needing) == 2


def test_somebody_on_the_way_is_not_stuck(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    log(office, "Marcus", TUESDAY)
    assert members(office)["Marcus"].stage is Stage.LEARNING
    assert members(office)["Marcus"].obstacles == ()
    assert office.ask("Dana", cohort.overview).stuck == ()


def test_hours_that_wait_long_name_the_supervisor_and_the_day(office: Office) -> None:
    put_on_programme(office, "Marcus")
    log(office, "Marcus", TUESDAY)
    log(office, "Marcus", TUESDAY + timedelta(days=1))
    office.clock.to(TUESDAY + timedelta(days=16))
    [why] = members(office)["Marcus"].obstacles
    assert why.sentence == "2 entries of hours have waited for Renee, the oldest since 15 September."
    assert why.who is Role.SUPERVISOR


def test_what_lies_with_the_trainee_is_said_without_blame(office: Office) -> None:
    put_on_programme(office, "Marcus")
    give_back(office, log(office, "Marcus", TUESDAY), "Which group was it?")
    meet(office, "Marcus", on=TUESDAY, signed=False)
    office.clock.to(TUESDAY + timedelta(days=40))
    sentences = [one.sentence for one in members(office)["Marcus"].obstacles]
    assert sentences == [
        "Returned hours have not come back since 15 September.",
        "A supervision meeting has waited for the trainee's signature since 15 September.",
        "Nothing new since 15 September. A word from somebody they know may help.",
    ]


def test_a_trainee_without_a_supervisor_is_stuck(office: Office) -> None:
    put_on_programme(office, "Marcus")
    office.say("Dana", SupervisorUnassigned(office.ids["Marcus"], office.ids["Renee"], "On leave"))
    assert "No supervisor is assigned" in members(office)["Marcus"].obstacles[0].sentence


def test_from_serving_to_ready_to_certified_to_expiring(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha", programme=tiny())
    assert members(office)["Marcus"].stage is Stage.ASSESSMENT
    office.say("Marcus", AttestationMade(office.ids["Marcus"], CODE.kind, CODE.wording, Role.TRAINEE))
    assert members(office)["Marcus"].stage is Stage.READY
    assert [one.person.preferred_name for one in office.ask("Dana", cohort.overview).ready] == ["Marcus"]
    assert office.ask("Dana", cohort.count_needing) == 1
    today = office.clock.now.date()
    issue(office, "Marcus", today + timedelta(days=60))
    issue(office, "Aisha", today + timedelta(days=400))
    seen = office.ask("Dana", cohort.overview)
    assert members(office)["Marcus"].stage is Stage.CERTIFIED
    assert [(one.person.preferred_name, one.days) for one in seen.expiring] == [("Marcus", 60)]
    office.clock.to(today + timedelta(days=61))
    assert office.ask("Dana", cohort.overview).expiring == (), "an expired one is no longer about to expire"
    assert members(office)["Marcus"].stage is Stage.ENDED


def test_the_picture_is_by_programme(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=tiny())
    by_programme = office.ask("Dana", cohort.overview).by_programme()
    assert {title: [one.person.preferred_name for one in found] for title, found in by_programme.items()} == {
        "": ["Aisha"],
        f"{tiny().title}, version {tiny().version}": ["Marcus"],
    }


def test_experience_puts_somebody_at_the_stage_of_serving(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=replace(tiny(), experience=foundations().experience))
    approve(office, log(office, "Marcus", TUESDAY))
    assert members(office)["Marcus"].stage is Stage.SERVING


def test_only_a_coordinator_sees_the_cohort(office: Office) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        office.ask("Renee", cohort.overview)
    assert office.ask("Renee", cohort.count_needing) == 0


def test_what_is_left_for_the_coordinator_alone_is_named(office: Office) -> None:
    references = AttestationRule("references", "References", "I have read two references.", Role.COORDINATOR)
    put_on_programme(office, "Marcus", programme=replace(tiny(), attestations=(CODE, references)))
    assert members(office)["Marcus"].obstacles == ()
    office.say("Marcus", AttestationMade(office.ids["Marcus"], CODE.kind, CODE.wording, Role.TRAINEE))
    assert [one.sentence for one in members(office)["Marcus"].obstacles] == ["“References” waits for you."]
