"""The child process of `sheets.py`: reads one sheet of a workbook under limits. Arguments: its name, and the file."""

from pathlib import Path
from typing import TYPE_CHECKING

from importers.child import answer

if TYPE_CHECKING:
    from importers.safety import Limits


def main() -> None:
    answer(_rows)


def _rows(limits: "Limits", name: str, path: str) -> dict[str, object]:
    from python_calamine import CalamineError, CalamineWorkbook  # loaded under the limits

    from importers.draft import Unreadable
    from importers.safety import Package

    package = Package(Path(path), limits)
    for part in package.names():
        package.checked(part)
    try:
        book = CalamineWorkbook.from_path(path)
        if name not in book.sheet_names:
            sentence = f"工作簿里没有叫“{name}”的工作表。请从“下载 Excel”得到的文件改起。"
            raise Unreadable(sentence, "no-sheet")
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=limits.rows)
    except CalamineError as error:
        raise Unreadable(
            "这个工作簿已损坏，打不开。请用 Excel 打开后另存为 .xlsx 再上传。", "damaged"
        ) from error
    return {
        "rows": [[cell if isinstance(cell, str | int | float) else str(cell) for cell in row] for row in rows]
    }


if __name__ == "__main__":
    main()
