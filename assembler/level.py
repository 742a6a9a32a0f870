"""The ideal use: shares of the cells that level the use of the questions as far as the blueprint allows.

Minimises  sum over cells of (x_c + a_c)^2 / N_c  where x_c is the mean number of questions from cell c on a paper, N_c
its size and a_c its earlier uses for each new paper, subject to the blueprint's rows in the mean. Mean overlap of two papers is
sum r_i (r_i - 1) / (n (n - 1)), so without earlier use the minimum is the least overlap that any assembler can reach.
Solved in the dual by an accelerated proximal gradient (Beck and Teboulle 2009, restarts after O'Donoghue and Candes 2015)
with one step length a row.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assembler.pool import FACILITY_UNIT
from assembler.problem import Problem, bounds_of, matrix_of
from assembler.solver import Floats, Matrix

GRID = 1 << 20
"""Ideal shares are whole numbers of this part of one question, so that the plan holds no floating point."""

_ROUNDS = 4000
_CLOSE = 2e-6
_FACILITY_WEIGHT = 100.0


@dataclass(frozen=True, slots=True)
class Ideal:
    """`shares`: questions a paper from each cell, in parts per GRID; `least`: the minimum of sum x^2 / N."""

    shares: npt.NDArray[np.int64]
    least: float


def ideal_use(problem: Problem, earlier: Floats | None = None, aim: bool = True) -> Ideal:
    """`earlier`: uses of each cell's questions so far, for each new paper. `aim`: steer to the facility target."""
    matrix = matrix_of(problem.cell_rows, len(problem.sizes))
    least, most = (bound.astype(np.float64) for bound in bounds_of(problem.cell_rows))
    weight = np.zeros(matrix.rows)
    values = matrix.value.astype(np.float64)
    rows, columns = matrix.row, matrix.column
    if aim and problem.target is not None:
        # one more row, met as nearly as a stiff spring holds it: a target out of reach must not empty the polytope
        cells = len(problem.sizes)
        rows = np.concatenate((rows, np.full(cells, matrix.rows)))
        columns = np.concatenate((columns, np.arange(cells)))
        values = np.concatenate((values, problem.facility_of_cells / FACILITY_UNIT))
        goal = problem.target / FACILITY_UNIT
        least, most = np.append(least, goal), np.append(most, goal)
        weight = np.append(weight, 1 / (2 * _FACILITY_WEIGHT))
    whole = Matrix(rows, columns, values, len(least), len(problem.sizes))
    shares = _solve(
        whole,
        least,
        most,
        weight,
        problem.sizes.astype(np.float64),
        np.zeros(len(problem.sizes)) if earlier is None else earlier,
    )
    return Ideal(np.rint(shares * GRID).astype(np.int64), float((shares**2 / problem.sizes).sum()))


def _solve(
    matrix: Matrix, least: Floats, most: Floats, softness: Floats, size: Floats, earlier: Floats
) -> Floats:
    breadth = matrix.transposed_times(np.ones(matrix.rows))
    step = 1 / np.maximum(matrix.times(size / 2 * breadth), 1e-12)
    price = np.zeros(matrix.rows)
    ahead, momentum = price, 1.0
    shares = size * 0
    for number in range(_ROUNDS):
        shares = np.clip(size * matrix.transposed_times(ahead) / 2 - earlier, 0, size)
        totals = matrix.times(shares)
        if number % 25 == 0 and _fault(totals, least, most, softness, ahead) < _CLOSE and number:
            break
        moved = ahead - step * totals
        low, high = moved + step * least, moved + step * most
        new = np.where(low > 0, low, np.where(high < 0, high, 0.0)) / (1 + step * softness)
        if ((ahead - new) * (new - price) / step).sum() > 0:
            ahead, momentum = new, 1.0
        else:
            following = (1 + (1 + 4 * momentum * momentum) ** 0.5) / 2
            ahead = new + (momentum - 1) / following * (new - price)
            momentum = following
        price = new
    return shares


def _fault(totals: Floats, least: Floats, most: Floats, softness: Floats, price: Floats) -> float:
    """How far the shares are from the rows, and from prices on rows that do not bind."""
    goal = np.clip(totals, least, most)
    short = np.where(softness > 0, 0.0, np.abs(totals - goal))
    idle = np.where(price > 0, totals - least, np.where(price < 0, most - totals, 0.0))
    return float(
        np.maximum(short, np.where(softness > 0, 0.0, np.abs(idle) * np.minimum(np.abs(price), 1))).max(
            initial=0.0
        )
    )
