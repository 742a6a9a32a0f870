"""Blueprints as Excel and as JSON: what goes out comes back, and what cannot be read is told by its cell."""

import io
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from werkzeug.datastructures import FileStorage

from qbank.access import Role
from qbank.blueprints.fields import Document, FieldFaults, canonical
from qbank.blueprints.inputs import document_in
from qbank.blueprints.models import Blueprint
from qbank.blueprints.schema import blueprint_schema
from qbank.blueprints.table import SHEET, document_in_rows
from qbank.blueprints.workbook import workbook_of
from tests.blueprints.documents import documents
from tests.papers.bank import DOCUMENT
from tests.support.people import Site

RECORDS: list[dict[str, Any]] = [
    {
        "scope": ("public", "sector")[k % 2],
        "law": (None, "云州市电梯安全条例", "云州市信访工作规定")[k % 3],
        "type": ("single_choice", "multiple_choice", "true_false")[k % 3],
        "difficulty": (None, 1, 2, 3, 4, 5)[k % 6],
        "enemies": [],
        "facility": None,
        "audiences": [],
    }
    for k in range(60)
]
awkward = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    min_size=1,
    max_size=20,
).filter(lambda name: name == name.strip())


def rows_of(book: bytes) -> list[list[Any]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name(SHEET)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def edited(**cells: Any) -> bytes:
    """The workbook of DOCUMENT with these cells changed."""
    book = load_workbook(io.BytesIO(workbook_of(canonical(DOCUMENT), [])))
    for place, value in cells.items():
        book[SHEET][place] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cell_of(word: str, name: str, column: str) -> str:
    """Where the sheet of DOCUMENT has that column of the demand `word` `name`."""
    rows = rows_of(workbook_of(canonical(DOCUMENT), []))
    return f"{column}{next(n for n, row in enumerate(rows, 1) if row[:2] == [word, name])}"


def read(book: bytes) -> Document:
    return document_in(FileStorage(io.BytesIO(book), filename="细目表.xlsx"))


@settings(max_examples=60, deadline=None)
@given(documents)
def test_a_workbook_reads_back_exactly(document: Document) -> None:
    document = canonical(document)
    assert document_in_rows(rows_of(workbook_of(document, RECORDS))) == document


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(awkward, st.integers(0, 9), min_size=1, max_size=4))
def test_names_of_every_kind_survive_the_workbook(limits: dict[str, int]) -> None:
    document = canonical({**DOCUMENT, "laws": limits, "topics": limits, "articles": limits})
    assert document_in_rows(rows_of(workbook_of(document, []))) == document


@pytest.mark.parametrize("name", ["=1+1", "_x0041_", "123", "1-3", "TRUE", "#N/A", "'引", "合计", "法律"])
def test_a_name_that_excel_would_read_as_something_else_stays_a_name(name: str) -> None:
    document = canonical({**DOCUMENT, "name": name, "laws": {name: 1}})
    assert document_in_rows(rows_of(workbook_of(document, []))) == document


def test_an_uploaded_workbook_is_read_in_a_child_of_its_own() -> None:
    assert read(workbook_of(canonical(DOCUMENT), RECORDS)) == canonical(DOCUMENT)


def test_what_the_bank_holds_stands_beside_the_demands_and_is_not_read() -> None:
    book = load_workbook(io.BytesIO(workbook_of(canonical(DOCUMENT), RECORDS)))
    (found,) = (row for row in book[SHEET].iter_rows(values_only=True) if row[1] == "云州市电梯安全条例")
    assert sum(value for value in found[5:] if isinstance(value, int)) == 20
    assert (
        "云州市信访工作规定"
        not in document_in_rows(rows_of(workbook_of(canonical(DOCUMENT), RECORDS)))["laws"]
    )


