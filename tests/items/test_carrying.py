"""What is exported reads back exactly; what cannot be carried is refused by name, and nothing is altered."""

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import importers
from qbank.items.carrying import carry
from qbank.items.content import Block, QuestionContent
from qbank.items.exported import LETTERS, Exported, Said
from qbank.items.figures import FOLDER, read_figures, signed
from qbank.items.models import QuestionType
from tests.importers.build import png

ENDINGS = ["docx", "xlsx"]
_DATA = [png(40, 30, shade) for shade in range(3)]
PICTURES = {hashlib.sha256(data).hexdigest(): (data, "image/png") for data in _DATA}
_SETTINGS = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_PIECES = (
    "第七条", "《某某办法》", "“引号”", "（AI）", "维生素B12", "U.S.A.", "A型血", "3.5倍", "2024年1月1日", "10%", "①②", "=1+1", "+86", "@人", "#",
    "<b>&amp;", "\\n", "𠮷", "ＡＢＣ１２３", "——", "…", "·", "(二)", "〔2024〕8号", "“1.甲；2.乙。”", "或者", "应当", "不得", "℃", "≥60", "√2", "“对”",
)  # fmt: skip
_words = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map("".join)
_stems = _words.map(lambda text: f"关于{text}的说法（　　）。")
_lines = st.lists(_words.map(lambda text: f"理由是{text}。"), max_size=3).map("\n".join)
_topics = st.sampled_from(["报告", "（AI）", "第七条", "A型血", "=1+1", "《某某办法》", "≥60"])
_any = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=25)


@st.composite
def _questions(
    draw: st.DrawFn,
    stems: st.SearchStrategy[str],
    texts: st.SearchStrategy[str],
    lines: st.SearchStrategy[str],
) -> Exported:
    """`texts` are those of options and the citation, `lines` those of the explanation."""
    kind = draw(st.sampled_from(["single_choice", "multiple_choice", "true_false"]))
    options: list[str] = []
    answer = draw(st.sampled_from("TF"))
    if kind != "true_false":
        options = draw(st.lists(texts, min_size=2, max_size=10, unique=True))
        least, most = (1, 1) if kind == "single_choice" else (2, len(options))
        letters = st.sets(st.sampled_from(LETTERS[: len(options)]), min_size=least, max_size=most)
        answer = "".join(sorted(draw(letters)))
    said = Said(
        kind, draw(stems), tuple(options), answer,
        explanation=draw(lines), citation=draw(st.just("") | texts),
        difficulty=draw(st.none() | st.integers(1, 5)), topics=tuple(draw(st.lists(_topics, max_size=3))),
    )  # fmt: skip
    return Exported(said, ("市卫健委", "公共法", "通过"))


def _lists(one: st.SearchStrategy[Exported]) -> st.SearchStrategy[list[Exported]]:
    return st.lists(one, max_size=5, unique_by=lambda each: each.said.stem)


