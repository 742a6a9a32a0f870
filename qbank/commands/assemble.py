"""`qbank assemble POOL BLUEPRINT`: papers from a pool and a blueprint, without a database."""

import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import click

from assembler import (
    Assembly,
    Blueprint,
    BlueprintError,
    Infeasible,
    NotFound,
    PoolError,
    assemble,
    read_pool,
)
from assembler.files import (
    PAPER_SUFFIXES,
    papers_file,
    read_document,
    read_paper_items,
    read_used,
    write_document,
)

BAD_INPUT = 2
CANNOT_BE_MET = 3
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("pool_file", metavar="POOL.jsonl", type=_FILE)
@click.argument("blueprint_file", metavar="BLUEPRINT.json", type=_FILE)
@click.option("--papers", "count", type=int, required=True, help="试卷份数。")
@click.option("--parallel", is_flag=True, help="平行卷：相同的题尽量少；不加则为一人一卷。")
@click.option("--seed", help="种子；同一种子得到同样的试卷。不给则随机产生，并记入清单。")
@click.option("--out", type=_FILE, required=True, help="试卷文件：.jsonl 或 .npy。")
@click.option("--report", "report_file", type=_FILE, help="组卷报告（JSON）。")
@click.option(
    "--manifest", "manifest_file", type=_FILE, help="组卷清单（JSON）：凭它可重做试卷，与试卷同样保密。"
)
@click.option("--used", "used_file", type=_FILE, help="以往的使用次数，与本次一并拉平。")
@click.option("--avoid", "avoid_file", type=_FILE, help="这些试卷（.jsonl）里的题不再使用。")
def command(
    pool_file: Path,
    blueprint_file: Path,
    count: int,
    parallel: bool,
    seed: str | None,
    out: Path,
    report_file: Path | None,
    manifest_file: Path | None,
    used_file: Path | None,
    avoid_file: Path | None,
) -> None:
    """按双向细目表从候选题集组卷。"""
    if count < 1:
        _stop("份数（--papers）应是不小于 1 的整数。")
    if out.suffix not in PAPER_SUFFIXES:
        _stop("试卷文件（--out）的名称应以 .jsonl 或 .npy 结尾。")
    chosen = seed.encode() if seed is not None else secrets.token_bytes(32)
    try:
        pool = read_pool(pool_file)
        blueprint = Blueprint.from_json(read_document(blueprint_file, "双向细目表"))
        used = read_used(used_file) if used_file else None
        avoid = read_paper_items(avoid_file) if avoid_file else set()
        with papers_file(out, pool, count, blueprint.length) as table:
            made = _with_progress(
                count,
                lambda progress: assemble(
                    pool,
                    blueprint,
                    count,
                    parallel,
                    seed=chosen,
                    used=used,
                    avoid=avoid,
                    progress=progress,
                    out=table,
                ),
            )
        if manifest_file:
            write_document(manifest_file, made.manifest, "组卷清单", secret=True)
        if report_file:
            write_document(report_file, made.report, "组卷报告")
    except (PoolError, BlueprintError) as error:
        _stop(str(error))
    except Infeasible as error:
        _cannot(error, report_file)
    except NotFound as error:
        _stop(str(error))
    click.echo(_summary(made), err=True)


def _with_progress(count: int, work: Callable[[Callable[[int, int], None] | None], Assembly]) -> Assembly:
    """A progress bar where somebody looks on."""
    if not sys.stderr.isatty():
        return work(None)
    with click.progressbar(length=count, label="组卷", file=sys.stderr) as bar:
        return work(lambda done, _: bar.update(done - bar.pos))


def _summary(made: Assembly) -> str:
    report = made.report
    use = report["use"]
    return (
        f"已组成 {report['papers']} 份试卷，每份 {report['questions_a_paper']} 道题，全部要求逐份核对无误；"
        f"每题使用 {use['least']} 至 {use['most']} 次，平均重复 {report['overlap']['mean']} 道题，用时 {report['seconds']} 秒。"
    )


def _cannot(error: Infeasible, report_file: Path | None) -> None:
    if report_file:
        try:
            write_document(
                report_file, {"infeasible": [cause.as_json() for cause in error.causes]}, "组卷报告"
            )
        except PoolError as unwritten:
            click.echo(str(unwritten), err=True)
    click.echo("双向细目表无法满足：", err=True)
    for cause in error.causes:
        click.echo(f"  {cause.sentence}", err=True)
    sys.exit(CANNOT_BE_MET)


def _stop(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)
