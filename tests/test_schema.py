"""The JSON Schema that editors use agrees with the reader, and the guide's examples with both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import MINI, ROOT
from tifa import model
from tifa.entryfile import read_concept, read_sources
from tifa.schema import fields_of, json_schema

VALIDATOR = Draft202012Validator(json_schema())
GLOSSARY = ROOT / "glossary"
BAD = MINI.parent / "bad"
needs_guide = pytest.mark.skipif(not (GLOSSARY / "README.md").exists(), reason="no glossary here")


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*.yaml") if path.parent.name != "sources")


def plain(text: str) -> Any:
    """What the text says, every scalar as text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def examples() -> list[str]:
    """The YAML blocks of the guide: an entry, and a file of sources."""
    guide = (GLOSSARY / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object within a schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for part in schema.values():
            yield from objects(part)


@pytest.mark.parametrize("record", [model.Concept, model.Source])
def test_the_schema_is_valid(record: type[model.Record]) -> None:
    Draft202012Validator.check_schema(json_schema(record))


def test_every_object_is_closed_and_every_field_explained() -> None:
    found = list(objects(json_schema()))
    assert len(found) > 10
    for schema in found:
        assert schema["additionalProperties"] is False
        assert set(schema["required"]) <= set(schema["properties"])
        assert all(field["description"] for field in schema["properties"].values())


def test_the_schema_has_the_fields_of_the_model_but_not_those_that_no_file_holds() -> None:
    fields = set(json_schema()["properties"])
    assert fields == set(fields_of(model.Concept))
    assert {*fields, "id", "domain"} == set(model.Concept._fields)


@pytest.mark.parametrize(
    "folder", [MINI, pytest.param(GLOSSARY, marks=needs_guide)], ids=["mini", "glossary"]
)
def test_every_entry_fits_the_schema(folder: Path) -> None:
    assert entries(folder)
    faults = [
        f"{path.name}: {fault.json_path}: {fault.message}"
        for path in entries(folder)
        for fault in VALIDATOR.iter_errors(plain(path.read_text(encoding="utf-8")))
    ]
    assert faults == []


@pytest.mark.parametrize("path", entries(MINI), ids=lambda path: path.stem)
def test_an_entry_fits_the_schema_as_editors_read_it_too(path: Path) -> None:
    # They take dates for text, as JSON has none, but read numbers and truth values as such.
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=JsonLoader)
    assert list(VALIDATOR.iter_errors(data)) == []


class JsonLoader(yaml.SafeLoader):
    """Reads YAML after its core schema: numbers and true and false, no dates, no yes and no."""


JsonLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":int", ":float", ":null"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("code", ["E105", "E107", "E109", "E110"])
def test_the_schema_refuses_what_the_reader_refuses(code: str) -> None:
    (path,) = entries(BAD / code)
    assert len(list(VALIDATOR.iter_errors(plain(path.read_text(encoding="utf-8"))))) == 1


def test_the_schema_refuses_an_empty_field() -> None:
    (path,) = entries(BAD / "E108")
    assert not VALIDATOR.is_valid(plain(path.read_text(encoding="utf-8")))


@needs_guide
def test_the_guide_s_complete_entry_is_read_without_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "xiao-ma-la-da-che.yaml"
    path.write_text(examples()[0], encoding="utf-8")
    file = read_concept(str(path))
    assert file.problems == []
    assert file.concept is not None
    assert file.concept.to_data().keys() - {"id", "domain"} == plain(examples()[0]).keys()
    assert VALIDATOR.is_valid(plain(examples()[0]))


@needs_guide
def test_the_guide_s_sources_are_read_without_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "xinhua.yaml"
    path.write_text(examples()[1], encoding="utf-8")
    file = read_sources(str(path))
    assert file.problems == []
    assert file.sources