def read_back(content: bytes, folder: Path, ending: str) -> list[Said]:
    path = folder / f"export.{ending}"
    path.write_bytes(content)
    return [
        Said(
            item.type or "", item.stem, tuple(option.text for option in item.options), item.answer or "",
            item.explanation, item.citation, item.difficulty, item.topics,
            read_figures(figure.as_json() for figure in item.figures),
        )
        for item in importers.read(path).items
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
@_SETTINGS
@given(questions=_lists(_questions(_stems, _words.map(lambda text: f"某{text}"), _lines)))
def test_every_ordinary_question_is_carried_and_reads_back_as_it_is(
    tmp_path: Path, ending: str, questions: list[Exported]
) -> None:
    made = carry(questions, ending, PICTURES.get)
    assert made.refused == ()
    assert sorted(map(id, made.carried)) == sorted(map(id, questions))
    if questions:
        assert read_back(made.content, tmp_path, ending) == [each.said for each in made.carried]


@pytest.mark.parametrize("ending", ENDINGS)
@_SETTINGS
@given(questions=_lists(_questions(_any, _any, _any | st.just(""))))
def test_any_text_at_all_is_carried_as_it_is_or_refused_with_a_reason(
    tmp_path: Path, ending: str, questions: list[Exported]
) -> None:
    made = carry(questions, ending, PICTURES.get)
    refused = [each for each, _why in made.refused]
    assert sorted(map(id, [*made.carried, *refused])) == sorted(map(id, questions))
    assert all(why for _each, why in made.refused)
    if made.carried:
        assert read_back(made.content, tmp_path, ending) == [each.said for each in made.carried]


_AWKWARD = [
    ("1. 数字开头的题干（　　）。", ("甲", "乙")),
    ("3、数字开头", ("A、甲", "B. 乙", "C", "（D）丁")),
    ("=1+1 是（　　）", ("-5", "+5", "@5", "=5")),
    ("解析：这个词出现在题干", ("答案：A", "解析：无", "难度：5", "知识点")),
    ("二、多项选择题", ("一、", "二、", "三、", "四、")),
    ("下列说法正确的是\n①甲\n②乙", ("①", "②", "①②", "都不对")),
    ("有十个选项", tuple("甲乙丙丁戊己庚辛壬癸")),
    ("合计", ("A公司", "B公司", "C. 公司", "D")),
    ("1-5 ABCDE", ("1.5", "2.5", "3.0", "（4）")),
    ("参考答案", ("对", "错")),
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_texts_that_look_like_other_parts_of_a_file_are_carried(tmp_path: Path, ending: str) -> None:
    questions = [
        Exported(Said("single_choice", stem, options, "B", "第一，甲。\n1. 理由一；\n2. 故选A。"))
        for stem, options in _AWKWARD
    ]
    made = carry(questions, ending, PICTURES.get)
    assert made.refused == ()
    assert read_back(made.content, tmp_path, ending) == [each.said for each in made.carried]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("stem", "why"),
    [
        ("空行\n\n在中间", "题干读回来和原来不一样"),
        ("制表\t符", "题干读回来和原来不一样"),
        ("零宽\u200b字符", "题干读回来和原来不一样"),
        ("控制\x07字符", "里面有看不见的控制字符"),
        ("长" * 40_000, "有一段文字超过 32,767 个字"),
    ],
)
def test_what_cannot_be_carried_is_refused_by_name_and_the_others_stay(
    ending: str, stem: str, why: str
) -> None:
    good = Exported(Said("true_false", "应当公开。", (), "T"))
    bad = Exported(Said("single_choice", stem, ("甲", "乙"), "A"))
    made = carry([bad, good], ending, PICTURES.get)
    assert made.carried == (good,)
    assert made.refused == ((bad, why),)


def test_a_word_file_shows_lines_and_a_table_only_for_what_would_be_mistaken(tmp_path: Path) -> None:
    plain = Exported(
        Said("multiple_choice", "应当是（　　）。", ("甲", "乙", "丙"), "AC", citation="《某法》第一条")
    )
    mistaken = Exported(Said("single_choice", "答案：见书", ("甲", "乙"), "A"))
    (tmp_path / "t.docx").write_bytes(carry([plain, mistaken], "docx", PICTURES.get).content)
    document = Document(str(tmp_path / "t.docx"))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "一、多项选择题（共 1 题）", "1. 应当是（　　）。", "A. 甲", "B. 乙", "C. 丙", "答案：AC", "法律依据：《某法》第一条",
    ]  # fmt: skip
    [table] = document.tables
    assert [cell.text for cell in table.rows[1].cells][:5] == ["1", "单选", "答案：见书", "甲", "乙"]


def test_a_sheet_tells_unit_scope_and_state_and_holds_no_formula(tmp_path: Path) -> None:
    asked = Exported(Said("single_choice", "=1+1", ("甲", "乙"), "A"), ("市卫健委", "公共法", "通过"))
    (tmp_path / "t.xlsx").write_bytes(carry([asked], "xlsx", PICTURES.get).content)
    page = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][-3:] == ["单位", "范围", "状态"]
    assert rows[1][-3:] == ["市卫健委", "公共法", "通过"]
    assert (page["C2"].value, page["C2"].data_type) == ("=1+1", "s")


