"""The folder of one Whoosh index, and writing it. With `postings` the only modules that know Whoosh.

A document is one number (the column `document`) and its pairs of characters (the terms of `pairs`: existence only, no
frequency, no position). Whoosh's files, format, commits and lock are used as they are; only the way of a posting from the
text to the file is our own (`inversion`), since Whoosh's takes a Python tuple through four calls for each of them.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import sub
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter
from whoosh.columns import NumericColumn
from whoosh.index import FileIndex, LockError, create_in, open_dir

from qbank.search.inversion import Inversion, Places
from qbank.search.postings import Damaged, Postings, damage_told, document_ids, places_of

SCHEMA = fields.Schema(document=fields.COLUMN(NumericColumn("i")), pairs=fields.ID())
SEGMENT = 50_000
"""Documents that are held in memory at once, some 1.3 KB each."""
SMALL_SEGMENT = 10_000
MOST_SMALL_SEGMENTS = 8


class Busy(Exception):
    """Another process or thread is writing this index."""


class PairWriter:
    """An open writer of the one index; others wait outside."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._inversion = writer.pool = _Pool()
        self.cancelled = False

    def remove(self, document_ids_gone: Iterable[int]) -> None:
        gone = list(document_ids_gone)
        reader = self._writer.reader()
        try:
            for leaf, offset in reader.leaf_readers() if self._writer.segments else ():
                for place in np.flatnonzero(np.isin(document_ids(leaf), gone)).tolist():
                    if not self._writer.is_deleted(offset + place):
                        self._writer.delete_document(offset + place)
        finally:
            reader.close()

    def add(self, document_id: int, text: str) -> None:
        """`text` is folded."""
        writer = self._writer
        self._inversion.put(self._new_place(document_id), text)
        writer._added = True  # as Whoosh's own `add_document` says that there is something to commit

    def take_in(self, reader: Any) -> None:
        """The living documents of another segment."""
        ids = document_ids(reader)
        alive = np.ones(len(ids), bool)
        alive[[place for place in range(len(ids)) if reader.is_deleted(place)]] = False
        places = np.zeros(len(ids), np.uint32)
        places[alive] = [self._new_place(document_id) for document_id in ids[alive].tolist()]
        for pair in reader.lexicon("pairs"):
            said = places_of(reader, pair.decode())
            self._inversion.put_postings(pair.decode(), places[said[alive[said]]])
        self._writer._added = True

    def _new_place(self, document_id: int) -> int:
        writer, place = self._writer, self._writer.docnum
        writer.perdocwriter.start_doc(place)
        writer.perdocwriter.add_column_value("document", SCHEMA["document"].column_type, document_id)
        writer.perdocwriter.finish_doc()
        writer.docnum += 1
        return int(place)

    def cancel(self) -> None:
        self.cancelled = True

    def merge_small(self, _writer: Any, segments: list[Any]) -> list[Any]:
        """The policy of merging: once there are many small segments they become one. Whoosh's own merges large ones too."""
        from whoosh.reading import SegmentReader

        small = [segment for segment in segments if segment.doc_count_all() < SMALL_SEGMENT]
        if len(small) < MOST_SMALL_SEGMENTS:
            return segments
        for segment in small:
            reader = SegmentReader(self._writer.storage, self._writer.schema, segment)
            self.take_in(reader)
            reader.close()
        return [segment for segment in segments if segment not in small]


class _Pool(Inversion):
    """Stands where Whoosh's pool of postings stands in its writer."""

    def iter_postings(self) -> Iterator[tuple[str, Places]]:
        return self.postings()

    def cleanup(self) -> None:
        """There are no files to remove."""


class _Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's format 3 without lengths, which only scoring needs, and without compression."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=1024, compression=0)

    def field_writer(self, storage: Any, segment: Any) -> "_FieldWriter":
        return _FieldWriter(self, storage, segment)

    def postings_writer(self, file: Any, byteids: bool = False) -> "_PostingsWriter":
        return _PostingsWriter(file, blocklimit=self._blocklimit, byteids=byteids, compression=0)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]  # Whoosh has no types
    def add_postings(self, schema: Any, _lengths: Any, items: Iterable[tuple[str, Places]]) -> None:
        """Whole lists of places, in place of one posting after another."""
        started = False
        for pair, places in items:
            if not started:
                self.start_field("pairs", schema["pairs"])
                started = True
            self.start_term(pair.encode())
            self._postwriter.add_places(places)
            self.finish_term()
        if started:
            self.finish_field()


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh has no types
    def add_places(self, places: Places) -> None:
        self._maxweight = 1.0
        for start in range(0, len(places), self._blocklimit):
            if start:
                self._write_block()
            block = places[start : start + self._blocklimit]
            self._ids = array("I", block.tobytes())
            self._weights = array("f", [1.0]) * len(block)

    def _mini_ids(self) -> tuple[int, ...]:
        ids = self._ids.tolist()
        return (ids[0], *map(sub, ids[1:], ids))

    def _mini_weights(self) -> None:
        return None


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
            with damage_told():
                return cls(open_dir(str(folder)), folder.name)
        except Damaged:
            return None

    def generation(self) -> int:
        found: int = self.index.latest_generation()
        return found

    def open(self) -> Postings:
        """Raises `Damaged`."""
        return Postings(self.index, self.name)

    def write(self, documents: Iterable[tuple[int, str]]) -> int:
        """Fill the empty index, a segment after the other; the generation that it then has."""
        left = iter(documents)
        document = next(left, None)
        while document is not None:
            with self.writing() as writer:
                for _ in range(SEGMENT):
                    writer.add(*document)
                    document = next(left, None)
                    if document is None:
                        break
        return self.generation()

    @contextmanager
    def writing(self) -> Iterator[PairWriter]:
        """The one writer, committed at the end. Raises `Busy`."""
        try:
            inner = self.index.writer(codec=_Codec())
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
            inner.commit(mergetype=writer.merge_small)


def create_folder(folder: Path) -> IndexFolder:
    folder.mkdir(parents=True)
    return IndexFolder(create_in(str(folder), SCHEMA), folder.name)
