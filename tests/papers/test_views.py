"""The pages of exams and assemblies: who sees what, and what is said where nothing can be shown."""

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.items.models import Item
from qbank.papers.models import Assembly, AssemblyState, Exam, PaperMode
from qbank.papers.release import OfficeKeys, approve, seal
from qbank.trail import AuditEntry
from tests.papers.bank import CANARY
from tests.papers.exams import add_exam
from tests.support.people import Site

FORM = {
    "title": "2026年度学法考试",
    "audience": "",
    "mode": "forms",
    "count": "3",
    "minutes": "90",
    "pass_points": "60",
    "avoid_exams": "0",
    "makeup_of": "",
    "sittings": "2026-06-20 09:00-10:30\n2026年6月21日 14:00～15:30",
}


@pytest.fixture
def setter(site: Site) -> FlaskClient:
    return site.as_person("zujuan", Role.PAPER_SETTER)


def assemble(client: FlaskClient, exam: str) -> str:
    """The address of the report of a new assembly."""
    answer = client.post(f"/exams/{exam}/assemble")
    assert answer.status_code == 302, answer.text
    waiting = client.get(answer.headers["Location"])
    assert waiting.status_code == 302, waiting.text
    return str(waiting.headers["Location"])


def test_an_exam_is_set_down_with_its_sittings(site: Site, setter: FlaskClient, blueprint_id: str) -> None:
    answer = setter.post("/exams/new", data={**FORM, "blueprint": blueprint_id})
    assert answer.status_code == 302, answer.text
    page = setter.get(answer.headers["Location"])
    assert "2026-06-20 09:00–10:30" in page.text and "2026-06-21 14:00–15:30" in page.text
    with site.services.database.reading() as session:
        exam = session.query(Exam).one()
        assert (exam.points, exam.pass_points, exam.count) == (100, 60, 3)
    again = setter.get(f"{answer.headers['Location']}/edit")
    assert 'name="row_version" value="1"' in again.text
    assert "2026-06-21 14:00-15:30" in again.text


def test_a_stale_change_of_an_exam_shows_both_and_loses_nothing(
    site: Site, setter: FlaskClient, blueprint_id: str
) -> None:
    exam = add_exam(site, blueprint_id)
    form = {**FORM, "blueprint": blueprint_id, "row_version": "1"}
    other = site.as_person("linger", Role.PAPER_SETTER)
    assert other.post(f"/exams/{exam}/edit", data={**form, "minutes": "75"}).status_code == 302
    answer = setter.post(f"/exams/{exam}/edit", data={**form, "title": "我写的名称"})
    assert answer.status_code == 409
    assert "没有存上" in answer.text and "<dd>75</dd>" in answer.text and "我写的名称" in answer.text
    assert 'name="row_version" value="2"' in answer.text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title", "", "填上考试名称。"),
        ("count", "27", "份数应在 1 到 26 之间。"),
        ("count", "", "填上份数。"),
        ("minutes", "九十", "时长填的是“九十”，应是整数。"),
        ("pass_points", "101", "及格分 101 高于满分 100"),
        ("sittings", "六月二十日上午", "第 1 行“六月二十日上午”读不懂"),
        ("sittings", "2026-02-30 09:00-10:30", "第 1 行"),
        ("sittings", "2026-06-20 09:00-08:30", "第 1 行的结束不晚于开始"),
        ("blueprint", "", "选一张细目表。"),
    ],
)
def test_a_form_with_a_fault_is_shown_again_with_everything_typed(
    setter: FlaskClient, blueprint_id: str, field: str, typed: str, said: str
) -> None:
    answer = setter.post("/exams/new", data={**FORM, "blueprint": blueprint_id, field: typed})
    assert answer.status_code == 422
    assert said in answer.text and (field == "title" or "2026年度学法考试" in answer.text)


