"""The chief editor in the bank: loads a file after a look at what was understood, searches, filters, opens a question."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qbank.access import Role
from qbank.laws.models import Law, SourceKind
from tests.items.support import row, sheet
from tests.web.conftest import LiveSite

pytestmark = pytest.mark.browser


def test_a_chief_editor_loads_a_bank_and_finds_a_question_in_it(
    live_site: LiveSite, page: Page, tmp_path: Path
) -> None:
    with live_site.services.database.transaction() as session:
        now = live_site.services.clock.now()
        session.add(Law(title="云州市电梯安全条例", kind=SourceKind.LOCAL_REGULATION, created_at=now))
    rows = [
        row(1),
        row(2, 题型="多选题", 题干="发现电梯困人的，应当立即（　　）。", 答案="AC"),
        row(3, 难度=""),
        row(4, 答案=""),
    ]
    live_site.log_in(page, "zhushen", Role.CHIEF_EDITOR)

    page.get_by_role("link", name="题库", exact=True).first.click()
    page.get_by_role("link", name="成批载入").first.click()
    page.locator("input[type=file]").set_input_files(sheet(tmp_path, rows))
    page.get_by_label("直接入库，可以组卷").check()
    page.get_by_role("button", name="上传，看读懂了什么").click()

    page.get_by_role("heading", name="看读懂了什么").wait_for()
    expect(page.get_by_text("1 道题缺法规或难度，不会直接通过。")).to_be_visible()
    expect(page.get_by_role("row", name="第 5 行").get_by_text("缺答案")).to_be_visible()
    page.get_by_role("button", name="载入 3 道题").click()
    page.get_by_role("heading", name="载入完了").wait_for()
    expect(page.get_by_text("其中先审题")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载没有载入的清单").click()
    assert download.value.suggested_filename == "未载入的题.xlsx"

    page.get_by_role("link", name="看题库").click()
    page.get_by_role("searchbox").fill("电梯困人")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_text("找到 1 道题").wait_for()
    assert page.locator("tbody mark").first.inner_text() == "电梯困人"

    page.goto(f"{live_site.address}/bank")
    page.get_by_label("题型").select_option(label="单选")
    page.get_by_role("button", name="筛选").click()
    page.get_by_text("找到 2 道题").wait_for()
    page.get_by_role("link", name="待审 1").click()
    page.get_by_text("找到 1 道题").wait_for()
    page.locator("tbody a").first.click()
    page.get_by_text("最初的一版。").wait_for()
    expect(page.get_by_text("第3部电梯应当多久检查一次")).to_be_visible()
    page.get_by_role("link", name="题库", exact=True).last.click()
    page.get_by_text("找到 1 道题").wait_for()
