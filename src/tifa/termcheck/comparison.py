"""A segment beside its translation: which terms stand in it, and what was made of each."""

from __future__ import annotations

from collections import deque

from tifa.termcheck.lists import JOINING
from tifa.termcheck.segments import Finding, Segment
from tifa.termcheck.surroundings import AS_OUTER, Inside, Surroundings
from tifa.termcheck.target import Target, stems
from tifa.termcheck.term import Term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from tifa.annotation import Annotator, Mark
    from tifa.senses import SenseReader
    from tifa.termcheck.line import Line, Wording
    from tifa.termcheck.segments import Span

    # The strong words, what they stand in, and the number of the segment.
    Loosely: TypeAlias = tuple[frozenset[str], str, int]


# How many segments back a name is looked for.
REACH = 1000


class Document:
    """What a translation has written so far, from its first segment on."""

    def __init__(self) -> None:
        # entry -> rendering -> number of the segment in which it was first written
        self.written: dict[str, dict[str, int]] = {}
        self.forms: dict[str, set[str]] = {}  # entry -> its `forms`
        self.decided: set[str] = set()  # entries of which some occurrence was no everyday word
        self.introduced: set[tuple[str, str]] = set()  # (entry, rendering) with an order for a first mention
        self.initials: set[str] = set()  # that stood in brackets behind a name, or were told of
        # The translations just before, in which a name may stand for which initials are short.
        self.targets: deque[str] = deque(maxlen=REACH)
        self.said: set[str] = set()
        self.mixed: set[str] = set()  # entries of which it has been told
        self.worded: dict[str, Loosely] = {}  # entry -> what it was first written with, in no set words


class Comparison:
    """A segment beside its translation."""

    def __init__(
        self,
        segment: Segment,
        start: int,
        annotator: Annotator,
        reader: SenseReader,
        inside: Inside,
        line: Line,
    ) -> None:
        self.segment, self.line = segment, line
        self._start = start  # where the segment begins in the text that was annotated
        self.target = Target(segment.target, reader.glossary.characters)
        self._around = Surroundings(annotator, reader, inside, segment)
        self.terms: list[Term] = []  # of the source, in order
        self.inner: list[Term] = []  # those that stand only inside longer ones
        self.joined: list[Term] = []  # of these, those that a longer one lists
        self.listed: list[Term] = []  # of these, those that its renderings do not say
        self._terms: dict[tuple[str, int], Term] = {}

    def add(self, mark: Mark, wording: Wording) -> None:
        """Take in an occurrence of a term."""
        self._term(mark, wording, self.terms).marks.append(mark)

    def add_inner(self, mark: Mark, wording: Wording, outer: Mark) -> None:
        """Take in an occurrence of a term inside a longer one, after all others.

        One whose sense only the longer one tells is of interest only where that is not rendered.
        """
        if mark.lead == AS_OUTER and any(each.permitted for each in self.terms if outer in each.marks):
            return
        term = self._term(mark, wording, self.inner)
        term.marks.append(mark)
        source = self.segment.source
        beside = source[max(0, mark.start - self._start - 1)] + source[mark.end - self._start :][:1]
        if term not in self.inner or JOINING.isdisjoint(beside):
            return
        if term not in self.joined:
            self.joined.append(term)
        if term not in self.listed and not self._is_said(outer):
            self.listed.append(term)

    def _is_said(self, mark: Mark) -> bool:
        """Whether the term of an occurrence is there word for word, or has items that another rule seeks."""
        found = (term for term in self.terms if mark in term.marks)
        return any(term.permitted or term.wording.items for term in found)

    def _term(self, mark: Mark, wording: Wording, terms: list[Term]) -> Term:
        self._around.entries.add(mark.meaning.entry)
        key = wording.id, mark.sense if len(wording.names) > 1 else 0
        if key not in self._terms:
            self._terms[key] = Term(wording, key[1], self.target, self._around)
            terms.append(self._terms[key])
        return self._terms[key]

    def of_others(self, term: Term, but: str = "") -> list[Span]:
        """Where the renderings of the other terms of the source stand, `but` for one.

        Those inside longer ones are left out.
        """
        others = (each for each in self.terms if each is not term and each.wording.term != but)
        return [span for each in others for span, _ in each.permitted]

    def of_other_senses(self, term: Term) -> list[Span]:
        """Where renderings of the same concept stand in the senses that it has elsewhere in the source."""
        others = (each for each in (*self.terms, *self.inner) if each.wording.id == term.wording.id)
        return [span for each in others if each is not term for span, _ in each.permitted]

    def is_word_of_longer(self, word: str) -> bool:
        """Whether a word stands in some permitted rendering of the terms that are in no longer one."""
        permitted = (each["text"] for term in self.terms for each in term.choice.permitted)
        return any(set(stems(word)) <= set(stems(text)) for text in permitted)

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
