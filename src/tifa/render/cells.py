"""Text measured and broken by the columns that it takes on a terminal: two for a Chinese character."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from tifa.fold import is_han

# A stretch of text and the name of its style.
Run = tuple[str, str]

# Marks that may not begin a line.
CLOSING = "，。、；：？！）”’」』》…,.;:?!)\"'"
# A Chinese term of up to so many characters is not broken.
SHORT = 4
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
    """What a line may be broken between: words, white space, short terms, characters of long ones."""
    pieces = []
    for token in _words_and_spaces(text):
        for piece in [token] if token.isascii() else _han_pieces(token):
            while cells(piece) > width:
                at = next(n for n in range(len(piece), 0, -1) if cells(piece[:n]) <= width or n == 1)
                pieces.append(piece[:at])
                piece = piece[at:]
            pieces.append(piece)
    return pieces


def _words_and_spaces(text: str) -> list[str]:
    """The text cut where white space begins or ends."""
    pieces: list[str] = []
    for c in text:
        if pieces and pieces[-1][-1].isspace() == c.isspace():
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces


def _han_pieces(token: str) -> list[str]:
    """A word cut before and after Chinese characters, closing marks kept with what they close."""
    pieces: list[str] = []
    run = 0
    for at, c in enumerate(token):
        if not is_han(c):
            run = 0
            if pieces and (c in CLOSING or not is_han(token[at - 1])):
                pieces[-1] += c
            else:
                pieces.append(c)
            continue
        run = run or next((n for n, h in enumerate(token[at:]) if not is_han(h)), len(token) - at)
        inside = at > 0 and is_han(token[at - 1])
        if inside and run <= SHORT:
            pieces[-1] += c
        else:
            pieces.append(c)
    return pieces
