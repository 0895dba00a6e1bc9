"""Find terms in running text: leftmost, longest, with exact places in the text as it was given."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate

from daachorse import CharwiseDoubleArrayAhoCorasick

from tifa.errors import GlossaryError
from tifa.fold import ARTICLES, ENGLISH_NUMBERS, fold
from tifa.gaps import QUOTES, SEPARATORS, Joined, gap_at, is_inside
from tifa.index.store import letter
from tifa.model import Record
from tifa.words import BOUNDARY, Comparable, stretch, tokens

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
CHINESE, WESTERN = "chinese", "western"
# How far past a hit that is none a shorter one that begins inside it may reach.
_REACH = 40
HYPHENS = ("-", "\u2010")
PAIRED = ("“”", "‘’", "「」", "『』", "｢｣")


class Span(Record):
    """A stretch of text in which a form of one or more entries stands: text[start:end]."""

    start: Annotated[int, "First character."]
    end: Annotated[int, "One past the last character."]
    rows: Annotated[Rows, "(entry, form) of each entry that has this form."]


def _as_they_are(rows: Rows) -> Rows:
    return rows


class Matcher:
    """The terms of one glossary, ready to be found in any number of texts.

    `resolve` makes of the rows of a form what `marks` gives for it, once a form.
    """

    def __init__(self, glossary: Glossary, resolve: Callable[[Rows], Any] = _as_they_are) -> None:
        self.index = index = glossary.index
        self._table = glossary.characters
        self._automaton = open_automaton(glossary, "chinese.automaton")
        self._cut = array("I", index.section("chinese.cut"))
        bounds = array("I", index.section("chinese.bounds"))
        self._delicate, self._terms, self._latin, self._bracketed = bounds[:4]
        self._spaces, self._cuts, self._pairs = bounds[4:]
        self._resolve = resolve
        self._resolved: dict[int, Any] = {}
        self._inner: dict[str, list[Hit]] = {}
        self._western: WesternMatcher | None = None
        self._glossary = glossary

    def spans(self, text: str, nested: bool = False) -> Iterator[Span]:
        """The terms of a text in order; where `nested`, those inside a longer one after it."""
        for start, end, rows in self.marks(text, nested):
            yield Span(start=start, end=end, rows=rows)

    def marks(self, text: str, nested: bool = False) -> list[tuple[int, int, Any]]:
        """(start, end, rows) of each term, in order: what `spans` wraps."""
        hits, latin = self.han(text)
        if nested:
            hits = [inner for hit in hits for inner in [hit, *self._nested(text, hit)]]
        meaning_of = self._meaning
        found = [(start, end, what) for start, end, pattern in hits if (what := meaning_of(pattern))]
        western = list(self._in_western(text, latin, nested)) if latin else []
        return sorted([*found, *western], key=lambda mark: (mark[0], -mark[1])) if western else found

    def places(self, text: str) -> list[tuple[int, int]]:
        """(start, end) of whatever counts as one word here: terms, and words that entries exclude."""
        hits, latin = self.han(text)
        western = self._in_western(text, latin, False) if latin else ()
        return [(start, end) for start, end, _ in (*hits, *western)]

    def rows(self, pattern: int) -> Rows:
        """(entry, form) of each form for which a Chinese pattern stands; none for an excluded word."""
        return tuple(self.index.pattern_rows(CHINESE, pattern))

    def _meaning(self, pattern: int) -> Any:
        """What is made of the rows of a pattern; nothing for an excluded word."""
        if pattern not in self._resolved:
            rows = self.rows(pattern)
            self._resolved[pattern] = self._resolve(rows) if rows else None
        return self._resolved[pattern]

    def han(self, text: str) -> tuple[list[Hit], list[int]]:
        """The Chinese terms of a text in order, and places where Western words stand."""
        if text.isascii():
            return [], [0]
        hits, terms = self._automaton.find(text), self._terms
        signals = [hit for hit in hits if hit[2] >= terms]
        if not signals:
            return self._sound(text, hits), []
        latin = [end - 1 for _, end, signal in signals if signal < self._bracketed]
        breaks = [start for start, end, signal in signals if self._is_break(text, start, end, signal)]
        first, end = self._spaces, self._cuts
        hits = [
            hit if hit[2] < terms else self._uncut(hit)
            for hit in hits
            if hit[2] < terms or first <= hit[2] < end
        ]
        return self._sound(text, self._rejoined(text, hits, breaks) if breaks else hits), latin

    def _is_term(self, pattern: int) -> bool:
        return pattern < self._terms or self._spaces <= pattern < self._cuts

    def _uncut(self, hit: Hit) -> Hit:
        """The hit of a term for a hit of the term with the mark behind it."""
        start, end, signal = hit
        return start, end - 1, self._cut[(signal - self._spaces) % len(self._cut)]

    def _is_break(self, text: str, start: int, end: int, signal: int) -> bool:
        """Whether a gap stands at a signal, with characters on both sides that one term may hold."""
        if not self._latin <= signal < self._cuts:
            return self._cuts <= signal < self._pairs
        at = end - 1 if signal >= self._spaces else start
        while at and text[at - 1] in SEPARATORS:
            at -= 1
        stop = gap_at(text, at)
        if not 0 < at < stop < len(text) or not (is_inside(text[at - 1]) and is_inside(text[stop])):
            return False
        beside = self._automaton.find(f"{text[at - 1]} {text[stop]}")
        return bool(beside) and self._cuts <= beside[0][2] < self._pairs

    def _rejoined(self, text: str, hits: list[Hit], breaks: list[int]) -> list[Hit]:
        """The hits, found anew in the sentences in which a gap may break a term."""
        ends = list(accumulate(len(sentence) + 1 for sentence in text.split(STOP)))
        starts = [hit[0] for hit in hits]
        found: list[Hit] = []
        after = 0
        for number in sorted({bisect_right(ends, at) for at in breaks}):
            start, end = ends[number - 1] if number else 0, min(ends[number], len(text))
            found += hits[after : bisect_left(starts, start)]
            found += self._in_sentence(text, start, end)
            after = bisect_left(starts, end)
        return [*found, *hits[after:]]

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
                apart = self._terms_in(text[first:last])
                yield from ((first + begin, first + stop, pattern) for begin, stop, pattern in apart)
            else:
                yield (*_with_quotes(text, first, last), pattern)

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

    def _nested(self, text: str, hit: Hit) -> Iterator[Hit]:
        """The terms inside a longer one, from left to right, the longer first."""
        surface = text[hit[0] : hit[1]]
        if not self._meaning(hit[2]):
            return iter(())
        if surface not in self._inner:
            parts = list(self._parts(surface))
            excluded = [part for part in parts if not self._meaning(part[2])]
            self._inner[surface] = [
                part for part in parts if not any(x[0] <= part[0] and part[1] <= x[1] for x in excluded)
            ]
        return ((hit[0] + start, hit[0] + end, pattern) for start, end, pattern in self._inner[surface])

    def _parts(self, surface: str) -> Iterator[Hit]:
        for at in range(len(surface)):
            end = len(surface) - (at == 0)
            while end > at:
                found = next(self._in_sentence(surface, at, end), None)
                if not found or found[0] != at:
                    break
                if self._stands(surface, found):
                    yield found
                end = min(end, found[1]) - 1  # a quotation mark behind may have been taken in

    def _in_western(self, text: str, latin: list[int], nested: bool) -> Iterator[tuple[int, int, Any]]:
        if self._western is None:
            self._western = WesternMatcher(self._glossary, self._resolve)
        end = 0
        for place in latin:
            if place >= end:
                start, end = stretch(text, place, end)
                yield from self._western.marks(text, start, end, nested)


class WesternMatcher:
    """The Western forms of the terms of one glossary; words compare without case, number and spelling."""

    def __init__(self, glossary: Glossary, resolve: Callable[[Rows], Any]) -> None:
        self.index = glossary.index
        self._resolve = resolve
        self._automaton = open_automaton(glossary, "western.automaton")
        words = self.index.section("western.words").decode().split()
        self._letters = Letters({word: letter(number) for number, word in enumerate(words)})
        self._resolved: dict[tuple[int, str], tuple[Any, bool]] = {}

    def marks(self, text: str, start: int, end: int, nested: bool) -> Iterator[tuple[int, int, Any]]:
        """(start, end, rows) of each term between two places of a text, in order."""
        letters = self._letters
        words = [(letters[word], first, last) for word, first, last in self._unbroken(text, start, end)]
        kept = [at for at, each in enumerate(words) if each[0]]  # all but articles
        spelled = "".join([words[at][0] for at in kept])
        for first, last, pattern in self._hits(spelled, nested):
            begin, stop = words[kept[first]][1], words[kept[last - 1]][2]
            what, with_article = self._meaning(pattern, text[begin:stop])
            if what:
                before = words[kept[first] - 1] if kept[first] else ("x", 0, 0)
                if with_article and not before[0]:
                    begin = before[1]
                yield (*_with_quotes(text, begin, stop), what)

    def _unbroken(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The tokens, with a word that is hyphenated at the end of a line made whole, if it is then known."""
        held: tuple[str, int, int] | None = None
        for token in tokens(text, start, end):
            if held is not None:
                whole = held[0] + token[0]
                between = text[held[2] : token[1]]
                if between[:1] in HYPHENS and between[1:].strip(" \t\r") == "\n" and self._is_known(whole):
                    held = (whole, held[1], token[2])
                    continue
                yield held
            held = token
        if held is not None:
            yield held

    def _is_known(self, token: str) -> bool:
        return self._letters[token] not in ("", BOUNDARY)

    def _has_article(self, rows: list[tuple[int, int]]) -> bool:
        """Whether a form begins with `a`: it belongs to an image, where `the` belongs to the sentence."""
        return any(self.index.form(*row).text.startswith(("a ", "an ")) for row in rows)

    def _hits(self, spelled: str, nested: bool) -> Iterator[Hit]:
        for first, last, pattern in self._automaton.find(spelled):
            yield first, last, pattern
            if nested:
                for part in self._parts(spelled[first:last]):
                    yield first + part[0], first + part[1], part[2]

    def _parts(self, spelled: str) -> Iterator[Hit]:
        """The shorter runs of words inside one that are forms as well."""
        for at in range(len(spelled)):
            end = len(spelled) - (at == 0)
            while end > at:
                found = self._automaton.find(spelled[at:end])
                if not found or found[0][0]:
                    break
                yield at, at + found[0][1], found[0][2]
                end = at + found[0][1] - 1

    def _meaning(self, pattern: int, surface: str) -> tuple[Any, bool]:
        """(what is made of the rows whose form may be written so, whether an article belongs to it)."""
        known = self._resolved.get((pattern, surface))
        if known is None:
            rows = self.index.pattern_rows(WESTERN, pattern)
            rows = [row for row in rows if _may_be(self.index.form(*row).text, surface)]
            known = (self._resolve(tuple(rows)) if rows else None, self._has_article(rows))
            self._resolved[pattern, surface] = known
        return known


