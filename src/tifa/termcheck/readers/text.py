"""Plain text: the lines of a file, and a text beside its translation."""

from __future__ import annotations

from io import IncrementalNewlineDecoder

from tifa.decoding import CHECKING, Input
from tifa.errors import InputError
from tifa.termcheck.segments import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def read(source: str, target: str, encoding: str = "") -> Iterator[Segment]:
    """A segment a line; InputError where one text has more lines than the other."""
    texts, translations = list(lines(source, encoding)), list(lines(target, encoding))
    if len(texts) != len(translations):
        raise InputError(
            f"{source} and {target}: they have {len(texts):,} and {len(translations):,} lines; write the "
            "translation of each line on the line with the same number"
        )
    for number, (text, translation) in enumerate(zip(texts, translations, strict=True), 1):
        yield Segment(path=target, number=number, source=text, target=translation)


def lines(path: str, encoding: str = "") -> Iterator[str]:
    """The lines of a file without their ends, whichever of the three its system writes."""
    rest = ""
    # Not str.splitlines, which takes characters for line ends that stand in the middle of a sentence.
    for piece in _pieces(path, encoding):
        *whole, rest = (rest + piece).split("\n")
        yield from whole
    if rest:
        yield rest


def _pieces(path: str, encoding: str) -> Iterator[str]:
    """The text of a file piece by piece, with newlines only."""
    newlines = IncrementalNewlineDecoder(None, translate=True)
    try:
        with open(path, "rb", buffering=0) as file:
            mark = "\ufeff"
            for piece in Input(file.read, path, encoding, remedy=CHECKING).pieces():
                yield newlines.decode(piece.removeprefix(mark))
                mark = ""
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    yield newlines.decode("", final=True)
