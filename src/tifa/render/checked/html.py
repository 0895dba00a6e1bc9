"""Findings as one page that needs nothing else; its filters are style, not script."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
from collections import Counter

from tifa.render.annotated.html import safe
from tifa.render.checked import by_file, count, meaning, parts, totals
from tifa.termcheck.segments import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tifa.render.checked import Segments
    from tifa.termcheck.segments import Finding, Segment, Span, Summary

STYLESHEET = os.path.join(os.path.dirname(__file__), "page.css")
PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{digest}'; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main class="page">
<h1>{title}</h1>
{totals}
{body}</main>
</body>
</html>
"""
FILTERS = """\
<section class="filters" aria-label="Filters">
<ul class="levels">
{levels}</ul>
<ul>
{rules}</ul>
</section>
"""


def report(findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:
    """The whole page."""
    # Filters go by number: nothing that was read becomes a selector.
    rules = {rule: number for number, rule in enumerate(dict.fromkeys(f.rule for f in findings))}
    style = _stylesheet(len(rules))
    numbers = itertools.count(1)
    files = (
        _file(path, (_finding(f, segments.get((path, f.segment)), rules, next(numbers)) for f in here), here)
        for path, here in by_file(findings)
    )
    # Green is said only where something was looked at.
    none = f'<p class="{"clean" if summary.terms else "totals"}">No findings.</p>\n'
    body = _filters(findings, rules) + _lines(files) if findings else none
    told = "\n".join(f'<p class="totals">{safe(line)}</p>' for line in totals(summary).split("\n"))
    title = f"Terms checked: {count(summary.errors, 'error')}, {count(summary.warnings, 'warning')}"
    return PAGE.format(digest=_digest(style), title=safe(title), style=style, totals=told, body=body)


def _stylesheet(rules: int) -> str:
    """The style of the page, and what its filters hide."""
    with open(STYLESHEET, encoding="utf-8") as file:
        style = file.read()
    filters = [*LEVELS, *(f"rule-{number}" for number in range(rules))]
    hidden = (f"html:has(#show-{name}:not(:checked)) .finding.{name}" for name in filters)
    return style + ",\n".join(hidden) + " { display: none; }\n"


def _filters(findings: Sequence[Finding], rules: dict[str, int]) -> str:
    """A box to tick for each level and each rule met, with how often it was met and what it means."""
    of_level = Counter(finding.level for finding in findings)
    of_rule = Counter(finding.rule for finding in findings)
    levels = (_box(level, level, of_level[level]) for level in LEVELS if of_level[level])
    named = (_box(f"rule-{number}", rule, of_rule[rule], meaning(rule)[0]) for rule, number in rules.items())
    return FILTERS.format(levels=_lines(levels), rules=_lines(named))


def _box(name: str, label: str, number: int, told: str = "") -> str:
    box = f'<input type="checkbox" checked id="show-{name}" autocomplete="off">'
    more = f" <small>{safe(told)}</small>" if told else ""
    return f"<li><label>{box} <b>{safe(label)}</b> {number}</label>{more}</li>"


def _file(path: str, written: Iterable[str], here: Sequence[Finding]) -> str:
    name = "standard input" if path == "-" else path
    summary = f"<h2>{safe(name)}</h2> <small>{count(len(here), 'finding')}</small>"
    return f'<details class="file" open><summary>{summary}</summary>\n{_lines(written)}</details>'


def _finding(finding: Finding, segment: Segment | None, rules: dict[str, int], number: int) -> str:
    level = safe(finding.level)
    name = f" <code>{safe(finding.id)}</code>" if finding.id else ""
    return (
        f'<article class="finding {level} rule-{rules[finding.rule]}" id="f{number}">\n'
        f'<header><b class="level">{level}</b> <b>{safe(finding.rule)}</b> '
        f'<a href="#f{number}">segment {finding.segment}</a>{name}</header>\n'
        f'<p class="message">{safe(finding.message)}</p>\n'
        f"<dl>\n{_lines(_texts(finding, segment))}</dl>\n</article>"
    )


def _texts(finding: Finding, segment: Segment | None) -> Iterator[str]:
    """Source and target with the spans marked, and what to write."""
    if segment:
        # The source of a check is Chinese where the file does not say.
        yield _text("Source", segment.source, finding.source_span, segment.source_language or "zh")
        yield _text("Target", segment.target, finding.target_span, segment.target_language)
    if finding.suggestion:
        yield f'<div class="write"><dt>Write</dt><dd>{safe(finding.suggestion)}</dd></div>'


def _text(label: str, text: str, span: Span | None, language: str) -> str:
    before, inside, after = map(safe, parts(text, span))
    marked = before if span is None else f"{before}<mark>{inside}</mark>{after}"
    return f'<div><dt>{label}</dt><dd lang="{safe(language)}">{marked}</dd></div>'


def _lines(written: Iterable[str]) -> str:
    return "".join(f"{part}\n" for part in written)


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
