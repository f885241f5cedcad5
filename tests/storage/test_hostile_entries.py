"""Entries that somebody made to harm: taken in they count for nothing, stop nobody, and every store agrees on them."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.hours import Hours, HoursApproved, HoursLogged, HoursState
from peertrain.domain.people import (
    ORGANISATION,
    Attestation,
    AttestationMade,
    KeyAdded,
    KeyInvited,
    Organisation,
    OrganisationFounded,
    PersonEnrolled,
    Role,
)
from peertrain.domain.scopes import EVERYBODY, scope_of, work
from peertrain.domain.statements import Statement
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, read, sign
from peertrain.storage.ledger import AHEAD, STEP, Ledger, Status
from peertrain.storage.picture import StoredPicture
from tests.cast import ORGANISATION_ID, START, Author, Cast, key_of, public_of, service
from tests.storage.conftest import memory_ledger
from tests.storage.test_ledger import picture_of

MALLORY = Author("mallory", key_of(666))


def entry_of(author: Author, said: Statement, **changes: Any) -> Entry:
    """Sign a statement as this author, with an envelope as somebody likes it."""
    kind, body = body_of(said)
    scope = scope_of(author.picture, said, author.person_id) or EVERYBODY
    seq, prev = author.chain(scope)
    envelope = {
        "organisation": ORGANISATION_ID, "scope": scope, "seq": seq + 1, "prev": prev,
        "at": author.clock + timedelta(minutes=1),
    }  # fmt: skip
    return sign(kind, body, key=author.key, **{**envelope, **changes})


def founding(author: Author = MALLORY, at: datetime = datetime(2001, 1, 1, tzinfo=UTC)) -> Entry:
    public = public_of(author.key)
    said = OrganisationFounded(
        ORGANISATION_ID, "Mine now", "", "mallory", "Mallory", "", author.key_id, public, "age1x", public
    )
    return entry_of(author, said, seq=1, prev="", at=at)


def logged(author: Author, hours_id: str = "h", **changes: Any) -> Entry:
    return entry_of(author, HoursLogged(hours_id, 1, service()), **changes)


class NeverRebuilt(Ledger):
    """A ledger for which it would be too much work to begin anew."""

    def rebuild(self, tick: Callable[[], object] = lambda: None) -> None:
        raise AssertionError("nothing here needs the whole record to be judged anew")


def same_ledger(ledger: Ledger, kind: type[Ledger] = Ledger, now: datetime | None = None) -> Ledger:
    return kind(ledger.connection, StoredPicture(ledger.connection), now)


def test_a_founding_dated_before_everything_does_not_found_the_record_anew() -> None:
    cast = Cast()
    ledger = memory_ledger(cast.entries)
    before = picture_of(ledger)
    rogue = founding()
    ledger.take(rogue)
    ledger.settle()
    assert ledger.verdict(rogue.id).status is Status.REJECTED
    organisation = ledger.picture.find(Organisation, ORGANISATION)
    assert organisation is not None
    assert organisation.name == "Harbor Recovery"
    after = picture_of(ledger)
    assert {name: rows for name, rows in after.items() if name != "entries"} == {
        name: rows for name, rows in before.items() if name != "entries"
    }


def test_a_one_time_key_signs_for_nobody_although_others_have_seen_it() -> None:
    cast = Cast()
    invitation = Author("sam", key_of(4242), picture=cast.cora.picture)
    invited = cast.add(cast.cora.say(KeyInvited("sam", invitation.key_id, public_of(invitation.key))))
    hours = cast.log("tess", "h1")
    invitation.introduced, invitation.clock = invited.id, max(cast.cora.clock, cast["tess"].clock)
    said = HoursApproved("h1", 1, hours.id, "I supervised these hours.", "0" * 64)
    approval = cast.add(entry_of(invitation, said))
    ledger = memory_ledger(cast.entries)
    assert "invitation" in ledger.verdict(approval.id).reason
    kept = ledger.picture.find(Hours, "h1")
    assert kept is not None
    assert kept.state is HoursState.SUBMITTED


def test_an_entry_of_another_organisation_does_not_count_here() -> None:
    cast = Cast()
    foreign = logged(cast["tess"], organisation="another")
    assert "another organisation" in memory_ledger(cast.entries).take(foreign).reason


@pytest.mark.parametrize("kind", ["hours logged", "kind of tomorrow"])
def test_junk_in_somebodys_name_neither_takes_their_place_nor_is_believed_later(kind: str) -> None:
    cast = Cast()
    tess = cast["tess"]
    made = sign(
        kind, {"junk": 1}, organisation=ORGANISATION_ID, scope=work("tess"), key=tess.key, seq=1, prev=tess.prev,
        at=tess.clock + timedelta(seconds=1),
    )  # fmt: skip
    junk = read(made.signed, bytes(64))
    ledger = memory_ledger(cast.entries)
    assert ledger.take(junk).status is Status.FORGED
    assert ledger.head(tess.key_id, work("tess")) is None
    assert ledger.take(logged(tess)).status is Status.APPLIED
    ledger.rebuild()
    assert ledger.verdict(junk.id).status is Status.FORGED


def test_what_rests_on_a_forged_entry_is_judged_on_its_own() -> None:
    cast = Cast()
    forged = read(logged(cast["tess"]).signed, bytes(64))
    resting = logged(cast["tom"], "h-tom", after=(forged.id,))
    early, late = memory_ledger([*cast.entries, forged, resting]), memory_ledger([*cast.entries, resting, forged])
    assert picture_of(early) == picture_of(late)
    assert early.verdict(resting.id).status is Status.APPLIED


def test_a_key_added_under_another_id_or_without_a_real_key_breaks_nothing() -> None:
    cast = Cast()
    invitation = Author("sam", key_of(4242), picture=cast.cora.picture)
    invited = cast.add(cast.cora.say(KeyInvited("sam", invitation.key_id, public_of(invitation.key))))
    invitation.introduced, invitation.clock = invited.id, cast.cora.clock
    for public in ("zz", "0" * 64):
        ledger = memory_ledger(cast.entries)
        bad = entry_of(invitation, KeyAdded("sam", MALLORY.key_id, public, "age1x"))
        assert ledger.take(bad).status is Status.REJECTED
        assert ledger.take(logged(MALLORY, prev=bad.id, at=START + timedelta(days=1))).status is Status.HELD


def test_a_genuine_entry_that_is_held_still_has_its_place_in_the_chain() -> None:
    cast = Cast()
    sam = cast["sam"]
    twin = replace(sam, chains=dict(sam.chains))
    held = sam.say(HoursApproved("not-here", 1, "0" * 64, "I supervised these hours.", "0" * 64))
    other = twin.say(HoursApproved("nor-here", 1, "0" * 64, "I supervised these hours.", "0" * 64), minutes=2)
    ledger = memory_ledger([*cast.entries, held])
    assert ledger.verdict(held.id).status is Status.HELD
    assert "another entry in this place" in ledger.take(other).reason
    before = picture_of(ledger)
    ledger.rebuild()
    assert picture_of(ledger) == before


def test_rules_see_the_time_that_the_common_order_gives_and_not_one_before_what_it_rests_on() -> None:
    cast = Cast()
    said = AttestationMade("tess", "ethics", "I will.", Role.TRAINEE)
    ledger = memory_ledger([*cast.entries, entry_of(cast["tess"], said, at=datetime(2001, 1, 1, tzinfo=UTC))])
    made = ledger.picture.find(Attestation, "tess/ethics/trainee")
    assert made is not None
    assert made.on == START.date()


# Time


def test_what_is_dated_ahead_waits_and_holds_up_nobody_else() -> None:
    cast = Cast()
    now = cast.cora.clock + timedelta(minutes=10)
    ledger = same_ledger(memory_ledger(cast.entries), NeverRebuilt, now)
    far = logged(cast["tom"], "far", at=datetime(2199, 12, 31, 23, 59, tzinfo=UTC))
    tom = cast["tom"].standing_at(1, far.id)
    behind = logged(tom, "behind it", seq=2)
    assert (ledger.take(far).status, ledger.take(behind).status) == (Status.HELD, Status.HELD)
    assert "ahead of this computer's clock" in ledger.verdict(far.id).reason
    latest = ledger.latest()
    for number in range(5):
        assert ledger.take(cast["tess"].say(HoursLogged(f"h{number}", 1, service()))).status is Status.APPLIED
        ledger.settle()
    assert latest is not None
    assert latest < now


def test_what_was_dated_ahead_counts_once_its_time_has_come() -> None:
    cast = Cast()
    now = cast.cora.clock + timedelta(minutes=10)
    ledger = same_ledger(memory_ledger(cast.entries), now=now)
    ahead = logged(cast["tess"], at=now + timedelta(days=1))
    behind = logged(cast["tess"].standing_at(1, ahead.id), "h2")
    for entry in (behind, ahead):
        assert ledger.take(entry).status is Status.HELD
    ledger.settle()
    assert ledger.verdict(ahead.id).status is Status.HELD
    tomorrow = same_ledger(ledger, now=now + timedelta(days=1))
    tomorrow.settle()
    assert {tomorrow.verdict(one.id).status for one in (ahead, behind)} == {Status.APPLIED}
    assert picture_of(tomorrow) == picture_of(memory_ledger([*cast.entries, ahead, behind]))


@pytest.mark.parametrize(("by", "status"), [(AHEAD, Status.APPLIED), (AHEAD + timedelta(seconds=1), Status.HELD)])
def test_clocks_may_differ_a_little(by: timedelta, status: Status) -> None:
    cast = Cast()
    now = cast.cora.clock + timedelta(minutes=10)
    ledger = same_ledger(memory_ledger(cast.entries), now=now)
    assert ledger.take(logged(cast["tess"], at=now + by)).status is status


def test_work_goes_on_in_small_steps_after_a_clock_that_was_fast() -> None:
    cast = Cast()
    ledger = same_ledger(memory_ledger(cast.entries), now=START - timedelta(days=300))
    latest = ledger.latest()
    assert latest is not None
    assert ledger.take(logged(cast["tess"], at=latest + timedelta(microseconds=1))).status is Status.APPLIED
    assert ledger.take(logged(cast["tom"], "h2", at=latest + timedelta(minutes=3))).status is Status.HELD


@pytest.mark.parametrize("known", [False, True])
def test_a_flood_of_entries_dated_ahead_in_small_steps_pushes_nobodys_clock(known: bool) -> None:
    cast = Cast()
    now = cast.cora.clock + timedelta(minutes=10)
    ledger = same_ledger(memory_ledger(cast.entries), now=now)
    before, author = ledger.latest(), cast["tess"] if known else replace(MALLORY, introduced=cast.entries[0].id)
    ledger.take_all([logged(author, f"h{number}", at=now + AHEAD + number * STEP) for number in range(300)])
    ledger.settle()
    assert ledger.latest() == (now + AHEAD if known else before)
    mine = logged(cast["tom"], at=now + (AHEAD + STEP / 2 if known else timedelta()))
    assert ledger.take(mine).status is Status.APPLIED
    assert ledger.take(cast["tom"].say(HoursLogged("again", 1, service()))).status is not Status.APPLIED


def test_what_is_signed_before_made_up_entries_counts_at_once_also_where_those_have_looked_for_it() -> None:
    cast = Cast()
    invitation, new = Author("sam", key_of(4242), picture=cast.cora.picture), Author("sam", key_of(777))
    invited = cast.add(cast.cora.say(KeyInvited("sam", invitation.key_id, public_of(invitation.key))))
    invitation.introduced, invitation.clock = invited.id, cast.cora.clock
    ledger = memory_ledger(cast.entries)
    added = entry_of(invitation, KeyAdded("sam", new.key_id, public_of(new.key), "age1x"))
    later = logged(new, prev=invited.id, at=added.at + timedelta(minutes=5))
    assert ledger.take(later).status is Status.HELD
    assert ledger.take(added).status is Status.APPLIED
    assert "not known" not in ledger.verdict(later.id).reason
    before = picture_of(ledger)
    ledger.rebuild()
    assert picture_of(ledger) == before


# Work


def test_what_is_held_for_ever_does_not_lead_to_the_whole_record_being_judged_again() -> None:
    cast = Cast()
    ledger = same_ledger(memory_ledger(cast.entries), NeverRebuilt)
    waiting = logged(cast["tess"], prev="0" * 64)
    unknown = logged(MALLORY, prev=cast.entries[0].id, at=cast.cora.clock + timedelta(days=1))
    orphan = entry_of(cast["sam"], HoursApproved("none", 1, "0" * 64, "True.", "0" * 64))
    for entry in (waiting, orphan, unknown):
        assert ledger.take(entry).status is Status.HELD
    for _time in range(3):
        ledger.settle()


def test_a_long_chain_that_arrives_backwards_finds_its_order_at_once() -> None:
    cast = Cast()
    chain = [cast.log("tess", f"h{number}") for number in range(300)]
    ledger = memory_ledger([*cast.entries[: -len(chain)], *reversed(chain)])
    assert {ledger.verdict(entry.id).status for entry in chain} == {Status.APPLIED}


# All of it at once

HARM = st.lists(
    st.sampled_from(["found", "forge", "fork", "junk", "foreign", "unknown", "backdate", "orphan"]), max_size=8
)


def harmed(harm: list[str]) -> list[Entry]:
    """Return a story in which people work and somebody does harm."""
    cast = Cast()
    cast.approve("sam", "h1", cast.log("tess", "h1"))
    tess, tom, sam = cast["tess"], cast["tom"], cast["sam"]
    for number, what in enumerate(harm):
        match what:
            case "found":
                cast.add(founding(at=datetime(2001, 1, 1 + number, tzinfo=UTC)))
            case "forge":
                cast.add(read(logged(tess, f"forged{number}").signed, bytes([number]) * 64))
            case "fork":
                cast.add(
                    tess.standing_at(max(tess.seq - 1, 0), tess.prev).say(HoursLogged(f"fork{number}", 1, service()))
                )
            case "junk":
                made = sign(
                    "junk", {"n": number}, organisation=ORGANISATION_ID, scope=EVERYBODY, key=sam.key, seq=sam.seq + 1, prev=sam.prev,
                    at=sam.clock,
                )  # fmt: skip
                cast.add(read(made.signed, bytes(64)))
            case "foreign":
                cast.add(logged(tom, f"foreign{number}", organisation="another"))
            case "unknown":
                cast.add(logged(MALLORY, f"u{number}", prev=cast.entries[-1].id))
            case "backdate":
                cast.add(tom.say(PersonEnrolled(f"p{number}", "P", "P"), minutes=-50_000))
            case "orphan":
                cast.add(tess.say(HoursLogged(f"o{number}", 1, service()), after=(cast.entries[-1].id,)))
    return cast.entries


@settings(max_examples=30, deadline=None)
@given(harm=HARM, shuffle=st.randoms(use_true_random=False))
def test_stores_agree_on_harmful_entries_in_whatever_order_they_came(harm: list[str], shuffle: random.Random) -> None:
    first, *rest = harmed(harm)
    shuffled = list(rest)
    shuffle.shuffle(shuffled)
    one, other = memory_ledger([first, *rest]), memory_ledger([first, *shuffled])
    assert picture_of(one) == picture_of(other)
    before = picture_of(one)
    one.rebuild()
    assert picture_of(one) == before
