"""The first entry of a new record, with its first coordinator, their keys and the issuer key."""

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from peertrain.domain.errors import Trouble
from peertrain.domain.people import OrganisationFounded
from peertrain.i18n import _
from peertrain.record.entries import key_id
from peertrain.record.keys import new_keys, public_of
from peertrain.record.keystore import Keystore, Unlocked
from peertrain.record.passphrases import Cost
from peertrain.storage.store import FILE, Store
from peertrain.workplace.seat import Seat


def found(
    home: Path,
    *,
    name: str,
    address: str,
    legal_name: str,
    preferred_name: str,
    passphrase: str,
    cost: Cost,
    seat: Callable[[Connection, Unlocked], Seat],
) -> str:
    """Make an organisation in `home`, whole or not at all; return the recovery code of its first coordinator."""
    keys = new_keys()
    signing, box = public_of(keys)
    issuer = Ed25519PrivateKey.generate()
    said = OrganisationFounded(
        str(uuid4()), name, address, str(uuid4()), legal_name, preferred_name,
        key_id(bytes.fromhex(signing)), signing, box, issuer.public_key().public_bytes_raw().hex(),
    )  # fmt: skip
    everything = {**keys, "database": secrets.token_bytes(32), "issuer": issuer.private_bytes_raw()}
    draft = home.with_name(f".founding-{secrets.token_hex(4)}")
    try:
        draft.mkdir()
        keystore = Keystore.create(draft, said.organisation_id)
        code = keystore.add(said.person_id, preferred_name, passphrase, everything, cost)
        store = Store.create(draft / FILE, everything["database"])
        with store.write() as connection:
            seat(connection, Unlocked(said.person_id, b"", everything, False)).say(said)
        store.close()
        draft.rename(home)
    except OSError as error:
        raise Trouble(
            _("The organisation could not be written: {error}.").format(error=error.strerror or error),
            _("Check that the disk has room and that you may write to {folder}.").format(folder=home.parent),
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return code
