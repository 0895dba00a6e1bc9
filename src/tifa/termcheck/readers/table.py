"""Tables of two columns, a text and its translation: .csv, .tsv and .xlsx."""

from __future__ import annotations

import csv
import re
import warnings
from collections import Counter
from itertools import chain, islice
from zipfile import BadZipFile, ZipFile

from tifa.errors import InputError, UsageError
from tifa.model import Record
from tifa.termcheck.readers.comments import listed
from tifa.termcheck.readers.text import lines
from tifa.termcheck.segments import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

    Row = list[str]

SOURCE, TARGET, MUTE, CHINESE, OTHER = "source", "target", "mute", "chinese", "other language"
# What columns are called, brackets and what follows a colon left out.
NAMES = {
    SOURCE: "source, src, source text, source language, original, 原文, 源文, 源语言, 源語言",
    TARGET: "target, tgt, target text, target language, translation, 译文, 譯文, 目标语言, 目標語言",
    MUTE: "mute, ignore",
    CHINESE: "chinese, simplified chinese, traditional chinese, 中文, 汉语, 漢語, 简体中文, 繁體中文",
    OTHER: (
        "english, french, spanish, français, español, "
        "英文, 英语, 英語, 法文, 法语, 法語, 西班牙文, 西班牙语, 西班牙語"
    ),
}
_KINDS = {name: kind for kind, names in NAMES.items() for name in names.split(", ")}
_BRACKETS = re.compile(r"[()（）\[\]:：]")
_CODE = re.compile(r"(?:(zh|zho|cmn|chi)|en|eng|fr|fra|es|spa)(?:-[a-z0-9]+)*")
# Lines by which the delimiter is told, and whether quotation marks enclose cells.
SAMPLE = 50
# What a workbook may unpack to, in bytes and times its size; real ones stay far below.
MOST_BYTES = 512 << 20
MOST_RATIO = 200
_RATIO_FROM = 16 << 20
# Rows that are taken from a workbook at once.
BATCH = 500


class Columns(Record):
    """Which columns of a table hold what, counted from 0."""

    source: int
    target: int
    mute: int = -1
    source_language: str = ""
    target_language: str = ""
    has_header: bool = False

    @property
    def width(self) -> int:
        """How many cells a row needs."""
        return max(self.source, self.target) + 1


def read(path: str, encoding: str = "", columns: tuple[str, str] = ("", "")) -> Iterator[Segment]:
    """A segment a row of a file with delimiters; its number is that of the row."""
    is_tsv = path.lower().endswith(".tsv")
    found = None
    for number, row in enumerate(_rows(path, lines(path, encoding), is_tsv), 1):
        if not any(map(str.strip, row)):
            continue
        if found is None:
            found = _columns(path, number, row, columns)
            if found.has_header:
                continue
        if len(row) < found.width:
            raise _too_short(path, number, row, found)
        yield _segment(path, number, "", row, found)


def read_workbook(path: str, columns: tuple[str, str] = ("", "")) -> Iterator[Segment]:
    """A segment a row of the sheets that are not hidden; its number goes on from sheet to sheet."""
    before = 0
    for sheet, rows in _sheets(path):
        found, number = None, 0
        for number, row in enumerate(rows, 1):
            if not any(map(str.strip, row)):
                continue
            where = f"{path}, sheet {sheet}"
            if found is None:
                found = _columns(where, number, row, columns)
                if len(row) < found.width:
                    raise _too_short(where, number, row, found)
                if found.has_header:
                    continue
            row += [""] * (found.width - len(row))  # cells that are empty to the end of a row are not stored
            yield _segment(path, before + number, f"{sheet}!{number}", row, found)
        before += number


def _segment(path: str, number: int, id: str, row: Row, columns: Columns) -> Segment:  # noqa: A002
    mute = listed(row[columns.mute]) if -1 < columns.mute < len(row) else ()
    return Segment(
        path=path,
        number=number,
        id=id,
        source=row[columns.source],
        target=row[columns.target],
        source_language=columns.source_language,
        target_language=columns.target_language,
        mute=mute,
    )


def _too_short(where: str, number: int, row: Row, columns: Columns) -> InputError:
    is_text = columns.source >= len(row)
    side, column = ("text", columns.source) if is_text else ("translation", columns.target)
    return InputError(
        f"{where}: row {number} has {len(row)} cell(s), and the {side} was expected in cell {column + 1}; "
        "add the cell, or name other columns"
    )


def _columns(where: str, number: int, row: Row, wanted: tuple[str, str]) -> Columns:
    """The columns as the user names them, else as the first row names them, else the first two."""
    kinds = [_kind(cell) for cell in row]
    by_header = _by_header(kinds)
    if all(name.isdecimal() for name in wanted):
        source, target = (int(name) - 1 for name in wanted)
        has_header = by_header is not None
    elif any(wanted):
        source, target = (_named(where, number, row, name) for name in wanted)
        has_header = True
    else:
        source, target = by_header or (0, 1)
        has_header = by_header is not None
    if min(source, target) < 0 or source == target:
        raise UsageError(f"columns {wanted[0]} and {wanted[1]}: give two, counted from 1")
    if not has_header:
        return Columns(source=source, target=target)
    return Columns(
        source=source,
        target=target,
        mute=kinds.index(MUTE) if MUTE in kinds else -1,
        source_language=_language(row, source),
        target_language=_language(row, target),
        has_header=True,
    )


