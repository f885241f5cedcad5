"""What was signed with an ended key and turns up late waits, in the same way on every computer and in every order."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peertrain.domain.hours import Hours, HoursApproved, HoursLogged, HoursState
from peertrain.domain.people import Key, KeyEnded, LateEntriesAccepted, Person, Reached, Role, RoleGiven, reached
from peertrain.record.entries import Entry
from peertrain.storage.ledger import Ledger, Status
from tests.cast import Author, Cast, service
from tests.storage.conftest import memory_ledger
from tests.storage.test_hostile_entries import NeverRebuilt, same_ledger
from tests.storage.test_ledger import picture_of

HIDDEN = "was not known before that"


def known_of(author: Author, entries: Iterable[Entry]) -> tuple[Reached, ...]:
    """Return how far these entries reach in the chains of a key."""
    newest = {one.scope: one for one in entries if one.key_id == author.key_id}
    return tuple(reached(one.scope, one.seq, one.id) for one in newest.values())


def end(cast: Cast, name: str, by: str = "cora", minutes: int = 500) -> Entry:
    """Let a coordinator end somebody's key, who knows everything that was said so far."""
    said = KeyEnded(cast[name].key_id, "The laptop was stolen.", known_of(cast[name], cast.entries))
    return cast.add(cast[by].say(said, minutes=minutes))


def copy_of(author: Author, *, clock: int = 1) -> Author:
    """Return the same key in other hands, so many minutes on."""
    return replace(author, chains=dict(author.chains), clock=author.clock + timedelta(minutes=clock))


def test_what_turns_up_after_its_key_ended_waits_although_it_is_dated_before() -> None:
    cast = Cast()
    known, stolen = cast.log("tess", "h1"), copy_of(cast["tess"])
    end(cast, "tess")
    backdated = stolen.say(HoursLogged("h2", 1, service()))
    ledger = memory_ledger([*cast.entries, backdated])
    assert ledger.verdict(known.id).status is Status.APPLIED
    assert ledger.verdict(backdated.id).status is Status.HELD
    assert HIDDEN in ledger.verdict(backdated.id).reason
    assert "2 March 2026" in ledger.verdict(backdated.id).reason
    assert ledger.picture.find(Hours, "h2") is None


def test_it_waits_in_the_same_way_where_it_arrived_before_the_ending() -> None:
    cast = Cast()
    cast.log("tess", "h1")
    stolen, staff = copy_of(cast["tess"]), list(cast.entries)
    backdated = stolen.say(HoursLogged("h2", 1, service()))
    ended = end(cast, "tess")
    ledger = memory_ledger([*staff, backdated])
    assert ledger.verdict(backdated.id).status is Status.APPLIED
    ledger.take(ended)
    ledger.settle()
    assert ledger.verdict(backdated.id).status is Status.HELD
    assert picture_of(ledger) == picture_of(memory_ledger([*staff, ended, backdated]))


def test_what_is_dated_after_the_ending_is_rejected_for_good() -> None:
    cast = Cast()
    ended = end(cast, "tess")
    cast["tess"].clock = ended.at
    late = cast.log("tess", "h1")
    assert "had ended" in memory_ledger(cast.entries).verdict(late.id).reason


def test_a_thief_cannot_put_something_else_in_the_place_of_what_was_known() -> None:
    cast = Cast()
    thief = copy_of(cast["tess"], clock=-1)
    known = cast.log("tess", "h1")
    end(cast, "tess")
    instead = thief.say(HoursLogged("other", 1, service()), minutes=1)
    assert (instead.seq, instead.prev) == (known.seq, known.prev)
    assert instead.at < known.at
    for entries in ([*cast.entries, instead], [*cast.entries[:-2], instead, *cast.entries[-2:]]):
        ledger = memory_ledger(entries)
        assert ledger.verdict(known.id).status is Status.APPLIED
        assert HIDDEN in ledger.verdict(instead.id).reason


def test_an_ended_invitation_lets_nobody_in_who_turns_up_with_an_older_date() -> None:
    cast = Cast()
    used = next(one for one in cast.entries if one.kind == "key added" and one.body["person_id"] == "tom")
    ledger = memory_ledger(one for one in cast.entries if one is not used)
    ended = cast.cora.say(KeyEnded(used.key_id, "The letter was lost.", ()))
    assert ledger.take(ended).status is Status.APPLIED
    ledger.take(used)
    ledger.settle()
    assert HIDDEN in ledger.verdict(used.id).reason
    assert ledger.picture.find(Key, str(used.body["key_id"])) is None


