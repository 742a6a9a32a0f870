"""Which paper the k-th candidate gets: each paper once, in an order that nobody can foretell without the key.

A permutation of `count` numbers, made by a four-round Feistel network on the smallest even number of bits that holds them,
walked until it lands inside (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). Nothing is stored.
"""

import hashlib
import hmac

ROUNDS = 4


def spread(key: bytes, position: int, count: int) -> int:
    """The paper's number, 1 to `count`, for the candidate at `position` (from 0).

    Past the last paper it begins again in a new order, so that forms are given out evenly.
    """
    turn, place = divmod(position, count)
    half_bits = max(1, ((count - 1).bit_length() + 1) // 2)
    while True:
        place = _shuffled(key, turn, place, half_bits)
        if place < count:
            return place + 1


def _shuffled(key: bytes, turn: int, place: int, half_bits: int) -> int:
    mask = (1 << half_bits) - 1
    left, right = place >> half_bits, place & mask
    for round_number in range(ROUNDS):
        message = f"{turn}/{half_bits}/{round_number}/{right}".encode()
        drawn = int.from_bytes(hmac.digest(key, message, hashlib.sha256)[:8], "big")
        left, right = right, left ^ (drawn & mask)
    return left << half_bits | right
