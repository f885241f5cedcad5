"""The credential inside a certificate: an Open Badges 3.0 AchievementCredential as a VC-JWT."""

from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import rfc8785
from cattrs import Converter
from cattrs.preconf.json import make_converter
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents import jws
from peertrain.documents.facts import CertificateFacts, Kind

TYPE = "JWT"
LONGEST = 4_000_000
"""Bytes in the longest credential that is read: room for some 40,000 entries of evidence."""

_CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    {"peertrain": {"@id": "urn:peertrain:certificate:1", "@type": "@json"}},
]
_ACHIEVEMENT = {Kind.COMPLETION: "CertificateOfCompletion", Kind.CERTIFICATION: "Certification"}


def make_credential(facts: CertificateFacts, key: Ed25519PrivateKey) -> bytes:
    """Return the bytes of `credential.json`, signed with the organisation's issuer key."""
    return jws.sign(_payload(facts, jws.public_hex(key)), key, type=TYPE)


def read_credential(data: bytes) -> tuple[CertificateFacts, str]:
    """Return the facts and the public key (hex) that signed them.

    Raises NotSigned or BrokenSignature. Every claim of the credential is derived from its facts, so a payload that is
    not exactly what its own facts produce is broken too: there are no two places that could say different things.
    """
    if len(data) > LONGEST:
        raise jws.NotSigned
    signed = jws.read(data, type=TYPE)
    try:
        facts = _converter().structure(jws.object_in(signed.payload)["peertrain"], CertificateFacts)
        agrees = rfc8785.dumps(_payload(facts, signed.public)) == signed.payload
    # A stranger can sign anything at all with a key of their own; whatever does not fit is broken.
    except jws.UNFIT as error:
        raise jws.BrokenSignature from error
    if not agrees:
        raise jws.BrokenSignature
    return facts, signed.public


def _payload(facts: CertificateFacts, public: str) -> dict[str, Any]:
    id = UUID(facts.certificate_id).urn
    subject = uuid5(UUID(facts.certificate_id), facts.person_id).urn
    issuer = jws.did_of(public)
    start = datetime.combine(facts.issued_on, time.min, UTC)
    payload: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.programme_title,
        "issuer": {"id": issuer, "type": ["Profile"], "name": facts.organisation_name},
        "validFrom": _instant(start),
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": facts.legal_name, "identityType": "name"}
            ],
            "achievement": _achievement(facts),
        },
        "peertrain": _converter().unstructure(facts),
        "iss": issuer,
        "jti": id,
        "sub": subject,
        "nbf": int(start.timestamp()),
    }
    if facts.expires_on is not None:
        end = _last_second(facts.expires_on)
        payload |= {"validUntil": _instant(end), "exp": int(end.timestamp())}
    return payload


def _achievement(facts: CertificateFacts) -> dict[str, Any]:
    programme = f"urn:peertrain:{facts.organisation_id}/{facts.programme_id}/{facts.programme_version}"
    return {
        "id": uuid5(NAMESPACE_URL, programme).urn,
        "type": ["Achievement"],
        "achievementType": _ACHIEVEMENT[facts.kind],
        "name": facts.programme_title,
        "version": facts.programme_version,
        "description": facts.sentence,
        "criteria": {"narrative": facts.assessed},
    }


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _last_second(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)


@cache
def _converter() -> Converter:
    return make_converter(forbid_extra_keys=True)
