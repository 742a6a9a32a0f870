"""Labels that a break parted from their colon: 答案 alone on its line, ：B on the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.normalise import fold

_LABEL = re.compile(r"\s*\[?[^\s\[\]。?;,:]{0,8}(?:答案|解析)\]?\s*")
_COLON = re.compile(r"\s*:\s*(?=\S)")


def colons_at_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines, each colon that begins one put back behind the label on the line before."""
    kept = list(lines)
    label: int | None = None
    for at, line in enumerate(lines):
        folded = fold(line.text)
        colon = _COLON.match(folded) if label is not None else None
        if label is not None and colon:
            kept[label] = replace(kept[label], text=kept[label].text.rstrip() + colon[0].strip())
            kept[at] = line.without(0, colon.end())
        if folded.strip():
            label = at if _LABEL.fullmatch(folded) else None
    return kept
