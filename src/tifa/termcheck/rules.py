"""The rules of a check: id -> function, whose docstring is what it finds and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tifa.fold import fold, is_han
from tifa.pinyin import pinyin_key
from tifa.termcheck.comparison import Comparison, Document
from tifa.termcheck.line import ABBREVIATION, BODIES, BRACKETED, LABEL, abbreviated
from tifa.termcheck.numbers import chinese_numbers, has_numbers, is_among, is_equal, readings
from tifa.termcheck.segments import ERROR, WARNING, Finding
from tifa.termcheck.target import OWN, phrase, roots, stems
from tifa.termcheck.term import PARTY, Term

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.termcheck.numbers import Number, Reading

Rule = Callable[[Comparison, Document], Iterator[Finding]]
# A sense that is read so surely makes the rendering of another sense an error.
SURE = 0.5
# What cues have to say for a sense before a translation is doubted for it, and how clearly the sense has
# to lead for a single word where only learned vocabulary tells.
LEAST_SAID, LEARNED = 0.3, 0.8
# Kinds of entries whose official wordings are kept apart, and how long other terms are of which this is
# asked; of a short plain word a text may use several.
LONG = 3
SET_PHRASES = ("formulation", "numeronym", "body", "document", "campaign", "model")
FIRST_HAN = "\u2e80"
# English numbers that are often no count, and what stands behind such a one.
_IDLE = ("first", "once", "single", "half", "double", "pair")
_BEHIND_ONE = ("another", "by", "day", "of", "or", "side", "that", "thing", "time", "way", "who")
# Chinese of the source in brackets beside its rendering is a service to the reader.
_IN_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_HAN = re.compile("[一-鿿㐀-䶿]+")


def missing(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """A term stands in the source, and none of its renderings in the translation.

    Write one of the renderings; any that the glossary permits will do, in any inflection.
    """
    for term in comparison.terms:
        if not term.is_lacking or term.as_met:
            continue
        best = term.choice.best
        if not (term.wording.id in document.said and comparison.target.points_back(best)):
            message = f"{term.wording.term} is not rendered: “{best}” or another rendering of it is wanted"
            yield comparison.finding("missing", WARNING, term, message, suggestion=best)
    document.said.update(term.wording.id for term in comparison.terms if term.is_said)


def deprecated(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """A rendering that is to be avoided is used for a term of the source.

    Write the rendering that the glossary gives instead; the message says who advises against the other.
    """
    permitted = [span for term in comparison.terms for span, _ in term.permitted]
    avoided = [span for term in comparison.terms for span, _ in term.deprecated]
    for term in (*comparison.terms, *comparison.inner):
        is_inner = term in comparison.inner
        for span, rendering in term.deprecated:
            if is_inner and _overlaps(span, avoided):
                continue  # it is told of the longer term
            if any(low <= span[0] and span[1] <= high for low, high in permitted if span != (low, high)):
                continue  # it is part of another term
            if term.is_doubtful and " " not in rendering["text"]:
                continue
            if any(year <= rendering.get("until", "") for year in _YEAR.findall(comparison.segment.source)):
                continue  # the name of that time
            instead = rendering.get("instead", "") or term.choice.best
            reason = rendering.get("reason", "")
            message = f"“{rendering['text']}” is to be avoided for {term.wording.term}: {reason}"
            target, text = comparison.target, rendering["text"]
            is_plainly_there = target.find(text) or target.holds_loosely(text)
            level = ERROR if is_plainly_there and not rendering.get("until") else WARNING
            # Of an everyday sense another is known better: “human rights” for 人权 over personnel.
            is_of_another = phrase(text) in term.wording.permitted_elsewhere(term.sense)
            rule = "wrong-sense" if is_of_another and term.marks[0].frame != PARTY else "deprecated"
            yield comparison.finding(rule, level, term, message, target_span=span, suggestion=instead)
        if not is_inner and term.is_lacking and (met := term.as_met):
            said, best = comparison.target.text[slice(*met)], term.choice.best
            message = f"“{said}” is how {term.wording.term} is met, but no rendering of it: write “{best}”"
            yield comparison.finding("deprecated", WARNING, term, message, target_span=met, suggestion=best)


def wrong_sense(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """A term is rendered in a sense in which it does not stand in the source.

    Look at the evidence that the message names, and write the rendering of the other sense.
    """
    for term in (*comparison.terms, *comparison.inner):
        is_inner = term in comparison.inner
        instead = term.reads_otherwise if is_inner else _said_instead(comparison, term)
        told = {span for span, _ in term.deprecated} if not term.is_doubtful else set()
        if not instead or told & {span for span, _ in instead}:
            continue
        span, rendering = max(instead, key=lambda hit: hit[0][1] - hit[0][0])
        if term.is_everyday and _is_said_for_another(comparison, term, span):
            continue
        mark = max(term.marks, key=lambda each: each.confidence)
        by_cues = mark.said_by_cues() >= LEAST_SAID
        is_weak = "status" in rendering and " " not in rendering["text"]
        if not by_cues and mark.confidence < LEARNED:
            continue
        is_plain = term.is_everyday and is_weak
        if is_plain and (mark.confidence < SURE or _is_part_of_its_own(term, rendering["text"])):
            continue  # a single everyday word may stand there for anything
        seen = ", ".join(cue for cue, *_ in mark.strongest(3))
        sense = term.wording.names[term.sense]
        message = (
            f"“{rendering['text']}” is {term.wording.term} in another sense; here it is read as "
            f"“{sense}” because of {seen or 'the document'}"
        )
        is_certain = mark.confidence >= SURE and by_cues and "status" in rendering and not is_plain
        level = ERROR if is_certain else WARNING
        yield comparison.finding(
            "wrong-sense", level, term, message, target_span=span, suggestion=term.choice.best
        )


def _said_instead(comparison: Comparison, term: Term) -> list[tuple[tuple[int, int], dict[str, str]]]:
    """What the target has for another sense of a term instead of a rendering of this one."""
    longer = _of_others(comparison, term)
    if term.permitted and all(
        any(low <= start and end <= high and high - low > end - start for low, high in longer)
        for (start, end), _ in term.permitted
    ):
        return term.cues_of_another  # what is there renders a longer term of which it is a part
    others = [*term.made_the_partys, *term.reads_otherwise]
    others = [hit for hit in others if not _is_said_for_another(comparison, term, hit[0])]
    return others if term.is_said else [*term.said_instead, *others]


def _is_part_of_its_own(term: Term, word: str) -> bool:
    """Whether a word stands in a rendering of the sense that is meant, as unit in unit of measurement."""
    own = {stem for each in term.choice.permitted for stem in stems(each["text"])}
    return not own.isdisjoint(stems(word))


def _is_said_for_another(comparison: Comparison, term: Term, span: tuple[int, int]) -> bool:
    """Whether a stretch of the target renders another term of the source."""
    return _overlaps(span, _of_others(comparison, term))


def _of_others(comparison: Comparison, term: Term) -> list[tuple[int, int]]:
    """Where the renderings of the other terms of the source stand."""
    return [span for each in comparison.terms if each is not term for span, _ in each.permitted]


def mixed(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """A document uses several official renderings of one term, or one that the house's line rules out.

    Keep to one of them throughout.
    """
    for term in (*comparison.terms, *comparison.inner):
        if not term.worded or (term.is_everyday and term.wording.id not in document.written):
            continue
        span, rendering = max(term.worded, key=lambda hit: hit[0][1] - hit[0][0])
        chosen = [each["text"].lower() for each in term.choice.chosen]
        if comparison.line.is_set:
            is_told = rendering["status"] == "deprecated"
            if not is_told and not any(each["text"].lower() in chosen for _, each in term.worded):
                message = (
                    f"“{rendering['text']}” ({_by(rendering)}) is not the line chosen for {term.wording.term}"
                )
                best = term.choice.best
                yield comparison.finding("mixed", WARNING, term, message, target_span=span, suggestion=best)
        elif term.wording.kind in SET_PHRASES or len(term.wording.term) >= LONG:
            yield from _mixed_with(comparison, document, term)


def _mixed_with(comparison: Comparison, document: Document, term: Term) -> Iterator[Finding]:
    """The finding that a term was rendered by another's wording before, once a document."""
    key = term.wording.id
    written = document.written.setdefault(key, {})
    # What stands inside a longer term is rendered inside its rendering.
    taken = [] if term in comparison.inner else _of_others(comparison, term)
    official = [
        (span, each)
        for span, each in sorted(term.worded, key=lambda hit: (hit[0][0] - hit[0][1], hit[0]))
        if each["status"] != "proposed"
        and not each["text"].removesuffix("s").isupper()
        and not any(low <= span[0] and span[1] <= high for low, high in taken)
    ]
    if not official:
        return
    known = any(_is_variant(each["text"], other) for _, each in official for other in written)
    span, rendering = official[0]
    here = comparison.segment.number
    surfaces = {comparison.segment.source[slice(*comparison.span(mark))] for mark in term.marks}
    if not written and len(surfaces) < len(term.marks):  # what stands here twice may be rendered in two ways
        apart = [hit for hit in official if not _overlaps(hit[0], [span])]
        other = next((hit for hit in apart if not _is_variant(hit[1]["text"], rendering["text"])), None)
        if other:
            (_, earlier), (span, rendering) = sorted((official[0], other), key=lambda hit: hit[0])
            written[earlier["text"]] = here
    every = (*term.choice.permitted, *term.choice.deprecated)
    before = next((each for each in every if each["text"] in written), None)
    if before and not known and key not in document.mixed:
        message = (
            f"you mix two wordings of {term.wording.term}: “{before['text']}” ({_by(before)}) in segment "
            f"{written[before['text']]} and “{rendering['text']}” ({_by(rendering)}) here"
        )
        document.mixed.add(key)
        yield comparison.finding("mixed", WARNING, term, message, target_span=span, suggestion=before["text"])
    written.setdefault(rendering["text"], here)


