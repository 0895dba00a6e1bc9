"""A glossary opened for use: the bundled one, a folder of YAML files, or a compiled index file."""

from __future__ import annotations

import marshal
import os
import sys

from tifa.errors import GlossaryError
from tifa.fold import CharacterTable
from tifa.index.file import MARSHAL
from tifa.index.store import ID, Index
from tifa.model import Entry, Heading, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Stamp = list[tuple[str, int, int]]

PACKAGE = os.path.dirname(os.path.abspath(__file__))
BUNDLED = os.path.join(PACKAGE, "glossary.index")
# Files beside the entries that hold neither an entry nor sources.
RETIRED, EXCEPTIONS = LEDGERS = ("retired.yaml", "exceptions.yaml")
CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "glossary")


class Glossary:
    """An immutable set of entries that can be searched; made by `load`."""

    def __init__(self, index: Index, place: str) -> None:
        self.index = index
        self.place = place
        self._characters: CharacterTable | None = None

    def __len__(self) -> int:
        return len(self.index)

    def __iter__(self) -> Iterator[Entry]:
        return map(self.index.entry, range(len(self.index)))

    @property
    def characters(self) -> CharacterTable:
        """The table with which text is folded to this glossary's keys."""
        if self._characters is None:
            self._characters = CharacterTable(*self.index.table("characters"))
        return self._characters

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with files of the folder: entries are missing, or sources that they cite."""
        return [Problem.from_data(data) for data in self.index.table("problems")]

    def get(self, concept_id: str) -> Entry | None:
        """The entry with this id."""
        rows = self.index.find(ID, concept_id)
        return self.index.entry(rows[0][0]) if rows else None

    def headings(self, entry: Entry) -> dict[str, Heading]:
        """The headings of the concepts that an entry links to, by id, as far as they exist."""
        concept = entry.concept
        linked = [relation.concept for relation in concept.related]
        linked += [item.concept for item in concept.expands if item.concept]
        rows = ((name, self.index.find(ID, name)) for name in dict.fromkeys(linked))
        return {name: self.index.heading(found[0][0]) for name, found in rows if found}


def load(path: str = "") -> Glossary:
    """The glossary at `path` (a folder or an index file), by default TIFA_GLOSSARY or the bundled one.

    A folder is compiled on first use and again when a file changed; the result is kept in the user's
    cache directory where that can be written. GlossaryError where there is nothing to load.
    """
    place = path or os.environ.get("TIFA_GLOSSARY", "") or bundled_place()
    if os.path.isdir(place):
        return Glossary(_open_folder(place), place)
    if not os.path.exists(place):
        raise GlossaryError(f"{place}: no such glossary; give a folder of entries or an index file")
    try:
        return Glossary(Index.open(place), place)
    except OSError as error:
        raise GlossaryError(f"{place}: cannot be read: {error.strerror}") from error


def bundled_place() -> str:
    """Where tifa's own glossary is: the index in the package, or the folder of a source checkout."""
    return CHECKOUT if os.path.isdir(CHECKOUT) and not os.path.exists(BUNDLED) else BUNDLED


def cache_directory() -> str:
    """The user's cache directory for tifa, after each system's custom."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", os.path.join(home, "AppData", "Local"))
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "tifa")


def yaml_files(folder: str) -> Stamp:
    """(path inside the folder, size, time of change) of each YAML file in it and one level below."""
    found: Stamp = []
    for entry in os.scandir(folder):
        if entry.is_dir() and not entry.name.startswith("."):
            for inner in os.scandir(entry.path):
                _add_file(found, inner, f"{entry.name}/{inner.name}")
        else:
            _add_file(found, entry, entry.name)
    return sorted(found)


def _add_file(found: Stamp, entry: os.DirEntry[str], name: str) -> None:
    if name.endswith(".yaml") and name not in LEDGERS and entry.is_file():
        state = entry.stat()
        found.append((name, state.st_size, state.st_mtime_ns))


def _open_folder(folder: str) -> Index:
    """The index of a folder: from the cache while no file changed, else compiled anew."""
    try:
        files = yaml_files(folder)
    except OSError as error:
        raise GlossaryError(f"{folder}: cannot be read: {error.strerror}") from error
    stamp = marshal.dumps((os.path.realpath(folder), files), MARSHAL)
    path = os.path.join(cache_directory(), f"{_name_of(folder)}.index")
    try:
        index = Index.open(path)
        if index.stamp == stamp and index.is_sound():
            return index
    except (OSError, GlossaryError):
        pass  # absent, unreadable or broken: it is replaced below
    import contextlib

    from tifa.index.folder import compile_folder, write_aside

    data = compile_folder(folder, [name for name, _, _ in files], stamp)
    with contextlib.suppress(OSError):  # a read-only or full cache directory costs time, not the answer
        write_aside(path, data)
    return Index(data, path)


def _name_of(folder: str) -> str:
    """A file name for a folder's index; the stamp inside tells folders of equal names apart."""
    real = os.path.realpath(folder)
    number = 0
    for byte in real.encode(errors="surrogateescape"):
        number = (number * 16777619 ^ byte) & 0xFFFFFFFFFFFFFFFF
    return f"{os.path.basename(real)}-{number:016x}"
