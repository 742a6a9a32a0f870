"""The office's side: campaigns, departments' tasks, leave, the board."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from qbank.access import Role
from qbank.campaigns.models import Campaign
from tests.campaigns.conftest import DEADLINE, HEALTH, POLICE, CampaignSite, whole_file
from tests.support.people import Site

CAMPAIGN = {
    "title": "2027 年度征题",
    "single_choice": "20",
    "multiple_choice": "10",
    "true_false": "",
    "opens_at": "2026-05-20T08:00",
    "deadline": "2026-06-15T17:00",
    "instructions": "请结合案例。",
}


def test_a_new_campaign_means_its_times_in_the_offices_time_zone(campaign_site: CampaignSite) -> None:
    admin = campaign_site.administrator()
    answer = admin.post("/campaigns/new", data=CAMPAIGN)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("/assign")
    with campaign_site.site.services.database.reading() as session:
        made = session.scalars(select(Campaign).where(Campaign.title == "2027 年度征题")).one()
        assert made.deadline == datetime(2026, 6, 15, 9, 0, tzinfo=UTC)
        assert made.counts == {"single_choice": 20, "multiple_choice": 10, "true_false": 0}
    assert "2027 年度征题" in admin.get("/campaigns").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "填上征题的名称。"),
        ({"single_choice": "", "multiple_choice": "0"}, "至少要有一种题型的题数大于零。"),
        ({"deadline": "2026-05-01T08:00"}, "截止时间应在开始时间之后。"),
        ({"opens_at": ""}, "填上开始的日期和时间。"),
        ({"single_choice": "1000"}, "题数应在 0 到 999 之间。"),
    ],
)
def test_a_campaign_that_cannot_stand_is_told_and_nothing_typed_is_lost(
    campaign_site: CampaignSite, changes: dict[str, str], sentence: str
) -> None:
    answer = campaign_site.administrator().post("/campaigns/new", data=CAMPAIGN | changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "请结合案例。" in answer.text


def test_a_campaign_is_changed(campaign_site: CampaignSite) -> None:
    admin = campaign_site.administrator()
    path = f"/campaigns/{campaign_site.campaign}/edit"
    assert 'value="2026-06-15T17:00"' in admin.get(path).text
    assert admin.post(path, data=CAMPAIGN | {"true_false": "5"}).status_code == 302
    assert campaign_site.assignment().counts["true_false"] == 5


def test_several_departments_are_given_tasks_at_once(campaign_site: CampaignSite) -> None:
    for name in ("云州市教育局", "云州市财政局", "云州市审计局"):
        campaign_site.site.unit(name)
    admin = campaign_site.administrator()
    path = f"/campaigns/{campaign_site.campaign}/assign"
    page = admin.get(path).text
    assert "云州市教育局：" in page
    assert HEALTH not in page
    lines = "云州市教育局：《中华人民共和国传染病防治法》、禁毒法\n云州市财政局\t生物安全法\n云州市审计局："
    assert admin.post(path, data={"lines": lines}).status_code == 302
    board = admin.get(f"/campaigns/{campaign_site.campaign}").text
    assert "全部 4 个部门" in board
    assert "传染病防治法、禁毒法" in board
    assert "云州市审计局" not in board


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("云州市教育居：禁毒法", "第 1 行：“云州市教育居”不在还没有任务的部门里，是不是“云州市教育局”。"),
        ("云州市教育局：禁毒发", "第 1 行：没有《禁毒发》这部法律，是不是“禁毒法”。"),
        ("云州市教育局：禁毒法\n云州市教育局：禁毒法", "第 2 行：“云州市教育局”写了两次。"),
        (f"{HEALTH}：禁毒法", "不在还没有任务的部门里"),
        ("云州市教育局：", "还没有给哪个部门写法律"),
        ("", "每行写一个部门和它负责的法律。"),
    ],
)
def test_lines_that_do_not_fit_are_told_with_their_place_and_nothing_is_assigned(
    campaign_site: CampaignSite, line: str, sentence: str
) -> None:
    campaign_site.site.unit("云州市教育局")
    admin = campaign_site.administrator()
    answer = admin.post(f"/campaigns/{campaign_site.campaign}/assign", data={"lines": line})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert line in answer.text
    assert "全部 2 个部门" in admin.get(f"/campaigns/{campaign_site.campaign}").text


def test_one_department_gets_its_own_counts_and_deadline(campaign_site: CampaignSite) -> None:
    path = f"/campaigns/assignments/{campaign_site.health}"
    fields = {
        "laws": "生物安全法",
        "own_counts": "y",
        "single_choice": "1",
        "multiple_choice": "",
        "true_false": "2",
        "own_deadline": "2026-06-20T12:00",
    }
    assert campaign_site.administrator().post(path, data=fields).status_code == 302
    task = campaign_site.assignment()
    assert task.counts == {"single_choice": 1, "multiple_choice": 0, "true_false": 2}
    assert task.deadline == datetime(2026, 6, 20, 4, 0, tzinfo=UTC)
    assert [law.title for law in task.laws] == ["生物安全法"]
    assert campaign_site.assignment(campaign_site.police).counts["single_choice"] == 3
    page = campaign_site.clerk().get(f"/submit/{campaign_site.health}").text
    assert "单选 1 道、判断 2 道" in page


def test_an_unknown_law_of_one_department_is_told(campaign_site: CampaignSite) -> None:
    path = f"/campaigns/assignments/{campaign_site.health}"
    answer = campaign_site.administrator().post(path, data={"laws": "生物安全法、防疫法"})
    assert answer.status_code == 422
    assert "没有《防疫法》这部法律" in answer.text
    assert "生物安全法、防疫法" in answer.text


@pytest.mark.parametrize(
    ("until", "reason", "sentence"),
    [
        ("2026-06-14T17:00", "机构调整", "迟交的期限应在原来的截止时间之后。"),
        ("2026-06-18T17:00", "", "写明同意迟交的理由。"),
        ("", "机构调整", "填上迟交的期限。"),
    ],
)
def test_leave_that_makes_no_sense_is_refused(
    campaign_site: CampaignSite, until: str, reason: str, sentence: str
) -> None:
    path = f"/campaigns/assignments/{campaign_site.health}/leave"
    answer = campaign_site.administrator().post(path, data={"until": until, "reason": reason})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert campaign_site.assignment().late_until is None


def test_the_board_shows_where_each_department_stands(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    campaign_site.upload(clerk, whole_file(singles=2))
    admin = campaign_site.administrator()
    path = f"/campaigns/{campaign_site.campaign}"
    page = admin.get(path).text
    assert "填报中" in page
    assert "没有登录过" in page
    assert '<span class="q-short">2</span><span class="q-hint">/3</span>' in page
    campaign_site.upload(clerk, whole_file())
    clerk.post(f"/submit/{campaign_site.health}/hand-in")
    assert HEALTH in admin.get(f"{path}?show=in_review").text
    assert POLICE not in admin.get(f"{path}?show=in_review").text.split('id="all"')[1]
    assert HEALTH not in admin.get(f"{path}?show=waiting").text.split('id="all"')[1]
    assert POLICE in admin.get(f"{path}?q=禁毒").text.split('id="all"')[1]
    campaign_site.clock.at = DEADLINE + timedelta(days=1)
    assert "逾期" in campaign_site.administrator().get(path).text


def test_a_closed_campaign_can_be_opened_again(campaign_site: CampaignSite) -> None:
    admin = campaign_site.administrator()
    admin.post(f"/campaigns/{campaign_site.campaign}/close")
    assert "再打开征题" in admin.get(f"/campaigns/{campaign_site.campaign}").text
    admin.post(f"/campaigns/{campaign_site.campaign}/reopen")
    assert campaign_site.upload(campaign_site.clerk(), whole_file()).status_code == 302


def test_an_editor_sees_the_board_but_changes_nothing(campaign_site: CampaignSite) -> None:
    editor = campaign_site.site.as_person("editor", Role.EDITOR)
    assert editor.get(f"/campaigns/{campaign_site.campaign}").status_code == 200
    assert editor.get(f"/campaigns/assignments/{campaign_site.health}").status_code == 200
    for path in (
        "/campaigns/new",
        f"/campaigns/{campaign_site.campaign}/edit",
        f"/campaigns/{campaign_site.campaign}/assign",
        f"/campaigns/{campaign_site.campaign}/close",
        f"/campaigns/{campaign_site.campaign}/reopen",
        f"/campaigns/assignments/{campaign_site.health}",
        f"/campaigns/assignments/{campaign_site.health}/leave",
    ):
        assert editor.post(path, data=CAMPAIGN).status_code == 403, path


def test_only_who_may_make_a_campaign_is_told_to_make_the_first(site: Site) -> None:
    editor = site.as_person("editor", Role.EDITOR)
    assert "还没有征题" in editor.get("/campaigns").text
    assert "新建一次征题" not in editor.get("/campaigns").text
    assert "新建一次征题" in site.as_person("admin", Role.ADMINISTRATOR).get("/campaigns").text
