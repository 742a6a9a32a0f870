"""Automatic letters that run on over the options of several questions (E, F, … below question 2): each question has its own A."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from importers.containers.blocks import Grid, Line
from importers.draft import Place
from importers.numbering import format_number

_NUMBERED = re.compile(r"\s*(?:第\s*)?[（(【\[]?\d{1,4}\s*[.．、)）\]】题]")
_MOST = 8  # options of a question


def afresh(
    flow: Sequence[Line | Grid], lettered: dict[int, tuple[str, str, int]]
) -> tuple[tuple[Line | Grid, ...], Place | None]:
    """The flow, and where its first letter was changed; `lettered` holds the list, the label and the count of the paragraphs that Word letters, by their number."""
    if not lettered:
        return tuple(flow), None
    written = [block for block in flow if isinstance(block, Grid) or block.text.strip()]
    ends: dict[str, tuple[int, bool]] = {}  # of each list: the count it has come to
    changed: dict[int, Line] = {}
    for counted, group in groupby(written, key=lambda block: _entry(block, lettered) is not None):
        run = list(group)
        if not counted:
            asked = any(isinstance(block, Line) and _NUMBERED.match(block.text) for block in run)
            ends = {name: (count, known or asked) for name, (count, known) in ends.items()}
            continue
        entries = [entry for block in run if (entry := _entry(block, lettered))]
        names, first = {name for name, _, _ in entries}, entries[0][2]
        runs_on = len(names) == 1 and ends.get(entries[0][0]) == (first - 1, True) and first > 1
        ends[entries[-1][0]] = (entries[-1][2], False)
        if runs_on and 2 <= len(run) <= _MOST:
            for count, (block, (_, label, _)) in enumerate(zip(run, entries, strict=True), 1):
                if isinstance(block, Line):
                    letter = format_number(count, "upperLetter")
                    changed[id(block)] = _relabelled(block, label, re.sub("[A-Z]+", letter, label, count=1))
    kept = tuple(changed.get(id(block), block) if isinstance(block, Line) else block for block in flow)
    return kept, next((line.place for line in changed.values()), None)


def _entry(block: Line | Grid, lettered: dict[int, tuple[str, str, int]]) -> tuple[str, str, int] | None:
    found = lettered.get(block.place.paragraph or 0) if isinstance(block, Line) else None
    return found if found and isinstance(block, Line) and block.text.startswith(found[1]) else None


def _relabelled(line: Line, label: str, other: str) -> Line:
    shift = len(other) - len(label)
    spans = tuple((max(low + shift, 0), high + shift, kind) for low, high, kind in line.emphasis)
    return replace(line, text=other + line.text[len(label) :], emphasis=spans)
