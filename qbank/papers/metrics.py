"""What an assembly's papers measure beside what was possible, with a verdict for each figure."""

import math
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from qbank.papers.models import Assembly, PaperMode

LETTER_DEVIATIONS = 3
"""How many standard deviations a letter's share may stray by chance."""
SCORE_SPREAD = 2.0
"""Points by which the papers' expected mean scores may spread (standard deviation)."""
FACILITY_SPREAD = 0.02
"""Questions by which the papers' sums of facility may spread (standard deviation)."""
FACILITY_DEVIATION = 0.01
"""Questions by which a parallel form's sum of facility may lie off the target."""
SELDOM = 0.01
"""An overlap is called beyond chance where chance gives so many pairs of that kind, or fewer."""


@dataclass(frozen=True, slots=True)
class Metric:
    """`verdict` None: told for information only."""

    name: str
    measured: str
    bound: str
    verdict: bool | None
    meaning: str


def metrics(assembly: Assembly) -> list[Metric]:
    report, forms = assembly.report, assembly.mode == PaperMode.FORMS
    candidates = not forms and report["overlap"]["tail"]
    found = [
        _distinct(report),
        _use(report),
        _unused(report),
        overlap(report),
        _most_shared(report, assembly.blueprint_version.content.get("overlap") if forms else None),
        tail(report) if candidates else None,
        _deviation(report) if forms else _facility(report),
        _score(report),
        letters(report),
    ]
    return [metric for metric in found if metric is not None]


def _distinct(report: dict[str, Any]) -> Metric | None:
    if report["papers"] < 2:
        return None
    distinct, count = report["distinct_papers"], report["papers"]
    return Metric(
        _("各不相同"),
        _("%(n)s 份", n=f"{distinct:,}"),
        _("%(n)s 份", n=f"{count:,}"),
        distinct == count,
        _("没有两份试卷的题全都相同"),
    )


def _unused(report: dict[str, Any]) -> Metric:
    use = report["use"]
    return Metric(
        _("没有用到"),
        _("%(n)s 题", n=f"{use['never_used']:,}"),
        "—",
        None,
        _("候选 %(n)s 题里没有上卷的，可留到以后", n=f"{report['eligible_questions']:,}"),
    )


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


def overlap(report: dict[str, Any]) -> Metric | None:
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


def _most_shared(report: dict[str, Any], cap: int | None) -> Metric | None:
    """The largest overlap of two papers beside the blueprint's cap, else beside what chance would hardly exceed."""
    if report["papers"] < 2:
        return None
    most = report["overlap"]["most"]
    allowed, meaning = cap, _("任意两卷至多相同的题数，界限是细目表的要求")
    if allowed is None:
        seen = report["overlap"]["tail"]
        allowed = _largest_by_chance(seen["pairs"], report["overlap"]["mean"]) if seen else 0
        meaning = _("比较过的两卷至多相同的题数，界限是全凭偶然也难得超过的")
    allowed = min(allowed, report["questions_a_paper"])
    said = _("%(n)s 题", n=most), _("≤ %(n)s 题", n=allowed)
    return Metric(_("最多相同"), *said, most <= allowed, meaning)


def _largest_by_chance(pairs: int, mean: float) -> int:
    """The k that a Poisson variable exceeds in at most `SELDOM` of all pairs together."""
    k, beyond = 0, pairs * -math.expm1(-mean)
    term = math.exp(-mean)
    while beyond > SELDOM:
        k += 1
        term *= mean / k
        beyond -= pairs * term
    return k


def tail(report: dict[str, Any]) -> Metric:
    seen = report["overlap"]["tail"]
    allowed = seen["by_chance"] + 3 * math.sqrt(max(seen["by_chance"], 1))
    return Metric(
        _("多题重复"),
        _("%(n)s 对", n=f"{seen['seen']:,}"),
        _("≤ %(n)s 对", n=f"{allowed:,.0f}"),
        seen["seen"] <= allowed,
        _(
            "相同 %(k)s 题以上的两卷，全凭偶然约有 %(n)s 对",
            k=seen["share_at_least"],
            n=f"{seen['by_chance']:,.0f}",
        ),
    )


def _deviation(report: dict[str, Any]) -> Metric | None:
    """How far the sum of facility of a parallel form lies off the target, or off the forms' mean where there is none."""
    facility = report["facility"]
    if report["figures"]["score"]["unknown"]:
        return None
    aim = facility["mean"] if facility["target"] is None else facility["target"]
    most = max(facility["most"] - aim, aim - facility["least"])
    return Metric(
        _("卷别偏差"),
        _("%(n)s 题", n=f"{most:.3f}"),
        _("≤ %(n)s 题", n=FACILITY_DEVIATION),
        most <= FACILITY_DEVIATION + 1e-9,
        _("各卷得分率之和与目标 %(n)s 最多相差多少", n=f"{aim:.2f}")
        if facility["target"] is not None
        else _("各卷得分率之和与平均 %(n)s 最多相差多少", n=f"{aim:.2f}"),
    )


def _facility(report: dict[str, Any]) -> Metric | None:
    facility = report["facility"]
    if report["figures"]["score"]["unknown"]:
        return None
    return Metric(
        _("得分率之和"),
        _("%(n)s 题", n=f"{facility['sd']:.3f}"),
        _("≤ %(n)s 题", n=FACILITY_SPREAD),
        facility["sd"] <= FACILITY_SPREAD,
        _("各卷预计答对题数的标准差，平均 %(n)s 题", n=f"{facility['mean']:.2f}"),
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


def letters(report: dict[str, Any]) -> Metric | None:
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
