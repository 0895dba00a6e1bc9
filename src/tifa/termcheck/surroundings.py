"""What stands around the terms of a segment, in its source and in its translation."""

from __future__ import annotations

import re
from functools import cached_property

from tifa.annotation import Annotator, Mark, Selection, is_worth_marking
from tifa.senses import Region, SenseReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.glossary import Glossary
    from tifa.meaning import Meaning
    from tifa.senses import Cue
    from tifa.termcheck.segments import Segment, Span

PARTY = "party"
# By how much the sense that a longer term of the Party tells leads.
AS_OUTER = 1.0
_THE_PARTY = re.compile(r"(?<=[a-z,] )(?:Party|CPC|Communist)\b(?: \w+)?")
_CHINESE_PARTY = re.compile(
    "[党黨]|共[青产產]|中[共央]|[省市县縣区區镇鎮乡鄉州纪紀]委(?![员員会會托派])|支部|[书書][记記]"
)


class Inside:
    """The terms inside longer ones, read by the words of these alone."""

    def __init__(self, glossary: Glossary) -> None:
        self._annotator = Annotator(glossary, Selection(all=True), nested=True)
        self._known: dict[tuple[str, int], list[Mark]] = {}

    def of(self, surface: str, outer: Meaning) -> list[Mark]:
        """The terms of other entries than the outer one inside a term that is written so."""
        if (surface, outer.entry) not in self._known:
            found = [mark for mark in self._annotator.marks(surface) if mark.meaning.entry != outer.entry]
            if set(outer.frames) == {PARTY}:
                for mark in found:
                    _take_as_the_partys(mark)
            self._known[surface, outer.entry] = [
                mark
                for mark in found
                if mark.sense >= 0 and (mark.lead == AS_OUTER or is_worth_marking(mark))
            ]
        return self._known[surface, outer.entry]


def _take_as_the_partys(mark: Mark) -> None:
    """Read a term that nothing decides inside a term of the Party as the Party's."""
    partys = [number for number, frame in enumerate(mark.meaning.frames) if frame == PARTY]
    if mark.sense < 0 and len(partys) == 1:
        mark.sense, mark.lead = partys[0], AS_OUTER


class Surroundings:
    """What else stands in a segment and its translation, sought only where it is asked for."""

    def __init__(self, annotator: Annotator, reader: SenseReader, inside: Inside, segment: Segment) -> None:
        self._annotator, self._reader, self._segment = annotator, reader, segment
        self._inside = inside
        self.entries: set[int] = set()  # of the terms in the source

    @cached_property
    def _region(self) -> Region:
        return Region(self._reader, self._segment.target, 0)

    def cues(self, entry: int) -> list[Cue]:
        """The cues of an entry in the translation, in order."""
        return self._region.cues(entry)

    @cached_property
    def marks(self) -> list[Mark]:
        """The terms in the translation."""
        return self._annotator.marks(self._segment.target)

    def named(self, entry: int) -> list[tuple[Span, int]]:
        """(place, sense) of a term inside each concept that only the translation names."""
        return [
            ((mark.start, mark.end), inner.sense)
            for mark in self.marks
            if not mark.meaning.weak and mark.meaning.entry not in self.entries
            for inner in self._inside.of(mark.meaning.term, mark.meaning)
            if inner.meaning.entry == entry
        ]

    @cached_property
    def is_of_the_party(self) -> bool:
        """Whether the source speaks of the Party."""
        return _CHINESE_PARTY.search(self._segment.source) is not None

    @cached_property
    def partys(self) -> list[Span]:
        """Where the translation speaks of the Party, if the source does not."""
        if self.is_of_the_party:
            return []
        return [found.span() for found in _THE_PARTY.finditer(self._segment.target)]


def said_around(mark: Mark) -> float:
    """How much the words around an occurrence say for its sense, those that it has itself left out."""
    own = mark.meaning.ids[mark.sense]
    return sum(
        weight
        for cue, start, sense, weight, learned in mark.strongest()
        if sense == own and not learned and not mark.start <= start < start + len(cue) <= mark.end
    )


def place_of(mark: Mark) -> Span:
    """Where an occurrence stands."""
    return mark.start, mark.end
