"""Columns written in codes: types, truths and difficulties as numbers, which only the whole column explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.answers import by_text, letters_of, truth_of, truth_options, type_of
from importers.columns import Header
from importers.containers.blocks import Grid
from importers.draft import ItemType, Place, Problem, Skipped
from importers.fields import difficulty_of, easy_when_high, level_of, share_of
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold
from importers.problems import problem

_TYPE_CODES: dict[str, dict[str, ItemType]] = {
    "123": {"1": "true_false", "2": "single_choice", "3": "multiple_choice"},
    "1234": {"1": "single_choice", "2": "multiple_choice", "3": "true_false"},
    "012": {"0": "single_choice", "1": "multiple_choice", "2": "true_false"},
}
# 1=单选, 0:单选题, 2表示多选, 3判断; or 单选1
_SAID_AS = r"(?:[=:、.\-]|为|是|表示|代表)"
_LEGEND = re.compile(rf"(?<!\d)(\d)\s*{_SAID_AS}\s*([^\d\s,、;)]{{1,6}})")
_TYPE_LEGENDS = (
    re.compile(rf"(?<!\d)(?P<code>\d)\s*{_SAID_AS}?\s*(?P<word>[^\W\d_]{{1,6}})"),
    re.compile(rf"(?P<word>[^\W\d_]{{1,6}}?)\s*{_SAID_AS}?\s*(?P<code>\d)(?!\d)"),
)
# 1对0错, 0=正确, 对填1
_TRUTH = "正确|错误|对|错|√|×"
_TRUTH_LEGEND = re.compile(
    rf"(?<!\d)([012])\s*(?:[=:、.\-]|为|是|表示|代表)?\s*({_TRUTH})|({_TRUTH})\s*(?:[=:]|[为是填写用]){{0,2}}\s*([012])(?!\d)"
)
_CHOICE = {"multiplechoice", "multichoice", "mc"}
_MCQ = "mcq"
_NOTES_BELOW = 4
_FEWEST_STATEMENTS = 5
_ASKS = re.compile(r"_{2,}|[?？]\s*$|[几多]少?[个件项次年月日天条人]|多少")
_FEWEST_STRANGE = 3  # difficulties of which none is known


def types(parsed: list[Parsed], grid: Grid, header: Header) -> None:
    """A column of type codes is decoded only where options and answers settle what each of them means."""
    if not header.columns("type"):
        return
    column = header.columns("type")[0]
    said = {row.place: row.cells[column].strip() for row in grid.rows if column < len(row.cells)}
    coded = [(entry, said.get(entry.block.place, "")) for entry in parsed if entry.type is None]
    coded = [(entry, code) for entry, code in coded if is_code(code)]
    meaning = _explained(grid, header, column) or _fitting(coded) or _settled(coded)
    for entry, code in coded:
        if kind := meaning.get(code) or meaning.get(_number(code)):
            entry.type = kind
        else:
            entry.skipped.append(Skipped(entry.block.place, code, "认不出的题型"))


def judged_beside(parsed: list[Parsed], grid: Grid, header: Header) -> None:
    """题型 单选题 | 选项类型 对错题: a second column of types, where the options are no more than the two sides."""
    rows = {row.place: row for row in grid.rows}
    for entry in parsed:
        if entry.type not in {None, "single_choice"} or not truth_options(entry.options):
            continue
        cells = enumerate(rows[entry.block.place].cells)
        if any(type_of(cell) == "true_false" for at, cell in cells if at not in header.fields and cell):
            entry.type = "true_false"


def untyped(parsed: list[Parsed]) -> None:
    """Where no row names a type or holds options, and all answers are letters or one of two numbers (or all 1 and 0): the numbers judge."""
    if any(entry.type or entry.options or len(entry.said) != 1 for entry in parsed):
        return
    letters = {entry.said[0]: letters_of(entry.said[0]) for entry in parsed}
    numbers = {said for said, found in letters.items() if not found}
    chosen = set("".join(found for found in letters.values() if found))
    stated = not any(_ASKS.search(entry.stem) for entry in parsed) and len(parsed) >= _FEWEST_STATEMENTS
    alone = numbers == {"0", "1"} and not chosen and stated
    if alone or (numbers in ({"1", "2"}, {"0", "1"}) and chosen - {"A", "B"}):
        for entry in parsed:
            found = letters[entry.said[0]]
            entry.type = (
                ("single_choice" if len(found) == 1 else "multiple_choice") if found else "true_false"
            )
            entry.inferred = True


def english(parsed: list[Parsed]) -> Iterator[Problem]:
    """Multiple Choice, which in English also means a choice of one: so where all its questions have one answer, and the
    sheet has another word for several (multiple answer), or none for either; told where it has none."""
    named = {entry.block.place: _plain(entry.block.note) for entry in parsed if entry.type}
    _several_beside_single(parsed, named)
    choices = [entry for entry in parsed if named.get(entry.block.place) in _CHOICE]
    others = [entry for entry in parsed if entry.type and named.get(entry.block.place) not in _CHOICE]
    if not choices or any(entry.type == "single_choice" for entry in others):
        return
    answers = [_letters(entry) for entry in choices]
    if any(letters is None or len(letters) != 1 for letters in answers):
        return
    for entry in choices:
        entry.type = "single_choice"
    if not any(entry.type == "multiple_choice" for entry in others):
        first = choices[0]
        message = f"“{first.block.note}”的 {len(choices)} 题都只有一个答案，按单选题读取，请核对。"
        yield problem("types-inferred", message, first.block.place)


def _several_beside_single(parsed: list[Parsed], named: dict[Place, str]) -> None:
    """MCQ is a choice of several where some have several answers, beside another word for one (SCQ) and none for several."""
    asked = [entry for entry in parsed if named.get(entry.block.place) == _MCQ]
    others = {entry.type for entry in parsed if entry.type and named.get(entry.block.place) != _MCQ}
    several = any(len(_letters(entry) or "") > 1 for entry in asked)
    if several and "single_choice" in others and "multiple_choice" not in others:
        for entry in asked:
            entry.type = "multiple_choice"


def _plain(note: str) -> str:
    return re.sub(r"[\W_]", "", fold(note)).lower()


def _letters(entry: Parsed) -> str | None:
    return (letters_of(entry.said[0]) or by_text(entry.said[0], entry.options)) if entry.said else None


def _fitting(coded: list[tuple[Parsed, str]]) -> dict[str, ItemType]:
    """What each code means by the one table in use that agrees with all options and answers; else nothing."""
    tables = [
        table
        for table in _TYPE_CODES.values()
        if coded and all(_fits(entry, table.get(_number(code))) for entry, code in coded)
    ]
    return {code: tables[0][_number(code)] for _, code in coded} if len(tables) == 1 else {}


def _number(code: str) -> str:
    return code.lstrip("0") or "0"


def is_code(text: str) -> bool:
    """Whether a cell of types holds no word but a code, as 1, 02 or DX."""
    return re.fullmatch(r"[0-9A-Za-z]{1,3}", text) is not None


def _settled(coded: list[tuple[Parsed, str]]) -> dict[str, ItemType]:
    """What each code means where its questions can be of one type alone, and no other code means that type; else nothing."""
    groups: dict[str, list[Parsed]] = {}
    for entry, code in coded:
        groups.setdefault(code, []).append(entry)
    kinds = {code: {_shape(entry) for entry in entries} for code, entries in groups.items()}
    found: dict[str, ItemType] = {}
    for code, shapes in kinds.items():
        if shapes == {"true_false"}:
            found[code] = "true_false"
        elif "multiple_choice" in shapes and shapes <= {"multiple_choice", "single_choice"}:
            found[code] = "multiple_choice"
        elif shapes == {"single_choice"}:
            found[code] = "single_choice"
    whole = len(found) == len(groups) == len(set(found.values()))
    return found if whole and len(found) > 1 else {}


def _shape(entry: Parsed) -> ItemType | None:
    """The type that options and answer look like; None where there is no answer to tell."""
    letters = letters_of(entry.said[0]) if entry.said else None
    if entry.said and (truth_options(entry.options) or (not entry.options and truth_of(entry.said[0]))):
        return "true_false"
    if not letters or len(entry.options) < 2:
        return None
    return "single_choice" if len(letters) == 1 else "multiple_choice"


def _explained(grid: Grid, header: Header, column: int) -> dict[str, ItemType]:
    """What each code means, where the heading or a note under it says so: 1=单选、2=多选、3=判断."""
    notes = grid.rows[max(header.row, 0) : header.row + _NOTES_BELOW]
    return legend(" ".join(row.cells[column] for row in notes if column < len(row.cells)))


def legend(text: str) -> dict[str, ItemType]:
    """What each code of a type means, where `text` says so of two at least: 1=单选、2=多选, 选择1,判断2; else nothing."""
    readings = [_pairs(pattern, fold(text)) for pattern in _TYPE_LEGENDS]
    best = max(readings, key=len)
    return dict(best) if len(best) >= 2 and len({code for code, _ in best}) == len(best) else {}


def _pairs(pattern: re.Pattern[str], text: str) -> list[tuple[str, ItemType]]:
    found = ((match["code"], _named(match["word"])) for match in pattern.finditer(text))
    return [(code, kind) for code, kind in found if kind]


def _named(word: str) -> ItemType | None:
    return type_of(word) or ("single_choice" if word == "选择" else None)


def difficulties(parsed: list[Parsed], grid: Grid, header: Header) -> Iterator[Problem]:
    """1 to 5 and words one by one; shares between 0 and 1 where the heading of their column tells the direction."""
    columns = header.columns("difficulty")
    if not columns:
        return
    rows = {row.place: row for row in grid.rows}
    said = [(entry, header.text(rows[entry.block.place], "difficulty")) for entry in parsed]
    said = [(entry, text) for entry, text in said if text]
    shares = [share_of(text) for _, text in said]
    steps = _steps(grid.rows[header.row].cell(columns[0]))
    heads = [cell for row in grid.rows[: header.row] for cell in row.cells if "难度" in cell]
    heads.append(grid.rows[header.row].cell(columns[0]))
    easy_high = easy_when_high("；".join(heads))
    if said and not steps and None not in shares and any(share not in {0.0, 1.0} for share in shares):
        if easy_high is not None:
            for (entry, text), share in zip(said, shares, strict=True):
                entry.difficulty = level_of(share or 0.0, easy_high)
                entry.taken.append(text)
            return
        entry, text = said[0]
        message = f"难度写作 0 到 1 的数（如“{text}”），看不出是越大越难还是越大越易，{len(said)} 题的难度没有采用，请改填 1 到 5。"
        yield problem("difficulty-unreadable", message, entry.block.place)
        for entry, text in said:
            entry.skipped.append(Skipped(entry.block.place, text, "没有采用的难度"))
        return
    levels = [steps.get(text) or difficulty_of(text) for _, text in said]
    if len(said) >= _FEWEST_STRANGE and not any(levels):
        entry, text = said[0]
        message = f"难度（如“{text}”）都认不出，{len(said)} 题的难度没有采用，请改填 1 到 5。"
        yield problem("difficulty-unreadable", message, entry.block.place)
        for entry, text in said:
            entry.skipped.append(Skipped(entry.block.place, text, "没有采用的难度"))
        return
    for (entry, text), level in zip(said, levels, strict=True):
        entry.difficulty = level
        entry.taken.append(text)
        if entry.difficulty is None:
            entry.warn("difficulty-unreadable", f"的难度“{text}”认不出，请填 1 到 5。")


def _steps(heading: str) -> dict[str, int]:
    """What each code of a difficulty means, where the heading says so: (0:简单 1:中等 2:困难)."""
    named = ((code, difficulty_of(word)) for code, word in _LEGEND.findall(fold(heading)))
    return {code: step for code, step in named if step}


def _fits(entry: Parsed, kind: ItemType | None) -> bool:
    letters = letters_of(entry.said[0]) if entry.said else None
    if kind == "true_false":
        return len(entry.options) in {0, 2} and letters in {None, "A", "B"}
    if kind == "single_choice":
        return len(entry.options) >= 2 and (letters is None or len(letters) == 1)
    return kind == "multiple_choice" and len(entry.options) >= 2


def truths(parsed: list[Parsed], grid: Grid, header: Header) -> Iterator[Problem]:
    """True and false written as 1 and 2, or as 1 and 0: which of the two, the heading or the values of the sheet tell.

    Where the types are numbers too, a program may have counted both from 0: then each question is told.
    """
    coded = [
        entry for entry in parsed
        if entry.type == "true_false" and not entry.options and entry.said and entry.said[0] in {"0", "1", "2"}
    ]  # fmt: skip
    values = {entry.said[0] for entry in coded}
    legend = _truth_legend(grid, header)
    known = values <= legend.keys()
    if not coded or (not known and values >= {"0", "2"}):
        return
    false = "2" if "2" in values else "0"
    meaning = legend if known else {"1": "对", false: "错"}
    places = {row.place for row in grid.rows if header.text(row, "type").isdigit()}
    for entry in coded:
        said = entry.said[0]
        entry.taken.append(said)
        entry.said[0] = meaning[said]
        if not known and false == "0" and entry.block.place in places:
            entry.warn("truth-by-number", f"的答案“{said}”按{meaning[said]}读取，也可能相反，请核对。")
    if known:
        return
    message = f"判断题答案写作数字，按 1＝对、{false}＝错 读取，请核对。"
    yield problem("truth-by-number", message, coded[0].block.place)


def _truth_legend(grid: Grid, header: Header) -> dict[str, str]:
    """What 0, 1 and 2 mean, where the heading of the answers or a line above it says so of both sides: 答案（1对0错）."""
    heads = (
        [grid.rows[header.row].cell(column) for column in header.columns("answer")] if header.row >= 0 else []
    )
    heads += [cell for row in grid.rows[: max(header.row, 0)] for cell in row.cells if "判断" in cell]
    found = _TRUTH_LEGEND.findall(fold("；".join(heads)))
    told = {before or behind: truth_of(word or named) for before, word, named, behind in found}
    return {code: "对" if side == "T" else "错" for code, side in told.items()} if len(told) == 2 else {}
