"""Make-up exams: every candidate another paper, and no question that the candidate has seen."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler import Replayer, assemble
from assembler.makeup import PaperIndex, make_up
from qbank.commands import makeup
from tests.assembler.making import office_blueprint, office_pool

papers_and_candidates = st.integers(1, 6).flatmap(
    lambda papers: st.tuples(
        st.lists(
            st.lists(st.integers(0, 7), min_size=3, max_size=3, unique=True), min_size=papers, max_size=papers
        ),
        st.lists(st.sets(st.integers(0, 9), max_size=5), min_size=1, max_size=papers),
    )
)


@settings(max_examples=200, deadline=None)
@given(papers_and_candidates, st.integers(0, 9))
def test_as_many_candidates_as_can_be_meet_no_question_again(
    case: tuple[list[list[int]], list[set[int]]], seed: int
) -> None:
    papers, seen = case
    given_out = make_up(seen, papers, seed=seed)
    assert len(set(given_out.paper.tolist())) == len(seen)
    shared = [len(set(papers[number]) & one) for one, number in zip(seen, given_out.paper, strict=True)]
    assert given_out.shared.tolist() == shared
    best = max(
        sum(not set(papers[number]) & one for one, number in zip(seen, chosen, strict=True))
        for chosen in itertools.permutations(range(len(papers)), len(seen))
    )
    assert shared.count(0) == best


def test_nobody_meets_a_question_again_at_the_make_up_exam() -> None:
    pool, blueprint = office_pool(2000), office_blueprint()
    first = assemble(pool, blueprint, 120, seed=b"first")
    second = assemble(pool, blueprint, 60, seed=b"second")
    failed = range(0, 120, 2)
    seen = [first.papers[number].tolist() for number in failed]
    given_out = make_up(seen, second.papers, seed=b"second")
    assert given_out.shared.tolist() == [0] * 60
    # drawn without looking, some would have met questions again
    blind = [len(set(one) & set(row)) for one, row in zip(seen, second.papers.tolist(), strict=True)]
    assert sum(blind) > 0


def test_a_candidate_who_comes_alone_gets_a_paper_without_what_was_seen() -> None:
    pool, blueprint = office_pool(2000), office_blueprint()
    first, second = (assemble(pool, blueprint, 50, seed=seed) for seed in (b"first", b"second"))
    index, free = PaperIndex(second.papers), list(range(50))
    for row in first.papers[:25].tolist():
        number = index.least_shared(row, free)
        free.remove(number)
        assert not set(row) & set(second.papers[number].tolist())


def test_the_same_number_is_the_same_paper_whenever_it_is_asked_for() -> None:
    pool = office_pool()
    made = assemble(pool, office_blueprint(), 40, seed=b"exam")
    for number in (1, 40, 7):
        for _ in range(2):
            assert (Replayer(made.manifest, pool).paper(number) == made.papers[number - 1]).all()


def test_forms_of_a_make_up_exam_share_nothing_with_the_forms_before() -> None:
    pool, blueprint = office_pool(), office_blueprint()
    first = assemble(pool, blueprint, 2, parallel=True, seed=1)
    avoid = {pool.items[place].id for place in np.unique(first.papers)}
    second = assemble(pool, blueprint, 2, parallel=True, seed=1, avoid=avoid)
    assert not set(first.papers.ravel().tolist()) & set(second.papers.ravel().tolist())


def test_there_must_be_a_paper_for_everyone() -> None:
    with pytest.raises(ValueError, match="fewer than candidates"):
        make_up([{1}, {2}], [[3, 4]], seed=1)


def test_the_command_gives_every_candidate_a_paper_without_what_was_seen(tmp_path: Path) -> None:
    (tmp_path / "first.jsonl").write_text(
        '{"paper": 1, "items": ["q1", "q2"]}\n{"paper": 2, "items": ["q3", "gone"]}\n', encoding="utf-8"
    )
    (tmp_path / "second.jsonl").write_text(
        '{"paper": 1, "items": ["q1", "q4"]}\n{"paper": 2, "items": ["q3", "q5"]}\n', encoding="utf-8"
    )
    words = [str(tmp_path / name) for name in ("first.jsonl", "second.jsonl")]
    done = CliRunner().invoke(makeup.command, [*words, "--seed", "s", "--out", str(tmp_path / "out.jsonl")])
    assert (done.exit_code, done.stderr.strip()) == (0, "2 名考生都分到了没有见过的题。")
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()] == [
        {"earlier": 1, "paper": 2, "seen_again": 0},
        {"earlier": 2, "paper": 1, "seen_again": 0},
    ]
    done = CliRunner().invoke(
        makeup.command, [words[0], words[0] + "?", "--seed", "s", "--out", str(tmp_path / "o")]
    )
    assert (done.exit_code, done.stderr.startswith("读不到补考的试卷")) == (2, True)
