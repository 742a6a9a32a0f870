"""How far a blueprint is from possible: a linear program whose limits stretch, and the proof that its dual gives.

Each limit of the blueprint may be moved at a price a unit; the least total is the cheapest way out. Prices differ by
hundred-thousandths, so that among ways of equal length people are shown the least intrusive. A solution of the dual is a
certificate after Farkas: the rows with a positive price ask for more than those with a negative one and the supply allow. It
is read in whole numbers and so proves the clash by itself. Rows are slackened by millionths, which lets the
certificate with the fewest rows win.
"""

from dataclasses import dataclass

import numpy as np

from assembler.cells import Cells
from assembler.rules.base import Integers
from assembler.solver import Floats, Matrix, minimise

RELUCTANCE = (
    "difficulty_sum",
    "true_keys",
    "difficulty",
    "topics",
    "laws",
    "articles",
    "scopes",
    "enemies",
    "sections",
)
"""Parts of a blueprint, from those that people change lightly to those that they change last."""
_POINT = 0.125
"""The price of one point of a sum of difficulties, beside that of one question."""
_PRICE_STEP = 1e-5
_SLACK_STEP = 1e-6
_SURE = 0.01
_MOST_SCALE = 60


@dataclass(frozen=True, slots=True)
class Certificate:
    """`prices`: whole numbers, one a row. `need` > `have`: what is asked for, and the most that there can be."""

    prices: Integers
    need: int
    have: int
    draws_on_supply: bool
    """Whether more questions would help, or the numbers contradict each other whatever the pool."""


@dataclass(frozen=True, slots=True)
class Move:
    """The lower limit of a row (by number) and of all rows that share it goes down, the upper one up, in questions a paper."""

    row: int
    down: int
    up: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """`moves` is empty where nothing stands in the way. `totals`: questions taken from each cell."""

    moves: tuple[Move, ...]
    certificates: tuple[Certificate, ...]
    totals: Floats


def stretched(cells: Cells, papers: int) -> Stretch:
    """The least stretch under which `papers` papers that share no question exist, in shares of questions."""
    rows, count = cells.rows, len(cells.sizes)
    sources: dict[tuple[str, str], int] = {}
    source = np.array([sources.setdefault((row.rule, row.entry or row.name), len(sources)) for row in rows])
    rank = np.array([RELUCTANCE.index(row.rule) for row in rows])
    limits = np.array([(row.least, row.most) for row in rows], dtype=np.int64).reshape(-1, 2)
    number, wide = np.arange(len(rows)), len(sources)
    matrix = cells.matrix
    elastic = Matrix(
        np.concatenate((matrix.row, number, number)),
        np.concatenate((matrix.column, count + source, count + wide + source)),
        np.concatenate((matrix.value, np.full(len(rows), papers), np.full(len(rows), -papers))),
        len(rows),
        count + 2 * wide,
    )
    unit = np.where([row.weights is None for row in rows], 1.0, _POINT)
    price, floor = np.ones(2 * wide), np.zeros(wide)
    for side in (0, 1):
        price[side * wide + source] = unit + _PRICE_STEP * (rank + 1 / (1 + limits[:, side]))
    floor[source] = limits[:, 0]
    slack = _SLACK_STEP * (1 + np.minimum(len(RELUCTANCE) - 1 - rank, 3))
    found = minimise(
        np.concatenate((np.zeros(count), price)),
        np.zeros(elastic.columns),
        np.concatenate((cells.sizes, floor, np.full(wide, 10**7))),
        elastic,
        np.where(limits[:, 0] > 0, papers * limits[:, 0] - slack, -np.inf),
        papers * limits[:, 1] + slack,
    )
    moved = np.ceil(found.values[count:] - _SURE).astype(np.int64).reshape(2, wide)
    first = np.unique(source, return_index=True)[1]
    moves = tuple(
        Move(int(first[k]), int(moved[0, k]), int(moved[1, k])) for k in np.flatnonzero(moved.any(axis=0))
    )
    parts = _parts(matrix, found.duals) if moves else []
    certificates = [_certificate(cells, np.where(part, found.duals, 0.0), papers) for part in parts]
    return Stretch(moves, tuple(one for one in certificates if one.need > one.have), found.values[:count])


def certified(cells: Cells, prices: Integers, papers: int) -> Certificate:
    """What whole prices on the rows prove."""
    net = np.maximum(cells.matrix.transposed_times(prices.astype(np.float64)), 0).round().astype(np.int64)
    need = int((np.maximum(prices, 0) * cells.least).sum()) * papers
    capped = int((np.maximum(-prices, 0) * cells.most).sum()) * papers
    return Certificate(prices, need, capped + int((net * cells.sizes).sum()), bool(net.any()))


def _certificate(cells: Cells, duals: Floats, papers: int) -> Certificate:
    # one limit that holds for many rows shares its price among them: fractions with one denominator
    unit = np.abs(duals[np.abs(duals) > _PRICE_STEP]).min()
    for scale in range(1, _MOST_SCALE + 1):
        prices = duals * scale / unit
        if np.abs(prices - np.rint(prices)).max() < 0.02:
            break
    return certified(cells, np.rint(prices).astype(np.int64), papers)


def _parts(matrix: Matrix, duals: Floats) -> list[np.typing.NDArray[np.bool_]]:
    """Rows with a price, as groups that share no cell with each other."""
    label = np.arange(matrix.rows)
    priced = np.abs(duals) > _PRICE_STEP
    kept = priced[matrix.row]
    row, column = matrix.row[kept], matrix.column[kept]
    while True:
        of_cell = np.full(matrix.columns, matrix.rows)
        np.minimum.at(of_cell, column, label[row])
        lower = label.copy()
        np.minimum.at(lower, row, of_cell[column])
        if np.array_equal(lower, label):
            return [priced & (label == name) for name in np.unique(label[priced])]
        label = lower
