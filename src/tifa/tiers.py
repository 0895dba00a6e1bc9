"""The ways in which a query can match, each a function from a query to the rows that it finds."""

from __future__ import annotations

from tifa.fold import english_key, english_words, fold, han_key, has_han, is_han
from tifa.glossary import Glossary
from tifa.index.store import ENGLISH, HAN, INITIALS, PINYIN, SLIP, WORD
from tifa.model import Record
from tifa.pinyin import is_typed_pinyin, pinyin_key, slip_key, split_syllables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Annotated

    Rows = list[tuple[int, int]]

LONGEST_INSIDE = 24
CLAUSE_ENDS = "，。；：！？,;:!?"
CLOSE = 80
# A word that is less than this share of a rendering says nothing about it.
LEAST_COVER = 0.2
MOST_SIMILAR = 10
MOST_SLIPS = 60
# Bytes of keys up to which all of them are read to find a part; a larger family is searched by prefix.
SMALL = 2_000_000
SMALL_WORDS = {
    "and", "are", "as", "at", "by", "for", "from", "in", "is", "its", "of", "on", "their", "to", "with",
}  # fmt: skip

# What a hit of each tier says, in the words of a person; best first.
TIERS = {
    "headword": "the headword",
    "alias": "another form of the term",
    "rendering": "a rendering of the term",
    "pinyin": "its pinyin",
    "gloss": "English under which it is met",
    "avoided": "a rendering to be avoided",
    "initials": "its initials",
    "sound": "written with other characters of the same sound",
    "slip": "one slip away",
    "keyword": "a word by which people look for it",
    "close": "spelled much like it",
    "words": "all these words stand in it",
    "part": "part of it",
    "resembling": "one character away",
    "inside": "stands inside your query",
    "similar": "similar",
}
SURE_WORDS = ("preferred rendering", "proposed rendering")
WESTERN_TIERS = {
    "literal gloss": "gloss",
    "also met as": "gloss",
    "deprecated rendering": "avoided",
}


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
        self.characters = glossary.characters
        self.han = han_key(text, self.characters) if self.is_han else ""
        self.is_pinyin = not self.is_han and is_typed_pinyin(text)
        self.pinyin = pinyin_key(text) if self.is_pinyin else ""
        # Where the query reads as whole syllables, a slip would make another word.
        self.is_syllables = bool(split_syllables(self.pinyin))
        self.words = [] if self.is_han else english_words(text)
        self.english = " ".join(self.words)

    def is_sure_pinyin(self, typed: str, key: str) -> bool:
        """Whether one slip in pinyin is a slip: whole syllables with one letter changed are not."""
        changed = len(typed) == len(key) and sorted(typed) != sorted(key)
        if self.is_syllables:
            return len(typed) > (13 if changed else 10)
        return len(typed) > (7 if changed else 5)

    def is_sure_english(self, typed: str, _: str) -> bool:
        """Whether one slip in English is a slip: a phrase of words that all exist is another phrase."""
        return len(typed) > 9 and not all(self.index.find(WORD, word) for word in self.words)


def exact(query: Query) -> Iterator[Match]:
    """Forms that are the query: a Chinese form, a rendering or gloss, the whole pinyin."""
    if query.is_han:
        for entry, form in query.index.find(HAN, query.han):
            yield Match(tier="headword" if form == 0 else "alias", entry=entry, form=form)
        return
    yield from _exact_western(query)
    if query.pinyin:
        for entry, form in query.index.find(PINYIN, query.pinyin):
            yield Match(tier="pinyin", entry=entry, form=form)


def _exact_western(query: Query) -> Iterator[Match]:
    """One match an entry: the form that is the query to the letter goes before one that only folds to it.

    A text that is both a gloss and a rendering to be avoided is the latter. One word alone is an answer
    only as the rendering to write or as an abbreviation: `primary` is an ordinary word.
    """
    best: dict[int, tuple[tuple[bool, int, bool], Match]] = {}
    for entry, number in query.index.find(ENGLISH, query.english):
        form = query.index.form(entry, number)
        tier = WESTERN_TIERS.get(form.sort, "rendering")
        literally = form.text.lower() == query.text.lower()
        phrase = len(query.words) > 1 or (literally and " " in form.text)  # "the masses"
        sure = phrase or form.sort in SURE_WORDS or form.text.isupper()
        match = Match(tier=tier, entry=entry, form=number, score=100.0 if literally else 99.0, sure=sure)
        rank = not literally, ("rendering", "avoided", "gloss").index(tier), not sure
        if entry not in best or rank < best[entry][0]:
            best[entry] = rank, match
    for _, match in best.values():
        yield match


