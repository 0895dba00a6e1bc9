"""Under which forms and keys a concept is found; used when an index is compiled."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tifa.fold import english_key, english_words, han_key, is_han
from tifa.index.store import ENGLISH, HAN, ID, INITIALS, PINYIN, SLIP, WORD
from tifa.model import Concept, Form
from tifa.pinyin import initials, pinyin_key, slip_key, split_syllables, written_syllables

if TYPE_CHECKING:
    from tifa.fold import Table


# A term in Latin letters is told from other words by so many.
LEAST_LETTERS = 5
ALSO_ENGLISH = (["dangling"],)


@dataclass(frozen=True)
class Readings:
    """The readings of characters, for aliases whose pinyin no entry gives."""

    common: dict[str, str]

    def of_alias(self, text: str, headword: dict[str, str]) -> list[str]:
        """Syllables of an alias: as in the headword where it has the character, else the common."""
        found = [headword.get(c) or self.common.get(c, "") for c in text if is_han(c)]
        return found if all(found) else []


def forms_of(concept: Concept) -> list[Form]:
    """Every text under which a concept is found, the headword first."""
    forms = [Form(text=concept.simplified, sort="headword", pinyin=concept.pinyin)]
    forms += [Form(text=a.text, sort=a.type, pinyin=a.pinyin) for a in concept.aliases]
    written = {concept.simplified} | {alias.text for alias in concept.aliases}
    others = [concept.traditional, *(alias.traditional for alias in concept.aliases)]
    forms += [Form(text=t, sort="traditional form") for t in others if t and t not in written]
    for rendering in concept.wordings:
        forms.append(Form(text=rendering.text, sort=f"{rendering.status} rendering"))
        if rendering.first_mention:
            forms.append(Form(text=rendering.first_mention, sort=f"{rendering.status} rendering"))
    glosses = filter(None, concept.literal.split("; "))
    forms += [Form(text=text, sort="literal gloss") for text in glosses]
    forms += [Form(text=text, sort="also met as") for text in concept.met_as]
    forms += [Form(text=text, sort="pinyin") for text in _romanised(concept.pinyin)]
    return forms + [Form(text=keyword, sort="keyword") for keyword in concept.keywords]


def keys_of(
    concept: Concept, forms: list[Form], table: Table, readings: Readings
) -> Iterator[tuple[str, str, int]]:
    """(family, key, number of the form) for everything a concept is found by."""
    yield ID, concept.id, 0
    head = _syllables(concept.simplified, concept.pinyin)
    by_character = dict(zip(filter(is_han, concept.simplified), head, strict=False))
    for number, form in enumerate(forms):
        if not any(map(is_han, form.text)):
            if form.sort != "pinyin":  # which the Chinese forms are found by
                yield from _western_keys(form, number)
            continue
        if key := han_key(form.text, table):
            yield HAN, key, number
        parts = _syllables(form.text, form.pinyin) or (
            readings.of_alias(form.text, by_character) if form.sort != "traditional form" else []
        )
        typed = pinyin_key(form.pinyin) or "".join(parts)
        if typed:
            yield PINYIN, typed, number
            yield SLIP, slip_key(typed), number
        if len(parts) > 1:
            yield INITIALS, initials(parts), number


def _romanised(pinyin: str) -> Iterator[str]:
    """The headword as Western texts spell it: shehui gongzuo, Fengqiao jingyan; not one short syllable."""
    plain = unicodedata.normalize("NFKD", pinyin)
    text = "".join(c for c in plain if not unicodedata.combining(c))
    words = text.replace("'", "").replace("’", "").split()
    is_long = len("".join(words)) >= LEAST_LETTERS
    if is_long and all(map(str.isalpha, words)) and words not in ALSO_ENGLISH:
        yield " ".join(words)


def _western_keys(form: Form, number: int) -> Iterator[tuple[str, str, int]]:
    if key := english_key(form.text):
        yield ENGLISH, key, number
        for word in set(english_words(form.text)):
            yield WORD, word, number


def _syllables(text: str, pinyin: str) -> list[str]:
    """The syllables of a form, one for each of its characters; [] where they do not match."""
    parts = written_syllables(pinyin)
    count = sum(map(is_han, text))
    return parts if len(parts) == count else split_syllables(pinyin_key(pinyin), count)
