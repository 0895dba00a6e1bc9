"""Find terms in running text: leftmost, longest, with exact places in the text as it was given."""

from __future__ import annotations

from tifa.fold import compact, english_words, han_key
from tifa.glossary import Glossary
from tifa.index.store import ENGLISH, HAN
from tifa.model import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Annotated

LONGEST_PHRASE = 24


class Span(Record):
    """A stretch of text in which a form of one or more entries stands: text[start:end]."""

    start: Annotated[int, "First character."]
    end: Annotated[int, "One past the last character."]
    rows: Annotated[tuple[tuple[int, int], ...], "(entry, form) of each entry that has this form."]


def chinese_spans(glossary: Glossary, text: str) -> Iterator[Span]:
    """The Chinese terms in a text, in order; words that entries exclude are passed over."""
    from daachorse import CharwiseDoubleArrayAhoCorasick

    automaton = CharwiseDoubleArrayAhoCorasick.deserialize(glossary.index.automaton())
    joined, places = compact(text, glossary.characters)
    for start, end, _ in automaton.find(joined):
        rows = glossary.index.find(HAN, han_key(joined[start:end], glossary.characters))
        if rows:
            yield Span(start=places[start], end=places[end - 1] + 1, rows=tuple(rows))


def western_spans(glossary: Glossary, text: str) -> Iterator[Span]:
    """The renderings and glosses of terms in a Western text, in order, whole words only."""
    words = [(key, start, end) for start, end in _words(text) for key in english_words(text[start:end])]
    at = 0
    while at < len(words):
        for stop in range(min(len(words), at + LONGEST_PHRASE), at, -1):
            key = " ".join(word for word, _, _ in words[at:stop])
            rows = glossary.index.find(ENGLISH, key)
            if rows:
                yield Span(start=words[at][1], end=words[stop - 1][2], rows=tuple(rows))
                at = stop - 1
                break
        at += 1


def _words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each word: letters and digits, apostrophes inside."""
    start = -1
    for at, c in enumerate(text + " "):
        inside = c.isalnum() or (c in "'’" and start >= 0)
        if inside and start < 0:
            start = at
        elif not inside and start >= 0:
            yield start, at
            start = -1
