"""Questions that run on in one line, as text copied from web pages does: …（√）2. …, D.丁【答案】B2.….

`recut` proposes the same text with a line for each question. Numbers that count on are the seams, and between two seams
must stand what the reader of single questions finds to be one. The proposal competes with the text as it is (`flow.py`),
so that an ordinary file is never cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from importers.answers import LETTERS, TYPE_WORDS
from importers.containers.blocks import Line
from importers.draft import ItemType, Place
from importers.layouts.keys.entries import is_key_line
from importers.layouts.lines.headings import heading_of
from importers.layouts.questions.item import parse
from importers.layouts.questions.parsed import Block
from importers.layouts.questions.settle import resolve
from importers.layouts.run_on_spots import BARE_NUMBER, LONGEST_QUESTION, NUMBER, Spot, bare_spots, spots_in
from importers.layouts.shapes import TYPE_MARK
from importers.layouts.starts.ways import answers_first
from importers.normalise import fold

_CHINESE = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"  # 六二、 is the end of an option before 二、
_NOTE = r"[(\[](?!\s*\d{1,5}\s*[)\]])(?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*[)\]]"
_HEADING = re.compile(
    rf"(?:第{_CHINESE}(?:部分|大题)|{_CHINESE}\s*[、.:]|\({_CHINESE}\)\s*、?)\s*[^\s,。:()\[\]?\d]{{0,10}}?"
    rf"(?:{TYPE_WORDS})[^\s,。:()\[\]?\d]{{0,4}}?\s*[:。]?\s*(?:{_NOTE})?\s*[:。]?(?=\s*(?:[A-Z]\s+)?(?:第\s*)?[(\[]?\d|\s*$)|"
    rf"(?<=[A-L√×。)\]对错误确])(?:{TYPE_WORDS})题?\s*{_NOTE}\s*[:。]?(?=\s*(?:第\s*)?[(\[]?1(?!\d))"
)
# 一、单选题每题1分。下列各题…。 and the first question behind that, or the end of the line.
_TOLD_HEADING = re.compile(
    rf"{_CHINESE}\s*[、.:]\s*[^\s,。:()\[\]?\d]{{0,10}}?(?:{TYPE_WORDS})题?(?!题|\s*[(\[]?\d)(?:(?!{_CHINESE}、)[^?\n]){{4,240}}?(?:(?<=[。)\]])(?=\s*(?:第\s*)?[(\[]?1(?!\d))|$)",
    re.M,
)
_SLASHED = re.compile(r"(\d{1,4})\s?\\")
# A letter left of a picture: 一、单选题（共 30 题）V 1. ….
_STRAY = re.compile(r"\s*[A-Z]\s+")
_FIELDS = "|".join(
    (
        "答案解析",
        "试题解析",
        "参考解析",
        "法律依据",
        "法条依据",
        "难度系数",
        "难度等级",
        "难易程度",
        "难度",
        "知识点",
        "考点",
        "考查点",
    )
)
_KEY = re.compile(
    r"(?=[\[参标正答])\[?(?:参考|标准|正确)?答案(?:(?:及|与|和)(?:解析|详解))?\]?\s*:?\s*(?=[(\[]?\d|[一二三第(]|$)"
)
# Words that begin a field wherever they stand in a text that runs on.
_FIELD = re.compile(
    rf"\[(?:{_FIELDS})\]\s*:?|(?:{_FIELDS})\s*:|(?:正确|参考|标准)答案\s*(?=[A-L]+\s*(?:$|答案解析|解析))"
)
_TYPE_MARK = re.compile(TYPE_MARK)
_SCORE = re.compile(r"\s*[(\[]\s*\d{1,2}(?:\.\d)?\s*分\s*[)\]]\s*$", re.M)
_KEY_ALONE = re.compile(r"[A-L\d\s.、,;]*")  # 1.A 2.B: no need to read it
_STATEMENT = re.compile(r"[。.]\s*\Z|[(\[]\s*[)\]][\s。.]*$", re.M)
_ALIKE = 4  # characters with which the titles of all parts begin
_WIDEST_GAP, _NEAREST = 5, 4
_FEWEST = 3  # numbers without a sign, or types
_MOST = 0.8  # of the pieces between types
_WHOLE, _STATED, _BROKEN, _GAP, _DECIMAL = 1.0, 0.1, -0.3, -0.5, -0.05


@dataclass(frozen=True, slots=True)
class _Chain:
    """Spots that count on from `first`, and how well the text between them falls into questions."""

    worth: float
    first: Spot | None = None
    rest: _Chain | None = None

    def spots(self) -> Iterator[Spot]:
        chain: _Chain | None = self
        while chain is not None and chain.first is not None:
            yield chain.first
            chain = chain.rest


def recut(lines: Sequence[Line]) -> list[Line] | None:
    """The lines with a line for each question that runs on behind another one; None where none does."""
    cut: list[Line] = []
    kind: ItemType | None = None
    led = answers_first([fold(line.text) for line in lines])
    for unit in _units(lines):
        if (heading := heading_of(unit[0].text)) and heading.type:
            kind = heading.type
        seams, kind = _seams(fold("\n".join(line.text for line in unit)), kind, led)
        cut += _apart(unit, seams)
    return cut if len(cut) > len(lines) else None


def _units(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines, each from a heading or a numbered line to the next."""
    unit: list[Line] = []
    for line in lines:
        if unit and (NUMBER.match(fold(line.text).lstrip()) or heading_of(line.text)):
            yield unit
            unit = []
        unit.append(line)
    if unit:
        yield unit


