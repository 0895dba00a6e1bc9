"""Compile the automata that find terms in running text.

The Chinese automaton reads text as it stands. Its map from characters to codes gives every variant of
a character (traditional, Hong Kong, radical) the code of the folded one, so that nothing is folded at
run time; and it gives all separators one code and all Latin letters another, so that the same pass
reports the few places that need a closer look. The automaton counts in bytes of UTF-8: only characters
of equal size share a code.

The Western automaton reads words: to it, each word that stands in some form is one character.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate, pairwise, product
from typing import TYPE_CHECKING

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from tifa.errors import GlossaryError
from tifa.fold import DIGITS, REGIONAL_WORDS, fold, is_han
from tifa.gaps import OPENING, SEPARATORS, TONED, Joined, is_inside, may_join
from tifa.index.file import MARSHAL
from tifa.index.store import EXCLUDED, EXPLAINING, letter
from tifa.loosely import SECTION, compiled, strong
from tifa.model import ALIAS_TYPES
from tifa.words import COMMA, Comparable, phrase, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tifa.fold import Table
    from tifa.model import Concept, Form

    # pattern -> (entry, form) of each form that it stands for; none for an excluded word
    Patterns = Mapping[str, Iterable[tuple[int, int]]]

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
WIDE = 0xFEE0  # from an ASCII character to the one of full width


def _by_size(characters: str) -> list[str]:
    """The characters in groups of equal size in UTF-8; the first of a group stands for all of it."""
    sizes = sorted({len(c.encode()) for c in characters})
    return ["".join(c for c in characters if len(c.encode()) == size) for size in sizes]


SEPARATING = _by_size(SEPARATORS)
BRACKETS = _by_size(OPENING)
LATIN = _by_size(LETTERS + "".join(chr(ord(c) + WIDE) for c in LETTERS) + TONED)
CLASSES = [*SEPARATING, *BRACKETS, *LATIN]
STANDS_FOR = {c: group[0] for group in CLASSES for c in group}
# Two patterns that shape the automaton and never matter in a text: a character that is none makes the
# map cover every character below it; one of a single byte makes the library leave out its prefilter,
# which would pass over places where a variant begins.
SHAPING = ("\uffff\uffff", "\x7f")
# A large glossary has nearly every pair of common characters: its automaton would be mostly pairs.
MOST_PAIRS = 40_000
# So many Latin letters side by side make the text around them worth a look; fewer where a form has fewer.
LETTERS_OF_A_WORD = 3
# Separators of two bytes (no-break space, soft hyphen) are rare: each by itself tells of a gap.
RARE = [group[0] for group in SEPARATING if len(group[0].encode()) == 2]
# Marks that fold to ASCII, which is of another size in UTF-8: the wide ones are patterns of their own.
WIDE_MARKS = str.maketrans("(),:;!?/", "（），：；！？／")
CHINESE_SORTS = ("headword", "traditional form", *ALIAS_TYPES)
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百]+")
_OPTIONAL = re.compile(r"\s*\([^)]*\)")
# What stands before the last of things that are listed; 和 and 与 are parts of words as well.
AND = ("、", "和", "与", "及", "以及")
_AND = re.compile(
    r"(?<=\w{2})(?:、(?!.*、)|以及|(?<!共)和(?![平谐解美事睦])|(?<!参)与(?!会)|及(?!其))(?=\w{2})"
)
# Above this many ways to write its numerals, a form is sought only as it stands.
_MOST_NUMERALS = 3


class Compiler:
    """Collects the patterns of entries, one by one; then gives the sections."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._comparable = Comparable()
        self._chinese: dict[str, list[tuple[int, int]]] = {}
        self._western: dict[str, list[tuple[int, int]]] = {}
        self._loose: dict[tuple[str, ...], list[tuple[int, int]]] = {}

    def add(self, number: int, concept: Concept, forms: list[Form]) -> None:
        """Take in the entry with this number."""
        for pattern, form in chinese_patterns(concept, forms, self._table):
            self._chinese.setdefault(pattern, []).append((number, form))
        for pattern, form in western_patterns(forms, self._comparable):
            self._western.setdefault(pattern, []).append((number, form))
            if stems := strong(pattern.split(" ")):
                rows = self._loose.setdefault(stems, [])
                if (number, form) not in rows:
                    rows.append((number, form))

    def sections(self) -> dict[str, bytes]:
        """The sections of the index."""
        shortest = min(map(len, self._western), default=LETTERS_OF_A_WORD)
        return {
            **compile_chinese(self._chinese, self._table, shortest),
            **compile_western(self._western),
            SECTION: compiled(self._loose, MARSHAL),
        }


