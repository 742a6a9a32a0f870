"""Lines that belong to no question: separators, page numbers, footers, what a printed paper leaves to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.headings import heading_of
from importers.layouts.lines.pages import page_marks, pages_listed
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import OPTION_ALONE, number_of
from importers.normalise import fold, tidy

_SEPARATOR = re.compile(
    r"\s*(?:[@#$*=\-_—~…·.]{3,}\s*(?:分页(?:符|线)?\s*[@#*=\-_—~…·.]{3,})?|"
    r"(?:-[^\S\n]+){2,}-|(?:\*[^\S\n]+){2,}\*|(?:=[^\S\n]+){2,}=|"  # - - -
    r":{3,}\s*[a-z]*|"  # around a box of Markdown
    r"(?i:page)\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|"
    r"第?\s*\d+\s*页(?:\s*[,/|(]?\s*共\s*\d+\s*页\s*\)?)?|[-—]\s*\d+\s*[-—]|"
    r"内部(?:资料|使用|文件)[\s,]*(?:注意保存|妥善保管|[请严]?[勿禁]外传|不得外传)?)\s*"
)
# What a printed paper offers: lines to fill in, the edge that is sealed, the sheet for the answers.
_NO_FIELD = r"(?!\S{0,4}(?:答案|解析|依据|难度|知识点|考点|章节|题[型干目]|试题|选项|分类))"
_FORM = re.compile(
    rf"\s*(?![A-La-l]\s*[.、)])(?:{_NO_FIELD}[^\s:,。?()_]{{2,8}}\s*:(?:[\s_]+|$)){{2,}}|"
    r"[\W_]*[密装][\W_]*[封订][\W_]*线(?:内|以内)?(?:不[要得准]|请勿|禁止|勿)?答?[题卷]?(?:无效)?[\W_]*|\s*答\s*题\s*[卡纸栏]\s*"
)
_OF_PAPER = "试卷上留空的栏目"
# 1 [A][B][C][D] 2 [A][B][C][D]: rows to tick, where no row leaves out a letter as the answers of a key do.
_TICKED = re.compile(r"(?:\s*\d{1,3}\s*[.、]?(?:\s*\[\s*[A-H√×TF]\s*\]){2,8})+\s*")
_TO_TICK = re.compile(
    r"(?:\d{1,3}[.、]?(?:\[A\]\[B\]\[C\](?:\[D\](?:\[E\](?:\[F\])?)?)?|\[[√T]\]\[[×F]\]))+"  # without blanks
)
# What an editor writes where two versions of a file clash: <<<<<<< saved version.
_CLASH = re.compile(r"\s*(?:<{7}|>{7}|\|{7})(?:\s.*)?")
_LINK = re.compile(r"\s*\[[^\[\]\n]{1,40}\]\(javascript:[^\n]*\)\s*")  # the button of a page
# 更多资料请关注公众号：法治在线, 更多试题请访问 www.…, alone on its line; an explanation may send to an address too.
_ADVERT = re.compile(
    r"\s*(?![A-La-l]\s*[.、:)]|[(\[]?\d|.*(?:[(\[]\s*[)\]]|_{2}|答案))[^。?]{0,24}(?:"
    r"(?:关注|搜索|扫码|扫描|添加|加入)[^。?]{0,10}(?:公众号|微信号|[Qq]{2}群|小程序|二维码)[^。?]{0,20}|"
    r"(?:更多|欢迎|转载|(?:试题|题库|资料|真题)下载)[^。?]{0,16}(?:https?://|www\.)[\w./?=&%-]+[^。?]{0,12})[。!]?\s*"
)
# 感谢您的参与！本问卷由 甲网 提供技术支持, —— 试卷结束 ——, 温馨提示：答案见下页
_COURTESY = re.compile(
    r"\s*(?:(?:(?:感谢|谢谢)(?:[您你]|大家)?的?(?:参与|填写|支持|配合|作答)|"
    r"本?(?:问卷|考卷|表单)由[^。?]{1,16}提供(?:技术支持)?|"
    r"[-—.…]+\s*(?:试卷|全卷|考试|试题|问卷)(?:到此)?结束[-—.…\s]*|"
    r"(?:温馨提示\s*:\s*)?\(?(?:参考)?答案(?:[及和与]解析)?(?:[见在]|请看)(?:(?:下一?|末|最后一?|尾)页|文末|卷末|文后)\)?)[。!,]?\s*)+"
)
# The last lines of a file: an office above a day, （以上试题仅供参考）, — 完 —.
_DAY = re.compile(r"\s*(?:20\d\d|二[〇○零]\S{2})年\S{1,3}月(?:\S{1,3}日)?\s*")
_OFFICE = re.compile(r"\s*[一-鿿×Xx]{2,20}(?:[局院委办部处厅会科组室]|中心|公司|大学|学校)\s*")
_END = re.compile(
    r"[\s\-—*=(\[]*(?:(?:全文)?完|(?:试卷|全卷|考试|试题|问卷)(?:到此)?结束|(?i:the end|end)|以上(?:试题|内容|资料|答案)[^。?]{0,6}仅供[^。?]{1,8})[\s\-—*=。)\]]*"
)
_PAGE_INSIDE = re.compile(r"[-—(]?\s?第\s*(\d{1,3})\s*页\s*[,/|]?\s*\(?共\s*(\d{1,3})\s*页\)?\s?[-—)]?")
_PAGES = Traces(r"第\s*\d{1,3}\s*页")
# 第 9 页：答案部分: the page of a site before the name of what it holds; elsewhere it is a source.
_PAGE_AHEAD = re.compile(r"\s*第\s*\d{1,3}\s*页\s*:\s*(?=\S)")
_OF_KEY = re.compile(r"(?:参考|标准|正确)?答案[及与和]?(?:解析|详解)?(?:部分)?\s*")
_SEVERAL = 2
_ORDINAL = re.compile(r"\s*\[?第\s*(\d{1,4})\s*题\]?\s*")
_ORDINALS = Traces(r"第\s*\d")
_SEPARATORS = Traces(
    r"[@#$*=_—~…·.-][@#$*=_—~…·.-]{2}",
    r"[-*=][^\S\n]+[-*=]",
    ":::",
    "[Pp](?i:age)",
    "页",
    r"[-—]\s*\d",
    "内部",
)
_FORMS = Traces(r":[\s_]", r"[密装][\W_]*[封订]", r"答\s*题\s*[卡纸栏]")
# What else a line may be that asks nothing, each with what a text must hold for it.
_OTHERS = (
    (_LINK, "网页上的链接", Traces(r"\]\(javascript:")),
    (_ADVERT, "广告", Traces("关注|搜索|扫码|扫描|添加|加入|https?://|www")),
    (
        _COURTESY,
        "页面上的提示语",
        Traces("[感谢]谢|由[^。?]{1,16}提供|结束|答案[及和与解析]*(?:[见在]|请看)"),
    ),
    (_CLASH, "编辑软件留下的标记", Traces(r"[<>|][<>|]{6}")),
)


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines that may belong to questions, and the others by name."""
    noise = dict(_noise(lines))
    pieces = [Skipped(lines[at].place, tidy(lines[at].text), reason) for at, reason in noise.items()]
    return [line for at, line in enumerate(lines) if at not in noise], pieces


