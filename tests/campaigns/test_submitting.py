"""A department's way from the upload to the hand-in."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from qbank.access import Role
from qbank.campaigns.models import SubmissionState
from qbank.items.models import Item, ItemState
from qbank.trail import AuditEntry
from tests.campaigns.conftest import DEADLINE, HEALTH, POLICE, CampaignSite, question, whole_file
from tests.support.people import PASSWORD


def items_of(place: CampaignSite) -> list[Item]:
    with place.site.services.database.reading() as session:
        found = list(session.scalars(select(Item).order_by(Item.id)))
        for item in found:
            _loaded = item.current, [each.law for each in item.citations], item.tags
        return found


def full_form(draft_version: int, **changes: str) -> dict[str, str]:
    fields = {
        "row_version": str(draft_version),
        "type": "single_choice",
        "stem": "谁承担监测职责？（　　）",
        "options-0-text": "甲",
        "options-1-text": "乙",
        "options-1-right": "y",
        "explanation": "",
        "citation": "《传染病防治法》第三条",
        "difficulty": "2",
        "topics": "监测、职责",
    }
    return fields | changes


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


def test_a_question_with_an_error_blocks_until_it_is_mended(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file().replace("答案：B\n", "", 1))
    answer = clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert answer.status_code == 422
    assert "还有 1 处必须改：第 1 题。" in answer.text
    draft = campaign_site.drafts()[0]
    saved = clerk.post(
        f"/submit/drafts/{draft.public_id}/answer",
        data={"row_version": draft.row_version, "answer": "B"},
        follow_redirects=True,
    )
    assert "第 1 题已存上。" in saved.text
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    assert items_of(campaign_site)[0].current.answer_key == "B"


def test_a_mend_without_any_answer_says_so_at_the_problem_and_saves_nothing(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file().replace("答案：B\n", "", 1).replace("答案：AC", "答案：", 1))
    asked = [each for each in campaign_site.drafts() if not each.content["answer"]]
    assert len(asked) == 2
    for draft in asked:
        said = clerk.post(f"/submit/drafts/{draft.public_id}/answer", data={"row_version": draft.row_version})
        assert said.status_code == 422
        assert "已存上" not in said.text
        shown = said.text[said.text.index(f'id="q{draft.position}"') :]
        assert "还没有选答案。" in shown[: shown.index("</article>")]
    assert [each.row_version for each in campaign_site.drafts() if not each.content["answer"]] == [
        each.row_version for each in asked
    ]


def test_an_empty_mend_of_a_question_that_is_mended_already_takes_no_answer_away(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    draft = campaign_site.drafts()[0]
    address, version = f"/submit/drafts/{draft.public_id}/answer", {"row_version": draft.row_version}
    assert "还没有选答案。" in clerk.post(address, data=version, follow_redirects=True).text
    assert campaign_site.drafts()[0].content["answer"] == draft.content["answer"]


def test_a_multiple_choice_with_one_answer_is_an_error_for_the_bank_would_refuse_it(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file().replace("答案：AC", "答案：C", 1))
    assert "只有一个答案" in clerk.get(f"/submit/{campaign_site.health}").text
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 422


def test_what_the_bank_says_of_an_indefinite_choice_is_the_same_before_and_after_mending(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    text = whole_file().replace("二、多项选择题", "二、不定项选择题").replace("答案：AC", "答案：C", 1)
    campaign_site.upload(clerk, text)
    said = ["第 4 题是不定项选择题，只有一个答案，题库的多选题要有两个以上，请改为单选题，或补上其余的答案。"]
    draft = campaign_site.drafts()[3]
    mends = [
        ({"type": "multiple_choice"}, said),
        ({"type": "multiple_choice", "options-0-right": "y"}, []),
        ({"type": "single_choice"}, []),
    ]
    assert [problem["message"] for problem in draft.problems] == said
    for changes, expected in mends:
        clerk.post(f"/submit/drafts/{draft.public_id}", data=full_form(draft.row_version, **changes))
        draft = campaign_site.drafts()[3]
        assert [problem["message"] for problem in draft.problems] == expected


def test_a_repeated_question_must_be_changed_or_left_out(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    again = whole_file(singles=2).replace(
        "二、多项", question(3, "B", "监测1").replace("1监测", "1") + "二、多项"
    )
    again = again.replace("监测13", "监测11").replace("由甲部门承担监测13", "由甲部门承担监测11")
    campaign_site.upload(clerk, again)
    page = clerk.get(f"/submit/{campaign_site.health}").text
    assert "第 3 题与第 1 题" in page
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 422
    third = campaign_site.drafts()[2]
    clerk.post(
        f"/submit/drafts/{third.public_id}",
        data=full_form(third.row_version, stem="另一个问题是什么？（　　）"),
    )
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302


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


def test_a_whole_question_is_mended_in_the_page_and_checked_again(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    draft = campaign_site.drafts()[0]
    path = f"/submit/drafts/{draft.public_id}"
    assert "承担监测1" in clerk.get(path).text
    assert clerk.post(path, data=full_form(draft.row_version)).status_code == 302
    mended = campaign_site.drafts()[0]
    assert mended.content["stem"] == "谁承担监测职责？（　　）"
    assert mended.content["options"] == [{"label": "A", "text": "甲"}, {"label": "B", "text": "乙"}]
    assert (mended.content["answer"], mended.content["difficulty"]) == ("B", 2)
    assert mended.content["topics"] == ["监测", "职责"]
    assert mended.reading == draft.reading
    assert mended.problems == []
    worse = full_form(mended.row_version, **{"options-1-text": "甲"})
    answer = clerk.post(path, data=worse, follow_redirects=True)
    assert "还有 1 处要改" in answer.text
    assert campaign_site.drafts()[0].problems[0]["code"] == "options-equal"


def test_an_option_in_the_middle_is_removed_and_the_answer_moves_with_its_option(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    draft = campaign_site.drafts()[0]
    fields = full_form(
        draft.row_version,
        **{"options-1-text": "", "options-2-text": "丙", "options-2-right": "y"},
    )
    del fields["options-1-right"]
    clerk.post(f"/submit/drafts/{draft.public_id}", data=fields)
    content = campaign_site.drafts()[0].content
    assert [option["text"] for option in content["options"]] == ["甲", "丙"]
    assert content["answer"] == "B"


def test_an_empty_option_ticked_as_answer_is_not_saved_and_nothing_typed_is_lost(
    campaign_site: CampaignSite,
) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file())
    draft = campaign_site.drafts()[0]
    answer = clerk.post(
        f"/submit/drafts/{draft.public_id}",
        data=full_form(draft.row_version, **{"options-1-text": "", "explanation": "我写的解析"}),
    )
    assert answer.status_code == 422
    assert "有一个勾作答案的选项是空的" in answer.text
    assert "我写的解析" in answer.text
    assert campaign_site.drafts()[0].content == draft.content


def test_two_clerks_saving_the_same_question_see_both_texts(campaign_site: CampaignSite) -> None:
    one, other = campaign_site.clerk(), campaign_site.clerk("second")
    campaign_site.upload(one, whole_file())
    draft = campaign_site.drafts()[0]
    path = f"/submit/drafts/{draft.public_id}"
    one.post(path, data=full_form(draft.row_version, stem="第一个人写的？（　　）"))
    answer = other.post(path, data=full_form(draft.row_version, stem="第二个人写的？（　　）"))
    assert answer.status_code == 409
    assert "clerk先生" in answer.text
    assert "第一个人写的" in answer.text
    assert answer.text.count("第二个人写的") >= 2
    present = campaign_site.drafts()[0]
    assert present.content["stem"] == "第一个人写的？（　　）"
    again = other.post(path, data=full_form(present.row_version, stem="第二个人写的？（　　）"))
    assert again.status_code == 302
    assert campaign_site.drafts()[0].content["stem"] == "第二个人写的？（　　）"


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
