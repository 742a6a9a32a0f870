"""Links of Markdown that only lead about in the page ([返回目录](#top)), and the places they lead to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.draft import Skipped

_FRAME = r"\s*(?:</?(?:div|p|center|small|sup|br)\b[^<>]*>\s*)*"
_BACK = r"[^<>\[\]]{0,8}(?:返回|回到|目录|顶部|(?i:top|back)|↑)[^<>\[\]]{0,8}"
_ANCHOR = re.compile(
    rf"{_FRAME}(?:(?:<a\s[^<>]*\bhref\s*=\s*[\"']?#[^<>]*>\[?{_BACK}\]?</a>|"
    rf"<a\s+(?:name|id)\s*=[^<>]*>\s*</a>|\[{_BACK}\]\(#[^()]*\)){_FRAME})+"
)


def without_anchors(lines: Sequence[Line], skipped: list[Skipped]) -> list[Line]:
    """The lines, blank where such a link stands alone behind a blank line; below a stem it may be what is asked about."""
    kept: list[Line] = []
    for line in lines:
        apart = not kept or not kept[-1].text.strip()
        if apart and line.text.strip() and _ANCHOR.fullmatch(line.text):
            skipped.append(Skipped(line.place, line.text.strip(), "网页上的链接"))
            kept.append(replace(line, text=""))
        else:
            kept.append(line)
    return kept
