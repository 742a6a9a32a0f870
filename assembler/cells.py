"""Questions that no demand tells apart, taken together: what can be met at all is asked of these, never of single questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.random_source import RandomSource
from assembler.rules import RULES
from assembler.rules.base import Integers, Row
from assembler.solver import Matrix

FINE = ("articles", "enemies")
"""Rules of many small groups. Their upper limits seldom stand in the way, so they are asked last."""


@dataclass(frozen=True, slots=True)
class Cells:
    """`matrix`: rows x cells, what one question of a cell adds to a row. `sizes`: questions of each cell."""

    rows: tuple[Row, ...]
    matrix: Matrix
    sizes: Integers
    cell: Integers
    """The cell of each question that `cells_of` was given."""

    @property
    def least(self) -> Integers:
        return np.array([row.least for row in self.rows], dtype=np.int64)

    @property
    def most(self) -> Integers:
        return np.array([row.most for row in self.rows], dtype=np.int64)


def rows_of(
    pool: Pool,
    blueprint: Blueprint,
    places: Integers,
    stock: Integers | None = None,
    without: Collection[str] = (),
) -> list[Row]:
    """Every demand of the blueprint on the questions, each of which may stand for several; `without` leaves rules out."""
    return [
        row for rule in RULES if rule.part not in without for row in rule.rows(pool, places, blueprint, stock)
    ]


def cells_of(pool: Pool, rows: Sequence[Row], places: Integers, stock: Integers | None = None) -> Cells:
    """The cells that `rows` make among the questions `places`, of which each may stand for several alike."""
    none = np.empty(0, dtype=np.int64)
    member = np.concatenate([row.members for row in rows] or [none])
    number = np.repeat(np.arange(len(rows)), [len(row.members) for row in rows])
    weight = np.concatenate(
        [np.ones(len(row.members), dtype=np.int64) if row.weights is None else row.weights for row in rows]
        or [none]
    )
    # a random word for each row: equal sums stand for equal rows, in 64 bits without mistake
    words = RandomSource(b"cells").words(len(rows))
    mark = np.zeros(len(pool), dtype=np.uint64)
    np.add.at(mark, member, words[number] * weight.astype(np.uint64))
    _, first, cell = np.unique(mark[places], return_index=True, return_inverse=True)
    # one question speaks for its cell
    speaker = np.full(len(pool), -1, dtype=np.int64)
    speaker[places[first]] = np.arange(len(first))
    spoken = np.flatnonzero(speaker[member] >= 0)
    return Cells(
        tuple(rows),
        Matrix(number[spoken], speaker[member[spoken]], weight[spoken], len(rows), len(first)),
        np.bincount(cell, stock, minlength=len(first)).astype(np.int64),
        cell.astype(np.int64),
    )


def classes_of(pool: Pool) -> tuple[Integers, Integers]:
    """Each question's class, and a question of each class: alike whatever a blueprint says, but for articles and enemies."""
    return pool.kept("classes", lambda: _classes(pool))


def _classes(pool: Pool) -> tuple[Integers, Integers]:
    marks = [
        column
        for rule in RULES
        if rule.part not in FINE
        for column in rule.marks(pool).reshape(len(pool), -1).T
    ]
    found = np.zeros(len(pool), dtype=np.int64)
    for mark in marks:
        found = np.unique(found * (int(mark.max(initial=0)) + 1) + mark, return_inverse=True)[1]
    return found, np.unique(found, return_index=True)[1]
