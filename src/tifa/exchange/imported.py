"""What readers of term lists share: statuses and languages by any name, and concepts from what was found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from tifa.drafts import GLOSS, LABEL, forms
from tifa.exchange.common import Losses
from tifa.exchange.plain import clean
from tifa.fold import has_han, is_han
from tifa.model import CALQUE, FRAMES, KINDS, Alias, Calque, Concept, Note, Rendering, Sense
from tifa.pinyin import pinyin_key, split_syllables
from tifa.rules import Date, Id

DOMAIN = "imported"
UNDATED = "1970-01-01"
SIMPLIFIED, TRADITIONAL = "zh-Hans", "zh-Hant"
_CODES = {"en": "en", "eng": "en", "fr": "fr", "fra": "fr", "fre": "fr", "es": "es", "spa": "es"}
_CHINESE = {"zh", "zho", "chi", "cmn", "chs", "cht"}
_TRADITIONAL = {"hant", "tw", "hk", "mo", "cht"}
# Any of these in a status makes it one to be avoided; asked first, since "not recommended" holds the
# name of its opposite.
_BAD = (
    "deprec", "supersed", "obsol", "forbid", "notrec", "reject", "avoid", "prohib", "incorrect", "wrong",
    "禁用", "不推荐", "不推薦", "废弃", "廢棄", "错误", "錯誤", "避免",
)  # fmt: skip
_GOOD = ("prefer", "首选", "首選", "推荐", "推薦")


def language_of(tag: str) -> str:
    """The language of a tag of any case: zh-Hans, zh-Hant, en, fr, es, or nothing for all others."""
    parts = re.split(r"[-_]", tag.strip().casefold())
    if parts[0] in _CHINESE:
        traditional = "hans" not in parts and not _TRADITIONAL.isdisjoint(parts)
        return TRADITIONAL if traditional else SIMPLIFIED
    return _CODES.get(parts[0], "")


def status_of(text: str) -> str:
    """The status that a word for one stands for; admitted where it says nothing about use."""
    plain = "".join(c for c in text.casefold() if c.isalnum())
    if any(word in plain for word in _BAD):
        return "deprecated"
    if any(word in plain for word in _GOOD):
        return "preferred"
    return "proposed" if plain == "proposed" else "admitted"


def named_after(path: str) -> str:
    """The issuer of what a file says nobody else issued: the file's name without its suffix."""
    return clean(os.path.splitext(os.path.basename(path))[0]) or DOMAIN


@dataclass
class Found:
    """One meaning of a term as a file has it."""

    id: str = ""
    simplified: list[tuple[str, str]] = field(default_factory=list)  # (form, type of alias)
    traditional: list[tuple[str, str]] = field(default_factory=list)
    pinyin: str = ""
    kind: str = ""
    literal: str = ""
    frame: str = ""
    label: str = ""
    gloss: str = ""
    renderings: list[Rendering] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    added: str = ""
    revised: str = ""

    @property
    def headword(self) -> str:
        """The Chinese by which meanings of one term are known to belong together."""
        return (self.simplified or self.traditional or [("", "")])[0][0]


@lru_cache(maxsize=4096)
def _drafted(term: str) -> tuple[str, str, str]:
    """Simplified form, traditional form and pinyin of a term, as a draft would have them."""
    plain = "".join(c for c in term if is_han(c) or c.isalnum())
    if not any(map(is_han, plain)):
        return term, term, ""
    simplified, traditional, pinyin = forms(plain)
    return _put_back(simplified, term), _put_back(traditional, term), pinyin


def _put_back(converted: str, term: str) -> str:
    """The converted form with the brackets and strokes that a draft has no room for."""
    kept = [c for c in term if is_han(c) or c.isalnum()]
    if len(kept) != len(converted):
        return converted
    letters = iter(converted)
    return "".join(next(letters) if is_han(c) or c.isalnum() else c for c in term)


