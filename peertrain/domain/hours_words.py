"""Experience hours in words: their settings, their state, and exactly what a supervisor is shown and signs."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from peertrain.domain.amounts import Minutes, Split, in_words
from peertrain.domain.curriculum import DOMAINS, domain_name
from peertrain.domain.days import day_in_words, since_in_words
from peertrain.domain.hours import Activity, Channel, Engagement, Hours, HoursState, Service
from peertrain.domain.standing_experience import setting_name
from peertrain.i18n import _


def activity_name(activity: Activity) -> str:
    """Return what the time was spent on, for a person."""
    names = {
        Activity.DIRECT: _("Direct support"),
        Activity.OUTREACH: _("Outreach"),
        Activity.PREPARATION: _("Preparation"),
        Activity.DOCUMENTATION: _("Documentation"),
    }
    return names[activity]


def channel_name(channel: Channel) -> str:
    """Return how people met, for a person."""
    names = {
        Channel.IN_PERSON: _("In person"),
        Channel.VIDEO: _("By video"),
        Channel.PHONE: _("By phone"),
        Channel.TEXT: _("In writing"),
    }
    return names[channel]


def engagement_name(engagement: Engagement) -> str:
    """Return whether the time was paid, for a person."""
    return {Engagement.PAID: _("Paid"), Engagement.VOLUNTEER: _("Volunteer")}[engagement]


def time_in_words(service: Service) -> str:
    """Return the amount and, where a start is given, from when until when: `1 h 30 min, 10:00 to 11:30`."""
    if not service.start:
        return in_words(service.minutes)
    end = (int(service.start[:2]) * 60 + int(service.start[3:]) + service.minutes) % (24 * 60)
    return _("{amount}, {start} to {end}").format(
        amount=in_words(service.minutes), start=service.start, end=f"{end // 60:02}:{end % 60:02}"
    )


def split_in_words(split: Split) -> str:
    """Return a split over domains: `Advocacy 1 h, Harm reduction 30 min`."""
    order = [*DOMAINS, *(domain for domain in split if domain not in DOMAINS)]
    return ", ".join(
        _("{domain} {amount}").format(domain=domain_name(domain), amount=in_words(split[domain]))
        for domain in order
        if split.get(domain)
    )


def service_in_words(service: Service) -> dict[str, str]:
    """Return everything that a service says, by the name of its line; the supervisor stands beside it."""
    same = _("Yes") if service.same_experience else _("No")
    return {
        _("Day"): day_in_words(service.on),
        _("Time"): time_in_words(service),
        _("Setting"): setting_name(service.setting),
        _("Activity"): activity_name(service.activity),
        _("How"): channel_name(service.channel),
        _("Paid or volunteer"): engagement_name(service.engagement),
        _("Domains"): split_in_words(service.domains),
        _("Site"): service.site,
        _("Same lived experience"): same,
        _("Note"): service.note or _("None"),
    }


def sign_off_sentence(minutes: Minutes) -> str:
    """Return the sentence that a supervisor agrees to."""
    return _("I supervised these {amount} and they are true as written.").format(amount=in_words(minutes))


def shown_to_sign(hours: Hours, trainee: str) -> dict[str, str]:
    """Return every line that a supervisor is shown of an entry before signing it off, and the sentence to agree to."""
    lines = {_("Trainee"): trainee, **service_in_words(hours.service)}
    if hours.version > 1:
        lines[_("Version")] = _("{number}, corrected").format(number=hours.version)
    lines[_("You sign")] = sign_off_sentence(hours.minutes)
    return lines


def shown_sha256(hours: Hours, lines: Mapping[str, str]) -> str:
    """Return the hash of what was on the screen, bound to the entry that it shows."""
    text = "\n".join([hours.entry_id, *(f"{name}: {value}" for name, value in lines.items())])
    return sha256(text.encode()).hexdigest()


def state_in_words(hours: Hours, supervisor: str, today: date) -> str:
    """Return how hours stand and since when: `Waiting for Dana since Tuesday`."""
    sent = since_in_words(hours.submitted_at.astimezone().date(), today)
    decided = since_in_words((hours.decided_at or hours.submitted_at).astimezone().date(), today)
    sentences = {
        HoursState.SUBMITTED: _("Waiting for {supervisor} since {day}").format(supervisor=supervisor, day=sent),
        HoursState.RETURNED: _("Came back from {supervisor}: {day}").format(supervisor=supervisor, day=decided),
        HoursState.APPROVED: _("Approved by {supervisor}: {day}").format(supervisor=supervisor, day=decided),
        HoursState.WITHDRAWN: _("Withdrawn"),
    }
    return sentences[hours.state]


def brief_state(hours: Hours, today: date) -> str:
    """Return how hours stand in few words, for a column of a list: `Sent Tuesday`."""
    sentences = {
        HoursState.SUBMITTED: _("Sent {day}"),
        HoursState.RETURNED: _("Came back"),
        HoursState.APPROVED: _("Approved"),
        HoursState.WITHDRAWN: _("Withdrawn"),
    }
    return sentences[hours.state].format(day=since_in_words(hours.submitted_at.astimezone().date(), today))


def event_in_words(what: str, person: str) -> str:
    """Return one thing that happened to hours and who did it."""
    sentences = {
        "sent": _("Sent by {person}"),
        "corrected": _("Corrected and sent again by {person}"),
        "withdrawn": _("Withdrawn by {person}"),
        "approved": _("Approved by {person}"),
        "returned": _("Sent back by {person}"),
        "reopened": _("Approval made void by {person}"),
    }
    return sentences.get(what, what).format(person=person)


__all__ = [
    "activity_name",
    "brief_state",
    "channel_name",
    "engagement_name",
    "event_in_words",
    "service_in_words",
    "setting_name",
    "shown_sha256",
    "shown_to_sign",
    "sign_off_sentence",
    "split_in_words",
    "state_in_words",
    "time_in_words",
]
