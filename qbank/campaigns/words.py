"""Moments and stretches of time as people say them, and the reading of lines that name departments and laws."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from qbank.accounts.models import Unit
from qbank.laws.models import Law

STATE = "中华人民共和国"


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """`6 月 15 日 17:00`."""
    there = moment.astimezone(zone)
    return f"{there.month} 月 {there.day} 日 {there:%H:%M}"


def left_words(now: datetime, until: datetime) -> str:
    """How long there is: `还有 4 天`, `还有 3 小时`, `已过 2 天`."""
    return f"还有 {_stretch(until - now)}" if until >= now else f"已过 {_stretch(now - until)}"


def _stretch(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} 天"
    if minutes >= 60:
        return f"{minutes // 60} 小时"
    return f"{max(minutes, 1)} 分钟"


def tidy(text: str | None) -> str:
    """Without blanks around it and without the control characters that no file format takes."""
    kept = (each for each in (text or "").replace("\r\n", "\n") if each in "\n\t" or ord(each) >= 32)
    return "".join(kept).strip()


def split_names(text: str) -> list[str]:
    """Names between 、 ， ； or line ends, each once."""
    for sign in "，,；;\n\t":
        text = text.replace(sign, "、")
    return list(dict.fromkeys(name.strip() for name in tidy(text).split("、") if name.strip()))


@dataclass(frozen=True, slots=True)
class TaskLines:
    """What lines of departments and laws said, and a sentence for each fault."""

    tasks: list[tuple[Unit, list[Law]]]
    faults: list[str]


def read_task_lines(text: str, units: Iterable[Unit], laws: Iterable[Law]) -> TaskLines:
    """One department a line: its name, a colon or tab, its laws between 、. A name without laws is left out.

    Raises nothing: each unknown name is a sentence with its line.
    """
    known_units = {unit.name: unit for unit in units}
    known_laws = {law.title: law for law in laws}
    tasks: list[tuple[Unit, list[Law]]] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        name, names = _split_line(line)
        if not names:
            continue
        found, unknown = find_laws(names, known_laws)
        faults += [f"第 {number} 行：{sentence}" for sentence in unknown]
        unit = known_units.pop(name, None)
        if unit is None:
            taken = any(done.name == name for done, _laws in tasks)
            words = "写了两次" if taken else f"不在还没有任务的部门里{_near(name, known_units)}"
            faults.append(f"第 {number} 行：“{name}”{words}。")
        elif not unknown:
            tasks.append((unit, found))
    return TaskLines(tasks, faults)


def find_laws(names: Iterable[str], known: dict[str, Law]) -> tuple[list[Law], list[str]]:
    """The laws with these names, and a sentence for each name that no law has."""
    found, unknown = [], []
    for name in names:
        title = name.strip("《》").removeprefix(STATE)
        if title in known:
            found.append(known[title])
        else:
            unknown.append(f"没有《{title}》这部法律{_near(title, known)}。请主审先在“法规”里登记。")
    return list(dict.fromkeys(found)), unknown


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"，是不是“{close[0]}”" if close else ""


def _split_line(line: str) -> tuple[str, list[str]]:
    for sign in ("\t", "：", ":"):
        if sign in line:
            name, rest = line.split(sign, 1)
            return name.strip(), split_names(rest.replace("》《", "》、《"))
    return line.strip(), []
