"""The rules over a whole document: one wording throughout, the full form before the short one."""

from __future__ import annotations

import re
from functools import lru_cache

from tifa.pinyin import pinyin_key
from tifa.termcheck.line import ABBREVIATION, BODIES, BRACKETED, LABEL, abbreviated, initials_of
from tifa.termcheck.segments import WARNING, is_within, overlaps
from tifa.termcheck.target import COMMON, OWN, roots, stems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tifa.termcheck.comparison import Comparison, Document
    from tifa.termcheck.line import Plain
    from tifa.termcheck.segments import Finding, Span
    from tifa.termcheck.term import Term

# What an explanation begins with.
_NAMELY = re.compile(r"\b(?:namely|that is|which (?:are|refers? to)|i\.e\.)")
# Words in capitals that stand side by side are no initials.
_CAPITALS = re.compile("[A-Z]{3}")
_INITIALS = re.compile(r"(?<![A-Z] )\b([A-Z]{3,7})(?=s?\b)(?! [A-Z]{2})")
_CAPITAL = re.compile(r"\b[A-Z](?=[a-z])")
# Initials that dictionaries have as words, the Party's own and those of the special regions.
_WORDS = frozenset(
    ("AIDS", "APEC", "APP", "ASEAN", "BRICS", "CEO", "COVID", "CPC", "DNA", "GDP", "GPS", "HIV")
)
_WORDS |= {"HKSAR", "IOU", "MRI", "MSAR", "NGO", "PDF", "PRC", "RMB", "SARS", "TEU", "USA", "USD", "WTO"}
# Kinds of entries whose official wordings are kept apart, and how long other terms are of which this is
# asked; of a short plain word a text may use several.
LONG = 3
# A wording that only tifa proposes is one of its own where it has more strong words.
SHORT = 2
NAMED = ("body", "document")
SET_PHRASES = ("formulation", "numeronym", "body", "document", "campaign", "model")


