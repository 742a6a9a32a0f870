"""Headings in the letters of pinyin (ti_xing, zhengQueDaAn): the words of Chinese headings that they may spell."""

from __future__ import annotations

from collections.abc import Iterator

# The characters of headings by their syllables; one syllable may be several of them.
_CHARACTERS = {
    "an": "案", "bei": "备", "bian": "编", "biao": "标", "can": "参", "cheng": "称程", "chu": "出处", "cuo": "错", "da": "答大",
    "dan": "单", "dian": "点", "du": "度", "duan": "断", "duo": "多", "fa": "法", "fen": "分", "gan": "干", "gong": "公", "hao": "号",
    "ji": "级", "jie": "解节", "ju": "据", "kao": "考", "ke": "科", "lei": "类", "liang": "量", "lu": "录", "lv": "律", "mian": "面",
    "miao": "描", "ming": "明名", "mu": "目", "nan": "难", "nei": "内", "neng": "能", "pan": "判", "qian": "签", "que": "确",
    "ren": "认", "rong": "容", "shi": "试识是释", "shu": "述", "shuo": "说", "suo": "所", "ti": "题提", "tiao": "条", "wen": "文问",
    "wu": "误", "xi": "析习细", "xiang": "项详", "xing": "型", "xu": "序", "xuan": "选", "yi": "依易", "yuan": "原",
    "ze": "择", "zhang": "章", "zheng": "正", "zhi": "知值", "zhong": "种", "zhun": "准",
}  # fmt: skip
_LONGEST = 6  # syllables


def words_spelled(plain: str) -> Iterator[str]:
    """The words that a heading, in small letters without signs, may spell (tixing: 题型, 提型); none for one in English.

    A letter or digit that counts the headings stays at their end: xuanxianga, 选项a.
    """
    if plain.isascii():
        yield from _readings(plain, _LONGEST)
        yield from (word + plain[-1:] for word in _readings(plain[:-1], _LONGEST) if word)


def _readings(spelled: str, left: int) -> Iterator[str]:
    if not spelled:
        yield ""
    for end in range(2, min(len(spelled), 6) + 1) if left else ():
        for character in _CHARACTERS.get(spelled[:end], ""):
            yield from (character + rest for rest in _readings(spelled[end:], left - 1))
