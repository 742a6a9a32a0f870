"""`qbank parse FILE`: read one question file, without a database."""

import json
import sys
from pathlib import Path

import click

from importers import ImportResult, Unreadable, read_in_child
from importers.draft import TYPE_NAMES, DraftItem, ItemType, Problem

NOT_READABLE = 2
_MARKS = {"error": "错误", "warning": "请核对"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", "key_file", type=click.Path(path_type=Path), help="答案另在一个文件里时，给出该文件。")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象。")
def command(file: Path, key_file: Path | None, as_json: bool) -> None:
    """读取一个试题文件，列出读到的试题和其中的问题。"""
    try:
        result = read_in_child(file, key_path=key_file)
    except Unreadable as error:
        click.echo(error.sentence, err=True)
        sys.exit(NOT_READABLE)
    if as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        _show(result)


def _show(result: ImportResult) -> None:
    """A table for people: one line a question, then what is wrong, then what was left out."""
    for item in result.items:
        click.echo(_line(item))
        for problem in item.problems:
            click.echo(f"        {_told(problem)}")
    for problem in result.problems:
        click.echo(_told(problem))
    for piece in result.skipped:
        text = piece.text.replace("\n", " ")
        click.echo(f"未读入：{piece.place.in_words()}，{piece.reason}：{text[:60]}")
    click.echo(_summary(result))


def _line(item: DraftItem) -> str:
    kind = TYPE_NAMES[item.type] if item.type else "题型不明"
    answer = item.answer or "缺"
    if item.type == "true_false":  # F may also be the sixth option
        answer = {"T": "对", "F": "错"}.get(answer, answer)
    place = item.place.in_words() if item.place else ""
    stem = item.stem.replace("\n", " ")
    stem = stem if len(stem) <= 40 else stem[:39] + "…"
    return f"{item.number:>5}  {kind}  {answer:<5} {len(item.options)} 个选项  {stem}  （{place}）"


def _told(problem: Problem) -> str:
    place = f"（{problem.place.in_words()}）" if problem.place else ""
    return f"{_MARKS[problem.severity]}：{problem.message}{place}"


def _summary(result: ImportResult) -> str:
    counts: dict[ItemType | None, int] = {}
    for item in result.items:
        counts[item.type] = counts.get(item.type, 0) + 1
    kinds = "，".join(f"{TYPE_NAMES[kind] if kind else '题型不明'} {count}" for kind, count in counts.items())
    errors = sum(problem.severity == "error" for problem in result.all_problems())
    doubts = sum(problem.severity == "warning" for problem in result.all_problems())
    total = f"共读到 {len(result.items)} 题" + (f"（{kinds}）" if kinds else "")
    return f"{total}，错误 {errors} 处，请核对 {doubts} 处，未读入 {len(result.skipped)} 处。"
