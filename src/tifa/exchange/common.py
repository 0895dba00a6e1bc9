"""What every exchange format shares: what is wanted of a glossary, and what a format cannot carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

from tifa.model import Concept, Entry, Record, Rendering, Sense

PERMITTED = ("preferred", "admitted", "proposed")
SCRIPTS = ("both", "simplified", "traditional")


class Wanted(Record):
    """Which part of a glossary is exported."""

    domain: Annotated[str, "Only entries of this domain; nothing for all."] = ""
    statuses: Annotated[tuple[str, ...], "Only renderings of these statuses; nothing for all."] = ()
    languages: Annotated[tuple[str, ...], "Only renderings in these languages; nothing for all."] = ()
    script: Annotated[str, "Which Chinese forms: both, simplified or traditional."] = "both"
    deprecated: Annotated[bool, "Whether what is to be avoided is carried along, marked as such."] = True

    def accepts(self, rendering: Rendering) -> bool:
        """Whether a rendering belongs to what is wanted."""
        return (
            (not self.statuses or rendering.status in self.statuses)
            and (not self.languages or rendering.language in self.languages)
            and (self.deprecated or rendering.status != "deprecated")
        )

    def of(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The entries with the renderings that are wanted; entries of which nothing is left are left out."""
        for entry in entries:
            if self.domain in ("", entry.concept.domain):
                senses = tuple(map(self._sense, entry.concept.senses))
                if any(sense.renderings for sense in senses):
                    concept = Concept(**(vars(entry.concept) | {"senses": senses}))
                    yield Entry(concept=concept, sources=entry.sources)

    def _sense(self, sense: Sense) -> Sense:
        kept = tuple(filter(self.accepts, sense.renderings))
        to_avoid = sense.wordings[len(sense.renderings) :]
        calques = zip(sense.calques, map(self.accepts, to_avoid), strict=True)
        return Sense(
            **(vars(sense) | {"renderings": kept, "calques": tuple(c for c, is_in in calques if is_in)})
        )

    def headwords(self, concept: Concept) -> list[str]:
        """The headword in the scripts that are wanted, each once."""
        forms = {
            "both": [concept.simplified, concept.traditional],
            "simplified": [concept.simplified],
            "traditional": [concept.traditional],
        }[self.script]
        return list(dict.fromkeys(forms))


class Losses:
    """What a format could not carry, counted, to be told on standard error."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def note(self, what: str, count: int = 1) -> None:
        """Something was left out; `what` says it in the plural, as "cues for reading senses"."""
        if count:
            self._counts[what] += count

    def told(self) -> list[str]:
        """One line for each sort of loss, the most frequent first."""
        return [f"left out: {what} ({count})" for what, count in self._counts.most_common()]


Writer = Callable[[Iterable[Entry], Wanted, Losses], Iterator[bytes]]
Reader = Callable[[str, Losses], Iterator[Concept]]
