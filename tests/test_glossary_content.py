"""What the bundled glossary promises: what it covers, how it is sourced, and how it hangs together.

`cases/seed_terms.tsv` has the terms of five source texts, `cases/field_terms.txt` those of the field.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tifa.fold import character_table, fold, is_han
from tifa.glossary import Glossary
from tifa.index.build import cited_keys
from tifa.model import Concept, Entry
from tifa.search import lookup, outcome

CASES = Path(__file__).parent / "cases"
LEAST_ENTRIES = 350
LEAST_SOURCED = 0.85
# An answer of these tiers is the term as it was asked, not one that is like it.
EXACT = ("headword", "alias", "rendering", "avoided", "gloss", "words")
SORTS_OF_SOURCE = {
    "Party document": "official",
    "government document": "official",
    "state media": "official",
    "term bank": "official",
    "academic": "scholarly",
    "think tank": "scholarly",
    "press": "press",
    "reference": "reference",
    "machine translation": "none",
}


def lines(name: str) -> list[str]:
    text = (CASES / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


SEED_TERMS = [tuple(line.split("\t")) for line in lines("seed_terms.tsv")]


@pytest.fixture(scope="module")
def entries(real: Glossary) -> list[Entry]:
    return list(real)


@pytest.fixture(scope="module")
def concepts(entries: list[Entry]) -> list[Concept]:
    return [entry.concept for entry in entries]


def missing(glossary: Glossary, terms: list[str]) -> list[str]:
    """The terms to which lookup gives no answer of their own."""
    found = ((term, lookup(glossary, term)) for term in terms)
    return [term for term, hits in found if outcome(hits) != "found" or hits[0].tier not in EXACT]


@pytest.mark.parametrize("text", dict.fromkeys(text for _, text in SEED_TERMS))
def test_every_formulation_of_the_source_texts_is_in_the_glossary(real: Glossary, text: str) -> None:
    assert missing(real, [term for term, where in SEED_TERMS if where == text]) == []


def test_every_term_of_the_field_is_in_the_glossary(real: Glossary) -> None:
    assert missing(real, lines("field_terms.txt")) == []


def test_the_glossary_is_as_large_as_it_says(concepts: list[Concept]) -> None:
    assert len(concepts) >= LEAST_ENTRIES


def test_most_renderings_have_a_source(concepts: list[Concept]) -> None:
    renderings = [rendering for concept in concepts for rendering in concept.renderings]
    assert sum(bool(rendering.sources) for rendering in renderings) >= LEAST_SOURCED * len(renderings)


def test_every_entry_cites_a_source(concepts: list[Concept]) -> None:
    assert [concept.id for concept in concepts if not cited_keys(concept)] == []


def test_every_entry_is_linked_with_another(concepts: list[Concept]) -> None:
    linked = {concept.id for concept in concepts if concept.related}
    linked |= {relation.concept for concept in concepts for relation in concept.related}
    assert [concept.id for concept in concepts if concept.id not in linked] == []


def test_every_domain_is_linked_with_the_rest(concepts: list[Concept]) -> None:
    domain = {concept.id: concept.domain for concept in concepts}
    links = {
        (concept.domain, domain[relation.concept]) for concept in concepts for relation in concept.related
    }
    reached = {concepts[0].domain}
    for _ in domain:
        reached |= {b for a, b in links if a in reached} | {a for a, b in links if b in reached}
    assert set(domain.values()) == reached


def test_contested_entries_cite_sources_of_three_kinds(entries: list[Entry]) -> None:
    """Official; academic or think tank; press. Works of reference may stand for one of them."""
    poor = {}
    for entry in entries:
        if entry.concept.contrast:
            kinds = Counter(SORTS_OF_SOURCE[source.kind] for source in entry.sources)
            if len(entry.sources) < 3 or len(set(kinds) - {"none"}) < 3:
                poor[entry.concept.id] = dict(kinds)
    assert poor == {}


def test_examples_show_the_term_in_traditional_characters_as_well(concepts: list[Concept]) -> None:
    table = character_table()

    def is_traditional(text: str) -> bool:
        return any(is_han(c) and fold(c, table) != c for c in text)

    lacking = [
        concept.id
        for concept in concepts
        if concept.traditional != concept.simplified
        and not any(is_traditional(example.text) for example in concept.examples)
    ]
    assert lacking == []