def test_the_report_shows_each_figure_beside_its_bound(
    setter: FlaskClient, site: Site, blueprint_id: str
) -> None:
    report = setter.get(assemble(setter, add_exam(site, blueprint_id)))
    assert report.status_code == 200
    for words in (
        "3 份试卷全部符合细目表的",
        "曝光",
        "重复率",
        "答案字母",
        "各卷互不重复",
        "同类题相差 ≤ 1 次",
    ):
        assert words in report.text
    assert CANARY not in report.text


def test_candidates_papers_are_found_by_number(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    url = assemble(setter, add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=30))
    assert "每人一卷，共 30 份" in setter.get(url).text
    answer = setter.get(f"{url}/papers?number=17")
    assert answer.headers["Location"].endswith("/papers/17")
    page = setter.get(answer.headers["Location"])
    assert "第 17 份，共 30 份" in page.text and "一、单项选择题" in page.text
    beyond = setter.get(f"{url}/papers/31")
    assert beyond.status_code == 404 and "只有 30 份试卷" in beyond.text
    for number in ("31", "0", "99999999"):
        asked = setter.get(f"{url}/papers?number={number}", follow_redirects=True)
        assert asked.status_code == 200 and "只有 30 份试卷" in asked.text
    assert setter.get(f"{url}/papers/0").status_code == 404
    refused = setter.get(f"{url}/papers?number=x", follow_redirects=True)
    assert "“x”不是卷号" in refused.text


def test_a_paper_shows_no_answer_and_the_marking_key_stands_apart(
    setter: FlaskClient, site: Site, blueprint_id: str
) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    for number in (1, 2, 3):
        paper = setter.get(f"{url}/papers/{number}").text
        assert CANARY not in paper and "is-key" not in paper
        assert len(re.findall('class="q-a4-item"', paper)) == 20
        keys = setter.get(f"{url}/keys/{number}").text
        assert keys.count(CANARY) == 20


