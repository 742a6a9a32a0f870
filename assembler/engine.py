"""Runs the loops of `kernels.py` and `touches.py`: as Python for small work, compiled by Numba for large; the integers are the same.

Compiled code pays from some hundred papers on and is kept on disk, so only the first large run waits for the compiler.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from assembler import kernels, touches

COMPILE_FROM = 1500
"""Papers from which loading compiled code is quicker than doing without."""

Kernel = Callable[..., Any]
_INNER = (
    (kernels, ("halve", "_close", "_write")),
    (touches, ("_twin", "_swap_one", "_fits", "_carries", "_held")),
)


@dataclass(frozen=True, slots=True)
class Engine:
    """The loops, called with whole numbers and int64 arrays; arrays are changed in place."""

    halve: Kernel
    split: Kernel
    draw: Kernel
    exchange: Kernel
    fill: Kernel
    broken: Kernel
    even: Kernel
    shuffle: Kernel
    over_limits: Kernel


def engine(papers: int) -> Engine:
    """The engine for a piece of work of that many papers."""
    return compiled() if papers >= COMPILE_FROM and can_compile() else interpreted()


def can_compile() -> bool:
    return importlib.util.find_spec("numba") is not None


@lru_cache(maxsize=1)
def interpreted() -> Engine:
    return Engine(*(_on_lists(loop, changed) for loop, changed in _loops()))


@lru_cache(maxsize=1)
def compiled() -> Engine:
    """Raises ModuleNotFoundError without Numba."""
    from numba import njit
    from numba.extending import register_jitable

    def compile_loop(loop: Kernel) -> Kernel:
        try:
            made: Kernel = njit(loop, cache=True, nogil=True)
        except RuntimeError:
            # no place on this machine where compiled code may be kept
            made = njit(loop, nogil=True)
        return made

    for module, names in _INNER:
        for name in names:
            register_jitable(getattr(module, name))
    return Engine(*(compile_loop(loop) for loop, _ in _loops()))


def _loops() -> tuple[tuple[Kernel, int], ...]:
    """Each loop with how many of its last arguments it changes."""
    return (
        (kernels.halve, 9),
        (kernels.split, 11),
        (kernels.draw, 2),
        (kernels.exchange, 2),
        (touches.fill, 6),
        (touches.broken, 2),
        (touches.even, 2),
        (touches.shuffle, 1),
        (touches.over_limits, 2),
    )


def _on_lists(loop: Kernel, changed: int) -> Kernel:
    """Python reads lists three times as fast as arrays."""

    def run(*arguments: Any) -> Any:
        plain = [part.tolist() if isinstance(part, np.ndarray) else part for part in arguments]
        answer = loop(*plain)
        for part, new in zip(arguments[-changed:], plain[-changed:], strict=True):
            if isinstance(part, np.ndarray):
                part[:] = new
        return answer

    return run
