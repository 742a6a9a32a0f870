"""A sound sheet that was kept otherwise reads as it did: other orders, other columns beside, other rows around."""

from collections.abc import Callable
from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import sheet

Rows = list[list[str]]
_HEADER = ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "解析"]
_THINGS = ("许可", "处罚", "强制", "复议", "听证", "公开")
_ROWS: Rows = [
    *(
        [
            "单选题", f"{thing}由哪个机关决定{at}？", f"{thing}甲局", f"第{at}乙局", f"丙局{at}", f"丁局的{thing}",
            "ABCD"[at % 4], f"见{thing}法",
        ]
        for at, thing in enumerate(_THINGS)
    ),
    *(
        [
            "多选题", f"下列属于{thing}的有哪些？", f"甲{thing}", f"乙{thing}", f"丙{thing}", f"丁{thing}",
            ["AB", "ACD", "BD"][at % 3], "",
        ]
        for at, thing in enumerate(_THINGS)
    ),
    *(
        ["判断题", f"{thing}应当公示其依据{at}。", "", "", "", "", ["正确", "错误"][at % 2], ""]
        for at, thing in enumerate(_THINGS)
    ),
]  # fmt: skip


def _said(result: ImportResult) -> list[tuple[str | None, str, tuple[str, ...], str | None]]:
    return [
        (item.type, item.stem, tuple(option.text for option in item.options), item.answer)
        for item in result.items
    ]


def _beside(name: str, value: Callable[[int], str]) -> Callable[[], Rows]:
    return lambda: [[*_HEADER, name], *([*row, value(at)] for at, row in enumerate(_ROWS))]


_KEPT: dict[str, Callable[[], Rows]] = {
    "titles and notes above": lambda: [["某局题库"], ["填报人：张某"], [], _HEADER, *_ROWS],
    "empty rows between": lambda: [_HEADER, *(line for row in _ROWS for line in (row, []))],
    "empty columns before": lambda: [["", "", *row] for row in (_HEADER, *_ROWS)],
    "columns from the last to the first": lambda: [row[::-1] for row in (_HEADER, *_ROWS)],
    "numbers in the stems": lambda: [
        _HEADER, *([row[0], f"{at}、{row[1]}", *row[2:]] for at, row in enumerate(_ROWS, 1)),
    ],
    "numbers beside and in the stems": lambda: [
        ["编号", *_HEADER],
        *([f"K{at * 7}", row[0], f"{at}、{row[1]}", *row[2:]] for at, row in enumerate(_ROWS, 1)),
    ],
    "a column of points": _beside("分值", lambda at: "2"),
    "a column of days": _beside("创建时间", lambda at: f"2024-03-{at + 1:02}"),
    "short titles before the stems": lambda: [
        ["题目标题", "题目描述", *_HEADER[2:], "题型"],
        *([row[1][:2], row[1], *row[2:], row[0]] for row in _ROWS),
    ],
    "an empty column that is called like the stems": lambda: [
        ["题干内容", *_HEADER], *(["", *row] for row in _ROWS),
    ],
    "a sum below": lambda: [_HEADER, *_ROWS, ["合计", str(len(_ROWS))]],
    "a note below": lambda: [_HEADER, *_ROWS, [], ["填表说明：以上题目须经审核。"]],
    "who signed below": lambda: [_HEADER, *_ROWS, ["审核人：", "", "日期："]],
    "titles and notes around rows without a header": lambda: [
        ["某局题库"], ["填报人：张某"], *([row[1], row[0], *row[2:]] for row in _ROWS), ["审核人：", "", "日期："],
    ],
    "answers and reasons in the stems": lambda: [
        [*_HEADER[:6]], *([row[0], f"{row[1]} 正确答案:{row[6]} 解析:{row[7]}", *row[2:6]] for row in _ROWS),
    ],
    "no header": lambda: [[row[1], row[0], *row[2:]] for row in _ROWS],
    "no header, and codes before the options": lambda: [
        [row[1], {"单": "1", "多": "2", "判": "3"}[row[0][0]], *row[2:7]] for row in _ROWS
    ],
}  # fmt: skip


@pytest.mark.parametrize("kept", _KEPT)
def test_a_sound_sheet_reads_the_same_when_it_is_kept_otherwise(tmp_path: Path, kept: str) -> None:
    plain = read(sheet(tmp_path / "a.xlsx", 试题=[_HEADER, *_ROWS]))
    assert [item.type for item in plain.items] == [
        *["single_choice"] * 6, *["multiple_choice"] * 6, *["true_false"] * 6,
    ]  # fmt: skip
    assert _said(read(sheet(tmp_path / "b.xlsx", 试题=_KEPT[kept]()))) == _said(plain)
