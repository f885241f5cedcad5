"""A connection to a hub: verified, patient for seconds only, made anew where it broke, with every trouble in words."""

import os
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
from psycopg import waiting

from peertrain.domain.errors import Trouble
from peertrain.exchange.hub_address import HubAddress
from peertrain.i18n import _

VERSION = 2
"""Of the hub's tables and functions (`hub_schema.sql`)."""
_CONNECT_SECONDS = 8
_SILENT_SECONDS = 20.0
_STATEMENT_MILLISECONDS = 60_000
_NOT_LET_IN = {"28P01", "28000", "PT401", "42501"}


class _Silent(psycopg.OperationalError):
    """The hub has not said a word for too long."""


class _Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that waits as long as something moves, and gives up when nothing does."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg waits, but not for a hub that is silent."""
        return super().wait(_moving(gen), interval, timeout)


def _moving(gen: Any) -> Generator[Any, Any, Any]:
    """Pass on what a generator waits for; raise when it has waited in vain for too long."""
    last = monotonic()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready != waiting.READY_NONE:
                last = monotonic()
            elif monotonic() - last > _SILENT_SECONDS:
                raise _Silent(f"silent for {_SILENT_SECONDS:.0f} s")
            wanted = gen.send(ready)
    except StopIteration as end:
        return end.value


class HubConnection:
    """The way to a hub, opened at the first question; `close` it after use: a hub has few places."""

    def __init__(self, address: HubAddress) -> None:
        self.address = address
        self._open: _Connection | None = None

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a question gives; whatever may be asked twice is asked again after a broken connection."""
        try:
            return self._ask(question, values)
        except psycopg.OperationalError as error:
            if self._open is None or not self._open.broken or isinstance(error, _Silent):
                self.close()
                raise trouble(error, self.address) from error
        except psycopg.Error as error:
            self.close()
            raise trouble(error, self.address) from error
        self.close()
        try:
            return self._ask(question, values)
        except psycopg.Error as error:
            self.close()
            raise trouble(error, self.address) from error

    def close(self) -> None:
        """Leave the hub."""
        connection, self._open = self._open, None
        if connection is not None:
            connection.close()

    def _ask(self, question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        if self._open is None or self._open.closed:
            self._open = _connect(self.address)
            self._check_version(self._open)
        found = self._open.execute(question.encode(), values, binary=True)
        return found.fetchall() if found.description else []

    def _check_version(self, connection: _Connection) -> None:
        there = connection.execute(b"SELECT peertrain.version()").fetchone()
        if there is None or there[0] != VERSION:
            self.close()
            raise Trouble(
                _("The hub and this program are of different versions."),
                _(
                    "Install the newest PeerTrain here, and ask whoever set the hub up to run “peertrain hub init” again."
                ),
            )


def _connect(address: HubAddress) -> _Connection:
    with certificate_file(address.authority) as authority:
        return _Connection.connect(
            host=address.host, port=address.port, dbname=address.database, user=address.login,
            password=address.password, **(secured(authority) if authority else {"sslmode": "prefer"}),
            require_auth="scram-sha-256", gssencmode="disable", sslcertmode="disable", client_encoding="UTF8",
            connect_timeout=_CONNECT_SECONDS, application_name="PeerTrain", autocommit=True,
            keepalives_idle=5, keepalives_interval=5, keepalives_count=3, tcp_user_timeout=20_000,
            options=f"-c statement_timeout={_STATEMENT_MILLISECONDS} -c search_path=pg_catalog",
        )  # fmt: skip


def secured(authority: str) -> dict[str, Any]:
    """Return what makes a connection one with the right server only: its certificate verified, with its name."""
    return {"sslmode": "verify-full", "sslrootcert": authority, "ssl_min_protocol_version": "TLSv1.2"}


@contextmanager
def certificate_file(authority: str) -> Iterator[str]:
    """Write a certificate to a file for the time of connecting, as the library takes no other; "" for none."""
    if not authority:
        yield ""
        return
    descriptor, name = tempfile.mkstemp(prefix="peertrain-hub-", suffix=".pem")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(authority)
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


# Trouble in words


def trouble(error: psycopg.Error, address: HubAddress) -> Trouble:
    """Return what a failure means to the person."""
    said = _said(error)
    if _is_refusal(error, said):
        return Trouble(
            _("The hub at {host} does not let this computer in.").format(host=address.host),
            _(
                "Its login may have ended, or the password is not right. Ask a coordinator for a new connection. The hub "
                "said: {said}"
            ).format(said=said),
        )
    if error.sqlstate == "PT403":
        return Trouble(
            _("The hub does not allow this with your login."),
            _(
                "The connection may be somebody else's, or your organisation is at this hub already. Ask the coordinator "
                "who came there first for a connection of your own. The hub said: {said}"
            ).format(said=said),
        )
    if "certificate" in said or "does not support SSL" in said:
        return Trouble(
            _("The server at {host} does not show the certificate of your hub.").format(host=address.host),
            _(
                "Nothing was sent. If you are in a network that is not yours, try another one; else ask whoever set the hub "
                "up. It said: {said}"
            ).format(said=said),
        )
    if isinstance(error, psycopg.OperationalError):
        return Trouble(
            _("The hub at {host} cannot be reached at the moment.").format(host=address.host),
            _("Your work is kept here and goes out as soon as the hub is there again. It said: {said}").format(
                said=said
            ),
        )
    return Trouble(
        _("The hub at {host} did not take what was sent.").format(host=address.host),
        _("Tell whoever set the hub up. It said: {said}").format(said=said),
    )


def _is_refusal(error: psycopg.Error, said: str) -> bool:
    """Return whether the hub knows us no more; while connecting, the library gives words only."""
    return error.sqlstate in _NOT_LET_IN or any(
        words in said for words in ("password authentication failed", "is not permitted to log in", "permission denied")
    )


def _said(error: psycopg.Error) -> str:
    primary = error.diag.message_primary or str(error)
    return " ".join(primary.split())[:300]
