"""`qbank forecast POOL BLUEPRINT`: how many papers the pool carries, and what runs short first."""

import sys
from pathlib import Path

import click

from assembler import Blueprint, BlueprintError, PoolError, read_pool
from assembler.files import read_document
from assembler.forecast import forecast

BAD_INPUT = 2
_FILE = click.Path(path_type=Path, dir_okay=False)
_NAMED = 8


@click.command()
@click.argument("pool_file", metavar="POOL.jsonl", type=_FILE)
@click.argument("blueprint_file", metavar="BLUEPRINT.json", type=_FILE)
@click.option(
    "--most-uses", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="每题至多使用几次。"
)
def command(pool_file: Path, blueprint_file: Path, most_uses: int) -> None:
    """候选题集最多够组多少份试卷，先缺什么题。"""
    try:
        told = forecast(
            read_pool(pool_file), Blueprint.from_json(read_document(blueprint_file, "双向细目表")), most_uses
        )
    except (PoolError, BlueprintError) as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
    click.echo(f"每题至多使用 {most_uses} 次，最多够组 {told.papers} 份试卷。")
    if told.short_first:
        click.echo(f"先不够的是：{'、'.join(told.short_first[:_NAMED])}。")
