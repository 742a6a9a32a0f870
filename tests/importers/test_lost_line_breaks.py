"""Pages that lost their line breaks: numbers without points, labels of the site, fields and headings in the midst of a line."""

from pathlib import Path

from importers.draft import ImportResult
from tests.importers.build import lines_read

_STEMS = ("甲证由谁发放", "乙证应当向谁申请", "丙证由谁保管", "丁证由谁注销")


def _choices(result: ImportResult) -> list[tuple[str, str, list[str], str | None]]:
    return [
        (item.number, item.stem, [option.text for option in item.options], item.answer)
        for item in result.items
    ]


def _told(result: ImportResult) -> set[str]:
    return {entry.code for entry in result.all_problems()}


def test_numbers_without_a_point_are_cut_where_they_count_on(tmp_path: Path) -> None:
    text = "".join(f"{at} {stem}( )。(A)甲局(B)乙局(C)3月22日" for at, stem in enumerate(_STEMS, 1))
    result = lines_read(tmp_path, f"一、单选题(共4题){text}")
    assert _choices(result) == [
        (str(at), f"{stem}( )。", ["甲局", "乙局", "3月22日"], None) for at, stem in enumerate(_STEMS, 1)
    ]


def test_numbers_glued_to_stems_behind_an_answer_are_cut(tmp_path: Path) -> None:
    text = " ".join(
        f"{at}{stem} . A.甲局 B 乙局 C 丙局 {label}" for at, (stem, label) in
        enumerate(zip(_STEMS, ("答:A", "答 C", "答：B", "答 A"), strict=True), 1)
    )  # fmt: skip
    result = lines_read(tmp_path, "一、单项选择", text)
    assert [item.answer for item in result.items] == ["A", "C", "B", "A"]
    assert all(len(item.options) == 3 for item in result.items)


def test_a_slash_behind_a_number_is_its_point(tmp_path: Path) -> None:
    text = "".join(
        f"{at}\\{stem}____。A:甲局B:乙局参考答案:A本题解释:【答案】A。解析:见甲规程。"
        for at, stem in enumerate(_STEMS, 1)
    )
    result = lines_read(tmp_path, f"您好，欢迎访问甲网{text}")
    assert [(item.number, item.answer, item.explanation) for item in result.items] == [
        (str(at), "A", "见甲规程。") for at in range(1, 5)
    ]


def test_a_number_behind_an_option_that_is_a_number_is_the_one_that_counts_on(tmp_path: Path) -> None:
    lines = "一、单选题1、拨打（B）。A.110B.119C.120D.1222、再拨打（C）。A.315B.12348C.12315D.991483、甲证由（A）发放。A.甲局B.乙局C.丙局D.丁局"
    result = lines_read(tmp_path, lines)
    assert [(item.number, item.options[-1].text, item.answer) for item in result.items] == [
        ("1", "122", "B"),
        ("2", "99148", "C"),
        ("3", "丁局", "A"),
    ]


def test_digits_that_count_on_by_chance_part_no_question(tmp_path: Path) -> None:
    line = "1.甲办法何时施行（ B ）。A.2021、2022年B.2023年C.2024年"
    (item,) = lines_read(tmp_path, line).items
    assert [option.text for option in item.options] == ["2021、2022年", "2023年", "2024年"]


def _in_chunks(tmp_path: Path) -> ImportResult:
    filler = "甲规程所称的证件是指由甲局统一印制并且依法发放的凭证及其副本和电子版" * 2
    asked = [f"{at}、{stem}，{filler}（B）。A 甲局 B 乙局 C 丙局 D 丁局" for at, stem in enumerate(_STEMS, 1)]
    first, second = "".join(asked[:2]), "".join(asked[2:])
    head, tail = second.split("（B）。", 1)
    return lines_read(tmp_path, f"1、甲规程试题一、单选题(共4题){first}{head}", f"2、（B）。{tail}")


