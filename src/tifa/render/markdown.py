"""A card as Markdown, for notes, wikis and language models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tifa.model import Contrast, Rendering, Sense
from tifa.render import wording
from tifa.render.wording import Card

# White space at the start of a line, and what after it would begin a list or an underlined heading.
_LINE = re.compile(r"^([ \t]*)(?:(\d{1,9})?([-+=.)]))?")


def card(card: Card) -> str:
    """The whole card of an entry."""
    return "\n".join(_lines(card)) + "\n"


def escape(text: str) -> str:
    """The text with everything that Markdown would take as markup inside a line escaped."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#~&" else c for c in text)


def escape_block(text: str, begins_line: bool = True) -> str:
    """`escape` for running text, with what begins a list, a heading or code at the start of a line."""
    lines = escape(text).split("\n")
    first = 0 if begins_line else 1
    return "\n".join([*lines[:first], *(_LINE.sub(_escaped_start, line) for line in lines[first:])])


def _escaped_start(found: re.Match[str]) -> str:
    space, digits, mark = found.group(1), found.group(2) or "", found.group(3)
    indented = len(space.expandtabs(4)) >= 4
    return (f"&#{ord(space[0])};{space[1:]}" if indented else space) + digits + (f"\\{mark}" if mark else "")


def _lines(card: Card) -> Iterator[str]:
    concept = card.concept
    yield f"# {' / '.join(map(escape, wording.scripts(concept)))}"
    yield from ["", f"*{escape(concept.pinyin)}* – {escape(wording.classification(concept))}"]
    if reason := wording.matched(card.hit):
        yield from ["", escape(reason)]
    for sense in concept.senses:
        yield from _sense(card, sense)
    if concept.expands:
        yield from ["", "## Counts", ""]
        for number, item in enumerate(concept.expands, 1):
            rendering = wording.item_text(item, card)
            yield f"{number}. {escape(item.text)} – {escape(rendering)}"
    if concept.contrast:
        yield from ["", "## Contrast", "", "| Aspect | Party | Western |", "|---|---|---|"]
        yield from map(_row, concept.contrast)
    yield from _background(card)


def _sense(card: Card, sense: Sense) -> Iterator[str]:
    yield from ["", f"## {wording.FRAMES[sense.frame]}: {escape(sense.label)}"]
    yield from ["", escape(sense.gloss), ""]
    for rendering in wording.in_full(sense):
        yield f"- {_rendering(card, rendering)}"
    if others := wording.other_calques(sense):
        yield f"- {wording.STATUSES['deprecated']}, too: {escape(others)}"


def _rendering(card: Card, rendering: Rendering) -> str:
    text = escape(rendering.text)
    text = f"~~{text}~~" if rendering.status == "deprecated" else f"**{text}**"
    said = " – ".join(p for p in (wording.credit(rendering), wording.advice(rendering)) if p)
    numbers = wording.marks(rendering.sources, card.entry)
    return f"{wording.STATUSES[rendering.status]}: {text} – {escape(f'{said} {numbers}'.strip())}"


def _row(row: Contrast) -> str:
    aspect = f"{row.aspect} ({row.by})" if row.by else row.aspect
    return f"| {escape(aspect)} | {escape(row.party)} | {escape(row.western)} |"


def _background(card: Card) -> Iterator[str]:
    if card.concept.notes:
        yield from ["", "## Notes", ""]
    for note in card.concept.notes:
        numbers = wording.marks(note.sources, card.entry)
        yield f"- **{escape(note.topic)}**: {escape(f'{note.text} {numbers}'.rstrip())}"
    if lines := wording.history_lines(card):
        yield from ["", "## History", "", *(f"- {escape(line)}" for line in lines)]
    if grouped := wording.relations(card):
        yield from ["", "## Related", ""]
        for label, texts in grouped.items():
            yield f"- {label}: {escape('; '.join(texts))}"
    if lines := wording.origins(card.entry):
        yield from ["", "## Layers", "", *(f"- {escape(line)}" for line in lines)]
    if card.entry.sources:
        yield from ["", "## Sources", ""]
    for number, source in enumerate(card.entry.sources, 1):
        address = f" <{source.url}>" if source.url else ""
        yield f"- \\[{number}\\] {escape(wording.source_text(source))}{address}"
