"""Sign-off: many at once, exactly as shown, by the right person, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.hours import HoursApproved, HoursState
from peertrain.domain.hours_words import sign_off_sentence
from peertrain.record.bodies import statement_of
from peertrain.services import hours, signoff
from tests.office import PASSPHRASES, Office
from tests.services.test_hours import TODAY, approve, draft, found, give_back, send, shown


def test_an_approval_carries_the_sentence_and_the_hash_of_what_was_shown(office: Office) -> None:
    send(office, draft(office, minutes=750, long_day=True))
    (one,) = shown(office)
    assert approve(office, one) == "Approved 12 h 30 min."
    approval = found(office).events[-1].entry_id
    entry = office.ask("Renee", lambda seat: next(one for one in seat.ledger.entries() if one.id == approval))
    said = statement_of(entry.kind, entry.body)
    assert said == HoursApproved("h1", 1, one.entry_id, sign_off_sentence(750), one.sha256)
    assert one.entry_id in entry.after
    assert found(office).state is HoursState.APPROVED


def test_a_batch_in_which_anything_changed_is_refused_whole_and_names_it(office: Office) -> None:
    send(office, draft(office, "h1"), draft(office, "h2", on=TODAY - timedelta(days=1)))
    seen = shown(office)
    again = office.do("Marcus", lambda seat: hours.correct(seat, hours_id="h2")).value
    assert again is not None
    send(office, replace(again, note="Corrected."))
    with pytest.raises(Refused, match=r"changed since you saw it: Marcus, Sunday 6 September 2026, 1 h 30 min\. Look"):
        approve(office, *seen)
    assert found(office).state is HoursState.SUBMITTED


def test_what_was_not_shown_as_it_is_cannot_be_signed(office: Office) -> None:
    send(office, draft(office))
    (one,) = shown(office)
    with pytest.raises(Refused, match="Nothing was signed"):
        approve(office, replace(one, sha256="0" * 64))
    assert found(office).state is HoursState.SUBMITTED


def test_a_wrong_passphrase_signs_nothing(office: Office) -> None:
    send(office, draft(office))
    with pytest.raises(Refused):
        approve(office, *shown(office), passphrase="not the passphrase of Renee")
    assert found(office).state is HoursState.SUBMITTED


def test_only_the_supervisor_the_hours_were_sent_to_decides(office: Office) -> None:
    send(office, draft(office))
    (one,) = shown(office)
    for name in ("Luis", "Dana", "Marcus"):
        with pytest.raises(Refused):
            office.do(name, lambda seat, name=name: signoff.approve(seat, shown=(one,), passphrase=PASSPHRASES[name]))
        with pytest.raises(Refused):
            office.do(name, lambda seat: signoff.give_back(seat, hours_id="h1", version=1, reason="No."))
    assert office.ask("Luis", lambda seat: signoff.sheets(seat, ["h1"])) == {}
    assert found(office).state is HoursState.SUBMITTED


def test_a_return_needs_a_word(office: Office) -> None:
    send(office, draft(office))
    with pytest.raises(Refused, match="Say in a word why"):
        give_back(office, reason="  ")
    give_back(office)
    assert office.ask("Renee", signoff.how_many_wait) == 0


def test_the_sheet_says_what_else_was_logged_on_the_day_and_why_it_came_back_before(office: Office) -> None:
    send(office, draft(office, "h1"), draft(office, "h2", minutes=45))
    give_back(office, reason="Please say more.")
    again = office.do("Marcus", lambda seat: hours.correct(seat, hours_id="h1")).value
    assert again is not None
    send(office, replace(again, note="Said more."))
    sheet = office.ask("Renee", lambda seat: signoff.sheets(seat, ["h1"]))["h1"]
    assert sheet.same_day == "Marcus logged 1 more entry on this day: 45 min."
    assert sheet.earlier_reasons == ("Please say more.",)
    assert sheet.lines["Version"] == "2, corrected"


def test_the_longest_waiting_comes_first_and_approvals_are_listed_newest_first(office: Office) -> None:
    for n in range(3):
        send(office, draft(office, f"h{n}", on=TODAY - timedelta(days=n)))
    assert office.ask("Renee", signoff.waiting) == ["h0", "h1", "h2"]
    for one in shown(office):
        approve(office, one)
    assert office.ask("Renee", signoff.approved) == ["h2", "h1", "h0"]


def test_phrases_are_kept_up_to_nine(office: Office) -> None:
    assert office.ask("Renee", signoff.phrases)
    office.do("Renee", lambda seat: signoff.keep_phrases(seat, phrases=("Please  add the site.", " ")))
    assert office.ask("Renee", signoff.phrases) == ("Please add the site.",)
    with pytest.raises(Refused, match="nine phrases"):
        office.do("Renee", lambda seat: signoff.keep_phrases(seat, phrases=tuple("abcdefghij")))


def test_a_hundred_approvals_go_under_one_passphrase(office: Office) -> None:
    send(office, *[draft(office, f"h{n}", on=TODAY - timedelta(days=n)) for n in range(100)])
    assert approve(office, *shown(office)) == "Approved 100 entries, 150 h in all."
    assert office.ask("Renee", signoff.waiting) == []
    assert found(office, "h99").state is HoursState.APPROVED
