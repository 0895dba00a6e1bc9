"""One readable page in Markdown: a table of terms for each domain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tifa.exchange.common import Losses, Wanted
from tifa.exchange.plain import by_status, clean, forms, note_dropped, wordings
from tifa.model import Concept, Entry, Rendering, Sense
from tifa.render.markdown import escape
from tifa.render.wording import STATUSES, credit

_HEAD = "| Chinese | Pinyin | Write | Avoid | Meaning |\n|---|---|---|---|---|\n"


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The page: a heading and a table a domain, a row a sense."""
    domains: dict[str, list[Concept]] = {}
    for entry in wanted.of(entries):
        note_dropped(entry.concept, losses, "literal", "gloss", "date")
        domains.setdefault(entry.concept.domain, []).append(entry.concept)
    yield b"# Glossary\n"
    for domain in sorted(domains):
        name = clean(domain).replace("-", " ")
        yield f"\n## {escape(name[:1].upper() + name[1:])}\n\n{_HEAD}".encode()
        for concept in domains[domain]:
            for sense in concept.senses:
                if found := wordings(sense, wanted):
                    yield _row(concept, sense, found, wanted).encode()


def _row(concept: Concept, sense: Sense, found: list[Rendering], wanted: Wanted) -> str:
    chinese = " / ".join(map(_cell, wanted.headwords(concept)))
    if others := forms(concept, wanted)[len(set(wanted.headwords(concept))) :]:
        chinese += f" ({', '.join(map(_cell, others))})"
    literal = f"Literally “{_cell(concept.literal)}”. " if concept.literal else ""
    cells = (
        chinese,
        _cell(concept.pinyin),
        "<br>".join(_written(one) for one in by_status(found, deprecated=False)),
        "<br>".join(_warned(one) for one in by_status(found, deprecated=True)),
        f"{literal}*{_cell(sense.label)}*: {_cell(sense.gloss)}",
    )
    return f"| {' | '.join(cells)} |\n"


def _written(one: Rendering) -> str:
    said = "; ".join(part for part in (STATUSES[one.status], credit(one)) if part)
    return f"**{_cell(one.text)}** ({_cell(said)})"


def _warned(one: Rendering) -> str:
    instead = f" (write {_cell(one.instead)})" if one.instead else ""
    return f"~~{_cell(one.text)}~~{instead}"


def _cell(text: str) -> str:
    return escape(clean(text))
