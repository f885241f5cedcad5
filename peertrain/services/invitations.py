"""Invitations to another computer: the file and the words that bring somebody in there, and confirming whose key came back."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.fonts import unprintable
from peertrain.documents.joining_page import JoiningPage, make_joining_page
from peertrain.documents.jws import fingerprint
from peertrain.documents.paper import Paper
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.namesakes import in_file_names
from peertrain.domain.people import Key, KeyConfirmed, KeyInvited, KeyUse, Person, Role, folded_name
from peertrain.exchange.carrier import FOLDER, HUB
from peertrain.exchange.invitations import SUFFIX, Invitation, InvitedTo, seal_invitation
from peertrain.i18n import _
from peertrain.record.entries import key_id
from peertrain.record.passphrases import five_words, words_of
from peertrain.storage.lists.people import called, open_keys
from peertrain.storage.reach import Known
from peertrain.workplace.ending import close_invitation, end_key, end_keys
from peertrain.workplace.outgoing import payload_for
from peertrain.workplace.place import place
from peertrain.workplace.seat import Seat

__all__ = [
    "SUFFIX", "Invited", "Sent", "Unconfirmed", "check", "confirm", "draw", "end", "invite", "invited", "my_six_words",
    "unconfirmed",
]  # fmt: skip

GOOD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation to hand over: the file and, by another way, the words; they are shown once and kept nowhere.

    `page` goes with the file: how to join, and the fingerprint of the organisation.
    """

    person_id: str
    name: str
    file_name: str
    content: bytes
    words: str
    page: JoiningPage


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A key that came from another computer: whose it says to be, and the six words that they should read out.

    `name` tells its person apart from everybody else here.
    """

    key_id: str
    person: Person
    name: str
    since: date
    six_words: str


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who was invited to another computer and has not been heard of from there; `until` it is or was good."""

    name: str
    until: date
    is_over: bool


def check(seat: Seat, *, person_id: str, passphrase: str, lost: str = "") -> Person:
    """Refuse what `invite` would refuse; return whom it would invite."""
    person = _person(seat, person_id)
    if not seat.person.has(Role.COORDINATOR):
        raise Refused(_("Only a coordinator can invite people."))
    if person.id == seat.person_id and lost:
        raise Refused(_("Another coordinator has to end your keys, so that the organisation is never without one."))
    if not person.active_roles:
        raise Refused(_("{name} has left. Give them a role first.").format(name=person.preferred_name))
    seat.check_passphrase(passphrase)
    return person


def invite(seat: Seat, *, person_id: str, passphrase: str, lost: str = "", connection: str = "") -> Done[Sent]:
    """Make an invitation by which a person comes in from another computer, in addition to those they have.

    `lost` says why the keys they had are to end first, such as after a stolen laptop; "" leaves them. `connection` is
    the person's own to the organisation's hub, and travels in the invitation; so does the name of a shared folder.
    """
    person = check(seat, person_id=person_id, passphrase=passphrase, lost=lost)
    if lost:
        end_keys(seat, person_id, lost)
    key, box, words = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate(), five_words()
    public, expires_on = key.public_key().public_bytes_raw(), seat.today + GOOD_FOR
    seat.say(
        KeyInvited(person.id, key_id(public), public.hex(), str(box.to_public()), elsewhere=True, expires_on=expires_on)
    )
    invitation = Invitation(
        seat.organisation.organisation_id, seat.organisation.name, seat.ledger.founding(), person.id,
        person.preferred_name, key.private_bytes_raw(), str(box), expires_on,
        replace(payload_for(seat, person, Known()).payload, issuer=b""), _invited_to(seat, connection),
    )  # fmt: skip
    content = seal_invitation(invitation, words=words)
    said = _("The invitation for {name} is made. The words are shown only now.").format(name=person.preferred_name)
    file_name = f"{in_file_names(called(seat.connection)[person.id])}{SUFFIX}"
    known_by = fingerprint(seat.organisation.issuer_public)
    page = JoiningPage(
        seat.organisation.name, _on_paper(person), _on_paper(seat.person), file_name, expires_on, known_by, seat.today
    )  # fmt: skip
    return Done(Changed.PEOPLE, said, Sent(person.id, person.preferred_name, file_name, content, words, page))


