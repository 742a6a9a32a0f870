"""What stands between stem and options in the pages of Moodle (选择一项：, 选择一项或多项：): it tells the type, and where options begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import LETTERS, truth_of
from importers.containers.blocks import Line
from importers.draft import OF_ATTEMPT, Skipped
from importers.layouts.lines.attempts import tells_of_attempt
from importers.layouts.lines.traces import Traces
from importers.layouts.questions.labels import label_of
from importers.layouts.shapes import OPTION
from importers.normalise import fold

_OFFER = re.compile(r"\s*(?:选择一项|(?i:select one))(?P<several>或多项|(?i: or more))?\s*:\s*")
_END = re.compile(r"\s*(?:正确的?答案|The correct answer)")
_FEWEST, _MOST = 2, 8  # options
_TRACES = Traces("选择一项", "[Ss](?i:elect one)")


def offers_as_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with 【单选题】 or 【多选题】 behind the stem for such a line, and labels for the options below it that have none."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    kept: list[Line | None] = list(lines)
    pieces: list[Skipped] = []
    offers = {at: offer for at, line in enumerate(lines) if (offer := _OFFER.fullmatch(fold(line.text)))}
    for at, offer in offers.items() if len(offers) >= _FEWEST else ():
        options = _below(lines, at)
        if not _FEWEST <= len(options) <= _MOST or any(truth_of(lines[place].text) for place in options):
            continue
        stem = next((place for place in range(at - 1, -1, -1) if lines[place].text.strip()), -1)
        if stem < 0:
            continue
        mark = "【多选题】" if offer["several"] else "【单选题】"
        kept[stem], kept[at] = replace(lines[stem], text=lines[stem].text + mark), None
        pieces.append(Skipped(lines[at].place, lines[at].text.strip(), OF_ATTEMPT))
        if not any(OPTION.match(fold(lines[place].text)) for place in options):
            for label, place in zip(LETTERS, options, strict=False):
                kept[place] = lines[place].behind(f"{label}. ")
    return [line for line in kept if line is not None], pieces


def _below(lines: Sequence[Line], at: int) -> list[int]:
    """The filled lines below `at`, up to what the page says next."""
    found: list[int] = []
    for place in range(at + 1, len(lines)):
        folded = fold(lines[place].text)
        if tells_of_attempt(lines[place].text) or label_of(folded) or _END.match(folded):
            break
        if folded.strip():
            found.append(place)
    return found
