"""Findings as commands of GitHub Actions, which shows them beside the lines of a pull request."""

from __future__ import annotations

from tifa.render.checked import advised, totals
from tifa.render.checked.table import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tifa.render.checked import Segments
    from tifa.termcheck.segments import Finding, Summary


def report(findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:  # noqa: ARG001
    """One command a line: each finding, and the totals as a notice."""
    notice = f"::notice title=tifa check::{_message(totals(summary))}"
    return "".join(f"{line}\n" for line in (*map(_command, findings), notice))


def _command(finding: Finding) -> str:
    place = f"file={_property(finding.path)},line={finding.segment}"
    title = _property(f"tifa {finding.rule}")
    return f"::{finding.level} {place},title={title}::{_message(advised(finding))}"


def _message(text: str) -> str:
    """The text with the escapes for what would end the line; other controls as they can be read."""
    for sign in "%\r\n":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return shown(text)


def _property(text: str) -> str:
    """`_message`, with the escapes for what would end a property."""
    return _message(text).replace(":", "%3A").replace(",", "%2C")
