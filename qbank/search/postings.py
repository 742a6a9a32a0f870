"""Reading a Whoosh index: the documents that hold pairs of characters, as sorted arrays of their ids.

Whoosh gives a posting at a time; here the blocks of its files are decoded whole, and the pairs asked for last are kept, up to
a bound, for as long as the index does not change.
"""

import sys
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from whoosh.index import FileIndex
from whoosh.matching import FilterMatcher
from whoosh.reading import TermNotFound

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
NONE: Ids = np.empty(0, np.int64)
KEPT_BYTES = 64 << 20


class Damaged(Exception):
    """The files of this index are not what was written; it is to be made anew."""


@contextmanager
def damage_told() -> Iterator[None]:
    """On damaged files Whoosh and its pickles raise nearly anything, a bare `Exception` included."""
    try:
        yield
    except Exception as error:
        raise Damaged(str(error)) from error


class Postings:
    """An open reader. Not for two threads at once: Whoosh's files have one position."""

    def __init__(self, index: FileIndex, name: str) -> None:
        self.folder = name
        with damage_told():
            self._searcher = index.searcher()
            self._segments = self._open_segments({})
        self._kept: OrderedDict[str, Ids] = OrderedDict()
        self._kept_bytes = 0

    @property
    def generation(self) -> int:
        found: int = self._searcher.reader().generation()
        return found

    def refresh(self) -> None:
        """Go on to the newest generation on the disk. Raises `Damaged`."""
        known = {segment.name: segment.all_ids for segment in self._segments}
        with damage_told():
            self._searcher = self._searcher.refresh()
            self._segments = self._open_segments(known)
        self._kept.clear()
        self._kept_bytes = 0

    def close(self) -> None:
        self._searcher.close()

    def with_all(self, terms: list[str]) -> Ids:
        """The ids of the documents that hold all `terms`, rising. A term is a pair, or one character that begins pairs.

        Raises `Damaged`.
        """
        with damage_told():
            found: Ids | None = None
            for term in sorted(terms, key=self._most):
                ids = self._ids(term)
                found = ids if found is None else _in_both(found, ids)
                if not found.size:
                    break
        return NONE if found is None else found

    def _most(self, term: str) -> int:
        """How many documents hold a term at most; a single character is looked up last."""
        if term in self._kept:
            return len(self._kept[term])
        if len(term) == 1:
            return sys.maxsize
        return sum(_frequency(segment.reader, term) for segment in self._segments)

    def _ids(self, term: str) -> Ids:
        if term in self._kept:
            self._kept.move_to_end(term)
            return self._kept[term]
        found = [segment.ids(term) for segment in self._segments]
        ids = np.unique(np.concatenate(found)) if found else NONE
        self._kept[term] = ids
        self._kept_bytes += ids.nbytes
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            self._kept_bytes -= self._kept.popitem(last=False)[1].nbytes
        return ids

    def _open_segments(self, known: dict[str, Ids]) -> list["_Segment"]:
        readers = (reader for reader, _offset in self._searcher.reader().leaf_readers())
        return [_Segment(reader, known) for reader in readers if reader.doc_count_all()]


class _Segment:
    """One segment: its files never change, only more of its documents are deleted."""

    def __init__(self, reader: Any, known: dict[str, Ids]) -> None:
        self.reader = reader
        self.name: str = reader.segment().segment_id()
        self.all_ids = known[self.name] if self.name in known else document_ids(reader)
        self._living = self.all_ids.copy()
        self._living[list(reader.segment().deleted_docs())] = -1

    def ids(self, term: str) -> Ids:
        if len(term) == 1:
            starting = [pair.decode() for pair in self.reader.expand_prefix("pairs", term)]
            places = [places_of(self.reader, pair) for pair in starting]
            ids = self._living[np.unique(np.concatenate(places))] if places else NONE
        else:
            ids = self._living[places_of(self.reader, term)]
        return ids[ids >= 0]


def document_ids(reader: Any) -> Ids:
    """The document at each place of a segment."""
    count = reader.doc_count_all()
    column = reader.column_reader("document")
    return np.fromiter((column[place] for place in range(count)), np.int64, count)


def places_of(reader: Any, pair: str) -> Ids:
    """The places in a segment, deleted ones included, of the documents with this pair."""
    try:
        matcher = reader.postings("pairs", pair)
    except TermNotFound:
        return NONE
    while isinstance(matcher, FilterMatcher):  # leaves out the deleted, one by one; we do so all at once
        matcher = matcher.child
    blocks: list[Ids] = []
    while matcher.is_active():
        matcher._read_data()

        blocks.append(np.cumsum(np.array(matcher._data[0], np.int64)))
        matcher._next_block()
    return np.concatenate(blocks) if blocks else NONE


def _frequency(reader: Any, pair: str) -> int:
    try:
        count: int = reader.doc_frequency("pairs", pair)
    except TermNotFound:
        return 0
    return count


def _in_both(few: Ids, many: Ids) -> Ids:
    """Two rising arrays without repeats; quick where the first is much the shorter."""
    at = np.searchsorted(many, few)
    at[at == len(many)] = 0
    return few[many[at] == few] if len(many) else NONE
