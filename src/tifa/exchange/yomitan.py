"""A Yomitan dictionary (format 3): terms with pinyin, senses, what to write and what to avoid."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tifa.exchange.common import Losses, Wanted
from tifa.exchange.pleco import left_out, one_line, to_avoid, to_write
from tifa.exchange.stardict import alias_forms, headings_of, zipped
from tifa.model import FRAMES, KINDS, Concept, Entry, Heading, Sense
from tifa.render import wording

# How many terms a file holds; Yomitan reads each whole.
BANK = 10_000
_TOLD = ("aliases", "members of numeronyms", "rows of contrast", "notes", "relations")
_RED = {"color": "#b00020"}


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The zip, whole."""
    kept = sorted(wanted.of(entries), key=lambda entry: entry.concept.id)
    headings = headings_of(kept, wanted)
    terms: list[list[Any]] = []
    for number, entry in enumerate(kept):
        left_out(entry, losses, *_TOLD)
        terms += _terms(entry.concept, number, headings, wanted)
    banks = [terms[start : start + BANK] for start in range(0, len(terms), BANK)]
    files = {"tag_bank_1.json": _json(_tags(kept))}
    files |= {f"term_bank_{number}.json": _json(bank) for number, bank in enumerate(banks, 1)}
    yield zipped([("index.json", _index(kept, files, wanted)), *files.items()])


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _index(kept: list[Entry], files: dict[str, bytes], wanted: Wanted) -> bytes:
    """What the dictionary is; its revision is the newest date and a digest of all it holds."""
    newest = max((entry.concept.revised or entry.concept.added for entry in kept), default="")
    digest = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:8]
    language = wanted.languages[0] if len(wanted.languages) == 1 else "en"
    about = {
        "title": "tifa",
        "revision": "-".join(filter(None, (newest, digest))),
        "format": 3,
        "sequenced": True,
        "description": "Chinese Party-state vocabulary: official renderings, and what to avoid.",
        "sourceLanguage": "zh",
        "targetLanguage": language,
    }
    return json.dumps(about, ensure_ascii=False, indent=2).encode()


def _tags(kept: list[Entry]) -> list[list[Any]]:
    frames = [[frame, "partOfSpeech", -3, f"{wording.FRAMES[frame]} sense", 0] for frame in FRAMES]
    kinds = [[kind, "expression", -2, f"Kind of expression: {kind}", 0] for kind in KINDS]
    domains = sorted({_tag(entry.concept.domain) for entry in kept})
    return frames + kinds + [[domain, "dictionary", -1, f"Domain: {domain}", 0] for domain in domains]


def _tag(name: str) -> str:
    return "-".join(name.split())


def _terms(
    concept: Concept, number: int, headings: dict[str, Heading], wanted: Wanted
) -> Iterator[list[Any]]:
    """One row for each Chinese form; the headword ranks above its aliases."""
    content = {"type": "structured-content", "content": list(_article(concept, headings, wanted))}
    frames = " ".join(concept.frames)
    tags = f"{concept.kind} {_tag(concept.domain)}"
    readings = dict.fromkeys(map(one_line, wanted.headwords(concept)), concept.pinyin)
    scores = dict.fromkeys(readings, 0)
    for alias in concept.aliases:
        for form in map(one_line, alias_forms(alias, wanted)):
            readings.setdefault(form, alias.pinyin)
            scores.setdefault(form, -1)
    for form, reading in readings.items():
        yield [form, one_line(reading), frames, "", scores[form], [content], number, tags]


def _article(concept: Concept, headings: dict[str, Heading], wanted: Wanted) -> Iterator[Any]:
    several = len(concept.senses) > 1
    for sense in concept.senses:
        yield from _sense(sense, several)
    if concept.literal:
        yield _line(f"Literally: {concept.literal}")
    if concept.aliases:
        forms = [form for alias in concept.aliases for form in alias_forms(alias, wanted)]
        yield _line(f"Also: {', '.join(forms)}")
    if concept.expands:
        yield _list(
            "Counts", [_member(item.text, item.concept, item.rendering, headings) for item in concept.expands]
        )
    if concept.contrast:
        rows = [
            f"{row.aspect}: to the Party {row.party} In the West {row.western}"
            + (f" ({row.by})" if row.by else "")
            for row in concept.contrast
        ]
        yield _list("Contrast", rows)
    if concept.notes:
        yield _list("Notes", [f"{note.topic}: {note.text}" for note in concept.notes])
    if concept.related:
        linked = [
            _member(wording.RELATIONS[one.type] + ":", one.concept, "", headings) for one in concept.related
        ]
        yield _list("Related", linked)


def _sense(sense: Sense, several: bool) -> Iterator[Any]:
    if several:
        yield _line(f"{wording.FRAMES[sense.frame]} sense: {sense.label}", {"fontWeight": "bold"})
    if texts := to_write(sense):
        yield {"tag": "ul", "content": [{"tag": "li", "content": text} for text in texts]}
    yield _line(sense.gloss)
    for text in to_avoid(sense):
        yield _line(f"Avoid: {text}", _RED) | {"data": {"tifa": "avoid"}}


def _line(text: str, style: dict[str, str] | None = None) -> dict[str, Any]:
    styled: dict[str, Any] = {"style": style} if style else {}
    return {"tag": "div", "content": one_line(text)} | styled


def _list(title: str, items: list[str]) -> dict[str, Any]:
    content = {"tag": "ul", "content": [{"tag": "li", "content": one_line(item)} for item in items]}
    return {"tag": "details", "content": [{"tag": "summary", "content": title}, content]}


def _member(text: str, concept_id: str, rendering: str, headings: dict[str, Heading]) -> str:
    """A text with the concept it leads to, where that is in the dictionary."""
    heading = headings.get(concept_id)
    if not heading:
        return f"{text} {rendering or concept_id}".rstrip()
    name = heading.simplified if heading.simplified != text else ""
    return " ".join(filter(None, (text, name, rendering or heading.rendering)))
