"""What a break parted: a label from its colon (答案 alone on its line, ：B on the next), an answer from its bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER
from importers.normalise import fold

_LABEL = re.compile(r"\s*\[?[^\s\[\]。?;,:]{0,8}(?:答案|解析)\]?\s*")
# An answer whose bracket is left open at the end of its line: （√, [正确答案：B; and what closes it on the next.
_OPEN = re.compile(rf"[(\[]\s*(?P<held>(?:[^\s()\[\]:]{{0,4}}答案\s*:?\s*)?{ANSWER})?\s*$")
_FIRST = re.compile(r"\s*A\s?[.、:,)]\s*\S")
_CLOSE = re.compile(rf"\s*(?P<held>{ANSWER})?\s*[)\]]\s*[。.?]?\s*$")
# A title left open at the end of its line, 《甲规程：, with what closes it on the next.
_OPEN_TITLE = re.compile(r"《[^《》]*$")
_CLOSE_TITLE = re.compile(r"[^《》]{0,30}》[\s。.)\]]*$")
_ANSWER_LABEL = re.compile(r"答案\]?\s*:?\s*$")
_CITED_ANSWER = re.compile(rf"\s*{ANSWER}\s*[(\[]?《[^《》]*》[\s。.)\]]*$")
# [1 at the end of a line and 分] on the next, [判 and 断题][2分].
_OPEN_MARK = re.compile(r"[(\[]([^()\[\]]{0,6})$")
_CLOSE_MARK = re.compile(r"([^()\[\]\n]{0,8})[)\]]")
_MARK = re.compile(rf"\s*(?:(?:{TYPE_WORDS})题?|(?:本题|每题|共)?\s*\d{{1,3}}(?:\.\d)?\s*分)\s*")
_COLON = re.compile(r"\s*:\s*(?=\S)")
_OPTION_LABEL = re.compile(r"(?:.*\s)?[A-L]\s*")
_SIGN_OF_OPTION = re.compile(r"\s*[:、.](?![A-Za-z.。])\s*(?=\S)")
_SIGN_AT_HEAD = Traces(r"\n\s*[:、.]")
_LEFT_OPEN = Traces(rf"[(\[]\s*(?:[^\s()\[\]:]{{0,4}}答案\s*:?\s*)?(?:{ANSWER})?\s*\n")
_PARTED = Traces(r"[(\[][^()\[\]\n]{0,6}\n", r"《[^《》\n]*\n", rf"\n\s*{ANSWER}\s*[(\[]?《")


def colons_at_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines, each colon that begins one put back behind the label on the line before, a point behind that of an option."""
    if not _SIGN_AT_HEAD.stand_in(lines):
        return list(lines)
    kept = list(lines)
    label: int | None = None
    sign = _COLON
    for at, line in enumerate(lines):
        folded = fold(line.text)
        parted = sign.match(folded) if label is not None else None
        if label is not None and parted:
            kept[label] = replace(kept[label], text=kept[label].text.rstrip() + parted[0].strip())
            kept[at] = line.without(0, parted.end())
        if folded.strip():
            named = _LABEL.fullmatch(folded)
            label = at if named or _OPTION_LABEL.fullmatch(folded) else None
            sign = _COLON if named else _SIGN_OF_OPTION
    return kept


def brackets_closed(lines: Sequence[Line]) -> list[Line]:
    """The lines, each bracket of an answer that a break parted put together on the line that holds the answer, and closed
    where the first option stands below it."""
    if not _LEFT_OPEN.stand_in(lines):
        return list(lines)
    kept = list(lines)
    opened: int | None = None
    for at, line in enumerate(lines):
        folded = fold(line.text)
        close = _CLOSE.match(folded)
        before = _OPEN.search(fold(kept[opened].text)) if close and opened is not None else None
        if opened is not None and before and close and bool(before["held"]) != bool(close["held"]):
            if before["held"]:
                kept[opened] = replace(kept[opened], text=kept[opened].text.rstrip() + line.text.strip())
                kept[at] = line.without(0, len(line.text))
            else:
                kept[opened] = kept[opened].without(before.start(), len(lines[opened].text))
                kept[at] = replace(
                    line, text=lines[opened].text[before.start() :].strip() + line.text.strip()
                )
        elif opened is not None and _FIRST.match(folded) and (left := _OPEN.search(fold(kept[opened].text))):
            closing = "）" if left["held"] else ""
            kept[opened] = replace(kept[opened], text=kept[opened].text.rstrip() + closing)
        if folded.strip():
            opened = at
    return kept


def titles_closed(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, each title (《甲规程：1.2.2》) and each mark ([单选题], [2分]) that a break parted put together, and an answer
    with such a title behind its label; and the lines that were moved to others."""
    if not _PARTED.stand_in(lines):
        return list(lines), []
    kept = list(lines)
    moved: list[Line] = []
    filled: list[int] = []
    for at, line in enumerate(lines):
        folded = fold(line.text)
        if not folded.strip():
            continue
        filled.append(at)
        above = fold(kept[filled[-2]].text) if len(filled) > 1 else ""
        opened, closed = _OPEN_MARK.search(above), _CLOSE_MARK.match(folded)
        if opened and closed and _MARK.fullmatch(opened[1] + closed[1]):
            moved.append(_move(kept, filled))
        if _CLOSE_TITLE.fullmatch(folded) and _OPEN_TITLE.search(above):
            moved.append(_move(kept, filled))
        *_, label, said = ["", "", *(fold(kept[place].text) for place in filled[-2:])]
        if _CITED_ANSWER.fullmatch(said) and _ANSWER_LABEL.search(label):
            moved.append(_move(kept, filled))
    return kept, moved


def _move(kept: list[Line], filled: list[int]) -> Line:
    """The last of the `filled` lines, moved to the end of the one before it."""
    at = filled.pop()
    line, before = kept[at], kept[filled[-1]]
    kept[filled[-1]] = replace(before, text=before.text.rstrip() + line.text.strip())
    kept[at] = line.without(0, len(line.text))
    return line
