"""The seat plan of a room: which parallel form lies on which seat, so that neighbours have different ones.

A regular pattern comes first; then forms move or change places until each is used as often as any other. Whoever sits beside,
before or behind is never traded for that; those who sit across a corner are, where there are too few forms for both. All from the seed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assembler.random_source import RandomSource, seed_bytes

Seat = tuple[int, int]
"""Row (from the front) and column (from the left), both from 0. An aisle is a column without seats."""
Pair = tuple[Seat, Seat]

_STRAIGHT = ((0, 1), (1, 0))
_DIAGONAL = ((1, 1), (1, -1))
_BESIDE = 1000
"""How much worse it is that neighbours beside or behind each other share a form than those across a corner."""
_IN_VAIN = 100
_MOST_SEATS = 2000


class RoomError(ValueError):
    """A room that cannot be read; the message is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Room:
    """The seats of a room, row by row."""

    seats: tuple[Seat, ...]

    @classmethod
    def rectangle(cls, rows: int, columns: int, without: Collection[Seat] = ()) -> "Room":
        """Rows times columns, but for places `without` a seat. Raises RoomError."""
        return _room(
            (row, column) for row in range(rows) for column in range(columns) if (row, column) not in without
        )

    @classmethod
    def drawn(cls, text: str) -> "Room":
        """A line for each row; a full stop or a blank is a place without a seat, anything else a seat. Raises RoomError."""
        lines = enumerate(text.rstrip().splitlines())
        return _room(
            (row, column)
            for row, line in lines
            for column, sign in enumerate(line)
            if sign not in ".． \u3000"
        )


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """`forms`: seat -> number of its form from 0. `beside`, `across`: neighbours that share a form, straight and across a corner."""

    forms: Mapping[Seat, int]
    copies: tuple[int, ...]
    """How many seats each form lies on."""
    beside: tuple[Pair, ...]
    across: tuple[Pair, ...]

    @property
    def shortcoming(self) -> str:
        """What could not be had, in one sentence; empty where nothing is missing."""
        count = len(self.copies)
        if self.beside and count == 1:
            return "只有一种卷别，相邻座位必然同卷；至少两种才能使前后左右不同，四种才能使斜邻也不同。"
        if self.across and count < 4:
            return f"{count} 种卷别太少：前后左右都不同卷，但有 {len(self.across)} 对斜邻座位同卷；四种卷别即可错开。"
        if self.across:
            return f"前后左右都不同卷；为使各卷份数相差不超过一，有 {len(self.across)} 对斜邻座位同卷。"
        if max(self.copies) - min(self.copies) > 1:
            return (
                f"相邻座位都不同卷，但各卷份数为 {'、'.join(map(str, self.copies))}，没有找到更均匀的排法。"
            )
        return ""


def seat_plan(room: Room, forms: int, *, seed: bytes | int) -> SeatPlan:
    """A form for each seat. Forms differ beside, before and behind (from two forms on) and across corners (from four on)."""
    if forms < 1:
        raise ValueError("forms: at least one")
    source = RandomSource(seed_bytes(seed)).child("seats")
    plan = _Plan(room, forms, source)
    plan.level(at_any_price=True)
    plan.mend()
    if plan.harm() >= _BESIDE:
        plan = _Plan(room, forms, source)
        plan.level(at_any_price=False)
        plan.mend()
    copies = Counter(plan.form.values())
    shared = [(one, other, weight) for one, other, weight in plan.pairs if plan.form[one] == plan.form[other]]
    return SeatPlan(
        {seat: plan.form[seat] for seat in room.seats},
        tuple(copies[form] for form in range(forms)),
        tuple((one, other) for one, other, weight in shared if weight == _BESIDE),
        tuple((one, other) for one, other, weight in shared if weight != _BESIDE),
    )


def _room(seats: Iterable[Seat]) -> Room:
    found = tuple(seats)
    if not found:
        raise RoomError("考场里没有座位，请给出行数和列数，或画出座位。")
    if len(found) > _MOST_SEATS:
        raise RoomError(f"考场有 {len(found)} 个座位，一次至多排 {_MOST_SEATS} 个，请分考场排。")
    return Room(found)


