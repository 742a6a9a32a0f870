"""An independent judge of papers: it reads questions and blueprints as the files hold them and shares nothing with the assembler."""

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import highspy
import numpy as np

Record = dict[str, Any]
Document = dict[str, Any]
NAMES = {
    "scopes": "scope",
    "laws": "law",
    "articles": "article",
    "difficulty": "difficulty",
    "topics": "topics",
}


def limits(records: Sequence[Record], document: Document) -> Iterator[tuple[str, list[int], int, int]]:
    """(what, weight of each question, least, most) for every demand on one paper but types, audience and question sets."""
    for part, field in NAMES.items():
        asked = document.get(part)
        if asked is not None:
            carried = {name for record in records for name in names(record, field)}
            for name in (carried | set(asked)) - {"*"}:
                pair = asked.get(name, asked.get("*"))
                if pair is not None:
                    weights = [int(name in names(record, field)) for record in records]
                    yield f"{part}.{name}", weights, *ends(pair)
    if document.get("enemies") is not None:
        for name in {name for record in records for name in names(record, "enemies")}:
            yield (
                f"enemies.{name}",
                [int(name in names(r, "enemies")) for r in records],
                0,
                document["enemies"],
            )
    if document.get("difficulty_sum") is not None:
        yield "difficulty_sum", [r.get("difficulty") or 0 for r in records], *ends(document["difficulty_sum"])
    if document.get("true_keys") is not None:
        true = [int(r["type"] == "true_false" and r.get("true") is True) for r in records]
        yield "true_keys", true, *ends(document["true_keys"])


def names(record: Record, field: str) -> set[str]:
    value = record.get(field)
    return set(value) if isinstance(value, list) else set() if value is None else {str(value)}


def ends(pair: int | list[int]) -> tuple[int, int]:
    return (pair, pair) if isinstance(pair, int) else (pair[0], pair[1])


def faults(records: Sequence[Record], document: Document, paper: Sequence[int]) -> list[str]:
    """What is wrong with one paper, given as numbers of records in the order of the sections."""
    wanted = [section["type"] for section in document["sections"] for _ in range(section["items"])]
    found = ["types"] if [records[k]["type"] for k in paper] != wanted else []
    if len(set(paper)) < len(paper):
        found.append("twice")
    if any(not fits(records[k], document) for k in paper):
        found.append("audience")
    chosen = set(paper)
    found.extend(
        "sets" for members in question_sets(records).values() if chosen & members and not members <= chosen
    )
    for what, weights, least, most in limits(records, document):
        if not least <= sum(weights[k] for k in paper) <= most:
            found.append(what)
    return found


def fits(record: Record, document: Document) -> bool:
    audience, meant = document.get("audience"), record.get("audiences")
    return not audience or not meant or audience in meant


def question_sets(records: Sequence[Record]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for k, record in enumerate(records):
        if record.get("set"):
            found.setdefault(record["set"], set()).add(k)
    return found


def shared(papers: Sequence[Sequence[int]]) -> int:
    """The most questions that two of the papers share."""
    return max((len(set(a) & set(b)) for a, b in itertools.combinations(papers, 2)), default=0)


def all_papers(records: Sequence[Record], document: Document) -> list[frozenset[int]]:
    """Every set of questions that makes a paper, by trying all: for small pools."""
    wanted = Counter[str]()
    for section in document["sections"]:
        wanted[section["type"]] += section["items"]
    choices = [
        itertools.combinations([k for k, record in enumerate(records) if record["type"] == kind], count)
        for kind, count in wanted.items()
    ]
    found = []
    for combination in itertools.product(*choices):
        chosen = [k for part in combination for k in part]
        ordered = _in_sections(records, document, chosen)
        if not faults(records, document, ordered):
            found.append(frozenset(chosen))
    return found


def _in_sections(records: Sequence[Record], document: Document, chosen: Sequence[int]) -> list[int]:
    left = list(chosen)
    ordered = []
    for section in document["sections"]:
        for _ in range(section["items"]):
            k = next(k for k in left if records[k]["type"] == section["type"])
            left.remove(k)
            ordered.append(k)
    return ordered


def apart(papers: Sequence[frozenset[int]], count: int, most: int) -> bool:
    """Whether `count` of the papers (one may be taken again) share no more than `most` questions two by two."""

    def more(chosen: list[frozenset[int]], first: int) -> bool:
        if len(chosen) == count:
            return True
        return any(
            all(len(papers[k] & other) <= most for other in chosen) and more([*chosen, papers[k]], k)
            for k in range(first, len(papers))
        )

    return more([], 0)


def some_paper_exists(records: Sequence[Record], document: Document) -> bool:
    """An integer program over the questions, solved by HiGHS."""
    rows = list(limits(records, document))
    wanted = Counter(dict.fromkeys(sorted({record["type"] for record in records}), 0))
    for section in document["sections"]:
        wanted[section["type"]] += section["items"]
    rows.extend(
        (kind, [int(record["type"] == kind) for record in records], count, count)
        for kind, count in wanted.items()
    )
    for members in question_sets(records).values():
        first, *rest = sorted(members)
        for other in rest:
            weights = [0] * len(records)
            weights[first], weights[other] = 1, -1
            rows.append(("set", weights, 0, 0))
    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy ships no types for it
    highs.setOptionValue("output_flag", False)
    for record in records:
        highs.addVar(0, 1 if fits(record, document) else 0)
    highs.changeColsIntegrality(
        len(records), np.arange(len(records), dtype=np.int32), np.ones(len(records), dtype=np.uint8)
    )
    for _, weights, least, most in rows:
        at = np.flatnonzero(weights).astype(np.int32)
        highs.addRow(least, most, len(at), at, np.array(weights, dtype=np.float64)[at])
    highs.run()
    return bool(highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)
