"""Check a translation, segment by segment, against the glossary."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import accumulate

from tifa.annotation import Annotator, Mark, Selection
from tifa.senses import SenseReader
from tifa.termcheck import rules
from tifa.termcheck.comparison import Comparison, Document
from tifa.termcheck.consistency import has_initials
from tifa.termcheck.fullness import USUAL, strictness, usual
from tifa.termcheck.line import Line, Wording
from tifa.termcheck.numbers import places_of_numbers
from tifa.termcheck.segments import ERROR, Finding, Segment, Summary
from tifa.termcheck.surroundings import Inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from tifa.glossary import Glossary

# Source text that is annotated at once, in characters, so that a sense is read from the sentences around.
BATCH = 32_768
# Stands between the segments of a batch: no term goes on over it.
BETWEEN = "\n。\n"
# How clearly a sense is taken to lead that only the segments around tell.
LEAD_AROUND = 0.45


class Checker:
    """Checks translations with one glossary; `summary` counts what was looked at."""

    def __init__(self, glossary: Glossary, line: Line | None = None, ignore: Iterable[str] = ()) -> None:
        self.glossary = glossary
        self.line = line or Line()
        self._ignore = frozenset(ignore)
        self._annotator = Annotator(glossary, Selection(all=True))
        self._reader = SenseReader(glossary)
        self._inside = Inside(glossary)
        self._wordings: dict[int, Wording] = {}
        # (rule, term) where an entry says that the rule is not for it.
        self._muted: set[tuple[str, str]] = set()
        self._usual = USUAL.get(self.line.language, 0.0)
        self._counts: Counter[str] = Counter()
        self._concepts: set[str] = set()
        # The segments with findings, by path and number, for those who report them.
        self.found: dict[tuple[str, int], Segment] = {}

    @property
    def summary(self) -> Summary:
        """What was looked at so far, and what was found."""
        return Summary(concepts=len(self._concepts), **self._counts)

    def check(self, segments: Iterable[Segment], held: Iterable[str] = ()) -> Iterator[Finding]:
        """The findings in the order of the segments; `held` are fingerprints of a baseline."""
        known = frozenset(held)
        document, key = Document(), None
        for batch in _batches(segments):
            self._usual = self._usual and usual(batch, self._usual)
            if key != (batch[0].path, batch[0].document):  # the documents of a file follow one another
                document, key = Document(), (batch[0].path, batch[0].document)
            for segment, start, marks in self._marked(batch, document):
                for finding in self._compare(segment, start, marks, document):
                    if self._is_muted(finding, segment) or (known and mark_of(finding, segment) in known):
                        self._counts["muted"] += 1
                    else:
                        self._counts["errors" if finding.level == ERROR else "warnings"] += 1
                        self.found[segment.path, segment.number] = segment
                        yield finding

    def _is_muted(self, finding: Finding, segment: Segment) -> bool:
        """Whether the caller, the term's entry or a comment on the segment switches the rule off."""
        by_caller = finding.rule in self._ignore or (finding.rule, finding.term) in self._muted
        return by_caller or bool({finding.rule, "all"} & set(segment.mute))

    def _marked(self, batch: list[Segment], document: Document) -> Iterator[tuple[Segment, int, list[Mark]]]:
        """Each segment that gives a rule anything to look at, where it begins, and the terms in it.

        They are read with the segments around.
        """
        starts = [0, *accumulate([len(segment.source) + len(BETWEEN) for segment in batch])]
        text = BETWEEN.join([segment.source for segment in batch])
        own: dict[int, list[Mark]] = defaultdict(list)
        for mark in self._annotator.marks(text):
            number = bisect_right(starts, mark.start) - 1
            if mark.end <= starts[number] + len(batch[number].source):
                own[number].append(mark)
        numbered = {bisect_right(starts, at) - 1 for at in places_of_numbers(text)}
        self._counts["segments"] += len(batch)
        for number, segment in enumerate(batch):
            source, target = segment.source, segment.target
            if not source or not target or source.isspace() or target.isspace():
                self._counts["empty"] += 1
            elif number in own:
                is_contested = any(mark.meaning.contested for mark in own[number])
                start = 0 if is_contested else starts[number]
                marks = self._by_itself(source, own[number], starts[number]) if is_contested else own[number]
                yield segment, start, marks
            elif (
                number in numbered
                or not (target.isascii() or max(target) < rules.FIRST_HAN)
                or has_initials(target)
            ):
                yield segment, starts[number], []
            document.targets.append(target)
        self._counts["checked"] = self._counts["segments"] - self._counts["empty"]

    def _by_itself(self, source: str, around: list[Mark], start: int) -> list[Mark]:
        """The terms of a segment; only where it is silent are senses read from those around."""
        marks = self._annotator.marks(source)
        wider = {(mark.start - start, mark.end - start): mark for mark in around}
        for mark in marks:
            other = wider.get((mark.start, mark.end))
            if mark.meaning.contested and mark.sense < 0 and other:
                mark.sense, mark.lead = other.sense, min(other.lead, LEAD_AROUND)
        return marks

    def _items(self, facts: dict[str, Any]) -> list[tuple[str, str]]:
        """(text, rendering) of each thing that a numeronym counts, by its own entry where it has one."""
        found = []
        for item in facts.get("expands", ()):
            entry = self.glossary.get(item["concept"]) if item.get("concept") else None
            found.append((item["text"], entry.concept.rendering if entry else item.get("rendering", "")))
        return found

    def _wording(self, mark: Mark) -> Wording:
        """What the concept of an occurrence may be called."""
        entry = mark.meaning.entry
        if entry not in self._wordings:
            facts = mark.meaning.facts
            self._wordings[entry] = Wording(facts, self._items(facts), self.line)
            self._muted |= {(rule, facts["simplified"]) for rule in facts.get("mute", ())}
        return self._wordings[entry]

    def _compare(self, segment: Segment, start: int, marks: list[Mark], document: Document) -> list[Finding]:
        """What the rules find in a segment."""
        comparison = Comparison(segment, start, self._annotator, self._reader, self._inside, self.line)
        comparison.target.strictness = strictness(segment, self._usual)
        for mark in marks:
            wording = self._wording(mark)
            self._counts["terms"] += 1
            self._concepts.add(wording.id)
            comparison.add(mark, wording)
        for mark in marks:
            surface = segment.source[mark.start - start : mark.end - start]
            for inner in self._inside.of(surface, mark.meaning):
                comparison.add_inner(inner.moved(mark.start), self._wording(inner), mark)
        found = [finding for rule in rules.RULES.values() for finding in rule(comparison, document)]
        return sorted(found, key=lambda finding: finding.place)


def mark_of(finding: Finding, segment: Segment) -> str:
    """What stays of a finding while others come and go: rule, term, and the texts it was found in."""
    import hashlib

    said = "\0".join((finding.rule, finding.term, segment.source, segment.target))
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:16]


def _batches(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """The segments in runs of one document and of some length."""
    batch: list[Segment] = []
    size, path, document = 0, "", ""
    for segment in segments:
        if batch and (size >= BATCH or segment.document != document or segment.path != path):
            yield batch
            batch, size = [], 0
        path, document = segment.path, segment.document
        batch.append(segment)
        size += len(segment.source) + len(BETWEEN)
    if batch:
        yield batch
