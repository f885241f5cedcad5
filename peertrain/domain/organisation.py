"""The organisation as its certificates name it, its name, address and logo, and the key with which it issues them."""

from base64 import b64decode
from dataclasses import dataclass, replace

from peertrain.domain.errors import Held, Refused
from peertrain.domain.people import ORGANISATION, FormerIssuer, Organisation, Role, author_as
from peertrain.domain.picture import Picture, Rule, Signed
from peertrain.i18n import _

LONGEST_NAME = 200
LONGEST_ADDRESS = 400
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Invisible signs by which a name could be read as another on a certificate."""

_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class OrganisationLogo:
    """The logo for certificates, a PNG in base64; empty while there is none."""

    id: str
    logo_png: str


# Statements


@dataclass(frozen=True, slots=True)
class OrganisationCorrected:
    """The name and address that certificates have from now on; what was issued stays as it is."""

    name: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class LogoChosen:
    """The logo that certificates have from now on, a PNG in base64; empty takes it away."""

    logo_png: str


@dataclass(frozen=True, slots=True)
class IssuingKeyReplaced:
    """The public half (hex) of the key that signs certificates from now on, in the place of the former one.

    It names the one that it replaces: of two coordinators who do it at once, the first in the common order counts.
    """

    former_public: str
    issuer_public: str
    reason: str


# Rules


def organisation_named(name: str, address: str) -> tuple[str, str]:
    """Return name and address as they are kept, or refuse what no certificate could show."""
    name, address = " ".join(name.split()), " ".join(address.split())
    if not name:
        raise Refused(_("Give the organisation a name."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("A name can have {most} letters at most.").format(most=LONGEST_NAME))
    if len(address) > LONGEST_ADDRESS:
        raise Refused(_("An address can have {most} letters at most.").format(most=LONGEST_ADDRESS))
    if any(one in TURNS for one in name + address):
        raise Refused(_("A name cannot hold signs that turn the direction of writing."))
    return name, address


def known_organisation(picture: Picture) -> Organisation:
    """Return the organisation, or hold until it is known."""
    organisation = picture.find(Organisation, ORGANISATION)
    if organisation is None:
        raise Held(_("The organisation it is about is not known here yet."))
    return organisation


def _organisation(picture: Picture, signed: Signed) -> Organisation:
    author_as(picture, signed, Role.COORDINATOR)
    return known_organisation(picture)


def _correct(picture: Picture, said: OrganisationCorrected, signed: Signed) -> None:
    organisation = _organisation(picture, signed)
    name, address = organisation_named(said.name, said.address)
    if not said.reason.strip():
        raise Refused(_("Say why the organisation is corrected."))
    if (name, address) == (organisation.name, organisation.address):
        raise Refused(_("Name and address are so already."))
    picture.put(replace(organisation, name=name, address=address))


def _choose_logo(picture: Picture, said: LogoChosen, signed: Signed) -> None:
    _organisation(picture, signed)
    before = picture.find(OrganisationLogo, ORGANISATION)
    if said.logo_png == (before.logo_png if before else ""):
        raise Refused(_("This is the logo already.") if said.logo_png else _("There is no logo to take away."))
    if said.logo_png and not b64decode(said.logo_png).startswith(_PNG):
        raise Refused(_("The logo is not a PNG picture."))
    picture.put(OrganisationLogo(ORGANISATION, said.logo_png))


def _replace_issuing_key(picture: Picture, said: IssuingKeyReplaced, signed: Signed) -> None:
    organisation = _organisation(picture, signed)
    if not said.reason.strip():
        raise Refused(_("Say why the issuing key is replaced."))
    if said.former_public not in organisation.issuers:
        raise Held(_("It replaces an issuing key that is not known here yet, or does not count."))
    if said.former_public != organisation.issuer_public:
        raise Refused(_("The issuing key that it replaces had been replaced before. The first replacement counts."))
    if said.issuer_public in organisation.issuers:
        raise Refused(_("This issuing key was in use before. Make a new one."))
    former = (FormerIssuer(said.former_public, signed.at), *organisation.former_issuers)
    picture.put(replace(organisation, issuer_public=said.issuer_public, former_issuers=former))


RULES: dict[type, Rule] = {
    OrganisationCorrected: _correct,
    LogoChosen: _choose_logo,
    IssuingKeyReplaced: _replace_issuing_key,
}
