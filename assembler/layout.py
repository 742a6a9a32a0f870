"""Laying a paper out: the order of the questions in each section and of the options of each question.

Letters of the answer keys are balanced here, by moving options, never by choosing questions. Options that name each other
stay where they are. All from the seed, in whole numbers.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.random_source import RandomSource, seed_bytes

Thing = TypeVar("Thing")

_BATCH = 512
_WHICH = "(?:选项|各项|答案|说法|表述|观点|情形|行为|内容|[一二两三四五][项者种])"
_NAMES_OPTIONS = re.compile(
    "|".join(
        (
            rf"(?:以上|上述|前述|上列){_WHICH}?(?:均|都|全|皆)",
            rf"^(?:以上|上述|前述|上列){_WHICH}$",
            r"前[一二两三四][项者](?:均|都|全|皆)",
            r"^(?:全部?|都|均|皆)(?:正确|错误|不正确|对|错|不对|是|不是|可以|不可以|可|不可)$",
            r"(?<![A-Za-z0-9])[A-H]\s*[、，,和与及或]\s*[A-H](?![A-Za-z0-9])",
            r"^[A-H]{2,}$",
            r"(?:选项|答案)\s*[A-H](?![A-Za-z0-9])",
            r"(?<![A-Za-z0-9])[A-H]\s*(?:项|选项)",
        )
    )
)


@dataclass(frozen=True, slots=True)
class QuestionOptions:
    """What layout must know of a question: its option texts in stored order, and which of them (from 0) are the answer key."""

    texts: tuple[str, ...]
    answer: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PaperLayout:
    """`sections`: places in the pool in printed order, section by section.

    `options`: for each place with options, the stored number of the option printed as A, B, C...
    """

    sections: tuple[tuple[int, ...], ...]
    options: Mapping[int, tuple[int, ...]]


Spots = dict[int, tuple[int, ...]]
"""For each place in the pool, the letters (from 0) under which its answer key is printed."""


def options_are_fixed(options: Sequence[str]) -> bool:
    """Whether an option speaks of others ("以上都对", "A和B"), so that none may move."""
    return _are_fixed(tuple(options))


@functools.lru_cache(maxsize=1 << 16)
def _are_fixed(options: tuple[str, ...]) -> bool:
    return any(_NAMES_OPTIONS.search(option.strip().rstrip("。.；;")) for option in options)


def layout(
    pool: Pool,
    blueprint: Blueprint,
    paper: Sequence[int],
    options: Mapping[int, QuestionOptions],
    *,
    seed: bytes | int,
    number: int,
) -> PaperLayout:
    """The printed order of paper `number` (from 1). `paper`: places in the pool in the order of the sections.

    Questions of one set stay beside each other. A place without `options` has none to move.
    """
    cards = Cards(RandomSource(seed_bytes(seed)).child("layout", number))
    sections = tuple(
        tuple(place for bundle in cards.shuffled(bundles) for place in bundle)
        for bundles in bundled(pool, blueprint, paper)
    )
    spots = key_spots([place for section in sections for place in section], options, cards)
    return PaperLayout(sections, order_options(spots, options, cards))


class Cards:
    """Random words one by one, as plain numbers: a paper needs few, and each array costs more than it holds."""

    def __init__(self, source: RandomSource) -> None:
        self._words = _one_by_one(source)

    def draw(self) -> int:
        return next(self._words)

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        words = [self.draw() for _ in things]
        return [things[k] for k in sorted(range(len(things)), key=words.__getitem__)]


def bundled(pool: Pool, blueprint: Blueprint, paper: Sequence[int]) -> list[list[list[int]]]:
    """For each section what moves as one: single questions, and question sets in their own order."""
    sections, first = [], 0
    for section in blueprint.sections:
        bundles: dict[str | int, list[int]] = {}
        for place in sorted(int(place) for place in paper[first : first + section.items]):
            bundles.setdefault(pool.items[place].set or place, []).append(place)
        sections.append(list(bundles.values()))
        first += section.items
    return sections


def key_spots(
    places: Sequence[int],
    options: Mapping[int, QuestionOptions],
    cards: Cards,
    earlier: Sequence[Spots] = (),
) -> Spots:
    """Keys go to the letters that have been keys least often so far, if possible to none that `earlier` layouts gave them.

    What stays in place is counted first.
    """
    asked = [place for place in places if place in options]
    keyed = [0] * max((len(options[place].texts) for place in asked), default=0)
    spots: Spots = {}
    free = []
    for place in asked:
        if options_are_fixed(options[place].texts):
            spots[place] = options[place].answer
            for letter in spots[place]:
                keyed[letter] += 1
        else:
            free.append(place)
    for place in cards.shuffled(free):
        before = [letter for other in earlier for letter in other[place]]
        letters = sorted(
            range(len(options[place].texts)),
            key=lambda letter: (keyed[letter], before.count(letter), cards.draw()),
        )
        spots[place] = tuple(letters[: len(options[place].answer)])
        for letter in spots[place]:
            keyed[letter] += 1
    return spots


def order_options(
    spots: Spots, options: Mapping[int, QuestionOptions], cards: Cards
) -> dict[int, tuple[int, ...]]:
    """The stored numbers of the options in printed order, with the keys at their spots and the rest at random."""
    ordered = {}
    for place, letters in spots.items():
        question = options[place]
        if options_are_fixed(question.texts):
            ordered[place] = tuple(range(len(question.texts)))
            continue
        keys = iter(cards.shuffled(question.answer))
        others = [option for option in range(len(question.texts)) if option not in question.answer]
        rest = iter(cards.shuffled(others))
        ordered[place] = tuple(
            next(keys) if letter in letters else next(rest) for letter in range(len(question.texts))
        )
    return ordered


def _one_by_one(source: RandomSource) -> Iterator[int]:
    while True:
        yield from source.words(_BATCH).tolist()
