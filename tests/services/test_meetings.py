"""Supervision meetings: signed by both, carried on from one to the next, made void with a reason."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peertrain.domain.days import day_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.hours import Channel, Meeting, MeetingMode
from peertrain.domain.supervision import MeetingDraft
from peertrain.services import meetings
from tests.office import PASSPHRASES, Office

TODAY = date(2026, 9, 7)


def draft(office: Office, *names: str, id: str = "m1", **changes: object) -> MeetingDraft:
    plain = MeetingDraft(
        id, tuple(office.ids[name] for name in names or ("Marcus",)), TODAY, 60,
        MeetingMode.GROUP if len(names) > 1 else MeetingMode.INDIVIDUAL, Channel.IN_PERSON,
        ("Boundaries in texting",), {"ethical_responsibility": 60}, ("Read the code of ethics",),
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def hold(office: Office, held: MeetingDraft) -> str:
    done = office.do("Renee", lambda seat: meetings.hold(seat, draft=held, passphrase=PASSPHRASES["Renee"]))
    assert done.value is not None
    return done.value


def confirm(office: Office, name: str, id: str = "m1") -> None:
    office.do(name, lambda seat: meetings.confirm(seat, meeting_id=id, passphrase=PASSPHRASES[name]))


def state(office: Office, name: str, id: str = "m1") -> str:
    if name == "Renee":
        return office.ask(name, lambda seat: meetings.held(seat, [id]))[id].state
    return next(met.state for met in office.ask(name, meetings.mine) if met.meeting.id == id)


def test_a_draft_of_a_meeting_survives_locking_and_goes_when_it_is_signed(office: Office) -> None:
    half = MeetingDraft("m1", on=TODAY, topics=("Bound",))
    office.do("Renee", lambda seat: meetings.keep_draft(seat, draft=half))
    office.workplace.lock()
    assert office.ask("Renee", meetings.choices).draft == half
    hold(office, draft(office))
    assert office.ask("Renee", meetings.choices).draft.topics == ()


def test_a_meeting_counts_once_both_have_signed(office: Office) -> None:
    hold(office, draft(office))
    assert state(office, "Renee") == "Waiting for Marcus to sign"
    assert state(office, "Marcus") == "Waiting for your signature"
    assert office.ask("Marcus", meetings.how_many_wait) == 1
    confirm(office, "Marcus")
    assert state(office, "Renee") == state(office, "Marcus") == "Signed by both"
    with pytest.raises(Refused, match="already signed"):
        confirm(office, "Marcus")


def test_a_meeting_is_not_signed_twice_by_mistake(office: Office) -> None:
    hold(office, draft(office))
    with pytest.raises(Refused, match="1 h with Marcus on Monday 7 September 2026 and the same topics already"):
        hold(office, draft(office, id="m2"))
    hold(office, draft(office, id="m3", topics=("The first week",)))
    passphrase = PASSPHRASES["Renee"]
    office.do("Renee", lambda seat: meetings.void(seat, meeting_id="m1", reason="Twice", passphrase=passphrase))
    hold(office, draft(office, id="m4"))


def test_a_mistyped_year_is_seen_before_a_meeting_is_signed(office: Office) -> None:
    with pytest.raises(Refused, match="more than 20 years ago"):
        hold(office, draft(office, on=TODAY.replace(year=1926)))


def test_in_a_group_everybody_signs_for_themselves(office: Office) -> None:
    hold(office, draft(office, "Marcus", "Aisha"))
    confirm(office, "Aisha")
    assert state(office, "Renee") == "Waiting for Marcus to sign"
    confirm(office, "Marcus")
    assert state(office, "Aisha") == "Signed by everybody"


def test_who_was_not_there_neither_sees_nor_signs_it(office: Office) -> None:
    hold(office, draft(office))
    assert office.ask("Aisha", meetings.mine) == []
    with pytest.raises(Refused, match="did not take part"):
        confirm(office, "Aisha")
    assert office.ask("Luis", lambda seat: meetings.held(seat, ["m1"])) == {}


def test_follow_ups_are_open_until_the_next_meeting_settles_them(office: Office) -> None:
    hold(office, draft(office, follow_ups=("Read the code of ethics", "Shadow a group")))
    (marcus,) = [one for one in office.ask("Renee", meetings.choices).trainees if one.name == "Marcus"]
    assert marcus.follow_ups == ("Read the code of ethics", "Shadow a group")
    assert marcus.last_met == TODAY
    office.clock.to(TODAY + timedelta(days=7))
    hold(office, draft(office, id="m2", on=TODAY + timedelta(days=7), follow_ups=(), settled=("Shadow a group",)))
    assert office.ask("Marcus", meetings.my_follow_ups) == ("Read the code of ethics",)


def test_a_void_meeting_stays_and_can_no_longer_be_signed(office: Office) -> None:
    hold(office, draft(office))
    passphrase = PASSPHRASES["Renee"]
    with pytest.raises(Refused, match="Say why"):
        office.do("Renee", lambda seat: meetings.void(seat, meeting_id="m1", reason=" ", passphrase=passphrase))
    office.do("Renee", lambda seat: meetings.void(seat, meeting_id="m1", reason="Wrong day.", passphrase=passphrase))
    assert state(office, "Marcus") == "Void: Wrong day."
    assert office.ask("Marcus", meetings.how_many_wait) == 0
    with pytest.raises(Refused, match="made void"):
        confirm(office, "Marcus")


def test_signing_needs_the_passphrase(office: Office) -> None:
    with pytest.raises(Refused):
        office.do("Renee", lambda seat: meetings.hold(seat, draft=draft(office), passphrase="something else entirely"))
    assert office.ask("Renee", lambda seat: seat.picture.find(Meeting, "m1")) is None


def test_the_draft_says_what_is_missing_and_warns_of_names(office: Office) -> None:
    def check(**changes: object) -> str:
        return office.ask("Renee", lambda seat: meetings.check(seat, draft=draft(office, **changes)))  # type: ignore[arg-type]

    day = day_in_words(draft(office).on)
    assert check() == f"I held this meeting of 1 h with Marcus on {day}, and it is true as written."
    for changes, words in [
        ({"mode": None}, "kind of meeting"), ({"trainee_ids": ()}, "who took part"), ({"topics": (" ",)}, "talked about"),
        ({"channel": None}, "how you met"), ({"on": TODAY + timedelta(days=1)}, "future"),
        ({"note": "Talked about Keisha Brown."}, "“Keisha Brown” looks like a name"),
    ]:  # fmt: skip
        with pytest.raises(Refused, match=words):
            check(**changes)
    assert check(note="Talked with Marcus and Renee Okafor.")
    assert check(note="With Keisha.", not_about_people=("Keisha",))


def test_a_meeting_longer_than_a_day_of_work_is_one_of_several_days(office: Office) -> None:
    with pytest.raises(Refused, match="more than 12 h is one of several days"):
        hold(office, draft(office, minutes=20 * 60, domains={}))
