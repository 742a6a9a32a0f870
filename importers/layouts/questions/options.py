"""Finding the options in a piece of text, however they are labelled and placed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from importers.answers import LETTERS
from importers.draft import DraftOption
from importers.layouts.questions.latin import latin_labels
from importers.layouts.questions.option_chains import labels_of
from importers.layouts.questions.option_spots import Spot
from importers.layouts.questions.option_texts import clean, held_texts, without_joints, without_second_labels
from importers.layouts.questions.signed import signed_spots
from importers.normalise import fold

_BULLET = re.compile(r"(?:^|(?<=\n))[^\S\n]*[-–—•·+*][^\S\n]*\Z")  # - A. …: a list of labelled points
_NEAR = 4
_INNER_BULLET = re.compile(r"(?<=\s)[-–—•·+*][^\S\n]+\Z")  # A. … - B. …


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

    @property
    def counts(self) -> bool:
        """Whether the signs are numbers, as also the points of a list have."""
        return self.signs[:1].isdigit()


@lru_cache(maxsize=4096)  # asked where the fields are cut and where the options are taken, in each reading
def find_options(text: str, glued: bool = False) -> Found | None:
    """The best chain of at least two options in `text`, or None. `glued` admits labels with nothing around them."""
    folded = fold(text)
    chain, idle = labels_of(folded, glued)
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
    if "\n" not in folded[begins[0] : begins[-1]]:
        options = without_joints(options)
    options, seconds = without_second_labels(options)
    named = seconds + tuple(text[spot.start : spot.end].strip() for spot in idle if spot.end in starts)
    words = any(spot.style == "latin" and folded[spot.end].isalpha() for spot in chain)
    joined = any(spot.style in {"glued", "latin"} for spot in chain)
    doubtful = words or (joined and not _unambiguous(folded, chain))
    return Found(begins[0], options, in_order, doubtful, named)


def _unambiguous(folded: str, chain: list[Spot]) -> bool:
    """Whether labels with nothing around them can be nothing else: the first heads a line, and each letter comes once."""
    begin = chain[0].start
    heads = not folded[folded.rfind("\n", 0, begin) + 1 : begin].strip()
    return heads and all(folded.count(spot.letter, begin) == 1 for spot in chain)


def _begins(folded: str, chain: list[Spot]) -> list[int]:
    """Where each option begins: at the bullet of its line, or at one in the line where all have bullets."""
    at_head = [_BULLET.search(folded, folded.rfind("\n", 0, spot.start) + 1, spot.start) for spot in chain]
    inside = [_INNER_BULLET.search(folded, max(0, spot.start - _NEAR), spot.start) for spot in chain]
    every = [head or inner for head, inner in zip(at_head, inside, strict=True)]
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
