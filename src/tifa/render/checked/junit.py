"""Findings as JUnit XML: a suite for each file, a case for each segment with findings."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from tifa.render.checked import by_file, by_segment, totals
from tifa.render.checked.table import block, shown
from tifa.termcheck.segments import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.render.checked import Segments
    from tifa.termcheck.segments import Finding, Summary


def report(findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:
    """The suites; where nothing was found, one with a case that says what was looked at."""
    files = [(path, by_segment(found)) for path, found in by_file(findings)]
    cases = [here for _, segments_of in files for _, here in segments_of]
    told = totals(summary).replace("\n", ". ")
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    # A file without any case is taken for a broken run by some servers.
    lines.append(f"<testsuites{_attributes(name=f'tifa check: {told}', **_counts(cases or [[]]))}>")
    for path, found in files:
        lines.append(f"<testsuite{_attributes(name=path, **_counts([here for _, here in found]))}>")
        for number, here in found:
            lines += _case(path, number, here, segments)
        lines.append("</testsuite>")
    if not files:
        lines.append(f"<testsuite{_attributes(name='tifa check', **_counts([[]]))}>")
        lines.append(f"<testcase{_attributes(classname='tifa check', name=told)}/>\n</testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _counts(cases: list[list[Finding]]) -> dict[str, str]:
    """How many cases there are, and how many fail: those with errors; warnings are only told."""
    failures = sum(any(finding.level == ERROR for finding in here) for here in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}


def _case(path: str, number: int, here: list[Finding], segments: Segments) -> Iterator[str]:
    segment = segments.get((path, number))
    told = f" ({here[0].id})" if here[0].id else ""
    yield f"<testcase{_attributes(classname=path, name=f'segment {number}{told}')}>"
    errors = [finding for finding in here if finding.level == ERROR]
    if errors:
        # One for all: a case with two failures is not valid everywhere.
        rules = ", ".join(dict.fromkeys(finding.rule for finding in errors))
        message = "; ".join(finding.message for finding in errors)
        blocks = "\n".join(block(finding, segment) for finding in errors)
        yield f"<failure{_attributes(type=rules, message=message)}>{escape(blocks)}</failure>"
    if warnings := [finding for finding in here if finding.level != ERROR]:
        blocks = "\n".join(block(finding, segment) for finding in warnings)
        yield f"<system-out>{escape(blocks)}</system-out>"
    yield "</testcase>"


def _attributes(**values: str) -> str:
    """The attributes of an element; what XML forbids is shown as an escape."""
    return "".join(f" {name}={quoteattr(shown(value))}" for name, value in values.items())
