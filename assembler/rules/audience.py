"""Audience: a paper holds only questions for its audience; a question without audiences is for everyone."""

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules.base import Integers, Rule, Violation


class AudienceRule(Rule):
    part = "audience"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return [] if blueprint.audience is None else [f"只用适合“{blueprint.audience}”的题和不限对象的题。"]

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        if blueprint.audience is None:
            return []
        foreign = np.array(
            [bool(carried) and blueprint.audience not in carried for carried in pool.column("audiences")]
        )
        return [
            Violation(int(n) + 1, self.part, f"第 {n + 1} 份试卷有不适合“{blueprint.audience}”的题。")
            for n in np.flatnonzero(foreign[papers].any(axis=1))
        ]


def fits(pool: Pool, audience: str | None) -> npt.NDArray[np.bool_]:
    """Which of the pool's questions may stand on a paper for the audience."""
    if audience is None:
        return np.ones(len(pool), dtype=np.bool_)
    names, codes = pool.named("audiences")
    meant = names.index(audience) if audience in names else -1
    return np.asarray((codes == meant).any(axis=1) | (codes == len(names)).all(axis=1))
