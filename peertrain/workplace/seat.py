"""The seat: the person at work, with their keys, on one transaction, at one moment; every deed is done from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from peertrain.domain.days import moment_in_words
from peertrain.domain.errors import Refused
from peertrain.domain.history import ClockCorrected
from peertrain.domain.people import ORGANISATION, Key, Organisation, Person, Role
from peertrain.domain.scopes import EVERYBODY, scope_of
from peertrain.domain.statements import Statement
from peertrain.i18n import _
from peertrain.record.bodies import body_of
from peertrain.record.entries import Entry, key_id, sign
from peertrain.storage.desk import Desk
from peertrain.storage.exchange import met_heads_of
from peertrain.storage.ledger import Ledger, Status
from peertrain.storage.picture import StoredPicture

CLOCK_TOLERANCE = timedelta(seconds=120)


class KeysHere(Protocol):
    """Who may sign in on this computer, and by which name."""

    def lets_in(self, person_id: str) -> bool:
        """Return whether the person can sign in here."""

    def is_invited(self, person_id: str) -> bool:
        """Return whether the person still has to choose a passphrase."""

    def check_name_free(self, name: str, person_id: str) -> None:
        """Refuse a sign-in name that somebody else here uses."""

    def invite(self, person_id: str, name: str, words: str, keys: Mapping[str, bytes], invitation: str) -> None:
        """Let a person in once with `words`, as soon as the deed has been done that says so in the record."""


@dataclass(slots=True)
class Seat:
    """Who is at work and what they can use.

    `check_passphrase` raises Refused where it is wrong; `today` is the local day; `desk` is the person's own.
    `signing_key` is None only while somebody invited has not chosen a passphrase yet; `keys_here` says who may sign in
    on this computer.
    """

    person_id: str
    signing_key: Ed25519PrivateKey | None
    kept_issuer: Ed25519PrivateKey | None
    connection: Connection
    picture: StoredPicture
    ledger: Ledger
    desk: Desk
    now: datetime
    today: date
    check_passphrase: Callable[[str], None]
    keys_here: "KeysHere | None" = None
    tools: dict[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """The person at work."""
        person = self.picture.find(Person, self.person_id)
        if person is None:
            raise Refused(_("You are not enrolled in this organisation."))
        return person

    @property
    def issuer_key(self) -> Ed25519PrivateKey | None:
        """The organisation's issuing key, where the one that counts now is at hand."""
        key = self.kept_issuer
        fits = key is not None and key.public_key().public_bytes_raw().hex() == self.organisation.issuer_public
        return key if fits else None

    @property
    def organisation(self) -> Organisation:
        organisation = self.picture.find(Organisation, ORGANISATION)
        if organisation is None:
            raise Refused(_("There is no organisation in this record."))
        return organisation

    def check_coordinator(self) -> None:
        """Refuse what only coordinators may see or do."""
        if not self.person.has(Role.COORDINATOR):
            raise Refused(_("Only a coordinator can do this."))

    def say(self, statement: Statement, *, after: tuple[str, ...] = ()) -> Entry:
        """Sign a statement and add it to the record; Refused, with nothing kept, where the rules do not allow it."""
        if self.signing_key is None:
            raise Refused(_("Choose a passphrase of your own first."))
        return self.say_with(self.signing_key, statement, after=after)

    def say_with(self, key: Ed25519PrivateKey, statement: Statement, *, after: tuple[str, ...] = ()) -> Entry:
        """As `say`, with a key other than the person's own, such as that of an invitation."""
        kind, body = body_of(statement)
        id = key_id(key.public_key().public_bytes_raw())
        known = self.picture.find(Key, id)
        scope = scope_of(self.picture, statement, known.person_id if known else self.person_id) or EVERYBODY
        head = self.ledger.head(id, scope)
        self._check_not_behind(id)
        seq, prev = (head[0] + 1, head[1]) if head else (1, known.entry_id if known else "")
        at = self._moment(forgiving=isinstance(statement, ClockCorrected))
        organisation = body["organisation_id"] if kind == "organisation founded" else self.organisation.organisation_id
        entry = sign(
            kind, body, organisation=organisation, scope=scope, key=key, seq=seq, prev=prev, after=after, at=at
        )  # fmt: skip
        with self.connection.begin_nested():
            verdict = self.ledger.take(entry)
            if verdict.status is not Status.APPLIED:
                raise Refused(verdict.reason)
        return entry

    def _check_not_behind(self, key: str) -> None:
        """Refuse to sign on an older copy of the record: somebody would hold two entries in one place."""
        met = met_heads_of(self.connection, key)
        if any(seq > (self.ledger.head(key, scope) or (0, ""))[0] for scope, seq in met.items()):
            raise Refused(
                _(
                    "This computer holds an older copy of your record than somebody with whom you exchange packets. Send "
                    "them a packet and take in their answer; then you can sign again."
                )
            )

    def _moment(self, *, forgiving: bool) -> datetime:
        """Return the time to sign with: after everything that is in the record, or Refused when the clock went back.

        Once a coordinator has said that the clock is right, time goes on from where the record had reached.
        """
        last = self.ledger.latest()
        if last is None or self.now > last:
            return self.now
        if last - self.now > CLOCK_TOLERANCE and not forgiving and not self._was_corrected(last):
            raise Refused(
                _(
                    "The clock of this computer is behind the record, which reaches to {last}. Set the clock right; "
                    "if it is right, a coordinator can say so under History."
                ).format(last=moment_in_words(last))
            )
        return last + timedelta(microseconds=1)

    def _was_corrected(self, last: datetime) -> bool:
        corrected = self.ledger.newest_of(ClockCorrected)
        return corrected is not None and last - corrected <= CLOCK_TOLERANCE
