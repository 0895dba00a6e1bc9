"""Each entry's own examples hold: the term is marked in them or not, and in the sense they name."""

from __future__ import annotations

from functools import cache

import pytest

from conftest import ROOT
from tifa.entryfile import read_concept
from tifa.fold import has_han
from tifa.glossary import Glossary, yaml_files
from tifa.matcher import chinese_spans, western_spans
from tifa.model import Concept, Example
from tifa.senses import read
from tifa.validate.entries import UNDECIDED, senses_of

FOLDER = ROOT / "glossary"


@cache
def concepts() -> list[Concept]:
    names = [name for name, _, _ in yaml_files(str(FOLDER)) if not name.startswith("sources/")]
    found = [read_concept(str(FOLDER / name)).concept for name in names]
    return [concept for concept in found if concept]


def readings(glossary: Glossary, concept: Concept, text: str) -> list[str]:
    """The sense of each occurrence of the concept in a text, in order."""
    spans = (chinese_spans if has_han(text) else western_spans)(glossary, text)
    found = []
    for span in spans:
        if any(glossary.index.entry(number).concept.id == concept.id for number, _ in span.rows):
            reading = read(concept, text, span.start, span.end, glossary.characters)
            found.append(reading.sense or UNDECIDED)
    return found


CASES = [
    pytest.param(concept, example, id=f"{concept.id}-{number}")
    for concept in concepts()
    for number, example in enumerate(concept.examples, 1)
]


@pytest.mark.parametrize(("concept", "example"), CASES)
def test_an_example_is_marked_as_its_entry_says(real: Glossary, concept: Concept, example: Example) -> None:
    found = readings(real, concept, example.text)
    assert bool(found) == (example.marked == "yes"), example.text


@pytest.mark.parametrize(("concept", "example"), [case for case in CASES if case.values[1].sense])
def test_an_example_is_read_in_the_sense_it_names(real: Glossary, concept: Concept, example: Example) -> None:
    wanted = senses_of(example)
    found = readings(real, concept, example.text)
    assert found == (wanted if len(wanted) > 1 else wanted * len(found)), example.text
