"""Adopting programmes, places on them, exams, live sessions and decisions, on a real workplace."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.learning import Delivery
from peertrain.domain.people import AttestationMade, Person, Role
from peertrain.domain.programmes import (
    AttestationRule,
    ExamRule,
    ExperienceRule,
    Frequency,
    Period,
    Programme,
    SupervisionRule,
    Window,
)
from peertrain.places import shipped
from peertrain.services import decisions, exams, history, programmes, sessions, standing
from peertrain.services.decisions import DecisionKind
from peertrain.services.exams import Sitting
from peertrain.workplace.seat import Seat
from tests.going import approve, foundations, log, meet, put_on_programme
from tests.office import PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]


def adopted(office: Office, programme: Programme) -> None:
    office.do("Dana", lambda seat: programmes.adopt(seat, programme=programme, passphrase=DANA))


def demanding() -> Programme:
    """A programme that leaves much to a coordinator."""
    return replace(
        foundations(),
        id="demanding",
        exams=(ExamRule("state-exam", "State examination", scale=(200, 800), pass_mark=500),),
        experience=ExperienceRule(600, window=Window(6, extensions=2, extension_months=3)),
        supervision=SupervisionRule(60, frequency=Frequency(1, Period.MONTH)),
        attestations=(
            AttestationRule("references", "References", "I have read two references.", Role.COORDINATOR),
        ),
    )  # fmt: skip


def test_the_programmes_that_come_with_the_program_can_be_adopted_once(office: Office) -> None:
    known = office.ask("Dana", programmes.known_programmes)
    assert len(known) == len(list(shipped("curricula", "programmes").glob("*.yaml")))
    assert not any(one.adopted for one in known)
    adopted(office, known[0].programme)
    first = office.ask("Dana", programmes.known_programmes)[0]
    assert (first.programme, first.in_use, first.people) == (known[0].programme, True, 0)
    with pytest.raises(Refused, match="already in use"):
        adopted(office, known[0].programme)


def test_a_retired_programme_takes_nobody_new(office: Office) -> None:
    programme = foundations()
    adopted(office, programme)
    ids = {"programme_id": programme.id, "version": programme.version}
    start = date(2026, 9, 1)
    office.do("Dana", lambda seat: programmes.place(seat, person_id=office.ids["Marcus"], started_on=start, **ids))
    with pytest.raises(Refused, match="passphrase"):
        office.do("Dana", lambda seat: programmes.retire(seat, reason="Enough.", passphrase="not this one", **ids))
    office.do("Dana", lambda seat: programmes.retire(seat, reason="A new version is here", passphrase=DANA, **ids))
    known = {one.programme.id: one for one in office.ask("Dana", programmes.known_programmes)}
    assert (known[programme.id].in_use, known[programme.id].people) == (False, 1)
    with pytest.raises(Refused, match="retired"):
        office.do("Dana", lambda seat: programmes.place(seat, person_id=office.ids["Aisha"], started_on=start, **ids))


def test_approval_is_recorded_on_the_same_place(office: Office) -> None:
    programme = put_on_programme(office, "Marcus")
    office.do(
        "Dana",
        lambda seat: programmes.place(
            seat, person_id=office.ids["Marcus"], programme_id=programme.id, version=programme.version,
            started_on=date(2026, 9, 7), approved_on=date(2026, 9, 20),
        ),
    )  # fmt: skip
    marcus = office.ask("Dana", lambda seat: seat.picture.find(Person, office.ids["Marcus"]))
    assert marcus is not None
    assert [one.approved_on for one in marcus.enrolments] == [date(2026, 9, 20)]


def test_a_file_with_mistakes_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("format: 1\nid: mine\n", encoding="utf-8")
    with pytest.raises(Refused, match="line"):
        programmes.read_programme(path)


def exam(office: Office, on: date, score: int | None, *, passed: bool, passphrase: str = DANA) -> None:
    marcus = office.ids["Marcus"]
    office.do(
        "Dana",
        lambda seat: exams.record_exam(
            seat, person_id=marcus, exam="state-exam", on=on, score=score, passed=passed, passphrase=passphrase
        ),
    )


def results(office: Office) -> list[Sitting]:
    def look(seat: Seat) -> list[Sitting]:
        ids = exams.sitting_ids(seat)
        found = exams.sittings(seat, ids)
        return [found[id] for id in ids]

    return office.ask("Dana", look)


def exam_stands(office: Office) -> tuple[bool, list[str]]:
    """Return whether Marcus has passed the examination, and why results do not count."""
    [one] = office.ask("Marcus", standing.of_oneself)
    found = one.standing.find("exam.state-exam")
    return found.met, [why.reason for why in found.not_counted]


def test_exam_results_are_counted_as_attempts_and_fit_the_scale(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    office.clock.to(date(2026, 11, 2))
    exam(office, date(2026, 10, 1), 430, passed=False)
    for on, score, passed, wrong in [
        (date(2026, 10, 1), 520, True, "already recorded"),
        (date(2026, 11, 1), 900, True, "scored from 200 to 800"),
        (date(2026, 11, 1), 430, True, "passed with 500 or more"),
        (date(2027, 11, 1), 520, True, "future"),
    ]:
        with pytest.raises(Refused, match=wrong):
            exam(office, on, score, passed=passed)
    exam(office, date(2026, 11, 1), 520, passed=True)
    newest, first = results(office)
    assert (newest.name, newest.exam, newest.result.attempt, newest.result.passed) == (
        "Marcus", "State examination", 2, True,
    )  # fmt: skip
    assert (first.result.attempt, first.result.passed) == (1, False)


def test_a_result_is_recorded_under_the_passphrase_alone(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    office.clock.to(date(2026, 11, 2))
    with pytest.raises(Refused, match="passphrase is not right"):
        exam(office, date(2026, 11, 1), 520, passed=True, passphrase="not the passphrase at all")
    assert results(office) == []


def correct(office: Office, on: date, score: int | None, *, passed: bool, reason: str = "Read from the wrong line.",
            passphrase: str = DANA, by: str = "Dana") -> None:  # fmt: skip
    [sitting] = results(office)
    office.do(
        by,
        lambda seat: exams.correct_exam(
            seat, result_id=sitting.result.id, on=on, score=score, passed=passed, reason=reason, passphrase=passphrase
        ),
    )


def test_a_mistaken_result_is_corrected_and_both_stay_in_the_history(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    office.clock.to(date(2026, 11, 2))
    exam(office, date(2026, 11, 1), 430, passed=False)
    assert exam_stands(office) == (False, ["It was not passed."])
    for wrong, reason, passphrase, on, score in [
        ("wrong with the result", " ", DANA, date(2026, 11, 1), 530),
        ("passphrase is not right", "Why.", "not the passphrase at all", date(2026, 11, 1), 530),
        ("scored from", "Why.", DANA, date(2026, 11, 1), 5300),
        ("future", "Why.", DANA, date(2027, 11, 1), 530),
    ]:
        with pytest.raises(Refused, match=wrong):
            correct(office, on, score, passed=True, reason=reason, passphrase=passphrase)
    correct(office, date(2026, 11, 1), 530, passed=True)
    [one] = results(office)
    assert (one.result.passed, one.result.score, one.result.attempt, one.result.corrected) == (True, 530, 1, True)
    assert exam_stands(office) == (True, [])
    said = narrated(office)
    assert "Recorded that Marcus did not pass State examination on 1 November 2026." in said
    assert (
        "Corrected a result: Marcus passed State examination on 1 November 2026. Reason: Read from the wrong line."
        in said
    )
    with pytest.raises(Refused, match="says this already"):
        correct(office, date(2026, 11, 1), 530, passed=True)


def narrated(office: Office) -> list[str]:
    def look(seat: Seat) -> list[str]:
        found = history.lines(seat, history.find_lines(seat, search=history.Search()))
        return [line.sentence for line in found.values()]

    return office.ask("Dana", look)


def test_a_correction_of_a_correction_counts_as_the_newest_says(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    office.clock.to(date(2026, 11, 2))
    exam(office, date(2026, 11, 1), 430, passed=False)
    correct(office, date(2026, 11, 1), 530, passed=True)
    correct(office, date(2026, 10, 31), 440, passed=False)
    assert exam_stands(office) == (False, ["It was not passed."])
    assert results(office)[0].result.on == date(2026, 10, 31)


def test_a_result_of_another_person_is_taken_back_and_is_no_attempt(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    office.clock.to(date(2026, 11, 2))
    exam(office, date(2026, 11, 1), 530, passed=True)
    [mistaken] = results(office)

    def take_back(seat: Seat) -> Done[None]:
        return exams.take_back_exam(
            seat, result_id=mistaken.result.id, reason="It was Aisha.", passphrase=PASSPHRASES["Dana"]
        )

    office.do("Dana", take_back)
    assert exam_stands(office) == (False, ["It was taken back: It was Aisha."])
    with pytest.raises(Refused, match="was taken back"):
        office.do("Dana", take_back)
    exam(office, date(2026, 11, 1), 540, passed=True)
    assert exam_stands(office)[0]
    assert {one.result.attempt for one in results(office)} == {1}, "what was taken back was no attempt"


@pytest.mark.parametrize("name", ["Renee", "Marcus"])
def test_only_a_coordinator_puts_a_result_right(office: Office, name: str) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    office.clock.to(date(2026, 11, 2))
    exam(office, date(2026, 11, 1), 430, passed=False)
    with pytest.raises(Refused, match="Only a coordinator"):
        correct(office, date(2026, 11, 1), 530, passed=True, passphrase=PASSPHRASES[name], by=name)


def test_a_refused_statement_leaves_nothing_in_the_record_even_where_the_deed_goes_on(office: Office) -> None:
    programme = foundations()
    adopted(office, programme)

    def twice(seat: Seat) -> Done[None]:
        before = seat.ledger.size
        with pytest.raises(Refused, match="already in use"):
            programmes.adopt(seat, programme=programme, passphrase=DANA)
        assert seat.ledger.size == before
        programmes.retire(seat, programme_id=programme.id, version=programme.version, reason="Enough.", passphrase=DANA)
        return Done(Changed.PROGRAMMES)

    office.do("Dana", twice)
    assert office.ask("Dana", lambda seat: history.find_lines(seat, search=history.Search(only_wrong=True))) == []
    assert office.ask("Dana", programmes.programmes_in_use) == ()


def test_an_exam_that_no_programme_asks_for_is_refused(office: Office) -> None:
    put_on_programme(office, "Marcus")
    with pytest.raises(Refused, match="asks for this examination"):
        exam(office, date(2026, 9, 7), None, passed=True)


def test_a_live_session_counts_for_everybody_who_was_there(office: Office) -> None:
    put_on_programme(office, "Marcus", "Aisha")
    there = [office.ids["Marcus"], office.ids["Aisha"]]
    done = office.do(
        "Dana",
        lambda seat: sessions.hold_session(
            seat, title="Listening in a circle", on=date(2026, 9, 7), minutes=240, delivery=Delivery.IN_PERSON,
            domains={"mentoring_education": 240}, trainee_ids=there,
        ),
    )  # fmt: skip
    assert done.said == "The session is recorded: 4 h for each of 2 trainees."
    [id] = office.ask("Dana", sessions.held_session_ids)
    held = office.ask("Dana", lambda seat: sessions.held_sessions(seat, [id]))[id]
    assert held.names == ("Marcus", "Aisha")
    [stands] = office.ask("Marcus", standing.of_oneself)
    assert stands.standing.find("training").have == 240
    with pytest.raises(Refused, match="say who was there"):
        office.do(
            "Dana",
            lambda seat: sessions.hold_session(
                seat, title="Empty room", on=date(2026, 9, 7), minutes=60, delivery=Delivery.IN_PERSON,
                domains={"advocacy": 60}, trainee_ids=[],
            ),
        )  # fmt: skip


def open_decisions(office: Office) -> dict[DecisionKind, decisions.Decision]:
    found = office.ask("Dana", lambda seat: decisions.decisions_for(seat, person_id=office.ids["Marcus"]))
    return {one.kind: one for one in found if one.made is None}


def decide(office: Office, one: decisions.Decision, *, reason: str, passphrase: str = DANA) -> None:
    office.do(
        "Dana",
        lambda seat: decisions.decide(
            seat, person_id=office.ids["Marcus"], attestation_kind=one.attestation_kind, wording=one.wording,
            reason=reason, passphrase=passphrase,
        ),
    )  # fmt: skip


def test_a_coordinator_signs_declarations_gaps_and_more_time(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    approve(office, log(office, "Marcus", date(2026, 9, 15)))
    meet(office, "Marcus", on=date(2026, 10, 6))
    office.clock.to(date(2026, 11, 3))
    wanted = open_decisions(office)
    assert set(wanted) == set(DecisionKind)
    gap = wanted[DecisionKind.GAP]
    assert gap.wording == "I accept that there were too few supervision meetings in 2026-09."
    with pytest.raises(Refused, match="Give the reason"):
        decide(office, gap, reason=" ")
    with pytest.raises(Refused, match="not right"):
        decide(office, gap, reason="Renee was ill", passphrase="something else entirely")
    decide(office, gap, reason="Renee was ill")
    decide(office, wanted[DecisionKind.DECLARATION], reason="")
    decide(office, wanted[DecisionKind.EXTENSION], reason="Parental leave")
    left = open_decisions(office)
    assert set(left) == {DecisionKind.EXTENSION}
    assert "extension 2 of 2" in left[DecisionKind.EXTENSION].wording
    decide(office, left[DecisionKind.EXTENSION], reason="Parental leave goes on")
    assert open_decisions(office) == {}
    said = office.ask("Dana", lambda seat: [one.body["wording"] for one in seat.ledger.entries()
                                            if one.kind == "attestation made"])  # fmt: skip
    assert said[0] == gap.wording + " Reason: Renee was ill"


def test_a_decision_in_other_words_than_shown_is_refused(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    one = open_decisions(office)[DecisionKind.DECLARATION]
    with pytest.raises(Refused, match="no longer open"):
        decide(office, replace(one, wording="I have read no references."), reason="")


def test_a_supervisor_cannot_decide(office: Office) -> None:
    put_on_programme(office, "Marcus", programme=demanding())
    with pytest.raises(Refused, match="Only a coordinator"):
        office.say("Renee", AttestationMade(office.ids["Marcus"], "references", "I read them.", Role.COORDINATOR))
