"""The rule that a term is rendered in the sense that it has in the source."""

from __future__ import annotations

from tifa.termcheck.segments import ERROR, WARNING, overlaps
from tifa.termcheck.surroundings import AS_OUTER, PARTY, place_of, said_around
from tifa.termcheck.target import OWN, phrase, stems
from tifa.termcheck.term import SAID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tifa.annotation import Mark
    from tifa.termcheck.comparison import Comparison, Document
    from tifa.termcheck.line import Plain
    from tifa.termcheck.segments import Finding, Span
    from tifa.termcheck.term import Term

# A sense that is read so surely makes the rendering of another sense an error.
SURE = 0.5
# What cues have to say for a sense before a translation is doubted for it, and how clearly the sense has
# to lead for a single word where only learned vocabulary tells.
LEAST_SAID, LEARNED = 0.3, 0.8
# What the sense of a term is read with, where only learned vocabulary tells it.
CLEARLY = 0.9
# More words than these of a rendering tell it also where it is not looked for.
TELLING = 2


def wrong_sense(comparison: Comparison, _: Document) -> Iterator[Finding]:
    """A term is rendered in a sense in which it does not stand in the source.

    Look at the evidence that the message names, and write the rendering of the other sense.
    """
    for term in (*comparison.terms, *comparison.inner):
        is_inner = term in comparison.inner
        instead = _said_of_inner(comparison, term) if is_inner else _said_instead(comparison, term)
        is_told = term.is_told_by_cues or not term.is_doubtful  # else a single word may not be
        told = {span for span, _ in term.deprecated} if is_told else set()
        if not instead or told & {span for span, _ in instead}:
            continue
        span, rendering = max(instead, key=lambda hit: hit[0][1] - hit[0][0])
        if _is_spoken_for(comparison, term, span, rendering["text"]):
            continue
        if overlaps(span, comparison.of_other_senses(term)):
            continue  # the source has that sense as well
        mark = max(term.marks, key=lambda each: each.confidence)
        is_weak = "status" in rendering and " " not in rendering["text"]
        is_its_own = is_weak and _is_part_of_its_own(term, rendering["text"])
        if is_its_own and not comparison.target.has_word(rendering["text"]):
            continue  # another word of the family that it has here: volunteering, and volunteer
        is_misread = bool(rendering.get("misread"))
        if not _is_known(term, mark, is_misread) and rendering not in term.never_right:
            continue
        is_plain = is_weak and all(mark.meaning.everyday for mark in term.marks)
        if term.is_everyday and is_weak and (mark.confidence < SURE or is_its_own):
            continue  # a single everyday word may stand there for anything
        is_there = "status" in rendering and comparison.target.find(rendering["text"])
        is_certain = (
            mark.confidence >= SURE and _is_by_cues(mark) and is_there and not (is_plain or is_its_own)
        )
        yield comparison.finding(
            "wrong-sense",
            ERROR if is_certain else WARNING,
            term,
            _taken(term, mark, rendering["text"]),
            target_span=span,
            suggestion=term.choice.best,
        )


def _is_by_cues(mark: Mark) -> bool:
    return mark.said_by_cues() >= LEAST_SAID


def _is_known(term: Term, mark: Mark, is_misread: bool) -> bool:
    """Whether the sense is read so surely that what was made of the term may be doubted."""
    if is_misread:  # which itself tells something
        return term.sense < 0 or mark.confidence >= SURE or _is_by_cues(mark)
    return mark.confidence >= LEARNED or _is_by_cues(mark)


def _taken(term: Term, mark: Mark, text: str) -> str:
    """What is said of a term that was taken in another sense, or in none that it has."""
    if term.sense < 0:
        return f"“{text}” renders {term.wording.term} in none of its senses"
    if len(term.wording.names) < 2:
        return f"“{text}” gives {term.wording.term} a meaning that it does not have"
    seen = ", ".join(cue for cue, *_ in mark.strongest(3)) or (
        "the longer term that it is part of" if mark.lead == AS_OUTER else "the document"
    )
    sense = term.wording.names[term.sense]
    return (
        f"“{text}” takes {term.wording.term} in another sense; here it is read as “{sense}” because of {seen}"
    )


