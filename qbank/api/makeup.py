"""What a candidate has seen at the exams that this one makes up for, and how much of it each paper here would repeat."""

import logging

import numpy as np
from sqlalchemy.orm import Session

from qbank.api.contents import question_ids, question_index
from qbank.engines.giving import Repeats
from qbank.engines.queries import papers_before
from qbank.papers.models import Assembly, PaperMode
from qbank.papers.release import NotOpen, open_former_papers
from qbank.papers.signing import OfficeKeys
from qbank.papers.vault import Vault, VaultBroken
from qbank.services import services

log = logging.getLogger(__name__)


def repeats_for(session: Session, vault: Vault, assembly: Assembly, candidate: str) -> Repeats | None:
    """What each paper would repeat; None where the exam makes up for no other."""
    if assembly.exam.makeup_of is None:
        return None
    seen: set[str] = set()
    for before, number in papers_before(session, assembly, candidate):
        seen |= _seen_on(before, number)
    if assembly.mode == PaperMode.FORMS:
        shared = [len(seen & question_ids(vault, assembly, form.number)) for form in assembly.papers]
        return np.array(shared, dtype=np.int64)
    return question_index(vault, assembly).repeats(seen)


def _seen_on(assembly: Assembly, number: int) -> set[str]:
    """The questions of an earlier paper. A set that no longer opens must not keep candidates from this exam: the log tells of it."""
    stand = services()
    try:
        vault = open_former_papers(OfficeKeys.of(stand.keyring), assembly, stand.clock.now())
        return question_ids(vault, assembly, number)
    except (NotOpen, VaultBroken):
        log.critical("papers %s do not open: what candidates saw on them is unknown", assembly.public_id)
        return set()
