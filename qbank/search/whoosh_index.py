"""The index of a site on SQLite: Whoosh, written by one worker at a time from an outbox in the database.

Three things keep the answers right whatever becomes of the index:
- documents in the outbox are left out of what the index says and looked for in the database itself;
- the database names the one folder and generation of the index that belong to it; a reader of any other is not asked, and
  the database is searched from end to end instead, while the index is made anew;
- pairs of characters only tell where a longer word may stand; the database looks whether it does.
"""

import json
import logging
import secrets
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, Select, delete, func, literal, select, true, union_all
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from qbank.db import Database
from qbank.search.index_folder import Busy, IndexFolder, create_folder
from qbank.search.interface import Progress
from qbank.search.models import IndexOutbox, IndexState, SearchDocument
from qbank.search.postings import Damaged, Ids, Postings
from qbank.search.words import bigrams

log = logging.getLogger(__name__)

PENDING_BEFORE_WRITING = 300
"""Fewer changed documents are quicker to look through than the index is to write."""
BATCH = 5000
_STANDING = select(IndexState.folder, IndexState.generation, IndexOutbox.document_id).join_from(
    IndexState, IndexOutbox, true(), isouter=True
)


class Standing(NamedTuple):
    """What the database says of its index."""

    folder: str
    generation: int


class WhooshIndex:
    """Searches with Whoosh. One object serves all threads of a process; several processes may stand on one folder."""

    def __init__(self, database: Database, root: Path) -> None:
        self._database = database
        self._root = root
        self._postings: Postings | None = None
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._damaged = ""

    def matching(self, session: Session, words: tuple[str, ...]) -> Select[int]:
        state, pending = _standing(session)
        found = self._candidates(state, words)
        if found is None or len(pending) >= PENDING_BEFORE_WRITING:
            self._wake()
        if found is None:
            return _scan(words)
        if pending:
            found = found[~np.isin(found, pending)]
        listed = func.json_each(json.dumps(found.tolist())).table_valued("value")
        if all(_terms(word) == [word] for word in words):
            indexed = select(listed.c.value)
        else:
            indexed = _scan(words).where(SearchDocument.id.in_(select(listed.c.value)))
        if not pending:
            return indexed
        changed = _scan(words).where(SearchDocument.id.in_(select(IndexOutbox.document_id)))
        return select(union_all(indexed, changed).subquery().c[0])

    def catch_up(self) -> int:
        """One batch after another, until nothing is pending. Does nothing where another process is writing."""
        taken = 0
        try:
            if self._usable_folder() is None:
                return self.rebuild()
            while batch := self._take_batch():
                taken += batch
        except Busy:
            log.info("another process is writing the index")
        return taken

    def rebuild(self, progress: Progress | None = None) -> int:
        """A new folder beside the old one; the database names it only once it is whole."""
        folder = create_folder(self._root / f"bank-{secrets.token_hex(8)}")
        with self._database.reading() as session:
            total = session.scalar(select(func.count()).select_from(SearchDocument)) or 0
            pending = _outbox(session)
            generation = folder.write(_counted(_all_documents(session), total, progress))
        with self._database.transaction() as session:
            session.merge(IndexState(id=1, folder=folder.name, generation=generation))
            _take_away(session, pending)
        self._remove_others(folder.name)
        return total

    def close(self) -> None:
        """Wait for the worker and let go of the files."""
        if self._worker is not None:
            self._worker.join()
        with self._lock:
            if self._postings is not None:
                self._postings.close()
                self._postings = None

    def _candidates(self, state: Standing | None, words: tuple[str, ...]) -> Ids | None:
        """The ids that the index gives, rising; None where this is not the index of what we see."""
        if state is None or state.folder == self._damaged:
            return None
        terms = {term for word in words for term in _terms(word)}
        try:
            with self._lock:
                postings = self._refreshed(state)
                return postings.with_all(sorted(terms)) if postings else None
        except Damaged:
            log.warning("the index in %s is damaged and will be made anew", state.folder)
            self._damaged = state.folder
            return None

    def _refreshed(self, state: Standing) -> Postings | None:
        """The open index at exactly the generation that `state` names."""
        current = self._postings
        if current is None or current.folder != state.folder:
            if current is not None:
                current.close()
            folder = IndexFolder.find(self._root / state.folder)
            current = self._postings = folder.open() if folder else None
        if current is None:
            return None
        if current.generation != state.generation:
            current.refresh()
        return current if current.generation == state.generation else None

    def _usable_folder(self) -> IndexFolder | None:
        with self._database.reading() as session:
            state = session.get(IndexState, 1)
            if state is None or state.folder == self._damaged:
                return None
            folder = IndexFolder.find(self._root / state.folder)
            return folder if folder and folder.generation() == state.generation else None

    def _take_batch(self) -> int:
        """Write one batch of the outbox. A crash between the two commits leaves a generation that nobody trusts."""
        folder = self._usable_folder()
        if folder is None:
            raise Busy
        with folder.writing() as writer:
            with self._database.reading() as session:
                pending = _outbox(session, BATCH)
                query = select(SearchDocument.id, SearchDocument.text)
                query = query.where(SearchDocument.id.in_(list(pending)))
                writer.remove(pending)
                for document_id, text in session.execute(query):
                    writer.add(document_id, text)
            if not pending:
                writer.cancel()
                return 0
        with self._database.transaction() as session:
            session.get_one(IndexState, 1).generation = folder.generation()
            _take_away(session, pending)
        return len(pending)

    def _wake(self) -> None:
        """Let the worker of this process catch up, if it does not already."""
        with self._lock:
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="search-index", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        try:
            self.catch_up()
        except (OSError, SQLAlchemyError):
            log.exception("the index could not be written; the database is searched instead")

    def _remove_others(self, name: str) -> None:
        for folder in self._root.glob("bank-*"):
            if folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)


