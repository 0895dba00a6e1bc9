"""Findings for a terminal or a pipe: a block each, nothing wrapped, what was looked at in the last line."""

from __future__ import annotations

from tifa.render.checked import parts, totals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.render.checked import Segments
    from tifa.termcheck.segments import Finding, Segment, Summary


def report(findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:
    """A block of lines for each finding, and the totals."""
    blocks = (block(finding, segments.get((finding.path, finding.segment))) for finding in findings)
    return "".join(f"{text}\n" for text in blocks) + totals(summary) + "\n"


def block(finding: Finding, segment: Segment | None) -> str:
    """The lines on one finding: place, level, rule and message, both texts, what to write."""
    return "".join(f"{line}\n" for line in _lines(finding, segment))


def shown(text: str) -> str:
    """The text on one line; line breaks and what a terminal might obey are escapes."""
    return "".join(c if c.isprintable() or c == "\u3000" else repr(c)[1:-1] for c in text)


def _lines(finding: Finding, segment: Segment | None) -> Iterator[str]:
    place = f"{shown(finding.path)}:{finding.segment}"
    yield f"{place}: {finding.level} {finding.rule}: {shown(finding.message)}"
    if finding.id:
        yield f"  id:     {shown(finding.id)}"
    if segment:
        yield f"  source: {_marked(segment.source, finding.source_span)}"
        yield f"  target: {_marked(segment.target, finding.target_span)}"
    if finding.suggestion:
        yield f"  write:  {shown(finding.suggestion)}"


def _marked(text: str, span: tuple[int, int] | None) -> str:
    """The text with the span between signs that stay right when the terminal breaks the line."""
    before, inside, after = map(shown, parts(text, span))
    return before if span is None else f"{before}▸{inside}◂{after}"
