"""JSON in documented, versioned shapes; every field is present, at its default where it is unset."""

from __future__ import annotations

import json
from typing import Any

from tifa.cedict import Word
from tifa.model import Entry
from tifa.search import Hit, outcome

LOOKUP = "tifa.lookup/1"
ENTRY = "tifa.entry/1"


def lookup_object(query: str, hits: list[Hit], words: list[Word] | None = None) -> dict[str, Any]:
    """The shape `tifa.lookup/1`: the query, what came of it, and the hits, best first.

    Beside them, where the dictionary to fall back on has the query: its name, licence and words.
    """
    from tifa.cedict import LICENCE, NAME

    data = {
        "schema": LOOKUP,
        "query": query,
        "outcome": outcome(hits),
        "hits": [_hit(hit) for hit in hits],
    }
    return data | {"dictionary": {"name": NAME, "licence": LICENCE, "words": words}} if words else data


def _hit(hit: Hit) -> dict[str, Any]:
    heading = hit.heading
    return {
        "id": heading.id,
        "term": heading.simplified,
        "traditional": heading.traditional,
        "pinyin": heading.pinyin,
        "rendering": heading.rendering,
        "kind": heading.kind,
        "domain": heading.domain,
        "tier": hit.tier,
        "matched": hit.form.text,
        "form": hit.form.sort,
        "why": hit.why,
        "score": round(hit.score, 1),
        "sure": hit.sure,
    }


def entry_object(entry: Entry) -> dict[str, Any]:
    """The shape `tifa.entry/1`: every field of the concept, its renderings also in one list."""
    concept = entry.concept
    renderings = [
        {"sense": sense.id, **vars(rendering)} for sense in concept.senses for rendering in sense.wordings
    ]
    return {
        "schema": ENTRY,
        **vars(concept),
        "rendering": concept.rendering,
        "renderings": renderings,
        "sources": entry.sources,
        "origins": entry.origins,
    }


def line(data: dict[str, Any]) -> str:
    """One object on one line, in Chinese characters, not escapes; records are written field by field."""
    return _encodable(json.dumps(data, ensure_ascii=False, default=vars)) + "\n"


def pretty(data: dict[str, Any]) -> str:
    """One object over several lines."""
    return _encodable(json.dumps(data, ensure_ascii=False, default=vars, indent=2)) + "\n"


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced, which no UTF-8 stream can carry."""
    return text.encode("utf-8", "replace").decode()
