"""The address of a hub: where it is, whose login it is, and the certificate that it must show, as one line of text."""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.record.canonical import Malformed, canonical, read_canonical

_BEGIN = "peertrain-hub:"
_LONGEST = 40_000
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class HubAddress:
    """What a computer needs to reach a hub with its own login.

    `authority` is the certificate (PEM) of the authority that the hub's certificate has to come from. Only a hub on
    this very computer can do without.
    """

    host: str
    port: int
    database: str
    login: str
    password: str = field(repr=False)
    authority: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.authority and self.host not in LOCAL:
            raise Refused(
                _(
                    "The connection to the hub at {host} names no certificate, so it could be anybody's. Ask whoever set "
                    "the hub up for a connection with one."
                ).format(host=self.host)
            )

    @property
    def text(self) -> str:
        """The address as the one line that is handed over; it holds the password."""
        value = {
            "format": 1, "host": self.host, "port": self.port, "database": self.database, "login": self.login,
            "password": self.password, "authority": self.authority,
        }  # fmt: skip
        return _BEGIN + base64.urlsafe_b64encode(canonical(value)).decode("ascii")


def read_address(text: str) -> HubAddress:
    """Return the address that a line of text holds, however it was broken on its way."""
    line = "".join(text.split())
    try:
        if not line.startswith(_BEGIN) or len(line) > _LONGEST:
            raise Malformed("not a connection")
        value = read_canonical(base64.b64decode(line.removeprefix(_BEGIN), altchars=b"-_", validate=True))
        return _address(value)
    except (Malformed, binascii.Error) as error:
        raise Refused(
            _("This is not the connection to a hub. Copy the whole line, from “peertrain-hub:” to its end.")
        ) from error


def _address(value: Any) -> HubAddress:
    if not isinstance(value, dict) or value.get("format") != 1:
        raise Malformed("of another version")
    texts = [value.get(name) for name in ("host", "database", "login", "password", "authority")]
    port = value.get("port")
    if len(value) != 7 or not all(isinstance(one, str) and "\0" not in one for one in texts):
        raise Malformed("other fields")
    if (
        not str(texts[4]).isascii()
        or type(port) is not int
        or not 0 < port < 65536
        or not all(texts[:4])
        or any(one in str(texts[0]) for one in ",/")
    ):
        raise Malformed("other fields")
    host, database, login, password, authority = map(str, texts)
    return HubAddress(host, port, database, login, password, authority)


def scram(password: str) -> str:
    """Return what a server keeps to check a password with (RFC 5802); the password cannot be had from it."""
    salt, rounds = secrets.token_bytes(16), 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode("ascii"), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt_text, stored_text, server_text = (base64.b64encode(one).decode("ascii") for one in (salt, stored, server))
    return f"SCRAM-SHA-256${rounds}:{salt_text}${stored_text}:{server_text}"
