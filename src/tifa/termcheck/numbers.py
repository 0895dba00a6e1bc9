"""The numbers of a text: figures, Chinese numerals before a measure word, English number words."""

from __future__ import annotations

import re
from math import isclose

from tifa.fold import is_han

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tifa.termcheck.segments import Span

    # (value, place, whether it is written in figures)
    Number = tuple[float, Span, bool]
    # A number, and what else it may be.
    Reading = tuple[Number, frozenset[float]]

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
TENS = {"十": 10, "百": 100, "千": 1_000}
# What is told as per cent: how many of each are one.
_PERCENT = {"百": 1, "千": 10, "万": 100, "萬": 100}
MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
# What a digit at the end is worth directly behind one of these.
_COLLOQUIAL = {unit: worth // 10 for unit, worth in (TENS | MYRIADS).items()}
# A numeral counts as a number before one of these; 一 does not, since 一个 is an article.
MEASURES = (
    "个個名项項条條人次年月日号號天家户戶件种種类類大届屆级級点點份位倍成期省市县縣区區国國"
    "元块塊岁歲章节節小週周页頁所座季秒吨噸米斤亩畝辆輛张張桌台套组組队隊场場趟株颗顆片层層封批宗笔筆艘枚棵只隻匹篇幅册冊栋棟间間起本番步"
)
_NUMERALS = "".join([*DIGITS, *TENS, *MYRIADS])
# Behind one of these a numeral counts whatever follows: “四必访”, 「三定」.
_OPENING = "“‘「『"
_FIGURES = r"\d[\d,，]*(?:[.．]\d+)?"
_CHINESE = re.compile(
    f"(?P<century>\\d{{1,2}}|[{_NUMERALS}]+)世[纪紀](?P<decade>\\d0|[{_NUMERALS}]{{1,2}})年代|"
    f"(?P<figures>{_FIGURES})\\s*(?:多|余|餘)?(?P<unit>[十百千]?[万萬亿億]+)?|"
    f"每(?P<each>[百千万萬亿億])(?![{_NUMERALS}])|"
    f"(?P<whole>[{_NUMERALS}]+)分之(?P<part>[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)|"
    f"(?P<decimal>[{_NUMERALS}]+[点點][{''.join(DIGITS)}]+)(?P<scale>[十百千]?[万萬亿億]+|(?=[{MEASURES}](?<![分刻])))|"
    f"(?P<first>第)?(?P<numeral>[{_NUMERALS}]+(?:[个個][亿億])?)(?:多|余|餘)?(?P<measure>[{MEASURES}]|分[钟鐘])?"
    f"(?P<more>(?<=成)[{''.join(DIGITS)}](?![{_NUMERALS}{MEASURES}]))?"
)
# Two digits side by side are two numbers, or the year of a plan.
_TOGETHER = re.compile(f"[{''.join(DIGITS)}]{{2}}")
# Without one of these a text has no number that counts.
_SOME = re.compile(
    f"\\d|第|每[百千万萬亿億]|分[之钟鐘]|[{_NUMERALS[2:]}](?:多|余|餘)?[{MEASURES}{''.join(MYRIADS)}]|[万萬亿億][{MEASURES}]"
    f"|[{_OPENING}][{_NUMERALS[2:]}]"
)
_WORDS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split()  # noqa: SIM905
    )
}
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, 3)}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
        fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),  # noqa: SIM905
        1,
    )
}
COUNTING = (*_WORDS, *_ORDINALS)
_OTHERS = {
    "once": 1,
    "twice": 2,
    "both": 2,
    "pair": 2,
    "double": 2,
    "duplicate": 2,
    "triplicate": 3,
    "dozen": 12,
    "single": 1,
    "half": 0.5,
}
# The whole after a growth; Chinese may tell the growth itself: 增长两倍, tripled.
_MULTIPLES = {
    word: value
    for value, words in enumerate(
        ("twofold doubled doubling", "threefold tripled tripling trebled", "fourfold quadrupled"),
        2,
    )
    for word in words.split()
}
_MONTHS = {
    month: value
    for value, month in enumerate(
        """january february march april may june july august september october november
        december""".split(),  # noqa: SIM905
        1,
    )
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1e6, "billion": 1e9, "trillion": 1e12}
# What is measured in one unit in Chinese and in another in English: unit -> factors.
_UNITS = {
    "decade": (10,),
    "century": (100,),
    "centuries": (100,),
    "hour": (60, 0.5),  # 时辰
    "minute": (1 / 60,),
    "year": (12,),
    "week": (7,),
    "hectare": (15,),
    "acre": (6.07,),
    "kilometer": (2, 1_000),  # 里
    "kilometre": (2, 1_000),
    "km": (2, 1_000),
    "kilogram": (2,),  # 斤
    "kg": (2,),
    "ton": (2_000, 1_000),
    "tonne": (2_000, 1_000),
    "meter": (1 / 1_000, 3),  # 尺
    "metre": (1 / 1_000, 3),
}
_UNIT = re.compile(r"[\s-]+(?:square |sq |metric )?([A-Za-z]+)")
_AND_A_HALF = re.compile(r"\s+and a half\b")
_OF_THE_CLOCK = re.compile(r"(?::(\d\d))?\s*(a|p)\.?m\b", re.IGNORECASE)
_PART_OF_AN_HOUR = re.compile(
    r"\b(half an|(?:a )?quarter of an|three[- ]quarters of an) hour\b", re.IGNORECASE
)
_ONE_IN = re.compile(r"\bone in (?:every )?(\w+)", re.IGNORECASE)
_OF_DAY = {"midnight": (24.0, 0.0, 12.0), "noon": (12.0,), "midday": (12.0,)}
# Measures that are converted are rounded.
NEARLY = 0.02
_ENGLISH = re.compile(rf"{_FIGURES}(?=(?:st|nd|rd|th|s)?\b)|[A-Za-z]+")


