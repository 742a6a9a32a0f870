"""Fields of many questions, numbered: arrays for what is asked of all questions at once."""

from collections.abc import Hashable, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def coded(values: Sequence[Hashable]) -> tuple[list[str], Integers]:
    """The values in order of appearance as text, and one row of one number for each question: None is the number of values."""
    found = dict.fromkeys(values)
    found.pop(None, None)
    number = {value: code for code, value in enumerate([*found, None])}
    return [str(value) for value in found], np.fromiter(
        map(number.__getitem__, values), np.int64, len(values)
    )[:, None]


def coded_lists(values: Sequence[tuple[str, ...]]) -> tuple[list[str], Integers]:
    """The names in order of appearance, and one row of their numbers for each tuple, filled up with the number of names."""
    names, codes = coded(list(chain.from_iterable(values)))
    widths = np.fromiter(map(len, values), np.int64, len(values))
    table = np.full((len(values), int(widths.max(initial=1))), len(names), dtype=np.int64)
    row = np.repeat(np.arange(len(values)), widths)
    table[row, np.arange(len(row)) - np.repeat(np.cumsum(widths) - widths, widths)] = codes[:, 0]
    return names, table


def whole(values: Sequence[int | None]) -> Integers:
    """Numbers, 0 where there is none."""
    return np.array([value or 0 for value in values], dtype=np.int64)
