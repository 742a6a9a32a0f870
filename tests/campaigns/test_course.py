from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from qbank.campaigns.course import course_of

ZONE = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2026, 5, 1, 1, tzinfo=UTC)
DEADLINE = OPENS + timedelta(days=10)


def test_the_course_counts_late_hand_ins_after_the_deadline() -> None:
    handed_in = [OPENS + timedelta(days=3), OPENS + timedelta(days=9), DEADLINE + timedelta(days=4)]
    course = course_of(handed_in, OPENS, DEADLINE, DEADLINE + timedelta(days=30), ZONE)
    assert course is not None
    assert course.points[-1] == 3
    assert course.day_names[-1] == "5 月 15 日"


def test_before_the_deadline_the_course_ends_today() -> None:
    course = course_of([OPENS + timedelta(days=1)], OPENS, DEADLINE, OPENS + timedelta(days=2), ZONE)
    assert course is not None
    assert course.points == [0, 1, 1]
    assert course.days == 11


def test_there_is_nothing_to_draw_on_the_first_day() -> None:
    assert course_of([], OPENS, DEADLINE, OPENS, ZONE) is None