# Images and formulas -------------------------------------------------------------------------------------------------

_MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'
_FORMULAS = [
    {"kind": "math", "mathml": _MATH.format(inside)}
    for inside in (
        "<mi>x</mi>",
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac><mo>≥</mo><mn>2</mn>",
        "<mrow><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub></mrow>",
    )
]
_IMAGES = [
    {"kind": "image", "href": FOLDER + digest, "alt": "", "width": 40, "height": 30} for digest in PICTURES
]


def _shown(*parts: str | Block) -> list[Block]:
    return [{"kind": "text", "text": part} if isinstance(part, str) else part for part in parts]


@st.composite
def _pictured(draw: st.DrawFn, *, anywhere: bool) -> Exported:
    """A question with images at the ends of its texts, or `anywhere`, and then with formulas too."""
    images = [image | {"alt": draw(st.sampled_from(["", "三角形警示牌"]))} for image in _IMAGES]
    within = [*_FORMULAS, *images] if anywhere else []
    inside = draw(st.lists(st.sampled_from(within), max_size=2, unique_by=id)) if within else []
    behind = draw(st.lists(st.sampled_from(images), max_size=2, unique_by=id))
    options = [_shown(f"第{letter}种", draw(st.sampled_from(images))) for letter in "甲乙"]
    options.append(_shown(draw(st.sampled_from(within or images))))
    texts = signed(
        QuestionContent(
            type=QuestionType.SINGLE_CHOICE,
            stem=_shown(f"第{draw(st.integers(1, 10**6))}种图中", *inside, "所示（　　）。", *behind),
            options=[{"label": label, "content": each} for label, each in zip("ABC", options, strict=True)],
            answer_key="B",
            explanation=draw(st.just([]) | st.just(_shown("如", images[0]))),
        )
    )
    said = Said(
        "single_choice", texts.stem, tuple(texts.options), "B", texts.explanation, figures=texts.figures
    )
    return Exported(said, ("市卫健委", "公共法", "通过"))


@pytest.mark.parametrize("ending", ENDINGS)
@_SETTINGS
@given(data=st.data())
def test_images_and_formulas_are_carried_where_they_stand(
    tmp_path: Path, ending: str, data: st.DataObject
) -> None:
    one = _pictured(anywhere=ending == "docx")
    questions = data.draw(st.lists(one, max_size=4, unique_by=lambda each: each.said.stem))
    made = carry(questions, ending, PICTURES.get)
    assert made.refused == ()
    if questions:
        assert read_back(made.content, tmp_path, ending) == [each.said for each in made.carried]


def _with(stem: str, block: Block) -> Exported:
    name = "图1" if block["kind"] == "image" else "公式1"
    return Exported(Said("true_false", stem.format(f"〔{name}〕"), (), "T", figures={name: block}))


def test_an_image_that_many_questions_show_is_in_the_file_once() -> None:
    questions = [_with(f"第{number}题如图{{}}。", _IMAGES[0]) for number in range(20)]
    made = carry(questions, "docx", PICTURES.get)
    assert made.refused == ()
    with zipfile.ZipFile(BytesIO(made.content)) as archive:
        assert sum("media/" in name for name in archive.namelist()) == 1


def test_what_a_workbook_cannot_show_is_refused_in_one_sentence_that_names_word() -> None:
    middle, formula, lost = (
        _with("图{}中是警示牌", _IMAGES[0]),
        _with("{}大于零", _FORMULAS[1]),
        _with("如图{}", _IMAGES[0] | {"href": FOLDER + "0" * 64}),
    )
    made = carry([middle, formula, lost], "xlsx", PICTURES.get)
    assert made.refused == (
        (middle, "图在文字中间，Excel 里只能放在文字后面，请导出 Word"),
        (formula, "有公式，Excel 的单元格里写不下，请导出 Word"),
        (lost, "有一个图的文件已丢失"),
    )
    assert carry([middle, formula, lost], "docx", PICTURES.get).refused == ((lost, "有一个图的文件已丢失"),)
