"""The words that every form of output shares, so that plain text and cards never drift apart."""

from __future__ import annotations

from tifa.model import Concept, Entry, Heading, Item, Record, Relation, Rendering, Sense, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from tifa.cedict import Word
    from tifa.search import Hit

FRAMES = {"party": "Party", "western": "Western", "general": "General"}
# Of more calques than this a card explains the first and only names the rest.
FEW = 3
STATUSES = {
    "preferred": "preferred",
    "admitted": "also",
    "proposed": "proposed",
    "deprecated": "avoid",
}
LANGUAGES = {"en": "", "fr": "French", "es": "Spanish"}
RELATIONS = {
    "broader": "Broader",
    "narrower": "Narrower",
    "part of": "Part of",
    "has part": "Has part",
    "contrasts with": "Contrasts with",
    "replaces": "Replaces",
    "replaced by": "Replaced by",
    "see also": "See also",
}


class Card(Record):
    """What a card shows: an entry, the hit that led to it, and the headings of what it links to."""

    entry: Annotated[Entry, "The entry."]
    headings: Annotated[dict[str, Heading], "Headings of the linked concepts by id."]
    hit: Annotated[Hit | None, "The hit; None outside a lookup."] = None

    @property
    def concept(self) -> Concept:
        """The entry's concept."""
        return self.entry.concept


def scripts(concept: Concept) -> list[str]:
    """The headword, and its traditional form where that differs."""
    both = [concept.simplified, concept.traditional]
    return both[: 2 if both[0] != both[1] else 1]


def classification(concept: Concept) -> str:
    """Kind, domain and literal gloss on one line."""
    literal = f" · literally “{concept.literal}”" if concept.literal else ""
    return f"{concept.kind} · {concept.domain}{literal}"


def matched(hit: Hit | None) -> str:
    """Why the hit matched; nothing where the query was the headword itself."""
    return f"Matched {hit.why}" if hit and hit.tier != "headword" else ""


def credit(rendering: Rendering) -> str:
    """Who uses a rendering, since when, until when and where: Xinhua 2024; in headlines."""
    language = LANGUAGES.get(rendering.language, rendering.language)
    who = " ".join(part for part in (rendering.issuer, rendering.date[:4]) if part)
    until = f"until {rendering.until[:4]}" if rendering.until else ""
    return "; ".join(part for part in (language, who, until, rendering.scope) if part)


def advice(rendering: Rendering) -> str:
    """What goes with a rendering: what to write instead, the form at first mention, and why."""
    parts = []
    if rendering.instead:
        parts.append(f"write “{rendering.instead}”")
    if rendering.first_mention:
        parts.append(f"at first mention “{rendering.first_mention}”")
    if rendering.reason:
        parts.append(rendering.reason)
    return "; ".join(parts)


def item_text(item: Item, card: Card) -> str:
    """The rendering of a numeronym's member: its own, or that of its entry."""
    heading = card.headings.get(item.concept)
    return item.rendering or (heading.rendering if heading else "")


def link_text(relation: Relation, card: Card) -> str:
    """A linked concept as headword and rendering; its id where it is not in this glossary."""
    heading = card.headings.get(relation.concept)
    return f"{heading.simplified} {heading.rendering}".strip() if heading else relation.concept


def relations(card: Card) -> dict[str, list[str]]:
    """Linked concepts by the label of the relation."""
    grouped: dict[str, list[str]] = {}
    for type_, label in RELATIONS.items():
        linked = [r for r in card.concept.related if r.type == type_]
        if linked:
            grouped[label] = [link_text(relation, card) for relation in linked]
    return grouped


def origins(entry: Entry) -> list[str]:
    """What layers above the bundled glossary gave: layer, file and line, field and what stands there."""
    return [
        f"{one.layer} ({one.path}:{one.line}): " + (f"{one.field}: {one.text}" if one.field else "the entry")
        for one in entry.origins
    ]


def source_title(source: Source) -> str:
    """A source without its address: publisher, author, title and date."""
    author = f"{source.author}, " if source.author and source.author not in source.publisher else ""
    date = f", {source.date}" if source.date else ""
    return f"{source.publisher}: {author}“{source.title}”{date}"


def source_text(source: Source) -> str:
    """A source without its address: title and date, how it was read and when it was checked."""
    seen = f"; seen: {source.seen}" if source.seen else ""
    return f"{source_title(source)}{seen}; checked {source.checked}"


def checked(sources: tuple[Source, ...]) -> str:
    """When an editor last opened the sources: one date, or the oldest and the newest."""
    dates = sorted(source.checked for source in sources)
    return f"checked {dates[0]}" if dates[0] == dates[-1] else f"checked {dates[0]} to {dates[-1]}"


# The sources that were asked about last, and their numbers: a card asks dozens of times.
_numbered: tuple[tuple[Source, ...], dict[str, int]] = (), {}


def marks(keys: tuple[str, ...], entry: Entry) -> str:
    """The numbers of cited sources: [1][4]."""
    global _numbered
    if _numbered[0] is not entry.sources:
        _numbered = entry.sources, {source.key: at for at, source in enumerate(entry.sources, 1)}
    numbers = _numbered[1]
    return "".join(f"[{numbers[key]}]" for key in keys if key in numbers)


def history_lines(card: Card) -> list[str]:
    """The earliest use seen, launch, and dated events."""
    history = card.concept.history
    lines = []
    if history.first_attested:
        lines.append(f"Earliest use seen: {history.first_attested}")
    if history.launched_by:
        lines.append(f"Launched by: {history.launched_by}")
    if history.lifecycle != "current":
        lines.append(f"In use: {history.lifecycle}")
    for event in history.events:
        lines.append(f"{event.date}  {event.event} {marks(event.sources, card.entry)}".rstrip())
    return lines


def one_line(hit: Hit) -> str:
    """A hit in one line: headword, pinyin, rendering and why it matched."""
    heading = hit.heading
    return f"{heading.simplified}  {heading.pinyin}  {heading.rendering}  ({hit.why})"


def elsewhere() -> str:
    """The heading of what comes from the dictionary to fall back on."""
    from tifa.cedict import LICENCE, NAME

    return f"In {NAME}, a general dictionary ({LICENCE}), not in the glossary"


def word_text(word: Word) -> str:
    """A word of that dictionary on one line."""
    both = "  ".join(dict.fromkeys((word.simplified, word.traditional)))
    return f"{both}  {word.pinyin}  {'; '.join(word.glosses)}"


def nothing(query: str) -> list[str]:
    """What to say where nothing was found, and what to do."""
    return [
        f"Nothing in the glossary is like “{query}”.",
        "To draft an entry: tifa new TERM (in Chinese characters).",
    ]


def in_full(sense: Sense) -> tuple[Rendering, ...]:
    """The renderings of a sense and those of its calques that a card explains."""
    shown = len(sense.calques) if len(sense.calques) <= FEW else FEW - 1
    return sense.wordings[: len(sense.renderings) + shown]


def other_calques(sense: Sense) -> str:
    """The calques of a sense that a card only names; nothing where it explains all."""
    rest = sense.wordings[len(in_full(sense)) :]
    return "; ".join(f"“{each.text}”" for each in rest)
