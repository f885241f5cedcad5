"""People, their keys and roles, who supervises whom, and what people attest."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from peertrain.domain.errors import Held, Refused
from peertrain.domain.picture import Picture, Signed
from peertrain.i18n import _


class Role(StrEnum):
    """What a person does here; one person may hold several."""

    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"


ORGANISATION = "organisation"
"""The id of the one organisation in a picture."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation whose record this is; `issuer_public` (hex) verifies its certificates."""

    id: str
    organisation_id: str
    name: str
    address: str
    issuer_public: str
    founded_at: datetime


@dataclass(frozen=True, slots=True)
class RoleTerm:
    """A role from when until when; `until` is None while it lasts."""

    role: Role
    since: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A trainee's place on a version of a programme.

    `approved_on` is the day from which experience hours may count, where the programme asks for one.
    """

    programme_id: str
    programme_version: str
    started_on: date
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the organisation: legal name for certificates, preferred name for every screen."""

    id: str
    legal_name: str
    preferred_name: str
    enrolled_at: datetime
    email: str = ""
    roles: tuple[RoleTerm, ...] = ()
    supervisors: tuple[str, ...] = ()
    enrolments: tuple[Enrolment, ...] = ()

    def has(self, role: Role) -> bool:
        """Return whether the person holds the role now."""
        return any(term.role is role and term.until is None for term in self.roles)

    @property
    def active_roles(self) -> tuple[Role, ...]:
        return tuple(term.role for term in self.roles if term.until is None)


def may_see(viewer: Person, trainee: Person) -> bool:
    """Return whether somebody may see a trainee's way: the trainee, their supervisors and the coordinators."""
    return viewer.id == trainee.id or viewer.id in trainee.supervisors or viewer.has(Role.COORDINATOR)


class KeyUse(StrEnum):
    """What a key may sign: anything of its person's, or only the arrival of that person's own key."""

    PERSON = "person"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True)
class Key:
    """A public key that signs for a person.

    Its id is derived from `signing_public` (hex); `box_public` is an age recipient; `entry_id` introduced the key,
    and the first entry of its chain follows that one.
    """

    id: str
    person_id: str
    use: KeyUse
    signing_public: str
    box_public: str
    entry_id: str
    since: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attestation:
    """Something a person has declared: the tick, its wording and its day, never the story behind it."""

    id: str
    subject_id: str
    kind: str
    wording: str
    by_id: str
    by_role: Role
    on: date
    entry_id: str


# Statements


@dataclass(frozen=True, slots=True)
class OrganisationFounded:
    """The first statement of a record, signed by the key of the founder that it names."""

    organisation_id: str
    name: str
    address: str
    person_id: str
    legal_name: str
    preferred_name: str
    key_id: str
    signing_public: str
    box_public: str
    issuer_public: str


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    person_id: str
    legal_name: str
    preferred_name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    person_id: str
    legal_name: str
    preferred_name: str
    email: str
    reason: str


@dataclass(frozen=True, slots=True)
class KeyInvited:
    """A coordinator lets a person add a key of their own, by a one-time key that can do nothing else.

    `box_public` is where keys can be left for the person while they have none of their own.
    """

    person_id: str
    key_id: str
    signing_public: str
    box_public: str = ""


@dataclass(frozen=True, slots=True)
class KeyAdded:
    """The person's own key, announced by the one-time key of the invitation."""

    person_id: str
    key_id: str
    signing_public: str
    box_public: str


@dataclass(frozen=True, slots=True)
class KeyEnded:
    key_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RoleGiven:
    person_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class RoleEnded:
    person_id: str
    role: Role
    reason: str


@dataclass(frozen=True, slots=True)
class SupervisorAssigned:
    trainee_id: str
    supervisor_id: str


@dataclass(frozen=True, slots=True)
class SupervisorUnassigned:
    trainee_id: str
    supervisor_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class AttestationMade:
    subject_id: str
    kind: str
    wording: str
    by_role: Role


# Rules


def key_id_of(signing_public: str) -> str:
    """Return the id of a raw Ed25519 public key in hex."""
    return sha256(b"PeerTrain key v1\0" + bytes.fromhex(signing_public)).hexdigest()[:32]


def _live_key(picture: Picture, signed: Signed) -> Key:
    key = picture.find(Key, signed.key_id)
    if key is None:
        raise Held(_("It is signed with a key that is not known here yet."))
    if key.until is not None:
        raise Refused(_("The key it is signed with had ended."))
    return key


