"""Find terms in running text: leftmost, longest, with exact places in the text as it was given."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from tifa.fold import fold
from tifa.gaps import QUOTES, SEPARATORS, Joined, gap_at, has_pinyin, is_gap
from tifa.index.store import EXCLUDED
from tifa.model import Record
from tifa.western import WesternMatcher, open_automaton, with_quotes
from tifa.words import stretch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Annotated, Any

    from tifa.glossary import Glossary

    Rows = tuple[tuple[int, int], ...]
    # (start, end, number of the pattern)
    Hit = tuple[int, int, int]

# No form of a term holds it, so that the sentences between are matched each by itself.
STOP = "。"
CHINESE = "chinese"
FIRST_HAN = "\u2e80"
# How far past a hit that is none a shorter one that begins inside it may reach.
_REACH = 40
# A Latin word begins a gap where it is pinyin, which has the mark of a tone so near.
_NEAR = 64
# A Western stretch so short is remembered where no term stands in it: in Chinese text the same come again.
_SHORT, _MOST_SILENT = 24, 1 << 14
_QUOTE = f"([{re.escape(QUOTES)}])"
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class Span(Record):
    """A stretch of text in which a form of one or more entries stands: text[start:end]."""

    start: Annotated[int, "First character."]
    end: Annotated[int, "One past the last character."]
    rows: Annotated[Rows, "(entry, form) of each entry that has this form."]


def _as_they_are(rows: Rows, western: bool) -> Rows:  # noqa: ARG001
    return rows


class Matcher:
    """The terms of one glossary, ready to be found in any number of texts.

    `resolve` makes of the rows of a form, and whether it is Western, what `marks` gives for it.
    """

    def __init__(self, glossary: Glossary, resolve: Callable[[Rows, bool], Any] = _as_they_are) -> None:
        self.index = index = glossary.index
        self._table = glossary.characters
        self._automaton = open_automaton(glossary, "chinese.automaton")
        self._cut = array("I", index.section("chinese.cut"))
        bounds = array("I", index.section("chinese.bounds"))
        self._delicate, self._terms, self._latin, self._bracketed = bounds[:4]
        self._spaces, self._cuts, self._pairs, self._firsts = bounds[4:]
        self._resolve = resolve
        self._resolved: dict[int, Any] = {}
        self._inner: dict[str, list[Hit]] = {}
        self._joining: dict[str, bool] = {}
        self._silent: set[str] = set()
        self._western: WesternMatcher | None = None
        self._glossary = glossary

    def spans(self, text: str, nested: bool = False) -> Iterator[Span]:
        """The terms of a text in order; where `nested`, those inside a longer one after it."""
        for start, end, rows in self.marks(encodable(text), nested):
            yield Span(start=start, end=end, rows=rows)

    def marks(self, text: str, nested: bool = False) -> list[tuple[int, int, Any]]:
        """(start, end, rows) of each term of an `encodable` text, in order: what `spans` wraps."""
        hits, stretches = self.han(text)
        meaning_of = self._meaning
        if nested:
            hits = [inner for hit in hits for inner in [hit, *self._nested(text, hit)]]
        elif any(meaning_of(hit[2]) is None for hit in hits):
            hits = [each for hit in hits for each in ([hit] if meaning_of(hit[2]) else self._left(text, hit))]
        found = [(start, end, what) for start, end, pattern in hits if (what := meaning_of(pattern))]
        western = list(self._in_western(text, stretches, nested))
        return sorted([*found, *western], key=lambda mark: (mark[0], -mark[1])) if western else found

    def places(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of whatever counts as one word here: terms, and words that entries exclude."""
        hits, stretches = self.han(text)
        return [(start, end) for start, end, _ in (*hits, *self._in_western(text, stretches, False))]

    def rows(self, pattern: int) -> Rows:
        """(entry, form) of each form for which a Chinese pattern stands; none for an excluded word."""
        return tuple([row for row in self.index.pattern_rows(CHINESE, pattern) if row[1] != EXCLUDED])

    def _excluding(self, pattern: int) -> set[int]:
        """The entries that exclude the word for which a Chinese pattern stands."""
        return {entry for entry, form in self.index.pattern_rows(CHINESE, pattern) if form == EXCLUDED}

    def _meaning(self, pattern: int) -> Any:
        """What is made of the rows of a pattern; nothing for an excluded word."""
        if pattern not in self._resolved:
            rows = self.rows(pattern)
            self._resolved[pattern] = self._resolve(rows, False) if rows else None
        return self._resolved[pattern]

    def han(self, text: str) -> tuple[list[Hit], list[tuple[int, int]]]:
        """The Chinese terms of a text in order, and (start, end) of the stretches with Western words."""
        if text.isascii():
            return [], [(0, len(text))]
        hits, terms = self._automaton.find(text), self._terms
        signals = [hit for hit in hits if hit[2] >= terms]
        if not signals:
            return self._sound(text, hits), []
        western = list(_stretches(text, [end - 1 for _, end, signal in signals if signal < self._bracketed]))
        if not any(has_pinyin(text[start:end]) for start, end in western):
            signals = [hit for hit in signals if hit[2] >= self._latin]
        breaks = [found for hit in signals if (found := self._break_at(text, *hit))]
        first, end = self._spaces, self._cuts
        hits = [
            hit if hit[2] < terms else self._uncut(hit)
            for hit in hits
            if hit[2] < terms or first <= hit[2] < end
        ]
        return self._sound(text, self._rejoined(text, hits, breaks) if breaks else hits), western

    def _is_term(self, pattern: int) -> bool:
        return pattern < self._terms or self._spaces <= pattern < self._cuts

    def _uncut(self, hit: Hit) -> Hit:
        """The hit of a term for a hit of the term with the mark behind it."""
        start, end, signal = hit
        return start, end - 1, self._cut[(signal - self._spaces) % len(self._cut)]

    def _break_at(self, text: str, start: int, end: int, signal: int) -> tuple[int, int] | None:
        """(start, end) of the gap at a signal, where one term may hold the characters on both sides."""
        if self._cuts <= signal < self._pairs:
            return start + 1, end - 1
        if signal < self._latin and not has_pinyin(text[max(0, start - _NEAR) : end + _NEAR]):
            return None
        at = end - 1 if signal >= self._spaces else start
        while at and (text[at - 1] in SEPARATORS or (signal < self._latin and text[at - 1] < FIRST_HAN)):
            at -= 1
        stop = gap_at(text, at) if at else 0
        if not at < stop < len(text) or not is_gap(text, at, stop):
            return None
        joins = self._firsts > self._pairs or self._may_join(text[at - 1] + text[stop])
        return (at, stop) if joins else None

    def _may_join(self, beside: str) -> bool:
        """Whether two characters stand side by side in a term."""
        known = self._joining.get(beside)
        if known is None:
            found = self._automaton.find(" ".join(beside))
            known = self._joining[beside] = bool(found) and self._cuts <= found[0][2] < self._pairs
        return known

    def _rejoined(self, text: str, hits: list[Hit], breaks: list[tuple[int, int]]) -> list[Hit]:
        """The hits, found anew in the sentences in which a gap may break a term."""
        starts = [hit[0] for hit in hits]
        found: list[Hit] = []
        after = end = 0
        for at, stop in breaks:
            if at < end:
                continue
            start = text.rfind(STOP, end, at) + 1 or end
            end = text.find(STOP, at) + 1 or len(text)
            if self._may_cross(text[start:at], text[stop:end]):
                found += hits[after : bisect_left(starts, start)]
                found += self._in_sentence(text, start, end)
                after = bisect_left(starts, end)
        return [*found, *hits[after:]]

    def _may_cross(self, before: str, behind: str) -> bool:
        """Whether a term stands across a gap or at it, or there is more to look at."""
        at, terms = len(before), self._terms
        found = self._automaton.find(before + behind)
        return any(start <= at <= end or pattern >= terms for start, end, pattern in found)

    def _in_sentence(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """The terms in a part of a text, gaps left out."""
        joined = Joined(text[start:end])
        place = joined.place
        for begin, stop, pattern in self._terms_in(joined.text):
            first, last = start + place(begin), start + place(stop - 1) + 1
            if last - first == stop - begin:
                yield first, last, pattern
            elif not self._meaning(pattern) and any(quote in text[first:last] for quote in QUOTES):
                # Quotation marks set a term off, even where an excluded word would go on after it.
                for part in re.split(_QUOTE, text[first:last]):
                    if part not in QUOTES:
                        yield from self._in_sentence(text, first, first + len(part))
                    first += len(part)
            else:
                yield (*with_quotes(text, first, last), pattern)

    def _terms_in(self, text: str) -> Iterator[Hit]:
        """The terms in a text as it stands, signals left out."""
        for hit in self._automaton.find(text):
            if hit[2] < self._terms:
                yield hit
            elif self._is_term(hit[2]):
                yield self._uncut(hit)

    def _sound(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The hits without those that only look like terms; what such a hit hides stands in its place."""
        delicate = self._delicate
        if not any(hit[2] < delicate and not self._stands(text, hit) for hit in hits):
            return hits
        out: list[Hit] = []
        for hit in hits:
            if out and hit[0] < out[-1][1]:
                continue
            out += [hit] if hit[2] >= delicate or self._stands(text, hit) else self._hidden(text, hit)
        return out

    def _stands(self, text: str, hit: Hit) -> bool:
        """Whether a hit with digits or Latin letters stands by itself and has the letters of its form."""
        start, end, pattern = hit
        if _touches(text[start - 1 : start], text[start]) or _touches(text[end : end + 1], text[end - 1]):
            return False
        surface = fold(Joined(text[start:end]).text, self._table)
        letters = [c for c in surface if "a" <= c <= "z"]
        rows = self.rows(pattern)
        return not (letters and rows) or any(
            letters == [c for c in fold(self.index.form(*row).text, self._table) if "a" <= c <= "z"]
            for row in rows
        )

    def _hidden(self, text: str, hit: Hit) -> Iterator[Hit]:
        """The terms that begin inside a hit which is none."""
        at, end = hit[0], hit[1] - 1
        while at < hit[1]:
            found = next(self._in_sentence(text, at, end), None)
            if found and found[0] == at and (found[2] >= self._delicate or self._stands(text, found)):
                yield found
                at = found[1]
            else:
                at += 1
            end = min(len(text), hit[1] + _REACH)

    def _left(self, text: str, hit: Hit) -> Iterator[Hit]:
        """The terms in a word that an entry excludes, but for those of that entry; leftmost, longest."""
        end = 0
        for part in self._nested(text, hit):
            if part[0] >= end:
                yield part
                end = part[1]

    def _nested(self, text: str, hit: Hit) -> Iterator[Hit]:
        """The terms inside a longer one, from left to right, the longer first."""
        surface = text[hit[0] : hit[1]]
        if surface not in self._inner:
            self._inner[surface] = self._sound_parts(surface, hit[2])
        return ((hit[0] + start, hit[0] + end, pattern) for start, end, pattern in self._inner[surface])

    def _sound_parts(self, surface: str, pattern: int) -> list[Hit]:
        """The terms inside a word, but for those that stand in a longer one that their entries exclude."""
        words = [(0, len(surface), pattern)]
        for part in self._parts(surface):
            entries = {entry for entry, _ in self.rows(part[2])}
            holding = [word[2] for word in words if word[0] <= part[0] and part[1] <= word[1]]
            if not entries or not any(entries <= self._excluding(word) for word in holding):
                words.append(part)
        return [word for word in words[1:] if self._meaning(word[2])]

    def _parts(self, surface: str) -> Iterator[Hit]:
        known = {(0, len(surface))}
        for at in range(len(surface)):
            end = len(surface) - (at == 0)
            while end > at:
                found = next(self._in_sentence(surface, at, end), None)
                if not found or found[0] > at:
                    break
                # One that takes in a quotation mark before it was found from there.
                if found[0] == at and found[:2] not in known and self._stands(surface, found):
                    known.add(found[:2])
                    yield found
                end = min(end, found[1]) - 1  # a quotation mark behind may have been taken in

    def _in_western(
        self, text: str, stretches: list[tuple[int, int]], nested: bool
    ) -> Iterator[tuple[int, int, Any]]:
        if stretches and self._western is None:
            self._western = WesternMatcher(self._glossary, self._resolve)
        for start, end in stretches:
            surface = text[start:end] if end - start <= _SHORT else ""
            if surface in self._silent:
                continue
            assert self._western
            found = list(self._western.marks(text, start, end, nested))
            if surface and not found and len(self._silent) < _MOST_SILENT:
                self._silent.add(surface)
            yield from found


def _stretches(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """(start, end) of the Western stretches around these places, in order."""
    end = 0
    for place in places:
        if place >= end:
            start, end = stretch(text, place, end)
            yield start, end


def encodable(text: str) -> str:
    """The text with a sign in place of each lone surrogate, which the automata could not read."""
    try:
        text.encode("utf-16")
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text


def _touches(outside: str, inside: str) -> bool:
    """Whether a digit or letter goes on outside a hit."""
    return outside.isascii() and outside.isalnum() and inside.isascii() and inside.isalnum()
