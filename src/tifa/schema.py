"""The fields of each record, read off the model: for the entry reader, the linter and editors."""

from __future__ import annotations

import sys
import typing
from dataclasses import dataclass
from typing import Any

from tifa import model, rules

NAMESPACE = vars(typing) | vars(rules) | vars(model)
NOT_IN_FILES = {"id", "domain"}


@dataclass(frozen=True)
class Field:
    """One field of a record: its shape, its rule and what it is for."""

    name: str
    description: str
    required: bool
    many: bool
    record: type[model.Record] | None
    rule: rules.Pattern | rules.OneOf | None


def fields_of(record: type[model.Record]) -> dict[str, Field]:
    """The fields that a file may hold for this record, by name, in their order."""
    if record not in _known:
        _known[record] = _fields(record)
    return _known[record]


_known: dict[type[model.Record], dict[str, Field]] = {}


def _fields(record: type[model.Record]) -> dict[str, Field]:
    known = vars(sys.modules[record.__module__]) | NAMESPACE
    hints = typing.get_type_hints(record, known, include_extras=True)
    return {
        name: _field(record, name, hints[name])
        for name in record._fields
        if not (record is model.Concept and name in NOT_IN_FILES)
    }


def _field(record: type[model.Record], name: str, hint: Any) -> Field:
    shape, *extras = typing.get_args(hint)
    rule = next((extra for extra in extras if not isinstance(extra, str)), None)
    return Field(
        name=name,
        description=extras[-1],
        required=name not in record._defaults,
        many=typing.get_origin(shape) is tuple,
        record=record._nested.get(name),
        rule=rule,
    )


def json_schema(record: type[model.Record] = model.Concept) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an entry file, for completion and checks in editors."""
    top = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tifa glossary entry",
    }
    return top | _object(record)


def _object(record: type[model.Record]) -> dict[str, Any]:
    fields = fields_of(record).values()
    return {
        "description": record.__doc__,
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _property(field) for field in fields},
        "required": [field.name for field in fields if field.required],
    }


def _property(field: Field) -> dict[str, Any]:
    single = _object(field.record) if field.record else _scalar(field)
    if not field.many:
        return single | {"description": field.description}
    return {"description": field.description, "type": "array", "items": single, "minItems": 1}


def _scalar(field: Field) -> dict[str, Any]:
    if isinstance(field.rule, rules.OneOf):
        return {"enum": list(field.rule.values)}
    # Editors read `2024` and `yes` as a number and a boolean; tifa reads every scalar as text.
    scalar: dict[str, Any] = {"type": ["string", "number", "boolean"], "minLength": 1}
    if isinstance(field.rule, rules.Pattern):
        return {"type": ["string", "integer"], "pattern": f"^({field.rule.expression})$"}
    return scalar
