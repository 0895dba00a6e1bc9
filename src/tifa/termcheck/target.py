"""The words of a translation, in which renderings are sought whatever their inflection."""

from __future__ import annotations

from functools import cached_property, lru_cache

from tifa.fold import fold, is_han
from tifa.words import Comparable, places, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.fold import Table
    from tifa.termcheck.segments import Span

_comparable = Comparable()
# Between the words of a rendering in another order may stand so many others.
LOOSE = 6
# So many letters tell a word from others, whatever its ending: govern, governing, governance.
ROOT = 6
# What goes without saying where the rest of a rendering is there.
OWN = frozenset(("cpc", "party", "china", "chinese"))
# Words that carry no term: left out where the order of words is free.
WEAK = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "its", "of", "on"),
        *("or", "that", "the", "their", "this", "to", "we", "with"),
    ]
)


@lru_cache(1 << 14)
def stem(word: str) -> str:
    """What a comparable English word shares with its inflections: putting, puts and put are one."""
    if not word.isascii() or len(word) < 4:
        return word
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


class _Stems(dict[str, str]):
    """Token as written -> its stem, "" for an article or punctuation; a memo."""

    def __missing__(self, token: str) -> str:
        word = _comparable[token]
        found = self[token] = stem(word) if word and word[0].isalnum() else ""
        return found


_stems = _Stems()


@lru_cache(1 << 14)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a rendering, articles and punctuation left out."""
    return tuple(filter(None, map(_stems.__getitem__, written(text))))


@lru_cache(1 << 14)
def _phrase(text: str) -> tuple[str, int]:
    """(stems of a rendering as a target spells them, how many); nothing and 0 for a Chinese one."""
    wanted = () if any(map(is_han, text)) else stems(text)
    return (f" {' '.join(wanted)} ", len(wanted)) if wanted else ("", 0)


class Target:
    """A translation as words."""

    def __init__(self, text: str, table: Table) -> None:
        self.text = text
        self._table = table
        self._folded = ""

    @cached_property
    def _all(self) -> list[str]:
        """The stem of each word, and nothing for what is none."""
        return [_stems[token] for token in written(self.text)]

    @cached_property
    def _words(self) -> list[str]:
        """The stem of each word."""
        return list(filter(None, self._all))

    @cached_property
    def _places(self) -> list[Span]:
        """(start, end) of each word."""
        return [place for place, word in zip(places(self.text), self._all, strict=True) if word]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words."""
        return frozenset(self._words)

    @cached_property
    def _spelled(self) -> str:
        """The stems with a blank between, before and behind."""
        return f" {' '.join(self._words)} "

    def _span(self, first: int, last: int) -> Span:
        """From one word to another."""
        return self._places[first][0], self._places[last][1]

    def find(self, rendering: str) -> list[Span]:
        """Where a rendering stands, whatever its inflection, case, articles and hyphens."""
        phrase, length = _phrase(rendering)
        if not length:
            return self._find_chinese(rendering) if any(map(is_han, rendering)) else []
        spelled = self._spelled
        found, at = [], spelled.find(phrase)
        while at >= 0:
            first = spelled.count(" ", 0, at + 1) - 1
            found.append(self._span(first, first + length - 1))
            at = spelled.find(phrase, at + 1)
        return found

    def _find_chinese(self, rendering: str) -> list[Span]:
        self._folded = self._folded or fold(self.text, self._table)
        wanted = fold(rendering, self._table)
        found, at = [], self._folded.find(wanted)
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = self._folded.find(wanted, at + 1)
        return found

    def holds_loosely(self, rendering: str) -> Span | None:
        """Where the strong words of a rendering stand near each other in any order, if they do."""
        wanted = _roots(stems(rendering))
        if len(wanted) < 2 or not wanted.issubset(self._roots):
            return None
        reach = len(stems(rendering)) + LOOSE
        for first, root in enumerate(self._roots):
            if root in wanted:
                window = self._roots[first : first + reach]
                if wanted.issubset(window):
                    last = first + max(window.index(each) for each in wanted)
                    return self._span(first, last)
        return None

    @cached_property
    def _roots(self) -> list[str]:
        return [word[:ROOT] for word in self._words]


def _roots(words: tuple[str, ...]) -> set[str]:
    """The beginnings of the words of a rendering that carry its meaning."""
    strong = {word[:ROOT] for word in words if word not in WEAK}
    return bare if len(bare := strong - OWN) > 1 else strong
