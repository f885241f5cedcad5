"""The map shows for each competency what teaches it, what practises it, and where other lists have it."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from peertrain.domain.competencies import CompetencyRated, EvidenceKind
from peertrain.services import competency_map
from peertrain.services.competency_map import Line, Map
from tests.office import START, Office
from tests.teaching import adopt, small_course


@pytest.fixture
def small(office: Office, tmp_path: Path) -> Office:
    adopt(office, small_course(tmp_path))
    return office


def seen(office: Office, name: str) -> Map:
    return office.ask(name, competency_map.competency_map)


def line(office: Office, name: str, competency_id: str) -> Line:
    return next(one for one in seen(office, name).lines if one.competency.id == competency_id)


def test_lessons_questions_and_role_plays_are_counted_where_they_name_a_competency(small: Office) -> None:
    listens, shows = line(small, "Marcus", "CC1.2"), line(small, "Marcus", "CC1.5")
    assert [one.lesson_id for one in listens.lessons] == ["empathy.hearing"]
    assert [one.lesson_id for one in shows.lessons] == ["empathy.being-heard"]
    assert (listens.questions, shows.questions) == (5, 2)
    assert (listens.role_plays, shows.role_plays) == (1, 1)
    nothing = line(small, "Marcus", "CC11.3")
    assert (nothing.lessons, nothing.questions, nothing.role_plays) == ((), 0, 0)


def test_without_a_course_the_map_still_has_every_competency(office: Office) -> None:
    found = seen(office, "Renee")
    assert len(found.lines) == 62
    assert not any(one.lessons for one in found.lines)


def test_a_trainee_sees_their_own_hours_and_newest_rating_and_a_supervisor_none(small: Office) -> None:
    day = START.date()
    for level, on in ((3, day - timedelta(days=2)), (2, day - timedelta(days=9))):
        said = CompetencyRated(
            str(uuid4()), small.ids["Marcus"], "CC1.2", level, EvidenceKind.DIRECT_OBSERVATION, on, "At the group.", "",
            "I rate it so.",
        )  # fmt: skip
        small.say("Renee", said)
    mine, hers = line(small, "Marcus", "CC1.2"), line(small, "Renee", "CC1.2")
    assert mine.rating is not None
    assert mine.rating.level == 3
    assert mine.hours == {"Mentoring and education": 0}
    assert (hers.rating, hers.hours) == (None, {})


def test_the_competencies_can_be_arranged_by_every_list(office: Office) -> None:
    found = seen(office, "Dana")
    assert [len(group.lines) for group in found.by_category()] == [5, 5, 4, 4, 5, 5, 6, 5, 6, 6, 7, 4]
    for framework in found.frameworks:
        groups = found.by_framework(framework)
        assert [group.title for group in groups] == [part.title for part in framework.parts]
    stands = dict(line(office, "Dana", "CC9.6").stands_in)
    assert stands["IC&RC Peer Recovery (2025)"] == "Ethical responsibility"
    assert stands["California, Medi-Cal peer support specialists"] == "Boundaries and ethics; Confidentiality"
