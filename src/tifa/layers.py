"""Layers of glossaries: where each is found, and the index of all of them, kept in the user's cache.

From the lowest up: the bundled glossary, the user's, the project's, and those that are named. A layer
adds entries, replaces an entry by one of the same id, or patches it.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Sequence

from tifa.errors import GlossaryError
from tifa.glossary import user_directory
from tifa.index.file import MARSHAL
from tifa.index.folder import write_aside
from tifa.index.stock import Stock, Tally
from tifa.index.store import Index

# Name and place of a layer.
Layer = tuple[str, str]
Stamp = list[tuple[str, int, int]]

# Files beside the entries that hold neither an entry nor sources.
RETIRED, EXCEPTIONS = LEDGERS = ("retired.yaml", "exceptions.yaml")


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


def open_folder(folder: str) -> Index:
    """The index of one folder by itself; GlossaryError where nothing in it can be used."""
    try:
        return _kept([("", folder)], [_state(folder)])
    except OSError as error:
        raise GlossaryError(f"{folder}: cannot be read: {error.strerror}") from error
    except GlossaryError as error:
        raise GlossaryError(f"{folder}: {error}") from error


def open_layers(layers: Sequence[Layer]) -> Index:
    """The index of all layers; one that cannot be used is left out and named among the problems."""
    return _kept(layers, _states(layers))


def _states(layers: Sequence[Layer]) -> list[Stamp | str]:
    """The state of each layer, or why it cannot be read."""
    states: list[Stamp | str] = []
    for _, place in layers:
        try:
            states.append(_state(place))
        except OSError as error:
            states.append(f"cannot be read: {error.strerror}")
    return states


def _state(place: str) -> Stamp:
    """What tells whether a layer has changed: its YAML files, or the file that it is."""
    if os.path.isdir(place):
        return yaml_files(place)
    state = os.stat(place)
    return [("", state.st_size, state.st_mtime_ns)]


def _kept(layers: Sequence[Layer], states: Sequence[Stamp | str]) -> Index:
    """The index of layers in these states: from the cache while nothing changed, else compiled anew."""
    places = [(name, os.path.realpath(place)) for name, place in layers]
    stamp = marshal.dumps((places, list(states)), MARSHAL)
    path = os.path.join(user_directory("cache"), f"{_name_of([place for _, place in places])}.index")
    try:
        index = Index.open(path)
        if index.stamp == stamp and index.is_sound():
            return index
    except (OSError, GlossaryError):
        pass  # absent, unreadable or broken: it is replaced below
    data = _stocked(layers, states).compiled(stamp)
    with contextlib.suppress(OSError):  # a read-only or full cache directory costs time, not the answer
        write_aside(path, data)
    return Index(data, path)


def _stocked(layers: Sequence[Layer], states: Sequence[Stamp | str]) -> Stock:
    """The layers laid over each other."""
    stock = Stock()
    for number, ((layer, place), state) in enumerate(zip(layers, states, strict=True)):
        stock.begin(layer, place, is_lowest=number == 0)
        try:
            if isinstance(state, str):
                stock.report_layer(state)
            elif not os.path.isdir(place):
                stock.add_index(Index.open(place))
            elif number or len(layers) == 1:
                stock.add_folder(place, [file for file, _, _ in state])
            else:
                stock.add_index(open_folder(place))
        except (OSError, GlossaryError) as error:
            stock.report_layer(str(error).removeprefix(f"{place}: "))
    return stock


def _name_of(places: Sequence[str]) -> str:
    """A file name for an index; the stamp inside tells layers of equal names apart."""
    number = 0
    for byte in "\0".join(places).encode(errors="surrogateescape"):
        number = (number * 16777619 ^ byte) & 0xFFFFFFFFFFFFFFFF
    return f"{os.path.basename(places[-1])}-{number:016x}"


def survey(layers: Sequence[Layer]) -> list[Tally]:
    """What each layer gives and what is wrong with it, from the lowest up."""
    return _stocked(layers, _states(layers)).tallies
