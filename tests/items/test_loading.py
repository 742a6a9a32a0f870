from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from qbank.access import Role
from qbank.items import loading
from qbank.items.content import plain_text
from qbank.items.models import BankLoad, BankLoadLine, Item, ItemState, Scope
from qbank.laws.models import Law, SourceKind
from tests.items.support import HEAD, confirm, office, row, sheet, upload
from tests.support.people import Site


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.as_person("zhushen", Role.CHIEF_EDITOR)


def test_a_sheet_is_previewed_and_then_loaded(site: Site, client: FlaskClient, tmp_path: Path) -> None:
    services = site.services
    with services.database.transaction() as session:
        session.add(
            Law(
                title="云州市电梯安全条例",
                kind=SourceKind.LOCAL_REGULATION,
                created_at=services.clock.now(),
            )
        )
    address = upload(site, client, sheet(tmp_path, [row(1), row(2), row(3, 题型="多选题", 答案="AC")]))
    preview = client.get(address).text
    assert "载入 3 道题" in preview
    with services.database.reading() as session:
        assert session.query(Item).count() == 0
    assert "每一道题都载入了" in confirm(client, address)
    with services.database.reading() as session:
        items = session.query(Item).order_by(Item.id).all()
        assert [item.current.type for item in items] == ["single_choice", "single_choice", "multiple_choice"]
        assert {item.state for item in items} == {"accepted"}
        assert {item.scope for item in items} == {"public"}
        assert plain_text(items[0].current.stem) == "第1部电梯应当多久检查一次（　　）。"
        assert [(cited.law.title, cited.article) for cited in items[0].citations] == [
            ("云州市电梯安全条例", "23")
        ]
        assert items[0].difficulty == 2
        assert items[0].tag_names("topic") == ["日常检查"]
    assert items[1].public_id in client.get("/bank?q=第2部电梯").text


