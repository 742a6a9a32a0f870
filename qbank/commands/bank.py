"""`qbank bank load FILE...`: the office's own questions into the bank, from files of any layout; `qbank bank export FILE`."""

import csv
from enum import StrEnum
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.accounts.models import Unit
from qbank.accounts.queries import unit_by_name
from qbank.commands._settings import settings
from qbank.items.exporting import MOST, make_export, record_export
from qbank.items.loading import add_load, add_new_laws, left_out_rows, read_load, run_load
from qbank.items.models import BankLoad, ItemState, QuestionType, Scope
from qbank.items.queries import Wanted
from qbank.jobs import JobFailed
from qbank.laws.models import Law
from qbank.migrations import upgrade
from qbank.services import Services, open_services

LOADABLE = [ItemState.IN_REVIEW.value, ItemState.ACCEPTED.value]
SHOWN = 20
SHOWN_PIECES = 5


def _one_of(codes: type[StrEnum]) -> click.Choice[str]:
    """The values of `codes`, or nothing."""
    return click.Choice(["", *(code.value for code in codes)])


@click.group()
def command() -> None:
    """题库：成批载入办公室已有的试题，把题库里的题导出成文件。"""


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--scope", required=True, type=click.Choice([scope.value for scope in Scope]), help="公共法或行业法。"
)
@click.option("--unit", default="", help="这些题算哪个单位的；不写就是办公室。")
@click.option("--state", default=LOADABLE[0], type=click.Choice(LOADABLE), help="先审题，还是直接入库。")
@click.option("--law", default="", help="整个文件出自一部法规时写它的名称。")
@click.option("--add-laws", is_flag=True, help="试题引用而没有登记的法规，按名称登记。")
@click.option("--dry-run", is_flag=True, help="只看读懂了什么，不载入。")
@click.option("--left-out", type=click.Path(path_type=Path), help="把没有载入的题写进这个 CSV 文件。")
def load(
    files: tuple[Path, ...],
    scope: str,
    unit: str,
    state: str,
    law: str,
    add_laws: bool,
    dry_run: bool,
    left_out: Path | None,
) -> None:
    """读入 Word、Excel 或文本里的试题，载入题库；有错的和重复的不载入，逐道说明。"""
    stand = open_services(settings())
    upgrade(stand.database.engine)
    kept = [(_kept(stand, path), path.name) for path in files]
    with stand.database.transaction() as session:
        made = add_load(
            session,
            stand.clock.now(),
            None,
            kept,
            unit_id=_unit(session, unit).id,
            law_id=_law(session, law),
            scope=Scope(scope),
            state=ItemState(state),
        )
    read_load(stand, made.id, _quiet)
    if add_laws and not dry_run:
        added = add_new_laws(stand, None, made.id)
        click.echo(f"已按名称登记 {len(added)} 部法规：{_listed(added)}。" if added else "没有要登记的法规。")
    _tell_reading(stand, made.id)
    if not dry_run:
        _run(stand, made.id)
        _tell_result(stand, made.id, left_out)
    stand.database.dispose()


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--words", default="", help="只要题干、选项、解析或依据里有这些词的。")
@click.option("--state", default="", type=_one_of(ItemState), help="只要这种状态的。")
@click.option("--type", "kind", default="", type=_one_of(QuestionType), help="只要这种题型的。")
@click.option("--scope", default="", type=_one_of(Scope), help="只要公共法或行业法的。")
@click.option("--topic", default="", help="只要这个知识点的。")
def export(file: Path, words: str, state: str, kind: str, scope: str, topic: str) -> None:
    """把题库里的题连同答案写成一个 .docx 或 .xlsx 文件；写不进去的逐道说明。"""
    ending = file.suffix.removeprefix(".").lower()
    if ending not in MOST:
        raise click.ClickException(f"“{file.name}”要以 .docx 或 .xlsx 结尾。")
    stand = open_services(settings())
    upgrade(stand.database.engine)
    said = {"q": words, "state": state, "type": kind, "scope": scope, "topic": topic}
    try:
        made = make_export(stand, None, Wanted.from_arguments(said), ending, _quiet)
        file.write_bytes(made.content)
    except JobFailed as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"写不了“{file}”：{error.strerror}。请核对路径和权限。") from None
    with stand.database.transaction() as session:
        record_export(session, stand, None, file.name, made, ending)
    stand.database.dispose()
    click.echo(f"写了 {made.questions} 道题，没有写进的 {len(made.refused)} 道。文件里有答案，请妥善保管。")
    for one in made.refused:
        click.echo(f"  {one['stem']}：{one['reason']}")


