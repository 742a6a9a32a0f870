"""The printed order: options that name each other stay, key letters are balanced, sets stay together."""

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler import Blueprint, PaperLayout, Pool, QuestionOptions, layout, options_are_fixed
from assembler.variants import variants
from tests.assembler.making import item

PLAIN = QuestionOptions(("十日", "十五日", "三十日", "六十日"), (1,))
FIXED = QuestionOptions(("甲", "乙", "丙", "以上都对"), (3,))


@pytest.mark.parametrize(
    "options",
    [
        ["停业", "罚款", "警告", "以上都对"],
        ["甲", "乙", "A和B", "丙"],
        ["①②", "②③", "A、C", "无"],
        ["真", "假", "以上均不正确", "不知"],
        ["甲", "乙", "丙", "全部正确"],
        ["甲", "乙", "丙", "上述选项都是"],
        ["甲", "乙", "丙", "A项和B项"],
        ["甲", "乙", "前两项都对", "丙"],
        ["A", "B", "AB", "ABC"],
        ["甲", "乙", "丙", "以上三项"],
        ["甲", "乙", "都不是", "丙"],
    ],
)
def test_options_that_name_each_other_stay_in_place(options: list[str]) -> None:
    assert options_are_fixed(options)


@pytest.mark.parametrize(
    "options",
    [
        ["十日", "十五日", "三十日", "六十日"],
        ["三年以上有期徒刑", "五年以上", "十年以上", "无期徒刑"],
        ["县级以上人民政府", "国务院", "省级人民政府", "街道办事处"],
        ["维生素A", "维生素B", "维生素C", "维生素D"],
        ["A级景区", "一级", "二级", "三级"],
        ["全部财产", "部分财产", "薪金", "其他"],
        ["前款规定的机关", "公安机关", "法院", "检察院"],
    ],
)
def test_ordinary_options_may_move(options: list[str]) -> None:
    assert not options_are_fixed(options)


def paper_of(count: int, **fields: str) -> tuple[Pool, Blueprint]:
    pool = Pool.from_records([item(k, **fields) for k in range(count)])
    return pool, Blueprint.from_json({"sections": [{"type": "single_choice", "items": count}]})


def test_key_letters_are_balanced_on_every_paper() -> None:
    pool, blueprint = paper_of(20)
    for number in range(1, 30):
        made = layout(pool, blueprint, range(20), dict.fromkeys(range(20), PLAIN), seed=1, number=number)
        letters = Counter(made.options[place].index(1) for place in range(20))
        assert sorted(letters.values()) == [5, 5, 5, 5]


def test_fixed_options_keep_their_letters_and_count_towards_the_balance() -> None:
    pool, blueprint = paper_of(8)
    options = {place: FIXED if place < 2 else PLAIN for place in range(8)}
    made = layout(pool, blueprint, range(8), options, seed=1, number=1)
    assert made.options[0] == made.options[1] == (0, 1, 2, 3)
    letters = Counter(made.options[place].index(options[place].answer[0]) for place in range(8))
    assert sorted(letters.values()) == [2, 2, 2, 2]


def test_a_layout_is_a_permutation_and_the_same_from_the_same_seed() -> None:
    pool, blueprint = paper_of(12)
    several = QuestionOptions(("甲", "乙", "丙", "丁", "戊"), (0, 2, 4))
    made = layout(pool, blueprint, range(12), dict.fromkeys(range(12), several), seed=b"s", number=4)
    assert sorted(made.sections[0]) == list(range(12))
    assert all(sorted(order) == list(range(5)) for order in made.options.values())
    assert made == layout(pool, blueprint, range(12), dict.fromkeys(range(12), several), seed=b"s", number=4)
    assert made != layout(pool, blueprint, range(12), dict.fromkeys(range(12), several), seed=b"s", number=5)


def test_a_question_set_stays_together_in_its_own_order() -> None:
    pool = Pool.from_records([item(k, **({"set": "s"} if k in (2, 5, 7) else {})) for k in range(9)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 9}]})
    for number in range(1, 12):
        order = layout(pool, blueprint, range(9), {}, seed=3, number=number).sections[0]
        first = order.index(2)
        assert order[first : first + 3] == (2, 5, 7)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(0, 8), st.integers(1, 6), st.integers(0, 99))
def test_no_question_stands_at_one_place_in_two_variants(
    singles: int, judged: int, count: int, seed: int
) -> None:
    kinds = ["single_choice"] * singles + ["true_false"] * judged
    pool = Pool.from_records([item(k, type=kind) for k, kind in enumerate(kinds)])
    sections = [{"type": "single_choice", "items": singles}]
    sections += [{"type": "true_false", "items": judged}] if judged else []
    blueprint = Blueprint.from_json({"sections": sections})
    made = variants(pool, blueprint, range(len(kinds)), {}, count, seed=seed, number=1)
    assert len(made) == count
    assert made[0] == layout(pool, blueprint, range(len(kinds)), {}, seed=seed, number=1)
    for one, laid in enumerate(made):
        assert [sorted(section) for section in laid.sections] == [
            sorted(section) for section in made[0].sections
        ]
        for other in made[:one]:
            for mine, its in zip(laid.sections, other.sections, strict=True):
                if len(mine) >= count:
                    assert all(a != b for a, b in zip(mine, its, strict=True))


def test_variants_balance_their_letters_and_key_each_question_under_another() -> None:
    pool, blueprint = paper_of(24)
    options = {place: FIXED if place < 2 else PLAIN for place in range(24)}
    for seed in range(10):
        made = variants(pool, blueprint, range(24), options, 3, seed=seed, number=1)
        for laid in made:
            letters = Counter(laid.options[place].index(options[place].answer[0]) for place in range(24))
            assert sorted(letters.values()) == [6, 6, 6, 6]
            assert laid.options[0] == (0, 1, 2, 3)
        for one, other in ((0, 1), (0, 2), (1, 2)):
            met = sum(
                made[one].options[place].index(1) == made[other].options[place].index(1)
                for place in range(2, 24)
            )
            assert met <= 1


def test_variants_of_questions_with_several_answers_are_keyed_under_other_letters() -> None:
    pool, blueprint = paper_of(20)
    several = dict.fromkeys(range(20), QuestionOptions(("甲", "乙", "丙", "丁"), (0, 2)))
    one, other = variants(pool, blueprint, range(20), several, 2, seed=4, number=1)

    def keys(laid: PaperLayout, place: int) -> set[int]:
        return {laid.options[place].index(option) for option in (0, 2)}

    assert not any(keys(one, place) == keys(other, place) for place in range(20))


def test_a_question_set_stays_together_in_every_variant() -> None:
    pool = Pool.from_records([item(k, **({"set": "s"} if k in (2, 5, 7) else {})) for k in range(9)])
    blueprint = Blueprint.from_json({"sections": [{"type": "single_choice", "items": 9}]})
    for laid in variants(pool, blueprint, range(9), {}, 4, seed=3, number=1):
        first = laid.sections[0].index(2)
        assert laid.sections[0][first : first + 3] == (2, 5, 7)


def test_laying_a_paper_out_takes_less_than_a_millisecond() -> None:
    pool, blueprint = paper_of(50)
    options = {
        place: QuestionOptions((f"{place} 日", "十五日", "三十日", "六十日"), (1,)) for place in range(50)
    }
    layout(pool, blueprint, range(50), options, seed=1, number=1)
    spent = []
    for number in range(9):
        began = time.process_time()
        layout(pool, blueprint, range(50), options, seed=1, number=number)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.001
