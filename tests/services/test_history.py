"""The history in words, on a real workplace."""

from datetime import date, timedelta

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.people import Role
from peertrain.services import history, people, record
from peertrain.services.history import Search
from tests.going import approve, log, put_on_programme
from tests.office import Office


@pytest.fixture
def busy(office: Office) -> Office:
    put_on_programme(office, "Marcus")
    hours = log(office, "Marcus", date(2026, 9, 8))
    approve(office, hours)
    return office


def told(office: Office, search: Search) -> list[tuple[str, str]]:
    found = office.ask("Dana", lambda seat: history.find_lines(seat, search=search))
    lines = office.ask("Dana", lambda seat: history.lines(seat, found))
    return [(lines[position].who, lines[position].sentence) for position in found]


def test_every_kind_of_entry_is_in_one_group() -> None:
    assert history.kinds_without_a_group() == frozenset()
    assert set(history.group_names()) == set(history.GROUPS)


def test_who_did_what_newest_first(busy: Office) -> None:
    newest = told(busy, Search())
    assert newest[0] == ("Renee", "Approved 2 h of Marcus on 8 September 2026.")
    assert newest[1] == ("Marcus", "Sent 2 h of 8 September 2026 for sign-off.")
    assert newest[-1] == ("Dana", "Founded the organisation Harbor Recovery Alliance.")


def test_the_history_is_narrowed_by_person_kind_and_day(busy: Office) -> None:
    by_renee = told(busy, Search(person_id=busy.ids["Renee"], group="hours"))
    assert by_renee == [("Renee", "Approved 2 h of Marcus on 8 September 2026.")]
    assert told(busy, Search(group="supervision")) == []
    day = busy.clock.now.astimezone().date()
    assert told(busy, Search(group="hours", first=day, last=day)) == told(busy, Search(group="hours"))
    assert told(busy, Search(group="hours", last=day - timedelta(days=1))) == []


def test_only_what_does_not_count_can_be_asked_for(busy: Office) -> None:
    assert told(busy, Search(only_wrong=True)) == []


def test_an_entry_is_shown_in_full_with_its_signature_and_checkpoint(busy: Office) -> None:
    position = busy.ask("Dana", lambda seat: history.find_lines(seat, search=Search(group="hours")))[0]
    detail = busy.ask("Dana", lambda seat: history.detail(seat, position=position))
    assert detail.genuine
    assert '"kind": "hours approved"' in detail.text
    assert "true as written" in detail.text
    assert detail.checkpoint is not None
    busy.do("Dana", lambda seat: history.add_note(seat, entry_id=detail.entry.id, text="Checked against the sheet."))
    again = busy.ask("Dana", lambda seat: history.detail(seat, position=position))
    assert [note.text for note in again.notes] == ["Checked against the sheet."]


def test_only_a_coordinator_reads_the_history(busy: Office) -> None:
    with pytest.raises(Refused, match="Only a coordinator"):
        busy.ask("Marcus", lambda seat: history.find_lines(seat, search=Search()))


def test_a_clock_that_went_back_stops_signing_until_a_coordinator_says_it_is_right(office: Office) -> None:
    office.enter("Dana")
    office.clock.now -= timedelta(hours=3)
    with pytest.raises(Refused, match="clock of this computer is behind"):
        office.do("Dana", lambda seat: people.enrol(seat, legal_name="Joy Núñez", roles=[Role.TRAINEE]))
    office.do("Dana", lambda seat: history.correct_clock(seat, reason="The battery was replaced and the time set"))
    assert told(office, Search(group="record"))[0][1].startswith("Said that the clock")


def test_a_real_workplace_verifies(busy: Office) -> None:
    found = busy.ask("Dana", record.verify)
    assert found.wrong == ""
    assert found.entries == busy.ask("Dana", record.size)
