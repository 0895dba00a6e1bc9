"""Records: immutable values that come back from plain data as they were."""

from __future__ import annotations

import copy
import json
import marshal
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MINI
from tifa import model
from tifa.entryfile import read_concept, read_sources
from tifa.model import Concept, Cues, Entry, History, Record, Relation, Rendering, Sense, Source
from tifa.problem import Problem
from tifa.schema import fields_of

ENTRIES = sorted(path for path in MINI.glob("*/*.yaml") if path.parent.name != "sources")
NAMES = [path.stem for path in ENTRIES]


def read(path: object) -> Concept:
    concept = read_concept(str(path)).concept
    assert concept is not None
    return concept


def proposal(text: str = "testing ground", **fields: object) -> Rendering:
    return Rendering(**({"text": text, "status": "proposed", "issuer": "tifa"} | fields))


def sense(frame: str, *renderings: Rendering) -> Sense:
    return Sense(id=f"in-{frame}", frame=frame, label="a label", gloss="A gloss.", renderings=renderings)


def concept_of(*senses: Sense, literal: str = "") -> Concept:
    return Concept(
        id="shiyantian",
        domain="pilots",
        simplified="试验田",
        traditional="試驗田",
        pinyin="shìyàntián",
        kind="term",
        literal=literal,
        senses=senses,
        added="2026-01-01",
    )


@cache
def records(record: type[Record]) -> st.SearchStrategy[Record]:
    """Any record of this type, its optional fields there or not, whatever their rules say."""
    required: dict[str, st.SearchStrategy[object]] = {}
    optional: dict[str, st.SearchStrategy[object]] = {}
    for field in fields_of(record).values():
        value: st.SearchStrategy[object] = records(field.record) if field.record else st.text(max_size=5)
        if field.many:
            value = st.lists(value, max_size=2).map(tuple)
        (required if field.required else optional)[field.name] = value
    if record is Concept:
        required |= {"id": st.text(max_size=5), "domain": st.text(max_size=5)}
    return st.fixed_dictionaries(required, optional=optional).map(lambda values: record(**values))


def strings(data: object) -> Iterator[object]:
    """The leaves of plain data."""
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings(value)
    else:
        yield data


@given(records(Concept))
def test_any_concept_comes_back_from_plain_data(concept: Record) -> None:
    data = concept.to_data()
    assert Concept.from_data(data) == concept
    assert Concept.from_data(json.loads(json.dumps(data))) == concept
    assert Concept.from_data(marshal.loads(marshal.dumps(data))) == concept
    assert hash(Concept.from_data(data)) == hash(concept)
    assert all(isinstance(leaf, str) for leaf in strings(data))


@given(records(Source))
def test_any_source_comes_back_from_plain_data(source: Record) -> None:
    assert Source.from_data(source.to_data()) == source


@pytest.mark.parametrize("path", ENTRIES, ids=NAMES)
def test_each_entry_comes_back_with_its_sources(path: object) -> None:
    concept = read(path)
    sources = tuple(
        source for file in sorted((MINI / "sources").iterdir()) for source in read_sources(str(file)).sources
    )
    entry = Entry(concept=concept, sources=sources)
    assert Entry.from_data(entry.to_data()) == entry
    assert Concept.from_data(concept.to_data()) == concept


def test_plain_data_leaves_out_what_is_at_its_default() -> None:
    assert proposal().to_data() == {"text": "testing ground", "status": "proposed", "issuer": "tifa"}
    assert concept_of(sense("party")).to_data().keys() == {
        "id", "domain", "simplified", "traditional", "pinyin", "kind", "senses", "added",
    }  # fmt: skip
    assert History().to_data() == {}


def test_a_record_cannot_be_changed() -> None:
    record = proposal()
    with pytest.raises(AttributeError, match="Rendering is immutable"):
        record.text = "pilot"
    with pytest.raises(AttributeError, match="Rendering is immutable"):
        del record.text
    with pytest.raises(AttributeError):
        record.unheard_of = ""
    assert record == proposal()


