"""What the page of an online exam says of an attempt (未作答, 得分：2分, 查看解析), on lines of its own or behind an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.draft import OF_ATTEMPT, Skipped
from importers.layouts.lines.pages import AWAITS_TEXT
from importers.normalise import fold, tidy

_POINTS = r"\d+(?:\.\d+)?"
_SHARE = r"\d{1,3}(?:\.\d{1,2})?\s*/\s*\d{1,3}(?:\.\d{1,2})?"
_CLICK = r"(?:点击|单击|点此|点我)?"
_STATES = (
    rf"(?:未作答|已回答|已完成|(?:部分|不)?正确|错误)?\s*(?:满分|获得)\s*:?\s*{_POINTS}\s*分?(?:中的\s*{_POINTS}\s*分?)?",
    r"(?:未(?:正确)?|尚未|还未|已)(?:作答|回答)|(?:答案|回答|作答)(?:完全|部分|不)?(?:正确|错误)|答[对错]了?",
    r"[你您](?:的(?:回答|答案)(?:不|部分)?(?:正确|错误)|(?:没有?|未)(?:作答|回答|选择(?:任何)?(?:选项|答案)?)|选[对错]了)",
    r"Marks? \d+(?:\.\d+)? out of \d+(?:\.\d+)?|Your answer is (?:in|partially )?correct",
)
_SCORES = (
    rf"得分/总分|{_SHARE}\s*分|(?:本题)?(?:总)?得分\s*:\s*{_POINTS}\s*分?|\(\s*{_POINTS}\s*分\s*\)|[本此]题\s*{_POINTS}\s*分",
    rf"(?:章节)?(?:测验|作业|考试)已完成|题量\s*:\s*\d+\s+满分\s*:\s*{_POINTS}",
    r"(?:\d{1,3}\s*)?分?\s*(?:系统)?(?:自动)?(?:批改|批阅|评阅)于\s*\d{4}[\d年月日点时分秒:./ -]{4,24}",
    rf"重做\s*\(剩余\s*\d+\s*次\)(?:\s*查看作答记录)?|第\s*\d+\s*次作答(?:\s+本次成绩\s*{_POINTS}\s*分)?",
)
_BUTTONS = (
    r"(?:未|已)?标记(?:题目|试题)|反馈|选择一项(?:或多项)?:|试题正文|题目正文|展开|[老教]师评语:?",
    r"查看试卷,?\s*进入试卷练习|[\u201c\u201d]?微信扫一扫[\u201c\u201d]?,?\s*(?:开始刷题|进入题库\S{0,12})|进入(?:考试)?题库|查看答案解析(?:\s+\S{2,8}){0,3}|点击查看更多",
    r"Flag question|Question text|Feedback|(?i:select one(?: or more)?):",
    rf"{_CLICK}(?:查看|收起|展开|显示|隐藏)(?:答案|本题|参考|试题|详细){{0,2}}(?:与|和|及)?解析|(?:AI|视频|名师)\s*(?:讲解|解析)",
    rf"(?:{_CLICK}(?:(?:这里|此处)?(?:即可)?(?:隐藏|显示|查看|展开|收起)(?:正确|参考|本题)?答案|加入收藏|加入记忆|收藏(?:本题)?|"
    r"错题反馈|我要纠错|纠错|做?笔记|分享(?:到\s*:?)?|[上下]一题|提交答案|(?:查看|显示)提示)(?:\(\d+\))?[\s|]*)+",
)
_SAID = re.compile(rf"\s*(?:[✅❌✔✘]\ufe0f?\s*)?(?:{'|'.join(_STATES + _SCORES + _BUTTONS)})[。.]?\s*")
# …and behind the answer on its line: 正确答案：A你选对了
_SAID_BEHIND = re.compile(
    r"(?<=[A-L√×✓✗✔✘对错误确])[^\S\n]*((?:[你您](?:选[对错]了|(?:没有?|未)(?:作答|回答)|(?:错选|漏选|少选|多选)[为了]?\s*[A-L、,]*|"
    r"(?:没有?|未)选择?(?:任何)?(?:选项|答案)?)|回答(?:正确|错误)|AI讲解)[。.]?)\s*$"
)
# 得分：, 5 and 分 系统自动批改于…, each on its line.
_UNIT = re.compile(r"\s*分")
_SCORED = re.compile(rf"(?:本题)?得分\s*:\s*{_POINTS}")
_VERDICT = re.compile(r"\s*(?:(?:回答)?(?:正确|错误)|Correct|Incorrect)\s*")
_OWN = re.compile(r"(?:[我你您]的|(?:考生|学[生员]|用户)的?)(?:答案|回答|作答|选择)\s*:")
_WRONG = re.compile(
    r"\s*(?:(?:[你您]的)?(?:答案|回答|作答)(?:不正确|错误)|答错了?|[你您]选错了|(?:本题)?得分\s*:\s*0(?:\.0+)?\s*分?)[。.]?\s*"
)
_MAY_BE_OPTION = re.compile(
    "分享|收藏|展开|做?笔记|反馈|纠错|[上下]一题|提交答案|加入收藏"
)  # where it stands once
_STEM_BELOW = "题干"  # alone on its line, among what the page says
# What an option earned, behind it or below it, where the exam says so of each question: 当场2.00/2.00.
_EARNED = re.compile(r"\d{1,3}\.\d{2}/\d{1,3}\.\d{2}\s*$")
_EARNS = "得分/总分"
_EARNED_ALONE = re.compile(r"\d{1,3}\.\d{1,2}\s*分")  # 0.0分 below each stem
_SEVERAL = 3


def without_attempts(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines that say more than how an attempt went, and what says no more."""
    kept: list[Line] = []
    pieces: list[Skipped] = []
    earns = any(line.text.strip() == _EARNS for line in lines)
    counts = Counter(line.text.strip() for line in lines)
    told = False  # by the line above
    for line in lines:
        name, folded = line.text.strip(), fold(line.text)
        before, told = told, told and not name
        earned = counts[name] >= _SEVERAL and _EARNED_ALONE.fullmatch(name)
        if earned or (tells_of_attempt(name) and not (counts[name] == 1 and _MAY_BE_OPTION.fullmatch(name))):
            begin = len(kept) - _belong_above(kept, folded)
            pieces += [Skipped(said.place, tidy(said.text), OF_ATTEMPT) for said in (*kept[begin:], line)]
            del kept[begin:]
            told = True
        elif name == _STEM_BELOW and before:
            pieces.append(Skipped(line.place, _STEM_BELOW, OF_ATTEMPT))
        elif behind := _behind(folded, earns):
            kept.append(line.without(*behind.span()))
            pieces.append(Skipped(line.place, behind[0].strip(), OF_ATTEMPT))
        else:
            kept.append(line)
    return kept, pieces


