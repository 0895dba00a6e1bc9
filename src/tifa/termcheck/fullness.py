"""How full a translation is: one that is shorter than others of its length has left something out."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from tifa.termcheck.segments import Segment

# Words for a Chinese character in translations of Party documents; French and Spanish have more articles.
USUAL = {"en": 0.8, "fr": 0.95, "es": 0.95}
# What is usual so far counts as so many segments beside those that follow.
SO_FAR = 12
# In so short a segment a word more or less says nothing.
FEW = 12
# Beyond this part of the usual length a translation may say a term at length, below this one it leaves out.
FULL, SCANT = 1.0, 0.8
# By how much the evidence for a term may be weaker, or has to be stronger, for each part over or lacking.
LONG, SHORT = 1.4, 2.0
LAXEST, STRICTEST = 0.5, 1.6


def words_per_character(segment: Segment) -> float:
    """Words of the translation for each character of the source, spaces left out."""
    return (segment.target.count(" ") + 1) / max(1, len(segment.source) - segment.source.count(" "))


def usual(segments: Iterable[Segment], so_far: float) -> float:
    """Words for a character in most of these segments, and in those before them."""
    found = [words_per_character(each) for each in segments if each.source and each.target]
    found = sorted([*found, *[so_far] * SO_FAR])
    return found[len(found) // 2]


def strictness(segment: Segment, usual: float) -> float:
    """By what to multiply the evidence that a term needs in a segment; 1 where it has the usual length."""
    if not usual or len(segment.source) < FEW:
        return 1.0
    length = words_per_character(segment) / usual
    if length > FULL:
        return max(LAXEST, 1 - (length - FULL) * LONG)
    return min(STRICTEST, 1 + max(0.0, SCANT - length) * SHORT)
