"""The judge: checks an entry's signature, chain, organisation and scope, and applies it if its rule allows it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import (
    ORGANISATION,
    Key,
    KeyEnded,
    KeyUse,
    LateEntriesAccepted,
    Organisation,
    OrganisationFounded,
)
from peertrain.domain.picture import Signed
from peertrain.domain.scopes import scope_of
from peertrain.domain.statements import Statement, apply, kind_of
from peertrain.domain.wellformed import check_wellformed
from peertrain.i18n import _
from peertrain.record.bodies import statement_of
from peertrain.record.canonical import Malformed
from peertrain.record.entries import Entry, is_signed_by, read
from peertrain.storage.chains import Chains, Place, mark
from peertrain.storage.late import Ending, Late
from peertrain.storage.picture import StoredPicture
from peertrain.storage.tables import entries


class Status(StrEnum):
    """How an entry stands in the record of this computer."""

    APPLIED = "applied"
    HELD = "held"
    REJECTED = "rejected"
    NOT_UNDERSTOOD = "not understood"
    """A newer version of the program may have made it; that version judges it anew."""
    FORGED = "not genuine"
    KNOWN = "already here"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an entry, and why where it was not applied.

    `person_id` is whose key it is signed with, once the key is known and the signature was found genuine.
    """

    status: Status
    reason: str = ""
    person_id: str = ""


_FOUNDING = kind_of(OrganisationFounded)


class Judge:
    """Judges entries one after the other; `late` are those that wait although they stand before the end of their key."""

    def __init__(
        self, connection: Connection, picture: StoredPicture, *, late: Late | None = None, anew: bool = False
    ) -> None:
        """`anew` says that everything is judged from the beginning, so that nothing was judged before."""
        self.connection = connection
        self.picture = picture
        self.late = late or {}
        self.endings: list[Ending] = []
        """What was applied that decides which entries are late."""
        self._chains = Chains(connection, empty=anew)
        self._founding = ""

    def judge(self, entry: Entry, place: Place, *, genuine: bool = False) -> Verdict:
        """Apply the entry to the picture if every rule allows it; `genuine` says its signature was checked before."""
        person_id = ""
        self.picture.begin()
        try:
            key = self._key(entry)
            if not genuine and not is_signed_by(entry, bytes.fromhex(key.signing_public)):
                return Verdict(Status.FORGED, _("Its signature is not of the key that it names."))
            person_id = key.person_id
            self._check_in_time(entry, key)
            self._check_chain(entry, key, place)
            self._check_organisation(entry)
            said = statement_of(entry.kind, entry.body)
            self._check_scope(entry, said, person_id)
            signed = Signed(entry.id, key.id, person_id, place[0])
            apply(self.picture, said, signed)
            if isinstance(said, KeyEnded | LateEntriesAccepted) and self._is_of_another(said.key_id, person_id):
                self.endings.append((said, signed))
        except Malformed as error:
            return Verdict(Status.NOT_UNDERSTOOD, _("It cannot be understood: {error}.").format(error=error), person_id)
        except Held as error:
            return Verdict(Status.HELD, str(error), person_id)
        except Refused as error:
            return Verdict(Status.REJECTED, str(error), person_id)
        return Verdict(Status.APPLIED, "", person_id)

    def stands_apart(self, entry: Entry, place: Place) -> bool:
        """Return whether the entry just judged could be judged now as well as in its place among those that come later.

        So it is where nothing that it read has changed since, and nothing that came later has looked at what it changed.
        """
        here = self._chains.at(entry, entry.seq)
        if any(other > place for other in here.values()):
            return False
        return self.picture.untouched_since(mark(place))

    def _key(self, entry: Entry) -> Key:
        """Return the key that the entry names; the founding brings its own."""
        key = self.picture.find(Key, entry.key_id)
        if key is not None:
            return key
        if entry.kind != _FOUNDING:
            raise Held(_("It is signed with a key that is not known here yet."))
        if self._founded_by(entry) != entry.id:
            raise Refused(_("This record already has an organisation."))
        return _founding_key(entry)

    def _founded_by(self, entry: Entry) -> str:
        """Return the id of the founding with which this record began: the first genuine one taken in, or else `entry`.

        Its date decides nothing, or anybody could found the record anew, dated before everything that is in it.
        """
        if not self._founding:
            query = select(entries.c.signed, entries.c.signature).where(entries.c.kind == _FOUNDING)
            kept = (read(*row) for row in self.connection.execute(query.order_by(entries.c.position)))
            self._founding = next((one.id for one in kept if _is_founding(one)), "")
        return self._founding or entry.id

    def _check_in_time(self, entry: Entry, key: Key) -> None:
        if key.until is not None:
            raise Refused(_("The key it is signed with had ended."))
        if entry.id in self.late:
            raise Held(self.late[entry.id])

    def _check_chain(self, entry: Entry, key: Key, place: Place) -> None:
        """Refuse an entry that does not follow its key's previous one, or claims a place that is taken."""
        taken = bool(self._chains.at(entry, entry.seq).keys() - {entry.id})
        before = [key.entry_id] if entry.seq == 1 else self._chains.at(entry, entry.seq - 1)
        self._chains.add(entry, place)
        if taken:
            raise Refused(_("The key has signed another entry in this place. Ask the person which one is right."))
        if entry.prev not in before:
            raise Refused(_("It does not follow the key's previous entry."))

    def _is_of_another(self, key_id: str, person_id: str) -> bool:
        key = self.picture.find(Key, key_id)
        return key is not None and key.person_id != person_id

    def _check_organisation(self, entry: Entry) -> None:
        organisation = self.picture.find(Organisation, ORGANISATION)
        if organisation is not None and entry.organisation != organisation.organisation_id:
            raise Refused(_("It belongs to the record of another organisation."))

    def _check_scope(self, entry: Entry, said: Statement, person_id: str) -> None:
        """Refuse an entry in a scope other than its own: it would reach people whom it does not concern, or not others."""
        scope = scope_of(self.picture, said, person_id)
        if scope is not None and entry.scope != scope:
            raise Refused(_("It is addressed to other people than those whom it concerns."))


def _founding_key(entry: Entry) -> Key:
    """Return the key that a founding brings; raise Malformed or Refused where it is none."""
    said = statement_of(entry.kind, entry.body)
    check_wellformed(said)
    if not isinstance(said, OrganisationFounded) or said.organisation_id != entry.organisation:
        raise Refused(_("It belongs to the record of another organisation."))
    return Key(
        entry.key_id, said.person_id, KeyUse.PERSON, said.signing_public, said.box_public, "", entry.at
    )  # fmt: skip


def _is_founding(entry: Entry) -> bool:
    try:
        return is_signed_by(entry, bytes.fromhex(_founding_key(entry).signing_public))
    except (Malformed, Refused):
        return False
