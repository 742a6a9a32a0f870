"""Records with a line for each cell: 正确答案 alone above the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import OF_ATTEMPT, Skipped
from importers.layouts.lines.heads import FIELD
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_ALONE, ANSWER_WORD, OPTION, number_of
from importers.normalise import fold

_LABEL = re.compile(rf"\s*{ANSWER_WORD}\]?\s*:?\s*")
_OWN = re.compile(r"\s*(?:[我你您]的|考生|学[生员])答案\s*:?\s*")
_FIRST = re.compile(r"\s*[(\[]?A(?:\s*[.、:)\]]|\s*$)")
_OF_KEY = re.compile(r"(?:[^一-鿿]|正确|错误|[对错第题至])*")  # 1-5 ABCDA, A B, 对、错
_FEWEST = 3
_TRACES = Traces(r"答案\]?\s*:?\s*\n")


def answers_beside_labels(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without 我的答案 and what stands below it, with 正确答案 and the answer below it as one, where questions have them so."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    folded = {at: fold(lines[at].text) for at in filled}
    kept = list(lines)
    gone: dict[int, str] = {}
    for label, own in pairwise(filled):
        if _OWN.fullmatch(folded[label]) and _is_one(folded[own]):
            gone |= {label: OF_ATTEMPT, own: OF_ATTEMPT}
    filled = [at for at in filled if at not in gone]
    for label, answer in _announced(filled, folded):
        kept[answer] = replace(lines[answer], text="答案：" + lines[answer].text.strip(), emphasis=())
        gone[label] = "答案的标题"
    pieces = [Skipped(lines[at].place, lines[at].text.strip(), reason) for at, reason in gone.items()]
    return [line for at, line in enumerate(kept) if at not in gone], pieces


def _announced(filled: Sequence[int], folded: dict[int, str]) -> list[tuple[int, int]]:
    """Each label with its answer; nothing where one may be the head of a key for several questions.

    Among answers that are letters or judgements some may be words: 答案： above 子路, a line that begins no question.
    """
    labels = [place for place, at in enumerate(filled[:-1]) if _LABEL.fullmatch(folded[at])]
    if len(labels) < _FEWEST:
        return []
    for before, label in pairwise([-1, *labels]):
        firsts = sum(_FIRST.match(folded[filled[place]]) is not None for place in range(before + 2, label))
        if firsts > 1:
            return []
    said = [(filled[label], filled[label + 1]) for label in labels]
    ones = [pair for pair in said if _is_one(folded[pair[1]])]
    others = [folded[answer] for label, answer in said if (label, answer) not in ones]
    if len(ones) < max(_FEWEST, len(others) + 1) or any(map(_OF_KEY.fullmatch, others)):
        return []
    return [(label, answer) for label, answer in said if not _begins(folded[answer])]


def _begins(text: str) -> bool:
    """Whether a question, an option or another field begins with the line: nobody filled in the answer above."""
    return number_of(text) != "" or OPTION.match(text) is not None or FIELD.match(text) is not None


def _is_one(text: str) -> bool:
    """Whether the text is the answer to one question: letters in order, or a judgement."""
    letters = re.findall("[A-L]", text)
    return ANSWER_ALONE.fullmatch(text) is not None and letters == sorted(set(letters))
