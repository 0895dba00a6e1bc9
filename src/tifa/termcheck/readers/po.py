"""Catalogues of gettext: .po."""

from __future__ import annotations

import codecs
import re

from tifa.decoding import CHUNK
from tifa.errors import InputError
from tifa.termcheck.readers.comments import muted
from tifa.termcheck.readers.text import lines
from tifa.termcheck.segments import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A keyword, a string, or both.
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*(?:"((?:[^"\\]|\\.)*)")?')
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_FIELD = re.compile(r"^(Language|X-Source-Language):[ \t]*(\S+)", re.MULTILINE)
# What each keyword comes after; nothing stands for the beginning of a message.
_AFTER = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid", "msgid_plural", "msgstr"),
}


class Entry:
    """A message as it is read line by line."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.comments: list[str] = []
        self.parts: dict[str, str] = {}
        self.is_fuzzy = False

    @property
    def translations(self) -> list[str]:
        """The keywords of its translations, one for each plural form."""
        return [keyword for keyword in self.parts if keyword.startswith("msgstr")]

    def comment(self, line: str) -> None:
        """Takes in a comment: a note, flags, or what else programs write in them."""
        if line.startswith("#,"):
            self.is_fuzzy |= "fuzzy" in line.replace(",", " ").split()
        elif not line.startswith(("#|", "#:")):
            self.comments.append(line)

    def add(self, keyword: str | None, text: str | None) -> bool:
        """Takes in a string, one that goes on where there is no keyword; false where it is out of place."""
        last = next(reversed(self.parts), "")
        if not keyword:
            keyword = last
        elif keyword in self.parts or last.partition("[")[0] not in _AFTER[keyword.partition("[")[0]]:
            return False
        if keyword:
            self.parts[keyword] = self.parts.get(keyword, "") + _ESCAPE.sub(_unescaped, text or "")
        return bool(keyword)


def read(path: str, encoding: str = "") -> Iterator[Segment]:
    """A segment for each plural form of each message that is neither fuzzy nor obsolete."""
    number = 0
    languages: dict[str, str] = {}
    for entry in _entries(path, encoding or _charset(path)):
        if entry.parts["msgid"] == "" and "msgctxt" not in entry.parts:
            languages = dict(_FIELD.findall(entry.parts.get("msgstr", "")))
            continue
        if entry.is_fuzzy:
            continue
        context, mute = entry.parts.get("msgctxt", ""), muted(entry.comments)
        for keyword in entry.translations:
            number += 1
            index = keyword.removeprefix("msgstr")
            singular = entry.parts["msgid"]
            plural = entry.parts.get("msgid_plural", singular)
            yield Segment(
                path=path,
                number=number,
                id=context + index,
                source=singular if index in ("", "[0]") else plural,
                target=entry.parts[keyword],
                source_language=languages.get("X-Source-Language", ""),
                target_language=languages.get("Language", ""),
                mute=mute,
            )


def _entries(path: str, encoding: str) -> Iterator[Entry]:
    """The messages of a file with the comments before them, obsolete ones left out."""
    entry, at = Entry(1), 0
    for at, line in enumerate(map(str.strip, lines(path, encoding)), 1):
        found = _LINE.fullmatch(line)
        if entry.translations and (line.startswith("#") or (found and found[1] in ("msgctxt", "msgid"))):
            yield entry
            entry = Entry(at)
        if line.startswith("#~"):
            entry = Entry(at)
        elif line.startswith("#"):
            entry.comment(line)
        elif line and not line.startswith("domain ") and not (found and entry.add(found[1], found[2])):
            raise InputError(
                f"{path}:{at}: this line cannot be read here ({line[:40]}); write a keyword and its string "
                "in quotation marks, in the order msgctxt, msgid, msgstr"
            )
    if entry.translations:
        yield entry
    elif entry.parts:
        raise InputError(
            f"{path}:{at}: the last message has no msgstr; the file was cut off: export it again"
        )


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1]
    if code[0] == "x" and len(code) > 1:
        return chr(int(code[1:], 16))
    return chr(int(code, 8)) if code.isdigit() else _ESCAPED.get(code, code)


def _charset(path: str) -> str:
    """The encoding that the header names; nothing where it names none, or where the text is UTF-8."""
    try:
        with open(path, "rb") as file:
            head = file.read(CHUNK)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    found = _CHARSET.search(head)
    try:
        # A header stays what it was when somebody saves the file in another encoding.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        try:
            return codecs.lookup(found[1].decode()).name if found else ""
        except LookupError:
            pass
    return ""
