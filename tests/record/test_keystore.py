"""The keystore lets in who knows the passphrase or the recovery code, and nobody else, however often they try."""

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from peertrain.domain.errors import Refused, Trouble
from peertrain.record.keystore import FILES, Keystore
from peertrain.record.passphrases import (
    Cost,
    _words,
    check_strength,
    five_words,
    new_recovery_code,
    read_recovery_code,
    stretch,
)
from peertrain.record.tries import MOST_TRIES

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CHEAP = Cost(64, 1, 1)
SECRET = "quiet otter lamp river"
KEYS = {"database": b"d" * 32, "desk": b"k" * 32}


@pytest.fixture
def keystore(tmp_path: Path) -> Keystore:
    made = Keystore.create(tmp_path, "org")
    made.add("p1", "Ana Núñez", SECRET, KEYS, CHEAP)
    return made


def test_the_passphrase_opens_the_keys_also_after_the_file_is_read_again(tmp_path: Path, keystore: Keystore) -> None:
    unlocked = Keystore.open(tmp_path).sign_in("  ana  NÚÑEZ ", SECRET, now=NOW)
    assert unlocked.person_id == "p1"
    assert dict(unlocked.secrets) == KEYS


def test_a_wrong_passphrase_and_an_unknown_name_are_refused_in_the_same_words(keystore: Keystore) -> None:
    with pytest.raises(Refused) as wrong:
        keystore.sign_in("Ana Núñez", "not the passphrase", now=NOW)
    with pytest.raises(Refused) as unknown:
        keystore.sign_in("Nobody", SECRET, now=NOW)
    assert str(wrong.value) == str(unknown.value)


