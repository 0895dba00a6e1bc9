"""A segment beside its translation: which terms stand in it, and what was made of each."""

from __future__ import annotations

from functools import cached_property

from tifa.annotation import Mark, is_worth_marking
from tifa.termcheck.line import Choice, Line, Wording
from tifa.termcheck.segments import Finding, Segment
from tifa.termcheck.target import Target

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tifa.fold import Table
    from tifa.termcheck.line import Plain
    from tifa.termcheck.segments import Span


class Document:
    """What a translation has written so far, from its first segment on."""

    def __init__(self) -> None:
        # (entry, sense) -> rendering -> number of the segment in which it was first written
        self.written: dict[tuple[str, int], dict[str, int]] = {}
        self.introduced: set[str] = set()
        self.reported: set[tuple[str, ...]] = set()


class Term:
    """The occurrences of one concept in one sense in a source, and its wording in the target."""

    def __init__(self, wording: Wording, sense: int, target: Target) -> None:
        self.wording, self.sense = wording, sense
        self.marks: list[Mark] = []
        self._target = target

    @property
    def choice(self) -> Choice:
        """The renderings of the sense, of all senses where it is undecided."""
        return self.wording.of(self.sense)

    @property
    def is_everyday(self) -> bool:
        """Whether it stands in an everyday sense only, for which no rendering is asked."""
        contested = len(self.wording.names) > 1
        return all(mark.meaning.weak or (contested and not is_worth_marking(mark)) for mark in self.marks)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be a word of everyday language here, also where the entry has one sense only."""
        return self.is_everyday or all(
            mark.meaning.everyday and not is_worth_marking(mark) for mark in self.marks
        )

    @cached_property
    def items_said(self) -> list[bool]:
        """For each thing that the term counts, whether the target names it."""
        find, loosely, words = self._target.find, self._target.holds_loosely, self._target.stems
        return [
            bool(find(text) or loosely(text) or (own and own <= words))
            for (_, text), own in zip(self.wording.items, self.wording.telling, strict=True)
        ]

    def is_spelled_in(self, source: str) -> bool:
        """Whether the source names what the term counts beside its name."""
        texts = [text for text, _ in self.wording.items if text not in self.wording.term]
        return bool(texts) and all(text in source for text in texts)

    @cached_property
    def permitted(self) -> list[tuple[Span, Plain]]:
        """Where the target has a rendering that is permitted in this sense, and which.

        Inside a longer rendering of another sense it does not count: “customer service” is no service.
        """
        longer = [span for span, _ in self._of_others]
        found = _found(self._target, self.choice.permitted)
        return [hit for hit in found if not _is_in(hit[0], [span for span in longer if span != hit[0]])]

    @cached_property
    def _of_others(self) -> list[tuple[Span, Plain]]:
        """Where the target has a rendering that is permitted in other senses only."""
        if self.sense < 0:
            return []
        own = {rendering["text"].lower() for rendering in self.choice.permitted}
        others = [each for each in self.wording.of(-1).permitted if each["text"].lower() not in own]
        return _found(self._target, others)

    @cached_property
    def of_other_senses(self) -> list[tuple[Span, Plain]]:
        """Those of other senses only that stand outside of what is permitted in this sense."""
        taken = [span for span, _ in self.permitted]
        return [hit for hit in self._of_others if not _is_in(hit[0], taken)]

    @cached_property
    def deprecated(self) -> list[tuple[Span, Plain]]:
        """Where the target has one that is deprecated, outside of those that are permitted."""
        taken = self.permitted + self.of_other_senses
        return [
            (span, rendering)
            for span, rendering in _found(self._target, self.choice.deprecated)
            if not any(
                low <= span[0]
                and span[1] <= high
                and not (span == (low, high) and self._is_rather((span, rendering), other))
                for (low, high), other in taken
            )
        ]

    def _is_rather(self, hit: tuple[Span, Plain], other: Plain) -> bool:
        """Whether the deprecated text stands there to the letter, the permitted one but for its endings."""
        (start, end), rendering = hit
        surface = _plain(self._target.text[start:end])
        return surface == _plain(rendering["text"]) and surface != _plain(other["text"])

    @cached_property
    def is_said(self) -> bool:
        """Whether the target has a permitted rendering, in whatever order its words stand."""
        loose = (each["text"] for each in self.choice.permitted)
        return bool(self.permitted) or any(self._target.holds_loosely(text) for text in loose)

    @cached_property
    def is_there(self) -> bool:
        """Whether the target says it at all: as permitted, as readers understand it, or in its items."""
        if self.is_said:
            return True
        if any(self._target.find(text) for text in self.wording.understood):
            return True
        return bool(self.items_said) and 2 * sum(self.items_said) >= len(self.items_said)


class Comparison:
    """A segment beside its translation."""

    def __init__(self, segment: Segment, start: int, table: Table, line: Line) -> None:
        self.segment, self.line = segment, line
        self._start = start  # where the segment begins in the text that was annotated
        self.target = Target(segment.target, table)
        self._terms: dict[tuple[str, int], Term] = {}

    def add(self, mark: Mark, wording: Wording) -> None:
        """Take in an occurrence of a term."""
        key = wording.id, mark.sense if len(wording.names) > 1 else 0
        if key not in self._terms:
            self._terms[key] = Term(wording, key[1], self.target)
        self._terms[key].marks.append(mark)

    @property
    def terms(self) -> list[Term]:
        """The terms of the source, in order."""
        return list(self._terms.values())

    def span(self, mark: Mark) -> Span:
        """Where an occurrence stands in the source."""
        return mark.start - self._start, mark.end - self._start

    def finding(self, rule: str, level: str, term: Term | None, message: str, **more: Any) -> Finding:
        """A finding in this segment."""
        if term:
            more.setdefault("source_span", self.span(term.marks[0]))
            more |= {"term": term.wording.term, "concept": term.wording.id}
        segment = self.segment
        return Finding(
            rule=rule,
            level=level,
            path=segment.path,
            segment=segment.number,
            id=segment.id,
            message=message,
            **more,
        )


def _found(target: Target, renderings: list[Plain]) -> list[tuple[Span, Plain]]:
    return [(span, rendering) for rendering in renderings for span in target.find(rendering["text"])]


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").removesuffix("s")


def _is_in(span: Span, others: list[Span]) -> bool:
    return any(other[0] <= span[0] and span[1] <= other[1] for other in others)
