"""What exports of online exams write around a question: heads with bars, signs of right and wrong behind options, statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.draft import OF_ATTEMPT, Skipped
from importers.layouts.evidence import EVIDENCE
from importers.layouts.lines.traces import Traces
from importers.layouts.questions.labels import label_of
from importers.layouts.shapes import OPTION, number_of
from importers.normalise import fold, tidy

# 第1题 | 单选题 | 2分 | 得分: 2
_BARRED = re.compile(
    rf"\s*(?:第\s*\d{{1,4}}\s*题|\d{{1,4}}[.、]?)\s*\|\s*(?P<type>(?:{TYPE_WORDS})题?)\s*(?P<rest>(?:\|[^|\n]{{1,20}})*)"
)
_OPTION = re.compile(rf"\s*(?P<box>[☐☑□■√])|{OPTION.pattern}")
# Behind an option: ✅ ← 你的答案（正确）, ❌, ✅ （正确答案）
_JUDGED = re.compile(
    r"\s*(?P<sign>[✅❌])\ufe0f?\s*(?:←\s*)?(?:[你您]的(?:答案|选择)|正确答案)?\s*(?:\((?:正确|错误|[你您]的(?:答案|选择)|正确答案)\))?\s*$"
)
# 【第 1 题】 (ID: )
_IDENTIFIED = re.compile(r"\s*\[?第\s*\d{1,4}\s*题\]?\s*(?P<id>\(ID\s*:[^()\n]{0,40}\))\s*")
_RULE = re.compile(r"\s*[*=\-_—]{3,}\s*")
_TRACES = Traces("[|✅❌]", "[*=_—-][*=_—-]{2}", r"\(ID")


def without_export(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with heads as `第1题 [单选题]` and options without signs, ticked where a sign alone tells the right one."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    kept: list[Line] = []
    pieces: list[Skipped] = []
    end = _end(lines)
    for line in lines[:end]:
        folded = fold(line.text)
        if match := _BARRED.fullmatch(folded):
            head = f"{line.text[: match.start('type')].replace('|', '').rstrip()} [{match['type']}]"
            kept.append(Line(head, line.place))
            pieces += [
                Skipped(line.place, part.strip(), "题号后的标注")
                for part in match["rest"].split("|")
                if part.strip()
            ]
        elif match := _IDENTIFIED.fullmatch(folded):
            kept.append(line.without(*match.span("id")))
            pieces.append(Skipped(line.place, match["id"], "题号后的标注"))
        elif (option := _OPTION.match(folded)) and (match := _JUDGED.search(folded)):
            tick = " √" if match["sign"] == "✅" and not option["box"] else ""
            kept.append(replace(line, text=line.text[: match.start()] + tick))
            pieces.append(Skipped(line.place, line.text[match.start() :].strip(), OF_ATTEMPT))
        else:
            kept.append(line)
    pieces += [
        Skipped(line.place, tidy(line.text), "文件末尾的文字") for line in lines[end:] if line.text.strip()
    ]
    return kept, pieces


def _end(lines: Sequence[Line]) -> int:
    """Where the text ends: before the last rule, where nothing behind it can belong to a question or a key."""
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line.text)]
    if not rules:
        return len(lines)
    tail = [fold(line.text) for line in lines[rules[-1] + 1 :]]
    holds = any(EVIDENCE.search(text) or label_of(text) or number_of(text) or "答案" in text for text in tail)
    return len(lines) if holds or not any(map(str.strip, tail)) else rules[-1]
