"""Laying a paper out: the order of the questions in each section and of the options of each question.

Letters of the answer keys are balanced here, by moving options, never by choosing questions. Options that name each other
stay where they are. All from the seed, in whole numbers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.random_source import RandomSource, seed_bytes

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


def options_are_fixed(options: Sequence[str]) -> bool:
    """Whether an option speaks of others ("以上都对", "A和B"), so that none may move."""
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
    source = RandomSource(seed_bytes(seed)).child("layout", number)
    sections, first = [], 0
    for section in blueprint.sections:
        sections.append(
            _shuffled(pool, [int(place) for place in paper[first : first + section.items]], source)
        )
        first += section.items
    return PaperLayout(
        tuple(sections), _permuted([place for part in sections for place in part], options, source)
    )


def _shuffled(pool: Pool, places: list[int], source: RandomSource) -> tuple[int, ...]:
    """A random order; a question set moves as one and keeps its own order."""
    bundles: dict[str | int, list[int]] = {}
    for place in sorted(places):
        bundles.setdefault(pool.items[place].set or place, []).append(place)
    groups = list(bundles.values())
    return tuple(place for k in source.order(len(groups)) for place in groups[k])


def _permuted(
    places: Sequence[int], options: Mapping[int, QuestionOptions], source: RandomSource
) -> dict[int, tuple[int, ...]]:
    """Keys go to the letters that have been keys least often so far; what stays in place is counted first."""
    asked = [place for place in places if place in options]
    fixed = {place for place in asked if options_are_fixed(options[place].texts)}
    letters = np.zeros(max((len(options[place].texts) for place in asked), default=0), dtype=np.int64)
    chosen: dict[int, tuple[int, ...]] = {}
    for place in asked:
        if place in fixed:
            chosen[place] = tuple(range(len(options[place].texts)))
            letters[list(options[place].answer)] += 1
    free = [place for place in asked if place not in fixed]
    for k in source.order(len(free)):
        question = options[free[k]]
        count = len(question.texts)
        spots = np.lexsort((source.words(count), letters[:count]))[: len(question.answer)]
        keys = [question.answer[j] for j in source.order(len(question.answer))]
        others = [option for option in range(count) if option not in question.answer]
        rest = iter([others[j] for j in source.order(len(others))])
        at = dict(zip(spots.tolist(), keys, strict=True))
        chosen[free[k]] = tuple(at[spot] if spot in at else next(rest) for spot in range(count))
        letters[spots] += 1
    return chosen
