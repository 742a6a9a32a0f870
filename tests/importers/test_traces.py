"""Steps over lines that look first whether there is anything for them in the whole text."""

from random import Random

import pytest

from importers.containers.blocks import Line
from importers.draft import Place
from importers.layouts.flow import read_flow
from importers.layouts.lines.traces import Traces

# A question, or what stands beside it, as each such step knows it; {n} counts on.
_RECORDS = (
    "{n}. 甲证由谁发放（ ）\n甲市题库第{n}页\nA. 甲局\nB. 乙局\n答案：A",
    "1. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\nC. 丙局\n答案：A\n\n2. 乙证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A\n解析：甲\n\n{n}",
    "甲市乙局普法题库\n{n}. 甲证由谁发放（ ）\n甲市乙局普法题库 {n}\nA. 甲局\nB. 乙局\n{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A",
    "{n}. 甲证由谁发放（ ）\na甲局 b乙局 c丙局\n答案：A",
    "10. 甲证免费（√）\nII. 乙证免费（√）\n12. 丙证免费（×）",
    "{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案\n：A",
    "{n}. 甲证由谁发放（A\n）\nA. 甲局\nB. 乙局",
    "{n}. 甲证由谁发放（A）\nA. 甲局\nB. 乙局\n见《甲规程\n第三条》\n[2\n分]",
    "{n}• 甲证由谁发放（B）oA、甲局\nBx乙局\nC、丙局",
    "第{n}题 | 单选题 | 2分\n甲证由谁发放\nA. 甲局 ✅\nB. 乙局 ❌\n答案：A",
    "【第 {n} 题】 (ID: 7)\n甲证由谁发放\nA. 甲局\nB. 乙局\n答案：A",
    "试题{n}\n甲证由谁发放\nA. 甲局\nB. 乙局\n试题{n}答案：A",
    "{n}. 甲证由谁发放\nA. 甲局\nB. 乙局\n我的答案\nB\n正确答案\nA",
    "甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n\nA\n",
    "{n}. 甲证由谁发放（ ）\n1）甲局 2）乙局\n答案：2",
    "{n}. 甲证免费\n答案：√\n{n}. 乙证免费\n答案：x",
    "{n}. 甲证由谁发放（ ）\n1）A. 甲局\n2）B. 乙局\n答案：A",
    "甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A\n解析：\n乙证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A",
    "{n}. 甲证由谁发放\n甲局\n['甲局', '乙局']",
    "{n} {甲证由乙局发放。} 正确答案:F",
    "{n}. 甲证由谁发放。    A\nA. 甲局\nB. 乙局",
    "【单选题】\n{n}甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A",
    "{n}. 甲证由谁发放（ ）\n甲局$;$乙局$;$丙局\n答案：A",
    "{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n❌ 你的答案：A → 正确答案：B",
    "{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\nC. 答案：B",
    "{n}. 甲证由谁发放（ ）\n选项A：甲局\n选项B：乙局\n答案：A",
    "{n}. 甲证由谁发放 第{n}页共9页 （ ）\nA. 甲局\nB. 乙局\n答案：A",
    "【第 {n} 题】\n{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A\n------",
    "姓名：      单位：\n- - - -\n{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A\n{n}/9",
    "{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A\n感谢您的参与！\n更多资料请关注公众号：甲",
    "{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A\n<<<<<<< 甲\n[甲](javascript:void)",
    "{n}.{n}. 甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A",
    "【A】甲局\nA. 甲局\nB. 乙局\nC. 丙局\n{n}. 甲证由谁发放（ ）\n【A】\n【B】【此项为本题正确答案】\n【C】",
    "@甲证由谁发放\n#甲局\n#乙局\n%A",
    "{n}. ** 甲证由谁发放（ ）\n&A. 甲局\n&B. 乙局\n答案：A",
    "第{n}题 单选题 2分\n甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A",
    "题目 {n} / 9\n甲证由谁发放（ ）\nA. 甲局\nB. 乙局\n答案：A",
    "{n}. 甲证由谁发放（ ）\n√A. 甲局\nv B. 乙局\n*C 丙局",
    "{n}. 甲证由谁发放（ ）\n[√]A. 甲局\n[ ]B. 乙局",
    "{n}. 甲证由乙局发放\n此题为判断题（对，错）。\n答案：√",
    "甲证由谁发放\n选择一项：\n甲局\n乙局\n正确答案是：甲局",
)  # fmt: skip
_SIGNS = " \t.、：:（）()[]【】-*√×xA1{}/分题页答案"
_ROUNDS = 12


def _mistyped(record: str, chance: Random) -> str:
    """The record with some of its signs left out, doubled or another one beside them."""
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(record))
        record = (
            record[:at]
            + chance.choice(["", record[at] * 2, record[at] + chance.choice(_SIGNS)])
            + record[at + 1 :]
        )
    return record


@pytest.mark.parametrize("record", _RECORDS)
def test_a_step_comes_to_nothing_where_its_traces_are_missing(
    record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = Random(record)
    texts = []
    for _ in range(_ROUNDS):
        told = _mistyped(record, chance)
        text = "\n".join(told.replace("{n}", str(number)) for number in range(1, 7))
        texts.append([Line(line, Place(line=at)) for at, line in enumerate(text.split("\n"), 1)])
    quick = [read_flow(lines) for lines in texts]
    monkeypatch.setattr(Traces, "stand_in", lambda *_: True)
    assert [read_flow(lines) for lines in texts] == quick
