"""Options that stand once above several questions, each of which has only their labels below it: 【A】 | 【B】【此项为本题正确答案】."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.normalise import fold

_LABEL = re.compile(
    r"\s*[(\[]([A-L])[)\]]\s*(?P<right>[(\[]?\s*(?:此项为)?(?:本题)?(?:的)?正确(?:答案|选项)\s*[)\]]?)?\s*"
)
_OPTION = re.compile(r"\s*[A-L]\s*[.、:]\s*\S")
_SCORE = re.compile(r"\s*\[\s*score\s*:\s*\d+(?:\.\d+)?\s*分\s*\]\s*$", re.I)
_FEWEST = 3
_TRACES = Traces(r"[(\[][A-L][)\]]")


def shared_options_below(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines, with the shared options below each of their questions, and its answer as 答案：B."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    places = {at: place for place, at in enumerate(filled)}
    runs = _runs(lines, filled)
    if not runs:
        return list(lines), []
    options: list[int] = []
    kept: dict[int, list[Line]] = {at: [line] for at, line in enumerate(lines)}
    pieces: list[Skipped] = []
    before = 0
    for run in runs:
        above = filled[before : places[run[0]]]
        if head := _options(lines, above):
            options = head
            kept |= {at: [] for at in head}
        before = places[run[-1]] + 1
        if not options:
            continue
        for at in run:
            match = _LABEL.fullmatch(fold(lines[at].text))
            right = match is not None and match["right"] is not None
            pieces.append(Skipped(lines[at].place, lines[at].text.strip(), "选项的编号"))
            kept[at] = [Line(f"答案：{match[1]}", lines[at].place)] if match and right else []
        kept[run[0]] = [lines[at] for at in options] + kept[run[0]]
    told = [line for at in range(len(lines)) for line in kept[at]]
    scores = ((line, _SCORE.search(fold(line.text))) for line in lines)
    pieces += [Skipped(line.place, score[0].strip(), "分值") for line, score in scores if score]
    return [_without_score(line) for line in told], pieces


def _runs(lines: Sequence[Line], filled: Sequence[int]) -> list[list[int]]:
    """Runs of lines with nothing but labels that count on from A."""
    runs: list[list[int]] = []
    last = -1  # the line before
    for at in filled:
        match = _LABEL.fullmatch(fold(lines[at].text))
        if match and match[1] == "A":
            runs.append([at])
        elif match and runs and match[1] == LETTERS[len(runs[-1])] and runs[-1][-1] == last:
            runs[-1].append(at)
        last = at
    return [run for run in runs if len(run) >= _FEWEST]


def _options(lines: Sequence[Line], above: Sequence[int]) -> list[int]:
    """The last lines of options among those above a stem."""
    found: list[int] = []
    for at in above:
        if _OPTION.match(lines[at].text):
            found = [*found, at] if found and not re.match(r"\s*A", lines[at].text) else [at]
    return found if found and re.match(r"\s*A", lines[found[0]].text) else []


def _without_score(line: Line) -> Line:
    match = _SCORE.search(fold(line.text))
    return line.without(match.start(), match.end()) if match else line
