"""What makes a question that was read look as if more had been read into it than belongs there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.draft import DraftOption
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold

# What stands before a stem where its number was not told from it: 1）, 题3：, 1.1.2, 【例1】, La5A1001.
UNCUT_NUMBER = re.compile(
    r"[\s★☆▲△●■◆※*•]*(?:第\s*\d{1,4}\s*题|[(\[]?(?:题目|问题|试题|变式|题|例)\s*\d|例\s*[、:]|\d{1,4}\s*[.、,:)](?!\d)|\d{1,4}\s*\[|\d{1,2}(?:\.\d{1,2})+\s|"
    r"[(\[]\s*\d{1,4}\s*[)\]]|\d{1,3}\s+(?=[^\s\d%])|[A-Z][a-z]?\d[A-Z]\d{3,4}\s)"
)
# A numbered line with a blank or a filled bracket inside a text: the next question, perhaps.
_NEXT_QUESTION = re.compile(
    r"\n\s*[(\[]\s*(?:[A-L](?:[\s,、;/]*[A-L])*|[√×✓✗])\s*[)\]]\s*\d{1,3}\s*[.、]|"
    r"\n\s*(?:第\s*)?[(\[]?\d{1,3}\s*[.、),题\]](?!\d{1,2}(?!\d))[^\n]*(?:[(\[]\s*(?:[A-L]{1,6}|[√×✓✗])?\s*[)\]]|_{2,})"
)
# The same anywhere in an option, where questions run on: C.备案4、审查由（B）A.…
_QUESTION_IN_OPTION = re.compile(
    r"\d{1,3}\s*[.、](?![\d\s]*[\d、])[^\n]{4,}?[(\[]\s*(?:[A-L](?:[\s,、]*[A-L])*|[√×✓✗])?\s*[)\]]"
)
# The heading of a part inside a stem: …试题及答案一、单项选择题（共30题）1.…
_HEADING_INSIDE = re.compile(
    rf"(?:[一二三四五六七八九十]\s*[、.]|第[一二三四五六]部分)\s*[^\s,。;?()]{{0,6}}(?:{TYPE_WORDS})题?\s*(?:[(:\d]|$)",
    re.M,
)
_MARK = re.compile(rf"\s*\[(?:{TYPE_WORDS})题?\]")
_OPEN_MARK = re.compile(rf"\s*[\[(][^\[\]()\n]{{0,6}}(?:{TYPE_WORDS})(?=[^\n]*[\[\])])")  # [单选题.( )是…
# A line of an option that begins as that of another one does: d. …, (D …, B,… again.
_LABELLED_LINE = re.compile(
    r"\n\s*[(\[]?\s*(?:选项)?(?:[A-H]\s*(?:[.、:)\],]|\s|(?=[^\x00-\x7f]))|[a-h]\s*[.、:)])"
)
_LABEL_AT_END = re.compile(r"(?<![A-Za-z])([A-H])\s*\n\s*[.、:)\w]")
_TYPE_AND_NUMBER = re.compile(rf"(?:{TYPE_WORDS})题?\s*\d")
# A list of options in a text that is no list: the options of another question.
_OPTIONS_INSIDE = re.compile(
    r"(?:^|[\s(])A\s*[.、:)](?!\s*B)[^\n]{1,80}?\s*(?<![A-Za-z])B\s*[.、:)][^\n]{1,80}?\s*(?<![A-Za-z])C\s*[.、:)]",
    re.M,
)
_SIGN = re.compile(r"[(\[]\s*[√×✓✗]\s*[)\]]")


def _later(entry: Parsed) -> Sequence[Line]:
    """The lines behind the first one that says something: the number may stand alone on its line."""
    lines = entry.block.lines
    first = next((at for at, line in enumerate(lines) if line.text.strip()), 0)
    return lines[first + 1 :]


def _holds_question(entry: Parsed) -> bool:
    return any(_QUESTION_IN_OPTION.search(fold(option.text)) for option in entry.options)


def _holds_option(option: DraftOption) -> bool:
    folded = fold(option.text)
    found = _LABELLED_LINE.search(folded) or _TYPE_AND_NUMBER.search(folded)
    return found is not None or any(match[1] > option.label for match in _LABEL_AT_END.finditer(folded))


def tell_doubts(parsed: Sequence[Parsed], layout: str) -> list[Parsed]:
    """Warn of each question whose text may hold a number, a title or another question; those that may hold another one."""
    merged: list[Parsed] = []
    for entry in parsed:
        texts = "\n".join((entry.stem, *(option.text for option in entry.options), "", entry.explanation))
        if UNCUT_NUMBER.match(fold(entry.stem)):
            entry.warn("stem-doubtful", "的题干开头像是题号，请核对。")
        elif _OPEN_MARK.match(fold(entry.stem)):
            entry.warn("stem-doubtful", "的题干开头像是题型的标注，请核对。")
        elif _NEXT_QUESTION.search(fold(texts)) or _holds_question(entry):
            entry.warn("stem-doubtful", "里像是还并入了另一道题，请核对。")
            merged.append(entry)
        elif _HEADING_INSIDE.search(fold(entry.stem)):
            entry.warn("stem-doubtful", "的题干里像是还有一个标题，请核对。")
        elif any(_MARK.match(fold(line.text)) for line in _later(entry)):
            entry.warn("stem-doubtful", "里有另一题的题型标记，答案和题型可能是另一题的，请核对。")
            merged.append(entry)
        elif len(_SIGN.findall(fold(entry.stem))) > 1:
            entry.warn("stem-doubtful", "的题干里有几处对错，像是并入了别的题，请核对。")
        elif any(map(_holds_option, entry.options)):
            entry.warn("option-labels", "的选项里又有像选项的一行，可能有选项没有分开，请核对。")
        elif entry.options and _OPTIONS_INSIDE.search(fold(entry.stem)):
            entry.warn("stem-doubtful", "的题干里像是还有另一题的选项，请核对。")
            merged.append(entry)
        elif _holds_question_behind(entry):
            merged.append(entry)
        elif layout == "unnumbered" and "\n" in entry.stem:
            entry.warn("stem-doubtful", "的题干有几行，开头的几行可能是标题或说明，请核对。")
    return merged


def _holds_question_behind(entry: Parsed) -> bool:
    """Whether text behind the answer that nobody called an explanation, as was told already, lists options."""
    behind = any(said.code == "text-after-answer" for said in entry.problems)
    return behind and _OPTIONS_INSIDE.search(fold(entry.explanation)) is not None
