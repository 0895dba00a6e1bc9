"""Typed pinyin -> comparable keys: marks, numbers or none; initials; common slips."""

from __future__ import annotations

import unicodedata

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou yi ya yan yang yao ye yin ying yo yong you yu yuan yue "
    "yun wu wa wai wan wang wei wen weng wo",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ue",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ue",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
}
# Every syllable of standard Chinese without tone, ü written u.
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
LONGEST = 6
NUMERALS = {
    "1": "yi", "2": "liang", "3": "san", "4": "si", "5": "wu", "6": "liu", "7": "qi", "8": "ba", "9": "jiu",
}  # fmt: skip


def pinyin_key(text: str) -> str:
    """The letters of typed pinyin: no marks, tone numbers, spaces, apostrophes or case; ü is u.

    A digit that follows no letter is a numeral and is read: 2 ge weihu is liang ge weihu.
    """
    plain = unicodedata.normalize("NFKD", text.lower()).replace("u:", "u").replace("v", "u")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    read = (
        NUMERALS.get(c, c) if not before.isalnum() else c
        for before, c in zip(" " + plain, plain, strict=False)
    )
    return "".join(c for c in "".join(read) if "a" <= c <= "z")


def is_typed_pinyin(text: str) -> bool:
    """Whether a text could be pinyin: Latin letters, marks and tone numbers, at most some punctuation."""
    plain = unicodedata.normalize("NFKD", text.lower())
    kept = [c for c in plain if c.isalnum() and not unicodedata.combining(c)]
    return any("a" <= c <= "z" for c in kept) and all("a" <= c <= "z" or "0" <= c <= "9" for c in kept)


def slip_key(key: str) -> str:
    """A pinyin key with the sounds that are commonly confused made one: zh/z, ng/n, l/n ..."""
    for heard, written in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n")):
        key = key.replace(heard, written)
    return key


def split_syllables(key: str, count: int | None = None, written: bool = False) -> list[str]:
    """The key cut into syllables (exactly `count` where given), longest first; [] where none fits."""
    failed: set[tuple[int, int]] = set()

    def cut(start: int, left: int) -> list[str] | None:
        if start == len(key):
            return [] if left == 0 or count is None else None
        if (start, left) in failed or (count is not None and left == 0):
            return None
        for end in range(min(len(key), start + LONGEST), start, -1):
            fits = key[start:end] in SYLLABLES and not (written and start and key[start] in "aeo")
            if fits and (rest := cut(end, left - 1)) is not None:
                return [key[start:end], *rest]
        failed.add((start, left))
        return None

    return (cut(0, count if count is not None else -1) or []) if len(key) < 200 else []


def written_syllables(written: str) -> list[str]:
    """The syllables of pinyin as dictionaries write it; [] where it is not that.

    Inside a word an apostrophe goes before a, e and o, so zérèngǎn can only be ze-ren-gan.
    """
    parts: list[str] = []
    plain = unicodedata.normalize("NFKD", written.lower())
    letters = "".join(c for c in plain if not unicodedata.combining(c)).replace("v", "u")
    for chunk in "".join(c if "a" <= c <= "z" else " " for c in letters).split():
        cut = split_syllables(chunk, written=True)
        if not cut:
            return []
        parts += cut
    return parts


def initials(parts: list[str]) -> str:
    """The first letters of syllables: [feng, qiao, jing, yan] -> fqjy."""
    return "".join(part[0] for part in parts)


def reading_table() -> dict[str, str]:
    """The commonest reading of each character of GB 2312, without tone; made when compiling."""
    from pypinyin import Style, lazy_pinyin

    characters = [
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
    ]
    single = [c for c in characters if c]
    return {
        c: pinyin_key(reading) for c in single for reading in lazy_pinyin(c, style=Style.NORMAL, v_to_u=True)
    }


def toned(syllable: str) -> str:
    """A numbered syllable with its tone mark, as CC-CEDICT writes them: lu:4 is lǜ."""
    from pypinyin.contrib.tone_convert import to_tone

    written = syllable.replace("u:", "v").replace("U:", "V")
    return to_tone(written) if syllable[-1:].isdigit() else syllable
