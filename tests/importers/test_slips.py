"""A slip of the hand in a sound file costs no question in silence: what is read otherwise than it was meant is told."""

from collections import Counter
from random import Random

import pytest

from importers import DraftItem
from importers.containers.blocks import Line
from importers.draft import Place
from importers.layouts.flow import read_flow
from importers.normalise import squeeze
from tests.importers.mixtures import Choose, paper, shown, style, written
from tests.importers.questions import Question
from tests.importers.slips import slipped

_HEAD = 12  # of a stem's characters


def _meant(question: Question) -> tuple[object, ...]:
    return question.kind, squeeze(question.stem)[:_HEAD], len(question.options), question.answer


def _read(item: DraftItem) -> tuple[object, ...]:
    return item.type, squeeze(item.stem)[:_HEAD], len(item.options), item.answer


@pytest.mark.parametrize("seed", range(160))
def test_one_slip_in_a_file_never_costs_a_question_in_silence(seed: int) -> None:
    choose = Choose(Random(seed).randrange)
    how = style(choose)
    chapters = paper(choose, how)
    meant = Counter(_meant(shown(question, how)) for chapter in chapters for question in chapter)
    slip, lines = slipped(written(chapters, how).split("\n"), choose)
    result = read_flow([Line(text, Place(line=at)) for at, text in enumerate(lines, 1)])
    wrong = [item for item in result.items if _read(item) not in meant]
    missing = (meant - Counter(map(_read, result.items))).total() - len(wrong)
    assert [item.stem for item in wrong if not item.problems] == [], slip
    assert missing <= sum(problem.place is not None for problem in result.problems), slip
