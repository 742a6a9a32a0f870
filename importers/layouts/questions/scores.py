"""Scores at the end of stems, or of the last options behind them, （2分） or [1.5分]: no part of a question where most questions of
the file carry one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.draft import OF_ATTEMPT, DraftOption, Skipped
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, tidy

_WORDS = r"(?:本题|每题|每小题|共|计|满分|得分|分[值数]|(?i:score))?\s*:?\s*"
_NUMBER = r"\d{1,2}(?:\.\d{1,2})?\s*"
_POINTS = (
    rf"[(\[]\s*{_WORDS}(?:{_NUMBER}/\s*)?{_NUMBER}分\s*[)\]]"  # （1/2分）: those of the candidate, and all
)
# （2分） may end a sentence of its own accord; a bare (1.0) is too doubtful to be taken out.
_LIKELY = re.compile(rf"\s*{_POINTS}(?=\s*[。.]?\s*$)")
# No sentence begins with a score, and none goes on with one behind its full stop or its blank.
_SURE = re.compile(
    rf"^\s*(?P<first>{_POINTS})|(?<=[。.?!:)\]_])\s*(?P<last>{_POINTS})(?=\s*$)|"
    r"\s*(?P<named>[(\[]\s*分[值数]\s*:?\s*\d{1,2}(?:\.\d{1,2})?\s*分?\s*[)\]])(?=\s*$)"
)
# A code of the system that exports them, (P:0); letters of options, and words for answers, answer.
_CODE = re.compile(
    r"(?<=[。.?!:)\]_])\s*[(\[]\s*(?!(?:[A-L]|ans\w*|key|right|correct)\s*[:=])[A-Za-z]{1,8}\s*[:=]\s*\d{1,4}(?:\.\d{1,2})?\s*[)\]](?=\s*$)",
    re.I,
)
# Behind its points, where the answer stands elsewhere, a sign tells how the candidate did: （5分） X
_ATTEMPT = re.compile(r"(?<=\))\s*([√×✓✗Xx])\s*$")
_FEWEST = 3  # one or two alike may be parts of their sentences


def take(parsed: Sequence[Parsed]) -> None:
    """Take the scores out of the stems and name them as skipped. Call before brackets are looked at for answers."""
    for entry in parsed:
        _take_attempt(entry)
    likely = sum(bool(_LIKELY.search(fold(entry.stem)) or _behind_options(entry)) for entry in parsed)
    usual = likely >= _FEWEST and likely * 2 > len(parsed)
    for entry in parsed:
        folded = fold(entry.stem)
        match = _SURE.search(folded) or (_LIKELY.search(folded) if usual else None)
        rest = tidy(entry.stem[: match.start()] + entry.stem[match.end() :]) if match else ""
        if match and rest:
            score = entry.stem[match.start() : match.end()].strip()
            entry.stem = rest
            entry.skipped.append(Skipped(entry.block.place, score, "题干后的分值"))
        elif usual and (behind := _behind_options(entry)):
            last = entry.options[-1]
            score = last.text[behind.start() :].strip()
            entry.options = (*entry.options[:-1], DraftOption(last.label, last.text[: behind.start()]))
            entry.skipped.append(Skipped(entry.block.place, score, "选项后的分值"))
    _take_codes(parsed)


def _behind_options(entry: Parsed) -> re.Match[str] | None:
    """The score at the end of the last option, which is more than it."""
    match = _LIKELY.search(fold(entry.options[-1].text)) if len(entry.options) > 1 else None
    return match if match and match.start() else None


def _take_codes(parsed: Sequence[Parsed]) -> None:
    """Take codes in brackets off the stems, where most end in one: nothing of a sentence stands so behind all of them."""
    found = [(entry, match) for entry in parsed if (match := _CODE.search(fold(entry.stem)))]
    if len(found) < _FEWEST or len(found) * 2 <= len(parsed):
        return
    for entry, match in found:
        code = entry.stem[match.start() :].strip()
        entry.stem = entry.stem[: match.start()]
        entry.skipped.append(Skipped(entry.block.place, code, "题干后的标注"))


def _take_attempt(entry: Parsed) -> None:
    match = _ATTEMPT.search(fold(entry.stem)) if entry.said else None
    if match and _LIKELY.search(fold(entry.stem[: match.start()])):
        entry.stem = entry.stem[: match.start()]
        entry.skipped.append(Skipped(entry.block.place, match[1], OF_ATTEMPT))