def test_every_look_stands_in_the_trail(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    setter.get(f"{url}/papers/2")
    setter.get(f"{url}/keys/3")
    with site.services.database.reading() as session:
        looks = [
            (entry.action, entry.details["number"])
            for entry in session.query(AuditEntry).order_by(AuditEntry.number)
            if entry.action.endswith(".look")
        ]
        assert site.services.trail.verify(session) is None
    assert looks == [("paper.look", 2), ("keys.look", 3)]


def test_nobody_else_sees_a_draft(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    for role in set(Role) - {Role.PAPER_SETTER}:
        person = site.as_person(f"person_{role}", role)
        for leaf in ("/papers/1", "/keys/1", "/papers?number=1"):
            assert person.get(url + leaf).status_code == 403, (role, leaf)
        assert person.post(f"{url}/discard").status_code == 403
        assert person.get(url).status_code == (200 if role is Role.RELEASER else 403)


def test_after_sealing_nobody_can_look(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    stand = site.services
    with stand.database.transaction() as session:
        now = stand.clock.now()
        found = session.query(Assembly).one()
        at = now + timedelta(days=29)
        seal(
            session, stand.trail, now, site.person("zujuan"), OfficeKeys.of(stand.keyring), found,
            at, at + timedelta(days=5),
        )  # fmt: skip
    for leaf in ("/papers/1", "/keys/1"):
        answer = setter.get(url + leaf)
        assert answer.status_code == 403 and "试卷封存以后，谁也不能再看" in answer.text
    report = setter.get(url)
    assert report.status_code == 200 and f"{url}/papers/1" not in report.text
    assert setter.post(f"{url}/discard").status_code == 403
    changed = setter.post(f"{url.split('/assemblies')[0]}/edit", data={**FORM, "blueprint": blueprint_id})
    assert changed.status_code == 422 and "已经封存" in changed.text


def test_the_report_of_open_papers_does_not_call_them_sealed(
    setter: FlaskClient, site: Site, clock: FixedClock, blueprint_id: str
) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    stand, keys = site.services, OfficeKeys.of(site.services.keyring)
    releaser = site.person("fabu", Role.RELEASER)
    with stand.database.transaction() as session:
        now, found = stand.clock.now(), session.query(Assembly).one()
        at = now + timedelta(hours=1)
        seal(session, stand.trail, now, site.person("zujuan"), keys, found, at, at + timedelta(days=40))
        approve(session, stand.trail, now, releaser, keys, found)
    assert "试卷已经封存" in setter.get(url).text
    clock.advance(timedelta(hours=2))
    report = site.as_person("zujuan").get(url).text
    assert "试卷已经启封" in report and "试卷已经封存" not in report


def test_a_discarded_draft_is_closed_for_good(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    assert setter.post(f"{url}/discard").status_code == 302
    assert setter.get(f"{url}/papers/1").status_code == 403
    with site.services.database.reading() as session:
        assert session.query(Assembly).one().state == AssemblyState.DISCARDED


def test_what_cannot_be_met_is_told_before_anything_runs(
    setter: FlaskClient, site: Site, blueprint_id: str
) -> None:
    exam = add_exam(site, blueprint_id, count=26)
    answer = setter.post(f"/exams/{exam}/assemble")
    assert answer.status_code == 422
    assert re.search(r"需要 \d+，最多只有 \d+，缺 \d+。", answer.text) and "可补充" in answer.text
    with site.services.database.reading() as session:
        assert session.query(Assembly).count() == 0


def test_an_assembly_of_another_exam_is_not_found(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    url = assemble(setter, add_exam(site, blueprint_id))
    other = add_exam(site, blueprint_id, title="另一场")
    foreign = f"/exams/{other}/assemblies/{url.rsplit('/', 1)[-1]}"
    assert setter.get(foreign).status_code == 404
    assert setter.get(f"{foreign}/papers/1").status_code == 404


def test_the_list_tells_where_each_exam_stands(setter: FlaskClient, site: Site, blueprint_id: str) -> None:
    assert "还没有考试" in setter.get("/exams").text
    exam = add_exam(site, blueprint_id)
    assert "还没有组卷" in setter.get("/exams").text
    assemble(setter, exam)
    assert "草稿" in setter.get("/exams").text
    releaser = site.as_person("fabu", Role.RELEASER)
    listed = releaser.get("/exams").text
    assert "年度学法考试" in listed and "新建考试" not in listed


def test_no_page_but_the_papers_and_keys_names_a_question(
    setter: FlaskClient, site: Site, blueprint_id: str
) -> None:
    exam = add_exam(site, blueprint_id)
    url = assemble(setter, exam)
    with site.services.database.reading() as session:
        names = [public_id for (public_id,) in session.query(Item.public_id)]
        report = json.dumps(session.query(Assembly).one().report)
    for text in (setter.get("/exams").text, setter.get(f"/exams/{exam}").text, setter.get(url).text, report):
        assert not [name for name in names if name in text] and "号事项" not in text


def test_the_report_is_taken_away_as_json_without_the_seed(
    setter: FlaskClient, site: Site, blueprint_id: str
) -> None:
    address = assemble(setter, add_exam(site, blueprint_id))
    answer = setter.get(f"{address}/report.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    told = json.loads(answer.data)
    assert [metric["name"] for metric in told["metrics"]][:2] == ["各不相同", "曝光"]
    assert told["report"]["papers"] == 3 and told["blueprint"]["version"] == 1
    assert "seed" not in answer.text and "manifest_blob" not in answer.text
    assert site.as_person("tijiao", Role.SUBMITTER).get(f"{address}/report.json").status_code == 403


def test_a_makeup_names_the_exam_it_makes_up_for(site: Site, setter: FlaskClient, blueprint_id: str) -> None:
    first = add_exam(site, blueprint_id, title="年中学法考试")
    form = {**FORM, "title": "年中补考", "blueprint": blueprint_id, "makeup_of": first}
    page = setter.get(setter.post("/exams/new", data=form).headers["Location"])
    assert f'<a href="/exams/{first}">年中学法考试</a>' in page.text and "那一场考过的题不用" in page.text
    own = setter.post(f"/exams/{first}/edit", data={**form, "row_version": "1"})
    assert own.status_code == 422, "an exam is not offered as its own make-up"
