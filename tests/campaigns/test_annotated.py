"""A department takes its own file home with what is wrong written into it."""

from datetime import timedelta
from io import BytesIO

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from qbank.access import Role
from qbank.campaigns.models import Submission
from qbank.items.models import Item
from qbank.review import operations as review
from qbank.trail import AuditEntry
from tests.campaigns.conftest import POLICE, CampaignSite, whole_file


def word_file(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def faulty() -> str:
    """Two single-choice questions of three, the first without an answer."""
    return whole_file(singles=2).replace("答案：B\n", "", 1)


def submission_id(place: CampaignSite) -> str:
    with place.site.services.database.reading() as session:
        return session.scalars(select(Submission.public_id).order_by(Submission.id.desc())).first() or ""


def take(place: CampaignSite) -> TestResponse:
    return place.clerk().get(f"/submit/submissions/{submission_id(place)}/annotated")


def comments(answer: TestResponse) -> list[str]:
    assert answer.status_code == 200
    return [comment.text for comment in Document(BytesIO(answer.data)).comments]


def anchors(answer: TestResponse) -> list[str]:
    """The text of the paragraph of each comment, in the order of the document."""
    return [
        paragraph.text
        for paragraph in Document(BytesIO(answer.data)).paragraphs
        for _reference in paragraph._p.iter("{*}commentReference")
    ]


def test_each_problem_stands_in_the_word_file_at_its_question(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, word_file(faulty()), "卫健委.docx")
    assert "下载带批注的原文件" in clerk.get(f"/submit/{campaign_site.health}").text
    answer = take(campaign_site)
    assert comments(answer) == ["必须改：单选 2/3，还差 1 道。", "必须改：第 1 题缺答案"]
    assert anchors(answer) == ["一、单项选择题", "1. 关于监测1职责，下列说法正确的是（　　）。"]
    assert "filename*=UTF-8''%E5%8D%AB%E5%81%A5%E5%A7%94" in answer.headers["Content-Disposition"]
    with campaign_site.site.services.database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert entry is not None
        assert (entry.action, entry.details) == ("submission.annotate", {"number": 1, "remarks": 2})


def test_the_copy_goes_back_in_and_is_read_like_the_original(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, word_file(faulty()), "题.docx")
    first = [draft.content for draft in campaign_site.drafts()]
    campaign_site.upload(clerk, take(campaign_site).data, "题（带批注）.docx")
    assert [draft.content for draft in campaign_site.drafts()] == first
    assert len(comments(take(campaign_site))) == 2


def test_a_question_mended_in_the_page_is_told_beside_its_old_text(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, word_file(faulty()), "题.docx")
    draft = campaign_site.drafts()[0]
    clerk.post(
        f"/submit/drafts/{draft.public_id}/answer", data={"row_version": draft.row_version, "answer": "B"}
    )
    said = comments(take(campaign_site))
    assert said[0] == "必须改：单选 2/3，还差 1 道。"
    assert said[1].startswith("第 1 题在网页上改过，这份文件里还是原文。") and len(said) == 2


def test_a_file_that_takes_no_comments_gives_a_list(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, faulty(), "题.txt")
    assert "下载问题清单" in clerk.get(f"/submit/{campaign_site.health}").text
    page = load_workbook(BytesIO(take(campaign_site).data)).worksheets[0]
    assert list(page.iter_rows(min_row=2, values_only=True)) == [
        ("整个文件", "必须改：单选 2/3，还差 1 道。"),
        ("第 2 行", "必须改：第 1 题缺答案"),
    ]


def test_a_sound_file_has_nothing_to_take_home(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, word_file(whole_file()), "题.docx")
    assert "带批注" not in clerk.get(f"/submit/{campaign_site.health}").text
    assert take(campaign_site).status_code == 302


def test_what_the_editors_said_of_returned_questions_stands_in_the_file(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, word_file(whole_file()), "题.docx")
    clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert take(campaign_site).status_code == 302
    editor = campaign_site.site.person("editor", Role.EDITOR)
    stand = campaign_site.site.services
    with stand.database.transaction() as session:
        item = session.scalars(select(Item).order_by(Item.id).offset(3)).first()
        assert item is not None
        now = stand.clock.now()
        review.remark(session, stand.trail, now, editor, item, "条号也核对一下", for_department=True)
        review.remark(session, stand.trail, now, editor, item, "只给编辑看的话", for_department=False)
        review.return_for_mending(
            session, stand.trail, now + timedelta(minutes=1), editor, item, "C 项也说得通"
        )
    assert "下载带批注的原文件" in clerk.get(f"/submit/{campaign_site.health}").text
    answer = take(campaign_site)
    assert comments(answer) == [
        "第 4 题退回修改。editor先生：C 项也说得通",
        "第 4 题退回修改。editor先生：条号也核对一下",
    ]
    assert set(anchors(answer)) == {"1. 关于救治1职责，下列说法正确的是（　　）。"}


def test_no_other_department_gets_the_file(campaign_site: CampaignSite) -> None:
    campaign_site.upload(campaign_site.clerk(), word_file(faulty()), "题.docx")
    other = campaign_site.clerk("police_clerk", POLICE)
    assert other.get(f"/submit/submissions/{submission_id(campaign_site)}/annotated").status_code == 404
    editor = campaign_site.site.as_person("editor", Role.EDITOR)
    assert editor.get(f"/submit/submissions/{submission_id(campaign_site)}/annotated").status_code == 403


def test_a_file_that_was_not_read_is_not_there_to_take(campaign_site: CampaignSite) -> None:
    campaign_site.upload(campaign_site.clerk(), b"%PDF-1.7", "题.pdf")
    assert take(campaign_site).status_code == 404
