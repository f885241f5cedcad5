"""The tree has the root that RFC 6962 defines, and a checkpoint is only believed with its signature."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peertrain.record.canonical import Malformed
from peertrain.record.checkpoints import is_signed_by, make_checkpoint, read_checkpoint
from peertrain.record.merkle import Tree
from tests.cast import key_of, public_of


def root_of(leaves: list[bytes]) -> bytes:
    """The definition in RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1" + root_of(leaves[:k]) + root_of(leaves[k:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_the_one_that_rfc_6962_defines(leaves: list[bytes]) -> None:
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    assert tree.root == root_of(leaves)


@given(st.lists(st.binary(max_size=8), max_size=40), st.lists(st.binary(max_size=8), max_size=40))
def test_a_tree_grows_on_from_its_peaks(first: list[bytes], rest: list[bytes]) -> None:
    tree = Tree()
    for leaf in first:
        tree.add(leaf)
    grown = Tree(tree.size, tree.peaks)
    for leaf in rest:
        grown.add(leaf)
    assert grown.root == root_of(first + rest)


def test_a_checkpoint_is_only_believed_with_its_own_signature() -> None:
    made = make_checkpoint(
        organisation="o", size=2, root=bytes(32), heads={"k": (2, "ab")}, key=key_of(3),
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    again = read_checkpoint(made.signed, made.signature)
    assert is_signed_by(again, bytes.fromhex(public_of(key_of(3))))
    assert not is_signed_by(again, bytes.fromhex(public_of(key_of(4))))
    changed = read_checkpoint(made.signed.replace(b'"size":2', b'"size":3'), made.signature)
    assert not is_signed_by(changed, bytes.fromhex(public_of(key_of(3))))


def test_bytes_that_are_no_checkpoint_are_malformed() -> None:
    with pytest.raises(Malformed):
        read_checkpoint(b'{"v":1}', bytes(64))
    good = make_checkpoint(
        organisation="o",
        size=2,
        root=bytes(32),
        heads={"k": (2, "ab")},
        key=key_of(3),
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    for right, wrong in ((b'"v":1', b'"v":true'), (b'"size":2', b'"size":"2"'), (b'[2,"ab"]', b'["2","ab"]')):
        with pytest.raises(Malformed):
            read_checkpoint(good.signed.replace(right, wrong), good.signature)