def test_labels_of_a_site_in_the_midst_of_a_question_are_named_and_left_out(tmp_path: Path) -> None:
    result = _in_chunks(tmp_path)
    assert [(item.number, len(item.options), item.answer) for item in result.items] == [
        (str(at), 4, "B") for at in range(1, 5)
    ]
    assert [piece.text for piece in result.skipped if piece.reason == "页码"] == ["1、", "2、"]
    assert "text-unread" not in _told(result)


def test_an_answer_at_the_head_of_the_explanation_may_be_called_so(tmp_path: Path) -> None:
    text = "".join(
        f"{at}.{stem}（）。A.甲局B.乙局解析：正确答案B。见甲规程。" for at, stem in enumerate(_STEMS, 1)
    )
    result = lines_read(tmp_path, f"甲规程试题一、单选题（每题2分）{text}")
    assert [(item.type, item.answer) for item in result.items] == [("single_choice", "B")] * 4


def test_a_heading_behind_a_title_that_tells_how_to_answer_names_the_type(tmp_path: Path) -> None:
    lines = ["甲规程试卷 一、多选题每题1分，共4分。下列各题中，有两个以上选项符合题意。"]
    lines += [f"{at}.{stem}（ ）。A.甲局 B.乙局 C.丙局" for at, stem in enumerate(_STEMS, 1)]
    result = lines_read(tmp_path, *lines)
    assert [item.type for item in result.items] == ["multiple_choice"] * 4


def test_stars_around_the_note_of_a_heading_are_lost_brackets(tmp_path: Path) -> None:
    lines = [
        "一、单选题***共2题，每题1分***",
        "1、甲证由谁发放。",
        "A、甲局 B、乙局",
        "2、乙证由谁发放。",
        "A、甲局 B、乙局",
    ]
    assert [item.type for item in lines_read(tmp_path, *lines).items] == ["single_choice"] * 2


def test_at_least_one_right_option_makes_a_multiple_choice(tmp_path: Path) -> None:
    lines = ["一、选择题（每题2分，每题至少有一项正确）", "1、甲证由（AB）发放。", "A、甲局 B、乙局 C、丙局"]
    assert [item.type for item in lines_read(tmp_path, *lines).items] == ["multiple_choice"]


def test_a_key_with_brackets_on_one_line_answers_its_parts(tmp_path: Path) -> None:
    lines = ["一、单选题（每题1分）"]
    for at, stem in enumerate(_STEMS, 1):
        lines += [f"{at}、{stem}（ ）。", "A、甲局 B、乙局 C、丙局"]
    lines += [
        "二、情景判断题（每题1分）",
        "1、甲证可以转让。（ ）",
        "2、乙证有效。（ ）",
        "3、丙证须公示。（ ）",
    ]
    lines += [
        "参考答案一、单选题（每题1分）1、（A）、2、（B）、3、（C）、4、（A）、二、情景判断题（每题1分）1、（×）、2、（√）、3（√）"
    ]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["A", "B", "C", "A", "F", "T", "T"]


def test_what_an_exam_says_of_an_attempt_before_the_options_is_no_stem(tmp_path: Path) -> None:
    text = " ".join(
        f"{at}、{stem} ( )。 {verdict} 您的作答: A 正确答案是: {answer} 得分: 4 A、 甲局 B、 乙局 C、 丙局"
        for at, (stem, verdict, answer) in
        enumerate(zip(_STEMS, ("正确", "错误", "正确", "错误"), "ABAC", strict=True), 1)
    )  # fmt: skip
    result = lines_read(tmp_path, f"单位: 甲局 一、单选题 (总共 4 题,每题 4 分 ) {text}")
    assert [(item.stem, item.answer, len(item.options)) for item in result.items] == [
        (f"{stem} ( )。", answer, 3) for stem, answer in zip(_STEMS, "ABAC", strict=True)
    ]


