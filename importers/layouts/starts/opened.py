"""Stems that a sign opens and no number: *题干, ●题干, # 题干, Q：题干. The sign is no part of them."""

from __future__ import annotations

import re
from bisect import bisect_right

from importers.layouts.evidence import EVIDENCE
from importers.layouts.questions.labels import label_of
from importers.layouts.shapes import OPTION
from importers.layouts.text import Start, Text

_OPENING = re.compile(r"\s*(?P<sign>(?:[*#●◆■▲★☆※◎►▶]|(?:[Qq]|问)\s*[.:])\s*)(?=[^\s*#])")
_FEWEST = 2


def opened(text: Text) -> dict[int, Start]:
    """The lines that begin with the sign of the first stem, where what follows each of them is a question."""
    found = {
        at: match
        for at, folded in enumerate(text.folded)
        if at not in text.headings and (match := _OPENING.match(folded)) and not _goes_on(match)
    }
    if len(found) < _FEWEST:
        return {}
    sign = next(iter(found.values()))["sign"]
    begins = [at for at, match in found.items() if match["sign"] == sign]
    bounds = sorted({*begins, *text.headings, len(text.folded)})
    bodies = ("\n".join(text.folded[at : bounds[bisect_right(bounds, at)]]) for at in begins)
    whole = all(EVIDENCE.search(body) for body in bodies)
    return {at: Start("", (0, found[at].end())) for at in begins} if whole and len(begins) >= _FEWEST else {}


def _goes_on(match: re.Match[str]) -> bool:
    """Whether an option or a label stands behind the sign: *B. is the right answer, ★答案： a label."""
    rest = match.string[match.end() :]
    return OPTION.match(rest) is not None or label_of(rest) != ""
