"""The rules of a check: id -> function, whose docstring is what it finds and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tifa.fold import fold, is_han
from tifa.termcheck.comparison import Comparison, Document
from tifa.termcheck.consistency import first_mention, mixed
from tifa.termcheck.lists import SIGN, has_list, left_out
from tifa.termcheck.numbers import (
    chinese_numbers,
    has_numbers,
    has_numeral,
    is_among,
    is_equal,
    numerals,
    readings,
)
from tifa.termcheck.segments import ERROR, WARNING, Finding, overlaps
from tifa.termcheck.surroundings import PARTY
from tifa.termcheck.term import Term
from tifa.termcheck.wrong_sense import wrong_sense

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.termcheck.line import Plain
    from tifa.termcheck.numbers import Number, Reading

Rule = Callable[[Comparison, Document], Iterator[Finding]]
# Of so many things all but one are not named by chance.
MANY = 4
FIRST_HAN = "\u2e80"
# English numbers that are often no count, and what stands behind such a one.
_IDLE = ("first", "once", "single", "half", "double", "pair", "both")
_BEHIND_ONE = ("another", "by", "day", "of", "or", "side", "that", "thing", "time", "way", "who")
# Chinese of the source in brackets beside its rendering is a service to the reader.
_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_HUNDRED = re.compile("100[%％]?|百分之(?:一?百|100)")
_ALL = re.compile(
    r"\b(?:all|both|complete(?:ly)?|each|entire(?:ly)?|every|full(?:y)?|universal(?:ly)?|whole)\b",
    re.IGNORECASE,
)
_HAN = re.compile("[一-鿿㐀-䶿]+")


def missing(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """A term stands in the source, and none of its renderings in the translation.

    Write one of the renderings; any that the glossary permits will do, in any inflection.
    """
    for term in (*comparison.terms, *comparison.listed):
        is_lacking = term.is_lacking or term.is_only_of_others(comparison.of_others(term))
        if not is_lacking or term.is_met or has_list(comparison.segment.target, _things(comparison, term)):
            continue
        best = term.choice.best
        is_named_before = term.wording.id in document.said
        if is_named_before:  # the document may have chosen another of those that are permitted
            written = document.written.get(term.wording.id, ())
            permitted = {each["text"] for each in term.choice.permitted}
            best = next((text for text in written if text in permitted), best)
        if not (is_named_before and comparison.target.points_back(best)):
            message = f"{term.wording.term} is not rendered: “{best}” or another rendering of it is wanted"
            yield comparison.finding("missing", WARNING, term, message, suggestion=best)
    document.said.update(term.wording.id for term in comparison.terms if term.is_said)
    document.said.update(term.wording.id for term in comparison.inner if term.permitted)


def _things(comparison: Comparison, term: Term) -> int:
    """How many things an occurrence of a term lists, 1 where it is no list."""
    start, end = comparison.span(term.marks[0])
    return comparison.segment.source.count(SIGN, start, end) + 1


def deprecated(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """A rendering that is to be avoided is used for a term of the source.

    Write the rendering that the glossary gives instead; the message says who advises against the other.
    """
    permitted = [span for term in comparison.terms for span, _ in term.permitted]
    avoided = [span for term in comparison.terms for span, _ in term.deprecated]
    for term in (*comparison.terms, *comparison.inner):
        is_inner = term in comparison.inner
        for span, rendering in term.deprecated:
            if is_inner and overlaps(span, avoided):
                continue  # it is told of the longer term
            if any(low <= span[0] and span[1] <= high for low, high in permitted if span != (low, high)):
                continue  # it is part of another term
            if span in comparison.of_others(term):
                continue  # it renders another term
            is_single = " " not in rendering["text"]
            if is_single and term.is_doubtful and not term.is_told_by_cues:
                continue
            if is_single and is_inner and comparison.is_word_of_longer(rendering["text"]):
                continue
            if any(year <= rendering.get("until", "") for year in _YEAR.findall(comparison.segment.source)):
                continue  # the name of that time
            instead = rendering.get("instead", "") or term.choice.best
            reason = rendering.get("reason", "")
            message = f"“{rendering['text']}” is to be avoided for {term.wording.term}: {reason}"
            text = rendering["text"]
            level = ERROR if _is_plainly(comparison, term, rendering) else WARNING
            # Of an everyday sense another is known better: “human rights” for 人权 over personnel.
            is_of_another = term.marks[0].frame != PARTY and term.is_of_another(text)
            rule = "wrong-sense" if is_of_another or term.is_misreading(text) else "deprecated"
            yield comparison.finding(rule, level, term, message, target_span=span, suggestion=instead)
        if not is_inner and term.is_lacking and (place := term.literally):
            said, best = comparison.target.text[slice(*place)], term.choice.best
            message = f"“{said}” is {term.wording.term} word for word, but no rendering of it: write “{best}”"
            yield comparison.finding("deprecated", WARNING, term, message, target_span=place, suggestion=best)


def _is_plainly(comparison: Comparison, term: Term, rendering: Plain) -> bool:
    """Whether a rendering to be avoided stands there word for word, for nothing else, and was never good."""
    target, text = comparison.target, rendering["text"]
    is_spare = len(term.permitted) >= len(term.marks) or term.is_part_of_permitted(text)
    return (
        bool(target.find(text) or target.holds_plainly(text)) and not is_spare and not rendering.get("until")
    )


def numeronym(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """Of what a numeronym counts, the translation names a part only.

    Name all items, or none. Of a list that is no numeronym, what is left out is missing.
    """
    told = [comparison.span(term.marks[0]) for term in comparison.terms if term.is_lacking]
    for term in (each for each in comparison.terms if each.wording.items):
        items = term.wording.items
        named = [text for text, _ in items if text in term.wording.term]
        if named and len(named) < len(items) and not term.is_spelled_in(comparison.segment.source):
            continue  # its name has some of its steps, and the source no more than that
        said = term.items_outside([comparison.of_others(term, but=text) for text, _ in items])
        if term.is_wholly_said and not (
            term.is_spelled_in(comparison.segment.source) or _is_all_but_one(term)
        ):
            continue
        if not term.is_part and _is_partly_named(term, said):
            lacking = [item for item, is_said in zip(items, said, strict=True) if not is_said]
            there = [item for item in items if item[0] in comparison.segment.source]
            if there and SIGN in comparison.segment.source:  # it lists those that it is about
                lacking = [item for item in lacking if item in there]
            if not lacking:
                continue
            wanted = "; ".join(f"{text} ({rendering})" for text, rendering in lacking)
            message = f"{term.wording.term} counts {len(items)} things, and not all are named: {wanted}"
            every = ", ".join(rendering for _, rendering in items)
            start, end = comparison.span(term.marks[0])
            surface = comparison.segment.source[start:end]
            is_list = SIGN in surface and not has_numeral(surface)
            is_list = is_list and all(text in surface for text, _ in lacking)
            if is_list and has_list(comparison.segment.target, len(items)):
                continue
            rule = "missing" if is_list else "numeronym"
            yield comparison.finding(rule, WARNING, term, message, suggestion=every)
            told.append((start, end))
    yield from left_out(comparison, told)


def _is_partly_named(term: Term, said: list[bool]) -> bool:
    """Whether things that a numeronym counts are named: half, or two where nothing else says it."""
    is_half = 2 * sum(term.items_said) >= len(said)
    return not all(said) and (is_half or (not term.permitted and sum(said) > 1))


def _is_all_but_one(term: Term) -> bool:
    """Whether so many things of a numeronym are named beside its rendering that the last was forgotten."""
    said = term.items_said
    return term.wording.kind == "numeronym" and len(said) >= MANY and sum(said) == len(said) - 1


def number(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """A number of the source is another in the translation.

    Correct it.
    """
    for term in comparison.terms:
        place = term.with_another_number
        if place and not term.is_everyday:
            best = term.choice.best
            message = f"{term.wording.term} has another number in the translation: “{best}” is wanted"
            yield comparison.finding("number", WARNING, term, message, target_span=place, suggestion=best)
    if comparison.line.language != "zh":
        yield from _counted(comparison)


def _counted(comparison: Comparison) -> Iterator[Finding]:
    """The numbers that are others in the translation, or not there; of a term those that it should have."""
    text, target = comparison.segment.source, comparison.segment.target
    of_terms = list(_of_terms(comparison))
    if not of_terms and not has_numbers(text):
        return
    taken = [comparison.span(mark) for term in comparison.terms for mark in term.marks]
    left = [each for each in chinese_numbers(text) if not overlaps(each[1], taken)]
    spare = list(readings(target))
    values = {value for (value, _, _), _ in spare}
    in_terms = [number for number, _ in of_terms]
    _take_away(left, in_terms, spare)
    said = [span for term in comparison.terms for span, _ in (*term.permitted, *term.deprecated)]
    spare = [n for n in spare if not overlaps(n[0][1], said) and not _is_idle(target, n[0][1])]
    lacking: list[tuple[Number, Term | None]] = [(number, None) for number in left]
    lacking += [(number, term) for number, term in of_terms if term and number in in_terms]
    for (value, span, in_figures), owner in lacking:
        # Beside a term “one” may be anything.
        other = next((each for each in spare if each[0][0] > 1 or not owner), None)
        if other:
            spare.remove(other)
            place = other[0][1]
            message = f"{text[slice(*span)]} in the source is “{target[slice(*place)]}” in the translation"
            yield comparison.finding("number", WARNING, owner, message, source_span=span, target_span=place)
        elif in_figures and value not in values and not owner and not _is_all(text, span, target):
            message = f"{text[slice(*span)]} of the source is not in the translation"
            yield comparison.finding("number", WARNING, None, message, source_span=span)


def _is_all(source: str, span: tuple[int, int], target: str) -> bool:
    """Whether a number is a hundred per cent, and the translation has a word for that."""
    return bool(_HUNDRED.fullmatch(source[span[0] : span[1] + 1]) and _ALL.search(target))


def _take_away(left: list[Number], in_terms: list[Number], spare: list[Reading]) -> None:
    """Take the numbers out that source and target have in common, outside of terms first."""
    for same in (_is_same, _is_converted):
        for given in (left, in_terms):
            for each in list(given):
                other = next((number for number in spare if same(each, number)), None)
                if other:
                    given.remove(each)
                    spare.remove(other)


def _of_terms(comparison: Comparison) -> Iterator[tuple[Number, Term | None]]:
    """The numbers inside of terms; with the term where it is not rendered in a way that goes without."""
    for term in comparison.terms:
        for mark in term.marks:
            start, end = comparison.span(mark)
            surface = comparison.segment.source[start:end]
            found = list(numerals(surface))
            if not found:
                continue
            # Of a term that is rendered as it should be only what is counted has to be there: 八个民主党派.
            counted = {place[0] for _, place, _ in chinese_numbers(surface)}
            is_done = any(next(readings(each["text"]), None) for _, each in term.permitted)
            is_told = term.is_everyday or term.is_lacking or term.with_another_number
            for value, (low, high), in_figures in found:
                is_due = not (is_told or is_done) and (low in counted or not term.permitted)
                yield (value, (start + low, start + high), in_figures), term if is_due else None


def _is_same(number: Number, reading: Reading) -> bool:
    return is_equal(number[0], reading[0][0])


def _is_converted(number: Number, reading: Reading) -> bool:
    return is_among(number[0], reading[1])


def _is_idle(text: str, span: tuple[int, int]) -> bool:
    """Whether an English number counts nothing: first of all, one day, one of the, one after another."""
    word = text[slice(*span)].lower()
    behind = [each.strip(".,;:") for each in text[span[1] :].split(maxsplit=3)[:3]]
    return word in _IDLE or (
        word == "one"
        and ((behind[:1] != [] and behind[0] in _BEHIND_ONE) or behind[1:] == ["after", "another"])
    )


def untranslated(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """Chinese is left in the translation, outside of brackets.

    Translate it, or put it in brackets beside its rendering.
    """
    if comparison.line.language == "zh":
        return
    text = comparison.segment.target
    if text.isascii() or max(text) < FIRST_HAN:
        return
    source = fold(comparison.segment.source, comparison.target.table)
    bracketed = [
        found.span()
        for found in _IN_BRACKETS.finditer(text)
        if found.start()
        and all(each in source for each in _HAN.findall(fold(found.group(), comparison.target.table)))
    ]
    start = None
    for at, character in enumerate(f"{text} "):
        if is_han(character):
            start = at if start is None else start
        elif start is not None:
            if not any(low <= start and at <= high for low, high in bracketed):
                message = f"“{text[start:at]}” is left untranslated"
                yield comparison.finding("untranslated", WARNING, None, message, target_span=(start, at))
            start = None


RULES: dict[str, Rule] = {
    "missing": missing,
    "deprecated": deprecated,
    "wrong-sense": wrong_sense,
    "mixed": mixed,
    "first-mention": first_mention,
    "numeronym": numeronym,
    "number": number,
    "untranslated": untranslated,
}
