"""Compile what tells the senses of contested terms apart.

That is the curators' cues, and vocabulary learned from the examples, glosses and contrasts. Learned is
log-odds: how much more often a character, a pair of characters or a word stands in what the entry says
of one sense than in what it says of its senses on average. `tifa explain` shows the weights.
"""

from __future__ import annotations

import marshal
from array import array
from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from daachorse import MATCH_KIND_STANDARD, CharwiseDoubleArrayAhoCorasick

from tifa.fold import fold, is_han
from tifa.gaps import Joined
from tifa.index.file import MARSHAL
from tifa.index.sieve import SHAPING, WIDE_MARKS, same_codes
from tifa.index.store import UNIT, letter
from tifa.words import Comparable, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tifa.fold import Table
    from tifa.model import Concept, Sense

UNDECIDED = "undecided"
# How much a feature counts towards the vocabulary of a sense, by where it was met.
IN_CUE, IN_EXAMPLE, IN_GLOSS, IN_CONTRAST = 1.0, 1.0, 0.5, 0.3
SMOOTHING = 0.5
# Log-odds below so many steps say nothing and are left out.
LEAST = 6
STOP_WORDS = frozenset(
    """and are but can for from had has have her his its may more most not one only other out over own she
    some such than that them then they this two was were what when which who will with would you your
    been being did does into there these those very about after all also any because before between both
    """.split()  # noqa: SIM905
)


def is_read(concept: Concept) -> bool:
    """Whether the text around a term of an entry is read: for its sense, or for being an everyday word."""
    return len(concept.senses) > 1 or concept.everyday == "yes"


class Compiler:
    """Collects the cues and vocabulary of contested entries, one by one; then gives the sections."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._comparable = Comparable()
        # cue -> (entry, sense, for or against)
        self._chinese: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._western: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._learned: dict[int, dict[str, list[int]]] = {}

    def add(self, number: int, concept: Concept) -> None:
        """Take in the entry with this number."""
        if not is_read(concept):
            return
        for which, sense in enumerate(concept.senses):
            for sign, cues in ((1, sense.cues.supporting), (-1, sense.cues.opposing)):
                for cue in cues:
                    self._add_cue(cue, (number, which, sign))
        self._learned[number] = self._log_odds(concept)

    def _add_cue(self, cue: str, row: tuple[int, int, int]) -> None:
        if any(map(is_han, cue)):
            folded = fold(Joined(cue).text, self._table)
            tables = [self._chinese[way] for way in {folded, folded.translate(WIDE_MARKS)}]
        else:
            words = phrase(cue, self._comparable)
            tables = [self._western[" ".join(words)]] if words else []
        for rows in tables:
            if row not in rows:  # two cues may be one once they are folded
                rows.append(row)

    def sections(self) -> dict[str, bytes]:
        """The sections of the index."""
        words = {word for cue in self._western for word in cue.split()}
        words |= {feature for table in self._learned.values() for feature in table if feature.isascii()}
        letters = {word: letter(number) for number, word in enumerate(sorted(words))}
        western = {
            "".join(letters[word] for word in cue.split()): rows for cue, rows in self._western.items()
        }
        return {
            "cues.words": " ".join(sorted(words)).encode(),
            "contested": marshal.dumps(list(self._learned), MARSHAL),
            **self._cue_sections(sorted(self._chinese), sorted(western), self._chinese | western),
            **self._learned_sections(letters),
        }

    def _cue_sections(
        self, chinese: list[str], western: list[str], rows: dict[str, list[tuple[int, int, int]]]
    ) -> dict[str, bytes]:
        """Automata over the cues and, for each entry, what its cues say; the Western are numbered last."""
        tables: dict[int, dict[int, list[tuple[int, int]]]] = {entry: {} for entry in self._learned}
        for number, cue in enumerate([*chinese, *western]):
            for entry, sense, sign in rows[cue]:
                tables[entry].setdefault(number, []).append((sense, sign))
        data, ends = bytearray(), array("Q", [0])
        for table in tables.values():
            data += marshal.dumps(table, MARSHAL)
            ends.append(len(data))
        return {
            "cues.chinese.automaton": _automaton(chinese, self._table),
            "cues.western.automaton": _automaton(western, {}),
            "cues.counts": array("I", [len(chinese), len(chinese) + len(western)]).tobytes(),
            "cues": bytes(data),
            "cues.at": ends.tobytes(),
        }

    def _learned_sections(self, letters: dict[str, str]) -> dict[str, bytes]:
        """An automaton over all features and, for each entry, the weights of its own."""
        features = sorted({feature for table in self._learned.values() for feature in table})
        numbers = {feature: number for number, feature in enumerate(features)}
        data, ends = bytearray(), array("Q", [0])
        for table in self._learned.values():
            weights = array("b", (weight for each in table.values() for weight in each))
            which = array("I", (numbers[feature] for feature in table))
            data += marshal.dumps((which.tobytes(), weights.tobytes()), MARSHAL)
            ends.append(len(data))
        return {
            "learned.automaton": _automaton([letters.get(each, each) for each in features], self._table),
            "learned": bytes(data),
            "learned.at": ends.tobytes(),
        }

    def _log_odds(self, concept: Concept) -> dict[str, list[int]]:
        """Feature -> its weight for each sense."""
        counts = [self._vocabulary(concept, sense) for sense in concept.senses]
        known = sorted(set().union(*counts))
        sizes = [sum(count.values()) + SMOOTHING * len(known) for count in counts]
        own = set(fold(concept.simplified, self._table))
        found = {}
        for feature in known:
            if own.issuperset(feature):
                continue
            shares = [(count[feature] + SMOOTHING) / size for count, size in zip(counts, sizes, strict=True)]
            mean = sum(shares) / len(shares)
            weights = [round(UNIT * log(share / mean)) for share in shares]
            if max(map(abs, weights)) >= LEAST:
                found[feature] = [max(-127, min(127, weight)) for weight in weights]
        return found

    def _vocabulary(self, concept: Concept, sense: Sense) -> Counter[str]:
        """How often each feature stands in what the entry says of a sense."""
        count: Counter[str] = Counter()
        for weight, text in _texts(concept, sense):
            for feature in set(self.features(text)):
                count[feature] += weight  # type: ignore[assignment]
        return count

    def features(self, text: str) -> Iterator[str]:
        """Chinese characters, pairs of them that stand side by side, and Western words."""
        folded = fold(Joined(text).text, self._table)
        for one, two in pairwise(folded):
            if is_han(one) and is_han(two):
                yield one + two
        yield from filter(is_han, folded)
        for word in phrase(text, self._comparable):
            if word.isascii() and word.isalpha() and len(word) > 2 and word not in STOP_WORDS:
                yield word


def _texts(concept: Concept, sense: Sense) -> Iterator[tuple[float, str]]:
    """(weight, text) of what an entry says of one of its senses."""
    for cue in sense.cues.supporting:
        yield IN_CUE, cue
    for example in concept.examples:
        if example.sense == sense.id:
            yield IN_EXAMPLE, example.text
    yield IN_GLOSS, f"{sense.label}. {sense.gloss}"
    for row in concept.contrast:
        if sense.frame in ("party", "western"):
            yield IN_CONTRAST, row.party if sense.frame == "party" else row.western


def _automaton(patterns: Iterable[str], table: Table) -> bytes:
    automaton = CharwiseDoubleArrayAhoCorasick([*patterns, *SHAPING], MATCH_KIND_STANDARD)
    return same_codes(automaton.serialize(), table)
