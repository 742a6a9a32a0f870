"""An editor's day: from the queue to the desk, edit, tag, accept with a key, and return another; many at once."""

import pytest
from playwright.sync_api import Page, expect

from qbank.access import Role
from tests.review.world import MARKET, World
from tests.web.conftest import LiveSite

pytestmark = pytest.mark.browser


def test_an_editor_edits_tags_accepts_and_returns(live_site: LiveSite, page: Page) -> None:
    world = World(live_site)
    first, second = world.item(tagged=False), world.item()
    world.give(MARKET, live_site.person("shenti", Role.EDITOR))
    live_site.log_in(page, "shenti", Role.EDITOR)

    page.get_by_role("link", name="审题", exact=True).click()
    expect(page.get_by_text("1 个部门分给了您")).to_be_visible()
    page.get_by_role("link", name="审 2 题").click()
    expect(page.get_by_role("heading", name="第 1 题")).to_be_visible()
    assert page.get_by_role("button", name="通过", exact=True).get_attribute("aria-disabled") == "true"
    expect(page.get_by_text("还缺主要法规、难度")).to_be_visible()

    page.wait_for_load_state("load")
    page.keyboard.press("e")
    page.get_by_label("题干").fill("电梯困人的，维护保养单位应当在多长时间内抵达现场实施救援（　　）。")
    page.get_by_label("改了什么、为什么改").fill("与条文的说法一致")
    page.get_by_role("button", name="存为第 2 版").click()
    page.wait_for_url(lambda url: "panel" not in url)
    expect(page.get_by_text("新的一版已存。")).to_be_visible()
    page.get_by_role("link", name="与第 1 版对照").click()
    expect(page.locator(".q-stem del").first).to_be_visible()

    page.get_by_label("主要法规").select_option(label="云州市电梯条例")
    page.get_by_label("条号").fill("第二条")
    page.get_by_label("难度").select_option(label="3 中")
    page.get_by_label("知识点").fill("应急救援")
    page.get_by_role("button", name="存归类", exact=True).click()
    page.get_by_text("归类已存。").wait_for()
    expect(page.locator(".q-article.is-cited mark").first).to_be_visible()

    page.wait_for_load_state("load")
    page.keyboard.press("a")
    page.get_by_text("已通过。").wait_for()
    assert second in page.url

    page.wait_for_load_state("load")
    page.keyboard.press("r")
    page.get_by_label("原因").fill("D 项请与其他选项用同一种写法。")
    page.locator("main form").get_by_role("button", name="退回修改").click()
    page.get_by_text("已退回，报送部门会看到原因。").wait_for()
    assert (world.state(first), world.state(second)) == ("accepted", "returned")


def test_an_editor_tags_and_accepts_many_at_once(live_site: LiveSite, page: Page) -> None:
    world = World(live_site)
    items = [world.item(tagged=False) for _ in range(3)]
    live_site.log_in(page, "shenti", Role.EDITOR)
    page.goto(f"{live_site.address}/review/questions")
    page.wait_for_load_state("load")
    page.get_by_role("link", name="本页 3 道待审题全选").click()
    page.locator("#picks").get_by_role("checkbox").first.uncheck()
    expect(page.get_by_role("button", name="通过选中的 2 道")).to_be_visible()
    page.locator("#picks").get_by_label("主要法规").select_option(label="云州市电梯条例")
    page.locator("#picks").get_by_label("难度").select_option(label="3 中")
    page.get_by_role("button", name="给选中的 2 道归类").click()
    page.get_by_text("给 2 道题存了归类。").wait_for()

    page.wait_for_load_state("load")
    page.get_by_role("link", name="本页 3 道待审题全选").click()
    page.get_by_role("button", name="通过选中的 3 道").click()
    page.get_by_text("通过了 2 道题。").wait_for()
    expect(page.get_by_role("alert").get_by_text("缺主要法规、难度")).to_be_visible()
    assert [world.state(item) for item in items] == ["in_review", "accepted", "accepted"]
