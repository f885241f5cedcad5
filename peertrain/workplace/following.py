"""The keystore follows the record: who may sign in here, by which name and with which shared keys, is what entries say.

The record is written first and decides; this brings the keystore after it, and can be done again at any time.
"""

from collections import defaultdict

from peertrain.domain.people import Key, Person, Role
from peertrain.record.boxes import is_box
from peertrain.record.keystore import Keystore
from peertrain.storage.lists.people import everybody, open_keys
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


def boxes(keystore: Keystore, seat: Seat) -> dict[str, list[str]]:
    """Return where keys can be left for each person who may sign in here: every live box of theirs, by person.

    The record does not say which key is whose at which computer, and the newest one may be that of a laptop.
    """
    here, found = keystore.access(), defaultdict[str, list[str]](list)
    for key in open_keys(seat.connection):
        if key.person_id in here and is_box(key.box_public):
            found[key.person_id].append(key.box_public)
    return dict(found)


def boxes_of_coordinators(keystore: Keystore, seat: Seat) -> dict[str, list[str]]:
    """Return where keys can be left for each other coordinator who may sign in here, by person."""
    others = {one.id for one in everybody(seat.connection) if one.has(Role.COORDINATOR)} - {seat.person_id}
    return {person_id: theirs for person_id, theirs in boxes(keystore, seat).items() if person_id in others}


def _follow_issuer(keystore: Keystore, seat: Seat, person: Person) -> None:
    """Leave the issuing key for a coordinator who has none, and take it from somebody who is none."""
    if not person.has(Role.COORDINATOR):
        for purpose in OF_ISSUING:
            if keystore.holds(person.id, purpose):
                keystore.take_back(person.id, purpose)
    elif (
        not keystore.holds(person.id, "issuer") and seat.issuer_key and (theirs := boxes(keystore, seat).get(person.id))
    ):
        keystore.give({person.id: theirs}, {"issuer": seat.issuer_key.private_bytes_raw()})
