"""What fields are called: whole names, and names made of what is told (分析, 点拨, 要点 …) and of what (解题, 名师, 考查 …)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Field = Literal[
    "stem", "options", "answer", "explanation", "citation", "difficulty", "topics", "type", "other"
]

# What somebody answered, and what a platform says of an attempt: 考生答案：A, 答对率：92%.
OWNERS = ("我的", "你的", "您的", "我", "考生", "学生", "学员", "用户", "提交", "作答")
OF_ATTEMPT = (
    *(owner + thing for owner in OWNERS for thing in ("答案", "回答", "作答", "选择") if owner != thing),
    "作答", "答题结果", "作答结果", "作答情况", "答题情况", "统计", "答对率", "正确率", "答题用时", "作答用时", "用时", "批阅意见", "教师评语", "老师评语", "教师评阅", "判分", "易错项",
)  # fmt: skip
WORDS: dict[Field, tuple[str, ...]] = {
    "answer": (
        "正确答案", "参考答案", "标准答案", "参照答案", "试题答案", "题目答案", "正确选项", "答案", "ANSWER", "Answer", "answer", "正确答案选项", "对的答案", "对旳答案", "正确旳答案", "本题答案",
    ),
    "explanation": (
        "答案解析", "参考解析", "试题解析", "题目解析", "标准解析", "答案详解", "知识点解析", "考点解析", "本题解析", "本题解释", "本题思路", "试题分析", "解题思路", "名师点睛", "名师点评", "解析",
        "详解", "解释", "注释", "理由", "改正", "更正", "说明", "分析",
    ),
    "citation": ("法律依据", "答案依据", "依据", "法条依据", "法条", "出处", "答案出处", "条款出处", "考题出处", "考题来源", "试题出处", "题目出处"),
    "difficulty": ("难度系数", "难易程度", "难易度", "难度等级", "试题难度", "题目难度", "难度"),
    "topics": ("知识点", "考点", "考查点", "考点分类", "所属章节", "章节", "标签", "知识模块"),
    "type": ("题目类型", "试题类型", "题型"),
    "stem": ("题干", "题目", "试题", "试题内容", "题目内容", "题目描述", "问题描述"),
    "options": ("备选答案", "备选项", "选项"),
    "other": (
        "分值", "分数", "得分", "来源", "题目来源", "命题人", "命题单位", "出题人", "出题单位", "审核人", "能力水平",
        *OF_ATTEMPT, "本题总得分", "本题得分", "我的得分", "考生得分", "学生得分", "题目分值", "是否评分", "评价描述", "认知层次", "分类", "类别", "题目分类", "试题分类", "题号", "试题编号", "编号", "关键字", "关键词", "适用对象", "备注",
    ),
}  # fmt: skip

# Between brackets alone: a stem may well go on with 课程：… on a line.
BRACKETED = (
    "科目",
    "学科",
    "课程",
    "专业",
    "年级",
    "适学年级",
    "适用年级",
    "教材",
    "版本",
    "状态",
    "考频",
    "考试频率",
)
# Behind an answer alone: a stem may well tell a reason or note something on a line.
BEHIND_ANSWERS = ("原因", "注", "题解")

_OF = (
    "试题|题目|考题|本题|习题|答案|解析|答题|解题|解答|作答|命题|出题|思路|考点|考[查察核]|知识|名师|专家|教师|老师|易错点?|错[因误]|误区|方法|规律|"
    "重点|难点|关键|参考|标准|详细|评分"
)
_TELLS = "解析|分析|解答|详解|精解|精析|讲解|解读|点拨|点评|点睛|评析|评注|剖析|辨析"
_MAY_TELL = "思路|提示|说明|要点|意图|警示|提醒|总结|归纳|拓展|延伸|链接|技巧"
# 答题说明, 试卷分析, 案例分析 head a paper or a part.
_OF_PAPER = (
    "(?!(?:答题|作答|评分|命题|出题|参考)(?:说明|提示|提醒|技巧)|"
    "案例|材料|简答|论述|综合|计算|图表|资料|情[景境]|试卷|全卷|成绩|考试|考情)"
)
# 解题分析, 命题意图, 考点解析, 易错提醒: nothing else is called so before a colon.
REASONS = rf"{_OF_PAPER}(?:{_OF}){{1,2}}[与和及]?(?:{_TELLS}|{_MAY_TELL})"
TOPICS = "(?:主要|本题|命题|涉及)?(?:考[查察核]|命题|涉及|知识)的?(?:知识要点|知识点|要点|内容|知识|目标|考点|点)|考点定位|知识定位"
# 答案要点：…: so an answer to an essay begins.
OF_ANSWERS = "(?:参考|标准|评分)?(?:答案|答题|解答|作答|评分)要点|参考要点"
# Between brackets any word may stand before what tells: 【规程剖析】.
FRAMED = rf"{REASONS}|{_OF_PAPER}[一-鿿]{{0,4}}(?:{_TELLS})|{_MAY_TELL}"
# 【阶段分类】, 【认知层次】: what a bank files its questions by.
FILED = "[一-鿿]{1,4}(?:分类|类别|来源|等级|级别|层次|编号|年份)"
_REASONS = re.compile(rf"{FRAMED}|{OF_ANSWERS}")
_TOPICS = re.compile(TOPICS)
_FIELD_OF: dict[str, Field] = {
    **{word: field for field, words in WORDS.items() for word in words},
    **dict.fromkeys(BRACKETED, "other"),
    **dict.fromkeys(BEHIND_ANSWERS, "explanation"),
}


@lru_cache(maxsize=1 << 10)
def composed_field(word: str) -> Literal["explanation", "topics"] | None:
    """The field that a name made of such words announces; None for any other word."""
    if _TOPICS.fullmatch(word):
        return "topics"
    return "explanation" if _REASONS.fullmatch(word) else None


def field_of(word: str) -> Field | None:
    """The field that `word` announces; None for a word that announces none."""
    return _FIELD_OF.get(word) or composed_field(word)


def is_label(word: str) -> bool:
    """Whether `word` alone announces a field."""
    return field_of(word) is not None
