"""The text with numbers behind its terms and the notes below: plain, or as Markdown."""

from __future__ import annotations

from tifa.render.annotated.writer import (
    Notes,
    Options,
    Writer,
    gist,
    gloss,
    outermost,
    reasons,
    sense_label,
    to_avoid,
)
from tifa.render.markdown import escape, escape_block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.annotation import Block, Mark


class Footnotes(Writer):
    """Plain text: numbers in square brackets, notes below."""

    def __init__(self, path: str, options: Options | None = None) -> None:
        super().__init__(path, options)
        self._notes = Notes()
        self._reasons: dict[int, list[str]] = {}
        self._last = ""

    def block(self, block: Block, marks: Sequence[Mark]) -> str:
        out, at = [], 0
        for mark, inside in outermost(marks):
            out.append(self._written(block.text[at : mark.start]))
            out.append(self.term(block.text[mark.start : mark.end], mark))
            at = mark.end
            self._last = block.text[at - 1]
            out += [self.reference(self._number(each, block.start)) for each in (mark, *inside)]
        out.append(self._written(block.text[at:]))
        return "".join(out)

    def _written(self, text: str) -> str:
        written = self.plain(text, self._last in ("", "\n"))
        self._last = text[-1:] or self._last
        return written

    def _number(self, mark: Mark, start: int) -> int:
        number, _ = self._notes.number(mark)
        if self.options.explain and mark.meaning.contested:
            self._reasons.setdefault(number, []).extend(
                f"{start + mark.start}: {reason}" for reason in reasons(mark, start)
            )
        return number

    def tail(self) -> str:
        if not self._notes.marks:
            return ""
        lines = (
            f"{line}\n"
            for number, mark, count in self._notes
            for line in self.note(number, count, mark, self._reasons.get(number, []))
        )
        gap = "" if self._last in ("", "\n") else "\n"
        return f"{gap}\n{self.heading()}{''.join(lines)}"

    def plain(self, text: str, begins_line: bool) -> str:  # noqa: ARG002
        """Text between terms."""
        return text

    def term(self, text: str, mark: Mark) -> str:  # noqa: ARG002
        """The text of a term."""
        return text

    def reference(self, number: int) -> str:
        """The number behind a term."""
        return f"[{number}]"

    def heading(self) -> str:
        """What stands above the notes."""
        return "Notes\n\n"

    def note(self, number: int, count: int, mark: Mark, found: list[str]) -> Iterator[str]:
        """The lines of one note."""
        yield f"[{number}] {' – '.join(note_parts(mark))} ({count}×)"
        if avoid := to_avoid(mark.meaning, [mark.sense]):
            yield f"    Avoid: {'; '.join(avoid)}"
        yield from (f"    {reason}" for reason in found)


class Markdown(Footnotes):
    """Markdown with footnotes; everything from the input escaped."""

    def plain(self, text: str, begins_line: bool) -> str:
        return escape_block(text, begins_line)

    def term(self, text: str, mark: Mark) -> str:
        # Asterisks beside a quotation mark or a Chinese character are often not taken for emphasis.
        name = "del" if mark.meaning.renderings[mark.sense][1] == "deprecated" else "strong"
        return f"<{name}>{escape(text)}</{name}>"

    def reference(self, number: int) -> str:
        return f"[^{number}]"

    def heading(self) -> str:
        return ""

    def note(self, number: int, count: int, mark: Mark, found: list[str]) -> Iterator[str]:
        yield f"[^{number}]: {escape(' – '.join(note_parts(mark)))} ({count}×)"
        if avoid := to_avoid(mark.meaning, [mark.sense]):
            yield f"    Avoid: {escape('; '.join(avoid))}"
        yield from (f"    - {escape(reason)}" for reason in found)


def note_parts(mark: Mark) -> list[str]:
    """Term and pinyin, what to write, the sense, the gloss."""
    heading = mark.meaning.heading
    told = "" if gist(mark) == heading.simplified else gist(mark)
    rendering = mark.meaning.renderings[mark.sense][0] if not told else ""
    parts = [f"{heading.simplified} {heading.pinyin}", told, rendering, sense_label(mark), gloss(mark)]
    return [part for part in parts if part]
