"""Answer one query or a batch: the work of `tifa QUERY`, without the command-line library."""

from __future__ import annotations

import sys

from tifa.cli.streams import FOUND, NOT_FOUND, console, visible, wants_terminal, warn
from tifa.errors import QueryError, UsageError
from tifa.glossary import Glossary, layered
from tifa.render import wording
from tifa.search import Hit, clean, lookup, outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tifa.cedict import Word

FORMATS = ("card", "plain", "markdown", "json", "jsonl", "svg")


def answer(
    words: list[str], form: str = "", brief: bool = False, color: str = "auto", places: tuple[str, ...] = ()
) -> int:
    """Print what is known of a query; exit code 0 where it was found, 1 where not."""
    query = clean(" ".join(words))
    glossary = open_glossary(places)
    hits = lookup(glossary, query)
    if form in ("json", "jsonl", "markdown", "svg"):
        sys.stdout.write(_document(glossary, query, hits, form))
    elif form == "card" or (not form and wants_terminal(color)):
        _print(glossary, query, hits, brief, color)
    else:
        sys.stdout.write(_plain(glossary, query, hits, brief))
    return FOUND if outcome(hits) == "found" else NOT_FOUND


def answer_file(path: str, places: tuple[str, ...] = ()) -> int:
    """`answer_batch` over a file, or standard input where the path is `-`."""
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")  # type: ignore[union-attr]
        return answer_batch(sys.stdin, places)
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape") as file:
            return answer_batch(file, places)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error


def answer_batch(lines: Iterable[str], places: tuple[str, ...] = ()) -> int:
    """Print one JSON object for each line, in order; exit code 0 where every query was found.

    A line that cannot be looked up (empty, too long) has the outcome `none` and says why under
    `error`; the lines after it are answered all the same.
    """
    from tifa.render import json

    glossary = open_glossary(places)
    code = FOUND
    for number, line in enumerate(lines, 1):
        query = line.rstrip("\r\n")
        try:
            hits = lookup(glossary, query)
            data = json.lookup_object(query, hits, _elsewhere(query, hits))
        except QueryError as error:
            data = json.lookup_object(query, []) | {"error": f"line {number}: {error}"}
        code = code if data["outcome"] == "found" else NOT_FOUND
        sys.stdout.write(json.line(data))
    return code


def open_glossary(places: tuple[str, ...] = ()) -> Glossary:
    """The glossary of all layers, with a warning for each file and layer that is faulty."""
    glossary = layered(places)
    left_out = {"E120": "; this layer is left out", "E261": ""}
    for problem in glossary.problems:
        warn(f"{problem}{left_out.get(problem.code, '; this file is left out')}")
    return glossary


def _elsewhere(query: str, hits: list[Hit]) -> list[Word]:
    """The words of the dictionary to fall back on, where there is one and the glossary has no answer."""
    if outcome(hits) == "found":
        return []
    from tifa import cedict

    return cedict.find(query)


def card_of(glossary: Glossary, hit: Hit) -> wording.Card:
    """The card of a hit."""
    entry = glossary.index.entry(hit.number)
    return wording.Card(entry=entry, headings=glossary.headings(entry), hit=hit)


def _plain(glossary: Glossary, query: str, hits: list[Hit], brief: bool) -> str:
    from tifa.render import plain

    if outcome(hits) != "found":
        text = plain.near(visible(query), hits) if hits else plain.nothing(visible(query))
        return text + plain.elsewhere(_elsewhere(query, hits))
    card = card_of(glossary, hits[0])
    if brief:
        return plain.brief(card)
    return plain.card(card) + (f"\nOther hits\n{plain.others(hits[1:])}" if hits[1:] else "")


def _print(glossary: Glossary, query: str, hits: list[Hit], brief: bool, color: str) -> None:
    from tifa.render import terminal

    screen = console(color)
    if not hits:
        terminal.print_nothing(screen, visible(query))
        terminal.print_elsewhere(screen, _elsewhere(query, hits))
    elif outcome(hits) == "near":
        terminal.print_near(screen, visible(query), hits)
        terminal.print_elsewhere(screen, _elsewhere(query, hits))
    elif brief:
        terminal.print_brief(screen, card_of(glossary, hits[0]))
    else:
        terminal.print_card(screen, card_of(glossary, hits[0]))
        if hits[1:]:
            terminal.print_others(screen, hits[1:], "Other hits")


def _document(glossary: Glossary, query: str, hits: list[Hit], form: str) -> str:
    """The answer as JSON (with the whole entry), one line of JSON, Markdown or SVG."""
    from tifa.render import json, markdown, plain

    if form.startswith("json"):
        data = json.lookup_object(query, hits, _elsewhere(query, hits))
        if form == "jsonl":
            return json.line(data)
        found = outcome(hits) == "found"
        entry = json.entry_object(glossary.index.entry(hits[0].number)) if found else None
        return json.pretty(data | {"entry": entry})
    if outcome(hits) != "found":
        text = plain.near(query, hits) if hits else plain.nothing(query)
        return markdown.escape(visible(text + plain.elsewhere(_elsewhere(query, hits))))
    card = card_of(glossary, hits[0])
    if form == "markdown":
        return markdown.card(card)
    from tifa.render import terminal

    return terminal.svg(card)
