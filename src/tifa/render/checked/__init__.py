"""The findings of a check as text: one module a format, each with a `report`."""

from __future__ import annotations

from importlib import import_module
from itertools import groupby

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tifa.termcheck.segments import Finding, Segment, Summary

    # The segments with findings, by path and number.
    Segments = Mapping[tuple[str, int], Segment]

FORMATS = ("table", "json", "sarif", "junit", "github", "html")


def report(form: str, findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:
    """The findings and what was looked at, in one of FORMATS."""
    if form not in FORMATS:
        raise ValueError(f"no such format: {form}")
    text: str = import_module(f"tifa.render.checked.{form}").report(findings, summary, segments)
    return text


def totals(summary: Summary) -> str:
    """What was read, compared and found, in one line; a second one where that was nothing."""
    unpaired = f", {summary.empty} without source or target" if summary.empty else ""
    line = (
        f"{count(summary.segments, 'segment')} read, {summary.checked} compared{unpaired}; "
        f"{count(summary.terms, 'term')} of {count(summary.concepts, 'entry', 'entries')} found; "
        f"{count(summary.errors, 'error')}, {count(summary.warnings, 'warning')}, {summary.muted} muted"
    )
    if not summary.checked:
        return f"{line}\nNothing was compared."
    return line if summary.terms else f"{line}\nNo term of the glossary stands in the source."


def count(number: int, one: str, several: str = "") -> str:
    """A number and what it counts, in the singular or the plural."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"


def advised(finding: Finding) -> str:
    """The message and, where there is one, the suggestion, as sentences."""
    message = finding.message if finding.message.endswith((".", "!", "?")) else f"{finding.message}."
    return f"{message} Write “{finding.suggestion}”." if finding.suggestion else message


def by_file(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings of each file, both in the order in which they came."""
    paths: dict[str, list[Finding]] = {}
    for finding in findings:
        paths.setdefault(finding.path, []).append(finding)
    return list(paths.items())


def by_segment(findings: Iterable[Finding]) -> list[tuple[int, list[Finding]]]:
    """The findings of one file, segment by segment."""
    ordered = sorted(findings, key=lambda finding: finding.segment)
    return [(number, list(here)) for number, here in groupby(ordered, key=lambda finding: finding.segment)]


def meaning(rule: str) -> tuple[str, str]:
    """What a rule finds, and what to do about it."""
    from tifa.termcheck.rules import RULES

    # Under `python -OO` there are no docstrings.
    told = (getattr(RULES.get(rule), "__doc__", "") or "").split("\n\n", 1)
    finds, remedy = (" ".join(part.split()) for part in (told[0], told[-1] if len(told) > 1 else ""))
    return finds or f"{rule}.", remedy


def parts(text: str, span: tuple[int, int] | None) -> tuple[str, str, str]:
    """What stands before a span, in it, and behind it; all is before it where there is none."""
    if span is None:
        return text, "", ""
    start, end = span
    return text[:start], text[start:end], text[end:]
