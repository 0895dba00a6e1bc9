"""Findings in SARIF 2.1.0, which code hosts and editors show beside the file."""

from __future__ import annotations

import os
import re
from collections import Counter
from urllib.parse import quote

from tifa import __version__
from tifa.render.checked import advised, meaning
from tifa.render.checked.json import dumps
from tifa.termcheck.checker import mark_of
from tifa.termcheck.rules import RULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from tifa.render.checked import Segments
    from tifa.termcheck.segments import Finding, Summary

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# Where the rules are explained: in the project, and at its address, which ends with a slash. While it has
# none no link can be given: SARIF wants an absolute one, and validators take any other for an error.
HELP = "docs/check-rules.md"
SITE = ""
ROOT = "%SRCROOT%"
FROM = "The folder in which tifa was run."


def report(findings: Sequence[Finding], summary: Summary, segments: Segments) -> str:
    """A log with one run: the rules, each finding, and what was looked at."""
    # A rule of another making is listed too, so that no result points nowhere.
    rules = list(dict.fromkeys([*RULES, *(finding.rule for finding in findings)]))
    run = {
        "tool": {"driver": _driver(rules)},
        "originalUriBaseIds": {ROOT: {"description": {"text": FROM}}},
        "columnKind": "unicodeCodePoints",
        "results": _results(findings, segments, rules),
        "properties": {"summary": vars(summary)},
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(rules: list[str]) -> dict[str, Any]:
    driver = {"name": "tifa", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    return driver | ({"informationUri": SITE} if SITE else {})


def _rule(rule: str) -> dict[str, Any]:
    finds, remedy = meaning(rule)
    page = f"{HELP}#{rule}"
    told = f"{remedy or finds} See {page}."
    described = {
        "id": rule,
        "shortDescription": {"text": _message(finds)},
        "fullDescription": {"text": _message(f"{finds} {remedy}".strip())},
        "help": {"text": _message(told), "markdown": _message(told)},
    }
    return described | ({"helpUri": SITE + page} if SITE else {})


def _results(findings: Sequence[Finding], segments: Segments, rules: list[str]) -> list[dict[str, Any]]:
    met: Counter[tuple[str, str]] = Counter()
    results = []
    for finding in findings:
        result = _result(finding, rules)
        if segment := segments.get((finding.path, finding.segment)):
            known = mark_of(finding, segment)
            met[finding.path, known] += 1
            # GitHub knows findings again by the second, which has to be another for each of a file.
            result["partialFingerprints"] = {
                "tifaFinding/v1": known,
                "primaryLocationLineHash": f"{known}:{met[finding.path, known]}",
            }
        results.append(result)
    return results


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(finding.path),
            "region": {"startLine": finding.segment},
        }
    }
    if finding.id:
        location["logicalLocations"] = [{"name": finding.id, "kind": "resource"}]
    more = ("term", "concept", "source_span", "target_span", "suggestion")
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": finding.level,
        "message": {"text": _message(advised(finding))},
        "locations": [location],
        "properties": {name: getattr(finding, name) for name in more if getattr(finding, name)},
    }


def _artifact(path: str) -> dict[str, str]:
    """Where a file is: from here if it is below, else from the root of the file system."""
    whole = os.path.abspath(path)
    here = os.path.join(os.getcwd(), "")
    if whole.startswith(here):
        return {"uri": _quoted(whole[len(here) :]), "uriBaseId": ROOT}
    return {"uri": "file://" + _quoted("/" * (os.sep != "/") + whole)}


def _quoted(path: str) -> str:
    try:
        written = path.encode("utf-8", "surrogateescape")  # the bytes of a name that is not UTF-8
    except UnicodeEncodeError:
        written = path.encode("utf-8", "surrogatepass")  # a name of Windows that is not UTF-16
    return quote(written.replace(os.sep.encode(), b"/"))


def _message(text: str) -> str:
    """The text with its braces doubled, as SARIF wants it, and without what it would take for a link."""
    return re.sub(r"\](?=\()", "] ", text.replace("{", "{{").replace("}", "}}"))
