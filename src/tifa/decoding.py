"""Bytes -> text: which encoding a file has, its text in pieces, and what is wrong where it has none."""

from __future__ import annotations

import codecs

from tifa.errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 1 << 20
# What can be done about bytes that are no text, by the options that a command has.
CHECKING = "give the encoding with --encoding"
ANNOTATING = f"{CHECKING}, or put a sign in place of such bytes with --errors replace"
IMPORTING = "save the file as UTF-8"
# What Chinese text comes in beside UTF-8; `charset-normalizer` chooses among them.
ENCODINGS = ("gb18030", "big5hkscs", "utf_16_le", "utf_16_be", "cp1252")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The first bytes of files that hold text but are none.
BINARY = {
    b"%PDF-": "a PDF file: convert it first, as with `pdftotext FILE - | tifa annotate`",
    b"PK\x03\x04": "a zip archive or an office document: save it as text first",
    b"\xd0\xcf\x11\xe0": "an old office document: save it as text first",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x1f\x8b": "a compressed file: unpack it first",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
}
# So large a share of control characters is no text.
_MOST_CONTROLS = 0.1
# Bytes from which on UTF-16 without a byte order mark can be told from other encodings.
_ENOUGH = 128


class Input:
    """The text of one file or stream, decoded as it is read."""

    def __init__(
        self,
        read: Callable[[int], bytes],
        name: str,
        encoding: str = "",
        errors: str = "strict",
        remedy: str = ANNOTATING,
    ) -> None:
        """InputError where the bytes are no text, or where no encoding with that name is known.

        `remedy` is what the command that reads can do about bytes that are no text.
        """
        self.name, self._read, self._remedy = name, read, remedy
        self._first = _fill(read)
        if not encoding:
            _refuse_binary(self._first, name)
        self.encoding = _checked(encoding) if encoding else detect(self._first, name, errors, remedy)
        self.has_mark = self.encoding == "utf-8-sig" and self._first.startswith(codecs.BOM_UTF8)
        self.bytes_read = 0
        self._decoder = codecs.getincrementaldecoder(self.encoding)(errors)

    def pieces(self) -> Iterator[str]:
        """The text piece by piece; InputError at the first byte that cannot be decoded."""
        data, before = self._first, 0
        while data:
            self.bytes_read = before + len(data)
            try:
                yield self._decoder.decode(data)
            except UnicodeDecodeError as error:
                raise self._undecodable(error, before, data) from error
            except UnicodeError as error:  # UTF-16 that does not say in which order its bytes are
                raise InputError(
                    f"{self.name}: no byte order mark; give utf-16-le or utf-16-be with --encoding"
                ) from error
            before += len(data)
            data = self._read(CHUNK)
        try:
            yield self._decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise self._undecodable(error, before, b"") from error

    def _undecodable(self, error: UnicodeDecodeError, before: int, data: bytes) -> InputError:
        # The decoder was given what was left over from the piece before as well.
        at = before + error.start - (len(error.object) - len(data))
        byte = error.object[error.start]
        encoding = self.encoding.removesuffix("-sig")  # which only says that a mark may stand before it
        return InputError(
            f"{self.name}: byte 0x{byte:02x} at offset {at:,} is not {encoding}; {self._remedy}"
        )


def detect(data: bytes, name: str, errors: str = "strict", remedy: str = ANNOTATING) -> str:
    """The name of the encoding of a text that begins with these bytes."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=len(data) < CHUNK)
    except UnicodeDecodeError as error:
        found = _guess(data)
        if found:
            return found
        if errors == "strict":
            byte = data[error.start]
            raise InputError(
                f"{name}: byte 0x{byte:02x} at offset {error.start:,} is not UTF-8, and no other encoding "
                f"fits; {remedy}"
            ) from error
    else:
        if b"\0" in data[:4096] and data.count(b"\0") * 3 > len(data):
            return "utf_16_le" if data[1:2] == b"\0" else "utf_16_be"
    return "utf-8"


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    # In a short text any two bytes may be taken for one character of UTF-16.
    fitting = [name for name in ENCODINGS if len(data) >= _ENOUGH or not name.startswith("utf_16")]
    best = from_bytes(data[: 1 << 16], cp_isolation=fitting).best()
    return best.encoding if best else ""


def _checked(encoding: str) -> str:
    """The name of an encoding for text; InputError where it is none."""
    try:
        name = codecs.lookup(encoding).name
        known = name not in ("idna", "punycode", "undefined") and "".encode(name) is not None
    except (LookupError, UnicodeError):
        known = False
    if not known:
        raise InputError(f"--encoding {encoding}: no such text encoding; try utf-8, gb18030, big5 or utf-16")
    return "utf-8-sig" if name == "utf-8" else name


def _fill(read: Callable[[int], bytes]) -> bytes:
    """The first bytes, up to a whole chunk: a pipe gives less at a time."""
    found = []
    size = 0
    while size < CHUNK and (data := read(CHUNK - size)):
        found.append(data)
        size += len(data)
    return b"".join(found)


def _refuse_binary(data: bytes, name: str) -> None:
    for mark, what in BINARY.items():
        if data.startswith(mark):
            raise InputError(f"{name}: this is {what}")
    if data.startswith(tuple(mark for mark, _ in MARKS)):
        return
    head = data[:4096]
    controls = sum(head.count(c) for c in range(32) if c not in b"\t\n\v\f\r\x1b")
    wide = len(head) // 8 < max(head[1::2].count(0), head[::2].count(0)) and head.count(0) < len(head) * 0.9
    if head and not wide and controls > _MOST_CONTROLS * len(head):
        raise InputError(f"{name}: this is a binary file, not text")
