"""Every statement has a scope, by which it travels."""

import pytest

from peertrain.domain.hours import HoursApproved, HoursLogged
from peertrain.domain.people import KeyEnded, PersonEnrolled, SupervisorAssigned
from peertrain.domain.picture import PictureInMemory
from peertrain.domain.scopes import _SCOPES, EVERYBODY, person, scope_of, subject_of, work
from peertrain.domain.statements import RULES
from tests.cast import Cast, service


@pytest.mark.parametrize("statement", RULES, ids=lambda statement: statement.__name__)
def test_every_kind_of_statement_has_its_scope(statement: type) -> None:
    assert statement in _SCOPES


def test_what_is_said_about_somebodys_work_is_in_the_scope_of_that_work_whoever_says_it() -> None:
    cast = Cast()
    cast.log("tess", "h1")
    approval = HoursApproved("h1", 1, "0" * 64, "I supervised these hours.", "0" * 64)
    assert scope_of(cast.cora.picture, approval, "sam") == work("tess")
    assert scope_of(cast.cora.picture, HoursLogged("h2", 1, service()), "tess") == work("tess")


def test_who_somebody_is_stands_in_their_own_scope() -> None:
    cast = Cast()
    picture = cast.cora.picture
    assert scope_of(picture, PersonEnrolled("ann", "Ann", "Ann"), "cora") == person("ann")
    assert scope_of(picture, SupervisorAssigned("tess", "sue"), "cora") == person("tess")
    assert scope_of(picture, KeyEnded(cast["sam"].key_id, "lost", ()), "cora") == person("sam")


def test_what_is_about_something_unknown_has_no_scope_yet() -> None:
    approval = HoursApproved("h1", 1, "0" * 64, "I supervised these hours.", "0" * 64)
    assert scope_of(PictureInMemory(), approval, "sam") is None


def test_a_scope_says_whom_it_is_about() -> None:
    assert subject_of(work("tess"), "work") == "tess"
    assert subject_of(work("tess"), "person") == ""
    assert subject_of(EVERYBODY, "work") == ""