def test_an_answer_between_blanks_in_its_bracket_labels_no_option(tmp_path: Path) -> None:
    lines = [
        "1.甲证分为( A )三级。  A 甲级   B乙级   C 丙级",
        "2.甲证应当取得( A ),另有规定的除外。 A许可   B 表扬   C 会员",
    ]
    lines += [
        "3.甲方的（A）是第一责任人。A 主管 B 职员 C 来客",
        "4.甲办法贯彻(A )的方针。A预防为主 B效益第一 C重在扑救",
    ]
    result = lines_read(tmp_path, *lines)
    assert [(item.answer, len(item.options)) for item in result.items] == [("A", 3)] * 4
    assert [item.options[0].text for item in result.items] == ["甲级", "许可", "主管", "预防为主"]


def test_an_answer_glued_before_the_first_label_is_the_answer(tmp_path: Path) -> None:
    lines = [
        "1.甲证属____级：CA.甲B.乙C.丙",
        "2.乙证由谁保管？BA.甲局B.乙局C.丙局",
        "3.丙证由____保管：AA.甲局B.乙局C.丙局",
    ]
    result = lines_read(tmp_path, *lines)
    assert [(item.answer, item.options[0].text) for item in result.items] == [
        ("C", "甲"),
        ("B", "甲局"),
        ("A", "甲局"),
    ]


def test_letters_bare_in_the_gap_answer_beside_questions_with_brackets(tmp_path: Path) -> None:
    lines = []
    for at, stem in enumerate(
        ("甲证由 A 发放。( )", "乙证于 B 年施行。", "丙证不少于 C 份。( )", "丁证由（B）发放。"), 1
    ):
        lines += [f"{at}、{stem}", "A、10 B、15 C、20"]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["A", "B", "C", "B"]
    assert "answers-by-emphasis" in _told(result)


def test_a_number_on_its_own_line_in_the_midst_of_a_statement_is_told(tmp_path: Path) -> None:
    lines = ["44、甲证可以转让。（×）", "45、甲证应当在发放", "5", "后公示。（√）", "46、甲证有效。（√）"]
    result = lines_read(tmp_path, *lines)
    assert [entry.code for entry in result.items[1].problems] == ["stem-doubtful"]


def test_a_title_with_the_number_of_the_first_question_is_told_or_parted(tmp_path: Path) -> None:
    lines = ["1、甲规程试题", "附甲规程 1、甲证由（A）发放。A.甲局B.乙局", "2、乙证由（B）发放。A.甲局B.乙局"]
    result = lines_read(tmp_path, *lines)
    parted = result.items[0].stem == "甲证由（　　）发放。"
    assert parted or "stem-doubtful" in {entry.code for entry in result.items[0].problems}


def test_shared_options_with_bare_labels_below_each_question_are_joined(tmp_path: Path) -> None:
    lines = []
    for answers in ("BC", "AD"):
        lines += ["A.甲局 B.乙局 C.丙局", "D.丁局【score:4 分】"]
        for at, answer in enumerate(answers, 1):
            lines += [f"({at}).{_STEMS[at]}【score:2 分】"]
            lines += [
                f"【{label}】" + (" 【此项为本题正确答案】" if label == answer else "") for label in "ABCD"
            ]
            lines += ["本题思路:见甲规程。"]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem, item.answer, item.explanation) for item in result.items] == [
        (_STEMS[at], answer, "见甲规程。") for at, answer in ((1, "B"), (2, "C"), (1, "A"), (2, "D"))
    ]
    assert all(
        [option.text for option in item.options] == ["甲局", "乙局", "丙局", "丁局"] for item in result.items
    )
    assert "text-unread" not in _told(result)


def test_rows_without_separators_are_told_only_where_the_file_has_others(tmp_path: Path) -> None:
    rows = [f"{at}.第{at}种证由谁发放（　　）。A甲局B乙局C丙局【答案】B" for at in range(1, 7)]
    assert "options-glued" not in _told(lines_read(tmp_path, "一、单选题", *rows))
    others = [f"{at}.第{at}种证由谁发放（　　）。\nA.甲局\nB.乙局\nC.丙局\n答案：B" for at in range(7, 12)]
    assert "options-glued" in _told(lines_read(tmp_path, "一、单选题", *rows, *others))
