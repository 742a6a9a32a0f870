"""A clerk's year: template, a file with mistakes and its copy with remarks, mending one in the page, the complete file,
choosing, handing in."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from qbank.access import Role
from tests.campaigns.conftest import HEALTH, CampaignSite, campaign_site, whole_file
from tests.web.conftest import LiveSite

__all__ = ["campaign_site"]


@pytest.mark.browser
def test_a_clerk_hands_in_what_is_asked(
    live_site: LiveSite, campaign_site: CampaignSite, page: Page, tmp_path: Path
) -> None:
    live_site.log_in(page, "clerk", Role.SUBMITTER, unit=HEALTH)
    page.get_by_role("link", name="去报送").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请报送 5 道法律试题")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载 Word 模板").click()
    assert waiting.value.suggested_filename.endswith("试题模板.docx")

    faulty = tmp_path / "初稿.docx"
    draft = Document()
    for line in whole_file(singles=2).replace("答案：B\n", "", 1).splitlines():
        draft.add_paragraph(line)
    draft.save(str(faulty))
    page.locator("input[type=file]").set_input_files(faulty)
    page.get_by_role("button", name="上传这个文件").click()
    expect(page.get_by_role("heading", name="第 1 题缺答案")).to_be_visible()
    expect(page.get_by_text("单选还差 1 道。")).to_be_visible()
    expect(page.get_by_role("button", name="报送 5 道题")).to_have_attribute("aria-disabled", "true")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载带批注的原文件").click()
    assert waiting.value.suggested_filename == "初稿（带批注）.docx"
    remarked = Document(str(waiting.value.path()))
    assert [comment.text for comment in remarked.comments] == [
        "必须改：单选 2/3，还差 1 道。",
        "必须改：第 1 题缺答案",
    ]
    assert [paragraph.text for paragraph in remarked.paragraphs] == [each.text for each in draft.paragraphs]

    page.get_by_label("B. 由乙部门承担监测11").check()
    page.get_by_role("button", name="保存，看下一处").click()
    expect(page.get_by_text("第 1 题已存上。")).to_be_visible()
    expect(page.get_by_role("heading", name="第 1 题缺答案")).to_have_count(0)

    whole = tmp_path / "二稿.txt"
    whole.write_text(whole_file(singles=4), encoding="utf-8")
    page.get_by_text("重新上传", exact=True).click()
    page.locator("input[type=file]").set_input_files(whole)
    page.get_by_role("button", name="上传这个文件").click()
    page.get_by_role("link", name="挑选要报送的题").click()
    page.get_by_label("报送第 4 题").check()
    expect(page.locator("#counts")).to_contain_text("多 1 道")
    page.get_by_label("报送第 1 题").uncheck()
    expect(page.locator("#counts")).not_to_contain_text("多 1 道")
    page.get_by_role("button", name="存下勾选").click()

    expect(page.get_by_text("5 道题都齐了。")).to_be_visible()
    page.get_by_role("button", name="报送 5 道题").click()
    expect(page.get_by_text("5 道题已报送。")).to_be_visible()
    assert [draft.position for draft in campaign_site.drafts() if draft.item_id] == [2, 3, 4, 5, 6]
