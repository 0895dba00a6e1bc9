"""One's own glossaries: `tifa glossaries` lists the layers, `tifa add` writes into one."""

from __future__ import annotations

import os
import sys

from tifa.cli.streams import FOUND, NOT_FOUND, choose, warn
from tifa.errors import UsageError
from tifa.glossary import layers, user_folder
from tifa.model import LANGUAGES, STATUSES

COLUMNS = ("layer", "entries", "replaced", "patched", "hidden", "problems", "place")


def print_layers(places: tuple[str, ...] = ()) -> int:
    """Print the layers from the lowest up, with counts; exit code 1 where one has a problem."""
    from tifa.cli.overview import aligned
    from tifa.layers import survey

    tallies = survey(layers(places))
    rows = [list(COLUMNS)]
    for tally in tallies:
        counts = (tally.entries, tally.replaced, tally.patched, tally.hidden, len(tally.problems))
        rows.append([tally.name, *map(str, counts), tally.place])
    for line in aligned(rows) if sys.stdout.isatty() else map("\t".join, rows):
        print(line)
    problems = [problem for tally in tallies for problem in tally.problems]
    for problem in problems:
        warn(str(problem))
    if not any(tally.name == "user" for tally in tallies):
        warn(f"no user layer yet: `tifa add` makes {user_folder()}")
    return NOT_FOUND if problems else FOUND


def add(
    term: str,
    *,
    folder: str = "",
    places: tuple[str, ...] = (),
    renderings: tuple[str, ...] = (),
    **more: str,
) -> int:
    """Write renderings and a note for a term into a glossary of one's own, by default the user's."""
    from tifa.cli.answer import open_glossary
    from tifa.own import Addition, add_to

    addition = Addition(term=term, renderings=renderings, **more)
    choose("--status", addition.status, STATUSES)
    choose("--lang", addition.language, LANGUAGES)
    if not (renderings or addition.note):
        raise UsageError("nothing to add: give --rendering or --note")
    if addition.status in ("deprecated", "proposed") and not addition.reason:
        raise UsageError(f"a {addition.status} rendering needs its reason: give --reason")
    if addition.status == "deprecated" and not addition.instead:
        raise UsageError("a deprecated rendering needs another in its place: give --instead")
    place = folder or user_folder()
    try:
        written = add_to(place, open_glossary(places), addition)
    except OSError as error:
        raise UsageError(f"{error.filename or place}: cannot be written: {error.strerror}") from error
    print(os.path.normpath(written))
    return FOUND
