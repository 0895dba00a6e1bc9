"""Find keys in a compiled index; nothing here imports more than a lookup can afford."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right

from tifa.index.file import IndexFile
from tifa.model import ALIAS_TYPES, RELATIONS, STATUSES, Entry, Form, Heading, Relation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Self

    Rows = list[tuple[str, int, int]]

BLOCK = 256
# The families of keys, in an index file each its own sections.
HAN, PINYIN, SLIP, INITIALS, ENGLISH, WORD, ID = "han", "pinyin", "slip", "init", "eng", "word", "id"
FAMILIES = (HAN, PINYIN, SLIP, INITIALS, ENGLISH, WORD, ID)
# The families searched with one slip allowed, which need their keys backwards as well.
FUZZY = (HAN, PINYIN, SLIP, ENGLISH, WORD)
_LAST = "\U0010ffff"
_SHIFT, _LONGEST = 33, 800
# Up to this length a key in Latin letters has fewer variants than a large glossary has keys of its length.
_SHORT = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"

# What sorts of form there are, the most telling first.
SORTS = (
    "headword",
    "traditional form",
    *ALIAS_TYPES,
    *(f"{status} rendering" for status in STATUSES),
    "literal gloss",
    "also met as",
    "pinyin",
    "keyword",
)
# Forms that are explanations, not names: in a text, they are sought only where they have several words
# or are acronyms.
EXPLAINING = ("literal gloss", "also met as")
ORDER = {relation: rank for rank, relation in enumerate(RELATIONS)}
# Stands for the number of a form where an entry excludes the pattern.
EXCLUDED = 0xFFFF
# Log-odds are kept in steps of 1 / UNIT.
UNIT = 30


def _by_type(relation: dict[str, str]) -> tuple[int, str]:
    return ORDER[relation["type"]], relation["concept"]


def letter(number: int) -> str:
    """The character of private use that stands for a word in the automata over words."""
    return chr(0xE000 + number if number < 0x1900 else 0xF0000 + number)


def sortable(key: str) -> str:
    """A key with its length before it: one-slip searches look only at keys of about their length."""
    return chr(_SHIFT + min(len(key), _LONGEST)) + key


def is_one_slip(a: str, b: str) -> bool:
    """Whether one letter changed, dropped, added or swapped with its neighbour turns `a` into `b`."""
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    at = 0
    while at < len(a) and a[at] == b[at]:
        at += 1
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    return a[at + 1 :] == b[at + 1 :] or swapped


class Index(IndexFile):
    """A compiled glossary: entries by number, and the families of keys that lead to them."""

    def __init__(self, source: bytes | int, path: str = "") -> None:
        super().__init__(source, path)
        self._tops: dict[str, list[str]] = {}
        self._starts: dict[str, memoryview[int]] = {}
        self._blocks: dict[tuple[str, int], list[str]] = {}
        self._briefs: dict[int, Any] = {}

    @classmethod
    def open(cls, path: str) -> Self:
        """The index in a file; OSError where it cannot be read, GlossaryError where it is not one."""
        return cls(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), path)

    def __len__(self) -> int:
        return self.size("entries.at") // 8 - 1

    def patterns(self, script: str) -> int:
        """How many patterns the automaton of a script ("chinese" or "western") has that stand for forms."""
        return self.size(f"{script}.at") // 4 - 1

    def pattern_rows(self, script: str, number: int) -> list[tuple[int, int]]:
        """(entry, form) of each form for which a pattern stands; none for an excluded word."""
        first, end = self.numbers(f"{script}.at", "I", number, number + 2)
        entries = self.numbers(f"{script}.entry", "I", first, end)
        return list(zip(entries, self.numbers(f"{script}.form", "H", first, end), strict=True))

    def form(self, number: int, at: int) -> Form:
        """One of the forms under which an entry is found; the first is the headword."""
        text, sort, pinyin = self.brief(number)[1][at]
        return Form(text=text, sort=sort, pinyin=pinyin)

    def heading(self, number: int) -> Heading:
        """What one line about the entry with this number needs."""
        return Heading.from_data(self.brief(number)[0])

    def brief(self, number: int) -> Any:
        """(heading, forms) of an entry as plain data; a lookup asks for the same few again and again."""
        if number not in self._briefs:
            if len(self._briefs) > BLOCK:
                self._briefs.clear()
            self._briefs[number] = self.record("forms", number)
        return self._briefs[number]

    def entry(self, number: int) -> Entry:
        """The entry with this number, inverse relations included."""
        data = self.record("entries", number)
        concept = data["concept"]
        given = concept.get("related", [])
        known = {(relation["type"], relation["concept"]) for relation in given}
        derived = [
            Relation(type=type_, concept=other).to_data()
            for type_, other in self.record("inverse", number)[0]
            if (type_, other) not in known
        ]
        if given or derived:
            # In one order, on whichever side a link was written.
            concept["related"] = sorted([*given, *derived], key=_by_type)
        return Entry.from_data(data)

    def linked(self, number: int) -> dict[str, int]:
        """Id -> number of each entry that is linked with an entry, by itself or from there."""
        numbers: dict[str, int] = self.record("inverse", number)[1]
        return numbers

    def find(self, family: str, key: str) -> list[tuple[int, int]]:
        """(entry, form) of each row with exactly this key."""
        wanted = sortable(key)
        rows = [row for row, _ in self._between(family, wanted, wanted + "\0")]
        return [self.row(family, row) for row in rows]

    def starting(self, family: str, prefix: str, most: int = 50) -> Rows:
        """(key, entry, form) of keys that start so, short ones first."""
        found: Rows = []
        for length in range(len(prefix), self._longest(family) + 1):
            start = chr(_SHIFT + length) + prefix
            for row, key in self._between(family, start, start + _LAST):
                if len(found) >= most:
                    return found
                found.append((key, *self.row(family, row)))
        return found

    def containing(self, family: str, part: str, most: int = 200) -> Rows:
        """(key, entry, form) of keys with `part` somewhere inside; reads the whole family."""
        data, wanted = self.section(f"{family}.keys"), part.encode()
        at = self._places(family)
        keys: list[tuple[int, str]] = []
        position = data.find(wanted)
        while position >= 0 and len(keys) < most:
            block = bisect_right(at, position) - 1
            row = block * BLOCK + data.count(b"\n", at[block], position)
            end = data.index(b"\n", position)
            keys.append((row, data[data.rfind(b"\n", 0, position) + 1 : end].decode()[1:]))
            position = data.find(wanted, end)
        if not keys:
            return []
        first, last = keys[0][0], keys[-1][0] + 1  # to read what lies between as well is quicker
        entries = self.numbers(f"{family}.entry", "I", first, last)
        forms = self.numbers(f"{family}.form", "H", first, last)
        return [(key, entries[row - first], forms[row - first]) for row, key in keys]

    def keys(self, family: str, shortest: int = 0, longest: int = _LONGEST) -> tuple[int, list[str]]:
        """(number of the first row, the keys) of the rows whose keys have so many characters."""
        keys = self.section(f"{family}.keys").decode().split("\n")
        rows = self.size(f"{family}.entry") // 4
        first = bisect_left(keys, chr(_SHIFT + min(shortest, _LONGEST)), 0, rows)
        end = bisect_left(keys, chr(_SHIFT + min(longest, _LONGEST) + 1), first, rows)
        return first, [key[1:] for key in keys[first:end]]

    def family_size(self, family: str) -> int:
        """Bytes of the family's keys: what `containing` and `keys` have to read."""
        return self.size(f"{family}.keys")

    def within_one(self, family: str, key: str, most: int = 200) -> Rows:
        """(key, entry, form) of keys one slip away from `key`, short ones first."""
        short = len(key) <= _SHORT and all(c in _LETTERS for c in key)
        rows = set((self._variants if short else self._slipped)(family, key))
        chosen = sorted(row for row in rows if row[1] != key)[:most]
        return [(found, *self.row(family, row)) for row, found in chosen]

    def _variants(self, family: str, key: str) -> Iterator[tuple[int, str]]:
        """(row, key) for each way to make one slip that is a key."""
        cuts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
        made = {a + b[1:] for a, b in cuts if b}
        made |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
        made |= {a + c + b for a, b in cuts for c in _LETTERS}
        made |= {a + c + b[1:] for a, b in cuts if b for c in _LETTERS}
        for variant in sorted(made, key=sortable):
            wanted = sortable(variant)
            yield from self._between(family, wanted, wanted + "\0")

    def _slipped(self, family: str, key: str) -> Iterator[tuple[int, str]]:
        """(row, key) of keys one slip away from a longer key.

        One slip leaves the first or the last half of the query whole, except two letters swapped at
        the very middle, which is looked up by itself; so two short ranges a length hold all of them.
        """
        half = len(key) // 2
        turned = key[::-1]
        backwards = turned[: len(key) - half]
        for length in range(max(1, len(key) - 1), len(key) + 2):
            start = chr(_SHIFT + length)
            for row, found in self._between(family, start + key[:half], start + key[:half] + _LAST):
                if is_one_slip(key, found):
                    yield row, found
            for row, found in self._between(f"{family}.back", start + backwards, start + backwards + _LAST):
                if is_one_slip(turned, found):
                    yield self.numbers(f"{family}.back.row", "I", row, row + 1)[0], found[::-1]
        swapped = key[: half - 1] + key[half : half + 1] + key[half - 1 : half] + key[half + 1 :]
        if half:
            yield from self._between(family, sortable(swapped), sortable(swapped) + "\0")

    def row(self, family: str, row: int) -> tuple[int, int]:
        """(entry, form) of a row."""
        (entry,) = self.numbers(f"{family}.entry", "I", row, row + 1)
        (form,) = self.numbers(f"{family}.form", "H", row, row + 1)
        return entry, form

    def _longest(self, family: str) -> int:
        """Letters in the longest key."""
        blocks = len(self._first_keys(family))
        return ord(self._block(family, blocks - 1)[-1][0]) - _SHIFT if blocks else 0

    def _first_keys(self, run: str) -> list[str]:
        """The first key of each block of a run."""
        if run not in self._tops:
            text = self.section(f"{run}.tops").decode()
            self._tops[run] = text.split("\n") if text else []
        return self._tops[run]

    def _places(self, run: str) -> memoryview[int]:
        """Where each block of a run begins, and where the last one ends."""
        if run not in self._starts:
            self._starts[run] = memoryview(self.section(f"{run}.at")).cast("Q")
        return self._starts[run]

    def _block(self, run: str, block: int) -> list[str]:
        """The keys of one block; the last ones read are kept, since variants of a key share them."""
        if (run, block) not in self._blocks:
            if len(self._blocks) > BLOCK:
                self._blocks.clear()
            start, end = self._places(run)[block : block + 2]
            self._blocks[run, block] = self.part(f"{run}.keys", start, end - 1).decode().split("\n")
        return self._blocks[run, block]

    def _between(self, run: str, low: str, high: str) -> Iterator[tuple[int, str]]:
        """(row, key) for the rows of a run with low <= key < high."""
        tops = self._first_keys(run)
        for block in range(max(0, bisect_left(tops, low) - 1), len(tops)):
            if tops[block] >= high:
                return
            keys = self._block(run, block)
            start, end = bisect_left(keys, low), bisect_left(keys, high)
            for at in range(start, end):
                yield block * BLOCK + at, keys[at][1:]
