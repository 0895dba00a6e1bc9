"""A glossary folder as the rules see it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property

from tifa.entryfile import EntryFile, Place
from tifa.fold import character_table
from tifa.index.folder import SOURCES, source_keys
from tifa.ledger import Retired
from tifa.model import Concept, Entry, Source
from tifa.patch import Patch

# Where a rule found a fault: the file, the field in it, and what is wrong.
Finding = tuple[EntryFile, Place, str]


@dataclass
class Shelf:
    """A glossary folder as it was read."""

    files: list[EntryFile]
    ledgers: dict[str, EntryFile] = field(default_factory=dict)
    # The entries of the layers below, by id.
    below: dict[str, Entry] = field(default_factory=dict)
    characters: dict[int, int] = field(default_factory=character_table)
    # Paths of the files that are judged one by one; None for all.
    judged: frozenset[str] | None = None

    @cached_property
    def entries(self) -> list[tuple[EntryFile, Concept]]:
        """Each file that gave a concept, with it."""
        return [(file, file.concept) for file in self.files if file.concept]

    @cached_property
    def judged_entries(self) -> list[tuple[EntryFile, Concept]]:
        """Those entries that are judged one by one."""
        return [pair for pair in self.entries if self.judged is None or pair[0].path in self.judged]

    @cached_property
    def patches(self) -> list[tuple[EntryFile, Patch]]:
        """Each file that gave a patch, with it."""
        return [(file, file.patch) for file in self.files if file.patch]

    @cached_property
    def citing(self) -> list[tuple[EntryFile, Concept | Patch]]:
        """Each file that gave something that cites sources, with it."""
        return [*self.entries, *self.patches]

    @cached_property
    def retired(self) -> dict[str, Retired]:
        """Each id that is no longer used, with what is said of it."""
        return {row.entry: row for file in self.ledgers.values() for row in file.ledger.retired}

    @cached_property
    def ids(self) -> set[str]:
        """Ids of all entry files, also of those that could not be read."""
        names = (os.path.split(file.path) for file in self.files if not file.patch)
        return {name.removesuffix(".yaml") for folder, name in names if os.path.basename(folder) != SOURCES}

    @cached_property
    def source_keys(self) -> set[str]:
        """Keys of all sources that can be cited, also of faulty files and of the layers below."""
        return source_keys(self.files) | {one.key for one in self.all_sources}

    @cached_property
    def all_sources(self) -> list[Source]:
        """Each source of the folder and of the layers below."""
        lower = [source for entry in self.below.values() for source in entry.sources]
        return [*lower, *(source for _, source in self.sources)]

    @cached_property
    def sources(self) -> list[tuple[EntryFile, Source]]:
        """Each source with the file it stands in."""
        return [(file, source) for file in self.files for source in file.sources]
