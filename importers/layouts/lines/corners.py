"""Labels in corner brackets, 「正确答案」B and 「例题1.单选题」…: brackets of labels like 【】, which all layouts know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.field_words import is_label
from importers.layouts.shapes import ANSWER
from importers.normalise import fold

_CORNERED = re.compile("[「『]([^「」『』\n]{1,16})[」』]")
_OF_QUESTION = re.compile(
    rf"(?=\w)(?:第\s*\d{{1,4}}\s*题|(?:例题?|练习|习题|题目?)\s*\d{{1,4}})?\s*[.、·:]?\s*(?:(?:{TYPE_WORDS})题?)?"
)
_BEHIND_LABELS = re.compile(r"\s*(?:\d{1,4}\s*[.．、]\s*)?(?:[「『][^「」『』]*[」』]\s*)*")
# …国际「正确答案」B「答案解析」…: inside a line only where an answer follows; what a stem quotes stays.
_ANSWERED = re.compile(rf"\s*:?\s*{ANSWER}(?![A-Za-z一-鿿])")
_FEWEST = 2


def corners_squared(lines: Sequence[Line]) -> list[Line]:
    """The lines with 【】 around the labels that stand in corner brackets, of the same length, where the file has several."""
    found = {
        at: _labels(line.text) for at, line in enumerate(lines) if "」" in line.text or "』" in line.text
    }
    kinds = Counter(_kind(hit) for hits in found.values() for hit in hits)
    kept = list(lines)
    for at, hits in found.items():
        text = lines[at].text
        for hit in hits:
            if kinds[_kind(hit)] >= _FEWEST:
                text = f"{text[: hit.start()]}【{hit[1]}】{text[hit.end() :]}"
        kept[at] = replace(lines[at], text=text)
    return kept


def _kind(hit: re.Match[str]) -> str:
    """The word of a label; the heads of questions, each with its number and type, are of one kind."""
    word = fold(hit[1]).strip()
    return word if is_label(word) else ""


def _labels(text: str) -> list[re.Match[str]]:
    """The labels in corner brackets of a line: at its head, before an answer, or behind another one."""
    found: list[re.Match[str]] = []
    for hit in _CORNERED.finditer(text):
        word = fold(hit[1]).strip()
        heads = _BEHIND_LABELS.fullmatch(text, 0, hit.start()) is not None
        behind = bool(found) or _ANSWERED.match(fold(text), hit.end()) is not None
        if (is_label(word) and (heads or behind)) or (heads and _OF_QUESTION.fullmatch(word)):
            found.append(hit)
    return found
