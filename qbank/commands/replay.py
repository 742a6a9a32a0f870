"""`qbank replay MANIFEST POOL`: the papers of a manifest again, byte for byte, all or one."""

import sys
from pathlib import Path

import click

from assembler import ManifestError, PoolError, read_pool, replay
from assembler.files import PAPER_SUFFIXES, read_document, write_papers

BAD_INPUT = 2
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("manifest_file", metavar="MANIFEST.json", type=_FILE)
@click.argument("pool_file", metavar="POOL.jsonl", type=_FILE)
@click.option("--paper", type=int, help="只重做第几份。")
@click.option("--out", type=_FILE, required=True, help="试卷文件：.jsonl 或 .npy。")
def command(manifest_file: Path, pool_file: Path, paper: int | None, out: Path) -> None:
    """按组卷清单重做试卷，逐字节相同。"""
    if out.suffix not in PAPER_SUFFIXES:
        _stop("试卷文件（--out）的名称应以 .jsonl 或 .npy 结尾。")
    try:
        pool = read_pool(pool_file)
        papers = replay(read_document(manifest_file, "组卷清单"), pool, paper)
        write_papers(out, pool, papers, first=paper or 1)
    except (PoolError, ManifestError) as error:
        _stop(str(error))


def _stop(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(BAD_INPUT)
