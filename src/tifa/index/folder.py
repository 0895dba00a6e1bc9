"""A folder of YAML files -> the bytes of an index; and writing a file so that it is whole or absent."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable

from tifa.entryfile import EntryFile, read_concept, read_sources
from tifa.errors import GlossaryError
from tifa.index.build import citations, compile_index
from tifa.model import Concept, Problem, Source

SOURCES = "sources"


def read_folder(folder: str, names: list[str]) -> list[EntryFile]:
    """Each file of a glossary folder as it was read, faults included."""
    return [
        (read_sources if name.split("/")[0] == SOURCES else read_concept)(
            os.path.join(folder, *name.split("/"))
        )
        for name in names
    ]


def compile_folder(folder: str, names: list[str], stamp: bytes) -> bytes:
    """The index of a folder; faulty files are left out and named in the table `problems`.

    GlossaryError where no file gives an entry.
    """
    concepts: dict[str, Concept] = {}
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    files = read_folder(folder, names)
    keys = source_keys(files)
    for file in files:
        _report_unknown_sources(file, keys)
        problems += file.problems
        sources |= {source.key: source for source in file.sources}
        if file.concept and file.concept.id in concepts:
            message = f"the id {file.concept.id} is taken by another file"
            file.report("E202", 1, message, "rename this file")
            problems += file.problems[-1:]
        elif file.concept:
            concepts[file.concept.id] = file.concept
    if not concepts:
        said = f"; the first fault: {problems[0]}" if problems else ""
        raise GlossaryError(f"{folder}: no entry could be read in this glossary folder{said}")
    ordered = [concepts[concept_id] for concept_id in sorted(concepts)]
    return compile_index(ordered, sources, stamp, problems)


def source_keys(files: list[EntryFile]) -> set[str]:
    """Keys of all sources in the files, also of faulty ones."""
    places = (place for file in files for place in file.lines)
    return {str(place[1]) for place in places if place[0:1] == ("sources",) and len(place) > 1}


def _report_unknown_sources(file: EntryFile, known: set[str]) -> None:
    """Name what an entry cites and no sources file has; the entry is used without it."""
    for place, cited in citations(file.concept) if file.concept else ():
        for key in cited:
            if key not in known:
                tip = "the entry is used without it; add the source or correct the key"
                file.report("E261", file.line_of(*place), f"there is no source {key}", tip)


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
