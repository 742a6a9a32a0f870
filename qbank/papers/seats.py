"""The seat plan of one room: which parallel form lies on which seat. The same exam and room give the same plan again."""

from collections.abc import Collection
from dataclasses import dataclass

from assembler.seating import Room, RoomError, Seat, seat_plan
from qbank.papers.opening import FORM_LETTERS


class RoomRefused(ValueError):
    """There is no such room; the message is the sentence for people."""


@dataclass(frozen=True, slots=True)
class RoomShape:
    """As people say it: seats a row, an aisle after the seats numbered so, and seats (row, number) that are missing."""

    rows: int
    columns: int
    aisles: Collection[int]
    missing: Collection[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PlacedForm:
    """A seat: row and number as people count them, from 1; `across` and `down` are its place in the picture, from 0."""

    row: int
    number: int
    across: int
    down: int
    form: int

    @property
    def letter(self) -> str:
        return FORM_LETTERS[self.form]


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """`copies`: letter and number of seats of each form. `shortcoming`: what could not be had, or empty."""

    seats: list[PlacedForm]
    width: int
    height: int
    copies: list[tuple[str, int]]
    shortcoming: str

    def row(self, number: int) -> list[PlacedForm]:
        return [seat for seat in self.seats if seat.row == number]


def plan_room(exam_id: str, room: str, shape: RoomShape, forms: int) -> RoomPlan:
    """Raises `RoomRefused`."""
    placed = _placed(shape)
    try:
        plan = seat_plan(_room(shape, placed), forms, seed=f"{exam_id} {room}".encode())
    except RoomError as error:
        raise RoomRefused(str(error)) from error
    seats = [
        PlacedForm(row, number, across, down, plan.forms[down, across])
        for (row, number), (down, across) in placed.items()
    ]
    return RoomPlan(
        seats,
        shape.columns + len(shape.aisles),
        shape.rows,
        [(FORM_LETTERS[form], count) for form, count in enumerate(plan.copies)],
        plan.shortcoming,
    )


def _placed(shape: RoomShape) -> dict[tuple[int, int], Seat]:
    """(row, number) as people count -> the seat, aisles being columns of their own."""
    return {
        (row, number): (row - 1, number - 1 + sum(aisle < number for aisle in shape.aisles))
        for row in range(1, shape.rows + 1)
        for number in range(1, shape.columns + 1)
        if (row, number) not in shape.missing
    }


def _room(shape: RoomShape, placed: dict[tuple[int, int], Seat]) -> Room:
    width = shape.columns + len(shape.aisles)
    seats = set(placed.values())
    gaps = {(row, column) for row in range(shape.rows) for column in range(width)} - seats
    return Room.rectangle(shape.rows, width, gaps)
