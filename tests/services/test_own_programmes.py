"""Programmes of an organisation's own: copied, changed, kept with mistakes, and adopted when nothing is wrong."""

from dataclasses import replace

import pytest

from peertrain.domain.errors import Refused
from peertrain.services import backups, own_programmes, programmes
from peertrain.services.own_programmes import OwnProgramme
from tests.going import foundations, put_on_programme
from tests.office import PASSPHRASES, Office


def copied(office: Office) -> OwnProgramme:
    id = office.do("Dana", lambda seat: own_programmes.copy(seat, programme=foundations())).value
    assert id is not None
    return office.ask("Dana", lambda seat: own_programmes.own_programme(seat, id=id))


def saved(office: Office, own: OwnProgramme) -> list[tuple[str | int, ...]]:
    found = office.do("Dana", lambda seat: own_programmes.save(seat, id=own.id, tree=own.tree)).value
    assert found is not None
    assert (found.programme is None) is bool(found.wrong)
    return [one.path for one in found.wrong]


def test_a_copy_says_the_same_and_is_seen_by_its_coordinator_alone(office: Office) -> None:
    own = copied(office)
    assert own.programme == foundations()
    assert [one.id for one in office.ask("Dana", own_programmes.own_programmes)] == [own.id]
    assert office.ask("Renee", own_programmes.own_programmes) == ()
    with pytest.raises(Refused, match="Only a coordinator"):
        office.do("Renee", lambda seat: own_programmes.copy(seat, programme=foundations()))


def test_what_is_wrong_is_kept_and_named_at_its_field(office: Office) -> None:
    own = copied(office)
    own.tree["training"]["hours"] = "many"
    own.tree["exams"] = [{"id": "final", "name": "Final", "items": "x"}]
    assert saved(office, own) == [("training", "hours"), ("exams", 0, "items")]
    kept = office.ask("Dana", lambda seat: own_programmes.own_programme(seat, id=own.id))
    assert (kept.tree, kept.programme) == (own.tree, None)


def test_an_adopted_version_cannot_be_written_anew_but_the_next_one_is_adopted(office: Office) -> None:
    put_on_programme(office, "Marcus")
    own = copied(office)
    assert own.adopted, "it says what is in the record already"
    own.tree["training"]["hours"] = "many"
    assert saved(office, own) == [("training", "hours"), ("version",)], "everything that is wrong is said at once"
    own.tree["training"]["hours"] = "30"
    assert saved(office, own) == [("version",)]
    own.tree["version"] = "1.1"
    assert saved(office, own) == []
    ready = office.ask("Dana", lambda seat: own_programmes.own_programme(seat, id=own.id))
    assert ready.programme == replace(
        foundations(), version="1.1", training=replace(foundations().training, minutes=1800)  # type: ignore[type-var]
    )  # fmt: skip
    rules = ready.programme
    assert rules is not None
    office.do("Dana", lambda seat: programmes.adopt(seat, programme=rules, passphrase=PASSPHRASES["Dana"]))
    [now] = office.ask("Dana", own_programmes.own_programmes)
    assert (now.adopted, now.programme) == (True, None)


def test_a_programme_that_was_removed_is_put_back(office: Office) -> None:
    own = copied(office)
    removed = office.do("Dana", lambda seat: own_programmes.remove(seat, id=own.id)).value
    assert removed == own
    with pytest.raises(Refused, match="no longer on your desk"):
        office.ask("Dana", lambda seat: own_programmes.own_programme(seat, id=own.id))
    office.do("Dana", lambda seat: own_programmes.put_back(seat, own=own))
    assert [one.programme for one in office.ask("Dana", own_programmes.own_programmes)] == [foundations()]


def test_a_backup_brings_a_programme_that_is_being_written_back(office: Office) -> None:
    own = copied(office)
    made = office.enter("Dana").back_up("before")
    office.do("Dana", lambda seat: own_programmes.remove(seat, id=own.id))
    backups.restore(office.workplace, name=made.name, reason="It was removed", passphrase=PASSPHRASES["Dana"])
    assert office.ask("Dana", own_programmes.own_programmes) == (own,)
