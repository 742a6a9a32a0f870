"""Lines that head a part of the file: a type with its count, a chapter, the key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from importers.answers import TYPE_WORDS, called_type, names_several, type_of
from importers.draft import ItemType
from importers.layouts.shapes import ANSWER, BRACKET
from importers.normalise import fold
from importers.numbering import from_chinese

_CHINESE = "[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾]+"
_PREFIX = rf"(?:第\s*(?:{_CHINESE}|\d+)\s*(?:部分|大题|章|节|编)\s*[:、]?|(?:题型|模块|专题|卷|第(?={_CHINESE}题))\s*(?:{_CHINESE}|\d+)题?\s*[:、]|(?i:part)\s*(?:\d+|[IVX]+)\s*[:、.]?|{_CHINESE}\s*[、.:]|\({_CHINESE}\)\s*[:、]?|\d{{1,2}}\s*[.、]|[IVX]+\s*[.、])?"
_TAIL = r"(?:选择|分析|改错|辨析|说明|正误|解释|简答|应用|操作)*题?(?:题库|目|型|库|部分|练习)?"
_OWN = re.compile(
    rf"(?:{_PREFIX}\s*){{1,2}}[\[(<]?\s*(?P<kind>(?:{TYPE_WORDS}){_TAIL})\s*[\])>]?(?P<rest>.*)", re.S
)
_NUMBERED = re.compile(
    rf"{_PREFIX}[^\s,。:()\[\]?]{{0,10}}?(?P<kind>(?:{TYPE_WORDS}){_TAIL})(?P<rest>.*)", re.S
)
_NOTE = r"[(\[](?!\s*\d{1,5}\s*[)\]])(?:[^()\[\]]|\([^()]*\))*[)\]]"
_REST = re.compile(
    rf"[\s:。,、]*(?:(?:{_NOTE}\s*)+|共.{{1,40}}|每\s*(?:一?[小道个]?题|[道空个问]|\d).{{0,40}}|[·—-]*\s*\d+\s*(?:[道个]?题|道).{{0,30}}|\d{{1,3}}\s*分)?[\s:。]*",
    re.S,
)
_TITLE = re.compile(
    r"[^。?;:!]{0,40}?(?P<kind>(?:单选|单项选择|多选|多项选择|不定项选择|(?<![法能以可不作])判断|是非|填空|简答|问答(?=题)|论述|案例分析)题?)"
    r"(?:题库|集|练习|部分|汇总)?\s*(?:[(\[][^()\[\]]*[)\]])?"
)
_TYPE_LINE = re.compile(r"\[?(?:题型|题目类型|试题类型)\s*[\]:]{1,2}\s*(?P<kind>\S{1,10})")
_CHAPTER = re.compile(
    rf"(?:第\s*(?:{_CHINESE}|\d+)\s*(?:章|节|编|单元|讲|部分|篇)|{_CHINESE}\s*[、.]|\({_CHINESE}\)|"
    rf"\d{{1,2}}\s*[.、]\s*第\s*(?:{_CHINESE}|\d+)\s*(?:章|单元|编)\s|第\s*(?:{_CHINESE}|\d{{1,2}})\s*[周课关](?=[\s:]|\d{{1,2}}(?!\d)\D|$)|"
    rf"(?:知识点|考点|专题|项目|任务|模块)\s*{_CHINESE}\s*[、.:]|(?:考点|专题|项目|任务|模块)\s*\d{{1,3}}\s*[、.:])"
)
# 28章, 42.9.1习题, 3 第二章 甲证的发放
_CHAPTER_ALONE = re.compile(
    rf"\d{{1,3}}\s*章\s*:?|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}\s*(?:习题|练习题?|测试题?)|"
    rf"\d{{1,2}}\s+第\s*(?:{_CHINESE}|\d+)\s*[章节]\s[^\s?。;:(][^?。;:(]{{0,30}}"
)
# 抢答题（每题10分）: a round of a contest, whose questions are of any type.
_ROUND = re.compile(
    rf"{_PREFIX}\s*(?:个人|小组|团队|团体)?(?:必答|抢答|风险|共答|轮答|加赛|观众(?:互动)?|互动)题(?:部分|环节|库)?\s*:?\s*(?:{_NOTE}\s*)*:?"
)
# 一、火眼金睛我会选。（每小题2分，共20分）: the note tells that the sentence heads a part.
_CALLED_PART = re.compile(
    rf"(?P<head>(?:第\s*{_CHINESE}\s*(?:部分|大题)|{_CHINESE}\s*[、.:]|\({_CHINESE}\))[^?;()_\d]{{2,30}}?)[。!?:]?\s*"
    r"(?P<note>\([^()]{2,60}\))?\s*[。:]?"
)
# Without such a note the sentence must end so: 四、我会填; 一、公正的裁判需要证据 is a statement.
_TO_DO = re.compile(
    r"(?:我[会来能要爱]{1,2}[选挑填答写说判断辨]|(\w)一\1|[、.:)]\s*(?:精挑细选|择优录取|明辨是非))$"
)
_SLIP = re.compile(r"判读(?=题\s*(?:[(\[:]|$))")  # 三、判读题
_CLAIM = re.compile(r"(?:共|计|合计)\s*(\d{1,4})\s*(?:[道个小]?题|道)|[(\[]\s*(\d{1,4})\s*(?:[道个小]?题|道)")
_SPAN = re.compile(r"[(\[]\s*第?\s*(\d{1,4})\s*(?:[-~—–－]+|至|到)\s*第?(\d{1,4})\s*[道小]?题")
# 参考答案（仅供参考）; a bracket with an answer in it heads no key.
_ASIDE = rf"\((?!\s*{ANSWER}\s*\))[^()]{{2,24}}\)"
_SPACED = re.compile(r"(?<=[参考标准正确答])\s+(?=[考准确答案])")
_KEY = re.compile(
    rf"{_PREFIX}\s*(?:附\s*\d*\s*:?)?(?:[^。?;:!()]|\([^()]{{1,8}}\)){{0,24}}?(?:参考答案|标准答案|正确答案|参考解析|答案|(?i:answer\s*keys?|answers))(?:[及与和、/&+]?(?:详细|逐题)?(?:解析|详解|解答|提示|依据|法律依据|理由|说明|评分标准|评分细则|评分参考))?(?:附?表|(?:汇总|一览|速查|速览|对照|核对)表?|部分|区|列表|清单|如下|见下)?\]?(?:\s*{_ASIDE}|\s+(?:阅卷用|评分用|教师[用版]|仅?供参考|另附|附后))?\s*:?"
)
# 测试题（二）, 第三套, 2024年试卷 A卷: one of several papers in a file.
_PAPER = re.compile(
    rf"[^。?;:!,、]{{0,30}}(?:第\s*(?:{_CHINESE}|\d{{1,2}})\s*[套卷]|[卷题]\s*\(?\s*(?:{_CHINESE}|\d{{1,2}}|[A-D])\s*\)?|[A-D]\s*卷\)?)"
)
# 甲市普法知识试题, 安全生产题库（2024版）, 练习题及答案
_BANK = re.compile(
    r"[^。?;:!,、]{0,30}(?:试题|试卷|题库|习题|练习题?|测[试验]题|测[试验]卷|竞赛题|模拟题|考题)(?:库|集|汇编)?"
    r"\s*(?:\([^()]{1,14}\))?\s*(?:[及和与、]?(?:参考|标准)?答案)?"
)
_CODED_PART = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,2})\s+[^?。;:()]{1,30}")
_ROW = re.compile(rf"\s*(?P<number>{_CHINESE})\s*[、.]")
_TOLD = re.compile("[题分共每选]")
_COUNTED = re.compile(rf"{_CHINESE}|第|\(")
ARABIC = re.compile(r"\s*(\d+)\s*[.、)]")
_QUESTION = re.compile(r"第\s*\d+\s*题(?!.*(?:每|共|小题))")  # 第1题 单选题 (2分) above its stem
# D. 无法判断 and A. 单选题 are options.
LETTERED = re.compile(r"[(\[]?\s*(?:[A-La-l]\s*[.、:)\]]|[A-L]\s)")


_LETTERED_PART = re.compile(
    rf"[A-F]\s*[、.]\s*((?:{TYPE_WORDS}){_TAIL}\s*\((?=[^()]*\d\s*(?:[道小]?题|分))[^()]*\)\s*:?)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """`type` None leaves the type as it was, but where several are named (`mixed`: 选择判断). `claimed` is the promised number of questions; `shared` tells that the
    lines up to the next question belong to several, `continued` that the line goes on with the heading before it."""

    text: str
    type: ItemType | None = None
    claimed: int | None = None
    type_line: bool = False
    chapter: bool = False
    shared: bool = False
    mixed: bool = False
    continued: bool = False


# What tells the candidate how to answer: 每道试题由1个题干和5个备选答案组成。…
_INSTRUCTION = re.compile(
    rf"\s*(?:{_NOTE}\s*)?[:。,]?\s*(?:每|本|判断(?:下列|以下)|(?:以下|下列)[每各]|请|共|试题|根据题目|[在从](?:每|以下|下列|备选)|备选|有[一1]个|(?:你?认为)?(?:正确|对|错误?)的(?:请|则|就)?[打画划填选用在写涂](?=[^。?]{{0,16}}(?:[√×✓✗]|[TFAB](?!\w)|[“\"][对错正])))[^?]{{0,240}}",
    re.S,
)
# 1. 单项选择题。下列每题给出的四个选项中，只有一个…: as an Arabic number alone does not tell, the words must.
_DIRECTS = re.compile(
    r"\s*[:。]\s*(?:请[^。?]{0,6})?(?:本题|[在从]?(?:以下|下列)?[每各]小?题)[^?]*(?:选项|答案|对错|正误|正确|错误)"
)
_JUDGED = re.compile(rf"[一-鿿][。.]?\s*{BRACKET}[\s。.]*$")  # 1. 单选题每题只有一个答案。（√）
_AT_LEAST = re.compile(r"至少有?[一二两12][个项]")
_LONGEST = 300
_FRAMED = re.compile(rf"\[\s*({_PREFIX}[^\[\]]{{2,30}})\]")  # 【第二部分：多选题】
_NAMED = re.compile(  # 【单选题举例】, 【判断题自测】
    rf"\[\s*(?!.{{0,4}}[本此该]题)[一-鿿]{{0,6}}?(?P<kind>(?:{TYPE_WORDS})题)(?!型|量)[^\W\d_a-zA-Z答解析据]{{1,4}}\s*\]"
)
_STARS = "★☆◆◇■▲"  # ★单选题★
_STARRED_NOTE = re.compile(r"\*{3}([^*()]+)\*{3}")  # 一、单选题***共25题***: brackets that were lost
_BOXES = re.compile(
    r"\s+(?:(?:得\s*分|[评阅]卷人|评分人|复核人)[\s:_|]*)+$"
)  # beside the heading of a paper's part


@lru_cache(maxsize=1 << 17)  # the same line is asked about in pass after pass over a file
def heading_of(text: str) -> Heading | None:
    """The heading that the whole line is, or None."""
    folded = _bare(text)
    if lettered := _LETTERED_PART.fullmatch(folded):  # A、单项选择题（8题）
        folded = lettered[1]
    if not folded or len(folded) > _LONGEST or LETTERED.match(folded) or _QUESTION.match(folded):
        return None
    if match := _TYPE_LINE.fullmatch(folded):
        kind = type_of(match["kind"])
        return Heading(text, kind, type_line=True) if kind else None
    for pattern in (_OWN, _NUMBERED):
        match = pattern.fullmatch(folded)
        numbered = match and _COUNTED.match(folded)
        directs = match and (numbered or _DIRECTS.match(match["rest"])) and is_instruction(match["rest"])
        if match and (pattern is _OWN or numbered) and (directs or _REST.fullmatch(match["rest"])):
            if ARABIC.match(folded) and (
                folded[match.start("kind") - 1] in "([<"
                or not _TOLD.search(match["rest"] or "题")
                or _JUDGED.search(match["rest"])
            ):
                continue
            head = folded[: match.start("rest")] if numbered or directs else folded.split("(")[0]
            if "?" in folded.split("(")[0] or len(head) > 40:
                continue
            mixed = names_several(folded[: match.end("kind")])
            kind = None if mixed else _type_in(match["kind"], match["rest"])
            return Heading(text, kind, claimed(folded), mixed=mixed)
    if len(folded) <= 60 and not ARABIC.match(folded) and (match := _TITLE.fullmatch(folded)):
        mixed = names_several(folded[: match.end("kind")])
        return Heading(text, None if mixed else type_of(match["kind"]), claimed(folded), mixed=mixed)
    if part := _called_part(text, folded):
        return part
    if _CHAPTER_ALONE.fullmatch(folded):
        return Heading(text, chapter=True)
    if len(folded) <= 40 and _CHAPTER.match(folded) and not re.search(r"[?。;]|\(\s*\)|_{2}", folded):
        return Heading(text, chapter=True, claimed=None)
    return None


def _bare(text: str) -> str:
    """The folded line without what frames or adorns a heading."""
    folded = _BOXES.sub("", _SLIP.sub("判断", fold(text).strip().strip(_STARS)))
    folded = _STARRED_NOTE.sub(r"(\1)", folded)
    if named := _NAMED.fullmatch(folded):
        return named["kind"]
    framed = _FRAMED.fullmatch(folded)
    return framed[1] if framed else folded


def _called_part(text: str, folded: str) -> Heading | None:
    """The heading of a part that is called by what is to be done there; of unknown type, where only its note tells.
    A round of a contest leaves the types to its questions."""
    if _ROUND.fullmatch(folded):
        return Heading(text, claimed=claimed(folded), mixed=True)
    match = _CALLED_PART.fullmatch(folded)
    if match is None or (match["note"] is None and re.search("[。,!].", folded)):
        return None
    noted = _noted(match["note"] or "")
    kind = noted or called_type(match["head"])
    scored = match["note"] is not None and re.search(r"[每共].*\d\s*[分题道]|[√×]", match["note"])
    if (kind is None and "?" in folded) or not (scored or noted or (kind and _TO_DO.search(match["head"]))):
        return None
    return Heading(text, kind, claimed(folded), chapter=kind is None)


def _noted(note: str) -> ItemType | None:
    """The type that the note of a part names: 二、挑一挑（多选，每题3分）."""
    return None if names_several(note) else type_of(note)


def _type_in(called: str, note: str) -> ItemType | None:
    """The type that a heading names; 案例分析题（不定项） says in its note how the cases are answered."""
    found = type_of(called)
    if found == "single_choice" and called == "选择题" and _AT_LEAST.search(note):
        return "multiple_choice"
    noted = type_of(note) if found == "essay" else None
    return noted if noted in {"single_choice", "multiple_choice", "true_false"} else found


def names_paper(text: str) -> bool:
    """Whether the line may name one of several papers; it does where the heading of a part follows."""
    folded = fold(text).strip()
    return not LETTERED.match(folded) and _PAPER.fullmatch(folded) is not None


def names_bank(text: str) -> bool:
    """Whether the line may name a list of questions; it does where it stands apart and the heading of a part follows."""
    folded = fold(text).strip()
    return not LETTERED.match(folded) and not ARABIC.match(folded) and _BANK.fullmatch(folded) is not None


def is_coded_part(text: str) -> bool:
    """Whether the line may head a part whose questions have codes: 1.2 计量管理, as `heads_codes` tells for sure."""
    return _CODED_PART.fullmatch(fold(text)) is not None


def heads_codes(text: str, following: str) -> bool:
    """Whether the line heads a part whose questions have codes: 1.2 计量管理 before 1.2.1."""
    match = _CODED_PART.fullmatch(fold(text))
    return match is not None and fold(following).strip().startswith(match[1] + ".")


def is_instruction(rest: str) -> bool:
    """Whether the prose behind a type only tells how to answer, and asks nothing itself."""
    return _INSTRUCTION.fullmatch(rest) is not None and not re.search(r"\(\s*\)\s*[。.]?$|_{2,}", rest)


def wrapped(first: str, following: str) -> Heading | None:
    """The heading that two lines are together: 一、判断题（每题1分， and 共30题）."""
    folded = fold(first)
    if folded.count("(") <= folded.count(")") or ")" not in fold(following):
        return None
    heading = heading_of(first.rstrip() + following.lstrip())
    return heading if heading and heading.type else None


def numeral_of(text: str) -> str:
    """The number of the part that a line heads, 一 of 一、选择题; empty where it has none."""
    match = _ROW.match(fold(text))
    return match["number"] if match else ""


def counts_on(heading: Heading, before: Heading) -> bool:
    """Whether the headings are parts of one row: 三、 behind 二、."""
    numbers = [_ROW.match(fold(text)) for text in (before.text, heading.text)]
    first, second = (from_chinese(number["number"]) if number else None for number in numbers)
    return first is not None and second == first + 1


def are_numbers(first: Heading, second: Heading) -> bool:
    """Whether the lines number questions: 5.单选题（1分） and 6.单选题（1分）, each above its stem."""
    numbers = [ARABIC.match(fold(heading.text)) for heading in (first, second)]
    before, after = [int(number[1]) if number else None for number in numbers]
    return before is not None and after == before + 1 and first.type == second.type


def is_numbered(heading: Heading) -> bool:
    """Whether an Arabic number stands before the type that the line names."""
    return heading.type is not None and ARABIC.match(fold(heading.text)) is not None


@lru_cache(maxsize=1 << 16)  # asked as often
def is_key_heading(text: str) -> bool:
    folded = fold(text).strip().strip("[]-=* ")
    if LETTERED.match(folded):
        return False
    if folded.startswith("(") and folded.find(")") == len(folded) - 1:  # （参考答案）
        folded = folded[1:-1]
    return len(folded) <= 40 and _KEY.fullmatch(_SPACED.sub("", folded)) is not None


def claimed(text: str) -> int | None:
    """The number of questions that a line promises (共20题, 11-20题)."""
    folded = fold(text)
    if match := _CLAIM.search(folded):
        return int(match[1] or match[2])
    span = _SPAN.search(folded)
    return int(span[2]) - int(span[1]) + 1 if span and int(span[1]) < int(span[2]) else None
