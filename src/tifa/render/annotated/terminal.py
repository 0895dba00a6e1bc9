"""Annotated text for a terminal: terms in colour, what they are behind the first mention, notes below."""

from __future__ import annotations

from rich.segment import Segment, Segments
from rich.style import Style

from tifa.model import KINDS
from tifa.render.annotated.footnotes import note_parts
from tifa.render.annotated.writer import Notes, Options, gist, outermost, reasons, sense_label, to_avoid
from tifa.render.cells import wrap
from tifa.render.terminal import STYLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console

    from tifa.annotation import Block, Mark

QUIET = STYLES["quiet"]
# Colours of terms with one sense, by kind; contested ones have the colour of their sense.
KIND_COLORS = dict(zip(KINDS, ("30", "64", "136", "67", "67", "96", "130", "29", "66"), strict=True))
SENSES = {"party": "161", "western": "33", "general": "133"}


class Screen:
    """Prints the annotated text of one input on a terminal."""

    def __init__(self, console: Console, options: Options, visible: Callable[[str], str]) -> None:
        self.console, self.options = console, options
        self._visible = visible
        self._notes = Notes()
        self._reasons: dict[int, list[str]] = {}
        self._last: dict[int, int] = {}

    def block(self, block: Block, marks: Sequence[Mark]) -> None:
        """Print a part of the text; its lines are broken by the terminal."""
        segments, at = [], 0
        for mark, inside in outermost(marks):
            segments.append(Segment(self._visible(block.text[at : mark.start])))
            segments.append(Segment(self._visible(block.text[mark.start : mark.end]), style_of(mark)))
            at = mark.end
            for each in (mark, *inside):
                segments += self._told(each, block.start)
        segments.append(Segment(self._visible(block.text[at:])))
        self._print(segments)

    def _told(self, mark: Mark, start: int) -> Iterable[Segment]:
        """The number of the note; at a first mention or another sense, what a reader is told on the spot."""
        number, new = self._notes.number(mark)
        label = sense_label(mark)
        told = [gist(mark)] if new else []
        if label and self._last.get(mark.meaning.entry) != mark.sense:
            told.append(label)
        self._last[mark.meaning.entry] = mark.sense
        if self.options.explain and label:
            self._reasons.setdefault(number, []).extend(reasons(mark, start))
        said = f" {' · '.join(told)}" if told else ""
        yield Segment(f"[{number}{said}]", QUIET)

    def notes(self) -> None:
        """Print the notes."""
        self._print([Segment("\n")])
        for number, mark, count in self._notes:
            lead = f"[{number}] "
            lines = [" – ".join(note_parts(mark)) + f" ({count}×)"]
            if avoid := to_avoid(mark.meaning, [mark.sense]):
                lines.append(f"Avoid: {'; '.join(avoid)}")
            lines += self._reasons.get(number, [])
            for line in lines:
                self._note(lead, line, mark)
                lead = " " * len(lead)

    def _note(self, lead: str, text: str, mark: Mark) -> None:
        width = max(20, self.options.size - len(lead))
        for row in wrap([(text, "")], width):
            written = "".join(part for part, _ in row)
            self._print([Segment(lead, style_of(mark)), Segment(f"{written}\n")])
            lead = " " * len(lead)

    def _print(self, segments: list[Segment]) -> None:
        self.console.print(Segments(segments), end="", soft_wrap=True)


def style_of(mark: Mark) -> Style:
    """How a term looks: contested ones by their sense, others by their kind; those to avoid struck out."""
    meaning = mark.meaning
    if meaning.renderings[mark.sense][1] == "deprecated":
        return STYLES["deprecated"]
    if not meaning.contested:
        return Style(color=f"color({KIND_COLORS[meaning.heading.kind]})", bold=True)
    color = SENSES.get(mark.frame)
    return Style(color=f"color({color})", bold=True, underline=True) if color else STYLES["undecided"]
