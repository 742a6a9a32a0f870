"""Labels with one and the same sign in the place of a colon throughout a file: 题干#…, 选项A#…, 答案#B, also =, ->, ::, | or a blank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.field_words import is_label
from importers.normalise import fold

_SIGNED = re.compile(r"\s*(?P<word>\[?[^\W\d_]{1,8}\]?)(?P<sign>[^\S\n]*[#=|~^@$&*:>/\\-]{1,3}|[^\S\n]+)")
_OPTION = re.compile("(?:选项)?[A-L]|[A-L]选项")
_STEM = re.compile("题目?[干面]?|(?:题目|问题|试题)(?:描述|内容)?")
_ANSWER = re.compile(".*答案|正确选项")
_FEWEST, _MOST = 2, 0.9


def colons_for_signs(lines: Sequence[Line]) -> list[Line]:
    """The lines with a colon in the place of that sign, where stems, options and answers of several questions have it
    and hardly any other label stands behind another one."""
    found = {
        at: match
        for at, line in enumerate(lines)
        if (match := _SIGNED.match(fold(line.text))) and _is_known(match["word"])
    }
    signs = Counter(match["sign"].strip() for match in found.values())
    sign, often = signs.most_common(1)[0] if signs else (":", 0)
    words = [match["word"].strip("[]") for match in found.values() if match["sign"].strip() == sign]
    filled = sum(bool(line.text.strip()) for line in lines)
    several = all(sum(map(bool, map(word.fullmatch, words))) >= _FEWEST for word in (_STEM, _ANSWER))
    if sign == ":" or not several or often < _MOST * len(found) or 2 * often < filled:
        return list(lines)
    kept = list(lines)
    for at, match in found.items():
        if match["sign"].strip() == sign:
            start, end = match.span("sign")
            kept[at] = lines[at].without(start, end).inserted(start, "：")
    return kept


def _is_known(word: str) -> bool:
    name = word.strip("[]")
    return is_label(name) or _OPTION.fullmatch(name) is not None
