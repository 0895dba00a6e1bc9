"""Which sense a term has here: cues and learned vocabulary in the text around it, near before far.

The curators' cues are weighed first. Where they leave it open, the vocabulary that was learned from the
entries' examples is weighed as well. What is farther away than a window counts only through the
document: it breaks ties.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

from tifa.gaps import Joined
from tifa.index.store import UNIT, letter
from tifa.matcher import Letters, open_automaton
from tifa.model import Record
from tifa.words import stretches, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Annotated

    from tifa.glossary import Glossary

    # (start, end, sense, weight, whether it was learned) in the joined text of a region
    Seen = tuple[int, int, int, float, bool]

# How far evidence reaches, in characters to either side.
WINDOW = 240
# A Chinese cue at this distance counts half as much as one next to the term; English is longer.
HALF_CHINESE, HALF_WESTERN = 25, 100
# Within the window no cue counts less than this.
FLOOR = 0.1
# A cue of which the term itself is a part (学生干部, 计量单位).
COLLOCATION = 3.0
AGAINST = 1.5
# Learned vocabulary, beside a cue's weight of 1.
LEARNED, HALF_LEARNED, FLOOR_LEARNED = 0.2, 60, 0.5
# The best sense must lead the next by this much; by so much that the learned vocabulary is not asked.
LEAD, CLEAR = 0.4, 2.0
# A form that renders some senses only, in a Western text.
BY_FORM = 0.5
# Evidence below this is not shown.
LEAST = 0.05


class Evidence(Record):
    """Something that was seen around a term: what, where, and for which sense it speaks."""

    cue: Annotated[str, "What was seen, as it stands in the text."]
    start: Annotated[int, "Where it stands in the text."]
    sense: Annotated[str, "The sense for or against which it speaks."]
    weight: Annotated[float, "1 for a cue beside the term, less with distance; negative against."]
    learned: Annotated[bool, "Whether the weight was learned from examples; else a curator's cue."] = False


class SenseReader:
    """Reads the senses of the contested terms of one glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self.index = index = glossary.index
        self.glossary = glossary
        self.chinese = open_automaton(glossary, "cues.chinese.automaton")
        self.western = open_automaton(glossary, "cues.western.automaton")
        self.chinese_rows = index.table("cues.chinese.rows")
        self.western_rows = index.table("cues.western.rows")
        words = index.section("cues.words").decode().split()
        self.letters = Letters({word: letter(number) for number, word in enumerate(words)})
        self._numbers = {entry: number for number, entry in enumerate(index.table("learned.entries"))}
        self.features = open_automaton(glossary, "learned.automaton")
        self._learned: dict[int, dict[int, tuple[float, ...]]] = {}

    def is_contested(self, entry: int) -> bool:
        """Whether the entry with this number has several senses."""
        return entry in self._numbers

    def learned(self, entry: int) -> dict[int, tuple[float, ...]]:
        """What was learned for an entry: number of the feature -> its weight for each sense."""
        if entry not in self._learned:
            which, weights = self.index.record("learned", self._numbers[entry])
            numbers, steps = array("I", which), array("b", weights)
            each = [step / UNIT for step in steps]
            size = len(steps) // len(numbers)
            self._learned[entry] = dict(zip(numbers, zip(*[iter(each)] * size, strict=True), strict=True))
        return self._learned[entry]

    def regions(self, text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[Region, int, int]]:
        """(region, first, end): the text around the places numbered from `first` to before `end`.

        Places whose windows overlap share a region, so that cues are sought once.
        """
        first = 0
        end = 0
        for number, place in enumerate(places):
            end = max(end, place[1])
            following = places[number + 1][0] if number + 1 < len(places) else len(text) + 3 * WINDOW
            if following - end > 2 * WINDOW:
                low = max(0, places[first][0] - WINDOW)
                yield Region(self, text[low : end + WINDOW], low), first, number + 1
                first = number + 1


