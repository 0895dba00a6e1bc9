"""A glossary for OmegaT: tab-separated text of three columns, source, target and comment.

OmegaT offers everything in the second column as a translation, so what is to be avoided stands in the
comment alone. The first line tells OmegaT the encoding where the file's name ends in .txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tifa.exchange.common import Losses, Wanted
from tifa.exchange.plain import avoided, by_status, clean, forms, note_dropped, one_language, remark, wordings
from tifa.model import Concept, Entry, Sense

HEAD = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """One line for each Chinese form and rendering, the rendering to be preferred first."""
    language = one_language(wanted, losses)
    yield HEAD.encode()
    seen: set[tuple[str, str]] = set()
    for entry in wanted.of(entries):
        concept = entry.concept
        note_dropped(concept, losses, "gloss", "date", "literal")
        others = sum(one.language != language for sense in concept.senses for one in sense.renderings)
        losses.note(f"renderings in other languages than {language}", others)
        for sense in concept.senses:
            for target, comment in _targets(concept, sense, wanted, language):
                for form in forms(concept, wanted):
                    if (form, target or comment) not in seen:
                        seen.add((form, target or comment))
                        yield f"{_source(form)}\t{target}\t{comment}\n".encode()


def _targets(concept: Concept, sense: Sense, wanted: Wanted, language: str) -> Iterator[tuple[str, str]]:
    """(target, comment) of what may be written; the first comment says what the sense is, and warns."""
    found = wordings(sense, wanted, language)
    warnings = [avoided(one) for one in by_status(found, deprecated=True)]
    literal = f"literally: {concept.literal}" if concept.literal else ""
    about = [clean(part) for part in (sense.label, sense.gloss, literal) if part]
    for one in by_status(found, deprecated=False):
        yield clean(one.text), " | ".join([remark(one), *about, *warnings])
        about, warnings = about[:1], []
    if warnings:  # nothing to be written: OmegaT shows the comment beside an empty target
        yield "", " | ".join([*about, *warnings])


def _source(form: str) -> str:
    # A line that begins with # is a comment.
    return f"＃{form[1:]}" if form.startswith("#") else form