def _apart(unit: Sequence[Line], seams: dict[int, bool]) -> Iterator[Line]:
    """The lines of `unit`, cut at `seams`: offsets in their joined text, and whether a number stands there."""
    if not seams:  # as in a text whose questions stand on lines of their own
        yield from unit
        return
    begin = 0
    ordered = sorted(seams)
    for line in unit:
        end = begin + len(line.text)
        inner = [seam - begin for seam in ordered[bisect_right(ordered, begin) : bisect_left(ordered, end)]]
        for low, high in pairwise((0, *inner, len(line.text))):
            if line.text[low:high].strip() or not inner:
                spans = ((max(a, low) - low, min(b, high) - low, kind) for a, b, kind in line.emphasis)
                spans = (span for span in spans if span[0] < span[1])
                piece = Line(line.text[low:high], line.place, tuple(spans))
                yield _pointed(piece) if seams.get(begin + low) else piece
        begin = end + 1


def _pointed(line: Line) -> Line:
    """The line with a point behind its number, where none stood: so all layouts know it."""
    folded = fold(line.text)
    match = _SLASHED.match(folded) or BARE_NUMBER.match(folded)
    if match is None:
        return line
    at, more = match.end(1), 1 - (match.end() - match.end(1))
    spans = tuple(
        (low + more * (low >= at), high + more * (high > at), kind) for low, high, kind in line.emphasis
    )
    return replace(line, text=f"{match[1]}.{line.text[match.end() :]}", emphasis=spans)


def _seams(folded: str, kind: ItemType | None, led: bool) -> tuple[dict[int, bool], ItemType | None]:
    """Where `folded` is to be cut, and the type that its last heading names; `led` by answers are the numbers."""
    seams: dict[int, bool] = {}
    begin = 0
    for match in _headings(folded):
        if (heading := heading_of(match[0])) and heading.type:
            seams |= _questions(folded, begin, match.start(), kind, led)
            seams |= {match.start(): False, match.end(): False}
            stray = _STRAY.match(folded, match.end())
            begin, kind = stray.end() if stray else match.end(), heading.type
            seams.setdefault(begin, False)
    return seams | _questions(folded, begin, len(folded), kind, led), kind


def _headings(folded: str) -> Iterator[re.Match[str]]:
    """What may head a part, in order; where one says in sentences how to answer, up to its first question."""
    at = 0
    while match := _HEADING.search(folded, at):
        told = _TOLD_HEADING.match(folded, match.start())
        match = told if told and heading_of(told[0]) else match
        yield match
        at = match.end()


def _questions(folded: str, begin: int, end: int, kind: ItemType | None, led: bool) -> dict[int, bool]:
    """Where questions begin between `begin` and `end`, and where a key behind them stands."""
    seams: dict[int, bool] = {}
    if key := _key(folded, begin, end):
        inside = _before_on_line(folded, key.start()) != ""
        seams, end = {key.start(): False, key.end(): False} if inside else {}, key.start()
    spots = spots_in(folded, begin, end, led)
    headed = bool(spots) and not folded[begin : spots[0].at].strip()
    if headed and len(spots) == 1:
        return seams
    if not headed:
        spots += bare_spots(folded, begin, end)
    if not spots:
        return seams | dict.fromkeys(_marks(folded, begin, end, kind), False)
    # Text that begins with a number belongs to that question, and only numbers of its kind count on from it.
    found = [_Chain(_worth_of(folded, begin, end, kind))]
    for style in [spots[0].style] if headed else sorted({spot.style for spot in spots}):
        chains = _chains(folded, end, kind, [spot for spot in spots if spot.style == style])
        found += chains[:1] if headed else [_opening(chain) for chain in chains if _counts(chain)]
    best = max(found, key=lambda chain: chain.worth)
    spots = list(best.spots()) if best.worth > 0 else []
    begins = [spot.at for spot in spots]
    if begins:
        seams |= {spot.at - spot.page: False for spot in spots}
        seams |= {match.start(): False for match in _FIELD.finditer(folded, begins[0], end)}
        seams |= dict.fromkeys(_titles(folded, begin, spots), False)
    return seams | dict.fromkeys(begins, True)