def without_inner_pages(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without 第1页共13页 in the midst of their text, where several grow so within the same count, and without 第9页：
    before a name."""
    if not _PAGES.stand_in(lines):
        return list(lines), []
    found = [(at, match) for at, line in enumerate(lines) for match in _PAGE_INSIDE.finditer(fold(line.text))]
    numbers = [int(match[1]) for _, match in found]
    growing = all(before < after for before, after in pairwise(numbers))
    if len(found) < _SEVERAL or not growing or len({match[2] for _, match in found}) > 1:
        found = []
    found += [(at, match) for at, line in enumerate(lines) if (match := _before_name(line.text))]
    kept = list(lines)
    for at, match in reversed(found):
        kept[at] = kept[at].without(*match.span())
    return kept, [
        Skipped(lines[at].place, lines[at].text[slice(*match.span())].strip(), "分隔线或页码")
        for at, match in found
    ]


def _before_name(text: str) -> re.Match[str] | None:
    """The number of a page before the heading of a type, or of the key."""
    match = _PAGE_AHEAD.match(fold(text))
    if match is None:
        return None
    name = text[match.end() :]
    heading = heading_of(name)
    return match if _OF_KEY.fullmatch(fold(name)) or (heading and heading.type) else None


def _noise(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """The lines that belong to no question, each with what it is."""
    folded = [fold(line.text) for line in lines]
    pages = page_marks([line.text.strip() for line in lines])
    listed = pages_listed(lines)
    rows = {at for at, text in enumerate(folded) if _TICKED.fullmatch(text)}
    closing = set(_closing(folded))
    to_tick = all(_TO_TICK.fullmatch("".join(folded[at].split())) for at in rows)
    ordinals, separators, forms = (traces.stand_in(lines) for traces in (_ORDINALS, _SEPARATORS, _FORMS))
    others = [(pattern, reason) for pattern, reason, traces in _OTHERS if traces.stand_in(lines)]
    for at, text in enumerate(folded):
        if not text.strip():
            continue
        if ordinals and _ORDINAL.fullmatch(text) and _says_number_again(folded, at):
            yield at, "题号"
        elif at in pages or (separators and at not in listed and _SEPARATOR.fullmatch(text)):
            yield at, "分隔线或页码"
        elif (forms and _FORM.fullmatch(text)) or (to_tick and at in rows):
            yield at, _OF_PAPER
        elif not others and at not in closing:
            continue
        elif OPTION_ALONE.fullmatch(_above(folded, at)):
            continue  # whatever the line says is the text of the option
        elif at in closing:
            yield at, "文件末尾的落款"
        elif reason := next((reason for pattern, reason in others if pattern.fullmatch(text)), ""):
            yield at, reason


def _closing(folded: Sequence[str]) -> Iterator[int]:
    """The lines that end the file."""
    filled = [at for at, text in enumerate(folded) if text.strip()]
    if filled and _END.fullmatch(folded[filled[-1]]):
        yield filled[-1]
    *before, office, day = [""] * 3 + [folded[at] for at in filled]
    # Below 答案： they are what is asked for.
    if _DAY.fullmatch(day) and _OFFICE.fullmatch(office) and not before[-1].rstrip().endswith((":", "]")):
        yield from filled[-2:]


def _above(folded: Sequence[str], at: int) -> str:
    """The filled line above."""
    return next((folded[before] for before in range(at - 1, -1, -1) if folded[before].strip()), "")


def _says_number_again(folded: Sequence[str], at: int) -> bool:
    """Whether the next line has the number of the line: 【第 2 题】 above 2. …"""
    following = next((text for text in folded[at + 1 : at + 4] if text.strip()), "")
    return number_of(folded[at]) == number_of(following)
