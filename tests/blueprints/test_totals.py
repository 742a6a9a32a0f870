"""Totals of a blueprint that do not agree with each other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.blueprints.totals import contradictions


def document(length: int, **parts: Any) -> dict[str, Any]:
    return {"name": "表", "sections": [{"type": "single_choice", "items": length, "points": 1}], **parts}


def test_scopes_that_cannot_fill_the_paper_are_named_with_their_summands() -> None:
    (found,) = contradictions(document(100, scopes={"public": 20, "sector": [30, 30]}))
    assert (found.part, found.total, found.length) == ("scopes", 50, 100)
    assert "各题型合计每卷 100 题，适用范围合计至多 50 题（公共法 20，行业法 30）" in found.sentence


@pytest.mark.parametrize(
    ("part", "limits"),
    [
        ("scopes", {"public": [30, 40], "sector": [30, 40]}),
        ("scopes", {"public": [51, 60]}),
        ("laws", {"民法典": [30, 40], "*": [0, 1], "行政处罚法": 21}),
        ("difficulty", {"1": 25, "5": [26, 50]}),
    ],
)
def test_more_at_least_than_there_is_room_for_is_named(part: str, limits: dict[str, Any]) -> None:
    (found,) = contradictions(document(50, **{part: limits}))
    assert found.part == part and "至少却要" in found.sentence


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"scopes": {"public": 20}},
        {"scopes": {"public": [0, 20], "sector": [30, 50]}},
        {"laws": {"民法典": [0, 3], "行政处罚法": 2}},
        {"difficulty": {"1": 10, "2": 10}},
        {"laws": {"*": [40, 60]}},
    ],
)
def test_totals_that_leave_room_are_not(parts: dict[str, Any]) -> None:
    assert contradictions(document(50, **parts)) == []


@given(public=st.integers(0, 60), sector=st.integers(0, 60))
def test_a_paper_split_between_the_scopes_never_contradicts(public: int, sector: int) -> None:
    scopes = {"public": [0, public], "sector": [sector, sector + 5]}
    assert contradictions(document(public + sector, scopes=scopes)) == []
