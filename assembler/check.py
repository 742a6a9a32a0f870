"""Every rule against every paper, by other code than the code that made them."""

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules import RULES
from assembler.rules.base import Violation


def check(pool: Pool, blueprint: Blueprint, papers: npt.ArrayLike, parallel: bool = False) -> list[Violation]:
    """What is wrong with papers (n x length, places in the pool); empty where every paper meets every rule."""
    table = np.asarray(papers, dtype=np.int64)
    if table.ndim != 2 or table.size == 0:
        raise ValueError("papers: a table of one row a paper is needed")
    if table.min() < 0 or table.max() >= len(pool):
        raise ValueError("papers: a place outside the pool")
    return [violation for rule in RULES for violation in rule.check(pool, blueprint, table, parallel)]
