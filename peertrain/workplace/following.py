"""The keystore follows the record: who may sign in here, by which name and with which shared keys, is what entries say.

The record is written first and decides; this brings the keystore after it, and can be done again at any time.
"""

from peertrain.domain.people import Key, Person, Role
from peertrain.record.boxes import is_box
from peertrain.record.keystore import Keystore
from peertrain.storage.lists.people import everybody, keys_of, open_keys
from peertrain.workplace.issuing import OF_ISSUING
from peertrain.workplace.seat import Seat


def follow(keystore: Keystore, seat: Seat) -> tuple[str, ...]:
    """Bring the keystore after the record; return the ids of people who have left and still can sign in here."""
    keystore.settle(lambda key_id: seat.picture.find(Key, key_id) is not None)
    here = keystore.access()
    people = [person for person in everybody(seat.connection) if person.id in here]
    for person in people:
        if not has_left(person):
            keystore.rename(person.id, person.preferred_name)
            _follow_issuer(keystore, seat, person)
    return tuple(person.id for person in people if has_left(person))


def has_left(person: Person) -> bool:
    """Return whether somebody had a role here and has none any more."""
    return bool(person.roles) and not person.active_roles


def boxes(keystore: Keystore, seat: Seat) -> dict[str, str]:
    """Return where keys can be left for each person who may sign in here, by person."""
    here = keystore.access()
    live = [key for key in open_keys(seat.connection) if key.person_id in here and is_box(key.box_public)]
    return {key.person_id: key.box_public for key in live}


def boxes_of_coordinators(keystore: Keystore, seat: Seat) -> dict[str, str]:
    """Return where keys can be left for each other coordinator who may sign in here, by person."""
    here = keystore.access().keys() - {seat.person_id}
    people = [person for person in everybody(seat.connection) if person.id in here and person.has(Role.COORDINATOR)]
    return {person.id: box for person in people if (box := box_of(seat, person.id))}


def box_of(seat: Seat, person_id: str) -> str:
    """Return the box of a person's present key, or of the invitation they have not taken up yet; "" where none is."""
    live = [key for key in keys_of(seat.connection, person_id) if key.until is None and is_box(key.box_public)]
    return live[-1].box_public if live else ""


def _follow_issuer(keystore: Keystore, seat: Seat, person: Person) -> None:
    """Leave the issuing key for a coordinator who has none, and take it from somebody who is none."""
    if not person.has(Role.COORDINATOR):
        for purpose in OF_ISSUING:
            if keystore.holds(person.id, purpose):
                keystore.take_back(person.id, purpose)
    elif not keystore.holds(person.id, "issuer") and seat.issuer_key and (box := box_of(seat, person.id)):
        keystore.give(person.id, "issuer", seat.issuer_key.private_bytes_raw(), box)
