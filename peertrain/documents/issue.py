"""Making the one file that is a certificate: page, credential and seal, frozen from then on."""

import hashlib
import unicodedata
from dataclasses import dataclass, replace
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from peertrain.documents.archive import About, Attachment, archived
from peertrain.documents.certificate import draw_certificate
from peertrain.documents.codes import LONGEST_NUMBER, make_code
from peertrain.documents.credential import make_credential
from peertrain.documents.facts import CertificateFacts
from peertrain.documents.fonts import unprintable
from peertrain.documents.logo import Logo
from peertrain.documents.paper import Paper
from peertrain.documents.seal import CATALOG_KEY, EMPTY, seal
from peertrain.domain.errors import Refused
from peertrain.i18n import _

CREDENTIAL_NAME = "credential.json"


@dataclass(frozen=True, slots=True)
class IssuedCertificate:
    """The bytes to keep and to hand out, with the hashes that the issue entry names."""

    pdf: bytes
    credential: bytes
    document_sha256: str
    credential_sha256: str


def issue(
    facts: CertificateFacts, key: Ed25519PrivateKey, *, paper: Paper, language: str = "en", logo: Logo | None = None
) -> IssuedCertificate:
    """Return the finished certificate, signed with the organisation's issuer key; same input, same bytes."""
    check_printable(facts)
    credential = make_credential(facts, key)
    drawn = draw_certificate(facts, code=make_code(facts, key), paper=paper, language=language, logo=logo)
    about = About(
        title=_("{programme}: certificate {number} for {name}").format(
            programme=facts.programme_title, number=facts.number, name=facts.legal_name
        ),
        author=facts.organisation_name,
        language=language,
        on=facts.signed_on,
    )
    description = _("The signed credential from which PeerTrain verifies this certificate")
    attachment = Attachment(CREDENTIAL_NAME, "application/json", description, credential)
    open_pdf = archived(drawn, about, attachment=attachment, catalog_extra={CATALOG_KEY: EMPTY})
    pdf = seal(open_pdf, certificate_id=facts.certificate_id, key=key)
    return IssuedCertificate(pdf, credential, hashlib.sha256(pdf).hexdigest(), hashlib.sha256(credential).hexdigest())


def preview(facts: CertificateFacts, *, paper: Paper, language: str = "en", logo: Logo | None = None) -> bytes:
    """Return the page as it will look, for looking at: its key is thrown away, so that it proves nothing."""
    shown = replace(facts, certificate_id=str(uuid4()))
    return issue(shown, Ed25519PrivateKey.generate(), paper=paper, language=language, logo=logo).pdf


def check_printable(facts: CertificateFacts) -> None:
    """Refuse, before anything is signed, facts that the page cannot show rightly or that are not there."""
    printed = {
        _("legal name"): facts.legal_name,
        _("certificate number"): facts.number,
        _("sentence that says what this certifies"): facts.sentence,
        _("organisation's name"): facts.organisation_name,
        _("programme's title"): facts.programme_title,
        _("programme's version"): facts.programme_version,
        _("statement of what was assessed"): facts.assessed,
        _("signatory's name"): facts.signatory_name,
        _("signatory's title"): facts.signatory_title,
    }
    for field, text in printed.items():
        if not text.strip():
            raise Refused(_("The certificate lacks the {field}.").format(field=field))
    labels = {_("label {label}").format(label=one.label): one.label for one in (*facts.training, *facts.experience)}
    for field, text in {**printed, _("organisation's address"): facts.organisation_address, **labels}.items():
        if sentence := cannot_print(field, text):
            raise Refused(sentence)
    if len(facts.number.encode()) > LONGEST_NUMBER:
        raise Refused(_("The certificate number is too long. Use at most 40 characters."))


def cannot_print(field: str, text: str) -> str:
    """Return the sentence for a field whose letters the typefaces lack, or "" where they have all."""
    letters = unprintable(text)
    if not letters:
        return ""
    return _(
        "The {field} has letters that cannot be printed rightly on a certificate: {letters}. "
        "Write it in Latin, Greek or Cyrillic letters, as in the passport's machine-readable line."
    ).format(
        field=field, letters=", ".join(map(_named, letters)) if any(map(_is_hidden, letters)) else " ".join(letters)
    )


def _is_hidden(letter: str) -> bool:
    """Say whether a letter cannot be seen, or looks like another one, such as the hyphen that does not break."""
    return unicodedata.category(letter)[0] not in "LNS"


def _named(letter: str) -> str:
    return unicodedata.name(letter, f"U+{ord(letter):04X}").lower() if _is_hidden(letter) else letter
