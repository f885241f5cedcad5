"""The way through a course: its order, and where a trainee goes on."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from peertrain.domain.curriculum import CheckOutline, Course, LessonOutline, ModuleOutline, ReflectionOutline
from peertrain.domain.learning import Done, ItemKind
from peertrain.domain.pathway import after, completion_said, follows, go_on, module_with, newest, steps, version_order


def module(id: str) -> ModuleOutline:
    lessons = tuple(LessonOutline(f"{id}.{name}", name.title(), 20) for name in ("open", "listen", "close"))
    reflections = (ReflectionOutline(f"{id}.heard", "A time I was heard", 15, f"{id}.listen"),)
    return ModuleOutline(id, id.title(), "", 100, {}, (), lessons, reflections, CheckOutline(25, 80, 5, 7))


COURSE = Course("core", "1.0.0", "Core", "", "00", (module("empathy"), module("boundaries")))
WAY = [step.item_id for one in COURSE.modules for step in steps(one)]


def done(*items: str) -> list[Done]:
    at = datetime(2026, 9, 7, tzinfo=UTC)
    return [
        Done(f"m/core/{item}", "m", "core", "1.0.0", item.split(".")[0], ItemKind.LESSON, item, at, None, item)
        for item in items
    ]


def test_a_reflection_follows_its_lesson_and_the_check_comes_last() -> None:
    assert [step.item_id for step in steps(COURSE.modules[0])] == [
        "empathy.open", "empathy.listen", "empathy.heard", "empathy.close", "empathy.check",
    ]  # fmt: skip


def test_a_reflection_whose_lesson_is_gone_still_has_its_place_before_the_check() -> None:
    lost = module("empathy")
    lost = ModuleOutline(lost.id, lost.title, "", 100, {}, (), lost.lessons[:1], lost.reflections, lost.check)
    assert [step.item_id for step in steps(lost)] == ["empathy.open", "empathy.heard", "empathy.check"]


def test_nothing_follows_the_check() -> None:
    assert after(COURSE.modules[0], "empathy.check") is None


def test_whoever_has_done_an_item_goes_on_with_the_next_that_is_open() -> None:
    def after_reflection(*others: str) -> str:
        step = follows(COURSE.modules[0], "empathy.heard", done("empathy.heard", *others))
        return step.item_id if step is not None else ""

    assert after_reflection("empathy.open", "empathy.listen") == "empathy.close"
    assert after_reflection("empathy.open", "empathy.close") == "empathy.listen"
    assert after_reflection("empathy.open", "empathy.listen", "empathy.close") == "empathy.check"
    assert after_reflection(*(step.item_id for step in steps(COURSE.modules[0]))) == ""


@given(some.sets(some.sampled_from(WAY)), some.sampled_from(["", *WAY]))
def test_going_on_never_returns_what_is_done_and_ends_only_when_everything_is(finished: set[str], last: str) -> None:
    step = go_on(COURSE, done(*finished), last)
    if step is None:
        assert finished == set(WAY)
    else:
        assert step.item_id not in finished


@given(some.sets(some.sampled_from(WAY)), some.sampled_from([one for one in WAY if not one.endswith(".check")]))
def test_what_was_opened_last_comes_first_until_it_is_done(finished: set[str], last: str) -> None:
    step = go_on(COURSE, done(*(finished - {last})), last)
    assert step is not None
    assert step.item_id == last


@given(some.sets(some.sampled_from(WAY)), some.sampled_from(["", *WAY]))
def test_a_check_comes_when_nothing_else_of_its_module_is_left(finished: set[str], last: str) -> None:
    step = go_on(COURSE, done(*finished), last)
    if step is not None and step.kind is ItemKind.CHECK:
        others = {one.item_id for one in steps(module_with(COURSE, step.item_id))} - {step.item_id}
        assert others <= finished


def test_whoever_tried_a_check_too_early_goes_on_with_the_first_lesson_that_is_open() -> None:
    step = go_on(COURSE, done("empathy.open"), "empathy.check")
    assert step is not None
    assert step.item_id == "empathy.listen"


@given(some.sets(some.sampled_from(WAY), min_size=1), some.sampled_from(WAY))
def test_a_module_is_finished_before_another_is_begun(finished: set[str], last: str) -> None:
    step = go_on(COURSE, done(*finished, last), last)
    mine = {step.item_id for step in steps(module_with(COURSE, last))}
    if not mine <= finished | {last}:
        assert step is not None
        assert step.item_id in mine


def test_a_complete_module_says_what_it_counts() -> None:
    everything = done(*(step.item_id for step in steps(COURSE.modules[0])))
    said = completion_said(COURSE.modules[0], everything)
    assert said == "You have completed “Empathy”. Its 1 h 40 min count as training hours."
    assert completion_said(COURSE.modules[0], everything[1:]) == ""


def test_versions_sort_by_their_numbers() -> None:
    assert version_order("1.10.0") > version_order("1.9.3")
    retired = Course("core", "2.0.0", "Core", "", "00", (), in_use=False)
    assert newest([COURSE, retired]) == {"core": COURSE}
