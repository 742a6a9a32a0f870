"""Tags of web pages in a Markdown file: mostly they only shape its text, but questions about web pages speak of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A comment or a tag that is all there is to an option.
_ALONE = re.compile(
    r"\s*(?:>\s*)*(?:[-*+·•]\s*)?[*`]*[(（]?[A-La-l](?:\s*[.．、:：)）]|(?=\s))\s*"
    r"(?:<!--.*?-->|</?(?!br\b|details\b|summary\b)[A-Za-z][^<>]*>)\s*"
)
_NAMED = re.compile(r"<[A-Za-z][^<>]*>\s*(?:标签|标记|标志|元素)")
_SHAPING = re.compile(r"</?(?:p|div|b|i|u|em|strong|font|span|mark|sub|sup|center|kbd|del|s)\b[^<>]*>", re.I)
_OPTION = re.compile(r"\s*(?:>\s*)*(?:[-*+·•]\s*)?[*`]*[(（]?[A-La-l](?:\s*[.．、:：)）]|(?=\s))")
# What a question asks that is about what tags show.
OF_DISPLAY = re.compile(
    r"html|css|标签|网页|浏览器|显示(?![器屏卡])|写法|[变加]粗|粗体|[变加]斜|斜体|倾斜|[换分]行|下划线|超链接",
    re.I,
)
_SHARE = 2  # of the lines with tags at least one in so many speaks of them, where all do


def lines_about_tags(texts: Sequence[str]) -> frozenset[int]:
    """The lines whose tags and comments are what a question is about, and stay."""
    shaped = {at for at, text in enumerate(texts) if "<" in text and _SHAPING.search(text)}
    subject = {at for at, text in enumerate(texts) if _ALONE.fullmatch(text) or _NAMED.search(text)}
    subject |= shaped & _below_display(texts)
    return frozenset(subject | shaped if subject and len(subject) * _SHARE >= len(shaped) else subject)


def _below_display(texts: Sequence[str]) -> set[int]:
    """The lines that speak of what tags show, and the options below them."""
    found, speaks = set[int](), False
    for at, text in enumerate(texts):
        if text.strip() and not _OPTION.match(text):
            speaks = OF_DISPLAY.search(re.sub("<[^<>]*>", "", text)) is not None
        if speaks:
            found.add(at)
    return found
