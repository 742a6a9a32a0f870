"""Emphasis by underscores in Markdown (_重点_, _A、_甲, 答案：_×_), apart from names (_id_) and from gaps (_B_, __甲__)."""

from __future__ import annotations

import re

_SIDE = r"[√×✓✗对错]|正确|错误"
_ANSWER = re.compile(
    rf"(?P<label>(?:答案|[Aa]nswer)[\]】*]*\s*[:：]?[*\s]*)_(?P<said>[A-L]{{1,8}}|{_SIDE})_(?![0-9A-Za-z_])"
)
# _A、_甲, *A*、甲, A_、_甲: the label of an option in italics, which a converter may have parted.
_LABEL = re.compile(
    r"(?P<sign>[_*])(?:(?P<label>[A-L])(?P=sign)\s*(?P<stop>[.、．:：)）])|(?P<whole>[A-L]\s*[.、．:：)）])\s*(?P=sign))|"
    r"(?P<letter>[A-L])_(?P<behind>[.、．:：)）])_"
)
# In a pattern of what stands in a line: no name, no answer in its gap, and no gap within a sentence.
SLANTED = (
    rf"(?<![\w*])_(?=[^\s_])(?!(?:[0-9A-Za-z]+|{_SIDE})_)(?P<slanted>(?:[^_\n]|\\_)+?)(?<=[^\s\\])_(?!\w)"
)


def upright(text: str) -> str:
    """The text of a line with the label of an option, and an answer behind its label, without their underscores."""
    if match := _LABEL.match(text):
        label = "".join(filter(None, match.group("label", "stop", "whole", "letter", "behind")))
        text = label + text[match.end() :]
    return _ANSWER.sub(r"\g<label>\g<said>", text)
