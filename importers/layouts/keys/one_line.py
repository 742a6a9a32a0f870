"""A key of several parts on one line (参考答案：一、1.A 2.B 二、1.√): a line for each part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.keys.entries import is_entry, is_single_answer, without_heading
from importers.layouts.lines.headings import heading_of
from importers.normalise import fold
from importers.numbering import from_chinese

_TYPE = r"(?:单选|单项选择|多选|多项选择|不定项选择|判断|是非)题?\s*(?:\([^()]*\)\s*)?:"
_HEAD = re.compile(
    rf"\s*(?:[^。?;:!()\d]{{0,12}}?答案\s*:?)?\s*(?=一\s*[、.:])|\s*[^。?;:!()\d]{{0,12}}?答案\]?\s*:?\s*(?={_TYPE})"
)
_PART = re.compile(r"(?<![一二三四五六七八九十])([一二三四五六七八九十]{1,2})\s*[、.:]")
_TYPED_PART = re.compile(rf"(?<![\w、.]){_TYPE}")


def parts_on_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with such a key on as many as it has parts; 答案：一、A 二、B as 1.A 2.B, its numbers by name, where 一、 numbers questions."""
    kept, pieces = list[Line](), list[Skipped]()
    for line in lines:
        head, *parts = _parts(line.text) if "一" in line.text or "答案" in line.text else [line.text]
        if parts and all(is_single_answer(without_heading(part)[1]) for part in parts) and _asks(kept):
            told = [without_heading(part) for part in parts]
            parts = [" ".join(f"{number}. {answer.strip()}" for number, (_, answer) in enumerate(told, 1))]
            pieces.append(Skipped(line.place, " ".join(number.strip() for number, _ in told), "答案前的题号"))
        texts = [head or "答案：", *parts]
        kept += [Line(text, line.place) for text in texts] if parts else [line]
    return kept, pieces


def _asks(lines: Sequence[Line]) -> bool:
    """Whether 一、 numbers a question above, and heads no part."""
    first = [line.text for line in lines if re.match(r"\s*一\s*[、.:]", fold(line.text))]
    return bool(first) and heading_of(first[-1]) is None


def _parts(text: str) -> Iterator[str]:
    """What stands before 一、 or 单选题：, and the parts from it on; the text alone where it holds no two, or one is no entry."""
    folded = fold(text)
    head = _HEAD.match(folded)
    begins = list[int]()
    for match in _PART.finditer(folded, head.end()) if head else ():
        if from_chinese(match[1]) == len(begins) + 1:
            begins.append(match.start())
    if head and not begins:
        begins = [match.start() for match in _TYPED_PART.finditer(folded, head.end())]
    spans = pairwise([*begins, len(text)])
    parts = [text[begin:end].strip(" \t\u3000；;。，,") for begin, end in spans]
    if head is None or len(parts) < 2 or not all(map(is_entry, parts)):
        yield text
        return
    yield text[: head.end()].strip()
    yield from parts
