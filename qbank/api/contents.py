"""Papers and marking keys out of the vaults, as the API hands them out.

Forms lie there as they were frozen; candidates' papers are made again from an opened set that this process keeps for a while.
"""

from collections.abc import Iterator

from flask import current_app

from qbank.access import NotFound
from qbank.api.shelf import KeptPapers, Shelf
from qbank.papers.models import Assembly, Paper, PaperMode
from qbank.papers.opening import QuestionIndex, open_assembly
from qbank.papers.release import NotOpen, open_papers
from qbank.papers.release_terms import open_keys, open_paper
from qbank.papers.rendering import KeysContent, PaperContent
from qbank.papers.signing import OfficeKeys
from qbank.papers.vault import Vault
from qbank.services import services


def vault_of(assembly: Assembly) -> Vault:
    """Raises `NotFound` where its papers are not open."""
    stand = services()
    try:
        return open_papers(OfficeKeys.of(stand.keyring), assembly, stand.clock.now())
    except NotOpen:
        raise NotFound from None


def opened_set(vault: Vault, assembly: Assembly) -> KeptPapers:
    shelf: Shelf[KeptPapers] = current_app.extensions["qbank_shelf"]
    return shelf.get(assembly.wrapped_key, lambda: KeptPapers.of(open_assembly(assembly, vault)))


def form_of(assembly: Assembly, number: int) -> Paper:
    return next(form for form in assembly.papers if form.number == number)


def paper_content(vault: Vault, assembly: Assembly, number: int) -> PaperContent:
    if assembly.mode == PaperMode.FORMS:
        return open_paper(vault, form_of(assembly, number))
    return opened_set(vault, assembly).opened.paper(number)


def keys_content(vault: Vault, assembly: Assembly, number: int) -> KeysContent:
    if assembly.mode == PaperMode.FORMS:
        return open_keys(vault, form_of(assembly, number))
    return opened_set(vault, assembly).opened.keys(number)


def all_papers(vault: Vault, assembly: Assembly) -> Iterator[PaperContent]:
    """Made while they are sent, from what was read before."""
    if assembly.mode == PaperMode.FORMS:
        return iter([open_paper(vault, form) for form in assembly.papers])
    opened = opened_set(vault, assembly).opened
    return (opened.paper(number) for number in range(1, opened.count + 1))


def question_ids(vault: Vault, assembly: Assembly, number: int) -> set[str]:
    """The questions of one paper."""
    if assembly.mode == PaperMode.FORMS:
        form = open_paper(vault, form_of(assembly, number))
        return {item.id for section in form.sections for item in section.items}
    return opened_set(vault, assembly).opened.question_ids(number)


def question_index(vault: Vault, assembly: Assembly) -> QuestionIndex:
    """Of a set of candidates' papers."""
    shelf: Shelf[QuestionIndex] = current_app.extensions["qbank_indexes"]
    opened = opened_set(vault, assembly).opened
    return shelf.get(assembly.wrapped_key, opened.index)
