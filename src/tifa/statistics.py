"""What a glossary holds and what it lacks, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tifa.model import Entry, Rendering

Rows = list[tuple[str, str]]
MOST_ISSUERS = 12


def of(entries: Iterable[Entry]) -> dict[str, Rows]:
    """Counts by section: entries, kinds, domains, renderings, issuers, and what is missing."""
    everything = list(entries)
    concepts = [entry.concept for entry in everything]
    renderings = [rendering for concept in concepts for rendering in concept.renderings]
    issuers = Counter(rendering.issuer for rendering in renderings)
    return {
        "Entries": _size(everything),
        "By kind": _counted(Counter(concept.kind for concept in concepts)),
        "By domain": _counted(Counter(concept.domain for concept in concepts)),
        "Renderings by status": _counted(Counter(r.status for r in renderings)),
        "Renderings by language": _counted(Counter(r.language for r in renderings)),
        "Renderings by issuer": _counted(issuers, MOST_ISSUERS),
        "What is missing": _missing(everything, renderings),
    }


def _size(everything: list[Entry]) -> Rows:
    concepts = [entry.concept for entry in everything]
    senses = [sense for concept in concepts for sense in concept.senses]
    return [
        ("in all", str(len(concepts))),
        ("contested", str(sum(len(concept.frames) > 1 for concept in concepts))),
        ("senses", str(len(senses))),
        ("notes", str(sum(len(concept.notes) for concept in concepts))),
        ("calques", str(sum(len(sense.calques) for sense in senses))),
        ("examples", str(sum(len(concept.examples) for concept in concepts))),
        ("sources cited", str(len({source.key for entry in everything for source in entry.sources}))),
    ]


def _missing(everything: list[Entry], renderings: list[Rendering]) -> Rows:
    bare = [rendering for rendering in renderings if not rendering.sources]
    proposed = sum(rendering.status == "proposed" for rendering in bare)
    checks = sorted(rendering.checked for rendering in renderings if rendering.checked)
    unattested = sum(not _is_attested(entry) for entry in everything)
    unchecked = sum(not rendering.checked for rendering in renderings)
    return [
        ("renderings without a source", _share(len(bare), len(renderings))),
        ("  of these, tifa's own proposals", _share(proposed, len(bare))),
        ("entries without an attested English rendering", _share(unattested, len(everything))),
        ("renderings never checked", _share(unchecked, len(renderings))),
        ("oldest check", checks[0] if checks else "none"),
    ]


def _is_attested(entry: Entry) -> bool:
    return any(
        r.sources and r.status in ("preferred", "admitted") and r.language == "en"
        for r in entry.concept.renderings
    )


def _counted(counter: Counter[str], most: int | None = None) -> Rows:
    rows = [(name, str(count)) for name, count in counter.most_common(most)]
    rest = counter.total() - sum(int(count) for _, count in rows)
    return rows + ([("others", str(rest))] if rest else [])


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.0f} %)"
