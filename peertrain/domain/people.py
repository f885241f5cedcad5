"""People, their keys and roles, who supervises whom, and what people attest."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
class FormerIssuer:
    """The public half (hex) of an issuing key that was replaced, and when."""

    public: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Organisation:
    """The organisation whose record this is; `issuer_public` (hex) verifies the certificates that it issues now.

    Keys with which it issued before stand in `former_issuers`, the one that was replaced last first.
    """

    id: str
    organisation_id: str
    name: str
    address: str
    issuer_public: str
    founded_at: datetime
    former_issuers: tuple[FormerIssuer, ...] = ()

    @property
    def issuers(self) -> tuple[str, ...]:
        """The public halves of all its issuing keys, the newest first; the last is that of the founding."""
        return (self.issuer_public, *(one.public for one in self.former_issuers))


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


def may_have_issuing_key(person: Person, organisation: Organisation) -> bool:
    """Return whether somebody was a coordinator at any time since the issuing key that counts now does."""
    began = organisation.former_issuers[0].until if organisation.former_issuers else organisation.founded_at
    return any(term.role is Role.COORDINATOR and (term.until is None or term.until > began) for term in person.roles)


def folded_name(name: str) -> str:
    """Return a name in the one form that all its spellings have which people take for the same."""
    seen = (one for one in unicodedata.normalize("NFKC", name) if unicodedata.category(one) != "Cf")
    return " ".join("".join(seen).casefold().split())


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
    and the first entry of its chain follows that one. `confirmed` says that the person was there, or that somebody has
    compared six words with them; an invitation is good until `expires_on`.
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
    confirmed: bool = True
    expires_on: date | None = None


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

    `box_public` is where keys can be left for the person while they have none of their own; `elsewhere` says that the
    invitation goes to another computer, so that the key that comes of it is to be confirmed.
    """

    person_id: str
    key_id: str
    signing_public: str
    box_public: str = ""
    elsewhere: bool = False
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class KeyAdded:
    """The person's own key, announced by the one-time key of the invitation."""

    person_id: str
    key_id: str
    signing_public: str
    box_public: str


@dataclass(frozen=True, slots=True)
class KeyConfirmed:
    """A coordinator has compared six words with the person: the key is theirs."""

    key_id: str


@dataclass(frozen=True, slots=True)
class Reached:
    """The newest entry of one chain that is known: `scope` and `entry` are the beginnings of hashes, and name nobody."""

    scope: str
    seq: int
    entry: str


@dataclass(frozen=True, slots=True)
class KeyEnded:
    """A key ends. `reach` says what was known of it by then: what else turns up with an older date waits for a coordinator.

    It counts where somebody else ends the key, or people could take back what others rely on.
    """

    key_id: str
    reason: str
    reach: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class LateEntriesAccepted:
    """A coordinator lets entries count that turned up only after their key had ended."""

    key_id: str
    entry_ids: tuple[str, ...]
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


# Authority


def key_id_of(signing_public: str) -> str:
    """Return the id of a raw Ed25519 public key in hex."""
    return sha256(b"PeerTrain key v1\0" + bytes.fromhex(signing_public)).hexdigest()[:32]


def reached(scope: str, seq: int, entry_id: str) -> Reached:
    """Return how the newest entry of a chain is spoken of where not everybody may learn its scope."""
    return Reached(sha256(b"PeerTrain scope v1\0" + scope.encode()).hexdigest()[:16], seq, entry_id[:20])


def live_key(picture: Picture, signed: Signed) -> Key:
    """Return the key of the signature, which must be known and must not have ended."""
    key = picture.find(Key, signed.key_id)
    if key is None:
        raise Held(_("It is signed with a key that is not known here yet."))
    if key.until is not None:
        raise Refused(_("The key it is signed with had ended."))
    return key


def author(picture: Picture, signed: Signed) -> Person:
    """Return the person who signed, with a key of their own that is known and has not ended."""
    key = live_key(picture, signed)
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


def taking_part(picture: Picture, person_ids: Sequence[str], check: Callable[[Person], object]) -> tuple[str, ...]:
    """Return those of a group who may take part: `check` refuses the others, and with the last of them the whole.

    Whoever is not known here stays: a group's entry reaches computers that know only some of the group, and for each
    of its people the same has to follow from it everywhere.
    """
    there, refusal = [], None
    for person_id in person_ids:
        person = picture.find(Person, person_id)
        try:
            if person is not None:
                check(person)
            there.append(person_id)
        except Refused as refused:
            refusal = refused
    if refusal is not None and not any(picture.find(Person, one) for one in there):
        raise refusal
    return tuple(there)


def check_sentence(sentence: str) -> None:
    """Refuse a signature under nothing: the sentence that was agreed to belongs to it."""
    if not sentence.strip():
        raise Refused(_("A signature needs the sentence that was agreed to."))
