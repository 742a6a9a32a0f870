"""A paper setter's way: a blueprint that cannot be met, its mend, its Excel, three forms, a look at one, and the room."""

import json
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from qbank.access import Role
from qbank.blueprints.table import SHEET
from tests.papers.bank import fill_bank
from tests.web.conftest import LiveSite

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_paper_setter_makes_a_blueprint_mends_it_and_assembles_three_forms(
    live_site: LiveSite, page: "Page"
) -> None:
    fill_bank(live_site, 200)
    live_site.log_in(page, "zujuan", Role.PAPER_SETTER)
    page.get_by_role("link", name="细目表", exact=True).first.click()
    page.get_by_role("link", name="新建细目表").first.click()

    page.get_by_label("名称").fill("年度学法考试")
    page.get_by_label("单选", exact=True).fill("20")
    page.get_by_label("多选", exact=True).fill("10")
    page.get_by_label("多选每道").fill("6")
    page.get_by_label("公共法 最少").fill("12")
    page.get_by_label("公共法 最多").fill("12")
    page.get_by_label("行业法 最少").fill("18")
    page.get_by_label("行业法 最多").fill("18")
    page.get_by_label("云州市电梯安全条例 最少").fill("16")
    page.get_by_text("现在还组不成").wait_for()
    page.get_by_text("需要 48，最多只有").wait_for()

    page.get_by_role("button", name="照此改").first.click()
    page.get_by_text("能组成").wait_for()
    assert int(page.get_by_label("云州市电梯安全条例 最少").input_value()) < 16
    page.get_by_text("题库够组").wait_for()

    page.get_by_label("云州市电梯安全条例 最少").fill("4")
    page.get_by_text("能组成").wait_for()
    page.get_by_text("3 套平行卷，每卷 30 题 100 分").wait_for()
    page.get_by_role("button", name="存这张细目表").click()
    page.get_by_role("heading", name="年度学法考试").wait_for()

    with page.expect_download() as taken:
        page.get_by_role("link", name="下载 Excel").click()
    page.get_by_label("改好的 Excel 或 JSON 文件").set_input_files(
        {"name": "改好.xlsx", "mimeType": "application/octet-stream", "buffer": edited(taken.value.path())}
    )
    page.get_by_role("button", name="照文件填").click()
    page.get_by_text("下面照文件填好了，还没有存。").wait_for()
    assert page.get_by_label("云州市燃气管理条例 最多").input_value() == "6"
    page.get_by_role("button", name="存为新的一版").click()
    page.get_by_text("第 2 版").first.wait_for()

    page.get_by_role("link", name="组卷与发布").click()
    page.get_by_role("link", name="新建考试").first.click()
    page.get_by_label("考试名称").fill("2026年度国家工作人员学法考试")
    page.get_by_label("细目表", exact=True).select_option(label="年度学法考试")
    page.get_by_label("每场的时间").fill("2026-06-20 09:00-10:30")
    page.get_by_role("button", name="存这场考试").click()
    page.get_by_role("button", name="组卷").click()

    page.get_by_role("heading", name="组卷报告").wait_for()
    page.get_by_text("3 份试卷全部符合细目表的").wait_for()
    with page.expect_download() as report:
        page.get_by_role("link", name="下载 JSON").click()
    assert json.loads(Path(report.value.path()).read_bytes())["report"]["papers"] == 3
    page.get_by_role("link", name="B 卷", exact=True).click()
    page.get_by_role("heading", name="2026年度国家工作人员学法考试").wait_for()
    assert page.locator(".q-a4-item").count() == 30
    page.get_by_role("link", name="评分标准").click()
    page.get_by_role("heading", name="B 卷 评分标准").wait_for()
    assert page.locator("tbody tr").count() == 30

    page.get_by_role("link", name="返回报告").click()
    page.get_by_role("link", name="2026年度国家工作人员学法考试").click()
    page.get_by_role("link", name="座位图").click()
    page.get_by_label("每排几座").fill("6")
    page.get_by_role("button", name="排座位").click()
    page.get_by_text("共 48 座").wait_for()
    assert page.locator(".q-seats .s-letter").count() == 48


def edited(path: Path) -> bytes:
    """The workbook with a limit more: at most six questions on one law."""
    book = load_workbook(BytesIO(Path(path).read_bytes()))
    row = next(row for row in book[SHEET].iter_rows() if row[1].value == "云州市燃气管理条例")
    row[3].value = 6
    content = BytesIO()
    book.save(content)
    return content.getvalue()