def mixed(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """A document uses several official renderings of one term, or one that the house's line rules out.

    Keep to one of them throughout.
    """
    for term in (*comparison.terms, *comparison.inner):
        worded = _worded(comparison, term)
        if not worded or (term.is_everyday and comparison.line.is_set):
            continue
        span, rendering = max(worded, key=lambda hit: hit[0][1] - hit[0][0])
        chosen = [each["text"].lower() for each in term.choice.chosen]
        if comparison.line.is_set:
            is_told = rendering["status"] == "deprecated"
            if not is_told and not any(each["text"].lower() in chosen for _, each in worded):
                message = (
                    f"“{rendering['text']}” ({_by(rendering)}) is not the line chosen for {term.wording.term}"
                )
                best = term.choice.best
                yield comparison.finding("mixed", WARNING, term, message, target_span=span, suggestion=best)
        elif term.wording.is_familiar and len(term.wording.term) < LONG:
            continue  # a text may well have Party member and member
        elif term.wording.kind in SET_PHRASES or len(term.wording.term) >= LONG or term.is_technical:
            yield from _mixed_with(comparison, document, term, worded)
    if not comparison.line.is_set:
        yield from _loosely_mixed(comparison, document)


def _loosely_mixed(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """The terms for which the translation has other words than before, where neither is a set wording."""
    target = comparison.target
    for term in comparison.terms:
        key = term.wording.id
        if key in document.mixed or (key in document.worded and term.permitted):
            continue
        is_name = len(term.wording.term) > LONG and not (term.is_everyday or term.is_part)
        if not is_name or not term.is_said:
            continue
        own = frozenset().union(*(target.said(each["text"]) for each in term.choice.permitted)) - COMMON
        if not own:
            continue
        place = target.around(own)
        words = target.text[slice(*place)]
        before, said, number = document.worded.setdefault(key, (own, words, comparison.segment.number))
        # A pronoun, or the last word of its name, may stand for it after the first mention.
        if not target.points_back(term.choice.best) and _are_others(own, before):
            document.mixed.add(key)
            message = (
                f"you mix two wordings of {term.wording.term}: “{said}” in segment {number} "
                f"and “{words}” here"
            )
            best = term.choice.best
            yield comparison.finding("mixed", WARNING, term, message, target_span=place, suggestion=best)


def _are_others(words: frozenset[str], before: frozenset[str]) -> bool:
    """Whether they have no more than half of the fewer words in common."""
    return 2 * len(words & before) <= min(len(words), len(before))


def _worded(comparison: Comparison, term: Term) -> list[tuple[Span, Plain]]:
    """The wordings of a term in the target; of one inside a longer name, those that are no part of it."""
    if term not in comparison.inner:
        return term.worded
    names = [each for each in comparison.terms if each.wording.kind in NAMED]
    taken = [span for each in names for span, _ in each.permitted]
    whole = {span for each in comparison.terms for span, _ in each.permitted}  # of the longer term
    return [hit for hit in term.worded if hit[0] not in whole and not is_within(hit[0], taken)]


def _mixed_with(
    comparison: Comparison, document: Document, term: Term, worded: list[tuple[Span, Plain]]
) -> Iterator[Finding]:
    """The finding that a term was rendered by another's wording before, once a document."""
    key = term.wording.id
    written = document.written.setdefault(key, {})
    # What stands inside a longer term is rendered inside its rendering.
    taken = [] if term in comparison.inner else comparison.of_others(term)
    official = [
        (span, each)
        for span, each in sorted(worded, key=lambda hit: (hit[0][0] - hit[0][1], hit[0]))
        if (each["status"] != "proposed" or len(roots(each["text"])) > SHORT)
        and not each["text"].removesuffix("s").isupper()
        and not is_within(span, taken)
    ]
    if not official:
        return
    # A single everyday word may stand there for anything, where nothing told what is meant before.
    is_telling = not term.is_everyday or key in document.decided or " " in official[0][1]["text"]
    if not term.is_everyday:
        document.decided.add(key)
    known = _is_known(term, official, written)
    span, rendering = official[0]
    here = comparison.segment.number
    surfaces = {comparison.segment.source[slice(*comparison.span(mark))] for mark in term.marks}
    if not written and len(surfaces) < len(term.marks):  # what stands here twice may be rendered in two ways
        apart = [hit for hit in official if not overlaps(hit[0], [span])]
        other = next((hit for hit in apart if not _is_variant(hit[1]["text"], rendering["text"])), None)
        if other and not _is_of_one_text(other[1], rendering):
            (_, earlier), (span, rendering) = sorted((official[0], other), key=lambda hit: hit[0])
            written[earlier["text"]] = here
    before = _written_before(term, document)
    if before and is_telling and key not in document.mixed and not known:
        message = (
            f"you mix two wordings of {term.wording.term}: “{before['text']}” ({_by(before)}) in segment "
            f"{written[before['text']]} and “{rendering['text']}” ({_by(rendering)}) here"
        )
        document.mixed.add(key)
        yield comparison.finding("mixed", WARNING, term, message, target_span=span, suggestion=before["text"])
    written.setdefault(rendering["text"], here)


def _is_of_one_text(one: Plain, other: Plain) -> bool:
    """Whether two renderings are of one issuer and day: what the official text itself has side by side."""
    return bool(one.get("date")) and all(one.get(key) == other.get(key) for key in ("issuer", "date"))


def _is_known(term: Term, official: list[tuple[Span, Plain]], written: Iterable[str]) -> bool:
    """Whether one of the renderings that stand there was written before, in this form or a longer one."""
    is_name = term.wording.kind == "body"
    return any(_is_variant(each["text"], other, is_name) for _, each in official for other in written)


def _written_before(term: Term, document: Document) -> Plain | None:
    """The rendering that the document wrote before, for the same form of the term."""
    key, forms = term.wording.id, term.forms
    earlier = document.forms.setdefault(key, set(forms))
    is_same = any(one in other or other in one for one in forms for other in earlier)
    earlier |= forms
    if not is_same:
        return None
    written = document.written[key]
    own, every = ((*choice.permitted, *choice.deprecated) for choice in (term.choice, term.wording.of(-1)))
    # In another sense it was rendered by a longer form of what this one has: the model in the new era.
    others = (
        each
        for each in every
        if each["text"] in written and any(_is_variant(each["text"], other["text"]) for other in own)
    )
    return next((each for each in own if each["text"] in written), None) or next(others, None)


@lru_cache(1 << 12)
def _is_variant(one: str, other: str, is_name: bool = False) -> bool:
    """Whether two renderings are one wording, longer and shorter, otherwise inflected, or with initials.

    Of a name, which has one order of words only, another order is another wording.
    """
    cut = abbreviated(one, other), abbreviated(other, one)
    if cut != (one, other) and roots(cut[0]) == roots(cut[1]):
        return True
    short, long = sorted((stems(each) for each in (one, other)), key=len)
    is_part = f" {' '.join(short)} " in f" {' '.join(long)} "
    return is_part or (not is_name and _is_same_words(one, other))


def _is_same_words(one: str, other: str) -> bool:
    """Whether one says with a preposition, or of those who do it, what the other says: deputy to, workers."""
    words, others = roots(one), roots(other)
    if words == others:
        return (" of " in one or " to " in one) != (" of " in other or " to " in other)
    (left, *more), (right, *rest) = sorted(words - others) or [""], sorted(others - words) or [""]
    return not more and not rest and (left + "er" == right or right + "er" == left)


def _by(rendering: dict[str, str]) -> str:
    return f"{rendering['issuer']}, {rendering['date'][:4]}" if rendering.get("date") else rendering["issuer"]


def first_mention(comparison: Comparison, document: Document) -> Iterator[Finding]:
    """A short form, a bare label or unexplained initials come before the full form in a document.

    Write the form for the first mention, as the suggestion has it, and the short one after it.
    """
    target = comparison.target
    said = [span for term in comparison.terms for span, _ in term.permitted]
    document.initials.update(ABBREVIATION.findall(target.text))
    told: list[Span] = []
    for term in (*comparison.terms, *comparison.inner):
        # Inside a longer term the Party's own initials go without saying, and so do those of a body that
        # is shortened there in Chinese as well, where the longer term is rendered with them: 政协委员.
        orders = [each for each in _orders(term) if term in comparison.terms or not _is_own(each)]
        orders = [each for each in orders if (term.wording.id, each["text"]) not in document.introduced]
        for order in orders:
            span = _short_form(comparison, term, order)
            if span and target.text[slice(*span)] in document.initials:
                continue
            if span and not (term in comparison.inner and term.is_short and is_within(span, said)):
                full = order["first_mention"]
                message = f"{term.wording.term} is mentioned first, and only by its short form"
                told.append(span)
                yield comparison.finding(
                    "first-mention", WARNING, term, message, target_span=span, suggestion=full
                )
                break
        is_short = any(_short_form(comparison, term, order) for order in orders)
        document.introduced |= {
            (term.wording.id, order["text"]) for order in orders if is_short or _is_introduced(term, order)
        }
    if comparison.line.language == "en" and has_initials(target.text):
        yield from _unexplained(comparison, document, told)


def has_initials(target: str) -> bool:
    """Whether a translation has initials that may want a name."""
    return _CAPITALS.search(target) is not None and _INITIALS.search(target) is not None


def _unexplained(comparison: Comparison, document: Document, told: list[Span]) -> Iterator[Finding]:
    """The initials that no name before them explains, and that the source does not have either."""
    text = comparison.target.text
    known = {initials for term in (*comparison.terms, *comparison.inner) for initials in term.wording.short}
    for found in _INITIALS.finditer(text):
        initials = found[1]
        is_known = initials in _WORDS or initials in known or initials in document.initials
        if is_known or initials in comparison.segment.source or text.isupper():
            continue
        document.initials.add(initials)
        before = " ".join([*document.targets, text[: found.start()]])
        if initials in "".join(_CAPITAL.findall(before)):
            continue
        if not overlaps(found.span(), told):
            message = f"“{initials}” is mentioned first, and no name says what it is short for"
            yield comparison.finding("first-mention", WARNING, None, message, target_span=found.span())


def _orders(term: Term) -> list[Plain]:
    """The renderings with a form for the first mention: for a body, its name with its initials."""
    if term.wording.kind not in BODIES:
        return [each for each in term.choice.permitted if each.get("first_mention")]
    return [
        each if each.get("first_mention") else each | {"first_mention": f"{each['text']} ({initials})"}
        for each in term.choice.permitted
        if ((initials := initials_of(each["text"])) and initials not in _WORDS) or each.get("first_mention")
    ]


def _is_introduced(term: Term, order: dict[str, str]) -> bool:
    """Whether the target has what an order asks for: its rendering, or another name with its initials."""
    said = {each["text"] for _, each in term.permitted}
    initials = ABBREVIATION.search(order["first_mention"])
    return bool(said) and (not initials or order["text"] in said or initials[1] in map(initials_of, said))


def _is_own(order: dict[str, str]) -> bool:
    abbreviation = ABBREVIATION.search(order["first_mention"])
    return abbreviation is not None and abbreviation[1].lower() in OWN


def _is_spelled_out(comparison: Comparison, term: Term, order: dict[str, str], initials: str) -> bool:
    """Whether the target has the full form, the rendering or another name with these initials."""
    others = (initials_of(each["text"]) for _, each in term.permitted)
    given = BRACKETED.sub("", order["first_mention"]), order["text"]
    return any(map(comparison.target.find, given)) or initials in others


def _short_form(comparison: Comparison, term: Term, order: dict[str, str]) -> tuple[int, int] | None:
    """Where the target has the short form of an order without the full one."""
    target, full = comparison.target, order["first_mention"]
    abbreviation = ABBREVIATION.search(full)
    if abbreviation and _is_own(order) and initials_of(BRACKETED.sub("", full)) != abbreviation[1]:
        abbreviation = None  # it names the Party, which the term is not
    label = LABEL.search(full)
    if label and pinyin_key(label[1]) == term.wording.spelled:
        abbreviation = label
    if abbreviation and not _is_spelled_out(comparison, term, order, abbreviation[1]):
        short = re.search(rf"\b{re.escape(abbreviation[1])}s?\b", target.text)
        return short.span() if short else None
    plain = BRACKETED.sub("", full).strip(' "“”')
    here = target.find(order["text"])
    if not here:
        return None
    longer = plain.lower().startswith(order["text"].lower()) and stems(plain) != stems(order["text"])
    if term.wording.kind in BODIES or (longer and order["text"].istitle()):
        goes_on = target.text[here[0][1] :].lower().startswith(" of the ")
        is_full = target.find(plain) or target.share(plain) == 1
        return here[0] if longer and not goes_on and not is_full else None
    is_label = term.wording.kind == "numeronym" and order["text"][:1].isupper()
    if is_label or pinyin_key(order["text"]) == term.wording.spelled:
        behind = comparison.segment.target[here[0][1] :].lstrip(" \"'”’)")
        # Quotation marks tell the reader that it is a label.
        is_quoted = is_label and target.text[: here[0][0]].endswith(tuple("\"'“‘"))
        explained = (
            is_quoted
            or (behind and behind[0] in "(（:—–")
            or _NAMELY.search(behind)
            or 2 * sum(term.items_said) > len(term.items_said)
        )
        return None if explained else here[0]
    return None
