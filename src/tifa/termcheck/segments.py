"""What a check reads and gives: segments of a translation, and findings in them."""

from __future__ import annotations

from tifa.model import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Annotated

ERROR, WARNING = LEVELS = ("error", "warning")

Span = tuple[int, int]


class Segment(Record):
    """A piece of a text and its translation, as plain text without inline tags."""

    path: Annotated[str, "The file."]
    document: Annotated[str, "The document in the file, where it holds several."] = ""
    number: Annotated[int, "Which one of the file, counted from 1."]
    id: Annotated[str, "The id that the file gives it."] = ""
    source: Annotated[str, "The text."]
    target: Annotated[str, "Its translation."]
    source_language: Annotated[
        str, "Language of the source as the file says it; nothing where it does not."
    ] = ""
    target_language: Annotated[str, "Language of the target as the file says it."] = ""
    mute: Annotated[tuple[str, ...], "Rules that a comment in the file switches off here."] = ()


class Finding(Record):
    """A place where a translation departs from the glossary."""

    rule: Annotated[str, "Id of the rule."]
    level: Annotated[str, "error or warning."]
    path: Annotated[str, "The file."]
    segment: Annotated[int, "Which segment of the file, counted from 1."]
    id: Annotated[str, "The id that the file gives the segment."] = ""
    term: Annotated[str, "The term in simplified characters; nothing where the rule is about none."] = ""
    concept: Annotated[str, "Id of its entry."] = ""
    source_span: Annotated[Span | None, "Where it stands in the source, in characters."] = None
    target_span: Annotated[Span | None, "What it is about in the target, in characters."] = None
    message: Annotated[str, "What is wrong and who says so, in one sentence."]
    suggestion: Annotated[str, "What to write; nothing where there is no saying."] = ""

    @property
    def place(self) -> tuple[str, int, Span, str, str]:
        """By what findings are put in order."""
        return self.path, self.segment, self.source_span or self.target_span or (0, 0), self.rule, self.term


class Summary(Record):
    """What was looked at, so that nothing is silently clean."""

    segments: Annotated[int, "Segments read."] = 0
    checked: Annotated[int, "Segments with source and target that were compared."] = 0
    empty: Annotated[int, "Segments without a target, or without a source."] = 0
    terms: Annotated[int, "Occurrences of terms in the source."] = 0
    concepts: Annotated[int, "Entries of which some term stood in the source."] = 0
    muted: Annotated[int, "Findings held back: by a comment, the baseline or --ignore."] = 0
    errors: Annotated[int, "Findings at the level of errors."] = 0
    warnings: Annotated[int, "Findings at the level of warnings."] = 0


def is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether a stretch lies inside one of others."""
    return any(low <= span[0] and span[1] <= high for low, high in others)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a stretch shares a character with one of others."""
    return any(span[0] < high and low < span[1] for low, high in others)
