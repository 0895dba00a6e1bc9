"""What the glossary holds: `tifa list`, `tifa stats`, `tifa export`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tifa.cli.answer import open_glossary
from tifa.cli.streams import FOUND, NOT_FOUND


def print_list(
    places: tuple[str, ...] = (), domain: str = "", kind: str = "", frame: str = "", contested: bool = False
) -> int:
    """Print the entries that fit, one a line, tab-separated in a pipe."""
    index = open_glossary(places).index
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
    for line in aligned(rows) if sys.stdout.isatty() else map("\t".join, rows):
        print(line)
    return FOUND if rows else NOT_FOUND


def aligned(rows: list[list[str]]) -> Iterator[str]:
    """Rows in columns by display cells, cut to the terminal."""
    import shutil

    from tifa.render.cells import cells, cut

    width = shutil.get_terminal_size().columns
    widths = [max(cells(row[column]) for row in rows) for column in range(len(rows[0]) - 1)] if rows else []
    for row in rows:
        left = "".join(cell + " " * (w - cells(cell) + 2) for cell, w in zip(row, widths, strict=False))
        yield cut(left + row[-1], width)


def print_stats(places: tuple[str, ...] = ()) -> int:
    """Print counts of what the glossary holds and lacks."""
    from tifa import statistics

    for section, rows in statistics.of(open_glossary(places)).items():
        print(section)
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            print(f"  {name:<{width}}  {value}")
    return FOUND
