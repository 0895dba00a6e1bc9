"""Plain text for pipes and files: no colour, no wrapping, one thing a line."""

from __future__ import annotations

from tifa.render import wording
from tifa.render.wording import Card

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tifa.cedict import Word
    from tifa.model import Sense
    from tifa.search import Hit


def card(card: Card) -> str:
    """The whole card of an entry."""
    return "\n".join(_lines(card)) + "\n"


def brief(card: Card) -> str:
    """At most six lines: head, why, and for each of the first senses what it is and its rendering."""
    concept = card.concept
    lines = [_head(card), wording.classification(concept)]
    if reason := wording.matched(card.hit):
        lines.append(reason)
    for sense in concept.senses[: 5 - len(lines)]:
        texts = [r.text for r in sense.renderings if r.status != "deprecated" and r.language == "en"][:2]
        lines.append(f"{wording.FRAMES[sense.frame]}: {' / '.join(texts) or '–'} – {sense.gloss}")
    several = len(concept.senses) > 1
    avoided = [
        r.text + (f" ({sense.label})" if several else "")
        for sense in concept.senses
        for r in sense.wordings
        if r.status == "deprecated"
    ]
    if avoided:
        lines.append("avoid: " + ", ".join(avoided))
    return "\n".join(lines) + "\n"


def others(hits: list[Hit]) -> str:
    """Further hits, one line each."""
    return "".join(f"  {wording.one_line(hit)}\n" for hit in hits)


def near(query: str, hits: list[Hit]) -> str:
    """Suggestions, best first, and the terms found inside the query."""
    inside = [hit for hit in hits if hit.tier == "inside"]
    like = [hit for hit in hits if hit.tier != "inside"]
    text = f"No entry is called “{query}”.\n"
    if like:
        text += "Did you mean:\n" + others(like)
    if inside:
        text += "Found inside it:\n" + others(inside)
    return text


def nothing(query: str) -> str:
    """That nothing was found, and what to do."""
    return "\n".join(wording.nothing(query)) + "\n"


def elsewhere(words: list[Word]) -> str:
    """The words of the dictionary to fall back on, marked as such; nothing where there are none."""
    lines = [f"{wording.elsewhere()}:", *(f"  {wording.word_text(word)}" for word in words)] if words else []
    return "".join(f"{line}\n" for line in lines)


def _head(card: Card) -> str:
    return "  ".join([*wording.scripts(card.concept), card.concept.pinyin])


def _lines(card: Card) -> Iterator[str]:
    concept = card.concept
    yield _head(card)
    yield wording.classification(concept)
    if reason := wording.matched(card.hit):
        yield reason
    if concept.aliases:
        yield "Also: " + ", ".join(f"{alias.text} ({alias.type})" for alias in concept.aliases)
    for sense in concept.senses:
        yield ""
        yield from _sense(card, sense)
    if concept.expands:
        yield from ["", "Counts"]
        for number, item in enumerate(concept.expands, 1):
            yield f"  {number}. {item.text}  {wording.item_text(item, card)}"
    for row in concept.contrast:
        if row is concept.contrast[0]:
            yield from ["", "Contrast"]
        by = f" ({row.by})" if row.by else ""
        yield f"  {row.aspect}{by} {wording.marks(row.sources, card.entry)}".rstrip()
        yield f"    Party: {row.party}"
        yield f"    Western: {row.western}"
    yield from _background(card)


def _sense(card: Card, sense: Sense) -> Iterator[str]:
    yield f"{wording.FRAMES[sense.frame]} sense: {sense.label}"
    yield f"  {sense.gloss}"
    for rendering in wording.in_full(sense):
        parts = [wording.credit(rendering), wording.advice(rendering)]
        said = " – ".join(part for part in parts if part)
        numbers = wording.marks(rendering.sources, card.entry)
        label = wording.STATUSES[rendering.status]
        yield f"  {label}: {rendering.text} – {said} {numbers}".rstrip(" –")
    if others := wording.other_calques(sense):
        yield f"  {wording.STATUSES['deprecated']}, too: {others}"


def _background(card: Card) -> Iterator[str]:
    if card.concept.notes:
        yield from ["", "Notes"]
    for note in card.concept.notes:
        yield f"  {note.topic}: {note.text} {wording.marks(note.sources, card.entry)}".rstrip()
    if lines := wording.history_lines(card):
        yield from ["", "History", *(f"  {line}" for line in lines)]
    if grouped := wording.relations(card):
        yield from ["", "Related"]
        for label, texts in grouped.items():
            yield f"  {label}: {'; '.join(texts)}"
    if lines := wording.origins(card.entry):
        yield from ["", "Layers", *(f"  {line}" for line in lines)]
    if card.entry.sources:
        yield from ["", "Sources"]
    for number, source in enumerate(card.entry.sources, 1):
        yield f"  [{number}] {wording.source_text(source)}"
        if source.url:
            yield f"      {source.url}"
