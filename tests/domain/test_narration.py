"""Every kind of entry has a sentence."""

from dataclasses import replace

from peertrain.domain.competencies import CompetencySelfRated
from peertrain.domain.hours import HoursApproved
from peertrain.domain.narration import narrate, narrated
from peertrain.domain.people import Role, RoleEnded
from peertrain.domain.picture import PictureInMemory
from peertrain.domain.programmes import AdoptedProgramme, CompetencyRule
from peertrain.domain.statements import RULES
from tests.domain.facts import TESS, TODAY, at, facts, programme


def test_every_kind_of_statement_can_be_told() -> None:
    assert narrated() == frozenset(RULES)


def test_a_sentence_about_somebody_not_known_here_is_still_a_sentence() -> None:
    picture = PictureInMemory()
    assert narrate(RoleEnded("p9", Role.SUPERVISOR, " Moved "), picture) == (
        "Ended the role of supervisor of somebody not known here. Reason: Moved"
    )
    assert narrate(HoursApproved("h1", 1, "e1", "s", "00"), picture) == (
        "Approved hours of somebody not known here on ?."
    )


def test_a_competency_is_told_by_the_title_that_the_programme_of_the_trainee_gives_it() -> None:
    picture = PictureInMemory()
    rules = programme(competencies=(CompetencyRule("CC1.2", 3, title="Hears both"),))
    place = replace(facts().enrolment, programme_id=rules.id, programme_version=rules.version)
    picture.put(AdoptedProgramme(rules, at(TODAY)))
    picture.put(replace(TESS, enrolments=(place,)))
    assert narrate(CompetencySelfRated("CC1.2", 3), picture, TESS.id) == "Rated their own “Hears both”."
    assert narrate(CompetencySelfRated("CC9.6", 3), picture, TESS.id) == "Rated their own CC9.6."