def has_numeral(term: str) -> bool:
    """Whether a numeral or a figure stands in a Chinese term."""
    return any(c.isdigit() or c in _NUMERALS for c in term)


def has_numbers(text: str) -> bool:
    """Whether a Chinese text may hold a number that a translation has to keep; quick."""
    return _SOME.search(text) is not None


def places_of_numbers(text: str) -> Iterator[int]:
    """Where a Chinese text may hold such a number; quick."""
    return (found.start() for found in _SOME.finditer(text))


def chinese_numbers(text: str) -> Iterator[Number]:
    """Each number of a Chinese text that a translation has to keep."""
    for found in _CHINESE.finditer(text):
        if found["century"]:  # 20世纪60年代, the 1960s
            century, decade = _plain_value(found["century"]), _plain_value(found["decade"])
            yield (century - 1) * 100 + decade, found.span(), False
        elif said := found["figures"] or found["decimal"]:
            value = _decimal(said) * _scale(found["unit"] or found["scale"] or "")
            yield value, found.span(), bool(found["figures"])
        elif found["each"]:  # 每万人, per 10,000 people
            yield _scale(found["each"]), found.span(), False
        elif found["whole"]:
            yield _fraction(found["whole"], found["part"]), found.span(), False
        elif found["measure"] == "番":
            if "翻" in text[max(0, found.start() - 3) : found.start()]:  # 翻两番; 三番五次 counts nothing
                yield 2.0 ** (_chinese_value(found["numeral"]) or 0), found.span(), False
        elif found["measure"] in ("块", "塊") and text[found.end() : found.end() + 1] in DIGITS:
            continue  # 三块五, which English tells in many ways
        elif not text.startswith("年代", found.end("numeral")):
            worth = _chinese_value(found["numeral"])
            plain = found["numeral"] in ("一", "〇", "零") and not found["first"]
            counts = found["measure"] or found["first"] or found["numeral"][-1] in MYRIADS
            counts = counts or _opens_a_name(text, found.span("numeral"))
            if worth is not None and not plain and counts:
                if found["measure"] == "成" and not found["first"]:
                    worth = worth * 10 + DIGITS.get(found["more"] or "", 0)  # 九成六
                yield worth, found.span(), False


