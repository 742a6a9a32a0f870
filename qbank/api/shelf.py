"""Opened assemblies, kept in this process so that a candidate's paper is made in a moment.

Opening one reads its pool and its manifest; then any paper is dealt alone, and its neighbours are quicker still. Only papers that
are open come here, and what is kept is found by the wrapped key: withdrawing wraps the key anew, so that what was kept under the
old one is never found again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from qbank.papers.opening import OpenedAssembly
from qbank.papers.rendering import image_digests

MOST_KEPT = 6
"""A make-up exam also needs the sets of the exams before it."""

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class KeptPapers:
    """An opened set of candidates' papers."""

    opened: OpenedAssembly
    image_digests: frozenset[str]
    """Of all images that candidates may come to see."""

    @classmethod
    def of(cls, opened: OpenedAssembly) -> "KeptPapers":
        shown = (
            block
            for question in opened.snapshot
            for blocks in (question["stem"], *(option["content"] for option in question["options"]))
            for block in blocks
        )
        return cls(opened, frozenset(image_digests(shown)))


class Shelf(Generic[Kept]):
    """Things made of an opened set, a few of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, wrapped_key: bytes, open_it: Callable[[], Kept]) -> Kept:
        """What is kept under that key, opened now where nothing is. The least recently asked for makes room."""
        with self._lock:
            found = self._kept.get(wrapped_key)
            if found is None:
                found = self._kept[wrapped_key] = open_it()
            self._kept.move_to_end(wrapped_key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return found
