"""Opened assemblies, kept in this process so that a candidate's paper is made in a moment.

A set's table (which questions stand on which paper) is dealt as a whole once: dealing one paper alone costs nearly as much.
Only papers that are open come here, and what is kept is found by the wrapped key: withdrawing wraps the key anew, so that what
was kept under the old one is never found again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qbank.papers.opening import OpenedAssembly, place_questions
from qbank.papers.rendering import (
    KeysContent,
    PaperContent,
    PlacedSection,
    image_digests,
    render_keys,
    render_paper,
)

MOST_KEPT = 4


@dataclass(frozen=True, slots=True)
class DealtPapers:
    """An opened set of candidates' papers; `table`: a row a paper, places in the pool in the order of the sections."""

    opened: OpenedAssembly
    table: npt.NDArray[np.int32]
    image_digests: frozenset[str]
    """Of all images that candidates may come to see."""

    @classmethod
    def of(cls, opened: OpenedAssembly) -> "DealtPapers":
        shown = (
            block
            for question in opened.snapshot
            for blocks in (question["stem"], *(option["content"] for option in question["options"]))
            for block in blocks
        )
        return cls(opened, opened.table(), frozenset(image_digests(shown)))

    @property
    def count(self) -> int:
        return self.opened.count

    def paper(self, number: int) -> PaperContent:
        """Raises `NoSuchPaper`."""
        return render_paper(self.opened.facts(number), self._placed(number), self.opened.snapshot)

    def keys(self, number: int) -> KeysContent:
        """Raises `NoSuchPaper`."""
        return render_keys(self.opened.facts(number), self._placed(number), self.opened.snapshot)

    def _placed(self, number: int) -> list[PlacedSection]:
        opened, row = self.opened, self.table[number - 1].tolist()
        seed = bytes.fromhex(opened.manifest["seed"])
        return place_questions(opened.pool, opened.blueprint, opened.snapshot, row, seed, number)


class Shelf:
    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, DealtPapers] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, wrapped_key: bytes, open_it: Callable[[], DealtPapers]) -> DealtPapers:
        """What is kept under that key, opened now where nothing is. The least recently asked for makes room."""
        with self._lock:
            found = self._kept.get(wrapped_key)
            if found is None:
                found = self._kept[wrapped_key] = open_it()
            self._kept.move_to_end(wrapped_key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return found