def author(picture: Picture, signed: Signed) -> Person:
    """Return the person who signed, with a key of their own that is known and has not ended."""
    key = _live_key(picture, signed)
    if key.use is KeyUse.INVITATION:
        raise Refused(_("An invitation can only be used to add a key of one's own."))
    person = picture.find(Person, key.person_id)
    if person is None:
        raise Held(_("The person who signed it is not known here yet."))
    return person


def author_as(picture: Picture, signed: Signed, role: Role) -> Person:
    """Return the person who signed, who must hold `role`."""
    person = author(picture, signed)
    if not person.has(role):
        sentences = {
            Role.TRAINEE: _("Only a trainee can do this."),
            Role.SUPERVISOR: _("Only a supervisor can do this."),
            Role.COORDINATOR: _("Only a coordinator can do this."),
        }
        raise Refused(sentences[role])
    return person


def known_person(picture: Picture, person_id: str) -> Person:
    """Return the person with this id, or hold until they are known."""
    person = picture.find(Person, person_id)
    if person is None:
        raise Held(_("It is about a person who is not known here yet."))
    return person


def supervised(picture: Picture, signed: Signed, trainee_id: str, *, afterwards: bool = False) -> Person:
    """Return the trainee, whom the author must supervise and must not be.

    `afterwards` allows what is about work done before, once the trainee is none any more.
    """
    supervisor = author_as(picture, signed, Role.SUPERVISOR)
    trainee = known_person(picture, trainee_id)
    if supervisor.id == trainee.id:
        raise Refused(_("Nobody can sign for their own work."))
    if supervisor.id not in trainee.supervisors:
        raise Refused(
            _("{name} is not one of your trainees. A coordinator can assign them to you.").format(
                name=trainee.preferred_name
            )
        )
    if not afterwards and not trainee.has(Role.TRAINEE):
        raise Refused(_("{name} is no longer a trainee.").format(name=trainee.preferred_name))
    return trainee


def check_sentence(sentence: str) -> None:
    """Refuse a signature under nothing: the sentence that was agreed to belongs to it."""
    if not sentence.strip():
        raise Refused(_("A signature needs the sentence that was agreed to."))


LONGEST_NAME = 200
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible signs by which a name could be read as another on a certificate."""


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
    if not said.name.strip():
        raise Refused(_("Give the organisation a name."))
    legal, preferred = _named(said.legal_name, said.preferred_name)
    picture.put(
        Organisation(ORGANISATION, said.organisation_id, said.name.strip(), said.address, said.issuer_public, signed.at)
    )
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
            signed.at,
        )
    )  # fmt: skip


def _add_key(picture: Picture, said: KeyAdded, signed: Signed) -> None:
    invitation = _live_key(picture, signed)
    if invitation.use is not KeyUse.INVITATION or invitation.person_id != said.person_id:
        raise Refused(_("A key can only be added with the invitation of its own person."))
    _check_new_key(picture, said.key_id, said.signing_public)
    picture.put(replace(invitation, until=signed.at, reason=_("used")))
    picture.put(
        Key(
            said.key_id, said.person_id, KeyUse.PERSON, said.signing_public, said.box_public, signed.entry_id, signed.at
        )
    )


def _end_key(picture: Picture, said: KeyEnded, signed: Signed) -> None:
    person = author(picture, signed)
    key = picture.find(Key, said.key_id)
    if key is None:
        raise Held(_("It ends a key that is not known here yet."))
    if person.id != key.person_id and not person.has(Role.COORDINATOR):
        raise Refused(_("Only the person or a coordinator can end a key."))
    if key.until is not None:
        raise Refused(_("This key has already ended."))
    if not said.reason.strip():
        raise Refused(_("Say why the key ends."))
    if key.id == signed.key_id and person.has(Role.COORDINATOR):
        raise Refused(_("Another coordinator has to end your key, so that the organisation is never without one."))
    picture.put(replace(key, until=signed.at, reason=said.reason))


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
    if not said.reason.strip():
        raise Refused(_("Say why the role ends."))
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


RULES = {
    OrganisationFounded: _found,
    PersonEnrolled: _enrol,
    PersonCorrected: _correct,
    KeyInvited: _invite_key,
    KeyAdded: _add_key,
    KeyEnded: _end_key,
    RoleGiven: _give_role,
    RoleEnded: _end_role,
    SupervisorAssigned: _assign,
    SupervisorUnassigned: _unassign,
    AttestationMade: _attest,
}
