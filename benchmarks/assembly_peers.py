"""What others do, on the same pool and blueprint: each function is one peer and runs in a process of its own.

Samplers draw by type and scope in the blueprint's shares, which is more than most systems do. They return papers; the integer
programs return forms, and how the solver ended.
"""

import importlib.util
import random
import sqlite3
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from assembly_pool import LENGTH, SCOPES, SECTIONS, Judge, Record, demands

Papers = npt.NDArray[np.int64]
STRATA = [
    (kind, scope, count * share // LENGTH)
    for kind, count in SECTIONS.items()
    for scope, share in SCOPES.items()
]
"""(type, scope, questions): 8 and 12, 8 and 12, 4 and 6."""


def members(records: list[Record]) -> list[list[int]]:
    return [
        [k for k, record in enumerate(records) if (record["type"], record["scope"]) == (kind, scope)]
        for kind, scope, _ in STRATA
    ]


def order_by_random(records: list[Record], document: dict[str, Any], papers: int) -> Papers:
    """SELECT ... ORDER BY RANDOM() LIMIT n, once a stratum."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE question (id INTEGER PRIMARY KEY, type TEXT, scope TEXT)")
    rows = [(k, record["type"], record["scope"]) for k, record in enumerate(records)]
    database.executemany("INSERT INTO question VALUES (?, ?, ?)", rows)
    database.execute("CREATE INDEX by_stratum ON question (type, scope)")
    query = "SELECT id FROM question WHERE type = ? AND scope = ? ORDER BY RANDOM() LIMIT ?"
    return np.array(
        [[row[0] for stratum in STRATA for row in database.execute(query, stratum)] for _ in range(papers)]
    )


def random_sample(records: list[Record], document: dict[str, Any], papers: int) -> Papers:
    """random.sample, once a stratum."""
    rng, groups = random.Random(1), members(records)
    return np.array(
        [
            [k for group, (_, _, count) in zip(groups, STRATA, strict=True) for k in rng.sample(group, count)]
            for _ in range(papers)
        ]
    )


def least_used_first(records: list[Record], document: dict[str, Any], papers: int) -> Papers:
    """The questions used least, chance among equals, once a stratum."""
    rng, groups, uses = random.Random(1), members(records), [0] * len(records)
    made = []
    for _ in range(papers):
        paper = []
        for group, (_, _, count) in zip(groups, STRATA, strict=True):
            paper += sorted(group, key=lambda k: (uses[k], rng.random()))[:count]
        for k in paper:
            uses[k] += 1
        made.append(paper)
    return np.array(made)


def rejection(records: list[Record], document: dict[str, Any], papers: int) -> Papers:
    """Random papers by NumPy in batches; those that break a rule are thrown away."""
    judge = Judge(records, document)
    rng, groups = np.random.default_rng(1), [np.array(group) for group in members(records)]
    made, have = [], 0
    while have < papers:
        parts = []
        for group, (_, _, count) in zip(groups, STRATA, strict=True):
            parts.append(group[rng.integers(0, len(group), (4000, count))])
        batch = np.concatenate(parts, axis=1)
        batch = batch[judge.keeps(batch)]
        made.append(batch)
        have += len(batch)
    return np.concatenate(made)[:papers]


SAMPLERS: dict[str, Callable[[list[Record], dict[str, Any], int], Papers]] = {
    "SQL ORDER BY RANDOM()": order_by_random,
    "random.sample a stratum": random_sample,
    "least used first": least_used_first,
    "numpy with rejection": rejection,
}


def by_highs(
    records: list[Record], document: dict[str, Any], forms: int, seconds: float
) -> tuple[str, Papers | None]:
    """The textbook program: a variable for each question on each form, no question twice, facility as near as possible."""
    import highspy  # not above: it and OR-Tools cannot be loaded in one process

    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", seconds)
    count, target = len(records), document["facility_sum"] * 100
    facility = np.array([record["facility"] * 100 for record in records])
    for _ in range(forms * count):
        highs.addVar(0, 1)
    highs.changeColsIntegrality(
        forms * count, np.arange(forms * count, dtype=np.int32), np.ones(forms * count, dtype=np.uint8)
    )
    highs.addVar(0, highspy.kHighsInf)
    highs.changeColCost(forms * count, 1)
    for form in range(forms):
        for weights, least, most in demands(records, document):
            at = np.flatnonzero(weights)
            highs.addRow(
                least, most, len(at), (form * count + at).astype(np.int32), weights[at].astype(np.float64)
            )
        at = np.append(form * count + np.arange(count), forms * count).astype(np.int32)
        # sum - deviation <= target <= sum + deviation
        highs.addRow(-highspy.kHighsInf, target, len(at), at, np.append(facility, -1.0))
        highs.addRow(target, highspy.kHighsInf, len(at), at, np.append(facility, 1.0))
    for question in range(count):
        at = (np.arange(forms) * count + question).astype(np.int32)
        highs.addRow(0, 1, forms, at, np.ones(forms))
    highs.run()
    solution = np.array(highs.getSolution().col_value)
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return "no solution within the limit", None
    table = solution[: forms * count].reshape(forms, count) > 0.5
    return str(highs.modelStatusToString(highs.getModelStatus())), np.array(
        [np.flatnonzero(row) for row in table]
    )


def by_cp_sat(
    records: list[Record], document: dict[str, Any], forms: int, seconds: float
) -> tuple[str, Papers | None]:
    """The same program for OR-Tools' CP-SAT."""
    from ortools.sat.python import cp_model

    model, count = cp_model.CpModel(), len(records)
    x = [[model.new_bool_var("") for _ in range(count)] for _ in range(forms)]
    deviation = model.new_int_var(0, 100 * LENGTH, "deviation")
    facility = [round(record["facility"] * 100) for record in records]
    target = round(document["facility_sum"] * 100)
    for form in x:
        for weights, least, most in demands(records, document):
            at = np.flatnonzero(weights).tolist()
            model.add_linear_constraint(sum(int(weights[k]) * form[k] for k in at), least, most)
        total = sum(weight * one for weight, one in zip(facility, form, strict=True))
        model.add(total - target <= deviation)
        model.add(target - total <= deviation)
    for question in range(count):
        model.add(sum(form[question] for form in x) <= 1)
    model.minimize(deviation)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "no solution within the limit", None
    return solver.status_name(status).lower(), np.array(
        [[k for k in range(count) if solver.value(form[k])] for form in x]
    )


PROGRAMS = {"HiGHS, question x form": by_highs}
if importlib.util.find_spec("ortools"):
    PROGRAMS["OR-Tools CP-SAT, question x form"] = by_cp_sat
