"""Signs that a question, as it was read, holds another one: its number, its mark, its options, its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.answers import LETTERS, truth_of
from importers.containers.blocks import Line
from importers.layouts.evidence import ASKS
from importers.layouts.questions.options import find_options
from importers.layouts.questions.parsed import Parsed
from importers.layouts.shapes import BRACKET, TYPE_MARK
from importers.normalise import fold

# A numbered line with a blank or a filled bracket inside a text: the next question, perhaps.
_NEXT_QUESTION = re.compile(
    rf"\n\s*{BRACKET}[^\S\n]*\d{{1,3}}\s*[.、](?!\d)|"
    rf"\n\s*(?:第\s*)?[(\[]?\d{{1,3}}\s*[.、),题\]](?!\d{{1,2}}(?!\d))[^\n]*(?:{BRACKET}|_{{2,}})"
)
# The same anywhere in an option, where questions run on: C.备案4、审查由（B）A.…
_QUESTION_IN_OPTION = re.compile(rf"\d{{1,3}}\s*[.、](?![\d\s]*[\d、])[^\n]{{4,}}?{BRACKET}")
# …and the type of another question: as a line [单选题], or before its stem.
_MARK = re.compile(rf"\s*{TYPE_MARK}")
_MARK_INSIDE = re.compile(rf"(?<=\S)\s*{TYPE_MARK}\s*\S")  # 丁局[单选]审查由…
_MARK_BEFORE = re.compile(rf"(?:\n|\d\s*[.、)]?)\s*{TYPE_MARK}\s*[^\s\[(]")
# …结清。 8、…, …（√）8. …, …[1分](8)审查…
_NUMBER_INSIDE = re.compile(
    r"(?:(?:\n|。\s*)[(\[]?(?:题目?|问题|第|例)?(\d{1,4})\s*[.、:)\]题](?!\d)|"
    r"[)\]]\s*(?:(?:题目?|问题|第|例)?(\d{1,4})\s*[.、:题](?!\d)|\((\d{1,4})\)(?=[^\n]{6})))"
)
# 见教材第44页。 19.到甲地（　　）。 A.乙 B.丙: behind an explanation, on its line.
_ASKED_BEHIND = re.compile(
    rf"(?<![\d.])(\d{{1,4}})\s*[.、](?!\d)[^\n]{{4,200}}?{BRACKET}[^\n]{{0,20}}?(?<![A-Za-z])A\s*[.、:]"
)
_JUDGED = re.compile(r"(?:[。.;!?]|\n)\s*[(\[]\s*[)\]]|[(\[]\s*[)\]]\s*[。.]?\s*(?:\n|$)")
# A list of options in a text that is no list: the options of another question.
_OPTIONS_INSIDE = re.compile(
    r"(?:(?<![A-Za-z])A\s*[.:)]|(?<![A-Za-z一-鿿])A\s*、)(?!\s*B)[^\n]{1,80}?\s*(?<![A-Za-z])B\s*[.、:)][^\n]{1,80}?\s*(?<![A-Za-z])C\s*[.、:)]",
    re.M,
)
_FIELDS = re.compile(r"\[(?:题干|选项|备选答案|(?:参考|正确|标准)?答案)\s*\d{0,4}\]")
_LABEL = re.compile(r"^\s*[(\[]?\s*([A-L])\s*[.、:)\]]", re.M)


def holds_question(entry: Parsed) -> bool:
    """Whether text of another question, by its number, stands in this one."""
    options = [fold(option.text) for option in entry.options]
    texts = "\n".join((fold(entry.stem), *options, "", fold(entry.explanation)))
    if _NEXT_QUESTION.search(texts) or any(map(_QUESTION_IN_OPTION.search, options)):
        return True
    if not entry.block.number.isdigit():
        return False
    following = int(entry.block.number) + 1
    last = options[-1] if options else fold(entry.stem) if entry.type == "true_false" else ""
    inside = [match[match.lastindex or 1] for match in _NUMBER_INSIDE.finditer(last)]
    inside += [match[1] for match in _ASKED_BEHIND.finditer(fold(entry.explanation))]
    return any(int(number) == following for number in inside)


def holds_mark(entry: Parsed) -> bool:
    """Whether the type of another question stands in this one."""
    if any(_MARK_INSIDE.search(fold(option.text)) for option in entry.options):
        return True
    later = (fold(line.text) for line in _later(entry))
    return any(map(_MARK.match, later)) or _MARK_BEFORE.search(fold(entry.stem)) is not None


def _later(entry: Parsed) -> Sequence[Line]:
    """The lines behind the first one that says something: the number may stand alone on its line."""
    lines = entry.block.lines
    first = next((at for at, line in enumerate(lines) if line.text.strip()), 0)
    return lines[first + 1 :]


def holds_sides(entry: Parsed) -> bool:
    """Whether 对 and 错 stand on lines in the midst of the stem: those of a statement before."""
    sides = [truth_of(line) for line in entry.stem.split("\n")]
    return any({first, second} == {"T", "F"} for first, second in pairwise(sides[:-1]))


def holds_statement(entry: Parsed) -> bool:
    """Whether a statement has two brackets to judge it: behind a sentence, or at the end of a line."""
    return entry.type == "true_false" and len(_JUDGED.findall(fold(entry.stem))) > 1


def holds_options(entry: Parsed) -> bool:
    """Whether the options of another question stand before those of this one."""
    return bool(entry.options) and _OPTIONS_INSIDE.search(fold(entry.stem)) is not None


def holds_next_option(entry: Parsed) -> bool:
    """Whether a line of the explanation counts on from the last option: the answer stands in the midst of the options."""
    label = _LABEL.search(fold(entry.explanation)) if len(entry.options) > 1 else None
    return label is not None and label[1] == LETTERS[len(entry.options)]


def holds_fields(entry: Parsed) -> bool:
    """Whether the explanation holds the labels of another question: 【选项】, 【参考答案】."""
    return _FIELDS.search(fold(entry.explanation)) is not None


def is_followed(entry: Parsed) -> bool:
    """Whether another question stands behind the answer, in text that nobody called an explanation (as was told already)."""
    if not any(said.code == "text-after-answer" for said in entry.problems):
        return False
    found = find_options(entry.explanation)
    return ASKS.search(fold(entry.explanation)) is not None or (found is not None and found.in_order)
