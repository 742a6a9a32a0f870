"""What an answer says: letters for choices, T or F for true/false. What cannot be read stays None."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from importers.draft import DraftOption, ItemType
from importers.normalise import fold, same, squeeze
from importers.pinyin import words_spelled

LETTERS = "ABCDEFGHIJKL"
_TRUE = {
    "√",
    "✓",
    "✔",
    "✅",
    "☑",
    "对",
    "正确",
    "是",
    "T",
    "TRUE",
    "Y",
    "YES",
    "V",
    "∨",
    "R",
    "对的",
    "正确的",
    "CORRECT",
    "RIGHT",
}
_FALSE = {
    "×",
    "✗",
    "✘",
    "╳",
    "✕",
    "❌",
    "Χ",
    "Х",
    "错",
    "错误",
    "否",
    "非",
    "F",
    "FALSE",
    "N",
    "NO",
    "X",
    "W",
    "不对",
    "不正确",
    "错误的",
    "INCORRECT",
    "WRONG",
}
_DIGITS = {"1": "T", "0": "F"}
_LONGEST_TWICE = 2 * max(map(len, _TRUE | _FALSE))
_ALL = {
    "全选",
    "全部",
    "全对",
    "以上全选",
    "以上都是",
    "以上都对",
    "以上全部",
    "全部正确",
    "以上均正确",
    "以上全对",
}
_SEPARATOR = r"[\s,、;/+&和与及.|]*"
_PLAIN = re.compile(rf"(?:选项?)?[\[(]?\s*([A-L](?:{_SEPARATOR}[A-L])*)\s*[\])]?项?[.。;,]?")
_LABEL = re.compile(r"(?<![^\s,;、|])[(\[]?([A-L])\s*[.、:)\]]\s*")
_RANGE = re.compile(r"([A-L])\s*(?:-|—|－|~|～|至|到)+\s*([A-L])")
_SIDE = "正确|错误|对|错|√|×"
_SAYING = re.compile("^(?:该|此|本|这)?(?:题|种|句)?(?:说法|表述|观点|叙述)?(?:是|为)?(?=.*[对错误确])")
# What may stand around the letters of an answer: 选ABD, A、B两项, ABCD全对.
_BEFORE_LETTERS = re.compile(r"^[\s“\"]*(?:应选|故选|选)?\s*[:;]?\s*(?=[(\[]?[A-L])")
_AFTER_LETTERS = re.compile(
    r"(?<=[A-L\])])\s*(?:[两二三四五六]?项|全对|都对|全部正确|都正确|均正确)?[\s”\",;。.]*$"
)
_LETTER_BEFORE = re.compile(r"^[AB](?=[^\x00-\x7f])")  # A（正确）
_LEGEND = re.compile(
    rf"(?<![A-Za-z])([AB])\s*[为是代表示:=、.选项填]{{0,4}}\s*({_SIDE})|"
    rf"({_SIDE})的?\s*[请为是则选填涂写用表示打画:=]{{0,5}}\s*[\"“(]?([AB])(?![A-Za-z])"
)
_JOINTS = (
    r"[、,，;；\s]+",
    "&",
    "┋",
    r"\|+",
    "@",
    "#+",
    ",",
    "，",
    "[;；]",
    r"\n",
)  # of the words of several options; the single signs where these hold blanks or the other signs
_TYPES: tuple[tuple[str, ItemType], ...] = (
    ("(?:常识|逻辑|数量|语言|图形|事件)判断|判断推理", "single_choice"),
    ("判断|是非|对错|辨析", "true_false"),
    ("多选|多项选择|不定项|多项|复选", "multiple_choice"),
    ("[XＸ]型题", "multiple_choice"),
    ("单选|单项选择|单项|选择题|[A-B][1-4]?型题", "single_choice"),
    ("填空", "blank"),
    (
        "简答|问答|论述|案例|计算|名词解释|材料|综合题|分析题|改错|主观|论文|写作|作文|应用题|操作题|实操|实务题|实践题|设计题|编程题|程序题|作图|绘图|翻译题|证明题|解答题|排序题|连线题",
        "essay",
    ),
)
# Names that stand for a type only where nothing else is said.
_WHOLE_NAMES: dict[str, ItemType] = {
    "判": "true_false", "judge": "true_false", "judgement": "true_false", "judgment": "true_false", "tf": "true_false",
    "truefalse": "true_false", "bool": "true_false", "trueorfalse": "true_false", "boolean": "true_false", "yn": "true_false", "yesno": "true_false", "yesorno": "true_false",
    "mc": "multiple_choice", "ma": "multiple_choice", "mr": "multiple_choice", "ms": "multiple_choice",
    "多": "multiple_choice", "multi": "multiple_choice", "multiple": "multiple_choice",
    "multichoice": "multiple_choice", "multiplechoice": "multiple_choice", "checkbox": "multiple_choice", "multiselect": "multiple_choice",
    "multipleanswer": "multiple_choice", "multipleanswers": "multiple_choice", "multipleresponse": "multiple_choice",
    "multipleselect": "multiple_choice", "multianswer": "multiple_choice", "checkboxes": "multiple_choice",
    "单": "single_choice", "single": "single_choice", "mcq": "single_choice", "singlechoice": "single_choice", "radio": "single_choice", "sc": "single_choice", "scq": "single_choice",
    "singleanswer": "single_choice", "singleresponse": "single_choice", "singleselect": "single_choice",
    "fill": "blank", "fillblank": "blank", "blank": "blank", "essay": "essay", "quest": "essay", "shortanswer": "essay",
}  # fmt: skip
# What school papers call their parts: 火眼金睛我会选, 小法官判一判; alone in a heading, for a sentence may say so too.
_CALLED: tuple[tuple[str, ItemType], ...] = (
    (r"我[会来能要爱]{0,2}(?:[判断辨]|当?小?(?:法官|裁判|判官))|[判断辨]一[判断辨]|明辨是非|对还是错|[谁孰]对[谁孰]错|(?:小|聪明|公正)的?(?:法官|裁判|判官)", "true_false"),
    ("我[会来能要爱]{0,2}[选挑]|[选挑]一[选挑]|精挑细选|择优录取", "single_choice"),
    ("我[会来能要爱]{0,2}填|填一填", "blank"),
    ("我[会来能要爱]{0,2}(?:[答写说]|简答|分析|探究)|[答写说]一[答写说]", "essay"),
)  # fmt: skip
_COLLECTED = ("判断|是非|对错", "多选|多项选择|不定项", "单选|单项选择|(?<![单多定]项)选择")
_NAMES = "|".join(f"(?:{words})" for words in _COLLECTED)
# The boxes of a form, 单选（√）多选（ ）, ☑单选 □多选.
_TICKED = r"(?:[☑☒■√✓✔✅]\ufe0f?|[(\[]\s*[√✓✔]\s*[)\]])"
_BOXED = rf"(?:{_TICKED}|[□☐○]|[(\[]\s*[)\]])"
TYPE_WORDS = "|".join(words for words, _ in _TYPES)
# 故本题选B。, 因此答案为ABD: what an explanation comes to.
_CHOSEN = re.compile(
    r"(?:故|本题|因此|所以)[,，]?(?:本题)?(?:的)?(?:正确)?(?P<said>答案)?(?:应)?(?:为|是)?(?P<chosen>选择|选)?[:：]?\s*"
    r"(?P<letters>[A-L](?:[\s,、]*[A-L])*)(?:项|选项)?(?![A-Za-z])(?P<end>\s*[。.;，,]|\s*$)?"
)


def type_of(text: str) -> ItemType | None:
    """The type that a heading, a mark or a cell names; None where it names none."""
    folded = fold(text)
    if re.search("判断(改错|说明|并)", folded):
        return "true_false"
    name = _bare_name(folded)
    named = "\n".join((folded, *words_spelled(name)))
    return next((kind for words, kind in _TYPES if re.search(words, named)), _WHOLE_NAMES.get(name))


def called_type(text: str) -> ItemType | None:
    """The type of a part that a school paper calls by what is to be done; a choice may be single or multiple."""
    return next((kind for words, kind in _CALLED if re.search(words, fold(text))), None)


def ticked_type_of(text: str) -> ItemType | None:
    """The type that a field of a form names: of several, the one that is ticked (☑单选 □多选); None where none is."""
    if not names_several(text):
        return type_of(text)
    folded = fold(text).strip()
    behind = re.match(_BOXED, folded) or not re.search(rf"{_BOXED}\s*$", folded)
    ticked = re.findall(rf"{_TICKED}\s*({_NAMES})" if behind else rf"({_NAMES})题?\s*{_TICKED}", folded)
    return type_of(ticked[0]) if len(ticked) == 1 else None


def _bare_name(folded: str) -> str:
    return re.sub(r"[\W_]", "", folded).lower()


def names_several(text: str) -> bool:
    """Whether `text` names several of the types that are collected: 选择判断, 单选题和多选题."""
    folded = re.sub(_TYPES[0][0], "", fold(text))
    return sum(re.search(words, folded) is not None for words in _COLLECTED) > 1


_INDEFINITE = re.compile("不定项|至少有?[一1１][个项]")


def is_indefinite(text: str) -> bool:
    """Whether `text` names questions of which one or several options are right (不定项, 至少有一个正确)."""
    return _INDEFINITE.search(text) is not None


def beside_type(text: str) -> str:
    """What `text` says besides a type: "单选题（2分）" -> "2分"; empty where it says no more."""
    if _bare_name(fold(text)) in _WHOLE_NAMES:
        return ""
    rest = re.sub(rf"{TYPE_WORDS}|选择|[单多判]|题型?|型", " ", fold(text))
    return " ".join(re.findall(r"\w+", rest))


def letters_of(text: str, labels: str = LETTERS) -> str | None:
    """The letters of an answer in order ("b,a" -> "AB"); None where `text` is something else, or names one twice."""
    plain = fold(text).strip().upper()
    plain = _AFTER_LETTERS.sub("", _BEFORE_LETTERS.sub("", plain))
    if re.fullmatch(r"(?:[(\[]\s*[A-L]\s*[)\]]\s*)+", plain):
        plain = re.sub("[^A-L]", "", plain)
    if plain.strip("。.") in _ALL and labels != LETTERS:
        return labels
    if match := _RANGE.fullmatch(plain.strip("。.;")):
        first, last = LETTERS.index(match[1]), LETTERS.index(match[2])
        return LETTERS[first : last + 1] if first < last else None
    if not _PLAIN.fullmatch(plain):
        return None
    found = re.sub("[^A-L]", "", plain)
    return "".join(sorted(found)) if len(set(found)) == len(found) else None


@lru_cache(maxsize=1 << 12)  # each cell of a sheet is asked by several columns and questions
def truth_of(text: str) -> str | None:
    """T or F for a word or a sign of true or false; None for anything else, letters A and B among it."""
    plain = re.sub(r"[\s\[\]()【】。.,;:“”\"'\ufe0f]", "", fold(unicodedata.normalize("NFKC", text))).upper()
    plain = _SAYING.sub("", _LETTER_BEFORE.sub("", plain))
    if len(plain) > _LONGEST_TWICE:
        return None
    for side, words in (("T", _TRUE), ("F", _FALSE)):
        twice = any(plain[:at] in words and plain[at:] in words for at in range(1, len(plain)))
        if plain in words or twice:  # √ 正确: the sign and the word say the same twice
            return side
    return None


def is_right(text: str) -> bool | None:
    """1, 是 or a tick -> True, 0 or 否 -> False; None for anything else."""
    side = _DIGITS.get(text.strip()) or truth_of(text)
    return None if side is None else side == "T"


def truth_options(options: tuple[DraftOption, ...]) -> dict[str, str] | None:
    """{"A": "T", "B": "F"} where the options are the two sides of a true/false question; else None."""
    if len(options) != 2:
        return None
    sides = {option.label: truth_of(option.text) for option in options}
    found = {label: side for label, side in sides.items() if side}
    return found if sorted(found.values()) == ["F", "T"] else None


def legend_of(text: str) -> dict[str, str] | None:
    """{"A": "T", "B": "F"} or the reverse, where `text` says so: （A为正确，B为错误）, （正确的选A，错误的选B）."""
    sides: dict[str, str] = {}
    for match in _LEGEND.finditer(fold(text)):
        letter, word = match[1] or match[4], match[2] or match[3]
        sides.setdefault(letter, "T" if word in _TRUE else "F")
    return sides if sorted(sides) == ["A", "B"] and len(set(sides.values())) == 2 else None


def by_letter_and_text(text: str, options: tuple[DraftOption, ...]) -> str | None:
    """The labels that stand in `text` each before the words of their option: A、甲局；C、丙局."""
    rest, labels = squeeze(text), ""
    for option in options:
        both = squeeze(option.label + option.text)
        if len(both) > len(option.label) and rest.startswith(both):
            rest, labels = rest.removeprefix(both), labels + option.label
    return labels if not rest and labels else None


def by_text(text: str, options: tuple[DraftOption, ...]) -> str | None:
    """The label of the one option whose text is `text`; of several, where it joins the texts of several."""
    names = [(option.label, same(option.text)) for option in options if option.text]
    whole = same(text)
    found = [label for label, name in names if name == whole]
    if found or not options:
        return found[0] if len(found) == 1 else None
    for separator in _JOINTS:
        parts = [part for each in re.split(separator, text) if (part := same(each))]
        labels = [label for part in parts for label, name in names if name == part]
        if 1 < len(parts) == len(labels) == len(set(labels)):
            return "".join(sorted(labels))
    return _by_labelled_text(text, options)


def _by_labelled_text(text: str, options: tuple[DraftOption, ...]) -> str | None:
    """A. 法律  C. 规章: labels, each with the text of its option."""
    found = list(_LABEL.finditer(fold(text)))
    if not found or found[0].start():
        return None
    texts = {option.label: same(option.text) for option in options}
    ends = [match.start() for match in found[1:]] + [len(text)]
    held = {
        match[1]: same(text[match.end() : end].strip(" ,，;；、|"))
        for match, end in zip(found, ends, strict=True)
    }
    return "".join(sorted(held)) if len(held) == len(found) and held.items() <= texts.items() else None


def chosen_in(explanation: str) -> tuple[list[str], list[str]]:
    """What an explanation says to be chosen: plainly (故本题选B。), and by letters alone (因此B正确)."""
    sure: list[str] = []
    vague: list[str] = []
    for match in _CHOSEN.finditer(fold(explanation)):
        plain = (match["said"] or match["chosen"]) and match["end"] is not None
        (sure if plain else vague).append(match["letters"])
    return sure, vague
