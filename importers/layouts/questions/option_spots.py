"""The spots of a text that may be the label of an option, in every way of writing labels, each with its weight."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

_Style = tuple[str, float, re.Pattern[str]]
# Each begins with what stands at the head of its label: so a search passes quickly over all other text.
_SPOTS: tuple[_Style, ...] = (
    ("wrapped", 3.0, re.compile(r"[(\[](?<![^\s。.?!;)].)\s*([A-L])\s*[)\]][.、:]?")),
    (
        "point",
        3.0,
        re.compile(
            r"([A-L])(?<![A-Za-z].)(?<![A-Za-z]\..)[^\S\n]?(?:\.\.(?=[^\x00-\x7f])|[.、:](?!\.\.)|(?<![^\s].)(?<![(\[]\s.)[)\]])"
        ),
    ),
    (
        "stopped",
        2.0,
        re.compile(r"([A-L])(?<![^\s)\]。?:、].)(?<![A-L]、.)[^\S\n]?。(?=[^\S\n]*[^\s。])"),
    ),  # A。甲、B。乙
    (
        "dashed",
        2.0,
        re.compile(r"([A-L])(?<!\S.)[^\S\n]?[-—–]{1,2}[^\S\n]?(?=[^\sA-Z\d-]|[A-Z][A-Za-z])"),
    ),  # A-甲  B-SQL
    ("alone", 2.0, re.compile(r"^[^\S\n]*([A-L])[^\S\n]*\n(?=[^\S\n]*\S)", re.M)),
    # (a)…(b)…(c)… or a)…b)…c)… with nothing before them; also an answer or a name in a stem looks so.
    ("enclosed", 1.0, re.compile(r"(?=[(\[A-L])(?:[(\[]\s*|(?<![A-Za-z(\[\s]))([A-L])\s*[)\]]")),
    ("english", 0.2, re.compile(r"([B-L])(?<=[A-Za-z].)[.、](?=\S)")),  # …ingB. behind an option in English
    ("comma", 1.0, re.compile(r"([A-L])(?<![A-Za-z\d].),(?=\s*[^\x00-\x7f]|\d|[A-Za-z]{2})")),
    ("comma", 1.0, re.compile(r"^[^\S\n]*([A-L]),[^\S\n]*(?=[A-Za-z][A-Za-z ])", re.M)),  # A, a run
    ("blank", 1.5, re.compile(r"([A-L])(?<!\S.)[^\S\n]+(?=[^\s)\]])")),  # ( A ) is an answer
    ("trailing", 0.4, re.compile(r"(?<=[一-鿿。?:)])([A-L])[^\S\n]+(?=[一-鿿\d])")),  # A 一日 B 二日C 三日
    ("quoted", 0.4, re.compile(r"(?<=[》」』”])([B-L])(?=[《「『“])")),  # A《甲法》B《乙法》
    ("bare", 0.5, re.compile(r"([A-L])(?<![^\s|*#].)(?=[^\sA-Za-z.、:)\]])")),
)
GLUED = (
    "glued",
    0.3,
    re.compile(r"(?<=[^\x00-\x7f])([A-L])(?=\d|[^\x00-\x7f、,])|(?<=[)?:])([A-L])(?=\d|[^\x00-\x7f、,])"),
)
# A甲。B乙，C丙: right behind the sentence before, beside labels that stand at the head of a line or between blanks.
SENTENCE = ("sentence", 0.4, re.compile(r"([A-L])(?<=[。?;,].)[^\S\n]*(?=[^\sA-Za-z.、:,)\]])"))
SMALL = (
    "small",
    0.5,
    re.compile(r"(?:(?<=\s)|^)([c-l])[.、:](?=[^\s.])|^[^\S\n]*([c-l])[.、:](?=[^\S\n]+\S)", re.M),
)  # c. behind A. and B.
# c丙局 behind A甲局 and B乙局: a scan reads the letter so.
SMALL_BARE = ("small bare", 0.4, re.compile(r"^[^\S\n]*([c-l])[^\S\n]?(?=[一-鿿《“])", re.M))
# An answer of several letters in a bracket, or one behind 答：; its letters label nothing.
_ANSWER = re.compile(
    r"(?:[(\[](?:\s*答案?[^\S\n]*:)?|_{2,})\s*[A-L](?:[\s,、;/&]*[A-L])+\s*(?:[)\]]|_{2,})|"
    r"答案?[^\S\n]*:[^\S\n]*[A-L](?:[ ,、;/&]*[A-L])*(?![A-Za-z.、:)\]])",
    re.I,
)
AT_LINE_START = 2.0
_LISTED = -2.5


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that may be a label, from `start` to `end`, written in the way named `style`."""

    letter: str
    start: int
    end: int
    style: str
    weight: float


