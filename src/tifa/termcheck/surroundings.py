"""What stands around the terms of a segment, in its source and in its translation."""

from __future__ import annotations

import re
from functools import cached_property

from tifa.annotation import Annotator, Mark
from tifa.senses import Region, SenseReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.senses import Cue
    from tifa.termcheck.segments import Segment, Span

_THE_PARTY = re.compile(r"(?<=[a-z,] )(?:Party|CPC|Communist)\b(?: \w+)?")
_CHINESE_PARTY = re.compile("[党黨]|共[青产產]|中共")


class Surroundings:
    """What else stands in a segment and its translation, sought only where it is asked for."""

    def __init__(self, annotator: Annotator, reader: SenseReader, segment: Segment) -> None:
        self._annotator, self._reader, self._segment = annotator, reader, segment

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

    @cached_property
    def partys(self) -> list[Span]:
        """Where the translation speaks of the Party, if the source does not."""
        if _CHINESE_PARTY.search(self._segment.source):
            return []
        return [found.span() for found in _THE_PARTY.finditer(self._segment.target)]
