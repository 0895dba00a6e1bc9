"""XML as it is read: one element after the other, with nothing fetched, expanded or kept."""

from __future__ import annotations

from contextlib import contextmanager

from lxml import etree

from tifa.errors import InputError, UsageError
from tifa.model import Record
from tifa.termcheck.segments import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    Element = etree._Element

# Inline elements whose content is code of the document, not text.
CODE = frozenset(["bpt", "ept", "ph", "it", "x", "bx", "ex", "ut", "sc", "ec", "sm", "em", "cp"])
# Text that a reviser struck out in Trados Studio stays in the file.
DELETED = "x-sdl-deleted"
# So many elements are read before those read earlier are dropped.
KEPT = 256
# Bytes without a tag after which a file is given up; libxml2 would read on, and refuse it then.
LONGEST = 12_000_000
_CUT_OFF = "the file was cut off: export it again"
# What libxml2 calls faults of which more is to be said than that there is one.
_REMEDIES = {
    "ERR_TAG_NOT_FINISHED": _CUT_OFF,
    "ERR_DOCUMENT_EMPTY": "export the file again, or give it the suffix of its format",
    "ERR_UNDECLARED_ENTITY": "write the character itself in its place",
    "ERR_RESOURCE_LIMIT": "no bilingual file needs that: export it again, without what it embeds",
    "ERR_UNSUPPORTED_ENCODING": "save the file as UTF-8",
    "ERR_INVALID_ENCODING": "save the file as UTF-8, or give its encoding with --encoding",
}


class Watched:
    """A file that is no longer read where a text or an attribute in it does not end."""

    def __init__(self, file: IO[bytes], path: str) -> None:
        self._file, self._path = file, path
        self._line, self._run = 1, 0
        self._end = b""

    def read(self, size: int) -> bytes:
        """The next bytes; InputError where no tag has begun for too long."""
        data = self._file.read(size)
        self._run = 0 if b"<" in data else self._run + len(data)
        if self._run > LONGEST:
            raise InputError(
                f"{self._path}:{self._line}: a text or an attribute goes on here for more than "
                f"{LONGEST // 1_000_000} MB; {_REMEDIES['ERR_RESOURCE_LIMIT']}"
            )
        self._line += data.count(b"\n")
        self._end = data[-16:] or self._end
        return data

    @property
    def is_cut_off(self) -> bool:
        """Whether what was read last ends within a tag or a text."""
        return not self._end.rstrip(b"\0\r\n\t ").endswith(b">")


class Root(Record):
    """The outermost element of a file."""

    namespace: str  # as lxml writes it before names: {urn:...}
    attributes: dict[str, str]


def root(path: str, encoding: str, name: str) -> Root:
    """The root element; InputError where it is another than wanted, or where entities are declared."""
    with _events(path, encoding, events=("start",)) as events:
        element = next(iter(events))[1]
        dtd = element.getroottree().docinfo.internalDTD
        entity = next(dtd.iterentities(), None) if dtd is not None else None
        if entity is not None:
            raise InputError(
                f"{path}:{_line_of(path, entity.name)}: the entity “{entity.name}” is declared, and entities "
                "are not expanded; write what it stands for in its place"
            )
        found = etree.QName(element)
        if found.localname != name:
            raise InputError(
                f"{path}:{element.sourceline}: the root element is <{found.localname}>, where <{name}> was "
                "expected; give the file the suffix of its format, or export it again"
            )
        namespace = f"{{{found.namespace}}}" if found.namespace else ""
        return Root(namespace=namespace, attributes=attributes_of(element))


def elements(path: str, encoding: str, tag: str) -> Iterator[Element]:
    """The elements of one name in order, each when it is complete; those before it are dropped."""
    kept = 0
    with _events(path, encoding, events=("end",), tag=tag) as events:
        for _, element in events:
            yield element
            kept += 1
            if kept == KEPT:
                _drop_before(element)
                kept = 0


def text_of(element: Element, path: str) -> str:
    """The text in an element of a file, inline tags and the code in them left out."""
    parts = [element.text]
    for child in element:
        name = local_name(child)
        if not name:
            raise InputError(
                f"{path}:{child.sourceline}: {child.text} is declared nowhere in the file; write the "
                "character itself in its place"
            )
        if name not in CODE and not (name == "mrk" and child.get("mtype") == DELETED):
            parts.append(text_of(child, path) if len(child) else child.text)
        parts.append(child.tail)
    return "".join(filter(None, parts))


def plain(element: Element) -> str:
    """The text in an element with that of all its tags."""
    return "".join(map(str, element.itertext("*")))


def attributes_of(element: Element) -> dict[str, str]:
    """The attributes of an element by their names."""
    return {str(name): str(value) for name, value in element.items()}


def local_name(element: Element) -> str:
    """The name of an element without its namespace; nothing for what is no element."""
    tag = element.tag
    return tag[tag.find("}") + 1 :] if isinstance(tag, str) else ""


def segment_like(
    common: Segment, number: int, name: str, source: str, target: str, mute: tuple[str, ...] = ()
) -> Segment:
    """A segment with these values, and those of another in the rest of its fields."""
    # Checking the fields of each would take as long as parsing it.
    segment = object.__new__(Segment)
    segment.__dict__.update(common.__dict__, number=number, id=name, source=source, target=target, mute=mute)
    return segment


@contextmanager
def _events(path: str, encoding: str, **wanted: Any) -> Iterator[etree.iterparse]:
    """What lxml finds in a file; InputError where it cannot be opened, or is no well-formed XML."""
    try:
        with open(path, "rb") as file:
            watched = Watched(file, path)
            events = _parser(watched, encoding, **wanted)
            try:
                yield events
            except etree.XMLSyntaxError as error:
                raise _explained(path, events, watched) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _parser(file: Watched, encoding: str, **wanted: Any) -> etree.iterparse:
    try:
        return etree.iterparse(
            file,
            encoding=encoding or None,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            **wanted,
        )
    except LookupError as error:
        raise UsageError(f"--encoding {encoding}: XML is not read in it; try utf-8 or gb18030") from error


def _explained(path: str, events: etree.iterparse, file: Watched) -> InputError:
    faults = events.error_log.filter_from_errors()
    if not faults:
        return InputError(f"{path}:1: this file is empty; export it again")
    fault = faults[0]
    message = " ".join(fault.message.split())[:120]  # it may quote the file
    message = message.partition(", try XML_PARSE_HUGE")[0].partition(", use XML_PARSE_HUGE")[0]
    mend = _CUT_OFF if file.is_cut_off else "mend it there, or export the file again"
    remedy = _REMEDIES.get(fault.type_name, mend)
    return InputError(f"{path}:{fault.line}: this is no well-formed XML ({message}); {remedy}")


def _line_of(path: str, entity: str) -> int:
    """The line on which an entity is declared, as far as it can be told."""
    with open(path, "rb") as file:
        head = file.read(1 << 20).replace(b"\0", b"")  # of UTF-16
    return head.count(b"\n", 0, max(0, head.find(entity.encode(), head.find(b"<!ENTITY")))) + 1


def _drop_before(element: Element | None) -> None:
    """Takes away what stands before an element, and before those that it stands in."""
    while element is not None and (above := element.getparent()) is not None:
        del above[: above.index(element)]
        element = above
