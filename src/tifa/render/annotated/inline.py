"""The text as it stands, with what a reader is told in brackets behind each term.

`stripped` takes the brackets out again and gives the text as it was. A white square bracket that the
text itself holds is written between two of them.
"""

from __future__ import annotations

import re

from tifa.render.annotated.writer import Notes, Options, Writer, gist, outermost, reasons, sense_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.annotation import Block, Mark

OPEN, CLOSE = "⟦", "⟧"
_BRACKET = re.compile(f"{OPEN}({OPEN}?)[^{CLOSE}]*{CLOSE}")


class Inline(Writer):
    """Brackets in the text: the rendering at the first mention, the sense wherever it changes."""

    def __init__(self, path: str, options: Options | None = None) -> None:
        super().__init__(path, options)
        self._notes = Notes()
        self._last: dict[int, int] = {}

    def head(self) -> str:
        return "\ufeff" if self.options.has_mark else ""

    def block(self, block: Block, marks: Sequence[Mark]) -> str:
        out, at = [], 0
        for mark, inside in outermost(marks):
            out.append(_literal(block.text[at : mark.end]))
            at = mark.end
            told = [text for each in (mark, *inside) for text in self._told(each, block.start)]
            if told:
                out.append(f"{OPEN}{'; '.join(told)}{CLOSE}")
        return "".join([*out, _literal(block.text[at:])])

    def _told(self, mark: Mark, start: int) -> Iterator[str]:
        """What is said of a mark: all at its first mention, the sense where it differs from the last."""
        _, new = self._notes.number(mark)
        label = sense_label(mark)
        if new:
            yield _safe(f"{gist(mark)} · {label}" if label else gist(mark))
        elif self._last.get(mark.meaning.entry) != mark.sense:
            yield _safe(label)
        self._last[mark.meaning.entry] = mark.sense
        if self.options.explain and label:
            yield from (_safe(reason) for reason in reasons(mark, start))


def stripped(text: str) -> str:
    """The text without the brackets of `Inline`: what it was made from."""
    return _BRACKET.sub(r"\1", text)


def _literal(text: str) -> str:
    return text.replace(OPEN, f"{OPEN}{OPEN}{CLOSE}")


def _safe(text: str) -> str:
    return text.replace(OPEN, "[").replace(CLOSE, "]")
