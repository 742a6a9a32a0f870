"""What is wrong with a question, by its content alone. Called after reading, and again after a person mended an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.answers import LETTERS, chosen_in, letters_of
from importers.containers.figures import FORMULA, PICTURE
from importers.draft import TYPE_NAMES, DraftItem, DraftOption, Problem
from importers.normalise import alike, asked, fold, same, squeeze
from importers.problems import problem

_COUNTS = "零一两三四五六七八九十"
# 答案：BD wherever it stands; behind 答： alone only where no word follows (答：A公司可以 is a sentence).
_LEAK = re.compile(r"答案\s*:\s*[A-H]+(?![A-Za-z])|答\s*:\s*[A-H]+(?![^\s。.,;:、)\]])")
_PICTURE_LINK = re.compile(r"^\s*(?:题目)?(?:图片|图像|配图|插图|附图|题图)\s*:\s*https?://\S+\s*$", re.M)
# In a statement to judge, a sign in brackets is nothing but its answer, or that of another one; so is a word, but not
# where a form is spoken of: 在（对）或（错）处打勾.
_SIGN = re.compile(
    r"[(\[]\s*(?:[√×✓✗✔✘✅❌]\s*[)\]]|(?:对|错|正确|错误)\s*[)\]](?!\s*(?:[、/或和与及处栏框格项]|还是)))"
)


def called(item: DraftItem) -> str:
    """How a message names the item: by its number, else by its place."""
    if item.number:
        return f"第 {item.number} 题"
    return f"{item.place.in_words()}的试题" if item.place else "试题"


def check_item(item: DraftItem) -> tuple[Problem, ...]:
    """The problems of one item that follow from its fields. Pure; does not look at `item.problems`."""
    return tuple(_found(item))


def check_together(items: Sequence[DraftItem]) -> tuple[DraftItem, ...]:
    """The items, each repeated question with a problem that names the first one."""
    first: dict[str, DraftItem] = {}
    checked = []
    for item in items:
        shown = (figure.digest or figure.mathml for figure in item.figures)
        text = "|".join((asked(item.stem), *sorted(same(option.text) for option in item.options), *shown))
        other = first.setdefault(text, item)
        repeated = other is not item and squeeze(item.stem)
        checked.append(_repeating(item, other) if repeated else item)
    return tuple(checked)


def _repeating(item: DraftItem, other: DraftItem) -> DraftItem:
    where = f"（{other.place.in_words()}）" if other.place else ""
    message = f"{called(item)}与{called(other)}{where}重复，请删去或改写其中一题。"
    return replace(item, problems=(*item.problems, problem("stem-duplicate", message, item.place)))


def _found(item: DraftItem) -> Iterator[Problem]:
    name, place = called(item), item.place
    if not squeeze(item.stem):
        yield problem("stem-empty", f"{name}没有题干，请补上。", place)
    if item.type is None:
        yield problem("type-unknown", f"{name}看不出题型，请写明单选、多选或判断。", place)
    if item.type in {"blank", "essay"}:
        kind = TYPE_NAMES[item.type]
        yield problem("type-not-collected", f"{name}是{kind}，这里只收单选题、多选题和判断题。", place)
    elif item.type == "true_false":
        yield from _truth(item)
    else:
        yield from _options(item)
        yield from _choice(item)
    yield from _leaks(item)
    texts = "\n".join((item.stem, item.explanation, *(option.text for option in item.options)))
    if PICTURE in texts:
        yield problem("picture", f"{name}含有图片，图片没有读入，请改用文字表述。", place)
    elif _PICTURE_LINK.search(fold(texts)):
        yield problem("picture", f"{name}只有图片的网址，图片没有读入，请改用文字表述。", place)
    if FORMULA in texts:
        yield problem("formula", f"{name}含有公式，没有读入，请改用文字表述。", place)
    yield from figure_problems(item)


def figure_problems(item: DraftItem) -> Iterator[Problem]:
    """What is to be said of the figures that were not taken over, or not wholly."""
    texts = "".join((item.stem, *(option.text for option in item.options), item.explanation, item.citation))
    for figure in item.figures:
        if f"〔{figure.name}〕" not in texts:  # a person took it out
            continue
        if figure.note and figure.kind == "picture":
            message = f"{called(item)}的〔{figure.name}〕{figure.note}，没有读入，请换成 PNG 或 JPEG 图片，或改用文字表述。"
            yield problem("picture", message, item.place)
        elif figure.note:
            yield problem("formula", f"{called(item)}的〔{figure.name}〕{figure.note}，请核对。", item.place)


def _leaks(item: DraftItem) -> Iterator[Problem]:
    """An answer left in what the candidates will read."""
    shown = [("题干", item.stem), *((f"选项 {option.label} ", option.text) for option in item.options)]
    for where, text in shown:
        folded = fold(text)
        match = _LEAK.search(folded) or (_SIGN.search(folded) if item.type == "true_false" else None)
        if match:
            said = text[match.start() : match.end()]
            message = f"{called(item)}的{where}里还写着“{said}”，请从中删去，答案只填在答案处。"
            yield problem("answer-in-text", message, item.place)


def _truth(item: DraftItem) -> Iterator[Problem]:
    if not item.answer:
        yield problem("answer-missing", f"{called(item)}缺答案", item.place)
    elif item.answer not in {"T", "F"}:
        yield problem("answer-not-among-options", f"{called(item)}是判断题，答案只能是对或错。", item.place)
    if item.options:
        yield problem("type-doubtful", f"{called(item)}标为判断题，却有选项，请核对题型。", item.place)


def _options(item: DraftItem) -> Iterator[Problem]:
    name, place = called(item), item.place
    if len(item.options) < 2:
        yield problem("options-too-few", f"{name}的选项少于两个，请补上选项。", place)
    labels = "".join(option.label for option in item.options)
    if labels != LETTERS[: len(labels)]:
        missing = [letter for letter in LETTERS[: LETTERS.find(max(labels)) + 1] if letter not in labels]
        lost = f"，缺 {'、'.join(missing)}" if missing else ""
        message = f"{name}的选项编号是 {'、'.join(labels)}{lost}，应当从 A 起依次编号。"
        yield problem("option-labels", message, place)
    seen: dict[str, str] = {}
    marks = _are_marks(item.options)
    for option in item.options:
        text = alike(option.text) or (fold(option.text).strip() if marks else "")
        if not text:
            holder = _holder(option, item.options)
            where = f"，它的文字可能并在选项 {holder} 里，请分开" if holder else "，请补上"
            yield problem("option-empty", f"{name}的选项 {option.label} 是空的{where}。", place)
        elif text in seen:
            message = f"{name}的选项 {seen[text]} 和 {option.label} 相同，请改写其中一个。"
            yield problem("options-equal", message, place)
        seen.setdefault(text, option.label)


def _are_marks(options: Sequence[DraftOption]) -> bool:
    """Whether the options without a word are what is asked about (A. , B. $ C. ;), and not what parts empty ones."""
    wordless = [fold(option.text).strip() for option in options if not re.search(r"\w", option.text)]
    several = len(wordless) > 1 and len(set(wordless)) == len(wordless)
    return several and all(wordless) and any(not re.fullmatch("[,，;；.。、]", mark) for mark in wordless)


def _holder(empty: DraftOption, options: Sequence[DraftOption]) -> str | None:
    """The label of the option that holds the label of the empty one, and so perhaps its text."""
    inside = re.compile(rf"(?<![A-Za-z]){empty.label}\s*[.、:)]\s*\S")
    return next((option.label for option in options if inside.search(fold(option.text))), None)


def _choice(item: DraftItem) -> Iterator[Problem]:
    name, place, answer = called(item), item.place, item.answer or ""
    if not answer:
        yield problem("answer-missing", f"{name}缺答案", place)
        return
    labels = {option.label for option in item.options}
    outside = [letter for letter in answer if letter not in labels]
    if outside and item.options:
        message = f"{name}的答案是 {answer}，选项里却没有 {'、'.join(outside)}，请核对。"
        yield problem("answer-not-among-options", message, place)
    if item.type == "single_choice" and len(answer) > 1:
        count = _COUNTS[len(answer)] if len(answer) < len(_COUNTS) else str(len(answer))
        yield problem("single-choice-two-answers", f"{name}有{count}个答案，疑似多选", place)
    if item.type == "multiple_choice" and len(answer) == 1 and not item.indefinite:
        yield problem("multiple-choice-one-answer", f"{name}是多选题，却只有一个答案，请核对。", place)
    chosen, _ = chosen_in(item.explanation)
    if chosen and all(set(letters_of(said) or "") != set(answer) for said in chosen):
        message = f"{name}的答案是 {answer}，解析里却说选 {chosen[-1]}，请核对。"
        yield problem("explanation-contradiction", message, place)
