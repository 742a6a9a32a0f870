"""What Markdown folds away (<details>, <summary>答案与解析</summary>): the summary heads the answer and the explanation below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.containers.fields import FIELD
from importers.draft import Skipped

_CLOSE = re.compile(r"\s*</details\s*>", re.I)
_SUMMARY = re.compile(
    r"\s*(?:<details\b[^>]*>\s*)?<summary\b[^>]*>(?P<words>[^<>]*(?:答案|解析|解答)[^<>]*)</summary\s*>\s*",
    re.I,
)
_MARKS = r"[*_>#\s-]*"
_ANSWER = re.compile(rf"{_MARKS}[\[【]?(?:正确|参考|标准)?答案[\]】*]*\s*[:：\]】]")
# A label, a number or the mark of an option of its own, or a table or a program.
_OWN = re.compile(rf"{_MARKS}(?:[\[【]?{FIELD}|[\[【|]|```|\d{{1,3}}\s*[.、．)）])")


def unfolded(lines: Sequence[Line], skipped: list[Skipped]) -> tuple[list[Line], dict[int, str]]:
    """The lines without the summary of an answer, and what follows such an answer, each with the label that it lacks."""
    kept, labels = list(lines), dict[int, str]()
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    for at, answer, behind in zip(filled, filled[1:], filled[2:], strict=False):
        summary = _SUMMARY.fullmatch(lines[at].text)
        if summary is None or not _ANSWER.match(lines[answer].text):
            continue
        skipped.append(Skipped(lines[at].place, summary["words"].strip(), "标题"))
        kept[at] = lines[at].without(0, len(lines[at].text))
        if not _CLOSE.match(lines[behind].text) and not _OWN.match(lines[behind].text):
            labels[behind] = "解析："
    return kept, labels
