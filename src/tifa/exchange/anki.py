"""An Anki deck: one note a concept, with a card each way; a second import updates and adds none."""

from __future__ import annotations

import datetime
import html
import importlib
import itertools
import sqlite3
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tifa.errors import UsageError
from tifa.exchange.common import Losses, Wanted
from tifa.exchange.pleco import left_out, one_line, to_avoid, to_write
from tifa.exchange.stardict import zipped
from tifa.model import Concept, Entry, Sense
from tifa.render import wording

# Anki recognises a deck and a note type by these numbers: they stay for ever, but for a note type
# with other fields, which takes a new number.
DECK = 1_790_000_001
NOTE_TYPE = 1_790_000_002
# When the templates below were last changed, in seconds; Anki takes newer ones over.
CHANGED = 1_795_219_200
FIELDS = ("Term", "Traditional", "Pinyin", "Rendering", "Avoid", "Gloss", "Literal", "Id")
_HEAD = (
    "<div class=term lang=zh>{{Term}}</div>{{#Traditional}}<div lang=zh>{{Traditional}}</div>{{/Traditional}}"
)
_REST = (
    "{{#Avoid}}<div class=avoid>Avoid: {{Avoid}}</div>{{/Avoid}}<div>{{Gloss}}</div>"
    "{{#Literal}}<div>Literally: {{Literal}}</div>{{/Literal}}<div class=id>{{Id}}</div>"
)
TEMPLATES = (
    {
        "name": "Chinese to English",
        "qfmt": _HEAD,
        "afmt": "{{FrontSide}}<hr id=answer><div>{{Pinyin}}</div><div class=rendering>{{Rendering}}</div>"
        + _REST,
    },
    {
        "name": "English to Chinese",
        "qfmt": "<div class=rendering>{{Rendering}}</div>",
        "afmt": "{{FrontSide}}<hr id=answer>" + _HEAD + "<div>{{Pinyin}}</div>" + _REST,
    },
)
CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: center; }\n"
    ".term { font-size: 2em; }\n.rendering { font-weight: bold; }\n"
    ".avoid { color: #b00020; }\n.id { color: gray; font-size: 0.7em; }\n"
)
# Anki reads [sound:...] and [latex] in fields; as character references they are text.
_BRACKETS = {"[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;"}
# Where SQLite writes its own version into a file.
_VERSION = 96


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The package, whole."""
    genanki = _genanki()
    kept = sorted(wanted.of(entries), key=lambda entry: entry.concept.id)
    note_type = genanki.Model(
        NOTE_TYPE, "tifa", [{"name": name} for name in FIELDS], [dict(one) for one in TEMPLATES], css=CSS
    )
    notes = []
    for entry in kept:
        left_out(entry, losses)
        notes.append((_note(genanki, note_type, entry.concept, wanted), _seconds(entry.concept)))
    yield zipped([("collection.anki2", _collection(genanki, note_type, notes)), ("media", b"{}")])


def _genanki() -> Any:
    try:
        return importlib.import_module("genanki")
    except ModuleNotFoundError:
        raise UsageError(
            "an Anki deck needs genanki; install it with: pip install 'tifa-glossary[anki]'"
        ) from None


def _collection(genanki: Any, note_type: Any, notes: list[tuple[Any, int]]) -> bytes:
    """The database of the package; its ids count up from one number, its times come from the entries."""
    deck = genanki.Deck(DECK, "tifa")
    deck.add_model(note_type)
    ids = itertools.count(CHANGED * 1000)
    database = sqlite3.connect(":memory:")
    try:
        cursor = database.cursor()
        genanki.Package(deck).write_to_db(cursor, CHANGED, ids)
        for note, seconds in notes:
            note.write_to_db(cursor, seconds, DECK, ids)
        database.commit()
        data = database.serialize()
    finally:
        database.close()
    # The number says only which SQLite wrote the file, and would make its bytes differ between machines.
    return data[:_VERSION] + struct.pack(">I", 3_040_000) + data[_VERSION + 4 :]


def _note(genanki: Any, note_type: Any, concept: Concept, wanted: Wanted) -> Any:
    head, *other = wanted.headwords(concept)
    fields = {
        "Term": _escaped(head),
        "Traditional": _escaped("".join(other)),
        "Pinyin": _escaped(concept.pinyin),
        "Rendering": _by_sense(concept, to_write),
        "Avoid": _by_sense(concept, to_avoid),
        "Gloss": _by_sense(concept, lambda sense: [sense.gloss]),
        "Literal": _escaped(concept.literal),
        "Id": _escaped(concept.id),
    }
    return genanki.Note(
        note_type,
        [fields[name] for name in FIELDS],
        tags=["-".join(one.split()) for one in (concept.domain, concept.kind, *concept.frames)],
        guid=genanki.guid_for("tifa", concept.id),
    )


def _by_sense(concept: Concept, texts: Callable[[Sense], list[str]]) -> str:
    """The texts of every sense that has any; the senses are named where there are several."""
    several = len(concept.senses) > 1
    parts = []
    for sense in concept.senses:
        name = f"<i>{wording.FRAMES[sense.frame]}, {_escaped(sense.label)}:</i> " if several else ""
        if found := texts(sense):
            parts.append(name + "; ".join(map(_escaped, found)))
    return "<br>".join(parts)


def _escaped(text: str) -> str:
    escaped = html.escape(one_line(text))
    return "".join(_BRACKETS.get(c, c) for c in escaped)


def _seconds(concept: Concept) -> int:
    """When an entry last changed; Anki updates a note only from a newer one."""
    day = f"{concept.revised or concept.added}-01-01"[:10]
    return int(datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())
