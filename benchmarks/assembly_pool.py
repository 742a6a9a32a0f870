"""A seeded pool and blueprint for the assembler's benchmark, and a judge of papers that shares nothing with the assembler."""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LENGTH = 50
SECTIONS = {"single_choice": 20, "multiple_choice": 20, "true_false": 10}
SCOPES = {"public": 20, "sector": 30}
DIFFICULTY = {"1": [4, 6], "2": [9, 11], "3": [19, 21], "4": [9, 11], "5": [4, 6]}
RULES_AT_ONCE = 16
PAPERS_AT_ONCE = 4000

Record = dict[str, Any]


def make(folder: Path, questions: int, laws: int) -> tuple[Path, Path]:
    """Writes POOL.jsonl and BLUEPRINT.json; the same for the same numbers."""
    rng = random.Random(questions)
    sizes = [(law + 1) ** -0.6 for law in range(laws)]
    records: list[Record] = []
    for number in range(questions):
        law = rng.choices(range(laws), sizes)[0]
        kind = rng.choices(list(SECTIONS), [45, 35, 20])[0]
        grade = rng.choices(range(1, 6), [12, 22, 36, 20, 10])[0]
        facility = min(99, max(5, round(95 - 15 * (grade - 1) + rng.gauss(0, 8)))) / 100
        records.append(
            {
                "id": f"q{number}",
                "type": kind,
                "scope": "public" if law % 3 == 0 else "sector",
                "law": f"L{law}",
                "difficulty": grade,
                "facility": facility,
                **({"true": rng.random() < 0.55} if kind == "true_false" else {}),
                # some questions in a hundred must not stand together, two by two
                **({"enemies": [f"e{number // 66}"]} if number % 33 == 0 else {}),
            }
        )
    pool, blueprint = folder / f"pool_{questions}.jsonl", folder / f"blueprint_{questions}.json"
    pool.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    blueprint.write_text(json.dumps(_blueprint(records)), encoding="utf-8")
    return pool, blueprint


def _blueprint(records: list[Record]) -> dict[str, Any]:
    by_scope = Counter(record["scope"] for record in records)
    scope_of = {record["law"]: record["scope"] for record in records}
    laws = {}
    for law, count in Counter(record["law"] for record in records).items():
        fair = SCOPES[scope_of[law]] * count / by_scope[scope_of[law]]
        laws[law] = [int(fair / 2), int(fair * 1.5) + 2]
    return {
        "name": "benchmark",
        "sections": [{"type": kind, "items": count, "points": 2} for kind, count in SECTIONS.items()],
        "scopes": SCOPES,
        "laws": laws,
        "difficulty": DIFFICULTY,
        "difficulty_sum": [148, 152],
        "true_keys": [4, 6],
        "enemies": 1,
        "facility_sum": 32.5,
    }


def read(pool: Path, blueprint: Path) -> tuple[list[Record], dict[str, Any]]:
    lines = pool.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines], json.loads(blueprint.read_text(encoding="utf-8"))


def demands(records: list[Record], document: dict[str, Any]) -> list[tuple[npt.NDArray[np.int64], int, int]]:
    """(weight of each question, least, most) for every demand on one paper."""
    found: list[tuple[npt.NDArray[np.int64], int, int]] = []
    found.append((np.array([r["difficulty"] for r in records]), *document["difficulty_sum"]))
    found.append((np.array([r.get("true", False) for r in records], dtype=np.int64), *document["true_keys"]))
    for kind, count in SECTIONS.items():
        found.append((np.array([r["type"] == kind for r in records], dtype=np.int64), count, count))
    for part, field in (("difficulty", "difficulty"), ("scopes", "scope"), ("laws", "law")):
        for name, pair in document[part].items():
            weights = np.array([str(record[field]) == name for record in records], dtype=np.int64)
            found.append((weights, *(pair if isinstance(pair, list) else (pair, pair))))
    enemies: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for name in record.get("enemies", []):
            enemies.setdefault(name, []).append(number)
    for members in enemies.values():
        weights = np.zeros(len(records), dtype=np.int64)
        weights[members] = 1
        found.append((weights, 0, 1))
    return found


class Judge:
    """Says which papers keep every rule of the blueprint."""

    def __init__(self, records: list[Record], document: dict[str, Any]) -> None:
        asked = demands(records, document)
        self._parts = [asked[first : first + RULES_AT_ONCE] for first in range(0, len(asked), RULES_AT_ONCE)]
        self._tables = [
            np.stack([weights for weights, _, _ in part], axis=1).astype(np.int16) for part in self._parts
        ]

    def keeps(self, papers: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """For each paper (n x 50, numbers of records). A paper that broke a rule is not asked about the next ones."""
        papers = np.asarray(papers)
        ordered = np.sort(papers, axis=1)
        good = np.flatnonzero((ordered[:, 1:] != ordered[:, :-1]).all(axis=1))
        for part, table in zip(self._parts, self._tables, strict=True):
            least, most = np.array([rule[1] for rule in part]), np.array([rule[2] for rule in part])
            fine = [np.zeros(0, dtype=np.bool_)]
            for first in range(0, len(good), PAPERS_AT_ONCE):
                some = good[first : first + PAPERS_AT_ONCE]
                totals = np.zeros((len(some), len(part)), dtype=np.int16)
                for column in papers[some].T:
                    totals += table[column]
                fine.append(((totals >= least) & (totals <= most)).all(axis=1))
            good = good[np.concatenate(fine)]
        keeps = np.zeros(len(papers), dtype=np.bool_)
        keeps[good] = True
        return keeps
