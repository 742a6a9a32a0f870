"""An exam with papers that the assembler really made, from questions that carry canary texts in every secret place."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assembler import Blueprint, assemble
from qbank.access import Actor, Role
from qbank.blueprints import models as blueprint_models
from qbank.db import new_public_id
from qbank.engines.operations import Grant, add_client, issue_token
from qbank.papers.models import Assembly, AssemblyState, Exam, Paper, PaperMode, Sitting
from qbank.papers.opening import FORM_LETTERS, OpenedAssembly, open_assembly, place_questions
from qbank.papers.pool import FrozenPool
from qbank.papers.release import OfficeKeys, approve, seal
from qbank.papers.rendering import PaperFacts, canonical_json, render_keys, render_paper
from qbank.papers.vault import DRAFT, content_digest, new_vault, open_vault
from tests.support.people import Site

STEM_CANARY = "金丝雀题干"
EXPLANATION_CANARY = "金丝雀解析"
BLUEPRINT = {
    "name": "测试细目表",
    "sections": [
        {"type": "single_choice", "items": 6, "points": 2},
        {"type": "multiple_choice", "items": 4, "points": 3},
        {"type": "true_false", "items": 4, "points": 1},
    ],
}


@dataclass(frozen=True, slots=True)
class Assembled:
    """The rows by id, and what is inside as only a test may know it."""

    exam_id: int
    exam: str
    assembly_id: int
    assembly: str
    opened: OpenedAssembly


def frozen_pool() -> FrozenPool:
    """60 questions of the three types."""
    records: list[dict[str, Any]] = []
    snapshot: list[dict[str, Any]] = []
    for number in range(60):
        kind = ("single_choice", "multiple_choice", "true_false")[number % 3]
        answer = {
            "single_choice": "ABCD"[number % 4],
            "multiple_choice": "BD",
            "true_false": "TF"[number % 2],
        }[kind]
        labels = "" if kind == "true_false" else "ABCD"
        records.append(
            {
                "id": f"q{number}",
                "type": kind,
                "scope": "public",
                "law": f"法规{number % 5}",
                "article": None,
                "topics": [],
                "audiences": [],
                "difficulty": 1 + number % 5,
                "facility": None,
                "true": answer == "T" if kind == "true_false" else None,
                "enemies": [],
                "set": None,
            }
        )
        snapshot.append(
            {
                "id": f"q{number}",
                "version": 1 + number % 2,
                "type": kind,
                "stem": [{"kind": "text", "text": f"{STEM_CANARY}{number}（　　）。"}],
                "options": [
                    {"label": label, "content": [{"kind": "text", "text": f"第{number}题的选项{label}"}]}
                    for label in labels
                ],
                "answer_key": answer,
                "explanation": [{"kind": "text", "text": f"{EXPLANATION_CANARY}{number}"}],
                "citations": [{"law": f"法规{number % 5}", "article": "3", "version": "2020-01-01"}],
            }
        )
    return FrozenPool(records, snapshot)


def add_assembled(site: Site, setter: Actor, mode: PaperMode = PaperMode.FORMS, count: int = 3) -> Assembled:
    """A draft of an exam whose one sitting begins in ten days, as the paper setter's."""
    stand, now = site.services, site.services.clock.now()
    frozen, blueprint = frozen_pool(), Blueprint.from_json(BLUEPRINT)
    pool = frozen.pool
    made = assemble(pool, blueprint, count, mode is PaperMode.FORMS, seed=bytes(range(32)))
    wrapped_key, vault = new_vault(OfficeKeys.of(stand.keyring).master)
    assembly_id, exam_id = new_public_id(), new_public_id()
    about = assembly_id.encode()
    manifest = json.dumps(made.manifest).encode()
    forms = []
    for number in range(1, count + 1) if mode is PaperMode.FORMS else ():
        paper_id = new_public_id()
        facts = PaperFacts(id=paper_id, exam=exam_id, manifest=assembly_id, form=FORM_LETTERS[number - 1])
        placed = place_questions(
            pool, blueprint, frozen.snapshot, made.papers[number - 1].tolist(), bytes(range(32)), number
        )
        content = render_paper(facts, placed, frozen.snapshot)
        keys = render_keys(facts, placed, frozen.snapshot)
        forms.append(
            Paper(
                public_id=paper_id,
                number=number,
                form=FORM_LETTERS[number - 1],
                content_blob=vault.encrypt("paper", canonical_json(content.model_dump()), paper_id.encode()),
                keys_blob=vault.encrypt("keys", canonical_json(keys.model_dump()), paper_id.encode()),
                digest=content.digest,
            )
        )
    with stand.database.transaction() as session:
        table = blueprint_models.Blueprint(name=f"细目表{exam_id}", created_at=now)
        table.versions = [
            blueprint_models.BlueprintVersion(
                number=1, content=BLUEPRINT, author_id=setter.account_id, created_at=now
            )
        ]
        opens = now + timedelta(days=10)
        exam = Exam(
            public_id=exam_id,
            title="年度学法考试",
            audience=None,
            minutes=90,
            points=28,
            pass_points=17,
            mode=mode,
            count=count,
            created_by_id=setter.account_id,
            created_at=now,
            sittings=[Sitting(opens_at=opens, closes_at=opens + timedelta(hours=2))],
        )
        assembly = Assembly(
            public_id=assembly_id,
            exam=exam,
            number=1,
            blueprint_version=table.versions[0],
            mode=mode,
            count=count,
            state=AssemblyState.DRAFT,
            pool_digest=f"sha256:{pool.digest}",
            algorithm=made.manifest["algorithm"],
            report=made.report,
            wrapped_key=wrapped_key,
            manifest_blob=vault.encrypt("manifest", manifest, about),
            pool_blob=vault.encrypt("pool", frozen.as_bytes(), about),
            manifest_digest=content_digest(manifest),
            created_by_id=setter.account_id,
            created_at=now,
            papers=forms,
        )
        session.add_all([table, exam, assembly])
        session.flush()
        keys_of_office = OfficeKeys.of(stand.keyring)
        opened = open_assembly(assembly, open_vault(keys_of_office.master, wrapped_key, DRAFT))
        return Assembled(exam.id, exam_id, assembly.id, assembly_id, opened)


