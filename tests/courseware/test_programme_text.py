"""A programme written as a file says the same when it is read, and each mistake is found at its field."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.courseware.programme_files import check_programme, load_programme
from peertrain.courseware.programme_text import Tree, file_text, read_tree, tree_of
from peertrain.domain.programmes import ExperienceRule, TrainingRule
from tests.courseware.test_programme_files import SHIPPED, WHOLE


def whole(tmp_path: Path) -> Any:
    path = tmp_path / "whole.yaml"
    path.write_text(WHOLE, "utf-8")
    return load_programme(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_programme_is_the_same_after_it_was_written_and_read(path: Path) -> None:
    programme = load_programme(path)
    assert read_tree(tree_of(programme)) == (programme, ())


def test_every_shape_of_rule_survives_and_the_text_is_a_good_file(tmp_path: Path) -> None:
    programme = whole(tmp_path)
    tree = tree_of(programme)
    assert read_tree(tree) == (programme, ())
    written = tmp_path / "written.yaml"
    written.write_text(file_text(tree), "utf-8")
    assert check_programme(written) == ()
    assert load_programme(written) == programme


@settings(max_examples=60, deadline=None)
@given(
    title=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
    sentences=st.lists(st.sampled_from(["Yes: no.", "# not a remark", "- neither", '"so"', "a, b", "true", "é — ü"])),
    twentieths=st.integers(0, 40_000),
)
def test_any_words_and_hours_survive(title: str, sentences: list[str], twentieths: int) -> None:
    plain = load_programme(SHIPPED[0])
    own = replace(
        plain, title=title, also=tuple(sentences), training=TrainingRule(twentieths * 3), experience=ExperienceRule(60)
    )
    assert read_tree(tree_of(own)) == (own, ())


WRONG: list[tuple[tuple[str | int, ...], str, str]] = [
    (("training", "hours"), "59,5", "no number of hours"),
    (("training", "domains", "advocacy"), "-1", "no number of hours"),
    (("training", "deliveries", 1, "at_most_hours"), "many", "no number of hours"),
    (("experience", "window", "months"), "0", "whole number that fits"),
    (("supervision", "frequency", "per"), "year", "not known here"),
    (("competencies", 0, "level"), "5", "whole number that fits"),
    (("exams", 0, "scale", "lowest"), "low", "whole number that fits"),
    (("attestations", 0, "by"), "friend", "not known here"),
    (("renewal", "topics", "ethics"), "six", "no number of hours"),
    (("sources", 0, "checked_on"), "yesterday", "is no day"),
    (("version",), "one two", "not right"),
]


@pytest.mark.parametrize(("path", "value", "what"), WRONG, ids=[".".join(map(str, path)) for path, _v, _w in WRONG])
def test_a_mistake_is_found_at_its_field(
    tmp_path: Path, path: tuple[str | int, ...], value: str, what: str
) -> None:  # fmt: skip
    tree = tree_of(whole(tmp_path))
    inner: Any = tree
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    programme, wrong = read_tree(tree)
    assert programme is None
    assert [one.path for one in wrong if what in one.sentence] == [path]


def test_a_contradiction_is_found_at_its_part_and_an_unreadable_tree_is_no_crash(tmp_path: Path) -> None:
    tree = tree_of(whole(tmp_path))
    tree["supervision"]["individual_hours"] = "26"
    _programme, wrong = read_tree(tree)
    assert [one.path for one in wrong] == [("supervision",)]
    odd: Tree
    for odd in ({}, {"sources": [{}]}, {"title": "\x00"}, {"also": []}, {"training": {}}):
        programme, wrong = read_tree(odd)
        assert programme is None
        assert wrong
