"""The chief editor: adds a law by name, loads its text, gives departments to editors, retires a question."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qbank.access import Role
from qbank.items.models import ItemState
from tests.laws.test_laws import TEXT
from tests.review.world import MARKET, World
from tests.web.conftest import LiveSite

pytestmark = pytest.mark.browser


def test_a_chief_editor_keeps_laws_duties_and_retirements(
    live_site: LiveSite, page: Page, tmp_path: Path
) -> None:
    world = World(live_site)
    waiting, accepted = world.item(), world.item(state=ItemState.ACCEPTED)
    live_site.person("shenti", Role.EDITOR)
    live_site.log_in(page, "zhushen", Role.CHIEF_EDITOR)

    page.get_by_role("link", name="法规", exact=True).click()
    page.get_by_role("link", name="只加名称").click()
    page.get_by_label("名称").fill("《云州市梧桐养护条例》")
    page.get_by_label("类别").select_option(label="地方性法规")
    page.get_by_role("button", name="加入法规库").click()
    expect(page.get_by_text("只有名称，没有全文。")).to_be_visible()

    page.get_by_role("link", name="载入全文").click()
    file = tmp_path / "云州市梧桐养护条例.txt"
    file.write_text(TEXT, encoding="utf-8")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="读取这个文件").click()
    expect(page.get_by_text("这次载入全文")).to_be_visible()
    assert page.get_by_label("通过或最近修改的日期").input_value() == "2021-08-27"
    page.get_by_role("button", name="载入 3 条").click()
    page.get_by_text("已载入 3 条").wait_for()
    expect(page.get_by_text("损坏梧桐的，处一百元罚款。")).to_be_visible()

    page.get_by_role("link", name="审题", exact=True).click()
    page.get_by_role("link", name="分工：谁审哪个部门").click()
    page.get_by_label(f"{MARKET} 由shenti先生审").check()
    page.get_by_role("button", name="保存分工").click()
    page.get_by_text("分工已存，改了 1 个部门。").wait_for()
    expect(page.get_by_role("row", name=MARKET).get_by_text("shenti先生")).to_be_visible()

    page.get_by_role("link", name="按题目").click()
    page.get_by_label("状态").select_option(label="通过")
    page.get_by_role("button", name="筛选").click()
    page.locator("tbody a").first.click()
    page.get_by_role("link", name="停用").click()
    page.get_by_label("原因").fill("引用的条例已经修改。")
    page.get_by_role("button", name="停用这道题").click()
    page.get_by_text("已停用。").wait_for()
    assert (world.state(waiting), world.state(accepted)) == ("in_review", "retired")
