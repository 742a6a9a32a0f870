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
