"""Lookup measured: how many of the ways in which people type a term find it, and what is refused.

`cases/lookup.tsv` has a query, the headword that answers it (`-` where nothing may), the kind of query
and the rank within which the headword must stand. In a query `\\n`, `\\r`, `\\t`, `\\\\` and `\\uXXXX` stand
for one character. `cases/lookup_known_failures.txt` has the queries, written alike, that go wrong so far.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tifa.errors import QueryError
from tifa.glossary import Glossary
from tifa.search import Hit, lookup, outcome

CASES = Path(__file__).parent / "cases"
REFUSED = "-"
LEAST_RIGHT = 0.97
LEAST_REFUSED = 0.95
LEAST_OF_A_KIND = 0.9
# These kinds were collected where lookup had been seen to fail; the others were written without knowing it.
HARD_KINDS = ("mixed language", "refuse: words close to a key")
LEAST_OF_A_HARD_KIND = 0.6
LEAST_SURE = 0.97
# Who types a form as an entry has it gets an answer; for the other kinds a suggestion will do.
SURE_KINDS = (
    "simplified",
    "traditional",
    "mixed script",
    "spaces and marks",
    "alias",
    "pinyin marks",
    "pinyin tone numbers",
    "pinyin plain",
    "rendering",
    "rendering to avoid",
)
SHORT_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


class Case(NamedTuple):
    """A line of the table."""

    query: str
    expected: str
    kind: str
    most: str

    @property
    def typed(self) -> str:
        """The query with its escapes resolved."""
        return re.sub(
            r"\\(u[0-9a-f]{4}|[nrt\\])",
            lambda found: SHORT_ESCAPES.get(found[1]) or chr(int(found[1][1:], 16)),
            self.query,
        )


class Result(NamedTuple):
    """A case and what came of it."""

    case: Case
    outcome: str
    hits: list[Hit]

    @property
    def is_right(self) -> bool:
        if self.case.expected == REFUSED:
            return self.outcome != "found"
        return self.case.expected in [term(hit) for hit in self.hits[: int(self.case.most)]]

    def __str__(self) -> str:
        came = ", ".join(f"{term(hit)} ({hit.tier}: {hit.form.text[:40]})" for hit in self.hits[:3])
        return (
            f"{self.case.kind}: {self.case.query} -> {self.case.expected}; {self.outcome}: {came or 'no hit'}"
        )


def term(hit: Hit) -> str:
    return hit.heading.simplified


def lines(name: str) -> list[str]:
    """The lines of a file, cut at line feeds alone: queries may hold any other white space."""
    text = (CASES / name).read_bytes().decode().removesuffix("\n")
    return text.split("\n") if text else []


def looked_up(glossary: Glossary, case: Case) -> Result:
    try:
        hits = lookup(glossary, case.typed)
    except QueryError:
        return Result(case, "refused", [])
    return Result(case, outcome(hits), hits)


HEADER, *ROWS = [line.split("\t") for line in lines("lookup.tsv")]
TABLE = [Case(*row) for row in ROWS]
KINDS = list(dict.fromkeys(case.kind for case in TABLE))


@pytest.fixture(scope="module")
def results(real: Glossary) -> list[Result]:
    return [looked_up(real, case) for case in TABLE]


def share(results: list[Result]) -> float:
    return sum(result.is_right for result in results) / len(results)


def told(results: list[Result]) -> str:
    """The shares of each kind and every failure, for the message of a failed test."""
    parts = [f"{share(results):.1%} of {len(results)} right"]
    for kind in dict.fromkeys(result.case.kind for result in results):
        of_kind = [result for result in results if result.case.kind == kind]
        parts.append(f"  {kind}: {share(of_kind):.1%} of {len(of_kind)}")
    return "\n".join([*parts, *(str(result) for result in results if not result.is_right)])


def test_terms_are_found_however_they_are_typed(results: list[Result]) -> None:
    wanted = [result for result in results if result.case.expected != REFUSED]
    assert share(wanted) >= LEAST_RIGHT, told(wanted)


def test_everyday_words_and_nonsense_get_no_confident_answer(results: list[Result]) -> None:
    unwanted = [result for result in results if result.case.expected == REFUSED]
    assert share(unwanted) >= LEAST_REFUSED, told(unwanted)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_query_falls_far_behind(results: list[Result], kind: str) -> None:
    of_kind = [result for result in results if result.case.kind == kind]
    assert share(of_kind) >= (LEAST_OF_A_HARD_KIND if kind in HARD_KINDS else LEAST_OF_A_KIND), told(of_kind)


@pytest.mark.parametrize("kind", SURE_KINDS)
def test_what_an_entry_has_is_an_answer_and_no_suggestion(results: list[Result], kind: str) -> None:
    of_kind = [result for result in results if result.case.kind == kind]
    unsure = [result for result in of_kind if result.outcome != "found"]
    assert len(unsure) <= (1 - LEAST_SURE) * len(of_kind) + 1, "\n".join(map(str, unsure))


def test_known_failures_are_exactly_what_fails(results: list[Result]) -> None:
    failed = {result.case.query: result for result in results if not result.is_right}
    known = lines("lookup_known_failures.txt")
    assert len(known) == len(set(known)), "a query is listed twice"
    new = [str(result) for query, result in failed.items() if query not in known]
    mended = [query for query in known if query not in failed]
    assert not new, "fail and are not listed:\n" + "\n".join(new)
    assert not mended, "are listed and no longer fail (take them out):\n" + "\n".join(mended)


def test_the_table_is_sound(real: Glossary) -> None:
    assert tuple(HEADER) == Case._fields
    queries = [case.query for case in TABLE]
    assert len(queries) == len(set(queries)), "a query stands twice"
    headwords = {entry.concept.simplified for entry in real}
    assert {case.expected for case in TABLE} - {REFUSED} <= headwords
    assert all(case.most in ("1", "3") for case in TABLE)
    assert len([case for case in TABLE if case.expected != REFUSED]) >= 400
    assert len([case for case in TABLE if case.expected == REFUSED]) >= 80
