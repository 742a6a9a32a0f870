"""One run of the assembler for an exam: from the frozen pool to encrypted papers. No database, no web."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assembler import Assembly, Blueprint, Infeasible, NotFound, Pool, assemble
from qbank.papers.figures import figures, letters
from qbank.papers.models import PaperMode
from qbank.papers.opening import FORM_LETTERS, place_questions
from qbank.papers.pool import FrozenPool
from qbank.papers.rendering import PaperFacts, render_keys, render_paper
from qbank.papers.vault import Vault, content_digest, new_vault

LETTER_SAMPLE = 200
"""Candidates' papers that are laid out for the report's count of answer letters."""

Progress = Callable[[int, int], None]


class NotAssembled(Exception):
    """There are no papers after these demands, or none were found in time; `sentences` say why, one a cause."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("".join(sentences))
        self.sentences = list(sentences)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be assembled. `used`: earlier uses by question id; `avoid`: ids that may not return."""

    exam_id: str
    demands: Blueprint
    mode: PaperMode
    count: int
    frozen: FrozenPool
    used: Mapping[str, int]
    avoid: Collection[str]


@dataclass(frozen=True, slots=True)
class SealedForm:
    """A parallel form as it is stored."""

    public_id: str
    number: int
    form: str
    content_blob: bytes
    keys_blob: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Assembled:
    """All that came of a run, as it is stored. `uses` is secret and not yet encrypted; the blobs are."""

    public_id: str
    pool_digest: str
    algorithm: str
    report: dict[str, Any]
    wrapped_key: bytes
    manifest_blob: bytes
    manifest_digest: str
    pool_blob: bytes
    forms: list[SealedForm]
    uses: dict[str, int]


def run(
    task: Task, seed: bytes, master_key: bytes, new_id: Callable[[], str], progress: Progress | None = None
) -> Assembled:
    """Assemble, lay out, render and encrypt. Raises `NotAssembled` before anything is kept."""
    pool, parallel = task.frozen.pool, task.mode is PaperMode.FORMS
    made = _assemble(pool, task, seed, progress)
    assembly_id = new_id()
    wrapped_key, vault = new_vault(master_key)
    about = assembly_id.encode()
    shown = range(1, min(task.count, task.count if parallel else LETTER_SAMPLE) + 1)
    placed = {
        n: place_questions(pool, task.demands, task.frozen.snapshot, made.papers[n - 1].tolist(), seed, n)
        for n in shown
    }
    forms = []
    if parallel:
        for number, sections in placed.items():
            facts = PaperFacts(
                id=new_id(), exam=task.exam_id, manifest=assembly_id, form=FORM_LETTERS[number - 1]
            )
            paper = render_paper(facts, sections, task.frozen.snapshot)
            keys = render_keys(facts, sections, task.frozen.snapshot)
            forms.append(
                _locked(vault, facts, number, paper.model_dump_json(), keys.model_dump_json(), paper.digest)
            )
    manifest = json.dumps(made.manifest, ensure_ascii=False, separators=(",", ":")).encode()
    report = {**made.report, "letters": letters(list(placed.values()), task.frozen.snapshot)}
    report["carried_over"] = any(record["id"] in task.used for record in task.frozen.records)
    report["left_out"] = _left_out(task, report["eligible_questions"])
    report["figures"] = figures(task.frozen.records, task.demands, made.papers, _eligible(task))
    return Assembled(
        public_id=assembly_id,
        pool_digest=f"sha256:{pool.digest}",
        algorithm=made.report["version"],
        report=report,
        wrapped_key=wrapped_key,
        manifest_blob=vault.encrypt("manifest", manifest, about),
        manifest_digest=content_digest(manifest),
        pool_blob=vault.encrypt("pool", task.frozen.as_bytes(), about),
        forms=forms,
        uses=_uses(task, made),
    )


def _assemble(pool: Pool, task: Task, seed: bytes, progress: Progress | None) -> Assembly:
    parallel = task.mode is PaperMode.FORMS
    try:
        return assemble(
            pool, task.demands, task.count, parallel,
            seed=seed, used=task.used, avoid=task.avoid, progress=progress,
        )  # fmt: skip
    except Infeasible as error:
        raise NotAssembled([cause.sentence for cause in error.causes]) from error
    except NotFound as error:
        raise NotAssembled([str(error)]) from error


def _locked(vault: Vault, facts: PaperFacts, number: int, content: str, keys: str, digest: str) -> SealedForm:
    about = facts.id.encode()
    return SealedForm(
        public_id=facts.id,
        number=number,
        form=facts.form or "",
        content_blob=vault.encrypt("paper", content.encode(), about),
        keys_blob=vault.encrypt("keys", keys.encode(), about),
        digest=digest,
    )


def _eligible(task: Task) -> list[int]:
    avoided = set(task.avoid)
    return [place for place, record in enumerate(task.frozen.records) if record["id"] not in avoided]


def _left_out(task: Task, taken: int) -> dict[str, int]:
    """How many questions for the audience no paper could take, by the reason."""
    avoided = len(task.frozen.records) - len(_eligible(task))
    return {
        "other_types": task.frozen.other_types,
        "avoided": avoided,
        "incomplete_sets": len(task.frozen.records) - avoided - taken,
    }


def _uses(task: Task, made: Assembly) -> dict[str, int]:
    counts = np.bincount(made.papers.ravel(), minlength=len(task.frozen.records))
    counted: Counter[str] = Counter()
    for place in np.flatnonzero(counts):
        counted[task.frozen.records[place]["id"]] = int(counts[place])
    return dict(counted)
