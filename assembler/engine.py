"""Runs the loops of the deal: as Python for small work, compiled by Numba for large; the integers are the same.

Compiled code is kept on disk: only the first large run waits for the compiler, and afterwards it pays from a hundred papers on.
"""

import importlib.util
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from assembler import drawing, filling, kernels, screening, touches
from assembler.native import Compiler

COMPILE_FROM = 1500
"""Papers from which compiling is worth the wait."""

LOAD_FROM = 100
"""Papers from which loading what was compiled before is quicker than doing without."""

_LISTS_KEPT = 64

Kernel = Callable[..., Any]
_INNER = (
    (kernels, ("step", "_wait_on", "_tie_up", "_take_sides", "halve", "split")),
    (filling, ("_fill",)),
    (
        touches,
        (
            "_broken_row",
            "_relieve",
            "_twin",
            "_swap_some",
            "_swap_one",
            "_shuffle",
            "_fits",
            "_carries",
            "_held",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Engine:
    """The loops, called with whole numbers and arrays of 32 or 64 bits; arrays are changed in place."""

    split: Kernel
    draw: Kernel
    exchange: Kernel
    deal: Kernel
    mend: Kernel
    finish: Kernel
    over_limits: Kernel
    screen: Kernel
    tally: Kernel


def engine(papers: int) -> Engine:
    """The engine for a piece of work of that many papers."""
    if papers < min(LOAD_FROM, COMPILE_FROM) or not can_compile():
        return interpreted()
    return compiled() if papers >= COMPILE_FROM or _compiler().has_kept(filling.deal) else interpreted()


def can_compile() -> bool:
    return importlib.util.find_spec("numba") is not None


@lru_cache(maxsize=1)
def interpreted() -> Engine:
    return Engine(*(_on_lists(loop) for loop in _LOOPS))


@lru_cache(maxsize=1)
def compiled() -> Engine:
    """Raises ModuleNotFoundError without Numba."""
    return Engine(*(_compiler().loop(loop) for loop in _LOOPS))


@lru_cache(maxsize=1)
def _compiler() -> Compiler:
    return Compiler(getattr(module, name) for module, names in _INNER for name in names)


_LOOPS = (
    kernels.split,
    drawing.draw,
    drawing.exchange,
    filling.deal,
    touches.mend,
    touches.finish,
    screening.over_limits,
    screening.screen,
    screening.tally,
)


def _on_lists(loop: Kernel) -> Kernel:
    """Python reads lists three times as fast as arrays. Arrays that are marked as read-only are made a list once."""
    kept: OrderedDict[int, tuple[Any, list[int]]] = OrderedDict()

    def as_list(part: Any) -> Any:
        if not isinstance(part, np.ndarray):
            return part
        if part.flags.writeable:
            return part.tolist()
        if id(part) not in kept:
            # the array is kept too, so that its id stays its own
            kept[id(part)] = part, part.tolist()
            while len(kept) > _LISTS_KEPT:
                kept.popitem(last=False)
        return kept[id(part)][1]

    def run(*arguments: Any) -> Any:
        plain = [as_list(part) for part in arguments]
        answer = loop(*plain)
        for part, new in zip(arguments, plain, strict=True):
            if isinstance(part, np.ndarray) and part.flags.writeable:
                part[:] = new
        return answer

    return run
