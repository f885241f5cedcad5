"""A failure at any step on the way in takes nobody's way in: the old code, the words or the passphrase still open."""

from collections.abc import Callable

import pytest

from peertrain.domain.changes import Done
from peertrain.domain.errors import Damaged, Refused
from peertrain.domain.people import Role
from peertrain.record import keystore as keystore_module
from peertrain.record.keystore import Keystore
from peertrain.record.wrapping import HolderKeys
from peertrain.services import people
from peertrain.storage.store import FILE, Store
from peertrain.workplace import following, open_record
from peertrain.workplace import workplace as module
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace
from tests.office import CHEAP, PASSPHRASES, Office

NEW = "gravel maple kettle orbit sandal"
DANA = PASSPHRASES["Dana"]


class PowerCut(Exception):
    """The computer goes off in the middle of something."""


def cut(*_arguments: object, **_named: object) -> None:
    raise PowerCut


def kept_code(office: Office) -> str:
    """Return a recovery code that Dana has kept."""
    code = office.enter("Dana").new_recovery_code(DANA)
    office.workplace.confirm_recovery_code()
    office.workplace.lock()
    return code


def started_again(office: Office) -> Workplace:
    return Workplace(office.folder, clock=office.clock, cost=CHEAP)


def what_opens(office: Office) -> dict[str, object]:
    """Return everything in the keystore that opens something."""
    holders = Keystore.open(office.workplace.home)._content.holders
    return {id: (one.wraps, one.secrets, one.gifts, one.salt, one.check) for id, one in holders.items()}


def test_a_record_that_does_not_open_changes_nothing_in_the_keystore(office: Office) -> None:
    code = kept_code(office)
    path = office.workplace.home / FILE
    whole, before = path.read_bytes(), what_opens(office)
    path.write_bytes(bytes(4096) + whole[4096:])
    with pytest.raises(Damaged):
        office.workplace.recover(name="Dana", code=code, passphrase=NEW)
    assert what_opens(office) == before
    path.write_bytes(whole)
    office.workplace.sign_in("Dana", DANA)
    office.workplace.recover(name="Dana", code=code, passphrase=NEW)


BEFORE_THE_PASSPHRASE: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "opening the record": lambda patch: patch.setattr(Store, "open", cut),
    "seating the person": lambda patch: patch.setattr(open_record, "seat_of", cut),
    "following the record": lambda patch: patch.setattr(module, "follow", cut),
    "setting the passphrase": lambda patch: patch.setattr(HolderKeys, "wrap_for_passphrase", cut),
    "making the code": lambda patch: patch.setattr(HolderKeys, "wrap_for_recovery", cut),
}


