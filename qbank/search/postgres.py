"""The index of a site on PostgreSQL: a `tsvector` of bigrams beside each document, written with it."""

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, cast, func, select, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from qbank.db import Database
from qbank.search.interface import Progress
from qbank.search.models import SearchDocument
from qbank.search.words import bigrams

BATCH = 2000


class PostgresIndex:
    """Searches with GIN and then looks for the words themselves; there is no writer, and nothing to lose."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def matching(self, session: Session, words: tuple[str, ...]) -> Select[int]:
        pairs = sorted(frozenset[str]().union(*(bigrams(word) for word in words)))
        if not pairs:
            return select(SearchDocument.id).where(*_standing(SearchDocument.text, words))
        wanted = cast(" & ".join(_lexeme(pair) for pair in pairs), TSQUERY)
        candidates = (
            select(SearchDocument.id, SearchDocument.text)
            .where(SearchDocument.bigrams.op("@@")(wanted))
            .cte("candidates")
            .prefix_with("MATERIALIZED")
        )
        return select(candidates.c.id).where(*_standing(candidates.c.text, words))

    def catch_up(self) -> int:
        return 0

    def rebuild(self, progress: Progress | None = None) -> int:
        """The pairs of every document anew, and statistics fine enough for the planner to know common pairs from rare."""
        with self._database.transaction() as session:
            session.execute(text("ALTER TABLE search_documents ALTER COLUMN bigrams SET STATISTICS 1000"))
            ids = list(session.scalars(select(SearchDocument.id).order_by(SearchDocument.id)))
        for start in range(0, len(ids), BATCH):
            with self._database.transaction() as session:
                self._write(session, ids[start : start + BATCH])
            if progress:
                progress(min(start + BATCH, len(ids)), len(ids))
        with self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE search_documents"))
        return len(ids)

    def _write(self, session: Session, ids: list[int]) -> None:
        statement = text(
            "UPDATE search_documents SET bigrams = array_to_tsvector(CAST(:pairs AS text[])) WHERE id = :id"
        )
        query = select(SearchDocument.id, SearchDocument.text).where(SearchDocument.id.in_(ids))
        query = query.with_for_update()
        rows = [
            {"id": document_id, "pairs": sorted(bigrams(said))}
            for document_id, said in session.execute(query)
        ]
        session.connection().execute(statement, rows)


def _standing(said: SQLColumnExpression[str], words: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """That each word stands in the text; a word that is itself a pair has been found already."""
    return [func.strpos(said, word) > 0 for word in words if bigrams(word) != {word}]


def _lexeme(pair: str) -> str:
    doubled = pair.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