def chinese_patterns(concept: Concept, forms: list[Form], table: Table) -> Iterator[tuple[str, int]]:
    """(pattern, number of the form) of the Chinese forms and of the words that the entry excludes."""
    for number, form in enumerate(forms):
        if _is_chinese(form):
            yield from ((pattern, number) for pattern in set(_writings(form.text, table)))
    for word in concept.excludes:
        yield from ((pattern, EXCLUDED) for pattern in set(_writings(word, table)))


def western_patterns(forms: list[Form], comparable: Comparable) -> Iterator[tuple[str, int]]:
    """(words with spaces between, number of the form) of the Western forms."""
    for number, form in enumerate(forms):
        if form.sort == "keyword" or "..." in form.text or "…" in form.text or any(map(is_han, form.text)):
            continue
        ways: set[str] = set()
        whole = phrase(form.text, comparable, marks=True)
        if len(whole) > 1 or (whole and (form.sort not in EXPLAINING or form.text.isupper())):
            ways |= _comma_ways(whole)
        bare = phrase(_OPTIONAL.sub("", form.text), comparable, marks=True)
        if len(bare) > 1:  # a single word would be less than what the form says
            ways |= _comma_ways(bare)
        yield from ((stemmed, number) for stemmed in {" ".join(map(stem, way.split(" "))) for way in ways})


def _is_chinese(form: Form) -> bool:
    """Whether a form is Chinese; an English one may have Chinese words in brackets."""
    han = sum(map(is_han, form.text))
    latin = sum(c.isascii() and c.isalpha() for c in form.text)
    return han > 0 and (han >= latin or form.sort in CHINESE_SORTS)


def _plain(text: str, table: Table) -> str:
    """A form folded, without gaps; one Latin letter stands for all."""
    # Characters that fold to one of another size in UTF-8 (䀹, rare ones all) stand for themselves.
    pairs = zip(text, fold(text, table), strict=True)
    folded = "".join(f if len(f.encode()) == len(c.encode()) or f.isascii() else c for c, f in pairs)
    joined = Joined(folded).text.strip(SEPARATORS)
    return "".join(STANDS_FOR.get(c, c) for c in joined)


def _writings(text: str, table: Table) -> Iterator[str]:
    """The ways to write a form: with and without punctuation, conjunctions, numerals, words of Taiwan."""
    narrow: set[str] = set()
    for whole in _listed(_plain(text, table)):
        bare = "".join(c for c in whole if c.isalnum() or is_han(c))
        narrow |= {whole, bare, whole.replace("、", ","), whole.replace(",", "、")}
    for form in {way for each in narrow for way in (each, each.translate(WIDE_MARKS))}:
        for regional in _regional(form):
            for way in _numerals(regional):
                yield way
                yield _wide(way)


def _listed(form: str) -> set[str]:
    """A form with each conjunction before the last of the things that it lists: 、, 和, 与, 及, 以及."""
    places = [found.span() for found in _AND.finditer(form)]
    return {form} | {form[:start] + way + form[end:] for start, end in places for way in AND}