def _named(where: str, number: int, row: Row, name: str) -> int:
    if name.isdecimal():
        return int(name) - 1
    names = [cell.strip().casefold() for cell in row]
    if name.strip().casefold() in names:
        return names.index(name.strip().casefold())
    there = ", ".join(f"“{cell}”" for cell in row[:12])
    raise InputError(f"{where}: row {number} was expected to name a column “{name}”; it names {there}")


def _by_header(kinds: list[str]) -> tuple[int, int] | None:
    """The columns of a text and its translation in a row of names; None where it names no two."""

    def first(*wanted: str, but: int = -1) -> int:
        places = (place for want in wanted for place, kind in enumerate(kinds) if kind == want)
        return next((place for place in places if place != but), -1)

    source = first(SOURCE, CHINESE)
    target = first(TARGET, OTHER, CHINESE, but=source)
    if source < 0:
        source = first(OTHER, but=target)
    return None if min(source, target) < 0 else (source, target)


def _kind(cell: str) -> str:
    """What a column of that name holds; nothing where the name is none that is known."""
    name = _BRACKETS.split(cell, maxsplit=1)[0].strip().casefold().replace("_", "-")
    code = _CODE.fullmatch(name)
    if code:
        return CHINESE if code[1] else OTHER
    return _KINDS.get(name, "")


def _language(row: Row, column: int) -> str:
    """The language code that is the name of a column, or stands in brackets in it."""
    parts = _BRACKETS.split(row[column]) if column < len(row) else []
    codes = (part.strip().replace("_", "-") for part in parts)
    return next((code for code in codes if _CODE.fullmatch(code.lower())), "")


def _rows(path: str, text: Iterator[str], is_tsv: bool) -> Iterator[Row]:
    sample = list(islice(text, SAMPLE))
    delimiter = "\t" if is_tsv else _delimiter(sample)
    # Tab-separated values know no quotation marks; spreadsheets put cells in them all the same.
    raw = is_tsv and not _is_quoted(sample)
    text = (f"{line}\n" for line in chain(sample, text))
    reader = csv.reader(
        text, delimiter=delimiter, quoting=csv.QUOTE_NONE if raw else csv.QUOTE_MINIMAL, strict=True
    )
    done = 0
    try:
        for row in reader:
            yield row
            done += 1
    except csv.Error as error:
        raise InputError(
            f"{path}: row {done + 1} cannot be read ({error}); put the cell in quotation marks, and double "
            "those that stand in it"
        ) from error


def _delimiter(sample: list[str]) -> str:
    """The one that cuts most rows into the same number of cells, and into few."""

    def regularity(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _parsed(sample, delimiter) if len(row) > 1)
        width, times = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return times, -width

    return max(",;\t", key=regularity)


def _parsed(sample: list[str], delimiter: str) -> Iterator[Row]:
    """The rows of a sample, as far as they can be read."""
    try:
        yield from csv.reader((f"{line}\n" for line in sample), delimiter=delimiter)
    except csv.Error:
        return


def _is_quoted(sample: list[str]) -> bool:
    try:
        list(csv.reader((f"{line}\n" for line in sample), delimiter="\t", strict=True))
    except csv.Error as error:
        # A cell that the sample cuts in two is quoted well so far.
        return len(sample) == SAMPLE and "unexpected end" in str(error)
    return True


def _sheets(path: str) -> Iterator[tuple[str, Iterator[Row]]]:
    """The sheets of a workbook that are not hidden, with their rows."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UsageError(
            f"{path}: workbooks need a package more; install it with: pip install 'tifa-glossary[xlsx]'"
        ) from error
    try:
        with open(path, "rb") as file:
            _refuse_bomb(path, file)
            (book,) = _guarded(path, (load_workbook(each, read_only=True, data_only=True) for each in [file]))
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    sheet.reset_dimensions()  # some programs write a wrong one, and rows would be left out
                    rows = _guarded(path, sheet.iter_rows(values_only=True))
                    yield sheet.title, (["" if cell is None else str(cell) for cell in row] for row in rows)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _guarded(path: str, found: Iterator[Any]) -> Iterator[Any]:
    """What openpyxl finds, without its warnings; InputError where it cannot go on."""
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                some = list(islice(found, BATCH))
            except Exception as error:  # it raises whatever a broken workbook makes its parts raise
                fault = " ".join(str(error).split())[:120]
                raise InputError(
                    f"{path}: this workbook is broken ({fault}); open it in a spreadsheet and save it anew"
                ) from error
        if not some:
            return
        yield from some


def _refuse_bomb(path: str, file: IO[bytes]) -> None:
    """InputError where a file is no zip archive, or would unpack to more than any workbook does."""
    try:
        with ZipFile(file) as archive:
            size = sum(part.file_size for part in archive.infolist())
            packed = sum(part.compress_size for part in archive.infolist())
    except (BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise InputError(f"{path}: this is no .xlsx workbook; save it as one in a spreadsheet") from error
    if size > MOST_BYTES or (size > _RATIO_FROM and size > MOST_RATIO * packed):
        raise InputError(
            f"{path}: this workbook unpacks to {size >> 20:,} MB, far more than its {packed >> 10:,} KB "
            "promise; save the two columns as .csv"
        )
