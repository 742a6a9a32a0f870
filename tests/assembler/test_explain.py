"""Why a blueprint cannot be met: exact numbers, the demands that clash, and a way out that works."""

import time
from dataclasses import replace
from typing import Any

import pytest

from assembler import Blueprint, Infeasible, Pool, assemble, changed, feasibility
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


def test_the_cheapest_way_out_is_one_number_that_can_be_changed_at_once() -> None:
    wanted = office_blueprint(difficulty={"1": [8, 9], "2": [8, 9], "5": 20}, difficulty_sum=None)
    (cause,) = feasibility(POOL, wanted)
    assert (cause.need, cause.have, cause.clashes_with) == (36, 25, ("全卷只有 25 道",))
    (change,) = cause.changes
    assert change.as_json() == {
        "part": "difficulty", "entry": "5", "name": "难度 5 的题", "from": [20, 20], "to": [9, 20],
    }  # fmt: skip
    assert "把难度 5 的题的下限由 20 降到 9" in cause.way_out
    assert feasibility(POOL, changed(wanted, [change])) == []


def test_a_limit_that_holds_for_every_law_is_changed_in_one_place() -> None:
    wanted = office_blueprint(laws={"*": [0, 1]}, scopes=None)
    (cause,) = feasibility(POOL, wanted)
    assert [(change.part, change.entry, change.after) for change in cause.changes] == [("laws", "*", (0, 3))]
    assert "把每部法律的题的上限由 1 提到 3" in cause.way_out
    assert feasibility(POOL, changed(wanted, cause.changes)) == []


def test_a_sum_of_difficulties_out_of_reach_is_told_in_its_own_points() -> None:
    cause = only_cause(POOL, office_blueprint(difficulty={"5": [3, 4]}, difficulty_sum=[120, 125]))
    assert (cause["demand"], cause["need"], cause["have"]) == ("难度之和", 120, 4 * 5 + 21 * 4)
    assert [change["to"] for change in cause["changes"]] == [[104, 125]]


def test_shortages_that_stand_apart_are_told_apart() -> None:
    have = sum(one.law == "L3" for one in POOL.items)
    wanted = office_blueprint(
        laws={"L3": have + 1, "消防法": [1, 2]}, scopes=None, difficulty=None, difficulty_sum=None
    )
    causes = feasibility(POOL, wanted)
    assert [(cause.demand, cause.need, cause.have) for cause in causes[:2]] == [
        ("法律“L3”的题", have + 1, have),
        ("法律“消防法”的题", 1, 0),
    ]
    # what small groups forbid is seen when the rest stands
    changes = [change for cause in causes for change in cause.changes]
    assert feasibility(POOL, changed(replace(wanted, articles=None), changes)) == []


def test_a_section_that_the_pool_cannot_fill_is_made_smaller_with_all_that_hangs_on_it() -> None:
    pool = Pool.from_records([item(k, type="true_false" if k < 5 else "single_choice") for k in range(40)])
    wanted = Blueprint.from_json(
        {
            "sections": [
                {"type": "single_choice", "items": 10},
                {"type": "true_false", "items": 4},
                {"type": "true_false", "items": 4},
            ]
        }
    )
    (cause,) = feasibility(pool, wanted)
    assert [(change.entry, change.before[0], change.after[0]) for change in cause.changes] == [("3", 4, 1)]
    assert [section.items for section in changed(wanted, cause.changes).sections] == [10, 4, 1]


def test_upper_limits_of_small_groups_count_where_they_stand_in_the_way() -> None:
    pool = Pool.from_records([item(k, law="L1", article=f"a{k % 4}") for k in range(60)])
    wanted = Blueprint.from_json(
        {"sections": [{"type": "single_choice", "items": 6}], "articles": {"*": [0, 1]}}
    )
    (cause,) = feasibility(pool, wanted)
    assert (cause.need, cause.have, len(cause.clashes_with)) == (6, 4, 4)
    assert [(change.part, change.entry, change.after) for change in cause.changes] == [
        ("articles", "*", (0, 2))
    ]
    assert feasibility(pool, changed(wanted, cause.changes)) == []


def test_a_live_page_gets_its_answer_before_anyone_feels_it() -> None:
    pool = office_pool(10_000)
    for wanted in (office_blueprint(), office_blueprint(difficulty={"1": 20, "5": 20})):
        feasibility(pool, wanted)
        spent = []
        for _ in range(5):
            began = time.process_time()
            feasibility(pool, wanted)
            spent.append(time.process_time() - began)
        assert min(spent) < 0.03
