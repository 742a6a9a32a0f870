"""What a text must hold somewhere for a step over its lines to find anything: one search over the whole text, instead of
one over each of its lines, tells most steps that they have nothing to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from importers.containers.blocks import Line
from importers.normalise import fold


class Traces:
    """Patterns of which one matches somewhere in each text, folded, that a step may change.

    Each begins with a sign or a class of signs, for which a search looks quickly; every line stands between two breaks.
    A step must come to nothing without them: they spare time, and decide nothing.
    """

    def __init__(self, *patterns: str) -> None:
        self._patterns = [re.compile(pattern) for pattern in patterns]

    def stand_in(self, lines: Sequence[Line]) -> bool:
        """Whether any of them stands in the text of `lines`."""
        text = _whole(tuple([line.text for line in lines]))
        return any(pattern.search(text) for pattern in self._patterns)


@lru_cache(maxsize=4)  # one step after the other looks at the same lines
def _whole(texts: tuple[str, ...]) -> str:
    return "\n".join(["", *map(fold, texts), ""])
