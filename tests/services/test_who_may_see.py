"""Who may ask what: questions refuse whoever has no part in the answer, whatever page they came from."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from peertrain.domain.competencies import CompetencyRated, EvidenceKind
from peertrain.domain.errors import Refused
from peertrain.domain.people import Role, RoleGiven, SupervisorAssigned
from peertrain.services import (
    certification,
    cohort,
    decisions,
    exams,
    history,
    hours,
    organisation,
    people,
    reflections,
    sessions,
    standing,
    transcripts,
    trust,
)
from peertrain.services.history import Search
from peertrain.workplace.seat import Seat
from tests.going import log, put_on_programme, rated_oneself
from tests.office import PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]

Question = Callable[[Seat], Any]
FOR_COORDINATORS: dict[str, Question] = {
    "people": people.known_people,
    "trainees": sessions.trainees_now,
    "exam results": exams.sitting_ids,
    "an exam result": lambda seat: exams.sittings(seat, ["x"]),
    "examinees": exams.examinees,
    "live sessions": sessions.held_session_ids,
    "a live session": lambda seat: sessions.held_sessions(seat, ["x"]),
    "everybody who supervises": people.supervisors,
    "one person": lambda seat: people.known_person(seat, person_id=seat.person_id),
    "the organisation": organisation.profile,
    "cohort": cohort.overview,
    "candidates": certification.candidates,
    "standing of everybody": standing.of_everybody,
    "history": lambda seat: history.find_lines(seat, search=Search()),
    "lines of the history": lambda seat: history.lines(seat, [1]),
    "an entry in full": lambda seat: history.detail(seat, position=1),
    "organisation card": trust.organisation_card,
}


@pytest.mark.parametrize("question", FOR_COORDINATORS.values(), ids=FOR_COORDINATORS.keys())
@pytest.mark.parametrize("name", ["Marcus", "Renee"])
def test_only_a_coordinator_gets_an_answer(office: Office, name: str, question: Question) -> None:
    with pytest.raises(Refused):
        office.ask(name, question)


@pytest.mark.parametrize("name", ["Aisha", "Luis"])
def test_a_trainee_and_a_supervisor_of_others_see_nothing_of_a_trainee(office: Office, name: str) -> None:
    adopted = put_on_programme(office, "Marcus")
    marcus = office.ids["Marcus"]
    questions: list[Question] = [
        lambda seat: standing.of_trainee(seat, trainee_id=marcus),
        lambda seat: transcripts.transcript_of(seat, trainee_id=marcus, programme_id=adopted.id),
        lambda seat: decisions.decisions_for(seat, person_id=marcus),
        lambda seat: exams.exams_of(seat, person_id=marcus),
    ]
    for question in questions:
        with pytest.raises(Refused):
            office.ask(name, question)


def test_the_hours_of_another_trainee_are_not_in_the_log_whatever_id_is_asked_for(office: Office) -> None:
    hours_id = log(office, "Marcus", date(2026, 9, 8))
    assert office.ask("Aisha", lambda seat: hours.logged(seat, [hours_id])) == {}
    with pytest.raises(Refused):
        office.ask("Aisha", lambda seat: hours.history(seat, hours_id))


def _own_rating_in_history(office: Office) -> history.Detail:
    def find(seat: Seat) -> history.Detail:
        (position,) = (
            one
            for one in history.find_lines(seat, search=Search(group="competencies"))
            if "their own" in history.lines(seat, [one])[one].sentence
        )
        return history.detail(seat, position=position)

    return office.ask("Dana", find)


def test_the_history_does_not_tell_a_supervisor_the_own_rating_before_she_has_rated(office: Office) -> None:
    put_on_programme(office, "Marcus")
    office.say("Dana", RoleGiven(office.ids["Dana"], Role.SUPERVISOR))
    office.say("Dana", SupervisorAssigned(office.ids["Marcus"], office.ids["Dana"]))
    rated_oneself(office, "Marcus", {"2.1": 4})
    before = _own_rating_in_history(office)
    assert "level" not in before.line.sentence
    assert '"level"' not in before.text
    seen, today = EvidenceKind.DIRECT_OBSERVATION, office.clock.now.date()
    office.say("Dana", CompetencyRated("r1", office.ids["Marcus"], "2.1", 2, seen, today, "Group", "", "I saw it."))
    assert '"level": 4' in _own_rating_in_history(office).text


def test_somebody_with_a_new_key_keeps_a_usable_desk_and_the_old_words_stay_sealed(office: Office) -> None:
    """After new words the desk has another key; what was sealed with the old one must not stand in the way."""
    office.do("Aisha", lambda seat: reflections.keep_note(seat, course_id="c", lesson_id="l", text="Mine alone"))
    office.do("Aisha", lambda seat: hours.keep_draft(seat, draft=hours.new_draft(seat)))
    aisha = office.ids["Aisha"]
    again = office.do(
        "Dana",
        lambda seat: people.invite_again(seat, person_id=aisha, reason="Forgotten", passphrase=DANA),
    ).value
    assert again is not None
    office.workplace.sign_in("Aisha", again.words)
    office.workplace.choose_passphrase(PASSPHRASES["Aisha"])
    assert office.ask("Aisha", reflections.private_pages).notes == ()
    assert office.ask("Aisha", hours.drafts) == []
    assert office.ask("Aisha", lambda seat: reflections.note(seat, course_id="c", lesson_id="l")).text == ""
