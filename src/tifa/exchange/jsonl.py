"""JSON lines: every field of every entry, one entry a line, in the shape `tifa.entry/1`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tifa.model import Entry
from tifa.render import json


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """One line an entry."""
    for entry in entries:
        yield json.line(json.entry_object(entry))
