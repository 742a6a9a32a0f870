"""Labels with nothing between them and the Latin letters or digits of their options: Akg and BkPa on lines, A24B48."""

from __future__ import annotations

import re

from importers.answers import LETTERS

_FIRST = re.compile(r"^[^\S\n]*(?=A[A-Za-z\d])", re.M)
_LINE = re.compile(r"\S[^\n]*")
_LABEL = re.compile(r"^[A-L](?=\S)|(?<=\d)[A-L](?=\d)")
_FEWEST = 3


def latin_labels(folded: str) -> list[int]:
    """Where the labels A, B, C, ... stand, in a text whose lines all begin with one from A on; empty where they do not.

    Where small letters follow them all these are words: Adobe, Baidu, Cisco; where capitals do, abbreviations: ARP, BGP, CDP.
    """
    found: list[int] = []
    first = _FIRST.search(folded)
    for line in _LINE.finditer(folded, first.end()) if first else ():
        for label in _LABEL.finditer(line[0]):
            if not LETTERS.startswith(label[0], len(found)):
                return []
            found.append(line.start() + label.start())
        if not found or found[-1] < line.start():
            return []
    words = all(folded[at + 1].islower() for at in found) or all(
        re.match("[A-Z]{2}", folded[at + 1 : at + 3]) for at in found
    )
    return found if len(found) >= _FEWEST and not words else []
