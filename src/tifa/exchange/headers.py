"""Names of columns -> what stands in them: a language, and whether it is the term or said of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from tifa.exchange.imported import SIMPLIFIED, TRADITIONAL
from tifa.model import LANGUAGES


class Column(NamedTuple):
    """What stands in a column; no role where its name is not known."""

    role: str
    language: str = ""


_LANGUAGES = {
    "zh": SIMPLIFIED, "zho": SIMPLIFIED, "chi": SIMPLIFIED, "cmn": SIMPLIFIED, "chinese": SIMPLIFIED,
    "mandarin": SIMPLIFIED, "chs": SIMPLIFIED, "cht": TRADITIONAL,
    "en": "en", "eng": "en", "english": "en",
    "fr": "fr", "fra": "fr", "fre": "fr", "french": "fr", "français": "fr",
    "es": "es", "spa": "es", "spanish": "es", "español": "es",
}  # fmt: skip
_TRADITIONAL = {"traditional", "hant", "tw", "taiwan", "hk", "hong", "mo", "macau", "macao", "cht"}
# What may stand beside the name of a language without changing what it is.
_REGIONS = _TRADITIONAL | {
    "simplified", "hans", "cn", "prc", "china", "mainland", "sg", "singapore", "kong", "sar", "us", "usa",
    "uk", "gb", "ca", "au", "united", "states", "kingdom", "america", "mx", "mexico", "spain", "france",
    "international", "term", "translation", "headword",
}  # fmt: skip
_ROLES = {
    "status": "status", "usage": "status", "info": "status", "forbidden": "forbidden",
    "preferred": "preferred",
    "avoid": "avoid", "deprecated": "avoid", "note": "note", "notes": "note", "comment": "note",
    "comments": "note", "definition": "definition", "def": "definition", "gloss": "definition",
    "issuer": "issuer", "date": "date",
}  # fmt: skip
_NAMES = {
    "id": "id", "cid": "id", "entry id": "id", "concept id": "id", "entry number": "id", "编号": "id",
    "pinyin": "pinyin", "拼音": "pinyin",
    "domain": "domain", "subject": "domain", "subject field": "domain", "concept domain": "domain",
    "entry domain": "domain", "entry subject": "domain", "领域": "domain",
    "sense": "label", "label": "label",
    "concept definition": "definition", "entry definition": "definition", "meaning": "definition",
    "定义": "definition", "释义": "definition",
    "concept note": "note", "entry note": "note", "remark": "note", "remarks": "note", "备注": "note",
    "term status": "status", "term info": "status", "状态": "status", "term note": "note",
    "来源": "issuer", "日期": "date", "created": "added", "entry created": "added",
}  # fmt: skip
_CHINESE_NAMES = {
    "中文": SIMPLIFIED, "汉语": SIMPLIFIED, "简体": SIMPLIFIED, "简体中文": SIMPLIFIED, "原文": SIMPLIFIED,
    "繁体": TRADITIONAL, "繁體": TRADITIONAL, "繁体中文": TRADITIONAL, "繁體中文": TRADITIONAL,
    "英文": "en", "英语": "en", "英語": "en", "译文": "en", "法文": "fr", "法语": "fr", "法語": "fr",
    "西班牙语": "es", "西班牙文": "es", "西班牙語": "es",
}  # fmt: skip
# How the Glossary Converter marks the level of a column: >>L<<English.
_LEVEL = re.compile(r"^>>[A-Z]{1,2}<<")


def columns_of(header: list[str]) -> list[Column]:
    """What stands in each column of a table with this first row."""
    names = [
        " ".join(re.split(r"[\s_()\[\].:/-]+", _LEVEL.sub("", name).casefold())).strip() for name in header
    ]
    columns = [_column(name) for name in names]
    # "Source" is an issuer in one table and the Chinese side of another.
    found = {column.language for column in columns if column.role == "term"}
    if SIMPLIFIED not in found and TRADITIONAL not in found:
        columns = _named(columns, names, ("source", "source term"), SIMPLIFIED)
    if found.isdisjoint(LANGUAGES):
        columns = _named(columns, names, ("target", "target term"), "en")
    return _bound(columns)


def _column(name: str) -> Column:
    if name in _CHINESE_NAMES:
        return Column("term", _CHINESE_NAMES[name])
    if name in _NAMES:
        return Column(_NAMES[name])
    words = name.split()
    if len(words) == 1 and name in _ROLES:
        return Column(_ROLES[name])
    # French and Spanish countries have the codes of their languages (es-ES): the first word counts.
    at = next((number for number, word in enumerate(words) if word in _LANGUAGES), None)
    if at is None:
        return Column("")
    rest = words[:at] + words[at + 1 :]
    role = _ROLES.get(rest[-1], "term") if rest else "term"
    others = rest[:-1] if rest and rest[-1] in _ROLES else rest
    if not all(word in _REGIONS or word in _LANGUAGES for word in others):
        return Column("")
    language = _LANGUAGES[words[at]]
    if language == SIMPLIFIED and not _TRADITIONAL.isdisjoint(others):
        language = TRADITIONAL
    return Column(role, "" if role in ("note", "definition", "issuer", "date") else language)


def _named(columns: list[Column], names: list[str], wanted: tuple[str, ...], language: str) -> list[Column]:
    return [
        Column("term", language) if name in wanted else column
        for column, name in zip(columns, names, strict=True)
    ]


def _bound(columns: list[Column]) -> list[Column]:
    """The columns with those of a status bound to the language before them, where there are several."""
    loose = [column for column in columns if column.role in _BINDING and not column.language]
    if len(loose) == len({column.role for column in loose}):
        return columns
    bound, language = [], ""
    for column in columns:
        language = column.language or language
        binds = column.role in _BINDING and not column.language
        bound.append(Column(column.role, language) if binds else column)
    return bound


_BINDING = ("status", "forbidden", "preferred")
