"""Lines below the heading of a part that tell candidates how to answer (答题说明, 每一道考题下面有五个备选答案。…)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from importers.layouts.evidence import FIRST_OPTION
from importers.layouts.lines.headings import ARABIC, LETTERED, Heading, is_instruction
from importers.normalise import fold

_TITLE = re.compile(
    r"\(?(?:答题|做题|作答|填写|考试)(?:说明|须知|要求|提示|指导语)\)?[.:]?|说明:?|注意事项:?"
)
_OF_ANSWERING = re.compile(
    "备选(?:答案|项)|答题[卡纸]|最佳答案|正确答案|(?:字母|方框).{0,8}涂|得分|不给分|扣分"
)
_FIRST_BARE = re.compile(r"\s*A(?:\s|[^\x00-\x7f])")


def guides(texts: Sequence[str], headings: Mapping[int, Heading]) -> dict[int, Heading]:
    """Such lines, as what goes on with the heading above them; above an option stands a stem."""
    found: dict[int, Heading] = {}
    below = False
    filled = [at for at, text in enumerate(texts) if text.strip()]
    for place, at in enumerate(filled):
        if heading := headings.get(at):
            below = heading.type is not None or heading.mixed or (below and heading.continued)
            continue
        after = fold(texts[filled[place + 1]]) if place + 1 < len(filled) else ""
        below = below and not (FIRST_OPTION.match(after) or _FIRST_BARE.match(after)) and _guides(texts[at])
        if below:
            found[at] = Heading(texts[at], continued=True)
    return found


def _guides(text: str) -> bool:
    folded = fold(text).strip()
    if _TITLE.fullmatch(re.sub(r"\s", "", folded)):
        return True
    counted = LETTERED.match(folded) or ARABIC.match(folded)
    return not counted and _OF_ANSWERING.search(folded) is not None and is_instruction(folded)
