"""Text -> comparable text: script, width, radicals, quotes, numerals, English spelling.

`fold` maps one character to one, so that positions stay valid. The `*_key` functions go further and
drop what people type differently; both sides of every comparison go through the same function.
"""

from __future__ import annotations

import unicodedata

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Table: TypeAlias = "dict[int, int] | CharacterTable"

DIGITS = "零一二三四五六七八九"
# Words that Taiwan and the mainland write with other characters, equally long, after folding.
REGIONAL_WORDS = {
    "资讯": "信息",
    "讯息": "信息",
    "数位": "数字",
    "网路": "网络",
    "计画": "计划",
    "部份": "部分",
    "身分": "身份",
    "份子": "分子",
    "软体": "软件",
    "硬体": "硬件",
    "公车": "公交",
    "签章": "盖章",
    "透过": "通过",
    "机率": "概率",
}
# PDF extractors write these radicals for whole characters; NFKC knows only the Kangxi block.
RADICALS = {
    "⺁": "厂", "⺄": "乙", "⺇": "几", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺎": "兀",
    "⺒": "巳", "⺓": "幺", "⺗": "心", "⺜": "日", "⺝": "月", "⺟": "母", "⺠": "民", "⺧": "牛",
    "⺩": "王", "⺪": "疋", "⺫": "目", "⺬": "示", "⺮": "竹", "⺶": "羊", "⺷": "羊", "⺸": "羊",
    "⺼": "月", "⺽": "臼", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻇": "角", "⻉": "贝",
    "⻊": "足", "⻋": "车", "⻑": "长", "⻒": "长", "⻓": "长", "⻔": "门", "⻗": "雨", "⻘": "青",
    "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻞": "食", "⻡": "首", "⻢": "马",
    "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄", "⻬": "齐",
    "⻮": "齿", "⻰": "龙", "⻱": "龟", "⻲": "龟", "⻳": "龟",
}  # fmt: skip
ARTICLES = {"the", "a", "an"}
ENGLISH_NUMBERS = {
    str(value): word
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}
SPELLINGS = {
    "programme": "program",
    "centre": "center",
    "labour": "labor",
    "defence": "defense",
    "behaviour": "behavior",
    "neighbourhood": "neighborhood",
    "fulfilment": "fulfillment",
    "ageing": "aging",
    "cheque": "check",
    "licence": "license",
}


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one (unified, extension, compatibility, radical, 〇)."""
    return (
        "一" <= character <= "鿿"
        or "㐀" <= character <= "䶿"
        or "⺀" <= character <= "⿕"
        or "豈" <= character <= "﫿"
        or "𠀀" <= character <= "\U0003ffff"
        or character == "〇"
    )


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return any(map(is_han, text))


class CharacterTable:
    """A table for `fold` that is loaded as two strings; a query looks up only its own characters."""

    def __init__(self, written: str, folded: str) -> None:
        self._written, self._folded = written, folded

    def __getitem__(self, code: int) -> str:
        """The folded character; LookupError, as `str.translate` wants it, where it stays as it is."""
        at = self._written.find(chr(code))
        if at < 0:
            raise LookupError(code)
        return self._folded[at]


def character_table() -> dict[int, int]:
    """The table that `fold` needs, one character to one; made when an index is compiled.

    OpenCC gives the simplified form of each character of the Taiwan and Hong Kong standards.
    """
    from opencc import OpenCC

    from_taiwan, from_hongkong = OpenCC("tw2s"), OpenCC("hk2s")
    table = {ord(radical): ord(character) for radical, character in RADICALS.items()}
    for code in [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA), *range(0xFF01, 0xFF66)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            table[code] = ord(plain.lower())
    for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *table]:
        character = chr(table.get(code, code))
        simplified = from_hongkong.convert(from_taiwan.convert(character))
        if len(simplified) == 1 and simplified != chr(code):
            table[code] = ord(simplified)
    # 麼 is 么; that 么 is in its turn an old way to write 幺 is no concern of simplified text.
    written = set(table.values())
    return {code: value for code, value in table.items() if code not in written}


def fold(text: str, table: Table) -> str:
    """The text with script, width, radicals and case made one; as long as the text itself."""
    folded = text.translate(table)
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in folded)


def han_key(text: str, table: Table) -> str:
    """The comparable form of a Chinese term: folded, letters and numerals only, numerals in Hanzi."""
    kept = "".join(c for c in fold(text, table) if c.isalnum() or is_han(c))
    if not kept.isascii() and any("0" <= c <= "9" for c in kept):
        kept = _numerals(kept)
    kept = kept.replace("两", "二").replace("〇", "零")
    for regional, common in REGIONAL_WORDS.items():
        kept = kept.replace(regional, common)
    return kept


def _numerals(text: str) -> str:
    """The text with every run of Arabic digits written as a Chinese number."""
    out, run = "", ""
    for character in text + "\0":
        if "0" <= character <= "9":
            run += character
        else:
            out += (_number(run) if run else "") + character
            run = ""
    return out[:-1]


def _number(digits: str) -> str:
    """Up to 9,999 as a number (20 -> 二十), longer runs digit by digit (12345 -> 一二三四五)."""
    value = int(digits) if len(digits) <= 4 else 0
    if not value or digits[0] == "0" or (value % 1000 > 0 and len(digits) == 4):
        return "".join(DIGITS[int(digit)] for digit in digits)  # a year, a hotline
    out = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit:
            out += DIGITS[digit] + unit
        elif out and value and not out.endswith("零"):
            out += "零"
    return out.removeprefix("一") if out.startswith("一十") else out


def english_words(text: str) -> list[str]:
    """The comparable words of a Western text: no case, accents, articles, plurals or spellings."""
    plain = unicodedata.normalize("NFKD", text).lower().replace("’", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("'s ", " ")
    spaced = "".join(c if c.isalnum() else "" if c == "'" else " " for c in plain)
    return [_english_word(word) for word in spaced.split() if word not in ARTICLES]


def english_key(text: str) -> str:
    """The comparable form of a Western phrase."""
    return " ".join(english_words(text))


def _english_word(word: str) -> str:
    word = _singular(ENGLISH_NUMBERS.get(word, word))
    word = SPELLINGS.get(word, word)
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ising", "izing")):
        if word.endswith(british) and len(word) > len(british) + 3:
            return word.removesuffix(british) + american
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
