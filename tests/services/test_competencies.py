"""Rating oneself, being rated unseen, answering, and what to talk about."""

from dataclasses import replace
from datetime import date

import pytest

from peertrain.domain.changes import Done
from peertrain.domain.competencies import EvidenceKind, SideBySide
from peertrain.domain.days import full_day
from peertrain.domain.errors import Refused
from peertrain.services import competencies
from peertrain.services.competencies import Mark, Observation, OwnDraft, RatingDraft, Sheet
from peertrain.workplace.seat import Seat
from tests.going import put_on_programme, rated, rated_oneself
from tests.office import PASSPHRASES, Office

TUESDAY = date(2026, 9, 15)
SEEN = Observation(EvidenceKind.DIRECT_OBSERVATION, TUESDAY, "Thursday recovery group, whole session")


def rate(office: Office, *marks: Mark, observation: Observation = SEEN, passphrase: str = "") -> Done[tuple[str, ...]]:
    def deed(seat: Seat) -> Done[tuple[str, ...]]:
        return competencies.rate(
            seat,
            trainee_id=office.ids["Marcus"],
            observation=observation,
            marks=marks,
            passphrase=passphrase or PASSPHRASES["Renee"],
        )

    office.clock.to(TUESDAY)
    return office.do("Renee", deed)


def sheet(office: Office, viewer: str) -> Sheet:
    if viewer == "Marcus":
        return office.ask("Marcus", competencies.own_sheet)
    return office.ask(viewer, lambda seat: competencies.sheet_of(seat, trainee_id=office.ids["Marcus"]))


def line(office: Office, viewer: str, id: str) -> SideBySide:
    return next(one for one in sheet(office, viewer).lines if one.competency.id == id)


def test_every_competency_has_a_title_and_those_asked_for_come_first(office: Office) -> None:
    put_on_programme(office, "Marcus")
    mine = sheet(office, "Marcus")
    assert len(mine.asked_for) == 12
    assert mine.lines[:12] == mine.asked_for
    assert len(mine.lines) == len(competencies.framework()) == 62
    assert all(one.competency.title and one.needed == 3 for one in mine.asked_for)
    assert all(len(one.competency.anchors) == 4 for one in mine.asked_for)


def test_the_own_rating_is_hidden_from_the_supervisor_until_hers_is_in(office: Office) -> None:
    put_on_programme(office, "Marcus")
    office.do("Marcus", lambda seat: competencies.rate_oneself(seat, levels={"CC1.2": 4, "CC9.6": 2}))
    before = line(office, "Renee", "CC1.2")
    assert (before.own, before.hidden) == (None, True)
    rate(office, Mark("CC1.2", 2, "Let silence stand and came back to it."))
    after = line(office, "Renee", "CC1.2")
    assert after.own is not None
    assert (after.own.level, after.apart, after.hidden) == (4, -2, False)
    assert line(office, "Renee", "CC9.6").hidden


