"""A department's way from the upload to the hand-in."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from qbank.access import Role
from qbank.campaigns.models import SubmissionState
from qbank.items.models import Item, ItemState
from qbank.trail import AuditEntry
from tests.campaigns.conftest import DEADLINE, HEALTH, POLICE, CampaignSite, full_form, items_of, whole_file
from tests.support.people import PASSWORD


def test_the_page_says_what_is_asked_before_anything_is_uploaded(campaign_site: CampaignSite) -> None:
    page = campaign_site.clerk().get(f"/submit/{campaign_site.health}").text
    assert "请报送 5 道法律试题" in page
    assert "《传染病防治法》《生物安全法》" in page
    assert "单选 3 道、多选 2 道" in page
    assert "有疑问打 6021。" in page


def test_a_complete_file_is_read_and_handed_in_as_items_under_review(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    assert campaign_site.upload(clerk, whole_file()).status_code == 302
    assert "5 道题都齐了" in clerk.get(f"/submit/{campaign_site.health}").text
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    items = items_of(campaign_site)
    assert [item.current.type for item in items] == ["single_choice"] * 3 + ["multiple_choice"] * 2
    assert {item.state for item in items} == {ItemState.IN_REVIEW}
    assert {item.scope for item in items} == {"sector"}
    assert [(each.law.title, each.article) for each in items[0].citations] == [("传染病防治法", "1")]
    assert [tag.name for tag in items[0].tags] == ["职责"]
    assert items[0].difficulty == 3
    assert items[4].current.answer_key == "AC"
    assert all(draft.item_id for draft in campaign_site.drafts())
    assert "报送的题" in clerk.get(f"/submit/{campaign_site.health}").text


def test_a_question_without_a_citation_rests_on_the_one_law_of_its_task(campaign_site: CampaignSite) -> None:
    for unit, task, laws in (
        (POLICE, campaign_site.police, [("禁毒法", None)]),
        (HEALTH, campaign_site.health, []),
    ):
        clerk = campaign_site.clerk(f"clerk-{task}", unit)
        text = re.sub(r"法律依据：.*\n", "", whole_file())
        campaign_site.upload(clerk, text, task=task)
        assert clerk.post(f"/submit/{task}/hand-in").status_code == 302
        newest = items_of(campaign_site)[-1]
        assert [(each.law.title, each.article) for each in newest.citations] == laws


def test_handing_in_twice_is_handing_in_once(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    clerk.post(f"/submit/{campaign_site.health}/hand-in")
    first = campaign_site.assignment().handed_in_at
    campaign_site.clock.advance(timedelta(minutes=1))
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    assert len(items_of(campaign_site)) == 5
    assert campaign_site.assignment().handed_in_at == first


def test_a_file_with_too_few_questions_is_not_handed_in_and_nothing_is_lost(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file(singles=2))
    answer = clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert answer.status_code == 422
    assert "单选 2/3，还差 1 道。" in answer.text
    assert items_of(campaign_site) == []
    assert len(campaign_site.drafts()) == 4
    assert campaign_site.assignment().handed_in_at is None


def test_a_multiple_choice_with_one_answer_is_an_error_for_the_bank_would_refuse_it(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file().replace("答案：AC", "答案：C", 1))
    assert "只有一个答案" in clerk.get(f"/submit/{campaign_site.health}").text
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 422


def test_of_too_many_questions_the_first_are_ticked_and_the_clerk_chooses_others(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file(singles=5))
    drafts = campaign_site.drafts()
    assert [draft.chosen for draft in drafts] == [True, True, True, False, False, True, True]
    wanted = [draft.public_id for place, draft in enumerate(drafts) if place not in (0, 1)]
    counted = clerk.post(f"/submit/{campaign_site.health}/count", data={"chosen": wanted[:-1]})
    assert "还差 1 道" in counted.text
    assert "够数" in counted.text
    clerk.post(f"/submit/{campaign_site.health}/questions", data={"chosen": wanted})
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    assert [draft.position for draft in campaign_site.drafts() if draft.item_id] == [3, 4, 5, 6, 7]


def test_choosing_too_many_is_refused_by_the_server(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file(singles=4))
    every = [draft.public_id for draft in campaign_site.drafts()]
    clerk.post(f"/submit/{campaign_site.health}/questions", data={"chosen": every})
    answer = clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert answer.status_code == 422
    assert "单选 4/3，多 1 道" in answer.text


def test_a_late_submission_needs_leave_and_says_so(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    campaign_site.clock.at = DEADLINE + timedelta(hours=1)
    clerk = campaign_site.clerk()
    refused = clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert refused.status_code == 422
    assert "已过截止时间" in refused.text
    given = campaign_site.administrator().post(
        f"/campaigns/assignments/{campaign_site.health}/leave",
        data={"until": "2026-06-18T17:00", "reason": "系统内机构调整"},
    )
    assert given.status_code == 302
    assert "迟交到 6 月 18 日 17:00" in clerk.get(f"/submit/{campaign_site.health}").text
    for page in (clerk.get("/submit").text, clerk.get(f"/submit/{campaign_site.health}").text):
        assert "补报至 6 月 18 日 17:00" in page
        assert "已过 1 天" not in page
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    assert campaign_site.assignment().handed_in_late
    assert "（迟交）" in clerk.get(f"/submit/{campaign_site.health}").text
    with campaign_site.site.services.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "submission.hand_in")).one()
        assert entry.details["late"] is True


@pytest.mark.parametrize("closed", [True, False])
def test_uploads_are_taken_only_while_the_campaign_is_open(campaign_site: CampaignSite, closed: bool) -> None:
    if closed:
        campaign_site.administrator().post(f"/campaigns/{campaign_site.campaign}/close")
    answer = campaign_site.upload(campaign_site.clerk(), whole_file())
    assert answer.status_code == (422 if closed else 302)
    assert ("这次征题已经结束" in answer.text) == closed
    assert len(campaign_site.drafts()) == (0 if closed else 5)


def test_an_unreadable_file_is_refused_in_one_sentence_and_replaces_nothing(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    answer = campaign_site.upload(clerk, b"%PDF-1.7 nothing", "扫描件.pdf")
    assert answer.status_code == 422
    assert "PDF" in answer.text
    assert len(campaign_site.drafts()) == 5
    states = [each.state for each in campaign_site.assignment().submissions]
    assert states == [SubmissionState.READ, SubmissionState.UNREADABLE]


def test_a_form_without_a_file_says_what_is_missing(campaign_site: CampaignSite) -> None:
    answer = campaign_site.clerk().post(f"/submit/{campaign_site.health}/upload", data={})
    assert answer.status_code == 422
    assert "还没有选文件" in answer.text


def test_a_new_upload_replaces_the_earlier_one_which_can_be_taken_up_again(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    first = campaign_site.assignment().submissions[0]
    campaign_site.upload(clerk, whole_file(singles=1))
    assert len(campaign_site.drafts()) == 3
    assert "后来被新的上传代替" in clerk.get(f"/submit/submissions/{first.public_id}").text
    clerk.post(f"/submit/submissions/{first.public_id}/take-up")
    assert len(campaign_site.drafts()) == 5


def test_what_was_skipped_is_named_with_its_place(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, "卫健委二〇二六年报送\n" + whole_file())
    page = clerk.get(f"/submit/submissions/{campaign_site.assignment().submissions[0].public_id}").text
    assert "卫健委二〇二六年报送" in page
    assert "第 1 行" in page


def test_questions_are_written_by_hand_without_any_file(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    path = f"/submit/{campaign_site.health}/new"
    assert "写一道题" in clerk.get(f"{path}?type=multiple_choice").text
    for number in range(3):
        fields = full_form(0, stem=f"第{number}个问题？（　　）")
        assert clerk.post(path, data=fields).status_code == 302
    for number in range(2):
        fields = full_form(0, stem=f"多选的第{number}个？（　　）", type="multiple_choice")
        assert clerk.post(path, data=fields | {"options-0-right": "y"}).status_code == 302
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    assert len(items_of(campaign_site)) == 5


def test_nothing_of_a_handed_in_task_is_changed_any_more(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    clerk.post(f"/submit/{campaign_site.health}/hand-in")
    draft = campaign_site.drafts()[0]
    assert "已经报送" in clerk.get(f"/submit/drafts/{draft.public_id}").text
    refused = clerk.post(f"/submit/drafts/{draft.public_id}", data=full_form(draft.row_version))
    assert refused.status_code == 422
    assert "已经报送" in refused.text
    assert campaign_site.drafts()[0].content == draft.content
    assert campaign_site.upload(clerk, whole_file()).status_code == 409
    assert len(campaign_site.assignment().submissions) == 1


def test_what_was_typed_outlives_the_log_in(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    draft = campaign_site.drafts()[0]
    campaign_site.clock.advance(timedelta(minutes=45))
    answer = clerk.post(
        f"/submit/drafts/{draft.public_id}",
        data=full_form(draft.row_version, stem="登录过期时写的？（　　）"),
        headers={"Origin": "http://localhost"},
    )
    assert answer.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', answer.text)
    assert kept is not None
    again = clerk.post("/log-in", data={"username": "clerk", "password": PASSWORD, "kept": kept[1]})
    assert "登录过期时写的？（　　）" in again.text


def test_all_writing_is_in_the_trail(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    draft = campaign_site.drafts()[0]
    clerk.post(f"/submit/drafts/{draft.public_id}", data=full_form(draft.row_version))
    clerk.post(f"/submit/{campaign_site.health}/hand-in")
    with campaign_site.site.services.database.reading() as session:
        actions = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))
        assert session.scalar(select(func.count()).select_from(Item)) == actions.count("item.add") == 5
        assert campaign_site.site.services.trail.verify(session) is None
    assert [each for each in actions if each.startswith(("submission", "draft"))] == [
        "submission.upload",
        "draft.mend",
        "submission.hand_in",
    ]


def test_a_person_of_the_office_with_a_clerk_role_works_on_its_own_unit_alone(
    campaign_site: CampaignSite,
) -> None:
    both = campaign_site.site.as_person("both", Role.SUBMITTER, Role.CHIEF_EDITOR)
    assert both.get(f"/submit/{campaign_site.health}").status_code == 404
    assert HEALTH not in both.get("/submit").text


@pytest.mark.parametrize(("read", "problems_first"), [(100, False), (101, True)])
def test_in_a_long_file_the_problems_stand_before_the_sheet_of_numbers(
    campaign_site: CampaignSite, read: int, problems_first: bool
) -> None:
    campaign_site.set_counts(single_choice=read)
    clerk = campaign_site.clerk()
    text = whole_file(singles=read, multiples=0).replace("答案：B\n", "", 1)
    campaign_site.upload(clerk, text)
    page = clerk.get(f"/submit/{campaign_site.health}").text
    assert (page.index('id="problems"') < page.index('class="q-grid"')) is problems_first
