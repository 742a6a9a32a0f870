"""Seat plans of a room: neighbours have different forms, and the page says what cannot be had."""

import re

import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.papers.models import PaperMode
from qbank.papers.seats import RoomRefused, RoomShape, plan_room
from tests.papers.exams import add_exam
from tests.support.people import Site


@pytest.fixture
def setter(site: Site) -> FlaskClient:
    return site.as_person("zujuan", Role.PAPER_SETTER)


def test_neighbours_have_different_forms_and_those_across_an_aisle_are_none() -> None:
    plan = plan_room("x", "第一考场", RoomShape(8, 10, {5}, {(8, 9), (8, 10)}), 4)
    at = {(seat.down, seat.across): seat.form for seat in plan.seats}
    assert len(plan.seats) == 78 and plan.width == 11
    for (down, across), form in at.items():
        for near in ((0, 1), (1, 0), (1, 1), (1, -1)):
            assert at.get((down + near[0], across + near[1])) != form
    assert not any(across == 5 for _down, across in at)
    assert [seat.number for seat in plan.row(8)] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_the_same_room_is_seated_alike_again_and_another_otherwise() -> None:
    shape = RoomShape(6, 6, set(), set())
    assert plan_room("x", "一", shape, 3) == plan_room("x", "一", shape, 3)
    others = [plan_room("x", room, shape, 3).seats for room in "二三四五六"]
    assert any(other != plan_room("x", "一", shape, 3).seats for other in others)


def test_a_room_without_seats_is_refused() -> None:
    with pytest.raises(RoomRefused, match="没有座位"):
        plan_room("x", "一", RoomShape(1, 1, set(), {(1, 1)}), 2)


def test_the_page_draws_each_seat_with_its_letter(site: Site, setter: FlaskClient, blueprint_id: str) -> None:
    exam = add_exam(site, blueprint_id, count=4)
    page = setter.get(f"/exams/{exam}/seats?room=第二考场&rows=3&columns=5&aisles=2&missing=3-5")
    assert len(re.findall(r'class="s-letter"', page.text)) == 14
    assert "第二考场" in page.text and "共 14 座" in page.text
    assert "第一考场" in setter.get(f"/exams/{exam}/seats").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rows=0&columns=5", "排数应在 1 到 40 之间。"),
        ("rows=三&columns=5", "几排填的是“三”，应是整数。"),
        ("rows=3&columns=5&aisles=5", "“5”后面没有座位可隔"),
        ("rows=3&columns=5&missing=3排5座", "“3排5座”读不懂，应写成“排-座”，如 8-9。"),
        ("rows=1&columns=1&missing=1-1", "考场里没有座位"),
    ],
)
def test_a_room_that_cannot_be_read_gets_a_sentence(
    site: Site, setter: FlaskClient, blueprint_id: str, query: str, said: str
) -> None:
    page = setter.get(f"/exams/{add_exam(site, blueprint_id)}/seats?{query}")
    assert page.status_code == 422 and said in page.text


def test_there_is_no_seat_plan_where_each_candidate_has_a_paper_of_his_own(
    site: Site, setter: FlaskClient, blueprint_id: str
) -> None:
    exam = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=50)
    assert setter.get(f"/exams/{exam}/seats").status_code == 404
