"""The edit page's fields and the document, each made from the other."""

import io
from typing import Any

import pytest
from hypothesis import given
from werkzeug.datastructures import FileStorage

from assembler import Blueprint
from qbank.blueprints.fields import FieldFaults, canonical, document_of, values_of
from qbank.blueprints.inputs import Trial, document_in
from tests.blueprints.documents import documents
from tests.papers.bank import DOCUMENT


@given(documents)
def test_what_the_fields_show_is_the_whole_document(document: dict[str, Any]) -> None:
    document = canonical(document)
    assert document_of(values_of(document)) == document


@given(documents)
def test_a_document_is_exactly_what_the_assembler_writes(document: dict[str, Any]) -> None:
    assert Blueprint.from_json(canonical(document)).as_json() == canonical(document)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", " ", "还没有名称"),
        ("sections.0.items", "十", "单选的题数填的是“十”，应是 0 到 10000 的整数。"),
        ("sections.0.items", "-3", "单选的题数填的是“-3”"),
        ("sections.0.items", "99999", "应是 0 到 10000"),
        ("sections.1.points", "", "多选有 6 题，还没有填每题几分。"),
        ("scopes.public.least", "9", "公共法的最少 9 大于最多 8"),
        ("laws.云州市电梯安全条例.most", "2", "《云州市电梯安全条例》的最少 3 大于最多 2"),
        ("difficulty.3.least", "x", "难度 3的最少填的是“x”"),
        ("facility_sum", "1/2", "得分率之和填的是“1/2”"),
        ("topics", "听证", "知识点第 1 行“听证”读不懂"),
        ("topics", "听证 3-1", "知识点第 1 行的最少 3 大于最多 1"),
        ("enemies", "0", "enemies"),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_with_its_place(field: str, typed: str, said: str) -> None:
    values = values_of(canonical(DOCUMENT)) | {field: typed}
    with pytest.raises(FieldFaults) as refused:
        document_of(values)
    assert [sentence for sentence in refused.value.faults.values() if said in sentence]
    assert field in refused.value.faults or field.replace(".most", ".least") in refused.value.faults


def test_a_blank_most_means_as_many_as_the_paper_has() -> None:
    values = values_of(canonical(DOCUMENT)) | {"laws.云州市燃气管理条例.least": "2"}
    assert document_of(values)["laws"]["云州市燃气管理条例"] == [2, 20]


def test_digits_of_full_width_are_digits() -> None:
    values = values_of(canonical(DOCUMENT)) | {"enemies": "２"}
    assert document_of(values)["enemies"] == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "第 1 行第 1 个字符"),
        (b'{"name": "x",}', "不合 JSON 的写法"),
        (b"\xff\xfe\x00", "不是 UTF-8 文本"),
        (b"[]", "应是一个 JSON 对象"),
        (
            b'{"name": "x", "sections": [{"type": "single_choice", "items": -1, "points": 2}]}',
            "第 1 大题的题数",
        ),
        (b'{"sections": [{"type": "single_choice", "items": 1}], "colour": 1}', "不认识的部分“colour”"),
        (b"[" * 100_000, "括号套得太深"),
        (b" " * (1 << 20) + b"{}", "超过 1 MB"),
    ],
)
def test_a_bad_json_file_gets_one_sentence(content: bytes, said: str) -> None:
    upload = FileStorage(io.BytesIO(content), filename="细目表.json")
    with pytest.raises(FieldFaults, match=said):
        document_in(upload)


def test_a_file_without_a_name_is_called_after_the_file() -> None:
    content = b'{"sections": [{"type": "single_choice", "items": 1, "points": 1}]}'
    assert document_in(FileStorage(io.BytesIO(content), filename="卫健系统.json"))["name"] == "卫健系统"


def test_a_trial_is_for_three_forms_unless_something_usable_is_said() -> None:
    assert Trial.of({}) == Trial(3, True)
    assert Trial.of({"trial.papers": "x"}) == Trial(3, True)
    assert Trial.of({"trial.papers": "99"}) == Trial(26, True)
    assert Trial.of({"trial.mode": "candidates", "trial.papers": "5000"}) == Trial(5000, False)
