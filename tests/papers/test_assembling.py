"""The road from accepted questions to encrypted papers, on a real bank and a real database."""

import dataclasses
import json
from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from assembler import check
from qbank.access import Actor, Role
from qbank.blueprints.models import Blueprint
from qbank.blueprints.operations import save_blueprint
from qbank.items.content import QuestionContent, text_blocks
from qbank.items.models import Item
from qbank.items.operations import add_version
from qbank.jobs import JobFailed
from qbank.papers import operations
from qbank.papers.assembling import NotAssembled, Task, run
from qbank.papers.models import Assembly, AssemblyState, AssemblyUse, Exam, Paper, PaperMode
from qbank.papers.opening import NoSuchPaper, OpenedAssembly, open_assembly
from qbank.papers.rendering import digest_of
from qbank.papers.vault import VaultBroken, open_vault
from qbank.papers.work import assemble_exam
from qbank.trail import AuditEntry
from tests.papers.bank import CANARY, DOCUMENT
from tests.papers.exams import add_exam, task_of
from tests.support.people import Site

SEED = bytes(range(32))


def setter_of(site: Site) -> Actor:
    return site.person("zujuan", Role.PAPER_SETTER)


def assembled(site: Site, exam: str) -> str:
    """The public id of a new assembly of that exam."""
    result = assemble_exam(site.services, setter_of(site), lambda *_: None, exam=exam)
    return str(result["url"]).rsplit("/", 1)[-1]


def opened(site: Site, assembly_id: str) -> OpenedAssembly:
    with site.services.database.reading() as session:
        found = session.query(Assembly).filter_by(public_id=assembly_id).one()
        return open_assembly(found, open_vault(site.services.keyring.get("master"), found.wrapped_key))


def ids_of(paper: dict[str, Any]) -> list[str]:
    return [item["id"] for section in paper["sections"] for item in section["items"]]


def test_three_forms_meet_the_blueprint_and_share_no_question(site: Site, blueprint_id: str) -> None:
    papers = opened(site, assembled(site, add_exam(site, blueprint_id)))
    places = [
        [placed.index for section in papers.placed(number) for placed in section.items]
        for number in (1, 2, 3)
    ]
    assert check(papers.pool, papers.blueprint, places, parallel=True) == []
    shown = [papers.paper(number).model_dump() for number in (1, 2, 3)]
    assert [paper["form"] for paper in shown] == ["A", "B", "C"]
    assert all(not set(ids_of(one)) & set(ids_of(other)) for one, other in combinations(shown, 2))


def test_every_candidate_gets_a_paper_that_can_be_made_again(site: Site, blueprint_id: str) -> None:
    exam = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=40)
    papers = opened(site, assembled(site, exam))
    made = [papers.paper(number) for number in range(1, 41)]
    assert [paper.number for paper in made] == list(range(1, 41))
    assert papers.paper(17) == made[16]
    assert len({paper.digest for paper in made}) == 40
    uses = Counter(name for paper in made for name in ids_of(paper.model_dump()))
    assert max(uses.values()) <= 8, "40 papers of 20 from 200 use a question 4 times on average"
    with pytest.raises(NoSuchPaper):
        papers.paper(41)


def test_a_stored_form_is_what_is_made_again(site: Site, blueprint_id: str) -> None:
    assembly_id = assembled(site, add_exam(site, blueprint_id))
    papers = opened(site, assembly_id)
    with site.services.database.reading() as session:
        found = session.query(Assembly).filter_by(public_id=assembly_id).one()
        vault = open_vault(site.services.keyring.get("master"), found.wrapped_key)
        for row in session.query(Paper):
            about = row.public_id.encode()
            content = json.loads(vault.decrypt("paper", row.content_blob, about))
            assert content == papers.paper(row.number).model_dump()
            assert digest_of(content) == row.digest
            keys = json.loads(vault.decrypt("keys", row.keys_blob, about))
            assert keys == papers.keys(row.number).model_dump()


def test_the_same_seed_gives_the_same_papers(site: Site, blueprint_id: str) -> None:
    task = task_of(site, add_exam(site, blueprint_id))
    names = iter(f"id{n}" for n in range(100))
    again = iter(f"id{n}" for n in range(100))
    one = run(task, SEED, bytes(32), lambda: next(names))
    other = run(task, SEED, bytes(32), lambda: next(again))
    strange = run(task, SEED[::-1], bytes(32), lambda: "idx")
    assert [form.digest for form in one.forms] == [form.digest for form in other.forms]
    assert one.manifest_digest == other.manifest_digest
    assert {form.digest for form in one.forms}.isdisjoint(form.digest for form in strange.forms)


