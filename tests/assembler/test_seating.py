"""Seat plans: neighbours have different forms, and every form is used alike."""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.seating import Room, RoomError, SeatPlan, seat_plan
from qbank.commands import seats

rooms = st.lists(st.text(alphabet="##.", min_size=1, max_size=9), min_size=1, max_size=9).filter(
    lambda lines: any("#" in line for line in lines)
)


def neighbours_that_share(plan: SeatPlan) -> tuple[int, int]:
    """How many pairs sit beside or behind each other, and how many across a corner, with one form: counted anew."""
    straight = diagonal = 0
    for one, form in plan.forms.items():
        for other, its in plan.forms.items():
            apart = sorted((abs(one[0] - other[0]), abs(one[1] - other[1])))
            if one < other and form == its:
                straight += apart == [0, 1]
                diagonal += apart == [1, 1]
    return straight, diagonal


@pytest.mark.parametrize("forms", [4, 5, 6, 8, 11])
def test_in_a_room_of_eighty_all_neighbours_differ_and_forms_are_used_alike(forms: int) -> None:
    for seed in range(5):
        plan = seat_plan(Room.rectangle(8, 10), forms, seed=seed)
        assert neighbours_that_share(plan) == (0, 0)
        assert max(plan.copies) - min(plan.copies) <= 1
        assert plan.shortcoming == ""


@settings(max_examples=80, deadline=None)
@given(rooms, st.integers(1, 7), st.integers(0, 99))
def test_a_plan_counts_what_it_is(lines: list[str], forms: int, seed: int) -> None:
    room = Room.drawn("\n".join(lines))
    plan = seat_plan(room, forms, seed=seed)
    assert set(plan.forms) == set(room.seats)
    assert set(plan.forms.values()) <= set(range(forms))
    used = Counter(plan.forms.values())
    assert plan.copies == tuple(used[form] for form in range(forms))
    straight, diagonal = neighbours_that_share(plan)
    assert (straight, diagonal) == (len(plan.beside), len(plan.across))
    level = max(plan.copies) - min(plan.copies) <= 1
    assert (plan.shortcoming == "") == (straight == diagonal == 0 and level)
    if forms > 1:
        assert straight == 0
    if forms > 4:
        assert level


def test_two_forms_alternate_and_each_form_is_used_by_half_of_every_block() -> None:
    plan = seat_plan(Room.drawn("###..###\n###..###\n###..###"), 2, seed=1)
    assert plan.copies == (9, 9)
    assert neighbours_that_share(plan)[0] == 0
    assert "2 种卷别太少" in plan.shortcoming and "四种卷别即可错开" in plan.shortcoming


def test_three_forms_share_across_no_more_corners_than_they_must() -> None:
    plan = seat_plan(Room.rectangle(6, 7), 3, seed=1)
    assert neighbours_that_share(plan) == (0, 5 * 6)


def test_an_aisle_parts_neighbours() -> None:
    plan = seat_plan(Room.rectangle(1, 3, without={(0, 1)}), 1, seed=1)
    assert plan.beside == ()


def test_a_shape_that_forces_uneven_use_says_so() -> None:
    plan = seat_plan(Room.rectangle(3, 3, without={(0, 0), (0, 2), (2, 0), (2, 2)}), 2, seed=1)
    assert sorted(plan.copies) == [1, 4]
    assert neighbours_that_share(plan)[0] == 0


def test_a_plan_comes_again_from_its_seed_and_another_from_another() -> None:
    room = Room.rectangle(8, 10)
    assert seat_plan(room, 4, seed=b"a") == seat_plan(room, 4, seed=b"a")
    assert len({tuple(seat_plan(room, 4, seed=seed).forms.values()) for seed in range(20)}) > 10


def test_a_room_without_seats_is_refused() -> None:
    with pytest.raises(RoomError, match="没有座位"):
        Room.drawn("...\n .\n")
    with pytest.raises(RoomError, match="一次至多排 2000 个"):
        Room.rectangle(50, 50)


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(seats.command, list(words))
    return done.exit_code, done.stdout, done.stderr


def test_the_command_draws_a_room_or_writes_it_as_json(tmp_path: Path) -> None:
    code, drawing, _ = run("2x4", "--forms", "4", "--seed", "s")
    lines = drawing.splitlines()
    assert code == 0
    assert [len(line.split()) for line in lines[:2]] == [4, 4]
    assert lines[-1] == "份数：A 卷 2，B 卷 2，C 卷 2，D 卷 2"
    (tmp_path / "room.txt").write_text("##.##\n##.##\n", encoding="utf-8")
    code, text, _ = run("--room", str(tmp_path / "room.txt"), "--forms", "2", "--seed", "s", "--json")
    told = json.loads(text)
    assert (code, told["copies"], len(told["seats"])) == (0, {"A": 4, "B": 4}, 8)
    assert {"row", "column", "form"} == set(told["seats"][0])


def test_the_command_says_how_to_describe_a_room() -> None:
    code, _, said = run("八排", "--forms", "3")
    assert (code, said.strip()) == (
        2,
        "请写明考场的行数和列数，如 8x10；座位不成矩形的，用 --room 给出座位图文件。",
    )
