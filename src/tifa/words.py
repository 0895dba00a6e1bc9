"""The words of Western running text, comparable and with their places."""

from __future__ import annotations

import re
from functools import lru_cache

from tifa.fold import english_words
from tifa.gaps import compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A word with apostrophes inside, or punctuation that ends a phrase. White space, hyphens and quotation
# marks are neither: they may stand inside a phrase.
# Compiled where the first Western word is met, as the next one is: a Chinese text may have none.
# Some pairs are one word as well: grass-roots.
_PAIRS = r"(?i:\b(?:grass[ ‐‑-]root|health[ ‐‑-]care|child[ ‐‑-]care|policy[ ‐‑-]mak|law[ ‐‑-]mak)[a-z]*\b)"
_TOKEN = rf"{_PAIRS}|[^\W_]+(?:['’\xad][^\W_]+)*|[^\w\s'\"“”‘’«»‹›‐‑–－-]"
# A stretch in which Western words may stand: no Chinese characters or punctuation.
_WESTERN = (
    "[\0-\u2e7f\u3000\uff07\uff0c-\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
    "\U00010000-\U0001ffff\U00040000-\U0010ffff]+"
)
# A word of three letters or more, without which a stretch holds no term.
_WORDY = re.compile("[A-Za-z\xc0-\u024f\uff21-\uff3a\uff41-\uff5a]{3}")
COMMA = ","
BOUNDARY = "\x00"
# Words that carry no term: left out where the order of words is free.
WEAK = frozenset(
    """a against all an among and are as at based be between by for from in into is it its of on or over that
    the their them they this through to under we with within""".split()  # noqa: SIM905
)
# Forms that no ending tells.
IRREGULAR = {
    "sank": "sink", "sunk": "sink", "fought": "fight", "held": "hold", "led": "lead", "built": "build",
    "sent": "send", "brought": "bring", "kept": "keep", "made": "make", "took": "take", "taken": "take",
    "gave": "give", "given": "give", "went": "go", "gone": "go", "grew": "grow", "grown": "grow",
    "spoke": "speak", "spoken": "speak", "chose": "choose", "chosen": "choose", "struck": "strike",
}  # fmt: skip


@lru_cache(1 << 14)
def stem(word: str) -> str:
    """What a comparable English word shares with its inflections: putting, puts and put are one."""
    if not word.isascii() or len(word) < 4:
        return IRREGULAR.get(word, word)
    word = IRREGULAR.get(word, word)
    if len(word) > 7 and word.endswith("ised"):  # the other British spellings are comparable already
        return word.removesuffix("ised") + "iz"
    for ending, rest in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and not base.isdigit() and not word.endswith("ss"):
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeiouls":
                base = base[:-1]  # planned
            return base.removesuffix("e") + rest if len(base) > 3 else base + rest
    return word


WEAK_STEMS = frozenset(map(stem, WEAK))


def stretch(text: str, at: int, floor: int = 0) -> tuple[int, int]:
    """(start, end) of the Western stretch around a place, not before `floor`."""
    start, western = at, compiled(_WESTERN)
    while start > floor and western.match(text, start - 1, start):
        start -= 1
    found = western.match(text, at)
    return start, found.end() if found else at


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each Western stretch of a text that holds a word."""
    word = _WORDY.search(text)
    while word:
        start, end = stretch(text, word.start())
        yield start, end
        word = _WORDY.search(text, end)


class Comparable(dict[str, str]):
    """Token as written -> comparable word, "" for an article, a mark as it is; a memo."""

    def __missing__(self, written: str) -> str:
        if not written[0].isalnum():
            found = written.replace("，", COMMA)
        else:
            plain = written.replace("\xad", "").removesuffix("'s").removesuffix("’s")
            found = "".join(english_words(plain))
        self[written] = found
        return found


def written(text: str) -> list[str]:
    """Each word and each punctuation mark of a Western text, as written."""
    return compiled(_TOKEN).findall(text)


def places(text: str) -> list[tuple[int, int]]:
    """(start, end) of each of them."""
    return [found.span() for found in compiled(_TOKEN).finditer(text)]


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, int, int]]:
    """(token as written, start, end) of each word and each punctuation mark of a Western stretch."""
    for found in compiled(_TOKEN).finditer(text, start, len(text) if end is None else end):
        yield found.group(), found.start(), found.end()


def phrase(text: str, comparable: Comparable, marks: bool = False) -> list[str]:
    """The comparable words of a phrase, without articles; punctuation only where `marks` are wanted."""
    found = (comparable[token] for token, _, _ in tokens(text))
    return [word for word in found if word and (marks or word[0].isalnum())]
