"""Lists of revoked certificates and organisation cards."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from peertrain.documents import jws
from peertrain.documents.status import (
    FormerKey,
    Replaced,
    Revoked,
    StatusList,
    make_organisation_card,
    make_status_list,
    read_organisation_card,
    read_status_list,
)
from peertrain.domain.errors import Refused
from tests.documents.builders import FACTS, KEY, ROGUE, TODAY, organisation

STATUS = StatusList(
    FACTS.organisation_id,
    3,
    datetime(2027, 5, 28, 9, 30, tzinfo=UTC),
    (Revoked("a" * 8, "N-1", date(2027, 1, 2), "fraud"),),
    (Replaced("b" * 8, "N-2", date(2027, 1, 3), "c" * 8),),
)


def read(data: bytes, organisation_id: str = FACTS.organisation_id) -> StatusList:
    return read_status_list(data, organisation_id=organisation_id, issuer_key=organisation().issuer_key)


def test_a_list_comes_back_as_it_was_signed() -> None:
    assert read(make_status_list(STATUS, KEY)) == STATUS


def test_the_same_moment_in_another_zone_is_signed_alike() -> None:
    elsewhere = STATUS.issued_at.astimezone(timezone(timedelta(hours=-6)))
    moved = StatusList(STATUS.organisation_id, 3, elsewhere, STATUS.revoked, STATUS.replaced)
    assert make_status_list(moved, KEY) == make_status_list(STATUS, KEY)


def test_a_list_of_another_key_or_organisation_is_refused() -> None:
    with pytest.raises(Refused, match="not signed by the organisation"):
        read(make_status_list(STATUS, ROGUE))
    with pytest.raises(Refused, match="not signed by the organisation"):
        read(make_status_list(STATUS, KEY), "another")


def test_every_flipped_bit_in_a_list_is_refused() -> None:
    good = make_status_list(STATUS, KEY)
    for place in range(0, len(good), 3):
        flipped = bytearray(good)
        flipped[place] ^= 1 << place % 8
        with pytest.raises(Refused):
            read(bytes(flipped))


def test_a_card_carries_name_keys_and_list() -> None:
    card = make_organisation_card(organisation(), STATUS, KEY)
    assert read_organisation_card(card) == organisation(status=STATUS)


def test_a_card_is_signed_by_the_newest_key_and_names_what_former_ones_have_signed() -> None:
    former = (FormerKey(jws.public_hex(KEY), date(2027, 5, 1), ("a" * 64, "b" * 64)), FormerKey("c" * 64, TODAY))
    now = organisation(issuer_key=jws.public_hex(ROGUE), former_keys=former, status=STATUS)
    with pytest.raises(ValueError, match="newest key"):
        make_organisation_card(now, STATUS, KEY)
    card = make_organisation_card(now, STATUS, ROGUE)
    assert read_organisation_card(card) == now


def test_a_reader_that_knows_no_former_keys_finds_the_newest_alone_among_the_keys_of_a_card() -> None:
    former = (FormerKey(jws.public_hex(KEY), date(2027, 5, 1), ("a" * 64,)),)
    now = organisation(issuer_key=jws.public_hex(ROGUE), former_keys=former)
    payload = jws.read(make_organisation_card(now, STATUS, ROGUE), type="peertrain-organisation-1").payload
    assert json.loads(payload)["issuer_keys"] == [jws.public_hex(ROGUE)]
    before = jws.read(make_organisation_card(organisation(), STATUS, KEY), type="peertrain-organisation-1").payload
    assert json.loads(before).keys() == {"id", "name", "issuer_keys", "status"}


def test_a_card_with_somebody_elses_list_is_refused() -> None:
    body = {
        "id": FACTS.organisation_id,
        "name": "Harbor",
        "issuer_keys": [jws.public_hex(ROGUE)],
        "status": make_status_list(STATUS, KEY).decode(),
    }
    with pytest.raises(Refused, match="not signed by the organisation"):
        read_organisation_card(jws.sign(body, ROGUE, type="peertrain-organisation-1"))
    body["issuer_keys"] = [jws.public_hex(KEY)]
    with pytest.raises(Refused, match="own key"):
        read_organisation_card(jws.sign(body, ROGUE, type="peertrain-organisation-1"))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff\xfe", b"[" * 100_000, b"%PDF-1.7"])
def test_what_is_no_card_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused, match="expected kind"):
        read_organisation_card(data)


def test_a_signed_card_of_a_wrong_form_is_refused_in_words() -> None:
    for body in (
        {},
        {"id": 1, "name": 2, "issuer_keys": 5, "status": ""},
        {"id": "", "name": "", "issuer_keys": ["x"]},
        {"id": "", "name": "", "issuer_keys": [], "status": ""},
        {"id": "", "name": "", "issuer_keys": [jws.public_hex(KEY), jws.public_hex(ROGUE)], "status": ""},
        {"id": "", "name": "", "issuer_keys": [jws.public_hex(KEY)], "status": "", "former_keys": [{"public": 1}]},
        {"id": "", "name": "", "issuer_keys": [jws.public_hex(KEY)], "status": "", "former_keys": {"x": 1}},
    ):
        with pytest.raises(Refused, match="cannot be read"):
            read_organisation_card(jws.sign(body, KEY, type="peertrain-organisation-1"))


@pytest.mark.parametrize("odd", ["zz", "00", "C" * 64, "\u0660" * 64, "c" * 65, "c" * 64 + "\n", ""])
def test_a_card_is_refused_whose_former_key_or_hash_is_not_written_as_such(odd: str) -> None:
    for former in (FormerKey(odd, TODAY), FormerKey("c" * 64, TODAY, (odd,))):
        card = make_organisation_card(organisation(former_keys=(former,)), STATUS, KEY)
        with pytest.raises(Refused, match=r"cannot be read\. Ask the organisation for a new one"):
            read_organisation_card(card)


def test_the_compact_form_is_a_join_that_any_jwt_library_reads() -> None:
    parts = json.loads(make_status_list(STATUS, KEY))
    header = json.loads(jws._bytes(parts["protected"]))
    assert header["alg"] == "EdDSA"
    assert header["kid"].startswith("did:key:z6Mk")
    signing_input = f"{parts['protected']}.{parts['payload']}".encode()
    KEY.public_key().verify(jws._bytes(parts["signature"]), signing_input)
