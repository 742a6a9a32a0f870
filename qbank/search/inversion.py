"""From texts to postings with NumPy: which of the texts hold which pair of characters. Pure.

A pair is one number, its two characters in 21 bits each; a posting is a pair and the number of a text, in one 64-bit number.
Sorted, these are the postings of an index: pairs in the order of their UTF-8, the texts of each pair rising.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

Numbers = np.ndarray[tuple[int], np.dtype[np.uint64]]
Places = np.ndarray[tuple[int], np.dtype[np.uint32]]

PLACE_BITS = 22
MOST_PLACES = 1 << PLACE_BITS
CHARACTER_BITS = 21
TEXTS_AT_ONCE = 2000


class Inversion:
    """The postings of folded texts that are given one after another, each with its own rising place."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._places: list[int] = []
        self._sorted: list[Numbers] = []

    def put(self, place: int, text: str) -> None:
        self._texts.append(text)
        self._places.append(place)
        if len(self._texts) >= TEXTS_AT_ONCE:
            self._settle()

    def put_postings(self, pair: str, places: Places) -> None:
        """Postings that are already known, from an index that is merged into this one."""
        self._sorted.append((np.uint64(_number(pair) << PLACE_BITS)) | places.astype(np.uint64))

    def postings(self) -> Iterator[tuple[str, Places]]:
        """Each pair and the places of its texts, in order."""
        self._settle()
        if not self._sorted:
            return
        postings = _each_once(np.concatenate(self._sorted))
        self._sorted = []
        pairs = postings >> PLACE_BITS
        places = (postings & (MOST_PLACES - 1)).astype(np.uint32)
        starts = np.flatnonzero(np.diff(pairs, prepend=np.uint64(0)))
        bounds = [*starts.tolist(), len(postings)]
        for (start, end), pair in zip(pairwise(bounds), pairs[starts].tolist(), strict=True):
            yield _pair(pair), places[start:end]

    def _settle(self) -> None:
        if self._texts:
            self._sorted.append(_postings(self._texts, self._places))
            self._texts, self._places = [], []


def _postings(texts: list[str], places: list[int]) -> Numbers:
    """The sorted postings of some texts. A character at the end of a run makes a pair with the blank after it."""
    whole = "\n".join(texts) + "\n"
    codes = np.frombuffer(whole.encode("utf-32-le"), np.uint32).astype(np.uint64)
    of = np.repeat(np.array(places, np.uint64), [len(text) + 1 for text in texts])
    codes[codes == ord("\n")] = ord(" ")
    first, second = codes[:-1], codes[1:]
    pairs = (first << CHARACTER_BITS) | second
    return _each_once(((pairs << PLACE_BITS) | of[:-1])[first != ord(" ")])


def _each_once(postings: Numbers) -> Numbers:
    """Sorted, without repeats; several times as quick as `np.unique`, which hashes."""
    postings.sort()
    return postings[np.diff(postings, prepend=np.uint64(0)) > 0]


def _number(pair: str) -> int:
    return ord(pair[0]) << CHARACTER_BITS | ord(pair[1])


def _pair(number: int) -> str:
    return chr(number >> CHARACTER_BITS) + chr(number & ((1 << CHARACTER_BITS) - 1))
