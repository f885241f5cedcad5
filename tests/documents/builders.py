"""Certificates for tests: an organisation's key, and the facts of one trainee."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.facts import Amount, CertificateFacts, Checkpoint, Kind
from peertrain.documents.jws import public_hex
from peertrain.documents.status import StatusList, TrustAnchors, TrustedOrganisation

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ROGUE = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TODAY = date(2027, 6, 1)

FACTS = CertificateFacts(
    certificate_id="4f1c2f6e-0c1a-4c52-9f5e-5a1d3f0b7a11",
    number="HPR-2027-0042",
    kind=Kind.COMPLETION,
    sentence="This is a certificate of completion of training. It is not a state certification.",
    organisation_id="0d9c7a34-6f1e-4f0b-9a3e-6a7d2f9b1c55",
    organisation_name="Harbor Peer Recovery Network",
    organisation_address="1200 Water Street, Duluth, Minnesota 55802",
    person_id="person-17",
    legal_name="María José Núñez",
    programme_id="nms-2023",
    programme_title="Peer Support Specialist, National Model Standards",
    programme_version="2023.1",
    training=(
        Amount("Foundations of peer support", 18 * 60),
        Amount("Ethics and boundaries", 10 * 60),
        Amount("Supporting recovery and wellness", 14 * 60 + 30),
        Amount("Crisis, safety and self-care", 9 * 60 + 30),
        Amount("Advocacy and community", 8 * 60),
    ),
    live_minutes=24 * 60,
    experience=(
        Amount("One-on-one support", 62 * 60),
        Amount("Recovery groups", 31 * 60 + 45),
        Amount("Online forums", 12 * 60 + 15),
        Amount("Peer-led workshops", 14 * 60),
    ),
    supervision_minutes=14 * 60,
    assessed="Knowledge was assessed by a proctored examination, and all twelve core competencies by ratings of a "
    "supervisor from direct observation, each at the level of independent practice or above.",
    signatory_name="Ellen M. Whitaker",
    signatory_title="Director of Training",
    issued_on=date(2027, 3, 4),
    expires_on=date(2029, 3, 3),
    evidence=tuple(f"{n:064x}" for n in range(1, 41)),
    checkpoint=Checkpoint(1312, "ab" * 32),
    record_keys=("k-1", "k-2"),
)


def facts(**changes: Any) -> CertificateFacts:
    return replace(FACTS, **changes)


def organisation(**changes: Any) -> TrustedOrganisation:
    status = StatusList(FACTS.organisation_id, 7, datetime(2027, 5, 28, 9, 30, tzinfo=UTC))
    known = TrustedOrganisation(FACTS.organisation_id, FACTS.organisation_name, public_hex(KEY), status)
    return replace(known, **changes)


def anchors(**changes: Any) -> TrustAnchors:
    return TrustAnchors((organisation(**changes),))
