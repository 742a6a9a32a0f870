"""What is asked of papers, whoever asks: every rule met, level use, equal papers, and the same again from the seed."""

import hashlib
import json
from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assembler import Blueprint, Infeasible, ManifestError, Pool, Replayer, assemble, check, replay
from assembler.engine import can_compile
from tests.assembler.making import (
    item,
    office_blueprint,
    office_pool,
    some_paper_exists,
    tiny_blueprints,
    tiny_pools,
)

POOL = office_pool()
BLUEPRINT = office_blueprint()
PINNED = "c7605db5aaf3fb7bb23a934120cbdbd39f473b9762bf0f35a602a710db7d439e"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_pools(), tiny_blueprints(), st.integers(1, 9), st.booleans(), st.integers(0, 99))
def test_what_is_made_meets_every_rule_and_what_is_refused_does_not_exist(
    pool: Pool, blueprint: Blueprint, papers: int, parallel: bool, seed: int
) -> None:
    try:
        made = assemble(pool, blueprint, papers, parallel, seed=seed)
    except Infeasible as refused:
        assert refused.causes and all(cause.sentence for cause in refused.causes)
        assert not some_paper_exists(pool, blueprint)
        return
    assert made.papers.shape == (papers, blueprint.length)
    assert check(pool, blueprint, made.papers, parallel) == []
    assert (replay(json.loads(json.dumps(made.manifest)), pool) == made.papers).all()


@pytest.mark.parametrize("papers", [1, 2, 3, 7, 64, 100, 257])
def test_any_number_of_papers_is_dealt_with_every_rule_met_and_level_use(papers: int) -> None:
    made = assemble(POOL, BLUEPRINT, papers, seed=5)
    assert check(POOL, BLUEPRINT, made.papers) == []
    assert made.report["use"]["spread_among_alike"] <= 2
    assert sum(Counter(made.papers.ravel().tolist()).values()) == papers * BLUEPRINT.length


def test_papers_are_equally_hard_and_near_the_target() -> None:
    facility = assemble(POOL, BLUEPRINT, 200, seed=1).report["facility"]
    assert facility["sd"] <= 0.02
    assert abs(facility["mean"] - 17.0) <= 0.05


def test_mean_overlap_is_near_the_least_possible_and_never_below_it() -> None:
    # without a target for the facility: reaching for one costs overlap
    overlap = assemble(POOL, office_blueprint(facility_sum=None), 200, seed=1).report["overlap"]
    assert overlap["bound"] <= overlap["mean"] <= overlap["bound"] * 1.002


def test_overlaps_have_no_heavier_tail_than_chance() -> None:
    tail = assemble(office_pool(900), BLUEPRINT, 1000, seed=3).report["overlap"]["tail"]
    assert tail["seen"] <= tail["by_chance"] + 4 * tail["by_chance"] ** 0.5


def test_forms_share_no_question_where_none_need_be_shared_and_hit_the_target() -> None:
    made = assemble(POOL, BLUEPRINT, 3, parallel=True, seed=2)
    assert made.report["overlap"]["most"] == 0
    assert made.report["facility"]["least"] == made.report["facility"]["most"] == 17.0


def test_no_two_forms_share_more_than_the_cap() -> None:
    blueprint = office_blueprint(overlap=3)
    made = assemble(POOL, blueprint, 14, parallel=True, seed=2)
    held = [set(row) for row in made.papers.tolist()]
    assert max(len(held[a] & held[b]) for a in range(14) for b in range(a)) <= 3


def test_the_same_seed_gives_the_same_papers_and_another_seed_others() -> None:
    first = assemble(POOL, BLUEPRINT, 40, seed=b"one").papers
    assert (first == assemble(POOL, BLUEPRINT, 40, seed=b"one").papers).all()
    assert (first != assemble(POOL, BLUEPRINT, 40, seed=b"two").papers).any()


def test_the_papers_of_a_seed_never_change_without_a_new_algorithm_version() -> None:
    made = assemble(POOL, BLUEPRINT, 100, seed=b"pinned")
    assert made.manifest["algorithm"] == "euler-4"
    assert hashlib.sha256(made.papers.astype("<i4").tobytes()).hexdigest() == PINNED


def test_any_single_paper_is_made_again_from_the_manifest() -> None:
    made = assemble(POOL, BLUEPRINT, 60, seed=9)
    for number in (1, 17, 60):
        assert (replay(made.manifest, POOL, number) == made.papers[number - 1 : number]).all()


def test_a_manifest_of_another_pool_is_refused() -> None:
    made = assemble(POOL, BLUEPRINT, 2, seed=9)
    with pytest.raises(ManifestError, match="候选题集与组卷时的不同"):
        replay(made.manifest, office_pool(299))
    with pytest.raises(ManifestError, match="没有第 3 份"):
        replay(made.manifest, POOL, 3)


def test_the_seed_stands_in_the_manifest_and_nowhere_in_the_report() -> None:
    made = assemble(POOL, BLUEPRINT, 5, seed=b"secret-seed")
    assert bytes.fromhex(made.manifest["seed"]) == b"secret-seed"
    assert "secret-seed" not in str(made.report)
    assert made.manifest["seed"] not in str(made.report)


