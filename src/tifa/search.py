"""Look a query up: tiers decide before scores do, and every hit says why it matched.

Hits are ordered by tier, then score, then sort of form (headword, alias, rendering, the rest), then
length of the term, then id: that sentence is the whole rule.
"""

from __future__ import annotations

import unicodedata

from tifa.errors import QueryError
from tifa.fold import english_words, han_key, has_han, is_han
from tifa.glossary import Glossary
from tifa.index.store import ENGLISH, HAN, INITIALS, PINYIN, SLIP, WORD
from tifa.model import ALIAS_TYPES, STATUSES, Entry, Form, Record
from tifa.pinyin import is_typed_pinyin, pinyin_key, slip_key, split_syllables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Annotated

    Order = tuple[bool, int, float, int, int, int]

MAX_QUERY = 500
MAX_HITS = 10
# Reading every key of a family for parts is worth it beside a found entry only in small glossaries.
SMALL = 2_000_000
SMALL_WORDS = {
    *("of", "for", "and", "in", "to", "on", "with", "by", "from", "at", "as", "its", "their"),
    *("is", "are"),
}

# Tier: (what a hit of it says, in the words of a person; best first)
TIERS = {
    "headword": "the headword",
    "alias": "another form of the term",
    "rendering": "a rendering of the term",
    "pinyin": "its pinyin",
    "gloss": "its literal gloss, or a calque of it",
    "avoided": "a rendering to be avoided",
    "initials": "its initials",
    "sound": "written with other characters of the same sound",
    "slip": "one slip away",
    "words": "all these words stand in it",
    "keyword": "a word by which people look for it",
    "part": "part of it",
    "inside": "stands inside your query",
    "similar": "similar",
}
WESTERN_TIERS = {
    "literal gloss": "gloss",
    "calque": "gloss",
    "deprecated rendering": "avoided",
}
RANKS = {tier: rank for rank, tier in enumerate(TIERS)}
SORTS = (
    "headword",
    "traditional form",
    *ALIAS_TYPES,
    *(f"{status} rendering" for status in STATUSES),
    "literal gloss",
    "calque",
    "keyword",
)


class Hit(Record):
    """An entry that answers a query, with the form that matched, how, and how surely."""

    entry: Annotated[Entry, "The entry."]
    number: Annotated[int, "Its number in the index."]
    form: Annotated[Form, "The form of it that matched."]
    tier: Annotated[str, "How it matched: a key of TIERS."]
    score: Annotated[float, "Closeness within the tier, 0 to 100."]
    sure: Annotated[bool, "Whether this is an answer, not a suggestion."]

    @property
    def why(self) -> str:
        """Why it matched, for a person."""
        return f"{TIERS[self.tier]}: {self.form.text} ({self.form.sort})"


class Match(Record):
    """A row of the index that a tier found, before its entry is read."""

    tier: Annotated[str, "Key of TIERS."]
    entry: Annotated[int, "Number of the entry."]
    form: Annotated[int, "Number of the form in the entry."]
    score: Annotated[float, "0 to 100."] = 100.0
    sure: Annotated[bool, "See Hit."] = True


class Query:
    """A query and its comparable forms, each made when a tier asks for it."""

    def __init__(self, glossary: Glossary, text: str) -> None:
        self.index = glossary.index
        self.text = text
        self.is_han = has_han(text)
        self.han = han_key(text, glossary.characters) if self.is_han else ""
        self.is_pinyin = not self.is_han and is_typed_pinyin(text)
        self.pinyin = pinyin_key(text) if self.is_pinyin else ""
        self.words = [] if self.is_han else english_words(text)
        self.english = " ".join(self.words)


def lookup(glossary: Glossary, text: str) -> list[Hit]:
    """The hits for a query, best first; see `outcome` for what they amount to.

    QueryError where the query is empty or longer than any term.
    """
    query = Query(glossary, clean(text))
    for stage in STAGES:
        matches = [match for tier in stage for match in tier(query)]
        hits = _hits(glossary, matches)
        if hits and hits[0].sure:
            return _merged(hits, _others(glossary, query))
        if matches:
            break
    else:
        return []
    # Nothing certain: whatever the remaining stages suggest stands beside what was found.
    later = STAGES[STAGES.index(stage) + 1 :]
    matches += [match for stage in later for tier in stage for match in tier(query)]
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
    if not any(c.isalnum() or is_han(c) for c in kept):
        raise QueryError("the query is empty: give a term in Chinese, pinyin or English")
    if len(kept) > MAX_QUERY:
        raise QueryError(
            f"the query has {len(kept):,} characters, more than the {MAX_QUERY} a lookup takes; give one term"
        )
    return kept


