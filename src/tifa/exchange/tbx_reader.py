"""TermBase eXchange of any version and style -> concepts.

The elements are known by their local names: versions of the standard renamed them and changed the
namespace, dialects add categories of their own, and style DCT makes every category an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from tifa.errors import InputError
from tifa.exchange.common import Losses
from tifa.exchange.imported import (
    SIMPLIFIED,
    TRADITIONAL,
    Found,
    concepts,
    date_of,
    language_of,
    named_after,
    status_of,
)
from tifa.exchange.plain import clean
from tifa.exchange.tbx import NOTED
from tifa.model import Concept, Note, Rendering

if TYPE_CHECKING:
    from lxml import etree

ROOTS = {"tbx", "martif"}
ENTRIES = {"conceptEntry", "termEntry", "entry"}
LANGUAGES = {"langSec", "langSet", "langGroup"}
TERMS = {"termSec", "tig", "ntig", "termGroup"}
_SCOPES = ENTRIES | LANGUAGES | TERMS
# What only holds other elements together.
_GROUPS = {"termGrp", "descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "noteGrp", "admins"}
_STATUSES = {
    "administrativestatus", "normativeauthorization", "termstatus", "status", "usagestatus", "forbidden",
    "preferred", "usage", "acceptability",
}  # fmt: skip
_ALIASES = {
    "shortForm": "short form",
    "acronym": "short form",
    "abbreviation": "short form",
    "fullForm": "full form",
}
_LEFT = {
    "subjectField": "domains, since all that is imported gets one",
    "crossReference": "relations to other entries",
    "source": "sources of entries, which name no source of the glossary",
    "responsibility": "names of those who worked on entries",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMED = re.compile(r"([^:]{1,60}): +(.+)", re.DOTALL)

Leaf = tuple[str, str]


def read(path: str, losses: Losses) -> Iterator[Concept]:
    """The concepts of a TBX file; InputError, before anything is given out, where it is none."""
    try:
        with open(path, "rb") as file:
            found = list(_Reader(path, losses).entries(file))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    yield from concepts(found, losses)


class _Reader:
    """Reads one file."""

    def __init__(self, path: str, losses: Losses) -> None:
        self.path, self.losses = path, losses
        self.issuer = named_after(path)

    def entries(self, file: IO[bytes]) -> Iterator[Found]:
        from lxml import etree

        parser = etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        first = True
        try:
            for event, element in parser:
                if first:
                    self._check_root(element)
                    first = False
                if event == "end" and _name(element) in ENTRIES:
                    yield self._entry(element)
                    _forget(element)
        except etree.XMLSyntaxError as error:
            raise InputError(
                f"{self.path}:{error.lineno or 1}: this is not well-formed XML ({_said(error)}); "
                "export the term base again, or mend the file there"
            ) from error

    def _check_root(self, root: etree._Element) -> None:
        dtd = root.getroottree().docinfo.internalDTD
        if dtd is not None and list(dtd.iterentities()):  # type: ignore[attr-defined]
            raise InputError(
                f"{self.path}:1: the file declares entities, which tifa does not expand; remove them"
            )
        if _name(root).casefold() not in ROOTS:
            raise InputError(
                f"{self.path}:{root.sourceline}: the root element is {_name(root)}, not tbx or martif: "
                "this is no TBX file; export the term base as TBX-Basic"
            )

    def _entry(self, element: etree._Element) -> Found:
        found = Found(id=element.get("id", "").removeprefix("_"))
        self._describe(found, element)
        for section in element:
            if _name(section) in LANGUAGES:
                self._language(found, section)
        return found

    def _language(self, found: Found, section: etree._Element) -> None:
        tag = section.get(_LANG) or section.get("lang")
        if not tag:
            raise InputError(
                f"{self.path}:{section.sourceline}: {_name(section)} has no xml:lang; "
                'say there in which language its terms are, as xml:lang="en"'
            )
        self._describe(found, section)
        language = language_of(tag)
        for term in section.iterdescendants():
            if _name(term) in TERMS:
                self._term(found, term, language, tag)

    def _term(self, found: Found, element: etree._Element, language: str, tag: str) -> None:
        leaves = list(_leaves(element))
        text = next((text for name, text in leaves if name == "term"), "")
        if not text:
            self.losses.note("terms without text")
        elif not language:
            self.losses.note(f"terms in {clean(tag)}, a language that tifa has no field for")
        elif language in (SIMPLIFIED, TRADITIONAL):
            forms = found.simplified if language == SIMPLIFIED else found.traditional
            forms.append((text, self._alias_type(leaves)))
        else:
            found.renderings.append(self._rendering(found, text, language, leaves))

    def _alias_type(self, leaves: list[Leaf]) -> str:
        if _status(leaves) == "deprecated":
            return "older form"
        for noted in NOTED:
            if ("note", f"form: {noted}") in leaves:
                return noted
        return next((_ALIASES.get(text, "variant") for name, text in leaves if name == "termType"), "variant")

    def _rendering(self, found: Found, text: str, language: str, leaves: list[Leaf]) -> Rendering:
        fields: dict[str, Any] = {"issuer": self.issuer}
        status = _status(leaves)
        for name, value in leaves:
            key, said = _named(value) if name == "note" else ("", "")
            if key == "status" and said.startswith("proposed") and status != "deprecated":
                status = "proposed"
            elif key in ("issuer", "scope", "instead", "reason"):
                fields[key] = said
            elif key in ("date", "until") and date_of(said):
                fields[key] = date_of(said)
            elif key == "at first mention":
                fields["first_mention"] = said
            elif name == "note":
                found.notes.append(Note(topic="Rendering", text=f"{text}: {value}"))
            elif name == "source":
                self.losses.note("sources of terms, which name no source of the glossary")
            elif name != "term" and name.casefold() not in _STATUSES:
                self.losses.note(f"{name} of terms")
        return Rendering(text=text, language=language, status=status, **fields)

    def _describe(self, found: Found, element: etree._Element) -> None:
        """Keep what is said of the concept, or of a concept in one language."""
        transaction = ""
        for name, text in _leaves(element):
            if name == "transactionType":
                transaction = text
            elif name == "date":
                which = "revised" if transaction in ("modification", "modified") else "added"
                setattr(found, which, getattr(found, which) or date_of(text))
            elif name == "definition":
                found.gloss = f"{found.gloss} {text}".strip()
            elif name in _LEFT:
                self.losses.note(_LEFT[name])
            else:
                self._say(found, name, text)

    def _say(self, found: Found, name: str, text: str) -> None:
        key, said = _named(text) if name == "note" else ("", "")
        if key in ("pinyin", "kind", "literal", "frame"):
            setattr(found, key, said)
        elif key == "sense":
            found.label = said
        elif text:
            topic = name[:1].upper() + name[1:] if name != "note" else key or "Note"
            found.notes.append(Note(topic=topic, text=said or text))


def _leaves(element: etree._Element) -> Iterator[Leaf]:
    """(category, text) of all that is said at one level, groups opened, inner levels left out."""
    for child in element:
        name = _name(child)
        if name in _GROUPS:
            yield from _leaves(child)
        elif name and name not in _SCOPES:
            yield child.get("type") or name, clean("".join(map(str, child.itertext())))


def _status(leaves: list[Leaf]) -> str:
    """The status that the categories give a term; to be avoided where a single one says so."""
    found = {status_of(_meant(name, text)) for name, text in leaves if name.casefold() in _STATUSES}
    return next((status for status in ("deprecated", "preferred") if status in found), "admitted")


def _meant(name: str, text: str) -> str:
    """A yes under the name of a status is that status; a no is none."""
    if text.casefold() in ("true", "yes", "1"):
        return name
    return "" if text.casefold() in ("false", "no", "0") else text


def _named(text: str) -> tuple[str, str]:
    found = _NAMED.fullmatch(text)
    return (found[1], found[2]) if found else ("", "")


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _said(error: Exception) -> str:
    return str(error).partition(", line ")[0]


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
