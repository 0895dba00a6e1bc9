"""Pleco flash cards: headword, numbered pinyin and definition, one card a line, a category per domain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tifa.exchange.common import PERMITTED, Losses, Wanted
from tifa.model import Concept, Entry, Rendering, Sense
from tifa.pinyin import written_syllables
from tifa.render import wording

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_DIAERESIS = "\u0308"
_WORD = re.compile(r"[^\W\d_]+")
# What no text format and no YAML can hold as it is: control characters, halves of pairs, byte order marks.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Brackets part the two scripts of a headword.
_BRACKETS = str.maketrans("[]", "［］")
_BEST_FIRST = (PERMITTED[0], PERMITTED[2], PERMITTED[1])


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The cards, domain by domain."""
    kept = sorted(wanted.of(entries), key=lambda entry: (entry.concept.domain, entry.concept.id))
    domain = ""
    for entry in kept:
        concept = entry.concept
        if concept.domain != domain:
            domain = concept.domain
            yield f"//tifa/{one_line(domain)}\n".encode()
        left_out(entry, losses)
        head, *other = (one_line(form).translate(_BRACKETS) for form in wanted.headwords(concept))
        headword = f"{head}[{other[0]}]" if other else head
        yield f"{headword}\t{numbered(one_line(concept.pinyin))}\t{_definition(concept)}\n".encode()


def _definition(concept: Concept) -> str:
    several = len(concept.senses) > 1
    parts = [_sense(sense, several) for sense in concept.senses]
    if concept.literal:
        parts.append(f"Literally: {one_line(concept.literal)}.")
    return " ".join(parts)


def _sense(sense: Sense, several: bool) -> str:
    name = f"({wording.FRAMES[sense.frame]}, {one_line(sense.label)}) " if several else ""
    texts = "; ".join(to_write(sense)) or "–"
    avoid = "".join(f" AVOID: {text}." for text in to_avoid(sense))
    return f"{name}{texts} – {one_line(sense.gloss)}{avoid}"


# What follows is shared by the cards, the dictionaries and the linters' rules.


def one_line(text: str) -> str:
    """A text without line breaks, tabs and characters that no format can hold."""
    # Twice: white space that is also a control character parts words, other ones leave no gap.
    return " ".join(_UNFIT.sub("", " ".join(text.split())).split())


def to_write(sense: Sense) -> list[str]:
    """The renderings that may be written, preferred ones first; a proposed one and its language are told."""
    permitted = [r for r in sense.renderings if r.status in PERMITTED]
    permitted.sort(key=lambda rendering: _BEST_FIRST.index(rendering.status))
    return [one_line(r.text) + _told(r) for r in permitted]


def _told(rendering: Rendering) -> str:
    proposed = "proposed" if rendering.status == "proposed" else ""
    language = wording.LANGUAGES.get(rendering.language, rendering.language)
    told = ", ".join(filter(None, (language, proposed)))
    return f" ({told})" if told else ""


def to_avoid(sense: Sense) -> list[str]:
    """What is not to be written, each with what to write instead and why."""
    avoided = [r for r in sense.wordings if r.status == "deprecated"]
    return [
        f"“{one_line(r.text)}”"
        + (f" ({advice})" if (advice := one_line(wording.advice(r)).rstrip(".")) else "")
        for r in avoided
    ]


def numbered(pinyin: str) -> str:
    """Pinyin with tone numbers, ü as u: (xìnfǎng -> xin4fang3); what is no pinyin stays as it is."""
    plain = unicodedata.normalize("NFC", pinyin).replace("’", "'")
    return _WORD.sub(lambda word: _numbered_word(word[0]), plain).replace("'", "")


def _numbered_word(word: str) -> str:
    letters = [_letter(c) for c in word]
    out, start = "", 0
    for syllable in written_syllables(word):
        own = letters[start : start + len(syllable)]
        start += len(syllable)
        tones = [tone for _, tone in own if tone]
        if len(tones) > 1:
            return word
        out += "".join(text for text, _ in own) + (tones[0] if tones else "5")
    return out if out and start == len(letters) else word


def _letter(character: str) -> tuple[str, str]:
    """A letter without its tone, and the number of the tone."""
    parts = unicodedata.normalize("NFD", character)
    umlaut = ":" if _DIAERESIS in parts else ""
    return parts[0] + umlaut, "".join(_TONES.get(mark, "") for mark in parts[1:])


def left_out(entry: Entry, losses: Losses, *kept: str) -> None:
    """Counts what of an entry a format has no place for, but for what it keeps."""
    concept = entry.concept
    history = concept.history
    counts = {
        "sources": len(entry.sources),
        "issuers and dates of renderings": len(concept.renderings),
        "aliases": len(concept.aliases),
        "English under which terms are met": len(concept.met_as),
        "members of numeronyms": len(concept.expands),
        "rows of contrast": len(concept.contrast),
        "notes": len(concept.notes),
        "facts of history": len(history.events) + bool(history.first_attested) + bool(history.launched_by),
        "relations": len(concept.related),
        "cues for reading senses": sum(len(s.cues.supporting + s.cues.opposing) for s in concept.senses),
        "keywords": len(concept.keywords),
        "excluded words": len(concept.excludes),
        "examples": len(concept.examples),
    }
    for what, count in counts.items():
        if what not in kept:
            losses.note(what, count)
