"""`qbank remarks FILE --out COPY`: the file with each of its problems written into it, without a database."""

import sys
from datetime import datetime
from pathlib import Path

import click

from importers import Unreadable, read_in_child
from importers.remarks import Remark, annotated_or_listed

NOT_READABLE = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件。")
def command(file: Path, out: Path) -> None:
    """把一个试题文件里的问题写成批注，放在原文件的副本里；不能批注的文件得到一份 Excel 清单。"""
    try:
        result = read_in_child(file)
    except Unreadable as error:
        click.echo(error.sentence, err=True)
        sys.exit(NOT_READABLE)
    remarks = [Remark(problem.message, problem.place) for problem in result.all_problems()]
    made = annotated_or_listed(file, remarks, datetime.now().astimezone())
    target = out if out.suffix == f".{made.ending}" else out.with_name(f"{out.name}.{made.ending}")
    try:
        target.write_bytes(made.content)
    except OSError as error:
        raise click.ClickException(f"写不了“{target}”：{error.strerror}。请核对路径和权限。") from None
    words = "批注" if made.in_file else "清单里的问题"
    click.echo(f"读到 {len(result.items)} 题，{words} {len(remarks)} 处，写在“{target}”。")