class Letters(dict[str, str]):
    """Token as written -> the letter of its word, "" for an article, a letter of no word for the rest."""

    def __init__(self, letters: dict[str, str]) -> None:
        super().__init__()
        self._comparable, self._known = Comparable(), letters

    def __missing__(self, token: str) -> str:
        word = self._comparable[token]
        found = self[token] = self._known.get(word, BOUNDARY) if word else ""
        return found


def _may_be(form: str, surface: str) -> bool:
    """Whether a form is meant: no lower case for an acronym, no singular where only the plural names it."""
    words = plain_words(form)
    if len(words) == 1:
        if words[0].isupper() and len(words[0]) > 1:
            return surface.removesuffix("s").isupper()
        return not _is_plural(words[0]) or _is_plural(surface)
    counted = words[0].lower() in ENGLISH_NUMBERS.values()
    return not (counted and _is_plural(words[-1])) or _is_plural(surface)


def plain_words(form: str) -> list[str]:
    """The words of a Western form as they are written, without a leading article."""
    words = form.replace("-", " ").split()
    return words[1:] if words and words[0].lower() in ARTICLES and len(words) > 1 else words


def _is_plural(word: str) -> bool:
    return word.lower().endswith("s") and not word.lower().endswith("ss")


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a term with the other half of a pair of quotation marks that is cut by its edge."""
    for pair in PAIRED:
        opening, closing = pair[0], pair[1]
        balance = text.count(opening, start, end) - text.count(closing, start, end)
        if balance > 0 and text[end : end + 1] == closing:
            end += 1
        elif balance < 0 and text[start - 1 : start] == opening:
            start -= 1
    if text.count('"', start, end) % 2:  # the halves of this pair look alike
        if text[end : end + 1] == '"' and text.find('"', start, end) > start:
            end += 1
        elif text[start - 1 : start] == '"':
            start -= 1
    return start, end


def _touches(outside: str, inside: str) -> bool:
    """Whether a digit or letter goes on outside a hit."""
    return outside.isascii() and outside.isalnum() and inside.isascii() and inside.isalnum()


def open_automaton(glossary: Glossary, section: str) -> CharwiseDoubleArrayAhoCorasick:
    """An automaton of the index; GlossaryError where this version of its library cannot read it."""
    try:
        return CharwiseDoubleArrayAhoCorasick.deserialize(glossary.index.section(section))
    except ValueError as error:
        raise GlossaryError(
            f"{glossary.place}: its automata were made with another version of daachorse; reinstall tifa"
        ) from error
