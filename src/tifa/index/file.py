"""An index file: its sections and the records in them, read piece by piece and never whole."""

from __future__ import annotations

import marshal
import os

from tifa.errors import GlossaryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    Code = Literal["H", "I", "Q"]
    # (offset, size) -> bytes
    Reader = Callable[[int, int], bytes]

MAGIC = b"tifa-idx"
VERSION = 31
# Format 4 of marshal has been read by every Python since 3.4, so that one wheel serves them all.
MARSHAL = 4
_CHUNK = 1 << 20
_WIDTHS: dict[str, int] = {"H": 2, "I": 4, "Q": 8}  # bytes
# A lookup asks a section of numbers a few times, a long text a hundred thousand times: to read so many
# bytes at once costs no more than to ask once. A small section is read whole at once.
_ASKING, _SMALL = 1 << 12, 1 << 16


class IndexFile:
    """The sections of an index by name, over a file or over bytes where no file could be written.

    A file is read with `pread`, not mapped: a lookup touches a few kilobytes of what may be a gigabyte,
    and the system would map sixteen pages around each of them.
    """

    def __init__(self, source: bytes | int, path: str = "") -> None:
        self.path = path
        self._descriptor = source if isinstance(source, int) else -1
        self._read = _reader(source)
        self._asked: dict[str, int] = {}
        self._kept: dict[str, memoryview[int]] = {}
        try:
            start = len(MAGIC) + 4
            opening = self._read(0, start)
            length = int.from_bytes(opening[len(MAGIC) :], "little")
            head = marshal.loads(self._read(start, length))
            self._base = start + length
            self.stamp: bytes = head["stamp"]
            self._checksum: int = head["checksum"]
            self._size: int = head["size"]
            self._sections: dict[str, tuple[int, int]] = head["sections"]
            known = head["version"] == VERSION and opening.startswith(MAGIC)
        except (ValueError, EOFError, TypeError, KeyError, OSError) as error:
            raise GlossaryError(f"{path}: not an index of tifa") from error
        if not known or self._read(self._base + self._size - 1, 2) != b"\n":
            raise GlossaryError(f"{path}: a damaged index, or one of another version of tifa")

    def __del__(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def is_sound(self) -> bool:
        """Whether the whole file is as it was written; reads all of it."""
        from zlib import crc32

        found = 0
        for at in range(self._base, self._base + self._size, _CHUNK):
            found = crc32(self._read(at, min(_CHUNK, self._base + self._size - at)), found)
        return found == self._checksum

    def size(self, name: str) -> int:
        """Bytes in a section."""
        return self._sections[name][1]

    def part(self, name: str, start: int, end: int) -> bytes:
        """Some bytes of a section."""
        return self._read(self._base + self._sections[name][0] + start, end - start)

    def section(self, name: str) -> bytes:
        """A whole section."""
        return self.part(name, 0, self.size(name))

    def numbers(self, name: str, code: Code, start: int, end: int) -> list[int]:
        """Some of the numbers, as an array with this code has them; a section that is asked often is kept."""
        whole = self._kept.get(name)
        if whole is None:
            self._asked[name] = asked = self._asked.get(name, 0) + 1
            if self.size(name) > max(_SMALL, asked * _ASKING):
                width = _WIDTHS[code]
                part = self.part(name, start * width, end * width)
                return memoryview(part).cast(code).tolist()
            whole = self._kept[name] = memoryview(self.section(name)).cast(code)
        return whole[start:end].tolist()

    def record(self, name: str, at: int) -> Any:
        """One of the marshalled values that stand end to end in a section."""
        start, end = self.numbers(f"{name}.at", "Q", at, at + 2)
        return marshal.loads(self.part(name, start, end))

    def table(self, name: str) -> Any:
        """One of the tables: `characters` (for folding), `readings`, `inverse`, `problems`."""
        return marshal.loads(self.section(name))


def _reader(source: bytes | int) -> Reader:
    if isinstance(source, bytes):
        return lambda offset, size: source[offset : offset + size]
    if hasattr(os, "pread"):
        return lambda offset, size: os.pread(source, size, offset)

    def seek_and_read(offset: int, size: int) -> bytes:
        os.lseek(source, offset, os.SEEK_SET)
        return os.read(source, size)

    return seek_and_read
