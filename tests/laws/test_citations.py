"""What a question's legal basis says, read into laws and articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.numbering import chinese
from qbank.laws.citations import CitedArticle, LawNames, article_numbers, cited_titles

NAMES = LawNames(
    (("食品安全法", 1), ("食品安全法实施条例", 2), ("云州市电梯安全条例", 3), ("刑法", 4), ("禁毒法", 5))
)
LIFT = [(3, "云州市电梯安全条例")]
TWO = [(3, "云州市电梯安全条例"), (1, "食品安全法")]


def cited(*pairs: tuple[int, str | None]) -> list[CitedArticle]:
    return [CitedArticle(law, article) for law, article in pairs]


@pytest.mark.parametrize(
    ("text", "prefer", "expected"),
    [
        ("《中华人民共和国食品安全法》第十二条第二款", [], cited((1, "12"))),
        ("食品安全法第12条", [], cited((1, "12"))),
        ("中华人民共和国食品安全法 第 十二 条", [], cited((1, "12"))),
        ("《食品安全法》（2021年修正）第一百二十四条第一款第（三）项", [], cited((1, "124"))),
        ("《食品安全法》第十七条之一", [], cited((1, "17-1"))),
        ("《食品安全法》第三条、第五条；《禁毒法》第六条", [], cited((1, "3"), (1, "5"), (5, "6"))),
        ("食品安全法第三条和禁毒法第六条", [], cited((1, "3"), (5, "6"))),
        ("《食品安全法》第十二、十三条", [], cited((1, "12"), (1, "13"))),
        ("《食品安全法》第十二条至第十五条", [], cited((1, "12"), (1, "13"), (1, "14"), (1, "15"))),
        ("《食品安全法》", [], cited((1, None))),
        ("食品安全法", [], cited((1, None))),
        ("《食品安全法》第三条、《食品安全法》第三条", [], cited((1, "3"))),
        ("食品安全法实施条例第九条", [], cited((2, "9"))),
        ("根据刑法第三百四十七条", [], cited((4, "347"))),
        ("第二十三条", LIFT, cited((3, "23"))),
        ("第二十三条第一款、第二款", LIFT, cited((3, "23"))),
        ("总则", LIFT, cited((3, None))),
        ("《电梯安全条例》第二十三条", LIFT, cited((3, "23"))),
        ("《食品安全法》第四条", LIFT, cited((1, "4"))),
        ("第二十三条", TWO, []),
        ("第二十三条", [], []),
        ("", LIFT, []),
        ("《突发事件应对法》第四十四条", LIFT, []),
        ("突发事件应对法第四十四条", LIFT, []),
        ("禁毒法实施条例第四条", LIFT, []),
        ("国际刑法第四条", LIFT, []),
        ("教材第三章", [], []),
    ],
)
def test_a_legal_basis_is_read_into_laws_and_articles(
    text: str, prefer: list[tuple[int, str]], expected: list[CitedArticle]
) -> None:
    assert NAMES.read(text, prefer) == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("第十七条之一", ["17-1"]),
        ("第17-1条", ["17-1"]),
        ("第12-14条", ["12", "13", "14"]),
        ("第十条", ["10"]),
    ],
)
def test_article_numbers_are_written_one_way(text: str, numbers: list[str]) -> None:
    assert article_numbers(text) == numbers


@given(st.integers(1, 1260), st.integers(1, 9) | st.none(), st.booleans(), st.sampled_from(NAMES.ids))
def test_any_article_of_any_known_law_is_found_however_it_is_written(
    main: int, sub: int | None, in_words: bool, law: tuple[str, int]
) -> None:
    title, law_id = law
    number = chinese(main) if in_words else str(main)
    tail = f"之{chinese(sub)}" if sub else ""
    expected = cited((law_id, f"{main}-{sub}" if sub else str(main)))
    for name in (f"《{title}》", f"《中华人民共和国{title}》", title):
        assert NAMES.read(f"{name}第{number}条{tail}第一款") == expected


@given(st.text(alphabet="《》第条之款、和至一二十3法食品安全", max_size=60))
def test_no_text_stops_the_reading(text: str) -> None:
    for found in NAMES.read(text, LIFT):
        assert found.law_id in {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("《中华人民共和国消防法》第二条、《云州市电梯安全条例》第一条", ["消防法", "云州市电梯安全条例"]),
        ("根据消防法第十二条第二款", ["消防法"]),
        ("《民法典（2020年）》第一条；《民法典》第二条", ["民法典"]),
        ("根据有关规定", []),
        ("本法第三条", []),
        ("依法", []),
        ("", []),
    ],
)
def test_the_names_of_laws_are_told_though_none_is_registered(text: str, titles: list[str]) -> None:
    assert cited_titles(text) == titles
