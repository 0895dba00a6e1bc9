"""Which sense a term has here: the entry's cues in the text around it, near before far."""

from __future__ import annotations

from tifa.fold import compact, has_han
from tifa.model import Record, Sense

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from tifa.fold import Table
    from tifa.model import Concept

# A cue this many characters away counts half as much as one next to the term; Western words are
# about three times as long as Chinese ones.
HALF_HAN, HALF_WESTERN = 12, 40
# The best sense must lead the next by this much: about one cue within two sentences.
LEAD = 0.1


class Cue(Record):
    """A cue that was seen: where, and what it says."""

    text: Annotated[str, "The cue as the entry gives it."]
    sense: Annotated[str, "The sense of which it is a cue."]
    at: Annotated[int, "Where it stands in the text."]
    weight: Annotated[float, "1 beside the term, less with distance; negative where it speaks against."]


class Reading(Record):
    """The sense of one occurrence, with the evidence; no sense where nothing decides."""

    sense: Annotated[str, "Id of the sense, or nothing."] = ""
    evidence: Annotated[tuple[Cue, ...], "The cues seen, strongest first."] = ()


def read(concept: Concept, text: str, start: int, end: int, table: Table) -> Reading:
    """The sense of the term at text[start:end]; a single sense needs no evidence."""
    if len(concept.senses) == 1:
        return Reading(sense=concept.senses[0].id)
    found = [cue for sense in concept.senses for cue in _cues(sense, text, start, end, table)]
    scores = {sense.id: 0.0 for sense in concept.senses}
    for cue in found:
        scores[cue.sense] += cue.weight
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    evidence = tuple(sorted(found, key=lambda cue: -abs(cue.weight)))
    decided = scores[best] > 0 and scores[best] - scores[second] > LEAD
    return Reading(sense=best if decided else "", evidence=evidence)


def _cues(sense: Sense, text: str, start: int, end: int, table: Table) -> list[Cue]:
    joined, places = compact(text, table)
    half = HALF_HAN if has_han(text) else HALF_WESTERN
    found = []
    for sign, cues in ((1.0, sense.cues.supporting), (-1.0, sense.cues.opposing)):
        for cue in cues:
            wanted = compact(cue, table)[0]
            at = joined.find(wanted)
            while at >= 0:
                left, right = places[at], places[at + len(wanted) - 1] + 1
                distance = max(0, left - end, start - right)
                weight = sign * 0.5 ** (distance / half)
                found.append(Cue(text=cue, sense=sense.id, at=left, weight=weight))
                at = joined.find(wanted, at + 1)
    return found
