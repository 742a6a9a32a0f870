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
# The button of a page or the name of its part, alone on its line; below a bare label, or in a list of such, it is an option.
_BUTTON = re.compile(
    r"\s*(?:#{1,6}\s+|[-*+]\s+)?\[(?!\s*(?:\d|[A-L]\s*[.．、:：]))[^\[\]]{1,40}\]\(javascript:.*\)\s*"
)
_LABEL_ALONE = re.compile(r"\s*(?:[-*+]\s+)?[*_]*[(（]?[A-La-l]\s*[.．、:：)）]?[*_]*\s*")


def without_anchors(lines: Sequence[Line], skipped: list[Skipped]) -> list[Line]:
    """The lines, blank where such a link stands alone behind a blank line (below a stem it may be what is asked about), and
    where a button does that is no option."""
    kept = list(lines)
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    buttons = {at for at in filled if _BUTTON.fullmatch(lines[at].text)}
    for before, at, behind in zip([-1, *filled], filled, [*filled[1:], -1], strict=False):
        above = lines[before].text if before >= 0 else ""
        button = at in buttons and not buttons & {before, behind} and not _LABEL_ALONE.fullmatch(above)
        if button or ((before < 0 or before < at - 1) and _ANCHOR.fullmatch(lines[at].text)):
            skipped.append(Skipped(lines[at].place, lines[at].text.strip(), "网页上的链接"))
            kept[at] = replace(lines[at], text="")
    return kept
