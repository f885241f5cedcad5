"""The rules of people: founding, enrolling, keys, roles, who supervises whom, and attestations."""

import re
from dataclasses import replace

from peertrain.domain.errors import Held, Refused
from peertrain.domain.organisation import LONGEST_NAME, TURNS, organisation_named
from peertrain.domain.people import (
    ORGANISATION,
    Attestation,
    AttestationMade,
    Key,
    KeyAdded,
    KeyConfirmed,
    KeyEnded,
    KeyInvited,
    KeyUse,
    LateEntriesAccepted,
    Organisation,
    OrganisationFounded,
    Person,
    PersonCorrected,
    PersonEnrolled,
    Role,
    RoleEnded,
    RoleGiven,
    RoleTerm,
    SupervisorAssigned,
    SupervisorUnassigned,
    author,
    author_as,
    key_id_of,
    known_person,
    live_key,
    supervised,
)
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _

_REACHED = re.compile(r"[0-9a-f]{16} [0-9a-f]{20}")
"""The scope and the newest entry of a chain, as the reach of an ended key names them."""


def _named(legal_name: str, preferred_name: str) -> tuple[str, str]:
    legal, preferred = " ".join(legal_name.split()), " ".join(preferred_name.split())
    if not legal:
        raise Refused(_("Give the legal name, exactly as on the person's ID."))
    if max(len(legal), len(preferred)) > LONGEST_NAME:
        raise Refused(_("A name can have {most} letters at most.").format(most=LONGEST_NAME))
    if any(one in TURNS for one in legal + preferred):
        raise Refused(_("A name cannot hold signs that turn the direction of writing."))
    return legal, preferred or legal


def _check_key(key_id: str, signing_public: str) -> None:
    if key_id != key_id_of(signing_public):
        raise Refused(_("The id of the key is not that of its public part."))


def _check_new_key(picture: Picture, key_id: str, signing_public: str) -> None:
    _check_key(key_id, signing_public)
    if picture.find(Key, key_id) is not None:
        raise Refused(_("This key is already known."))


def _found(picture: Picture, said: OrganisationFounded, signed: Signed) -> None:
    if picture.find(Organisation, ORGANISATION) is not None:
        raise Refused(_("This record already has an organisation."))
    if said.key_id != signed.key_id:
        raise Refused(_("The founding names another key than the one it is signed with."))
    _check_key(said.key_id, said.signing_public)
    name, address = organisation_named(said.name, said.address)
    legal, preferred = _named(said.legal_name, said.preferred_name)
    picture.put(Organisation(ORGANISATION, said.organisation_id, name, address, said.issuer_public, signed.at))
    roles = (RoleTerm(Role.COORDINATOR, signed.at),)
    picture.put(Person(said.person_id, legal, preferred, signed.at, roles=roles))
    picture.put(
        Key(
            said.key_id, said.person_id, KeyUse.PERSON, said.signing_public, said.box_public, signed.entry_id, signed.at
        )
    )


