import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.search.words import bigrams, fold, fold_parts, mark_words, read_query

TEXTS = st.text(
    alphabet=st.sampled_from("电梯应当每日检查一次。（　）“” ＡＢａｂ12①㎡½\n\t\\'%_&|!Éß"), max_size=60
)


@given(TEXTS, st.data())
def test_every_part_of_a_text_folds_to_a_part_of_the_folded_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) in fold(text)


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_as_words_that_a_database_can_hold(query: str) -> None:
    for word in read_query(query):
        assert word
        assert "\0" not in word
        word.encode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("电梯 检查", ("电梯", "检查")),
        ("电梯　检查", ("电梯", "检查")),
        ("ＡＢ型血", ("ab型血",)),
        ("“应当 检查” 电梯", ("应当 检查", "电梯")),
        ('"应当 检查"', ("应当 检查",)),
        ("电梯 电梯", ("电梯",)),
        ("“没有关上", ("没有关上",)),
        ("  ", ()),
        ("“”", ()),
    ],
)
def test_a_query_is_read_as_its_words(query: str, words: tuple[str, ...]) -> None:
    assert read_query(query) == words


def test_a_word_does_not_reach_from_one_part_into_the_next() -> None:
    assert "每日每周" not in fold_parts(["每日", "每周"])
    assert "日每" not in bigrams(fold_parts(["每日", "每周"]))


@given(TEXTS, st.lists(TEXTS.map(fold).filter(bool), max_size=3))
def test_marking_words_keeps_the_text(text: str, words: list[str]) -> None:
    runs = mark_words(text, words)
    assert "".join(said for _, said in runs) == text
    assert all(one[0] != other[0] for one, other in itertools.pairwise(runs))


@given(TEXTS, st.data())
def test_a_word_of_the_text_is_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    word = fold(text[start:end])
    marked = "".join(said for kind, said in mark_words(text, [word] if word else []) if kind == "same")
    assert bool(word) == bool(marked)
    assert word in fold(marked)
