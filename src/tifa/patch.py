"""A patch: what an own glossary changes in an entry of a layer below, and the entry with it applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from tifa.model import (
    FRAMES,
    LANGUAGES,
    STATUSES,
    Alias,
    Calque,
    Concept,
    Contrast,
    Cues,
    Example,
    Item,
    Note,
    Record,
    Relation,
    Rendering,
    Sense,
)
from tifa.rules import CHECKS, EVERYDAY, Date, Id, OneOf

OWN = "own glossary"  # the issuer of a rendering for which the owner names none
# (place in the patch's file, name of the field, what stands in it)
Change = tuple[tuple[str | int, ...], str, str]
# Fields of a patch that replace those of the entry, those put before its own, and those added at the end.
REPLACING = ("traditional", "pinyin", "literal", "everyday")
LEADING = ("notes",)
_LISTS = ("aliases", "met_as", "keywords", "paraphrases", "excludes", "expands", "mute")
ADDING = (*_LISTS, "contrast", "related", "examples")


class RenderingPatch(Record):
    """A rendering to add, or what changes in the one of the same text and language."""

    text: Annotated[str, "The rendering."]
    language: Annotated[str, OneOf(LANGUAGES), "Language code."] = "en"
    status: Annotated[str, OneOf(STATUSES), "Its status; preferred where it is new and none is given."] = ""
    issuer: Annotated[str, "Who uses it; `own glossary` where it is new and none is given."] = ""
    date: Annotated[str, Date(), "When the issuer used it."] = ""
    until: Annotated[str, Date(), "When the issuer gave it up."] = ""
    sources: Annotated[tuple[str, ...], Id(), "Keys of the sources in which it was seen."] = ()
    scope: Annotated[str, "Where it applies."] = ""
    instead: Annotated[str, "What to write instead of a deprecated rendering."] = ""
    reason: Annotated[str, "Why it is deprecated, or why it is proposed."] = ""
    first_mention: Annotated[str, "The form ordered for the first mention in a text."] = ""
    checked: Annotated[str, Date(), "When somebody last saw it in its source."] = ""


class SensePatch(Record):
    """What changes in one sense; a sense that the entry lacks needs frame, label and gloss."""

    _nested: ClassVar = {"renderings": RenderingPatch, "calques": Calque, "cues": Cues}

    id: Annotated[str, Id(), "Name of the sense."]
    frame: Annotated[str, OneOf(FRAMES), "Its frame."] = ""
    label: Annotated[str, "A few words that tell it from the other senses."] = ""
    gloss: Annotated[str, "What it is, in one sentence."] = ""
    cues: Annotated[Cues, "Context words to add."] = Cues()
    renderings: Annotated[tuple[RenderingPatch, ...], "Renderings to add or to change, best first."] = ()
    calques: Annotated[tuple[Calque, ...], "Mistakes to add."] = ()
    misreadings: Annotated[tuple[str, ...], "English to add of those who take it in another sense."] = ()


class Patch(Record):
    """What changes in an entry of a layer below."""

    _nested: ClassVar = {
        "aliases": Alias,
        "expands": Item,
        "senses": SensePatch,
        "contrast": Contrast,
        "notes": Note,
        "related": Relation,
        "examples": Example,
    }

    patches: Annotated[str, Id(), "Id of the entry."]
    hide: Annotated[str, OneOf(("yes", "no")), "Whether the entry is left out altogether."] = "no"
    mute: Annotated[
        tuple[str, ...], OneOf(CHECKS), "Rules of `tifa check` that are not to be applied to the entry."
    ] = ()
    traditional: Annotated[str, "Replaces the traditional form."] = ""
    pinyin: Annotated[str, "Replaces the pinyin."] = ""
    literal: Annotated[str, "Replaces the word-for-word gloss."] = ""
    everyday: Annotated[str, OneOf(EVERYDAY), "Replaces the mark of an everyday word."] = ""
    aliases: Annotated[tuple[Alias, ...], "Chinese forms to add."] = ()
    met_as: Annotated[tuple[str, ...], "English to find it by, to add."] = ()
    paraphrases: Annotated[tuple[str, ...], "Free English for a check to let pass, to add."] = ()
    keywords: Annotated[tuple[str, ...], "Search words to add."] = ()
    excludes: Annotated[tuple[str, ...], "Longer words to add in which it is not marked."] = ()
    expands: Annotated[tuple[Item, ...], "Items to add."] = ()
    senses: Annotated[tuple[SensePatch, ...], "What changes in the senses."] = ()
    contrast: Annotated[tuple[Contrast, ...], "Rows to add to the comparison."] = ()
    notes: Annotated[tuple[Note, ...], "Notes to put before the others."] = ()
    related: Annotated[tuple[Relation, ...], "Links to add."] = ()
    examples: Annotated[tuple[Example, ...], "Examples to add."] = ()


def unknown_sense(concept: Concept, patch: Patch) -> tuple[int, str] | None:
    """(number, message) of the first sense in the patch that the entry lacks and that is no whole one."""
    known = {sense.id for sense in concept.senses}
    for number, sense in enumerate(patch.senses):
        if sense.id not in known and not (sense.frame and sense.label and sense.gloss):
            return number, f"{concept.id} has no sense {sense.id}, only {', '.join(sorted(known))}"
    return None


def patched(concept: Concept, patch: Patch) -> Concept:
    """The entry with the patch applied; its senses are those of the entry, or whole (`unknown_sense`)."""
    changed: dict[str, Any] = {name: value for name in REPLACING if (value := getattr(patch, name))}
    for name in ADDING:
        changed[name] = tuple(dict.fromkeys(getattr(concept, name) + getattr(patch, name)))
    for name in LEADING:
        changed[name] = tuple(dict.fromkeys(getattr(patch, name) + getattr(concept, name)))
    given = {sense.id: sense for sense in patch.senses}
    senses = [_sense(sense, given.pop(sense.id, None)) for sense in concept.senses]
    for new in given.values():
        empty = Sense(id=new.id, frame=new.frame, label=new.label, gloss=new.gloss)
        senses.append(_sense(empty, new))
    return Concept(**(vars(concept) | changed | {"senses": tuple(senses)}))


def _sense(sense: Sense, patch: SensePatch | None) -> Sense:
    if patch is None:
        return sense
    changed = {name: value for name in ("frame", "label", "gloss") if (value := getattr(patch, name))}
    written = {(one.language, one.text) for one in patch.renderings}
    # What the owner writes himself is no calque any longer.
    calques = (one for one in sense.calques if (one.language, one.text) not in written)
    cues = Cues(
        supporting=tuple(dict.fromkeys(sense.cues.supporting + patch.cues.supporting)),
        opposing=tuple(dict.fromkeys(sense.cues.opposing + patch.cues.opposing)),
    )
    more = {
        "cues": cues,
        "calques": tuple(dict.fromkeys((*calques, *patch.calques))),
        "misreadings": tuple(dict.fromkeys(sense.misreadings + patch.misreadings)),
        "renderings": _renderings(sense.renderings, patch.renderings),
    }
    return Sense(**(vars(sense) | changed | more))


def _renderings(old: tuple[Rendering, ...], new: tuple[RenderingPatch, ...]) -> tuple[Rendering, ...]:
    """The old ones as changed, in their order; before them those that are new or made the preferred ones.

    New ones that are to be avoided come last.
    """
    kept = list(old)
    first: list[Rendering] = []
    for change in new:
        given = {name: getattr(change, name) for name in change.to_data()}
        same = [one for one in kept if (one.language, one.text) == (change.language, change.text)]
        if not same:
            whole = vars(change) | {"status": change.status or "preferred", "issuer": change.issuer or OWN}
            (kept if change.status == "deprecated" else first).append(Rendering(**whole))
        elif change.status == "preferred":
            first += [Rendering(**(vars(one) | given)) for one in same]
            kept = [one for one in kept if one not in same]
        else:
            kept = [Rendering(**(vars(one) | given)) if one in same else one for one in kept]
    return (*first, *kept)


def changes(patch: Patch) -> Iterator[Change]:
    """Everything that a patch gives, with its place in the file."""
    for name in REPLACING:
        if value := getattr(patch, name):
            yield (name,), name, value
    for name in (*LEADING, *ADDING):
        for number, value in enumerate(getattr(patch, name)):
            yield (name, number), name, _said(value)
    for at, sense in enumerate(patch.senses):
        field = f"senses.{sense.id}"
        for name in ("frame", "label", "gloss"):
            if value := getattr(sense, name):
                yield ("senses", at, name), f"{field}.{name}", value
        for name in ("renderings", "calques", "misreadings"):
            for number, value in enumerate(getattr(sense, name)):
                yield ("senses", at, name, number), f"{field}.{name}", _said(value)
        for name in ("supporting", "opposing"):
            for number, value in enumerate(getattr(sense.cues, name)):
                yield ("senses", at, "cues", name, number), f"{field}.cues.{name}", value


def _said(value: Any) -> str:
    """What names one member of a list."""
    names = ("text", "topic", "aspect", "concept")
    return value if isinstance(value, str) else next(getattr(value, n) for n in names if hasattr(value, n))
