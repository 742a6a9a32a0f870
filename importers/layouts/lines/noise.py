"""Lines that belong to no question: separators, page numbers and footers, what the page of an online exam says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.starts.order import Start
from importers.normalise import fold, tidy

_SEPARATOR = re.compile(
    r"\s*[@#*=\-_—~…·.]{3,}\s*(?:分页(?:符|线)?\s*[@#*=\-_—~…·.]{3,}\s*)?|\s*第?\s*\d+\s*页(?:\s*[,，/|]?\s*共\s*\d+\s*页)?\s*|\s*[-—]\s*\d+\s*[-—]\s*|"
    r"\s*内部(?:资料|使用|文件)[\s,，]*(?:注意保存|妥善保管|[请严]?[勿禁]外传|不得外传)?\s*"
)
# What the page of an online exam says of an attempt.
_STATUS = re.compile(
    r"\s*(?:(?:未作答|已回答|已完成|(?:部分|不)?正确|错误)?\s*(?:满分|获得)\s*\d+(?:\.\d+)?\s*分?(?:中的\s*\d+(?:\.\d+)?\s*分?)?|反馈|选择一项(?:或多项)?[:：]|"
    r"[你您](?:的(?:回答|答案)(?:不|部分)?(?:正确|错误)|没有?作答|选[对错]了)|(?:本题)?(?:总)?得分\s*[:：]\s*\d+(?:\.\d+)?\s*分?|"
    r"(?:查看|收起|展开)(?:答案)?解析|(?:(?:隐藏|显示|查看|展开|收起)答案|加入收藏|加入记忆|收藏本题|错题反馈|我要纠错|纠错|做笔记)+|(?:AI|视频|名师)\s*(?:讲解|解析))[。.]?\s*"
)
# …and behind the answer on its line: 正确答案：A你选对了
_STATUS_BEHIND = re.compile(
    r"(?<=[A-L√×✓✗✔✘对错误确])[^\S\n]*((?:[你您](?:选[对错]了|没有?作答)|回答(?:正确|错误)|AI讲解)[。.]?)\s*$"
)
_OF_ATTEMPT = "在线考试的提示"
_ATTEMPT = re.compile(r"\s*(?:回答)?(?:正确|错误)\s*")
_ORDINAL = re.compile(r"\s*[\[【]?第\s*(\d{1,4})\s*题[\]】]?\s*")
_PAGE = re.compile(r"\s*(\d{1,4})\s*")
_AWAITS_TEXT = re.compile(r"\s*[(\[]?[A-La-l]\s*[.、:)\]]?\s*|.*[:=]\s*")
_QUESTIONS_A_PAGE = 2
_PAGE_OF = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_OWN = re.compile(
    r"\s*$|\s*[(\[]?(?:[A-La-l]|\d+)\s*[.、:)\]]|.*(?:答案|解析|[(\[]\s*[)\]])|\s*[√×对错]|\s*(?:正确|错误)"
)  # that belongs to a question
_RUNNING = 2  # a header beside that many page marks


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines that may belong to questions, and the others by name."""
    kept: list[Line] = []
    pieces: list[Skipped] = []
    pages = _page_marks([line.text.strip() for line in lines])
    for at, line in enumerate(lines):
        if _says_number_twice(lines, at):
            pieces.append(Skipped(line.place, tidy(line.text), "题号"))
        elif at in pages or (line.text.strip() and _SEPARATOR.fullmatch(line.text)):
            pieces.append(Skipped(line.place, tidy(line.text), "分隔线或页码"))
        elif _STATUS.fullmatch(line.text):
            if _tells_of_attempt(kept):
                mark = kept.pop()
                pieces.append(Skipped(mark.place, tidy(mark.text), _OF_ATTEMPT))
            pieces.append(Skipped(line.place, tidy(line.text), _OF_ATTEMPT))
        elif (match := _STATUS_BEHIND.search(line.text)) and "答案" in line.text:
            kept.append(Line(line.text[: match.start()], line.place, line.emphasis))
            pieces.append(Skipped(line.place, match[1], _OF_ATTEMPT))
        else:
            kept.append(line)
    return kept, pieces


def _page_marks(texts: Sequence[str]) -> set[int]:
    """1/22, 2/22 alone on lines, and the running headers beside them: what stands there again and again."""
    marks = [(at, match) for at, text in enumerate(texts) if (match := _PAGE_OF.fullmatch(text))]
    numbers = [int(match[1]) for _, match in marks]
    if len({match[2] for _, match in marks}) != 1 or any(
        after <= before for before, after in pairwise(numbers)
    ):
        return set()
    beside = Counter(texts[at + step] for at, _ in marks for step in (-1, 1) if 0 <= at + step < len(texts))
    headers = {
        text
        for text, count in beside.items()
        if count >= max(_RUNNING, len(marks) - 1)
        and count == texts.count(text)
        and not _OWN.match(fold(text))
    }
    return {at for at, _ in marks} | {at for at, text in enumerate(texts) if text in headers}


def _says_number_twice(lines: Sequence[Line], at: int) -> bool:
    """【第 2 题】 alone on its line, above 2. …"""
    match = _ORDINAL.fullmatch(lines[at].text)
    following = next((fold(line.text) for line in lines[at + 1 : at + 4] if line.text.strip()), "")
    return match is not None and re.match(rf"\s*{match[1]}\s*[.、:)]", following) is not None


def _tells_of_attempt(lines: Sequence[Line]) -> bool:
    """Whether the last line only says how an attempt went: 正确, and neither the answer nor an option."""
    if not lines or not _ATTEMPT.fullmatch(lines[-1].text):
        return False
    before = next((line.text for line in reversed(lines[:-1]) if line.text.strip()), "")
    return not _AWAITS_TEXT.fullmatch(fold(before))


def page_numbers(folded: Sequence[str], starts: Mapping[int, Start], headings: Set[int]) -> set[int]:
    """Numbers alone on lines that begin no question, grow and are fewer than questions: those of the pages."""
    written = [at for at, text in enumerate(folded) if text.strip()]
    found: dict[int, int] = {}
    for before, at in pairwise(written):
        match = _PAGE.fullmatch(folded[at])
        if match and at not in starts and at not in headings and not _AWAITS_TEXT.fullmatch(folded[before]):
            found[at] = int(match[1])
    growing = all(first < second for first, second in pairwise(found.values()))
    return set(found) if growing and len(found) * _QUESTIONS_A_PAGE <= len(starts) else set()
