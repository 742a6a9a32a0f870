"""Pool and blueprint: bad input gets one sentence with the place; the checker finds every kind of fault."""

import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assembler import Blueprint, BlueprintError, Pool, PoolError, check, read_pool
from assembler.pool import FIELDS
from assembler.rules import RULES
from tests.assembler.making import item, office_blueprint, office_pool

SECTION = {"type": "single_choice", "items": 2, "points": 2}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"type": "single_choice"}, "第 1 行缺题号"),
        (item(1, type="单选"), "第 1 行的题型"),
        (item(1, difficulty=6), "难度"),
        (item(1, facility=85), "得分率"),
        (item(1, topics="a"), "topics"),
        (item(1, true="yes"), "true"),
        (item(1, scope="local"), "类别"),
        (item(1, colour="red"), "colour"),
        (item(1, law=5), "law"),
    ],
)
def test_a_bad_question_is_named_with_its_line(record: dict[str, Any], said: str) -> None:
    with pytest.raises(PoolError, match=said):
        Pool.from_records([record])


def test_a_question_that_comes_twice_is_named_with_both_lines() -> None:
    with pytest.raises(PoolError, match="第 3 行的题号“q1”与第 1 行重复"):
        Pool.from_records([item(1), item(2), item(1)])


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pool.jsonl"
    path.write_text(json.dumps(item(1)) + "\n\n{oops\n", encoding="utf-8")
    with pytest.raises(PoolError, match="第 3 行"):
        read_pool(path)


def test_the_digest_is_of_the_content_not_of_the_writing() -> None:
    one = Pool.from_records([item(1, topics=["b", "a"], article=None)])
    assert one.digest == Pool.from_records([item(1, topics=["a", "b"])]).digest
    assert one.digest != Pool.from_records([item(1, topics=["a"])]).digest


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ([], ""),
        ({}, "sections"),
        ({"sections": [SECTION], "weights": {}}, "weights"),
        ({"sections": [{**SECTION, "items": 0}]}, "sections.1.items"),
        ({"sections": [SECTION], "laws": {"L1": [3, 1]}}, "laws.L1"),
        ({"sections": [SECTION], "scopes": {"local": 3}}, "scopes.local"),
        ({"sections": [SECTION], "enemies": 0}, "enemies"),
        ({"sections": [SECTION], "difficulty": {"7": 1}}, "difficulty.7"),
        ({"sections": [SECTION], "true_keys": True}, "true_keys"),
        ({"sections": [SECTION], "facility_sum": "32"}, "facility_sum"),
        ({"sections": [SECTION], "overlap": 1.5}, "overlap"),
    ],
)
def test_a_bad_blueprint_is_refused_with_its_place(document: Any, path: str) -> None:
    with pytest.raises(BlueprintError) as refused:
        Blueprint.from_json(document)
    assert refused.value.path == path
    assert refused.value.sentence.endswith("。")


def test_a_blueprint_survives_writing_and_reading() -> None:
    blueprint = office_blueprint(overlap=2, audience="教育", topics={"t1": [1, 9]})
    assert Blueprint.from_json(json.loads(json.dumps(blueprint.as_json()))) == blueprint
    assert (blueprint.length, blueprint.points) == (25, 70)


def test_every_part_of_a_blueprint_is_described() -> None:
    said = "".join(office_blueprint(overlap=2, audience="教育", topics={"t1": [1, 9]}).describe())
    for words in (
        "单选题 10 道，每题 2 分",
        "公共法题 10 道",
        "“教育”",
        "每部法律的题至多 4 道",
        "每条条文的题至多 1 道",
        "知识点“t1”的题 1 至 9 道",
        "难度 1 的题 3 至 7 道",
        "难度之和 70 至 80",
        "判断题 2 至 3 道",
        "互斥题组的题至多 1 道",
        "接近 17",
        "至多有 2 道相同",
    ):
        assert words in said


