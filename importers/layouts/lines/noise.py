"""Lines that belong to no question: separators, page numbers and footers, what the page of an online exam says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.draft import OF_ATTEMPT, Skipped
from importers.layouts.lines.pages import AWAITS_TEXT, page_marks, pages_listed
from importers.layouts.shapes import number_of
from importers.normalise import fold, tidy

_SEPARATOR = re.compile(
    r"\s*[@#$*=\-_—~…·.]{3,}\s*(?:分页(?:符|线)?\s*[@#*=\-_—~…·.]{3,}\s*)?|\s*第?\s*\d+\s*页(?:\s*[,，/|(（]?\s*共\s*\d+\s*页\s*[)）]?)?\s*|\s*[-—]\s*\d+\s*[-—]\s*|"
    r"\s*(?:(?:-[^\S\n]+){2,}-|(?:\*[^\S\n]+){2,}\*|(?:=[^\S\n]+){2,}=)\s*|"  # - - -
    r"\s*:{3,}\s*[a-z]*\s*|"  # around a box of Markdown
    r"\s*内部(?:资料|使用|文件)[\s,，]*(?:注意保存|妥善保管|[请严]?[勿禁]外传|不得外传)?\s*"
)


def _held(letter: str) -> str:
    return rf"\s*[\[【［]\s*{letter}\s*[\]】］]"


# What a printed paper offers: lines to fill in, the edge that is sealed, the rows of the sheet for the answers.
_FORM = re.compile(
    r"\s*(?![A-La-l]\s*[.．、)）])(?:(?!\S{0,4}(?:答案|解析|依据|难度|知识点|考点|章节|题[型干目]|试题|选项|分类))[^\s:：,，。?？()（）_]{2,8}\s*[:：](?:[\s_＿]+|$)){2,}|[\W_]*[密装][\W_]*[封订][\W_]*线(?:内|以内)?(?:不[要得准]|请勿|禁止|勿)?答?[题卷]?(?:无效)?[\W_]*|\s*答\s*题\s*[卡纸栏]\s*"
)
# 1 [A][B][C][D] 2 [A][B][C][D]: rows to tick, where no row leaves out a letter as the answers of a key do.
_TICKED = re.compile(r"(?:\s*\d{1,3}\s*[.．、]?(?:\s*[\[【［]\s*[A-H√×TF]\s*[\]】］]){2,8})+\s*")
_TO_TICK = re.compile(
    rf"(?:\s*\d{{1,3}}\s*[.．、]?\s*(?:{''.join(_held(letter) for letter in 'ABC')}(?:{_held('D')}(?:{_held('E')}{_held('F')}?)?)?|{_held('[√T]')}{_held('[×F]')}))+\s*"
)
# What the page of an online exam says of an attempt.
_STATUS = re.compile(
    r"\s*(?:[✅❌✔✘]\ufe0f?\s*)?(?:(?:未作答|已回答|已完成|(?:部分|不)?正确|错误)?\s*(?:满分|获得)\s*[:：]?\s*\d+(?:\.\d+)?\s*分?(?:中的\s*\d+(?:\.\d+)?\s*分?)?|(?:未(?:正确)?|尚未|还未|已)(?:作答|回答)|(?:答案|回答|作答)(?:完全|部分|不)?(?:正确|错误)|答[对错]了?|(?:未|已)?标记(?:题目|试题)|反馈|选择一项(?:或多项)?[:：]|试题正文|题目正文|展开|[老教]师评语[:：]?|Marks? \d+(?:\.\d+)? out of \d+(?:\.\d+)?|Flag question|Question text|Feedback|(?i:select one(?: or more)?):|Your answer is (?:in|partially )?correct|得分/总分|\d{1,3}(?:\.\d{1,2})?\s*/\s*\d{1,3}(?:\.\d{1,2})?\s*分|"
    r"[你您](?:的(?:回答|答案)(?:不|部分)?(?:正确|错误)|(?:没有?|未)(?:作答|回答|选择(?:任何)?(?:选项|答案)?)|选[对错]了)|(?:本题)?(?:总)?得分\s*[:：]\s*\d+(?:\.\d+)?\s*分?|[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]|[本此]题\s*\d+(?:\.\d+)?\s*分|"
    r"(?:点击|单击|点此|点我)?(?:查看|收起|展开|显示|隐藏)(?:答案|本题|参考|试题|详细){0,2}(?:与|和|及)?解析|(?:(?:点击|单击|点此|点我)?(?:(?:这里|此处)?(?:即可)?(?:隐藏|显示|查看|展开|收起)(?:正确|参考|本题)?答案|加入收藏|加入记忆|收藏(?:本题)?|错题反馈|我要纠错|纠错|做?笔记|分享(?:到\s*[:：]?)?|[上下]一题|提交答案|(?:查看|显示)提示)(?:[(（]\d+[)）])?[\s|｜]*)+|(?:章节)?(?:测验|作业|考试)已完成|题量\s*[:：]\s*\d+\s+满分\s*[:：]\s*\d+(?:\.\d+)?|"
    r"重做\s*[(（]剩余\s*\d+\s*次[)）](?:\s*查看作答记录)?|第\s*\d+\s*次作答(?:\s+本次成绩\s*\d+(?:\.\d+)?\s*分)?|(?:AI|视频|名师)\s*(?:讲解|解析))[。.]?\s*"
)
# …and behind the answer on its line: 正确答案：A你选对了
_STATUS_BEHIND = re.compile(
    r"(?<=[A-L√×✓✗✔✘对错误确])[^\S\n]*((?:[你您](?:选[对错]了|(?:没有?|未)(?:作答|回答)|(?:错选|漏选|少选|多选)[为了]?\s*[A-L、,，]*|(?:没有?|未)选择?(?:任何)?(?:选项|答案)?)|回答(?:正确|错误)|AI讲解)[。.]?)\s*$"
)
# 1. ** 题干: bold that was never closed, or lost its words; where few stems have it, it is an operator.
_OPEN_BOLD = re.compile(r"(?<=[.、])\s*(\*\*)\s+(?=[^\s*])")
_NUMBERED = re.compile(r"\s*\d{1,4}\s*[.、]")
_FEWEST_BOLD = 5
# What an editor writes where two versions of a file clash: <<<<<<< saved version.
_CLASH = re.compile(r"(?:<{7}|>{7}|\|{7})(?:\s.*)?")
_LINK = re.compile(r"\s*\[[^\[\]\n]{1,40}\]\(javascript:[^\n]*\)\s*")  # the button of a page
# &A. 甲: a sign that stands before the label of each option.
_SIGN_BEFORE = re.compile(r"\s*(&)\s*(?=[A-L]\s*[.、:)])")
_FEWEST_SIGNS = 2
# What an option earned, behind it or below it, where the exam says so of each question: 当场2.00/2.00.
_EARNED = re.compile(r"\d{1,3}\.\d{2}/\d{1,3}\.\d{2}\s*$")
_EARNS = "得分/总分"
_OF_PAPER = "试卷上留空的栏目"
_BUTTON = re.compile("分享|收藏|展开|做?笔记|反馈|纠错|[上下]一题|提交答案|加入收藏")  # may be options
_STEM_BELOW = "题干"  # alone on its line, among what the page says
_ATTEMPT = re.compile(r"\s*(?:(?:回答)?(?:正确|错误)|Correct|Incorrect)\s*")
_ORDINAL = re.compile(r"\s*[\[【]?第\s*(\d{1,4})\s*题[\]】]?\s*")


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines that may belong to questions, and the others by name."""
    kept: list[Line] = []
    pieces: list[Skipped] = []
    pages = page_marks([line.text.strip() for line in lines])
    listed = pages_listed(lines)
    signed = sum(_SIGN_BEFORE.match(fold(line.text)) is not None for line in lines) >= _FEWEST_SIGNS
    opened = _open_bolds(lines)
    earns = any(line.text.strip() == _EARNS for line in lines)
    ticked = [at for at, line in enumerate(lines) if _TICKED.fullmatch(line.text)]
    to_tick = set(ticked) if all(_TO_TICK.fullmatch(lines[at].text) for at in ticked) else set[int]()
    once = {text for text, count in Counter(line.text.strip() for line in lines).items() if count == 1}
    for at, line in enumerate(lines):
        if _says_number_twice(lines, at):
            pieces.append(Skipped(line.place, tidy(line.text), "题号"))
        elif at in pages or (at not in listed and line.text.strip() and _SEPARATOR.fullmatch(line.text)):
            pieces.append(Skipped(line.place, tidy(line.text), "分隔线或页码"))
        elif reason := _OF_PAPER if at in to_tick else _named(line.text):
            pieces.append(Skipped(line.place, tidy(line.text), reason))
        elif signed and (sign := _SIGN_BEFORE.match(fold(line.text))):
            kept.append(line.without(*sign.span()))
            pieces.append(Skipped(line.place, sign[1], "选项前的符号"))
        elif bold := opened.get(at):
            kept.append(line.without(*bold.span()))
            pieces.append(Skipped(line.place, bold[1], "加粗的符号"))
        elif _STATUS.fullmatch(line.text) and not (
            line.text.strip() in once and _BUTTON.fullmatch(line.text.strip())
        ):
            if _ends_with_verdict(kept):
                mark = kept.pop()
                pieces.append(Skipped(mark.place, tidy(mark.text), OF_ATTEMPT))
            pieces.append(Skipped(line.place, tidy(line.text), OF_ATTEMPT))
        elif earns and (earned := _EARNED.search(line.text)):
            kept.append(line.without(*earned.span()))
            pieces.append(Skipped(line.place, earned[0].strip(), OF_ATTEMPT))
        elif line.text.strip() == _STEM_BELOW and pieces and pieces[-1].reason == OF_ATTEMPT:
            pieces.append(Skipped(line.place, _STEM_BELOW, OF_ATTEMPT))
        elif (match := _STATUS_BEHIND.search(line.text)) and "答案" in line.text:
            kept.append(Line(line.text[: match.start()], line.place, line.emphasis))
            pieces.append(Skipped(line.place, match[1], OF_ATTEMPT))
        else:
            kept.append(line)
    return kept, pieces


