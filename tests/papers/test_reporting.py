"""The titles of an assembly's report say what its figures bear out, and nothing more."""

from typing import Any

import pytest
from flask import Flask

from qbank.papers.models import Assembly, PaperMode
from qbank.papers.reporting import Findings, findings


def told(
    app: Flask,
    *,
    mode: PaperMode = PaperMode.CANDIDATES,
    use: tuple[int, int, int] = (4, 5, 1),
    mean: float = 2.0,
    laws: list[list[Any]] | None = None,
    left_out: dict[str, int] | None = None,
) -> Findings:
    report: dict[str, Any] = {
        "papers": 30,
        "questions_a_paper": 20,
        "carried_over": True,
        "use": dict(zip(("least", "most", "spread_among_alike"), use, strict=True)),
        "overlap": {"mean": mean, "bound": 2.0, "tail": None},
        "figures": {"shared": {"rows": [[0, 3, 1], [4, 1, 1]]}, "difficulty": [], "laws": laws or []},
    }
    if left_out is not None:
        report["left_out"] = left_out
    with app.test_request_context():
        return findings(Assembly(mode=mode, report=report))


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ((4, 5, 1), "每题用得一样多"),
        ((4, 9, 1), "同类题用得一样多，各题用了 4–9 次"),
        ((4, 9, 2), "各题用了 4–9 次，同类题相差 2 次"),
        ((4, 6, 2), "各题用了 4–6 次，同类题相差 2 次"),
    ],
)
def test_use_is_called_even_only_where_it_is(app: Flask, use: tuple[int, int, int], said: str) -> None:
    assert told(app, use=use).use == said


def test_overlap_beyond_the_bound_is_not_called_as_small_as_chance(app: Flask) -> None:
    assert told(app).shared == "两卷相同的题，与全凭偶然一样少"
    assert told(app, mean=3.0).shared == "两卷相同的题比界限多，至多 4 题"
    assert told(app, mode=PaperMode.FORMS).shared == "任意两卷至多有 4 题相同"


def test_laws_are_said_to_keep_their_limits_only_where_there_are_limits_and_they_do(app: Flask) -> None:
    assert told(app, laws=[["民法典", 1, 2, 3, None]]).laws == "各部法律（细目表没有要求）"
    assert told(app, laws=[["民法典", 1, 2, 3, [1, 3]]]).laws == "各部法律都在要求的范围内"
    assert told(app, laws=[["民法典", 1, 2, 4, [1, 3]]]).laws == "有 1 项超出要求的范围"


def test_what_no_paper_could_take_is_told_with_the_reason(app: Flask) -> None:
    left_out = {"other_types": 28, "avoided": 1200, "incomplete_sets": 0}
    assert (
        told(app, left_out=left_out).left_out == "没有参加的：题型不在细目表里 28 题，近几场考过 1,200 题。"
    )
    assert told(app, left_out={"other_types": 0}).left_out == ""
    assert told(app).left_out == ""
