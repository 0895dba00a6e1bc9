"""Text measured and broken by the columns that it takes on a terminal: two for a Chinese character."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

# A stretch of text and the name of its style.
Run = tuple[str, str]

# White space; a short Chinese term, or one character of a long run, with the marks that may not begin
# a line; or a word.
_HAN = "⺀-⿟〆-鿿豈-﫿"
_CLOSING = "[，。、；：？！）”’」』》…,.;:?!)\"'\\]]*"
_SHORT = rf"(?<![{_HAN}])[{_HAN}]{{1,4}}(?![{_HAN}])"
_TOKENS = re.compile(rf"\s+|{_SHORT}{_CLOSING}|[{_HAN}]{_CLOSING}|[^\s{_HAN}]+")
_known: dict[str, int] = {}


def cells(text: str) -> int:
    """Columns that a text takes: two for a wide character, none for a combining mark."""
    if text.isascii():
        return len(text)
    if text not in _known:
        _known[text] = sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
    return _known[text]


def cut(text: str, width: int) -> str:
    """The text cut to so many columns, with an ellipsis where something is missing."""
    if cells(text) <= width:
        return text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return text + "…"


def wrap(runs: list[Run], width: int) -> list[list[Run]]:
    """The runs broken into lines of at most `width` columns, between words or Chinese characters."""
    lines: list[list[Run]] = [[]]
    room = width
    for text, style in runs:
        piece = ""
        for token in _pieces(text, width):
            size = cells(token)
            if size > room:
                _end(lines, piece, style)
                lines.append([])
                piece, room = "", width
            if token.isspace() and room == width:
                continue  # no line begins with white space
            piece += token
            room -= size
        if piece:
            lines[-1].append((piece, style))
    return [line for line in lines if line] or [[]]


def _end(lines: list[list[Run]], piece: str, style: str) -> None:
    """Add the last piece of a line; white space at its end is dropped."""
    if piece.strip():
        lines[-1].append((piece.rstrip(), style))


def _pieces(text: str, width: int) -> list[str]:
    """The tokens of a text; a word wider than a line is cut into pieces that fit."""
    tokens = []
    for token in _TOKENS.findall(text):
        while cells(token) > width:
            at = next(n for n in range(len(token), 0, -1) if cells(token[:n]) <= width or n == 1)
            tokens.append(token[:at])
            token = token[at:]
        tokens.append(token)
    return tokens
