"""The terms of a text, each once: what a translator or a language model is given before work begins."""

from __future__ import annotations

from tifa.render import wording
from tifa.render.annotated.writer import Options, Writer, to_avoid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tifa.annotation import Block, Mark
    from tifa.meaning import Meaning
    from tifa.model import Sense


class TermList(Writer):
    """A list of terms in the order in which the text first has them, with how often in which sense."""

    def __init__(self, path: str, options: Options | None = None) -> None:
        super().__init__(path, options)
        self._terms: dict[int, tuple[Meaning, dict[int, int]]] = {}

    def block(self, block: Block, marks: Sequence[Mark]) -> str:  # noqa: ARG002
        for mark in marks:
            _, counts = self._terms.setdefault(mark.meaning.entry, (mark.meaning, {}))
            counts[mark.sense] = counts.get(mark.sense, 0) + 1
        return ""

    def tail(self) -> str:
        found = sum(sum(counts.values()) for _, counts in self._terms.values())
        lines = [f"# Terms in {self.path}: {len(self._terms)} terms, {found} occurrences", ""]
        for meaning, counts in self._terms.values():
            lines += [*_term(meaning, counts), ""]
        return "\n".join(lines)


def _term(meaning: Meaning, counts: dict[int, int]) -> Iterator[str]:
    heading = meaning.heading
    traditional = f" {heading.traditional}" if heading.traditional != heading.simplified else ""
    yield f"{heading.simplified}{traditional} {heading.pinyin} · {sum(counts.values())}×"
    if undecided := counts.get(-1):
        yield f"  undecided {undecided}×: the text has to tell which sense is meant"
    for number, sense in enumerate(meaning.concept.senses):
        if number in counts or -1 in counts:
            indent = "  "
            if meaning.contested:
                yield f"  {wording.FRAMES[sense.frame]} sense: {sense.label}, {counts.get(number, 0)}×"
                indent = "    "
            yield from (f"{indent}{line}" for line in _renderings(sense))
    if avoid := to_avoid(meaning, counts):
        yield f"  avoid: {'; '.join(avoid)}"


def _renderings(sense: Sense) -> Iterator[str]:
    labels = {"preferred": "use", "proposed": "proposed", "admitted": "also"}
    for rendering in sense.renderings:
        if rendering.status in labels and rendering.language == "en":
            credit = wording.credit(rendering)
            yield f"{labels[rendering.status]}: {rendering.text}" + (f" ({credit})" if credit else "")
