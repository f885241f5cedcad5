"""Documents as issued: kept under their own hash, never drawn again and never changed."""

from hashlib import sha256

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from peertrain.domain.errors import Refused
from peertrain.i18n import _
from peertrain.storage.tables import documents

PDF = "application/pdf"
JSON = "application/json"


def keep(connection: Connection, content: bytes, media_type: str) -> str:
    """Keep a document and return its SHA-256."""
    digest = sha256(content).hexdigest()
    row = {"sha256": digest, "media_type": media_type, "content": content}
    connection.execute(insert(documents).values(row).on_conflict_do_nothing())
    return digest


def read(connection: Connection, digest: str) -> bytes:
    """Return the document with this SHA-256; refuse where it is not here or is no longer what it was."""
    content = find(connection, digest)
    if content is None:
        raise Refused(_("The document is not on this computer, or it was damaged. Restore a backup that has it."))
    return content


def find(connection: Connection, digest: str) -> bytes | None:
    """Return the document with this SHA-256, if it is here and still what it was."""
    content: bytes | None = connection.execute(
        select(documents.c.content).where(documents.c.sha256 == digest)
    ).scalar_one_or_none()
    return content if content is not None and sha256(content).hexdigest() == digest else None