def test_an_unknown_name_costs_the_same_stretching(keystore: Keystore, monkeypatch: pytest.MonkeyPatch) -> None:
    from peertrain.record import wrapping as room

    costs: list[Cost] = []

    def counted(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        costs.append(cost)
        return stretch(passphrase, salt, cost)

    monkeypatch.setattr(room, "stretch", counted)
    for name in ("Ana Núñez", "Nobody"):
        with pytest.raises(Refused):
            keystore.sign_in(name, "wrong", now=NOW)
    assert costs == [CHEAP, CHEAP]


def test_an_unknown_name_costs_the_same_writing(tmp_path: Path, keystore: Keystore) -> None:
    copies = []
    for name in ("Ana Núñez", "Nobody"):
        before = keystore._content.copy
        with pytest.raises(Refused):
            keystore.sign_in(name, "wrong", now=NOW)
        copies.append(Keystore.open(tmp_path)._content.copy - before)
    assert copies == [1, 1]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a keystore of two thousand people."""
    folder = tmp_path_factory.mktemp("crowd")
    keystore = Keystore.create(folder, "org")
    for number in range(2000):
        keystore._take_place(keystore._new_holder(f"p{number}", f"P {number}", SECRET, KEYS, CHEAP, invited=False))
    keystore._write()
    return folder


def test_among_two_thousand_the_known_and_the_unknown_take_as_long(crowd: Path) -> None:
    took = {}
    for name in ("P 1", "P 1999", "Nobody"):
        tries = []
        for _try in range(4):
            keystore, start = Keystore.open(crowd), time.process_time()
            with pytest.raises(Refused):
                keystore.sign_in(name, "wrong", now=NOW)
            tries.append(time.process_time() - start)
        took[name] = min(tries)
    assert max(took.values()) < 2 * min(took.values()), took


def test_a_name_that_is_staged_for_a_deed_that_was_not_done_is_free(keystore: Keystore) -> None:
    keystore.stage("p2", "Ben", "five words to begin with", KEYS, CHEAP, invitation="never said")
    with pytest.raises(Refused, match="Choose another name"):
        keystore.check_name_free("Ben", "p3")
    keystore.forget_staged(lambda invitation: invitation == "never said")
    with pytest.raises(Refused, match="Choose another name"):
        keystore.check_name_free("Ben", "p3")
    keystore.forget_staged(lambda _invitation: False)
    keystore.check_name_free("Ben", "p3")


def test_after_five_wrong_tries_each_next_one_has_to_wait_longer(tmp_path: Path, keystore: Keystore) -> None:
    now, waits = NOW, []
    for _try in range(12):
        with pytest.raises(Refused, match="passphrase is not right"):
            Keystore.open(tmp_path).sign_in("Ana Núñez", "wrong", now=now)
        not_before = json.loads(json.loads(newest(tmp_path))["keystore"])["holders"]["p1"]["not_before"]
        waits.append(datetime.fromisoformat(not_before) - now if not_before else timedelta(0))
        if not_before:
            with pytest.raises(Refused, match="wait"):
                Keystore.open(tmp_path).sign_in("Ana Núñez", SECRET, now=now)
            now = datetime.fromisoformat(not_before)
    assert waits[:5] == [timedelta(0)] * 4 + [timedelta(seconds=2)]
    assert waits[5:] == [timedelta(seconds=2**n) for n in range(2, 9)]
    assert Keystore.open(tmp_path).sign_in("Ana Núñez", SECRET, now=now).person_id == "p1"


def newest(folder: Path) -> bytes:
    copies = [(folder / name).read_bytes() for name in FILES if (folder / name).exists()]
    return max(copies, key=lambda whole: json.loads(json.loads(whole)["keystore"])["copy"])


def test_a_hundred_wrong_tries_in_a_row_end_it_and_the_recovery_code_begins_it_again(tmp_path: Path) -> None:
    keystore = Keystore.create(tmp_path, "org")
    code = keystore.add("p1", "Ana", SECRET, KEYS, CHEAP)
    now = NOW
    for _try in range(MOST_TRIES):
        now += timedelta(minutes=16)
        with pytest.raises(Refused):
            keystore.sign_in("Ana", "wrong", now=now)
    now += timedelta(minutes=16)
    with pytest.raises(Refused, match="too many"):
        keystore.sign_in("Ana", SECRET, now=now)
    unlocked = keystore.recover("Ana", code, now=now)
    assert dict(unlocked.secrets) == KEYS
    keystore.renew(unlocked, "green violin seven doors", CHEAP)
    assert keystore.sign_in("Ana", "green violin seven doors", now=now).person_id == "p1"


def test_the_code_before_opens_until_the_new_one_is_confirmed(tmp_path: Path) -> None:
    keystore = Keystore.create(tmp_path, "org")
    old = keystore.add("p1", "Ana", SECRET, KEYS, CHEAP)
    assert keystore.lacks_recovery_code("p1")
    keystore.confirm_recovery_code("p1")
    assert not keystore.lacks_recovery_code("p1")
    new = keystore.renew(keystore.recover("Ana", old, now=NOW), "green violin seven doors", CHEAP)
    for code in (old, new, old):
        assert dict(Keystore.open(tmp_path).recover("Ana", code, now=NOW).secrets) == KEYS
    keystore = Keystore.open(tmp_path)
    keystore.confirm_recovery_code("p1")
    assert dict(Keystore.open(tmp_path).recover("Ana", new, now=NOW).secrets) == KEYS
    with pytest.raises(Refused, match="recovery code is not right"):
        Keystore.open(tmp_path).recover("Ana", old, now=NOW)


def test_the_recovery_code_alone_changes_nothing_of_what_opens_the_keys(tmp_path: Path) -> None:
    keystore = Keystore.create(tmp_path, "org")
    code = keystore.add("p1", "Ana", SECRET, KEYS, CHEAP)
    ana = keystore._content.holders["p1"]
    before = (dict(ana.wraps), dict(ana.secrets), ana.salt, ana.check)
    keystore.recover("Ana", code, now=NOW)
    ana = Keystore.open(tmp_path)._content.holders["p1"]
    assert (ana.wraps, ana.secrets, ana.salt, ana.check) == before


def test_the_try_is_counted_on_the_disk_before_the_passphrase_is_looked_at(
    tmp_path: Path, keystore: Keystore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from peertrain.record import wrapping as room

    def killed(*_args: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(room, "stretch", killed)
    with pytest.raises(KeyboardInterrupt):
        keystore.sign_in("Ana Núñez", "guess", now=NOW)
    assert json.loads(json.loads(newest(tmp_path))["keystore"])["holders"]["p1"]["failures"] == 1


def test_changing_the_passphrase_keeps_the_keys_and_ends_the_old_one(keystore: Keystore) -> None:
    keystore.change_passphrase("p1", SECRET, "green violin seven doors", cost=CHEAP, now=NOW)
    assert dict(keystore.sign_in("Ana Núñez", "green violin seven doors", now=NOW).secrets) == KEYS
    with pytest.raises(Refused):
        keystore.sign_in("Ana Núñez", SECRET, now=NOW)


def test_a_newer_copy_that_is_torn_is_passed_over_for_the_whole_one_before_it(
    tmp_path: Path, keystore: Keystore
) -> None:
    keystore.change_passphrase("p1", SECRET, "green violin seven doors", cost=CHEAP, now=NOW)
    newer = max(FILES, key=lambda name: json.loads(json.loads((tmp_path / name).read_bytes())["keystore"])["copy"])
    (tmp_path / newer).write_bytes((tmp_path / newer).read_bytes()[:200])
    assert Keystore.open(tmp_path).sign_in("Ana Núñez", SECRET, now=NOW).person_id == "p1"


def test_two_torn_copies_are_trouble_that_says_what_to_do(tmp_path: Path, keystore: Keystore) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(b"{")
    with pytest.raises(Trouble) as trouble:
        Keystore.open(tmp_path)
    assert "backup" in trouble.value.advice


def test_the_files_do_not_say_who_is_enrolled(tmp_path: Path, keystore: Keystore) -> None:
    whole = b"".join((tmp_path / name).read_bytes() for name in FILES if (tmp_path / name).exists())
    assert b"ana" not in whole.lower().replace(b"organisation", b"")


def test_a_wrap_moved_to_another_person_opens_nothing(tmp_path: Path, keystore: Keystore) -> None:
    keystore.add("p2", "Ben", SECRET, KEYS, CHEAP)
    ana, ben = keystore._content.holders.values()
    ben.wraps, ben.salt, ben.check = dict(ana.wraps), ana.salt, ana.check
    with pytest.raises(InvalidTag):
        keystore.sign_in("Ben", SECRET, now=NOW)


def test_a_name_that_is_taken_is_refused(keystore: Keystore) -> None:
    with pytest.raises(Refused, match="Choose another name"):
        keystore.add("p2", "ana núñez", SECRET, KEYS, CHEAP)


def test_a_gift_waits_for_the_person_and_is_there_when_they_sign_in(tmp_path: Path) -> None:
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    keystore = Keystore.create(tmp_path, "org")
    keystore.add("p1", "Ana", SECRET, {**KEYS, "box": str(identity).encode()}, CHEAP)
    elsewhere = pyrage.x25519.Identity.generate()
    keystore.give({"p1": [str(one.to_public()) for one in (identity, elsewhere)]}, {"issuer": b"i" * 32})
    unlocked = keystore.sign_in("Ana", SECRET, now=NOW)
    assert unlocked.secrets["issuer"] == b"i" * 32
    keystore.keep(unlocked, {"issuer": unlocked.secrets["issuer"]})
    assert Keystore.open(tmp_path).sign_in("Ana", SECRET, now=NOW).secrets["issuer"] == b"i" * 32


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaaaaaa", "passwordpassword", "qwertyuiopasdfgh", "x" * 257])
def test_a_weak_passphrase_is_refused(weak: str) -> None:
    with pytest.raises(Refused):
        check_strength(weak)


def test_the_names_around_a_person_make_a_passphrase_weak() -> None:
    with pytest.raises(Refused):
        check_strength("Harbor Recovery Cora", ("Harbor Recovery", "Cora"))


def test_five_words_are_strong_and_differ() -> None:
    assert len({five_words() for _ in range(20)}) == 20
    check_strength(five_words())


def test_a_recovery_code_reads_back_and_a_mistyped_one_is_refused() -> None:
    code = new_recovery_code()
    assert len(read_recovery_code(code.lower().replace("-", " "))) == 20
    wrong = ("B" if code[0] == "A" else "A") + code[1:]
    with pytest.raises(Refused, match="mistyped"):
        read_recovery_code(wrong)
    with pytest.raises(Refused, match="mistyped"):
        read_recovery_code("hello")


def test_an_old_passphrase_no_longer_opens_the_shared_keys_from_the_files(tmp_path: Path, keystore: Keystore) -> None:
    """After new words, as when the old passphrase was given away; what is only the person's own stays sealed with it."""
    keystore.invite("p1", "Ana Núñez", "five other words to begin", {"database": b"e" * 32}, CHEAP)
    copies = [json.loads((tmp_path / name).read_bytes()) for name in FILES if (tmp_path / name).exists()]
    newest = max((json.loads(one["keystore"]) for one in copies), key=lambda content: content["copy"])
    (before,) = newest["former"]
    assert list(before["secrets"]) == ["desk"]
    assert keystore.had_keys("p1")


@pytest.mark.parametrize("name", ["Ana\u200b Núñez", "\u2066Ana Núñez\u2069", "ana\u00ad nu\u0301n\u0303ez"])
def test_names_that_look_the_same_are_one_name(keystore: Keystore, name: str) -> None:
    with pytest.raises(Refused, match="already signs in"):
        keystore.add("p2", name, SECRET, KEYS, CHEAP)
    assert keystore.sign_in(name, SECRET, now=NOW).person_id == "p1"


@pytest.mark.parametrize(
    "typed", ["Quiet river stones at dusk", " quiet  river stones at dusk ", "QUIET-river stones at dusk"]
)
def test_handed_over_words_let_in_however_they_are_typed(tmp_path: Path, typed: str) -> None:
    keystore = Keystore.create(tmp_path, "o")
    keystore.invite("p", "Marcus", "quiet river stones at dusk", {"database": bytes(32)}, CHEAP)
    assert keystore.sign_in("Marcus", typed, now=NOW).person_id == "p"


def test_a_passphrase_of_ones_own_counts_letter_by_letter(tmp_path: Path) -> None:
    keystore = Keystore.create(tmp_path, "o")
    keystore.add("p", "Marcus", "quiet river stones at dusk", {"database": bytes(32)}, CHEAP)
    with pytest.raises(Refused):
        keystore.sign_in("Marcus", "Quiet river stones at dusk", now=NOW)


def test_nobody_is_handed_words_that_hurt() -> None:
    handed = set(_words())
    hurtful = {"junkie", "rehab", "unworthy", "unloved", "unwanted", "deranged", "stash", "sedate", "cider", "arrest"}
    assert not handed & {*hurtful, "handcuff", "distrust", "mooned", "relapse", "needle", "overdose", "vodka"}
    assert len(handed) > 3500
