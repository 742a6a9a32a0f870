"""Why a blueprint cannot be met: which demands clash, how many questions are missing, and the cheapest way out.

Three layers: the supply of each demand; a linear program over cells whose limits stretch (`elastic.py`), whose dual is read as a
sentence; and, where only whole questions make it impossible, the parts of the blueprint that clash (deletion filter).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from assembler.blueprint import Blueprint
from assembler.causes import Cause, told_cause
from assembler.cells import FINE, Cells, cells_of, classes_of, rows_of
from assembler.changes import Change
from assembler.elastic import Move, Stretch, certified, stretched
from assembler.fallback import one_paper, sets_of
from assembler.level import ideal_use
from assembler.pool import ITEM_TYPES, Pool
from assembler.problem import Integers, Problem, build, eligible_places, whole_sets
from assembler.random_source import RandomSource
from assembler.rules import RULES
from assembler.rules.base import LimitRule, Row, Violation

_RULES = {rule.part: rule for rule in RULES if isinstance(rule, LimitRule)}


def feasibility(
    pool: Pool, blueprint: Blueprint, papers: int = 1, parallel: bool = False, *, avoid: Collection[str] = ()
) -> list[Cause]:
    """What stands in the way, empty where nothing does. Quick; only a clash of whole numbers can escape it."""
    avoided = [pool.index[name] for name in avoid if name in pool.index]
    places = whole_sets(pool, eligible_places(pool, blueprint, avoided))
    # with no question allowed twice the forms share one stock: the demands of all of them are added up
    together = papers if parallel and blueprint.overlap == 0 else 1
    causes = _clashes(pool, blueprint, places, together)
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
    return [sentence for rule in RULES if rule.part == part for sentence in rule.describe(blueprint)]


def _clashes(pool: Pool, blueprint: Blueprint, places: Integers, together: int) -> list[Cause]:
    """Coarse demands first. Then questions of which no choice breaks a fine limit, and only in doubt everything at once."""
    cells, cell = _coarse(pool, blueprint, places)
    found = stretched(cells, together)
    if not found.moves and (blueprint.articles or blueprint.enemies):
        rows = rows_of(pool, blueprint, places)
        enough = np.bincount(cell[_harmless(pool, rows, places, together)], minlength=len(cells.sizes))
        if (found.totals <= enough).all() or not stretched(replace(cells, sizes=enough), together).moves:
            return []
        cells = cells_of(pool, rows, places)
        found = stretched(cells, together)
    return _causes(blueprint, cells, found, together) if found.moves else []


def _coarse(pool: Pool, blueprint: Blueprint, places: Integers) -> tuple[Cells, Integers]:
    """Cells without the upper limits of fine rules, and the cell of each question."""
    if any(least for least, _ in (blueprint.articles or {}).values()):
        rows = [row for row in rows_of(pool, blueprint, places) if not _is_fine(row)]
        cells = cells_of(pool, rows, places)
        return cells, cells.cell
    number, example = classes_of(pool)
    stock = np.bincount(number[places], minlength=len(example))
    held = np.flatnonzero(stock)
    rows = rows_of(pool, blueprint, example[held], stock[held], without=FINE)
    cells = cells_of(pool, rows, example[held], stock[held])
    return cells, cells.cell[np.searchsorted(held, number[places])]


def _is_fine(row: Row) -> bool:
    return row.rule in FINE and row.least == 0


def _harmless(
    pool: Pool, rows: Sequence[Row], places: Integers, together: int
) -> np.typing.NDArray[np.bool_]:
    """Which of the eligible questions are among the first of all their fine groups, as many as each group may give."""
    late = np.zeros(len(pool), dtype=np.bool_)
    for row in rows:
        if _is_fine(row):
            late[row.members[row.most * together :]] = True
    return ~late[places]


def _causes(blueprint: Blueprint, cells: Cells, found: Stretch, together: int) -> list[Cause]:
    """Each demand that is short by itself, then what clashes beside these; every change goes to a cause that it mends."""
    plain = np.array([row.weights is None for row in cells.rows])
    short = plain & (cells.matrix.times(cells.sizes.astype(np.float64)) < cells.least * together)
    told = [
        certified(cells, (np.arange(len(short)) == number).astype(np.int64), together)
        for number in np.flatnonzero(short)
    ]
    for certificate in found.certificates:
        rest = certified(cells, np.where(short, 0, certificate.prices), together)
        if rest.need > rest.have:
            told.append(rest)
    if not told:
        # no proof in whole numbers, so nothing is claimed: the search for papers will tell
        return []
    mends: list[list[Change]] = [[] for _ in told]
    for move in found.moves:
        limit = cells.rows[move.row]
        of_limit = np.array([(row.rule, row.entry) == (limit.rule, limit.entry) for row in cells.rows])
        # what no certificate names is moved because the first cause's change asks for it
        mended = next((k for k, one in enumerate(told) if one.prices[of_limit].any()), 0)
        mends[mended].extend(_changes(blueprint, limit, move))
    return [
        told_cause(cells.rows, one, tuple(mine), blueprint.length, together)
        for one, mine in zip(told, mends, strict=True)
    ]


def _changes(blueprint: Blueprint, row: Row, move: Move) -> list[Change]:
    if row.rule != "sections":
        entry = "" if row.rule == "enemies" else row.entry
        name = _RULES[row.rule].called("*") if row.entry == "*" else row.name
        before = (row.least, row.most)
        return [Change(row.rule, entry, name, before, (row.least - move.down, row.most + move.up))]
    found, left = [], move.down
    for number, section in reversed(list(enumerate(blueprint.sections, start=1))):
        if ITEM_TYPES[section.type] == row.name and (left or move.up):
            after = section.items - min(left, section.items) if move.down else section.items + move.up
            found.append(
                Change(
                    "sections",
                    str(number),
                    f"第 {number} 大题（{row.name}）",
                    (section.items, section.items),
                    (after, after),
                )
            )
            left -= section.items - after
            if move.up:
                break
    return found


def _overlap_bound(problem: Problem, papers: int, most: int) -> list[Cause]:
    """The mean overlap cannot be below its bound, so a cap below the bound cannot hold for every pair."""
    least = ideal_use(problem, aim=False).least
    pairs = papers * (papers - 1) // 2
    total = int(np.ceil((papers * least - problem.length) * papers / 2 - 1e-3))
    if total <= most * pairs:
        return []
    name, enough = "任意两份平行卷的相同题数上限", -(-total // pairs)
    change = Change("overlap", "", name, (most, most), (enough, enough))
    return [
        Cause(
            name,
            total,
            most * pairs,
            (f"{papers} 份平行卷",),
            f"{papers} 份卷两两之间相同的题合计至少 {total} 道次，上限只许 {most * pairs} 道次；"
            f"可把上限提到 {enough}、减少份数或补充试题。",
            (change,),
        )
    ]
