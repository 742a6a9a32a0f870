"""The numbered lines of a text that may be questions, and what each of them holds; `chain` chooses among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.answers import type_of
from importers.layouts.evidence import EVIDENCE, MARKED
from importers.layouts.shapes import ANSWER_LABEL, OPTION, TYPE_WITH_POINTS
from importers.layouts.starts.chain import Candidate, best_chain
from importers.layouts.starts.closed import closed_questions
from importers.layouts.text import Start, Text

# 对 and 错 on two lines below a statement.
_TRUTHS = re.compile(r"^\s*(?:对\s*\n\s*错|正确\s*\n\s*错误)\s*$", re.M)
_LABEL_ALONE = re.compile(r"\s*(?:[-*]\s+)?[(\[]?[A-H]\s*[.、:)\]]\s*")
_WORDS = re.compile("[一-鿿]")
_LOST_NUMBER = re.compile(r"\s*[.、]?\s*")
_COUNTS = r"[年月日%°℃].*(?:[(\[_]|[。?:]\s*$)"  # and asks something: 15日内 alone may be an option
_OFTEN = 5
Number = Callable[[re.Match[str]], tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line that a number may begin."""

    at: int
    value: int
    style: str
    start: Start
    marked: bool


def numbered_lines(text: Text, pattern: re.Pattern[str], number: Number) -> dict[int, Start]:
    """The lines that match `pattern` and begin a question. `number` gives value and style of a match; no value, no number.

    The group `mark` stands before the number and stays in the stem, `kind` names a type.
    """
    spots = _with_stems(text, _with_units(text, list(_spots(text, pattern, number))))
    if not spots:
        return {}
    separate = {spot.at for spot in spots if spot.style != "decimal"}
    closed, unnumbered, whole = closed_questions(text.folded, separate, text.headings)
    starts = _without_wrapped(text, spots, best_chain(list(_candidates(text, spots, closed, whole)), text))
    if 0 < len(unnumbered) * _OFTEN <= len(starts):  # in a file of numbered questions some have lost theirs
        for at in unnumbered:
            if min(starts) < at and at not in starts and (match := _LOST_NUMBER.match(text.folded[at])):
                starts[at] = Start("", (0, match.end()))
    return dict(sorted(starts.items()))


def _spots(text: Text, pattern: re.Pattern[str], number: Number) -> Iterator[_Spot]:
    marks = _after_type_lines(text)
    alone = False  # 1 alone on its line: 3·15… and 1公里… on the next are the stem
    labelled = False  # B. alone on its line: 443 on the next is its text
    for at, folded in enumerate(text.folded):
        below, labelled = labelled, bool(_LABEL_ALONE.fullmatch(folded)) or (labelled and not folded.strip())
        if at in text.headings or not (match := pattern.match(folded)):
            alone = alone and not folded.strip()
            continue
        value, style = number(match)
        if below and not _WORDS.search(folded):
            continue
        after, alone = alone, style == "bare" and match.end() >= len(folded.rstrip())
        if value is None or (after and style == "bare" and not alone):
            continue
        mark, kind = (match[name] if name in pattern.groupindex else None for name in ("mark", "kind"))
        cut = (match.end("mark") if mark else 0, match.end())
        rest = folded[match.end() :]
        told = MARKED.match(mark or "") or MARKED.match(rest) or TYPE_WITH_POINTS.match(rest)
        marked = at in marks or told is not None
        yield _Spot(at, value, style, Start(str(value or ""), cut, type_of(kind) if kind else None), marked)


def _with_units(text: Text, spots: list[_Spot]) -> list[_Spot]:
    """The spots with each number that seems to count what follows (15年末结存数是（ ）), where just it is missing between two."""
    found = list(spots)
    for before, after in pairwise(spots):
        value = before.value + 1
        if after.value != value + 1:
            continue
        heads = re.compile(rf"\s*{value}(?={_COUNTS})")
        lines = [
            (at, head) for at in range(before.at + 1, after.at) if (head := heads.match(text.folded[at]))
        ]
        if len(lines) == 1:
            at, head = lines[0]
            found.append(_Spot(at, value, "bare", Start(str(value), (0, head.end())), False))
    return sorted(found, key=lambda spot: spot.at)


def _with_stems(text: Text, spots: list[_Spot]) -> list[_Spot]:
    """The spots without numbers alone above options or answers: where others have stems, the page's number stands there."""

    def is_empty(spot: _Spot) -> bool:
        if spot.style != "bare" or text.folded[spot.at][spot.start.cut[1] :].strip():
            return False
        below = next((at for at in range(spot.at + 1, spot.at + 4) if _filled(text, at)), None)
        held = text.folded[below] if below is not None else ""
        return bool(OPTION.match(held) or ANSWER_LABEL.match(held))

    empty = {spot.at for spot in spots if is_empty(spot)}
    return [spot for spot in spots if spot.at not in empty] if len(empty) * _OFTEN <= len(spots) else spots


def _without_wrapped(text: Text, spots: Sequence[_Spot], starts: dict[int, Start]) -> dict[int, Start]:
    """The starts without bare numbers (…维生素B / 12生产者…) in the midst of a stem: few are bare, and nothing that makes a
    question stands between the start before and them."""
    bare = {spot.at for spot in spots if spot.style == "bare" and not spot.marked} & starts.keys()
    if len(bare) * _OFTEN > len(starts):
        return starts
    within = {
        at
        for before, at in pairwise(sorted(starts))
        if at in bare and not EVIDENCE.search("\n".join(text.folded[before:at]))
    }
    return {at: start for at, start in starts.items() if at not in within}


def _candidates(
    text: Text, spots: Sequence[_Spot], closed: Container[int], whole: Container[int]
) -> Iterator[Candidate]:
    """The spots with what each holds, up to the next spot or heading."""
    stops = sorted({spot.at for spot in spots} | set(text.headings) | {len(text.lines)})
    for spot in spots:
        at, start = spot.at, spot.start
        first = text.folded[at][start.cut[1] :]
        body = "\n".join([first, *text.folded[at + 1 : stops[bisect_right(stops, at)]]])
        # a bracket to fill in may stand before the number: (  )3. …
        known = spot.marked or start.cut[0] > 0
        evidence = known or bool(EVIDENCE.search(body)) or bool(_TRUTHS.search(body))
        yield Candidate(at, spot.value, spot.style, start, evidence, spot.marked, at in closed, at in whole)


def _after_type_lines(text: Text) -> set[int]:
    """The lines behind 题型：单选题: a question begins there whatever its number."""
    typed = [at for at, heading in text.headings.items() if heading.type_line]
    below = (next((line for line in range(at + 1, at + 4) if _filled(text, line)), None) for at in typed)
    return {line for line in below if line is not None}


def _filled(text: Text, at: int) -> bool:
    return at < len(text.lines) and text.folded[at].strip() != ""
