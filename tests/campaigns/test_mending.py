"""A question with a problem is mended in the page."""

from tests.campaigns.conftest import CampaignSite, full_form, items_of, question, whole_file


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