FAULTS = [
    ("sections", {}, [0, 0]),
    ("sections", {"sections": [{"type": "true_false", "items": 2}]}, [0, 1]),
    ("scopes", {"scopes": {"public": 2}}, [0, 1]),
    ("laws", {"laws": {"*": [0, 1]}}, [0, 2]),
    ("laws", {"laws": {"L9": 1}}, [0, 1]),
    ("articles", {"articles": {"a": 0}}, [0, 1]),
    ("topics", {"topics": {"x": [2, 2]}}, [0, 1]),
    ("difficulty", {"difficulty": {"5": [1, 2]}}, [0, 1]),
    ("difficulty_sum", {"difficulty_sum": [9, 9]}, [0, 1]),
    ("true_keys", {"true_keys": [1, 1]}, [0, 1]),
    ("enemies", {"enemies": 1}, [0, 3]),
    ("audience", {"audience": "教育"}, [0, 3]),
    ("sets", {}, [0, 4]),
]


@pytest.mark.parametrize(("rule", "part", "paper"), FAULTS)
def test_the_checker_finds_each_kind_of_fault(rule: str, part: dict[str, Any], paper: list[int]) -> None:
    pool = Pool.from_records(
        [
            item(0, scope="public", law="L1", article="a", topics=["x"], difficulty=1, enemies=["e"]),
            item(1, scope="sector", law="L2", difficulty=2),
            item(2, law="L1"),
            item(3, enemies=["e"], audiences=["卫生"]),
            item(4, set="s"),
            item(5, set="s"),
        ]
    )
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 2}], **part})
    assert rule in {violation.rule for violation in check(pool, blueprint, [paper])}


def test_the_checker_finds_forms_that_share_too_much() -> None:
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 2}], "overlap": 0})
    pool = Pool.from_records([item(k) for k in range(4)])
    papers = [[0, 1], [2, 3], [1, 2]]
    assert [found.sentence for found in check(pool, blueprint, papers, parallel=True)] == [
        "第 1 份与第 3 份试卷有 1 道相同的题，至多可有 0 道。",
        "第 2 份与第 3 份试卷有 1 道相同的题，至多可有 0 道。",
    ]


def test_every_rule_that_constrains_agrees_with_what_it_checks() -> None:
    pool, blueprint = office_pool(80), office_blueprint(scopes=None, topics={"t1": [5, 7]})
    kinds = {
        kind: [k for k, one in enumerate(pool.items) if one.type == kind]
        for kind in ("single_choice", "multiple_choice", "true_false")
    }
    rng = np.random.default_rng(0)
    papers = np.array(
        [
            np.concatenate([rng.choice(kinds[s.type], s.items, replace=False) for s in blueprint.sections])
            for _ in range(60)
        ]
    )
    for rule in RULES:
        rows = rule.rows(pool, np.arange(len(pool)), blueprint)
        if not rows:
            continue
        broken = {violation.paper - 1 for violation in rule.check(pool, blueprint, papers, False)}
        for number, paper in enumerate(papers):
            meets = all(
                row.least
                <= (np.isin(row.members, paper) * (1 if row.weights is None else row.weights)).sum()
                <= row.most
                for row in rows
            )
            assert meets == (number not in broken), rule.part


_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        "",
        "x",
        "sector",
        1,
        0,
        3,
        3.0,
        6,
        True,
        [],
        ["b", "a", "a"],
        [""],
        [1],
        {},
        0.5,
        float("nan"),
        "\ud800",
        2**70,
    ]
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from([*FIELDS, "zzz"]), _VALUES, max_size=3),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)
def test_a_pool_file_is_read_as_its_records_one_by_one_would_be(
    changes: list[dict[str, Any]], apart: bool
) -> None:
    records = [{"id": f"q{k if apart else 0}", "type": "blank", **change} for k, change in enumerate(changes)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pool.jsonl"
        path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
        try:
            expected = Pool.from_records(records).items
        except PoolError as error:
            with pytest.raises(PoolError) as told:
                read_pool(path)
            assert str(told.value) == str(error)
        else:
            assert read_pool(path).items == expected