def _named(text: str) -> str:
    """What a line is that belongs to no question, whatever stands around it; empty where it may belong to one."""
    if _FORM.fullmatch(text):
        return _OF_PAPER
    if _LINK.fullmatch(text):
        return "网页上的链接"
    return "编辑软件留下的标记" if _CLASH.fullmatch(text.strip()) else ""


def tells_of_attempt(text: str) -> bool:
    """Whether the whole line is what the page of an online exam says of an attempt."""
    return _STATUS.fullmatch(text) is not None


def _open_bolds(lines: Sequence[Line]) -> dict[int, re.Match[str]]:
    """The signs of open bold, by their lines, where most numbers of the text have one."""
    found = {at: bold for at, line in enumerate(lines) if (bold := _open_bold(line.text))}
    numbered = sum(number_of(fold(line.text)) != "" for line in lines)
    return found if len(found) >= _FEWEST_BOLD and 2 * len(found) > numbered else {}


def _open_bold(text: str) -> re.Match[str] | None:
    """The sign of bold text between number and stem that nothing closes."""
    number = _NUMBERED.match(fold(text))
    bold = _OPEN_BOLD.match(text, number.end()) if number else None
    return bold if bold and "**" not in text[bold.end() :] else None


def _says_number_twice(lines: Sequence[Line], at: int) -> bool:
    """【第 2 题】 alone on its line, above 2. …"""
    match = _ORDINAL.fullmatch(lines[at].text)
    following = next((fold(line.text) for line in lines[at + 1 : at + 4] if line.text.strip()), "")
    same = rf"\s*{match[1]}\s*[.、:)]|\s*\[?第\s*{match[1]}\s*题" if match else ""
    return match is not None and re.match(same, following) is not None


def _ends_with_verdict(lines: Sequence[Line]) -> bool:
    """Whether the last line only says how an attempt went: 正确, and neither the answer nor an option."""
    if not lines or not _ATTEMPT.fullmatch(lines[-1].text):
        return False
    before = next((line.text for line in reversed(lines[:-1]) if line.text.strip()), "")
    return not AWAITS_TEXT.fullmatch(fold(before))