def test_a_thief_who_ends_the_stolen_key_first_gains_nothing() -> None:
    cast = Cast()
    stolen, known = copy_of(cast["tess"]), list(cast.entries)
    end(cast, "tess")
    backdated = stolen.say(HoursLogged("h1", 1, service()))
    own = stolen.say(KeyEnded(stolen.key_id, "So that no other ending counts.", known_of(stolen, [*known, backdated])))
    ledger = memory_ledger([*cast.entries, backdated, own])
    assert {ledger.verdict(one.id).status for one in (backdated, own)} == {Status.HELD}


def test_nobody_takes_back_what_they_signed_by_ending_their_own_key() -> None:
    cast = Cast()
    approval = cast.approve("sam", "h1", cast.log("tess", "h1"))
    sam = cast["sam"]
    cast.add(sam.say(KeyEnded(sam.key_id, "I take it all back.", ())))
    assert memory_ledger(cast.entries).verdict(approval.id).status is Status.APPLIED


# Letting late entries count


def accepted(cast: Cast, *entries: Entry, by: str = "cora") -> Entry:
    said = LateEntriesAccepted(entries[0].key_id, tuple(one.id for one in entries), "She had shown them to me.")
    return cast[by].say(said)


def test_a_coordinator_can_let_late_entries_count() -> None:
    cast = Cast()
    stolen = copy_of(cast["tess"])
    end(cast, "tess")
    late = [stolen.say(HoursLogged(f"h{number}", 1, service())) for number in range(3)]
    ledger = memory_ledger([*cast.entries, *late])
    ledger.take(accepted(cast, *late[:2]))
    ledger.settle()
    assert [ledger.verdict(one.id).status for one in late] == [Status.APPLIED, Status.APPLIED, Status.HELD]
    before = picture_of(ledger)
    ledger.rebuild()
    assert picture_of(ledger) == before


def test_acceptance_may_arrive_before_what_it_accepts() -> None:
    cast = Cast()
    stolen = copy_of(cast["tess"])
    end(cast, "tess")
    late = stolen.say(HoursLogged("h1", 1, service()))
    ledger = memory_ledger([*cast.entries, accepted(cast, late), late])
    assert ledger.verdict(late.id).status is Status.APPLIED


@pytest.mark.parametrize("by", ["sam", "tess"])
def test_nobody_else_can_let_them_count(by: str) -> None:
    cast = Cast()
    stolen = copy_of(cast["tom"])
    end(cast, "tom")
    late = stolen.say(HoursLogged("h1", 1, service()))
    cast[by].clock = cast.cora.clock
    ledger = memory_ledger([*cast.entries, late, accepted(cast, late, by=by)])
    assert ledger.verdict(late.id).status is Status.HELD


# Coordinators' keys


def two_coordinators() -> Cast:
    cast = Cast()
    cast.enrol("carl", Role.COORDINATOR, 50)
    cast["carl"].clock = cast.cora.clock
    cast.add(cast["carl"].say(RoleGiven("sue", Role.TRAINEE)))
    return cast


def test_a_stolen_coordinators_key_can_end_nobodys_key_with_an_older_date() -> None:
    cast = two_coordinators()
    thief = copy_of(cast["carl"])
    approval = cast.approve("sam", "h1", cast.log("tess", "h1"))
    end(cast, "carl")
    robbed = thief.say(KeyEnded(cast["sam"].key_id, "So that nothing of his counts.", ()))
    crowned = thief.say(RoleGiven("tom", Role.COORDINATOR))
    for entries in ([*cast.entries, robbed, crowned], [robbed, crowned, *cast.entries]):
        first = cast.entries[0]
        ledger = memory_ledger([first, *(one for one in entries if one is not first)])
        assert ledger.verdict(approval.id).status is Status.APPLIED
        assert {ledger.verdict(one.id).status for one in (robbed, crowned)} == {Status.HELD}
        tom = ledger.picture.find(Person, "tom")
        assert tom is not None
        assert not tom.has(Role.COORDINATOR)


def test_two_who_end_each_others_keys_lead_every_computer_to_the_same_picture() -> None:
    cast = two_coordinators()
    carl, cora = copy_of(cast["carl"]), copy_of(cast.cora)
    by_carl = carl.say(KeyEnded(cora.key_id, "No.", ()), minutes=5)
    by_cora = cora.say(KeyEnded(carl.key_id, "No.", ()), minutes=6)
    both = [picture_of(memory_ledger([*cast.entries, *order])) for order in ((by_carl, by_cora), (by_cora, by_carl))]
    assert both[0] == both[1]