class _Plan:
    """Forms on seats while they are being moved about."""

    def __init__(self, room: Room, forms: int, source: RandomSource) -> None:
        self.forms, self._source = forms, source
        self._seats = [room.seats[k] for k in source.order(len(room.seats))]
        taken = set(room.seats)
        self.pairs = [
            (one, other, weight) for one in room.seats for other, weight in _after(one) if other in taken
        ]
        self._near: dict[Seat, list[tuple[Seat, int]]] = {seat: [] for seat in self._seats}
        for one, other, weight in self.pairs:
            self._near[one].append((other, weight))
            self._near[other].append((one, weight))
        self.form = self._pattern()
        self._copies = Counter(self.form.values())

    def level(self, at_any_price: bool) -> None:
        """Give seats with a form used too often one used too seldom, where it harms least, or else nobody beside them."""
        while True:
            most = max(range(self.forms), key=lambda form: self._copies[form])
            least = min(range(self.forms), key=lambda form: self._copies[form])
            if self._copies[most] - self._copies[least] <= 1:
                return
            held = [seat for seat in self._seats if self.form[seat] == most]
            seat = min(held, key=lambda seat: self._harm(seat, least) - self._harm(seat, most))
            if not at_any_price and self._harm(seat, least) >= _BESIDE:
                return
            self.form[seat] = least
            self._copies[most] -= 1
            self._copies[least] += 1

    def mend(self) -> None:
        """Let seats change forms with each other while fewer neighbours share one, now and then without gain."""
        harm, in_vain = self.harm(), 0
        best, form = harm, dict(self.form)
        while best > self._unavoidable() and in_vain < _IN_VAIN:
            shared = [
                seat
                for one, other, _ in self.pairs
                for seat in (one, other)
                if self.form[one] == self.form[other]
            ]
            seat = shared[self._draw(len(shared))]
            others = [other for other in self._seats if self.form[other] != self.form[seat]]
            gains = [self._gain(seat, other) for other in others]
            top = [other for other, gain in zip(others, gains, strict=True) if gain == max(gains)]
            if not top or max(gains) < 0:
                in_vain += 1
                continue
            self._swap(seat, top[self._draw(len(top))])
            harm -= max(gains)
            in_vain = 0 if harm < best else in_vain + 1
            if harm < best:
                best, form = harm, dict(self.form)
        self.form = form

    def harm(self) -> int:
        return sum(weight for one, other, weight in self.pairs if self.form[one] == self.form[other])

    def _pattern(self) -> dict[Seat, int]:
        """In 2 x row + column neighbours differ by 1, 2 or 3: four forms part all, in row + column two part those straight on."""
        names, turned = self._source.order(self.forms).tolist(), self._draw(2)
        step = 2 if self.forms >= 4 else 1
        ways = [
            {seat: (step * seat[along] + seat[1 - along]) % self.forms for seat in self._seats}
            for along in (turned, 1 - turned)
        ]
        number = min(ways, key=lambda way: max(Counter(way.values()).values()))
        if self.forms == 2:
            self._balance(number)
        return {seat: names[form] for seat, form in number.items()}

    def _balance(self, number: dict[Seat, int]) -> None:
        """Two forms leave each block of seats one choice: which form comes first. It is made so that both are used alike."""
        blocks, left = [], set(self._seats)
        for start in self._seats:
            if start in left:
                block, open_seats = [], [start]
                left.discard(start)
                while open_seats:
                    seat = open_seats.pop()
                    block.append(seat)
                    beside = [near for near, weight in self._near[seat] if weight == _BESIDE and near in left]
                    left.difference_update(beside)
                    open_seats.extend(beside)
                blocks.append(block)
        ahead = 0
        lead = {block[0]: sum(1 - 2 * number[seat] for seat in block) for block in blocks}
        for block in sorted(blocks, key=lambda block: -abs(lead[block[0]])):
            if ahead * lead[block[0]] > 0:
                number.update({seat: 1 - number[seat] for seat in block})
            ahead += lead[block[0]] * (-1 if ahead * lead[block[0]] > 0 else 1)

    def _unavoidable(self) -> int:
        """Four seats in a square need four forms: each form less makes a pair across a corner of it share one."""
        seats = set(self._seats)
        squares = sum(
            {(row, column + 1), (row + 1, column), (row + 1, column + 1)} <= seats for row, column in seats
        )
        return max(0, 4 - self.forms) * squares

    def _harm(self, seat: Seat, form: int) -> int:
        return sum(weight for near, weight in self._near[seat] if self.form[near] == form)

    def _gain(self, one: Seat, other: Seat) -> int:
        before = self._harm(one, self.form[one]) + self._harm(other, self.form[other])
        self._swap(one, other)
        after = self._harm(one, self.form[one]) + self._harm(other, self.form[other])
        self._swap(one, other)
        return before - after

    def _swap(self, one: Seat, other: Seat) -> None:
        self.form[one], self.form[other] = self.form[other], self.form[one]

    def _draw(self, limit: int) -> int:
        return int(self._source.words(1)[0] % limit)


def _after(seat: Seat) -> Iterator[tuple[Seat, int]]:
    """The neighbours of a seat that come after it, so that each pair is told once, and how much sharing a form harms."""
    row, column = seat
    for ahead, aside in _STRAIGHT:
        yield (row + ahead, column + aside), _BESIDE
    for ahead, aside in _DIAGONAL:
        yield (row + ahead, column + aside), 1