def _is_variant(one: str, other: str) -> bool:
    """Whether two renderings are one wording, longer and shorter, otherwise inflected, or with initials."""
    cut = abbreviated(one, other), abbreviated(other, one)
    if cut != (one, other) and roots(cut[0]) == roots(cut[1]):
        return True
    short, long = sorted((stems(each) for each in (one, other)), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} "


def _by(rendering: dict[str, str]) -> str:
    return f"{rendering['issuer']}, {rendering['date'][:4]}" if rendering.get("date") else rendering["issuer"]


def first_mention(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """A short form or a bare label comes before the full form in a document.

    Write the form for the first mention, as the suggestion has it, and the short one after it.
    """
    for term in (*comparison.terms, *comparison.inner):
        # Inside a longer term the Party's own initials go without saying.
        orders = [each for each in term.orders if term in comparison.terms or not _is_own(each)]
        if not orders or term.wording.id in document.introduced:
            continue
        for order in orders:
            span = _short_form(comparison, term, order)
            if span:
                full = order["first_mention"]
                message = f"{term.wording.term} is mentioned first, and only by its short form"
                yield comparison.finding(
                    "first-mention", WARNING, term, message, target_span=span, suggestion=full
                )
                break
        if term.permitted or any(_short_form(comparison, term, order) for order in orders):
            document.introduced.add(term.wording.id)


def _is_own(order: dict[str, str]) -> bool:
    abbreviation = ABBREVIATION.search(order["first_mention"])
    return abbreviation is not None and abbreviation[1].lower() in OWN


def _short_form(comparison: Comparison, term: Term, order: dict[str, str]) -> tuple[int, int] | None:
    """Where the target has the short form of an order without the full one."""
    target, full = comparison.target, order["first_mention"]
    abbreviation = ABBREVIATION.search(full)
    label = LABEL.search(full)
    if label and pinyin_key(label[1]) == term.wording.spelled:
        abbreviation = label
    if abbreviation and not target.find(BRACKETED.sub("", full)) and not target.find(order["text"]):
        short = re.search(rf"\b{re.escape(abbreviation[1])}s?\b", target.text)
        return short.span() if short else None
    plain = BRACKETED.sub("", full).strip(' "“”')
    here = target.find(order["text"])
    if not here:
        return None
    if term.wording.kind in BODIES:
        longer = plain.lower().startswith(order["text"].lower()) and stems(plain) != stems(order["text"])
        goes_on = target.text[here[0][1] :].lower().startswith(" of the ")
        is_full = target.find(plain) or target.share(plain) == 1
        return here[0] if longer and not goes_on and not is_full else None
    is_label = term.wording.kind == "numeronym" and order["text"][:1].isupper()
    if is_label or pinyin_key(order["text"]) == term.wording.spelled:
        behind = comparison.segment.target[here[0][1] :].lstrip(" \"'”’)")
        explained = (behind and behind[0] in "(（:—–") or 2 * sum(term.items_said) >= len(term.items_said) > 0
        return None if explained else here[0]
    return None


def numeronym(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """Of what a numeronym counts, the translation names a part only.

    Name all items, or none.
    """
    for term in comparison.terms:
        items, said = term.wording.items, term.items_said
        if term.is_wholly_said and not term.is_spelled_in(comparison.segment.source):
            continue
        if items and not term.is_part and not all(said) and 2 * sum(said) >= len(items):
            lacking = [item for item, is_said in zip(items, said, strict=True) if not is_said]
            wanted = "; ".join(f"{text} ({rendering})" for text, rendering in lacking)
            message = f"{term.wording.term} counts {len(items)} things, and not all are named: {wanted}"
            every = ", ".join(rendering for _, rendering in items)
            yield comparison.finding("numeronym", WARNING, term, message, suggestion=every)


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
    if comparison.line.language != "zh" and has_numbers(comparison.segment.source):
        yield from _counted(comparison)


def _counted(comparison: Comparison) -> Iterator[Finding]:
    """The numbers outside of terms that are others in the translation, or not there."""
    text, target = comparison.segment.source, comparison.segment.target
    taken = [comparison.span(mark) for term in comparison.terms for mark in term.marks]
    said = [span for term in comparison.terms for span, _ in (*term.permitted, *term.deprecated)]
    every = list(chinese_numbers(text))
    left = [each for each in every if not _overlaps(each[1], taken)]
    if not left:
        return
    spare = list(readings(target))
    in_terms = [each for each in every if each not in left]
    for same in (_is_same, _is_converted):
        for given in (left, in_terms):
            for each in list(given):
                other = next((number for number in spare if same(each, number)), None)
                if other:
                    given.remove(each)
                    spare.remove(other)
    values = {value for (value, _, _), _ in readings(target)}
    for value, span, in_figures in left:
        others = [n for n in spare if not _overlaps(n[0][1], said) and not _is_idle(target, n[0][1])]
        if others:
            spare.remove(others[0])
            place = others[0][0][1]
            message = f"{text[slice(*span)]} in the source is “{target[slice(*place)]}” in the translation"
            yield comparison.finding("number", WARNING, None, message, source_span=span, target_span=place)
        elif in_figures and value not in values:
            message = f"{text[slice(*span)]} of the source is not in the translation"
            yield comparison.finding("number", WARNING, None, message, source_span=span)


def _is_same(number: Number, reading: Reading) -> bool:
    return is_equal(number[0], reading[0][0])


def _is_converted(number: Number, reading: Reading) -> bool:
    return is_among(number[0], reading[1])


def _is_idle(text: str, span: tuple[int, int]) -> bool:
    """Whether an English number counts nothing: first of all, one day, one of the."""
    word = text[slice(*span)].lower()
    behind = text[span[1] :].split(maxsplit=1)[:1]
    return word in _IDLE or (word == "one" and behind != [] and behind[0].strip(".,;:") in _BEHIND_ONE)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < high and low < span[1] for low, high in others)


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