@pytest.mark.parametrize("step", BEFORE_THE_PASSPHRASE)
def test_a_power_cut_while_recovering_leaves_the_old_passphrase_and_the_old_code(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    code = kept_code(office)
    with monkeypatch.context() as patch:
        BEFORE_THE_PASSPHRASE[step](patch)
        with pytest.raises(PowerCut):
            office.workplace.recover(name="Dana", code=code, passphrase=NEW)
    again = started_again(office)
    again.sign_in("Dana", DANA)
    again.recover(name="Dana", code=code, passphrase=NEW)
    again.sign_in("Dana", NEW)
    assert again.person_id == office.ids["Dana"]


def test_a_power_cut_while_the_new_code_is_written_leaves_the_old_ones(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = kept_code(office)

    def renew(self: Keystore, *arguments: object) -> str:
        monkeypatch.setattr(keystore_module, "write_copy", cut)
        return whole(self, *arguments)  # type: ignore[arg-type]

    whole = Keystore.renew
    monkeypatch.setattr(Keystore, "renew", renew)
    with pytest.raises(PowerCut):
        office.workplace.recover(name="Dana", code=code, passphrase=NEW)
    monkeypatch.undo()
    started_again(office).sign_in("Dana", DANA)
    started_again(office).recover(name="Dana", code=code, passphrase=NEW)


def test_a_power_cut_before_the_new_code_is_confirmed_leaves_the_old_code_good(office: Office) -> None:
    code = kept_code(office)
    new = office.workplace.recover(name="Dana", code=code, passphrase=NEW)
    again = started_again(office)
    again.recover(name="Dana", code=code, passphrase=NEW)
    assert again.missing_recovery_code() == ""
    again.confirm_recovery_code()
    for old in (code, new):
        with pytest.raises(Refused, match="recovery code is not right"):
            started_again(office).recover(name="Dana", code=old, passphrase=NEW)


AFTER_THE_WORDS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "signing in with it": lambda patch: patch.setattr(Keystore, "sign_in", cut),
    "announcing the key": lambda patch: patch.setattr(module, "announce_key", cut),
    "letting go of the invitation": lambda patch: patch.setattr(Keystore, "keep", cut),
}


def invited(office: Office) -> str:
    """Let Joy sign in for the first time; return her five words."""
    done = office.do(
        "Dana", lambda seat: people.enrol(seat, legal_name="Joy Núñez", preferred_name="Joy", roles=[Role.TRAINEE])
    )
    assert done.value is not None
    office.workplace.sign_in("Joy", done.value.words)
    return done.value.words


def test_a_power_cut_before_the_keys_are_kept_leaves_the_words_good(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = invited(office)
    with monkeypatch.context() as patch:
        patch.setattr(Keystore, "add", cut)
        with pytest.raises(PowerCut):
            office.workplace.choose_passphrase(NEW)
    again = started_again(office)
    again.sign_in("Joy", words)
    assert again.must_choose_passphrase


@pytest.mark.parametrize("step", AFTER_THE_WORDS)
def test_a_power_cut_while_choosing_leaves_the_passphrase_good_and_a_code_is_shown_at_the_next_sign_in(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    invited(office)
    with monkeypatch.context() as patch:
        AFTER_THE_WORDS[step](patch)
        with pytest.raises(PowerCut):
            office.workplace.choose_passphrase(NEW)
    again = started_again(office)
    again.sign_in("Joy", NEW)
    assert not again.must_choose_passphrase
    code = again.missing_recovery_code()
    again.confirm_recovery_code()
    assert again.missing_recovery_code() == ""
    again.recover(name="Joy", code=code, passphrase=DANA)


def test_choosing_can_be_done_again_at_once_after_trouble(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    invited(office)
    with monkeypatch.context() as patch:
        patch.setattr(module, "announce_key", cut)
        with pytest.raises(PowerCut):
            office.workplace.choose_passphrase("first thought of words here")
    assert office.workplace.must_choose_passphrase
    office.workplace.choose_passphrase(NEW)
    assert not office.workplace.must_choose_passphrase
    started_again(office).sign_in("Joy", NEW)


def test_a_deed_that_failed_after_inviting_keeps_the_name_from_nobody(office: Office) -> None:
    def fails(seat: Seat) -> Done[people.Invitation]:
        people.enrol(seat, legal_name="Joy Núñez", preferred_name="Joy", roles=[Role.TRAINEE])
        raise PowerCut

    with pytest.raises(PowerCut):
        office.do("Dana", fails)
    invited(office)
    assert not office.workplace.keystore.is_staged


def test_two_invited_in_one_deed_cannot_have_the_same_name(office: Office) -> None:
    def both(seat: Seat) -> Done[people.Invitation]:
        people.enrol(seat, legal_name="Joy Núñez", preferred_name="Joy", roles=[Role.TRAINEE])
        return people.enrol(seat, legal_name="Joy Park", preferred_name="Joy", roles=[Role.TRAINEE])

    with pytest.raises(Refused, match="already signs in as Joy"):
        office.do("Dana", both)


def test_following_the_record_asks_as_little_for_many_people_as_for_few(office: Office) -> None:
    def asked(seat: Seat) -> int:
        said: list[str] = []
        seat.connection.connection.driver_connection.set_trace_callback(said.append)
        following.follow(office.workplace.keystore, seat)
        seat.connection.connection.driver_connection.set_trace_callback(None)
        return len(said)

    few = office.ask("Dana", asked)
    for number in range(10):
        name = f"Joy {number}"
        office.do(
            "Dana",
            lambda seat, name=name: people.enrol(seat, legal_name=name, preferred_name=name, roles=[Role.TRAINEE]),
        )
    assert office.ask("Dana", asked) == few > 0
