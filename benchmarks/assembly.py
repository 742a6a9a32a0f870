"""How fast papers are assembled, beside what others do: `python benchmarks/assembly.py [--papers 500000]`.

Everything is processor time (user and system), each measurement in a process of its own, on a pool and a blueprint that
`assembly_pool.py` makes. Our commands are measured whole, from start to end, on their second run: the first one compiles. Papers of all
are judged by code that shares nothing with the assembler.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import assembly_peers as peers
import numpy as np
from assembly_pool import Judge, make, read

HERE = Path(__file__).resolve()
LAWS = {900: 30, 10_000: 100, 100_000: 300}


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds and peak memory (MB) of a process, and what it printed."""

    seconds: float
    megabytes: int
    said: str


def measured(*command: str) -> Spent:
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=HERE.parent, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Spent(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, said)


def ours(pool: Path, blueprint: Path, papers: int, folder: Path, *more: str) -> tuple[Spent, dict[str, Any]]:
    """The second run of the whole command, and the report."""
    report = folder / "report.json"
    command = [
        str(Path(sys.executable).with_name("qbank")), "assemble", str(pool), str(blueprint), "--papers", str(papers), "--seed", "benchmark",
        "--out", str(folder / "papers.npy"), "--report", str(report), "--manifest", str(folder / "manifest.json"), *more,
    ]  # fmt: skip
    measured(*command)
    return measured(*command), json.loads(report.read_text(encoding="utf-8"))


def share_kept(pool: Path, blueprint: Path, file: Path) -> str:
    papers = np.load(file, mmap_mode="r")
    good = Judge(*read(pool, blueprint)).keeps(papers)
    return (
        f"{100 * good.mean():.1f} % keep all rules"
        if len(papers) > 100
        else f"{good.sum()} of {len(papers)} keep all rules"
    )


def sampler(name: str, pool: Path, blueprint: Path, papers: int) -> None:
    """One peer, in this process: prints its papers a processor second and how many keep all rules."""
    records, document = read(pool, blueprint)
    began = time.process_time()
    made = peers.SAMPLERS[name](records, document, papers)
    spent = time.process_time() - began
    good = Judge(records, document).keeps(made).mean()
    uses = np.bincount(made.ravel(), minlength=len(records))
    mean = (uses * (uses - 1)).sum() / (papers * (papers - 1))
    print(
        f"{papers / spent:>10,.0f} papers a second, {100 * good:5.1f} % keep all rules, mean overlap {mean:.4f}"
    )


def program(name: str, pool: Path, blueprint: Path, forms: int, seconds: float) -> None:
    """One integer program, in this process."""
    records, document = read(pool, blueprint)
    began = time.process_time()
    status, made = peers.PROGRAMS[name](records, document, forms, seconds)
    spent = time.process_time() - began
    if made is None:
        print(f"{spent:>10.1f} s, {status}")
        return
    facility = np.array([record["facility"] for record in records])
    worst = np.abs(facility[made].sum(axis=1) - document["facility_sum"]).max()
    good = Judge(records, document).keeps(made).sum()
    print(
        f"{spent:>10.1f} s, {status}, {good} of {forms} keep all rules, off the target by {100 * worst:.0f}"
    )


