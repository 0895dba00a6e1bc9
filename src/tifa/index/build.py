"""Compile concepts into the bytes of one index file.

The file: a magic number, the length of the head, the head (marshalled: version, stamp, sections by
name), then the sections. A family of keys is a sorted run of keys cut into blocks, the first key of
each block apart, so that a search reads the small run of first keys and then one block.
"""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from zlib import crc32

from tifa.fold import character_table
from tifa.index import contexts as contextual
from tifa.index import sieve
from tifa.index.file import MAGIC, MARSHAL, VERSION
from tifa.index.forms import Readings, forms_of, keys_of
from tifa.index.store import BLOCK, FAMILIES, FUZZY, Index, sortable
from tifa.model import PREFERENCE, RELATIONS, Concept, Entry, Origin, Record, Rendering, Sense, Source
from tifa.patch import Patch, RenderingPatch, SensePatch
from tifa.pinyin import reading_table

Row = tuple[str, int, int]
# The folding of characters, and their readings.
Tables = tuple[dict[int, int], Readings]


class _Records:
    """Marshalled values end to end, and where each ends."""

    def __init__(self) -> None:
        self.data, self.ends = bytearray(), array("Q", [0])

    def add(self, value: Any) -> None:
        self.data += marshal.dumps(value, MARSHAL)
        self.ends.append(len(self.data))

    def sections(self, name: str) -> dict[str, bytes]:
        """The values and their ends, as sections of an index."""
        return {name: bytes(self.data), f"{name}.at": self.ends.tobytes()}


def compile_index(
    concepts: Iterable[Concept],
    sources: Mapping[str, Source],
    stamp: bytes = b"",
    problems: Iterable[Record] = (),
    origins: Mapping[str, Iterable[Origin]] | None = None,
    tables: Tables | None = None,
) -> bytes:
    """The index file of these concepts; `stamp` says which state of which files it was made from.

    `concepts` may be a generator of a million; `origins` says by id what layers above the lowest gave.
    """
    table, readings = tables or _tables()
    rows: dict[str, list[Row]] = {family: [] for family in FAMILIES}
    links: dict[str, list[tuple[str, str]]] = {}
    patterns, contexts = sieve.Compiler(table), contextual.Compiler(table)
    entries, all_forms, meanings, derived, names = _Records(), _Records(), _Records(), _Records(), []
    for number, concept in enumerate(concepts):
        forms = forms_of(concept)
        entries.add(_entry(concept, sources, origins or {}))
        all_forms.add((concept.heading.to_data(), [(one.text, one.sort, one.pinyin) for one in forms]))
        meanings.add(_meaning(concept))
        for family, key, form in keys_of(concept, forms, table, readings):
            rows[family].append((sortable(key), number, form))
        patterns.add(number, concept, forms)
        contexts.add(number, concept)
        names.append(concept.id)
        links.update(_links(concept))
    for record in _between(names, links):
        derived.add(record)
    sections = entries.sections("entries") | all_forms.sections("forms") | derived.sections("inverse")
    sections |= meanings.sections("meanings") | {
        "characters": marshal.dumps(("".join(map(chr, table)), "".join(map(chr, table.values()))), MARSHAL),
        "readings": marshal.dumps(readings.common, MARSHAL),
        "problems": marshal.dumps([problem.to_data() for problem in problems], MARSHAL),
    }
    for family in FAMILIES:
        sections |= _family(family, rows.pop(family))
    return _file(sections | patterns.sections() | contexts.sections(), stamp)


def _links(concept: Concept) -> dict[str, list[tuple[str, str]]]:
    """Its id -> (type of the relation, id) of each entry that it names; nothing where it names none."""
    named = [(relation.type, relation.concept) for relation in concept.related]
    named += [("", item.concept) for item in concept.expands if item.concept]
    return {concept.id: named} if named else {}


def _between(
    names: list[str], links: dict[str, list[tuple[str, str]]]
) -> Iterator[tuple[list[list[str]], dict[str, int]]]:
    """For each entry the relations that others have to it, and id -> number of all that it is linked with."""
    inverse: dict[str, list[list[str]]] = defaultdict(list)
    for name, named in links.items():
        for type_, other in named:
            if type_:
                inverse[other].append([RELATIONS[type_], name])
    wanted = {other for named in links.values() for _, other in named} | links.keys()
    numbers = {name: number for number, name in enumerate(names) if name in wanted}
    for name in names:
        given = inverse.get(name, [])
        linked = dict.fromkeys(other for _, other in (*links.get(name, ()), *given))
        yield given, {each: numbers[each] for each in linked if each in numbers}


