"""A new key for the record after somebody has left: nobody who stays is ever locked out, wherever it is interrupted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.people import KeyEnded, KeyInvited, Role
from peertrain.record import atomic
from peertrain.record.entries import key_id
from peertrain.record.keystore import Keystore
from peertrain.services import invitations, people
from peertrain.services.backups import restore
from peertrain.storage import backups
from peertrain.storage.lists.people import keys_of
from peertrain.storage.store import FILE, Store, fits
from peertrain.workplace import rekeying
from peertrain.workplace.workplace import Workplace
from tests.exchange.computers import another_computer
from tests.office import CHEAP, PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]


class PowerCut(Exception):
    """The computer goes off in the middle of something."""


def key_of(office: Office) -> bytes:
    return office.enter("Dana")._inside().secrets["database"]


def let_luis_go(office: Office) -> None:
    luis = office.ids["Luis"]
    office.do(
        "Dana",
        lambda seat: people.end_access(seat, person_id=luis, reason="Left the organisation", passphrase=DANA),
    )


def everybody_gets_in(office: Office, *names: str) -> None:
    again = Workplace(office.folder, clock=office.clock, cost=CHEAP)
    for name in names:
        again.sign_in(name, PASSPHRASES[name])
        assert again.read(lambda seat: seat.person.preferred_name) == name
    again.lock()


def test_a_leaver_takes_no_key_that_opens_the_record(office: Office) -> None:
    old = key_of(office)
    let_luis_go(office)
    path = office.workplace.home / FILE
    assert not fits(path, old)
    assert fits(path, key_of(office))
    assert not office.workplace.keystore.lets_in(office.ids["Luis"])
    everybody_gets_in(office, "Renee", "Marcus", "Aisha", "Dana")
    everybody_gets_in(office, "Marcus", "Dana")


def test_two_new_keys_in_a_row_lock_nobody_out_who_was_away(office: Office) -> None:
    office.enter("Dana")
    for _turn in range(3):
        office.workplace.rekey()
    everybody_gets_in(office, "Aisha", "Marcus", "Renee", "Luis", "Dana")


def test_somebody_invited_before_the_new_key_still_gets_in(office: Office) -> None:
    invitation = office.do(
        "Dana", lambda seat: people.enrol(seat, legal_name="Joy Núñez", preferred_name="Joy", roles=[Role.TRAINEE])
    ).value
    let_luis_go(office)
    assert invitation is not None
    office.workplace.sign_in("Joy", invitation.words)
    office.workplace.choose_passphrase("gravel maple kettle orbit sandal")
    office.workplace.sign_in("Joy", "gravel maple kettle orbit sandal")


@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize("name", ["Renee", "Dana"])
def test_somebody_invited_to_another_computer_too_still_gets_in_at_this_one(
    office: Office, tmp_path: Path, *, name: str, joined: bool
) -> None:
    """Whether the invitation is unused, or a laptop has a newer key of theirs by now."""
    if joined:
        another_computer(office, name, tmp_path / "laptop")
    else:
        office.do("Dana", lambda seat: invitations.invite(seat, person_id=office.ids[name], passphrase=DANA))
    let_luis_go(office)
    everybody_gets_in(office, name, "Marcus", "Dana")
    everybody_gets_in(office, name)


def test_whose_key_here_has_ended_as_lost_reads_that_and_not_that_the_record_is_damaged(office: Office) -> None:
    renee = office.ids["Renee"]
    office.do("Dana", lambda seat: invitations.invite(seat, person_id=renee, passphrase=DANA, lost="Stolen"))
    everybody_gets_in(office, "Renee")
    let_luis_go(office)
    with pytest.raises(Refused, match="Your key on this computer has ended"):
        everybody_gets_in(office, "Renee")
    everybody_gets_in(office, "Marcus", "Dana")
    again = office.do(
        "Dana", lambda seat: people.invite_again(seat, person_id=renee, reason="Works here, too", passphrase=DANA)
    ).value
    assert again is not None
    office.workplace.sign_in("Renee", again.words)


def _cut(*_arguments: object, **_named: object) -> None:
    raise PowerCut


def cut_before_gifts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rekeying, "_remember", _cut)


def cut_before_swap(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rekeying, "swap", _cut)


def cut_in_swap(patch: pytest.MonkeyPatch) -> None:
    """The log files are gone, the rename has not happened."""
    patch.setattr(atomic, "replace", _replace_but_not_the_record(atomic.replace))


def _replace_but_not_the_record(replace: Callable[..., None]) -> Callable[..., None]:
    def run(new: Path, path: Path, **named: bool) -> None:
        if path.name == FILE:
            raise PowerCut
        replace(new, path, **named)

    return run


def cut_after_swap(patch: pytest.MonkeyPatch) -> None:
    whole = Keystore.give

    def only_before(
        keystore: Keystore, boxes: dict[str, list[str]], keys: dict[str, bytes | None], **more: object
    ) -> None:
        if None in keys.values():
            raise PowerCut
        whole(keystore, boxes, keys, **more)  # type: ignore[arg-type]

    patch.setattr(Keystore, "give", only_before)


@pytest.mark.parametrize("cut", [cut_before_gifts, cut_before_swap, cut_in_swap, cut_after_swap])
@pytest.mark.parametrize("first", ["Dana", "Marcus"])
def test_a_power_cut_at_any_step_locks_nobody_out(
    office: Office, cut: Callable[[pytest.MonkeyPatch], None], first: str
) -> None:
    old = key_of(office)
    with pytest.MonkeyPatch.context() as patch:
        cut(patch)
        with pytest.raises(PowerCut):
            let_luis_go(office)
    office.workplace._close()  # the computer that went off wrote no checkpoint
    after = Workplace(office.folder, clock=office.clock, cost=CHEAP)
    with pytest.raises(Refused):
        after.sign_in("Luis", PASSPHRASES["Luis"])
    everybody_gets_in(office, first)
    assert not fits(office.workplace.home / FILE, old), "whoever signs in next completes the new key"
    assert not office.workplace.keystore.lets_in(office.ids["Luis"])
    everybody_gets_in(office, "Renee", "Aisha", "Marcus", "Dana")


def test_a_record_that_is_open_elsewhere_keeps_its_key_until_later(office: Office) -> None:
    old = key_of(office)
    elsewhere = Store.open(office.workplace.home / FILE, old)
    with elsewhere.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM entries").fetchone()
        done = office.do(
            "Dana",
            lambda seat: people.end_access(seat, person_id=office.ids["Luis"], reason="Left", passphrase=DANA),
        )
    elsewhere.close()
    assert "brought up to date" in done.said
    with pytest.raises(Refused):
        Workplace(office.folder, clock=office.clock, cost=CHEAP).sign_in("Luis", PASSPHRASES["Luis"])
    office.workplace.lock()
    everybody_gets_in(office, "Marcus", "Dana")
    assert not fits(office.workplace.home / FILE, old)


def test_a_backup_from_before_the_new_key_can_be_restored_and_says_so(office: Office) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    let_luis_go(office)
    entries = office.ask("Dana", lambda seat: seat.ledger.size)
    with pytest.raises(Refused, match="Say why"):
        restore(office.workplace, name=backup.name, reason="", passphrase=DANA)
    restore(office.workplace, name=backup.name, reason="Tried the wrong thing", passphrase=DANA)
    said = office.ask("Dana", lambda seat: list(seat.ledger.entries())[-1])
    assert said.kind == "backup restored"
    assert said.body["entries_before"] == entries
    assert said.body["entries_after"] == backup.entries
    everybody_gets_in(office, "Marcus", "Renee", "Dana")
    office.enter("Dana")
    newest = backups.backups(office.workplace.home)[0]
    restore(office.workplace, name=newest.name, reason="And forward again", passphrase=DANA)
    everybody_gets_in(office, "Marcus", "Dana")


def test_only_a_coordinator_restores(office: Office) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    with pytest.raises(Refused, match="Only a coordinator"):
        restore(
            office.enter("Marcus"), name=backup.name, reason="I want my old hours", passphrase=PASSPHRASES["Marcus"]
        )


def test_a_damaged_backup_changes_nothing(office: Office) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    file = office.workplace.home / backups.FOLDER / backup.name / FILE
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    before = office.ask("Dana", lambda seat: seat.ledger.size)
    with pytest.raises(Trouble):
        restore(office.workplace, name=backup.name, reason="Trying", passphrase=DANA)
    assert office.ask("Dana", lambda seat: seat.ledger.size) == before


def test_a_record_that_cannot_be_opened_is_replaced_by_a_backup_with_its_keys(office: Office) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    office.workplace.lock()
    (office.workplace.home / FILE).write_bytes(b"not a record at all" * 500)
    again = Workplace(office.folder, clock=office.clock, cost=CHEAP)
    with pytest.raises(Trouble, match="damaged"):
        again.sign_in("Dana", DANA)
    assert [one.name for one in again.kept_backups()] == [backup.name]
    again.restore_unopened(backup.name)
    everybody_gets_in(office, "Marcus", "Dana")


def test_a_missing_record_says_so_and_comes_back_from_a_backup(office: Office) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    office.workplace.lock()
    (office.workplace.home / FILE).unlink()
    again = Workplace(office.folder, clock=office.clock, cost=CHEAP)
    with pytest.raises(Trouble, match="missing"):
        again.sign_in("Dana", DANA)
    again.restore_unopened(backup.name)
    everybody_gets_in(office, "Aisha", "Dana")


def test_a_backup_on_another_disk_starts_an_empty_computer(office: Office, tmp_path: Path) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    stick = office.workplace.home / backups.FOLDER / backup.name
    new = Workplace(tmp_path / "new computer", clock=office.clock, cost=CHEAP)
    with pytest.raises(Refused, match="no backup"):
        new.restore_from(tmp_path)
    new.restore_from(stick)
    new.sign_in("Renee", PASSPHRASES["Renee"])
    new.lock()
    with pytest.raises(Refused, match="already"):
        new.restore_from(stick)


def test_a_backup_from_before_the_coordinator_was_enrolled_changes_nothing(office: Office) -> None:
    office.enter("Dana")
    backup = office.workplace.back_up("by hand")
    office.do(
        "Dana",
        lambda seat: people.give_role(seat, person_id=office.ids["Renee"], role=Role.COORDINATOR, passphrase=DANA),
    )
    before = office.ask("Renee", lambda seat: seat.ledger.size)
    with pytest.raises(Refused):
        restore(office.workplace, name=backup.name, reason="It was nicer then", passphrase=PASSPHRASES["Renee"])
    assert office.ask("Renee", lambda seat: seat.ledger.size) == before


def test_a_key_that_nothing_can_be_left_for_shuts_out_its_own_person_and_nobody_else(office: Office) -> None:
    """A changed program can announce anything."""
    made_up = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    broken = KeyInvited(office.ids["Aisha"], key_id(made_up), made_up.hex(), "age1notabox")
    office.say("Dana", *(KeyEnded(id, "Lost", ()) for id in _keys_of(office, "Aisha")), broken)
    let_luis_go(office)
    everybody_gets_in(office, "Renee", "Marcus", "Dana")


def _keys_of(office: Office, name: str) -> list[str]:
    found = office.ask("Dana", lambda seat: keys_of(seat.connection, office.ids[name]))
    return [key.id for key in found if key.until is None]
