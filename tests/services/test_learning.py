"""The way through a course: overview, lessons, places, and what completing a lesson says."""

from pathlib import Path

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.learning import Done, ItemKind
from peertrain.services import courses, learning
from tests.office import PASSPHRASES, Office
from tests.teaching import MODULE, adopt, finish_small, read_small, shipped_course, small_course

CORE = "peer-specialist-core"
FIRST = "what-peer-support-is"


def complete(office: Office, lesson_id: str) -> object:
    return office.do("Marcus", lambda seat: learning.complete_lesson(seat, course_id=CORE, lesson_id=lesson_id)).value


def open_item(office: Office, item_id: str) -> None:
    office.do("Marcus", lambda seat: learning.open_item(seat, course_id=CORE, item_id=item_id))


def test_a_new_trainee_begins_with_the_first_lesson(office: Office) -> None:
    course = adopt(office, shipped_course())
    onward = office.ask("Marcus", learning.where_to_go_on)
    assert onward is not None
    assert (onward.step.item_id, onward.step.number, onward.begun) == (course.modules[0].lessons[0].id, 1, False)


def test_without_a_course_there_is_nowhere_to_go_on(office: Office) -> None:
    assert office.ask("Marcus", learning.where_to_go_on) is None


def test_reading_goes_on_in_the_lesson_that_was_opened_last_until_it_is_done(office: Office) -> None:
    course = adopt(office, shipped_course())
    lessons = course.modules[2].lessons
    open_item(office, lessons[3].id)
    onward = office.ask("Marcus", learning.where_to_go_on)
    assert onward is not None
    assert (onward.module_title, onward.step.number, onward.step.count) == ("Boundaries", 4, 8)
    complete(office, lessons[3].id)
    onward = office.ask("Marcus", learning.where_to_go_on)
    assert onward is not None
    assert onward.step.kind is ItemKind.REFLECTION
    assert onward.step.module_id == "boundaries"


def test_the_check_comes_after_everything_that_was_skipped(office: Office) -> None:
    course = adopt(office, shipped_course())
    module = course.modules[0]
    open_item(office, module.lessons[-1].id)
    complete(office, module.lessons[-1].id)
    onward = office.ask("Marcus", learning.where_to_go_on)
    assert onward is not None
    assert onward.step.kind is not ItemKind.CHECK


def test_a_completed_lesson_is_in_the_record_once_and_names_what_follows(office: Office) -> None:
    course = adopt(office, shipped_course())
    lesson = course.modules[0].lessons[0]
    step = complete(office, lesson.id)
    assert step is not None
    assert complete(office, lesson.id) == step
    progress = office.ask("Marcus", learning.overview)[0].modules[0]
    assert [one.item_id for one in progress.done] == [lesson.id]
    assert lesson.id not in progress.missing_lessons


def test_nobody_but_a_trainee_completes_a_lesson(office: Office) -> None:
    course = adopt(office, shipped_course())
    lesson_id = course.modules[0].lessons[0].id
    with pytest.raises(Refused, match="Only a trainee"):
        office.do("Renee", lambda seat: learning.complete_lesson(seat, course_id=CORE, lesson_id=lesson_id))


def test_a_lesson_comes_with_its_pictures_its_neighbours_and_the_place_where_reading_stopped(office: Office) -> None:
    course = adopt(office, shipped_course())
    module = course.modules[0]
    place = {"fraction": 0.25, "words": "A nurse can know a great deal", "into": 0.5}
    office.do(
        "Marcus",
        lambda seat: learning.keep_place(seat, course_id=CORE, lesson_id=module.lessons[1].id, place=place),
    )
    view = office.ask("Marcus", lambda seat: learning.lesson(seat, course_id=CORE, lesson_id=module.lessons[1].id))
    assert view.place == place
    assert view.lesson.title == module.lessons[1].title
    assert all(media_type == "image/svg+xml" for media_type, _data in view.pictures.values())
    assert all(f"asset:{name}" in view.lesson.html for name in view.pictures)
    assert view.before is not None
    assert view.next is not None


def test_every_lesson_of_the_shipped_course_opens_with_every_picture_it_shows(office: Office) -> None:
    course = adopt(office, shipped_course())
    shown = set()
    for module in course.modules:
        for lesson in module.lessons:
            view = office.ask("Marcus", lambda seat, id=lesson.id: learning.lesson(seat, course_id=CORE, lesson_id=id))
            shown |= set(view.pictures)
    assert shown == set(shipped_course().assets)


def test_the_place_of_one_trainee_is_not_the_place_of_another(office: Office) -> None:
    course = adopt(office, shipped_course())
    open_item(office, course.modules[1].lessons[2].id)
    onward = office.ask("Aisha", learning.where_to_go_on)
    assert onward is not None
    assert not onward.begun
    assert onward.step.module_id == FIRST


def test_a_module_says_its_way_its_sources_and_its_attempts(office: Office) -> None:
    adopt(office, shipped_course())
    view = office.ask("Marcus", lambda seat: learning.module(seat, course_id=CORE, module_id="boundaries"))
    assert [step.kind for step in view.way].count(ItemKind.REFLECTION) == 3
    assert view.way[-1].kind is ItemKind.CHECK
    assert view.about.sources
    assert (view.left, view.attempt_open) == (5, False)


def test_what_was_done_in_an_older_version_counts_in_the_newer_one(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    office.do(
        "Marcus",
        lambda seat: learning.complete_lesson(seat, course_id="small-course", lesson_id="empathy.being-heard"),
    )
    adopt(office, small_course(tmp_path, "1.1.0"))
    view = office.ask("Marcus", learning.overview)[0]
    assert view.course.version == "1.1.0"
    assert view.modules[0].missing_lessons == ("empathy.hearing",)


def test_a_module_completed_in_an_older_version_says_what_it_counts_as(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    read_small(office)
    finish_small(office)
    longer = ("check: {minutes: 20", "check: {minutes: 30"), ("\nminutes: 65", "\nminutes: 75"), ("n: 40", "n: 50")
    adopt(office, small_course(tmp_path, "1.1.0", *((MODULE, *one) for one in longer)))
    view = office.ask("Marcus", learning.overview)[0]
    assert (view.modules[0].complete, view.modules[0].module.minutes, view.counted["empathy"].minutes) == (True, 75, 65)
    one = office.ask("Marcus", lambda seat: learning.module(seat, course_id="small-course", module_id="empathy"))
    assert one.counted is not None
    assert sum(one.counted.domains.values()) == 65


def test_a_retired_course_cannot_be_read_but_what_was_done_stays(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    office.do(
        "Marcus",
        lambda seat: learning.complete_lesson(seat, course_id="small-course", lesson_id="empathy.being-heard"),
    )
    office.do(
        "Dana",
        lambda seat: courses.retire_course(
            seat, course_id="small-course", version="1.0.0", reason="Replaced", passphrase=PASSPHRASES["Dana"]
        ),
    )
    with pytest.raises(Refused, match="not in use any more"):
        office.ask(
            "Marcus",
            lambda seat: learning.lesson(seat, course_id="small-course", lesson_id="empathy.being-heard"),
        )
    kept = office.ask(
        "Dana", lambda seat: seat.picture.find(Done, f"{office.ids['Marcus']}/small-course/empathy.being-heard")
    )
    assert kept is not None
