"""Find the Western forms of terms: words compare without case, number and spelling."""

from __future__ import annotations

from daachorse import CharwiseDoubleArrayAhoCorasick

from tifa.errors import GlossaryError
from tifa.fold import ARTICLES, ENGLISH_NUMBERS
from tifa.gaps import has_pinyin
from tifa.index.store import letter
from tifa.loosely import LEAST, LooseMatcher
from tifa.words import BOUNDARY, COMMA, Comparable, phrase, stem, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tifa.glossary import Glossary

    Rows = tuple[tuple[int, int], ...]
    # (start, end, number of the pattern), counted in words
    Hit = tuple[int, int, int]

WESTERN = "western"
HYPHENS = ("-", "\u2010")
PAIRED = ("«»", "“”", "‘’", "「」", "『』", "｢｣")


class WesternMatcher:
    """The Western forms of the terms of one glossary; words compare without case, number and spelling."""

    def __init__(self, glossary: Glossary, resolve: Callable[[Rows, bool], Any]) -> None:
        self.index = glossary.index
        self._resolve = resolve
        self._automaton = open_automaton(glossary, "western.automaton")
        words = self.index.section("western.words").decode().split()
        self._letters = Letters({word: letter(number) for number, word in enumerate(words)}, stem)
        self._comparable = Comparable()
        self._loose = LooseMatcher(self.index.section)
        self._resolved: dict[tuple[int, str], tuple[Any, bool]] = {}
        self._resolved_loosely: dict[tuple[Rows, str], Any] = {}

    def marks(self, text: str, start: int, end: int, nested: bool) -> Iterator[tuple[int, int, Any]]:
        """(start, end, rows) of each term between two places of a text, in order."""
        found = list(self._unbroken(text, start, end))
        exact = [(*with_quotes(text, *place), what) for *place, what in self._exact(text, found, nested)]
        return with_loose(exact, self._loosely(text, found), nested) if len(found) >= LEAST else iter(exact)

    def _exact(
        self, text: str, found: list[tuple[str, int, int]], nested: bool
    ) -> Iterator[tuple[int, int, Any]]:
        """(start, end, rows) of each form as it stands."""
        letters = self._letters
        words = [(letters[word], first, last) for word, first, last in found]
        kept = [at for at, each in enumerate(words) if each[0]]  # all but articles
        spelled = "".join([words[at][0] for at in kept])
        for first, last, pattern in self._hits(spelled, nested):
            begin, stop = words[kept[first]][1], words[kept[last - 1]][2]
            what, with_article = self._meaning(pattern, text[begin:stop])
            if what:
                before = words[kept[first] - 1] if kept[first] else ("x", 0, 0)
                if with_article and text[before[1] : before[2]].lower() in ("a", "an"):
                    begin = before[1]
                yield begin, stop, what

    def _loosely(self, text: str, found: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, Any]]:
        """(start, end, rows) of each form whose words stand there in another order."""
        for begin, stop, rows in self._loose.hits(found):
            what = self._meaning_loosely(rows, text[begin:stop])
            if what:
                yield (*with_quotes(text, begin, stop), what)

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
            rows = [row for row in rows if self._may_be(self.index.form(*row).text, surface)]
            known = (self._resolve(tuple(rows), True) if rows else None, self._has_article(rows))
            self._resolved[pattern, surface] = known
        return known

    def _meaning_loosely(self, rows: Rows, surface: str) -> Any:
        """What is made of the rows whose form may be written so in another order."""
        known = self._resolved_loosely
        if (rows, surface) not in known:
            meant = tuple(row for row in rows if self._may_be_loosely(self.index.form(*row).text, surface))
            known[rows, surface] = self._resolve(meant, True) if meant else None
        return known[rows, surface]

    def _may_be_loosely(self, form: str, surface: str) -> bool:
        """Whether a form is meant in another order: over commas only what lists things, in one paragraph."""
        lists = COMMA in form or " and " in form
        return (lists or COMMA not in surface) and "\n\n" not in surface and self._may_be(form, surface)

    def _may_be(self, form: str, surface: str) -> bool:
        """Whether a form is meant: no lower case for an acronym, no singular for what only a plural names."""
        if not surface.isascii() and form.isascii() and has_pinyin(surface):
            return False  # pinyin with its tones is Chinese spelled out, no Western word
        words = plain_words(form)
        if len(words) == 1:
            if words[0].isupper() and len(words[0]) > 1:
                return surface.removesuffix("s").isupper()
            if phrase(form, self._comparable) != phrase(surface, self._comparable):
                return False  # police is no policing; in a phrase one may stand for the other
            return not _is_plural(words[0]) or _is_plural(surface)
        counted = words[0].lower() in ENGLISH_NUMBERS.values()
        return not (counted and _is_plural(words[-1])) or _is_plural(surface)


class Letters(dict[str, str]):
    """Token as written -> the letter of its word, "" for an article, a letter of no word for the rest."""

    def __init__(self, letters: dict[str, str], key: Callable[[str], str] = str) -> None:
        super().__init__()
        self._comparable, self._known, self._key = Comparable(), letters, key

    def __missing__(self, token: str) -> str:
        word = self._comparable[token]
        found = self[token] = self._known.get(self._key(word), BOUNDARY) if word else ""
        return found


def with_loose(
    exact: list[tuple[int, int, Any]], loose: Iterator[tuple[int, int, Any]], nested: bool
) -> Iterator[tuple[int, int, Any]]:
    """The marks of forms as they stand, and those in another order that hold more and cut none of them."""
    taken: list[tuple[int, int, Any]] = []
    for start, end, what in loose:
        beside = [mark for mark in exact if mark[0] < end and mark[1] > start]
        holds_more = all(start <= low and high <= end and high - low < end - start for low, high, _ in beside)
        if holds_more and not any(low < end and high > start for low, high, _ in taken):
            taken.append((start, end, what))
    left = [mark for mark in exact if nested or not any(low <= mark[0] < high for low, high, _ in taken)]
    return iter(sorted([*left, *taken], key=lambda mark: (mark[0], -mark[1])))


def plain_words(form: str) -> list[str]:
    """The words of a Western form as they are written, without a leading article."""
    words = form.replace("-", " ").split()
    return words[1:] if words and words[0].lower() in ARTICLES and len(words) > 1 else words


def _is_plural(word: str) -> bool:
    return word.lower().endswith("s") and not word.lower().endswith("ss")


def with_quotes(text: str, start: int, end: int) -> tuple[int, int]:
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


def open_automaton(glossary: Glossary, section: str) -> CharwiseDoubleArrayAhoCorasick:
    """An automaton of the index; GlossaryError where this version of its library cannot read it."""
    try:
        return CharwiseDoubleArrayAhoCorasick.deserialize(glossary.index.section(section))
    except ValueError as error:
        raise GlossaryError(
            f"{glossary.place}: its automata were made with another version of daachorse; reinstall tifa"
        ) from error
