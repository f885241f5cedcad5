"""Experience hours and supervision meetings: logging, sign-off, return and correction."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from peertrain.domain.amounts import Minutes, Split, check_quarters, check_split
from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import Role, author_as, check_sentence, supervised
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class Setting(StrEnum):
    """The four kinds of service."""

    ONE_ON_ONE = "one-on-one"
    RECOVERY_GROUP = "recovery group"
    ONLINE_FORUM = "online forum"
    WORKSHOP = "workshop"


class Activity(StrEnum):
    """What the time was spent on."""

    DIRECT = "direct support"
    OUTREACH = "outreach"
    PREPARATION = "preparation"
    DOCUMENTATION = "documentation"


class Channel(StrEnum):
    IN_PERSON = "in person"
    VIDEO = "video"
    PHONE = "phone"
    TEXT = "text"


class Engagement(StrEnum):
    PAID = "paid"
    VOLUNTEER = "volunteer"


MOST_VERSIONS = 100
"""How often one entry of hours may be said anew: each version adds to its history."""


class HoursState(StrEnum):
    """Where an entry of experience hours stands. Drafts are not in the record and have no state."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an entry of hours; `what` is a word such as "approved"."""

    what: str
    at: datetime
    person_id: str
    reason: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class Service:
    """What a trainee says about time spent serving peers; never who was served.

    `minutes` is in quarter hours; `start` is "HH:MM" local time or empty; `domains` splits the minutes;
    `same_experience` says whether it was with people of the trainee's own lived experience.
    """

    on: date
    minutes: Minutes
    setting: Setting
    activity: Activity
    channel: Channel
    engagement: Engagement
    domains: Split
    site: str
    supervisor_id: str
    start: str = ""
    same_experience: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """Experience hours in the record: the newest version of what was said, and how it stands."""

    id: str
    trainee_id: str
    supervisor_id: str
    on: date
    minutes: Minutes
    state: HoursState
    version: int
    service: Service
    entry_id: str
    submitted_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""
    events: tuple[Event, ...] = ()


