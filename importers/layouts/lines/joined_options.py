"""Options that a program's sign parts on one line between stem and answer: 两天$;$三天$;$四天, 甲局||乙局||丙局."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.answers import LETTERS, letters_of
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_LABEL, OPTION
from importers.normalise import fold

# Of two characters or more: a text may hold one of them for itself.
_SIGN = re.compile(r"\$;\$|\[\$\]|([\^#$@|~§&*┋¦])\1+")
_LABEL = re.compile(r"\s*选项\s*[:：]\s*")
_FEWEST = 2
_TRACES = Traces(r"[\^#$@|~§&*┋¦]")


def joined_options_apart(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with such options on lines of their own, behind letters, where several stand above answers that name them."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    found = {
        at: sign
        for (above, at), (_, below) in zip(pairwise(filled), pairwise(filled[1:]), strict=False)
        if (sign := _sign(lines[above], lines[at], lines[below]))
    }
    often = {sign for sign, count in Counter(found.values()).items() if count >= _FEWEST}
    kept: list[Line] = []
    for at, line in enumerate(lines):
        if found.get(at) in often:
            kept += _apart(line, found[at])
        else:
            kept.append(line)
    return kept, []


def _sign(above: Line, line: Line, below: Line) -> str:
    """The sign that parts `line` into the options of a stem; empty where none does, or the answer names another letter."""
    match = _SIGN.search(line.text)
    label = ANSWER_LABEL.match(fold(below.text))
    if match is None or label is None or OPTION.match(fold(above.text)) or OPTION.match(fold(line.text)):
        return ""
    parts = line.text.split(match[0])
    said = letters_of(fold(below.text)[label.end() :].strip("] :"))
    named = said is not None and said != "" and LETTERS.index(max(said)) < len(parts) <= len(LETTERS)
    return match[0] if named and all(map(str.strip, parts)) else ""


def _apart(line: Line, sign: str) -> list[Line]:
    """The options of a line behind letters; 选项： stays before the first."""
    label = _LABEL.match(line.text)
    head, begin = (label[0], label.end()) if label else ("", 0)
    parts = line.text[begin:].split(sign)
    texts = [f"{letter}. {part.strip()}" for letter, part in zip(LETTERS, parts, strict=False)]
    return [Line(head * (at == 0) + text, line.place) for at, text in enumerate(texts)]
