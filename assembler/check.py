"""Every rule against every paper, by other code than the code that made them."""

import numpy as np
import numpy.typing as npt

from assembler import engine as engines
from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules import RULES
from assembler.rules.base import LimitRule, Rule, Violation
from assembler.rules.difficulty_sum import DifficultySumRule
from assembler.rules.section import SectionRule
from assembler.rules.true_keys import TrueKeysRule
from assembler.screened import screened


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
        self._screened = screened(pool, blueprint) if papers >= engines.COMPILE_FROM else None

    def check(self, papers: npt.NDArray[np.int32]) -> list[Violation]:
        """As `check` for papers that are not parallel forms."""
        if self._screened is None or papers.shape[1] != len(self._screened.wanted):
            return check(self._pool, self._blueprint, papers)
        if papers.min() < 0 or papers.max() >= len(self._pool):
            raise ValueError("papers: a place outside the pool")
        if self._screened.suspects(self._engine, papers):
            return check(self._pool, self._blueprint, papers)
        return [
            violation
            for rule in RULES
            if not _is_screened(rule)
            for violation in rule.check(self._pool, self._blueprint, np.asarray(papers, np.int64), False)
        ]


def _is_screened(rule: Rule) -> bool:
    return isinstance(rule, LimitRule | SectionRule | DifficultySumRule | TrueKeysRule)
