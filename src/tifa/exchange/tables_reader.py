"""Tables (CSV, TSV, XLSX) -> concepts: columns by the names of languages and fields, in any order.

Read are the project's own tables and those of Trados, memoQ, Phrase and people: a row is an entry,
synonyms share a cell or repeat the row with the same id, and a status, or whether a term is forbidden,
stands in a column that names the language or follows its column.
"""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tifa.decoding import IMPORTING, Input
from tifa.errors import InputError
from tifa.exchange.common import Losses
from tifa.exchange.headers import Column, columns_of
from tifa.exchange.imported import (
    SIMPLIFIED,
    TRADITIONAL,
    Found,
    concepts,
    date_of,
    named_after,
    status_of,
)
from tifa.exchange.plain import clean
from tifa.exchange.tables import SEPARATOR, openpyxl, unguarded
from tifa.model import LANGUAGES, Concept, Note, Rendering

DELIMITERS = ",;\t"
# A workbook of a million terms stays below these; what is larger was made to be.
LARGEST, MOST_PARTS = 300_000_000, 2_000

Row = tuple[int, list[str]]


def read_csv(path: str, losses: Losses) -> Iterator[Concept]:
    """The concepts of a table of text in any encoding; InputError where it has no terms."""
    try:
        with open(path, "rb") as file:
            text = "".join(Input(file.read, path, remedy=IMPORTING).pieces())
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    yield from _Table(path, losses).concepts(_csv_rows(path, text.removeprefix("\ufeff")))


def read_xlsx(path: str, losses: Losses) -> Iterator[Concept]:
    """The concepts of the first sheet of a workbook; InputError where it is none or has no terms."""
    yield from _Table(path, losses).concepts(_xlsx_rows(path, losses))


def _csv_rows(path: str, text: str) -> Iterator[Row]:
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(
            f"{path}:{reader.line_num}: the row cannot be read ({error}); "
            "look for a quotation mark that is not closed"
        ) from error


def _xlsx_rows(path: str, losses: Losses) -> Iterator[Row]:
    library = openpyxl()
    _check_archive(path)
    # Everything that a broken part of the archive can raise comes out of these calls.
    try:
        book = library.load_workbook(path, read_only=True, data_only=True)
        losses.note("sheets after the first", len(book.worksheets) - 1)
        rows = book.worksheets[0].iter_rows(values_only=True)
        yield from ((number, [*map(_cell, row)]) for number, row in enumerate(rows, 1))
        book.close()
    except InputError:
        raise
    except Exception as error:
        raise InputError(
            f"{path}: this workbook cannot be read ({clean(str(error))[:100]}); "
            "save it again as .xlsx or .csv"
        ) from error


