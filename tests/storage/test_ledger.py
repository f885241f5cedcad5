"""The ledger judges entries, and stores that hold the same ones show the same picture."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from peertrain.domain.hours import (
    Hours,
    HoursLogged,
    HoursReopened,
    HoursReturned,
    HoursState,
    HoursWithdrawn,
)
from peertrain.domain.people import Key, KeyEnded, Person, PersonEnrolled, Role, RoleEnded
from peertrain.domain.statements import KINDS
from peertrain.record.entries import Entry, read, sign
from peertrain.storage import judged_with
from peertrain.storage.ledger import Ledger, Status
from peertrain.storage.tables import entries as entries_table
from peertrain.storage.tables import settings as settings_table
from peertrain.storage.tables import values
from tests.cast import Cast, service
from tests.storage.conftest import memory_ledger


def picture_of(ledger: Ledger) -> dict[str, list[Any]]:
    """Everything in the picture, and how each entry stands."""
    tables = {table.name: table for table in values.values()}
    found = {
        name: list(ledger.connection.execute(select(table).order_by(table.c.id))) for name, table in tables.items()
    }
    query = select(entries_table.c.id, entries_table.c.status, entries_table.c.reason, entries_table.c.person_id)
    found["entries"] = list(ledger.connection.execute(query.order_by(entries_table.c.id)).all())
    return found


def test_a_story_told_in_order_is_applied_entry_by_entry() -> None:
    cast = Cast()
    cast.approve("sam", "h1", cast.log("tess", "h1"))
    ledger = memory_ledger(cast.entries)
    assert {ledger.verdict(entry.id).status for entry in cast.entries} == {Status.APPLIED}
    hours = ledger.picture.find(Hours, "h1")
    assert hours is not None
    assert hours.state is HoursState.APPROVED
    assert [event.what for event in hours.events] == ["sent", "approved"]


def test_an_entry_taken_in_twice_is_already_here() -> None:
    cast = Cast()
    ledger = memory_ledger(cast.entries)
    assert ledger.take(cast.entries[-1]).status is Status.KNOWN
    assert ledger.size == len(cast.entries)


def test_a_supervisor_cannot_approve_hours_sent_to_somebody_else() -> None:
    cast = Cast()
    approval = cast.approve("sue", "h1", cast.log("tess", "h1"))
    ledger = memory_ledger(cast.entries)
    assert ledger.verdict(approval.id).status is Status.REJECTED
    assert "not one of your trainees" in ledger.verdict(approval.id).reason


def test_a_trainee_cannot_approve_anything() -> None:
    cast = Cast()
    approval = cast.approve("tess", "h1", cast.log("tess", "h1"))
    assert "Only a supervisor" in memory_ledger(cast.entries).verdict(approval.id).reason


def test_an_approval_of_an_older_version_is_rejected() -> None:
    cast = Cast()
    first = cast.log("tess", "h1")
    cast.log("tess", "h1", version=2, minutes=90)
    cast["sam"].clock = cast["tess"].clock
    approval = cast.approve("sam", "h1", first)
    assert "changed after this was signed" in memory_ledger(cast.entries).verdict(approval.id).reason


def test_an_approval_that_arrives_before_the_hours_is_held_until_they_come() -> None:
    cast = Cast()
    ledger = memory_ledger(cast.entries)
    logged = cast.log("tess", "h1")
    approval = cast.approve("sam", "h1", logged)
    assert ledger.take(approval).status is Status.HELD
    ledger.take(logged)
    ledger.settle()
    assert ledger.verdict(approval.id).status is Status.APPLIED


def test_what_an_ended_role_signs_later_is_rejected() -> None:
    cast = Cast()
    logged = cast.log("tess", "h1")
    cast.add(cast.cora.say(RoleEnded("sam", Role.SUPERVISOR, "moved away"), minutes=500))
    cast["sam"].clock = cast.cora.clock
    approval = cast.approve("sam", "h1", logged)
    assert "Only a supervisor" in memory_ledger(cast.entries).verdict(approval.id).reason


def test_what_an_ended_key_signs_later_is_rejected() -> None:
    cast = Cast()
    cast.add(cast.cora.say(KeyEnded(cast["tess"].key_id, "lost laptop", ()), minutes=500))
    cast["tess"].clock = cast.cora.clock
    logged = cast.log("tess", "h1")
    assert "had ended" in memory_ledger(cast.entries).verdict(logged.id).reason


def test_an_invitation_can_do_nothing_but_add_its_persons_key() -> None:
    cast = Cast()
    ledger = memory_ledger(cast.entries)
    used = next(entry for entry in cast.entries if entry.kind == "key added")
    assert ledger.verdict(used.id).status is Status.APPLIED
    keys = [row.id for row in ledger.connection.execute(select(values[Key])).all() if row.until is not None]
    assert used.key_id in keys


def test_a_changed_byte_makes_an_entry_not_genuine() -> None:
    cast = Cast()
    logged = cast["tess"].say(HoursLogged("h1", 1, service()))
    forged = read(logged.signed.replace(b'"minutes":60', b'"minutes":75'), logged.signature)
    verdict = memory_ledger(cast.entries).take(forged)
    assert verdict.status is Status.FORGED


def test_a_forged_entry_does_not_take_the_place_of_the_real_one() -> None:
    cast = Cast()
    logged = cast["tess"].say(HoursLogged("h1", 1, service()))
    forged = read(logged.signed, bytes(64))
    ledger = memory_ledger(cast.entries)
    assert ledger.take(forged).status is Status.FORGED
    assert ledger.take(logged).status is Status.APPLIED


def test_two_entries_in_one_place_of_a_chain_cannot_both_count() -> None:
    cast = Cast()
    twin = replace(cast["tess"], chains={})
    first = cast.add(cast["tess"].say(HoursLogged("h1", 1, service())))
    second = cast.add(twin.say(HoursLogged("h2", 1, service()), minutes=2))
    ledger = memory_ledger(cast.entries)
    assert ledger.verdict(first.id).status is Status.APPLIED
    assert "another entry in this place" in ledger.verdict(second.id).reason


def test_a_body_with_a_field_too_many_is_rejected() -> None:
    cast = Cast()
    tess = cast["tess"]
    body = {"about_entry": "", "text": "hello", "more": 1}
    entry = sign(
        "note made",
        body,
        organisation="x",
        scope="office",
        key=tess.key,
        seq=1,
        prev=tess.prev,
        at=tess.clock + timedelta(minutes=1),
    )
    assert memory_ledger(cast.entries).take(entry).status is Status.REJECTED


def test_a_refused_statement_leaves_the_picture_as_it_was() -> None:
    cast = Cast()
    ledger = memory_ledger(cast.entries)
    before = ledger.picture.find(Person, "tess")
    ledger.take(cast["tess"].say(PersonEnrolled("new", "New", "New")))
    ledger.picture.flush()
    assert ledger.picture.find(Person, "new") is None
    assert ledger.picture.find(Person, "tess") == before


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["log", "approve", "return", "withdraw", "reopen", "correct", "leave"]),
        st.sampled_from(["tess", "tom"]),
        st.sampled_from(["sam", "sue"]),
        st.integers(0, 3),
        st.integers(0, 40),
    ),
    max_size=14,
)


def tell(deeds: list[tuple[str, str, str, int, int]]) -> list[Entry]:
    """Sign a story in which people do right and wrong things, each by their own clock."""
    cast = Cast()
    logged: dict[str, tuple[Entry, int]] = {}
    for what, trainee, supervisor, number, minutes in deeds:
        hours_id = f"{trainee}-{number}"
        entry, version = logged.get(hours_id, (None, 0))
        if what in {"log", "correct"}:
            said = HoursLogged(hours_id, version + 1, service(15 * (number + 1)))
            logged[hours_id] = (cast.add(cast[trainee].say(said, minutes=minutes)), version + 1)
        elif entry is None:
            continue
        elif what == "approve":
            cast[supervisor].clock += timedelta(minutes=minutes)
            cast.approve(supervisor, hours_id, entry, version=version)
        elif what == "return":
            cast.add(cast[supervisor].say(HoursReturned(hours_id, version, "why"), after=(entry.id,), minutes=minutes))
        elif what == "reopen":
            cast.add(cast[supervisor].say(HoursReopened(hours_id, version, "why"), after=(entry.id,), minutes=minutes))
        elif what == "withdraw":
            cast.add(cast[trainee].say(HoursWithdrawn(hours_id, version), minutes=minutes))
        elif what == "leave" and number == 0:
            cast.add(cast.cora.say(RoleEnded(supervisor, Role.SUPERVISOR, "left"), minutes=minutes))
    return cast.entries


@settings(max_examples=40, deadline=None)
@given(deeds=DEEDS, shuffle=st.randoms(use_true_random=False))
def test_stores_that_hold_the_same_entries_show_the_same_picture_in_whatever_order_they_came(
    deeds: list[tuple[str, str, str, int, int]], shuffle: random.Random
) -> None:
    entries = tell(deeds)
    shuffled = list(entries)
    shuffle.shuffle(shuffled)
    twice = [*shuffled, *shuffled[: len(shuffled) // 2]]
    one, other = memory_ledger(entries), memory_ledger(twice)
    assert picture_of(one) == picture_of(other)


@settings(max_examples=25, deadline=None)
@given(deeds=DEEDS)
def test_rebuilding_from_the_entries_gives_what_is_there(deeds: list[tuple[str, str, str, int, int]]) -> None:
    ledger = memory_ledger(tell(deeds))
    before = picture_of(ledger)
    ledger.rebuild()
    assert picture_of(ledger) == before


@pytest.mark.parametrize("part", ["seq", "prev"])
def test_an_entry_that_does_not_follow_its_keys_previous_one_is_not_applied(part: str) -> None:
    cast = Cast()
    tess = cast["tess"]
    if part == "seq":
        tess = tess.standing_at(tess.seq + 1, tess.prev)
    else:
        tess = tess.standing_at(tess.seq, cast.entries[0].id)
    assert memory_ledger(cast.entries).take(tess.say(HoursLogged("h1", 1, service()))).status is Status.REJECTED


def test_an_entry_in_the_scope_of_other_people_does_not_count() -> None:
    cast = Cast()
    ledger = memory_ledger(cast.entries)
    strayed = cast["tess"].say(HoursLogged("h1", 1, service()))
    kept = strayed.body
    again = sign(
        strayed.kind, kept, organisation=strayed.organisation, scope="work/tom", key=cast["tess"].key, seq=1,
        prev=strayed.prev, at=strayed.at,
    )  # fmt: skip
    verdict = ledger.take(again)
    assert verdict.status is Status.REJECTED
    assert "other people" in verdict.reason
    assert ledger.take(strayed).status is Status.APPLIED


def test_a_store_that_holds_only_some_scopes_shows_of_them_what_the_whole_record_shows() -> None:
    cast = Cast()
    for trainee, hours_id in (("tess", "h1"), ("tom", "h2"), ("tess", "h3")):
        cast.approve("sam", hours_id, cast.log(trainee, hours_id))
    whole = memory_ledger(cast.entries)
    of_tess = [one for one in cast.entries if one.scope not in ("work/tom", "person/tom")]
    part = memory_ledger(of_tess)
    assert {part.verdict(one.id).status for one in of_tess} == {Status.APPLIED}
    assert part.picture.find(Hours, "h3") == whole.picture.find(Hours, "h3")
    assert part.picture.find(Person, "tom") is None
    assert part.picture.find(Hours, "h2") is None


def test_what_an_older_version_did_not_understand_counts_once_a_newer_one_looks_at_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = Cast()
    logged = cast.log("tess", "h1")
    with monkeypatch.context() as older:
        older.delitem(KINDS, logged.kind)
        ledger = memory_ledger(cast.entries)
        approval = cast.approve("sam", "h1", logged)
        ledger.take(approval)
    for _again in range(2):
        assert ledger.verdict(logged.id).status is Status.NOT_UNDERSTOOD
        assert ledger.verdict(approval.id).status is Status.HELD
        ledger.settle()
    monkeypatch.setattr(judged_with, "__version__", "99.0")
    ledger.settle()
    assert {ledger.verdict(entry.id).status for entry in cast.entries} == {Status.APPLIED}
    assert picture_of(ledger) == picture_of(memory_ledger(cast.entries))


def test_what_was_rejected_before_versions_were_remembered_is_judged_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = Cast()
    logged = cast.log("tess", "h1")
    with monkeypatch.context() as older:
        older.delitem(KINDS, logged.kind)
        ledger = memory_ledger(cast.entries)
    told = {"status": str(Status.REJECTED), "reason": "It cannot be understood."}
    ledger.connection.execute(update(entries_table).where(entries_table.c.id == logged.id).values(told))
    ledger.connection.execute(delete(settings_table))
    ledger.settle()
    assert picture_of(ledger) == picture_of(memory_ledger(cast.entries))
