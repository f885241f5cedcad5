"""Installing, adopting and retiring courses."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.courseware.archive import pack
from peertrain.courseware.mistakes import CourseInvalid
from peertrain.domain.errors import Refused, Trouble
from peertrain.places import shipped_courses
from peertrain.record.author_keys import AuthorKey
from peertrain.services import courses, learning
from tests.office import PASSPHRASES, Office
from tests.teaching import adopt, put_to_use, shipped_course, small_course


def test_the_course_that_comes_with_the_program_is_found_and_can_be_read() -> None:
    assert [folder.name for folder in shipped_courses()] == ["peer-specialist-core"]
    assert courses.read_folder(shipped_courses()[0]).outline == shipped_course().outline


def test_a_course_with_a_mistake_is_refused_with_every_mistake(tmp_path: Path) -> None:
    small_course(tmp_path)
    (tmp_path / "small-1.0.0" / "modules" / "empathy" / "hearing.md").unlink()
    with pytest.raises(CourseInvalid) as refused:
        courses.read_folder(tmp_path / "small-1.0.0")
    assert refused.value.mistakes


def test_an_installed_course_is_in_use_only_once_it_is_adopted(office: Office) -> None:
    course = shipped_course()
    office.do("Dana", lambda seat: courses.install_course(seat, course=course))
    assert office.ask("Marcus", learning.overview) == ()
    put_to_use(office, course.outline.digest)
    assert [view.course for view in office.ask("Marcus", learning.overview)] == [course.outline]


def test_only_a_coordinator_installs_a_course_that_is_not_in_use(office: Office) -> None:
    with pytest.raises(Refused, match="not in use"):
        office.do("Marcus", lambda seat: courses.install_course(seat, course=shipped_course()))


def test_anybody_may_install_the_very_course_that_is_in_use_but_no_other_under_its_name(office: Office) -> None:
    course = adopt(office, shipped_course())
    office.do("Marcus", lambda seat: courses.install_course(seat, course=shipped_course()))
    other = replace(shipped_course(), outline=replace(course, digest="0" * 64))
    with pytest.raises(Refused, match="not in use"):
        office.do("Marcus", lambda seat: courses.install_course(seat, course=other))


def test_a_course_that_is_not_here_cannot_be_adopted(office: Office) -> None:
    with pytest.raises(Refused, match="Install it first"):
        put_to_use(office, "0" * 64)


def test_a_supervisor_cannot_adopt_a_course(office: Office) -> None:
    office.do("Dana", lambda seat: courses.install_course(seat, course=shipped_course()))
    digest = shipped_course().outline.digest
    with pytest.raises(Refused, match="Only a coordinator"):
        put_to_use(office, digest, by="Renee")


def test_adopting_a_course_takes_the_passphrase(office: Office) -> None:
    office.do("Dana", lambda seat: courses.install_course(seat, course=shipped_course()))
    digest = shipped_course().outline.digest
    with pytest.raises(Refused, match="passphrase"):
        office.do("Dana", lambda seat: courses.adopt_course(seat, digest=digest, passphrase="not hers at all"))
    assert office.ask("Marcus", learning.overview) == ()


def test_the_newest_version_in_use_is_the_one_that_trainees_see(office: Office, tmp_path: Path) -> None:
    for version in ("1.9.0", "1.10.0"):
        adopt(office, small_course(tmp_path, version))
    assert [view.course.version for view in office.ask("Marcus", learning.overview)] == ["1.10.0"]
    office.do(
        "Dana",
        lambda seat: courses.retire_course(
            seat, course_id="small-course", version="1.10.0", reason="A wrong picture", passphrase=PASSPHRASES["Dana"]
        ),
    )
    assert [view.course.version for view in office.ask("Marcus", learning.overview)] == ["1.9.0"]


def test_known_courses_say_which_are_here_and_which_are_in_use(office: Office, tmp_path: Path) -> None:
    adopt(office, small_course(tmp_path))
    newer = small_course(tmp_path, "1.1.0")
    office.do("Dana", lambda seat: courses.install_course(seat, course=newer))
    known = office.ask("Dana", courses.known_courses)
    assert [(one.course.version, one.installed, one.in_use) for one in known] == [
        ("1.1.0", True, False),
        ("1.0.0", True, True),
    ]


@pytest.mark.parametrize(
    ("reason", "passphrase", "says"), [(" ", PASSPHRASES["Dana"], "why"), ("Old", "not this one", "passphrase")]
)
def test_retiring_needs_a_reason_and_the_passphrase(
    office: Office, tmp_path: Path, reason: str, passphrase: str, says: str
) -> None:
    adopt(office, small_course(tmp_path))
    said = {"course_id": "small-course", "version": "1.0.0", "reason": reason, "passphrase": passphrase}
    with pytest.raises(Refused, match=says):
        office.do("Dana", lambda seat: courses.retire_course(seat, **said))


# Files that an author has signed

MARIA = AuthorKey("Maria Example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
NINO = AuthorKey("Nino Example", Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1"))


def signed(folder: Path, version: str, key: AuthorKey | None) -> Path:
    """Return the file of the small course in a version, signed with a key or by nobody."""
    small_course(folder, version)
    file = folder / f"small-{version}.ptcourse"
    file.write_bytes(pack(folder / f"small-{version}", signed_by=key))
    return file


def install(office: Office, file: Path) -> courses.SignedBy | None:
    """Install a file, and return who has signed it."""
    course = courses.read_file(file)
    office.do("Dana", lambda seat: courses.install_course(seat, course=course))
    known = office.ask("Dana", courses.known_courses)
    return next(one.signed_by for one in known if one.course.digest == course.outline.digest)


def test_a_signed_file_is_installed_and_says_who_has_signed_it(office: Office, tmp_path: Path) -> None:
    by = install(office, signed(tmp_path, "1.0.0", MARIA))
    assert by is not None
    assert (by.name, len(by.words.split()), by.same, by.other) == ("Maria Example", 6, "", "")


def test_a_key_that_has_signed_an_adopted_course_is_known(office: Office, tmp_path: Path) -> None:
    install(office, signed(tmp_path, "1.0.0", MARIA))
    before = install(office, signed(tmp_path, "1.1.0", MARIA))
    assert before is not None
    assert before.same == "", "what is only installed vouches for nothing"
    put_to_use(office, small_course(tmp_path).outline.digest)
    after = install(office, signed(tmp_path, "1.1.0", MARIA))
    assert after is not None
    assert (after.same, after.other) == ("A small course 1.0.0", "")


@pytest.mark.parametrize("key", [MARIA, None])
def test_another_key_than_that_of_the_adopted_version_is_noticed(
    office: Office, tmp_path: Path, key: AuthorKey | None
) -> None:
    small_course(tmp_path)
    course = replace(
        courses.read_folder(tmp_path / "small-1.0.0"), source=pack(tmp_path / "small-1.0.0", signed_by=key)
    )
    adopt(office, course)
    by = install(office, signed(tmp_path, "1.1.0", NINO))
    assert by is not None
    assert (by.same, by.other) == ("", "A small course 1.0.0")


def test_a_file_that_nobody_has_signed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"Nobody has signed small-1\.0\.0\.ptcourse"):
        courses.read_file(signed(tmp_path, "1.0.0", None))


def test_a_signature_makes_no_course_right(tmp_path: Path) -> None:
    small_course(tmp_path)
    (tmp_path / "small-1.0.0" / "modules" / "empathy" / "hearing.md").unlink()
    file = tmp_path / "small.ptcourse"
    file.write_bytes(pack(tmp_path / "small-1.0.0", signed_by=MARIA))
    with pytest.raises(CourseInvalid):
        courses.read_file(file)


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"%PDF-1.7", bytes(40_000_000)], ids=["nothing", "a beginning", "a PDF", "too much"]
)
def test_what_is_no_course_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.ptcourse").write_bytes(content)
    with pytest.raises(Refused, match="cannot be unpacked"):
        courses.read_file(tmp_path / "a.ptcourse")


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"a\.ptcourse cannot be opened"):
        courses.read_file(tmp_path / "a.ptcourse")
