"""The words of a translation, in which renderings are sought whatever their inflection."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from tifa.fold import fold, is_han
from tifa.termcheck.kin import KIN, root
from tifa.termcheck.numbers import COUNTING
from tifa.termcheck.segments import is_within
from tifa.words import WEAK, WEAK_STEMS, Comparable, places, stem, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tifa.fold import Table
    from tifa.termcheck.line import Plain
    from tifa.termcheck.segments import Span

_comparable = Comparable()
# Between the words of a rendering in another order may stand so many others.
LOOSE = 6
# As few where it stands there plainly.
BESIDE = 2
# A pronoun so early in a sentence stands for what was named before.
EARLY = 6
# What stands before a word that is short for a name: nothing, an article, a pronoun.
_SHORT = re.compile(
    r"(?:^|\b(?:all|both|each|every|its|such|that|the|their|these|this|those)\s)\W*$", re.IGNORECASE
)
# What goes without saying where the rest of a rendering is there.
OWN = frozenset(("cpc", "party", "china", "chinese"))
PRONOUNS = frozenset(["he", "it", "its", "she", "such", "their", "them", "these", "they", "this", "those"])
# A rendering whose strong words are there for so large a part is said in other words.
MOST = 0.6
# A rendering of which so much is there is the one that is meant, though its words stand otherwise.
ALIKE = 0.75
# Of what only tifa proposes so much is enough: there are other good ways to say it.
SOME = 0.3


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
def phrase(text: str) -> str:
    """The stems of a rendering as a target spells them; nothing for a Chinese one."""
    wanted = () if any(map(is_han, text)) else stems(text)
    return f" {' '.join(wanted)} " if wanted else ""


class Target:
    """A translation as words."""

    def __init__(self, text: str, table: Table) -> None:
        self.text = text
        self.table = table
        self._folded = ""
        # How much more or less than usual of a rendering has to be there, by the length of the whole.
        self.strictness = 1.0

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
    def spelled(self) -> str:
        """The stems with a blank between, before and behind: a `phrase` stands in it or not."""
        return f" {' '.join(self._words)} "

    def _span(self, first: int, last: int) -> Span:
        """From one word to another."""
        return self._places[first][0], self._places[last][1]

    def find(self, rendering: str) -> list[Span]:
        """Where a rendering stands, whatever its inflection, case, articles and hyphens."""
        wanted, spelled = phrase(rendering), self.spelled
        if not wanted:
            return self._find_chinese(rendering) if any(map(is_han, rendering)) else []
        found, at = [], spelled.find(wanted)
        while at >= 0:
            first = spelled.count(" ", 0, at + 1) - 1
            found.append(self._span(first, first + wanted.count(" ") - 2))
            at = spelled.find(wanted, at + 1)
        return found

    def has_word(self, word: str) -> bool:
        """Whether a single word stands there as it is, or in the plural."""
        return any(plain(each) == plain(word) for each in written(self.text))

    def find_but_for_numbers(self, rendering: str) -> Span | None:
        """Where a rendering with a number in it stands with another number, if it does."""
        wanted = _without_numbers(stems(rendering))
        if "#" not in wanted or len(wanted) < 2:
            return None
        words = _without_numbers(self._words)
        size = len(wanted)
        at = next((at for at in range(len(words) - size + 1) if words[at : at + size] == wanted), None)
        return None if at is None else self._span(at, at + size - 1)

    def hits(self, sought: Iterable[tuple[str, Plain]]) -> list[tuple[Span, Plain]]:
        """Where renderings stand that are given with their `phrase`, each with the one that stands there."""
        spelled = self.spelled
        return [
            (span, rendering)
            for phrase, rendering in sought
            if phrase in spelled
            for span in self.find(rendering["text"])
        ]

    def _find_chinese(self, rendering: str) -> list[Span]:
        self._folded = self._folded or fold(self.text, self.table)
        wanted = fold(rendering, self.table)
        found, at = [], self._folded.find(wanted)
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = self._folded.find(wanted, at + 1)
        return found

    def holds_loosely(self, rendering: str) -> Span | None:
        """Where the strong words of a rendering stand near each other in any order, if they do."""
        wanted = roots(rendering)
        if len(wanted) < 2 or not wanted.issubset(self._roots):
            return None
        reach = len(stems(rendering)) + LOOSE
        for first, word in enumerate(self._roots):
            if word in wanted:
                window = self._roots[first : first + reach]
                if wanted.issubset(window):
                    last = first + max(window.index(each) for each in wanted)
                    return self._span(first, last)
        return None

    def holds_plainly(self, rendering: str) -> bool:
        """Whether the strong words of a rendering stand in its order, and next to each other or nearly so."""
        span = self.holds_loosely(rendering)
        if not span:
            return False
        found, wanted = stems(self.text[slice(*span)]), stems(rendering)
        words = iter([root(word) for word in found])
        in_order = all(root(word) in words for word in wanted if word not in WEAK_STEMS)
        return in_order and len(found) <= len(wanted) + BESIDE

    def share(self, rendering: str) -> float:
        """How large a part of the strong words of a rendering the target has, wherever they stand.

        Of two words that stand far apart only one counts; nothing does where a name in it, as Fengqiao,
        is not there.
        """
        wanted = roots(rendering)
        if not wanted or not names(rendering).issubset(self._roots):
            return 0.0
        found = len(self.said(rendering))
        if found == len(wanted) == 2 and not self.holds_loosely(rendering):
            found = 1
        return found / len(wanted)

    def share_in_kind(self, rendering: str) -> float:
        """How large a part of its strong words the target has, or words that are written for them."""
        wanted = roots(rendering)
        if not wanted or not names(rendering).issubset(self._roots):
            return 0.0
        lacking = wanted - self.in_kind
        if not lacking and len(wanted) == 2 and not self._holds_in_kind(wanted, rendering):
            return 0.5
        if lacking == wanted or not wanted.intersection(self._roots):
            return 0.0
        return 1 - len(lacking) / len(wanted)

    def share_outside(self, rendering: str, spans: Sequence[Span]) -> float:
        """The same of the words that stand in none of these places."""
        wanted = roots(rendering)
        is_named = wanted and names(rendering).issubset(self._roots)
        return len(wanted & self.in_kind_outside(spans)) / len(wanted) if is_named else 0.0

    def _holds_in_kind(self, wanted: frozenset[str], rendering: str) -> bool:
        """Whether these words, or others that are written for them, stand near each other."""
        reach = len(stems(rendering)) + LOOSE
        kin = [KIN.get(each, frozenset((each,))) for each in self._roots]
        return any(
            wanted <= frozenset().union(*kin[at : at + reach])
            for at, words in enumerate(kin)
            if not wanted.isdisjoint(words)
        )

    def said(self, rendering: str) -> frozenset[str]:
        """The beginnings of the strong words of a rendering that the target has."""
        return roots(rendering).intersection(self._roots)

    def points_back(self, name: str) -> bool:
        """Whether it may speak of something named before: by a pronoun, or by the noun of the name."""
        nouns = {name.split()[-1], name.split(" of ")[0].split()[-1]}
        places = (start for noun in nouns for start, _ in self.find(noun))
        return not PRONOUNS.isdisjoint(self._words[:EARLY]) or any(
            _SHORT.search(self.text, 0, start) for start in places
        )

    def reach(self, rendering: str) -> Span:
        """From the first to the last of the strong words of a rendering that the target has."""
        return self.around(roots(rendering))

    def around(self, wanted: frozenset[str]) -> Span:
        """From the first to the last of the words with these beginnings."""
        found = [at for at, root in enumerate(self._roots) if root in wanted]
        return self._span(found[0], found[-1]) if found else (0, len(self.text))

    def near(self, rendering: str) -> Span | None:
        """The same where not too many other words stand between them."""
        span = self.reach(rendering)
        size = len(stems(self.text[slice(*span)]))
        return span if size <= len(stems(rendering)) + LOOSE else None

    @cached_property
    def _roots(self) -> list[str]:
        return [root(word) for word in self._words]

    @cached_property
    def in_kind(self) -> frozenset[str]:
        """The beginnings of its words, and of those for which they are written."""
        return self.in_kind_outside([])

    def in_kind_outside(self, spans: Sequence[Span]) -> frozenset[str]:
        """The same without the words that stand in one of these places."""
        left = self._roots
        if spans:
            pairs = zip(self._roots, self._places, strict=True)
            left = [word for word, place in pairs if not is_within(place, spans)]
        return frozenset(left).union(*(KIN.get(each, ()) for each in left))


def plain(text: str) -> str:
    """A word or more in small letters, without the ending of a plural or possessive."""
    return text.lower().replace("’", "'").removesuffix("'s").removesuffix("s")


@lru_cache(1 << 14)
def roots(rendering: str) -> frozenset[str]:
    """The beginnings of the words of a rendering that carry its meaning."""
    strong = {root(word) for word in stems(rendering) if word not in WEAK_STEMS}
    return frozenset(bare if len(bare := strong - OWN) > 1 else strong)


@lru_cache(1 << 14)
def names(rendering: str) -> frozenset[str]:
    """The beginnings of the names in a rendering; none in a title, which has capitals throughout."""
    words = [word for word in written(rendering) if word.isalpha() and word.lower() not in WEAK]
    named = [word for word in words if word[0].isupper()]
    return (
        roots(" ".join(named)) - roots("CPC Party China Chinese")
        if 2 * len(named) < len(words)
        else roots("")
    )


def _without_numbers(words: Iterable[str]) -> list[str]:
    """Stems with one sign in place of each number."""
    return ["#" if word[:1].isdigit() or word in _COUNTING else word for word in words]


_COUNTING = frozenset(map(stem, COUNTING))
# Words that stand in translations of any sentence.
COMMON = roots("people person")
