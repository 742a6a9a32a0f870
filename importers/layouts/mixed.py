"""Texts that hold several layouts one after another: they are read in parts, where the parts explain more than the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from statistics import median

from importers.containers.blocks import Line
from importers.draft import NO_QUESTION_FOUND, OF_NO_QUESTION, DraftItem, Place
from importers.layouts.lines.headings import heading_of
from importers.layouts.reading import Reading
from importers.layouts.shapes import ANSWER_LABEL, CHOICE, number_of
from importers.normalise import fold

Read = Callable[[Sequence[Line]], Reading]

_PART_COST = 1.0  # what a further part must explain more
_BUDGET = 6_000  # lines that may be read again in search of parts: two times a text at least
_MOST_CUTS = 8  # tried in one text
_FEWEST = 6  # lines of a text in parts
_WINDOW = 60  # lines on each side of a cut that tell how well they are read, and how they are written
_SHORT = 400  # lines of a text that is read again at once
_LEAST = 0.2  # the difference between the sides that is worth a try
_LONG = 3  # times the usual lines of a question: what stands behind these may be another's
_LINES = 8  # the most that are taken for usual
_FEW_SPOTS = 60  # of which the style on both sides is compared
_HARMLESS = {"picture", "formula", "stem-duplicate", "options-equal", "type-not-collected"}
_UNREAD = {OF_NO_QUESTION, NO_QUESTION_FOUND}
_NUMBER = re.compile(r"\s*([(\[]?(?:第\s*)?)\d{1,4}\s*([.、:)\]题]?)")
_OPTION = re.compile(r"\s*([(\[]?)[A-D]\s*([.、:)\]]?)(?=.)")
_FILLED = re.compile(rf"[(\[]\s*(?:{CHOICE}|[√×✓✗对错])\s*[)\]]")
_ANSWERS = re.compile(r"\W*(?:[参标正]\w{1,2})?(?:答案|解析|解答)")  # no part begins so
_SURE = 3  # lines that make a style
_HEAD, _TITLES = 12, 3  # lines of a part that tell how it begins, and of these the ones that may name it
_CLOSE = 6  # lines between the cuts that are tried
_NEIGHBOURS = 3  # of the best cut that are tried at last


def in_parts(lines: Sequence[Line], whole: Reading, read: Read, budget: int = _BUDGET) -> Reading:
    """`whole`, or the readings of the parts of `lines` put together, where these are worth more. `read` reads a part."""
    if not whole.items or not _FEWEST <= len(lines) <= budget // 2:
        return whole
    begins = _begins(lines, whole.items)
    faults = _faults(lines, whole, begins)
    cuts = [cut for cut in _cuts(lines, whole, begins, faults) if _is_promising(lines, cut, read)]
    cuts = cuts[: budget // len(lines)]
    split = _Split.over(lines, whole, faults)
    for cut in cuts:
        split.offer(cut, read(lines[:cut]), read(lines[cut:]))
    if split.parts is None:
        return whole
    for cut in _near(lines, split.at):
        split.offer(cut, read(lines[:cut]), read(lines[cut:]))
    left = budget - (len(cuts) + _NEIGHBOURS) * len(lines)
    first, second = split.parts
    return _joined(
        in_parts(lines[: split.at], first, read, left), in_parts(lines[split.at :], second, read, left)
    )


@dataclass(slots=True)
class _Split:
    """The best two parts so far, with the line where the second begins.

    `sound` are the questions that the whole text reads without a doubt, `quiet` the lines that belong to such, or to a key.
    """

    worth: float
    sound: list[DraftItem]
    quiet: set[Place | None]
    at: int = 0
    parts: tuple[Reading, Reading] | None = None

    @classmethod
    def over(cls, lines: Sequence[Line], whole: Reading, faults: Sequence[bool]) -> _Split:
        sound = [item for item in whole.items if not item.problems]
        quiet: set[Place | None] = {
            line.place for line, faulty in zip(lines, faults, strict=True) if not faulty
        }
        return cls(whole.score() + _PART_COST, sound, quiet - {item.place for item in whole.items})

    def offer(self, at: int, first: Reading, second: Reading) -> None:
        """Keep the two parts if they are worth more than what is known.

        A question that the whole text reads without a doubt, and the parts otherwise, costs as much as another one is
        worth, and so does one made of what was no question and left nothing to doubt.
        """
        if not (_is_sound(first) and _is_sound(second)):
            return
        value = first.score() + second.score() - self._harm([*first.items, *second.items])
        if value > self.worth:
            self.worth, self.at, self.parts = value, at, (first, second)

    def _harm(self, items: Sequence[DraftItem]) -> int:
        """How many sound questions the parts read otherwise, and how many they make of quiet lines."""
        said = {_said(item) for item in items}
        known = {_said(item) for item in self.sound}
        changed = sum(_said(item) not in said for item in self.sound)
        return changed + sum(item.place in self.quiet and _said(item) not in known for item in items)


def _is_promising(lines: Sequence[Line], cut: int, read: Read) -> bool:
    """Whether a cut is worth a try: in a short text always, else where it helps the lines around it."""
    if len(lines) <= _SHORT:
        return True
    begin = max(0, cut - _WINDOW)
    around = lines[begin : cut + _WINDOW]
    whole = read(around)
    if not whole.items:
        return True
    split = _Split.over(around, whole, _faults(around, whole, _begins(around, whole.items)))
    split.offer(cut, read(lines[begin:cut]), read(lines[cut : cut + _WINDOW]))
    return split.parts is not None


def _is_sound(part: Reading) -> bool:
    """Whether a part has several questions, half of them at least without a fault."""
    faulty = sum(any(entry.severity == "error" for entry in item.problems) for item in part.items)
    return len(part.items) > 1 and faulty * 2 <= len(part.items)


def _said(item: DraftItem) -> tuple[str, int, str | None, str | None]:
    return item.stem, len(item.options), item.answer, item.type


def _cuts(lines: Sequence[Line], whole: Reading, begins: Sequence[int], faults: Sequence[bool]) -> list[int]:
    """Where a part may begin, the likeliest first; none where the text is read well and in one style."""
    spots = {at for at, item in zip(begins, whole.items, strict=True) if item.number == "1"}
    if any(faults):
        spots |= {at for at in (*_breaks(lines), *_edges(lines, begins, faults)) if _begins_anew(lines, at)}
    counted = [0, *accumulate(faults)]
    ranked = []
    for at in sorted(spots - {0}):
        before, behind = max(0, at - _WINDOW), min(len(lines), at + _WINDOW)
        first = (counted[at] - counted[before]) / (at - before or 1)
        rank = abs(first - (counted[behind] - counted[at]) / (behind - at))
        if len(spots) <= _FEW_SPOTS and _style(lines[before:at]).differs(_style(lines[at:behind])):
            rank += 1
        if rank >= _LEAST:
            ranked.append((-rank, at))
    chosen: list[int] = []
    for _, at in sorted(ranked):
        if all(abs(at - other) > _CLOSE for other in chosen):
            chosen.append(at)
    return chosen[: _MOST_CUTS if len(lines) <= _SHORT else _MOST_CUTS // 2]


def _edges(lines: Sequence[Line], begins: Sequence[int], faults: Sequence[bool]) -> Iterator[int]:
    """The lines behind a question of usual length that something is wrong behind, and where what is wrong begins or ends."""
    usual = int(median(end - begin for begin, end in pairwise([*begins, len(lines)])))
    for begin, end in pairwise([*begins, len(lines)]):
        if faults[end - 1] and begin + usual < end:
            yield begin + usual
        if begin and faults[begin] != faults[begin - 1]:
            yield begin


def _begins_anew(lines: Sequence[Line], at: int) -> bool:
    """Whether a heading stands on the next few lines, or their numbers begin with 1 or are none: a part keeps its type."""
    if _ANSWERS.match(fold(lines[at].text)):
        return False
    head = list(islice((line.text for line in lines[at:] if line.text.strip()), _HEAD))
    number = next(filter(None, (number_of(fold(text)) for text in head)), "1")
    return number == "1" or any(map(heading_of, head[:_TITLES]))


def _near(lines: Sequence[Line], at: int) -> list[int]:
    """Other lines close to a cut where the part may begin."""
    spots = (spot for spot in _breaks(lines[: at + _CLOSE + 1]) if 0 < abs(spot - at) <= _CLOSE)
    return [spot for spot in spots if _begins_anew(lines, spot)][:_NEIGHBOURS]


def _breaks(lines: Sequence[Line]) -> Iterator[int]:
    """The lines that stand behind a blank one, or are headings."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    for before, at in pairwise(filled):
        if at - before > 1 or heading_of(lines[at].text):
            yield at


