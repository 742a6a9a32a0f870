"""After review: what the department sees, and how it mends what came back."""

from dataclasses import replace

from sqlalchemy import select

from qbank.access import Role
from qbank.items.content import QuestionContent, text_blocks
from qbank.items.models import Item
from qbank.review import operations as review
from tests.campaigns.conftest import CampaignSite, whole_file


def returned_item(place: CampaignSite) -> str:
    """The first question, edited by an editor and then given back."""
    clerk = place.clerk()
    place.upload(clerk, whole_file())
    clerk.post(f"/submit/{place.health}/hand-in")
    editor = place.site.person("editor", Role.EDITOR)
    stand = place.site.services
    with stand.database.transaction() as session:
        item = session.scalars(select(Item).order_by(Item.id)).first()
        assert item is not None
        content = replace(QuestionContent.of(item.current), explanation=text_blocks("依照新的分工。"))
        review.edit(session, stand.trail, stand.clock.now(), editor, item, content, "解析太旧")
        review.return_for_mending(session, stand.trail, stand.clock.now(), editor, item, "C 项也说得通")
        review.remark(
            session, stand.trail, stand.clock.now(), editor, item, "只给编辑看的话", for_department=False
        )
        return item.public_id


def fields(version: int, **changes: str) -> dict[str, str]:
    return {
        "row_version": str(version),
        "type": "single_choice",
        "stem": "改过的题干？（　　）",
        "options-0-text": "甲",
        "options-1-text": "乙",
        "options-1-right": "y",
        "explanation": "依照分工。",
        "citation": "《生物安全法》第五条",
        "reason": "C 项改明确了",
    } | changes


def row(place: CampaignSite, public_id: str) -> Item:
    with place.site.services.database.reading() as session:
        item = session.scalars(select(Item).where(Item.public_id == public_id)).one()
        _loaded = item.current, [(each.law.title, each.article) for each in item.citations]
        return item


def test_the_department_sees_state_reason_and_what_was_edited(campaign_site: CampaignSite) -> None:
    public_id = returned_item(campaign_site)
    clerk = campaign_site.clerk()
    assert "有 1 道题退回修改" in clerk.get(f"/submit/{campaign_site.health}").text
    page = clerk.get(f"/submit/items/{public_id}").text
    assert "C 项也说得通" in page
    assert "解析太旧" in page
    assert "<ins>" in page
    assert "<del>" in page or "新的" in page
    assert "只给编辑看的话" not in page


def test_a_returned_question_is_mended_and_reviewed_again(campaign_site: CampaignSite) -> None:
    public_id = returned_item(campaign_site)
    clerk = campaign_site.clerk()
    version = row(campaign_site, public_id).row_version
    assert clerk.post(f"/submit/items/{public_id}", data=fields(version)).status_code == 302
    item = row(campaign_site, public_id)
    assert (item.state, item.current_number) == ("in_review", 3)
    assert item.current.answer_key == "B"
    assert [(each.law.title, each.article) for each in item.citations] == [("生物安全法", "5")]
    again = clerk.post(f"/submit/items/{public_id}", data=fields(item.row_version, stem="再改？（　　）"))
    assert again.status_code == 422
    assert "现在是“待审”" in again.text


def test_a_mend_with_a_fault_is_refused_and_nothing_typed_is_lost(campaign_site: CampaignSite) -> None:
    public_id = returned_item(campaign_site)
    version = row(campaign_site, public_id).row_version
    clerk = campaign_site.clerk()
    answer = clerk.post(f"/submit/items/{public_id}", data=fields(version, **{"options-1-text": "甲"}))
    assert answer.status_code == 422
    assert "选项 A 和 B 相同" in answer.text
    assert "改过的题干？（　　）" in answer.text
    missing = clerk.post(f"/submit/items/{public_id}", data=fields(version, reason=""))
    assert "写一句改了什么" in missing.text
    assert row(campaign_site, public_id).state == "returned"


def test_a_stale_mend_shows_both_texts(campaign_site: CampaignSite) -> None:
    public_id = returned_item(campaign_site)
    version = row(campaign_site, public_id).row_version
    one, other = campaign_site.clerk(), campaign_site.clerk("second")
    one.post(f"/submit/items/{public_id}", data=fields(version, stem="第一个人写的？（　　）"))
    answer = other.post(f"/submit/items/{public_id}", data=fields(version, stem="第二个人写的？（　　）"))
    assert answer.status_code == 409
    assert "第一个人写的" in answer.text
    assert "第二个人写的" in answer.text
