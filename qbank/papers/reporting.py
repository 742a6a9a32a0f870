"""An assembly's report as the page tells it: each figure beside its bound, with a verdict."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from qbank.papers.models import Assembly, PaperMode

LETTER_DEVIATIONS = 3
"""How many standard deviations a letter's share may stray by chance."""
SCORE_SPREAD = 2.0
"""Points by which the papers' expected mean scores may spread (standard deviation)."""


@dataclass(frozen=True, slots=True)
class Metric:
    """`verdict` None: told for information only."""

    name: str
    measured: str
    bound: str
    verdict: bool | None
    meaning: str


def metrics(assembly: Assembly) -> list[Metric]:
    report = assembly.report
    found = [_use(report), _overlap(report)]
    if assembly.mode == PaperMode.CANDIDATES and report["overlap"]["tail"]:
        found.append(_tail(report))
    found += [_score(report), _letters(report)]
    return [metric for metric in found if metric is not None]


@dataclass(frozen=True, slots=True)
class Findings:
    """The titles of the plots: each says only what the figures bear out."""

    use: str
    shared: str
    difficulty: str
    laws: str
    left_out: str
    """What no paper could take, and why; empty where there is nothing."""


def findings(assembly: Assembly) -> Findings:
    report, forms = assembly.report, assembly.mode == PaperMode.FORMS
    return Findings(
        _use_title(report, forms),
        _shared_title(report, forms),
        _spans_title(
            report["figures"]["difficulty"], _("难易搭配符合细目表"), _("难易搭配（细目表没有要求）")
        ),
        _spans_title(
            report["figures"]["laws"], _("各部法律都在要求的范围内"), _("各部法律（细目表没有要求）")
        ),
        _left_out(report),
    )


def _use_title(report: dict[str, Any], forms: bool) -> str:
    use = report["use"]
    least, most, spread = use["least"], use["most"], use["spread_among_alike"]
    if forms:
        said = _("每题至多用 %(n)s 次", n=most)
    elif most - least <= 1:
        said = _("每题用得一样多")
    elif spread <= 1:
        said = _("同类题用得一样多，各题用了 %(least)s–%(most)s 次", least=least, most=most)
    else:
        said = _("各题用了 %(least)s–%(most)s 次，同类题相差 %(n)s 次", least=least, most=most, n=spread)
    return str(said)


def _shared_title(report: dict[str, Any], forms: bool) -> str:
    rows = report["figures"]["shared"]["rows"]
    most = rows[-1][0] if rows else 0
    if forms:
        return str(_("各卷互不重复") if not most else _("任意两卷至多有 %(n)s 题相同", n=most))
    measured = [_overlap(report)] + ([_tail(report)] if report["overlap"]["tail"] else [])
    if all(metric is None or metric.verdict for metric in measured):
        return str(_("两卷相同的题，与全凭偶然一样少"))
    return str(_("两卷相同的题比界限多，至多 %(n)s 题", n=most))


def _spans_title(rows: Sequence[Sequence[Any]], kept: str, free: str) -> str:
    """`rows`: name, least, mean, most on a paper, and the limit or None, as `figures.py` counts them."""
    limited = [(least, most, limit) for _name, least, _mean, most, limit in rows if limit]
    if not limited:
        return free
    broken = sum(not limit[0] <= least <= most <= limit[1] for least, most, limit in limited)
    return kept if not broken else str(_("有 %(n)s 项超出要求的范围", n=broken))


def _left_out(report: dict[str, Any]) -> str:
    counts = report.get("left_out", {})
    reasons = {
        "other_types": _("题型不在细目表里"),
        "avoided": _("近几场考过"),
        "incomplete_sets": _("同组的题不全"),
    }
    said = [f"{reason} {counts[name]:,} 题" for name, reason in reasons.items() if counts.get(name)]
    return str(_("没有参加的：%(list)s。", list=_("，").join(said))) if said else ""


def _use(report: dict[str, Any]) -> Metric:
    """Among questions that are alike. Earlier use is levelled too, so new use may then differ by one more."""
    use = report["use"]
    spread, bound = use["spread_among_alike"], 2 if report["carried_over"] else 1
    return Metric(
        _("曝光"),
        _("%(least)s–%(most)s 次", least=use["least"], most=use["most"]),
        _("同类题相差 ≤ %(n)s 次", n=bound),
        spread <= bound,
        _("每道题被用的次数，越齐越好；同类题实际相差 %(n)s 次", n=spread)
        + (_("（连同以前用过的一起拉平）") if report["carried_over"] else ""),
    )


def _overlap(report: dict[str, Any]) -> Metric | None:
    if report["papers"] < 2:
        return None
    overlap, length = report["overlap"], report["questions_a_paper"]
    mean, bound = overlap["mean"] / length, overlap["bound"] / length
    return Metric(
        _("重复率"),
        f"{mean:.2%}",
        f"≥ {bound:.2%}",
        mean <= bound * 1.01 + 0.0005,
        _("任意两卷相同的题所占比例，低于界限在数学上不可能"),
    )


def _tail(report: dict[str, Any]) -> Metric:
    tail = report["overlap"]["tail"]
    allowed = tail["by_chance"] + 3 * math.sqrt(max(tail["by_chance"], 1))
    return Metric(
        _("多题重复"),
        _("%(n)s 对", n=f"{tail['seen']:,}"),
        _("≤ %(n)s 对", n=f"{allowed:,.0f}"),
        tail["seen"] <= allowed,
        _(
            "相同 %(k)s 题以上的两卷，全凭偶然约有 %(n)s 对",
            k=tail["share_at_least"],
            n=f"{tail['by_chance']:,.0f}",
        ),
    )


def _score(report: dict[str, Any]) -> Metric:
    score = report["figures"]["score"]
    if score["unknown"]:
        return Metric(
            _("难易"), "—", f"≤ {SCORE_SPREAD:g}", None,
            _("有 %(n)s 题还没有得分率，考过一次才能预计平均分", n=score["unknown"]),
        )  # fmt: skip
    return Metric(
        _("难易"),
        _("%(n)s 分", n=f"{score['sd']:.2f}"),
        _("≤ %(n)s 分", n=f"{SCORE_SPREAD:g}"),
        score["sd"] <= SCORE_SPREAD,
        _("各卷预计平均分的标准差"),
    )


def _letters(report: dict[str, Any]) -> Metric | None:
    total = report["letters"]["questions"]
    if not total:
        return None
    shares = [count / total for _letter, count in report["letters"]["counts"]]
    even = 1 / len(shares)
    stray = letter_band(report)
    return Metric(
        _("答案字母"),
        f"{min(shares):.1%}–{max(shares):.1%}",
        f"{even:.0%} ± {stray:.1%}",
        max(abs(share - even) for share in shares) <= stray,
        _("各字母作为单选标准答案的比例，按 %(n)s 份卷计", n=report["letters"]["papers"]),
    )


def letter_band(report: dict[str, Any]) -> float:
    """How far a letter's share may stray from even by chance alone."""
    total, letters = report["letters"]["questions"], max(len(report["letters"]["counts"]), 1)
    even = 1 / letters
    return LETTER_DEVIATIONS * math.sqrt(even * (1 - even) / max(total, 1))
