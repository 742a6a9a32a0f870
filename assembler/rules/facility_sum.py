"""The target of the sum of expected facilities: reached as nearly as possible, so it is no demand that can be broken."""

from assembler.blueprint import Blueprint
from assembler.pool import FACILITY_UNIT
from assembler.rules.base import Rule


class FacilitySumRule(Rule):
    part = "facility_sum"

    def describe(self, blueprint: Blueprint) -> list[str]:
        if blueprint.facility_sum is None:
            return []
        return [f"预期得分率之和尽量接近 {blueprint.facility_sum / FACILITY_UNIT:g}。"]
