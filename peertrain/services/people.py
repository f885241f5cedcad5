"""People of the organisation: who is here, enrolling and inviting them, their roles and supervisors, and their leaving."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import uuid4

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.namesakes import told_apart
from peertrain.domain.people import (
    Key,
    KeyInvited,
    KeyUse,
    Person,
    PersonCorrected,
    PersonEnrolled,
    Role,
    RoleEnded,
    RoleGiven,
    SupervisorAssigned,
    SupervisorUnassigned,
    folded_name,
)
from peertrain.domain.programmes import TraineeEnrolled
from peertrain.i18n import _
from peertrain.record.entries import key_id
from peertrain.record.passphrases import five_words
from peertrain.storage.lists.people import everybody, keys_of, open_keys, with_role
from peertrain.storage.lists.standing import trainees
from peertrain.workplace.ending import check_reason, end_keys, note_why
from peertrain.workplace.seat import Seat


class Access(StrEnum):
    """Where a person signs in: at this computer, at one of their own, or nowhere."""

    HERE = "here"
    INVITED = "invited"
    ELSEWHERE = "elsewhere"
    INVITED_ELSEWHERE = "invited elsewhere"
    NONE = "none"
    LEFT = "left"

    @property
    def at_this_computer(self) -> bool:
        """Whether this computer lets them in, or will once they have chosen a passphrase."""
        return self in {Access.HERE, Access.INVITED}


@dataclass(frozen=True, slots=True)
class Known:
    """A person, where they sign in, and the names of their supervisors or trainees."""

    person: Person
    access: Access
    supervisors: tuple[str, ...] = ()
    trainees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invited person needs to sign in for the first time; the words are shown once and kept nowhere."""

    person_id: str
    name: str
    words: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Place:
    """The place on a programme that a new trainee gets."""

    programme_id: str
    version: str
    started_on: date
    approved_on: date | None = None


def known_person(seat: Seat, *, person_id: str) -> Known:
    """Return one person, to a coordinator."""
    seat.check_coordinator()
    person = _person(seat, person_id)
    over = [_person(seat, id).preferred_name for id in person.supervisors]
    under = trainees(seat.connection, supervisor_id=person_id) if person.has(Role.SUPERVISOR) else []
    return Known(
        person,
        _access(seat, person, keys_of(seat.connection, person_id)),
        tuple(over),
        tuple(one.preferred_name for one in under),
    )


def supervisors(seat: Seat) -> dict[str, str]:
    """Return everybody who supervises now, by id, with a name that nobody else there has, to a coordinator."""
    seat.check_coordinator()
    return told_apart(with_role(seat.connection, Role.SUPERVISOR))


def known_people(seat: Seat) -> tuple[Known, ...]:
    """Return everybody who was ever enrolled, by preferred name, to a coordinator."""
    seat.check_coordinator()
    people = everybody(seat.connection)
    names = {person.id: person.preferred_name for person in people}
    supervised: dict[str, list[str]] = {}
    keys: dict[str, list[Key]] = {}
    for key in open_keys(seat.connection):
        keys.setdefault(key.person_id, []).append(key)
    for one in people:
        for id in one.supervisors if one.has(Role.TRAINEE) else ():
            supervised.setdefault(id, []).append(one.preferred_name)
    return tuple(
        Known(
            person,
            _access(seat, person, keys.get(person.id, ())),
            tuple(names[id] for id in person.supervisors if id in names),
            tuple(supervised.get(person.id, ())),
        )
        for person in people
    )


def _access(seat: Seat, person: Person, keys: Iterable[Key]) -> Access:
    if person.roles and not person.active_roles:
        return Access.LEFT
    if seat.keys_here is not None and seat.keys_here.lets_in(person.id):
        return Access.INVITED if seat.keys_here.is_invited(person.id) else Access.HERE
    good = [key for key in keys if key.until is None and not (key.expires_on and key.expires_on < seat.today)]
    if any(key.use is KeyUse.PERSON for key in good):
        return Access.ELSEWHERE
    return Access.INVITED_ELSEWHERE if good else Access.NONE


