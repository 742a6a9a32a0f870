"""`qbank engine-client`: fetch released papers and keys as an exam engine does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import requests

from qbank.engine_client import EngineClient, EngineError, paper_ids, pull, pull_keys

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
@click.option(
    "--url", required=True, envvar="QBANK_ENGINE_URL", help="题库的网址，例如 https://tiku.example.cn"
)
@click.option(
    "--token",
    required=True,
    envvar="QBANK_ENGINE_TOKEN",
    help="办公室发的令牌；写在环境变量里比写在命令行里好。",
)
@click.pass_context
def command(ctx: click.Context, url: str, token: str) -> None:
    """Fetch released papers and answer keys as an exam engine does."""
    ctx.obj = EngineClient(url, token)


@command.command()
@click.pass_obj
def exams(client: EngineClient) -> None:
    """List the exams whose papers are open to this token."""
    with _one_sentence():
        for exam in client.exams():
            papers = exam["papers"]
            click.echo(f"{exam['id']}  {exam['status']}  {papers['mode']} {papers['count']}  {exam['title']}")


@command.command("pull")
@click.argument("exam")
@click.option("--out", required=True, type=FOLDER, help="写到哪个文件夹")
@click.option("--candidates", type=FILE, help="考生代号，一行一个：每人取一份，同一人总是同一份")
@click.option("--public-key", help="办公室的公钥（base64），从另一条渠道得来")
@click.pass_obj
def pull_papers(
    client: EngineClient, exam: str, out: Path, candidates: Path | None, public_key: str | None
) -> None:
    """Fetch the papers of EXAM, checked against their digests and the signed manifest."""
    with _one_sentence():
        names = _names(candidates) if candidates is not None else None
        count = pull(client, exam, out, public_key=public_key, candidates=names)
        click.echo(f"已取 {count} 份试卷：{out / 'papers.jsonl'}")


@command.command()
@click.option("--out", required=True, type=FOLDER, help="pull 写过的文件夹")
@click.argument("papers", nargs=-1)
@click.pass_obj
def keys(client: EngineClient, out: Path, papers: tuple[str, ...]) -> None:
    """Fetch the answer keys of PAPERS (ids), or of every paper in OUT/papers.jsonl."""
    with _one_sentence():
        if not papers and not (out / "papers.jsonl").exists():
            raise EngineError("no-papers", f"{out} 里没有 papers.jsonl。先用 pull 取卷，或写上试卷编号。")
        count = pull_keys(client, papers or paper_ids(out), out)
        click.echo(f"已取 {count} 份答案：{out / 'keys.jsonl'}")


def _names(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise EngineError("not-utf-8", f"{path} 不是 UTF-8 文本。请另存为 UTF-8。") from error
    return [line.strip() for line in lines if line.strip()]


@contextmanager
def _one_sentence() -> Iterator[None]:
    """A refusal ends the command with its sentence and status 1."""
    try:
        yield
    except EngineError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except requests.RequestException as error:
        click.echo(f"传输中断：{type(error).__name__}。没有保存，请再取一次。", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"写不了文件：{error.strerror}（{error.filename}）。请换一个文件夹。", err=True)
        sys.exit(1)