def _kept(stand: Services, path: Path) -> str:
    try:
        with path.open("rb") as stream:
            digest, _size = stand.files.keep(stream, path.stat().st_size)
    except OSError as error:
        raise click.ClickException(f"打不开“{path}”：{error.strerror}。请核对路径和权限。") from None
    return digest


def _unit(session: Session, name: str) -> Unit:
    office = select(Unit).where(Unit.is_office).order_by(Unit.id)
    found = unit_by_name(session, name) if name else session.scalars(office).first()
    if found is None:
        known = "、".join(session.scalars(select(Unit.name).order_by(Unit.id).limit(SHOWN))) or "还没有单位"
        raise click.ClickException(
            f"没有名为“{name or '办公室'}”的单位。现有：{known}。请先在网站的“单位与账号”里新建。"
        )
    return found


def _law(session: Session, title: str) -> int | None:
    if not title:
        return None
    found = session.scalars(
        select(Law.id).where(Law.title == title.removeprefix("中华人民共和国"))
    ).one_or_none()
    if found is None:
        raise click.ClickException(f"没有登记“{title}”。请先在网站的“法规”里按名称登记。")
    return found


def _tell_reading(stand: Services, load_id: int) -> None:
    with stand.database.reading() as session:
        load = session.get_one(BankLoad, load_id)
        read, to_accept = load.read, load.state == ItemState.ACCEPTED
    for file in read["files"]:
        if file["refusal"]:
            click.echo(f"“{file['name']}”没有读成：{file['refusal']}", err=True)
        for remark in file.get("remarks", [])[:SHOWN]:
            click.echo(f"“{file['name']}”：{remark}", err=True)
        _tell_pieces(file)
    click.echo(f"读到 {read['total']} 道题，重复的 {read['repeats']} 道，有错的 {read['faulty']} 道。")
    if read["without_law"]:
        click.echo(f"{read['without_law']} 道题认不出法规，可以载入后再补。")
    if read["new_laws"]:
        click.echo(
            f"{len(read['new_laws'])} 部法规还没有登记：{_listed(read['new_laws'])}。用 --add-laws 按名称登记。"
        )
    if to_accept and read["incomplete"]:
        click.echo(
            f"{read['incomplete']} 道题缺法规或难度（没有难度的 {read['without_difficulty']} 道），"
            "载入后不算通过，先进入待审。"
        )


def _listed(titles: list[str]) -> str:
    return "、".join(titles[:SHOWN]) + ("等" if len(titles) > SHOWN else "")


def _tell_pieces(file: dict[str, Any]) -> None:
    """What was not read as a question: how much for which reason, and the first of each by place."""
    for reason, count in file.get("skipped", {}).items():
        click.echo(f"“{file['name']}”：{reason}，{count} 处，没有当作试题。", err=True)
        told = [piece for piece in file["pieces"] if piece["reason"] == reason]
        for piece in told[:SHOWN_PIECES]:
            click.echo(f"  {piece['place']}：{piece['text'][:40]}", err=True)
        if count > min(len(told), SHOWN_PIECES):
            click.echo("  ……", err=True)


def _run(stand: Services, load_id: int) -> None:
    with click.progressbar(length=1, label="载入题库") as bar:

        def show(done: int, total: int, message: str = "") -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        run_load(stand, None, load_id, show)


def _tell_result(stand: Services, load_id: int, left_out: Path | None) -> None:
    with stand.database.reading() as session:
        load = session.get_one(BankLoad, load_id)
        rows = list(left_out_rows(stand, session, load))
        click.echo(f"载入 {load.added} 道题，没有载入 {load.done - load.added} 道。")
        if load.to_review:
            click.echo(f"其中 {load.to_review} 道缺法规或难度，没有直接通过，在待审里。")
    for file, place, _stem, reason in rows[:SHOWN]:
        click.echo(f"  {file} {place}：{reason}")
    if len(rows) > SHOWN and left_out is None:
        click.echo("  ……其余的用 --left-out 写进一个文件，或在网站“题库 › 成批载入”里下载。")
    if left_out is not None:
        with left_out.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("文件", "位置", "题干或文字", "没有载入的原因"))
            writer.writerows([[_as_text(cell) for cell in row] for row in rows])


def _as_text(cell: str) -> str:
    """A spreadsheet program must not take a question for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _quiet(done: int, total: int, message: str = "") -> None:
    """Reading shows nothing: it has no steps to count."""