def _wide(form: str) -> str:
    """A form with its digits and Latin letters in full width, as Chinese typesetting has them."""
    wide = (chr(ord(c) + WIDE) if c.isascii() and c.isalnum() else c for c in form)
    return "".join(STANDS_FOR.get(c, c) for c in wide)


def _regional(form: str) -> set[str]:
    ways = {form}
    for regional, common in REGIONAL_WORDS.items():
        ways |= {way.replace(common, regional) for way in ways}
    return ways


def _numerals(form: str) -> Iterator[str]:
    """A form with its Chinese numerals as they are and, in a longer form, in Arabic digits."""
    found = list(_NUMERAL.finditer(form))
    letters = sum(map(is_han, form)) - sum(len(each.group()) for each in found)
    if letters < 2 or not 0 < len(found) <= _MOST_NUMERALS:
        yield form
        return
    parts = [form[a.end() : b.start()] for a, b in pairwise(found)]
    parts = [form[: found[0].start()], *parts, form[found[-1].end() :]]
    for ways in product(*((each.group(), arabic(each.group())) for each in found)):
        yield "".join(part + way for part, way in zip(parts, [*ways, ""], strict=True))


def arabic(numeral: str) -> str:
    """A Chinese numeral below a thousand in Arabic digits: 二十 is 20, 十四五 is 145."""
    out, value = "", 0
    rest = numeral.replace("两", "二").replace("〇", "零")
    for at, c in enumerate(rest):
        if c in DIGITS:
            unit = rest[at + 1 : at + 2]
            if unit in ("十", "百"):
                value += DIGITS.index(c) * (10 if unit == "十" else 100)
            elif value and c != "零":
                out, value = out + str(value + DIGITS.index(c)), 0
            elif value:
                continue
            else:
                out += c.translate({ord(d): str(n) for n, d in enumerate(DIGITS)})
        elif at == 0 or rest[at - 1] not in DIGITS:
            value += 10 if c == "十" else 100
    return out + (str(value) if value else "")


def _comma_ways(words: list[str]) -> set[str]:
    """The words with their commas, without any, and without the one before `and`."""
    every = " ".join(words)
    return {every, every.replace(f"{COMMA} ", ""), every.replace(f"{COMMA} and ", "and ")}


def compile_chinese(patterns: Patterns, table: Table, shortest: int = LETTERS_OF_A_WORD) -> dict[str, bytes]:
    """The sections of the Chinese automaton; `shortest` is the length of the shortest Western form.

    Its patterns, in this order (`chinese.bounds` tells where each kind ends): terms with digits or Latin
    letters, other terms; three Latin letters; an opening bracket with a letter; two separators, and each
    that few texts have (those of two bytes) by itself, which need not stand in the kinds that follow; terms
    that begin a longer one, with a separator or a bracket behind them; two characters that stand side
    by side in some term, with a separator between, or, where these would be too many, the first of them
    with a separator.
    """
    names = sorted(patterns, key=lambda name: (not _is_delicate(name), name))
    prefixes = {name[:end] for name in names for end in range(1, len(name))}
    cut = [number for number, name in enumerate(names) if name in prefixes]
    pairs = {pair for name in names for pair in pairwise(name) if may_join(*pair)}
    every, bracket, latin = ([group[0] for group in groups] for groups in (SEPARATING, BRACKETS, LATIN))
    space = [mark for mark in every if mark not in RARE]
    kinds = [
        names[: sum(map(_is_delicate, names))],
        names[sum(map(_is_delicate, names)) :],
        ["".join(letters) for letters in product(latin, repeat=min(shortest, LETTERS_OF_A_WORD))],
        [mark + letter for mark in bracket for letter in (*latin, *every)],
        [*(one + two for one in space for two in space), *RARE],
        [names[number] + mark for mark in (*space, *bracket) for number in cut],
        [f"{one}{mark}{two}" for one, two in sorted(pairs) for mark in space if len(pairs) <= MOST_PAIRS],
        [
            one + mark
            for one in sorted({pair[0] for pair in pairs})
            for mark in space
            if len(pairs) > MOST_PAIRS
        ],
    ]
    written = list(dict.fromkeys(pattern for kind in kinds for pattern in kind))
    automaton = CharwiseDoubleArrayAhoCorasick([*written, *SHAPING], MATCH_KIND_LEFTMOST_LONGEST)
    data = _with_classes(automaton.serialize(), _classes(table) | STANDS_FOR)
    _check(data, names, table)
    return {
        "chinese.automaton": data,
        "chinese.cut": array("I", cut).tobytes(),
        "chinese.bounds": array("I", accumulate(map(len, kinds))).tobytes(),
        **_rows("chinese", [patterns[name] for name in names]),
    }


