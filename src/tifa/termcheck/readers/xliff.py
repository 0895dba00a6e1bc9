"""XLIFF 1.2 and 2, with the segments that Trados Studio, memoQ and Okapi mark in the units of 1.2."""

from __future__ import annotations

from tifa.termcheck.readers.comments import muted
from tifa.termcheck.readers.markup import (
    attributes_of,
    elements,
    local_name,
    plain,
    root,
    segment_like,
    text_of,
)
from tifa.termcheck.segments import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tifa.termcheck.readers.markup import Element, Root

    # Id, text and translation.
    Pair = tuple[str, str, str]

# Elements of a unit in which people write to each other: of XLIFF 1.2, of 2, and of memoQ.
NOTES = frozenset(["note", "notes", "comments"])


def read(path: str, encoding: str = "") -> Iterator[Segment]:
    """A segment for each in the units that are to be translated."""
    xliff = root(path, encoding, "xliff")
    version = xliff.attributes.get("version", "")
    is_second = version.startswith("2") or (not version and ":document:2" in xliff.namespace)
    yield from (_read_2 if is_second else _read_1)(path, encoding, xliff)


def _read_1(path: str, encoding: str, xliff: Root) -> Iterator[Segment]:
    """The segments of XLIFF 1.2."""
    number, names = 0, Names(xliff.namespace)
    for unit, common in _units(path, encoding, xliff, "trans-unit"):
        source, target, rest = _sides(unit, names, path)
        pairs = [(unit.get("id", ""), source, target)]
        if rest:  # most units are a text and its translation
            pairs = _marked(unit, rest, names, path) or pairs
        mute = _muted(rest) if rest else ()
        for name, source, target in pairs:
            number += 1
            yield segment_like(common, number, name, source, target, mute)


def _read_2(path: str, encoding: str, xliff: Root) -> Iterator[Segment]:
    """The segments of XLIFF 2; what its units only keep in between (ignorable) is left out."""
    number, names = 0, Names(xliff.namespace)
    for unit, common in _units(path, encoding, xliff, "unit"):
        parts = list(unit)
        segments = [part for part in parts if part.tag == names.segment]
        mute = _muted(parts) if len(parts) > len(segments) else ()
        for place, segment in enumerate(segments, 1):
            source, target, _ = _sides(segment, names, path)
            name = f"{unit.get('id', '')}/{segment.get('id', place)}"
            number += 1
            yield segment_like(common, number, name, source, target, mute)


class Names:
    """The names of elements in the namespace of a file."""

    def __init__(self, space: str) -> None:
        self.source, self.target = f"{space}source", f"{space}target"
        self.segment, self.cut, self.mark = f"{space}segment", f"{space}seg-source", f"{space}mrk"


def _units(path: str, encoding: str, xliff: Root, name: str) -> Iterator[tuple[Element, Segment]]:
    """The units that are to be translated, and what a segment has from the file its unit is in."""
    above: Element | None = None
    file: Element | None = None
    translate, common = "", _common(path, {}, xliff)
    for unit in elements(path, encoding, xliff.namespace + name):
        parent = unit.getparent()
        if parent is not above:
            above, before = parent, file
            translate, file = _around(parent, f"{xliff.namespace}file")
            if file is not None and file is not before:
                common = _common(path, attributes_of(file), xliff)
        if unit.get("translate", translate) != "no":
            yield unit, common


def _around(element: Element | None, is_file: str) -> tuple[str, Element | None]:
    """Whether what an element holds is to be translated, and the file that it is in."""
    translate = ""
    while element is not None:
        translate = translate or element.get("translate", "")
        if element.tag == is_file:
            break
        element = element.getparent()
    return translate, element


def _common(path: str, file: Mapping[str, str], xliff: Root) -> Segment:
    """What the segments of a file element have in common, by its attributes."""
    return Segment(
        path=path,
        document=file.get("original") or file.get("id", ""),
        number=0,
        source="",
        target="",
        source_language=file.get("source-language") or xliff.attributes.get("srcLang", ""),
        target_language=file.get("target-language") or xliff.attributes.get("trgLang", ""),
    )


def _sides(element: Element, names: Names, path: str) -> tuple[str, str, list[Element]]:
    """The text in an element, its translation, and what else it holds."""
    source = target = ""
    rest = []
    for part in element:
        tag = part.tag
        if tag == names.source:
            source = text_of(part, path) if len(part) else part.text or ""
        elif tag == names.target:
            target = text_of(part, path) if len(part) else part.text or ""
        else:
            rest.append(part)
    return source, target, rest


def _marked(unit: Element, rest: list[Element], names: Names, path: str) -> list[Pair]:
    """The segments marked in a unit; none where its text is cut into them and its translation is not."""
    cut = next((part for part in rest if part.tag == names.cut), None)
    if cut is None:
        return []
    target = unit.find(names.target)
    sources = _marks(cut, names, path)
    targets = {} if target is None else _marks(target, names, path)
    if not sources or (target is not None and not targets and text_of(target, path).strip()):
        return []
    name = unit.get("id", "")
    return [(f"{name}/{mid}", sources.get(mid, ""), targets.get(mid, "")) for mid in sources | targets]


def _marks(element: Element, names: Names, path: str) -> dict[str, str]:
    """The texts of the segments that are marked in an element, by their ids."""
    found: dict[str, str] = {}
    for mark in element.iter(names.mark):
        if mark.get("mtype") == "seg":
            mid = mark.get("mid", str(len(found) + 1))
            # A tag that reaches over the end of a segment makes two marks of it.
            text = text_of(mark, path) if len(mark) else mark.text or ""
            found[mid] = found.get(mid, "") + text
    return found


def _muted(parts: Iterable[Element]) -> tuple[str, ...]:
    """The rules that the notes among the parts of a unit switch off."""
    notes = [note for part in parts if local_name(part) in NOTES for note in (part if len(part) else [part])]
    return muted(plain(note) for note in notes if note.get("deleted") != "true") if notes else ()