def _opens_a_name(text: str, span: Span) -> bool:
    """Whether a numeral of one character is the first of a name in quotation marks."""
    start, end = span
    return end - start == 1 and text[start - 1 : start] in tuple(_OPENING) and is_han(text[end : end + 1])


def numerals(text: str) -> Iterator[Number]:
    """Each numeral of a term that may count: 五 of 五规范; 一 does not, nor do 千万 and 八五."""
    for found in re.finditer(rf"(\d+)|[{_NUMERALS}]+", text):
        worth = float(found[1]) if found[1] else _chinese_value(found.group())
        if worth is not None and worth > 1 and not _TOGETHER.search(found.group()):
            yield worth, found.span(), bool(found[1])


def _fraction(whole: str, part: str) -> float:
    """百分之五 is 5, as English says per cent, 千分之五 0.5; 三分之一 is a third."""
    before, _, after = part.partition("点")
    value = float(_chinese_value(before) or 0)
    if after:
        value = float(f"{value:.0f}.{''.join(str(DIGITS.get(c, 0)) for c in after)}")
    return value / (_PERCENT.get(whole) or _chinese_value(whole) or 1)


def _decimal(numeral: str) -> float:
    """1,300.5 or, in characters, 二点四."""
    if numeral[0].isdecimal():
        return float(re.sub("[,，]", "", numeral).replace("．", "."))
    return _fraction("一", numeral.replace("點", "点"))


def _plain_value(numeral: str) -> float:
    return float(numeral) if numeral[0].isdecimal() else float(_chinese_value(numeral) or 0)


def _scale(unit: str) -> float:
    value = 1.0
    for c in unit:
        value *= TENS.get(c) or MYRIADS[c]
    return value


def _chinese_value(numeral: str) -> float | None:
    """The value of a numeral; None where it is none, as 千万 for very many."""
    numeral = numeral.replace("个", "").replace("個", "")  # 八个亿 is 八亿
    if numeral[0] in MYRIADS or numeral in ("千", "百", "千万", "千百", "千千万万", "百千"):
        return None
    if (
        len(numeral) == 2
        and all(c in DIGITS for c in numeral)
        and DIGITS[numeral[1]] - DIGITS[numeral[0]] == 1
    ):
        return None  # 四五 is four or five
    if all(c in DIGITS for c in numeral):
        return float("".join(str(DIGITS[c]) for c in numeral))
    above = total = part = digit = 0  # above: the hundreds of millions
    for c in numeral:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in TENS:
            part += (digit or 1) * TENS[c]
            digit = 0
        else:
            worth = (total + part + digit) * MYRIADS[c]
            above, total = (above + worth, 0) if MYRIADS[c] > MYRIADS["万"] else (above, worth)
            part = digit = 0
    if len(numeral) > 1 and numeral[-2] in _COLLOQUIAL:  # 三千五 is 3,500
        digit *= _COLLOQUIAL[numeral[-2]]
    return float(above + total + part + digit)


