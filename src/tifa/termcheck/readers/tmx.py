"""TMX, the exchange format of translation memories."""

from __future__ import annotations

from tifa.errors import InputError
from tifa.termcheck.readers.comments import muted
from tifa.termcheck.readers.markup import elements, plain, root, text_of
from tifa.termcheck.segments import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tifa.termcheck.readers.markup import Element

    # Language as the file writes it, and text.
    Variant = tuple[str, str]

CHINESE = "zh"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(path: str, encoding: str = "") -> Iterator[Segment]:
    """A segment for each pair of a text and a translation; Chinese and another where there are several."""
    space = root(path, encoding, "tmx").namespace
    number, header = 0, None
    for place, unit in enumerate(elements(path, encoding, f"{space}tu"), 1):
        if header is None:
            header = _source_language(unit, space)
        variants = [_variant(each, space, path) for each in unit.iterfind(f"{space}tuv")]
        source, targets = _paired(variants, unit.get("srclang", header))
        if not targets:
            raise _alone(path, place, unit, variants)
        mute = muted(map(plain, unit.iter(f"{space}note")))
        for target in targets:
            number += 1
            yield Segment(
                path=path,
                number=number,
                id=unit.get("tuid", ""),
                source=source[1],
                target=target[1],
                source_language=source[0],
                target_language=target[0],
                mute=mute,
            )


def _source_language(unit: Element, space: str) -> str:
    """The language of the texts as the header says it."""
    file = unit.getroottree().getroot()
    header = file.find(f"{space}header")
    return "" if header is None else header.get("srclang", "")


def _variant(element: Element, space: str, path: str) -> Variant:
    segment = element.find(f"{space}seg")
    language = element.get(_LANGUAGE) or element.get("lang") or ""
    return language, "" if segment is None else text_of(segment, path)


def _paired(variants: list[Variant], language: str) -> tuple[Variant, list[Variant]]:
    """The text and its translations; none where there is only one language."""
    if not variants:
        return ("", ""), []
    matches = (each for same in (_tag, _primary) for each in variants if same(each[0]) == same(language))
    source = next(matches, variants[0])
    targets: list[Variant] = []
    for same in (_primary, _tag):  # British beside American English is no translation where there is another
        targets = targets or [each for each in variants if same(each[0]) != same(source[0])]
    if len({_tag(each[0]) for each in targets}) > 1:
        # Of several languages Chinese and one other at a time are what can be checked.
        is_chinese = _primary(source[0]) == CHINESE
        targets = [each for each in targets if is_chinese != (_primary(each[0]) == CHINESE)] or targets
    return source, targets


def _tag(language: str) -> str:
    return language.lower().replace("_", "-")


def _primary(language: str) -> str:
    return _tag(language).partition("-")[0]


def _alone(path: str, place: int, unit: Element, variants: list[Variant]) -> InputError:
    name = f" “{unit.get('tuid')}”" if unit.get("tuid") else ""
    there = (
        ", ".join(dict.fromkeys(language or "a text without xml:lang" for language, _ in variants))
        or "nothing"
    )
    return InputError(
        f"{path}:{unit.sourceline}: tu {place}{name} holds {there} alone, where a text and its translation "
        "were expected; add the other, or take the tu out"
    )
