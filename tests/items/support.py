"""Questions for the tests of the bank."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from openpyxl import Workbook

from qbank.access import Actor
from qbank.items.content import QuestionContent, make_options, text_blocks
from qbank.items.models import ItemState, QuestionType, Scope
from qbank.items.operations import add_item
from tests.support.people import Site

HEAD = ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "法律依据", "难度", "知识点")


def content(
    stem: str, options: Sequence[str] = ("每日", "每周", "每月", "每年"), **more: Any
) -> QuestionContent:
    said: dict[str, Any] = {"type": QuestionType.SINGLE_CHOICE, "answer_key": "B"} | more
    return QuestionContent(stem=text_blocks(stem), options=make_options(options), **said)


def add(site: Site, actor: Actor, stem: str, **more: Any) -> str:
    """A question in the bank; its public id."""
    services = site.services
    said: dict[str, Any] = {
        "unit_id": actor.unit_id,
        "scope": Scope.PUBLIC,
        "state": ItemState.ACCEPTED,
    } | more
    asked = said.pop("content", None) or content(stem)
    with services.database.transaction() as session:
        item = add_item(session, services.trail, services.clock.now(), actor, asked, **said)
        return item.public_id


def row(number: int, **more: str) -> tuple[str, ...]:
    """A good row of a sheet of questions, numbered so that no two are alike."""
    said = {
        "题型": "单选题",
        "题干": f"第{number}部电梯应当多久检查一次（　　）。",
        "选项A": "每日",
        "选项B": "每周",
        "选项C": "每月",
        "选项D": "每年",
        "答案": "B",
        "解析": "条例规定每周检查一次。",
        "法律依据": "《云州市电梯安全条例》第二十三条",
        "难度": "2",
        "知识点": "日常检查",
    } | more
    return tuple(said[name] for name in HEAD)


def sheet(folder: Path, rows: Sequence[Sequence[str]], name: str = "题库.xlsx") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEAD)
    for each in rows:
        page.append(list(each))
        for cell in page[page.max_row]:
            cell.data_type = "s"  # also what begins with an equals sign
    path = folder / name
    book.save(path)
    return path


def office(site: Site, client: FlaskClient) -> str:
    found = re.search(r'<option value="(\w+)">云州市依法治市办公室', client.get("/bank/load").text)
    assert found
    return found[1]


def upload(site: Site, client: FlaskClient, *paths: Path, **fields: str) -> str:
    """Upload the files; the address of the preview."""
    said = {"scope": "public", "state": "accepted", "unit": office(site, client), "law": ""} | fields
    files = [(BytesIO(path.read_bytes()), path.name) for path in paths]
    answer = client.post("/bank/load", data={**said, "files": files}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    answer = client.get(answer.location)
    assert answer.status_code == 302, answer.text
    return answer.location


def confirm(client: FlaskClient, address: str) -> str:
    """Load what was previewed; the page with what came of it."""
    client.post(f"{address}/confirm")
    return client.get(address).text