def test_an_ending_that_undoes_its_own_ground_is_settled_in_the_same_way_everywhere() -> None:
    cast = two_coordinators()
    given = cast["carl"].say(RoleGiven("tom", Role.COORDINATOR))
    cast["tom"].clock = cast["carl"].clock
    undone = cast["tom"].say(
        KeyEnded(cast["carl"].key_id, "He is no coordinator.", known_of(cast["carl"], cast.entries))
    )
    entries = [*cast.entries, given, undone]
    one, other = memory_ledger(entries), memory_ledger([*cast.entries, undone, given])
    assert picture_of(one) == picture_of(other)
    before = picture_of(one)
    one.rebuild()
    assert picture_of(one) == before


# Any order, at once or one by one

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["log", "approve", "end", "late", "fork", "accept", "crown", "rob", "own"]),
        st.sampled_from(["tess", "tom"]),
        st.sampled_from(["sam", "carl", "cora"]),
        st.integers(1, 30),
    ),
    max_size=14,
)


def told(deeds: list[tuple[str, str, str, int]]) -> list[Entry]:
    """Return a story in which keys end and those who have copies of them go on."""
    cast = two_coordinators()
    copies = {name: copy_of(cast[name]) for name in ("tess", "tom", "sam", "carl", "cora")}
    late: list[Entry] = []
    for number, (what, trainee, staff, minutes) in enumerate(deeds):
        id, other = f"h{number}", "cora" if staff == "carl" else "carl"
        match what:
            case "log":
                cast.log(trainee, id)
            case "approve":
                cast.approve("sam", id, cast.log(trainee, id))
            case "end":
                end(cast, trainee if minutes % 2 else staff, by=other, minutes=minutes)
            case "late":
                late.append(copies[trainee].say(HoursLogged(id, 1, service()), minutes=minutes))
            case "fork":
                late.append(replace(copies[trainee], chains={}).say(HoursLogged(id, 1, service()), minutes=minutes))
            case "accept" if late:
                cast.add(accepted(cast, late[-1], by=other))
            case "crown":
                late.append(copies[staff].say(RoleGiven(trainee, Role.COORDINATOR), minutes=minutes))
            case "own":
                late.append(copies[trainee].say(KeyEnded(copies[trainee].key_id, "Mine.", ()), minutes=minutes))
            case "rob":
                said = KeyEnded(cast["sam" if staff != "sam" else "carl"].key_id, "No reason.", ())
                late.append(copies[staff].say(said, minutes=minutes))
    return [*cast.entries, *late]


@settings(max_examples=60, deadline=None)
@given(deeds=DEEDS, shuffle=st.randoms(use_true_random=False), parts=st.integers(1, 12))
def test_every_order_of_arrival_leads_to_the_same_picture(
    deeds: list[tuple[str, str, str, int]], shuffle: random.Random, parts: int
) -> None:
    first, *rest = told(deeds)
    one, other = memory_ledger([first, *rest]), memory_ledger([first])
    shuffle.shuffle(rest)
    for start in range(0, len(rest), parts):
        other.take_all(rest[start : start + parts])
        other.settle()
    assert picture_of(one) == picture_of(other)
    before = picture_of(one)
    one.rebuild()
    assert picture_of(one) == before


# Without judging everything anew


def test_what_arrives_after_its_turn_is_judged_by_itself_where_nothing_depends_on_it() -> None:
    cast = Cast()
    ledger = same_ledger(memory_ledger(cast.entries), NeverRebuilt)
    of_tess = [cast.log("tess", f"tess-{number}") for number in range(5)]
    of_tom = [cast.log("tom", f"tom-{number}") for number in range(5)]
    for some in (of_tom[:3], of_tess[:2], of_tom[3:], of_tess[2:]):
        ledger.take_all(some)
        ledger.settle()
    assert picture_of(ledger) == picture_of(memory_ledger(cast.entries))


def test_what_something_later_has_looked_for_leads_to_everything_being_judged_anew() -> None:
    cast = Cast()
    logged = cast.log("tess", "h1")
    approved = cast["sam"].say(HoursApproved("h1", 1, logged.id, "I supervised these hours.", "0" * 64), minutes=90)
    ledger = memory_ledger([*cast.entries[:-1], approved])
    assert ledger.verdict(approved.id).status is Status.HELD
    ledger.take_all([logged])
    ledger.settle()
    hours = ledger.picture.find(Hours, "h1")
    assert hours is not None
    assert hours.state is HoursState.APPROVED


def test_an_entry_that_comes_twice_in_one_go_is_taken_in_once() -> None:
    cast = Cast()
    logged = cast.log("tess", "h1")
    ledger: Ledger = memory_ledger(cast.entries[:-1])
    assert ledger.take_all([logged, logged, cast.entries[0]]) == [logged]
    ledger.settle()
    assert ledger.size == len(cast.entries)
