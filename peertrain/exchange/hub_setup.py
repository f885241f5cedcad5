"""Setting a hub up, with the login of a PostgreSQL administrator: its schema, and the first login of an organisation."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from peertrain.domain.errors import Refused, Trouble
from peertrain.exchange.hub_address import LOCAL, HubAddress, scram
from peertrain.exchange.hub_connection import secured
from peertrain.i18n import _

OLDEST = 15
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----")
_LARGEST = 20_000
"""Bytes of an authority's certificates: what has more is a collection of many."""
_ROLES = ("peertrain_owner", "peertrain_logins", "peertrain_member")
_THERE = "SELECT to_regclass('peertrain.packets') IS NOT NULL"
_LARGE_OBJECTS = "SELECT has_function_privilege('peertrain_member', 'lo_create(oid)', 'EXECUTE')"


def make_hub(url: str, *, certificate: Path | None) -> list[str]:
    """Make a database the hub, or bring its schema up to date; return what was done, in sentences."""
    with _administrator(url, certificate) as connection, connection.transaction():
        was_there = _one(connection, _THERE)
        connection.execute(files("peertrain.exchange").joinpath("hub_schema.sql").read_bytes())
        said = [
            _("PostgreSQL {version} is new enough.").format(version=_version(connection)),
            _("The schema of the hub was brought up to date; all packets are as they were.")
            if was_there
            else _("The schema of the hub was made, with its table of packets, its rules and its functions."),
            _("Roles that nobody can log in as: {roles}.").format(roles=", ".join(_ROLES)),
            _("Members may add packets and read their own; nobody may change or delete any."),
        ]
        if _one(connection, _LARGE_OBJECTS):
            said.append(
                _("Members can still fill the disk with large objects. Run this once as a superuser to take that away.")
            )
    return said


def first_login(url: str, *, certificate: Path | None, host: str = "", port: int = 0) -> HubAddress:
    """Make the login of an organisation's first coordinator; `host` and `port` say how others reach the server."""
    with _administrator(url, certificate) as connection:
        if not _one(connection, _THERE):
            raise Refused(_("There is no hub in this database yet. Run “peertrain hub init” first."))
        info, password = connection.info, secrets.token_urlsafe(24)
        made = connection.execute(b"SELECT peertrain.make_login('', '', true, %s)", (scram(password),)).fetchone()
        authority = _authority(certificate) if certificate else ""
        login = str(made[0]) if made else ""
        return HubAddress(host or info.host, port or info.port, info.dbname, login, password, authority)


def _authority(certificate: Path) -> str:
    """Return the certificates in a file, without what people write beside them."""
    try:
        found = _PEM.findall(certificate.read_bytes())
    except OSError as error:
        raise Refused(_("The certificate cannot be read: {error}.").format(error=error.strerror or error)) from error
    if not found or sum(map(len, found)) > _LARGEST:
        raise Refused(
            _(
                "{file} is not the certificate of one authority (PEM). Name the one that the server's certificate comes from."
            ).format(file=certificate)
        )
    return b"\n".join(found).decode("ascii", "replace") + "\n"


@contextmanager
def _administrator(url: str, certificate: Path | None) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect as the administrator; with anything but a server on this computer only over verified TLS."""
    try:
        asked = conninfo_to_dict(url)
        local = asked.get("host", "") in {*LOCAL, ""} or str(asked.get("host")).startswith("/")
        if certificate is None and not local:
            raise Refused(
                _("Name the certificate of the authority that the server's own comes from: --certificate FILE.")
            )
        if certificate is not None:
            _authority(certificate)
        safe = secured(str(certificate)) if certificate else {}
        connection = psycopg.connect(url, connect_timeout=10, autocommit=True, **safe)
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise Trouble(
            _("The server cannot be reached: {said}").format(said=said),
            _("Check the address, the name and the password, such as postgresql://admin@hub.example.org/peertrain"),
        ) from error
    with connection:
        if connection.info.server_version < OLDEST * 10_000:
            raise Refused(
                _("The server is PostgreSQL {version}; the hub needs {oldest} or newer.").format(
                    version=_version(connection), oldest=OLDEST
                )
            )
        try:
            yield connection
        except psycopg.Error as error:
            raise Trouble(
                _("The server refused: {said}").format(said=error.diag.message_primary or error),
                _("Nothing was changed. The administrator's login has to own the database and be able to make roles."),
            ) from error


def _version(connection: psycopg.Connection[tuple[Any, ...]]) -> str:
    return str(_one(connection, "SHOW server_version")).split()[0]


def _one(connection: psycopg.Connection[tuple[Any, ...]], question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None
