"""Joining an organisation from a computer of one's own: the record that an invitation brings, and its one-time keys."""

import secrets
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from peertrain.domain.days import full_day
from peertrain.domain.errors import Refused, Trouble
from peertrain.domain.people import Key, KeyUse
from peertrain.exchange.invitations import Invitation
from peertrain.i18n import _
from peertrain.record.canonical import canonical
from peertrain.record.entries import key_id
from peertrain.record.keystore import Keystore, Unlocked
from peertrain.record.passphrases import Cost
from peertrain.storage import exchange, frozen
from peertrain.storage.installed import keep_waiting
from peertrain.storage.store import FILE, Store
from peertrain.workplace.seat import Seat


def join(
    home: Path,
    invitation: Invitation,
    *,
    words: str,
    cost: Cost,
    seat: Callable[[Connection, Unlocked], Seat],
) -> None:
    """Make in `home` the record that an invitation brings, whole or not at all; the words let its person in once."""
    keys = {"invitation": invitation.signing, "box": invitation.box.encode(), "database": secrets.token_bytes(32)}
    if invitation.place is not None:
        keys["invitation place"] = canonical([invitation.place.kind, invitation.place.where])
    draft = home.with_name(f".founding-{secrets.token_hex(4)}")
    try:
        draft.mkdir()
        keystore = Keystore.create(draft, invitation.organisation_id)
        keystore.invite(invitation.person_id, invitation.name, words, keys, cost)
        store = Store.create(draft / FILE, keys["database"])
        try:
            with store.write() as connection:
                _fill(seat(connection, Unlocked(invitation.person_id, b"", keys, True)), invitation)
        finally:
            store.close()
        draft.rename(home)
    except OSError as error:
        raise Trouble(
            _("The record could not be written: {error}.").format(error=error.strerror or error),
            _("Check that the disk has room and that you may write to {folder}.").format(folder=home.parent),
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(seat: Seat, invitation: Invitation) -> None:
    """Take in what the invitation brings, and refuse one that can no longer be taken up."""
    founding = [one for one in invitation.payload.entries if one.id == invitation.founding]
    if not founding:
        raise Refused(_("The invitation does not belong to the record that it brings. Ask for a new one."))
    seat.ledger.take_all(founding)  # A record is of whichever founding it began with.
    seat.ledger.take_all(invitation.payload.entries)
    seat.ledger.settle()
    seat.picture.flush()
    for document in invitation.payload.documents:
        if exchange.is_issued(seat.connection, sha256(document.content).hexdigest()):
            frozen.keep(seat.connection, document.content, document.media_type)
    for archive in invitation.payload.courses:
        keep_waiting(seat.connection, archive)
    public = Ed25519PrivateKey.from_private_bytes(invitation.signing).public_key().public_bytes_raw()
    key = seat.picture.find(Key, key_id(public))
    if key is None or key.use is not KeyUse.INVITATION or key.person_id != invitation.person_id:
        raise Refused(_("The invitation does not belong to the record that it brings. Ask for a new one."))
    if seat.organisation.organisation_id != invitation.organisation_id:
        raise Refused(_("The invitation does not belong to the record that it brings. Ask for a new one."))
    if key.until is not None:
        raise Refused(_("The invitation was used before or has ended. Ask for a new one."))
    if key.expires_on is not None and seat.today > key.expires_on:
        raise Refused(_("The invitation was good until {day}. Ask for a new one.").format(day=full_day(key.expires_on)))
    _remember_inviter(seat, invitation, key)


def _remember_inviter(seat: Seat, invitation: Invitation, key: Key) -> None:
    """Remember that whoever invites holds what the invitation brings, so that it need not be sent back to them."""
    invited = seat.ledger.find(key.entry_id)
    if invited is not None:
        reach = invitation.payload.reach or {}
        said = exchange.PartnerKey(invitation.person_id, invited.key_id, 0, invited.at, 0, reach)
        exchange.keep_partner_key(seat.connection, said)
