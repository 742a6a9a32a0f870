"""`qbank makeup EARLIER PAPERS`: which paper of a make-up exam each candidate gets, so that nobody meets a question again."""

import json
import sys
from pathlib import Path
from typing import Any

import click
import numpy as np

from assembler import PoolError, make_up
from assembler.files import read_text
from assembler.pool import json_lines

BAD_INPUT = 2
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("earlier_file", metavar="EARLIER.jsonl", type=_FILE)
@click.argument("papers_file", metavar="PAPERS.jsonl", type=_FILE)
@click.option("--seed", required=True, help="种子；同一种子得到同样的分配。")
@click.option("--out", type=_FILE, required=True, help="分配结果：.jsonl，每行一名考生。")
def command(earlier_file: Path, papers_file: Path, seed: str, out: Path) -> None:
    """给补考的考生分配试卷：EARLIER 每行是一名考生上次的试卷，PAPERS 是补考的试卷。"""
    try:
        earlier, papers = _read(earlier_file, "上次的试卷"), _read(papers_file, "补考的试卷")
        if len(papers) < len(earlier):
            raise PoolError(f"补考的试卷只有 {len(papers)} 份，考生有 {len(earlier)} 名，请先多组几份。")
        if len({len(paper["items"]) for paper in papers}) > 1:
            raise PoolError("补考的试卷题数不一，请用一次组成的试卷。")
        place: dict[str, int] = {}
        rows = [[place.setdefault(name, len(place)) for name in paper["items"]] for paper in papers]
        seen = [[place[name] for name in one["items"] if name in place] for one in earlier]
        made = make_up(seen, np.array(rows, dtype=np.int64), seed=seed.encode())
        lines = [
            json.dumps({"earlier": one["paper"], "paper": papers[number]["paper"], "seen_again": again})
            for one, number, again in zip(earlier, made.paper.tolist(), made.shared.tolist(), strict=True)
        ]
        out.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
    except PoolError as error:
        click.echo(str(error), err=True)
        sys.exit(BAD_INPUT)
    except OSError as error:
        click.echo(f"写不了分配结果“{out}”：{error.strerror}。", err=True)
        sys.exit(BAD_INPUT)
    met = int((made.shared > 0).sum())
    click.echo(
        f"{len(seen)} 名考生都分到了没有见过的题。"
        if not met
        else f"{len(seen)} 名考生中有 {met} 名会再遇到见过的题，最多 {int(made.shared.max())} 道；多组一些补考试卷即可减少。",
        err=True,
    )


def _read(path: Path, what: str) -> list[dict[str, Any]]:
    found = []
    for line, record in json_lines(read_text(path, what), what):
        items = record.get("items")
        if "paper" not in record or not isinstance(items, list) or not all(isinstance(i, str) for i in items):
            raise PoolError(f"{what}第 {line} 行应写明份号（paper）和题号列表（items）。")
        found.append(record)
    if not found:
        raise PoolError(f"{what}“{path}”里没有试卷。")
    return found
