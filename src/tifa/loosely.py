"""Find Western forms whose strong words stand side by side in another order than the form has them."""

from __future__ import annotations

import marshal

from tifa.words import COMMA, WEAK_STEMS, Comparable, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Rows = tuple[tuple[int, int], ...]
    # A stem, and where its word stands.
    Word = tuple[str, int, int]

SECTION = "western.loose"
# So many strong words tell a form in any order; more than so many are a sentence.
LEAST, MOST = 3, 8
# “Level” is half a word, as in primary-level, or means another thing by itself.
WEAK = WEAK_STEMS | {"level"}


def strong(stems: list[str]) -> tuple[str, ...] | None:
    """Those of the stems of a form that carry it, sorted; nothing where they do not tell it in any order."""
    found = sorted(each for each in stems if each[0].isalnum() and each not in WEAK)
    return tuple(found) if len(set(found)) >= LEAST and len(found) <= MOST else None


def compiled(forms: Mapping[tuple[str, ...], list[tuple[int, int]]], version: int) -> bytes:
    """The section with the (entry, form) rows of each bag of stems."""
    return marshal.dumps({" ".join(stems): tuple(forms[stems]) for stems in sorted(forms)}, version)


class LooseMatcher:
    """The Western forms of one glossary in any order of their words; `section` reads its index."""

    def __init__(self, section: Callable[[str], bytes]) -> None:
        self._section = section
        self._table: dict[str, Rows] | None = None
        self._comparable = Comparable()

    def hits(self, tokens: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, Rows]]:
        """(start, end, rows) of each form, the ones with the most words first; they may overlap."""
        clauses = [clause for clause in self._clauses(tokens) if len(clause) >= LEAST]
        if clauses and self._table is None:
            self._table = marshal.loads(self._section(SECTION))
        for size in range(MOST, LEAST - 1, -1):
            for clause in clauses:
                for at in range(len(clause) - size + 1):
                    run = clause[at : at + size]
                    rows = self._table and self._table.get(" ".join(sorted([word[0] for word in run])))
                    if rows:
                        yield run[0][1], run[-1][2], rows

    def _clauses(self, tokens: list[tuple[str, int, int]]) -> Iterator[list[Word]]:
        """The strong words between marks that end a clause; a comma does not."""
        clause: list[Word] = []
        for token, start, end in tokens:
            word = self._comparable[token]
            if word and word[0].isalnum():
                if (own := stem(word)) not in WEAK:
                    clause.append((own, start, end))
            elif word and word != COMMA:
                yield clause
                clause = []
        yield clause