def _check_archive(path: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            for part in parts:
                if b"<!DOCTYPE" in archive.open(part).read(4096):
                    raise InputError(f"{path}: {part.filename} declares a DOCTYPE, which no workbook needs")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise InputError(f"{path}: this is no workbook (.xlsx): {error}; save it as .xlsx or .csv") from error
    if len(parts) > MOST_PARTS or size > LARGEST:
        raise InputError(
            f"{path}: unpacked, this workbook has {len(parts):,} parts and {size:,} bytes; "
            f"tifa reads at most {MOST_PARTS:,} and {LARGEST:,}: save it as .csv"
        )


def _cell(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


@dataclass
class _Cells:
    """The cells of one row, with the columns they stand in."""

    columns: list[Column]
    cells: list[str]

    def all(self, role: str, language: str = "") -> list[str]:
        """What stands in the columns of a role, in order."""
        wanted = Column(role, language)
        pairs = zip(self.columns, self.cells, strict=False)
        return [cell for column, cell in pairs if column == wanted and cell]

    def one(self, role: str, language: str = "") -> str:
        """What stands in the first such column that is not empty."""
        return clean(next(iter(self.all(role, language)), ""))


class _Table:
    """Reads the rows of one table."""

    def __init__(self, path: str, losses: Losses) -> None:
        self.path, self.losses = path, losses
        self.issuer = named_after(path)

    def concepts(self, rows: Iterator[Row]) -> Iterator[Concept]:
        """The concepts; InputError before the first of them where the header names no languages."""
        _, header = next(rows, (1, []))
        columns = columns_of([unguarded(name) for name in header])
        self._check(columns, header)
        found: dict[str, Found] = {}
        for number, cells in rows:
            if any(cell.strip() for cell in cells):
                one = self._row(_Cells(columns, [unguarded(cell.strip()) for cell in cells]))
                # Rows of one id and one term are synonyms; a row without an id is an entry of its own.
                key = f"{one.id}\n{one.headword}" if one.id else str(number)
                if key in found:
                    found[key].renderings += one.renderings
                else:
                    found[key] = one
        yield from concepts(found.values(), self.losses)

    def _check(self, columns: list[Column], header: list[str]) -> None:
        chinese = any(
            column.role == "term" and column.language in (SIMPLIFIED, TRADITIONAL) for column in columns
        )
        other = any(column.role in ("term", "avoid") and column.language in LANGUAGES for column in columns)
        if not (chinese and other):
            which = "another language (en, fr or es)" if chinese else "Chinese (zh, zh-Hans or zh-Hant)"
            names = ", ".join(filter(None, map(clean, header)))[:200] or "nothing"
            raise InputError(
                f"{self.path}:1: no column is named after {which}, the first row has: {names}; "
                "name the columns by their languages, as zh-Hans and en"
            )
        for column, name in zip(columns, header, strict=False):
            if not column.role and clean(name):
                self.losses.note(f"the column {clean(name)[:40]}, whose name tifa does not know")

    def _row(self, row: _Cells) -> Found:
        found = Found(
            id=row.one("id"),
            pinyin=row.one("pinyin"),
            label=row.one("label"),
            gloss=row.one("definition"),
            added=date_of(row.one("added")),
        )
        self.losses.note("domains, since all that is imported gets one", len(row.all("domain")))
        for cell in row.all("term", SIMPLIFIED):
            found.simplified += [(text, "variant") for text in _split(cell)]
        for cell in row.all("term", TRADITIONAL):
            found.traditional += [(text, "variant") for text in _split(cell)]
        found.notes = [Note(topic="Imported", text=clean(text)) for text in row.all("note") if clean(text)]
        issuers, dates = iter(row.one("issuer").split(SEPARATOR)), iter(row.one("date").split(SEPARATOR))
        # Issuers and dates stand in the order of the terms of all languages; one alone is that of all.
        same = "" if SEPARATOR in row.one("issuer") else row.one("issuer")
        same_date = "" if SEPARATOR in row.one("date") else date_of(row.one("date"))
        for language in LANGUAGES:
            for text, status in self._terms(row, language):
                issuer = same or clean(next(issuers, "")) or self.issuer
                date = same_date or date_of(next(dates, ""))
                found.renderings.append(
                    Rendering(text=text, language=language, status=status, issuer=issuer, date=date)
                )
        for language in LANGUAGES:
            found.renderings += [
                Rendering(text=text, language=language, status="deprecated", issuer=self.issuer)
                for cell in row.all("avoid", language)
                for text in _split(cell)
            ]
        return found

    def _terms(self, row: _Cells, language: str) -> Iterator[tuple[str, str]]:
        """(term, status) of the columns of a language, each with the status that follows it."""
        pairs = list(zip(row.columns, row.cells, strict=False))
        for at, (column, cell) in enumerate(pairs):
            if column != Column("term", language):
                continue
            said = []
            for other, value in pairs[at + 1 :] + pairs[:at]:
                if other == column:
                    break
                if other.role in ("status", "forbidden", "preferred") and other.language in ("", language):
                    said.append(_meant(other.role, value))
            texts = _split(cell)
            for number, text in enumerate(texts):
                yield text, _status([words[number % len(words)] for words in said])


def _meant(role: str, value: str) -> list[str]:
    """The words of a status cell, one for each term; a yes under the name of a status is that status."""
    values = [clean(word) for word in value.split(SEPARATOR)]
    if role == "status":
        return values
    return [role if word.casefold() in ("true", "yes", "1", "x", "wahr", "vrai") else "" for word in values]


def _status(words: list[str]) -> str:
    found = {status_of(word) for word in words}
    return next((one for one in ("deprecated", "preferred", "proposed") if one in found), "admitted")


def _split(cell: str) -> list[str]:
    parts = cell.replace("\r", SEPARATOR).replace("\n", SEPARATOR).split(SEPARATOR)
    return list(filter(None, map(clean, parts)))