class MeetingMode(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"
    LIVE_OBSERVATION = "live observation"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A supervision meeting, which counts for a trainee once that trainee has signed it too.

    `follow_ups` are to be done until next time; `settled` are those of earlier meetings that are done now.
    """

    id: str
    supervisor_id: str
    trainee_ids: tuple[str, ...]
    on: date
    minutes: Minutes
    mode: MeetingMode
    channel: Channel
    topics: tuple[str, ...]
    domains: Split
    follow_ups: tuple[str, ...]
    note: str
    entry_id: str
    held_at: datetime
    confirmed_by: tuple[str, ...] = ()
    void_reason: str = ""
    settled: tuple[str, ...] = ()


# Statements


@dataclass(frozen=True, slots=True)
class HoursLogged:
    hours_id: str
    version: int
    service: Service


@dataclass(frozen=True, slots=True)
class HoursWithdrawn:
    hours_id: str
    version: int


@dataclass(frozen=True, slots=True)
class HoursApproved:
    """A sign-off: `logged_entry` is the exact entry approved, `shown_sha256` hashes what was on screen."""

    hours_id: str
    version: int
    logged_entry: str
    sentence: str
    shown_sha256: str


@dataclass(frozen=True, slots=True)
class HoursReturned:
    hours_id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class HoursReopened:
    """The approval is made void, with a reason, so that the trainee can correct the entry."""

    hours_id: str
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class MeetingHeld:
    meeting_id: str
    trainee_ids: tuple[str, ...]
    on: date
    minutes: Minutes
    mode: MeetingMode
    channel: Channel
    topics: tuple[str, ...]
    domains: Split
    follow_ups: tuple[str, ...]
    note: str
    sentence: str
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingConfirmed:
    meeting_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MeetingVoided:
    meeting_id: str
    reason: str


# Rules


def check_day(on: date, at: datetime) -> None:
    """Refuse a day after the one on which it is signed, anywhere on Earth."""
    if on > (at + timedelta(hours=14)).date():
        raise Refused(_("The date is in the future. Give the day on which it was."))


def check_service(service: Service, at: datetime) -> None:
    """Refuse hours whose amounts, split or day cannot be right."""
    check_quarters(service.minutes)
    check_split(service.domains, service.minutes)
    check_day(service.on, at)
    if service.start and not CLOCK.fullmatch(service.start):
        raise Refused(_("Give the start as hours and minutes, such as 09:30."))
    if not service.site.strip():
        raise Refused(_("Say where you served: the site or agency."))


def _own_hours(picture: Picture, signed: Signed, hours_id: str, version: int) -> Hours:
    trainee = author_as(picture, signed, Role.TRAINEE)
    hours = _hours(picture, hours_id, version)
    if trainee.id != hours.trainee_id:
        raise Refused(_("These hours are another trainee's."))
    return hours


def _hours(picture: Picture, hours_id: str, version: int) -> Hours:
    hours = picture.find(Hours, hours_id)
    if hours is None or hours.version < version:
        raise Held(_("The hours it is about have not arrived here yet."))
    if hours.version > version:
        raise Refused(_("The hours were changed after this was signed."))
    return hours


def _with(hours: Hours, what: str, signed: Signed, reason: str = "") -> tuple[Event, ...]:
    return (*hours.events, Event(what, signed.at, signed.person_id, reason, signed.entry_id))


def _log(picture: Picture, said: HoursLogged, signed: Signed) -> None:
    trainee = author_as(picture, signed, Role.TRAINEE)
    service = said.service
    check_service(service, signed.at)
    if service.supervisor_id not in trainee.supervisors:
        raise Refused(_("Choose one of your own supervisors."))
    if not 1 <= said.version <= MOST_VERSIONS:
        raise Refused(_("These hours were changed too often. Withdraw them and log them anew."))
    before = picture.find(Hours, said.hours_id)
    if before is None and said.version > 1:
        raise Held(_("An earlier version of these hours has not arrived here yet."))
    events: tuple[Event, ...] = ()
    if before is not None:
        if before.trainee_id != trainee.id:
            raise Refused(_("These hours are another trainee's."))
        if said.version != before.version + 1:
            raise Refused(_("The hours were changed elsewhere after this was signed."))
        if before.state is HoursState.APPROVED:
            raise Refused(_("Approved hours can only be changed after your supervisor has reopened them."))
        events = before.events
    event = Event("corrected" if before else "sent", signed.at, trainee.id, "", signed.entry_id)
    picture.put(
        Hours(
            said.hours_id, trainee.id, service.supervisor_id, service.on, service.minutes, HoursState.SUBMITTED,
            said.version, service, signed.entry_id, signed.at, events=(*events, event),
        )
    )  # fmt: skip


def _withdraw(picture: Picture, said: HoursWithdrawn, signed: Signed) -> None:
    hours = _own_hours(picture, signed, said.hours_id, said.version)
    if hours.state not in {HoursState.SUBMITTED, HoursState.RETURNED}:
        raise Refused(_("Only hours that wait for sign-off or came back can be withdrawn."))
    picture.put(replace(hours, state=HoursState.WITHDRAWN, events=_with(hours, "withdrawn", signed)))


def _decided(
    picture: Picture, signed: Signed, hours_id: str, version: int, *, was: HoursState, now: HoursState,
    what: str, reason: str = "",
) -> None:  # fmt: skip
    author_as(picture, signed, Role.SUPERVISOR)
    hours = _hours(picture, hours_id, version)
    supervised(picture, signed, hours.trainee_id, afterwards=True)
    if hours.supervisor_id != signed.person_id:
        raise Refused(_("These hours were sent to another supervisor."))
    if hours.state is not was:
        raise Refused(_("These hours are {state}.").format(state=hours.state))
    picture.put(
        replace(
            hours, state=now, decided_by=signed.person_id, decided_at=signed.at, reason=reason,
            events=_with(hours, what, signed, reason),
        )
    )  # fmt: skip


def _approve(picture: Picture, said: HoursApproved, signed: Signed) -> None:
    author_as(picture, signed, Role.SUPERVISOR)
    hours = _hours(picture, said.hours_id, said.version)
    if hours.entry_id != said.logged_entry:
        raise Refused(_("The hours were changed after this was signed."))
    check_sentence(said.sentence)
    _decided(
        picture, signed, said.hours_id, said.version,
        was=HoursState.SUBMITTED, now=HoursState.APPROVED, what="approved",
    )  # fmt: skip


def _return(picture: Picture, said: HoursReturned, signed: Signed) -> None:
    if not said.reason.strip():
        raise Refused(_("Say in a word why the hours go back."))
    _decided(
        picture, signed, said.hours_id, said.version,
        was=HoursState.SUBMITTED, now=HoursState.RETURNED, what="returned", reason=said.reason.strip(),
    )  # fmt: skip


def _reopen(picture: Picture, said: HoursReopened, signed: Signed) -> None:
    if not said.reason.strip():
        raise Refused(_("Say why the approval is taken back."))
    _decided(
        picture, signed, said.hours_id, said.version,
        was=HoursState.APPROVED, now=HoursState.RETURNED, what="reopened", reason=said.reason.strip(),
    )  # fmt: skip


RULES: dict[type, Rule] = {
    HoursLogged: _log,
    HoursWithdrawn: _withdraw,
    HoursApproved: _approve,
    HoursReturned: _return,
    HoursReopened: _reopen,
}
