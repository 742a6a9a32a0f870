"""The titles of an assembly's report say what its figures bear out, and nothing more."""

from typing import Any

import pytest
from flask import Flask

from qbank.blueprints.models import BlueprintVersion
from qbank.papers.metrics import Metric, metrics
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


FORMS: dict[str, Any] = {
    "papers": 3,
    "distinct_papers": 3,
    "questions_a_paper": 20,
    "eligible_questions": 900,
    "carried_over": False,
    "use": {"least": 0, "most": 1, "never_used": 840, "spread_among_alike": 1},
    "overlap": {
        "mean": 0.0, "bound": 0.0, "most": 0,
        "tail": {"pairs": 3, "share_at_least": 1, "seen": 0, "by_chance": 0.0},
    },
    "facility": {"target": 14.3, "mean": 14.3, "sd": 0.0, "least": 14.3, "most": 14.31},
    "letters": {"papers": 3, "questions": 30, "counts": [["A", 8], ["B", 7], ["C", 8], ["D", 7]]},
    "figures": {"score": {"unknown": 0, "sd": 0.4}},
}  # fmt: skip
TAIL = {"pairs": 1_999_000, "share_at_least": 5, "seen": 89, "by_chance": 114.2}
CANDIDATES = FORMS | {
    "papers": 2000,
    "distinct_papers": 2000,
    "overlap": {"mean": 0.394, "bound": 0.3935, "most": 6, "tail": TAIL},
    "facility": {"target": None, "mean": 13.89, "sd": 0.016, "least": 13.85, "most": 13.9},
}


def measured(app: Flask, report: dict[str, Any], mode: PaperMode, cap: int | None = 0) -> dict[str, Metric]:
    version = BlueprintVersion(content={"overlap": cap})
    with app.test_request_context():
        found = metrics(Assembly(mode=mode, report=report, blueprint_version=version))
        return {str(metric.name): metric for metric in found}


def test_each_figure_of_forms_stands_beside_its_bound(app: Flask) -> None:
    found = measured(app, FORMS, PaperMode.FORMS)
    assert list(found) == [
        "各不相同",
        "曝光",
        "没有用到",
        "重复率",
        "最多相同",
        "卷别偏差",
        "难易",
        "答案字母",
    ]
    assert (found["卷别偏差"].measured, found["卷别偏差"].verdict) == ("0.010 题", True)
    assert (found["最多相同"].bound, found["最多相同"].verdict) == ("≤ 0 题", True)
    off = FORMS | {"facility": FORMS["facility"] | {"least": 14.2}, "distinct_papers": 2}
    found = measured(app, off, PaperMode.FORMS)
    assert (found["卷别偏差"].measured, found["卷别偏差"].verdict) == ("0.100 题", False)
    assert found["各不相同"].verdict is False


def test_each_figure_of_candidates_papers_stands_beside_its_bound(app: Flask) -> None:
    found = measured(app, CANDIDATES, PaperMode.CANDIDATES)
    assert list(found) == [
        "各不相同", "曝光", "没有用到", "重复率", "最多相同", "多题重复", "得分率之和", "难易", "答案字母",
    ]  # fmt: skip
    assert all(metric.verdict in (True, None) for metric in found.values())
    # Poisson: of 1,999,000 pairs with mean 0.394 chance lets 0.02 share more than 7, and 0.0009 more than 8
    assert found["最多相同"].bound == "≤ 8 题"
    wild = CANDIDATES | {
        "overlap": CANDIDATES["overlap"] | {"most": 11},
        "facility": CANDIDATES["facility"] | {"sd": 0.03},
    }
    found = measured(app, wild, PaperMode.CANDIDATES)
    assert found["最多相同"].verdict is False and found["得分率之和"].verdict is False