def english_numbers(text: str) -> Iterator[Number]:
    """Each number of an English text, with names of months; number words that stand together are one."""
    held: list[float] = []
    start = end = 0
    written = False
    for found in _ENGLISH.finditer(text):
        word = found.group().lower()
        if word == "may" and found.group()[0] == "m":
            continue
        is_part = word.removesuffix("s") in _PARTS and (word.endswith("s") or sum(held) == 1)
        if is_part and held and text[end : found.start()] in (" ", "-"):
            held = [sum(held) / _PARTS[word.removesuffix("s")]]
            end = found.end()
            continue
        if word == "and" and held and held[-1] >= _SCALES["hundred"]:
            end = found.end()
            continue
        value = 1 / _PARTS[word] if word in _PARTS and text.startswith(" of", found.end()) else None
        value = value or _english_value(word)
        scale = _SCALES.get(word)
        goes_on = held and not re.search(r"[^\s-]", text[end : found.start()])
        before = f" {text[: found.start()]}".lower()
        if scale and not goes_on and before.endswith(" a "):
            value = scale * (0.5 if before.endswith("half a ") else 1)
        if word == "quarter" and not goes_on and before.endswith(" a "):  # fewer, of it
            value = 1 / _PARTS[word]
        if scale and goes_on:
            held[-1] *= scale
            end = found.end()
        elif value is not None and goes_on and not written and held[-1] >= 20 and value < held[-1]:
            held.append(value)
            end = found.end()
        else:
            if held:
                yield sum(held), (start, end), written
            held = [value] if value is not None else []
            start, end, written = found.start(), found.end(), word[0].isdigit()
    if held:
        yield sum(held), (start, end), written


def _english_value(word: str) -> float | None:
    if word[0].isdigit():
        return float(re.sub("[,，]", "", word).replace("．", "."))
    for table in (_WORDS, _ORDINALS, _OTHERS, _MULTIPLES, _MONTHS):
        if word in table:
            return float(table[word])
    return None


def readings(text: str) -> Iterator[Reading]:
    """Each number of an English text, and what else it may be: another unit, another clock."""
    for value, (start, end), in_figures in english_numbers(text):
        yield (value, (start, end), in_figures), frozenset(_also(text, value, end))
    for found in _ONE_IN.finditer(text):
        other = next((value for value, _, _ in english_numbers(found[1])), 0)
        if other:
            yield (1 / other, found.span(), False), frozenset()
    for found in re.finditer(r"\b(midnight|noon|midday)\b", text):
        values = _OF_DAY[found[1]]
        yield (values[0], found.span(), False), frozenset(values)
    for found in _PART_OF_AN_HOUR.finditer(text):
        minutes = {"h": 30.0, "t": 45.0}.get(found[1][0].lower(), 15.0)
        yield (minutes, found.span(), False), frozenset((minutes, minutes / 60))


def _also(text: str, value: float, end: int) -> Iterator[float]:
    """What the number that ends at a place is in other units."""
    if text.endswith("quarters", 0, end):  # of a year, not of the whole
        yield value * 4
    if part := next((part for word, part in _PARTS.items() if text.endswith(f"a {word}", 0, end)), None):
        yield from (1 / part, 100 / part)  # 两成, a fifth
    if any(text.endswith(f"{word}s", 0, end) for word in _PARTS):
        yield 100 * value  # 三成, three tenths
    if value in (2, 3, 4) and any(text.endswith(word, 0, end) for word in _MULTIPLES):
        yield value - 1
    half = _AND_A_HALF.match(text, end)
    if half:
        yield from (value + 0.5, 12 * value + 6)
        end = half.end()
    clock = _OF_THE_CLOCK.match(text, end)
    if clock and clock[2].lower() == "p" and value < 12:
        yield value + 12
    if 1800 < value < 2100 and text.startswith("s", end):  # 90后, born in the 1990s
        yield value % 100
    unit = _UNIT.match(text, end)
    if unit:
        name = unit[1].lower()
        for factor in _UNITS.get(name, ()) or _UNITS.get(name.removesuffix("s"), ()):
            yield (value + 0.5 if half else value) * factor


def is_equal(value: float, other: float) -> bool:
    """Whether two numbers are one, however they were multiplied: 42.7亿, 4.27 billion."""
    return isclose(value, other, rel_tol=1e-9)


def is_among(value: float, others: Iterable[float]) -> bool:
    """Whether a number is one of others, but for rounding."""
    return any(abs(value - other) <= NEARLY * max(abs(value), abs(other)) for other in others)
