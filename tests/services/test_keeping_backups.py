"""When backups are made without being asked for, and what a restore must not take away."""

from datetime import timedelta

import pytest

from peertrain.domain.errors import Refused, Trouble
from peertrain.services import backups, people, reflections
from peertrain.storage import backups as room
from peertrain.storage.backups import Backup
from peertrain.workplace.workplace import Workplace
from tests.office import PASSPHRASES, Office

DANA = PASSPHRASES["Dana"]


def reasons(office: Office) -> list[str]:
    return [one.reason for one in office.workplace.kept_backups()]


def write_note(office: Office, name: str, text: str, lesson: str = "l") -> None:
    office.do(name, lambda seat: reflections.keep_note(seat, course_id="c", lesson_id=lesson, text=text))


def note_of(office: Office, name: str, lesson: str = "l") -> str:
    return office.ask(name, lambda seat: reflections.note(seat, course_id="c", lesson_id=lesson)).text


def test_a_backup_is_made_once_a_day_while_somebody_is_in(office: Office) -> None:
    workplace = office.enter("Dana")
    backups.back_up_daily(workplace)
    backups.back_up_daily(workplace)
    assert reasons(office) == ["daily"]
    office.clock.now += timedelta(hours=25)
    backups.back_up_daily(workplace)
    assert reasons(office) == ["daily", "daily"]


def test_a_backup_from_a_day_to_come_does_not_stand_for_today(office: Office) -> None:
    office.clock.now += timedelta(days=400)
    office.enter("Dana").back_up("made while the clock was wrong")
    office.clock.now -= timedelta(days=400)
    backups.back_up_daily(office.workplace)
    assert "daily" in reasons(office)


def test_while_nobody_is_in_there_is_no_daily_backup_and_no_complaint(office: Office) -> None:
    office.workplace.lock()
    backups.back_up_daily(office.workplace)
    assert reasons(office) == []


def test_what_somebody_wrote_for_themselves_alone_is_in_the_backup_at_exit(office: Office) -> None:
    office.enter("Marcus").back_up("before")
    write_note(office, "Marcus", "A hard day, and a good one")
    backups.leave(office.workplace)
    assert reasons(office) == ["at exit", "before"]
    backups.leave(office.enter("Marcus"))
    assert reasons(office) == ["at exit", "before"]


def test_whoever_leaves_is_out_even_where_no_backup_can_be_made(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(office, "Marcus", "Something to keep")

    def no_room(*_where: object, **_how: object) -> Backup:
        raise Trouble("There is not enough room on the disk for a backup.", "Free some.")

    monkeypatch.setattr(room, "make_backup", no_room)
    backups.leave(office.workplace)
    assert office.workplace.person_id is None
    with pytest.raises(Refused):
        office.workplace.read(lambda seat: seat.person)


def test_a_restore_takes_nothing_from_the_desks_of_others(office: Office) -> None:
    write_note(office, "Marcus", "Written before")
    made = office.enter("Dana").back_up("a day ago")
    write_note(office, "Marcus", "Written since")
    write_note(office, "Aisha", "Begun since", lesson="other")
    office.enter("Dana")
    backups.restore(office.workplace, name=made.name, reason="Somebody asked", passphrase=DANA)
    assert note_of(office, "Marcus") == "Written since"
    assert note_of(office, "Aisha", lesson="other") == "Begun since"


def test_before_a_passphrase_is_chosen_the_desk_has_no_key_that_others_know(office: Office) -> None:
    marcus = office.ids["Marcus"]
    again = office.do(
        "Dana",
        lambda seat: people.invite_again(seat, person_id=marcus, reason="Forgotten", passphrase=DANA),
    ).value
    assert again is not None
    office.workplace.sign_in("Marcus", again.words)
    first, second = (office.workplace.read(lambda seat: seat.desk._key) for _time in range(2))
    assert bytes(32) not in {first, second}
    assert first != second


def test_what_a_power_cut_left_of_a_backup_is_no_backup_and_is_removed(office: Office) -> None:
    made = office.enter("Dana").back_up("whole")
    folder = office.workplace.home / "backups"
    torn = folder / ".draft-2026-09-07T150000-abcd"
    torn.mkdir()
    (torn / "backup.json").write_bytes((folder / made.name / "backup.json").read_bytes())
    (office.workplace.home / ".peertrain-left").write_bytes(b"half a keystore")
    assert reasons(office) == ["whole"]
    office.workplace.back_up("again")
    assert not torn.exists()
    office.workplace.lock()
    Workplace(office.folder)
    assert not (office.workplace.home / ".peertrain-left").exists()


def test_a_restore_takes_the_passphrase_and_without_it_changes_nothing(office: Office) -> None:
    made = office.enter("Dana").back_up("whole")
    with pytest.raises(Refused, match="passphrase is not right"):
        backups.restore(office.workplace, name=made.name, reason="Somebody asked", passphrase="not the passphrase")
    assert reasons(office) == ["whole"]


def test_the_oldest_of_many_backups_can_be_restored_although_another_one_is_made_first(office: Office) -> None:
    first = office.enter("Dana").back_up("the first")
    for number in range(room.NEWEST_KEPT - 1):
        office.workplace.back_up(f"number {number}")
    backups.restore(office.workplace, name=first.name, reason="Back to the beginning", passphrase=DANA)
    kept = [one.name for one in office.workplace.kept_backups()]
    assert first.name in kept
    assert "before a restore" in reasons(office)


def test_a_restore_that_was_cut_short_is_said_when_a_coordinator_signs_in(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = office.enter("Dana").back_up("whole")

    def power_cut(_workplace: Workplace) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Workplace, "say_restored", power_cut)
    with pytest.raises(KeyboardInterrupt):
        backups.restore(office.workplace, name=made.name, reason="Somebody asked", passphrase=DANA)
    office.workplace.lock()
    monkeypatch.undo()
    for _time in range(2):
        office.enter("Dana")
        kinds = office.ask("Dana", lambda seat: [entry.kind for entry in seat.ledger.entries()])
        assert kinds.count("backup restored") == 1
        office.workplace.lock()
