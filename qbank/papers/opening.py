"""An assembly opened with its vault: any of its papers and marking keys, made again in a moment.

A form is what was frozen as such; a candidate's paper is dealt again from the manifest. Both are laid out and rendered by the
same code, so a paper has the same bytes whenever and wherever it is asked for.
"""

import json
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler import Blueprint, Pool, Replayer, layout
from assembler.layout import QuestionOptions
from assembler.makeup import PaperIndex
from qbank.items.content import plain_text
from qbank.papers.models import Assembly, PaperMode
from qbank.papers.pool import FrozenPool
from qbank.papers.rendering import (
    KeysContent,
    PaperContent,
    PaperFacts,
    Placed,
    PlacedSection,
    candidate_paper_id,
    render_keys,
    render_paper,
)
from qbank.papers.vault import Vault

FORM_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class NoSuchPaper(LookupError):
    """The assembly has no paper of that number."""


@dataclass(frozen=True, slots=True)
class OpenedAssembly:
    """Everything that an assembly hides. Never keep it longer than a request, unless the papers are released."""

    exam_id: str
    assembly_id: str
    """Also the manifest's id."""
    mode: PaperMode
    count: int
    form_ids: dict[int, tuple[str, str]]
    """Number from 1 -> paper id and letter of a parallel form."""
    manifest: dict[str, Any]
    pool: Pool
    blueprint: Blueprint
    snapshot: list[dict[str, Any]]
    replayer: Replayer
    """Keeps what it dealt last, so that the next papers are quick; for one thread at a time."""
    _dealing: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)

    def paper(self, number: int) -> PaperContent:
        """Raises `NoSuchPaper`."""
        return render_paper(self.facts(number), self.placed(number), self.snapshot)

    def keys(self, number: int) -> KeysContent:
        """Raises `NoSuchPaper`."""
        return render_keys(self.facts(number), self.placed(number), self.snapshot)

    def question_ids(self, number: int) -> set[str]:
        """The questions of paper `number`. Raises `NoSuchPaper`."""
        return {self.snapshot[place]["id"] for place in self._dealt(number)}

    def index(self) -> "QuestionIndex":
        """Of all papers: dealt for it at once, so it is worth keeping."""
        with self._dealing:
            papers = self.replayer.all()
        return QuestionIndex({said["id"]: k for k, said in enumerate(self.snapshot)}, PaperIndex(papers))

    def facts(self, number: int) -> PaperFacts:
        if not 1 <= number <= self.count:
            raise NoSuchPaper(number)
        if self.mode is PaperMode.FORMS:
            paper_id, form = self.form_ids[number]
            return PaperFacts(id=paper_id, exam=self.exam_id, manifest=self.assembly_id, form=form)
        paper_id = candidate_paper_id(self.assembly_id, number)
        return PaperFacts(id=paper_id, exam=self.exam_id, manifest=self.assembly_id, number=number)

    def placed(self, number: int) -> list[PlacedSection]:
        """The questions of paper `number` in printed order."""
        paper = self._dealt(number)
        seed = bytes.fromhex(self.manifest["seed"])
        return place_questions(self.pool, self.blueprint, self.snapshot, paper, seed, number)

    def _dealt(self, number: int) -> list[int]:
        if not 1 <= number <= self.count:
            raise NoSuchPaper(number)
        with self._dealing:
            return [int(place) for place in self.replayer.paper(number)]


@dataclass(frozen=True, slots=True)
class QuestionIndex:
    """Which papers of a set hold which questions. `place_of`: question id -> place in the pool."""

    place_of: Mapping[str, int]
    papers: PaperIndex

    def repeats(self, seen: Collection[str]) -> npt.NDArray[np.int64]:
        """For each paper from the first, how many of the questions `seen` (ids) it holds."""
        known = [self.place_of[question] for question in seen if question in self.place_of]
        return self.papers.shared(known)


def open_assembly(assembly: Assembly, vault: Vault) -> OpenedAssembly:
    """Raises `VaultBroken` where a blob is not what was put there."""
    about = assembly.public_id.encode()
    frozen = FrozenPool.from_bytes(vault.decrypt("pool", assembly.pool_blob, about))
    pool = frozen.pool
    manifest = json.loads(vault.decrypt("manifest", assembly.manifest_blob, about))
    return OpenedAssembly(
        exam_id=assembly.exam.public_id,
        assembly_id=assembly.public_id,
        mode=PaperMode(assembly.mode),
        count=assembly.count,
        form_ids={paper.number: (paper.public_id, paper.form) for paper in assembly.papers},
        manifest=manifest,
        pool=pool,
        blueprint=Blueprint.from_json(manifest["blueprint"]),
        snapshot=frozen.snapshot,
        replayer=Replayer(manifest, pool),
    )


def place_questions(
    pool: Pool,
    blueprint: Blueprint,
    snapshot: Sequence[dict[str, Any]],
    paper: Sequence[int],
    seed: bytes,
    number: int,
) -> list[PlacedSection]:
    """One paper (places in the pool, in the order of the sections) laid out: order of questions and of options."""
    laid = layout(pool, blueprint, paper, _options(snapshot, paper), seed=seed, number=number)
    return [
        PlacedSection(
            section.type,
            int(section.points),
            [Placed(place, tuple(laid.options.get(place, ()))) for place in places],
        )
        for section, places in zip(blueprint.sections, laid.sections, strict=True)
    ]


def _options(snapshot: Sequence[dict[str, Any]], paper: Sequence[int]) -> dict[int, QuestionOptions]:
    found = {}
    for place in paper:
        question = snapshot[place]
        if question["options"]:
            labels = [option["label"] for option in question["options"]]
            found[place] = QuestionOptions(
                tuple(plain_text(option["content"]) for option in question["options"]),
                tuple(labels.index(letter) for letter in question["answer_key"]),
            )
    return found
