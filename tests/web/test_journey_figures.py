"""A picture and a formula on their way: from a department's file over the editor's desk and a paper to the platform."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.items.models import Item
from qbank.papers.models import Assembly
from qbank.papers.release import OfficeKeys, approve, seal
from tests.campaigns.conftest import HEALTH, CampaignSite, campaign_site
from tests.importers.build import drawing, paragraph, pictures, png, word
from tests.support.assembled import new_token
from tests.web.conftest import LiveSite

__all__ = ["campaign_site"]

PICTURE = png(160, 120, 90)


def question_file(path: Path) -> Path:
    formula = "<m:oMath><m:f><m:num><m:r><m:t>x+1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    stem = f"<w:p><w:r><w:t>1. 图中标志</w:t></w:r>{drawing('p1', '警示牌')}<w:r><w:t>表示（　　）。</w:t></w:r></w:p>"
    body = (
        paragraph("一、单选题"), stem, paragraph("A. 停车"), f"<w:p><w:r><w:t>B. 限速</w:t></w:r>{formula}</w:p>",
        paragraph("C. 鸣笛"), paragraph("答案：A"), paragraph("法律依据：《传染病防治法》第三条"), paragraph("难度：2"),
    )  # fmt: skip
    return word(path, *body, parts=pictures(p1=PICTURE))


def shows_both(page: Page) -> None:
    """The picture has been fetched and is drawn, and the formula is set as a fraction."""
    picture = page.locator("main img.q-figure").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => [image.naturalWidth, image.alt])") == [
        160,
        "警示牌",
    ]
    expect(page.locator("main math mfrac").first).to_be_visible()


@pytest.mark.browser
def test_a_picture_and_a_formula_reach_the_platform_from_a_department_s_file(
    live_site: LiveSite, campaign_site: CampaignSite, page: Page, clock: FixedClock, tmp_path: Path
) -> None:
    campaign_site.set_counts(single_choice=1)
    live_site.log_in(page, "clerk", Role.SUBMITTER, unit=HEALTH)
    page.goto(f"{live_site.address}/submit/{campaign_site.health}")
    page.locator("input[type=file]").set_input_files(question_file(tmp_path / "试题.docx"))
    page.get_by_role("button", name="上传这个文件").click()
    expect(page.get_by_text("1 道题都齐了。")).to_be_visible()
    page.goto(f"{live_site.address}/submit/{campaign_site.health}/questions")
    shows_both(page)
    page.go_back()
    page.get_by_role("button", name="报送 1 道题").click()
    expect(page.get_by_text("1 道题已报送。")).to_be_visible()

    page.context.clear_cookies()
    live_site.log_in(page, "shenti", Role.EDITOR)
    with live_site.services.database.reading() as session:
        item = session.scalars(select(Item)).one().public_id
    page.goto(f"{live_site.address}/review/{item}")
    shows_both(page)
    page.get_by_role("button", name="通过", exact=True).click()
    page.get_by_text("已通过。").wait_for()

    page.context.clear_cookies()
    live_site.log_in(page, "zujuan", Role.PAPER_SETTER)
    page.goto(f"{live_site.address}/blueprints/new")
    page.get_by_label("名称").fill("一题")
    demands = {"单选": "1", "单选每道": "2", "多选": "0", "判断": "0"}
    bounds = {"公共法 最少": "0", "公共法 最多": "0", "行业法 最少": "1", "行业法 最多": "1"}
    for label, number in (demands | bounds).items():
        page.get_by_label(label, exact=True).fill(number)
    page.get_by_role("button", name="存这张细目表").click()
    page.get_by_role("heading", name="一题").wait_for()
    page.goto(f"{live_site.address}/exams/new")
    page.get_by_label("考试名称").fill("带图的考试")
    page.get_by_label("细目表", exact=True).select_option(label="一题")
    page.get_by_label("份数").fill("1")
    page.get_by_label("及格分").fill("1")
    page.get_by_label("每场的时间").fill("2026-06-20 09:00-10:30")
    page.get_by_role("button", name="存这场考试").click()
    page.get_by_role("button", name="组卷").click()
    page.get_by_role("heading", name="组卷报告").wait_for()
    page.get_by_role("link", name="A 卷", exact=True).click()
    shows_both(page)
    assert pulled(live_site, clock, page) == PICTURE


def pulled(site: LiveSite, clock: FixedClock, page: Page) -> bytes:
    """The picture as the platform gets it, at the address that the paper names."""
    stand, now = site.services, clock.now()
    setter, officer = site.person("zujuan"), site.person("fabu", Role.RELEASER)
    token = new_token(site, "papers")
    with stand.database.transaction() as session:
        assembly = session.scalars(select(Assembly)).one()
        exam, closes = assembly.exam.public_id, assembly.exam.sittings[-1].closes_at
        keys = OfficeKeys.of(stand.keyring)
        seal(session, stand.trail, now, setter, keys, assembly, now + timedelta(hours=1), closes)
        approve(session, stand.trail, now, officer, keys, assembly)
    clock.advance(timedelta(hours=2))
    headers = {"Authorization": f"Bearer {token}"}
    paper = page.request.get(f"{site.address}/api/v1/exams/{exam}/papers/A", headers=headers).json()
    [item] = paper["sections"][0]["items"]
    assert [block["kind"] for block in item["stem"]] == ["text", "image", "text"]
    assert any(block["kind"] == "math" for option in item["options"] for block in option["content"])
    return page.request.get(site.address + item["stem"][1]["href"], headers=headers).body()