def concepts(found: Iterable[Found], losses: Losses) -> Iterator[Concept]:
    """Concepts from meanings: those of one id, or of one Chinese term, are senses of one concept."""
    grouped: dict[str, list[Found]] = {}
    for one in found:
        if not has_han(one.headword):
            losses.note("entries without a Chinese term")
        elif not one.renderings:
            losses.note("entries without a term in English, French or Spanish")
        else:
            # The id alone is not enough: lists number their entries afresh on every export.
            key = f"{one.id.partition('.')[0] if '.' in one.id else ''}\n{one.headword}"
            grouped.setdefault(key, []).append(one)
    taken: set[str] = set()
    for group in grouped.values():
        yield _concept(group, taken)


def _concept(group: list[Found], taken: set[str]) -> Concept:
    simplified = list(dict(form for one in group for form in one.simplified).items())
    traditional = list(dict(form for one in group for form in one.traditional).items())
    pinyin = next((one.pinyin for one in group if one.pinyin), "")
    head, other = simplified[0][0] if simplified else "", traditional[0][0] if traditional else ""
    if not (head and other and pinyin):
        plain, converted, reading = _drafted(head or other)
        # Plain "zh" says nothing about the script; where it was the traditional one, it is kept as such.
        other = other or (head if head != plain else converted)
        head, pinyin = plain, pinyin or reading
    id_, known = _id(group[0].id, pinyin, taken)
    return Concept(
        id=id_,
        domain=DOMAIN,
        simplified=head,
        traditional=other,
        pinyin=pinyin,
        kind=next((one.kind for one in group if one.kind in KINDS), "term"),
        literal=next((one.literal for one in group if one.literal), ""),
        aliases=_aliases(simplified[1:], traditional[1:]),
        senses=tuple(_senses(group, known)),
        notes=tuple(dict.fromkeys(note for one in group for note in one.notes)),
        added=next((one.added for one in group if _is_date(one.added)), UNDATED),
        revised=next((one.revised for one in group if _is_date(one.revised)), ""),
    )


def _is_date(text: str) -> bool:
    return Date().accepts(text)


def date_of(text: str) -> str:
    """The date with which a text begins, as precise as it is; nothing where it begins with none."""
    found = re.match(r"\d{4}(-\d{2}(-\d{2})?)?(?!\d)", text.strip())
    return found.group() if found and _is_date(found.group()) else ""


def _id(own: str, pinyin: str, taken: set[str]) -> tuple[str, bool]:
    """(a free id, whether it is the file's own)."""
    first, dot, sense = own.partition(".")
    letters = pinyin_key(first.lstrip("-0123456789"))
    ours = bool(dot) and Id().accepts(sense)
    known = Id().accepts(first) and (ours or bool(split_syllables(letters)))
    read = "-".join(filter(None, (pinyin_key(word) for word in pinyin.split())))
    name = wanted = first if known else read or "term"
    number = 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name, ours


def _aliases(simplified: list[tuple[str, str]], traditional: list[tuple[str, str]]) -> tuple[Alias, ...]:
    paired = len(simplified) == len(traditional)
    aliases = [
        Alias(text=text, type=type_ or "variant", traditional=traditional[at][0] if paired else "")
        for at, (text, type_) in enumerate(simplified)
    ]
    if not paired and not simplified:
        aliases = [
            Alias(text=_drafted(text)[0], type=type_ or "variant", traditional=text)
            for text, type_ in traditional
        ]
    return tuple(
        Alias(**(vars(one) | {"traditional": ""})) if one.traditional == one.text else one for one in aliases
    )


def _senses(group: list[Found], known: bool) -> Iterator[Sense]:
    seen: set[str] = set()
    for number, one in enumerate(group, 1):
        own = one.id.partition(".")[2] if known else ""
        name = own if own and own not in seen else ("party" if number == 1 else f"sense-{number}")
        seen.add(name)
        yield Sense(
            id=name,
            frame=one.frame if one.frame in FRAMES else "party",
            label=one.label or LABEL,
            gloss=one.gloss or GLOSS,
            renderings=tuple(r for r in dict.fromkeys(one.renderings) if r.issuer != CALQUE),
            calques=tuple(_calque(r) for r in dict.fromkeys(one.renderings) if r.issuer == CALQUE),
        )


def _calque(rendering: Rendering) -> Calque:
    names = ("text", "language", "instead", "reason")
    return Calque(**{name: getattr(rendering, name) for name in names})
