"""One reason why a blueprint cannot be met, told in a sentence with exact numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assembler.changes import Change
from assembler.elastic import Certificate
from assembler.rules.base import Integers, Row

_NAMED = 6
_OPEN = ("laws", "articles", "topics", "enemies")
"""Rules whose names come from the pool, so that there may be more of them."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason: `need` and `have` count questions; `clashes_with` are the demands that leave no more than `have`.

    `changes`, those of all causes together, take all causes away. The upper limits of articles and enemies and what only whole
    questions make impossible come to light after that.
    """

    demand: str
    need: int
    have: int
    clashes_with: tuple[str, ...]
    way_out: str
    changes: tuple[Change, ...] = ()

    @property
    def sentence(self) -> str:
        some = self.clashes_with if len(self.clashes_with) <= _NAMED else self.clashes_with[:_NAMED]
        more = f"等 {len(self.clashes_with)} 项" if len(self.clashes_with) > _NAMED else ""
        within = f"（同时满足：{'、'.join(some)}{more}）" if self.clashes_with else ""
        return f"{self.demand}：需要 {self.need}，最多只有 {self.have}{within}。{self.way_out}"

    def as_json(self) -> dict[str, Any]:
        return {
            "demand": self.demand,
            "need": self.need,
            "have": self.have,
            "with": list(self.clashes_with),
            "way_out": self.way_out,
            "changes": [change.as_json() for change in self.changes],
            "sentence": self.sentence,
        }


class Infeasible(Exception):
    """The blueprint cannot be met; `causes` says why."""

    def __init__(self, causes: Sequence[Cause]) -> None:
        super().__init__("\n".join(cause.sentence for cause in causes))
        self.causes = list(causes)


class NotFound(Exception):
    """The solver's time ran out: neither papers nor a proof that there are none."""

    def __init__(self) -> None:
        super().__init__("在限定的时间内没有组成试卷，也没有证明不可能；请放宽要求后再试。")


def told_cause(
    rows: Sequence[Row], proof: Certificate, changes: tuple[Change, ...], length: int, papers: int
) -> Cause:
    """The cause that a certificate over `rows` proves for `papers` papers of `length` questions that share one stock."""
    demand, need, have, beside = _told(rows, proof, length, papers)
    missing = proof.need - proof.have
    # a question on another law, article or topic escapes the limits of those there are
    escapes = any(row.rule in _OPEN and price < 0 for row, price in zip(rows, proof.prices, strict=True))
    if not (proof.draws_on_supply or escapes):
        more = "这些数目本身相互矛盾"
    elif beside:
        more = f"可补充能同时满足这些要求的试题（缺 {missing}）"
    else:
        more = f"可补充{demand} {missing} 道"
    ways = "，".join(change.phrase for change in changes)
    return Cause(demand, need, have, tuple(beside), f"{more}，或{ways}。" if ways else f"{more}。", changes)


def _told(
    rows: Sequence[Row], proof: Certificate, length: int, papers: int
) -> tuple[str, int, int, list[str]]:
    """Demand, need, have, and what stands beside it."""
    whole = _whole_paper(rows, proof.prices)
    prices = (proof.prices - whole * np.array([row.rule == "sections" for row in rows])).tolist()
    priced = [(row, price) for row, price in zip(rows, prices, strict=True) if price]
    for row, price in priced:
        if row.weights is not None:
            # in points of the sum, beside what all other demands together make of it
            rest = [(other, times) for other, times in priced if other is not row]
            beside = [_limit(other, times, papers) for other, times in rest]
            points = -((proof.have - proof.need) // abs(price))
            bound = papers * (row.least if price > 0 else row.most)
            need, have = (bound, bound - points) if price > 0 else (bound + points, bound)
            return row.name, need, have, beside + [f"全卷共 {length * papers} 道"] * (whole != 0)
    asked = [(row, price) for row, price in priced if price > 0]
    said = [_limit(row, price, papers) + _times(price) for row, price in asked]
    capped = [_limit(row, price, papers) + _times(-price) for row, price in priced if price < 0]
    paper = [f"全卷{'共' if whole > 0 else '只有'} {length * papers} 道{_times(abs(whole))}"]
    said, capped = said + paper * (whole > 0), capped + paper * (whole < 0)
    if len(asked) == len(said) == 1:
        return asked[0][0].name, proof.need, proof.have, capped
    if not said:
        said, capped = capped, []
    return f"{'、'.join(said)}，合计", proof.need, proof.have, capped


def _limit(row: Row, price: int, papers: int) -> str:
    return f"{row.name}{'至少' if price > 0 else '至多'} {papers * (row.least if price > 0 else row.most)}"


def _times(price: int) -> str:
    return f"（按 {price} 倍计）" if price > 1 else ""


def _whole_paper(rows: Sequence[Row], prices: Integers) -> int:
    """What all section rows share of their prices: together they say no more than how long a paper is."""
    asked = prices[np.array([row.rule == "sections" for row in rows])]
    if (asked > 0).all() or (asked < 0).all():
        return int(asked[np.argmin(np.abs(asked))])
    return 0
