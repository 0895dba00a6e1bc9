"""A glossary opened for use: the bundled one, what the user and the project lay over it, or any other."""

from __future__ import annotations

import os
import sys

from tifa.errors import GlossaryError
from tifa.fold import CharacterTable
from tifa.index.store import ID, Index
from tifa.model import Entry, Heading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.problem import Problem

PACKAGE = os.path.dirname(os.path.abspath(__file__))
BUNDLED = os.path.join(PACKAGE, "glossary.index")
CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "glossary")
# The layers by name, from the lowest up.
LAYERS = BUILT_IN, USER, PROJECT, NAMED = ("built-in", "user", "project", "named")
# In place of a path: nothing of what stands before it.
NONE = "none"
# Kind -> variable of XDG, directory on Unix and on macOS, variable and directory on Windows.
DIRECTORIES = {
    "config": ("XDG_CONFIG_HOME", (".config",), ("Library", "Application Support"), "APPDATA", "Roaming"),
    "data": (
        "XDG_DATA_HOME",
        (".local", "share"),
        ("Library", "Application Support"),
        "LOCALAPPDATA",
        "Local",
    ),
    "cache": ("XDG_CACHE_HOME", (".cache",), ("Library", "Caches"), "LOCALAPPDATA", "Local"),
}
# How many files of a folder `glossary` are looked at to tell whether it is one of ours.
_LOOKED_AT = 50


class Glossary:
    """An immutable set of entries that can be searched; made by `load` and `layered`."""

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
        """What is wrong with files of the layers: entries are missing, or sources that they cite."""
        faults = self.index.table("problems")
        if not faults:
            return []
        from tifa.problem import Problem

        return [Problem.from_data(data) for data in faults]

    def get(self, concept_id: str) -> Entry | None:
        """The entry with this id."""
        rows = self.index.find(ID, concept_id)
        return self.index.entry(rows[0][0]) if rows else None

    def headings(self, entry: Entry) -> dict[str, Heading]:
        """The headings of the concepts that an entry links to, by id, as far as they exist."""
        rows = self.index.find(ID, entry.concept.id)
        linked = self.index.linked(rows[0][0]) if rows else {}
        return {name: self.index.heading(number) for name, number in linked.items()}


def load(path: str = "") -> Glossary:
    """The glossary at `path` (a folder or an index file) and no other; without a path, `layered()`.

    A folder is compiled on first use and again when a file changed; the result is kept in the user's
    cache directory where that can be written. GlossaryError where there is nothing to load.
    """
    if not path:
        return layered()
    if os.path.isdir(path):
        from tifa.layers import open_folder

        return Glossary(open_folder(path), path)
    if not os.path.exists(path):
        raise GlossaryError(f"{path}: no such glossary; give a folder of entries or an index file")
    try:
        return Glossary(Index.open(path), path)
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be read: {error.strerror}") from error


def layered(named: Sequence[str] = ()) -> Glossary:
    """The glossary of all layers (`layers`), compiled on first use and when a layer changed.

    A layer that cannot be used is left out and stands among `problems`. GlossaryError where there is no
    entry at all, or no such place as one of those named.
    """
    found = layers(named)
    if len(found) == 1:
        return load(found[0][1])
    if not found:
        raise GlossaryError("there is no glossary: name a folder of entries or an index file after `none`")
    from tifa.layers import open_layers

    return Glossary(open_layers(found), found[-1][1])


def layers(named: Sequence[str] = ()) -> list[tuple[str, str]]:
    """(name, place) of each layer from the lowest up: built-in, user, project, and those that are named.

    By default TIFA_GLOSSARY names them, as a list of paths. `none` leaves out all layers before it.
    GlossaryError where a place that is named does not exist.
    """
    chosen = list(named) or [one for one in os.environ.get("TIFA_GLOSSARY", "").split(os.pathsep) if one]
    found = [] if NONE in chosen else [(BUILT_IN, bundled_place()), *_found()]
    for place in chosen[chosen.index(NONE) :] if NONE in chosen else chosen:
        if place == NONE:
            found = []
        elif not os.path.exists(place):
            raise GlossaryError(f"{place}: no such glossary; give a folder of entries or an index file")
        else:
            found.append((NAMED, place))
    if len(found) < 2:
        return found
    kept: dict[str, tuple[str, str]] = {}
    for layer in found:
        real = os.path.realpath(layer[1])
        if real in kept and kept[real][0] != BUILT_IN:
            del kept[real]  # the higher place counts
        kept.setdefault(real, layer)
    return list(kept.values())


def _found() -> Iterator[tuple[str, str]]:
    """The layers of the user and of the project, as far as they exist."""
    user = user_folder()
    if os.path.isdir(user):
        yield USER, user
    if project := _project_folder():
        yield PROJECT, project


def user_folder() -> str:
    """Where the user's own glossary is."""
    return os.path.join(user_directory("config"), "glossary")


def user_directory(kind: str) -> str:
    """The user's directory for tifa's `config`, `data` or `cache`, after each system's custom.

    The variables of XDG count everywhere.
    """
    variable, unix, mac, windows, part = DIRECTORIES[kind]
    home = os.path.expanduser("~")
    base = os.environ.get(variable, "")
    if not base and sys.platform == "win32":
        base = os.environ.get(windows, os.path.join(home, "AppData", part))
    return os.path.join(base or os.path.join(home, *(mac if sys.platform == "darwin" else unix)), "tifa")


def _project_folder() -> str:
    """The nearest `.tifa`, or `glossary` with entries in it, from the working directory up."""
    try:
        folder = os.getcwd()
    except OSError:  # it was removed
        return ""
    while True:
        if os.path.isdir(place := os.path.join(folder, ".tifa")):
            return place
        if os.path.isdir(place := os.path.join(folder, "glossary")) and _is_ours(place):
            return place
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above


def _is_ours(folder: str) -> bool:
    """Whether a folder of that common name holds an entry or a patch."""
    try:
        tops = sorted(os.listdir(folder))
        names = [top for top in tops if top.endswith(".yaml")]
        for top in tops:
            if os.path.isdir(os.path.join(folder, top)):
                names += (
                    f"{top}/{name}"
                    for name in os.listdir(os.path.join(folder, top))
                    if name.endswith(".yaml")
                )
            if len(names) >= _LOOKED_AT:
                break
        for name in names[:_LOOKED_AT]:
            with open(os.path.join(folder, name), "rb") as file:
                start = b"\n" + file.read(4096)
            if b"\nsimplified:" in start or b"\npatches:" in start:
                return True
    except OSError:
        pass  # what cannot be read is nothing to go by
    return False


def bundled_place() -> str:
    """Where tifa's own glossary is: the index in the package, or the folder of a source checkout."""
    return CHECKOUT if os.path.isdir(CHECKOUT) and not os.path.exists(BUNDLED) else BUNDLED
