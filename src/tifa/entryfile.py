"""One YAML file <-> one concept, a patch or one publisher's sources; faults located by file, line, field.

Loading is strict: every scalar stays text (`no` is not False, 2024-09 is not a sum), unknown and
repeated keys are faults, and anchors and tags are refused, so that no file can grow when it is read.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.reader import ReaderError

from tifa.ledger import Ledger
from tifa.model import Concept, Record, Source
from tifa.patch import Patch
from tifa.problem import Problem
from tifa.rules import Id
from tifa.schema import Field, fields_of

MAX_BYTES = 1_000_000
MAX_PROBLEMS = 200
MAX_DEPTH = 40
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
Place = tuple[str | int, ...]


@dataclass
class EntryFile:
    """What one file gave: its records, the line of every field, and the faults found on the way."""

    path: str
    concept: Concept | None = None
    patch: Patch | None = None
    sources: tuple[Source, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, *place: str | int) -> int:
        """The line of a field, or of the nearest thing around it that has one."""
        for end in range(len(place), 0, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 1

    def report(self, code: str, line: int, message: str, tip: str = "") -> None:
        """Keep a fault, up to a number that nobody reads past."""
        if len(self.problems) >= MAX_PROBLEMS:
            return
        self.problems.append(Problem(code=code, path=self.path, line=line, message=message, tip=tip))


def read_concept(path: str) -> EntryFile:
    """The concept or patch in the file at `path`; both are None where a fault keeps it from being made."""
    return parse_concept(path)


def parse_concept(path: str, text: str | None = None) -> EntryFile:
    """The concept or patch in a text as if it stood in the file at `path`; without a text, in that file."""
    result = EntryFile(path)
    node = _compose(result, text)
    if node is None:
        return result
    if any(key.value == "patches" for key, _ in node.value):
        values = _Reader(result).record(Patch, node, ())
        result.patch = None if result.problems else Patch(**values)
        return result
    domain, name = os.path.split(path)
    values = _Reader(result).record(Concept, node, ())
    values |= {"id": name.removesuffix(".yaml"), "domain": os.path.basename(domain)}
    if not result.problems:
        result.concept = Concept(**values)
    return result


def read_sources(path: str) -> EntryFile:
    """The sources in one publisher's file; each takes the publisher and kind from the file's head."""
    result = EntryFile(path)
    node = _compose(result)
    if node is None:
        return result
    reader = _Reader(result)
    head = dict(reader.pairs(node, (), ["publisher", "kind", "sources"]))
    if "sources" not in head:
        result.report("E107", 1, "the field sources is missing", "list the sources under it by key")
        return result
    common = {
        name: reader.text(fields_of(Source)[name], head[name], (name,))
        for name in ("publisher", "kind")
        if name in head
    }
    given = [name for name in fields_of(Source) if name != "key"]
    sources = []
    for key, value in reader.pairs(head["sources"], ("sources",), None):
        before = len(result.problems)
        if not Id().accepts(key):
            line = result.line_of("sources", key)
            result.report("E109", line, f"the key cannot be {_shown(key)!r}", f"write {Id().wanted}")
        values = reader.record(Source, value, ("sources", key), given, {"key": key} | common)
        if len(result.problems) == before:
            sources.append(Source(**values))
    result.sources = tuple(sources)
    return result


def read_ledger(path: str) -> EntryFile:
    """The ledger in the file at `path`; an empty one where there is no such file."""
    result = EntryFile(path)
    node = _compose(result) if os.path.exists(path) else None
    values = _Reader(result).record(Ledger, node, ()) if node is not None else {}
    result.ledger = Ledger(**values) if not result.problems else Ledger()
    return result


def concept_text(concept: Concept) -> str:
    """The text of an entry file that gives the concept again."""
    data = concept.to_data()
    del data["id"], data["domain"]
    return plain_text(data)


def plain_text(data: dict[str, Any]) -> str:
    """Plain data as YAML; every scalar is read back as text."""
    return str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=105))


def _compose(result: EntryFile, text: str | None = None) -> yaml.Node | None:
    """The node tree of a file, or None with the fault reported."""
    text = _read_text(result) if text is None else text
    if text is None:
        return None
    try:
        if _is_suspect(text) and _refused(result, text):
            return None
        node = yaml.compose(text, Loader=Loader)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        result.report("E103", line, "not YAML: a control character", "take the character out")
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "the syntax is wrong"
        line = min(mark.line, len(text.splitlines()) - 1) + 1 if mark else 1
        result.report("E103", line, f"not YAML: {said}", "mend the syntax")
        return None
    if not isinstance(node, yaml.MappingNode):
        result.report("E105", 1, "not a list of fields", "start with `simplified: ...`")
        return None
    return node


def _is_suspect(text: str) -> bool:
    """Whether an anchor, a tag or deep nesting may be there; parsing twice is worth it only then."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > MAX_DEPTH or bool(
        re.search(r"(^|[\s\[{,:-])[&*!]\S", text) or re.search(rf"([-?] ?){{{MAX_DEPTH}}}", text)
    )


