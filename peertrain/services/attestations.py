"""Attestations: what a programme asks somebody to declare in its own words, and declaring it with the passphrase."""

from dataclasses import dataclass

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.people import Attestation, AttestationMade, Person, Role
from peertrain.domain.programmes import AttestationRule
from peertrain.i18n import _
from peertrain.storage.lists.standing import cases
from peertrain.workplace.seat import Seat


@dataclass(frozen=True, slots=True)
class Asked:
    """An attestation that a programme asks for, and the one that was made in its words, if any."""

    subject_id: str
    rule: AttestationRule
    programme_title: str
    made: Attestation | None


def asked_of_me(seat: Seat) -> tuple[Asked, ...]:
    """Return what the programmes of the trainee at work ask them to declare."""
    return _asked(seat, seat.person, Role.TRAINEE)


def asked_of_supervisor(seat: Seat, *, trainee_id: str) -> tuple[Asked, ...]:
    """Return what the programmes of a trainee ask the supervisor at work to declare about them."""
    trainee = seat.picture.find(Person, trainee_id)
    if trainee is None or seat.person_id not in trainee.supervisors:
        raise Refused(_("This trainee is not one of yours."))
    return _asked(seat, trainee, Role.SUPERVISOR)


def attest(
    seat: Seat, *, subject_id: str, kind: str, by_role: Role, wording: str, passphrase: str
) -> Done[Attestation]:
    """Declare something in exactly the words that were shown; only what a programme asks for can be declared."""
    subject = seat.picture.find(Person, subject_id)
    if subject is None:
        raise Refused(_("This person is not enrolled in this organisation."))
    rules = [one.rule for one in _asked(seat, subject, by_role) if one.rule.kind == kind]
    if not rules:
        raise Refused(_("No programme asks for this declaration."))
    if wording not in {rule.wording for rule in rules}:
        raise Refused(_("The wording has changed since it was shown. Read it again, then sign."))
    seat.check_passphrase(passphrase)
    seat.say(AttestationMade(subject.id, kind, wording, by_role))
    said = _("Signed: {title}.").format(title=rules[0].title)
    made = seat.picture.find(Attestation, f"{subject.id}/{kind}/{by_role}")
    return Done(Changed.ATTESTATIONS | Changed.HISTORY, said, made)


def _asked(seat: Seat, person: Person, role: Role) -> tuple[Asked, ...]:
    found = []
    for case in cases(seat.connection, [person]):
        made = {(one.kind, one.by_role, one.wording): one for one in case.facts.attestations}
        for rule in case.programme.attestations:
            if rule.by is role:
                here = made.get((rule.kind, rule.by, rule.wording))
                found.append(Asked(person.id, rule, case.programme.title, here))
    return tuple(found)
