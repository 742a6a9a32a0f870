"""Images on papers and in marking keys, each to those who may have the paper or the key that shows it."""

from collections.abc import Iterable
from typing import Any

from flask import Response

from qbank.access import NotFound, token_scope
from qbank.api.contents import form_of, opened_set, vault_of
from qbank.api.views import ERRORS, log_pull, open_exam, read_keys, routes
from qbank.items.figures import read_image
from qbank.papers.models import Assembly, PaperMode
from qbank.papers.release_terms import open_paper
from qbank.papers.rendering import KeysContent, PaperContent, image_digests
from qbank.papers.vault import Vault
from qbank.services import services

_IMAGE: Any = {200: {"description": "一张图片", "content": {"image/*": {}}}}


@routes.get("/exams/<exam_id>/figures/<digest>")
@token_scope("papers")
@routes.doc(summary="试卷里的一张图", security="bearer", responses=ERRORS | _IMAGE)
def figure_of_exam(exam_id: str, digest: str) -> Response:
    """An image that a paper of this exam shows."""
    with services().database.reading() as session:
        assembly = open_exam(session, exam_id)
        if digest not in _digests_of_papers(vault_of(assembly), assembly):
            raise NotFound
    return _image(assembly, digest)


@routes.get("/papers/<paper_id>/keys/figures/<digest>")
@token_scope("keys")
@routes.doc(summary="解析里的一张图", security="bearer", responses=ERRORS | _IMAGE)
def figure_of_keys(paper_id: str, digest: str) -> Response:
    """An image that an explanation in the marking key of this paper shows."""
    with services().database.reading() as session:
        assembly, _number, keys = read_keys(session, paper_id)
        if digest not in _digests_of_keys(keys):
            raise NotFound
    return _image(assembly, digest)


def _digests_of_papers(vault: Vault, assembly: Assembly) -> set[str]:
    if assembly.mode == PaperMode.FORMS:
        return _digests_of_forms(
            open_paper(vault, form_of(assembly, form.number)) for form in assembly.papers
        )
    return set(opened_set(vault, assembly).image_digests)


def _digests_of_forms(papers: Iterable[PaperContent]) -> set[str]:
    found: set[str] = set()
    for paper in papers:
        for item in (item for section in paper.sections for item in section.items):
            for blocks in (item.stem, *(option.content for option in item.options)):
                found |= image_digests(block.model_dump() for block in blocks)
    return found


def _digests_of_keys(keys: KeysContent) -> set[str]:
    return image_digests(block.model_dump() for item in keys.items for block in item.explanation)


def _image(assembly: Assembly, digest: str) -> Response:
    found = read_image(services().files, digest)
    if found is None:
        raise NotFound
    log_pull(assembly, f"figures/{digest}")
    data, media_type = found
    answer = Response(data, mimetype=media_type)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
