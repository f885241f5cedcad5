"""Sign-offs of a supervisor who may no longer sign."""

from datetime import UTC, datetime, timedelta

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.hours import RULES, Hours, HoursApproved, HoursState
from peertrain.domain.people import Key, KeyUse, Person, Role, RoleTerm
from peertrain.domain.picture import PictureInMemory, Signed
from peertrain.domain.programmes import ExperienceRule
from peertrain.domain.standing import standing
from tests.domain.facts import TESS, TODAY, at, facts, hours, programme

NOW = at(TODAY)


def picture_with(role: RoleTerm) -> PictureInMemory:
    picture = PictureInMemory()
    picture.put(Person("sam", "Sam Reyes", "Sam", NOW, roles=(role,)))
    picture.put(Key("k", "sam", KeyUse.PERSON, "", "", entry_id="e", since=NOW))
    picture.put(TESS)
    picture.put(hours("h", state=HoursState.SUBMITTED))
    return picture


def approve(picture: PictureInMemory) -> tuple[Hours, ...]:
    said = HoursApproved("h", 1, "e-h", "I supervised these hours.", "00")
    RULES[HoursApproved](picture, said, Signed("e-sign", "k", "sam", NOW))  # type: ignore[operator]
    return tuple(picture.all(Hours))


def test_hours_signed_off_by_a_supervisor_whose_role_has_ended_do_not_count() -> None:
    ended = RoleTerm(Role.SUPERVISOR, datetime(2025, 1, 1, tzinfo=UTC), NOW - timedelta(days=1), "Credential expired.")
    picture = picture_with(ended)
    with pytest.raises(Refused, match="Only a supervisor"):
        approve(picture)
    rules = programme(experience=ExperienceRule(60))
    assert not standing(rules, facts(hours=tuple(picture.all(Hours))), TODAY).ready
    still = picture_with(RoleTerm(Role.SUPERVISOR, datetime(2025, 1, 1, tzinfo=UTC)))
    found = standing(rules, facts(hours=approve(still)), TODAY)
    assert found.ready
    assert found.evidence == ("e-h", "e-sign")