def enrol(
    seat: Seat,
    *,
    legal_name: str,
    preferred_name: str = "",
    email: str = "",
    roles: Sequence[Role],
    place: Place | None = None,
    supervisors: Sequence[str] = (),
    passphrase: str = "",
    elsewhere: bool = False,
) -> Done[Invitation]:
    """Enrol a person with their roles and let them in once with five words; a trainee also with place and supervisors.

    Whoever works `elsewhere` is not let in on this computer: `invitations.invite` makes what brings them in on theirs.
    A new coordinator, who may then issue certificates, takes the passphrase of the one who enrols.
    """
    if not roles:
        raise Refused(_("Choose what the person does here: trainee, supervisor or coordinator."))
    _check_name(legal_name)
    if Role.COORDINATOR in roles:
        seat.check_passphrase(passphrase)
    person_id = str(uuid4())
    seat.say(PersonEnrolled(person_id, legal_name, preferred_name, email))
    person = _person(seat, person_id)
    for role in roles:
        seat.say(RoleGiven(person_id, role))
    if Role.TRAINEE in roles:
        if place is not None:
            seat.say(TraineeEnrolled(person_id, place.programme_id, place.version, place.started_on, place.approved_on))
        for supervisor_id in supervisors:
            seat.say(SupervisorAssigned(person_id, supervisor_id))
    if elsewhere:
        said = _("{name} is enrolled. The invitation brings them in on their own computer.")
        invitation = Invitation(person.id, person.preferred_name, "", seat.organisation.name)
        return Done(Changed.PEOPLE, said.format(name=person.preferred_name), invitation)
    said = _("{name} is enrolled. Hand over the five words: they are shown only now.").format(
        name=person.preferred_name
    )
    return Done(Changed.PEOPLE, said, _invite(seat, person))


def invite_again(seat: Seat, *, person_id: str, reason: str, passphrase: str) -> Done[Invitation]:
    """End a person's keys and let them in once with five new words, after a forgotten passphrase or lost words.

    As everything that decides who may come in and what they may do, it takes the coordinator's own passphrase.

    What they have sealed with their old key stays sealed.
    """
    person = _person(seat, person_id)
    if person.id == seat.person_id:
        raise Refused(_("Change your own passphrase under Me, or ask another coordinator."))
    if not person.active_roles:
        raise Refused(_("{name} has left. Give them a role first.").format(name=person.preferred_name))
    seat.check_passphrase(passphrase)
    end_keys(seat, person_id, reason)
    said = _("{name} can sign in with five new words. They are shown only now.").format(name=person.preferred_name)
    return Done(Changed.PEOPLE, said, _invite(seat, person))


def _invite(seat: Seat, person: Person) -> Invitation:
    if seat.keys_here is None:
        raise Refused(_("Nobody can be invited from here."))
    seat.keys_here.check_name_free(person.preferred_name, person.id)
    key, box, words = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate(), five_words()
    public = key.public_key().public_bytes_raw()
    seat.say(KeyInvited(person.id, key_id(public), public.hex(), str(box.to_public())))
    keys = {"invitation": key.private_bytes_raw(), "box": str(box).encode()}
    seat.keys_here.invite(person.id, person.preferred_name, words, keys, key_id(public))
    return Invitation(person.id, person.preferred_name, words, seat.organisation.name)


def give_role(seat: Seat, *, person_id: str, role: Role, passphrase: str) -> Done[Invitation]:
    """Give a person a role; somebody who had left gets five words with it to come back in."""
    person = _person(seat, person_id)
    had_left = not person.active_roles
    seat.check_passphrase(passphrase)
    seat.say(RoleGiven(person_id, role))
    said = _("{name} is now {role}.").format(name=person.preferred_name, role=role_name(role))
    return Done(Changed.PEOPLE, said, _invite(seat, person) if had_left else None)


def end_role(seat: Seat, *, person_id: str, role: Role, reason: str, passphrase: str) -> Done[None]:
    """End a role; with a person's last one their access on this computer ends, and the record gets a new key."""
    seat.check_passphrase(passphrase)
    return _end_role(seat, person_id, role, reason)


