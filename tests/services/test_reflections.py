"""Reflections and notes: sealed, saved as typed, and never in the record."""

from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.services import reflections
from tests.office import Office
from tests.teaching import adopt, small_course

ABOUT = {"course_id": "small-course", "reflection_id": "empathy.heard"}
WORDS = "My aunt put the kettle on and let me find my own words, Thursday evening."


@pytest.fixture
def taught(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    return office


def test_a_draft_is_there_again_after_signing_out(taught: Office) -> None:
    taught.do("Marcus", lambda seat: reflections.keep_reflection(seat, **ABOUT, text="My aunt put"))
    taught.workplace.lock()
    view = taught.ask("Marcus", lambda seat: reflections.reflection(seat, **ABOUT))
    assert (view.writing.text, view.done) == ("My aunt put", False)


def test_a_reflection_of_a_few_words_is_not_written_yet(taught: Office) -> None:
    with pytest.raises(Refused, match="at least 10 words"):
        taught.do("Marcus", lambda seat: reflections.write_reflection(seat, **ABOUT, text="Too short."))


def test_a_written_reflection_counts_and_may_be_changed_afterwards(taught: Office) -> None:
    follows = taught.do("Marcus", lambda seat: reflections.write_reflection(seat, **ABOUT, text=WORDS)).value
    assert follows is not None
    taught.do("Marcus", lambda seat: reflections.write_reflection(seat, **ABOUT, text=WORDS + " It rained."))
    view = taught.ask("Marcus", lambda seat: reflections.reflection(seat, **ABOUT))
    assert view.done
    assert view.writing.text.endswith("It rained.")


def test_what_a_reflection_says_is_not_in_the_record_nor_readable_by_anybody_else(taught: Office) -> None:
    taught.do("Marcus", lambda seat: reflections.write_reflection(seat, **ABOUT, text=WORDS))
    entries = taught.ask("Dana", lambda seat: [entry.signed for entry in seat.ledger.entries()])
    assert not any(b"kettle" in signed for signed in entries)
    for name in ("Dana", "Renee", "Aisha"):
        view = taught.ask(name, lambda seat: reflections.reflection(seat, **ABOUT))
        assert view.writing.text == ""


def test_notes_stand_beside_their_lesson_and_an_empty_one_goes(taught: Office) -> None:
    beside = {"course_id": "small-course", "lesson_id": "empathy.hearing"}
    taught.do("Marcus", lambda seat: reflections.keep_note(seat, **beside, text="Ask Renée about silence."))
    pages = taught.ask("Marcus", reflections.private_pages)
    assert [(note.title, note.text) for note in pages.notes] == [("Hearing", "Ask Renée about silence.")]
    taught.do("Marcus", lambda seat: reflections.keep_note(seat, **beside, text="  "))
    assert taught.ask("Marcus", reflections.private_pages).notes == ()


def test_a_person_is_told_once_who_can_open_what_they_write(taught: Office) -> None:
    assert not taught.ask("Marcus", reflections.was_told)
    taught.do("Marcus", reflections.be_told)
    assert taught.ask("Marcus", reflections.was_told)
    assert not taught.ask("Aisha", reflections.was_told)
