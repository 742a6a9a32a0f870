"""What a rule is: it describes itself in a sentence, constrains by rows, and checks papers on its own."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint, Range, limit_of
from assembler.engine import engine
from assembler.pool import Pool

Integers = npt.NDArray[np.int64]
_NO_LIMIT = 10**9
_TALLY_CELLS = 4_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One demand on every paper: least <= sum over `members` on the paper (of `weights`, else of ones) <= most.

    `members` are places in the pool, ascending. `name` is what people call them: "公共法题". `entry` is the entry of the
    blueprint's part that holds the limit: a name or "*", empty where the part is one limit.
    """

    rule: str
    name: str
    members: Integers
    least: int
    most: int
    weights: Integers | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a paper breaks. `paper` counts from 1; `sentence` is Chinese."""

    paper: int
    rule: str
    sentence: str


class Rule:
    """A part of the blueprint. A rule that says nothing, constrains nothing and finds nothing is one not asked for."""

    part = ""

    def describe(self, blueprint: Blueprint) -> list[str]:
        raise NotImplementedError

    def rows(
        self, pool: Pool, eligible: Integers, blueprint: Blueprint, stock: Integers | None = None
    ) -> list[Row]:
        """The demands on every paper, over the eligible questions; `stock`: how many questions each of them stands for."""
        return []

    def marks(self, pool: Pool) -> Integers:
        """Whole numbers for each question (one or a row): questions of equal numbers are alike to the rule in any blueprint."""
        return np.zeros(len(pool), dtype=np.int64)

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        """Where papers (n x length, places in the pool) break the rule. Uses nothing that `rows` made."""
        return []


class LimitRule(Rule):
    """A rule of the form {"name": [least, most]}: a subclass says in which field a question carries its names."""

    field = ""
    phrase = "{}题"
    unit = "项"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        raise NotImplementedError

    def called(self, name: str) -> str:
        return f"每{self.unit}的题" if name == "*" else self.phrase.format(name)

    def describe(self, blueprint: Blueprint) -> list[str]:
        limits = self.limits(blueprint) or {}
        named = [f"{self.called(name)}{in_words(pair)}道。" for name, pair in limits.items() if name != "*"]
        rest = (
            [f"{'其余' if named else ''}{self.called('*')}{in_words(limits['*'])}道。"]
            if "*" in limits
            else []
        )
        return named + rest

    def rows(
        self, pool: Pool, eligible: Integers, blueprint: Blueprint, stock: Integers | None = None
    ) -> list[Row]:
        limits = self.limits(blueprint)
        if limits is None:
            return []
        # "*" holds for every name in the pool, also for one that no eligible question carries
        carried, codes = pool.named(self.field)
        mine = codes[eligible]
        place, _ = np.nonzero(mine < len(carried))
        code = mine[mine < len(carried)]
        order = np.argsort(code, kind="stable")
        held = eligible[place[order]]
        ends = np.cumsum(np.bincount(code, minlength=len(carried))).tolist()
        weight = None if stock is None else stock[place]
        counts = np.bincount(code, weight, minlength=len(carried)).tolist()
        at = {name: k for k, name in enumerate(carried)}
        rows = []
        for name in dict.fromkeys([*(name for name in limits if name != "*"), *carried]):
            pair, k = limit_of(limits, name), at.get(name)
            # a row that no choice of questions can break is no demand
            if pair is not None and (pair[0] > 0 or (k is not None and counts[k] > pair[1])):
                members = held[ends[k - 1] if k else 0 : 0 if k is None else ends[k]]
                entry = name if name in limits else "*"
                rows.append(Row(self.part, self.called(name), members, *pair, entry=entry))
        return rows

    def marks(self, pool: Pool) -> Integers:
        return pool.named(self.field)[1]

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        limits = self.limits(blueprint)
        if limits is None:
            return []
        names, codes = pool.named(self.field)
        violations = []
        for number in self._suspects(limits, names, codes, papers):
            held = np.bincount(codes[papers[number]].ravel(), minlength=len(names) + 1).tolist()
            counts = Counter(dict(zip(names, held, strict=False)))
            for name in dict.fromkeys([*(name for name in limits if name != "*"), *names]):
                least, most = limit_of(limits, name) or (0, _NO_LIMIT)
                if not least <= counts[name] <= most:
                    violations.append(
                        Violation(
                            int(number) + 1,
                            self.part,
                            too_many_or_few(int(number) + 1, self.called(name), counts[name], (least, most)),
                        )
                    )
        return violations

    def _suspects(
        self, limits: Mapping[str, Range], names: Sequence[str], codes: Integers, papers: Integers
    ) -> Integers:
        """The papers on which some name occurs too often or too seldom."""
        if any(pair[0] > 0 and name != "*" for name, pair in limits.items() if name not in names):
            return np.arange(len(papers))
        pairs = [limit_of(limits, name) or (0, _NO_LIMIT) for name in names]
        least = np.array([*(pair[0] for pair in pairs), 0], dtype=np.int64)
        most = np.array([*(pair[1] for pair in pairs), 1 << 60], dtype=np.int64)
        must, found = np.flatnonzero(least > 0), np.zeros(len(papers), dtype=np.int64)
        engine(len(papers)).over_limits(
            len(papers),
            papers.shape[1],
            np.ascontiguousarray(papers).ravel(),
            codes.ravel(),
            codes.shape[1],
            least,
            most,
            must,
            len(must),
            np.zeros(len(least), dtype=np.int64),
            found,
        )
        return np.flatnonzero(found)


def tallies(names: int, codes: Integers, papers: Integers) -> Iterator[tuple[int, Integers]]:
    """(first paper, counts papers x names), in chunks: how many questions of each name a paper has (`Pool.named`)."""
    wide = names + 1
    chunk = max(1, _TALLY_CELLS // wide)
    for first in range(0, len(papers), chunk):
        some = codes[papers[first : first + chunk]].reshape(len(papers[first : first + chunk]), -1)
        flat = (some + wide * np.arange(len(some))[:, None]).ravel()
        yield first, np.bincount(flat, minlength=wide * len(some)).reshape(len(some), wide)[:, :-1]


def in_words(pair: Range) -> str:
    """ "20"、"4 至 6"、"至多 3"、"至少 2" with a space where a number meets Chinese."""
    least, most = pair
    if least == most:
        return f" {least} "
    if least == 0:
        return f"至多 {most} "
    return f" {least} 至 {most} "


def too_many_or_few(paper: int, what: str, have: int, pair: Range, unit: str = "道") -> str:
    return f"第 {paper} 份试卷的{what}有 {have} {unit}，应为{in_words(pair)}{unit}。"
