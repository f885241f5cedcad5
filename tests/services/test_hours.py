"""Hours on their way from a draft to a sign-off, in a real office."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from peertrain.domain.errors import Refused
from peertrain.domain.hours import Activity, Channel, Engagement, Hours, HoursState, Setting
from peertrain.domain.hours_log import HoursDraft
from peertrain.services import hours, signoff
from peertrain.services.signoff import Shown
from tests.office import PASSPHRASES, Office

TODAY = date(2026, 9, 7)


def draft(office: Office, id: str = "h1", **changes: object) -> HoursDraft:
    plain = HoursDraft(
        id, on=TODAY, minutes=90, setting=Setting.RECOVERY_GROUP, activity=Activity.DIRECT,
        channel=Channel.IN_PERSON, engagement=Engagement.VOLUNTEER, domains={"recovery_wellness": 90},
        site="Harbor House", supervisor_id=office.ids["Renee"], same_experience=True,
        note="Co-led the evening group on triggers. Seven people came.",
    )  # fmt: skip
    changed = replace(plain, **changes)  # type: ignore[arg-type]
    if "minutes" in changes and "domains" not in changes:
        changed = replace(changed, domains={"recovery_wellness": changed.minutes})
    return changed


def send(office: Office, *drafts: HoursDraft, name: str = "Marcus") -> tuple[str, ...]:
    for one in drafts:
        office.do(name, lambda seat, one=one: hours.keep_draft(seat, draft=one))
    ids = tuple(one.id for one in drafts)
    return office.do(name, lambda seat: hours.send(seat, draft_ids=ids)).value or ()


def found(office: Office, id: str = "h1") -> Hours:
    hours = office.ask("Marcus", lambda seat: seat.picture.find(Hours, id))
    assert hours is not None
    return hours


def shown(office: Office) -> tuple[Shown, ...]:
    def look(seat):  # type: ignore[no-untyped-def]
        ids = signoff.waiting(seat)
        sheets = signoff.sheets(seat, ids)
        return tuple(sheets[id].shown for id in ids)

    return office.ask("Renee", look)


def approve(office: Office, *entries: Shown, passphrase: str = PASSPHRASES["Renee"]) -> str:
    return office.do("Renee", lambda seat: signoff.approve(seat, shown=entries, passphrase=passphrase)).said


def give_back(office: Office, id: str = "h1", version: int = 1, reason: str = "Please choose the setting.") -> None:
    office.do("Renee", lambda seat: signoff.give_back(seat, hours_id=id, version=version, reason=reason))


def test_a_half_filled_draft_stays_on_the_desk_and_out_of_the_record(office: Office) -> None:
    half = HoursDraft("h1", on=TODAY, site="Harbor House", note="Half a")
    office.do("Marcus", lambda seat: hours.keep_draft(seat, draft=half))
    office.workplace.lock()
    assert office.ask("Marcus", hours.drafts) == [half]
    assert office.ask("Marcus", hours.log_ids) == []
    assert office.ask("Aisha", hours.drafts) == []


def test_sent_hours_leave_the_desk_and_wait_for_the_supervisor(office: Office) -> None:
    assert send(office, draft(office)) == ("h1",)
    assert office.ask("Marcus", hours.drafts) == []
    row = office.ask("Marcus", lambda seat: hours.logged(seat, ["h1"]))["h1"]
    assert row.state == "Waiting for Renee since today"
    assert office.ask("Renee", signoff.waiting) == ["h1"]
    assert office.ask("Luis", signoff.waiting) == []


def test_hours_that_are_not_over_yet_are_refused(office: Office) -> None:
    now = office.clock.now.astimezone()
    soon = f"{now + timedelta(minutes=30):%H:%M}"
    with pytest.raises(Refused, match="that is still to come"):
        send(office, draft(office, on=now.date(), start=soon))
    with pytest.raises(Refused, match="Today has not had 23 h 45 min yet"):
        send(office, draft(office, on=now.date(), minutes=23 * 60 + 45, long_day=True))
    send(office, draft(office, on=now.date(), minutes=15))


def test_the_next_draft_remembers_where_and_with_whom(office: Office) -> None:
    send(office, draft(office))
    new = office.ask("Marcus", hours.new_draft)
    assert (new.site, new.supervisor_id, new.setting) == ("Harbor House", office.ids["Renee"], Setting.RECOVERY_GROUP)
    assert (new.minutes, new.note, dict(new.domains)) == (0, "", {})
    assert office.ask("Marcus", hours.choices).sites == ("Harbor House",)


def test_a_period_is_sent_whole_or_not_at_all(office: Office) -> None:
    days = [draft(office, f"h{n}", on=TODAY - timedelta(days=n)) for n in range(3)]
    bad = draft(office, "h9", on=TODAY - timedelta(days=3), setting=None)
    with pytest.raises(Refused, match=r"Friday 4 September 2026: Choose the setting.* Nothing was sent\."):
        send(office, *days, bad)
    assert office.ask("Marcus", hours.log_ids) == []
    assert len(office.ask("Marcus", hours.drafts)) == 4
    assert send(office, *days) == ("h0", "h1", "h2")
    assert office.ask("Marcus", hours.log_ids) == ["h0", "h1", "h2"]


def test_hours_that_overlap_are_refused_also_inside_one_batch_and_around_midnight(office: Office) -> None:
    yesterday = TODAY - timedelta(days=1)
    send(office, draft(office, "late", on=yesterday, start="23:30", minutes=120))
    with pytest.raises(Refused, match="You already logged 2 h at 23:30"):
        send(office, draft(office, "early", start="01:00", minutes=30))
    with pytest.raises(Refused, match="two places at once"):
        send(office, draft(office, "a", start="03:00"), draft(office, "b", start="04:00"))
    send(office, draft(office, "early", start="01:30", minutes=30))


def test_withdrawn_hours_make_room_and_stay_in_the_log(office: Office) -> None:
    send(office, draft(office, start="04:00"))
    office.do("Marcus", lambda seat: hours.withdraw(seat, hours_id="h1", version=1))
    send(office, draft(office, "h2", start="04:00"))
    assert found(office).state is HoursState.WITHDRAWN
    assert office.ask("Marcus", lambda seat: hours.log_ids(seat, state=HoursState.WITHDRAWN)) == ["h1"]
    assert office.ask("Renee", signoff.waiting) == ["h2"]


def test_a_long_day_is_sent_once_the_trainee_says_it_is_right(office: Office) -> None:
    with pytest.raises(Refused, match="tick “This long day is right”"):
        send(office, draft(office, minutes=13 * 60))
    send(office, draft(office, minutes=13 * 60, long_day=True))
    with pytest.raises(Refused, match="A day has 24 h"):
        send(office, draft(office, "h2", minutes=12 * 60, long_day=True))


def test_a_day_that_has_not_come_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="in the future"):
        send(office, draft(office, on=TODAY + timedelta(days=1)))


def test_a_note_that_names_somebody_is_sent_only_after_the_warning_was_answered(office: Office) -> None:
    note = "Lunch with Keisha, and Renee came by."
    with pytest.raises(Refused, match="“Keisha” looks like a name"):
        send(office, draft(office, note=note))
    send(office, draft(office, note=note, not_about_people=("Keisha",)))
    sheet = office.ask("Renee", lambda seat: signoff.sheets(seat, ["h1"]))["h1"]
    assert [passage.text for passage in sheet.passages] == ["Keisha"]


def test_a_site_that_names_whoever_lives_there_is_warned_of_and_makes_no_name_known(office: Office) -> None:
    private = {"site": "home of Tyler Jones", "note": "Breakfast with Tyler."}
    with pytest.raises(Refused, match="“Tyler Jones” looks like a name"):
        send(office, draft(office, **private))
    with pytest.raises(Refused, match="“Tyler” looks like a name"):
        send(office, draft(office, **private, not_about_people=("Tyler Jones",)))
    send(office, draft(office, **private, not_about_people=("Tyler", "Tyler Jones")))
    sheet = office.ask("Renee", lambda seat: signoff.sheets(seat, ["h1"]))["h1"]
    assert [passage.text for passage in sheet.passages] == ["Tyler Jones", "Tyler"]
    assert "Tyler Jones" not in " ".join(office.ask("Marcus", hours.choices).known_names)


def test_returned_hours_are_corrected_as_a_new_version_and_the_history_tells_it(office: Office) -> None:
    send(office, draft(office))
    office.clock.to(date(2026, 9, 8))
    give_back(office)
    row = office.ask("Marcus", lambda seat: hours.logged(seat, ["h1"]))["h1"]
    assert row.state == "Came back from Renee: today"
    assert row.hours.reason == "Please choose the setting."
    assert office.ask("Marcus", hours.came_back) == 1
    again = office.do("Marcus", lambda seat: hours.correct(seat, hours_id="h1")).value
    assert again is not None
    send(office, replace(again, setting=Setting.WORKSHOP))
    assert (found(office).version, found(office).service.setting) == (2, Setting.WORKSHOP)
    told = [line.words for line in office.ask("Marcus", lambda seat: hours.history(seat, "h1"))]
    assert told == ["Sent by Marcus", "Sent back by Renee", "Corrected and sent again by Marcus"]


def test_a_correction_does_not_overlap_with_what_it_corrects(office: Office) -> None:
    send(office, draft(office, start="04:00"))
    again = office.do("Marcus", lambda seat: hours.correct(seat, hours_id="h1")).value
    assert again is not None
    assert send(office, replace(again, minutes=60, domains={"advocacy": 60})) == ("h1",)


def test_approved_hours_cannot_be_corrected_until_they_are_reopened(office: Office) -> None:
    send(office, draft(office))
    approve(office, *shown(office))
    with pytest.raises(Refused, match="Ask Renee to reopen"):
        office.do("Marcus", lambda seat: hours.correct(seat, hours_id="h1"))
    passphrase = PASSPHRASES["Renee"]
    office.do(
        "Renee", lambda seat: signoff.reopen(seat, hours_id="h1", version=1, reason="One hour.", passphrase=passphrase)
    )
    assert found(office).state is HoursState.RETURNED
    assert office.do("Marcus", lambda seat: hours.correct(seat, hours_id="h1")).value is not None


def test_the_log_is_filtered_and_counted(office: Office) -> None:
    send(
        office, draft(office, "h1"), draft(office, "h2", on=date(2026, 8, 30), setting=Setting.WORKSHOP, note="Slides")
    )
    ask = office.ask
    assert ask("Marcus", lambda seat: hours.log_ids(seat, month=date(2026, 8, 1))) == ["h2"]
    assert ask("Marcus", lambda seat: hours.log_ids(seat, words="slides")) == ["h2"]
    assert ask("Marcus", lambda seat: hours.log_ids(seat, words="50%")) == []
    totals = ask("Marcus", hours.totals)
    assert totals.by_setting == {Setting.RECOVERY_GROUP: 90, Setting.WORKSHOP: 90}
    assert totals.by_month == {date(2026, 9, 1): 90, date(2026, 8, 1): 90}


def test_nobody_reads_or_withdraws_the_hours_of_another_trainee(office: Office) -> None:
    send(office, draft(office))
    for deed in (hours.history, lambda seat, id: hours.withdraw(seat, hours_id=id, version=1)):
        with pytest.raises(Refused, match="another trainee's"):
            office.ask("Aisha", lambda seat, deed=deed: deed(seat, "h1"))
    assert office.ask("Aisha", lambda seat: hours.logged(seat, ["h1"])) == {}
