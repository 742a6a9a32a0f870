"""What a full-text index can do, whichever database is beneath it."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy import Select
from sqlalchemy.orm import Session

Progress = Callable[[int, int], None]
"""Called with how many documents are done, of how many."""


class SearchIndex(Protocol):
    def matching(self, session: Session, words: tuple[str, ...]) -> Select[int]:
        """A query for the ids of the documents in which every one of the folded `words` stands.

        What this session's transaction sees is what is searched: an index that is lost or behind makes it slower, not wrong.
        """
        ...

    def catch_up(self) -> int:
        """Take in what changed since the index was last written; how many documents that were."""
        ...

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the index anew from the documents in the database; how many there are."""
        ...
