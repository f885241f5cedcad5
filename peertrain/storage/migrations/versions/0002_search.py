"""The index of what can be searched."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE passages USING fts5(title, heading, text, source UNINDEXED, kind UNINDEXED, "
        "name UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
    )
