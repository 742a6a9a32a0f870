"""Which paper a candidate gets: the same one ever after, each paper once where each candidate has one of their own.

At a make-up exam it is the paper with the fewest questions that the candidate has seen, none as long as there is such a paper.
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qbank.engines.models import CandidatePaper
from qbank.engines.spread import spread
from qbank.papers.models import Assembly, PaperMode

ASKED_AT_ONCE = 500

Repeats = npt.NDArray[np.int64]
"""For each paper of a set from the first, how many of its questions a candidate has seen."""


class NoPaperLeft(Exception):
    """Every paper of the set has a candidate."""


@dataclass(frozen=True, slots=True)
class Given:
    """A candidate's paper. `fresh`: given just now. `repeats`: seen questions on a fresh one, None where nobody asked for them."""

    number: int
    fresh: bool = False
    repeats: int | None = None


def paper_of(session: Session, assembly: Assembly, candidate: str) -> Given | None:
    """The paper that the candidate has been given."""
    found = session.get(CandidatePaper, (assembly.id, candidate))
    return Given(found.number) if found else None


def give_paper(
    session: Session,
    now: datetime,
    assembly: Assembly,
    candidate: str,
    order_key: bytes,
    repeats: Repeats | None = None,
) -> Given:
    """Give the candidate a paper, or the one that was given before. Raises `NoPaperLeft`.

    `repeats` are told at a make-up exam. Takes the assembly's row lock, so that two requests at once stand in line.
    """
    session.execute(select(Assembly.id).where(Assembly.id == assembly.id).with_for_update())
    given = paper_of(session, assembly, candidate)
    if given is not None:
        return given
    last = session.scalar(
        select(func.max(CandidatePaper.position)).where(CandidatePaper.assembly_id == assembly.id)
    )
    position = 0 if last is None else last + 1
    if assembly.mode == PaperMode.CANDIDATES and position >= assembly.count:
        raise NoPaperLeft
    number = spread(order_key, position, assembly.count)
    if repeats is not None:
        number = _with_fewest(session, assembly, repeats, number)
    session.add(
        CandidatePaper(assembly_id=assembly.id, candidate=candidate, position=position, number=number, at=now)
    )
    session.flush()
    return Given(number, fresh=True, repeats=None if repeats is None else int(repeats[number - 1]))


def _with_fewest(session: Session, assembly: Assembly, repeats: Repeats, start: int) -> int:
    """Of the free papers, from number `start` on and round, the first with the fewest repeats."""
    turned = np.roll(repeats.astype(np.int16), 1 - start)
    numbers = (np.argsort(turned, kind="stable") + start - 1) % assembly.count + 1
    if assembly.mode == PaperMode.FORMS:
        return int(numbers[0])
    for first in range(0, assembly.count, ASKED_AT_ONCE):
        some = numbers[first : first + ASKED_AT_ONCE].tolist()
        taken = set(
            session.scalars(
                select(CandidatePaper.number).where(
                    CandidatePaper.assembly_id == assembly.id, CandidatePaper.number.in_(some)
                )
            )
        )
        for number in some:
            if number not in taken:
                return int(number)
    raise NoPaperLeft