def initials(query: Query) -> Iterator[Match]:
    """Terms of which the query is the initials; two letters alone only suggest them."""
    if query.pinyin and 1 < len(query.pinyin) < 12:
        sure = len(query.pinyin) > 2
        for entry, form in query.index.find(INITIALS, query.pinyin):
            yield Match(tier="initials", entry=entry, form=form, sure=sure)


def sound(query: Query) -> Iterator[Match]:
    """Hanzi typed with the wrong homophone, or part in Hanzi and part in pinyin."""
    if not query.is_han:
        return
    readings = query.index.table("readings")
    typed = pinyin_key("".join(readings.get(c, c) for c in fold(query.text, query.characters)))
    length = len(query.han)
    for entry, form in query.index.find(PINYIN, typed):
        yield Match(tier="sound", entry=entry, form=form, score=95.0, sure=length > 3)
    if length < 3:  # two sounds that are only alike may be any word
        return
    for entry, form in query.index.find(SLIP, slip_key(typed)):
        yield Match(tier="sound", entry=entry, form=form, score=90.0, sure=length > 5)


def slips(query: Query) -> Iterator[Match]:
    """Forms one slip away: a letter or character changed, dropped, doubled or swapped; sounds confused."""
    if query.is_han:
        if len(query.han) > 2:
            yield from _slip_rows(query, HAN, query.han, _is_sure_han)
        elif len(query.han) == 2:
            # With one of two characters wrong it may be any word; the two swapped still suggest the term.
            for entry, form in query.index.find(HAN, query.han[::-1]):
                yield Match(tier="similar", entry=entry, form=form, score=50.0, sure=False)
        return
    if len(query.pinyin) > 3:
        folded = slip_key(query.pinyin)
        for entry, form in query.index.find(SLIP, folded):
            sure = len(folded) > 6 or not query.is_syllables
            yield Match(tier="slip", entry=entry, form=form, score=98.0, sure=sure)
        yield from _slip_rows(query, SLIP, folded, query.is_sure_pinyin)
        yield from _slip_rows(query, PINYIN, query.pinyin, query.is_sure_pinyin)
    if len(query.english) > 4 and not query.english.isdigit():  # 12348 is another hotline than 12345
        yield from _slip_rows(query, ENGLISH, query.english, query.is_sure_english)


def _slip_rows(query: Query, family: str, typed: str, is_sure: Callable[[str, str], bool]) -> Iterator[Match]:
    # In a glossary of a million terms a short query is one slip from hundreds.
    for key, entry, form in query.index.within_one(family, typed, MOST_SLIPS):
        score = 100.0 * (1 - 1 / max(len(key), len(typed)))
        sure = is_sure(typed, key)
        # One letter of two or three is a resemblance, not a slip: parts and terms inside go first.
        tier = "slip" if sure or len(typed) > 3 else "similar"
        if family == HAN and not sure and len(typed) == 4:
            tier = "resembling"  # a term that has all four Hanzi goes first
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


def words(query: Query) -> Iterator[Match]:
    """English forms that hold every word of the query; where it has several, a slip in one is allowed."""
    wanted = [word for word in dict.fromkeys(query.words) if word not in SMALL_WORDS]
    if not wanted or sum(map(len, wanted)) < 3:
        return
    rows: dict[tuple[int, int], int] | None = None
    for word in wanted:
        found = dict.fromkeys(query.index.find(WORD, word), 0)
        if not found and len(word) > 4 and len(wanted) > 1:
            near = dict.fromkeys(key for key, _, _ in query.index.within_one(WORD, word))
            found = {row: 1 for key in near for row in query.index.find(WORD, key)}
        rows = found if rows is None else {r: rows[r] + found[r] for r in rows.keys() & found}
    for (entry, form), slips in (rows or {}).items():
        text = query.index.form(entry, form).text
        there = [word for word in english_words(text) if word not in SMALL_WORDS]
        cover = sum(map(len, wanted)) / max(1, sum(map(len, there)))
        if cover < LEAST_COVER:
            continue
        sure = len(wanted) > 1 and cover >= 0.8
        score = min(100.0, 100 * cover) - slips
        yield Match(tier="words", entry=entry, form=form, score=score, sure=sure)


def parts(query: Query, most: int = 0) -> Iterator[Match]:
    """Terms of which the query is a part: of characters, or of whole syllables; those of the best entries."""
    found: list[tuple[float, int, int]] = []
    if len(query.han) > 1:
        for key, entry, form in _holding(query, HAN, query.han):
            if key != query.han:
                found.append((_share(query.han, key), entry, form))
    elif len(query.pinyin) > 3 and split_syllables(query.pinyin):
        for key, entry, form in _holding(query, PINYIN, query.pinyin):
            before, _, after = key.partition(query.pinyin)
            if key != query.pinyin and all(not e or split_syllables(e) for e in (before, after)):
                found.append((_share(query.pinyin, key), entry, form))
    least = _least(found, most)
    for score, entry, form in found:
        if round(score, 1) >= least:
            yield Match(tier="part", entry=entry, form=form, score=score, sure=False)


