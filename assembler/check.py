"""Every rule against every paper, by other code than the code that made them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assembler import engine as engines
from assembler.blueprint import Blueprint, limit_of
from assembler.engine import Engine
from assembler.pool import ITEM_TYPES, Pool
from assembler.rules import RULES
from assembler.rules.base import LimitRule, Rule, Violation
from assembler.rules.difficulty_sum import DifficultySumRule
from assembler.rules.section import SectionRule
from assembler.rules.true_keys import TrueKeysRule

_UNLIMITED = 1 << 30


def check(pool: Pool, blueprint: Blueprint, papers: npt.ArrayLike, parallel: bool = False) -> list[Violation]:
    """What is wrong with papers (n x length, places in the pool); empty where every paper meets every rule."""
    table = np.asarray(papers, dtype=np.int64)
    if table.ndim != 2 or table.size == 0:
        raise ValueError("papers: a table of one row a paper is needed")
    if table.min() < 0 or table.max() >= len(pool):
        raise ValueError("papers: a place outside the pool")
    return [violation for rule in RULES for violation in rule.check(pool, blueprint, table, parallel)]


class Checker:
    """Checks the papers of one assembly as they come: one quick pass over all; the rules themselves tell what it finds.

    A rule that the pass does not know is asked about every paper.
    """

    def __init__(self, pool: Pool, blueprint: Blueprint, papers: int) -> None:
        self._pool, self._blueprint = pool, blueprint
        self._engine = engines.engine(papers)
        self._screened = _screened(pool, blueprint) if papers >= engines.COMPILE_FROM else None

    def check(self, papers: npt.NDArray[np.int32]) -> list[Violation]:
        """As `check` for papers that are not parallel forms."""
        screened = self._screened
        if screened is None or papers.shape[1] != len(screened.wanted):
            return check(self._pool, self._blueprint, papers)
        if papers.min() < 0 or papers.max() >= len(self._pool):
            raise ValueError("papers: a place outside the pool")
        if screened.suspects(self._engine, papers):
            return check(self._pool, self._blueprint, papers)
        return [
            violation
            for rule in RULES
            if not _is_screened(rule)
            for violation in rule.check(self._pool, self._blueprint, np.asarray(papers, np.int64), False)
        ]


@dataclass(frozen=True, slots=True)
class _Screened:
    """What `screening.screen` reads, by place in the pool."""

    types: npt.NDArray[np.int8]
    wanted: npt.NDArray[np.int8]
    first_name: npt.NDArray[np.int32]
    names: npt.NDArray[np.int32]
    least: npt.NDArray[np.int64]
    most: npt.NDArray[np.int64]
    weights: npt.NDArray[np.int32]
    sums: tuple[tuple[int, int], ...]

    def suspects(self, engine: Engine, papers: npt.NDArray[np.int32]) -> int:
        """How many papers break a rule."""
        must = np.flatnonzero(self.least > 0)
        ranges = np.array(self.sums, dtype=np.int64).reshape(-1, 2)
        return int(
            engine.screen(
                len(papers),
                papers.shape[1],
                np.ascontiguousarray(papers).reshape(-1),
                self.types,
                self.wanted,
                self.first_name,
                self.names,
                self.least,
                self.most,
                must,
                len(must),
                self.weights,
                len(self.sums),
                np.ascontiguousarray(ranges[:, 0]),
                np.ascontiguousarray(ranges[:, 1]),
                np.full(len(self.types), -1, dtype=np.int32),
                np.full(len(self.least), -1, dtype=np.int64),
                np.zeros(len(papers), dtype=np.int8),
            )
        )


def _is_screened(rule: Rule) -> bool:
    return isinstance(rule, LimitRule | SectionRule | DifficultySumRule | TrueKeysRule)


def _screened(pool: Pool, blueprint: Blueprint) -> _Screened | None:
    """None where a demand names what no question carries: then no paper is right, and the rules say so."""
    number = {name: code for code, name in enumerate(ITEM_TYPES)}
    bounds: list[tuple[int, int]] = []
    place, code = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for rule in RULES:
        limits = rule.limits(blueprint) if isinstance(rule, LimitRule) else None
        if limits is None or not isinstance(rule, LimitRule):
            continue
        names, codes = pool.named(rule.field)
        if any(least > 0 and name != "*" and name not in names for name, (least, _) in limits.items()):
            return None
        at, column = np.nonzero(codes < len(names))
        place.append(at)
        code.append(codes[at, column] + len(bounds))
        bounds.extend(limit_of(limits, name) or (0, _UNLIMITED) for name in names)
    carried_by = np.concatenate(place)
    by_place = np.argsort(carried_by, kind="stable")
    sums = [(blueprint.difficulty_sum, pool.grades), (blueprint.true_keys, pool.true_keys)]
    asked = [(pair, weights) for pair, weights in sums if pair is not None]
    weights = np.array([weights for _, weights in asked], dtype=np.int32).reshape(len(asked), len(pool))
    return _Screened(
        pool.types.astype(np.int8),
        np.array([number[s.type] for s in blueprint.sections for _ in range(s.items)], dtype=np.int8),
        np.concatenate(([0], np.cumsum(np.bincount(carried_by, minlength=len(pool))))).astype(np.int32),
        np.append(np.concatenate(code)[by_place], 0).astype(np.int32),
        np.array([pair[0] for pair in bounds] or [0], dtype=np.int64),
        np.array([pair[1] for pair in bounds] or [_UNLIMITED], dtype=np.int64),
        np.ascontiguousarray(weights.T).reshape(-1),
        tuple(pair for pair, _ in asked),
    )
