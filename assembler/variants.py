"""Variants of one paper (A/B卷 of the same questions): other orders of questions and options, so that neighbours cannot copy.

A question stands at another place in each variant as far as there are places, and its key under another letter as far as
the balance of the letters allows.
"""

from collections.abc import Mapping, Sequence

from assembler.blueprint import Blueprint
from assembler.layout import (
    Cards,
    PaperLayout,
    QuestionOptions,
    Spots,
    bundled,
    key_spots,
    layout,
    options_are_fixed,
    order_options,
)
from assembler.pool import Pool
from assembler.random_source import RandomSource, seed_bytes

_TRIES = 64


def variants(
    pool: Pool,
    blueprint: Blueprint,
    paper: Sequence[int],
    options: Mapping[int, QuestionOptions],
    count: int,
    *,
    seed: bytes | int,
    number: int,
) -> tuple[PaperLayout, ...]:
    """`count` layouts of paper `number` (from 1), the first of which is `layout`'s. No question stands at one place in two of them.

    That holds in sections that have as many questions as there are variants; question sets move as one and meet as seldom as tries
    find.
    """
    made = [layout(pool, blueprint, paper, options, seed=seed, number=number)]
    source = RandomSource(seed_bytes(seed)).child("layout", number)
    sections = bundled(pool, blueprint, paper)
    while len(made) < count:
        cards = Cards(source.child("variant", len(made)))
        orders = tuple(
            _apart(bundles, [other.sections[k] for other in made], cards)
            for k, bundles in enumerate(sections)
        )
        earlier = [_spots_in(other, options) for other in made]
        spots = key_spots([place for order in orders for place in order], options, cards, earlier)
        _exchange(spots, options, earlier)
        made.append(PaperLayout(orders, order_options(spots, options, cards)))
    return tuple(made)


def _apart(bundles: Sequence[list[int]], earlier: Sequence[tuple[int, ...]], cards: Cards) -> tuple[int, ...]:
    """An order of the bundles in which no question stands where an earlier order has it, as far as that can be."""
    if all(len(bundle) == 1 for bundle in bundles):
        order = _no_place_twice([bundle[0] for bundle in bundles], earlier, cards)
        if order is not None:
            return order
    tries = []
    for _ in range(_TRIES):
        order = tuple(place for bundle in cards.shuffled(bundles) for place in bundle)
        met = sum(one == other for before in earlier for one, other in zip(order, before, strict=True))
        tries.append((met, order))
    return min(tries, key=lambda tried: tried[0])[1]


def _no_place_twice(
    places: Sequence[int], earlier: Sequence[tuple[int, ...]], cards: Cards
) -> tuple[int, ...] | None:
    """A row more of a Latin rectangle, by augmenting paths: it exists while there are fewer rows than columns (Hall 1945)."""
    slots = [
        cards.shuffled(
            [slot for slot in range(len(places)) if all(order[slot] != place for order in earlier)]
        )
        for place in places
    ]
    holder: dict[int, int] = {}

    def seat(one: int, seen: set[int]) -> bool:
        for slot in slots[one]:
            if slot not in seen:
                seen.add(slot)
                if slot not in holder or seat(holder[slot], seen):
                    holder[slot] = one
                    return True
        return False

    if not all(seat(one, set()) for one in cards.shuffled(range(len(places)))):
        return None
    return tuple(places[holder[slot]] for slot in range(len(places)))


def _spots_in(laid: PaperLayout, options: Mapping[int, QuestionOptions]) -> Spots:
    return {
        place: tuple(letter for letter, option in enumerate(order) if option in options[place].answer)
        for place, order in laid.options.items()
    }


def _exchange(spots: Spots, options: Mapping[int, QuestionOptions], earlier: Sequence[Spots]) -> None:
    """Questions whose key would stand under the letters of an earlier variant exchange letters with others: the balance stays."""

    def met(place: int, letters: tuple[int, ...]) -> int:
        return sum(set(other[place]) == set(letters) for other in earlier)

    free = [place for place in spots if not options_are_fixed(options[place].texts)]
    for one in free:
        for other in free:
            if not met(one, spots[one]):
                break
            alike = len(options[one].texts) == len(options[other].texts) and len(spots[one]) == len(
                spots[other]
            )
            now = met(one, spots[one]) + met(other, spots[other])
            if alike and met(one, spots[other]) + met(other, spots[one]) < now:
                spots[one], spots[other] = spots[other], spots[one]
