"""Why a blueprint cannot be met: which demands clash, how many questions are missing, and the cheapest way out.

Three layers: the supply of each row; a linear program with slack on every row, whose dual is read as a sentence; and, where only
whole questions make it impossible, the parts of the blueprint that clash (deletion filter).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assembler.blueprint import Blueprint
from assembler.fallback import one_paper, sets_of
from assembler.level import ideal_use
from assembler.pool import ITEM_TYPES, SCOPES, Pool
from assembler.problem import Integers, Problem, bounds_of, build, eligible_places, matrix_of, whole_sets
from assembler.random_source import RandomSource
from assembler.rules.base import Row, Violation
from assembler.solver import Matrix, minimise

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason: `need` and `have` count questions; `clashes_with` are the demands that leave no more than `have`."""

    demand: str
    need: int
    have: int
    clashes_with: tuple[str, ...]
    way_out: str

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


@dataclass(frozen=True, slots=True)
class CellSupply:
    """How many questions of `type` there are for one law or one scope (`by` says which; `name` is None where unset)."""

    by: str
    name: str | None
    type: str
    have: int


def supply(pool: Pool, blueprint: Blueprint) -> list[CellSupply]:
    """What the pool holds for the blueprint's audience and types, law by law and scope by scope."""
    counts: dict[tuple[str, str | None, str], int] = {}
    for place in eligible_places(pool, blueprint):
        item = pool.items[place]
        for by, name in (("scope", item.scope), ("law", item.law)):
            counts[by, name, item.type] = counts.get((by, name, item.type), 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (pair[0][0] != "scope", pair[0][1] or "", pair[0][2]))
    return [CellSupply(*key, have) for key, have in ordered]


def feasibility(
    pool: Pool, blueprint: Blueprint, papers: int = 1, parallel: bool = False, *, avoid: Collection[str] = ()
) -> list[Cause]:
    """What stands in the way, empty where nothing does. Quick; only a clash of whole numbers can escape it."""
    avoided = [pool.index[name] for name in avoid if name in pool.index]
    places = whole_sets(pool, eligible_places(pool, blueprint, avoided))
    # with no question allowed twice the forms share one stock: the demands of all of them are added up
    together = papers if parallel and blueprint.overlap == 0 else 1
    short = _short_supply(pool, blueprint, places, together)
    if short:
        return short
    causes = _clashes(build(pool, blueprint, places, None), together)
    if not causes and parallel and blueprint.overlap is not None and papers > 1:
        causes = _overlap_bound(build(pool, blueprint, places), papers, blueprint.overlap)
    return causes


def clash(pool: Pool, blueprint: Blueprint, avoided: Collection[int]) -> list[Cause]:
    """A smallest set of the blueprint's parts that no paper of whole questions can meet together."""
    places = whole_sets(pool, eligible_places(pool, blueprint, avoided))
    problem = build(pool, blueprint, places)
    rules = list(dict.fromkeys(row.rule for row in problem.rows if row.rule != "sections"))
    sets = sets_of(pool, places)
    for rule in list(rules):
        rest = [other for other in rules if other != rule]
        trial = replace(problem, rows=tuple(row for row in problem.rows if row.rule in (*rest, "sections")))
        if one_paper(trial, sets, np.zeros(len(places), dtype=np.int64), RandomSource(b"clash")) is None:
            rules = rest
    said = [sentence for rule in ("sections", *rules) for sentence in _described(blueprint, rule)]
    whole = "；题组须整组使用" if sets else ""
    return [
        Cause(
            "每份试卷都满足全部要求",
            1,
            0,
            tuple(text.rstrip("。") for text in said),
            f"这些要求单独看都能满足，合起来没有一份试卷能同时满足{whole}；请放宽其中一项，或补充试题。",
        )
    ]


def not_parted(blueprint: Blueprint, wrong: Sequence[Violation]) -> Cause:
    """The forms still share too much, though no bound forbids it."""
    most = blueprint.overlap or 0
    return Cause(
        "任意两份平行卷的相同题数上限",
        most,
        most,
        (wrong[0].sentence.rstrip("。"),),
        f"没有找到每两份都不超过 {most} 道相同题的组法（并未证明不可能）；请放宽上限、减少份数或补充试题。",
    )


def _described(blueprint: Blueprint, part: str) -> list[str]:
    from assembler.rules import RULES

    return [sentence for rule in RULES if rule.part == part for sentence in rule.describe(blueprint)]


def _short_supply(pool: Pool, blueprint: Blueprint, places: Integers, together: int) -> list[Cause]:
    from assembler.rules import RULES

    causes = []
    for rule in RULES:
        for row in rule.rows(pool, places, blueprint):
            need, have = row.least * together, len(row.members)
            if row.weights is None and have < need:
                causes.append(
                    Cause(row.name, need, have, (), _more_or_less([row.name], need, have, together))
                )
    return causes


def _more_or_less(names: Sequence[str], need: int, have: int, together: int) -> str:
    lower = f"把要求降到每卷 {have // together} 道" if together > 1 else f"把要求降到 {have} 道"
    return f"可补充{'、'.join(names)} {need - have} 道，或{lower}。"


