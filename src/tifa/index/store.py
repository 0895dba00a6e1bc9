"""Open a compiled index and find keys in it; nothing here imports more than a lookup can afford."""

from __future__ import annotations

import marshal
import mmap
from bisect import bisect_left, bisect_right

from tifa.errors import GlossaryError
from tifa.model import Entry, Form, Heading, Relation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    Rows = list[tuple[str, int, int]]

MAGIC = b"tifa-idx"
VERSION = 10
# Format 4 of marshal has been read by every Python since 3.4, so that one wheel serves them all.
MARSHAL = 4
BLOCK = 256
# The families of keys, in an index file each its own sections.
HAN, PINYIN, SLIP, INITIALS, ENGLISH, WORD, ID = (
    "han",
    "pinyin",
    "slip",
    "init",
    "eng",
    "word",
    "id",
)
FAMILIES = (HAN, PINYIN, SLIP, INITIALS, ENGLISH, WORD, ID)
# The families searched with one slip allowed, which need their keys backwards as well.
FUZZY = (HAN, PINYIN, SLIP, ENGLISH, WORD)
_LAST = "\U0010ffff"
_SHIFT, _LONGEST = 33, 800


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


class Index:
    """A compiled glossary over a buffer: a mapped file, or bytes where no file could be written."""

    def __init__(self, buffer: mmap.mmap | bytes, path: str = "") -> None:
        self._buffer = buffer
        self._inverse: dict[str, list[tuple[str, str]]] | None = None
        self.path = path
        try:
            start = len(MAGIC) + 4
            length = int.from_bytes(buffer[len(MAGIC) : start], "little")
            head = marshal.loads(buffer[start : start + length])
            self._base = start + length
            self.stamp: bytes = head["stamp"]
            self._checksum: int = head["checksum"]
            self._sections: dict[str, tuple[int, int]] = head["sections"]
            whole = head["version"] == VERSION and len(buffer) == self._base + head["size"]
        except (ValueError, EOFError, TypeError, KeyError) as error:
            raise GlossaryError(f"{path}: not an index of tifa") from error
        if not whole or buffer[: len(MAGIC)] != MAGIC:
            raise GlossaryError(f"{path}: a damaged index, or one of another version of tifa")
        self._ends = {name: self._array(f"{name}.at", "Q") for name in ("entries", "forms")}

    @classmethod
    def open(cls, path: str) -> Index:
        """The index in a file; OSError where it cannot be read, GlossaryError where it is not one."""
        with open(path, "rb") as file:
            if not file.read(1):
                raise GlossaryError(f"{path}: an empty file, not an index of tifa")
            return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path)

    def is_sound(self) -> bool:
        """Whether the whole file is as it was written; reads all of it."""
        from zlib import crc32

        return crc32(memoryview(self._buffer)[self._base :]) == self._checksum

    def __len__(self) -> int:
        return len(self._ends["entries"]) - 1

    def _section(self, name: str) -> bytes:
        offset, size = self._sections[name]
        return self._buffer[self._base + offset : self._base + offset + size]

    def _array(self, name: str, code: str) -> memoryview[int]:
        offset, size = self._sections[name]
        start = self._base + offset
        return memoryview(self._buffer)[start : start + size].cast(code)  # type: ignore[call-overload, no-any-return]

    def table(self, name: str) -> Any:
        """One of the tables: `characters` (for folding), `readings`, `inverse`."""
        return marshal.loads(self._section(name))

    def automaton(self) -> bytes:
        """The serialised automaton over Chinese forms and excluded words."""
        return self._section("automaton")

    def _record(self, name: str, number: int) -> Any:
        base = self._base + self._sections[name][0]
        start, end = self._ends[name][number], self._ends[name][number + 1]
        return marshal.loads(self._buffer[base + start : base + end])

    def forms(self, number: int) -> list[Form]:
        """The forms under which the entry with this number is found, the headword first."""
        texts = self._record("forms", number)[1]
        return [Form(text=text, sort=sort, pinyin=pinyin) for text, sort, pinyin in texts]

    def heading(self, number: int) -> Heading:
        """What one line about the entry with this number needs."""
        return Heading.from_data(self._record("forms", number)[0])

    def entry(self, number: int) -> Entry:
        """The entry with this number, inverse relations included."""
        data = self._record("entries", number)
        concept = data["concept"]
        given = concept.get("related", [])
        known = {(relation["type"], relation["concept"]) for relation in given}
        derived = [
            Relation(type=type_, concept=other).to_data()
            for type_, other in self._inverse_links().get(concept["id"], ())
            if (type_, other) not in known
        ]
        if derived:
            concept["related"] = [*given, *derived]
        return Entry.from_data(data)

    def _inverse_links(self) -> dict[str, list[tuple[str, str]]]:
        if self._inverse is None:
            self._inverse = self.table("inverse")
        return self._inverse

    def find(self, family: str, key: str) -> list[tuple[int, int]]:
        """(entry, form) of each row with exactly this key."""
        wanted = sortable(key)
        return [row[1:] for row in self._between(family, wanted, wanted + "\0")]

    def starting(self, family: str, prefix: str, most: int = 50) -> Rows:
        """(key, entry, form) of keys that start so, short ones first."""
        found: Rows = []
        for length in range(len(prefix), self._longest(family) + 1):
            start = chr(_SHIFT + length) + prefix
            found += self._between(family, start, start + _LAST)
            if len(found) >= most:
                break
        return found[:most]

    def containing(self, family: str, part: str, most: int = 200) -> Rows:
        """(key, entry, form) of keys with `part` somewhere inside; reads the whole family."""
        data, wanted = self._section(f"{family}.keys"), part.encode()
        at = self._array(f"{family}.at", "Q")
        found: Rows = []
        position = data.find(wanted)
        while position >= 0 and len(found) < most:
            block = bisect_right(at, position) - 1
            row = block * BLOCK + data.count(b"\n", at[block], position)
            end = data.index(b"\n", position)
            key = data[data.rfind(b"\n", 0, position) + 1 : end].decode()
            found.append((key[1:], *self._row(family, row)))
            position = data.find(wanted, end)
        return found

    def size(self, family: str) -> int:
        """Bytes of the family's keys: what `containing` has to read."""
        return self._sections[f"{family}.keys"][1]

    def keys(self, family: str) -> Rows:
        """(key, entry, form) of every row."""
        return list(self._between(family, "", _LAST))

    def within_one(self, family: str, key: str) -> Rows:
        """(key, entry, form) of keys one slip away from `key`.

        One slip leaves the first or the last half of the query whole, except two letters swapped at
        the very middle, which is looked up by itself; so two short ranges a length hold all of them.
        """
        half = len(key) // 2
        found: dict[tuple[str, int, int], None] = {}
        backwards = key[::-1][: len(key) - half]
        for length in range(max(1, len(key) - 1), len(key) + 2):
            start = chr(_SHIFT + length)
            for candidate, entry, form in self._between(
                family, start + key[:half], start + key[:half] + _LAST
            ):
                if is_one_slip(key, candidate):
                    found[candidate, entry, form] = None
            for candidate, row in self._backwards(family, start + backwards):
                if is_one_slip(key, candidate):
                    found[(candidate, *self._row(family, row))] = None
        swapped = key[: half - 1] + key[half : half + 1] + key[half - 1 : half] + key[half + 1 :]
        if half and swapped != key:
            found |= {(swapped, *row): None for row in self.find(family, swapped)}
        return [row for row in found if row[0] != key]

    def _row(self, family: str, row: int) -> tuple[int, int]:
        return self._array(f"{family}.entry", "I")[row], self._array(f"{family}.form", "H")[row]

    def _between(self, family: str, low: str, high: str) -> Iterator[tuple[str, int, int]]:
        entries, forms = self._array(f"{family}.entry", "I"), self._array(f"{family}.form", "H")
        for first, keys in self._slices(family, low, high):
            for row, key in enumerate(keys, first):
                yield key[1:], entries[row], forms[row]

    def _backwards(self, family: str, start: str) -> Iterator[tuple[str, int]]:
        rows = self._array(f"{family}.back.row", "I")
        for first, keys in self._slices(f"{family}.back", start, start + _LAST):
            for row, key in enumerate(keys, first):
                yield key[:0:-1], rows[row]

    def _longest(self, family: str) -> int:
        """Letters in the longest key."""
        size = self.size(family)
        offset = self._base + self._sections[f"{family}.keys"][0]
        last = self._buffer.rfind(b"\n", offset, offset + size - 1)
        start = max(last + 1, offset)
        key = self._buffer[start : offset + size].decode()
        return ord(key[0]) - _SHIFT if key else 0

    def _tops(self, run: str) -> list[str]:
        return self._section(f"{run}.tops").decode().split("\n") if self.size(run) else []

    def _slices(self, run: str, low: str, high: str) -> Iterator[tuple[int, list[str]]]:
        """(number of the first row, keys) for the rows with low <= key < high, block by block."""
        tops = self._tops(run)
        at = self._array(f"{run}.at", "Q")
        base = self._base + self._sections[f"{run}.keys"][0]
        for block in range(max(0, bisect_left(tops, low) - 1), len(tops)):
            if tops[block] >= high:
                return
            data = self._buffer[base + at[block] : base + at[block + 1] - 1]
            keys = data.decode().split("\n")
            start, end = bisect_left(keys, low), bisect_left(keys, high)
            if start < end:
                yield block * BLOCK + start, keys[start:end]
