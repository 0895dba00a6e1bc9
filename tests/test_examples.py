"""Each entry's own examples hold: the term is found in them or not, and read in the sense they name."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from conftest import ROOT
from tifa.annotation import Annotator, Mark, Selection
from tifa.entryfile import read_concept
from tifa.glossary import Glossary
from tifa.index.build import compile_index
from tifa.index.store import Index
from tifa.layers import yaml_files
from tifa.matcher import Matcher
from tifa.model import Concept, Example
from tifa.validate.entries import UNDECIDED, senses_of

FOLDER = ROOT / "glossary"
# Beginnings of examples that a reader understands and tifa does not; one that is mended fails here.
KNOWN_FAILURES = (
    (ROOT / "tests" / "cases" / "examples_known_failures.txt").read_text("utf-8").split("\n")[:-1]
)
FOLDS = 5


@cache
def concepts() -> list[Concept]:
    names = [name for name, _, _ in yaml_files(str(FOLDER)) if not name.startswith("sources/")]
    found = [read_concept(str(FOLDER / name)).concept for name in names]
    return [concept for concept in found if concept]


@pytest.fixture(scope="module")
def matcher(real: Glossary) -> Matcher:
    return Matcher(real)


@pytest.fixture(scope="module")
def annotator(real: Glossary) -> Annotator:
    return Annotator(real, Selection(all=True), nested=True)


def readings(annotator: Annotator, concept: Concept, text: str) -> list[str]:
    """The sense of each occurrence of the concept in a text, in order, also inside longer terms."""
    out: list[Mark] = []
    for mark in annotator.marks(text):
        if mark.meaning.heading.id == concept.id and not (out and mark.end <= out[-1].end):
            out.append(mark)
    return [sense_of(mark) for mark in out]


def sense_of(mark: Mark) -> str:
    return mark.meaning.concept.senses[mark.sense].id if mark.sense >= 0 else UNDECIDED


def case(concept: Concept, number: int, example: Example) -> object:
    known = any(example.text.startswith(start) for start in KNOWN_FAILURES)
    marks = [pytest.mark.xfail(strict=True)] if known else []
    return pytest.param(concept, example, id=f"{concept.id}-{number}", marks=marks)


EXAMPLES = [
    (concept, number, example) for concept in concepts() for number, example in enumerate(concept.examples, 1)
]


@pytest.mark.parametrize(
    ("concept", "example"), [pytest.param(c, e, id=f"{c.id}-{n}") for c, n, e in EXAMPLES]
)
def test_a_term_is_found_in_an_example_as_its_entry_says(
    matcher: Matcher, concept: Concept, example: Example
) -> None:
    rows = [row for span in matcher.spans(example.text, nested=True) for row in span.rows]
    found = any(matcher.index.heading(entry).id == concept.id for entry, _ in rows)
    assert found == (example.marked == "yes"), example.text


@pytest.mark.parametrize(("concept", "example"), [case(c, n, e) for c, n, e in EXAMPLES if e.sense])
def test_an_example_is_read_in_the_sense_it_names(
    annotator: Annotator, concept: Concept, example: Example
) -> None:
    wanted = senses_of(example)
    found = readings(annotator, concept, example.text)
    assert found == (wanted if len(wanted) > 1 else wanted * len(found)), example.text


@cache
def left_out() -> Counter[str]:
    """How examples are read by a glossary that has not learned from them: right, wrong, undecided."""
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        chosen = {id(e) for at, (_, _, e) in enumerate(EXAMPLES) if at % FOLDS == fold}
        without = [
            Concept(**(vars(c) | {"examples": tuple(e for e in c.examples if id(e) not in chosen)}))
            for c in concepts()
        ]
        ordered = sorted(without, key=lambda each: each.id)
        annotator = Annotator(Glossary(Index(compile_index(ordered, {})), "fold"), Selection(all=True))
        for concept, _, example in EXAMPLES:
            wanted = senses_of(example)
            if id(example) not in chosen or len(wanted) != 1 or wanted == [UNDECIDED]:
                continue
            for found in readings(annotator, concept, example.text)[:1]:
                counts["right" if found == wanted[0] else found if found == UNDECIDED else "wrong"] += 1
    return counts


def test_most_examples_are_read_right_by_what_the_others_teach() -> None:
    counts = left_out()
    decided = counts["right"] + counts["wrong"]
    assert counts["right"] >= 0.9 * decided, counts
    assert decided >= 0.83 * sum(counts.values()), counts
