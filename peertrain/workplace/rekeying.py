"""A new key for the record, when somebody has left: in steps after each of which everybody who stays still gets in.

First everybody who stays is left the old key and the next one, and whoever has left loses theirs; then the record is
swapped for a copy that opens with the next one; then the next one becomes the only one. Whoever signs in tries the
next key, then the old one; a next key that does not fit says that the new key is still wanted.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from peertrain.record.keystore import Keystore, Unlocked
from peertrain.storage.rekeying import copy_of, keep_former_keys, make_copy, swap, sweep_copy
from peertrain.storage.rekeying import former_keys as read_former_keys
from peertrain.storage.store import FILE, Store, fits


def with_key_that_fits(unlocked: Unlocked, path: Path) -> Unlocked:
    """Return the keys with the one that opens the record as `database`, and no next one."""
    opened = dict(unlocked.secrets)
    following = opened.pop("next database", None)
    sweep_copy(path)
    if following is not None and path.exists() and fits(path, following):
        opened["database"] = following
    return replace(unlocked, secrets=opened)


def give_new_key(
    home: Path,
    keystore: Keystore,
    stay: Mapping[str, Collection[str]],
    without: Collection[str],
    *,
    old: bytes,
    new: bytes,
) -> None:
    """Give the closed record in `home` the key `new`, left for everybody in `stay` (boxes by person).

    The access of those `without` ends.
    """
    path = home / FILE
    make_copy(path, old, new)
    _remember(copy_of(path), old, new)
    keystore.give(stay, {"database": old, "next database": new}, without=without)
    swap(path)
    keystore.give(stay, {"database": new, "next database": None})


def _remember(copy: Path, old: bytes, new: bytes) -> None:
    """Keep the old key in the copy, so that older backups can still be restored."""
    store = Store.open(copy, new)
    try:
        with store.write() as connection:
            keep_former_keys(connection, (old, *read_former_keys(connection)))
    finally:
        store.close()