def _end_role(seat: Seat, person_id: str, role: Role, reason: str) -> Done[None]:
    person = _person(seat, person_id)
    check_reason(reason)
    if role is Role.SUPERVISOR:
        for trainee in everybody(seat.connection):
            if person_id in trainee.supervisors:
                seat.say(SupervisorUnassigned(trainee.id, person_id, _("Is no longer a supervisor here.")))
    note_why(seat, seat.say(RoleEnded(person_id, role, "")), reason)
    said = _("{name} is no longer {role}.").format(name=person.preferred_name, role=role_name(role))
    if not _person(seat, person_id).active_roles:
        end_keys(seat, person_id, reason)
        said = _("{name} has left and can no longer sign in here. What they signed stays.").format(
            name=person.preferred_name
        )
    return Done(Changed.PEOPLE, said)


def end_access(seat: Seat, *, person_id: str, reason: str, passphrase: str) -> Done[None]:
    """End everything a person does here; what they signed stays in the record."""
    person = _person(seat, person_id)
    seat.check_passphrase(passphrase)
    done: Done[None] = Done(Changed.NOTHING)
    for role in person.active_roles:
        done = _end_role(seat, person_id, role, reason)
    return done


def assign(seat: Seat, *, trainee_id: str, supervisor_id: str) -> Done[None]:
    """Let a supervisor sign for a trainee."""
    seat.say(SupervisorAssigned(trainee_id, supervisor_id))
    trainee, supervisor = _person(seat, trainee_id), _person(seat, supervisor_id)
    said = _("{supervisor} now supervises {trainee}.")
    return Done(
        Changed.PEOPLE, said.format(supervisor=supervisor.preferred_name, trainee=trainee.preferred_name)
    )  # fmt: skip


def unassign(seat: Seat, *, trainee_id: str, supervisor_id: str, reason: str) -> Done[None]:
    """End a supervisor's part with a trainee; what was signed stays."""
    if not reason.strip():
        raise Refused(_("Say why, in a few words. It stays in the record."))
    seat.say(SupervisorUnassigned(trainee_id, supervisor_id, reason.strip()))
    trainee, supervisor = _person(seat, trainee_id), _person(seat, supervisor_id)
    said = _("{supervisor} no longer supervises {trainee}.")
    return Done(
        Changed.PEOPLE, said.format(supervisor=supervisor.preferred_name, trainee=trainee.preferred_name)
    )  # fmt: skip


def correct(
    seat: Seat, *, person_id: str, legal_name: str, preferred_name: str, email: str, reason: str
) -> Done[Person]:
    """Correct a person's names or e-mail address; the preferred name is also what they sign in with."""
    if legal_name != _person(seat, person_id).legal_name:
        _check_name(legal_name)
    if seat.keys_here is not None:
        seat.keys_here.check_name_free(preferred_name or legal_name, person_id)
    seat.say(PersonCorrected(person_id, legal_name, preferred_name, email, reason))
    person = _person(seat, person_id)
    said = _("The names of {name} are corrected. They sign in as {name}.").format(name=person.preferred_name)
    return Done(Changed.PEOPLE, said, person)


def unprintable_name(legal_name: str) -> str:
    """Return which letters of a legal name a certificate cannot print and what to do, or ""; it needs no seat."""
    from peertrain.documents.issue import cannot_print

    sentence = cannot_print(_("legal name"), legal_name)
    return _("{sentence} The preferred name may have any letters.").format(sentence=sentence) if sentence else ""


def same_name(seat: Seat, *, name: str, person_id: str = "") -> str:
    """Return that somebody else here is called so, on whatever computer, and what to do about it, or ""."""
    wanted = folded_name(name)
    others = (one for one in everybody(seat.connection) if one.id != person_id and one.active_roles)
    if not wanted or all(folded_name(one.preferred_name) != wanted for one in others):
        return ""
    return _(
        "Somebody here is called {name} already. So that nobody takes one for the other, add for example the first "
        "letter of the family name."
    ).format(name=name)


def _check_name(legal_name: str) -> None:
    if sentence := unprintable_name(legal_name):
        raise Refused(sentence)


def role_name(role: Role) -> str:
    """Return a role for a person."""
    return _ROLE_NAMES[role]()


_ROLE_NAMES: dict[Role, Callable[[], str]] = {
    Role.TRAINEE: lambda: _("trainee"),
    Role.SUPERVISOR: lambda: _("supervisor"),
    Role.COORDINATOR: lambda: _("coordinator"),
}


def _person(seat: Seat, person_id: str) -> Person:
    person = seat.picture.find(Person, person_id)
    if person is None:
        raise Refused(_("This person is not enrolled here."))
    return person