class Region:
    """A stretch of text with all cues in it, by entry."""

    def __init__(self, reader: SenseReader, text: str, offset: int) -> None:
        self._reader = reader
        self._offset = offset
        self._joined = Joined(text)
        self._cues: dict[int, list[tuple[int, int, int, int, int]]] = {}
        self._all_features: list[tuple[int, int, int]] | None = None
        joined = self._joined.text
        rows = reader.chinese_rows
        for start, end, pattern in reader.chinese.find_overlapping(joined):
            if pattern < len(rows):
                for entry, sense, sign in rows[pattern]:
                    self._cues.setdefault(entry, []).append((start, end, sense, sign, HALF_CHINESE))
        self._words = [
            (reader.letters[word], start, end)
            for first, last in stretches(joined)
            for word, start, end in tokens(joined, first, last)
            if reader.letters[word]
        ]
        if self._words:
            self._add_western()

    def _add_western(self) -> None:
        words, rows = self._words, self._reader.western_rows
        self._spelled = "".join(word[0] for word in words)
        for first, last, pattern in self._reader.western.find_overlapping(self._spelled):
            if pattern < len(rows):
                start, end = words[first][1], words[last - 1][2]
                for entry, sense, sign in rows[pattern]:
                    self._cues.setdefault(entry, []).append((start, end, sense, sign, HALF_WESTERN))
        for cues in self._cues.values():
            cues.sort()

    def read(
        self, entry: int, senses: int, start: int, end: int, given: Iterable[int] = ()
    ) -> tuple[int, float, list[Seen]]:
        """(sense or -1, lead, what was seen) for the term at a place of the whole text.

        `given` are the senses for which its form speaks.
        """
        start, end = self._joined.at(start - self._offset), self._joined.at(end - 1 - self._offset) + 1
        seen = self._near(entry, start, end)
        seen += [(start, end, sense, BY_FORM, False) for sense in given]
        scores = [0.0] * senses
        for _, _, sense, weight, _ in seen:
            scores[sense] += weight
        best, lead = _best(scores)
        if lead < CLEAR:
            learned = self._vocabulary(entry, start, end)
            for _, _, sense, weight, _ in learned:
                scores[sense] += weight
            seen += learned
            best, lead = _best(scores)
        return (best if lead > LEAD else -1), lead, seen

    def strongest(self, seen: list[Seen], most: int) -> list[tuple[str, int, int, float, bool]]:
        """(what was seen, its place in the whole text, sense, weight, learned), the strongest first."""
        text, place = self._joined.text, self._joined.place
        chosen = sorted(seen, key=lambda each: -abs(each[3]))[:most]
        return [
            (text[first:last], self._offset + place(first), sense, round(weight, 2), learned)
            for first, last, sense, weight, learned in chosen
            if abs(weight) >= LEAST
        ]

    def _near(self, entry: int, start: int, end: int) -> list[Seen]:
        """The entry's cues around a place, each once, at its nearest."""
        cues = self._cues.get(entry, ())
        nearest: dict[tuple[str, int], Seen] = {}
        text = self._joined.text
        for number in range(bisect_left(cues, (start - WINDOW,)), len(cues)):
            first, last, sense, sign, half = cues[number]
            if first > end + WINDOW:
                break
            if first < end and last > start:
                if last - first == end - start and text[first:last].isalpha() and half == HALF_WESTERN:
                    continue  # a word is no evidence for itself
                weight = COLLOCATION if first <= start and last >= end else 1.0
            else:
                weight = max(FLOOR, 0.5 ** (max(start - last, first - end) / half))
            cue = text[first:last]
            signed = weight if sign > 0 else -AGAINST * weight
            known = nearest.get((cue, sense))
            if known is None or abs(signed) > abs(known[3]):
                nearest[cue, sense] = (first, last, sense, signed, False)
        return list(nearest.values())

    def _vocabulary(self, entry: int, start: int, end: int) -> list[Seen]:
        """What was learned of the words around a place, each once, at its nearest."""
        learned = self._reader.learned(entry)
        nearest: dict[int, tuple[float, int, int]] = {}
        for first, last, feature in self._features(start - WINDOW, end + WINDOW):
            if feature in learned and not (first < end and last > start):
                weight = max(FLOOR_LEARNED, 0.5 ** (max(start - last, first - end) / HALF_LEARNED))
                if feature not in nearest or nearest[feature][0] < weight:
                    nearest[feature] = (weight, first, last)
        return [
            (first, last, sense, weight * LEARNED * odds, True)
            for feature, (weight, first, last) in nearest.items()
            for sense, odds in enumerate(learned[feature])
        ]

    def _features(self, low: int, high: int) -> list[tuple[int, int, int]]:
        """(start, end, number) of the learned features between two places."""
        if self._all_features is None:
            automaton, words = self._reader.features, self._words
            found = automaton.find_overlapping(self._joined.text)
            if words:
                spelled = automaton.find_overlapping(self._spelled)
                found += [(words[first][1], words[last - 1][2], number) for first, last, number in spelled]
                found.sort()
            self._all_features = found
        first = bisect_left(self._all_features, (low,))
        return self._all_features[first : bisect_left(self._all_features, (high,))]


def _best(scores: list[float]) -> tuple[int, float]:
    """(number of the highest score, its lead over the next)."""
    best = max(range(len(scores)), key=scores.__getitem__)
    return best, scores[best] - max(score for number, score in enumerate(scores) if number != best)