def spots_of(folded: str, *more: _Style) -> list[Spot]:
    """Every spot that may be a label, in order, with the most weight that a way of writing gives it."""
    best: dict[int, Spot] = {}
    answers = {at for match in _ANSWER.finditer(folded) for at in range(*match.span())}
    for style, weight, pattern in (*_SPOTS, *more):
        for match in pattern.finditer(folded):
            group = 1 if match[1] else 2
            at = match.start(group)
            if at in answers:
                continue
            before = folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()]
            first = not before.strip()
            total = weight + (AT_LINE_START if first else 0.0)
            if style == "point" and not first and match.start() and folded[match.start() - 1].isdigit():
                total -= 1.0
            if at not in best or best[at].weight < total:
                best[at] = Spot(match[group].upper(), match.start(), match.end(), style, total)
    return _without_lists(_without_answer(sorted(best.values(), key=lambda spot: spot.start), folded), folded)


def _without_answer(spots: list[Spot], folded: str) -> list[Spot]:
    """The spots without a bracket alone on its line, before all options or as the last (（C）), that repeats the label of one."""
    if (first := _behind_answer(spots, folded)) is not None:
        return first
    if not spots or spots[-1].style != "wrapped" or folded[spots[-1].end :].strip(" \n。."):
        return spots
    answer = spots[-1]
    again = any(spot.letter == answer.letter and spot.style in {"point", "wrapped"} for spot in spots[:-1])
    return spots[:-1] if again and not ahead_of(folded, answer) else spots


def _behind_answer(spots: list[Spot], folded: str) -> list[Spot] | None:
    """The spots behind a bracket alone between stem and options, ( A ), where a further A begins the next line."""
    if not spots or spots[0].style != "wrapped" or not folded[: spots[0].start].strip():
        return None
    later = [spot for spot in spots if spot.start >= spots[0].end]
    between = folded[spots[0].end : later[0].start] if later else ""
    alone = not ahead_of(folded, spots[0]) and "\n" in between and not between.strip()
    again = (
        "\n" in between and not between.strip() and later[0].letter == "A" and not ahead_of(folded, later[0])
    )
    if again and not alone:  # at the end of the stem, above A甲
        return later
    in_brackets = any(spot.style == "wrapped" for spot in later)  # (A) and its text on the next line
    return later if again and in_brackets == (later[0].style == "wrapped") else None


def _without_lists(spots: list[Spot], folded: str) -> list[Spot]:
    """The spots, those that only name letters (A、B、C三类火灾) weighed less: nothing stands between them."""
    listed = set[int]()
    for at, (spot, following) in enumerate(pairwise(spots)):
        between = folded[spot.end : following.start]
        names = spot.letter != following.letter and spot.style == "point"
        if not between and names and folded[spot.end - 1] in "、,":
            listed |= {at, at + 1}
    return [
        replace(spot, weight=spot.weight + _LISTED, style="listed") if at in listed else spot
        for at, spot in enumerate(spots)
    ]


def ahead_of(folded: str, spot: Spot) -> str:
    """What stands before a label on its line."""
    return folded[folded.rfind("\n", 0, spot.start) + 1 : spot.start].lstrip()
