"""Which lines of a text head its parts: all kinds of headings together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.layouts.evidence import EVIDENCE
from importers.layouts.lines.guides import guides
from importers.layouts.lines.headings import (
    LETTERED,
    Heading,
    are_numbers,
    claimed,
    heading_of,
    heads_codes,
    is_coded_part,
    is_key_heading,
    is_numbered,
    names_bank,
    names_paper,
    wrapped,
)
from importers.layouts.lines.titles import (
    alike_titles,
    law_titles,
    names_of_parts,
    numbered_titles,
    parts_of_title,
    titles_between,
)
from importers.layouts.questions.labels import label_of
from importers.layouts.shapes import number_of
from importers.layouts.starts.shared import begins_shared, counted_cases
from importers.layouts.text import Start, Text
from importers.normalise import fold

_SAID = re.compile(r"[。?:]\s*$|.{31}")  # what may be a statement or a stem
_OF_QUESTION = (LETTERED.match, number_of, label_of, EVIDENCE.search, _SAID.search)
_BOX = re.compile(r"\s*[☐☑□■○●]\s*\S")


def headings_of(lines: Sequence[Line]) -> dict[int, Heading]:
    """The headings by the index of their line."""
    texts = [line.text for line in lines]
    found = titles_between(texts) | numbered_titles(texts) | alike_titles(texts) | law_titles(texts)
    found |= names_of_parts(texts) | parts_of_title(texts)
    for at, line in enumerate(lines):
        if at in found:
            continue
        below = next((later for later in range(at + 1, min(at + 3, len(lines))) if texts[later].strip()), at)
        after = texts[below] if below > at else ""
        if heading := wrapped(line.text, after):
            found[at], found[below] = heading, Heading(after, continued=True)
        elif heading := heading_of(line.text):
            found[at] = heading
        elif begins_shared(line.text):
            found[at] = Heading(line.text, shared=True)
        elif _may_head(lines, at):
            following = next((later.text for later in lines[at + 1 : at + 4] if later.text.strip()), "")
            if heading_of(following) or heads_codes(line.text, following):
                found[at] = Heading(line.text, chapter=True)
    found = _titles(lines) | found
    found |= guides(texts, found)
    found |= {at: Heading(texts[at], shared=True) for at in counted_cases(texts, found)}
    if any(are_numbers(first, second) for first, second in pairwise(found.values())):
        return {at: heading for at, heading in found.items() if not is_numbered(heading)}
    return found


def _may_head(lines: Sequence[Line], at: int) -> bool:
    """Whether the line heads what follows, if that is a heading: a key, a paper, or behind a blank line a list of questions."""
    text = lines[at].text
    apart = at > 0 and not lines[at - 1].text.strip()
    return (
        is_key_heading(text)
        or is_coded_part(text)
        or names_paper(text)
        or (apart and names_bank(text) and not claimed(text))
    )


def _titles(lines: Sequence[Line]) -> dict[int, Heading]:
    """Lines that the format itself calls titles, above a number or another title: behind an option or a field, or
    where numbers begin anew, no question goes on there. The only title, above all other lines, is that of the file."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    titles = [at for at in filled if lines[at].title]
    found: dict[int, Heading] = {}
    for before, at, below in zip([-1, *filled], filled, filled[1:], strict=False):
        folded = fold(lines[at].text)
        if not lines[at].title or any(told(folded) for told in _OF_QUESTION):
            continue
        following = fold(lines[below].text)
        if before < 0:
            heads = titles == [at] and not _is_option(following)
        else:
            number = number_of(following)
            above = fold(lines[before].text)
            behind = before in found or _is_option(above) or label_of(above) or number == "1"
            heads = bool(behind and (lines[below].title or number))
        if heads:
            found[at] = Heading(lines[at].text, chapter=True)
    return found


def _is_option(folded: str) -> bool:
    return LETTERED.match(folded.strip()) is not None or _BOX.match(folded) is not None


def without_inner_headings(text: Text, starts: dict[int, Start]) -> Text:
    """题型：单选题 heads a part only where a question follows it; inside a record it is the record's own, and so is each
    where none stands above the first question and one below the last."""
    kept = {}
    named = [at for at, heading in text.headings.items() if heading.type_line]
    closing = bool(named) and min(starts) < min(named) and max(starts) < max(named)
    for at, heading in text.headings.items():
        following = next((line for line in range(at + 1, len(text.lines)) if text.folded[line].strip()), -1)
        inside = following not in starts and following not in text.headings
        own = heading.type_line and (closing or inside)
        if at not in starts and not own:
            kept[at] = heading
    return Text(text.lines, text.folded, kept)
