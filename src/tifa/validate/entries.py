"""Rules that look at one entry at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tifa.drafts import DRAFTS
from tifa.entryfile import Place
from tifa.fold import fold, han_key, is_han
from tifa.index.build import citations
from tifa.model import Concept, Example, Rendering
from tifa.pinyin import pinyin_key, written_syllables
from tifa.validate.shelf import Finding, Shelf

MAX_GLOSS, MAX_NOTE = 40, 120
UNDECIDED = "undecided"

EntryFinding = tuple[Place, str]


def each_entry(
    check: Callable[[Shelf, Concept], Iterator[EntryFinding]],
) -> Callable[..., Iterator[Finding]]:
    """A rule over the shelf from a rule over one entry."""

    def rule(shelf: Shelf) -> Iterator[Finding]:
        for file, concept in shelf.judged_entries:
            for place, message in check(shelf, concept):
                yield file, place, message

    rule.__doc__ = check.__doc__
    return rule


@each_entry
def scripts(shelf: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """The simplified and the traditional form are the same word in either script.

    Correct the form that is wrong; both are reviewed by hand.
    """
    simplified = "".join(fold(c, shelf.characters) if is_han(c) else c for c in concept.simplified)
    if simplified != concept.simplified:
        yield ("simplified",), f"{concept.simplified} is not simplified: {simplified} is"
    elif not _is_same_word(shelf, concept):
        yield ("traditional",), f"{concept.traditional} is not {concept.simplified}"


def _is_same_word(shelf: Shelf, concept: Concept) -> bool:
    return fold(concept.traditional, shelf.characters) == fold(concept.simplified, shelf.characters)


@each_entry
def traditional(shelf: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """OpenCC writes the same traditional form, by one of its standards.

    Check the form in a dictionary; correct it, or tell the developers why OpenCC is wrong.
    """
    forms = [_opencc(standard).convert(concept.simplified) for standard in ("s2tw", "s2t", "s2hk")]
    if concept.traditional not in forms and _is_same_word(shelf, concept):
        yield ("traditional",), f"{concept.traditional}: OpenCC writes {forms[0]}"


@cache
def _opencc(standard: str) -> Any:
    """The converter, made once: making it costs more than all conversions."""
    from opencc import OpenCC

    return OpenCC(standard)


@each_entry
def pinyin(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """The pinyin has one syllable for each character, and one of the character's readings.

    Write it after GB/T 16159, with tone marks and without sandhi.
    """
    texts: list[tuple[Place, str, str]] = [(("pinyin",), concept.simplified, concept.pinyin)]
    for number, alias in enumerate(concept.aliases):
        if alias.pinyin:
            texts.append((("aliases", number, "pinyin"), alias.text, alias.pinyin))
    for place, text, written in texts:
        if message := _pinyin_fault(text, written):
            yield place, message


def _pinyin_fault(text: str, written: str) -> str:
    from pypinyin import Style
    from pypinyin import pinyin as readings_of

    characters = [c for c in text if is_han(c)]
    plain = written_syllables(written)
    if len(plain) != len(characters):
        return f"{written} does not have one syllable for each character of {text}"
    letters = unicodedata.normalize("NFC", written.lower())
    letters = "".join(c for c in letters if pinyin_key(c))
    for character, syllable in zip(characters, plain, strict=True):
        marked, letters = letters[: len(syllable)], letters[len(syllable) :]
        known = readings_of(character, style=Style.TONE, heteronym=True)[0]
        neutral = {pinyin_key(reading) for reading in known}
        if marked not in known and marked not in neutral:
            return f"{marked} is no reading of {character} ({', '.join(known)})"
    return ""


@each_entry
def gloss_length(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A gloss has at most 40 words.

    Say what it is in one sentence and move the rest to a note.
    """
    for number, sense in enumerate(concept.senses):
        if (words := len(sense.gloss.split())) > MAX_GLOSS:
            yield ("senses", number, "gloss"), f"the gloss has {words} words"