def test_an_edit_after_the_assembly_changes_no_paper(site: Site, blueprint_id: str) -> None:
    assembly_id = assembled(site, add_exam(site, blueprint_id))
    before = opened(site, assembly_id).paper(1)
    with site.services.database.transaction() as session:
        item = session.query(Item).filter_by(public_id=ids_of(before.model_dump())[0]).one()
        content = dataclasses.replace(QuestionContent.of(item.current), stem=text_blocks("改过的题干"))
        stand = site.services
        add_version(session, stand.trail, stand.clock.now(), setter_of(site), item, content, "措辞")
        item.state = "retired"
    assert opened(site, assembly_id).paper(1) == before


def test_the_answers_are_right_and_stand_in_the_keys_alone(site: Site, blueprint_id: str) -> None:
    papers = opened(site, assembled(site, add_exam(site, blueprint_id)))
    asked = {question["id"]: question for question in papers.snapshot}
    for number in (1, 2, 3):
        paper, keys = papers.paper(number), papers.keys(number)
        text = paper.model_dump_json()
        assert CANARY not in text and "answer" not in text and "explanation" not in text
        assert CANARY in keys.model_dump_json()
        shown = {item.id: item for section in paper.sections for item in section.items}
        for key in keys.items:
            question = asked[key.id]
            if question["type"] == "true_false":
                assert key.answer == [question["answer_key"]]
                continue
            right = [o["content"] for o in question["options"] if o["label"] in question["answer_key"]]
            marked = [o.model_dump()["content"] for o in shown[key.id].options if o.label in key.answer]
            assert sorted(map(str, marked)) == sorted(map(str, right))


def test_nothing_secret_lies_in_the_database_in_the_clear(site: Site, blueprint_id: str) -> None:
    assembly_id = assembled(site, add_exam(site, blueprint_id))
    seed = opened(site, assembly_id).manifest["seed"]
    with site.services.database.reading() as session:
        row = session.query(Assembly).one()
        told = json.dumps([row.report, [entry.details for entry in session.query(AuditEntry)]])
        blobs = [
            row.manifest_blob,
            row.pool_blob,
            row.wrapped_key,
            session.query(AssemblyUse).one().uses_blob,
        ]
        blobs += [blob for paper in row.papers for blob in (paper.content_blob, paper.keys_blob)]
        items = [public_id for (public_id,) in session.query(Item.public_id)]
    assert len(seed) == 64 and seed not in told
    for blob in blobs:
        assert CANARY.encode() not in blob and seed.encode() not in blob and b"stem" not in blob
    assert not [item for item in items if item in json.dumps(row.report)]


def test_a_changed_byte_is_refused(site: Site, blueprint_id: str) -> None:
    assembly_id = assembled(site, add_exam(site, blueprint_id))
    with site.services.database.transaction() as session:
        row = session.query(Assembly).one()
        row.pool_blob = row.pool_blob[:-1] + bytes([row.pool_blob[-1] ^ 1])
    with pytest.raises(VaultBroken):
        opened(site, assembly_id)


def test_what_cannot_be_met_leaves_nothing_behind(site: Site, blueprint_id: str) -> None:
    exam = add_exam(site, blueprint_id, count=26)
    with pytest.raises(JobFailed, match=r"需要 \d+，最多只有 \d+"):
        assembled(site, exam)
    with site.services.database.reading() as session:
        assert session.query(Assembly).count() == session.query(Paper).count() == 0
    with pytest.raises(NotAssembled):
        run(task_of(site, exam), SEED, bytes(32), lambda: "idx")


