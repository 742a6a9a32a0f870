"""Pictures and formulas on their way from a department's file into the bank."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select

from qbank.access import Role
from qbank.items.models import Item
from tests.campaigns.conftest import HEALTH, POLICE, CampaignSite
from tests.campaigns.test_submitting import full_form
from tests.importers.build import drawing, paragraph, pictures, png, word

PICTURE = png(40, 30)
DIGEST = hashlib.sha256(PICTURE).hexdigest()
IMAGE = {"kind": "image", "href": f"figures/{DIGEST}", "alt": "警示牌", "width": 40, "height": 30}


def _file(folder: Path, picture: bytes = PICTURE) -> bytes:
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    stem = f"<w:p><w:r><w:t>1. 图中标志</w:t></w:r>{drawing('p1', '警示牌')}<w:r><w:t>表示（　　）。</w:t></w:r></w:p>"
    body = (
        paragraph("一、单选题"), stem, paragraph("A. 停车"), f"<w:p><w:r><w:t>B. 缓行</w:t></w:r>{formula}</w:p>",
        paragraph("答案：A"), paragraph("法律依据：《传染病防治法》第三条"),
    )  # fmt: skip
    return word(folder / "a.docx", *body, parts=pictures(p1=picture)).read_bytes()


def _item(place: CampaignSite) -> Item:
    with place.site.services.database.reading() as session:
        item = session.scalars(select(Item)).one()
        _loaded = item.current
        return item


def test_a_picture_is_shown_where_it_stands_and_enters_the_bank_with_its_question(
    campaign_site: CampaignSite, tmp_path: Path
) -> None:
    campaign_site.set_counts(single_choice=1)
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, _file(tmp_path), "试题.docx")
    page = clerk.get(f"/submit/{campaign_site.health}/questions").text
    assert f'<img class="q-figure" src="/figures/{DIGEST}" alt="警示牌" width="40" height="30">' in page
    assert '缓行<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>' in page
    assert clerk.get(f"/figures/{DIGEST}").data == PICTURE

    draft = campaign_site.drafts()[0]
    assert draft.content["stem"] == "图中标志〔图1〕表示（　　）。"
    slip = full_form(draft.row_version, stem="标志〔图2〕表示什么？（　　）")
    clerk.post(f"/submit/drafts/{draft.public_id}", data=slip)
    draft = campaign_site.drafts()[0]
    assert [problem["message"] for problem in draft.problems] == [
        "第 1 题没有〔图2〕这个图或公式，请去掉它，或改成原有的编号。"
    ]
    changed = full_form(
        draft.row_version, stem="标志〔图1〕表示什么？（　　）", **{"options-1-text": "缓行〔公式1〕"}
    )
    assert clerk.post(f"/submit/drafts/{draft.public_id}", data=changed).status_code == 302
    assert clerk.post(f"/submit/{campaign_site.health}/hand-in").status_code == 302
    version = _item(campaign_site).current
    assert version.stem == [
        {"kind": "text", "text": "标志"},
        IMAGE,
        {"kind": "text", "text": "表示什么？（　　）"},
    ]
    assert [block["kind"] for block in version.options[1]["content"]] == ["text", "math"]


_SEE_DRAFTS = {Role.EDITOR, Role.CHIEF_EDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", list(Role))
def test_the_picture_of_a_draft_is_for_its_department_and_for_those_who_see_drafts(
    campaign_site: CampaignSite, tmp_path: Path, role: Role
) -> None:
    campaign_site.upload(campaign_site.clerk(), _file(tmp_path), "试题.docx")
    someone = campaign_site.site.as_person("someone", role, unit=POLICE)
    assert someone.get(f"/figures/{DIGEST}").status_code == (200 if role in _SEE_DRAFTS else 404)
    colleague = campaign_site.site.as_person("colleague", role, unit=HEALTH)
    own = role in _SEE_DRAFTS | {Role.SUBMITTER}
    assert colleague.get(f"/figures/{DIGEST}").status_code == (200 if own else 404)


def test_a_picture_that_nobody_can_see_must_be_replaced_before_handing_in(
    campaign_site: CampaignSite, tmp_path: Path
) -> None:
    campaign_site.set_counts(single_choice=1)
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, _file(tmp_path, b"\xd7\xcd\xc6\x9a" + b"\0" * 40), "试题.docx")
    draft = campaign_site.drafts()[0]
    assert [(problem["code"], problem["severity"]) for problem in draft.problems] == [("picture", "error")]
    assert "是 WMF 图形" in clerk.get(f"/submit/{campaign_site.health}").text
    clerk.post(f"/submit/drafts/{draft.public_id}", data=full_form(draft.row_version))
    assert campaign_site.drafts()[0].problems == []
