"""The folder of one Whoosh index: which documents hold which pairs of characters. The only module that knows Whoosh.

A document is one number (`document`, kept as a column) and its pairs (`pairs`, existence only: no frequency, no position).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import FileIndex, LockError, create_in, open_dir
from whoosh.reading import TermNotFound

from qbank.search.words import bigrams

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
RAREST = 3
"""Pairs of one word that are looked up; more of them cost more than the few false candidates that they would drop."""
WRITER_MEGABYTES = 128


SCHEMA = fields.Schema(
    document=fields.NUMERIC(int, 32, unique=True, sortable=True, shift_step=0),
    pairs=fields.ID(),  # given as a list, each pair a term
)


class Busy(Exception):
    """Another process or thread is writing this index."""


class Damaged(Exception):
    """The files of this index are not what was written; it is to be made anew."""


@contextmanager
def _damage_told() -> Iterator[None]:
    """On damaged files Whoosh and its pickles raise nearly anything, a bare `Exception` included."""
    try:
        yield
    except Exception as error:
        raise Damaged(str(error)) from error


class PairWriter:
    """An open writer of the one index; others wait outside."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self.cancelled = False

    def remove(self, document_ids: Iterable[int]) -> None:
        """All at once: Whoosh opens the whole index for each removal."""
        number = SCHEMA["document"]
        self._writer.delete_by_query(
            query.Or([query.Term("document", number.to_bytes(key)) for key in document_ids])
        )

    def add(self, document_id: int, text: str) -> None:
        self._writer.add_document(document=document_id, pairs=list(bigrams(text)))

    def cancel(self) -> None:
        self.cancelled = True


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """An index on the disk."""

    index: FileIndex
    name: str

    @classmethod
    def find(cls, folder: Path) -> "IndexFolder | None":
        """The index in `folder`; None where there is none that can be read."""
        if not folder.is_dir():
            return None
        try:
            with _damage_told():
                return cls(open_dir(str(folder)), folder.name)
        except Damaged:
            return None

    def generation(self) -> int:
        found: int = self.index.latest_generation()
        return found

    def open(self) -> "Postings":
        """Raises `Damaged`."""
        return Postings(self)

    def write(self, documents: Iterable[tuple[int, str]]) -> int:
        """Fill the empty index; the generation that it then has."""
        with self.writing() as writer:
            for document_id, text in documents:
                writer.add(document_id, text)
        return self.generation()

    @contextmanager
    def writing(self) -> Iterator[PairWriter]:
        """The one writer, committed at the end. Raises `Busy`."""
        try:
            inner = self.index.writer(limitmb=WRITER_MEGABYTES, codec=_codec())
        except LockError as error:
            raise Busy from error
        writer = PairWriter(inner)
        try:
            yield writer
        except BaseException:
            inner.cancel()
            raise
        if writer.cancelled:
            inner.cancel()
        else:
            inner.commit()


def _codec() -> W3Codec:
    """Without lengths, which only scoring needs, and without compression: a third of the time to write."""
    codec = W3Codec(blocklimit=1024, compression=0)
    codec.length_stats = False
    return codec


def create_folder(folder: Path) -> IndexFolder:
    folder.mkdir(parents=True)
    return IndexFolder(create_in(str(folder), SCHEMA), folder.name)


class Postings:
    """An open reader. Not for two threads at once: Whoosh's files have one position."""

    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder.name
        with _damage_told():
            self._searcher = folder.index.searcher()
        self._ids_by_segment: dict[str, Ids] = {}

    @property
    def generation(self) -> int:
        found: int = self._searcher.reader().generation()
        return found

    def refresh(self) -> None:
        """Go on to the newest generation on the disk. Raises `Damaged`."""
        with _damage_told():
            self._searcher = self._searcher.refresh()
        alive = {reader.segment().segment_id() for reader in self._leaves()}
        self._ids_by_segment = {key: ids for key, ids in self._ids_by_segment.items() if key in alive}

    def close(self) -> None:
        self._searcher.close()

    def with_all(self, pairs_by_word: list[list[str]]) -> list[int]:
        """The ids of documents with the rarest pairs of every word; a word without pairs asks for nothing.

        Raises `Damaged`.
        """
        found: list[int] = []
        with _damage_told():
            for reader in self._leaves():
                places = _places(reader, pairs_by_word)
                if places.size:
                    found += self._ids(reader)[places].tolist()
        return found

    def _leaves(self) -> list[Any]:
        readers = (reader for reader, _offset in self._searcher.reader().leaf_readers())
        return [reader for reader in readers if reader.doc_count_all()]

    def _ids(self, reader: Any) -> Ids:
        """The document of each place in a segment. Segments never change, so they are read once."""
        key = reader.segment().segment_id()
        if key not in self._ids_by_segment:
            column = reader.column_reader("document")
            self._ids_by_segment[key] = np.fromiter(
                (column[place] for place in range(reader.doc_count_all())), np.int64, reader.doc_count_all()
            )
        return self._ids_by_segment[key]


def _places(reader: Any, pairs_by_word: list[list[str]]) -> Ids:
    """The places within one segment of the documents that hold the rarest pairs of every word."""
    wanted: dict[str, int] = {}
    for pairs in pairs_by_word:
        counted = sorted((_frequency(reader, pair), pair) for pair in pairs)
        wanted |= {pair: count for count, pair in counted[:RAREST]}
    found: Ids | None = None
    for pair in sorted(wanted, key=wanted.__getitem__):
        if not wanted[pair]:
            return np.empty(0, np.int64)
        places = np.fromiter(reader.postings("pairs", pair).all_ids(), np.int64)
        found = places if found is None else np.intersect1d(found, places, assume_unique=True)
        if not found.size:
            break
    return found if found is not None else np.empty(0, np.int64)


def _frequency(reader: Any, pair: str) -> int:
    try:
        count: int = reader.doc_frequency("pairs", pair)
    except TermNotFound:
        return 0
    return count
