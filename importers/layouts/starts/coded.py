"""Questions behind codes: La5A1001, 1.1.2, 3-12, AQ07【甲库 · 中 · 单选】, or 1.1, 1.2, ... in order."""

from __future__ import annotations

import re
from bisect import bisect_right

from importers.answers import TYPE_WORDS
from importers.layouts.evidence import EVIDENCE
from importers.layouts.text import Start, Text

_CODE = re.compile(
    r"\s*(?P<code>[A-Z][a-z]?\d[A-Z]\d{3,4}|\d{1,2}(?:\.\d{1,2}){2,3}|\d{1,2}-\d{1,3})(?:[.、]\s*|\s+)(?=\S)|"
    rf"\s*(?P<named>[A-Za-z]{{1,8}}[-_]?\d{{1,6}})\s*(?=\[(?:[^\[\]\n]{{0,40}}[\s·•|])?(?:{TYPE_WORDS})题?\s*\])"
)
_SIGN = re.compile(r"\s*[.、:]\s*(?=\S)")
_FEWEST_PAIRS = 3


def coded(text: Text) -> dict[int, Start]:
    """La5A1001, 1.1.2, 3-12: the code of a bank, or of part and question, before each stem."""
    codes = {
        at: Start(match["code"] or match["named"], (0, match.end()))
        for at, folded in enumerate(text.folded)
        if (match := _CODE.match(folded))
    }
    return max(_asking(text, codes), _asking(text, _pairs(text)), key=len)


def _pairs(text: Text) -> dict[int, Start]:
    """1.1, 1.2, 2.1 with nothing behind them: numbers that count on, so that 1.12026年 is question 1.1 of the year 2026."""
    starts: dict[int, Start] = {}
    part, number = 1, 0
    for at, folded in enumerate(text.folded):
        lead = len(folded) - len(folded.lstrip())
        for following in ((part, number + 1), (part + 1, 1)):
            code = f"{following[0]}.{following[1]}"
            if folded.startswith(code, lead) and folded[lead + len(code) :].strip():
                sign = _SIGN.match(folded, lead + len(code))
                starts[at] = Start(code, (0, sign.end() if sign else lead + len(code)))
                part, number = following
                break
    return starts if len(starts) >= _FEWEST_PAIRS else {}


def _asking(text: Text, starts: dict[int, Start]) -> dict[int, Start]:
    """The starts behind which a question stands."""
    bounds = sorted(set(starts) | set(text.headings) | {len(text.lines)})
    kept = {}
    for at, start in starts.items():
        body = "\n".join(
            [text.folded[at][start.cut[1] :], *text.folded[at + 1 : bounds[bisect_right(bounds, at)]]]
        )
        if at not in text.headings and EVIDENCE.search(body):
            kept[at] = start
    return kept
