"""Small pools and blueprints for the tests: by hand where a number matters, by hypothesis where a law is to hold."""

import itertools
from typing import Any

import numpy as np
from hypothesis import strategies as st

from assembler import Blueprint, Pool, check

TYPES = ("single_choice", "multiple_choice", "true_false")


def item(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"q{number}", "type": "single_choice", **fields}


def office_pool(count: int = 300) -> Pool:
    """A pool like an office's: three types, twelve laws in two scopes, five difficulties, facilities, a few enemies."""
    records = []
    for k in range(count):
        law = k * 7 % 12
        kind = TYPES[(k // 12) % 5 // 2 if (k // 12) % 5 < 4 else 2]
        records.append(
            item(
                k,
                type=kind,
                scope="public" if law < 5 else "sector",
                law=f"L{law}",
                article=f"L{law}#{k // 12 % 9}",
                difficulty=1 + (k // 5 + k) % 5,
                facility=(40 + k * 37 % 55) / 100,
                true=(k % 2 == 0) if kind == "true_false" else None,
                enemies=[f"e{k // 40}"] if k % 20 == 0 else [],
                topics=[f"t{k % 4}"],
            )
        )
    return Pool.from_records(records)


def office_blueprint(**changed: Any) -> Blueprint:
    parts = {
        "name": "年度考试",
        "sections": [
            {"type": "single_choice", "items": 10, "points": 2},
            {"type": "multiple_choice", "items": 10, "points": 4},
            {"type": "true_false", "items": 5, "points": 2},
        ],
        "scopes": {"public": 10, "sector": 15},
        "laws": {"*": [0, 4]},
        "articles": {"*": [0, 1]},
        "difficulty": {"1": [3, 7], "5": [3, 7]},
        "difficulty_sum": [70, 80],
        "true_keys": [2, 3],
        "enemies": 1,
        "facility_sum": 17.0,
    }
    return Blueprint.from_json(
        {name: part for name, part in {**parts, **changed}.items() if part is not None}
    )


@st.composite
def tiny_pools(draw: st.DrawFn) -> Pool:
    """4 to 11 questions with few different values, so that rules press and enemy sets are large."""
    count = draw(st.integers(4, 11))
    return Pool.from_records(
        [
            item(
                k,
                type=draw(st.sampled_from(TYPES[1:])),
                scope=draw(st.sampled_from(["public", "sector"])),
                law=draw(st.sampled_from(["L1", "L2", "L3"])),
                article=draw(st.sampled_from([None, "a", "b"])),
                topics=draw(st.lists(st.sampled_from(["x", "y"]), unique=True, max_size=2)),
                difficulty=draw(st.integers(1, 3)),
                facility=draw(st.sampled_from([None, 0.3, 0.5, 0.9])),
                true=draw(st.booleans()),
                enemies=draw(st.lists(st.sampled_from(["e1", "e2"]), unique=True, max_size=2)),
                set=draw(st.sampled_from([None, None, None, "s1"])),
            )
            for k in range(count)
        ]
    )


def _limits(names: list[str]) -> st.SearchStrategy[dict[str, list[int]] | None]:
    pair = st.tuples(st.integers(0, 1), st.integers(1, 4)).map(list)
    return st.none() | st.dictionaries(st.sampled_from([*names, "*"]), pair, min_size=1, max_size=2)


@st.composite
def tiny_blueprints(draw: st.DrawFn) -> Blueprint:
    sections = [
        {"type": kind, "items": draw(st.integers(1, 2)), "points": 1}
        for kind in draw(st.lists(st.sampled_from(TYPES[1:]), min_size=1, max_size=3))
    ]
    low = draw(st.integers(2, 8))
    parts = {
        "sections": sections,
        "scopes": draw(_limits(["public", "sector"]).filter(lambda d: not d or "*" not in d)),
        "laws": draw(_limits(["L1", "L2"])),
        "articles": draw(_limits(["a"])),
        "topics": draw(_limits(["x", "y"])),
        "difficulty": draw(_limits(["1", "2", "3"])),
        "enemies": draw(st.sampled_from([None, 1, 2])),
        "difficulty_sum": draw(st.sampled_from([None, [low, low + 3]])),
        "true_keys": draw(st.sampled_from([None, [0, 1], [1, 2]])),
        "facility_sum": draw(st.sampled_from([None, 2.0])),
    }
    return Blueprint.from_json({name: part for name, part in parts.items() if part is not None})


def some_paper_exists(pool: Pool, blueprint: Blueprint) -> bool:
    """By trying every choice of questions."""
    kinds = list(dict.fromkeys(section.type for section in blueprint.sections))
    wanted = [sum(s.items for s in blueprint.sections if s.type == kind) for kind in kinds]
    choices = [
        list(itertools.combinations([k for k, one in enumerate(pool.items) if one.type == kind], count))
        for kind, count in zip(kinds, wanted, strict=True)
    ]
    slots = [s.type for s in blueprint.sections for _ in range(s.items)]
    papers = []
    for combination in itertools.product(*choices):
        stacks = {kind: list(chosen) for kind, chosen in zip(kinds, combination, strict=True)}
        papers.append([stacks[kind].pop() for kind in slots])
    if not papers:
        return False
    wrong = {violation.paper for violation in check(pool, blueprint, np.array(papers))}
    return len(wrong) < len(papers)
