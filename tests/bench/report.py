"""The Markdown table in which what was measured is told."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MISSED = "**no**"
HEAD = ("what", "measured", "against", "at most", "ok")


class Row(NamedTuple):
    """A line of the table."""

    what: str
    measured: str
    against: str = ""
    limit: str = ""
    ok: str = ""


def say(text: str) -> None:
    """Progress, apart from the table."""
    sys.stderr.write(f"{text}\n")


def table(rows: Iterable[Row], runs: int) -> Iterator[str]:
    """The lines of a Markdown table, each as soon as it is measured, and what they were measured on."""
    for cells in (HEAD, ["---"] * len(HEAD)):
        yield f"| {' | '.join(cells)} |\n"
    for row in rows:
        yield f"| {' | '.join(row)} |\n"
    yield (
        f"\nMedian of {runs} ratios (3 to 5 for texts of many MB), lowest and highest in brackets; "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores.\n"
    )