def _is_delicate(name: str) -> bool:
    """Whether a pattern is a term only where no digit or other letter touches it."""
    return any(c.isalnum() and not is_han(c) for c in name)


def compile_western(patterns: Patterns) -> dict[str, bytes]:
    """The sections of the Western automaton, and the words that it knows."""
    names = sorted(patterns)
    words = sorted({word for name in names for word in name.split(" ")})
    letters = {word: letter(number) for number, word in enumerate(words)}
    spelled = ["".join(letters[word] for word in name.split(" ")) for name in names]
    automaton = CharwiseDoubleArrayAhoCorasick(spelled or ["\uffff"], MATCH_KIND_LEFTMOST_LONGEST)
    return {
        "western.automaton": automaton.serialize(),
        "western.words": " ".join(words).encode(),
        **_rows("western", [patterns[name] for name in names]),
    }


def _rows(name: str, rows: Iterable[Iterable[tuple[int, int]]]) -> dict[str, bytes]:
    """Sections from which the (entry, form) rows of a pattern are read by its number."""
    at, entries, forms = array("I", [0]), array("I"), array("H")
    for each in rows:
        for entry, form in each:
            entries.append(entry)
            forms.append(form)
        at.append(len(entries))
    return {
        f"{name}.at": at.tobytes(),
        f"{name}.entry": entries.tobytes(),
        f"{name}.form": forms.tobytes(),
    }


def same_codes(data: bytes, table: Table) -> bytes:
    """A serialised automaton that reads every variant of a Chinese character as the folded one."""
    return _with_classes(data, _classes(table))


def _classes(table: Table) -> dict[str, str]:
    """Variant -> the character whose code it gets."""
    assert isinstance(table, dict)
    variants = {chr(code): chr(value) for code, value in table.items()}
    return {c: value for c, value in variants.items() if is_inside(value) and max(c, value) < "\uffff"}


def _with_classes(data: bytes, classes: dict[str, str]) -> bytes:
    """A serialised automaton in which characters of one class have one code.

    daachorse 0.5 writes: the number of states, 16 bytes for each, the number of characters below the
    highest in use, then the code of each, four bytes little-endian.
    """
    states = int.from_bytes(data[:4], "little")
    start = 4 + 16 * states + 4
    out = bytearray(data)
    for c, value in classes.items():
        to, since = start + 4 * ord(c), start + 4 * ord(value)
        out[to : to + 4] = data[since : since + 4]
    return bytes(out)


def _check(data: bytes, names: list[str], table: Table) -> None:
    """GlossaryError where the automaton does not read variants as what they stand for."""
    variants = {ord(value): c for c, value in (_classes(table) | STANDS_FOR).items()}
    try:
        automaton = CharwiseDoubleArrayAhoCorasick.deserialize(data)
        written = ((name, name.translate(variants)) for name in names[:200])
        lost = [name for name, text in written if [f[:2] for f in automaton.find(text)] != [(0, len(text))]]
    except ValueError:
        lost = names
    if lost:
        raise GlossaryError(
            f"daachorse writes its automata in an unknown way: {lost[0]} is not found in its other "
            "script; install daachorse 0.5"
        )
