"""Tables for people and term banks: CSV and XLSX, one row a sense, a column a language.

Trados, memoQ and the Glossary Converter read one entry a row, with a column for each language, and
synonyms within a cell parted by a sign (Trados by | unless told otherwise, memoQ by the sign one gives);
in Phrase a language has a column named by its code as well. A row for each rendering would make them as
many entries as there are renderings. Status, issuer and date stand in the order of the wordings, parted
in the same way; what is to be avoided has columns of its own, so that no reader takes it for a term.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tifa.errors import UsageError
from tifa.exchange.common import Losses, Wanted
from tifa.exchange.plain import by_status, clean, names, note_dropped, wordings
from tifa.model import LANGUAGES, Concept, Entry, Rendering, Sense

if TYPE_CHECKING:
    from types import ModuleType

SEPARATOR = "|"
# Excel cuts longer cells.
LONGEST = 32_767
_CARRIED = ("literal", "gloss", "date")
_PER_LANGUAGE = ("", "_status", "_avoid")
COLUMNS = (
    "id",
    "zh-Hans",
    "zh-Hant",
    "pinyin",
    *(language + part for language in LANGUAGES for part in _PER_LANGUAGE),
    "domain",
    "sense",
    "definition",
    "note",
    "issuer",
    "date",
)
# A spreadsheet computes a cell that begins so. The apostrophes that stand before such a sign already are
# counted as well: one is put before them and one is taken off.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write_csv(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The table as CSV, in UTF-8 with the byte order mark by which Excel knows it."""
    yield b"\xef\xbb\xbf"
    for row in _table(entries, wanted, losses):
        line = io.StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue().encode()


def write_xlsx(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The table as a workbook of one sheet; the same glossary gives the same bytes."""
    book = openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet("Glossary")
    sheet.freeze_panes = "A2"
    for row in _table(entries, wanted, losses):
        losses.note(f"cells longer than Excel's {LONGEST} characters", sum(len(c) > LONGEST for c in row))
        sheet.append([cell[:LONGEST] or None for cell in row])
    saved = io.BytesIO()
    book.save(saved)
    yield _undated(saved)


def openpyxl() -> ModuleType:
    """The library that reads and writes workbooks; UsageError where it is not installed."""
    try:
        import openpyxl
    except ImportError as error:
        raise UsageError(
            "workbooks (.xlsx) need openpyxl: install it with: pip install 'tifa-glossary[xlsx]'"
        ) from error
    return openpyxl


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe is put before what looks like one."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell without the apostrophe that `guarded` put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _undated(saved: io.BytesIO) -> bytes:
    """The archive without the times at which its parts were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            part = _SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(name))
            new.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _table(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for entry in wanted.of(entries):
        concept = entry.concept
        note_dropped(concept, losses, *_CARRIED)
        for sense in concept.senses:
            if found := wordings(sense, wanted):
                row = _row(concept, sense, found, wanted, losses)
                yield [guarded(row.get(column, "")) for column in COLUMNS]


def _row(
    concept: Concept, sense: Sense, found: list[Rendering], wanted: Wanted, losses: Losses
) -> dict[str, str]:
    usable = list(by_status(found, deprecated=False))
    row = {
        "id": f"{concept.id}.{sense.id}",
        "pinyin": clean(concept.pinyin),
        "domain": clean(concept.domain),
        "sense": clean(sense.label),
        "definition": clean(sense.gloss),
        "note": clean(" // ".join(_remarks(concept, found))),
        "issuer": _joined([one.issuer for one in usable], losses),
        "date": _joined([one.date for one in usable], losses),
    }
    simplified = [concept.simplified, *(alias.text for alias in names(concept))]
    traditional = [
        concept.traditional,
        *(alias.traditional for alias in names(concept) if alias.traditional),
    ]
    if wanted.script != "traditional":
        row["zh-Hans"] = _joined(simplified, losses)
    if wanted.script != "simplified":
        row["zh-Hant"] = _joined(traditional, losses)
    for language in LANGUAGES:
        mine = [one for one in usable if one.language == language]
        bad = [one.text for one in by_status(found, deprecated=True) if one.language == language]
        row[language] = _joined([one.text for one in mine], losses)
        row[f"{language}_status"] = _joined([one.status for one in mine], losses)
        row[f"{language}_avoid"] = _joined(bad, losses)
    return row


def _remarks(concept: Concept, found: list[Rendering]) -> Iterator[str]:
    if concept.literal:
        yield f"literally: {concept.literal}"
    for one in found:
        said = {
            "until": one.until,
            "scope": one.scope,
            "reason": one.reason,
            "write": one.instead,
            "first": one.first_mention,
        }
        for name, text in said.items():
            if text:
                yield f"{one.text} ({name}: {text})"


def _joined(texts: list[str], losses: Losses) -> str:
    """The texts in one cell; the sign that parts them is replaced within them."""
    losses.note("vertical bars within terms, written as ¦", sum(SEPARATOR in text for text in texts))
    return SEPARATOR.join(clean(text).replace(SEPARATOR, "¦") for text in texts) if any(texts) else ""
