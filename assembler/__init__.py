"""A pool and a blueprint -> papers."""

from assembler.assembly import Assembly, assemble
from assembler.blueprint import Blueprint, BlueprintError
from assembler.causes import Cause, Infeasible, NotFound
from assembler.changes import Change, changed
from assembler.check import check
from assembler.explain import feasibility
from assembler.forecast import Forecast, forecast
from assembler.layout import PaperLayout, QuestionOptions, layout, options_are_fixed
from assembler.makeup import MakeUp, make_up
from assembler.manifest import ManifestError
from assembler.pool import Pool, PoolError, PoolItem, read_pool
from assembler.replayer import Replayer, replay
from assembler.rules.base import Violation
from assembler.seating import Room, RoomError, SeatPlan, seat_plan
from assembler.variants import variants

__all__ = [
    "Assembly",
    "Blueprint",
    "BlueprintError",
    "Cause",
    "Change",
    "Forecast",
    "Infeasible",
    "MakeUp",
    "ManifestError",
    "NotFound",
    "PaperLayout",
    "Pool",
    "PoolError",
    "PoolItem",
    "QuestionOptions",
    "Replayer",
    "Room",
    "RoomError",
    "SeatPlan",
    "Violation",
    "assemble",
    "changed",
    "check",
    "feasibility",
    "forecast",
    "layout",
    "make_up",
    "options_are_fixed",
    "read_pool",
    "replay",
    "seat_plan",
    "variants",
]