def in_process(pool_file: Path, blueprint_file: Path, manifest: Path) -> None:
    """Reasons for what cannot be, and one paper alone."""
    from assembler import Blueprint, Replayer, feasibility, read_pool

    pool, document = read_pool(pool_file), json.loads(blueprint_file.read_text(encoding="utf-8"))
    broken = {
        "too many hard questions": {
            "difficulty": {**document["difficulty"], "5": [30, 30]},
            "difficulty_sum": None,
        },
        "a law with too few": {"laws": {**document["laws"], "L5": [5000, 5000]}},
        "a sum out of reach": {"difficulty_sum": [220, 230]},
    }
    for name, parts in broken.items():
        blueprint = Blueprint.from_json({**document, **parts})
        times = _times(lambda blueprint=blueprint: feasibility(pool, blueprint), 15)
        (cause, *_) = feasibility(pool, blueprint)
        print(f"  why not ({name}): {1000 * statistics.median(times):.1f} ms. {cause.sentence[:60]}…")
    replayer = Replayer(json.loads(manifest.read_text(encoding="utf-8")), pool)
    replayer.paper(1)
    step = max(1, replayer.papers // 41)
    numbers = iter(range(2, replayer.papers, step))
    far = _times(lambda: replayer.paper(next(numbers)), 30)
    near = _times(lambda: replayer.paper(2), 30)
    print(
        f"  one paper alone: {1000 * statistics.median(far):.2f} ms anywhere, {1000 * statistics.median(near):.3f} ms beside the last"
    )


def _times(work: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return times


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=500_000, help="candidates' papers that we make")
    parser.add_argument(
        "--questions", type=int, default=10_000, choices=sorted(LAWS), help="size of the pool"
    )
    parser.add_argument("--forms", type=int, default=20)
    parser.add_argument("--peer-papers", type=int, default=1000, help="papers of each sampler")
    parser.add_argument("--peer-forms", type=int, default=5, help="forms of the integer programs")
    parser.add_argument("--limit", type=float, default=60, help="seconds for each integer program")
    parser.add_argument("--measure", nargs=2, metavar=("KIND", "NAME"), help=argparse.SUPPRESS)
    parser.add_argument("--files", nargs=2, type=Path, metavar=("POOL", "BLUEPRINT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        kind, name = asked.measure
        if kind == "sampler":
            sampler(name, *asked.files, asked.peer_papers)
        elif kind == "program":
            program(name, *asked.files, asked.peer_forms, asked.limit)
        else:
            in_process(*asked.files, Path(name))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), asked)


def compare(folder: Path, asked: argparse.Namespace) -> None:
    pool, blueprint = make(folder, asked.questions, LAWS[asked.questions])
    again = [
        sys.executable,
        str(HERE),
        "--files",
        str(pool),
        str(blueprint),
        "--peer-papers",
        str(asked.peer_papers),
    ]
    again += ["--peer-forms", str(asked.peer_forms), "--limit", str(asked.limit)]
    print(f"{asked.questions:,} questions, 50 a paper; processor time\n\nqbank")
    spent, report = ours(pool, blueprint, asked.papers, folder)
    overlap = report["overlap"]
    print(
        f"  one paper a candidate: {asked.papers:,} in {spent.seconds:.2f} s = {asked.papers / spent.seconds:,.0f} papers a second,"
        f" {spent.megabytes} MB, {share_kept(pool, blueprint, folder / 'papers.npy')}, mean overlap {overlap['mean']:.4f}"
        f" (its bound times {overlap['ratio']}), facility SD {report['facility']['sd']}"
    )
    print(measured(*again, "--measure", "ours", str(folder / "manifest.json")).said, end="")
    spent, report = ours(pool, blueprint, asked.forms, folder, "--parallel")
    off = max(abs(report["facility"][end] - report["facility"]["target"]) for end in ("least", "most"))
    print(
        f"  {asked.forms} parallel forms: {spent.seconds:.2f} s, {share_kept(pool, blueprint, folder / 'papers.npy')},"
        f" off the target by {100 * off:.0f}, two forms share at most {report['overlap']['most']}"
    )
    print(f"\nsamplers, {asked.peer_papers:,} papers")
    for name in peers.SAMPLERS:
        print(f"  {name:<36}{measured(*again, '--measure', 'sampler', name).said}", end="")
    print(f"\ninteger programs, {asked.peer_forms} forms, {asked.limit:.0f} s of the clock at most")
    for name in peers.PROGRAMS:
        print(f"  {name:<36}{measured(*again, '--measure', 'program', name).said}", end="")


if __name__ == "__main__":
    main()
