"""The vocabulary of remarks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.draft import Place

# What XML cannot hold: control characters, halves of surrogate pairs, non-characters.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """One sentence for the clerk, at its place in the file; without one it stands at the head of the file."""

    text: str
    place: Place | None = None

    @property
    def lines(self) -> list[str]:
        """The text as lines that XML can hold."""
        return _UNWRITABLE.sub("", self.text).splitlines() or [""]
