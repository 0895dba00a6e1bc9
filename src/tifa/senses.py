"""Which sense a term has here: cues and learned vocabulary in the text around it, near before far.

The curators' cues are weighed first. Where they leave it open, the vocabulary that was learned from the
entries' examples is weighed as well. What is farther away than a window counts only through the
document: it breaks ties.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cached_property
from operator import itemgetter

from tifa.gaps import Joined
from tifa.index.store import UNIT, letter
from tifa.model import Record
from tifa.western import Letters, open_automaton
from tifa.words import stretches, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from typing import Annotated, Any

    from tifa.glossary import Glossary

    # (minus its strength, start, end, sense, weight, whether it was learned) in the joined text of a
    # region: in the order of strength
    Seen = tuple[float, int, int, int, float, bool]
    # (start, end, number, what it says: sense, for or against) in the joined text of a region
    Cue = tuple[int, int, int, list[tuple[int, int]]]

# How far evidence reaches, in characters to either side; an everyday word needs some so NEAR.
WINDOW, NEAR = 240, 40
# A Chinese cue at this distance counts half as much as one next to the term; English is longer.
HALF_CHINESE, HALF_WESTERN = 25, 100
# Cues of its own sentence decide for a term where they lead by this much, whatever stands around it.
AT_HOME = 0.8
# Within the window no cue counts less than this.
FLOOR = 0.1
# A cue of which the term itself is a part (学生干部, 计量单位).
COLLOCATION = 3.0
AGAINST = 1.5
# A learned feature beside a cue's weight of 1: in the near part of its window, and beyond that.
LEARNED, LEARNED_FAR = 0.2, 0.12
LEARNED_WINDOW, LEARNED_NEAR, WESTERN_REACH = 120, 40, 3
# The best sense must lead the next by this much; by so much that the learned vocabulary is not asked.
LEAD, CLEAR = 0.4, 1.0
# A form that renders some senses only, in a Western text.
BY_FORM = 0.5
# Characters of a region: the text whose cues are looked up together.
REGION = 8192
# Evidence below this is not shown.
LEAST = 0.05
CHINESE_WEIGHTS, WESTERN_WEIGHTS = (
    [max(FLOOR, 0.5 ** (distance / half)) for distance in range(WINDOW + 1)]
    for half in (HALF_CHINESE, HALF_WESTERN)
)


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
        self.western_from, self.cue_count = array("I", index.section("cues.counts"))
        self._numbers = {entry: number for number, entry in enumerate(index.table("contested"))}
        self._cues: dict[int, dict[int, list[tuple[int, int]]]] = {}
        self._learned: dict[int, dict[int, tuple[float, ...]]] = {}
        self._cues_for: dict[int, frozenset[int]] = {}

    @cached_property
    def western(self) -> Any:
        """Finds the Western cues."""
        return open_automaton(self.glossary, "cues.western.automaton")

    @cached_property
    def features(self) -> Any:
        """Finds the learned vocabulary."""
        return open_automaton(self.glossary, "learned.automaton")

    @cached_property
    def letters(self) -> Letters:
        """The letters of the Western words in cues and learned vocabulary."""
        words = self.index.section("cues.words").decode().split()
        return Letters({word: letter(number) for number, word in enumerate(words)})

    def cues(self, entry: int) -> dict[int, list[tuple[int, int]]]:
        """Number of a cue of an entry -> (sense, for or against) of what it says."""
        if entry not in self._cues:
            self._cues[entry] = self.index.record("cues", self._numbers[entry])
        return self._cues[entry]

    def is_silent(self, entry: int, senses: Iterable[int], text: str, start: int, end: int) -> bool:
        """Whether no Chinese cue for these senses stands near a place; quick, and blind to broken lines."""
        found = self.chinese.find_overlapping(text[max(0, start - NEAR) : end + NEAR])
        return not found or self._speaking(entry, senses).isdisjoint([hit[2] for hit in found])

    def _speaking(self, entry: int, senses: Iterable[int]) -> frozenset[int]:
        """Numbers of the cues that speak for these senses of an entry."""
        known = self._cues_for.get(entry)
        if known is None:
            wanted = {(sense, 1) for sense in senses}
            table = self.cues(entry)
            known = frozenset(number for number, rows in table.items() if not wanted.isdisjoint(rows))
            self._cues_for[entry] = known
        return known

    def learned(self, entry: int) -> dict[int, tuple[float, ...]]:
        """What was learned for an entry: number of a feature -> its weight for each sense."""
        if entry not in self._learned:
            which, weights = self.index.record("learned", self._numbers[entry])
            numbers, steps = array("I", which), array("b", weights)
            each = [step / UNIT for step in steps]
            size = len(steps) // len(numbers)
            self._learned[entry] = dict(zip(numbers, zip(*[iter(each)] * size, strict=True), strict=True))
        return self._learned[entry]

    def regions(
        self, text: str, places: Sequence[tuple[int, int]], edges: Container[int] = ()
    ) -> Iterator[tuple[Region, int, int]]:
        """(region, first, end): the text around the places numbered from `first` to before `end`.

        Places near each other share a region, so that cues are sought once, up to a length that keeps
        what is found in memory small. `edges` are where the terms of the text begin and end.
        """
        first = 0
        while first < len(places):
            low = max(0, places[first][0] - WINDOW)
            high = places[first][1]
            end = first + 1
            while (
                end < len(places) and places[end][0] - high <= 2 * WINDOW and places[end][1] - low <= REGION
            ):
                high = max(high, places[end][1])
                end += 1
            yield Region(self, text[low : high + WINDOW], low, edges), first, end
            first = end


class Region:
    """A stretch of text with all cues in it."""

    def __init__(self, reader: SenseReader, text: str, offset: int, edges: Container[int] = ()) -> None:
        self._reader = reader
        self._offset = offset
        self._joined = Joined(text)
        joined, count = self._joined.text, reader.western_from
        # (start, end, number) of the cues
        self._found = [hit for hit in reader.chinese.find_overlapping(joined) if hit[2] < count]
        if edges:
            # Two characters that belong to two words are no cue: 行人 in 践行人民城市理念.
            self._found = [
                hit
                for hit in self._found
                if hit[1] - hit[0] != 2 or self._joined.place(hit[0] + 1) + offset not in edges
            ]
        self._words = [
            (letter, start, end)
            for first, last in stretches(joined)
            for word, start, end in tokens(joined, first, last)
            if (letter := reader.letters[word])
        ]
        if self._words:
            self._found += self._western_cues()
        # Cues are in the order of their beginnings: one may begin so far before the place it reaches.
        self._longest = _LONGEST if self._words else _LONGEST_CHINESE
        self._cues_of: dict[int, tuple[list[int], list[Cue]]] = {}

    @cached_property
    def _places(self) -> dict[int, list[tuple[int, int]]]:
        """Number of a cue -> where it stands."""
        places: dict[int, list[tuple[int, int]]] = {}
        for start, end, number in self._found:
            places.setdefault(number, []).append((start, end))
        return places

    @cached_property
    def _stops(self) -> list[int]:
        """Where sentences and clauses end."""
        return [found.start() for found in _STOPS.finditer(self._joined.text)]

    def _western_cues(self) -> list[tuple[int, int, int]]:
        """(start, end, number) of the Western cues."""
        words, shift = self._words, self._reader.western_from
        spelled = "".join([word[0] for word in words])
        hits = self._reader.western.find_overlapping(spelled)
        return [
            (words[first][1], words[last - 1][2], number + shift)
            for first, last, number in hits
            if number + shift < self._reader.cue_count
        ]

    def cues(self, entry: int) -> list[Cue]:
        """The cues of an entry in the region, in order; their places are those without gaps."""
        return self._cues_for(entry)[1]

    def read(
        self,
        entry: int,
        senses: int,
        start: int,
        end: int,
        given: Iterable[int] = (),
        by_cues: bool = False,
    ) -> tuple[int, float, list[Seen]]:
        """(sense or -1, lead, what was seen) for the term at a place of the whole text.

        `given` are the senses for which its form speaks. Where only cues count (`by_cues`), the learned
        vocabulary is not asked.
        """
        start, end = self._joined.at(start - self._offset), self._joined.at(end - 1 - self._offset) + 1
        seen = self._cues_around(entry, start, end)
        seen += [(-BY_FORM, start, end, sense, BY_FORM, False) for sense in given]
        scores = [0.0] * senses
        for each in seen:
            scores[each[3]] += each[4]
        best, lead = _best(scores)
        if lead < CLEAR and len(seen) > 1 and senses > 1:
            low, high = self._sentence(start, end)
            own = [0.0] * senses
            for each in seen:
                if low <= each[1] < high:
                    own[each[3]] += each[4]
            at_home, by = _best(own)
            if by >= AT_HOME:
                return at_home, max(by, lead) if at_home == best else by, seen
        if lead < CLEAR and not by_cues:
            learned = self._vocabulary(entry, senses, start, end)
            best, lead = _best([score + more for score, more in zip(scores, learned, strict=True)])
        return (best if lead > LEAD else -1), lead, seen

    def strongest(
        self, entry: int, start: int, end: int, sense: int, seen: list[Seen], most: int
    ) -> list[tuple[str, int, int, float, bool]]:
        """(what was seen, its place in the whole text, sense, weight, learned), the strongest first.

        What was learned is named only where no cue was seen, as far as it speaks for the sense decided.
        """
        text, place = self._joined.text, self._joined.place
        chosen = sorted(seen)[:most]
        if not chosen and sense >= 0:
            at, stop = self._joined.at(start - self._offset), self._joined.at(end - 1 - self._offset) + 1
            learned = self._learned_for(entry, sense, at, stop)
            chosen = sorted(_whole(learned))[:most]
        return [
            (text[first:last], self._offset + place(first), which, round(weight, 2), learned)
            for strength, first, last, which, weight, learned in chosen
            if strength <= -LEAST
        ]

    def _cues_for(self, entry: int) -> tuple[list[int], list[Cue]]:
        """(where each begins, the cues of an entry in the region), in order."""
        known = self._cues_of.get(entry)
        if known is None:
            table, places = self._reader.cues(entry), self._places
            cues = sorted(
                [
                    (start, end, number, table[number])
                    for number in table.keys() & places.keys()
                    for start, end in places[number]
                ]
            )
            known = self._cues_of[entry] = [cue[0] for cue in cues], cues
        return known

    def _cues_around(self, entry: int, start: int, end: int) -> list[Seen]:
        """The entry's cues in the window around a place, each once, at its nearest."""
        starts, cues = self._cues_for(entry)
        first = bisect_left(starts, start - WINDOW - self._longest)
        western_from = self._reader.western_from
        nearest: dict[int, tuple[float, Cue]] = {}
        for cue in cues[first : bisect_left(starts, end + WINDOW)]:
            begin, stop, number, _ = cue
            if begin < end and stop > start:
                if number >= western_from and self._is_itself(cue, start, end):
                    continue
                weight = COLLOCATION if begin <= start and stop >= end else 1.0
            else:
                distance = start - stop if stop <= start else begin - end
                if distance > WINDOW:
                    continue
                weight = (CHINESE_WEIGHTS if number < western_from else WESTERN_WEIGHTS)[distance]
            if number not in nearest or weight > nearest[number][0]:
                nearest[number] = weight, cue
        return [
            (-weight, begin, stop, sense, weight, False)
            if sign > 0
            else (-AGAINST * weight, begin, stop, sense, -AGAINST * weight, False)
            for weight, (begin, stop, _, rows) in nearest.values()
            for sense, sign in rows
        ]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """Where the sentence or clause around a place begins and ends."""
        at = bisect_left(self._stops, start)
        low = self._stops[at - 1] if at else 0
        at = bisect_left(self._stops, end)
        return low, self._stops[at] if at < len(self._stops) else len(self._joined.text)

    def _is_itself(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a Western cue is just the word at a place, which is no evidence for itself."""
        begin, stop = cue[:2]
        return stop - begin == end - start and self._joined.text[begin:stop].isalpha()

    def _vocabulary(self, entry: int, senses: int, start: int, end: int) -> list[float]:
        """What the learned vocabulary around a place says for each sense; every feature counts once."""
        text, search = self._joined.text, self._reader.features.find_overlapping
        table = self._reader.learned(entry)
        low = max(0, start - LEARNED_WINDOW)
        before = [hit for hit in search(text[low:start]) if hit[2] in table]
        after = [hit for hit in search(text[end : end + LEARNED_WINDOW]) if hit[2] in table]
        edge = start - low - LEARNED_NEAR
        near = {hit[2] for hit in before if hit[1] >= edge}
        near.update([hit[2] for hit in after if hit[0] <= LEARNED_NEAR])
        far = {hit[2] for hit in before}
        far.update([hit[2] for hit in after])
        for first, last, number in self._western_features(start, end, LEARNED_WINDOW):
            if number in table:
                far.add(number)
                if max(start - last, first - end) <= WESTERN_REACH * LEARNED_NEAR:
                    near.add(number)
        total = [0.0] * senses
        for numbers, weight in ((near, LEARNED - LEARNED_FAR), (far, LEARNED_FAR)):
            rows = [table[number] for number in numbers]
            for sense, column in enumerate(zip(*rows, strict=True)):
                total[sense] += weight * sum(column)
        return total

    def _learned_for(self, entry: int, sense: int, start: int, end: int) -> list[Seen]:
        """The learned features near a place that speak for a sense, each once."""
        learned, text = self._reader.learned(entry), self._joined.text
        found = {}
        for low, high in ((max(0, start - LEARNED_NEAR), start), (end, end + LEARNED_NEAR)):
            for first, last, number in self._reader.features.find_overlapping(text[low:high]):
                if number in learned and learned[number][sense] > 0:
                    weight = LEARNED * learned[number][sense]
                    found[number] = (-weight, low + first, low + last, sense, weight, True)
        for first, last, number in self._western_features(start, end, LEARNED_NEAR):
            if number in learned and learned[number][sense] > 0:
                weight = LEARNED * learned[number][sense]
                found[number] = (-weight, first, last, sense, weight, True)
        return list(found.values())

    def _western_features(self, start: int, end: int, reach: int) -> Iterator[tuple[int, int, int]]:
        """(start, end, number) of the learned Western words so near to a place."""
        if self._words:
            far = WESTERN_REACH * reach  # words are longer than characters
            for one, two in ((start - far, start), (end, end + far)):
                words = self._words[self._word(one) : self._word(two)]
                spelled = "".join([word[0] for word in words])
                for first, last, number in self._reader.features.find_overlapping(spelled):
                    yield words[first][1], words[last - 1][2], number

    def _word(self, at: int) -> int:
        """The number of the first Western word that begins at or after a place."""
        return bisect_left(self._words, at, key=itemgetter(1))


_LONGEST, _LONGEST_CHINESE = 60, 12
# What ends a sentence, or a clause that says something of its own.
_STOPS = re.compile(r"[。！？；;]|[.!?](?=\s)")


def _whole(learned: list[Seen]) -> list[Seen]:
    """The learned features with those that stand inside one of them taken into it; no single characters."""
    found: list[Seen] = []
    for strength, first, last, sense, weight, _ in sorted(learned, key=lambda each: (each[1], -each[2])):
        if found and last <= found[-1][2]:
            strength, weight = strength + found[-1][0], weight + found[-1][4]
            first, last = found.pop()[1:3]
        found.append((strength, first, last, sense, weight, True))
    return [each for each in found if each[2] - each[1] > 1]


def _best(scores: list[float]) -> tuple[int, float]:
    """(number of the highest score, its lead over the next)."""
    first = second = -1e9
    best = 0
    for number, score in enumerate(scores):
        if score > first:
            first, second, best = score, first, number
        elif score > second:
            second = score
    return best, first - second
