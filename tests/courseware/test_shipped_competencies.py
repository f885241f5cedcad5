"""The list of competencies that we ship."""

from collections import Counter
from pathlib import Path

from peertrain.courseware.competencies import load_competencies
from peertrain.courseware.references import is_core_competency

LIST = load_competencies(Path(__file__).parents[2] / "curricula" / "competencies.yaml")


def test_all_sixty_two_competencies_are_there_once_and_in_order() -> None:
    ids = [one.id for one in LIST]
    assert len(ids) == len(set(ids)) == 62
    assert all(is_core_competency(id) for id in ids)
    assert ids == sorted(ids, key=lambda id: [int(part) for part in id.removeprefix("CC").split(".")])


def test_every_competency_has_a_short_title_and_a_different_anchor_for_each_level() -> None:
    for one in LIST:
        assert 2 <= len(one.title.split()) <= 12
        assert one.look_for.endswith((".", '"'))
        assert len(set(one.anchors)) == 4
    everywhere = Counter(anchor for one in LIST for anchor in one.anchors)
    assert everywhere.most_common(1)[0][1] == 1


def test_a_category_has_one_name() -> None:
    names = {(one.id.partition(".")[0], one.category) for one in LIST}
    assert len(names) == len({category for _, category in names}) == 12
