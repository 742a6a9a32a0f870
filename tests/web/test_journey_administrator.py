"""An administrator's campaign: made, given to departments, and leave for one that is late."""

import pytest
from playwright.sync_api import Page, expect

from qbank.access import Role
from tests.campaigns.conftest import HEALTH, CampaignSite, campaign_site
from tests.web.conftest import LiveSite

__all__ = ["campaign_site"]


@pytest.mark.browser
def test_an_administrator_runs_a_campaign(
    live_site: LiveSite, campaign_site: CampaignSite, page: Page
) -> None:
    live_site.log_in(page, "lin", Role.ADMINISTRATOR)
    page.get_by_role("link", name="新建一次征题").click()
    page.get_by_label("名称").fill("2027 年度征题")
    page.get_by_label("开始").fill("2026-05-18T08:00")
    page.get_by_label("截止").fill("2026-05-01T17:00")
    page.get_by_role("button", name="建好，去布置任务").click()
    expect(page.get_by_role("alert")).to_contain_text("截止时间应在开始时间之后。")
    page.get_by_label("截止").fill("2026-06-15T17:00")
    page.get_by_role("button", name="建好，去布置任务").click()

    lines = page.get_by_label("部门和法律")
    expect(lines).to_have_value("云州市公安局：\n云州市卫生健康委员会：")
    lines.fill("云州市公安局：禁毒法\n云州市卫生健康委员会：《传染病防治法》、生物安全发")
    page.get_by_role("button", name="布置任务").click()
    expect(page.get_by_role("alert")).to_contain_text("是不是“生物安全法”")
    lines.fill("云州市公安局：禁毒法\n云州市卫生健康委员会：《传染病防治法》、生物安全法")
    page.get_by_role("button", name="布置任务").click()
    expect(page.get_by_role("heading", name="全部 2 个部门")).to_be_visible()

    page.get_by_role("row", name=HEALTH).get_by_role("link").click()
    page.get_by_label("可以交到").fill("2026-06-20T17:00")
    page.get_by_label("理由").fill("系统内机构调整")
    page.get_by_role("button", name="同意迟交").click()
    expect(page.get_by_role("definition").filter(has_text="系统内机构调整")).to_contain_text(
        "补报至 6 月 20 日 17:00"
    )
