"""What a programme leaves to a coordinator: declarations, gaps in supervision that are accepted, more time."""

from dataclasses import dataclass
from enum import StrEnum

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.facts import Case
from peertrain.domain.people import Attestation, AttestationMade, Person, Role
from peertrain.domain.programmes import Window, extension_kind, gap_kind
from peertrain.domain.standing import supervision_gaps
from peertrain.i18n import _
from peertrain.storage.lists.standing import cases
from peertrain.workplace.seat import Seat


class DecisionKind(StrEnum):
    """What is decided."""

    DECLARATION = "declaration"
    GAP = "gap"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Decision:
    """Something a coordinator may sign for a trainee; `wording` is what is signed, `made` the signature if it is there.

    A gap or an extension needs a reason, which is signed with the wording.
    """

    kind: DecisionKind
    attestation_kind: str
    title: str
    wording: str
    programme_title: str
    made: Attestation | None = None

    @property
    def needs_reason(self) -> bool:
        return self.kind is not DecisionKind.DECLARATION


def decisions_for(seat: Seat, *, person_id: str) -> tuple[Decision, ...]:
    """Return what the coordinator at work may sign for a trainee, what is open first."""
    seat.check_coordinator()
    person = seat.picture.find(Person, person_id)
    if person is None:
        raise Refused(_("This person is not enrolled here."))
    found = []
    for case in cases(seat.connection, [person]):
        found += _declarations(case)
        found += _gaps(case, seat)
        found += _extension(case)
    return tuple(sorted(found, key=lambda one: one.made is not None))


def decide(
    seat: Seat, *, person_id: str, attestation_kind: str, wording: str, reason: str = "", passphrase: str
) -> Done[None]:
    """Sign a decision in the words that were shown, with its reason."""
    now = [one for one in decisions_for(seat, person_id=person_id) if one.attestation_kind == attestation_kind]
    if not now or now[0].wording != wording:
        raise Refused(_("This decision is no longer open as it was shown. Look at the page again."))
    if now[0].made is not None:
        raise Refused(_("This is signed already."))
    if now[0].needs_reason and not reason.strip():
        raise Refused(_("Give the reason. It is signed with the decision."))
    seat.check_passphrase(passphrase)
    signed = (
        _("{wording} Reason: {reason}").format(wording=wording, reason=reason.strip()) if reason.strip() else wording
    )
    seat.say(AttestationMade(person_id, attestation_kind, signed, Role.COORDINATOR))
    return Done(Changed.ATTESTATIONS | Changed.HISTORY, _("Signed: {title}.").format(title=now[0].title))


def _made(case: Case, kind: str) -> Attestation | None:
    mine = [one for one in case.facts.attestations if one.kind == kind and one.by_role is Role.COORDINATOR]
    return mine[0] if mine else None


def _declarations(case: Case) -> list[Decision]:
    return [
        Decision(
            DecisionKind.DECLARATION, rule.kind, rule.title, rule.wording, case.programme.title, _made(case, rule.kind)
        )
        for rule in case.programme.attestations
        if rule.by is Role.COORDINATOR
    ]  # fmt: skip


def _gaps(case: Case, seat: Seat) -> list[Decision]:
    return [
        Decision(
            DecisionKind.GAP,
            gap_kind(period),
            _("Too few supervision meetings in {period}").format(period=period),
            _("I accept that there were too few supervision meetings in {period}.").format(period=period),
            case.programme.title,
        )
        for period in supervision_gaps(case.programme, case.facts, seat.today)
    ]


def _extension(case: Case) -> list[Decision]:
    """The next extension of the time for experience hours, where the programme has one left."""
    experience = case.programme.experience
    window = experience.window if experience else None
    if window is None:
        return []
    for number in range(1, window.extensions + 1):
        if _made(case, extension_kind(number)) is None:
            return [_extension_number(number, window, case.programme.title)]
    return []


def _extension_number(number: int, window: Window, programme_title: str) -> Decision:
    return Decision(
        DecisionKind.EXTENSION,
        extension_kind(number),
        _("More time for experience hours"),
        _("I extend the time for experience hours by {months} months (extension {number} of {most}).").format(
            months=window.extension_months, number=number, most=window.extensions
        ),
        programme_title,
    )
