"""`qbank seats ROWSxCOLUMNS --forms N`: which form lies on which seat of a room, so that neighbours have different ones."""

import json
import re
import secrets
import string
import sys
from pathlib import Path

import click

from assembler.files import read_text
from assembler.pool import PoolError
from assembler.seating import Room, RoomError, SeatPlan, seat_plan

BAD_INPUT = 2
_SIZE = re.compile(r"(\d{1,3})[x×*](\d{1,3})")


@click.command()
@click.argument("size", metavar="[行数x列数]", required=False)
@click.option(
    "--room",
    "room_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="画出座位的文本文件：一行一排，“.”或空格处没有座位，其余每个字符是一个座位。",
)
@click.option("--forms", type=click.IntRange(1, 26), required=True, help="有几种卷别。")
@click.option("--seed", help="种子；同一种子得到同样的座位表。不给则随机产生。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出。")
def command(size: str | None, room_file: Path | None, forms: int, seed: str | None, as_json: bool) -> None:
    """排考场座位的卷别，使相邻座位不同卷、各卷份数相差不超过一。"""
    chosen = secrets.token_hex(8) if seed is None else seed
    try:
        room = _room(size, room_file)
        plan = seat_plan(room, forms, seed=chosen.encode())
    except (PoolError, RoomError) as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
    click.echo(_document(plan, chosen) if as_json else _drawing(plan))
    if plan.shortcoming:
        click.echo(plan.shortcoming, err=True)


def _room(size: str | None, room_file: Path | None) -> Room:
    if room_file is not None:
        return Room.drawn(read_text(room_file, "考场座位图"))
    found = _SIZE.fullmatch(size or "")
    if found is None:
        raise RoomError("请写明考场的行数和列数，如 8x10；座位不成矩形的，用 --room 给出座位图文件。")
    return Room.rectangle(int(found[1]), int(found[2]))


def _drawing(plan: SeatPlan) -> str:
    rows = 1 + max(row for row, _ in plan.forms)
    columns = 1 + max(column for _, column in plan.forms)
    letters = {seat: string.ascii_uppercase[form] for seat, form in plan.forms.items()}
    lines = [" ".join(letters.get((row, column), ".") for column in range(columns)) for row in range(rows)]
    copies = zip(string.ascii_uppercase, plan.copies, strict=False)
    return "\n".join([*lines, "", "份数：" + "，".join(f"{letter} 卷 {count}" for letter, count in copies)])


def _document(plan: SeatPlan, seed: str) -> str:
    seats = [
        {"row": row + 1, "column": column + 1, "form": string.ascii_uppercase[form]}
        for (row, column), form in plan.forms.items()
    ]
    copies = dict(zip(string.ascii_uppercase, plan.copies, strict=False))
    return json.dumps(
        {"seed": seed, "seats": seats, "copies": copies, "shortcoming": plan.shortcoming}, ensure_ascii=False
    )
