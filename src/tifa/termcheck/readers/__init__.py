"""Bilingual files -> segments: one module a family of formats, imported only where it is needed."""

from __future__ import annotations

import os
from itertools import chain

from tifa.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.termcheck.segments import Segment

TABLES = (".csv", ".tsv", ".xlsx")
XLIFF = (".xlf", ".xliff", ".mqxliff", ".sdlxliff")
PLAIN = (".txt", ".md")
FORMATS = (
    f"XLIFF ({' '.join(XLIFF)}), TMX (.tmx), gettext (.po), tables ({' '.join(TABLES)}), "
    f"or two plain texts ({' '.join(PLAIN)}) side by side"
)


def read(paths: Sequence[str], encoding: str = "", columns: tuple[str, str] = ("", "")) -> Iterator[Segment]:
    """The segments of bilingual files in order, or of a plain text and its translation line by line.

    Paths that do not go together are a UsageError at once; what is wrong with a file is an InputError
    when its place is reached.
    """
    if any(columns) and not (all(columns) and any(_suffix(path) in TABLES for path in paths)):
        raise UsageError("columns are two, of the text and of its translation, and only tables have them")
    if len(paths) == 2 and all(_is_plain(path) for path in paths):
        from tifa.termcheck.readers.text import read as read_text

        return read_text(paths[0], paths[1], encoding)
    for path in paths:
        _refuse(path)
    if len(paths) == 1:
        return _reader(paths[0], encoding, columns)
    return chain.from_iterable(_reader(path, encoding, columns) for path in paths)


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _is_plain(path: str) -> bool:
    return _suffix(path) not in (*TABLES, *XLIFF, ".tmx", ".po")


def _refuse(path: str) -> None:
    """UsageError where a path names no bilingual file."""
    if _suffix(path) in PLAIN:
        raise UsageError(f"{path}: a plain text needs its translation beside it: give two files, no more")
    if _is_plain(path):
        raise UsageError(f"{path}: this is no format that can be checked; give {FORMATS}")


def _reader(path: str, encoding: str, columns: tuple[str, str]) -> Iterator[Segment]:
    """The segments of one bilingual file."""
    suffix = _suffix(path)
    if suffix == ".xlsx":
        from tifa.termcheck.readers.table import read_workbook

        return read_workbook(path, columns)
    if suffix in TABLES:
        from tifa.termcheck.readers.table import read as read_table

        return read_table(path, encoding, columns)
    if suffix == ".po":
        from tifa.termcheck.readers.po import read as read_po

        return read_po(path, encoding)
    if suffix == ".tmx":
        from tifa.termcheck.readers.tmx import read as read_tmx

        return read_tmx(path, encoding)
    from tifa.termcheck.readers.xliff import read as read_xliff

    return read_xliff(path, encoding)