def _clashes(problem: Problem, together: int) -> list[Cause]:
    """The elastic program: least total slack; each part of its dual that stands alone is a cause."""
    rows, cells = problem.cell_rows, len(problem.sizes)
    matrix = matrix_of(rows, cells)
    number = np.arange(len(rows))
    elastic = Matrix(
        np.concatenate((matrix.row, number, number)),
        np.concatenate((matrix.column, cells + number, cells + len(rows) + number)),
        np.concatenate(
            (matrix.value, np.ones(len(rows), dtype=np.int64), -np.ones(len(rows), dtype=np.int64))
        ),
        len(rows),
        cells + 2 * len(rows),
    )
    least, most = (together * bound for bound in bounds_of(rows))
    cost = np.concatenate((np.zeros(cells), np.ones(2 * len(rows))))
    room = np.concatenate((problem.sizes, np.full(2 * len(rows), 10**7)))
    found = minimise(cost, np.zeros(len(cost)), room, elastic, least, most)
    slack = found.values[cells : cells + len(rows)] - found.values[cells + len(rows) :]
    if np.abs(slack).sum() < 1e-6:
        return []
    causes = []
    for part in _parts(matrix, found.duals):
        cause = _cause(problem, matrix, np.where(part, found.duals, 0.0), slack, least, most, together)
        if cause is not None:
            causes.append(cause)
    return causes


def _parts(matrix: Matrix, duals: np.typing.NDArray[np.float64]) -> list[np.typing.NDArray[np.bool_]]:
    """Rows with a price, as groups that share no cell with each other."""
    label = np.arange(matrix.rows)
    priced = np.abs(duals) > 1e-6
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


def _cause(
    problem: Problem,
    matrix: Matrix,
    duals: np.typing.NDArray[np.float64],
    slack: np.typing.NDArray[np.float64],
    least: Integers,
    most: Integers,
    together: int,
) -> Cause | None:
    """Farkas: what the rows with a positive price ask for exceeds what all others and the supply allow."""
    scale = next((k for k in range(1, 61) if np.abs(duals * k - np.rint(duals * k)).max() < 1e-5), 60)
    price = np.rint(duals * scale).astype(np.int64)
    whole = _whole_paper(problem, price)
    net = np.maximum(matrix.transposed_times(price.astype(np.float64)), 0).round().astype(np.int64)
    need = int((np.maximum(price, 0) * least).sum())
    have = int((np.maximum(-price, 0) * most).sum() + (net * problem.sizes).sum())
    if need <= have:
        return None
    rows = problem.cell_rows
    price = price - whole * np.array([row.rule == "sections" for row in rows])
    paper = [f"全卷{'共' if whole > 0 else '只有'} {problem.length * together} 道{_times(abs(whole))}"]
    asked = [_limit(rows[k], least[k], "至少", int(price[k])) for k in np.flatnonzero(price > 0)]
    capped = [_limit(rows[k], most[k], "至多", int(-price[k])) for k in np.flatnonzero(price < 0)]
    asked, capped = asked + paper * (whole > 0), capped + paper * (whole < 0)
    relaxed = [
        _relaxed(rows[k], int(least[k]), int(most[k]), float(slack[k]), together)
        for k in np.flatnonzero((np.abs(slack) > 1e-6) & (price != 0))
    ]
    if not asked:
        asked, capped = capped, []
    first = np.flatnonzero(price > 0)
    demand = rows[int(first[0])].name if len(asked) == 1 and len(first) else "、".join(asked) + "，合计"
    more = f"可补充能同时满足这些要求的试题（缺 {need - have}）" if net.any() else "这些数目本身相互矛盾"
    return Cause(
        demand, need, have, tuple(capped), f"{more}，或{'，'.join(relaxed)}。" if relaxed else f"{more}。"
    )


def _limit(row: Row, bound: int, word: str, price: int) -> str:
    return f"{row.name}{word} {int(bound)}{_times(price)}"


def _times(price: int) -> str:
    return f"（按 {price} 倍计）" if price > 1 else ""


def _whole_paper(problem: Problem, price: Integers) -> int:
    """What all section rows share of their prices: together they say no more than how long a paper is."""
    asked = price[np.array([row.rule == "sections" for row in problem.cell_rows])]
    if (asked > 0).all() or (asked < 0).all():
        return int(asked[np.argmin(np.abs(asked))])
    return 0


def _relaxed(row: Row, least: int, most: int, slack: float, together: int) -> str:
    every = f"（{together} 卷合计）" if together > 1 else ""
    by = int(np.ceil(abs(slack) - 1e-6))
    if slack > 0:
        return f"把{row.name}的下限由 {least} 降到 {least - by}{every}"
    return f"把{row.name}的上限由 {most} 提到 {most + by}{every}"


def _overlap_bound(problem: Problem, papers: int, most: int) -> list[Cause]:
    """The mean overlap cannot be below its bound, so a cap below the bound cannot hold for every pair."""
    least = ideal_use(problem, aim=False).least
    pairs = papers * (papers - 1) // 2
    total = int(np.ceil((papers * least - problem.length) * papers / 2 - 1e-3))
    if total <= most * pairs:
        return []
    return [
        Cause(
            "任意两份平行卷的相同题数上限",
            total,
            most * pairs,
            (f"{papers} 份平行卷",),
            f"{papers} 份卷两两之间相同的题合计至少 {total} 道次，上限只许 {most * pairs} 道次；"
            f"可把上限提到 {-(-total // pairs)}、减少份数或补充试题。",
        )
    ]


def name_of(by: str, name: str) -> str:
    """The Chinese word for a type or scope in a supply table; laws keep their own name."""
    return {"type": ITEM_TYPES, "scope": SCOPES}.get(by, {}).get(name, name)
