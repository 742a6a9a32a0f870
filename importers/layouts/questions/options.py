"""Finding the options in a piece of text, however they are labelled and placed.

All spots that may be a label are weighed, and the best chain A, B, C, ... through them is taken. So a "B" inside an
option ("维生素B12", "U.S.A.") does no harm as long as a better B stands where the label should be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from importers.answers import LETTERS
from importers.draft import DraftOption
from importers.layouts.questions.latin import latin_labels
from importers.layouts.questions.option_texts import clean, held_texts, without_second_labels
from importers.layouts.questions.signed import signed_spots
from importers.normalise import fold

_Style = tuple[str, float, re.Pattern[str]]
_SPOTS: tuple[_Style, ...] = (
    ("wrapped", 3.0, re.compile(r"(?:(?<=[\s。.?!;)])|^)[(\[]\s*([A-L])\s*[)\]][.、:]?", re.M)),
    ("point", 3.0, re.compile(r"(?<![A-Za-z])(?<![A-Za-z]\.)([A-L])[^\S\n]?(?:[.、:]|(?<![^\s].)[)\]])")),
    ("alone", 2.0, re.compile(r"^[^\S\n]*([A-L])[^\S\n]*\n(?=[^\S\n]*\S)", re.M)),
    # (a)…(b)…(c)… or a)…b)…c)… with nothing before them; also an answer or a name in a stem looks so.
    ("enclosed", 1.0, re.compile(r"(?:[(\[]\s*|(?<![A-Za-z(\[\s]))([A-L])\s*[)\]]")),
    ("english", 0.2, re.compile(r"(?<=[A-Za-z])([B-L])[.、](?=\S)")),  # …ingB. behind an option in English
    ("comma", 1.0, re.compile(r"(?<![A-Za-z\d])([A-L]),(?=[^\x00-\x7f]|\d|[A-Za-z]{2})")),
    ("blank", 1.5, re.compile(r"(?:(?<=\s)|^)([A-L])[^\S\n]+(?=\S)", re.M)),
    ("bare", 0.5, re.compile(r"(?:(?<=[\s|*#])|^)([A-L])(?=[^\sA-Za-z.、:)\]])", re.M)),
)
_PICTURE = re.compile(r"\[图.?\]")  # folded
_BULLET = re.compile(r"(?:^|(?<=\n))[^\S\n]*[-–—•·+*][^\S\n]*\Z")  # - A. …: a list of labelled points
_NEAR = 4
_INNER_BULLET = re.compile(r"(?<=\s)[-–—•·+*][^\S\n]+\Z")  # A. … - B. …
_GLUED = (
    "glued",
    0.3,
    re.compile(r"(?<=[^\x00-\x7f])([A-L])(?=\d|[^\x00-\x7f、,])|(?<=[)?:])([A-L])(?=\d|[^\x00-\x7f、,])"),
)
# A甲。B乙，C丙: right behind the sentence before, beside labels that stand at the head of a line or between blanks.
_SENTENCE = ("sentence", 0.4, re.compile(r"(?<=[。?;,])([A-L])[^\S\n]*(?=[^\sA-Za-z.、:,)\]])"))
_SMALL = (
    "small",
    0.5,
    re.compile(r"(?:(?<=\s)|^)([c-l])[.、:](?=[^\s.])|^[^\S\n]*([c-l])[.、:](?=[^\S\n]+\S)", re.M),
)  # c. behind A. and B.
# An answer of several letters in a bracket, or one behind 答：; its letters label nothing.
_ANSWER = re.compile(
    r"(?:[(\[](?:\s*答案?[^\S\n]*:)?|_{2,})\s*[A-L](?:[\s,、;/&]*[A-L])+\s*(?:[)\]]|_{2,})|"
    r"答案?[^\S\n]*:[^\S\n]*[A-L](?:[ ,、;/&]*[A-L])*(?![A-Za-z.、:)\]])",
    re.I,
)
_IN_BRACKETS = {"wrapped", "enclosed"}
_AT_LINE_START = 2.0
_SAME_STYLE = 0.5
_BROKEN_ORDER, _LISTED = -4.0, -2.5
_NO_STEM = -1.0  # a label before which no stem would be left, where the same letter comes again


@dataclass(frozen=True, slots=True)
class Spot:
    letter: str
    start: int
    end: int
    style: str
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """Options of a text: `start` is where the first label stands. `in_order` is false where a label is missing or twice.

    `idle` are labels that an automatic number added before the label of the next option; they belong to no option. `signs` are the signs that stand in the place of letters (①②③).
    """

    start: int
    options: tuple[DraftOption, ...]
    in_order: bool
    glued: bool
    idle: tuple[str, ...] = ()
    signs: str = ""


@lru_cache(maxsize=256)  # asked once where the fields are cut, and again where the options are taken
def find_options(text: str, glued: bool = False) -> Found | None:
    """The best chain of at least two options in `text`, or None. `glued` admits labels with nothing around them."""
    folded = fold(text)
    every = _spots(folded, *((_GLUED, _SENTENCE) if glued else ()))
    idle = _idle(folded, every)
    left_out = {spot.start for spot in idle}
    chain = _best_chain([spot for spot in every if spot.start not in left_out])
    chain = (
        _in_columns(every, chain)
        or _with_small(folded, every, chain)
        or _behind_sentences(folded, chain)
        or chain
    )
    chain = _without_names(folded, chain)
    if all(spot.style == "enclosed" for spot in chain):  # answers spread over the stem look so: （A）和（B）
        chain = _lower_chain(folded) or chain
    if not chain and glued:
        chain = [Spot(folded[at], at, at + 1, "latin", 0.0) for at in latin_labels(folded)]
    if not chain:
        return _signed(text, folded)
    before = {spot.end: spot.start for spot in idle}  # an idle label ends where the next one begins
    begins = [before.get(begin, begin) for begin in _begins(folded, chain)]
    ends = [*begins[1:], len(text)]
    options = tuple(
        DraftOption(spot.letter, held)
        for spot, held in zip(
            chain,
            held_texts([text[spot.end : end] for spot, end in zip(chain, ends, strict=True)]),
            strict=True,
        )
    )
    options = tuple(sorted(options, key=lambda option: option.label))
    in_order = "".join(option.label for option in options) == LETTERS[: len(options)]
    starts = {spot.start for spot in chain}
    options, seconds = without_second_labels(options)
    named = seconds + tuple(text[spot.start : spot.end].strip() for spot in idle if spot.end in starts)
    words = any(spot.style == "latin" and folded[spot.end].isalpha() for spot in chain)
    joined = any(spot.style in {"glued", "latin"} for spot in chain)
    doubtful = words or (joined and not _unambiguous(folded, chain))
    return Found(begins[0], options, in_order, doubtful, named)


def _without_names(folded: str, chain: list[Spot]) -> list[Spot]:
    """The chain without letters between blanks in the midst of a line (维生素 D 所致), where each other label begins its line."""
    own = [spot for spot in chain if spot.style not in {"blank", "bare"}]
    letters = "".join(spot.letter for spot in own)
    if len(own) < 2 or not LETTERS.startswith(letters) or any(_before(folded, spot) for spot in own):
        return chain
    inner = [_before(folded, spot) for spot in chain if spot not in own]
    return own if all(re.search(r"\S \Z", before) for before in inner) else chain


def _before(folded: str, spot: Spot) -> str:
    """What stands before a label on its line."""
    return folded[folded.rfind("\n", 0, spot.start) + 1 : spot.start].lstrip()


def _with_small(folded: str, spots: list[Spot], chain: list[Spot]) -> list[Spot]:
    """The chain with the small letters that go on with it: A. B. c. D."""
    first = chain[:2]
    if "".join(spot.letter for spot in first) != "AB" or any(spot.style in _IN_BRACKETS for spot in first):
        return []
    if _SMALL[2].search(folded) is None:  # as nearly always
        return []
    small = [spot for spot in _spots(folded, _SMALL) if spot.style == "small" and spot.start > chain[1].start]
    return _best_chain(sorted([*spots, *small], key=lambda spot: spot.start)) if small else []


def _behind_sentences(folded: str, chain: list[Spot]) -> list[Spot]:
    """A longer chain, where letters right behind sentences go on with a chain that has no signs at all."""
    if not chain or any(spot.style != "bare" for spot in chain):
        return []
    longer = _best_chain(_spots(folded, _SENTENCE))
    return longer if len(longer) > len(chain) else []


def _unambiguous(folded: str, chain: list[Spot]) -> bool:
    """Whether labels with nothing around them can be nothing else: the first heads a line, and each letter comes once."""
    begin = chain[0].start
    heads = not folded[folded.rfind("\n", 0, begin) + 1 : begin].strip()
    return heads and all(folded.count(spot.letter, begin) == 1 for spot in chain)


def _begins(folded: str, chain: list[Spot]) -> list[int]:
    """Where each option begins: at the bullet of its line, or at one in the line where all the others have bullets too."""
    at_head = [_BULLET.search(folded, folded.rfind("\n", 0, spot.start) + 1, spot.start) for spot in chain]
    inside = (
        [_INNER_BULLET.search(folded, max(0, spot.start - _NEAR), spot.start) for spot in chain]
        if all(at_head[:1])
        else []
    )
    every = [head or inner for head, inner in zip(at_head, inside, strict=False)]
    found = every if every and all(every) else at_head
    return [bullet.start() if bullet else spot.start for spot, bullet in zip(chain, found, strict=True)]


def _signed(text: str, folded: str) -> Found | None:
    """Options behind signs (①, (1), □), where no letters label them."""
    if not (spots := signed_spots(folded)):
        return None
    ends = [*(spot.start for spot in spots[1:]), len(text)]
    options = tuple(
        DraftOption(letter, clean(text[spot.end : end]))
        for letter, spot, end in zip(LETTERS, spots, ends, strict=False)
    )
    return Found(spots[0].start, options, True, False, signs="".join(spot.sign for spot in spots))


def _lower_chain(folded: str) -> list[Spot]:
    """Labels in lower case only, three at least: an answer (ABC) in the stem is none."""
    swapped = folded.swapcase()
    spots = _spots(swapped) if len(swapped) == len(folded) else []
    chain = _best_chain([spot for spot in spots if spot.style in {"wrapped", "point", "enclosed"}])
    return chain if len(chain) >= 3 else []


def _spots(folded: str, *more: _Style) -> list[Spot]:
    best: dict[int, Spot] = {}
    answers = {at for match in _ANSWER.finditer(folded) for at in range(*match.span())}
    for style, weight, pattern in (*_SPOTS, *more):
        for match in pattern.finditer(folded):
            group = 1 if match[1] else 2
            at = match.start(group)
            if at in answers:
                continue
            before = folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()]
            first = not _PICTURE.sub("", before).strip()
            total = weight + (_AT_LINE_START if first else 0.0)
            if style == "point" and not first and match.start() and folded[match.start() - 1].isdigit():
                total -= 1.0
            if at not in best or best[at].weight < total:
                best[at] = Spot(match[group].upper(), match.start(), match.end(), style, total)
    return _without_lists(sorted(best.values(), key=lambda spot: spot.start), folded)


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


def _idle(folded: str, spots: list[Spot]) -> list[Spot]:
    """Labels at the head of a line with nothing but a later label behind them, whose letter has its text before.

    "A、…  B、…" on one line and "B、C、…" on the next: so it looks where Word numbers the lines A、 B、 by itself.
    """
    found = []
    for at, (spot, following) in enumerate(pairwise(spots)):
        line = folded[folded.rfind("\n", 0, spot.start) + 1 : spot.start]
        bare = not line.strip() and not folded[spot.end : following.start].strip(" ")
        labels = {spot.style, following.style} <= {"point", "listed", "wrapped"}
        later = "A" < spot.letter < following.letter
        if bare and labels and later and any(other.letter == spot.letter for other in spots[:at]):
            found.append(replace(spot, end=following.start))
    return found


def _best_chain(spots: list[Spot]) -> list[Spot]:
    scores: list[float] = []
    previous: list[int] = []
    again = sum(spot.letter == "A" for spot in spots) > 1
    for at, spot in enumerate(spots):
        first = spot.weight + (_NO_STEM if again and not spot.start else 0.0)
        score, link = (first, -1) if spot.letter == "A" else (float("-inf"), -1)
        for before in range(at):
            step = ord(spot.letter) - ord(spots[before].letter)
            no_stem = not step and spot.letter == "A" and not spots[before].start
            if step not in {0, 1, 2} or no_stem or scores[before] == float("-inf"):
                continue
            gain = spot.weight + (_SAME_STYLE if spot.style == spots[before].style else 0.0)
            gain += 0.0 if step == 1 else _BROKEN_ORDER
            if scores[before] + gain > score:
                score, link = scores[before] + gain, before
        scores.append(score)
        previous.append(link)
    if not spots:
        return []
    at = max(range(len(spots)), key=lambda index: scores[index])
    chain: list[Spot] = []
    while at >= 0 and scores[at] > float("-inf"):
        chain.append(spots[at])
        at = previous[at]
    chain.reverse()
    listed = sum(spot.style == "listed" for spot in chain)
    return chain if len(chain) >= 2 and 2 * listed <= len(chain) and _credible(chain) else []


def _in_columns(spots: list[Spot], chain: list[Spot]) -> list[Spot]:
    """Labels that run down two columns: A. and C. on one line, B. and D. on the next; each once, none left out."""
    strong = [spot for spot in spots if spot.style in {"point", "wrapped"}]
    letters = "".join(spot.letter for spot in strong)
    whole = len(letters) >= 4 and "".join(sorted(letters)) == LETTERS[: len(letters)]
    return strong if whole and letters.startswith("AC") and len(chain) < len(strong) else []


def _credible(chain: list[Spot]) -> bool:
    """Two labels in the weakest style are words that begin with a letter, unless each begins a line."""
    weak = [spot for spot in chain if spot.weight < 1.0]
    sentences = sum(
        spot.style == "sentence" for spot in chain
    )  # alone these are names: A公司负责甲；B公司负责乙
    if sentences:
        return len(chain) >= 3 and sentences < len(chain)
    if any(spot.style in {"glued", "enclosed", "comma"} for spot in chain):
        return len(chain) >= 3
    return len(weak) < 2 or len(chain) >= 3 or len(weak) < len(chain)
