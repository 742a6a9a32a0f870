"""Random integers that are the same on every platform and with every library version.

A word is a pure function of a key and a counter (splitmix64's output function over a keyed counter), so whole arrays
of words are drawn at once, in any order, and a compiled loop gives the same integers. No floating point, no library
generator.
"""

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def mix(words: Words) -> Words:
    """splitmix64's finaliser (Steele, Lea and Flood 2014): a bijection of 64-bit words."""
    mixed = (words ^ (words >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return mixed ^ (mixed >> np.uint64(31))


class RandomSource:
    """One stream of random words; `child` opens independent streams by name."""

    __slots__ = ("_drawn", "_key", "_secret")

    def __init__(self, seed: bytes) -> None:
        self._secret = hashlib.sha256(seed).digest()
        self._key = np.frombuffer(self._secret[:8], dtype="<u8").astype(np.uint64)
        self._drawn = 0

    def child(self, *names: str | int) -> "RandomSource":
        """The stream of that name: the same for the same seed and names, whatever was drawn before."""
        return RandomSource(self._secret + "/".join(str(name) for name in names).encode())

    def words(self, count: int) -> Words:
        """The next `count` words of the stream."""
        counters = np.arange(self._drawn + 1, self._drawn + count + 1, dtype=np.uint64)
        self._drawn += count
        return mix(mix(counters * _STEP + self._key) ^ self._key)

    def state(self) -> int:
        """The first state of a generator of a loop's own (`kernels.step`), from the next word."""
        return int(self.words(1)[0] >> np.uint64(1))

    def bits(self, labels: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """One bit for each label: equal labels get equal bits; nothing is drawn from the stream."""
        return (mix(mix(labels.astype(np.uint64) * _STEP + self._key) ^ _FIRST) >> np.uint64(63)).astype(
            np.bool_
        )

    def order(self, count: int) -> Integers:
        """A random order of 0..count-1."""
        return np.argsort(self.words(count), kind="stable").astype(np.int64)

    def below(self, limits: npt.NDArray[Any]) -> Integers:
        """One integer in 0..limit-1 for each limit (limits below 2**31; bias below 2**-32)."""
        high = self.words(len(limits)) >> np.uint64(32)
        return ((high * limits.astype(np.uint64)) >> np.uint64(32)).astype(np.int64)


def seed_bytes(seed: bytes | int) -> bytes:
    """A seed as bytes; an integer stands for its decimal digits."""
    return seed if isinstance(seed, bytes) else str(seed).encode()
