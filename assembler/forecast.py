"""How many papers a pool carries when no question may be used more than so many times, and what runs short first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from assembler.blueprint import Blueprint
from assembler.cells import cells_of, rows_of
from assembler.pool import Pool
from assembler.problem import eligible_places, whole_sets
from assembler.solver import Matrix, Status, minimise

_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Demand:
    """What one demand alone would carry: a paper takes at least `each`, and `uses` are left in the pool."""

    name: str
    each: int
    uses: int

    @property
    def papers(self) -> int:
        return self.uses // self.each


@dataclass(frozen=True, slots=True)
class Forecast:
    """`papers`: an upper bound on papers with at most `most_uses` uses a question (exact where whole numbers do not stand in the way).

    `short_first`: the demands, in words, that one more paper would break; a demand's weight is the papers it takes a question to add.
    `demands`: every demand for at least so many questions, the scarcest first.
    """

    papers: int
    most_uses: int
    short_first: tuple[str, ...]
    demands: tuple[Demand, ...] = ()


def forecast(
    pool: Pool,
    blueprint: Blueprint,
    most_uses: int = 1,
    *,
    used: Mapping[str, int] | None = None,
    avoid: Collection[str] = (),
) -> Forecast:
    """With `most_uses` 1: how many forms can be made that share no question. `used`: earlier uses, which count."""
    avoided = [pool.index[name] for name in avoid if name in pool.index]
    places = whole_sets(pool, eligible_places(pool, blueprint, avoided))
    alike = cells_of(pool, rows_of(pool, blueprint, places), places)
    uses = np.zeros(len(pool), dtype=np.int64)
    for name, count in (used or {}).items():
        if name in pool.index:
            uses[pool.index[name]] = count
    earlier = uses[places]
    left = np.bincount(alike.cell, np.maximum(most_uses - earlier, 0), minlength=len(alike.sizes))
    rows, cells, matrix = alike.rows, len(alike.sizes), alike.matrix
    least, most = alike.least, alike.most
    count, number = len(rows), np.arange(len(rows))
    # totals of the cells and the number of papers n:  total - n * least >= 0,  total - n * most <= 0
    whole = Matrix(
        np.concatenate((matrix.row, matrix.row + count, number, number + count)),
        np.concatenate((matrix.column, matrix.column, np.full(2 * count, cells))),
        np.concatenate((matrix.value, matrix.value, -least, -most)),
        2 * count,
        cells + 1,
    )
    wide = np.full(count, np.inf)
    found = minimise(
        np.append(np.zeros(cells), -1),
        np.zeros(cells + 1),
        np.append(left, _MOST),
        whole,
        np.concatenate((np.zeros(count), -wide)),
        np.concatenate((wide, np.zeros(count))),
    )
    uses = matrix.times(left.astype(np.float64)).astype(np.int64)
    demands = sorted(
        (
            Demand(row.name, row.least, int(mine))
            for row, mine in zip(rows, uses, strict=True)
            if row.weights is None and row.least > 0
        ),
        key=lambda demand: demand.uses / demand.each,
    )
    if found.status is not Status.OPTIMAL:
        return Forecast(0, most_uses, (), tuple(demands))
    weight = np.abs(found.duals[:count])
    short = [rows[k].name for k in np.argsort(-weight, kind="stable") if weight[k] > 1e-9]
    return Forecast(int(found.values[cells] + 1e-6), most_uses, tuple(short), tuple(demands))
