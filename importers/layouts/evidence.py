"""By what a question is known wherever it is looked for: its mark, its options, its blank, its answer."""

from __future__ import annotations

import re

from importers.answers import TYPE_WORDS

MARK = rf"[\[(<]\s*[^\[\]()<>\n]{{0,6}}(?:{TYPE_WORDS})[^\[\]()<>\n]{{0,10}}(?:\([^()\n]{{1,8}}\))?[\])>]"
NAMED = r"(?:\[[^\[\]\n]{0,6}[例真]题\]\s*)?"  # 【典型例题】(单选题)…
MARKED = re.compile(rf"\s*{NAMED}{MARK}")
# What a question holds: options, a blank, an answer.
EVIDENCE = re.compile(
    r"^\s*(?:[〔\[]图.?[〕\]])?\s*[(\[]?\s*[Aa]\s*[.、:)\]]|^A[^\S\n]+\S|^\s*A(?:,\s*)?[^\x00-\x7f]|(?<![A-Za-z])A\s*[.、:)].*(?:\n\s*[(\[]?)?B\s*[.、:)]|"
    r"^\s*\[?(?:题干|题目)\]?\s*:|^\s*\[?(?:正确|参考|标准|试题)?答案|^\s*(?:ANSWER|Answer|answer|答)\s*:|答案(?:是)?\s*:|[(\[]\s*[A-L](?:[\s,、]*[A-L])*\s*[)\]]|_\s*(?:[A-L](?:[,、]*[A-L])*|[√×✓✗])\s*_|^\s*[①○□☐☑✓✔✅]|"
    r"[(\[]\s*(?:√|×|✓|✗|对|错|正确|错误|[TFXx])\s*[)\]]|[√×✓✗]\s*$|[(\[]\s*[)\]]|_{2,}",
    re.M,
)
# One label for an answer and its reason, which promises both: 答案及解析, 解析与答案.
_REASON = "(?:详细|试题|题目)?(?:解析|详解|解答|讲解|解释|说明|分析|理由|(?:法律)?依据|提示)"
ANSWER_AND_REASON = (
    rf"(?:参考|正确|标准|试题)?(?:答案(?:[及与和、/&+]|以及){_REASON}|{_REASON}(?:[及与和、/&+]|以及)答案)"
)
# What no front matter holds: a blank to fill in, or options.
ASKS = re.compile(r"[(\[]\s*[)\]]|(?<![A-Za-z])A\s*[.、:)].*B\s*[.、:)]")