def _begins(lines: Sequence[Line], items: Sequence[DraftItem]) -> list[int]:
    """The line each question begins on."""
    first: dict[Place | None, int] = {}
    for at, line in enumerate(lines):
        first.setdefault(line.place, at)
    return list(accumulate((first.get(item.place, 0) for item in items), max))


def _faults(lines: Sequence[Line], whole: Reading, begins: Sequence[int]) -> list[bool]:
    """For each line whether something is wrong with the question it belongs to, or it belongs to none."""
    spans = list(pairwise([*begins, len(lines)]))
    usual = min(_LINES, median(end - begin for begin, end in spans))
    unread = {piece.place for piece in whole.skipped if piece.reason in _UNREAD}
    found = [line.place in unread for line in lines]
    for item, (begin, end) in zip(whole.items, spans, strict=True):
        faulty = item.type is None or any(entry.code not in _HARMLESS for entry in item.problems)
        full = begin if faulty else begin + int(usual * _LONG)
        found[full:end] = [True] * max(0, end - full)
    return found


@dataclass(frozen=True, slots=True)
class _Style:
    """The usual way of writing numbers, labels of options and answers; empty where the lines show none."""

    number: str
    option: str
    answer: str

    def differs(self, other: _Style) -> bool:
        pairs = ((self.number, other.number), (self.option, other.option), (self.answer, other.answer))
        return any(one and two and one != two for one, two in pairs)