def _entry(
    concept: Concept, sources: Mapping[str, Source], origins: Mapping[str, Iterable[Origin]]
) -> dict[str, Any]:
    cited = tuple(sources[key] for key in cited_keys(concept) if key in sources)
    return Entry(concept=concept, sources=cited, origins=tuple(origins.get(concept.id, ()))).to_data()


def _meaning(concept: Concept) -> tuple[object, ...]:
    """What is read of an entry for each term that stands in a text: little, since there may be many.

    Id, term, kind, domain, whether it is everyday language; (id, frame) of each sense; and (what to write,
    its status) in each sense and, last, in none of them.
    """
    every = concept.renderings
    default = _best(every) or (concept.rendering, "proposed")
    senses = [(sense.id, sense.frame) for sense in concept.senses]
    best = [*(_best(sense.renderings) or default for sense in concept.senses), default]
    return concept.id, concept.simplified, concept.kind, concept.domain, concept.everyday, senses, best


def _best(renderings: Iterable[Rendering]) -> tuple[str, str] | None:
    """(text, status) of the English rendering to write."""
    for status in PREFERENCE:
        for each in renderings:
            if each.status == status and each.language == "en":
                return each.text, status
    return None


def tables_of(index: Index) -> Tables:
    """The tables that an index carries; making them anew takes the libraries for it a second."""
    written, folded = index.table("characters")
    return dict(zip(map(ord, written), map(ord, folded), strict=True)), Readings(index.table("readings"))


@cache
def _tables() -> Tables:
    """The tables that every index carries, made once a process."""
    return character_table(), Readings(reading_table())


def cited_keys(concept: Concept | Patch) -> list[str]:
    """Keys of the sources that an entry or a patch cites, in order of first mention."""
    return list(dict.fromkeys(key for _, keys in citations(concept) for key in keys))


def citations(concept: Concept | Patch) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    """(place of the field, keys) of everything in an entry or a patch that cites sources."""
    senses: Sequence[Sense | SensePatch] = concept.senses
    for number, sense in enumerate(senses):
        renderings: Sequence[Rendering | RenderingPatch] = sense.renderings
        for which, rendering in enumerate(renderings):
            yield ("senses", number, "renderings", which, "sources"), rendering.sources
    for number, row in enumerate(concept.contrast):
        yield ("contrast", number, "sources"), row.sources
    for number, note in enumerate(concept.notes):
        yield ("notes", number, "sources"), note.sources
    for number, event in enumerate(concept.history.events if isinstance(concept, Concept) else ()):
        yield ("history", "events", number, "sources"), event.sources


def _family(family: str, rows: list[Row]) -> dict[str, bytes]:
    """The sections of one family of keys, and of its keys backwards where slips are searched."""
    rows.sort()
    sections = _run(family, [row[0] for row in rows])
    sections[f"{family}.entry"] = array("I", [row[1] for row in rows]).tobytes()
    sections[f"{family}.form"] = array("H", [row[2] for row in rows]).tobytes()
    if family in FUZZY:
        back = sorted((key[0] + key[:0:-1], number) for number, (key, _, _) in enumerate(rows))
        sections |= _run(f"{family}.back", [row[0] for row in back])
        sections[f"{family}.back.row"] = array("I", [row[1] for row in back]).tobytes()
    return sections


def _run(name: str, keys: list[str]) -> dict[str, bytes]:
    """A sorted run of keys as blocks, with the first key and the place of each block."""
    blocks = [keys[start : start + BLOCK] for start in range(0, len(keys), BLOCK)]
    data, at = bytearray(), array("Q", [0])
    for block in blocks:
        data += "\n".join(block).encode() + b"\n"
        at.append(len(data))
    tops = "\n".join(block[0] for block in blocks).encode()
    return {f"{name}.keys": bytes(data), f"{name}.tops": tops, f"{name}.at": at.tobytes()}


def _file(sections: dict[str, bytes], stamp: bytes) -> bytes:
    places, at = {}, 0
    for name, data in sections.items():
        places[name] = (at, len(data))
        at += len(data)
    # The last byte tells a whole file from one that was cut or added to.
    body = b"".join(sections.values()) + b"\n"
    facts = {
        "version": VERSION,
        "stamp": stamp,
        "sections": places,
        "size": len(body),
        "checksum": crc32(body),
    }
    head = marshal.dumps(facts, MARSHAL)
    return MAGIC + len(head).to_bytes(4, "little") + head + body
