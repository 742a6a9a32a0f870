"""The pages of blueprints, as people of each role meet them."""

import html
import io
import json
import re

from qbank.access import Role
from qbank.blueprints.fields import canonical, values_of
from qbank.blueprints.models import Blueprint
from qbank.items.models import Item, ItemVersion
from qbank.laws.models import Law
from qbank.trail import AuditEntry
from tests.papers.bank import DOCUMENT
from tests.support.people import Site


def fields(**changed: str) -> dict[str, str]:
    return values_of(canonical(DOCUMENT)) | changed


def stored(site: Site, public_id: str) -> Blueprint:
    with site.services.database.reading() as session:
        found = session.query(Blueprint).filter_by(public_id=public_id).one()
        assert found.versions
        return found


def test_each_save_is_a_new_version_and_the_old_one_stays(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    answer = setter.post(f"/blueprints/{blueprint_id}", data=fields(enemies="2", row_version="1"))
    assert answer.status_code == 302
    saved = stored(site, blueprint_id)
    assert [version.content.get("enemies") for version in saved.versions] == [1, 2]
    assert saved.current.content == canonical({**DOCUMENT, "enemies": 2})
    assert "第 1 版" in setter.get(f"/blueprints/{blueprint_id}?version=1").text
    assert setter.get(f"/blueprints/{blueprint_id}?version=7").status_code == 404


def test_a_stale_save_shows_both_and_loses_nothing(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    other = site.as_person("linger", Role.PAPER_SETTER)
    assert (
        other.post(f"/blueprints/{blueprint_id}", data=fields(enemies="3", row_version="1")).status_code
        == 302
    )
    answer = setter.post(f"/blueprints/{blueprint_id}", data=fields(topics="知识点1 2-9", row_version="1"))
    assert answer.status_code == 409
    assert "linger先生" in answer.text and "同一互斥题组的题至多 3 道" in answer.text
    assert "知识点1 2-9" in answer.text and 'name="row_version" value="2"' in answer.text
    assert len(stored(site, blueprint_id).versions) == 2


def test_impossible_numbers_keep_what_was_typed(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    answer = setter.post(
        f"/blueprints/{blueprint_id}", data=fields(**{"scopes.public.least": "99", "row_version": "1"})
    )
    assert answer.status_code == 422
    assert "公共法的最少 99 大于最多 8" in answer.text and 'value="99"' in answer.text


def test_two_blueprints_cannot_have_one_name(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    answer = setter.post("/blueprints/new", data=fields())
    assert answer.status_code == 422 and "已经有一张叫“市场监管系统学法考试”的细目表" in answer.text


def test_the_trial_says_what_is_missing_with_exact_numbers(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    well = setter.post("/blueprints/trial", data=fields())
    assert "能组成" in well.text and "候选 200 题" in well.text
    short = {"laws.云州市电梯安全条例.least": "18", "laws.云州市电梯安全条例.most": "20"}
    answer = setter.post(
        "/blueprints/trial", data=fields(**short, **{"scopes.sector.most": "20", "scopes.public.least": "0"})
    )
    assert "现在还组不成" in answer.text
    assert "需要 54，最多只有 40，缺 14。" in answer.text and "可补充" in answer.text
    assert "没有填好" in setter.post("/blueprints/trial", data=fields(enemies="许多")).text


def test_questions_that_left_the_pool_do_not_count(site: Site, blueprint_id: str) -> None:
    with site.services.database.transaction() as session:
        session.query(Item).order_by(Item.id).limit(1).one().state = "retired"
        law = session.query(Law).filter_by(title="云州市信访工作规定").one()
        law.repealed = site.services.clock.now().date()
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    assert "候选 183 题" in setter.post("/blueprints/trial", data=fields()).text


def test_the_json_that_is_taken_away_can_be_brought_back(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    taken = setter.get(f"/blueprints/{blueprint_id}/download")
    assert taken.headers["Content-Disposition"].startswith("attachment")
    document = json.loads(taken.data)
    assert document == canonical(DOCUMENT)
    document["name"] = "另一张"
    upload = {"file": (io.BytesIO(json.dumps(document).encode()), "x.json")}
    answer = setter.post("/blueprints/upload", data=upload)
    assert answer.status_code == 302
    assert stored(site, answer.headers["Location"].rsplit("/", 1)[-1]).current.content == document
    again = {"file": (io.BytesIO(json.dumps(document).encode()), "x.json")}
    assert setter.post("/blueprints/upload", data=again).status_code == 422


def test_only_paper_setters_see_blueprints(site: Site, blueprint_id: str) -> None:
    for role in set(Role) - {Role.PAPER_SETTER}:
        person = site.as_person(f"person_{role}", role)
        for path in ("/blueprints", f"/blueprints/{blueprint_id}", f"/blueprints/{blueprint_id}/download"):
            assert person.get(path).status_code == 403, (role, path)


def test_making_and_saving_stand_in_the_trail(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    setter.post(f"/blueprints/{blueprint_id}", data=fields(row_version="1"))
    with site.services.database.reading() as session:
        actions = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.number)]
    assert [action for action in actions if action.startswith("blueprint.")] == [
        "blueprint.add",
        "blueprint.save",
    ]


def test_contradicting_totals_are_told_before_what_the_bank_lacks(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    typed = {
        "scopes.public.least": "2", "scopes.public.most": "2",
        "scopes.sector.least": "3", "scopes.sector.most": "3",
    }  # fmt: skip
    answer = setter.post("/blueprints/trial", data=fields(**typed))
    assert "适用范围合计至多 5 题（公共法 2，行业法 3）" in answer.text
    assert "现在还组不成" not in answer.text and "能组成" not in answer.text
    setter.post(f"/blueprints/{blueprint_id}", data=fields(**typed, row_version="1"))
    page = setter.get(f"/blueprints/{blueprint_id}").text
    assert '<td class="is-short">5<span class="q-bp-have">每卷 20 题</span></td>' in page


def test_a_type_of_which_the_bank_has_too_few_is_framed_in_the_totals(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    framed = '<td class="q-num is-short">'
    assert framed not in setter.get(f"/blueprints/{blueprint_id}").text
    typed = fields(**{"sections.0.items": "300", "row_version": "1"})
    assert setter.post(f"/blueprints/{blueprint_id}", data=typed).status_code == 302
    assert framed in setter.get(f"/blueprints/{blueprint_id}").text


def test_a_new_blueprint_is_tried_before_it_has_a_name_but_not_saved(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    page = setter.get("/blueprints/new")
    assert page.status_code == 200 and "没有填好" not in page.text
    assert "能组成" in setter.post("/blueprints/trial", data=fields(name="")).text
    refused = setter.post("/blueprints/new", data=fields(name=" "))
    assert refused.status_code == 422 and "细目表还没有名称" in refused.text


def test_questions_of_other_types_are_told_apart_from_the_candidates(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    well = fields()
    place = next(n for n in range(3) if well[f"sections.{n}.type"] == "true_false")
    answer = setter.post(
        "/blueprints/trial",
        data=well
        | {
            f"sections.{place}.items": "",
            "true_keys.least": "",
            "true_keys.most": "",
            "scopes.public.least": "0",
            "scopes.sector.least": "0",
        },
    )
    with site.services.database.reading() as session:
        other = session.query(Item).join(ItemVersion).filter(ItemVersion.type == "true_false").count()
    assert other and f"另有 {other} 题的题型不在表里" in answer.text


def test_the_forecast_tells_and_draws_what_runs_short_first(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    page = setter.post("/blueprints/forecast", data=fields())
    assert "题库够组 8 套平行卷" in page.text and "各卷互不重复；先不够的是" in page.text
    many = setter.post(
        "/blueprints/forecast", data=fields(**{"trial.mode": "candidates", "trial.uses": "50"})
    )
    assert "题库够组 400 份试卷" in many.text and "每题至多用 50 次" in many.text
    assert "题库够组" not in setter.post("/blueprints/forecast", data=fields(enemies="许多")).text


def test_the_bank_is_read_again_once_something_has_changed(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    assert "候选 200 题" in setter.post("/blueprints/trial", data=fields()).text
    stand = site.services
    with stand.database.transaction() as session:
        session.query(Item).order_by(Item.id).limit(1).one().state = "retired"
        stand.trail.record(session, stand.clock.now(), None, "item.retire", "item:x")
    assert "候选 199 题" in setter.post("/blueprints/trial", data=fields()).text


def test_what_the_assembler_would_change_is_offered_as_values_of_the_fields(
    site: Site, blueprint_id: str
) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    typed = fields(
        **{
            "laws.云州市电梯安全条例.least": "18",
            "laws.云州市电梯安全条例.most": "20",
            "scopes.sector.most": "20",
            "scopes.public.least": "0",
        }
    )
    answer = setter.post("/blueprints/trial", data=typed)
    (offered,) = re.findall(r'data-fill="([^"]*)" data-fill-form="blueprint-form"', answer.text)
    mended = typed | json.loads(html.unescape(offered))
    assert mended["laws.云州市电梯安全条例.least"] == "13"
    assert "能组成" in setter.post("/blueprints/trial", data=mended).text


def test_a_change_of_a_section_finds_its_row_although_another_is_blank(site: Site, blueprint_id: str) -> None:
    setter = site.as_person("zujuan", Role.PAPER_SETTER)
    typed = fields(**{"sections.0.items": "", "sections.1.items": "400", "scopes.public.least": "0"})
    for name in ("scopes.public.most", "scopes.sector.least", "scopes.sector.most", "true_keys.least"):
        typed[name] = ""
    answer = setter.post("/blueprints/trial", data=typed)
    offered = re.findall(r'data-fill="([^"]*)"', answer.text)
    assert "sections.1.items" in json.loads(html.unescape(offered[-1]))