def test_not_observed_is_not_zero_and_opens_nothing(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rated_oneself(office, "Marcus", {"CC1.2": 4})
    rate(office, Mark("CC1.2", None))
    seen = line(office, "Renee", "CC1.2")
    assert seen.hidden
    assert seen.newest is None
    assert seen.given[0].level is None
    rate(office, Mark("CC1.2", 0))
    newest = line(office, "Renee", "CC1.2").newest
    assert newest is not None
    assert newest.level == 0


def test_own_ratings_that_have_not_changed_are_not_said_again(office: Office) -> None:
    put_on_programme(office, "Marcus")
    levels = {"CC1.2": 2, "CC9.6": 3}
    office.do("Marcus", lambda seat: competencies.rate_oneself(seat, levels=levels))
    size = office.ask("Marcus", lambda seat: seat.ledger.size)
    office.do("Marcus", lambda seat: competencies.rate_oneself(seat, levels={**levels, "CC9.6": 4}))
    assert office.ask("Marcus", lambda seat: seat.ledger.size) == size + 1


def test_ratings_of_one_observation_are_signed_together(office: Office) -> None:
    put_on_programme(office, "Marcus")
    done = rate(office, Mark("CC1.2", 3), Mark("CC9.6", 2), Mark("CC2.3", None))
    assert len(done.value or ()) == 3
    signed = office.ask(
        "Renee", lambda seat: [one.body["sentence"] for one in seat.ledger.entries() if one.kind == "competency rated"]
    )
    assert signed[0].startswith(f"CC1.2 {line(office, 'Marcus', 'CC1.2').competency.title}: I rate Marcus Bell")
    assert "3 ratings signed for Marcus" in done.said
    with pytest.raises(Refused):
        rate(office, Mark("CC1.4", 3), passphrase="quite another passphrase")
    assert line(office, "Renee", "CC1.4").given == ()


def test_a_mistyped_year_of_an_observation_is_seen_before_it_is_signed(office: Office) -> None:
    put_on_programme(office, "Marcus")
    long_ago = replace(SEEN, observed_on=SEEN.observed_on.replace(year=1926))
    with pytest.raises(Refused, match="Look at its year"):
        rate(office, Mark("CC1.2", 3), observation=long_ago)


def test_a_rating_says_what_was_signed(office: Office) -> None:
    marcus, competency = sheet(office, "Marcus").person, line(office, "Marcus", "CC1.2").competency
    sentence = competencies.rating_sentence(marcus, competency, SEEN, Mark("CC1.2", 3))
    assert sentence.startswith(f"CC1.2 {competency.title}: I rate Marcus Bell")
    assert "Competent" in sentence
    assert "direct observation" in sentence
    assert full_day(SEEN.observed_on) in sentence
    written = competencies.rating_sentence(marcus, competency, SEEN, Mark("CC1.2", 3, "Let silence stand."))
    assert written.endswith("“Let silence stand.”")
    assert "did not observe" in competencies.rating_sentence(marcus, competency, SEEN, Mark("CC1.2", None))


def test_a_rating_can_be_answered_once(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rate(office, Mark("CC1.2", 2))
    [rating] = sheet(office, "Marcus").unanswered
    answer = "I was unsure when the talk turned. I would like to try again."
    office.do("Marcus", lambda seat: competencies.acknowledge(seat, rating_id=rating.id, comment=answer))
    assert sheet(office, "Marcus").unanswered == ()
    assert line(office, "Renee", "CC1.2").given[0].trainee_comment == answer
    with pytest.raises(Refused, match="already answered"):
        office.do("Marcus", lambda seat: competencies.acknowledge(seat, rating_id=rating.id))


def test_what_is_far_apart_or_split_by_the_level_asked_for_is_worth_talking_about(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rated_oneself(office, "Marcus", {"CC1.2": 4, "CC9.6": 3, "CC2.3": 3, "CC12.2": 1})
    rated(office, "Marcus", {"CC1.2": 1, "CC9.6": 2, "CC2.3": 4, "CC12.2": 2}, TUESDAY)
    found = [one.competency.id for one in sheet(office, "Marcus").to_talk_about]
    assert found == ["CC1.2", "CC9.6"]
    assert [one.competency.id for one in sheet(office, "Renee").to_talk_about] == found


def test_only_own_trainees_and_known_competencies_can_be_rated(office: Office) -> None:
    put_on_programme(office, "Marcus")
    with pytest.raises(Refused, match="not one of yours"):
        sheet(office, "Luis")
    with pytest.raises(Refused, match="not a competency"):
        rate(office, Mark("CC99.1", 3))
    with pytest.raises(Refused, match="at least one"):
        rate(office)
    with pytest.raises(Refused, match="once"):
        rate(office, Mark("CC1.2", 3), Mark("CC1.2", 2))


def test_what_may_identify_somebody_served_has_to_be_answered_for(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rate(office, Mark("CC1.2", 3, "Marcus Bell opened the group calmly, and Renée Okafor watched."))
    comment = "He sat with Jane Miller after the group."
    with pytest.raises(Refused, match="Jane Miller"):
        rate(office, Mark("CC1.2", 3, comment))
    answered = Observation(SEEN.evidence, SEEN.observed_on, not_about_people=("Jane Miller",))
    rate(office, Mark("CC1.2", 3, comment), observation=answered)
    assert line(office, "Renee", "CC1.2").given[0].comment == comment


def test_a_form_left_midway_is_there_again_and_gone_once_signed(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    marcus = office.ids["Marcus"]
    draft = RatingDraft(EvidenceKind.ROLE_PLAY, TUESDAY, "Practice", {"CC1.2": 3, "CC9.6": None}, {"CC1.2": "Calm."})

    def kept(trainee_id: str) -> RatingDraft:
        return office.ask("Renee", lambda seat: competencies.rating_draft(seat, trainee_id=trainee_id))

    office.do("Renee", lambda seat: competencies.keep_rating_draft(seat, trainee_id=marcus, draft=draft))
    office.enter("Marcus")
    assert kept(marcus) == draft
    assert kept(office.ids["Aisha"]) == RatingDraft()
    rate(office, Mark("CC1.2", 3))
    assert kept(marcus) == RatingDraft()


def test_own_ratings_chosen_and_not_saved_are_there_again(office: Office) -> None:
    put_on_programme(office, "Marcus")
    rate(office, Mark("CC9.6", 2))
    [rating] = sheet(office, "Marcus").unanswered
    draft = OwnDraft({"CC1.2": 2}, {rating.id: "Which day was that?"})
    office.do("Marcus", lambda seat: competencies.keep_own_draft(seat, draft=draft))
    assert office.ask("Marcus", competencies.own_draft) == draft
    office.do("Marcus", lambda seat: competencies.rate_oneself(seat, levels={"CC1.2": 2}))
    assert office.ask("Marcus", competencies.own_draft) == OwnDraft({}, draft.answers)
    office.do("Marcus", lambda seat: competencies.acknowledge(seat, rating_id=rating.id))
    assert office.ask("Marcus", competencies.own_draft) == OwnDraft()
