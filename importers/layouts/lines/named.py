"""Labels of options that say what they are (选项A：, Option B., C选项：): the word is taken off, the letter stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.normalise import fold

# 选项A错误 and 选项A、B均可 are sentences.
_NAMED = re.compile(
    r"(?<![^\s)\]?。:])(?:(?P<before>备?选项|(?i:option))\s*[A-L](?:\s*[.:)\]]|、(?!\s*[A-L])|\s|$)|[A-L]\s?(?P<behind>选项)\s*:)"
)
_FIRST = re.compile(r"(?<!\S)[(\[]?A(?:\s*[.、:)\]]|[^\S\n]+\S|(?=[^\x00-\x7f]))")
_TRACES = Traces("选项", "[Oo](?i:ption)")


def without_names(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without the word, and the words by name.

    Where as many options have plain labels (A.), the named ones are what explanations say of them.
    """
    if not _TRACES.stand_in(lines):
        return list(lines), []
    folded = [fold(line.text) for line in lines]
    found = [list(_NAMED.finditer(text)) for text in folded]
    named = sum(bool(matches) for matches in found)
    firsts = sum("A" in match[0] for matches in found for match in matches)
    plain = sum(len(_FIRST.findall(_NAMED.sub(" ", text))) for text in folded) if named else 0
    if named < 2 or firsts <= plain or any(_are_columns(*pair) for pair in pairwise(folded)):
        return list(lines), []
    kept: list[Line] = []
    pieces: list[Skipped] = []
    for line, matches in zip(lines, found, strict=True):
        rest = line
        for match in reversed(matches):
            start, end = match.span("before" if match["before"] else "behind")
            rest = rest.without(start, end)
            pieces.append(Skipped(line.place, line.text[start:end], "选项编号旁的字"))
        kept.append(rest)
    return kept, pieces


def _are_columns(first: str, second: str) -> bool:
    """Whether both lines hold a label and no text: 选项A above 选项B are names of columns."""
    matches = [_NAMED.match(text.strip()) for text in (first, second)]
    return all(match is not None and match.end() == len(match.string) for match in matches)