def test_records_are_equal_by_content_and_type() -> None:
    assert proposal() == proposal(language="en")
    assert proposal() != proposal(language="fr")
    assert {proposal(), proposal(language="en")} == {proposal()}
    assert Relation(type="see also", concept="x") != {"type": "see also", "concept": "x"}
    assert Cues() != History()


def test_copies_are_equal() -> None:
    concept = read(ENTRIES[0])
    assert copy.copy(concept) == copy.deepcopy(concept) == concept


def test_a_record_is_shown_by_the_fields_that_are_set() -> None:
    assert repr(proposal()) == "Rendering(text='testing ground', status='proposed', issuer='tifa')"
    assert repr(Cues()) == "Cues()"


def test_fields_come_in_the_order_of_the_model() -> None:
    assert [name for name, _ in vars(Relation(concept="x", type="see also")).items()] == ["type", "concept"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"type": "see also"},
        {"type": "see also", "concept": "x", "note": "y"},
        pytest.param(
            {"type": "see also", "concepts": "x"},
        ),
    ],
)
def test_missing_and_unknown_fields_are_an_error(fields: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="Relation"):
        Relation(**fields)


@pytest.mark.parametrize(
    ("statuses", "best"),
    [
        (("admitted", "proposed", "preferred"), "preferred"),
        (("deprecated", "admitted", "proposed"), "proposed"),
        (("deprecated", "admitted"), "admitted"),
        (("deprecated",), "literal"),
        ((), "literal"),
    ],
)
def test_the_rendering_to_write_is_never_one_to_avoid(statuses: tuple[str, ...], best: str) -> None:
    renderings = [proposal(text=status, status=status) for status in statuses]
    french = proposal(text="en français", status="preferred", language="fr")
    assert concept_of(sense("party", french, *renderings), literal="literal").rendering == best


def test_a_term_is_contested_where_its_frames_differ() -> None:
    assert concept_of(sense("party"), sense("western")).frames == ("party", "western")
    assert concept_of(sense("party"), sense("party")).frames == ("party",)


def test_a_problem_reads_like_a_compiler_s() -> None:
    problem = Problem(code="E107", path="a/b.yaml", line=3, message="added is missing")
    assert str(problem) == "a/b.yaml:3: E107 added is missing"
    tipped = Problem(code="E107", path="a/b.yaml", line=3, message="added is missing", tip="add it")
    assert str(tipped) == "a/b.yaml:3: E107 added is missing (add it)"


def test_each_relation_has_an_inverse_of_its_own() -> None:
    assert all(model.RELATIONS[inverse] == name for name, inverse in model.RELATIONS.items())


def used(record: Record) -> Iterator[tuple[str, str, object]]:
    """(record, field, value) of everything that is set in a record, nested ones included."""
    for name, value in vars(record).items():
        for one in value if isinstance(value, tuple) else (value,):
            if one != record._defaults.get(name):
                yield type(record).__name__, name, one
            if isinstance(one, Record):
                yield from used(one)


def test_the_small_glossary_uses_every_field_and_every_status_and_type() -> None:
    sources = [s for file in (MINI / "sources").iterdir() for s in read_sources(str(file)).sources]
    seen = {field for record in (*map(read, ENTRIES), *sources) for field in used(record)}
    pairs = {(record, name) for record, name, _ in seen}
    fields = {(owner.__name__, name) for record in (Concept, Source) for owner, name in fields_below(record)}
    assert pairs - fields == {("Concept", "id"), ("Concept", "domain")}
    assert fields - pairs == {("Concept", "mute")}  # for glossaries of one's own
    values = {value for _, _, value in seen if isinstance(value, str)}
    assert values >= {*model.STATUSES, *model.LANGUAGES[1:], *model.FRAMES[:2], *model.ALIAS_TYPES, "no"}


def fields_below(record: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """(record, field) of a record and of all that it holds."""
    for field in fields_of(record).values():
        yield record, field.name
        if field.record:
            yield from fields_below(field.record)
