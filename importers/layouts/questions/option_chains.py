"""The labels of options: the best chain A, B, C, ... through the spots that may be labels.

So a "B" inside an option ("维生素B12", "U.S.A.") does no harm as long as a better B stands where the label should be.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from importers.answers import LETTERS
from importers.layouts.questions.option_spots import (
    AT_LINE_START,
    GLUED,
    SENTENCE,
    SMALL,
    SMALL_BARE,
    Spot,
    ahead_of,
    spots_of,
)

_IN_BRACKETS = {"wrapped", "enclosed"}
_UNSIGNED = {"blank", "bare", "trailing"}
_BRACKETED = re.compile(r"\([^()\n]*\)")
_SAME_STYLE = 0.5
_BROKEN_ORDER = -4.0
_ANSWERED = -1.5  # from an answer in its bracket to a label without any sign
_FEWEST_LOWER = 3
_FEWEST_ALIKE = 3
_FEWEST_MIXED = 4  # labels of which one is a small letter without a sign
_BETWEEN_LETTERS = re.compile(r"(?<=[A-L] )[A-L] [A-L](?!\S)")
_NO_STEM = -1.0  # a label before which no stem would be left, where the same letter comes again


def labels_of(folded: str, glued: bool) -> tuple[list[Spot], list[Spot]]:
    """The labels of the options of a text, and the idle ones among the others."""
    every = spots_of(folded, *((GLUED, SENTENCE) if glued else ()))
    if heads := _before_letters(folded, every):
        return heads, []
    idle = _idle(folded, every)
    left_out = {spot.start for spot in idle}
    outside = _outside_brackets(folded, every)
    chain = _best_chain([spot for spot in every if spot.start not in left_out])
    if len(outside) < len(every):
        without = _best_chain([spot for spot in outside if spot.start not in left_out])
        chain = without if _runs_on(without) else chain
    chain = (
        _in_columns(every, chain)
        or _of_one_style(folded, every, chain)
        or _with_small(folded, every, chain)
        or _with_glued(folded, chain)
        or _behind_sentences(folded, chain)
        or chain
    )
    chain = _without_names(folded, chain)
    if all(spot.style == "enclosed" for spot in chain):  # answers spread over the stem look so: （A）和（B）
        chain = _lower_chain(folded) or chain
    return chain or (_glued_lower_chain(folded) if glued else []), idle


def _best_chain(spots: list[Spot]) -> list[Spot]:
    scores: list[float] = []
    previous: list[int] = []
    best: dict[
        tuple[str, str, bool], int
    ] = {}  # the spot of each letter and style that is best to go on from
    again = sum(spot.letter == "A" for spot in spots) > 1
    for at, spot in enumerate(spots):
        first = spot.weight + (_NO_STEM if again and not spot.start else 0.0)
        score, link = (first, -1) if spot.letter == "A" else (float("-inf"), -1)
        for before in sorted(best.values()):
            step = ord(spot.letter) - ord(spots[before].letter)
            no_stem = not step and spot.letter == "A" and not spots[before].start
            if step not in {0, 1, 2} or no_stem:
                continue
            gain = spot.weight + (_SAME_STYLE if spot.style == spots[before].style else 0.0)
            gain += 0.0 if step == 1 else _BROKEN_ORDER
            gain += _ANSWERED if spots[before].style == "enclosed" and spot.style in _UNSIGNED else 0.0
            if scores[before] + gain > score:
                score, link = scores[before] + gain, before
        scores.append(score)
        previous.append(link)
        kind = (spot.letter, spot.style, not spot.start)
        if score > (scores[best[kind]] if kind in best else float("-inf")):
            best[kind] = at
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


def _credible(chain: list[Spot]) -> bool:
    """Two labels in the weakest style are words that begin with a letter, unless each begins a line."""
    weak = [spot for spot in chain if spot.weight < 1.0]
    sentences = sum(spot.style == "sentence" for spot in chain)
    if sentences:  # alone these are names: A公司负责甲；B公司负责乙
        return len(chain) >= 3 and sentences < len(chain)
    if any(spot.style in {"glued", "enclosed", "comma", "trailing", "quoted"} for spot in chain):
        return len(chain) >= 3
    return len(weak) < 2 or len(chain) >= 3 or len(weak) < len(chain)


def _in_columns(spots: list[Spot], chain: list[Spot]) -> list[Spot]:
    """Labels that run down two columns: A. and C. on one line, B. and D. on the next; each once, none left out."""
    strong = [spot for spot in spots if spot.style in {"point", "wrapped"}]
    letters = "".join(spot.letter for spot in strong)
    whole = len(letters) >= 4 and "".join(sorted(letters)) == LETTERS[: len(letters)]
    return strong if whole and letters.startswith("AC") and len(chain) < len(strong) else []


def _before_letters(folded: str, spots: list[Spot]) -> list[Spot]:
    """The labels at the heads of lines, where each of the others stands right behind one of these, always the same letter:
    A: E:甲 above B: E:乙."""
    heads = [spot for spot in spots if spot.style == "point" and not ahead_of(folded, spot)]
    first = next((at for at, spot in enumerate(spots) if spot in heads), len(spots))
    inner = [spot for spot in spots[first:] if spot not in heads]
    ends = {spot.end for spot in heads}
    behind = all(spot.style == "point" and _word_before(folded, spot.start) in ends for spot in inner)
    counted = [spot.letter for spot in heads] == [*LETTERS[: len(heads)]]
    alike = len({spot.letter for spot in inner}) == 1 and len(inner) > 1
    return heads if behind and counted and alike and len(heads) >= _FEWEST_ALIKE else []


def _word_before(folded: str, at: int) -> int:
    """Where the blanks before a place begin."""
    return len(folded[:at].rstrip(" "))


def _of_one_style(folded: str, spots: list[Spot], chain: list[Spot]) -> list[Spot]:
    """The labels in the style of the first, each once, where a bare letter among their texts stands in the chain for one:
    (A) D B C E  (B) E D C B."""
    if not chain or chain[0].style not in {"point", "wrapped"}:
        return []
    alike = [spot for spot in spots if spot.style == chain[0].style and spot.start >= chain[0].start]
    letters = [spot.letter for spot in alike]
    whole = len(letters) >= _FEWEST_ALIKE and letters == [*LETTERS[: len(letters)]]
    bare = [spot for spot in chain if spot.style in _UNSIGNED]
    named = any(spot.letter in letters or _BETWEEN_LETTERS.match(folded, spot.start) for spot in bare)
    return alike if whole and named else []


def _with_small(folded: str, spots: list[Spot], chain: list[Spot]) -> list[Spot]:
    """The chain with the small letters that go on with it: A. B. c. D.; without a sign (A甲 B乙 c丙 D丁) in a row of four
    that a capital ends."""
    first = chain[:2]
    if "".join(spot.letter for spot in first) != "AB" or any(spot.style in _IN_BRACKETS for spot in first):
        return []
    bare = first[0].style in _UNSIGNED
    style, _, pattern = way = SMALL_BARE if bare else SMALL
    if pattern.search(folded) is None:  # as nearly always
        return []
    small = [spot for spot in spots_of(folded, way) if spot.style == style and spot.start > chain[1].start]
    longer = _best_chain(sorted([*spots, *small], key=lambda spot: spot.start)) if small else []
    if bare and (not _runs_on(longer) or len(longer) < _FEWEST_MIXED or longer[-1].style == style):
        return []
    return longer


def _with_glued(folded: str, chain: list[Spot]) -> list[Spot]:
    """A longer chain in one line that begins with a bare label, of which some have a point: A甲B.乙C丙D丁."""
    if not chain or chain[0].style != "bare" or ahead_of(folded, chain[0]) or chain[-1].style != "point":
        return []
    if "\n" in folded[chain[0].start :].strip():
        return []
    longer = _best_chain(spots_of(folded, GLUED))
    return longer if len(longer) > len(chain) and longer[0] == chain[0] and _runs_on(longer) else []


def _behind_sentences(folded: str, chain: list[Spot]) -> list[Spot]:
    """A longer chain, where letters right behind sentences go on with a chain that has no signs at all, or lead from it to
    a label with one: A.甲、B。乙。C丙。D.丁."""
    if chain and not any(spot.style in _UNSIGNED for spot in chain):
        if not SENTENCE[2].search(folded, chain[-1].end):  # as nearly always
            return []
        led = _best_chain(spots_of(folded, SENTENCE))
        sure = _runs_on(led) and led[: len(chain)] == chain and led[-1].style == "point"
        return led if sure and len(led) > len(chain) + 1 else []
    own = chain[1:] if chain and chain[0].style == "enclosed" else chain  # （A）in the stem is the answer
    if not own or any(spot.style not in _UNSIGNED for spot in own):
        return []
    longer = _best_chain([spot for spot in spots_of(folded, SENTENCE) if spot not in chain or spot in own])
    return longer if len(longer) > len(own) else []


def _runs_on(chain: list[Spot]) -> bool:
    """Whether the labels are A, B, C, ... without a gap."""
    return len(chain) > 1 and LETTERS.startswith("".join(spot.letter for spot in chain))


def _outside_brackets(folded: str, spots: list[Spot]) -> list[Spot]:
    """The spots without those in the midst of a bracket with no A among them: （含维生素D、钙）."""
    inside = [span for match in _BRACKETED.finditer(folded) for span in [match.span()]]
    held = [[spot for spot in spots if start < spot.start and spot.end < end] for start, end in inside]
    named = {
        spot.start
        for (start, _), within in zip(inside, held, strict=True)
        if within
        and all(spot.letter != "A" for spot in within)
        and folded[start + 1 : within[0].start].strip()
        for spot in within
    }
    return [spot for spot in spots if spot.start not in named] if named else spots


def _without_names(folded: str, chain: list[Spot]) -> list[Spot]:
    """The chain without letters in the midst of a line, between blanks (维生素 D 所致) or at the end of a Latin word (EDGE、),
    where each other label begins its line."""
    own = [spot for spot in chain if spot.style not in {"blank", "bare", "english"}]
    if not _runs_on(own) or any(ahead_of(folded, spot) for spot in own):
        return chain
    inner = [(ahead_of(folded, spot), spot.style) for spot in chain if spot not in own]
    return own if all(style == "english" or re.search(r"\S \Z", ahead) for ahead, style in inner) else chain


def _lower_chain(folded: str) -> list[Spot]:
    """Labels in lower case only, three at least: an answer (ABC) in the stem is none, nor a comma within a line."""
    swapped = folded.swapcase()
    spots = spots_of(swapped) if len(swapped) == len(folded) else []
    kept = [spot for spot in spots if spot.style != "comma" or spot.weight >= AT_LINE_START]
    chain = _best_chain([spot for spot in kept if spot.style in {"wrapped", "point", "enclosed", "comma"}])
    return chain if len(chain) >= _FEWEST_LOWER else []


def _glued_lower_chain(folded: str) -> list[Spot]:
    """Labels in lower case with nothing around them on one line, a甲b乙c丙, where no other Latin letters stand behind them."""
    swapped = folded.swapcase()
    spots = spots_of(swapped, GLUED) if len(swapped) == len(folded) else []
    chain = _best_chain([spot for spot in spots if spot.style in {"glued", "bare"}])
    if len(chain) < _FEWEST_LOWER or not _runs_on(chain):
        return []
    behind = folded[chain[0].start :]
    letters = sum(letter.isascii() and letter.isalpha() for letter in behind)
    return chain if letters == len(chain) and "\n" not in behind.strip() else []


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
