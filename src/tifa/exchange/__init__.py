"""Exchange formats: what each is called, which functions write and read it, and how its files are named."""

from __future__ import annotations

import os
from importlib import import_module

from tifa.errors import UsageError
from tifa.model import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from tifa.exchange.common import Reader, Writer


class Format(Record):
    """An exchange format; its modules are imported where it is used."""

    about: Annotated[str, "What it is for."]
    suffixes: Annotated[tuple[str, ...], "Suffixes by which a file is known; the first is its own."]
    write: Annotated[str, "Module and function that write it; nothing where it is only read."] = ""
    read: Annotated[str, "Module and function that read it; nothing where it is only written."] = ""
    is_fallback: Annotated[bool, "Whether it is kept beside the glossary, to fall back on."] = False

    @property
    def is_text(self) -> bool:
        """Whether it may be written to a terminal."""
        return self.suffixes[0] not in (".apkg", ".zip", ".xlsx")

    def writer(self) -> Writer:
        """The function that writes entries in this format."""
        found: Writer = _function(self.write)
        return found

    def reader(self) -> Reader:
        """The function that reads concepts from a file in this format."""
        found: Reader = _function(self.read)
        return found


def _function(name: str):  # type: ignore[no-untyped-def]
    module, function = name.split(".")
    return getattr(import_module(f"tifa.exchange.{module}"), function)


FORMATS: dict[str, Format] = {
    "jsonl": Format(
        about="JSON lines, everything", suffixes=(".jsonl",), write="jsonl.write", read="jsonl.read"
    ),
    "tbx": Format(
        about="TBX-Basic 2019, style DCA; any TBX is read",
        suffixes=(".tbx",),
        write="tbx.write_dca",
        read="tbx_reader.read",
    ),
    "tbx-dct": Format(about="TBX-Basic 2019, style DCT", suffixes=(".tbx",), write="tbx.write_dct"),
    "tbx-v2": Format(about="TBX v2, for older programs", suffixes=(".tbx",), write="tbx.write_v2"),
    "csv": Format(
        about="a table for Trados, memoQ and Phrase",
        suffixes=(".csv", ".tsv"),
        write="tables.write_csv",
        read="tables_reader.read_csv",
    ),
    "xlsx": Format(
        about="the same table as a workbook",
        suffixes=(".xlsx",),
        write="tables.write_xlsx",
        read="tables_reader.read_xlsx",
    ),
    "omegat": Format(about="OmegaT's glossary", suffixes=(".txt", ".utf8"), write="omegat.write"),
    "deepl": Format(about="DeepL's glossary", suffixes=(".csv",), write="deepl.write"),
    "markdown": Format(about="a page to read", suffixes=(".md",), write="markdown.write"),
    "anki": Format(about="Anki's cards", suffixes=(".apkg",), write="anki.write"),
    "pleco": Format(about="Pleco's flash cards", suffixes=(".txt",), write="pleco.write"),
    "stardict": Format(about="a StarDict dictionary", suffixes=(".zip",), write="stardict.write"),
    "yomitan": Format(about="a Yomitan dictionary", suffixes=(".zip",), write="yomitan.write"),
    "vale": Format(about="a style for Vale", suffixes=(".zip",), write="vale.write"),
    "prh": Format(about="rules for prh and textlint", suffixes=(".yml",), write="prh.write"),
    "cedict": Format(about="CC-CEDICT, a dictionary to fall back on", suffixes=(".u8",), is_fallback=True),
}
WRITTEN = tuple(name for name, form in FORMATS.items() if form.write)
READ = tuple(name for name, form in FORMATS.items() if form.read or form.is_fallback)


def format_of(path: str) -> str:
    """The name of the format that a file has by its suffix; UsageError where none has it."""
    suffix = os.path.splitext(path)[1].lower()
    for name in READ:
        if suffix in FORMATS[name].suffixes:
            return name
    raise UsageError(f"{path}: its format is not known by its suffix; name it with --from: {', '.join(READ)}")
