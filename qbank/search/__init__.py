"""Full-text search behind one small interface; the database says which index is beneath it."""

from pathlib import Path

from qbank.db import Database
from qbank.search.interface import SearchIndex

__all__ = ["SearchIndex", "open_index"]


def open_index(database: Database, folder: Path) -> SearchIndex:
    """The index of a site: PostgreSQL's own, or one of Whoosh in `folder`. Nothing is read before the first search."""
    if database.is_sqlite:
        from qbank.search.whoosh_index import WhooshIndex

        return WhooshIndex(database, folder)
    from qbank.search.postgres import PostgresIndex

    return PostgresIndex(database)
