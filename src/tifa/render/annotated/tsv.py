"""One line of tab-separated fields for each occurrence, with a line of their names."""

from __future__ import annotations

from tifa.render.annotated.writer import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tifa.annotation import Block, Mark

COLUMNS = (
    "path", "start", "end", "line", "column", "surface", "id", "term", "pinyin", "rendering", "status",
    "kind", "sense", "sense_status", "confidence",
)  # fmt: skip
ESCAPES = str.maketrans({"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"})


class Table(Writer):
    """Tab-separated values."""

    def head(self) -> str:
        return "\t".join(COLUMNS) + "\n"

    def block(self, block: Block, marks: Sequence[Mark]) -> str:
        text, line, newline, before = block.text, block.line, -1 - block.column, 0
        rows = []
        for mark in marks:
            lines = text.count("\n", before, mark.start)
            if lines:
                line += lines
                newline = text.rfind("\n", before, mark.start)
            before = mark.start
            rows.append(self._row(block, mark, line, mark.start - newline))
        return "".join(rows)

    def _row(self, block: Block, mark: Mark, line: int, column: int) -> str:
        meaning = mark.meaning
        rendering, status = meaning.renderings[mark.sense]
        fields = (
            self.path,
            block.start + mark.start,
            block.start + mark.end,
            line,
            column,
            block.text[mark.start : mark.end],
            meaning.heading.id,
            meaning.heading.simplified,
            meaning.heading.pinyin,
            rendering,
            status,
            meaning.heading.kind,
            meaning.ids[mark.sense] if mark.sense >= 0 else "",
            mark.sense_status,
            mark.confidence,
        )
        return "\t".join(str(field).translate(ESCAPES) for field in fields) + "\n"