def _without_escapes(text: str) -> str:
    """The text without terminal escape sequences (ESC [ ... letter)."""
    out, rest = "", text
    while "\x1b[" in rest:
        before, _, rest = rest.partition("\x1b[")
        out += before
        rest = rest.lstrip("0123456789;:<=>? !\"#$%&'()*+,-./")[1:]
    return out + rest


def _exact(query: Query) -> Iterator[Match]:
    if query.is_han:
        for entry, form in query.index.find(HAN, query.han):
            yield Match(tier="headword" if form == 0 else "alias", entry=entry, form=form)
        return
    for entry, form in query.index.find(ENGLISH, query.english):
        sort = query.index.forms(entry)[form].sort
        yield Match(tier=WESTERN_TIERS.get(sort, "rendering"), entry=entry, form=form)
    if query.pinyin:
        for entry, form in query.index.find(PINYIN, query.pinyin):
            yield Match(tier="pinyin", entry=entry, form=form)


def _initials(query: Query) -> Iterator[Match]:
    if query.pinyin and 1 < len(query.pinyin) < 12:
        sure = len(query.pinyin) > 2
        for entry, form in query.index.find(INITIALS, query.pinyin):
            yield Match(tier="initials", entry=entry, form=form, sure=sure)


def _sound(query: Query) -> Iterator[Match]:
    """Hanzi typed with the wrong homophone, or part in Hanzi and part in pinyin."""
    if not query.is_han:
        return
    readings = query.index.table("readings")
    typed = pinyin_key("".join(readings.get(c, c) for c in query.han))
    length = len(query.han)
    for entry, form in query.index.find(PINYIN, typed):
        yield Match(tier="sound", entry=entry, form=form, score=95.0, sure=length > 2)
    for entry, form in query.index.find(SLIP, slip_key(typed)):
        yield Match(tier="sound", entry=entry, form=form, score=90.0, sure=length > 3)


def _slips(query: Query) -> Iterator[Match]:
    if query.is_han:
        if len(query.han) > 1:
            yield from _slip_rows(query, HAN, query.han, _is_sure_han)
        return
    if len(query.pinyin) > 3:
        folded = slip_key(query.pinyin)
        for entry, form in query.index.find(SLIP, folded):
            yield Match(tier="slip", entry=entry, form=form, score=98.0, sure=len(folded) > 4)
        valid = bool(split_syllables(query.pinyin))
        sure = len(folded) > 8 or (len(folded) > 5 and not valid)
        yield from _slip_rows(query, SLIP, folded, lambda *_: sure)
        yield from _slip_rows(query, PINYIN, query.pinyin, lambda *_: sure)
    if len(query.english) > 4:
        sure = len(query.english) > 7
        yield from _slip_rows(query, ENGLISH, query.english, lambda *_: sure)


def _slip_rows(query: Query, family: str, typed: str, is_sure: Callable[[str, str], bool]) -> Iterator[Match]:
    for key, entry, form in query.index.within_one(family, typed):
        score = 100.0 * (1 - 1 / max(len(key), len(typed)))
        sure = is_sure(typed, key)
        # One letter of two or three is a resemblance, not a slip: parts and terms inside go first.
        tier = "slip" if sure or len(typed) > 3 else "similar"
        yield Match(tier=tier, entry=entry, form=form, score=score, sure=sure)


def _is_sure_han(typed: str, key: str) -> bool:
    """Whether one slip in Hanzi is a slip and not another word.

    社会工作者 is another word than 社会工作, so only a doubled character, two swapped ones, or one
    wrong among five or more count.
    """
    if len(typed) == len(key):
        return len(key) > 4 or (len(key) > 3 and sorted(typed) == sorted(key))
    return len(typed) > len(key) > 2 and any(
        typed[at] == typed[at - 1] and typed[:at] + typed[at + 1 :] == key for at in range(1, len(typed))
    )


def _words(query: Query) -> Iterator[Match]:
    """English forms that hold every word of the query; spelling slips in single words allowed."""
    wanted = [word for word in dict.fromkeys(query.words) if word not in SMALL_WORDS]
    if not wanted or sum(map(len, wanted)) < 3:
        return
    rows: dict[tuple[int, int], int] | None = None
    for word in wanted:
        found = dict.fromkeys(query.index.find(WORD, word), 0)
        if not found and len(word) > 4:
            found = {(e, f): 1 for _, e, f in query.index.within_one(WORD, word)}
        rows = found if rows is None else {r: rows[r] + found[r] for r in rows.keys() & found}
    for (entry, form), slips in (rows or {}).items():
        text = query.index.forms(entry)[form].text
        there = [word for word in english_words(text) if word not in SMALL_WORDS]
        cover = sum(map(len, wanted)) / max(1, sum(map(len, there)))
        sure = (len(wanted) > 2 and cover >= 0.6) or (len(wanted) > 1 and cover >= 0.75)
        score = min(100.0, 100 * cover) - slips
        yield Match(tier="words", entry=entry, form=form, score=score, sure=sure)


