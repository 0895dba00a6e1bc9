"""The frozen types of a glossary: concept -> senses -> renderings, and where each was seen.

Every field carries its description and its rule in its annotation. The annotations are never
evaluated on the lookup path (importing `dataclasses`, `enum` or `typing` would double the time of
a lookup); the entry reader, the linter, the JSON Schema and the field reference evaluate them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any, ClassVar, Self, dataclass_transform

    from tifa.rules import CHECKS, EVERYDAY, Date, Id, OneOf, Url
else:

    def dataclass_transform(**_: object):  # noqa: D103 - stands in for that of typing
        return lambda cls: cls


KINDS = ("term", "formulation", "numeronym", "body", "office", "document", "campaign", "model", "mechanism")
FRAMES = ("party", "western", "general")
STATUSES = ("preferred", "admitted", "proposed", "deprecated")
PREFERENCE = ("preferred", "proposed", "admitted")  # which one to write
LANGUAGES = ("en", "fr", "es")
NO_NAMES = ("part", "related")  # the renderings of the term are too much for them, or wrong
ALIAS_TYPES = ("short form", "variant", "full form", "numeral form", "older form", "compound", *NO_NAMES)
RELATIONS = {
    "broader": "narrower",
    "narrower": "broader",
    "part of": "has part",
    "has part": "part of",
    "contrasts with": "contrasts with",
    "replaces": "replaced by",
    "replaced by": "replaces",
    "see also": "see also",
}
LIFECYCLES = ("current", "revived", "superseded", "historical")
SOURCE_KINDS = (
    "Party document",
    "government document",
    "state media",
    "term bank",
    "academic",
    "think tank",
    "press",
    "reference",
    "machine translation",
)


CALQUE = "calque"  # stands for the issuer of a rendering that nobody was seen to write


MISSING = object()


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """An immutable value with named fields, compared and shown by its content."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, object]] = {}
    # Every field in its order, with its default or MISSING: what a new record starts from.
    _blank: ClassVar[dict[str, object]] = {}
    _nested: ClassVar[dict[str, type[Record]]] = {}

    def __init_subclass__(cls) -> None:
        cls._fields = tuple(name for name in cls.__annotations__ if not name.startswith("_"))
        cls._defaults = {name: vars(cls)[name] for name in cls._fields if name in vars(cls)}
        cls._blank = dict.fromkeys(cls._fields, MISSING) | cls._defaults

    def __init__(self, **values: object) -> None:
        # Two dictionary updates instead of a setattr per field: records are made on every lookup.
        own = self.__dict__
        own.update(self._blank)
        own.update(values)
        if len(own) > len(self._fields) or MISSING in own.values():
            missing = [name for name, value in own.items() if value is MISSING]
            unknown = [name for name in values if name not in self._fields]
            raise TypeError(f"{type(self).__name__}: missing {missing}, unknown {unknown}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._set_fields().items())
        return f"{type(self).__name__}({shown})"

    def _set_fields(self) -> dict[str, Any]:
        """The fields that are not at their defaults."""
        defaults = self._defaults
        return {
            name: value
            for name, value in self.__dict__.items()
            if name not in defaults or value != defaults[name]
        }

    def to_data(self) -> dict[str, Any]:
        """Plain data (dicts, lists, strings), fields at their defaults left out."""
        return {name: _plain(value) for name, value in self._set_fields().items()}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """The record that `to_data` wrote; the data is trusted, since tifa wrote it."""
        record = object.__new__(cls)
        own = record.__dict__
        own.update(cls._blank)
        own.update(data)
        for name in data:
            value = data[name]
            if type(value) is list:
                nested = cls._nested.get(name)
                own[name] = tuple(map(nested.from_data, value)) if nested else tuple(value)
            elif type(value) is dict:
                own[name] = cls._nested[name].from_data(value)
        return record


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_data()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


class Source(Record):
    """A published page or document in which something was seen."""

    key: Annotated[str, Id(), "Key that entries cite; unique in the glossary."]
    publisher: Annotated[str, "The original publisher."]
    kind: Annotated[str, OneOf(SOURCE_KINDS), "What sort of publication it is."]
    title: Annotated[str, "Exact title."]
    author: Annotated[str, "Author, where one is named."] = ""
    date: Annotated[str, Date(), "Date of publication: YYYY, YYYY-MM or YYYY-MM-DD."] = ""
    url: Annotated[str, Url(), "Address at the original publisher; left out where none is public."] = ""
    seen: Annotated[str, "How it was read, if not at that address: a reprint, an excerpt, a scan."] = ""
    checked: Annotated[str, Date(), "When an editor last opened it."]


class Alias(Record):
    """Another Chinese form of the same concept."""

    text: Annotated[str, "The form, in simplified characters."]
    type: Annotated[str, OneOf(ALIAS_TYPES), "How it relates to the headword; related: another thing."]
    traditional: Annotated[str, "Traditional form, where plain conversion gets it wrong."] = ""
    pinyin: Annotated[str, "Pinyin, where it cannot be read off the headword's."] = ""


class Item(Record):
    """One member of what a numeronym counts."""

    text: Annotated[str, "The member in Chinese."]
    concept: Annotated[str, Id(), "Its entry, where there is one."] = ""
    rendering: Annotated[str, "Its rendering, where it has no entry of its own."] = ""


class Rendering(Record):
    """A target-language text with who uses it, since when, and whether to use it."""

    text: Annotated[str, "The rendering as its issuer prints it."]
    language: Annotated[str, OneOf(LANGUAGES), "Language code."] = "en"
    status: Annotated[
        str, OneOf(STATUSES), "preferred, admitted, proposed (tifa's own) or deprecated (to be avoided)."
    ]
    issuer: Annotated[str, "Who uses it; `tifa` for a proposal, `machine translation` for a calque."]
    date: Annotated[str, Date(), "When the issuer used it: YYYY, YYYY-MM or YYYY-MM-DD."] = ""
    until: Annotated[str, Date(), "When the issuer gave up a deprecated one; texts of its time keep it."] = ""
    sources: Annotated[tuple[str, ...], Id(), "Keys of the sources in which it was seen."] = ()
    scope: Annotated[str, "Where it applies: a period, a kind of text, one half of the meaning."] = ""
    instead: Annotated[str, "What to write instead of a deprecated rendering."] = ""
    reason: Annotated[str, "Why it is deprecated, or why tifa proposes it."] = ""
    first_mention: Annotated[str, "The form ordered for the first mention in a text."] = ""
    checked: Annotated[str, Date(), "When an editor last saw it in its source."] = ""


class Calque(Record):
    """A word-for-word or machine rendering that no source attests: to be recognised, never to be written."""

    text: Annotated[str, "What is written by mistake."]
    language: Annotated[str, OneOf(LANGUAGES), "Language code."] = "en"
    instead: Annotated[str, "What to write."]
    reason: Annotated[str, "Why it is wrong."]


class Cues(Record):
    """Words around a term that speak for or against one sense; the sense reader weighs them."""

    supporting: Annotated[tuple[str, ...], "Words that speak for this sense, Chinese or English."] = ()
    opposing: Annotated[tuple[str, ...], "Words that speak against it."] = ()


class Sense(Record):
    """One meaning of a concept, within one frame of reference."""

    _nested: ClassVar = {"renderings": Rendering, "calques": Calque, "cues": Cues}

    id: Annotated[str, Id(), "Name of the sense, unique in the entry."]
    frame: Annotated[
        str, OneOf(FRAMES), "party (Party-state usage), western (profession or West), general (everyday)."
    ]
    label: Annotated[str, "A few words that tell it from the other senses."]
    gloss: Annotated[str, "What it is, in one sentence for a newcomer; 40 words at most."]
    cues: Annotated[Cues, "Context words, needed where an entry has several senses."] = Cues()
    renderings: Annotated[tuple[Rendering, ...], "Renderings of this sense, best first."] = ()
    calques: Annotated[tuple[Calque, ...], "Mistakes to expect, by the editors' judgement."] = ()
    misreadings: Annotated[tuple[str, ...], "English of those who take it in another sense."] = ()

    @property
    def wordings(self) -> tuple[Rendering, ...]:
        """The renderings and, as deprecated ones, the calques."""
        return self.renderings + tuple(
            Rendering(status="deprecated", issuer=CALQUE, **calque.to_data()) for calque in self.calques
        )


class Contrast(Record):
    """One aspect on which the Party's meaning and the Western or professional one part."""

    aspect: Annotated[str, "What is compared."]
    party: Annotated[str, "What the Party's usage means by it."]
    western: Annotated[str, "What the West, or the profession, means by it."]
    by: Annotated[str, "Whose comparison it is; left out where it is the editors'."] = ""
    sources: Annotated[tuple[str, ...], Id(), "Keys of sources."] = ()


class Note(Record):
    """A remark for the reader or translator, in the editors' words."""

    topic: Annotated[str, "Two or three words that say what the note is about."]
    text: Annotated[str, "The note; 120 words at most, claims attributed and dated."]
    sources: Annotated[tuple[str, ...], Id(), "Keys of sources."] = ()


class Event(Record):
    """Something that happened to the term or the thing, with its date."""

    date: Annotated[str, Date(), "YYYY, YYYY-MM or YYYY-MM-DD."]
    event: Annotated[str, "What happened."]
    sources: Annotated[tuple[str, ...], Id(), "Keys of sources."] = ()


class History(Record):
    """Where a term comes from and what became of it."""

    _nested: ClassVar = {"events": Event}

    first_attested: Annotated[str, "The earliest use that a source names or that was seen."] = ""
    launched_by: Annotated[str, "Who launched it."] = ""
    lifecycle: Annotated[str, OneOf(LIFECYCLES), "Whether it is in use."] = "current"
    events: Annotated[tuple[Event, ...], "Dated events, oldest first."] = ()


class Relation(Record):
    """A typed link to another concept; the inverse link is derived."""

    type: Annotated[str, OneOf(tuple(RELATIONS)), "How this concept relates to the other."]
    concept: Annotated[str, Id(), "Id of the other concept."]


class Example(Record):
    """A sentence of the editors' own that the test suite runs."""

    text: Annotated[str, "The sentence, in either script or in English."]
    marked: Annotated[str, OneOf(("yes", "no")), "Whether the term is to be found in it."] = "yes"
    sense: Annotated[
        str,
        "The sense it has there, where the entry has several; where it stands more than once, the "
        "senses in order, with commas; undecided where nothing tells.",
    ] = ""


class Concept(Record):
    """One entry: a Chinese term with its senses, renderings and background."""

    _nested: ClassVar = {
        "aliases": Alias,
        "expands": Item,
        "senses": Sense,
        "contrast": Contrast,
        "notes": Note,
        "history": History,
        "related": Relation,
        "examples": Example,
    }

    id: Annotated[str, Id(), "The file's name without its suffix; never written in the file."]
    domain: Annotated[str, Id(), "The folder's name; never written in the file."]
    simplified: Annotated[str, "Headword in simplified characters."]
    traditional: Annotated[str, "Headword in traditional characters, reviewed by hand."]
    pinyin: Annotated[str, "Pinyin with tone marks after GB/T 16159: words joined, names capitalised."]
    kind: Annotated[str, OneOf(KINDS), "What sort of expression it is."]
    literal: Annotated[str, "Word-for-word gloss in English."] = ""
    aliases: Annotated[tuple[Alias, ...], "Other Chinese forms."] = ()
    met_as: Annotated[tuple[str, ...], "Other English under which readers meet it: abbreviations."] = ()
    keywords: Annotated[tuple[str, ...], "English by which people look for it; only suggests it."] = ()
    paraphrases: Annotated[tuple[str, ...], "Free English that `tifa check` lets pass; no key."] = ()
    excludes: Annotated[
        tuple[str, ...],
        "Longer words in which its characters stand by chance; there the term is not marked.",
    ] = ()
    expands: Annotated[tuple[Item, ...], "What a numeronym counts, in order."] = ()
    everyday: Annotated[
        str,
        OneOf(EVERYDAY),
        "Whether it is everyday language, marked in running text only in the Party's sense; or familiar.",
    ] = "no"
    mute: Annotated[
        tuple[str, ...], OneOf(CHECKS), "Rules of `tifa check` not applied to it; for own glossaries."
    ] = ()
    senses: Annotated[tuple[Sense, ...], "Its meanings, the one most readers need first."]
    contrast: Annotated[tuple[Contrast, ...], "Party and Western meaning, aspect by aspect."] = ()
    notes: Annotated[tuple[Note, ...], "Remarks, the most useful first."] = ()
    history: Annotated[History, "Origin and fate."] = History()
    related: Annotated[tuple[Relation, ...], "Links to other entries."] = ()
    examples: Annotated[tuple[Example, ...], "Sentences that the test suite runs."] = ()
    added: Annotated[str, Date(), "When the entry was first written."]
    revised: Annotated[str, Date(), "When its content last changed."] = ""

    @property
    def renderings(self) -> tuple[Rendering, ...]:
        """The renderings of all senses, in order."""
        return tuple(rendering for sense in self.senses for rendering in sense.renderings)

    @property
    def wordings(self) -> tuple[Rendering, ...]:
        """The renderings of all senses and, as deprecated ones, the calques, in order."""
        return tuple(rendering for sense in self.senses for rendering in sense.wordings)

    @property
    def rendering(self) -> str:
        """The English to write: the first preferred, else proposed, else admitted rendering."""
        for status in PREFERENCE:
            for rendering in self.renderings:
                if rendering.status == status and rendering.language == "en":
                    return rendering.text
        return self.literal

    @property
    def heading(self) -> Heading:
        """What one line about it needs."""
        return Heading(**{name: getattr(self, name) for name in Heading._fields})

    @property
    def frames(self) -> tuple[str, ...]:
        """The frames of its senses, each once; more than one makes a contested term."""
        return tuple(dict.fromkeys(sense.frame for sense in self.senses))


class Form(Record):
    """A text under which a concept is found, and what sort of text it is."""

    text: Annotated[str, "The form as the entry writes it."]
    sort: Annotated[str, "headword, alias type, status of a rendering, literal gloss, also met as, keyword."]
    pinyin: Annotated[str, "Its pinyin, where it is Chinese."] = ""


class Heading(Record):
    """What one line about an entry needs; read without reading the entry."""

    id: Annotated[str, "Id of the entry."]
    domain: Annotated[str, "Its domain."]
    kind: Annotated[str, "Its kind."]
    simplified: Annotated[str, "Headword."]
    traditional: Annotated[str, "Headword in traditional characters."]
    pinyin: Annotated[str, "Pinyin of the headword."]
    rendering: Annotated[str, "The English to write."]
    frames: Annotated[tuple[str, ...], "The frames of its senses, each once."]


class Origin(Record):
    """What a layer above the bundled glossary gave to an entry."""

    layer: Annotated[str, "Name of the layer, as `tifa glossaries` lists it."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "Line, counted from 1."]
    field: Annotated[str, "The field, as in senses.party.renderings; empty where it gave the entry."] = ""
    text: Annotated[str, "What stands in the field from there."] = ""


class Entry(Record):
    """A concept as the index holds it: with the sources that it cites."""

    _nested: ClassVar = {"concept": Concept, "sources": Source, "origins": Origin}

    concept: Annotated[Concept, "The concept, inverse relations included."]
    sources: Annotated[tuple[Source, ...], "What it cites."] = ()
    origins: Annotated[tuple[Origin, ...], "What came from layers above the bundled glossary."] = ()
