"""What the plainer formats share: one-line text, which wordings come first, and what they leave out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tifa.exchange.common import Losses, Wanted
from tifa.model import CALQUE, LANGUAGES, NO_NAMES, Alias, Concept, Rendering, Sense

# As `Concept.rendering` has it: a proposal is made where what is attested does not serve.
ORDER = ("preferred", "proposed", "admitted", "deprecated")
# Control characters, line ends, and what neither XML nor UTF-8 can hold.
_UNFIT = re.compile("[ \\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\udfff\\ufffe\\uffff]+")

# Field -> how to name it where it is left out, and how much of it a concept has.
_FIELDS: dict[str, tuple[str, Callable[[Concept], int]]] = {
    "literal": ("word-for-word glosses", lambda c: bool(c.literal)),
    "alias types": ("types of other Chinese forms", lambda c: len(c.aliases)),
    "near": ("parts of terms and forms near them", lambda c: len(c.aliases) - len(names(c))),
    "met_as": ("English under which readers meet a term", lambda c: len(c.met_as)),
    "keywords": ("keywords", lambda c: len(c.keywords)),
    "excludes": ("longer words in which a term stands by chance", lambda c: len(c.excludes)),
    "expands": ("members of numeronyms", lambda c: len(c.expands)),
    "gloss": ("definitions", lambda c: len(c.senses)),
    "cues": (
        "cues for reading senses",
        lambda c: sum(len(s.cues.supporting) + len(s.cues.opposing) for s in c.senses),
    ),
    "sources": ("sources of renderings", lambda c: sum(len(r.sources) for r in c.renderings)),
    "date": ("dates of renderings", lambda c: sum(bool(r.date) for r in c.renderings)),
    "checked": ("dates of checking", lambda c: sum(bool(r.checked) for r in c.renderings)),
    "first_mention": (
        "forms for the first mention",
        lambda c: sum(bool(r.first_mention) for r in c.renderings),
    ),
    "contrast": ("contrasts of Party and Western meaning", lambda c: len(c.contrast)),
    "notes": ("notes", lambda c: len(c.notes)),
    "note sources": ("sources of notes", lambda c: sum(len(n.sources) for n in c.notes)),
    "history": (
        "events and origins",
        lambda c: len(c.history.events) + bool(c.history.first_attested) + bool(c.history.launched_by),
    ),
    "related": ("relations to other entries", lambda c: len(c.related)),
    "examples": ("examples", lambda c: len(c.examples)),
}


def clean(text: str) -> str:
    """The text on one line, fit for every format: line ends, tabs and control characters are blanks."""
    return _UNFIT.sub(" ", text).strip()


def names(concept: Concept) -> tuple[Alias, ...]:
    """The other Chinese forms of a concept that its renderings render."""
    return tuple(alias for alias in concept.aliases if alias.type not in NO_NAMES)


def wordings(sense: Sense, wanted: Wanted, language: str = "") -> list[Rendering]:
    """The wordings that are wanted, best first, what is to be avoided last; in one language or in all."""
    kept = [
        one
        for one in sense.wordings
        if wanted.accepts(one) and language in ("", one.language) and clean(one.text)
    ]
    return sorted(kept, key=lambda one: (LANGUAGES.index(one.language), ORDER.index(one.status)))


def one_language(wanted: Wanted, losses: Losses) -> str:
    """The language of a format that has room for one: the first that is wanted, else English."""
    if len(wanted.languages) > 1:
        losses.note("languages after the first, of which this format holds one", len(wanted.languages) - 1)
    return wanted.languages[0] if wanted.languages else "en"


def forms(concept: Concept, wanted: Wanted) -> list[str]:
    """The Chinese forms in the scripts that are wanted, the headword's first, each once."""
    found = list(wanted.headwords(concept))
    for alias in names(concept):
        if wanted.script != "traditional":
            found.append(alias.text)
        if wanted.script != "simplified" and alias.traditional:
            found.append(alias.traditional)
    return list(dict.fromkeys(filter(None, map(clean, found))))


def remark(one: Rendering) -> str:
    """What is to be known of a wording, in one line: status, issuer, date, scope, reason."""
    issuer = "" if one.issuer == CALQUE else f"{one.issuer} {one.date}".strip()
    return clean("; ".join(part for part in (one.status, issuer, one.scope, one.reason) if part))


def avoided(one: Rendering) -> str:
    """A wording as a warning: avoid: two grabs (write: Two Grasps; it sounds like theft)."""
    why = "; ".join(part for part in (f"write: {one.instead}" if one.instead else "", one.reason) if part)
    return clean(f"avoid: {one.text}" + (f" ({why})" if why else ""))


def note_dropped(concept: Concept, losses: Losses, *kept: str) -> None:
    """Count what of a concept a format leaves out; `kept` are the fields that it does carry."""
    for name, (words, count) in _FIELDS.items():
        if name not in kept:
            losses.note(words, count(concept))


def by_status(found: list[Rendering], deprecated: bool) -> Iterator[Rendering]:
    """The wordings to be written, or those to be avoided."""
    return (one for one in found if (one.status == "deprecated") == deprecated)
