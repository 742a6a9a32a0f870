"""A candidate's paper that is marked: ✅ 你的答案：D is right, ❌ 你的答案：A → 正确答案：C tells what is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.draft import OF_ATTEMPT, Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER
from importers.normalise import fold, tidy

_OWN = rf"\s*(?:解析:)?\s*(?P<own>(?P<sign>[✅✔❌✘])\ufe0f?\s*[我你您]的答案\s*:\s*)(?P<said>{ANSWER})"
_RIGHT = rf"(?P<arrow>\s*(?:→|->|=>|[,;，；])?\s*(?:正确|标准|参考)答案\s*[:是为]\s*)(?P<right>{ANSWER})"
_MARKED = re.compile(rf"{_OWN}(?:{_RIGHT})?(?![A-Za-z])\s*(?P<rest>.*)")
_RIGHT_SIGNS = "✅✔"
_JOINT = re.compile(r"[\s—–\-,，。;；:：]+")
_TRACES = Traces("的答案")


def without_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with the right answer as 答案：, and what the candidate answered, where wrong ones are marked and mended."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    found = {
        at: match
        for at, line in enumerate(lines)
        if "的答案" in line.text and (match := _MARKED.match(fold(line.text)))
    }
    mended = any(match["right"] and match["sign"] not in _RIGHT_SIGNS for match in found.values())
    if not mended:
        return list(lines), []
    kept: list[Line] = []
    pieces: list[Skipped] = []
    for at, line in enumerate(lines):
        match = found.get(at)
        if match is None or not (match["right"] or match["sign"] in _RIGHT_SIGNS):
            kept.append(line)
            continue
        name = "right" if match["right"] else "said"
        pieces.append(
            Skipped(line.place, tidy(line.text[match.start("own") : match.start(name)]), OF_ATTEMPT)
        )
        kept += _told(line, match, name)
    return kept, pieces


def _told(line: Line, match: re.Match[str], name: str) -> Iterator[Line]:
    """The answer and what stands behind it, a line each."""
    yield replace(line, text="答案：" + line.text[slice(*match.span(name))], emphasis=())
    rest = line.text[match.start("rest") :]
    joint = _JOINT.match(rest)
    rest = rest[joint.end() if joint else 0 :].strip()
    if rest:
        yield replace(line, text="解析：" + rest, emphasis=())
