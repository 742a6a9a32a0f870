"""An assembly's report as its page and its file tell it: the titles of the plots, and the document to take away."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext as _

from qbank.papers.metrics import metrics, overlap, tail
from qbank.papers.models import Assembly, PaperMode


def report_document(assembly: Assembly) -> dict[str, Any]:
    """The report as JSON: sums over papers only, no question, and never the seed."""
    version = assembly.blueprint_version
    return {
        "exam": {"id": assembly.exam.public_id, "title": assembly.exam.title},
        "assembly": {"id": assembly.public_id, "number": assembly.number, "mode": assembly.mode},
        "made_at": assembly.created_at.isoformat(),
        "blueprint": {"name": version.content["name"], "version": version.number},
        "manifest": assembly.manifest_digest,
        "metrics": [asdict(metric) for metric in metrics(assembly)],
        "report": assembly.report,
    }


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
    measured = [overlap(report)] + ([tail(report)] if report["overlap"]["tail"] else [])
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