@each_entry
def note_length(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A note has at most 120 words.

    Cut it, or make two notes with a topic each.
    """
    for number, note in enumerate(concept.notes):
        if (words := len(note.text.split())) > MAX_NOTE:
            yield ("notes", number, "text"), f"the note has {words} words"


def senses_of(example: Example) -> list[str]:
    """The senses that an example names, in the order in which the term stands in it."""
    return [name.strip() for name in example.sense.split(",")] if example.sense else []


@each_entry
def sense_ids(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """Each sense has an id of its own, and examples name senses that exist.

    Correct the id; where an entry has several senses, each marked example names one.
    """
    known = [sense.id for sense in concept.senses]
    for number, name in enumerate(known):
        if name in known[:number]:
            yield ("senses", number, "id"), f"the sense {name} stands twice"
    for number, example in enumerate(concept.examples):
        for name in senses_of(example):
            if name not in (*known, UNDECIDED):
                yield ("examples", number, "sense"), f"there is no sense {name}"
        if not example.sense and example.marked == "yes" and len(known) > 1:
            yield ("examples", number), "the example does not say in which sense"


@each_entry
def example_of_each_sense(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """Every sense has an example.

    Add a sentence of your own in that sense.
    """
    if not any(example.marked == "yes" for example in concept.examples):
        yield ("examples",), "there is no example"
    elif len(concept.senses) > 1:
        shown = {name for example in concept.examples for name in senses_of(example)}
        for number, sense in enumerate(concept.senses):
            if sense.id not in shown:
                yield ("senses", number), f"no example shows the sense {sense.id}"


@each_entry
def cues(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """An entry with several senses gives cues for each.

    List words that stand near the term in that sense, under cues: supporting.
    """
    if len(concept.senses) > 1:
        for number, sense in enumerate(concept.senses):
            if not sense.cues.supporting:
                yield ("senses", number), f"the sense {sense.id} has no supporting cues"


@each_entry
def contrast(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A term with a Party and a Western sense has a contrast.

    Compare the two senses aspect by aspect, with sources.
    """
    frames = {sense.frame for sense in concept.senses}
    if {"party", "western"} <= frames and not concept.contrast:
        yield ("senses",), "the Party and the Western sense are not contrasted"


@each_entry
def deprecated(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A deprecated rendering says what to write instead and why.

    Fill in instead and reason.
    """
    for place, rendering in _renderings(concept):
        if rendering.status == "deprecated" and not (rendering.instead and rendering.reason):
            yield place, f"“{rendering.text}” is deprecated without instead and reason"
        elif rendering.status != "deprecated" and rendering.until:
            yield place, f"“{rendering.text}” has until, and is not deprecated"
        elif rendering.status != "deprecated" and rendering.instead:
            yield place, f"“{rendering.text}” has instead but is {rendering.status}"


@each_entry
def proposals(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A proposed rendering is tifa's own, with a reason: issuer tifa.

    Give the reason, and at most sources that support it; an attested rendering is admitted.
    """
    for place, rendering in _renderings(concept):
        sound = rendering.issuer == "tifa" and rendering.reason
        if rendering.status == "proposed" and not sound:
            yield place, f"“{rendering.text}” is not marked as tifa's own proposal with a reason"


@each_entry
def sourced(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A rendering that is not proposed has a source and the date when it was checked.

    Cite where you saw it; what no source attests is proposed, or a calque.
    """
    for place, rendering in _renderings(concept):
        if rendering.status != "proposed":
            if not rendering.sources:
                yield place, f"“{rendering.text}” has no source"
            elif not rendering.checked:
                yield place, f"“{rendering.text}” does not say when it was checked"


def by_people(shelf: Shelf) -> Iterator[Finding]:
    """A rendering that was seen only in machine translation is not recommended.

    Record it as deprecated, or as met_as; where it is sound, propose it with that reason.
    """
    machines = {source.key for source in shelf.all_sources if source.kind == "machine translation"}
    for file, concept in shelf.entries:
        for place, rendering in _renderings(concept):
            recommended = rendering.status in ("preferred", "admitted")
            if recommended and rendering.sources and machines.issuperset(rendering.sources):
                yield file, place, f"“{rendering.text}” was seen only in machine translation"


@each_entry
def preferred(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """Every sense has an English rendering to write: a preferred or a proposed one.

    Say which rendering official texts use now, or propose one.
    """
    for number, sense in enumerate(concept.senses):
        statuses = {r.status for r in sense.renderings if r.language == "en"}
        if not statuses & {"preferred", "proposed"}:
            yield ("senses", number), f"the sense {sense.id} has no preferred rendering"


@each_entry
def one_status(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A text is not recommended and deprecated within one sense, nor deprecated and let pass.

    Merge the two, with one status and both sources.
    """
    seen: dict[tuple[Place, str, str], str] = {}
    calques = [
        (("senses", number, "calques", which), rendering)
        for number, sense in enumerate(concept.senses)
        for which, rendering in enumerate(sense.wordings[len(sense.renderings) :])
    ]
    misread = [
        (("senses", number, "misreadings", which), Rendering(text=text, status="deprecated", issuer=sense.id))
        for number, sense in enumerate(concept.senses)
        for which, text in enumerate(sense.misreadings)
    ]
    for place, rendering in [*_renderings(concept), *calques, *misread]:
        key = (place[:2], rendering.language, rendering.text.lower())
        status = seen.setdefault(key, rendering.status)
        if (status == "deprecated") != (rendering.status == "deprecated"):
            yield place, f"“{rendering.text}” is both {status} and {rendering.status}"
    avoided = {text for (_, _, text), status in seen.items() if status == "deprecated"}
    for number, text in enumerate(concept.paraphrases):
        if text.lower() in avoided:
            yield ("paraphrases", number), f"“{text}” is let pass and is to be avoided"


@each_entry
def numeronyms(shelf: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """A numeronym lists what it counts, as many as it says; each item has an entry or a rendering.

    Fill in expands.
    """
    counted, stated = len(concept.expands), stated_number(concept.simplified)
    if concept.kind == "numeronym" and not counted:
        yield ("kind",), "the numeronym does not say what it counts"
    elif concept.kind == "numeronym" and stated and counted != stated:
        yield ("expands",), f"{concept.simplified} says {stated}, but {counted} are listed"
    known = shelf.ids | set(shelf.below)
    for number, item in enumerate(concept.expands):
        place = ("expands", number)
        if not item.concept and not item.rendering:
            yield place, f"{item.text} has neither an entry nor a rendering"
        elif item.concept and item.concept not in known:
            yield (*place, "concept"), f"there is no entry {item.concept}"


def stated_number(term: str) -> int:
    """How many things a numeronym says that it counts (四个意识: 4); 0 where it is no single number."""
    digits = "零一二三四五六七八九十"
    found = re.match(f"[{digits}两双]+", term)
    if not found or re.search(f"[{digits}两双百]", term[found.end() :]):
        return 0
    tens, ten, ones = found[0].replace("两", "二").replace("双", "二").rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (10 * (digits.index(tens) if tens else 1) if ten else 0) + (digits.index(ones) if ones else 0)


@each_entry
def relations(shelf: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """Links lead to other entries, each once.

    Correct the id or take the link out.
    """
    known = shelf.ids | set(shelf.below)
    seen = set()
    for number, relation in enumerate(concept.related):
        place = ("related", number)
        if relation.concept not in known or relation.concept == concept.id:
            yield place, f"there is no other entry {relation.concept}"
        if (relation.type, relation.concept) in seen:
            yield place, f"the link to {relation.concept} stands twice"
        seen.add((relation.type, relation.concept))


def known_sources(shelf: Shelf) -> Iterator[Finding]:
    """Every cited source key stands in sources/.

    Add the source, or correct the key.
    """
    known = shelf.source_keys
    for file, given in shelf.citing:
        for place, keys in citations(given):
            for key in keys:
                if key not in known:
                    yield file, place, f"there is no source {key}"


@each_entry
def exclusions(shelf: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """An excluded word holds the characters of one of the entry's forms.

    Write the longer word in which the term must not be marked.
    """
    forms = [concept.simplified, *(alias.text for alias in concept.aliases)]
    keys = [han_key(text, shelf.characters) for text in forms]
    for number, word in enumerate(concept.excludes):
        excluded = han_key(word, shelf.characters)
        if not any(_overlaps(excluded, key) for key in keys):
            yield ("excludes", number), f"{word} shares no characters with the term"


def _overlaps(word: str, key: str) -> bool:
    """Whether the end of one is the beginning of the other, or one holds the other."""
    return key in word or any(word.endswith(key[:n]) or word.startswith(key[-n:]) for n in range(1, len(key)))


@each_entry
def drafts(_: Shelf, concept: Concept) -> Iterator[EntryFinding]:
    """No field still says that it is a draft.

    Write the field, or leave it out.
    """
    texts: list[tuple[Place, str]] = [(("literal",), concept.literal)]
    for number, sense in enumerate(concept.senses):
        texts += [(("senses", number, "label"), sense.label), (("senses", number, "gloss"), sense.gloss)]
    texts += [((*place, "text"), rendering.text) for place, rendering in _renderings(concept)]
    for place, text in texts:
        if text in DRAFTS:
            yield place, f"“{text}” is a draft"


def _renderings(concept: Concept) -> Iterator[tuple[Place, Rendering]]:
    for number, sense in enumerate(concept.senses):
        for which, rendering in enumerate(sense.renderings):
            yield ("senses", number, "renderings", which), rendering
