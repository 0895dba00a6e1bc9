"""What may stand between two characters of one Chinese term in running text, and the text without it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from tifa.fold import is_han

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
)
# Soft hyphen, joiners and other marks without width that editors and web pages leave in text.
INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
QUOTES = "\"'“”‘’「」『』｢｣＂＇"
SEPARATORS = SPACES + INVISIBLE + QUOTES
FIGURES = "0123456789０１２３４５６７８９"
OPENING, CLOSING = "(（[［【〔", ")）]］】〕"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙÜŃŇ"
# Converters put pinyin after a character, in brackets or not, glossators a translation after a word. What is
# in brackets begins with a letter, as the automaton's signal of it does: [1] is a note, and no gap.
_PINYIN = f"[A-Za-z]{{0,5}}[{TONED}][A-Za-z{TONED}'’]{{0,40}}"
_IN_BRACKETS = rf"(?=[{re.escape(SEPARATORS)}]*[A-Za-z{TONED}])[A-Za-zÀ-ɏɑɡ̀-̏'’ʼ·\s\d-]{{1,60}}"
_GAP = f"(?:[{re.escape(SEPARATORS)}]|[{re.escape(OPENING)}]{_IN_BRACKETS}[{re.escape(CLOSING)}]|{_PINYIN})+"
# What a gap may begin with: a search for it passes over Chinese text much faster than one for a gap.
_BEGINNING = re.compile(f"[{re.escape(SEPARATORS + OPENING)}A-Za-z{TONED}]+")
_TONE = f"[{TONED}]"
# So far a gap of separators only is looked for by itself.
NEAR = 16

# For long classes, compiled where they are sought first: a short text has none of what they seek.
compiled = cache(re.compile)


def is_inside(character: str) -> bool:
    """Whether a character may stand beside a gap inside a term: a Chinese one, or the mark of a list."""
    return is_han(character) or character in "、､"


def may_join(before: str, after: str) -> bool:
    """Whether two characters may stand side by side in a term with a gap between.

    Two Chinese ones, or a digit and a Chinese one, since typesetters set numbers off with spaces.
    """
    if is_inside(before):
        return is_inside(after) or (after in FIGURES and is_han(before))
    return before in FIGURES and is_han(after)


def is_gap(text: str, start: int, end: int) -> bool:
    """Whether the stretch between two characters of a text, all of what may be a gap, is one."""
    before, after = text[start - 1], text[end]
    if not may_join(before, after):
        return False
    # Beside a number, what is in brackets is no pinyin.
    return not (before in FIGURES or after in FIGURES) or not text[start:end].strip(SEPARATORS)


def has_pinyin(text: str) -> bool:
    """Whether a letter with the mark of a tone stands in a text; quick."""
    return not text.isascii() and compiled(_TONE).search(text) is not None


def gap_at(text: str, at: int) -> int:
    """Where the gap that begins at a place ends; the place itself where none begins there."""
    near = text[at : at + NEAR]
    behind = near.lstrip(SEPARATORS)
    if behind and not _BEGINNING.match(behind):  # spaces and quotes only, the commonest gap by far
        return at + len(near) - len(behind)
    found = compiled(_GAP).match(text, at)
    return found.end() if found else at


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each stretch between characters of a term that counts as nothing."""
    for beginning in _BEGINNING.finditer(text):
        start, end = beginning.span()
        if start and (is_inside(text[start - 1]) or text[start - 1] in FIGURES):
            if end - start > 1 or text[start] not in SEPARATORS:
                end = gap_at(text, start)
            if start < end < len(text) and is_gap(text, start, end):
                yield start, end


class Joined:
    """A text without its gaps, and the way back to the places in the text as it stood."""

    def __init__(self, text: str) -> None:
        pieces, at, shift = [], 0, 0
        self._starts, self._shifts, self._raw = [0], [0], [0]
        for start, end in gaps(text):
            pieces.append(text[at:start])
            shift += end - start
            self._starts.append(end - shift)
            self._shifts.append(shift)
            self._raw.append(end)
            at = end
        pieces.append(text[at:])
        self.text = "".join(pieces)

    def place(self, at: int) -> int:
        """Where the character at this place of the joined text stood."""
        return at + self._shifts[bisect_right(self._starts, at) - 1]

    def at(self, place: int) -> int:
        """Where a character of the text as it stood is in the joined text; in a gap, what follows it."""
        piece = bisect_right(self._raw, place) - 1
        following = self._starts[piece + 1] if piece + 1 < len(self._starts) else len(self.text)
        return min(place - self._shifts[piece], following)
