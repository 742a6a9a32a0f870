from hypothesis import given, settings
from hypothesis import strategies as st

from qbank.engines.spread import spread


@settings(deadline=None, max_examples=40)
@given(st.binary(min_size=32, max_size=32), st.integers(1, 100))
def test_every_paper_is_given_once_before_any_comes_again(key: bytes, count: int) -> None:
    for turn in (0, 1):
        got = [spread(key, turn * count + place, count) for place in range(count)]
        assert sorted(got) == list(range(1, count + 1))


def test_the_order_depends_on_the_key_and_is_not_the_papers_order() -> None:
    one, two = ([spread(key, place, 200) for place in range(200)] for key in (b"a" * 32, b"b" * 32))
    assert one != two
    assert one != sorted(one)
    assert sum(abs(number - place - 1) for place, number in enumerate(one)) / 200 > 40  # chance gives 67


def test_a_million_papers_need_no_table() -> None:
    got = {spread(b"k" * 32, place, 1_000_000) for place in range(2000)}
    assert len(got) == 2000
    assert max(got) > 900_000
