"""Why a blueprint cannot be met: exact numbers, the demands that clash, and a way out that works."""

import time
from typing import Any

import pytest

from assembler import Blueprint, Infeasible, Pool, assemble, feasibility, supply
from tests.assembler.making import item, office_blueprint, office_pool

POOL = office_pool()


def only_cause(pool: Pool, blueprint: Blueprint, papers: int = 1, parallel: bool = False) -> dict[str, Any]:
    causes = feasibility(pool, blueprint, papers, parallel)
    assert len(causes) == 1
    return causes[0].as_json()


def test_a_blueprint_that_can_be_met_has_no_cause() -> None:
    assert feasibility(POOL, office_blueprint(), 10) == []


def test_too_few_questions_of_a_law_are_counted() -> None:
    have = sum(one.law == "L3" for one in POOL.items)
    cause = only_cause(
        POOL,
        office_blueprint(
            laws={"L3": have + 4},
            articles=None,
            sections=[
                {"type": kind, "items": 20} for kind in ("single_choice", "multiple_choice", "true_false")
            ],
            scopes=None,
            difficulty=None,
            difficulty_sum=None,
            true_keys=None,
        ),
    )
    assert (cause["demand"], cause["need"], cause["have"]) == ("法律“L3”的题", have + 4, have)
    assert "可补充法律“L3”的题 4 道" in cause["way_out"]


def test_a_law_that_no_question_rests_on_is_named() -> None:
    cause = only_cause(POOL, office_blueprint(laws={"消防法": [1, 3]}))
    assert (cause["need"], cause["have"]) == (1, 0)
    assert "消防法" in cause["sentence"]


def test_limits_on_laws_that_starve_a_scope_are_named_together() -> None:
    cause = only_cause(POOL, office_blueprint(laws={f"L{k}": [0, 1] for k in range(5)}, articles=None))
    assert (cause["demand"], cause["need"], cause["have"]) == ("公共法题", 10, 5)
    assert len(cause["with"]) == 5


def test_scopes_that_add_up_to_more_than_a_paper_contradict_each_other() -> None:
    cause = only_cause(POOL, office_blueprint(scopes={"public": 14, "sector": 15}))
    assert (cause["need"], cause["have"]) == (29, 25)
    assert cause["with"] == ["全卷只有 25 道"]


def test_a_large_enemy_set_is_seen_as_the_shortage_it_makes() -> None:
    pool = Pool.from_records([item(k, enemies=["e"] if k < 8 else []) for k in range(12)])
    cause = only_cause(
        pool, Blueprint.from_json({"sections": [{"type": "single_choice", "items": 6}], "enemies": 1})
    )
    assert (cause["need"], cause["have"]) == (6, 5)
    assert cause["with"] == ["互斥题组“e”的题至多 1"]


def test_the_forms_of_one_room_draw_on_one_stock() -> None:
    pool = Pool.from_records([item(k) for k in range(29)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 10}], "overlap": 0})
    assert feasibility(pool, blueprint, 2, parallel=True) == []
    cause = only_cause(pool, blueprint, 3, parallel=True)
    assert (cause["need"], cause["have"]) == (30, 29)


def test_a_cap_below_the_least_overlap_is_refused_with_the_cap_that_would_do() -> None:
    pool = Pool.from_records([item(k) for k in range(20)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 10}], "overlap": 3})
    cause = only_cause(pool, blueprint, 6, parallel=True)
    assert "把上限提到 4" in cause["way_out"]


def test_whole_questions_that_cannot_be_halved_are_explained_by_the_parts_that_clash() -> None:
    # an odd number of questions cannot be filled from pairs that stand together
    pool = Pool.from_records([item(k, set=f"s{k // 2}", law="L1") for k in range(10)])
    blueprint = Blueprint.from_json(
        {"sections": [{"type": "single_choice", "items": 5}], "laws": {"L1": [1, 5]}}
    )
    with pytest.raises(Infeasible) as refused:
        assemble(pool, blueprint, 1, seed=1)
    assert "题组须整组使用" in refused.value.causes[0].way_out
    assert refused.value.causes[0].clashes_with == ("第 1 大题：单选题 5 道", "同一份试卷中没有重复的试题")


def test_the_way_out_of_a_shortage_is_a_way_out() -> None:
    short = office_blueprint(laws={f"L{k}": [0, 1] for k in range(5)}, articles=None)
    assert feasibility(POOL, short)
    assert feasibility(POOL, office_blueprint(laws={f"L{k}": [0, 2] for k in range(5)}, articles=None)) == []


def test_supply_counts_each_law_and_scope_by_type() -> None:
    rows = supply(POOL, office_blueprint())
    for by in ("law", "scope"):
        assert sum(row.have for row in rows if row.by == by) == len(POOL)
    one = next(row for row in rows if row.by == "law" and row.name == "L3" and row.type == "true_false")
    assert one.have == sum(q.law == "L3" and q.type == "true_false" for q in POOL.items)


def test_a_live_page_gets_its_answer_quickly() -> None:
    began = time.process_time()
    feasibility(POOL, office_blueprint())
    assert time.process_time() - began < 0.5
