"""The workplace: one organisation's folder on this computer, who is in, and the two doors to its record.

`read` answers a question; `write` does a deed in one transaction. Nobody gets to the record any other way.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.people import Role
from peertrain.exchange import packets
from peertrain.exchange.invitations import open_invitation
from peertrain.i18n import _
from peertrain.record.holders import SHARED
from peertrain.record.keys import new_keys
from peertrain.record.keystore import Unlocked
from peertrain.record.passphrases import check_strength
from peertrain.storage import backups, checkpoints, restored
from peertrain.storage.restored import Restored
from peertrain.storage.store import FILE, Store
from peertrain.workplace import card, rekeying
from peertrain.workplace.following import boxes, boxes_of_coordinators, follow, has_left
from peertrain.workplace.founding import found
from peertrain.workplace.issuing import NEXT, issuers_to_keep, say_replaced
from peertrain.workplace.joining import join
from peertrain.workplace.open_record import OpenRecord
from peertrain.workplace.own_words import announce_key, kept_over_a_restore, say_restored
from peertrain.workplace.seat import Seat
from peertrain.workplace.seating import signing_key

log = logging.getLogger("peertrain.workplace")

T = TypeVar("T")
CHECKPOINT_EVERY = 100
OF_INVITATIONS = ("invitation", "invitation box", "invitation place")
"""Purposes of what somebody has until their own key is announced: see `joining.py`."""


class Workplace(OpenRecord):
    """An organisation's folder: coming in and going, doing deeds, and what is done with the record as a whole."""

    # Coming and going

    def found(self, *, name: str, address: str, legal_name: str, preferred_name: str, passphrase: str) -> str:
        """Found an organisation with its first coordinator, who is then in; return their recovery code."""
        if self.founded:
            raise Refused(_("There already is an organisation in this folder."))
        check_strength(passphrase, (name, legal_name, preferred_name))
        code = found(
            self.home, name=name, address=address, legal_name=legal_name, preferred_name=preferred_name or legal_name,
            passphrase=passphrase, cost=self.cost, seat=self._seat,
        )  # fmt: skip
        self.sign_in(preferred_name or legal_name, passphrase)
        return code

    def join(self, content: bytes, *, words: str) -> None:
        """Join an organisation with an invitation; whoever it invites is then in and has to choose a passphrase."""
        if self.founded:
            raise Refused(_("There already is an organisation in this folder."))
        invitation = open_invitation(content, words=words)
        join(self.home, invitation, words=words, cost=self.cost, seat=self._seat)
        self.sign_in(invitation.name, words)

    def sign_in(self, name: str, passphrase: str) -> None:
        """Let a person in."""
        self.lock()
        self._let_in(self.keystore.sign_in(name, passphrase, now=self.clock()))

    def recover(self, *, name: str, code: str, passphrase: str) -> str:
        """Let a person in with the recovery code and a new passphrase; return a new recovery code, to be confirmed.

        The code before stays good until then, and a record that does not open leaves everything as it was.
        """
        self.lock()
        check_strength(passphrase, (name,))
        unlocked = self.keystore.recover(name, code, now=self.clock())
        self._let_in(unlocked)
        return self.keystore.renew(unlocked, passphrase, self.cost)

    def _let_in(self, unlocked: Unlocked) -> None:
        came_with, unlocked = unlocked.secrets, rekeying.with_key_that_fits(unlocked, self.home / FILE)
        self._store = Store.open(self.home / FILE, unlocked.secrets["database"])
        self._unlocked = unlocked
        try:
            with self._store.write() as connection:
                self._seat(connection, unlocked).ledger.settle()  # what was dated ahead may be due by now
            if not unlocked.invited:
                shared = {purpose: unlocked.secrets.get(purpose) for purpose in SHARED}
                self.keystore.keep(unlocked, shared)
                if "invitation" in unlocked.secrets:
                    self._announce_key()
            if self.read(lambda seat: has_left(seat.person)):
                raise Refused(_("Your access on this computer has ended. Ask a coordinator if that is not right."))
            wanted = came_with.get("next database", unlocked.secrets["database"])
            self._follow_or_later(new_key=wanted != unlocked.secrets["database"])
            self._publish_or_later()
            if not self.must_choose_passphrase and self.read(lambda seat: seat.person.has(Role.COORDINATOR)):
                self.say_restored()
        except BaseException:  # whatever it is, nobody stays half in
            self._close()
            raise

    def lock(self) -> None:
        """Drop the keys and close the record, after a checkpoint; nobody is in afterwards."""
        store, unlocked = self._store, self._unlocked
        self._store = self._unlocked = None
        if store is None:
            return
        try:
            if unlocked is not None and "invitation" not in unlocked.secrets:
                with store.write() as connection:
                    checkpoints.take(self._seat(connection, unlocked).ledger, signing_key(unlocked), self.clock())
        except (Trouble, OSError) as error:  # the next one covers as much
            log.warning("no checkpoint could be taken: %s", error)
        finally:
            store.close()

    def choose_passphrase(self, passphrase: str) -> str:
        """Give the invited person who is in keys of their own; return the recovery code, to be confirmed.

        Where trouble comes after the keys are kept they open with the passphrase, and it can be done again.
        """
        unlocked = self._inside()
        if "invitation" not in unlocked.secrets:
            raise Refused(_("You already have a passphrase of your own."))
        person = self.read(lambda seat: seat.person)
        check_strength(passphrase, (person.legal_name, person.preferred_name))
        keystore = self.keystore
        if unlocked.invited:
            code = keystore.add(person.id, person.preferred_name, passphrase, _own_keys(unlocked), self.cost)
            self._unlocked = keystore.sign_in(person.preferred_name, passphrase, now=self.clock())
        else:
            code = keystore.renew(unlocked, passphrase, self.cost)
        self._announce_key()
        return code

    def _announce_key(self) -> None:
        """Put the person's own new key into the record, and let go of the one-time key of the invitation."""
        unlocked = self._inside()
        self.write(lambda seat: announce_key(seat, unlocked))
        unlocked = self._inside()
        self.keystore.keep(unlocked, dict.fromkeys(OF_INVITATIONS))
        rest = {purpose: key for purpose, key in unlocked.secrets.items() if not purpose.startswith("invitation")}
        self._unlocked = replace(unlocked, secrets=rest, invited=False)

    def missing_recovery_code(self) -> str:
        """Return a recovery code for whoever is in and has none that they kept, to be confirmed; "" where they have."""
        unlocked = self._inside()
        keystore = self.keystore
        return keystore.new_recovery_code(unlocked) if keystore.lacks_recovery_code(unlocked.person_id) else ""

    def confirm_recovery_code(self) -> None:
        """Take note that whoever is in has kept the new recovery code: the one before opens nothing any more."""
        self.keystore.confirm_recovery_code(self._inside().person_id)

    def change_passphrase(self, *, old: str, new: str) -> None:
        """Change the passphrase of the person who is in."""
        unlocked = self._inside()
        person = self.read(lambda seat: seat.person)
        check_strength(new, (person.legal_name, person.preferred_name))
        self.keystore.change_passphrase(unlocked.person_id, old, new, cost=self.cost, now=self.clock())

    def new_recovery_code(self, passphrase: str) -> str:
        """Return a new recovery code for the person who is in; the one before ends when it is confirmed."""
        unlocked = self._inside()
        self._check_passphrase(passphrase)
        return self.keystore.new_recovery_code(unlocked)

    # The two doors

    def write(self, deed: Callable[[Seat], Done[T]]) -> Done[T]:
        """Do a deed: everything it says is kept together, or nothing is."""
        store, unlocked = self._open()
        with self.room.wanted(), store.write() as connection:
            seat = self._seat(connection, unlocked)
            done = deed(seat)
            seat.picture.flush()
            if seat.signing_key is not None and checkpoints.due(seat.ledger, CHECKPOINT_EVERY):
                checkpoints.take(seat.ledger, seat.signing_key, seat.now)
        self.has_news = True
        if Changed.CERTIFICATES in done.changed:
            self._publish_or_later()
        if Changed.PEOPLE not in done.changed:
            return done
        if self._follow_or_later():
            return done
        later = _("The keys of this computer are brought up to date when somebody next signs in.")
        return replace(done, said=f"{done.said} {later}".strip())

    def unseal(self, content: bytes) -> packets.Packet:
        """Return the packet that the keys of the person who is in open; nothing in it is believed yet."""
        secrets = self._inside().secrets
        own = [secrets[name].decode() for name in ("box", "invitation box") if name in secrets]
        return packets.unseal(content, own)

    def replace_issuer(self, reason: str) -> Done[None]:
        """Replace the organisation's issuing key; the new one is kept here before the record names it."""
        new = Ed25519PrivateKey.generate().private_bytes_raw()
        self._keep_secrets({NEXT: new})
        try:
            return self.write(lambda seat: say_replaced(seat, new, reason))
        finally:
            self.settle_issuer()

    def settle_issuer(self, came: bytes = b"") -> None:
        """Keep the issuing key that counts by the record, be it one that `came` (raw), and leave it for others here."""
        unlocked = self._inside()
        found = self.read(lambda seat: issuers_to_keep(seat, unlocked.secrets, came))
        issuer = found["issuer"]
        if issuer == unlocked.secrets.get("issuer"):
            self._keep_secrets(found)
            return
        if issuer is not None:
            others = self.read(lambda seat: boxes_of_coordinators(self.keystore, seat))
            self.keystore.give(others, {"issuer": issuer})
        self._keep_secrets(found)
        self._publish_or_later()

    def _keep_secrets(self, keys: Mapping[str, bytes | None]) -> None:
        """Add, replace or (None) drop keys of whoever is in."""
        unlocked = self._inside()
        self.keystore.keep(unlocked, keys)
        kept = {purpose: key for purpose, key in {**unlocked.secrets, **keys}.items() if key is not None}
        self._unlocked = replace(unlocked, secrets=kept)

    def _publish_or_later(self) -> None:
        """Renew the card from which certificates are verified here without signing in; at the next sign-in if not now."""
        try:
            self.read(lambda seat: card.publish(seat, folder=self.home))
        except (Trouble, OSError) as error:
            log.warning("the organisation card could not be written: %s", error)

    def manage(self, work: "Callable[[Workplace], Done[T]]") -> Done[T]:
        """Do something with the workplace itself, such as restoring a backup."""
        return work(self)

    def _follow_or_later(self, *, new_key: bool = False) -> bool:
        """Bring the keys after the record; False where that has to wait, which nobody's work depends on."""
        try:
            if not self.must_choose_passphrase:
                self.settle_issuer()
            left = self.read(lambda seat: follow(self.keystore, seat))
            if left or new_key:
                self.rekey(without=left)
        except (Trouble, OSError) as error:
            log.warning("the keys could not be brought after the record: %s", error)
            return False
        return True

    def rekey(self, *, without: tuple[str, ...] = ()) -> None:
        """Give the record a new key, known to everybody who may sign in here but those `without`, who lose access."""
        store, unlocked = self._open()
        everybody = self.read(lambda seat: boxes(self.keystore, seat))
        stay = {person_id: theirs for person_id, theirs in everybody.items() if person_id not in without}
        new = secrets.token_bytes(32)
        store.close()
        self._store = None
        try:
            rekeying.give_new_key(self.home, self.keystore, stay, without, old=unlocked.secrets["database"], new=new)
        finally:
            both = replace(unlocked, secrets={**unlocked.secrets, "next database": new})
            self._unlocked = rekeying.with_key_that_fits(both, self.home / FILE)
            self._store = Store.open(self.home / FILE, self._unlocked.secrets["database"])

    def back_up(self, reason: str, *, spare: str = "") -> backups.Backup:
        """Make a backup and verify it; older ones that no rule keeps go, but never the one named `spare`."""
        _store, unlocked = self._open()
        key = unlocked.secrets["database"]
        made = backups.make_backup(self.home, key, reason=reason, now=self.clock(), spare=spare)
        self.has_news = False
        return made

    def kept_backups(self) -> tuple[backups.Backup, ...]:
        """Return the backups that count, newest first; they can be listed while nobody is in."""
        return backups.backups(self.home)

    def restore_unopened(self, name: str) -> None:
        """Put a backup, named or elsewhere by its path, in place of a record that cannot be opened; nobody is in."""
        self._close()
        backups.restore_with_keys(self.home, name)

    def restore_from(self, folder: Path) -> None:
        """Begin on this computer with the backup in a folder, such as one on a USB stick."""
        if self.founded:
            raise Refused(_("There already is an organisation in this folder."))
        backups.bring_in(folder, self.home)

    def put_back(self, name: str, said: Restored | None = None) -> None:
        """Put a backup in the place of the record; whoever is in stays in, and everybody's desk stays as it is.

        `said` is what the record has to say about it, which `say_restored` does, also after a power cut in between.
        """
        store, unlocked = self._open()
        former, prepare = self.read(lambda seat: kept_over_a_restore(seat, said))
        store.close()
        self._store = None
        key = unlocked.secrets["database"]
        try:
            backups.restore_backup(self.home, name, key, former, prepare)
        finally:
            self._store = Store.open(self.home / FILE, key)

    def say_restored(self) -> None:
        """Say in the record that a backup was put in its place, where that was not said yet."""
        if self.read(lambda seat: restored.find(seat.connection)) is not None:
            self.write(say_restored)


def _own_keys(unlocked: Unlocked) -> dict[str, bytes]:
    """Return new keys for somebody invited, beside those that are shared and those of the invitation."""
    wanted = {*SHARED, "invitation", "invitation place"}
    shared = {purpose: key for purpose, key in unlocked.secrets.items() if purpose in wanted}
    box = {"invitation box": unlocked.secrets["box"]} if "box" in unlocked.secrets else {}
    return {**new_keys(), **shared, **box}