def _on_paper(person: Person) -> str:
    return person.legal_name if unprintable(person.preferred_name) else person.preferred_name


def _invited_to(seat: Seat, connection: str) -> InvitedTo | None:
    """Return through what the invited person exchanges: the hub, or the folder that the inviting one uses."""
    if connection:
        return InvitedTo(HUB, connection)
    used = place(seat)
    return InvitedTo(FOLDER, Path(used.where).name) if used is not None and used.kind == FOLDER else None


def draw(sent: Sent, *, paper: Paper = Paper.A4) -> bytes:
    """Return the page that goes with an invitation, as PDF; the words are not on it."""
    return make_joining_page(sent.page, paper=paper)


def unconfirmed(seat: Seat) -> tuple[Unconfirmed, ...]:
    """Return the keys that came from other computers and nobody has compared yet, oldest first, to a coordinator."""
    if not seat.person.has(Role.COORDINATOR):
        return ()
    keys = [key for key in open_keys(seat.connection) if key.use is KeyUse.PERSON and not key.confirmed]
    names = called(seat.connection) if keys else {}
    return tuple(
        Unconfirmed(
            key.id, _person(seat, key.person_id), names[key.person_id], key.since.astimezone().date(),
            six_words(key.signing_public),
        )
        for key in keys
        if key.person_id != seat.person_id
    )  # fmt: skip


def invited(seat: Seat) -> tuple[Invited, ...]:
    """Return who was invited to another computer and has brought no key since, by name, to a coordinator.

    Of an invitation that is over it is told while its person has no other way in.
    """
    if not seat.person.has(Role.COORDINATOR):
        return ()
    keys, names = open_keys(seat.connection), called(seat.connection)
    newest = {key.person_id: key.since for key in keys if key.use is KeyUse.PERSON}
    until = {
        key.person_id: key.expires_on
        for key in keys
        if key.use is KeyUse.INVITATION and key.expires_on and key.since >= newest.get(key.person_id, key.since)
    }
    waits = {id: day for id, day in until.items() if day >= seat.today or id not in newest}
    found = [Invited(names[id], day, day < seat.today) for id, day in waits.items()]
    return tuple(sorted(found, key=lambda one: folded_name(one.name)))


def confirm(seat: Seat, *, key_id: str, passphrase: str) -> Done[None]:
    """Say that the six words are those that the person reads on their own screen; their invitation is closed by that."""
    key = seat.picture.find(Key, key_id)
    if key is None:
        raise Refused(_("This key is not in the record."))
    seat.check_passphrase(passphrase)
    seat.say(KeyConfirmed(key_id))
    close_invitation(seat, key)
    name = _person(seat, key.person_id).preferred_name
    return Done(Changed.PEOPLE, _("The key is {name}'s. What it signs counts for certificates.").format(name=name))


def end(seat: Seat, *, key_id: str, reason: str, passphrase: str) -> Done[None]:
    """End one key, such as one whose six words are not those on the person's screen; it signs nothing from now on."""
    key = seat.picture.find(Key, key_id)
    if key is None:
        raise Refused(_("This key is not in the record."))
    if not reason.strip():
        raise Refused(_("Say why, in a few words. It stays in the record."))
    seat.check_passphrase(passphrase)
    end_key(seat, key, reason)
    name = _person(seat, key.person_id).preferred_name
    return Done(Changed.PEOPLE, _("The key has ended. Invite {name} anew when you know who has it.").format(name=name))


def my_six_words(seat: Seat) -> str:
    """Return the six words of one's own key on this computer while they wait to be compared, or ""."""
    own = key_id(seat.signing_key.public_key().public_bytes_raw()) if seat.signing_key else ""
    key = seat.picture.find(Key, own)
    return six_words(key.signing_public) if key is not None and not key.confirmed else ""


def six_words(signing_public: str) -> str:
    """Return six words that stand for a public key (hex): 72 bits of its hash, easy to read out."""
    return words_of(sha256(b"PeerTrain six words v1\0" + bytes.fromhex(signing_public)).digest(), 6)


def _person(seat: Seat, person_id: str) -> Person:
    person = seat.picture.find(Person, person_id)
    if person is None:
        raise Refused(_("This person is not enrolled here."))
    return person
