"""Lines and rows of cells, as every container gives them."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from importers import read
from importers.containers.blocks import Grid, Line, Row
from importers.draft import Place
from tests.importers.build import ASKED, OPTIONS, lines_read, sheet

_PLACE = Place(line=1)


@given(st.text("ab ", max_size=12), st.data())
def test_what_stands_out_goes_along_when_characters_are_taken_out(text: str, data: st.DataObject) -> None:
    low, high, start, end = (data.draw(st.integers(0, len(text))) for _ in range(4))
    (low, high), (start, end) = sorted((low, high)), sorted((start, end))
    line = Line(text, _PLACE, ((low, high, "colour"),) if low < high else ())
    left = line.without(start, end)
    marked = [at for at in range(len(text)) if low <= at < high and not start <= at < end]
    kept = [at for at in range(len(text)) if not start <= at < end]
    assert replace(line, title=True).without(start, end) == replace(left, title=True)
    assert left.text == "".join(text[at] for at in kept)
    assert [kept[at] for span in left.emphasis for at in range(span[0], span[1])] == marked


def test_runs_of_blanks_are_cut_to_what_forms_need() -> None:
    long, kept = " " * 5000, " " * 40
    line = Line(f"甲{long}乙{long}丙", _PLACE, ((5001, 5002, "bold"), (10002, 10003, "colour"))).shortened()
    assert (line.text, line.emphasis) == (f"甲{kept}乙{kept}丙", ((41, 42, "bold"), (82, 83, "colour")))
    grid = Grid("表", (Row(("甲", f"乙{long}丙"), _PLACE, ((), ((5001, 5002, "bold"),))),)).shortened()
    assert grid.rows[0] == Row(("甲", f"乙{kept}丙"), _PLACE, ((), ((41, 42, "bold"),)))


def test_lines_full_of_blanks_are_read(tmp_path: Path) -> None:
    long = " " * 5000
    lines = (
        f"单选题{long}",
        f"{long}1.{long}{ASKED}",
        *(f"{option}{long}" for option in OPTIONS),
        f"答案：{long}B",
    )
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.answer, [option.text for option in item.options]) == ("B", ["甲局", "乙局", "丙局", "丁局"])
    rows = [["题干", "选项", "答案"], [ASKED, long.join(OPTIONS), f"{long}B"]]
    (item,) = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert (item.answer, len(item.options)) == ("B", 4)
