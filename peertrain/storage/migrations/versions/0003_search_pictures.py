"""The index keeps what pictures show apart from what stands in the text; it is filled anew by the next search."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("DROP TABLE passages")
    op.execute(
        "CREATE VIRTUAL TABLE passages USING fts5(title, heading, text, pictures, source UNINDEXED, kind UNINDEXED, "
        "name UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
    )
