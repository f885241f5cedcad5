"""The keystore: everybody's keys on this computer, each wrapped so that only its own person can open it.

Two files hold alternating copies; the newer whole one counts. Names are kept only as keyed hashes, so that a stolen
computer does not say who is enrolled.
"""

import hmac
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pyrage

from peertrain.domain.errors import Damaged, Refused, Trouble
from peertrain.domain.people import folded_name
from peertrain.i18n import _
from peertrain.record.holders import FILES, SHARED, Content, Holder, read_newest, write_copy
from peertrain.record.passphrases import LOWEST_COST, Cost, read_recovery_code
from peertrain.record.tries import count_try, forget_tries
from peertrain.record.wrapping import HolderKeys, NotLetIn, Unlocked, open_nobody


class Keystore:
    """The keystore of one organisation on this computer."""

    def __init__(self, folder: Path, content: Content) -> None:
        self._folder = folder
        self._content = content

    @classmethod
    def create(cls, folder: Path, organisation: str) -> "Keystore":
        """Start an empty keystore; it is written with the first person."""
        return cls(folder, Content(1, 0, organisation, secrets.token_bytes(32)))

    @classmethod
    def open(cls, folder: Path) -> "Keystore":
        """Read the newer whole copy; Trouble where there is none."""
        newest = read_newest(folder)
        if newest is None:
            raise Damaged(
                _("The keys in {folder} cannot be read.").format(folder=folder),
                _("Restore a backup, or copy the files keystore.json and keystore-2.json back to their place."),
            )
        if newest.format > 1:
            raise Trouble(
                _("The keys were written by a newer version of PeerTrain."),
                _("Install the newest version of PeerTrain on this computer."),
            )
        return cls(folder, newest)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Return whether a keystore is in the folder."""
        return any((folder / name).exists() for name in FILES)

    @property
    def organisation(self) -> str:
        return self._content.organisation

    def add(self, person_id: str, name: str, passphrase: str, keys: Mapping[str, bytes], cost: Cost) -> str:
        """Give a person their keys under a passphrase of their own; return the recovery code, to be confirmed."""
        holder = self._new_holder(person_id, name, passphrase, keys, cost, invited=False)
        user_key = self._keys_of(holder).open(passphrase)
        code = self._keys_of(holder).wrap_for_recovery(user_key)
        self._put(holder)
        return code

    def invite(self, person_id: str, name: str, words: str, keys: Mapping[str, bytes], cost: Cost) -> None:
        """Let a person in once with `words` given to them separately, to choose a passphrase of their own.

        A person who already had keys here keeps the old ones sealed under the old passphrase.
        """
        self._put(self._new_holder(person_id, name, words, keys, cost, invited=True))

    def stage(
        self, person_id: str, name: str, words: str, keys: Mapping[str, bytes], cost: Cost, *, invitation: str
    ) -> None:
        """Prepare to let a person in once with `words`, to choose a passphrase of their own; `settle` decides.

        `invitation` is the id of the one-time key among `keys`, by which the record will know of the invitation.
        """
        holder = self._new_holder(person_id, name, words, keys, cost, invited=True)
        holder.invitation = invitation
        self._content.staged.append(holder)
        self._write()

    def forget_staged(self, is_known: Callable[[str], bool]) -> None:
        """Drop what was staged for an invitation that the record does not know, because its deed was not done."""
        self._content.staged = [one for one in self._content.staged if is_known(one.invitation)]

    def settle(self, is_known: Callable[[str], bool]) -> None:
        """Let those in whose invitation the record knows, by its id, and drop the other staged ones."""
        if self._content.staged:
            self.forget_staged(is_known)
            staged, self._content.staged = self._content.staged, []
            for holder in staged:
                self._take_place(holder)
            self._write()

    @property
    def is_staged(self) -> bool:
        """Whether an invitation waits to be settled."""
        return bool(self._content.staged)

    def check_name_free(self, name: str, person_id: str) -> None:
        """Refuse a sign-in name that somebody else on this computer uses."""
        wanted = self._name_hash(name)
        here = [*self._content.holders.values(), *self._content.staged]
        if any(one.name_hash == wanted and one.person_id != person_id for one in here):
            raise Refused(
                _("Somebody on this computer already signs in as {name}. Choose another name.").format(name=name)
            )

    def sign_in(self, name: str, passphrase: str, *, now: datetime) -> Unlocked:
        """Open a person's keys; refuse in the same words and time whoever is or is not known here."""
        holder = self._named(name)
        if holder is None:
            self._write()  # takes as long as counting the try of somebody known
            open_nobody(passphrase, self._usual_cost())
        return self._keys_of(holder).unlocked(self._guarded(holder, passphrase, now))

    def confirm(self, person_id: str, passphrase: str, *, now: datetime) -> None:
        """Check the passphrase of a person who is already in, before something is signed."""
        self._own_key(person_id, passphrase, now)

    def change_passphrase(self, person_id: str, old: str, new: str, *, cost: Cost, now: datetime) -> None:
        """Wrap the person's one key anew; nothing else is encrypted again."""
        holder = self._holder(person_id)
        self._keys_of(holder).wrap_for_passphrase(self._own_key(person_id, old, now), new, cost)
        self._write()

    def recover(self, name: str, code: str, *, now: datetime) -> Unlocked:
        """Open a person's keys with the recovery code; what opens them stays as it is until `renew`."""
        raw, holder = read_recovery_code(code), self._named(name)
        if holder is None:
            self._write()  # takes as long as counting the try of somebody known
        else:
            self._count_try(holder, now, hard_stop=False)
            user_key = self._keys_of(holder).open_with_code(raw)
            if user_key is not None:
                forget_tries(holder)
                self._write()
                return self._keys_of(holder).unlocked(user_key)
        raise Refused(_("The name or the recovery code is not right."))

    def renew(self, unlocked: Unlocked, passphrase: str, cost: Cost) -> str:
        """Set a new passphrase for a person who is in; return a new recovery code, to be confirmed."""
        keys = self._keys_of(self._holder(unlocked.person_id))
        keys.wrap_for_passphrase(unlocked.user_key, passphrase, cost)
        code = keys.wrap_for_recovery(unlocked.user_key)
        self._write()
        return code

    def new_recovery_code(self, unlocked: Unlocked) -> str:
        """Return a new recovery code; the one before stays good until this one is confirmed."""
        code = self._keys_of(self._holder(unlocked.person_id)).wrap_for_recovery(unlocked.user_key)
        self._write()
        return code

    def confirm_recovery_code(self, person_id: str) -> None:
        """Take note that the person has kept the new recovery code; the one before no longer opens anything."""
        self._keys_of(self._holder(person_id)).confirm_recovery()
        self._write()

    def lacks_recovery_code(self, person_id: str) -> bool:
        """Return whether the person has a passphrase of their own, but no recovery code that they have kept."""
        holder = self._holder(person_id)
        return not holder.invited and "recovery" not in holder.wraps

    def keep(self, unlocked: Unlocked, keys: Mapping[str, bytes | None]) -> None:
        """Add, replace or (None) drop keys of a person who is in."""
        holder, changed = self._holder(unlocked.person_id), False
        for purpose, key in keys.items():
            if purpose not in holder.gifts and key == self._keys_of(holder).unseal(purpose, unlocked.user_key):
                continue
            if key is None:
                holder.secrets.pop(purpose, None)
            else:
                holder.secrets[purpose] = self._keys_of(holder).seal(purpose, unlocked.user_key, key)
            holder.gifts.pop(purpose, None)
            changed = True
        if changed:
            self._write()

    def give(
        self,
        boxes: Mapping[str, Collection[str]],
        keys: Mapping[str, bytes | None],
        *,
        without: Collection[str] = (),
    ) -> None:
        """Leave keys (or, None, take them back) for people, by id, to be found when they sign in.

        They are sealed so that any one of a person's boxes opens them. The access of those `without` ends in the same writing.
        """
        for person_id, theirs in boxes.items():
            recipients = [pyrage.x25519.Recipient.from_str(box) for box in theirs]
            gifts = self._holder(person_id).gifts
            for purpose, key in keys.items():
                if key is None:
                    gifts.pop(purpose, None)
                else:
                    gifts[purpose] = pyrage.encrypt(key, recipients)
        self._drop(without)
        self._write()

    def holds(self, person_id: str, purpose: str) -> bool:
        """Return whether a person has, or will find, a key for this purpose."""
        holder = self._holder(person_id)
        return purpose in holder.secrets or purpose in holder.gifts

    def take_back(self, person_id: str, purpose: str) -> None:
        """Take a key away from a person."""
        holder = self._holder(person_id)
        holder.secrets.pop(purpose, None)
        holder.gifts.pop(purpose, None)
        self._write()

    def rename(self, person_id: str, name: str) -> None:
        """Let a person sign in by another name, unless somebody else here uses it; the old one stays then."""
        holder, wanted = self._holder(person_id), self._name_hash(name)
        if holder.name_hash != wanted and self._named(name) is None:
            holder.name_hash = wanted
            self._write()

    def _drop(self, person_ids: Collection[str]) -> None:
        for person_id in person_ids:
            if person_id in self._content.holders:
                self._retire(self._content.holders.pop(person_id))

    def _retire(self, holder: Holder) -> None:
        """Keep what is only a person's own, sealed; the shared keys no longer open with an old passphrase."""
        holder.secrets = {purpose: key for purpose, key in holder.secrets.items() if purpose not in SHARED}
        holder.gifts = {}
        self._content.former.append(holder)

    def people(self) -> Iterator[str]:
        """Yield the ids of the people who can sign in here."""
        return iter(self._content.holders)

    def access(self) -> dict[str, bool]:
        """Return the ids of the people who can sign in here, and whether they still have to choose a passphrase."""
        return {holder.person_id: holder.invited for holder in self._content.holders.values()}

    def lets_in(self, person_id: str) -> bool:
        """Return whether the person can sign in here."""
        return person_id in self._content.holders

    # Inside

    def _holder(self, person_id: str) -> Holder:
        try:
            return self._content.holders[person_id]
        except KeyError:
            raise Refused(_("This person cannot sign in on this computer.")) from None

    def had_keys(self, person_id: str) -> bool:
        """Return whether the person had keys here before, which stay sealed under the old passphrase."""
        return any(one.person_id == person_id for one in self._content.former)

    def _named(self, name: str) -> Holder | None:
        wanted = self._name_hash(name)
        found = [one for one in self._content.holders.values() if hmac.compare_digest(one.name_hash, wanted)]
        return found[0] if found else None

    def _name_hash(self, name: str) -> bytes:
        return hmac.digest(self._content.name_key, folded_name(name).encode(), "sha256")

    def _usual_cost(self) -> Cost:
        return next((one.cost for one in reversed(self._content.holders.values())), LOWEST_COST)

    def _new_holder(
        self, person_id: str, name: str, passphrase: str, keys: Mapping[str, bytes], cost: Cost, *, invited: bool
    ) -> Holder:
        self.check_name_free(name, person_id)
        user_key = secrets.token_bytes(32)
        generation = 1 + max((one.generation for one in self._everybody() if one.person_id == person_id), default=0)
        holder = Holder(person_id, self._name_hash(name), b"", cost, b"", generation, invited, {}, {})
        self._keys_of(holder).wrap_for_passphrase(user_key, passphrase, cost)
        for purpose, key in keys.items():
            holder.secrets[purpose] = self._keys_of(holder).seal(purpose, user_key, key)
        return holder

    def _everybody(self) -> list[Holder]:
        return [*self._content.holders.values(), *self._content.former, *self._content.staged]

    def _put(self, holder: Holder) -> None:
        self._take_place(holder)
        self._write()

    def _take_place(self, holder: Holder) -> None:
        before = self._content.holders.pop(holder.person_id, None)
        if before is not None and not before.invited:
            self._retire(before)
        self._content.holders[holder.person_id] = holder

    def _guarded(self, holder: Holder, passphrase: str, now: datetime) -> bytes:
        """Return the user key; the try is counted on disk before the passphrase is looked at."""
        self._count_try(holder, now, hard_stop=True)
        user_key = self._keys_of(holder).open(passphrase)
        forget_tries(holder)
        self._write()
        return user_key

    def _own_key(self, person_id: str, passphrase: str, now: datetime) -> bytes:
        """Return the user key of a person who is in, who typed no name that could be wrong."""
        try:
            return self._guarded(self._holder(person_id), passphrase, now)
        except NotLetIn:
            raise Refused(_("That passphrase is not right.")) from None

    def _count_try(self, holder: Holder, now: datetime, *, hard_stop: bool) -> None:
        count_try(holder, now, hard_stop=hard_stop)
        self._write()

    def _keys_of(self, holder: Holder) -> HolderKeys:
        return HolderKeys(self.organisation, holder)

    def _write(self) -> None:
        write_copy(self._folder, self._content)


__all__ = ["FILES", "Keystore", "Unlocked"]
