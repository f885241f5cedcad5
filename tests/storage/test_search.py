"""What was indexed is found by the beginnings of its words, whatever their endings, capitals and accents."""

import string

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.storage import search
from peertrain.storage import store as room
from peertrain.storage.engine import open_engine
from peertrain.storage.search import Hit, Passage, find, find_among, forget, index, indexed
from peertrain.storage.store import Store, schema_of
from tests.storage.conftest import KEY

LESSON = Passage("course-1", "lesson", "m.one", "Saying no kindly", "Phones", "Limits at night are boundaries, too.")
TERM = Passage("course-1", "term", "boundary", "Boundary", "", "A line that keeps both people safe.")
OLD = Passage("course-0", "lesson", "m.one", "Saying no", "", "An older word about boundaries.")
CAFE = Passage("course-1", "lesson", "m.two", "The café", "", "They were listening at Renée's.")


def texts(hits: list[Hit]) -> list[str]:
    return [f"{hit.kind}:{hit.name}" for hit in hits]


def look(store: Store, typed: str, *kinds: str) -> list[Hit]:
    with store.read() as connection:
        return find(connection, typed, sources=["course-1"], kinds=kinds or ("lesson", "term"), most=20)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.write() as connection:
        index(connection, [LESSON, TERM, OLD, CAFE])
    return store


def test_a_word_is_found_in_all_its_forms_and_best_in_a_title(filled: Store) -> None:
    assert texts(look(filled, "boundaries")) == texts(look(filled, "BOUNDARY")) == ["term:boundary", "lesson:m.one"]


@pytest.mark.parametrize("typed", ["list", "listen", "listeni", "listening", "listened", "renee", "Café", "cafe"])
def test_beginnings_endings_and_accents_are_forgiven(filled: Store, typed: str) -> None:
    assert texts(look(filled, typed)) == ["lesson:m.two"]


def test_every_word_has_to_be_there(filled: Store) -> None:
    assert texts(look(filled, "limits night")) == ["lesson:m.one"]
    assert look(filled, "limits café") == []


def test_only_the_kinds_and_sources_asked_for_are_searched(filled: Store) -> None:
    assert texts(look(filled, "boundary", "term")) == ["term:boundary"]


def test_a_hit_shows_the_words_that_fit_and_where_they_stand(filled: Store) -> None:
    [hit] = look(filled, "limit boundary", "lesson")
    assert hit.heading == (("Phones", False),)
    assert hit.excerpt == (("Limits", True), (" at night are ", False), ("boundaries", True), (", too.", False))
    assert hit.words == ("Limits", "boundaries")


def test_what_a_picture_shows_is_quoted_only_where_the_word_stands_nowhere_else() -> None:
    shown = Passage("", "lesson", "m", "Roots", "", "A tree stands by the river.", "A tree with four roots and a bird.")
    [tree] = find_among([shown], "tree", most=5)
    assert "".join(text for text, _fits in tree.excerpt) == shown.text
    [bird] = find_among([shown], "bird", most=5)
    assert "".join(text for text, _fits in bird.excerpt) == shown.pictures
    assert (tree.in_picture, bird.in_picture) == (False, True)


def test_nothing_is_looked_for_before_two_letters(filled: Store) -> None:
    assert look(filled, "b") == look(filled, " ") == look(filled, "?!") == []


def test_what_is_forgotten_is_found_no_more(filled: Store) -> None:
    with filled.write() as connection:
        forget(connection, ["course-1"])
        assert indexed(connection) == {"course-0"}
    assert look(filled, "boundary") == []


def test_what_is_not_indexed_is_found_in_memory_and_leaves_nothing(filled: Store) -> None:
    own = Passage("", "note", "n", "My note", "", "I was heard, at last.")
    assert texts(find_among([own], "heard", most=5)) == ["note:n"]
    assert look(filled, "heard", "note") == []
    assert find_among([], "heard", most=5) == find_among([own], "h", most=5) == []


@settings(max_examples=60)
@given(st.text(alphabet=string.printable + "é\x00\x02\u201c", max_size=30))
def test_whatever_is_typed_is_looked_for_and_nothing_else_happens(typed: str) -> None:
    for hit in find_among([LESSON, CAFE], typed, most=5):
        assert hit.words
        assert "".join(text for text, _fits in hit.title) in {LESSON.title, CAFE.title}


def test_a_record_from_before_there_was_an_index_gets_one(store: Store) -> None:
    path = store.path.with_name("older.db")
    config = Config()
    config.set_main_option("script_location", str(room.__file__).replace("store.py", "migrations"))
    engine = open_engine(path, KEY)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    older = Store.open(path, KEY)
    with older.write() as connection:
        search.index(connection, [LESSON])
        assert indexed(connection) == {"course-1"}
    older.close()
    assert schema_of(path, KEY) == room.SCHEMA
