"""Cases of running text: marked spans and senses in context, written by people who had not seen the code.

`annotate_spans.tsv`: kind, passage; a term stands as ⟦id:surface⟧, an everyday word, which may be marked
or not, as ⟦?id:surface⟧. `annotate_senses.tsv`: set, entry, sense, kind, passage with ⟦the term⟧; set 1
is full of hard cases, sets 2 and 3 are as a fair examiner writes. A line break is written \\n.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest

from conftest import ROOT
from tifa.annotation import Annotator, Mark, Selection
from tifa.glossary import Glossary

CASES = ROOT / "tests" / "cases"
MARK = re.compile(r"⟦(\??)([a-z0-9-]+):(.*?)⟧", re.DOTALL)
UNDECIDED = "undecided"
# So many of the demanded spans are found and so few marks a passage stand outside every span.
RECALL, STRAY = 0.99, 0.1
# Passages with a span that is not found exactly, or with a mark too many; a mended one fails here.
KNOWN = (CASES / "annotate_known_failures.txt").read_text("utf-8").split("\n")[:-1]


class Gold(NamedTuple):
    """A span marked by hand."""

    start: int
    end: int
    entry: str
    demanded: bool


class Passage(NamedTuple):
    """A passage without its marks, and the marks."""

    kind: str
    text: str
    spans: list[Gold]


def lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (CASES / name).read_text("utf-8").split("\n") if line]


def passage(kind: str, marked: str) -> Passage:
    text, spans, at = "", [], 0
    source = marked.replace("\\n", "\n")
    for found in MARK.finditer(source):
        text += source[at : found.start()]
        surface = found.group(3)
        spans.append(Gold(len(text), len(text) + len(surface), found.group(2), not found.group(1)))
        text += surface
        at = found.end()
    return Passage(kind, text + source[at:], spans)


PASSAGES = [passage(*fields) for fields in lines("annotate_spans.tsv")]


@pytest.fixture(scope="module")
def annotator(real: Glossary) -> Annotator:
    return Annotator(real)


@pytest.fixture(scope="module")
def everything(real: Glossary) -> Annotator:
    return Annotator(real, Selection(all=True))


def missed(marks: list[Mark], each: Passage) -> list[str]:
    """The demanded spans that are not found with exactly their place and entry."""
    found = {(mark.start, mark.end, mark.meaning.heading.id) for mark in marks}
    wanted = [span for span in each.spans if span.demanded]
    return [each.text[s.start : s.end] for s in wanted if (s.start, s.end, s.entry) not in found]


def stray(marks: list[Mark], each: Passage) -> list[str]:
    """The marks that touch no span."""
    free = [m for m in marks if not any(m.start < span.end and m.end > span.start for span in each.spans)]
    return [each.text[mark.start : mark.end] for mark in free]


def known(each: Passage) -> bool:
    return any(each.text.replace("\n", " ").startswith(start) for start in KNOWN)


@pytest.mark.parametrize(
    "each",
    [
        pytest.param(p, id=f"{p.kind}-{n}", marks=[pytest.mark.xfail(strict=True)] if known(p) else [])
        for n, p in enumerate(PASSAGES, 1)
    ],
)
def test_a_passage_is_marked_as_an_editor_marks_it(
    annotator: Annotator, everything: Annotator, each: Passage
) -> None:
    assert missed(everything.marks(each.text), each) == []
    assert stray(annotator.marks(each.text), each) == []


def test_nearly_every_span_is_found_and_next_to_nothing_else(
    annotator: Annotator, everything: Annotator
) -> None:
    wanted = sum(span.demanded for each in PASSAGES for span in each.spans)
    lost = sum(len(missed(everything.marks(each.text), each)) for each in PASSAGES)
    assert 1 - lost / wanted >= RECALL
    assert sum(len(stray(annotator.marks(each.text), each)) for each in PASSAGES) <= STRAY * len(PASSAGES)


def test_what_stands_alone_is_marked_without_being_asked_for(annotator: Annotator) -> None:
    wanted = sum(span.demanded for each in PASSAGES for span in each.spans)
    lost = sum(len(missed(annotator.marks(each.text), each)) for each in PASSAGES)
    assert 1 - lost / wanted >= 0.97


@pytest.fixture(scope="module")
def nested(real: Glossary) -> Annotator:
    return Annotator(real, Selection(all=True), nested=True)


@cache
def senses(nested: Annotator) -> list[tuple[str, str, str, str]]:
    """(set, entry, sense wanted, sense read) of each passage."""
    rows = []
    for which, entry, sense, _, marked in lines("annotate_senses.tsv"):
        source = marked.replace("\\n", "\n")
        start, end = source.index("⟦"), source.index("⟧") - 1
        marks = nested.marks(source.replace("⟦", "").replace("⟧", ""))
        here = [m for m in marks if m.start < end and m.end > start and m.meaning.heading.id == entry]
        read = [m.meaning.concept.senses[m.sense].id if m.sense >= 0 else UNDECIDED for m in here]
        rows.append((which, entry, sense, read[0] if read else ""))
    return rows


@pytest.mark.parametrize(
    ("which", "entry", "right", "decided"),
    [
        ("1", "", 0.93, 0.85),
        ("2", "", 0.95, 0.9),
        ("3", "", 0.97, 0.9),
        ("4", "", 0.95, 0.9),
        ("1", "shehui-gongzuo", 0.92, 0.85),
        ("2", "shehui-gongzuo", 0.92, 0.85),
        ("3", "shehui-gongzuo", 0.92, 0.85),
        ("4", "shehui-gongzuo", 0.92, 0.85),
    ],
)
def test_senses_are_read_right_where_they_are_decided_and_mostly_decided(
    nested: Annotator, which: str, entry: str, right: float, decided: float
) -> None:
    rows = [row for row in senses(nested) if row[0] == which and row[2] != UNDECIDED and row[3]]
    rows = [row for row in rows if entry in ("", row[1])]
    found = [row for row in rows if row[3] != UNDECIDED]
    wrong = Counter(row[1:] for row in found if row[2] != row[3])
    assert sum(row[2] == row[3] for row in found) >= right * len(found), wrong
    assert len(found) >= decided * len(rows)


def test_terms_are_found_where_their_sense_is_asked_for(nested: Annotator) -> None:
    rows = senses(nested)
    assert sum(not row[3] for row in rows) <= 0.03 * len(rows), [row for row in rows if not row[3]]
