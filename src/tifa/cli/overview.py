"""What the glossary holds: `tifa list`, `tifa stats`, `tifa export`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from tifa.cli.answer import open_glossary
from tifa.cli.streams import FOUND, NOT_FOUND, choose
from tifa.errors import UsageError


def print_list(
    place: str = "", domain: str = "", kind: str = "", frame: str = "", contested: bool = False
) -> int:
    """Print the entries that fit, one a line, tab-separated in a pipe."""
    index = open_glossary(place).index
    rows = []
    for heading in map(index.heading, range(len(index))):
        fits = (
            domain in ("", heading.domain)
            and kind in ("", heading.kind)
            and (not frame or frame in heading.frames)
            and (not contested or len(heading.frames) > 1)
        )
        if fits:
            row = [heading.simplified, heading.pinyin, heading.kind, heading.domain, heading.rendering]
            rows.append(row)
    for line in _aligned(rows) if sys.stdout.isatty() else map("\t".join, rows):
        print(line)
    return FOUND if rows else NOT_FOUND


def _aligned(rows: list[list[str]]) -> Iterator[str]:
    """Rows in columns by display cells, cut to the terminal."""
    import shutil

    from tifa.render.cells import cells, cut

    width = shutil.get_terminal_size().columns
    widths = [max(cells(row[column]) for row in rows) for column in range(4)] if rows else []
    for row in rows:
        left = "".join(cell + " " * (w - cells(cell) + 2) for cell, w in zip(row, widths, strict=False))
        yield cut(left + row[-1], width)


def print_stats(place: str = "") -> int:
    """Print counts of what the glossary holds and lacks."""
    from tifa import statistics

    for section, rows in statistics.of(open_glossary(place)).items():
        print(section)
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            print(f"  {name:<{width}}  {value}")
    return FOUND


def print_export(form: str, output: str = "", place: str = "") -> int:
    """Write every entry to standard output or, whole or not at all, to a file."""
    from tifa.exchange import FORMATS

    choose("FORMAT", form, tuple(FORMATS))
    pieces = FORMATS[form](open_glossary(place))
    if not output:
        sys.stdout.writelines(pieces)
        return FOUND
    from tifa.index.folder import write_aside

    try:
        write_aside(os.path.abspath(output), "".join(pieces).encode())
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
    return FOUND
