"""Issuing keys can be replaced: the former ones are kept, and with each certificate the one that signed it."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("ALTER TABLE organisations ADD COLUMN former_issuers VARCHAR NOT NULL DEFAULT '[]'")
    op.execute("ALTER TABLE certificates ADD COLUMN issuer_public VARCHAR NOT NULL DEFAULT ''")
    op.execute("UPDATE certificates SET issuer_public = (SELECT issuer_public FROM organisations)")
