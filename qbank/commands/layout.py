"""`qbank layout PAPERS POOL BLUEPRINT`: the printed order of questions and options, also as A/B variants of the same questions."""

import json
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from assembler import Blueprint, BlueprintError, Pool, PoolError, QuestionOptions, read_pool
from assembler.files import read_document, read_text
from assembler.pool import json_lines
from assembler.variants import variants

BAD_INPUT = 2
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("papers_file", metavar="PAPERS.jsonl", type=_FILE)
@click.argument("pool_file", metavar="POOL.jsonl", type=_FILE)
@click.argument("blueprint_file", metavar="BLUEPRINT.json", type=_FILE)
@click.option(
    "--variants", "count", type=click.IntRange(1, 26), default=1, help="同一份试卷排成几种（A/B 卷）。"
)
@click.option(
    "--options",
    "options_file",
    type=_FILE,
    help='选项文件，每行一题：{"id": "q1", "options": ["…", …], "answer": "BD"}；不给则只排题序。',
)
@click.option("--seed", required=True, help="种子；同一种子得到同样的次序。")
@click.option("--out", type=_FILE, required=True, help="排好的试卷：.jsonl，每行一份。")
def command(
    papers_file: Path,
    pool_file: Path,
    blueprint_file: Path,
    count: int,
    options_file: Path | None,
    seed: str,
    out: Path,
) -> None:
    """排定试卷的题序和选项次序，并使答案字母均衡。"""
    try:
        pool = read_pool(pool_file)
        blueprint = Blueprint.from_json(read_document(blueprint_file, "双向细目表"))
        options = _read_options(options_file, pool) if options_file else {}
        lines = [
            json.dumps(line, ensure_ascii=False)
            for number, paper in _read_papers(papers_file, pool, blueprint)
            for line in _laid_out(pool, blueprint, number, paper, options, count, seed)
        ]
        _write(out, "".join(line + "\n" for line in lines))
    except (PoolError, BlueprintError) as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)


def _laid_out(
    pool: Pool,
    blueprint: Blueprint,
    number: int,
    paper: list[int],
    options: dict[int, QuestionOptions],
    count: int,
    seed: str,
) -> Iterator[dict[str, Any]]:
    made = variants(pool, blueprint, paper, options, count, seed=seed.encode(), number=number)
    for letter, laid in zip(string.ascii_uppercase, made, strict=False):
        yield {
            "paper": number,
            "variant": letter,
            "sections": [[pool.items[place].id for place in section] for section in laid.sections],
            "options": {
                pool.items[place].id: "".join(string.ascii_uppercase[option] for option in order)
                for place, order in laid.options.items()
            },
        }


def _read_papers(path: Path, pool: Pool, blueprint: Blueprint) -> Iterator[tuple[int, list[int]]]:
    for line, record in json_lines(read_text(path, "试卷文件"), "试卷文件"):
        number, names = record.get("paper"), record.get("items") or []
        told = isinstance(names, list) and all(isinstance(name, str) for name in names)
        if not isinstance(number, int) or not told:
            raise PoolError(f"试卷文件第 {line} 行应写明份号（paper）和题号列表（items）。")
        unknown = next((name for name in names if name not in pool.index), None)
        if unknown is not None:
            raise PoolError(f"试卷文件第 {line} 行的试题“{unknown}”不在候选题集里，请用组卷时的候选题集。")
        if len(names) != blueprint.length:
            raise PoolError(
                f"试卷文件第 {line} 行有 {len(names)} 道题，双向细目表要 {blueprint.length} 道，请用组卷时的双向细目表。"
            )
        yield number, [pool.index[name] for name in names]


def _read_options(path: Path, pool: Pool) -> dict[int, QuestionOptions]:
    found = {}
    for line, record in json_lines(read_text(path, "选项文件"), "选项文件"):
        name, texts, answer = record.get("id"), record.get("options") or [], record.get("answer")
        letters = string.ascii_uppercase[: len(texts)] if isinstance(texts, list) else ""
        if not (
            isinstance(name, str) and letters and isinstance(answer, str) and set(answer) <= set(letters)
        ):
            raise PoolError(
                f"选项文件第 {line} 行应写明题号（id）、选项（options）和答案（answer，用选项的字母，如 BD）。"
            )
        if name in pool.index:
            found[pool.index[name]] = QuestionOptions(
                tuple(str(text) for text in texts),
                tuple(letters.index(letter) for letter in dict.fromkeys(answer)),
            )
    return found


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise PoolError(f"写不了试卷文件“{path}”：{error.strerror}。") from error
