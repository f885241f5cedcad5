"""What another version of a course changes: for the coordinator before adopting it, and for whoever learns in it."""

from pathlib import Path

from peertrain.courseware.revisions import How, PartOf
from peertrain.domain.learning import check_item
from peertrain.services import courses, learning, versions
from tests.office import Office
from tests.teaching import HEARING, adopt, longer_course, small_course

COURSE = "small-course"
FIRST, SECOND, THIRD = "empathy.being-heard", "empathy.hearing", "empathy.waiting"


def read(office: Office, *lessons: str) -> None:
    for id in lessons:
        office.do("Marcus", lambda seat, id=id: learning.open_item(seat, course_id=COURSE, item_id=id))
        office.do("Marcus", lambda seat, id=id: learning.complete_lesson(seat, course_id=COURSE, lesson_id=id))


def news(office: Office) -> dict[str, tuple[bool, str]]:
    found = office.ask("Marcus", lambda seat: versions.news(seat, course_id=COURSE))
    return {id: (one.is_new, one.again) for id, one in found.items()}


def test_before_adopting_a_version_the_coordinator_sees_what_it_changes(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    read(office, FIRST)
    newer = longer_course(tmp_path)
    office.do("Dana", lambda seat: courses.install_course(seat, course=newer))
    found = office.ask("Dana", lambda seat: versions.proposed(seat, digest=newer.outline.digest))
    assert found is not None
    assert (found.now.version, found.course.version, found.worded, found.learners) == ("1.0.0", "1.1.0", True, 1)
    assert {(one.part, one.how, one.id) for one in found.changes} == {
        (PartOf.MODULE, How.CHANGED, "empathy"), (PartOf.LESSON, How.CHANGED, FIRST),
        (PartOf.LESSON, How.CHANGED, SECOND), (PartOf.LESSON, How.ADDED, THIRD),
    }  # fmt: skip
    assert [one.id for one in found.to_do] == [THIRD]
    assert [one.again for one in found.again] == ["The law has changed."]


def test_the_first_version_of_a_course_changes_nothing(office: Office, tmp_path: Path) -> None:
    course = small_course(tmp_path)
    office.do("Dana", lambda seat: courses.install_course(seat, course=course))
    assert office.ask("Dana", lambda seat: versions.proposed(seat, digest=course.outline.digest)) is None


def test_a_trainee_finds_what_is_new_and_what_has_changed_until_it_is_opened(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    read(office, FIRST, SECOND)
    assert news(office) == {}
    adopt(office, longer_course(tmp_path))
    assert news(office) == {FIRST: (False, ""), SECOND: (False, "The law has changed."), THIRD: (True, "")}
    read(office, SECOND, THIRD)
    assert news(office) == {FIRST: (False, "")}


def test_what_changed_in_a_version_that_was_skipped_is_still_found(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    read(office, SECOND)
    adopt(office, small_course(tmp_path, "1.1.0", (HEARING, "Only one", "Just one")))
    adopt(office, small_course(tmp_path, "1.2.0", (HEARING, "Only one", "Just one")))
    assert news(office) == {SECOND: (False, "")}
    read(office, SECOND)
    adopt(office, small_course(tmp_path, "1.3.0", (HEARING, "Only one", "Just one")))
    assert news(office) == {}


def test_whoever_begins_with_a_version_has_no_news(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    adopt(office, longer_course(tmp_path))
    assert news(office) == {}
    read(office, FIRST)
    assert news(office) == {}


def test_what_was_done_stays_done_in_another_version(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    read(office, FIRST, SECOND)
    adopt(office, longer_course(tmp_path))
    [view] = office.ask("Marcus", learning.overview)
    [module] = view.modules
    assert (module.missing_lessons, module.check_missing) == ((THIRD,), True)
    assert {one.item_id for one in module.done} == {FIRST, SECOND}
    assert check_item("empathy") not in news(office)
