"""How many departments had handed in, day by day, for the chart on the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Course:
    """`points[i]` departments had handed in by the end of day i of `days`; `labels` stand under some of the days."""

    points: list[int]
    days: int
    day_names: list[str]
    labels: list[tuple[int, str]]


def course_of(
    handed_in: Sequence[datetime], opens_at: datetime, deadline: datetime, now: datetime, zone: ZoneInfo
) -> Course | None:
    """From the first day to today, but no longer than to the deadline or the last late hand-in after it.

    None before the first day, and where there is only one point to draw.
    """
    first, last, today = (moment.astimezone(zone).date() for moment in (opens_at, deadline, now))
    dates = sorted(moment.astimezone(zone).date() for moment in handed_in)
    end = max([last, *dates])
    days = (end - first).days + 1
    shown = (min(today, end) - first).days + 1
    if shown < 2 or days > MOST_DAYS:
        return None
    points = [sum(done <= first + timedelta(days=place) for done in dates) for place in range(shown)]
    names = [_name(first + timedelta(days=place)) for place in range(days)]
    marks = sorted({0, (days - 1) // 2, days - 1})
    return Course(points, days, names, [(place, names[place]) for place in marks])


def _name(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"
