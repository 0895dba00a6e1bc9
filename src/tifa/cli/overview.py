"""What the glossary holds: `tifa list`, `tifa stats`, `tifa export`."""

from __future__ import annotations

import os
import sys

from tifa import statistics
from tifa.cli.answer import open_glossary
from tifa.cli.streams import FOUND, NOT_FOUND, wants_terminal
from tifa.errors import UsageError


def print_list(place: str, domain: str, kind: str, frame: str, contested: bool) -> int:
    """Print the entries that fit, one a line, tab-separated in a pipe."""
    code = NOT_FOUND
    aligned = wants_terminal("auto")
    for entry in open_glossary(place):
        concept = entry.concept
        fits = (
            (not domain or concept.domain == domain)
            and (not kind or concept.kind == kind)
            and (not frame or any(sense.frame == frame for sense in concept.senses))
            and (not contested or concept.is_contested)
        )
        if fits:
            code = FOUND
            cells = [concept.simplified, concept.pinyin, concept.rendering]
            cells += [concept.kind, concept.domain]
            print("  ".join(cells) if aligned else "\t".join(cells))
    return code


def print_stats(place: str) -> int:
    """Print counts of what the glossary holds and lacks."""
    for section, rows in statistics.of(open_glossary(place)).items():
        print(section)
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            print(f"  {name:<{width}}  {value}")
    return FOUND


def print_export(form: str, output: str, place: str) -> int:
    """Write every entry to standard output or, whole or not at all, to a file."""
    from tifa.exchange import FORMATS

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