def _style(lines: Sequence[Line]) -> _Style:
    folded = [fold(line.text) for line in lines]
    answers = Counter(
        "label" if ANSWER_LABEL.match(text) else "bracket"
        for text in folded
        if ANSWER_LABEL.match(text) or _FILLED.search(text)
    )
    return _Style(
        _usual("".join(match.groups()) for text in folded if (match := _NUMBER.match(text))),
        _usual("".join(match.groups()) or "bare" for text in folded if (match := _OPTION.match(text))),
        _usual(answers.elements()),
    )


def _usual(ways: Iterable[str]) -> str:
    way, times = next(iter(Counter(ways).most_common(1)), ("", 0))
    return way if times >= _SURE else ""


def _joined(first: Reading, second: Reading) -> Reading:
    """Both readings as one; what one promises in all (共30题) may be kept by both together."""
    total = len(first.items) + len(second.items)
    kept = {line.place for part in (first, second) for count, line in part.claims if count == total}
    problems = [
        entry
        for entry in first.problems + second.problems
        if entry.code != "count-differs" or entry.place not in kept
    ]
    return Reading(
        first.name if first.name == second.name else "mixed",
        first.items + second.items,
        problems,
        first.skipped + second.skipped,
        first.left_over + second.left_over,
        first.claims + second.claims,
        first.unused + second.unused,
        first.used + second.used,
        first.shared + second.shared,
    )
