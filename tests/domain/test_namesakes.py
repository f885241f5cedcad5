"""People who share a preferred name are told apart, and nobody else is called otherwise than before."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.namesakes import told_apart
from peertrain.domain.people import Person, folded_name
from tests.office import START

NAMES = st.sampled_from(["Marcus", "marcus ", "Marcus (Marcus Bell)", "Aisha", "Renée"])


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    names = draw(st.lists(st.tuples(st.sampled_from(["Marcus Bell", "Marcus Cole"]), NAMES), max_size=6))
    return [
        Person(f"{number}", legal, preferred, START + timedelta(minutes=number))
        for number, (legal, preferred) in enumerate(names)
    ]


def test_those_who_share_a_name_are_told_apart_by_the_legal_one() -> None:
    bell, cole = Person("1", "Marcus Bell", "Marcus", START), Person("2", "Marcus Cole", " MARCUS", START)
    aisha = Person("3", "Aisha Rahman", "Aisha", START)
    assert told_apart([bell, cole, aisha]) == {"1": "Marcus (Marcus Bell)", "2": " MARCUS (Marcus Cole)", "3": "Aisha"}
    assert told_apart([bell, aisha]) == {"1": "Marcus", "3": "Aisha"}


def test_whoever_shares_the_legal_name_too_is_told_apart_by_since_when_they_are_here() -> None:
    father, son = (Person(one, "Marcus Bell", "Marcus", START + timedelta(days=int(one))) for one in "12")
    called = told_apart([father, son])
    assert called["1"] != called["2"]
    assert called["1"].startswith("Marcus (Marcus Bell, enrolled 8 September 2026")


@settings(max_examples=60)
@given(people())
def test_no_two_are_called_the_same_and_whoever_shares_no_name_keeps_theirs(some: list[Person]) -> None:
    called = told_apart(some)
    assert len({folded_name(name) for name in called.values()}) == len(some)
    folded = [folded_name(one.preferred_name) for one in some]
    alone = [
        one for one in some if folded.count(folded_name(one.preferred_name)) == 1 and "(" not in one.preferred_name
    ]
    assert all(called[one.id] == one.preferred_name for one in alone)
