"""A question's blocks in a text field and back: images and formulas stand in the text as 〔图1〕 and 〔式2〕. Pure.

Whoever edits the text may move such a sign or take it out; what it stands for is kept as it is.
"""

import re

from qbank.items.content import Blocks

_SIGN = re.compile(r"〔[图式]\s*(\d{1,4})〕")


class UnknownSign(ValueError):
    """The text names an image or formula that the question does not have; the message is the sentence."""


def to_text(blocks: Blocks, first: int = 1) -> str:
    """`first` is the number of the first sign, so that several texts of a question are numbered on."""
    text, number = "", first
    for block in blocks:
        if block["kind"] == "text":
            text += block["text"]
        else:
            text += f"〔{'图' if block['kind'] == 'image' else '式'}{number}〕"
            number += 1
    return text


def from_text(text: str, blocks: Blocks, first: int = 1) -> Blocks:
    """`text` as blocks, with the images and formulas of `blocks` where their signs stand. Raises `UnknownSign`."""
    others = [block for block in blocks if block["kind"] != "text"]
    made: Blocks = []
    end = 0
    for sign in _SIGN.finditer(text):
        if not others:
            break  # a text that was never given signs may hold such words of its own
        number = int(sign[1]) - first
        if not 0 <= number < len(others):
            raise UnknownSign(f"没有{sign[0]}这个图或公式。把它去掉，或改成原有的编号。")
        made += _text(text[end : sign.start()])
        made.append(others[number])
        end = sign.end()
    return made + _text(text[end:])


def _text(text: str) -> Blocks:
    return [{"kind": "text", "text": text}] if text else []
