"""The YAML files of a folder as they are read; and writing a file so that it is whole or absent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable

from tifa.entryfile import EntryFile, read_concept, read_sources

SOURCES = "sources"


def read_folder(folder: str, names: list[str]) -> list[EntryFile]:
    """Each file of a glossary folder as it was read, faults included."""
    return [
        (read_sources if name.split("/")[0] == SOURCES else read_concept)(
            os.path.join(folder, *name.split("/"))
        )
        for name in names
    ]


def source_keys(files: list[EntryFile]) -> set[str]:
    """Keys of all sources in the files, also of faulty ones."""
    places = (place for file in files for place in file.lines)
    return {str(place[1]) for place in places if place[0:1] == ("sources",) and len(place) > 1}


def write_aside(path: str, data: bytes) -> None:
    """Write a file under another name in its folder, then rename it: readers see old or new, whole."""
    write_parts_aside(path, (data,))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_parts_aside(path: str, parts: Iterable[bytes]) -> None:
    """`write_aside` for what is made part by part; nothing is left where that fails."""
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=folder, prefix=".tifa-")
    try:
        with os.fdopen(handle, "wb") as file:
            for part in parts:
                file.write(part)
        os.chmod(aside, 0o666 & ~_umask())
        os.replace(aside, path)
    except BaseException:
        os.unlink(aside)
        raise
