"""Laws of moving to another version of a programme: what counts, and what is said to change."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.moving import Difference, Move
from peertrain.domain.people import Enrolment
from peertrain.domain.programmes import ExperienceRule, Programme, SupervisionRule, TrainingRule
from peertrain.domain.requirements import Facts
from peertrain.domain.standing import standing
from tests.domain.facts import STARTED, TESS, TODAY, facts, hours, meeting, programme, training

AMOUNTS = st.integers(1, 60).map(lambda quarters: quarters * 15)
DONE = facts(
    training=(training("a", 120),), hours=(hours("h", minutes=90), hours("i", STARTED, 45)), meetings=(meeting("m"),)
)


@st.composite
def rules(draw: st.DrawFn, version: str) -> Programme:
    """Return a version of a programme that asks for any of the three kinds of hours."""
    asked = draw(st.tuples(*[st.none() | AMOUNTS] * 3))
    training_asked, served, supervised = asked
    return programme(
        version=version,
        training=TrainingRule(training_asked) if training_asked else None,
        experience=ExperienceRule(served, domains={"advocacy": draw(AMOUNTS)}) if served else None,
        supervision=SupervisionRule(supervised) if supervised else None,
    )


def on(version: str) -> Facts:
    return replace(DONE, enrolment=Enrolment("p", version, STARTED))


@given(rules("1"), rules("2"))
@settings(max_examples=40, deadline=None)
def test_what_is_said_to_change_is_all_that_changes(old: Programme, new: Programme) -> None:
    before, after = standing(old, on("1"), TODAY), standing(new, on("2"), TODAY)
    named = Move(TESS, before, after).differences
    assert all(one.before != one.after for one in named)
    gone = {one.before.id for one in named if one.before and not one.after}
    other = {one.after.id: one.after for one in named if one.after}
    rebuilt = {one.id: one for one in before.requirements if one.id not in gone} | other
    assert {id: (one.have, one.need, one.met) for id, one in rebuilt.items()} == {
        one.id: (one.have, one.need, one.met) for one in after.requirements
    }


@given(rules("1"))
@settings(max_examples=20, deadline=None)
def test_a_version_with_the_same_rules_changes_nothing(old: Programme) -> None:
    same = standing(replace(old, version="2"), on("2"), TODAY)
    assert Move(TESS, standing(old, on("1"), TODAY), same).differences == ()


@given(rules("1"), rules("2"))
@settings(max_examples=20, deadline=None)
def test_hours_count_under_the_new_rules_wherever_they_counted_under_the_old(old: Programme, new: Programme) -> None:
    before, after = standing(old, on("1"), TODAY), standing(new, on("2"), TODAY)
    kept = {one.id: one.have for one in before.requirements if "." not in one.id}
    found = {one.id: one.have for one in after.requirements if "." not in one.id}
    assert all(found[id] == kept[id] for id in kept.keys() & found.keys())


def test_a_requirement_that_only_one_version_has_stands_on_its_side_alone() -> None:
    old = programme(training=TrainingRule(120))
    new = programme(version="2", experience=ExperienceRule(600))
    move = Move(TESS, standing(old, on("1"), TODAY), standing(new, on("2"), TODAY))
    assert move.differences == (
        Difference(None, move.after.requirements[0]), Difference(move.before.requirements[0], None),
    )  # fmt: skip
