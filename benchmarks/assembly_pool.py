"""A seeded pool and blueprint for the assembler's benchmark, and a judge of papers that shares nothing with the assembler."""

import itertools
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
    found = []
    for part, field in (("scopes", "scope"), ("laws", "law"), ("difficulty", "difficulty")):
        for name, pair in document[part].items():
            weights = np.array([str(record[field]) == name for record in records], dtype=np.int64)
            found.append((weights, *(pair if isinstance(pair, list) else (pair, pair))))
    for kind, count in SECTIONS.items():
        found.append((np.array([r["type"] == kind for r in records], dtype=np.int64), count, count))
    found.append((np.array([r["difficulty"] for r in records]), *document["difficulty_sum"]))
    found.append((np.array([r.get("true", False) for r in records], dtype=np.int64), *document["true_keys"]))
    enemies: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for name in record.get("enemies", []):
            enemies.setdefault(name, []).append(number)
    for members in enemies.values():
        weights = np.zeros(len(records), dtype=np.int64)
        weights[members] = 1
        found.append((weights, 0, 1))
    return found


def kept(records: list[Record], document: dict[str, Any], papers: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which papers (n x 50, numbers of records) keep every rule of the blueprint."""
    rules = demands(records, document)
    good = np.zeros(len(papers), dtype=np.bool_)
    # one column a rule and question: small whole numbers, added up paper by paper
    table = np.stack([weights for weights, _, _ in rules], axis=1).astype(np.int16)
    least = np.array([rule[1] for rule in rules])
    most = np.array([rule[2] for rule in rules])
    for first, last in itertools.pairwise([*range(0, len(papers), 2000), len(papers)]):
        part = np.asarray(papers[first:last])
        totals = np.zeros((len(part), len(rules)), dtype=np.int16)
        for column in part.T:
            totals += table[column]
        ordered = np.sort(part, axis=1)
        good[first:last] = ((totals >= least) & (totals <= most)).all(axis=1) & (
            ordered[:, 1:] != ordered[:, :-1]
        ).all(axis=1)
    return good