def test_a_row_that_is_added_is_a_demand_more() -> None:
    spare = cell_of("法律", "", "A")[1:]
    document = read(edited(**{f"B{spare}": "云州市燃气管理条例", f"C{spare}": 2}))
    assert document["laws"]["云州市燃气管理条例"] == [2, 20]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("范围", "公共法", "C"), "九", "填的是“九”，应是 0 到 10000 的整数。"),
        (("范围", "公共法", "C"), 9, "最少 9 大于最多 8，请改小最少或改大最多。"),
        (("范围", "公共法", "C"), 2.5, "填的是“2.5”，应是 0 到 10000 的整数。"),
        (("范围", "行业法", "B"), "公共法", "与 B15 说的是同一个范围，请合成一行。"),
        (("范围", "行业法", "B"), "部门法", "范围填的是“部门法”，应是公共法、行业法之一。"),
        (("法律", "*", "A"), "法规", "项目填的是“法规”，应是范围、法律、"),
        (("法律", "云州市电梯安全条例", "B"), None, "这一行填了数，还没有写是哪一个法律。"),
        (("难度", "3", "B"), "6", "难度填的是“6”，应是1、2、3、4、5之一。"),
        (("同一互斥题组", "", "C"), 1, "只填 D 栏，请清空这一格。"),
        (("同一互斥题组", "", "D"), 0, "“enemies”应是不小于 1 的整数。"),
        (("得分率之和", "", "D"), "约 12", "应是 0 到 10000 的数，如 2 或 1.5。"),
        (("答“对”的判断题", "", "B"), "对", "不用填名称，请清空这一格。"),
    ],
)
def test_a_fault_names_sheet_and_cell_and_the_mend(
    place: tuple[str, str, str], value: Any, said: str
) -> None:
    cell = cell_of(*place)
    with pytest.raises(FieldFaults) as refused:
        read(edited(**{cell: value}))
    (sentence,) = refused.value.faults.values()
    assert sentence.startswith(f"工作表“{SHEET}”的 {cell}：") and said in sentence


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A7": "论述题"}, "A7：题型填的是“论述题”，应是单选题、多选题、"),
        ({"C8": None}, "C8：多选题有 6 题，还没有填每题几分。"),
        ({"B6": "道数"}, "B6：栏目应是“题数”，现在是“道数”。"),
        ({"A6": "类型"}, "没有“题型、题数、…”这一行栏目。"),
        ({"B7": None, "B8": None, "B9": None}, "至少要有一个大题"),
    ],
)
def test_faults_of_the_sections_are_told_by_their_cells(cells: dict[str, Any], said: str) -> None:
    with pytest.raises(FieldFaults, match=said):
        read(edited(**cells))


def test_files_that_are_no_workbook_of_ours_get_one_sentence() -> None:
    book = load_workbook(io.BytesIO(workbook_of(canonical(DOCUMENT), [])))
    book[SHEET].title = "表一"
    renamed = io.BytesIO()
    book.save(renamed)
    for data, said in (
        (renamed.getvalue(), "没有叫“双向细目表”的工作表"),
        (b"PK\x03\x04" + bytes(400), "已损坏"),
        (b"\xd0\xcf\x11\xe0" + bytes(400), "另存为不加密码的 .xlsx"),
    ):
        with pytest.raises(FieldFaults, match=said):
            read(data)


@given(documents)
def test_every_document_fits_the_schema(document: Document) -> None:
    validator = jsonschema.Draft202012Validator(blueprint_schema())
    validator.validate(document)
    validator.validate(canonical(document))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sections": []},
        {"sections": [{"type": "poem", "items": 1}]},
        {"sections": [{"type": "essay", "items": 0}]},
        {"colour": 1},
        {"scopes": {"other": 1}},
        {"difficulty": {"6": 1}},
        {"laws": {"民法典": [1, 2, 3]}},
        {"laws": {"民法典": "三"}},
        {"enemies": 0},
        {"overlap": -1},
        {"facility_sum": "高"},
        {"true_keys": 10_001},
    ],
)
def test_what_the_schema_refuses_is_no_blueprint_either(wrong: dict[str, Any]) -> None:
    validator = jsonschema.Draft202012Validator(blueprint_schema())
    jsonschema.Draft202012Validator.check_schema(validator.schema)
    assert not validator.is_valid({**DOCUMENT, **wrong})
    with pytest.raises(FieldFaults):
        canonical({**DOCUMENT, **wrong})


def test_a_workbook_fills_the_page_and_is_saved_only_then(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    taken = setter.get(f"/blueprints/{blueprint_id}/download.xlsx")
    assert "attachment" in taken.headers["Content-Disposition"]
    assert document_in_rows(rows_of(taken.data)) == canonical(DOCUMENT)
    page = setter.post(
        f"/blueprints/{blueprint_id}/from-file",
        data={"file": (io.BytesIO(edited(**{cell_of("同一互斥题组", "", "D"): 7})), "改好.xlsx")},
    )
    assert page.status_code == 200 and "下面照文件填好了，还没有存。" in page.text
    assert 'name="enemies" inputmode="numeric" autocomplete="off" value="7"' in page.text
    assert f'action="/blueprints/{blueprint_id}"' in page.text
    with site.services.database.reading() as session:
        assert session.query(Blueprint).filter_by(public_id=blueprint_id).one().current_number == 1
    wrong = setter.post(
        f"/blueprints/{blueprint_id}/from-file",
        data={"file": (io.BytesIO(edited(C8=None)), "改好.xlsx")},
    )
    assert wrong.status_code == 422 and "C8：多选题有 6 题" in wrong.text


def test_the_schema_is_taken_from_the_list(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    assert "/blueprints/blueprint.schema.json" in setter.get("/blueprints").text
    assert json.loads(setter.get("/blueprints/blueprint.schema.json").data) == blueprint_schema()
