"""`qbank law TEXT`: read the text of a law, without a database."""

import json
import sys
from pathlib import Path

import click

from importers import Unreadable
from importers.statutes import Statute, read_statute

NOT_READABLE = 2


@click.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 对象。")
def command(text: Path, as_json: bool) -> None:
    """读取一部法律的文本，列出章和条。"""
    try:
        statute = read_statute(text)
    except Unreadable as error:
        click.echo(error.sentence, err=True)
        sys.exit(NOT_READABLE)
    if as_json:
        click.echo(json.dumps(statute.as_json(), ensure_ascii=False))
    else:
        _show(statute)


def _show(statute: Statute) -> None:
    days = [("通过或最近修改", statute.adopted), ("施行", statute.in_force)]
    told = "，".join(f"{name}：{day.isoformat()}" for name, day in days if day)
    click.echo(statute.title + (f"（{told}）" if told else ""))
    chapter = ""
    for article in statute.articles:
        if article.chapter != chapter:
            chapter = article.chapter
            click.echo(f"\n{chapter}")
        first = article.paragraphs[0] if article.paragraphs else ""
        click.echo(f"  {article.label}  {first[:40]}{'…' if len(first) > 40 else ''}")
    click.echo(f"\n共 {len(statute.articles)} 条。")
    for piece in statute.skipped:
        text = " ".join(piece.text.split())
        click.echo(
            f"  {piece.place.in_words()}“{text[:40]}{'…' if len(text) > 40 else ''}”：{piece.reason}。"
        )
