"""Lists of which one thing was left out in the translation, whether the glossary has the things or not."""

from __future__ import annotations

import re

from tifa.termcheck.segments import WARNING, is_within, overlaps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.termcheck.comparison import Comparison
    from tifa.termcheck.segments import Finding, Span

SIGN = "、"
# What stands between two things that a longer term lists.
JOINING = frozenset((SIGN, *"和与及"))
_THING = '[^，。；：！？,;:“”"《》()（）、\\s]+'
_LIST = re.compile(f"{_THING}(?:{SIGN}{_THING})+")
# A list that goes on with a word for and may have one thing more, or two in one.
_JOINED = re.compile("(?<!共)和(?![谐平解])|(?<!参)与(?![时会])|(?<!普)及(?![时格])|或(?!者)")
_CLAUSE = re.compile(r"[;:.()]|—")
_AND = re.compile(r"\b(?:and|or|nor|as well as)\b")
# So few things are a pair, so long a one is a sentence, so unlike ones are no list of one kind.
LEAST, LONGEST, UNLIKE = 3, 8, 2
# More words than these before a comma are no thing of a list.
WORDS = 9


def left_out(comparison: Comparison, told: Sequence[Span]) -> Iterator[Finding]:
    """The finding that the only list of the source is one thing shorter in the translation.

    Not where a rendering of the list as a whole stands there, nor where something in it was `told` of.
    """
    place = _list_of(comparison.segment.source)
    if not place or any(overlaps(place, [span]) for span in told):
        return
    number = comparison.segment.source[slice(*place)].count(SIGN) + 1
    lengths = _lengths(comparison.segment.target)
    if max(lengths, default=0) != number - 1:
        return
    lacking = None
    for term in (*comparison.terms, *comparison.inner):
        for span in map(comparison.span, term.marks):
            whole = comparison.segment.source[slice(*span)].count(SIGN) + 1 == number
            if whole and is_within(span, [place]) and term.permitted:
                return
            if not lacking and not whole and is_within(span, [place]) and not term.is_said:
                lacking = term
    if len(lengths) > 1 and not lacking:
        return  # which of several lists it is, nothing tells
    said = comparison.segment.source[slice(*place)]
    message = f"“{said}” lists {number} things, and the translation {number - 1}: one may be left out"
    yield comparison.finding("missing", WARNING, lacking, message, source_span=place)


def has_list(target: str, number: int) -> bool:
    """Whether the only list of a translation has so many things."""
    return number >= LEAST and [each for each in _lengths(target) if each >= LEAST] == [number]


def _list_of(source: str) -> Span | None:
    """Where the only list of a source stands, if it has one of three things or more of one kind."""
    found = list(_LIST.finditer(source)) if source.count(SIGN) > 1 else []
    if len(found) != 1 or _JOINED.search(found[0][0]):
        return None
    first, *middle, last = found[0][0].split(SIGN)
    sizes = sorted(map(len, middle))
    if len(middle) + 2 < LEAST or not sizes or sizes[-1] > LONGEST or sizes[-1] - sizes[0] > UNLIKE:
        return None
    return found[0].span() if min(len(first), len(last)) >= sizes[0] else None


def _lengths(target: str) -> list[int]:
    """How many things each list of a translation has, two at least: those joined by and, or commas before."""
    found = []
    for clause in _CLAUSE.split(target):
        for joined in _AND.finditer(clause):
            things = clause[: joined.start()].split(",")
            if not things[-1].strip():
                things.pop()
            # What follows a list that ended is something else (by night and day), or another list.
            again = [n for n, each in enumerate(things) if n and _AND.match(each.lstrip())]
            things = things[again[-1] :] if again else things
            if again and len(things) == 1:
                continue
            long = (n for n, each in enumerate(reversed(things), 1) if len(each.split()) > WORDS)
            found.append(next(long, len(things)) + 1)
    return found