def _enrol(picture: Picture, said: PersonEnrolled, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    if picture.find(Person, said.person_id) is not None:
        raise Refused(_("This person is already enrolled."))
    legal, preferred = _named(said.legal_name, said.preferred_name)
    picture.put(Person(said.person_id, legal, preferred, signed.at, said.email.strip()))


def _correct(picture: Picture, said: PersonCorrected, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    person = known_person(picture, said.person_id)
    if not said.reason.strip():
        raise Refused(_("Say why the name is corrected."))
    legal, preferred = _named(said.legal_name, said.preferred_name)
    picture.put(replace(person, legal_name=legal, preferred_name=preferred, email=said.email.strip()))


def _invite_key(picture: Picture, said: KeyInvited, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    known_person(picture, said.person_id)
    _check_new_key(picture, said.key_id, said.signing_public)
    picture.put(
        Key(
            said.key_id, said.person_id, KeyUse.INVITATION, said.signing_public, said.box_public, signed.entry_id,
            signed.at, confirmed=not said.elsewhere and _is_confirmed(picture, signed), expires_on=said.expires_on,
        )
    )  # fmt: skip


def _add_key(picture: Picture, said: KeyAdded, signed: Signed) -> None:
    invitation = live_key(picture, signed)
    if invitation.use is not KeyUse.INVITATION or invitation.person_id != said.person_id:
        raise Refused(_("A key can only be added with the invitation of its own person."))
    _check_new_key(picture, said.key_id, said.signing_public)
    if invitation.expires_on is not None and signed.at.date() > invitation.expires_on:
        raise Refused(_("The invitation has expired. Ask a coordinator for a new one."))
    picture.put(replace(invitation, until=signed.at, reason=_("used")))
    picture.put(
        Key(
            said.key_id, said.person_id, KeyUse.PERSON, said.signing_public, said.box_public, signed.entry_id, signed.at,
            confirmed=invitation.confirmed,
        )
    )  # fmt: skip


def _is_confirmed(picture: Picture, signed: Signed) -> bool:
    """Return whether the key that signs is confirmed itself: nobody vouches for others before."""
    key = picture.find(Key, signed.key_id)
    return key is not None and key.confirmed


def _confirm_key(picture: Picture, said: KeyConfirmed, signed: Signed) -> None:
    coordinator = author_as(picture, signed, Role.COORDINATOR)
    key = picture.find(Key, said.key_id)
    if key is None:
        raise Held(_("It confirms a key that is not known here yet."))
    if key.person_id == coordinator.id:
        raise Refused(_("Another coordinator has to compare the six words of your key with you."))
    if not _is_confirmed(picture, signed):
        raise Refused(_("Your own six words have to be compared first. Ask another coordinator to do it."))
    if key.use is not KeyUse.PERSON or key.confirmed:
        raise Refused(_("This key needs no confirmation."))
    picture.put(replace(key, confirmed=True))


def _end_key(picture: Picture, said: KeyEnded, signed: Signed) -> None:
    """A coordinator may also end a key that its person, or a thief, has used up or ended: then the reach counts."""
    person = author(picture, signed)
    key = picture.find(Key, said.key_id)
    if key is None:
        raise Held(_("It ends a key that is not known here yet."))
    if person.id != key.person_id and not person.has(Role.COORDINATOR):
        raise Refused(_("Only the person or a coordinator can end a key."))
    if key.until is not None and person.id == key.person_id:
        raise Refused(_("This key has already ended."))
    if key.id == signed.key_id and person.has(Role.COORDINATOR):
        raise Refused(_("Another coordinator has to end your key, so that the organisation is never without one."))
    if not all(one.seq > 0 and _REACHED.fullmatch(f"{one.scope} {one.entry}") for one in said.reach):
        raise Refused(_("What was known of the key is not written as it should be."))
    if key.until is None:
        picture.put(replace(key, until=signed.at, reason=said.reason))


def _accept_late(picture: Picture, said: LateEntriesAccepted, signed: Signed) -> None:
    """Nothing changes here: the ledger takes the entries for known, and judges them in their place."""
    coordinator = author_as(picture, signed, Role.COORDINATOR)
    key = picture.find(Key, said.key_id)
    if key is None:
        raise Held(_("It is about a key that is not known here yet."))
    if key.person_id == coordinator.id:
        raise Refused(_("Another coordinator has to accept what your own key has signed."))
    if key.until is None:
        raise Refused(_("This key has not ended: what it signs needs nobody to accept it."))
    if not said.entry_ids:
        raise Refused(_("Choose at least one entry."))
    if not said.reason.strip():
        raise Refused(_("Say why these entries count."))


def _give_role(picture: Picture, said: RoleGiven, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    person = known_person(picture, said.person_id)
    if person.has(said.role):
        raise Refused(_("{name} already has this role.").format(name=person.preferred_name))
    picture.put(replace(person, roles=(*person.roles, RoleTerm(said.role, signed.at))))


def _end_role(picture: Picture, said: RoleEnded, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    person = known_person(picture, said.person_id)
    if not person.has(said.role):
        raise Refused(_("{name} does not have this role.").format(name=person.preferred_name))
    if said.role is Role.COORDINATOR and person.id == signed.person_id:
        raise Refused(_("Another coordinator has to end your role, so that the organisation is never without one."))
    ended = tuple(
        replace(term, until=signed.at, reason=said.reason) if term.role is said.role and term.until is None else term
        for term in person.roles
    )
    picture.put(replace(person, roles=ended))


def _assign(picture: Picture, said: SupervisorAssigned, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    trainee, supervisor = known_person(picture, said.trainee_id), known_person(picture, said.supervisor_id)
    if trainee.id == supervisor.id:
        raise Refused(_("Nobody can supervise themselves."))
    if trainee.id == signed.person_id:
        raise Refused(_("Nobody can choose their own supervisor. Ask another coordinator."))
    if not trainee.has(Role.TRAINEE) or not supervisor.has(Role.SUPERVISOR):
        raise Refused(_("Choose a trainee, and a supervisor for them."))
    if supervisor.id in trainee.supervisors:
        raise Refused(
            _("{supervisor} already supervises {trainee}.").format(
                supervisor=supervisor.preferred_name, trainee=trainee.preferred_name
            )
        )
    picture.put(replace(trainee, supervisors=(*trainee.supervisors, supervisor.id)))


def _unassign(picture: Picture, said: SupervisorUnassigned, signed: Signed) -> None:
    author_as(picture, signed, Role.COORDINATOR)
    trainee = known_person(picture, said.trainee_id)
    if said.supervisor_id not in trainee.supervisors:
        raise Refused(_("This supervisor is not assigned to {name}.").format(name=trainee.preferred_name))
    if not said.reason.strip():
        raise Refused(_("Say why the supervisor is no longer assigned."))
    rest = tuple(one for one in trainee.supervisors if one != said.supervisor_id)
    picture.put(replace(trainee, supervisors=rest))


def _attest(picture: Picture, said: AttestationMade, signed: Signed) -> None:
    person = author_as(picture, signed, said.by_role)
    subject = known_person(picture, said.subject_id)
    if said.by_role is Role.TRAINEE and subject.id != person.id:
        raise Refused(_("A trainee can only attest for themselves."))
    if said.by_role is Role.SUPERVISOR:
        supervised(picture, signed, subject.id)
    if said.by_role is Role.COORDINATOR and subject.id == person.id:
        raise Refused(_("Nobody can sign for their own work."))
    if not said.wording.strip():
        raise Refused(_("An attestation needs its wording."))
    id = f"{subject.id}/{said.kind}/{said.by_role}"
    picture.put(
        Attestation(id, subject.id, said.kind, said.wording, person.id, said.by_role, signed.at.date(), signed.entry_id)
    )


RULES: dict[type, Rule] = {
    OrganisationFounded: _found,
    PersonEnrolled: _enrol,
    PersonCorrected: _correct,
    KeyInvited: _invite_key,
    KeyAdded: _add_key,
    KeyConfirmed: _confirm_key,
    KeyEnded: _end_key,
    LateEntriesAccepted: _accept_late,
    RoleGiven: _give_role,
    RoleEnded: _end_role,
    SupervisorAssigned: _assign,
    SupervisorUnassigned: _unassign,
    AttestationMade: _attest,
}
