"""What every format of annotated text shares: the interface, the notes, the words."""

from __future__ import annotations

from tifa.model import Record
from tifa.render import wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Annotated

    from tifa.annotation import Block, Mark
    from tifa.meaning import Meaning

UNDECIDED = "sense undecided"


class Options(Record):
    """How annotated text is written."""

    explain: Annotated[bool, "Whether to show the evidence for each sense."] = False
    has_mark: Annotated[bool, "Whether the input began with a byte order mark."] = False
    size: Annotated[int, "Characters on a line of a terminal."] = 80


class Writer:
    """Writes the annotated text of one input: the head, then block after block, then the tail."""

    def __init__(self, path: str, options: Options | None = None) -> None:
        self.path = path
        self.options = options or Options()

    def head(self) -> str:
        """What comes before the text."""
        return ""

    def block(self, block: Block, marks: Sequence[Mark]) -> str:
        """A part of the text with its marks, in order."""
        raise NotImplementedError

    def tail(self) -> str:
        """What comes after the text."""
        return ""


class Notes:
    """The notes to a text: one for each sense of an entry, numbered as they are first met."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[int, int], int] = {}
        self.marks: list[Mark] = []
        self.counts: dict[int, int] = {}

    def number(self, mark: Mark) -> tuple[int, bool]:
        """(number of the note to a mark, whether it is new)."""
        key = (mark.meaning.entry, mark.sense)
        new = key not in self.numbers
        if new:
            self.numbers[key] = len(self.numbers) + 1
            self.marks.append(mark)
        number = self.numbers[key]
        self.counts[number] = self.counts.get(number, 0) + 1
        return number, new

    def __iter__(self) -> Iterator[tuple[int, Mark, int]]:
        """(number, first mark, how often) of each note."""
        return ((number, mark, self.counts[number]) for number, mark in enumerate(self.marks, 1))


def outermost(marks: Sequence[Mark]) -> Iterator[tuple[Mark, list[Mark]]]:
    """(mark, those inside it) for each mark that is in no other; marks of nested terms follow the longer."""
    inside: list[Mark] = []
    outer: Mark | None = None
    for mark in marks:
        if outer is not None and mark.start < outer.end:
            inside.append(mark)
            continue
        if outer is not None:
            yield outer, inside
        outer, inside = mark, []
    if outer is not None:
        yield outer, inside


def sense_label(mark: Mark) -> str:
    """In which sense a contested term stands, or that it is undecided; nothing for other terms."""
    meaning = mark.meaning
    if not meaning.contested:
        return ""
    if mark.sense < 0:
        return UNDECIDED
    sense = meaning.concept.senses[mark.sense]
    frame = wording.FRAMES[sense.frame]
    return f"{frame} sense: {sense.label}" if sense.frame != "general" else sense.label


def gist(mark: Mark) -> str:
    """What a reader is told on the spot: the rendering, or the Chinese term and what to write instead."""
    meaning = mark.meaning
    text, status = meaning.renderings[mark.sense]
    if meaning.related:
        return f"see {meaning.heading.simplified}, {meaning.near[mark.sense][0]}"
    if not meaning.western:
        return f"{text} (proposed)" if status == "proposed" else text
    told = meaning.heading.simplified
    return f"{told}, avoid, write “{text}”" if status == "deprecated" else told


def style_of(mark: Mark) -> str:
    """The name of how a mark looks: its sense where contested (undecided too), else its kind."""
    if mark.meaning.contested:
        return mark.frame or "undecided"
    return "term"


def gloss(mark: Mark) -> str:
    """What the term means in the sense that it has here; both senses where undecided."""
    senses = mark.meaning.concept.senses
    if mark.sense >= 0:
        return senses[mark.sense].gloss
    return " / ".join(f"{sense.label}: {sense.gloss}" for sense in senses)


def to_avoid(meaning: Meaning, senses: Iterable[int]) -> list[str]:
    """The renderings not to be used in these senses (all where one is -1), by what to use instead."""
    wanted = set(senses)
    by_instead: dict[str, list[str]] = {}
    for number, sense in enumerate(meaning.concept.senses):
        for each in sense.wordings:
            if each.status == "deprecated" and (number in wanted or -1 in wanted):
                by_instead.setdefault(each.instead, []).append(f"“{each.text}”")
    return [
        ", ".join(texts) + (f" (write “{instead}”)" if instead else "")
        for instead, texts in by_instead.items()
    ]


def reasons(mark: Mark, start: int = 0) -> Iterator[str]:
    """The evidence for the sense of a contested term, a line each; `start` is where its block begins."""
    for cue, at, sense, weight, learned in mark.strongest():
        how = "learned from examples" if learned else "cue"
        side = "for" if weight > 0 else "against"
        shown = " ".join(cue.split())
        yield f"{side} {sense}: {shown} at {start + at}, weight {abs(weight):.2f} ({how})"
