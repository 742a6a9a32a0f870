"""Which of the numbered lines of a text are questions: by the order of the numbers and by what follows them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from importers.answers import type_of
from importers.layouts.evidence import EVIDENCE, MARKED
from importers.layouts.starts.closed import closed_questions
from importers.layouts.text import Start, Text

_LOOK_AHEAD = 40
_WEAK = {"bare", "decimal"}
_SEPARATED = {"sep.", "sep、", "sep)", "sep:", "sep,"}
# 对 and 错 on two lines below a statement.
_TRUTHS = re.compile(r"^\s*(?:对\s*\n\s*错|正确\s*\n\s*错误)\s*$", re.M)
_LABEL_ALONE = re.compile(r"\s*(?:[-*]\s+)?[(\[]?[A-H]\s*[.、:)\]]\s*")
_WORDS = re.compile("[一-鿿]")
_LOST_NUMBER = re.compile(r"\s*[.、]?\s*")
_FEWEST_CHANGES, _OFTEN, _SEVERAL = 3, 5, 2


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    value: int
    style: str
    start: Start
    evidence: bool
    marked: bool
    closed: bool  # behind another question, with options and an answer of its own
    whole: bool  # with options and an answer line of its own


def numbered_lines(
    text: Text, pattern: re.Pattern[str], number: Callable[[re.Match[str]], tuple[int | None, str]]
) -> dict[int, Start]:
    """The lines that match `pattern` and begin a question. `number` gives value and style of a match; no value, no number.

    The group `mark` stands before the number and stays in the stem, `kind` names a type.
    """
    spots: list[tuple[int, int, str, Start]] = []
    marks = _after_type_lines(text)
    alone = False  # 1 alone on its line: 3·15… and 1公里… on the next are the stem
    labelled = False  # B. alone on its line: 443 on the next is its text
    for at, folded in enumerate(text.folded):
        below, labelled = labelled, bool(_LABEL_ALONE.fullmatch(folded)) or (labelled and not folded.strip())
        if at in text.headings or not (match := pattern.match(folded)):
            alone = alone and not folded.strip()
            continue
        value, style = number(match)
        if below and not _WORDS.search(folded):
            continue
        after, alone = alone, style == "bare" and match.end() >= len(folded.rstrip())
        if after and style == "bare" and not alone:
            continue
        if value is not None:
            mark = match.group("mark") if "mark" in pattern.groupindex else None
            kind = match.group("kind") if "kind" in pattern.groupindex else None
            cut = (match.end("mark") if mark else 0, match.end())
            start = Start(str(value or ""), cut, type_of(kind) if kind else None)
            if (mark and MARKED.match(mark)) or MARKED.match(folded[match.end() :]):
                marks.add(at)
            spots.append((at, value, style, start))
    if not spots:
        return {}
    bounds = set(text.headings) | {len(text.lines)}
    every = sorted({spot[0] for spot in spots} | bounds)
    strong = sorted({spot[0] for spot in spots if spot[2] not in _WEAK} | bounds)
    separate = {spot[0] for spot in spots if spot[2] != "decimal"}
    closed, unnumbered, whole = closed_questions(text.folded, separate, text.headings)
    candidates = []
    for at, value, style, start in spots:
        stops = every if style in _WEAK else strong  # 1.2米 may begin a line that goes on with the stem
        first = text.folded[at][start.cut[1] :]
        body = "\n".join([first, *text.folded[at + 1 : stops[bisect_right(stops, at)]]])
        # a bracket to fill in may stand before the number: (  )3. …
        sure = at in marks or start.cut[0] > 0 or bool(EVIDENCE.search(body)) or bool(_TRUTHS.search(body))
        candidates.append(_Candidate(at, value, style, start, sure, at in marks, at in closed, at in whole))
    starts = _choose(_in_one_style(candidates), text)
    if 0 < len(unnumbered) * _OFTEN <= len(starts):  # in a file of numbered questions some have lost theirs
        for at in unnumbered:
            if min(starts) < at and at not in starts and (match := _LOST_NUMBER.match(text.folded[at])):
                starts[at] = Start("", (0, match.end()))
    return dict(sorted(starts.items()))


def _in_one_style(candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates, their separators as one style where they change from question to question (1、 2． 3、)."""
    separated = [entry for entry in candidates if entry.style in _SEPARATED and entry.evidence]
    changes = sum(
        before.value < after.value and before.style != after.style for before, after in pairwise(separated)
    )
    if changes < _FEWEST_CHANGES or changes * _OFTEN < len(separated):
        return _in_one_style_by_parts(candidates, separated)
    return [replace(entry, style="sep") if entry.style in _SEPARATED else entry for entry in candidates]


