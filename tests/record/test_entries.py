"""Entries keep exactly what was signed, and anything else is refused."""

import json
import string
from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from peertrain.domain.hours import HoursLogged
from peertrain.domain.statements import KINDS, kind_of
from peertrain.record import canonical as canonical_module
from peertrain.record.bodies import body_of, statement_of
from peertrain.record.canonical import Malformed, canonical, read_canonical
from peertrain.record.entries import Entry, is_signed_by, read, sign
from tests.cast import key_of, public_of, service

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def an_entry(body: dict[str, Any] | None = None) -> Entry:
    return sign(
        "note made", body or {"about_entry": "", "text": "Łukasz said so"}, organisation="o", scope="office", key=key_of(7), seq=3,
        prev="ab", after=("cd",), at=datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC),
    )  # fmt: skip


@given(JSON)
def test_canonical_bytes_read_back_as_the_value_they_were_made_of(value: Any) -> None:
    assert read_canonical(canonical(value)) == value
    assert canonical(read_canonical(canonical(value))) == canonical(value)


@given(JSON)
def test_the_quick_way_to_canonical_bytes_is_the_way_of_rfc_8785(value: Any) -> None:
    data = rfc8785.dumps(value)
    assert canonical_module._written(value, data) == data


def test_keys_are_sorted_as_rfc_8785_says_also_beyond_the_first_letters() -> None:
    value = {"\N{GRINNING FACE}": 1, "\ufb33": 2, "z": 3}
    assert read_canonical(canonical(value)) == value
    by_code_point = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(Malformed):
        read_canonical(by_code_point)


@given(st.dictionaries(st.text(string.ascii_letters, min_size=1), JSON, max_size=5))
def test_an_entry_reads_back_as_it_was_signed(body: dict[str, Any]) -> None:
    entry = an_entry(body)
    assert read(entry.signed, entry.signature) == entry


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{ "a":1}',
        b'{"a":1.0}',
        b'{"a":1.5}',
        b'{"a":1e+21}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":9007199254740992}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\u0041"}',
        b"[" * 30 + b"]" * 30,
        b"[" * 100_000,
        b"\xff",
        b"",
    ],
)
def test_bytes_that_are_not_canonical_are_malformed(data: bytes) -> None:
    with pytest.raises(Malformed):
        read_canonical(data)


def test_every_flipped_bit_of_an_entry_is_found() -> None:
    entry = an_entry()
    public = bytes.fromhex(public_of(key_of(7)))
    whole = entry.signed + entry.signature
    for position in range(len(whole) * 8):
        flipped = bytearray(whole)
        flipped[position // 8] ^= 1 << (position % 8)
        try:
            changed = read(bytes(flipped[: len(entry.signed)]), bytes(flipped[len(entry.signed) :]))
        except Malformed:
            continue
        assert not is_signed_by(changed, public), position


@pytest.mark.parametrize("field", ["v", "kind", "body", "organisation", "key", "seq", "prev", "after", "at"])
def test_an_envelope_without_a_field_is_malformed(field: str) -> None:
    entry = an_entry()
    envelope = json.loads(entry.signed)
    del envelope[field]
    with pytest.raises(Malformed):
        read(canonical(envelope), entry.signature)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 0),
        ("seq", "1"),
        ("seq", True),
        ("after", "x"),
        ("after", [1]),
        ("at", "2026-03-01"),
        ("at", "1999-12-31T23:59:59.999999Z"),
        ("at", "2200-01-01T00:00:00.000000Z"),
        ("at", "2026-03-01T12:00:00.000005+00:00"),
        ("at", "2026-03-01T12:00:00Z"),
        ("after", ["ab"] * 101),
        ("v", 2),
        ("v", True),
        ("body", []),
    ],
)
def test_an_envelope_with_a_wrong_field_is_malformed(field: str, value: Any) -> None:
    entry = an_entry()
    with pytest.raises(Malformed):
        read(canonical({**json.loads(entry.signed), field: value}), entry.signature)


def test_a_statement_reads_back_from_its_body() -> None:
    said = HoursLogged("h1", 1, service(start="09:30", note="Łódź"))
    kind, body = body_of(said)
    assert kind == "hours logged"
    assert statement_of(kind, json.loads(canonical(body))) == said


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": "60"},
        {"minutes": 60.5},
        {"on": "2 March"},
        {"setting": "street"},
        {"domains": {"advocacy": "60"}},
        {"x": 1},
        {"minutes": True},
        {"same_experience": 1},
        {"on": "20260302"},
    ],
)
def test_a_body_of_the_wrong_shape_is_malformed(change: dict[str, Any]) -> None:
    kind, body = body_of(HoursLogged("h1", 1, service()))
    body["service"] |= change
    with pytest.raises(Malformed):
        statement_of(kind, body)


def test_every_kind_of_statement_has_its_own_words() -> None:
    assert all(kind_of(cls) == kind for kind, cls in KINDS.items())
    assert len(KINDS) == len(set(KINDS.values()))