def _marks(folded: str, begin: int, end: int, kind: ItemType | None) -> list[int]:
    """Where types stand before questions that nobody numbered: [单选] … A.… B.… [单选] …; none where most pieces are no whole questions."""
    marks = [match.start() for match in _TYPE_MARK.finditer(folded, begin, end)]
    if len(marks) < _FEWEST:
        return []
    worths = [_worth_of(folded, first, last, kind) for first, last in pairwise([*marks, end])]
    return marks if sum(worths) > _MOST * len(marks) else []


def _titles(folded: str, begin: int, spots: Sequence[Spot]) -> Iterator[int]:
    """Where a title stands glued between an explanation and a number 1, that begins like the one above the first number."""
    head = folded[begin : spots[0].at].strip().rpartition("\n")[2][:_ALIKE]
    for before, spot in pairwise(spots):
        stop = folded.rfind("。", before.at, spot.at) + 1
        if spot.value == 1 and stop and len(head) == _ALIKE and folded[stop : spot.at].startswith(head):
            yield stop


def _counts(chain: _Chain) -> bool:
    """Whether several numbers count on; one that nothing marks as such is none alone."""
    return chain.first is None or chain.first.sure or len(list(islice(chain.spots(), _FEWEST))) == _FEWEST


def _opening(chain: _Chain) -> _Chain:
    """A chain that begins within a text: other numbers than 1 are less likely there."""
    unlikely = chain.first is not None and chain.first.value != 1
    return replace(chain, worth=chain.worth + _GAP) if unlikely else chain


def _key(folded: str, begin: int, end: int) -> re.Match[str] | None:
    """The words before a key, also one that begins within a line."""
    for match in _KEY.finditer(folded, begin, end):
        before_heading = match.end() == end < len(folded) and _before_on_line(folded, match.start())
        if before_heading or is_key_line(folded[match.end() : end].partition("\n")[0]):
            return match
    return None


def _before_on_line(folded: str, at: int) -> str:
    return folded[folded.rfind("\n", 0, at) + 1 : at].strip()


def _chains(folded: str, end: int, kind: ItemType | None, spots: list[Spot]) -> list[_Chain]:
    """For each spot the best way to count on from it to `end`: that with the most whole questions."""
    best: dict[Spot, _Chain] = {}
    for at, spot in reversed(list(enumerate(spots))):
        cost = _DECIMAL if spot.decimal else 0.0
        found = [_Chain(_worth_of(folded, spot.at, end, kind) + cost, spot)]
        for later in _followers(spots, at):
            gap = _GAP if later.value > spot.value + 1 else 0.0
            own = _worth_of(folded, spot.at, later.at - later.page, kind)
            worth = own + cost + gap + best[later].worth
            found.append(_Chain(worth, spot, best[later]))
        best[spot] = max(found, key=lambda chain: chain.worth)
    return [best[spot] for spot in spots]


def _followers(spots: list[Spot], at: int) -> Iterator[Spot]:
    """The spots not far behind that may be the next number: of each value the nearest ones."""
    seen: Counter[int] = Counter()
    for index in range(at + 1, len(spots)):
        later = spots[index]
        if later.at - spots[at].at > LONGEST_QUESTION:
            return
        anew = later.value == 1 and later.marked
        counts_on = 0 < later.value - spots[at].value <= (_WIDEST_GAP if later.sure else 1)
        if (anew or counts_on) and seen[later.value] < _NEAREST:
            seen[later.value] += 1
            yield later


def _worth_of(folded: str, begin: int, end: int, kind: ItemType | None) -> float:
    """What `_worth` says of a piece; the rest of a long text is not even copied."""
    return _worth(folded[begin:end], kind) if end - begin <= LONGEST_QUESTION else _BROKEN


@lru_cache(maxsize=4096)  # one piece may end several chains
def _worth(text: str, kind: ItemType | None) -> float:
    """Whether the reader of single questions finds a whole one in `text`, its number included."""
    match = NUMBER.match(text) or BARE_NUMBER.match(text)
    text = text[match.end() :] if match else text
    if _KEY_ALONE.fullmatch(text):
        return _BROKEN
    text = _SCORE.sub("", _FIELD.sub(r"\n\g<0>", text))
    parsed = parse(Block("", (Line(text, Place()),), kind, 0))
    resolve(parsed)
    item = parsed.finished()
    faults = {entry.code for entry in item.problems if entry.severity == "error"}
    labels = "".join(option.label for option in item.options)
    if faults - {"answer-missing", "type-unknown", "option-labels"} or not item.stem:
        return _BROKEN
    if labels != LETTERS[: len(labels)]:
        return _BROKEN
    if len(item.options) >= 2 or item.answer in {"T", "F"}:
        return _WHOLE
    return _STATED if kind == "true_false" and _STATEMENT.search(text) else _BROKEN
