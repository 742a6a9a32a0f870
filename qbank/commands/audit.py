"""`qbank audit`: verify the audit trail, and export its head as an anchor."""

import json
from pathlib import Path

import click

from qbank import running
from qbank.commands._settings import settings as read_settings
from qbank.trail import count, head_of


@click.group("audit")
def command() -> None:
    """留痕：核验，导出锚点。"""


@command.command("verify")
@click.option(
    "--anchor", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="先前导出的锚点文件"
)
def verify(anchor: Path | None) -> None:
    """核验全部留痕；对不上时说出是哪一条，退出码为 1。"""
    services = running.prepare(read_settings())
    known = _read_anchor(anchor) if anchor else None
    with services.database.reading() as session:
        fault = services.trail.verify(session, known)
        total = count(session)
    if fault:
        click.echo(fault, err=True)
        raise SystemExit(1)
    click.echo(f"{total} 条留痕全部核验无误。")


@command.command("anchor")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def anchor(file: Path) -> None:
    """把现在最后一条的序号和校验码写进 FILE，放到这台机器以外保存。"""
    services = running.prepare(read_settings())
    with services.database.reading() as session:
        number, mac = head_of(session)
    file.write_text(json.dumps({"number": number, "mac": mac}) + "\n", "utf-8")
    click.echo(f"已写到第 {number} 条。")


def _read_anchor(file: Path) -> tuple[int, str]:
    try:
        content = json.loads(file.read_text("utf-8"))
        return int(content["number"]), str(content["mac"])
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f"{file} 不是 qbank audit anchor 写出的锚点文件。") from None
