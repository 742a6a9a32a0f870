"""The loops that draw questions for cells; written like `kernels.py`, for lists and arrays alike."""

from assembler.kernels import Flat


def draw(
    pieces: int,
    piece_end: Flat,
    entry: Flat,
    count: Flat,
    total: Flat,
    key: Flat,
    first_ticket: Flat,
    per_ticket: Flat,
    first_item: Flat,
    last_item: Flat,
    bits: Flat,
    facility: Flat,
    start: Flat,
    drawn: Flat,
    sums: Flat,
) -> int:
    """Draw the questions of each piece's cells. A cell's uses are tickets in a secret order of its own; a ticket names a question.

    start: the first ticket of each piece's cells; drawn: questions, piece by piece, cell by cell; sums: facility of each piece.
    The order is a bijection of `bits` bits (odd multipliers and shifts; with two multipliers neighbours would tell of each other),
    walked until it falls below the cell's total. Level use tells nearly where a ticket's question stands: per_ticket is questions
    a ticket, times 2^32.
    """
    at, k = 0, 0
    for piece in range(pieces):
        sum_of_piece = 0
        while k < piece_end[piece]:
            cell = entry[k]
            width, uses = bits[cell], total[cell]
            mask = (1 << width) - 1
            shift = (width + 1) >> 1
            a, b, c = key[6 * cell], key[6 * cell + 1], key[6 * cell + 2]
            d, e, f = key[6 * cell + 3], key[6 * cell + 4], key[6 * cell + 5]
            first, last = first_item[cell], last_item[cell]
            rate = per_ticket[cell]
            for j in range(start[k], start[k] + count[k]):
                ticket = j
                while True:
                    ticket = (ticket * a + b) & mask
                    ticket ^= ticket >> shift
                    ticket = (ticket * c + d) & mask
                    ticket ^= ticket >> shift
                    ticket = (ticket * e + f) & mask
                    if ticket < uses:
                        break
                item = first + (ticket * rate >> 32)
                while first_ticket[item] > ticket:
                    item -= 1
                while item + 1 < last and first_ticket[item + 1] <= ticket:
                    item += 1
                drawn[at] = item
                sum_of_piece += facility[item]
                at += 1
            k += 1
        sums[piece] = sum_of_piece
    return at


def exchange(
    pieces: int,
    piece_end: Flat,
    entry: Flat,
    count: Flat,
    facility: Flat,
    goal: Flat,
    size: Flat,
    starts: Flat,
    rounds: int,
    close: int,
    drawn: Flat,
    sums: Flat,
) -> int:
    """Exchange questions of one cell between pieces until the facilities of no two pieces are further than `close` apart, each from
    its goal; returns the exchanges.

    A piece has `size` cells up to `piece_end`, and its questions in `drawn` from `starts` on.
    """
    moves = 0
    for _ in range(rounds):
        high, low = 0, 0
        for piece in range(pieces):
            if sums[piece] - goal[piece] > sums[high] - goal[high]:
                high = piece
            if sums[piece] - goal[piece] < sums[low] - goal[low]:
                low = piece
        if (sums[high] - goal[high]) - (sums[low] - goal[low]) <= close:
            break
        before = moves
        a, b = piece_end[high] - size[high], piece_end[low] - size[low]
        at_a, at_b = starts[high], starts[low]
        need = ((sums[high] - goal[high]) - (sums[low] - goal[low])) >> 1
        while a < piece_end[high] and b < piece_end[low] and need > 0:
            one, other = entry[a], entry[b]
            if one == other:
                for j in range(min(count[a], count[b])):
                    moved = facility[drawn[at_a + j]] - facility[drawn[at_b + j]]
                    if 0 < moved <= need:
                        drawn[at_a + j], drawn[at_b + j] = drawn[at_b + j], drawn[at_a + j]
                        sums[high] -= moved
                        sums[low] += moved
                        need -= moved
                        moves += 1
            # both lists follow one order, in which entry numbers ascend
            if one <= other:
                at_a += count[a]
                a += 1
            else:
                at_b += count[b]
                b += 1
        if moves == before:
            break
    return moves
