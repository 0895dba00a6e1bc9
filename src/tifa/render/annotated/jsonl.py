"""One JSON object a line for each occurrence: the shape `tifa.annotation/1`."""

from __future__ import annotations

from functools import lru_cache

from tifa.render.annotated.writer import Options, Writer

try:  # what json.encoder has them from: importing json takes as long as a page of text
    from _json import encode_basestring, encode_basestring_ascii
except ImportError:
    from json.encoder import encode_basestring, encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tifa.annotation import Block, Mark

SCHEMA = "tifa.annotation/1"
MOST_EVIDENCE = 3


class JsonLines(Writer):
    """JSON lines; what does not change from one occurrence to the next is written out once."""

    def __init__(self, path: str, options: Options | None = None) -> None:
        super().__init__(path, options)
        self._opening = f'{{"schema": "{SCHEMA}", "path": {_text(path)}, "start": '
        self._surfaces: dict[str, str] = {}

    def block(self, block: Block, marks: Sequence[Mark]) -> str:
        text, opening, surfaces = block.text, self._opening, self._surfaces
        line, newline, base = block.line, -1 - block.column, block.start
        following = text.find("\n") % (len(text) + 1)  # the next newline, or the end of the text
        out = []
        for mark in marks:
            start, end = mark.start, mark.end
            if following < start:
                line += text.count("\n", following, start)
                newline = text.rfind("\n", following, start)
                following = text.find("\n", start) % (len(text) + 1)
            surface = text[start:end]
            written = surfaces.get(surface)
            if written is None:
                written = surfaces[surface] = _text(surface)
            memo = mark.meaning.memo
            if mark.sense not in memo:
                memo[mark.sense] = _facts(mark)
            out.append(
                f'{opening}{base + start}, "end": {base + end}, "line": {line}, "column": {start - newline}, '
                f'"surface": {written}{memo[mark.sense]}'
            )
            if mark.meaning.contested:
                out.append(f"{mark.confidence}, {_evidence(mark, base)}\n")
        return "".join(out)


def _facts(mark: Mark) -> str:
    """The fields that an entry has in one sense, as JSON; all that follow where it has no other sense."""
    meaning = mark.meaning
    rendering, status = meaning.renderings[mark.sense]
    sense = f'"{meaning.ids[mark.sense]}"' if mark.sense >= 0 else "null"
    # Ids, kinds and statuses are words of the glossary's own and hold nothing to escape.
    written = (
        f', "id": "{meaning.id}", "term": {_text(meaning.term)}, "rendering": {_text(rendering)}, '
        f'"status": "{status}", "kind": "{meaning.kind}", "sense": {sense}, '
        f'"sense_status": "{mark.sense_status}", "confidence": '
    )
    return written if meaning.contested else f'{written}{mark.confidence}, "evidence": []}}\n'


def _evidence(mark: Mark, base: int) -> str:
    found = ", ".join(
        [
            f'{{"cue": {_text(cue)}, "start": {base + at}, "sense": "{sense}", "weight": {weight}, '
            f'"learned": {"true" if learned else "false"}}}'
            for cue, at, sense, weight, learned in mark.strongest(MOST_EVIDENCE)
        ]
    )
    return f'"evidence": [{found}]}}'


@lru_cache(1 << 16)
def _text(value: str) -> str:
    """A JSON string; what UTF-8 cannot hold is written as an escape."""
    plain = value.isprintable() or not any("\ud800" <= c <= "\udfff" for c in value)
    return encode_basestring(value) if plain else encode_basestring_ascii(value)