def tells_of_attempt(text: str) -> bool:
    """Whether the whole line is what the page of an online exam says of an attempt."""
    return _SAID.fullmatch(fold(text)) is not None


def _behind(folded: str, earns: bool) -> re.Match[str] | None:
    """What is said of the attempt behind an option that earned points, or behind an answer."""
    earned = _EARNED.search(folded) if earns else None
    return earned or (_SAID_BEHIND.search(folded) if "答案" in folded else None)


def _belong_above(lines: Sequence[Line], folded: str) -> int:
    """How many of the last lines belong to what `folded` says of an attempt: a verdict, an answer that it says is wrong, or
    得分： and 5 above 分."""
    score = [fold(line.text).strip() for line in lines[-2:]]
    if _WRONG.fullmatch(folded) and lines and _OWN.match(score[-1]):
        return 1
    if _UNIT.match(folded) and len(score) == 2 and _SCORED.fullmatch("".join(score)):
        return 2
    return 1 if _ends_with_verdict(lines) else 0


def _ends_with_verdict(lines: Sequence[Line]) -> bool:
    """Whether the last line only says how an attempt went: 正确, and neither the answer nor an option."""
    if not lines or not _VERDICT.fullmatch(lines[-1].text):
        return False
    before = next((line.text for line in reversed(lines[:-1]) if line.text.strip()), "")
    return not AWAITS_TEXT.fullmatch(fold(before))
