"""Checking measured: translations with planted faults and sound ones, written without sight of the code.

`cases/check-*.tsv` have the document, the source, its translation, and the faults planted in it as
`rule:term` (`-` where it is sound). Whoever wrote the documents w to z and n had not seen the glossary either,
only renderings attested elsewhere; the writer of o had.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tifa.glossary import Glossary
from tifa.termcheck.checker import Checker
from tifa.termcheck.segments import ERROR, Finding, Segment

CASES = sorted((Path(__file__).parent / "cases").glob("check-*.tsv"))
LEAST_FOUND, LEAST_OF_A_RULE = 0.87, 0.72
MOST_ERRORS, MOST_WARNINGS = 0.01, 0.05


class Case(NamedTuple):
    """A line of the table."""

    document: str
    source: str
    target: str
    expected: str

    @property
    def faults(self) -> list[tuple[str, str]]:
        """(rule, term) of each fault planted in it."""
        return [tuple(fault.partition(":")[::2]) for fault in self.expected.split() if fault != "-"]  # type: ignore[misc]


LINES = [
    line for path in CASES for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n")[1:]
]
TABLE = [Case(*line.split("\t")) for line in LINES]


@pytest.fixture(scope="module")
def found(real: Glossary) -> list[list[Finding]]:
    segments = [
        Segment(path="cases", document=case.document, number=number, source=case.source, target=case.target)
        for number, case in enumerate(TABLE)
    ]
    out: list[list[Finding]] = [[] for _ in TABLE]
    for finding in Checker(real).check(segments):
        out[finding.segment].append(finding)
    return out


@cache
def names(real: Glossary, concept: str) -> frozenset[str]:
    """The other Chinese forms of a concept."""
    entry = real.get(concept)
    return frozenset(alias.text for alias in entry.concept.aliases) if entry else frozenset()


def is_found(fault: tuple[str, str], findings: list[Finding], real: Glossary) -> bool:
    """Whether a fault is told: of the term, a longer, shorter or other name of it, or a number without one."""
    rule, term = fault
    return any(
        term in told.term or told.term in term or term in names(real, told.concept)
        for told in findings
        if told.rule == rule
    )


def test_nearly_every_planted_fault_is_found(found: list[list[Finding]], real: Glossary) -> None:
    results = [
        (c, f, is_found(f, here, real)) for c, here in zip(TABLE, found, strict=True) for f in c.faults
    ]
    missed = [(case.source, fault) for case, fault, there in results if not there]
    assert len(missed) <= (1 - LEAST_FOUND) * len(results), missed


@pytest.mark.parametrize("rule", sorted({rule for case in TABLE for rule, _ in case.faults}))
def test_no_rule_falls_far_behind(found: list[list[Finding]], rule: str, real: Glossary) -> None:
    results = [
        is_found(fault, here, real)
        for case, here in zip(TABLE, found, strict=True)
        for fault in case.faults
        if fault[0] == rule
    ]
    assert sum(results) >= LEAST_OF_A_RULE * len(results)


def test_sound_translations_are_left_in_peace(found: list[list[Finding]]) -> None:
    sound = [(case, here) for case, here in zip(TABLE, found, strict=True) if not case.faults]
    errors = [case.source for case, here in sound if any(f.level == ERROR for f in here)]
    warnings = [case.source for case, here in sound if any(f.level != ERROR for f in here)]
    assert len(errors) <= MOST_ERRORS * len(sound), errors
    assert len(warnings) <= MOST_WARNINGS * len(sound), warnings


def test_every_position_is_in_its_text(found: list[list[Finding]]) -> None:
    for case, here in zip(TABLE, found, strict=True):
        for finding in here:
            for span, text in ((finding.source_span, case.source), (finding.target_span, case.target)):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
