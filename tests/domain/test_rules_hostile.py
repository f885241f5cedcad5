"""A changed program can sign anything: whatever it says is refused in words, or harmless, and never breaks the picture."""

from copy import deepcopy
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.errors import Held, Refused
from peertrain.domain.hours import HoursLogged
from peertrain.domain.people import KeyAdded, PersonEnrolled
from peertrain.domain.picture import PictureInMemory
from peertrain.domain.statements import KINDS, apply, kind_of
from tests.cast import service
from tests.domain.scene import NOW, ROLES, TODAY, course, hash_of, scene, signed_by, statements_about

GOOD = {kind_of(type(one)): one for one in statements_about("tess")}
TEXTS = ("", " ", "\0", "a\x1bb", "x" * 30_000, "tess", "sam", "met", "rated", "a/b", "../x", "0" * 64, "é", "\u202e")
NUMBERS = (-(10**9), -1, 0, 1, 7, 15, 101, 10**7, 10**9, 2**53)
DAYS = (date.min, date.max, TODAY, TODAY + timedelta(days=3), date(1850, 1, 1))


def hostile(draw: st.DrawFn, value: Any) -> Any:
    """Return a value of the same type that somebody might try."""
    if is_dataclass(value):
        return changed(draw, value)
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return draw(st.sampled_from([(), (*value, value[0])]))  # reading an entry lets no other types through
    tries: dict[type, Any] = {
        Enum: list(type(value)) if isinstance(value, Enum) else (),
        bool: (True, False),
        str: TEXTS,
        int: NUMBERS,
        date: DAYS,
        tuple: ((), (*(value if isinstance(value, tuple) else ()), "sam"), ("",), ("tess",) * 2, ("tess",) * 10_001),
        dict: ({}, {"advocacy": -60, "harm_reduction": 120}, {"elsewhere": 60}),
    }
    return draw(st.sampled_from(next((some for kind, some in tries.items() if isinstance(value, kind)), (value,))))


def changed(draw: st.DrawFn, said: Any) -> Any:
    names = draw(st.lists(st.sampled_from([field.name for field in fields(said)]), min_size=1, max_size=2))
    return replace(said, **{name: hostile(draw, getattr(said, name)) for name in names})


@st.composite
def tried(draw: st.DrawFn, kind: str) -> Any:
    return changed(draw, GOOD[kind])


def said_by(picture: PictureInMemory, said: Any, name: str) -> str:
    """Return the sentence with which the statement is refused, "" where it is not."""
    try:
        apply(picture, said, signed_by(name))
    except (Refused, Held) as error:
        return str(error)
    return ""


EVERYBODY = (*ROLES, "invitation")
WRITER = {
    kind: next((name for name in EVERYBODY if not said_by(scene(), said, name)), "tess") for kind, said in GOOD.items()
}
"""Who may say the good statement of each kind."""


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_whatever_is_said_is_refused_in_words_or_harmless(kind: str, data: st.DataObject) -> None:
    said = data.draw(tried(kind))
    name = data.draw(st.sampled_from([WRITER[kind]] * 5 + ["tess", "sam", "cora", "ann"]))
    picture = scene()
    refused = said_by(picture, said, name)
    if refused:
        assert refused.endswith(".")
        assert picture == scene()


OF_ONE_ID = {
    "person enrolled", "key invited", "key added", "course adopted", "session held", "hours logged", "meeting held",
    "competency rated", "programme adopted", "exam recorded", "certificate issued",
}  # fmt: skip
"""Kinds whose statements bring a thing with an id of their own."""


@pytest.mark.parametrize("kind", sorted(OF_ONE_ID))
def test_an_id_that_is_taken_is_never_taken_over(kind: str) -> None:
    picture = scene()
    assert said_by(picture, GOOD[kind], WRITER[kind]) == ""
    before = deepcopy(picture)
    for name in EVERYBODY:
        assert said_by(picture, GOOD[kind], name) != ""
    assert picture == before


def test_hours_of_another_trainee_cannot_be_said_anew() -> None:
    said = HoursLogged("tess-sent", 2, service(supervisor_id="sue"))
    assert said_by(scene(), said, "tom") == "These hours are another trainee's."


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"minutes": 24 * 60 + 15}, "longer than a day"),
        ({"minutes": -60}, "quarter hours"),
        ({"minutes": 50}, "quarter hours"),
        ({"domains": {"advocacy": 75, "harm_reduction": -15}}, "less than no time"),
        ({"domains": {"elsewhere": 60}}, "domain that does not exist"),
        ({"domains": {"advocacy": 45}}, "add up"),
        ({"on": TODAY + timedelta(days=2)}, "in the future"),
        ({"on": date.max}, "another century"),
        ({"start": "25:00"}, "hours and minutes"),
        ({"start": "1٩:30"}, "hours and minutes"),
        ({"site": "\t"}, "where you served"),
        ({"site": "x" * 20_001}, "too long"),
        ({"note": "a\0b"}, "cannot be seen"),
        ({"supervisor_id": "sue"}, "your own supervisors"),
    ],
)
def test_hours_that_cannot_be_right_are_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        apply(scene(), HoursLogged("new", 1, service(**changes)), signed_by("tess"))


@pytest.mark.parametrize("version", [-1, 0, 2, 101])
def test_hours_begin_with_their_first_version_and_are_not_changed_for_ever(version: int) -> None:
    with pytest.raises((Refused, Held)):
        apply(scene(), HoursLogged("new", version, service()), signed_by("tess"))


def test_a_key_is_known_by_the_hash_of_itself() -> None:
    """Otherwise somebody could take the id of another person's key before them, or break whoever verifies with it."""
    for said in (
        KeyAdded("sam", "0" * 32, hash_of("new"), "age1x"),
        KeyAdded("sam", "0" * 32, "no hex", "age1x"),
        KeyAdded("sam", signed_by("tess").key_id, hash_of("tess"), "age1x"),
    ):
        with pytest.raises(Refused):
            apply(scene(), said, signed_by("invitation"))


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Anna \u202e nna"])
def test_a_name_for_certificates_is_one_that_can_be_read(name: str) -> None:
    with pytest.raises(Refused):
        apply(scene(), PersonEnrolled("nora", name, ""), signed_by("cora"))


def test_a_course_is_only_taken_into_use_where_it_can_be_completed() -> None:
    module = course().modules[0]
    for modules in (
        (),
        (module, module),
        (replace(module, minutes=-60, domains={}),),
        (replace(module, minutes=10**6, domains={}),),
        (replace(module, check=replace(module.check, pass_mark=0)),),
        (replace(module, domains={"advocacy": 30}),),
    ):
        with pytest.raises(Refused):
            apply(
                scene(), replace(GOOD["course adopted"], course=course(version="2", modules=modules)), signed_by("cora")
            )


def test_a_certificate_names_its_person_and_its_evidence() -> None:
    good = GOOD["certificate issued"]
    for bad in (
        replace(good, legal_name="Somebody Else"),
        replace(good, evidence=()),
        replace(good, sentence=" "),
        replace(good, expires_on=TODAY - timedelta(days=1)),
        replace(good, issued_on=TODAY + timedelta(days=30)),
        replace(good, number="2026-00001-ABCD"),
        replace(good, certificate_id="cert"),
        replace(good, document_sha256="not a hash"),
    ):
        with pytest.raises(Refused):
            apply(scene(), bad, signed_by("cora"))
    apply(scene(), good, signed_by("cora", NOW))
