"""JSON lines: every field of every entry, one entry a line, in the shape `tifa.entry/1`."""

from __future__ import annotations

import json as standard
from collections.abc import Iterable, Iterator
from typing import Any

from tifa.entryfile import EntryFile, parse_concept, plain_text
from tifa.errors import InputError
from tifa.exchange.common import Losses, Wanted
from tifa.model import Concept, Entry, Source
from tifa.render import json
from tifa.schema import fields_of

# An entry larger than this is none.
MOST_CHARACTERS = 5_000_000


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:  # noqa: ARG001
    """One line an entry; nothing is lost."""
    for entry in wanted.of(entries):
        # Where on this machine a layer lies is nothing to hand on.
        own = Entry(concept=entry.concept, sources=entry.sources)
        yield json.line(json.entry_object(own)).encode()


def read(path: str, losses: Losses) -> Iterator[Concept]:
    """The concepts of a file that `write` made; InputError at the first line that gives none."""
    for entry in read_entries(path, losses):
        yield entry.concept


def read_entries(path: str, losses: Losses) -> Iterator[Entry]:  # noqa: ARG001
    """The entries of a file that `write` made, with their sources."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _entry(line, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}: export it again as UTF-8") from error


def _entry(line: str, place: str) -> Entry:
    try:
        data = standard.loads(line) if len(line) < MOST_CHARACTERS else None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: this line is no JSON: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != json.ENTRY:
        raise InputError(
            f"{place}: this line is no entry of tifa ({json.ENTRY}): export it with `tifa export jsonl`"
        )
    name, domain = (str(data.get(field) or "imported") for field in ("id", "domain"))
    kept = {field: data[field] for field in fields_of(Concept) if data.get(field)}
    file = parse_concept(f"{domain}/{name}.yaml", plain_text(_without_empty(kept)))
    if file.concept is None:
        raise InputError(f"{place}: {_told(file)}")
    return Entry(
        concept=file.concept, sources=tuple(_source(row, place) for row in data.get("sources") or ())
    )


def _without_empty(value: Any) -> Any:
    """Plain data without empty fields, which entry files do not have."""
    if isinstance(value, dict):
        parts = {name: _without_empty(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part not in ("", [], {}, None)}
    return [_without_empty(part) for part in value] if isinstance(value, list) else value


def _source(row: Any, place: str) -> Source:
    fields = fields_of(Source)
    if not isinstance(row, dict) or not all(isinstance(row.get(name, ""), str) for name in fields):
        raise InputError(f"{place}: its sources are not as tifa writes them: export it again")
    try:
        return Source(**{name: row[name] for name in fields if row.get(name)})
    except TypeError as error:
        raise InputError(f"{place}: a source lacks a field: {error}") from error


def _told(file: EntryFile) -> str:
    problem = file.problems[0]
    return f"{problem.message} ({problem.tip})" if problem.tip else problem.message
