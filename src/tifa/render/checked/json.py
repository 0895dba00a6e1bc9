"""Findings as one JSON object: the shape `tifa.check/1`."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tifa.render.checked import Segments
    from tifa.termcheck.segments import Finding, Summary

SCHEMA = "tifa.check/1"
FIELDS = (
    *("rule", "level", "path", "segment", "id", "term"),
    *("source_span", "target_span", "message", "suggestion"),
)
# What no UTF-8 stream can carry, what a terminal may obey, what JavaScript once took for line ends.
_UNFIT = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def report(findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:  # noqa: ARG001
    """The summary and every finding, with every field."""
    listed = [{name: getattr(finding, name) for name in FIELDS} for finding in findings]
    return dumps({"schema": SCHEMA, "summary": vars(summary), "findings": listed})


def dumps(data: dict[str, Any]) -> str:
    """Indented JSON in Chinese characters, with an escape for what is not safe to write."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
