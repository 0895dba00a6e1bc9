"""Look a query up: tiers decide before scores do, and every hit says why it matched.

Hits are ordered by sureness and tier, then score, then sort of form (headword, alias, rendering, the
rest), then length of the term, then id: that sentence is the whole rule.
"""

from __future__ import annotations

import unicodedata

from tifa.errors import QueryError
from tifa.fold import is_han
from tifa.glossary import Glossary
from tifa.index.store import HAN, SORTS, WORD
from tifa.model import Form, Heading, Record
from tifa.tiers import CHEAP, SMALL, TIERS, Match, Query, parts, similar, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Annotated

    Order = tuple[bool, int, float, int, int, int]

MAX_QUERY = 500
MAX_HITS = 10
RANKS = {tier: rank for rank, tier in enumerate(TIERS)}
# Tiers that leave open what the query is a slip of.
UNEXPLAINED = frozenset(("close", "words", "part", "inside"))

# What people put around a term when they ask about it.
OPENINGS = (
    "what is meant by ", "what is ", "what's ", "what are ", "what does ", "what do ", "the meaning of ",
    "meaning of ", "definition of ", "define ", "explain ", "how to translate ", "translation of ",
    "translate ", "the term ", "什么是", "什麼是", "何为", "何為", "何谓", "何謂", "请问", "請問",
)  # fmt: skip
CLOSINGS = (
    " mean", " means", " meaning", " definition", " explained", " translation", " in english", " in chinese",
    " in china", " what is it", " what does it", "是什么意思", "是什麼意思", "什么意思", "什麼意思", "是什么",
    "是什麼", "是啥", "的意思", "的含义", "的含義", "的英文", "的英语", "的英語", "英文", "英语", "英語",
    "怎么翻译", "怎麼翻譯", "如何翻译", "如何翻譯", "怎么说", "怎麼說", "怎么译", "怎麼譯", "用",
    "指的是什么", "指的是什麼",
)  # fmt: skip


class Hit(Record):
    """An entry that answers a query, with the form that matched, how, and how surely."""

    heading: Annotated[Heading, "The heading of the entry; `Glossary.get` gives the entry by its id."]
    number: Annotated[int, "Its number in the index."]
    form: Annotated[Form, "The form of it that matched."]
    tier: Annotated[str, "How it matched: a key of TIERS."]
    score: Annotated[float, "Closeness within the tier, 0 to 100."]
    sure: Annotated[bool, "Whether this is an answer, not a suggestion."]

    @property
    def why(self) -> str:
        """Why it matched, for a person."""
        what = "something near the term" if self.form.sort == "related" else TIERS[self.tier]
        return f"{what}: {self.form.text} ({self.form.sort})"


def lookup(glossary: Glossary, text: str) -> list[Hit]:
    """The hits for a query, best first; see `outcome` for what they amount to.

    QueryError where the query is empty or longer than any term.
    """
    query = Query(glossary, clean(text))
    matches: list[Match] = []
    for tier in CHEAP:
        found = list(tier(query))
        matches += found
        hits = _hits(glossary, found)
        if hits and hits[0].sure:
            return _merged(hits, _others(glossary, query))
    inner = without_question(query.text)
    if inner != query.text:
        hits = lookup(glossary, inner)
        if outcome(hits) == "found":
            return hits
    # Only where no slip explains the query is it worth comparing it with every key.
    if all(match.tier in UNEXPLAINED for match in matches):
        matches += similar(query)
    return _hits(glossary, matches)


def outcome(hits: list[Hit]) -> str:
    """`found` where the first hit is an answer, `near` where there are suggestions, else `none`."""
    if not hits:
        return "none"
    return "found" if hits[0].sure else "near"


def clean(text: str) -> str:
    """The query without control characters and escape sequences, white space made single."""
    kept = "".join(" " if c.isspace() else c for c in _without_escapes(text))
    kept = "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    kept = " ".join(kept.split())
    if not kept:
        raise QueryError("the query is empty: give a term in Chinese, pinyin or English")
    if not any(c.isalnum() or is_han(c) for c in kept):
        raise QueryError(
            f"there is nothing to look up in {kept[:40]}: give a term in Chinese, pinyin or English"
        )
    if len(kept) > MAX_QUERY:
        raise QueryError(
            f"the query has {len(kept):,} characters, more than the {MAX_QUERY} a lookup takes; give one term"
        )
    return kept


def without_question(text: str) -> str:
    """The term that a question is about: "what does X mean" is X; any other text as it is."""
    kept, before = text, ""
    while kept != before:
        before = kept
        kept = kept.strip(" ?？.。!！,，:：\"“”'")
        lower = kept.lower()
        for said in OPENINGS:
            if lower.startswith(said) and len(kept) > len(said):
                kept, lower = kept[len(said) :], lower[len(said) :]
        for said in CLOSINGS:
            if lower.endswith(said) and len(kept) > len(said):
                kept, lower = kept[: -len(said)], lower[: -len(said)]
    return kept if len(kept) > 1 else text


def _without_escapes(text: str) -> str:
    """The text without terminal escape sequences (ESC [ ... letter)."""
    out, rest = "", text
    while "\x1b[" in rest:
        before, _, rest = rest.partition("\x1b[")
        out += before
        rest = rest.lstrip("0123456789;:<=>? !\"#$%&'()*+,-./")[1:]
    return out + rest


def _others(glossary: Glossary, query: Query) -> list[Hit]:
    """Terms that contain a query that was found, shown beside the answer."""
    if query.index.family_size(HAN if query.is_han else WORD) > SMALL:
        return []
    return _hits(glossary, parts(query, MAX_HITS) if query.is_han else words(query))


def _hits(glossary: Glossary, matches: Iterable[Match]) -> list[Hit]:
    """The best match of each entry, in order, as hits."""
    best: dict[int, tuple[Order, Match]] = {}
    for match in matches:
        heading, forms = glossary.index.brief(match.entry)  # plain, since there may be very many
        sort = forms[match.form][1]
        if sort == "keyword":  # it suggests, however well it matches
            tier = "keyword" if match.tier == "rendering" else match.tier
            match = Match(tier=tier, entry=match.entry, form=match.form, score=match.score, sure=False)
        ranked = _order(match, sort, len(heading["simplified"])), match
        if match.entry not in best or ranked[0] < best[match.entry][0]:
            best[match.entry] = ranked
    ordered = sorted(best.values(), key=lambda ranked: ranked[0])[:MAX_HITS]
    return [_hit(glossary, match) for _, match in ordered]


def _hit(glossary: Glossary, match: Match) -> Hit:
    return Hit(
        heading=glossary.index.heading(match.entry),
        number=match.entry,
        form=glossary.index.form(match.entry, match.form),
        tier=match.tier,
        score=match.score,
        sure=match.sure,
    )


def _order(match: Match, sort: str, length: int) -> Order:
    place = SORTS.index(sort) if sort in SORTS else len(SORTS)
    return not match.sure, RANKS[match.tier], -round(match.score, 1), place, length, match.entry


def _merged(first: list[Hit], more: list[Hit]) -> list[Hit]:
    known = {hit.number for hit in first}
    return [*first, *(hit for hit in more if hit.number not in known)][:MAX_HITS]