def test_questions_with_errors_are_left_out_and_listed_with_place_and_reason(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    address = upload(site, client, sheet(tmp_path, [row(1), row(2, 答案=""), row(3, 答案="F"), row(4)]))
    preview = client.get(address).text
    assert "载入 2 道题" in preview
    assert "缺答案" in preview
    done = confirm(client, address)
    assert "第 3 行" in done
    assert "缺答案" in done
    book = load_workbook(BytesIO(client.get(f"{address}/left-out.xlsx").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 3
    assert rows[1][0] == "题库.xlsx"
    assert "第 3 行" in str(rows[1][1])
    assert "第2部电梯" in str(rows[1][2])
    assert "缺答案" in str(rows[1][3])


def test_what_looks_like_a_formula_stays_a_text_in_the_list(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    address = upload(site, client, sheet(tmp_path, [row(1), row(2, 题干="=1+1等于几（　　）。", 答案="")]))
    confirm(client, address)
    book = load_workbook(BytesIO(client.get(f"{address}/left-out.xlsx").data))
    cell = book.worksheets[0]["C2"]
    assert cell.data_type != "f"
    assert str(cell.value).startswith("=1+1")


def test_exact_repeats_of_the_bank_are_skipped_and_named(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    confirm(client, upload(site, client, sheet(tmp_path, [row(1)])))
    again = row(1, 题干="第１部电梯应当多久检查一次( )。", 选项A="每年", 选项D="每日")
    address = upload(site, client, sheet(tmp_path, [again, row(2)]))
    assert "载入 1 道题" in client.get(address).text
    done = confirm(client, address)
    assert "题库里已有同样的题" in done
    with site.services.database.reading() as session:
        first = session.query(Item).order_by(Item.id).first()
        assert first is not None
        assert f"/bank/{first.public_id}" in done
        assert session.query(Item).count() == 2


def test_the_same_options_with_another_answer_are_no_repeat(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    confirm(client, upload(site, client, sheet(tmp_path, [row(1)])))
    confirm(client, upload(site, client, sheet(tmp_path, [row(1, 答案="C")])))
    with site.services.database.reading() as session:
        assert session.query(Item).count() == 2


def test_a_load_for_review_says_nothing_of_accepting(site: Site, client: FlaskClient, tmp_path: Path) -> None:
    address = upload(site, client, sheet(tmp_path, [row(1, 难度="")]), state="in_review")
    assert "不会直接通过" not in client.get(address).text
    assert "其中先审题" not in confirm(client, address)


def test_text_that_was_not_read_as_a_question_is_named_with_its_place(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    remark = row(2, **dict.fromkeys(HEAD, "") | {"题干": "注：以下各题由法规处提供。"})
    address = upload(site, client, sheet(tmp_path, [row(1), remark, row(3)]))
    preview = client.get(address).text
    assert "第 3 行：注：以下各题由法规处提供。（备注行）" in preview
    assert "没有当作试题的文字" in confirm(client, address)
    book = load_workbook(BytesIO(client.get(f"{address}/left-out.xlsx").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))[1:]
    assert [(place, text, reason) for _, place, text, reason in rows] == [
        ("工作表“Sheet”第 3 行", "注：以下各题由法规处提供。", "没有当作试题：备注行")
    ]


def test_a_question_about_headings_is_no_repeated_heading(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    odd = row(2, 选项A="题目", 选项B="内容", 选项C="答案", 选项D="解析")
    address = upload(site, client, sheet(tmp_path, [row(1), odd, HEAD, row(3)]))
    assert "载入 3 道题" in client.get(address).text
    assert "重复的表头" in client.get(address).text


def test_a_load_leads_on_where_the_site_is_mounted_below_a_path(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    path = sheet(tmp_path, [row(1)])
    data = {"scope": "public", "state": "in_review", "unit": office(site, client), "law": ""}
    root = "http://localhost/shiti"
    sent = {**data, "files": [(BytesIO(path.read_bytes()), path.name)]}
    answer = client.post("/bank/load", base_url=root, data=sent, content_type="multipart/form-data")
    assert answer.location.startswith("/shiti/jobs/")
    answer = client.get(answer.location.removeprefix("/shiti"), base_url=root)
    assert answer.location.startswith("/shiti/bank/load/")


def test_a_second_click_loads_nothing_twice(site: Site, client: FlaskClient, tmp_path: Path) -> None:
    address = upload(site, client, sheet(tmp_path, [row(1), row(2)]))
    for _ in range(2):
        assert client.post(f"{address}/confirm").status_code == 302
    with site.services.database.reading() as session:
        assert session.query(Item).count() == 2
        assert session.query(BankLoad).one().added == 2


def test_a_load_that_was_cut_short_is_taken_up_where_it_stopped(
    site: Site, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)
    upload(site, client, sheet(tmp_path, [row(number) for number in range(1, 6)]))
    chief = site.person("zhushen", Role.CHIEF_EDITOR)

    def killed(done: int, _total: int, _message: str = "") -> None:
        if done == 4:
            raise KeyboardInterrupt

    with site.services.database.reading() as session:
        load_id = session.query(BankLoad).one().id
    with pytest.raises(KeyboardInterrupt):
        loading.run_load(site.services, chief, load_id, killed)
    loading.run_load(site.services, chief, load_id, lambda *_: None)
    with site.services.database.reading() as session:
        assert session.query(Item).count() == 5
        assert session.query(BankLoadLine).count() == 0
        assert session.get_one(BankLoad, load_id).added == 5


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(
    site: Site, client: FlaskClient, tmp_path: Path
) -> None:
    broken = tmp_path / "坏的.docx"
    broken.write_bytes(b"PK\x03\x04 nothing of use")
    page = client.get(upload(site, client, broken, sheet(tmp_path, [row(1)]))).text
    assert "“坏的.docx”没有读成" in page
    assert "载入 1 道题" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"scope": "nonsense"}, "422"),
        ({"unit": "nowhere"}, "422"),
        ({"state": "retired"}, "422"),
    ],
)
def test_a_form_that_makes_no_sense_is_shown_again(
    site: Site, client: FlaskClient, tmp_path: Path, fields: dict[str, str], said: str
) -> None:
    path = sheet(tmp_path, [row(1)])
    data = {"scope": "public", "state": "accepted", "unit": office(site, client), "law": ""} | fields
    answer = client.post(
        "/bank/load",
        data={**data, "files": [(BytesIO(path.read_bytes()), path.name)]},
        content_type="multipart/form-data",
    )
    assert str(answer.status_code) == said


def test_no_file_is_said_so(site: Site, client: FlaskClient) -> None:
    answer = client.post("/bank/load", data={"scope": "public", "unit": office(site, client)})
    assert answer.status_code == 422
    assert "还没有选文件" in answer.text


def test_only_the_chief_editor_loads(site: Site, client: FlaskClient, tmp_path: Path) -> None:
    address = upload(site, client, sheet(tmp_path, [row(1)]))
    editor = site.as_person("shenti", Role.EDITOR)
    for path in ("/bank/load", address, f"{address}/left-out.xlsx"):
        assert editor.get(path).status_code == 403
    assert editor.post(f"{address}/confirm").status_code == 403
    assert client.get("/bank/load/nosuchload").status_code == 404
    assert client.get(f"{address}/left-out.xlsx").status_code == 404


def test_every_loaded_question_stands_in_the_trail(site: Site, client: FlaskClient, tmp_path: Path) -> None:
    confirm(client, upload(site, client, sheet(tmp_path, [row(1), row(2)])))
    from qbank.trail import AuditEntry

    with site.services.database.reading() as session:
        actions = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.number)]
        assert actions.count("item.add") == 2
        assert actions.count("bank.load") == 1
        assert site.services.trail.verify(session) is None


def test_a_load_without_a_person_is_written_down_as_the_systems_own(site: Site, tmp_path: Path) -> None:
    services, unit = site.services, site.unit(site.office)
    with sheet(tmp_path, [row(1)]).open("rb") as stream:
        digest, _size = services.files.keep(stream, 1 << 20)
    with services.database.transaction() as session:
        made = loading.add_load(
            session, services.clock.now(), None, [(digest, "题库.xlsx")],
            unit_id=unit, law_id=None, scope=Scope.PUBLIC, state=ItemState.ACCEPTED,
        )  # fmt: skip
    loading.read_load(services, made.id, lambda *_: None)
    loading.run_load(services, None, made.id, lambda *_: None)
    with services.database.reading() as session:
        assert session.query(Item).one().current.author is None
