"""Notes of courses: a question on a line and its answer on the next (正确, 错误, or the words to fill in), without numbers and options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.answers import truth_of
from importers.containers.blocks import Line
from importers.draft import OF_NO_QUESTION, Skipped
from importers.layouts.shapes import ANSWER_LABEL, OPTION, number_of
from importers.normalise import fold, tidy

_ASKS = re.compile(r"[(\[]\s*[)\]]|_{2,}|\?\s*$")
_SENTENCE = re.compile(r".*[。.?!)\]]\s*$", re.S)
_FIELD = re.compile(r"\s*\[?(?:题目|题干|试题|题型|类型|难度|解析)[^\s:\]]{0,2}[:\]]")
_SHORTEST, _LONGEST_TRUTH = 6, 4
_SHORTEST_WRAPPED = 25
_FEWEST = 3
_MOST = 0.6  # of the lines are questions and answers


def notes_labelled(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with 题目： and 答案： before such pairs, and 题型：填空题 between those that are filled in; only where
    several statements are judged so and nothing else tells where questions begin; what stands beside the pairs, by name."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    folded = {at: fold(lines[at].text).strip() for at in filled}
    told = (number_of, OPTION.match, ANSWER_LABEL.match, _FIELD.match)
    if any(tells(text) for text in folded.values() for tells in told):
        return list(lines), []
    judged = {at for at, text in folded.items() if len(text) <= _LONGEST_TRUTH and truth_of(text)}
    pairs: dict[int, int] = {}
    for stem, answer in pairwise(filled):
        if stem in pairs.values() or stem in judged or len(folded[stem]) < _SHORTEST:
            continue
        fills = _ASKS.search(folded[stem]) and answer == stem + 1 and not _ASKS.search(folded[answer])
        if answer in judged or fills:
            pairs[stem] = answer
    several = judged <= set(pairs.values()) and len(judged) >= _FEWEST
    sentences = sum(_SENTENCE.match(folded[stem]) is not None for stem in pairs)
    if not several or 2 * len(pairs) < _MOST * len(filled) or 2 * sentences < len(pairs):
        return list(lines), []
    kept: list[Line] = []
    pieces: list[Skipped] = []
    answers, begun = set(pairs.values()), False
    for at, line in enumerate(lines):
        if at in pairs:
            kept.append(line if begun else line.behind("题目："))
            begun = False
        elif at in answers:
            kept += [] if at in judged else [Line("题型：填空题", line.place)]
            kept.append(replace(line, text="答案：" + line.text.strip(), emphasis=()))
        elif _is_wrapped(line.text) and at + 1 in pairs:
            kept.append(line.behind("题目："))
            begun = True
        elif line.text.strip():
            pieces.append(Skipped(line.place, tidy(line.text), OF_NO_QUESTION))
    return kept, pieces


def _is_wrapped(text: str) -> bool:
    """Whether a line is so long, and ends so, that its sentence goes on in the next, which asks."""
    folded = fold(text)
    return len(text) >= _SHORTEST_WRAPPED and not (_SENTENCE.match(folded) or _ASKS.search(folded))