def seal_it(site: Site, made: Assembled, sealer: Actor, release_at: datetime | None = None) -> None:
    """Sealed, to open in nine days and 23 hours, keys at the end of the sitting."""
    stand, now = site.services, site.services.clock.now()
    with stand.database.transaction() as session:
        assembly = session.get_one(Assembly, made.assembly_id)
        closes = assembly.exam.sittings[-1].closes_at
        opens = release_at or now + timedelta(days=9, hours=23)
        seal(session, stand.trail, now, sealer, OfficeKeys.of(stand.keyring), assembly, opens, closes)


def approve_it(site: Site, made: Assembled, officer: Actor) -> None:
    stand = site.services
    with stand.database.transaction() as session:
        assembly = session.get_one(Assembly, made.assembly_id)
        approve(session, stand.trail, stand.clock.now(), officer, OfficeKeys.of(stand.keyring), assembly)


def new_token(site: Site, *scopes: str, exam_id: int | None = None, name: str = "省考试平台") -> str:
    """A bearer token of an engine of that name, for one exam or for all."""
    stand, now = site.services, site.services.clock.now()
    administrator = site.person("guanli", Role.ADMINISTRATOR)
    with stand.database.transaction() as session:
        client = add_client(session, stand.trail, now, administrator, name)
        grants = [Grant(scope, exam_id) for scope in scopes]
        return issue_token(
            session, stand.trail, now, administrator, client, grants, now + timedelta(days=100)
        )
