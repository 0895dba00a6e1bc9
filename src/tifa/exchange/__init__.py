"""Exchange formats: a table of writers by name, one module each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tifa.exchange import jsonl
from tifa.model import Entry

# name -> a function from entries to pieces of text
FORMATS: dict[str, Callable[[Iterable[Entry]], Iterator[str]]] = {"jsonl": jsonl.write}