def _parts(query: Query) -> Iterator[Match]:
    """Terms of which the query is a part: of characters, or of whole syllables."""
    if len(query.han) > 1:
        for key, entry, form in query.index.containing(HAN, query.han):
            if key != query.han:
                yield _part(entry, form, query.han, key)
    elif len(query.pinyin) > 3 and split_syllables(query.pinyin):
        for key, entry, form in query.index.containing(PINYIN, query.pinyin):
            before, _, after = key.partition(query.pinyin)
            if key != query.pinyin and all(not e or split_syllables(e) for e in (before, after)):
                yield _part(entry, form, query.pinyin, key)


def _part(entry: int, form: int, typed: str, key: str) -> Match:
    # A part that opens the term says more than one in its middle.
    bonus = 10 if key.startswith(typed) else 0
    score = 90 * len(typed) / len(key) + bonus
    return Match(tier="part", entry=entry, form=form, score=score, sure=False)


def _inside(query: Query) -> Iterator[Match]:
    """Terms that stand inside the query, longest first from the left."""
    family, units, glue = (HAN, list(query.han), "") if query.is_han else (ENGLISH, query.words, " ")
    start = 0
    while start < len(units):
        for end in range(min(len(units), start + 24), start, -1):
            key = glue.join(units[start:end])
            rows = query.index.find(family, key) if _is_worth(query, key, end - start) else []
            if rows:
                score = 100.0 * (end - start) / len(units)
                for entry, form in rows:
                    yield Match(tier="inside", entry=entry, form=form, score=score, sure=False)
                start = end - 1
                break
        start += 1


def _is_worth(query: Query, key: str, count: int) -> bool:
    if query.is_han:
        return 1 < count < len(query.han)
    return count < len(query.words) and (count > 1 or len(key) > 4)


def _similar(query: Query) -> Iterator[Match]:
    """The wider "did you mean": edit distance over all keys of the query's script."""
    from rapidfuzz import fuzz, process

    for family, typed, least in (
        (HAN, query.han, 66),
        (SLIP, slip_key(query.pinyin), 80),
        (ENGLISH, query.english, 80),
    ):
        if len(typed) < 3:
            continue
        rows = list(query.index.keys(family))
        keys = [key for key, _, _ in rows]
        for _, score, at in process.extract(
            typed, keys, scorer=fuzz.ratio, score_cutoff=least, limit=MAX_HITS
        ):
            _, entry, form = rows[at]
            yield Match(tier="similar", entry=entry, form=form, score=score, sure=False)


# Cheap tiers first; the first stage that gives a sure answer ends the search.
STAGES = (
    (_exact,),
    (_initials,),
    (_sound,),
    (_slips,),
    (_words,),
    (_parts,),
    (_inside,),
    (_similar,),
)


def _others(glossary: Glossary, query: Query) -> list[Hit]:
    """Terms that contain a query that was found, shown beside the answer."""
    if query.index.size(HAN if query.is_han else WORD) > SMALL:
        return []
    return _hits(glossary, [*(_parts if query.is_han else _words)(query)])


def _hits(glossary: Glossary, matches: Iterable[Match]) -> list[Hit]:
    """The best match of each entry, in order, as hits."""
    best: dict[int, tuple[Order, Match, Form]] = {}
    for match in matches:
        forms = glossary.index.forms(match.entry)
        form = forms[match.form]
        if form.sort == "keyword":
            match = Match(tier="keyword", entry=match.entry, form=match.form, score=match.score, sure=False)
        ranked = _order(match, form, forms[0]), match, form
        if match.entry not in best or ranked[0] < best[match.entry][0]:
            best[match.entry] = ranked
    ordered = sorted(best.values(), key=lambda ranked: ranked[0])[:MAX_HITS]
    return [_hit(glossary, match, form) for _, match, form in ordered]


def _hit(glossary: Glossary, match: Match, form: Form) -> Hit:
    return Hit(
        entry=glossary.index.entry(match.entry),
        number=match.entry,
        form=form,
        tier=match.tier,
        score=match.score,
        sure=match.sure,
    )


def _order(match: Match, form: Form, headword: Form) -> Order:
    sort = SORTS.index(form.sort) if form.sort in SORTS else len(SORTS)
    rank = RANKS[match.tier]
    return not match.sure, rank, -round(match.score, 1), sort, len(headword.text), match.entry


def _merged(first: list[Hit], more: list[Hit]) -> list[Hit]:
    known = {hit.number for hit in first}
    return [*first, *(hit for hit in more if hit.number not in known)][:MAX_HITS]
