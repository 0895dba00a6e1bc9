"""Write into a glossary of one's own: a patch of an entry that is there below, or a new entry.

Files are changed by a YAML library that keeps comments, quotes and order; the result is read again
before it takes the old file's place, and a lock keeps two writers apart.
"""

from __future__ import annotations

import datetime
import io
import os
from dataclasses import dataclass
from typing import Any

from filelock import FileLock, Timeout
from ruamel.yaml import YAML

from tifa.drafts import chinese_term, forms, id_of
from tifa.entryfile import EntryFile, parse_concept
from tifa.errors import UsageError
from tifa.fold import han_key, has_han
from tifa.glossary import Glossary
from tifa.index.folder import write_aside
from tifa.index.store import HAN
from tifa.layers import yaml_files
from tifa.model import Concept
from tifa.patch import OWN

DOMAIN = "own"
LOCK = ".lock"
PATIENCE = 30  # seconds that a writer waits for another


@dataclass(frozen=True)
class Addition:
    """What is to be written for a term."""

    term: str
    renderings: tuple[str, ...] = ()
    status: str = "preferred"
    language: str = "en"
    issuer: str = ""
    sense: str = ""
    instead: str = ""
    reason: str = ""
    note: str = ""
    gloss: str = ""


def add_to(folder: str, glossary: Glossary, addition: Addition) -> str:
    """The file in the folder that holds the addition now; UsageError where it cannot be made."""
    os.makedirs(folder, exist_ok=True)
    try:
        with FileLock(os.path.join(folder, LOCK), timeout=PATIENCE):
            return _add(folder, glossary, addition)
    except Timeout:
        raise UsageError(f"{folder}: another program has been writing for {PATIENCE} seconds") from None


def _add(folder: str, glossary: Glossary, addition: Addition) -> str:
    concept = _entry_of(glossary, addition.term)
    path = _own_file(folder, concept.id if concept else "", addition.term)
    if path:
        text = _changed(path, addition, concept)
    elif concept:
        path = _free(folder, concept.id)
        text = _dumped(_with({"patches": concept.id}, addition, _sense_of(concept, addition)))
    else:
        name, text = _new_entry(addition)
        path = _free(folder, name)
    if problems := parse_concept(path, text).problems:
        raise UsageError(f"{addition.term}: {problems[0].message}; nothing was written")
    write_aside(os.path.abspath(path), text.encode())
    return path


def _entry_of(glossary: Glossary, term: str) -> Concept | None:
    """The entry whose headword, alias or id a term is; UsageError where several have it."""
    entry = glossary.get(term)
    if entry or not has_han(term):
        return entry.concept if entry else None
    numbers = sorted({number for number, _ in glossary.index.find(HAN, han_key(term, glossary.characters))})
    found = [glossary.index.entry(number).concept for number in numbers]
    if len(found) > 1:
        ids = ", ".join(concept.id for concept in found)
        raise UsageError(f"{term} stands in several entries: give the id of one ({ids})")
    return found[0] if found else None


def _own_file(folder: str, concept_id: str, term: str) -> str:
    """The file of the folder that patches or holds the entry, or else one with this headword."""
    for name, _, _ in yaml_files(folder):
        path = os.path.join(folder, *name.split("/"))
        file = parse_concept(path)
        given = file.concept.id if file.concept else file.patch.patches if file.patch else ""
        if (given and given == concept_id) or (file.concept and file.concept.simplified == term):
            return path
    return ""


def _free(folder: str, name: str) -> str:
    """The path of a new file; UsageError where there is one that is not about the term, or is broken."""
    path = os.path.join(folder, DOMAIN, f"{name}.yaml")
    if os.path.exists(path):
        problems = parse_concept(path).problems
        said = str(problems[0]) if problems else f"{path} is about another term"
        raise UsageError(f"{said}; mend or rename the file first, nothing was written")
    return path


def _sense_of(concept: Concept, addition: Addition) -> str:
    """The sense that the addition is for: the one that is named, by default the first."""
    known = [sense.id for sense in concept.senses]
    if addition.sense and addition.sense not in known:
        raise UsageError(f"{concept.id} has no sense {addition.sense}, only {', '.join(known)}")
    return addition.sense or known[0]


def _changed(path: str, addition: Addition, concept: Concept | None) -> str:
    """The text of a file with the addition in it."""
    file: EntryFile = parse_concept(path)
    if file.problems:
        raise UsageError(f"{file.problems[0]}; mend the file first, nothing was written")
    known = concept or file.concept
    sense = _sense_of(known, addition) if known else addition.sense
    with open(path, encoding="utf-8-sig") as opened:
        data = _yaml().load(opened)
    return _dumped(_with(data, addition, sense))


def _with(data: Any, addition: Addition, sense: str) -> Any:
    """The data of a file with the addition in it; a rendering that is there takes the new status."""
    if addition.renderings:
        senses = data.setdefault("senses", [])
        own = next((one for one in senses if one["id"] == sense), None)
        if own is None:
            own = {"id": sense}
            senses.append(own)
        listed = own.setdefault("renderings", [])
        for text in addition.renderings:
            _put(listed, _rendering(text, addition))
    if addition.note and not any(note["text"] == addition.note for note in data.get("notes", ())):
        data.setdefault("notes", []).append({"topic": "Own note", "text": addition.note})
    return data


def _put(listed: list[Any], rendering: dict[str, str]) -> None:
    for one in listed:
        if one["text"] == rendering["text"] and one.get("language", "en") == rendering.get("language", "en"):
            one.update(rendering)
            return
    listed.append(rendering)


def _rendering(text: str, addition: Addition) -> dict[str, str]:
    language = {} if addition.language == "en" else {"language": addition.language}
    rendering = {"text": text, **language, "status": addition.status, "issuer": addition.issuer or OWN}
    why = {"instead": addition.instead, "reason": addition.reason}
    return rendering | {name: value for name, value in why.items() if value}


def _new_entry(addition: Addition) -> tuple[str, str]:
    """(id, text) of an entry for a term that no layer has."""
    if not addition.renderings:
        raise UsageError(f"{addition.term} has no entry yet: give a --rendering")
    simplified, traditional, pinyin = forms(chinese_term(addition.term))
    sense: dict[str, Any] = {
        "id": addition.sense or "party",
        "frame": "party",
        "label": addition.renderings[0],
        "gloss": addition.gloss or addition.note or addition.renderings[0],
    }
    data: dict[str, Any] = {
        "simplified": simplified,
        "traditional": traditional,
        "pinyin": pinyin,
        "kind": "term",
        "senses": [sense | {"renderings": [_rendering(text, addition) for text in addition.renderings]}],
    }
    if addition.note and addition.gloss:
        data["notes"] = [{"topic": "Own note", "text": addition.note}]
    return id_of(pinyin), _dumped(data | {"added": datetime.date.today().isoformat()})


def _yaml() -> YAML:
    """The library as tifa's files are written: lists indented, lines not broken anew."""
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 4096
    return yaml


def _dumped(data: Any) -> str:
    text = io.StringIO()
    _yaml().dump(data, text)
    return text.getvalue()
