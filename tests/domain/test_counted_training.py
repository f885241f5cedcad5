"""Which training counts, over several versions of a course."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from peertrain.domain.curriculum import CheckOutline, Course, LessonOutline, ModuleOutline
from peertrain.domain.facts import counted_training
from peertrain.domain.learning import Delivery, Done, ItemKind, Session, check_item, module_key, progress
from peertrain.domain.pathway import go_on, newest

DAY = datetime(2026, 9, 15, 12, tzinfo=UTC)


def course(version: str, lessons: int, *, in_use: bool = True, minutes: int = 100, live: int = 0) -> Course:
    outline = ModuleOutline(
        "empathy", "Empathy", "", minutes, {"advocacy": minutes // 4, "recovery_wellness": minutes - minutes // 4}, (),
        tuple(LessonOutline(f"l{number}", f"Lesson {number}", 10) for number in range(lessons)),
        (), CheckOutline(20, 80, 5, 18), live,
    )  # fmt: skip
    return Course("core", version, "Core", "", f"digest {version}", (outline,), in_use)


def done(version: str, *items: str, hours: int = 0) -> list[Done]:
    kinds = {check_item("empathy"): ItemKind.CHECK}
    return [
        Done(
            f"t/{item}",
            "t",
            "core",
            version,
            "empathy",
            kinds.get(item, ItemKind.LESSON),
            item,
            DAY + timedelta(hours=hours),
            None,
            f"e-{item}",
        )
        for item in items
    ]


WHOLE = ("l0", "l1", check_item("empathy"))


def test_a_complete_module_counts_once_and_as_it_was_when_it_was_completed() -> None:
    versions = [course("1.0.0", 2), course("1.1.0", 2, minutes=120), course("1.2.0", 2, minutes=80)]
    [one] = counted_training(versions, done("1.0.0", *WHOLE), ())
    assert one.minutes == 100
    assert one.entries == ("e-empathy.check", "e-l0", "e-l1")


def test_a_module_counts_as_in_the_version_in_which_its_last_item_was_done() -> None:
    mixed = done("1.0.0", "l0", "l1") + done("1.1.0", check_item("empathy"), hours=1)
    [one] = counted_training([course("1.0.0", 2), course("1.1.0", 2, minutes=120)], mixed, ())
    assert one.minutes == 120


def test_a_new_lesson_in_a_later_version_takes_nothing_away_and_adds_once_it_is_done() -> None:
    versions = [course("1.0.0", 2, in_use=False), course("1.1.0", 3, minutes=120)]
    [one] = counted_training(versions, done("1.0.0", *WHOLE), ())
    assert one.minutes == 100
    [one] = counted_training(versions, done("1.0.0", *WHOLE) + done("1.1.0", "l2", hours=1), ())
    assert one.minutes == 120


def test_a_version_that_no_longer_has_the_lesson_that_was_missing_lets_the_module_count() -> None:
    one, other = course("1.0.0", 3), course("1.1.0", 2, minutes=80)
    assert counted_training([one], done("1.0.0", *WHOLE), ()) == ()
    [counted] = counted_training([one, other], done("1.0.0", *WHOLE), ())
    assert counted.minutes == 80


def test_a_version_cannot_be_completed_with_lessons_of_a_later_one_in_which_it_has_more() -> None:
    versions = [course("1.0.0", 2, in_use=False), course("1.1.0", 3)]
    mixed = done("1.0.0", "l0", "l1") + done("1.1.0", check_item("empathy"), hours=1)
    assert counted_training(versions, mixed, ()) == ()
    assert counted_training([replace(one, in_use=True) for one in versions], mixed, ()) == ()


def test_an_unfinished_module_does_not_count() -> None:
    assert counted_training([course("1.0.0", 2)], done("1.0.0", "l0", "l1"), ()) == ()


@given(st.permutations(["1.0.0", "1.9.0", "1.10.0"]))
def test_the_order_in_which_versions_arrive_does_not_matter(versions: list[str]) -> None:
    minutes = {"1.0.0": 100, "1.9.0": 110, "1.10.0": 130}
    courses = [course(one, 2, minutes=minutes[one]) for one in versions]
    [one] = counted_training(courses, done("1.9.0", *WHOLE), ())
    assert one.minutes == 110


ADOPT = st.tuples(st.integers(1, 4), st.integers(40, 400))
LIFE = st.lists(st.one_of(ADOPT, st.just("retire"), st.just("learn")), min_size=5, max_size=40)


@given(LIFE)
def test_hours_of_a_completed_module_stay_whatever_versions_come_and_go(life: list[tuple[int, int] | str]) -> None:
    """A version has so many lessons and minutes; the trainee does the next thing that the newest one in use asks for."""
    versions, learned, counted = [course("1.0.0", 2)], list[Done](), 0
    for hour, event in enumerate(life):
        now = newest(versions).get("core")
        before = counted_training(versions, learned, ())
        finished = False
        if isinstance(event, tuple):
            versions.append(course(f"1.{len(versions)}.0", event[0], minutes=event[1]))
        elif event == "retire" and now is not None:
            versions = [replace(one, in_use=one.in_use and one != now) for one in versions]
        elif event == "learn" and now is not None and (step := go_on(now, learned)) is not None:
            learned += done(now.version, step.item_id, hours=hour)
            finished = progress(now.modules[0], learned).complete
        after = counted_training(versions, learned, ())
        if counted and event != "learn":
            assert after == before
        if counted or finished:
            assert sum(one.minutes for one in after) >= max(counted, 1)
            counted = sum(one.minutes for one in after)


def session(minutes: int, module: str = "") -> Session:
    domains = {"recovery_wellness": minutes}
    return Session(f"s{minutes}", "Together", DAY.date(), minutes, Delivery.IN_PERSON, domains, ("t",), "e", module)


EMPATHY = module_key("core", "empathy")


def test_the_live_part_of_a_module_counts_as_live_and_not_twice() -> None:
    found = counted_training([course("1.0.0", 2, live=45)], done("1.0.0", *WHOLE), [session(45, EMPATHY)])
    assert {one.delivery: one.minutes for one in found} == {Delivery.SELF_PACED: 55, Delivery.IN_PERSON: 45}


def test_a_module_without_its_live_session_counts_whole() -> None:
    [one] = counted_training([course("1.0.0", 2, live=45)], done("1.0.0", *WHOLE), ())
    assert (one.delivery, one.minutes) == (Delivery.SELF_PACED, 100)


def test_a_session_about_something_else_takes_nothing_from_a_module() -> None:
    found = counted_training([course("1.0.0", 2, live=45)], done("1.0.0", *WHOLE), [session(45), session(60, "core/x")])
    assert sorted(one.minutes for one in found) == [45, 60, 100]


@given(st.integers(0, 100), st.lists(st.integers(15, 120), max_size=3, unique=True))
def test_nobody_gains_or_loses_a_minute_by_meeting(live: int, lengths: list[int]) -> None:
    found = counted_training(
        [course("1.0.0", 2, live=live)], done("1.0.0", *WHOLE), [session(one, EMPATHY) for one in lengths]
    )
    assert sum(one.minutes for one in found) == 100 + max(0, sum(lengths) - live)
    assert all(sum(one.domains.values()) == one.minutes for one in found)
