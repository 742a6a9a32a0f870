"""HiGHS behind one function. Everything passed in is whole numbers."""

import enum
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_SECONDS = 120.0


class Status(enum.Enum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    TIMED_OUT = "timed out"


@dataclass(frozen=True, slots=True)
class Matrix:
    """A sparse matrix as (row, column, value) triples; duplicates do not occur."""

    row: Integers
    column: Integers
    value: npt.NDArray[Any]
    rows: int
    columns: int

    def times(self, vector: Floats) -> Floats:
        return np.bincount(self.row, self.value * vector[self.column], minlength=self.rows).astype(np.float64)

    def transposed_times(self, vector: Floats) -> Floats:
        return np.bincount(self.column, self.value * vector[self.row], minlength=self.columns).astype(
            np.float64
        )


@dataclass(frozen=True, slots=True)
class Solution:
    """`values` and `duals` are empty where there is no solution."""

    status: Status
    values: Floats
    duals: Floats


def minimise(
    cost: npt.ArrayLike,
    least: npt.ArrayLike,
    most: npt.ArrayLike,
    matrix: Matrix,
    row_least: npt.ArrayLike,
    row_most: npt.ArrayLike,
    integer: npt.NDArray[np.bool_] | None = None,
    gap: float = 0.0,
) -> Solution:
    """min cost.x  where  least <= x <= most,  row_least <= matrix.x <= row_most,  x whole where `integer`.

    The search for whole numbers goes to the optimum, or so near it as `gap` (a share of the cost) says; the clock stops only what is
    lost anyway.
    """
    order = np.lexsort((matrix.row, matrix.column))
    starts = np.concatenate(([0], np.cumsum(np.bincount(matrix.column, minlength=matrix.columns))))
    kinds = np.zeros(matrix.columns) if integer is None else integer
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy ships no types for it
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        # a program without whole numbers is solved sooner than it is simplified
        ("presolve", "off" if integer is None else "choose"),
        ("time_limit", _SECONDS),
        ("mip_rel_gap", gap),
        ("mip_abs_gap", 0.5),
    ):
        highs.setOptionValue(name, value)
    highs.passModel(
        matrix.columns,
        matrix.rows,
        len(order),
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.asarray(cost, dtype=np.float64),
        np.asarray(least, dtype=np.float64),
        np.asarray(most, dtype=np.float64),
        np.asarray(row_least, dtype=np.float64),
        np.asarray(row_most, dtype=np.float64),
        starts.astype(np.int32),
        matrix.row[order].astype(np.int32),
        matrix.value[order].astype(np.float64),
        np.asarray(kinds, dtype=np.int32),
    )
    highs.run()
    return _read(highs)


def _read(highs: highspy.Highs) -> Solution:
    found = highs.getModelStatus()
    nothing = np.empty(0)
    if found == highspy.HighsModelStatus.kOptimal:
        status = Status.OPTIMAL
    elif found == highspy.HighsModelStatus.kTimeLimit:
        has_point = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        status = Status.FEASIBLE if has_point else Status.TIMED_OUT
    elif found in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        status = Status.INFEASIBLE
    else:
        raise RuntimeError(f"the solver stopped: {highs.modelStatusToString(found)}")
    if status in (Status.INFEASIBLE, Status.TIMED_OUT):
        return Solution(status, nothing, nothing)
    solution = highs.getSolution()
    return Solution(status, np.array(solution.col_value), np.array(solution.row_dual))