def _in_one_style_by_parts(candidates: list[_Candidate], separated: list[_Candidate]) -> list[_Candidate]:
    """The candidates, the separator of each part (9. 10. and then anew 1、 2、) as one style."""
    parts = [list(part) for _, part in groupby(separated, key=lambda entry: entry.style)]
    anew = all(
        entry.value in {1, before + 1}
        for part in parts[1:]
        for before, entry in zip([0, *(entry.value for entry in part)], part, strict=False)
    )
    if len(parts) < 2 or not anew or min(map(len, parts)) < _SEVERAL:
        return candidates
    begins = [0, *(part[0].line for part in parts[1:])]
    return [
        replace(entry, style="sep")
        if entry.style == parts[bisect_right(begins, entry.line) - 1][0].style
        else entry
        for entry in candidates
    ]


def _after_type_lines(text: Text) -> set[int]:
    """The lines behind 题型：单选题: a question begins there whatever its number."""
    lines = set()
    for at, heading in text.headings.items():
        if heading.type_line:
            lines |= set(
                [line for line in range(at + 1, min(at + 4, len(text.lines))) if text.folded[line].strip()][
                    :1
                ]
            )
    return lines


def _choose(candidates: list[_Candidate], text: Text) -> dict[int, Start]:
    """Which of the numbered lines are questions, by what follows them and by the order of the numbers."""
    strong = [entry.style for entry in candidates if entry.evidence] or [entry.style for entry in candidates]
    main = (
        max(dict.fromkeys(strong), key=lambda style: (strong.count(style), style not in _WEAK))
        if strong
        else ""
    )
    starts: dict[int, Start] = {}
    heads = sorted(text.headings)
    bounds = [at for at in heads if not text.headings[at].type_line]
    typed = any(heading.type for heading in text.headings.values())
    last: int | None = None
    before = 0
    complete, passed, essay, judged = False, 0, False, False
    for at, entry in enumerate(candidates):
        while passed < len(heads) and heads[passed] < entry.line:
            heading = text.headings[heads[passed]]
            essay = heading.type in {"essay", "blank"} if heading.type else essay
            judged = heading.type == "true_false" if heading.type else judged
            passed += 1
            if not heading.type_line:
                last, complete = None, False
        in_order = last is not None and entry.value == last + 1
        if in_order and entry.style != main and not entry.closed and _continues_list(candidates, at, starts):
            continue
        until = next((at for at in bounds if at > entry.line), len(text.lines))
        if entry.marked or entry.closed:
            good = True
        elif essay and entry.whole and entry.value == 1:  # the part of essays is left
            good, essay = True, False
        elif essay:
            good = (in_order or (last is None and entry.value in {1, before + 1})) and entry.style in {
                main,
                "",
            }
        elif last is None:
            opening = entry.value in {1, before + 1} or (entry.value == 0 and not at)
            note = _again(candidates, at, entry.value, until)  # 1.答题说明：… before the first question
            good = entry.evidence or (opening and not note and (passed > 0 or not typed))
            good = good and (entry.style != "bare" or opening)
        elif in_order:
            other = entry.style != main and _again(candidates, at, entry.value, until, main)
            good = not other and (entry.evidence or not _again(candidates, at, entry.value, until))
            good = good and (entry.style != "bare" or entry.evidence or judged)
        else:
            good = entry.evidence and entry.style == main
            good = good and (complete or not _again(candidates, at, last + 1, until))
        if good:
            starts[entry.line] = entry.start
            last, before = entry.value or last, entry.value or before
            complete = entry.evidence
        else:
            complete = complete or entry.evidence
    return starts


def _continues_list(candidates: list[_Candidate], at: int, starts: dict[int, Start]) -> bool:
    """Whether the line is the next point of a list that is no row of questions: (4) behind (3), below question 3."""
    entry, before = candidates[at], candidates[at - 1] if at else None
    return (
        before is not None
        and (before.style, before.value) == (entry.style, entry.value - 1)
        and before.line not in starts
    )


def _again(candidates: list[_Candidate], at: int, value: int, until: int, style: str = "") -> bool:
    """Whether a better line with this number (and in this style) comes soon, before the next heading."""
    return any(
        entry.value == value and entry.evidence and entry.line < until and entry.style.startswith(style)
        for entry in candidates[at + 1 : at + _LOOK_AHEAD]
    )
