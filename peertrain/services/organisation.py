"""The organisation as its certificates name it: name, address and logo, which coordinators correct."""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from peertrain.documents.issue import cannot_print
from peertrain.documents.jws import fingerprint
from peertrain.documents.logo import read_logo, small_logo
from peertrain.domain.changes import Changed, Done
from peertrain.domain.errors import Refused
from peertrain.domain.organisation import LogoChosen, OrganisationCorrected, OrganisationLogo
from peertrain.domain.people import ORGANISATION, KeyUse, Role
from peertrain.domain.wellformed import LONGEST_PICTURE
from peertrain.i18n import _
from peertrain.storage.lists.people import everybody, open_keys
from peertrain.workplace.seat import Seat
from peertrain.workplace.workplace import Workplace

CHANGED = Changed.ORGANISATION | Changed.CERTIFICATES | Changed.HISTORY


@dataclass(frozen=True, slots=True)
class Profile:
    """How certificates name the organisation from now on; `logo` is a PNG, or empty.

    `fingerprint` is that of the issuing key, of which whoever asks may not have the private half; `former` are the
    days on which former ones were replaced and their fingerprints, the newest first. `several` names the coordinators who have more than one
    computer, with how many: a new issuing key goes to all of them.
    """

    name: str
    address: str
    logo: bytes
    fingerprint: str
    has_key: bool
    former: tuple[tuple[date, str], ...]
    several: tuple[tuple[str, int], ...]


def profile(seat: Seat) -> Profile:
    """Return how certificates name the organisation from now on, to a coordinator."""
    seat.check_coordinator()
    logo = seat.picture.find(OrganisationLogo, ORGANISATION)
    here = seat.organisation
    return Profile(
        here.name, here.address, b64decode(logo.logo_png) if logo else b"", fingerprint(here.issuer_public),
        seat.issuer_key is not None, tuple((one.until.date(), fingerprint(one.public)) for one in here.former_issuers),
        tuple(_several(seat)),
    )  # fmt: skip


def _several(seat: Seat) -> Iterator[tuple[str, int]]:
    computers = Counter(key.person_id for key in open_keys(seat.connection) if key.use is KeyUse.PERSON)
    for person in everybody(seat.connection):
        if person.has(Role.COORDINATOR) and computers[person.id] > 1:
            yield person.preferred_name, computers[person.id]


def unprintable_fields(*, name: str, address: str, legal_name: str = "") -> dict[str, str]:
    """Return the fields with letters that cannot be printed on a certificate, each with the sentence that says which.

    `legal_name` is that of the coordinator who founds the organisation and signs certificates.
    """
    fields = {
        "name": (_("organisation's name"), name),
        "address": (_("organisation's address"), address),
        "legal_name": (_("legal name"), legal_name),
    }
    return {field: sentence for field, (words, text) in fields.items() if (sentence := cannot_print(words, text))}


def correct(seat: Seat, *, name: str, address: str, reason: str, passphrase: str) -> Done[None]:
    """Correct name and address for all certificates to come; what was issued stays as it is."""
    for sentence in unprintable_fields(name=name, address=address).values():
        raise Refused(sentence)
    seat.check_passphrase(passphrase)
    seat.say(OrganisationCorrected(name, address, reason))
    return Done(CHANGED, _("The organisation is corrected. Certificates that were issued stay as they are."))


def replace_issuing_key(workplace: Workplace, *, reason: str, passphrase: str) -> Done[None]:
    """Issue with a new key from now on: what was issued stays good, and whoever has the former key can issue nothing."""
    workplace.read(lambda seat: seat.check_coordinator())
    if not reason.strip():
        raise Refused(_("Say why the issuing key is replaced."))
    workplace.read(lambda seat: seat.check_passphrase(passphrase))
    return workplace.replace_issuer(reason)


def read_logo_file(path: Path) -> bytes:
    """Return the picture in a file as a logo small enough for the record; this takes a moment and no seat."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused(_("The file cannot be read: {error}.").format(error=error.strerror or error)) from error
    return small_logo(read_logo(content), at_most=LONGEST_PICTURE // 4 * 3).png


def choose_logo(seat: Seat, *, logo: bytes, passphrase: str) -> Done[None]:
    """Put a logo, as `read_logo_file` returns it, on all certificates to come."""
    seat.check_passphrase(passphrase)
    seat.say(LogoChosen(b64encode(logo).decode()))
    return Done(CHANGED, _("The logo is on the certificates that you issue from now on."))


def take_logo_away(seat: Seat, *, passphrase: str) -> Done[None]:
    """Leave the logo off all certificates to come."""
    seat.check_passphrase(passphrase)
    seat.say(LogoChosen(""))
    return Done(CHANGED, _("The logo is taken away. Certificates that were issued stay as they are."))