def test_earlier_uses_are_levelled_together_with_the_new_ones() -> None:
    pool = Pool.from_records([item(k, law="L1") for k in range(40)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 10}]})
    used = {f"q{k}": 3 for k in range(20)} | {"retired": 9}
    new = Counter(assemble(pool, blueprint, 8, seed=1, used=used).papers.ravel().tolist())
    together = [new[k] + used.get(f"q{k}", 0) for k in range(40)]
    assert max(together) - min(together) <= 1


def test_a_second_sitting_continues_the_level_use_of_the_first() -> None:
    first = Counter(assemble(POOL, BLUEPRINT, 30, seed=1).papers.ravel().tolist())
    used = {POOL.items[place].id: uses for place, uses in first.items()}
    second = Counter(assemble(POOL, BLUEPRINT, 30, seed=2, used=used).papers.ravel().tolist())
    apart = Counter(assemble(POOL, BLUEPRINT, 30, seed=2).papers.ravel().tolist())

    def roughness(other: Counter[int]) -> int:
        return sum((first[k] + other[k]) ** 2 for k in range(len(POOL)))

    assert roughness(second) <= roughness(apart)


def test_avoided_questions_do_not_return() -> None:
    first = assemble(POOL, BLUEPRINT, 2, parallel=True, seed=1)
    avoid = {POOL.items[place].id for place in first.papers.ravel()}
    second = assemble(POOL, BLUEPRINT, 2, parallel=True, seed=1, avoid=avoid)
    assert not set(first.papers.ravel().tolist()) & set(second.papers.ravel().tolist())


def test_only_questions_for_the_audience_are_used() -> None:
    records = [
        item(k, audiences=["卫生健康"] if k % 3 == 0 else ["教育"] if k % 3 == 1 else []) for k in range(60)
    ]
    pool = Pool.from_records(records)
    blueprint = Blueprint.from_json(
        {"sections": [{"type": "single_choice", "items": 12}], "audience": "教育"}
    )
    made = assemble(pool, blueprint, 10, seed=1)
    assert not any("卫生健康" in pool.items[place].audiences for place in made.papers.ravel())


def test_cells_of_one_question_do_not_hinder() -> None:
    pool = Pool.from_records([item(k, law=f"L{k}") for k in range(12)])
    blueprint = Blueprint.from_json(
        {"sections": [{"type": "single_choice", "items": 6}], "laws": {"*": [0, 1], "L3": 1}}
    )
    made = assemble(pool, blueprint, 50, seed=1)
    uses = np.bincount(made.papers.ravel(), minlength=12)
    assert uses[3] == 50
    assert np.ptp(np.delete(uses, 3)) <= 1


def test_large_enemy_sets_are_kept_apart_with_level_use() -> None:
    pool = Pool.from_records([item(k, law=f"L{k % 3}", enemies=[f"e{k // 10}"]) for k in range(60)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 6}], "enemies": 1})
    made = assemble(pool, blueprint, 100, seed=1)
    assert check(pool, blueprint, made.papers) == []
    assert np.ptp(np.bincount(made.papers.ravel(), minlength=60)) <= 2


def test_question_sets_come_whole_or_not_at_all() -> None:
    pool = Pool.from_records([item(k, set=f"s{k // 3}" if k < 12 else None) for k in range(30)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 8}]})
    made = assemble(pool, blueprint, 12, seed=1)
    assert any(place < 12 for place in made.papers.ravel())
    for row in made.papers.tolist():
        assert all(count == 3 for count in Counter(place // 3 for place in row if place < 12).values())
    assert (replay(made.manifest, pool) == made.papers).all()


def test_two_sections_of_one_type_are_both_filled_in_order() -> None:
    blueprint = Blueprint.from_json(
        {
            "sections": [
                {"type": "single_choice", "items": 4},
                {"type": "true_false", "items": 3},
                {"type": "single_choice", "items": 5},
            ]
        }
    )
    made = assemble(POOL, blueprint, 6, seed=1)
    assert check(POOL, blueprint, made.papers) == []


def test_progress_is_told_up_to_the_last_paper() -> None:
    told: list[tuple[int, int]] = []
    assemble(POOL, BLUEPRINT, 10, seed=1, progress=lambda done, papers: told.append((done, papers)))
    assert told[-1] == (10, 10)


def test_any_paper_of_a_large_set_is_made_alone_as_it_was_dealt() -> None:
    made = assemble(POOL, BLUEPRINT, 700, seed=4)
    replayer = Replayer(json.loads(json.dumps(made.manifest)), POOL)
    assert [replayer.paper(number).tolist() for number in (700, 1, 333)] == made.papers[
        [699, 0, 332]
    ].tolist()


@pytest.mark.skipif(not can_compile(), reason="Numba is not installed")
def test_compiled_and_interpreted_loops_give_the_same_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.engine.LOAD_FROM", 1000)
    plain = assemble(POOL, BLUEPRINT, 300, seed=6).papers
    monkeypatch.setattr("assembler.engine.COMPILE_FROM", 1)
    assert (assemble(POOL, BLUEPRINT, 300, seed=6).papers == plain).all()
