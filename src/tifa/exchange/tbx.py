"""TermBase eXchange: TBX-Basic of 2019 (ISO 30042, styles DCA and DCT) and TBX of 2008 (martif).

One concept entry holds one sense, since the standard knows no meanings below a concept; its id is
`concept.sense`, by which the senses find together again. What TBX-Basic has no category for stands in
notes that begin with its name (`issuer: Xinhua`), so that people read it and `tbx_reader` takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tifa.exchange.common import Losses, Wanted
from tifa.exchange.plain import clean, names, note_dropped, wordings
from tifa.model import LANGUAGES, Concept, Entry, Rendering, Sense, Source

# A proposal of the editors may be used, so it is admitted; that nobody attests it stands in a note.
ADMINISTRATIVE = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "proposed": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
}
SUPERSEDED = "supersededTerm-admn-sts"
PROPOSED = "proposed (attested nowhere)"
TERM_TYPES = {"short form": "shortForm", "full form": "fullForm", "compound": "phrase"}
# The types of alias that the standard's own do not tell apart; a note names them.
NOTED = ("numeral form", "compound")
_CARRIED = ("literal", "gloss", "sources", "date", "first_mention", "notes", "related")
# The data categories of the module `min`; all others that are written are of the module `basic`.
_MIN = {"subjectField", "administrativeStatus"}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CONSTRAINTS = '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
_SOURCE = "<fileDesc><sourceDesc><p>tifa glossary</p></sourceDesc></fileDesc>"


@dataclass(frozen=True)
class _Style:
    """How one version and style of TBX names what all have."""

    root: str
    attributes: str
    header: str
    entry: str = "conceptEntry"
    language: str = "langSec"
    term: str = "termSec"
    tags: bool = False

    def category(self, element: str, name: str, text: str, target: str = "") -> str:
        """One data category: named by an attribute, or in style DCT by its tag."""
        link = f' target="{target}"' if target else ""
        if self.tags:
            element = f"{'min' if name in _MIN else 'basic'}:{name}"
            return f"<{element}{link}>{escape(text)}</{element}>"
        return f'<{element} type="{name}"{link}>{escape(text)}</{element}>'


_BASIC = 'type="TBX-Basic" style="{}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"'
_MODULES = ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
_DCA = _Style("tbx", _BASIC.format("dca"), f"<tbxHeader>{_SOURCE}</tbxHeader>")
_DCT = _Style("tbx", _BASIC.format("dct") + _MODULES, f"<tbxHeader>{_SOURCE}</tbxHeader>", tags=True)
# No DOCTYPE: parsers that go looking for the DTD would fail, and none needs it.
_V2 = _Style(
    "martif",
    'type="TBX-Basic" xml:lang="en"',
    f"<martifHeader>{_SOURCE}{_CONSTRAINTS}</martifHeader>",
    entry="termEntry",
    language="langSet",
    term="tig",
)


def write_dca(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """TBX-Basic of 2019 with data categories as attributes, the form that most tools read."""
    return _Writer(_DCA, wanted, losses).document(entries)


def write_dct(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """TBX-Basic of 2019 with data categories as tags."""
    return _Writer(_DCT, wanted, losses).document(entries)


def write_v2(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """TBX of 2008, whose root is martif, for tools that know no other."""
    return _Writer(_V2, wanted, losses).document(entries)


def entry_id(concept: str, sense: str) -> str:
    """The id of the entry of a sense; XML wants no digit at its start."""
    name = f"{concept}.{sense}"
    return f"_{name}" if name[0].isdigit() else name


class _Writer:
    """Writes entries in one style."""

    def __init__(self, style: _Style, wanted: Wanted, losses: Losses) -> None:
        self.style, self.wanted, self.losses = style, wanted, losses
        # Id of a concept -> id of the entry of its first sense, to which relations point.
        self.targets: dict[str, str] = {}

    def document(self, entries: Iterable[Entry]) -> Iterator[bytes]:
        style = self.style
        kept = list(self.wanted.of(entries))
        for entry in kept:
            for sense in self._senses(entry.concept)[:1]:
                self.targets[entry.concept.id] = entry_id(entry.concept.id, sense.id)
        # The standard has no empty body.
        begin, end = ("<text>\n<body>", "</body>\n</text>") if self.targets else ("<text>", "</text>")
        yield f"{_DECLARATION}<{style.root} {style.attributes}>\n{style.header}\n{begin}\n".encode()
        for entry in kept:
            concept = entry.concept
            self._note_losses(concept)
            for sense in self._senses(concept):
                yield ("\n".join(self._entry(entry, sense)) + "\n").encode()
        yield f"{end}\n</{style.root}>\n".encode()

    def _note_losses(self, concept: Concept) -> None:
        note_dropped(concept, self.losses, *_CARRIED, "alias types")
        unknown = sum(relation.concept not in self.targets for relation in concept.related)
        self.losses.note("relations to entries that are not exported", unknown)
        if self.wanted.script != "simplified":
            plain = sum(not alias.traditional for alias in names(concept))
            self.losses.note("traditional forms of aliases that plain conversion gives", plain)

    def _senses(self, concept: Concept) -> list[Sense]:
        return [sense for sense in concept.senses if wordings(sense, self.wanted)]

    def _entry(self, entry: Entry, sense: Sense) -> Iterator[str]:
        style, concept = self.style, entry.concept
        yield f'<{style.entry} id="{entry_id(concept.id, sense.id)}">'
        yield from self._transactions(concept)
        yield style.category("descrip", "subjectField", clean(concept.domain))
        yield style.category("descrip", "definition", clean(sense.gloss))
        yield from self._notes(concept, sense)
        yield from self._relations(concept)
        yield from self._chinese(concept)
        cited = {source.key: source for source in entry.sources}
        for language in LANGUAGES:
            if found := wordings(sense, self.wanted, language):
                yield f'<{style.language} xml:lang="{language}">'
                for one in found:
                    yield from self._rendering(one, cited)
                yield f"</{style.language}>"
        yield f"</{style.entry}>"

    def _transactions(self, concept: Concept) -> Iterator[str]:
        for name, date in (("origination", concept.added), ("modification", concept.revised)):
            # XML Schema has no date without a day.
            if len(date) == len("2026-01-01"):
                category = self.style.category("transac", "transactionType", name)
                yield f"<transacGrp>{category}<date>{date}</date></transacGrp>"

    def _notes(self, concept: Concept, sense: Sense) -> Iterator[str]:
        yield _note("pinyin", concept.pinyin)
        yield _note("kind", concept.kind)
        yield _note("literal", concept.literal)
        yield _note("frame", sense.frame)
        yield _note("sense", sense.label)
        for note in concept.notes:
            yield _note(clean(note.topic), note.text)

    def _relations(self, concept: Concept) -> Iterator[str]:
        for relation in concept.related:
            if target := self.targets.get(relation.concept):
                text = f"{relation.type}: {relation.concept}"
                yield self.style.category("ref", "crossReference", text, target)

    def _chinese(self, concept: Concept) -> Iterator[str]:
        style, script = self.style, self.wanted.script
        for tag, other in (("zh-Hans", "traditional"), ("zh-Hant", "simplified")):
            if script == other:
                continue
            simplified = tag == "zh-Hans"
            yield f'<{style.language} xml:lang="{tag}">'
            yield from self._form(concept.simplified if simplified else concept.traditional, "")
            for alias in names(concept):
                if text := clean(alias.text if simplified else alias.traditional):
                    yield from self._form(text, alias.type)
            yield f"</{style.language}>"

    def _form(self, text: str, alias_type: str) -> Iterator[str]:
        notes = []
        if alias_type == "older form":
            notes.append(self.style.category("termNote", "administrativeStatus", SUPERSEDED))
        if alias_type:
            type_ = TERM_TYPES.get(alias_type, "variant")
            notes.append(self.style.category("termNote", "termType", type_))
        if alias_type in NOTED:
            notes.append(_note("form", alias_type))
        yield self._term(text, notes)

    def _rendering(self, one: Rendering, cited: dict[str, Source]) -> Iterator[str]:
        parts = [self.style.category("termNote", "administrativeStatus", ADMINISTRATIVE[one.status])]
        for key in one.sources:
            if source := cited.get(key):
                parts.append(self.style.category("admin", "source", _source(source)))
        said = {
            "status": PROPOSED if one.status == "proposed" else "",
            "issuer": one.issuer,
            "date": one.date,
            "until": one.until,
            "scope": one.scope,
            "at first mention": one.first_mention,
            "instead": one.instead,
            "reason": one.reason,
        }
        yield self._term(clean(one.text), [*parts, *map(_note, said, said.values())])

    def _term(self, text: str, parts: list[str]) -> str:
        tag = self.style.term
        return f"<{tag}><term>{escape(clean(text))}</term>{''.join(parts)}</{tag}>"


def _note(name: str, text: str) -> str:
    return f"<note>{escape(f'{name}: {clean(text)}')}</note>" if clean(text) else ""


def _source(source: Source) -> str:
    parts = (source.publisher, source.author, source.title, source.date, source.url)
    return clean("; ".join(filter(None, parts)))
