"""The files of the command line: blueprint, earlier use, papers to avoid, papers. Faults are one Chinese sentence (PoolError)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.pool import Pool, PoolError, json_lines

PAPER_SUFFIXES = (".jsonl", ".npy")


def read_text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PoolError(f"读不到{what}“{path}”：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise PoolError(f"{what}“{path}”不是 UTF-8 编码的文本，请另存为 UTF-8。") from error


def read_document(path: Path, what: str) -> Any:
    """A JSON file."""
    try:
        return json.loads(read_text(path, what))
    except (json.JSONDecodeError, RecursionError) as error:
        line = f"第 {error.lineno} 行附近" if isinstance(error, json.JSONDecodeError) else ""
        raise PoolError(f"{what}“{path}”{line}不是合格的 JSON，请检查引号、逗号和括号。") from error


def read_used(path: Path) -> dict[str, int]:
    """USED: uses by question id; lines of one question add up."""
    uses: dict[str, int] = {}
    for number, record in json_lines(read_text(path, "使用记录"), "使用记录"):
        name, count = record.get("id"), record.get("uses")
        if not isinstance(name, str) or isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise PoolError(f"使用记录第 {number} 行应写明题号（id）和使用次数（uses，不小于 0 的整数）。")
        uses[name] = uses.get(name, 0) + count
    return uses


def read_paper_items(path: Path) -> set[str]:
    """The ids of all questions on the papers of a PAPERS.jsonl."""
    names: set[str] = set()
    for number, record in json_lines(read_text(path, "试卷文件"), "试卷文件"):
        items = record.get("items")
        if not isinstance(items, list) or not all(isinstance(name, str) for name in items):
            raise PoolError(f"试卷文件第 {number} 行应写明题号列表（items）。")
        names.update(items)
    return names


def write_papers(path: Path, pool: Pool, papers: npt.NDArray[np.int32], first: int = 1) -> None:
    """PAPERS as .jsonl or .npy, by the name's ending; `first` is the number of the first paper."""
    try:
        if path.suffix == ".npy":
            np.save(path, papers.astype("<i4"))
            return
        names = [json.dumps(name, ensure_ascii=False) for name in pool.column("id")]
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for number, row in enumerate(papers.tolist(), start=first):
                file.write(f'{{"paper": {number}, "items": [{", ".join(names[place] for place in row)}]}}\n')
    except OSError as error:
        raise PoolError(f"写不了试卷文件“{path}”：{error.strerror}。") from error


@contextmanager
def papers_file(path: Path, pool: Pool, papers: int, length: int) -> Iterator[npt.NDArray[np.int32]]:
    """A table to be filled, which is the PAPERS file afterwards. An .npy file grows on disk, beside its name until it is whole."""
    if path.suffix != ".npy":
        table = np.empty((papers, length), dtype="<i4")
        yield table
        write_papers(path, pool, table)
        return
    unfinished = path.with_name(path.name + ".part")
    try:
        table = np.lib.format.open_memmap(unfinished, mode="w+", dtype="<i4", shape=(papers, length))
    except OSError as error:
        raise PoolError(f"写不了试卷文件“{path}”：{error.strerror}。") from error
    try:
        yield table
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_document(path: Path, document: Any, what: str, secret: bool = False) -> None:
    """A JSON file; a secret one is readable by its owner alone."""
    try:
        if secret:
            path.touch(mode=0o600)
            path.chmod(0o600)
        path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise PoolError(f"写不了{what}“{path}”：{error.strerror}。") from error