def test_use_is_levelled_over_exams_and_given_back_by_a_discarded_draft(
    site: Site, blueprint_id: str
) -> None:
    first = add_exam(site, blueprint_id)
    assembly_id = assembled(site, first)
    second = add_exam(site, blueprint_id, title="补考")
    used = task_of(site, second).used
    assert sum(used.values()) == 60
    opened(site, assembled(site, second))
    again = [uses for uses in task_of(site, first).used.values() if uses > 1]
    assert len(again) <= 9, "60 of 200 drawn blindly would meet 18 of the 60 that were used, give or take 3"
    with site.services.database.transaction() as session:
        row = session.query(Assembly).filter_by(public_id=assembly_id).one()
        stand = site.services
        operations.discard(session, stand.trail, stand.clock.now(), setter_of(site), row)
        with pytest.raises(operations.ExamRefused, match="只有草稿能作废"):
            operations.discard(session, stand.trail, stand.clock.now(), setter_of(site), row)
    assert sum(task_of(site, first).used.values()) == 60


def test_questions_of_the_latest_exams_do_not_return(site: Site, blueprint_id: str) -> None:
    first = opened(site, assembled(site, add_exam(site, blueprint_id)))
    makeup = add_exam(site, blueprint_id, title="补考", avoid_exams=1)
    second = opened(site, assembled(site, makeup))
    before = {name for number in (1, 2, 3) for name in ids_of(first.paper(number).model_dump())}
    after = {name for number in (1, 2, 3) for name in ids_of(second.paper(number).model_dump())}
    assert len(before) == len(after) == 60 and not before & after
    assert not task_of(site, makeup).avoid & after, "an exam does not avoid itself"


def test_papers_keep_the_blueprint_they_were_made_after(site: Site, blueprint_id: str) -> None:
    exam = add_exam(site, blueprint_id)
    assembly_id = assembled(site, exam)
    with site.services.database.transaction() as session:
        blueprint = session.query(Blueprint).one()
        stand = site.services
        save_blueprint(
            session, stand.trail, stand.clock.now(), setter_of(site), blueprint, 1, {**DOCUMENT, "enemies": 3}
        )
    assert opened(site, assembly_id).blueprint.enemies == 1
    with site.services.database.reading() as session:
        row = session.query(Assembly).one()
        assert row.blueprint_version.number == 1
        assert row.state == AssemblyState.DRAFT


def test_points_that_no_paper_can_print_are_refused(site: Site, blueprint_id: str) -> None:
    exam = add_exam(site, blueprint_id)
    with site.services.database.transaction() as session:
        blueprint = session.query(Blueprint).one()
        sections = [{**section, "points": 1.5} for section in DOCUMENT["sections"]]
        stand = site.services
        save_blueprint(
            session, stand.trail, stand.clock.now(), setter_of(site), blueprint, 1,
            {**DOCUMENT, "sections": sections},
        )  # fmt: skip
    with pytest.raises(JobFailed, match=r"每题 1\.5 分.*整数"):
        assembled(site, exam)


def test_the_exam_says_whom_it_is_for(site: Site, blueprint_id: str) -> None:
    """Another audience than the blueprint's own: its sector questions are for somebody else."""
    task: Task = task_of(site, add_exam(site, blueprint_id, audience="卫生健康系统"))
    assert task.demands.audience == "卫生健康系统"
    assert {record["scope"] for record in task.frozen.records} == {"public"}
    with site.services.database.reading() as session:
        assert session.query(Exam).one().points == 100


def test_a_makeup_holds_no_question_of_the_forms_before_it_however_many_exams_lie_between(
    site: Site, blueprint_id: str
) -> None:
    first = add_exam(site, blueprint_id, title="第一场", count=2)
    makeup = add_exam(site, blueprint_id, title="补考", count=2, makeup_of=first)
    again = add_exam(site, blueprint_id, title="再补考", count=2, makeup_of=makeup)
    seen: set[str] = set()
    for exam in (first, makeup, again):
        papers = opened(site, assembled(site, exam))
        here = {name for number in (1, 2) for name in ids_of(papers.paper(number).model_dump())}
        assert not here & seen
        seen |= here
    assert task_of(site, add_exam(site, blueprint_id, title="另一场")).avoid == set()


def test_a_makeup_of_candidates_papers_only_levels_the_use(site: Site, blueprint_id: str) -> None:
    first = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=30)
    assembled(site, first)
    makeup = add_exam(site, blueprint_id, title="补考", mode=PaperMode.CANDIDATES, count=30, makeup_of=first)
    task = task_of(site, makeup)
    assert not task.avoid and sum(task.used.values()) == 600
    one, other = opened(site, assembled(site, first)), opened(site, assembled(site, makeup))
    assert all(ids_of(one.paper(n).model_dump()) != ids_of(other.paper(n).model_dump()) for n in range(1, 31))
