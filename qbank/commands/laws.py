"""`qbank laws load FILE...`: load the texts of laws into the site's database."""

import re
import sys
from datetime import date, datetime
from pathlib import Path

import click

from qbank.commands._settings import open_site
from qbank.files import TooLarge, add_file
from qbank.laws.models import SourceKind
from qbank.laws.operations import LawRefused, add_law, law_by_title, load_version
from qbank.laws.reading import LawText, TextUnreadable, likely_kind, read_law_text
from qbank.services import Services

NOT_ALL_LOADED = 2
_DAY_IN_NAME = re.compile(r"__(\d{4}-\d{2}-\d{2})$")


@click.group()
def command() -> None:
    """法规库。"""


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--adopted", type=click.DateTime(["%Y-%m-%d"]), help="通过日期；文本和文件名都没写时用。")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in SourceKind]), help="类别；不给时按名称判断。"
)
@click.option("--scope", type=click.Choice(["public", "sector"]), help="多用于公共法题还是行业法题。")
def load(files: tuple[Path, ...], adopted: datetime | None, kind: str | None, scope: str | None) -> None:
    """把法规全文载入法规库，一个文件一个版本。已经载入的版本跳过。"""
    services = open_site()
    day = adopted.date() if adopted else None
    failed = 0
    for file in files:
        try:
            click.echo(f"{file.name}：{_load_one(services, file, day, kind, scope)}")
        except (TextUnreadable, LawRefused) as refused:
            failed += 1
            click.echo(f"{file.name}：{refused}", err=True)
    if failed:
        click.echo(f"{failed} 个文件没有载入。", err=True)
        sys.exit(NOT_ALL_LOADED)


def _load_one(services: Services, file: Path, day: date | None, kind: str | None, scope: str | None) -> str:
    if not file.is_file():
        raise TextUnreadable("没有这个文件。请核对路径。")
    text = read_law_text(file, file.name)
    adopted = _adopted(text, file) or day
    if adopted is None:
        raise LawRefused("文本里没有写明通过日期。用 --adopted 2024-02-27 这样写明。")
    try:
        with file.open("rb") as stream:
            digest, size = services.files.keep(stream, services.settings.upload_limit)
    except TooLarge as error:
        raise TextUnreadable("这个文件太大。请去掉其中的图片再载入。") from error
    now = services.clock.now()
    with services.database.transaction() as session:
        law = law_by_title(session, text.title)
        if law is None:
            chosen = SourceKind(kind) if kind else likely_kind(text.title)
            law = add_law(session, services.trail, now, None, text.title, chosen, scope)
        if any(version.adopted == adopted for version in law.versions):
            return f"《{law.title}》{adopted} 的一版已经有了，跳过。"
        add_file(session, digest, size, file.name, now)
        load_version(
            session, services.trail, now, None, law, text, digest, adopted=adopted, in_force=text.in_force
        )
    left_out = "".join(f"\n  {piece.where}“{piece.name}”：{piece.reason}。" for piece in text.left_out)
    return f"《{text.title}》{adopted} 的一版，{len(text.articles)} 条。{left_out}"


def _adopted(text: LawText, file: Path) -> date | None:
    in_name = _DAY_IN_NAME.search(file.stem)
    return text.adopted or (_day(in_name[1]) if in_name else None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
