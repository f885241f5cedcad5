"""Everybody goes by name to what they may see, and to nothing else."""

from pathlib import Path

import pytest

from peertrain.domain.people import Role
from peertrain.services import naming
from peertrain.services.naming import Kind, Named
from tests.office import Office
from tests.teaching import adopt, small_course


@pytest.fixture
def small(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    return office


def named(office: Office, name: str, role: Role, kind: Kind) -> list[Named]:
    return [one for one in office.ask(name, lambda seat: naming.named(seat, role=role)) if one.kind is kind]


def names(office: Office, name: str, role: Role, kind: Kind) -> set[str]:
    return {one.name for one in named(office, name, role, kind)}


def test_modules_lessons_and_terms_are_there_for_everybody(small: Office) -> None:
    for name, role in (("Dana", Role.COORDINATOR), ("Renee", Role.SUPERVISOR), ("Marcus", Role.TRAINEE)):
        assert names(small, name, role, Kind.MODULE) == {"Empathy"}
        assert names(small, name, role, Kind.LESSON) == {"Being heard", "Hearing"}
        assert names(small, name, role, Kind.TERM) == {"Paragraph", "Sympathy"}
    [module] = named(small, "Renee", Role.SUPERVISOR, Kind.MODULE)
    assert (module.course_id, module.module_id, module.lesson_id) == ("small-course", "empathy", "empathy.being-heard")


def test_people_are_there_only_for_those_who_may_see_them(office: Office) -> None:
    assert names(office, "Dana", Role.COORDINATOR, Kind.PERSON) == {"Dana", "Renee", "Luis", "Marcus", "Aisha"}
    assert names(office, "Renee", Role.SUPERVISOR, Kind.PERSON) == {"Marcus", "Aisha"}
    assert names(office, "Luis", Role.SUPERVISOR, Kind.PERSON) == set()
    for role in Role:
        assert names(office, "Marcus", role, Kind.PERSON) == set()


def test_without_a_course_there_is_nothing_to_read(office: Office) -> None:
    assert names(office, "Marcus", Role.TRAINEE, Kind.LESSON) == set()
