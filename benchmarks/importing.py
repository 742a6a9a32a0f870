"""How fast question files are read: `python benchmarks/importing.py [--count 5000]`.

A department's file is 30 questions, read in the child process as the site reads it; bulk is one large file read in this
process. The aims: well under 0.5 s for a department's file, 1,000 questions a second and more in bulk (an old .doc, which LibreOffice
makes here: 988 questions in under 4 s). Both are timed by the processor, so that a busy machine does not change them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document
from openpyxl import Workbook

import importers
from importers.containers.legacy_word import office

_DEPARTMENT = 30


def _question(at: int) -> tuple[str, list[str], str]:
    options = [f"自收到申请之日起{(at + step) % 90 + 1}日内作出决定" for step in range(4)]
    return f"关于示例事项第{at}号的办理，行政机关应当遵守的期限是（　　）。", options, "ABCD"[at % 4]


def _word(path: Path, count: int) -> None:
    document = Document()
    document.add_paragraph("一、单项选择题")
    for at in range(1, count + 1):
        stem, options, answer = _question(at)
        document.add_paragraph(f"{at}. {stem}")
        for label, text in zip("ABCD", options, strict=True):
            document.add_paragraph(f"{label}. {text}")
        document.add_paragraph(f"答案：{answer}")
        document.add_paragraph("解析：见示例办法第十二条，逾期视为同意。")
    document.save(str(path))


def _sheet(path: Path, count: int) -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet("试题")
    page.append(["序号", "题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析"])
    for at in range(1, count + 1):
        stem, options, answer = _question(at)
        page.append([at, "单选题", stem, *options, answer, "见示例办法第十二条，逾期视为同意。"])
    book.save(path)


def _text(path: Path, count: int) -> None:
    lines = ["一、单项选择题"]
    for at in range(1, count + 1):
        stem, options, answer = _question(at)
        lines += [f"{at}. {stem}", *(f"{label}. {text}" for label, text in zip("ABCD", options, strict=True))]
        lines += [f"答案：{answer}", "解析：见示例办法第十二条，逾期视为同意。"]
    path.write_text("\n".join(lines), "utf-8")


def _old_word(path: Path, count: int) -> None:
    program = office()
    if program is None:
        raise SystemExit("LibreOffice makes the old Word file, and is not installed")
    source = path.with_suffix(".docx")
    _word(source, count)
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(path.parent),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)


_MAKERS: tuple[tuple[str, Callable[[Path, int], None]], ...] = (
    (".docx", _word),
    (".xlsx", _sheet),
    (".txt", _text),
    (".doc", _old_word),
)


def _processor_of_children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def _timed(
    read: Callable[[Path], importers.ImportResult], path: Path, count: int, clock: Callable[[], float]
) -> float:
    began = clock()
    found = len(read(path).items)
    seconds = clock() - began
    if found != count:
        raise SystemExit(f"{path.name}: {found} questions read of {count}")
    return seconds


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--count", type=int, default=5000, help="questions of the bulk file")
    count = ask.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        for ending, make in _MAKERS if office() else _MAKERS[:-1]:
            small, large = Path(folder) / f"department{ending}", Path(folder) / f"bulk{ending}"
            make(small, _DEPARTMENT)
            make(large, count)
            child = min(
                _timed(importers.read_in_child, small, _DEPARTMENT, _processor_of_children) for _ in range(3)
            )
            bulk = _timed(importers.read, large, count, time.process_time)
            print(
                f"{ending:6} department {child:5.2f} s   bulk {bulk:6.2f} s   {count / bulk:8.0f} questions/s"
            )
        if not office():
            print(".doc    not measured: LibreOffice, which makes the file, is not installed")


if __name__ == "__main__":
    main()
