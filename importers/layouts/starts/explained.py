"""Explanations without a label between two questions without numbers: known by repeating the question before them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from importers.layouts.evidence import ASKS
from importers.layouts.text import Start

_ENDS_SENTENCE = re.compile(r"[。.;!]\s*$")
_ASKS_AT_END = re.compile(r"(?:是|有|包括|为)\s*:?\s*$|[?:]\s*$")
_LONGEST = 30  # lines of a question


def behind_explanations(
    starts: Mapping[int, Start], stems: Sequence[Sequence[int]], folded: Sequence[str]
) -> dict[int, Start]:
    """The starts, each stem without the lines above it that explain the question before; `stems` are lines, each stem its own.

    Such lines stand between blank ones, end as sentences, ask nothing and say again what the question before says.
    """
    moved = dict(starts)
    for before, stem in pairwise(stems):
        *above, asks = stem
        if above and _is_parted(above, asks, folded) and _repeats(above, before[0], asks, folded):
            moved[asks] = moved.pop(above[0])
    return dict(sorted(moved.items()))


def _is_parted(above: Sequence[int], asks: int, folded: Sequence[str]) -> bool:
    apart = not folded[above[0] - 1].strip() and not folded[asks - 1].strip()
    last = folded[asks]
    asking = ASKS.search(last) is not None or _ASKS_AT_END.search(last) is not None
    return apart and asking and _ENDS_SENTENCE.search(folded[above[-1]]) is not None


def _repeats(above: Sequence[int], before: int, asks: int, folded: Sequence[str]) -> bool:
    """Whether most of the lines stands in the question before, and less of it in the question behind."""
    said = _pairs([folded[at] for at in above])
    earlier = len(said & _pairs(folded[before : above[0]]))
    later = len(said & _pairs(folded[asks : asks + _LONGEST]))
    return earlier * 2 > len(said) and earlier > later


def _pairs(lines: Sequence[str]) -> set[str]:
    """What stands side by side in the lines, in pairs of characters."""
    return {first + second for line in lines for first, second in pairwise(filter(str.isalnum, line))}