def _least(found: list[tuple[float, int, int]], most: int) -> float:
    """The score that the last of so many entries has, below which none is among them; 0 for all of them."""
    best: dict[int, float] = {}
    for score, entry, _ in found:
        best[entry] = max(best.get(entry, 0.0), round(score, 1))
    return sorted(best.values(), reverse=True)[most - 1] if 0 < most < len(best) else 0.0


def _holding(query: Query, family: str, part: str) -> list[tuple[str, int, int]]:
    large = query.index.family_size(family) > SMALL
    return (query.index.starting if large else query.index.containing)(family, part)


def _share(typed: str, key: str) -> float:
    # A part that opens the term says more than one in its middle.
    return 90 * len(typed) / len(key) + (10 if key.startswith(typed) else 0)


def inside(query: Query) -> Iterator[Match]:
    """Terms that stand inside the query, longest first from the left, in either language."""
    whole = len(query.text.replace(" ", ""))
    for run in _runs(query.text):
        if has_han(run):
            yield from _inside_run(query, list(han_key(run, query.characters)), _han_rows, whole)
        else:
            yield from _inside_run(query, run.split(), _western_rows, whole)


def _runs(text: str) -> list[str]:
    """The text cut where Chinese and Western words meet and where a clause ends, not at line breaks."""
    runs, script = [""], ""
    for c in text:
        now = "han" if is_han(c) else "western" if c.isalnum() else script
        if c in CLAUSE_ENDS or (script and now != script):
            runs.append("")
        runs[-1] += c
        script = "" if c in CLAUSE_ENDS else now
    return [run for run in runs if run.strip()]


def _inside_run(
    query: Query, units: list[str], rows_of: Callable[[Query, list[str]], Rows], whole: int
) -> Iterator[Match]:
    start = 0
    while start < len(units):
        for end in range(min(len(units), start + LONGEST_INSIDE), start, -1):
            rows = rows_of(query, units[start:end])
            if end - start == 1:  # a single word by which people look for a term is nothing amid others
                rows = [row for row in rows if query.index.form(*row).sort != "keyword"]
            if rows:
                score = min(100.0, 100.0 * len("".join(units[start:end])) / whole)
                for entry, form in rows:
                    # By a keyword people look for a term; it is no name of it.
                    least = 0.5 if query.index.form(entry, form).sort == "keyword" else 1.0
                    yield Match(tier="inside", entry=entry, form=form, score=least * score, sure=False)
                start = end - 1
                break
        start += 1


def _han_rows(query: Query, units: list[str]) -> Rows:
    key = "".join(units)
    return query.index.find(HAN, key) if len(units) > 1 and key != query.han else []


def _western_rows(query: Query, units: list[str]) -> Rows:
    text = " ".join(units)
    key = english_key(text)
    rows = query.index.find(ENGLISH, key) if len(key) > 4 and key != query.english else []
    typed = pinyin_key(text) if is_typed_pinyin(text) else ""
    if len(typed) > 4 and typed != query.pinyin:
        rows = [*rows, *query.index.find(PINYIN, typed)]
    return rows


def similar(query: Query) -> Iterator[Match]:
    """The wider "did you mean": edit distance over all keys of the query's script."""
    phrase = len(query.words) > 3  # of a long phrase some words may be other ones
    typed_keys = (
        (HAN, query.han, 66),
        (SLIP, slip_key(query.pinyin), 80),
        (ENGLISH, query.english, 66 if phrase else 80),
    )
    if all(len(typed) < 3 for _, typed, _ in typed_keys):
        return
    from rapidfuzz import fuzz, process

    for family, typed, least in typed_keys:
        if len(typed) < 3:
            continue
        # The longer of two keys must not have more than so many times the characters of the other.
        most = 200 / least - 1
        first, keys = query.index.keys(family, int(len(typed) / most), int(len(typed) * most) + 1)
        for _, score, at in process.extract(
            typed, keys, scorer=fuzz.ratio, score_cutoff=least, limit=MOST_SIMILAR
        ):
            if family == HAN and keys[at] in typed:
                continue  # it stands inside the query, which says more
            entry, form = query.index.row(family, first + at)
            tier = "close" if score >= CLOSE else "similar"
            yield Match(tier=tier, entry=entry, form=form, score=score, sure=False)


# Cheap ones first; the first that gives a sure answer ends the search.
CHEAP = (exact, initials, sound, slips, words, parts, inside)