def _standing(session: Session) -> tuple[Standing | None, list[int]]:
    """The index that belongs to what this session sees, and the documents that it has not taken in."""
    rows = session.connection().execute(_STANDING).all()
    if not rows:
        return None, []
    return Standing(*rows[0][:2]), [row.document_id for row in rows if row.document_id is not None]


def _terms(word: str) -> list[str]:
    """What the index is asked for: the pairs of a word, or else its single characters."""
    return sorted(bigrams(word)) or sorted(set(word) - {" "})


def _scan(words: tuple[str, ...]) -> Select[int]:
    """The documents in whose text each word stands, found in the database alone."""
    return select(SearchDocument.id).where(*(_stands(word) for word in words))


def _stands(word: str) -> ColumnElement[bool]:
    return func.instr(SearchDocument.text, literal(word)) > 0


def _outbox(session: Session, most: int | None = None) -> dict[int, str]:
    query = select(IndexOutbox.document_id, IndexOutbox.change).order_by(IndexOutbox.document_id).limit(most)
    return dict(session.execute(query).all())


def _take_away(session: Session, seen: dict[int, str]) -> None:
    """Drop the outbox rows of what was written; a document that changed again since keeps its row."""
    now = _outbox(session)
    done = [key for key, change in seen.items() if now.get(key) == change]
    for start in range(0, len(done), 500):
        session.execute(delete(IndexOutbox).where(IndexOutbox.document_id.in_(done[start : start + 500])))


def _all_documents(session: Session) -> Iterator[tuple[int, str]]:
    query = select(SearchDocument.id, SearchDocument.text).order_by(SearchDocument.id)
    yield from session.execute(query.execution_options(yield_per=1000))


def _counted(
    documents: Iterator[tuple[int, str]], total: int, progress: Progress | None
) -> Iterator[tuple[int, str]]:
    for done, document in enumerate(documents, start=1):
        yield document
        if progress and (done % 500 == 0 or done == total):
            progress(done, total)