def _refused(result: EntryFile, text: str) -> bool:
    """Whether the file has an anchor, alias or tag, or is nested too deeply; the fault is reported."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            message = "anchors, aliases and tags are not allowed"
            result.report("E104", line, message, "write the text itself")
            return True
        if depth > MAX_DEPTH:
            result.report("E103", line, "not YAML that tifa reads: nested too deeply", "see the guide")
            return True
    return False


def _read_text(result: EntryFile) -> str | None:
    try:
        with open(result.path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        result.report("E101", 1, f"cannot be read: {error.strerror}", "check the file's rights")
        return None
    if len(data) > MAX_BYTES:
        tip = "one entry is a few kilobytes; split the file"
        result.report("E101", 1, f"larger than {MAX_BYTES:,} bytes", tip)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        result.report("E102", line, f"not UTF-8 at byte {error.start}", "save the file as UTF-8")
        return None


class _Reader:
    """Turns nodes into the values of records, reporting every fault it meets."""

    def __init__(self, result: EntryFile) -> None:
        self.result = result

    def pairs(
        self, node: yaml.Node, place: Place, known: list[str] | None
    ) -> Iterator[tuple[str, yaml.Node]]:
        """The pairs of a mapping; repeated and (where `known` is given) unknown keys are faults."""
        if not isinstance(node, yaml.MappingNode):
            self._shape(node, place, "a list of fields")
            return
        seen: set[str] = set()
        for key_node, value in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.result.report("E105", line, f"a key of {_name(place)} is not text", "write field: value")
                continue
            key = str(key_node.value)
            if key in seen:
                message = f"the field {_name((*place, key))} stands twice"
                self.result.report("E106", line, message, "keep one")
            elif known is not None and key not in known:
                self._unknown(key, place, known, line)
            else:
                seen.add(key)
                self.result.lines[(*place, key)] = line
                yield key, value

    def record(
        self,
        record: type[Record],
        node: yaml.Node,
        place: Place,
        known: list[str] | None = None,
        given: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The field values of one record; faults are reported, faulty fields left out."""
        fields = fields_of(record)
        values = dict(given or {})
        self.result.lines.setdefault(place, node.start_mark.line + 1)
        if not isinstance(node, yaml.MappingNode):
            self._shape(node, place, "a list of fields")
            return values
        for name, value in self.pairs(node, place, known or list(fields)):
            values[name] = self._value(fields[name], value, (*place, name))
        for name, spec in fields.items():
            if spec.required and name not in values:
                line = self.result.line_of(*place)
                message = f"the field {_name((*place, name))} is missing"
                self.result.report("E107", line, message, spec.description)
        return values

    def _value(self, spec: Field, node: yaml.Node, place: Place) -> Any:
        if not spec.many:
            return self._single(spec, node, place)
        if not isinstance(node, yaml.SequenceNode):
            self._shape(node, place, "a list")
            return ()
        if not node.value:
            tip = "fill it in or leave the field out"
            self.result.report("E108", self.result.line_of(*place), f"the field {_name(place)} is empty", tip)
        return tuple(self._single(spec, item, (*place, number)) for number, item in enumerate(node.value))

    def _single(self, spec: Field, node: yaml.Node, place: Place) -> Any:
        if spec.record:
            before = len(self.result.problems)
            values = self.record(spec.record, node, place)
            return spec.record(**values) if len(self.result.problems) == before else None
        return self.text(spec, node, place)

    def text(self, spec: Field, node: yaml.Node, place: Place) -> str:
        """The text of a scalar, white space at line breaks made single."""
        self.result.lines.setdefault(place, node.start_mark.line + 1)
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.ScalarNode):
            self._shape(node, place, "text")
            return ""
        value = str(node.value).strip()
        if not value:
            tip = "fill it in or leave the field out"
            self.result.report("E108", line, f"the field {_name(place)} is empty", tip)
        elif re.search(r"[\x00-\x1f\x7f-\x9f]", value):
            message = f"the field {_name(place)} holds a line break or a control character"
            self.result.report("E108", line, message, "write long text with >- and no blank lines")
        elif spec.rule and not spec.rule.accepts(value):
            message = f"the field {_name(place)} cannot be {_shown(value)!r}"
            self.result.report("E109", line, message, f"write {spec.rule.wanted}")
        return value

    def _shape(self, node: yaml.Node, place: Place, wanted: str) -> None:
        kinds = {yaml.ScalarNode: "text", yaml.SequenceNode: "a list"}
        found = kinds.get(type(node), "a list of fields")
        message = f"the field {_name(place)} must be {wanted}, not {found}"
        self.result.report("E105", node.start_mark.line + 1, message, "see the editorial guide")

    def _unknown(self, key: str, place: Place, known: list[str], line: int) -> None:
        near = difflib.get_close_matches(key, known, 1, 0.6)
        tip = f"did you mean {near[0]}?" if near else "known: " + ", ".join(known)
        self.result.report("E110", line, f"unknown field {_name((*place, key))}", tip)


def _name(place: Place) -> str:
    """A field's path as people write it: senses[1].gloss."""
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{_shown(part)}" if name else _shown(part)
    return name or "(the file)"


def _shown(text: str) -> str:
    """A text of the file as a message can carry it: short, without control characters."""
    short = text if len(text) <= 60 else f"{text[:60]}…"
    return "".join(c if c.isprintable() else "�" for c in short)
