"""How far a pool reaches, and what runs short first."""

from assembler import Blueprint, Pool, assemble
from assembler.forecast import forecast
from tests.assembler.making import item


def test_the_scarcest_demand_says_how_many_forms_there_are() -> None:
    pool = Pool.from_records([item(k, law="L1" if k < 7 else "L2") for k in range(100)])
    blueprint = Blueprint.from_json(
        {"sections": [{"type": "single_choice", "items": 10}], "laws": {"L1": [2, 9]}, "overlap": 0}
    )
    told = forecast(pool, blueprint)
    assert (told.papers, told.short_first[0]) == (3, "法律“L1”的题")
    assert len(assemble(pool, blueprint, told.papers, parallel=True, seed=1).papers) == 3
    assert forecast(pool, blueprint, most_uses=4).papers == 14


def test_a_blueprint_that_cannot_be_met_carries_no_paper() -> None:
    pool = Pool.from_records([item(k) for k in range(5)])
    assert (
        forecast(pool, Blueprint.from_json({"sections": [{"type": "single_choice", "items": 6}]})).papers == 0
    )


def test_each_demand_says_what_it_alone_would_carry_the_scarcest_first() -> None:
    pool = Pool.from_records([item(k, law="L1" if k < 7 else "L2") for k in range(100)])
    blueprint = Blueprint.from_json(
        {"sections": [{"type": "single_choice", "items": 10}], "laws": {"L1": [2, 9]}}
    )
    told = forecast(pool, blueprint, most_uses=2).demands
    assert [(demand.name, demand.each, demand.uses, demand.papers) for demand in told] == [
        ("法律“L1”的题", 2, 14, 7),
        ("单选题", 10, 200, 20),
    ]


def test_earlier_uses_and_questions_to_be_avoided_are_gone() -> None:
    pool = Pool.from_records([item(k) for k in range(40)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 10}]})
    used = {entry.id: 1 for entry in pool.items[:10]}
    assert forecast(pool, blueprint, used=used).papers == 3
    assert forecast(pool, blueprint, most_uses=2, used=used).papers == 7
    assert forecast(pool, blueprint, avoid=[entry.id for entry in pool.items[:25]]).papers == 1
