"""The crosswalk names only competencies that there are, and says where each list comes from and how sure it is."""

from pathlib import Path

import pytest

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.crosswalk import load_crosswalk
from peertrain.courseware.mistakes import CourseInvalid
from peertrain.domain.crosswalk import Framework
from peertrain.domain.curriculum import DOMAINS
from peertrain.places import shipped

RIGHT = """\
- id: one
  title: One
  source: A book.
  sure: Quite.
  parts:
    - {id: a, title: A, about: About it., competencies: [CC1.1]}
    - {id: b, title: B, about: About it.}
"""


@pytest.fixture(scope="module")
def ids() -> list[str]:
    return [one.id for one in load_competencies(shipped("curricula", "competencies.yaml"))]


@pytest.fixture(scope="module")
def frameworks(ids: list[str]) -> dict[str, Framework]:
    return {one.id: one for one in load_crosswalk(shipped("curricula", "crosswalk.yaml"), ids)}


def test_every_competency_belongs_to_a_domain_of_the_hours(frameworks: dict[str, Framework], ids: list[str]) -> None:
    icrc = frameworks["icrc"]
    assert [part.id for part in icrc.parts] == list(DOMAINS)
    assert {id for part in icrc.parts for id in part.competencies} == set(ids)


def test_california_has_its_seventeen_and_every_list_its_source(frameworks: dict[str, Framework]) -> None:
    assert len(frameworks["california"].parts) == 17
    assert all(one.source and one.sure for one in frameworks.values())
    assert "our own reading" in frameworks["uk-hee"].sure


def test_england_has_its_nine_parts_and_says_which_are_not_for_a_person(frameworks: dict[str, Framework]) -> None:
    parts = frameworks["uk-hee"].parts
    assert sorted({part.title.split()[0] for part in parts}) == list("123456789")
    assert [part.id for part in parts if not part.competencies] == ["7", "9"]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("CC1.1", "CC99.1", 6, "no competency “CC99.1”"),
        ("id: b", "id: a", 5, "“a” stands here twice"),
        ("  sure: Quite.\n", "", 1, "“sure” is missing"),
        ("about: About it.}", "colour: red}", 7, "no field “colour”"),
        ("- id: one", "id: one", 2, "cannot be read"),
    ],
)
def test_a_mistake_in_the_crosswalk_is_found(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    file = tmp_path / "crosswalk.yaml"
    file.write_text(RIGHT, encoding="utf-8")
    assert len(load_crosswalk(file, ["CC1.1"])[0].parts) == 2
    file.write_text(RIGHT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseInvalid) as error:
        load_crosswalk(file, ["CC1.1"])
    assert any(mistake.line == line and what in mistake.what for mistake in error.value.mistakes), error.value.mistakes
