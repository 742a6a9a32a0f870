"""The manifest: seed, pool digest, plan and algorithm version: enough to make every paper, or any one, again.

As secret as the papers: whoever has it and the pool has the papers.
"""

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assembler.blueprint import Blueprint, BlueprintError
from assembler.plan import Group
from assembler.pool import Pool
from assembler.problem import Integers

ALGORITHM = "euler-4"
"""Changes whenever the same seed, pool and blueprint would give other papers."""


class ManifestError(ValueError):
    """A manifest that does not fit; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`parts`: how many parts each cell is cut into (candidates' papers). `made`: papers (from 0) that a solver made, as places in the pool. `used`: earlier uses by place."""

    seed: bytes
    pool_digest: str
    blueprint: Blueprint
    papers: int
    parallel: bool
    pressing: tuple[str, ...]
    used: Mapping[int, int]
    avoid: tuple[int, ...]
    parts: Integers
    plan: Sequence[Group]
    made: Mapping[int, Sequence[int]]

    def as_json(self) -> dict[str, Any]:
        return {
            "algorithm": ALGORITHM,
            "seed": self.seed.hex(),
            "pool": self.pool_digest,
            "blueprint": self.blueprint.as_json(),
            "papers": self.papers,
            "parallel": self.parallel,
            "pressing": list(self.pressing),
            "used": [[place, uses] for place, uses in sorted(self.used.items())],
            "avoid": list(self.avoid),
            "parts": _packed(self.parts),
            "plan": [{"papers": group.papers, "totals": _packed(group.totals)} for group in self.plan],
            "made": [[number, list(paper)] for number, paper in sorted(self.made.items())],
        }


def read_manifest(document: Any, pool: Pool) -> Manifest:
    """Raises ManifestError where the document is no manifest, of another algorithm, or of another pool."""
    if not isinstance(document, dict) or "algorithm" not in document:
        raise ManifestError("这不是组卷清单（manifest），请选用组卷时保存的清单文件。")
    if document["algorithm"] != ALGORITHM:
        raise ManifestError(f"清单由组卷算法“{document['algorithm']}”生成，本版只能重做“{ALGORITHM}”的试卷。")
    if document.get("pool") != pool.digest:
        raise ManifestError("候选题集与组卷时的不同（摘要不符），请使用组卷时的那一份候选题集。")
    try:
        return Manifest(
            seed=bytes.fromhex(document["seed"]),
            pool_digest=document["pool"],
            blueprint=Blueprint.from_json(document["blueprint"]),
            papers=int(document["papers"]),
            parallel=bool(document["parallel"]),
            pressing=tuple(document["pressing"]),
            used={int(place): int(uses) for place, uses in document["used"]},
            avoid=tuple(document["avoid"]),
            parts=_unpacked(document["parts"]),
            plan=[Group(int(group["papers"]), _unpacked(group["totals"])) for group in document["plan"]],
            made={int(number): [int(place) for place in paper] for number, paper in document["made"]},
        )
    except (KeyError, TypeError, ValueError, zlib.error, BlueprintError) as error:
        raise ManifestError("清单文件不完整或被改动过，不能据此重做试卷。") from error


def _packed(numbers: Integers) -> str:
    """A long table of small numbers as text: little-endian 32-bit, zlib, base64."""
    return base64.b64encode(zlib.compress(numbers.astype("<i4").tobytes(), 9)).decode()


def _unpacked(text: str) -> Integers:
    return np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype="<i4").astype(np.int64)