def _said_of_inner(comparison: Comparison, term: Term) -> list[tuple[tuple[int, int], dict[str, str]]]:
    """What the target has for another sense of a term inside a longer one."""
    otherwise = _reads_otherwise(term)
    if term in comparison.joined:  # the things beside it tell of another sense: freedom beside democracy
        own = [span for span, _ in term.permitted]
        otherwise = [hit for hit in otherwise if hit[0] not in own]
    others = [*otherwise, *term.misread(comparison.of_others(term))]
    if term.permitted or term.is_said:
        return others
    plainly = [hit for hit in term.said_instead if len(comparison.target.said(hit[1]["text"])) > TELLING]
    return [*others, *plainly]


def _said_instead(comparison: Comparison, term: Term) -> list[tuple[tuple[int, int], dict[str, str]]]:
    """What the target has for another sense of a term instead of a rendering of this one."""
    longer = comparison.of_others(term)
    if term.permitted and all(
        any(low <= start and end <= high and high - low > end - start for low, high in longer)
        for (start, end), _ in term.permitted
    ):
        # What is there renders a longer term of which it is a part.
        return [*term.cues_of_another, *term.misread(longer)]
    others = [*_made_the_partys(term), *_reads_otherwise(term), *term.misread(longer)]
    others = [hit for hit in others if not _is_said_for_another(comparison, term, hit[0])]
    if term.permitted:
        return others
    # Where this sense is there in other words only, a whole rendering of another one tells more.
    plainly = [hit for hit in term.said_instead if not term.is_said or " " in hit[1]["text"]]
    return [*plainly, *others]


def _is_part_of_its_own(term: Term, word: str) -> bool:
    """Whether a word stands in a rendering of the sense that is meant, as unit in unit of measurement."""
    own = {stem for each in term.choice.permitted for stem in stems(each["text"])}
    return not own.isdisjoint(stems(word))


def _is_spoken_for(comparison: Comparison, term: Term, span: tuple[int, int], text: str) -> bool:
    """Whether another term of the source may be meant, or what it says of the Party."""
    if term.around.is_of_the_party and OWN.issuperset(stems(text)):
        return True
    return term.is_everyday and _is_said_for_another(comparison, term, span)


def _is_said_for_another(comparison: Comparison, term: Term, span: tuple[int, int]) -> bool:
    """Whether a stretch of the target renders another term of the source."""
    return overlaps(span, comparison.of_others(term))


def _reads_otherwise(term: Term) -> list[tuple[Span, Plain]]:
    """Where the words around a rendering in the target tell of another sense than the source's."""
    if term.sense < 0 or len(term.wording.names) < 2:
        return []
    entry, shared = term.marks[0].meaning.entry, term.wording.permitted_elsewhere(term.sense)
    is_clear = any(mark.said_by_cues() >= SAID or mark.confidence >= CLEARLY for mark in term.marks)
    if not is_clear or any(phrase(each["text"]) not in shared for _, each in term.permitted):
        return []
    own = [span for span, _ in term.permitted]
    found = [
        place_of(mark)
        for mark in term.around.marks
        if mark.meaning.entry == entry
        and mark.sense >= 0
        and mark.sense != term.sense
        and (said_around(mark) if place_of(mark) in own else mark.said_by_cues()) >= SAID
    ]
    found += [place for place, sense in term.around.named(entry) if sense != term.sense]
    return [(place, {"text": term.target.text[slice(*place)]}) for place in found]


def _made_the_partys(term: Term) -> list[tuple[Span, Plain]]:
    """Where the target speaks of the Party, and the source does not.

    It does by the name of a concept with the term in it, as people's mediation for mediation between
    states, or by saying so.
    """
    frames = {mark.frame for mark in term.marks}
    if PARTY in frames or "" in frames:
        return []
    places = [
        place_of(mark)
        for mark in term.around.marks
        if set(mark.meaning.frames) == {PARTY}
        and term.wording.term in mark.meaning.term
        and term.wording.term != mark.meaning.term
    ]
    places += term.around.partys
    return [(place, {"text": term.target.text[slice(*place)]}) for place in places]
