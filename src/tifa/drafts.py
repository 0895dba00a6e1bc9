"""A first draft of an entry file: what machines know, marked as theirs."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache

from tifa.errors import UsageError
from tifa.fold import is_han
from tifa.pinyin import pinyin_key

LITERAL = "draft, word for word"
LABEL = "draft, a few words"
GLOSS = "Draft: what it is, in one sentence for a newcomer."
RENDERING = "draft rendering"
DRAFTS = (LITERAL, LABEL, GLOSS, RENDERING)
TEMPLATE = """\
# A draft: every line marked so was filled in by a program and waits for an editor.
simplified: {simplified}{simplified_mark}
traditional: {traditional}  # draft: converted by OpenCC
pinyin: {pinyin}  # draft: read by pypinyin; join words and capitalise names after GB/T 16159
kind: term  # draft
literal: {LITERAL}
senses:
  - id: party
    frame: party
    label: {LABEL}
    gloss: >-
      {GLOSS}
    renderings:
      - text: {RENDERING}
        status: proposed
        issuer: tifa
        reason: draft; replace by what official texts write, with source and date
examples:
  - text: {simplified}。
added: {today}
"""


def draft_entry(term: str) -> tuple[str, str]:
    """(id, text) of a draft entry file for a term; UsageError where it is not Chinese."""
    term = chinese_term(term)
    simplified, traditional, reading = forms(term)
    text = TEMPLATE.format(
        LITERAL=LITERAL,
        LABEL=LABEL,
        GLOSS=GLOSS,
        RENDERING=RENDERING,
        simplified=simplified,
        simplified_mark="" if simplified == term else f"  # draft: converted from {term}",
        traditional=traditional,
        pinyin=reading,
        today=datetime.date.today().isoformat(),
    )
    return id_of(reading), text


def chinese_term(text: str) -> str:
    """The term without white space; UsageError where it is not Chinese."""
    term = "".join(text.split())
    odd = [c for c in term if not (is_han(c) or c.isalnum() or c in "、，“”·—")]
    if not any(map(is_han, term)) or odd:
        raise UsageError(f"{term!a} is not a Chinese term: give it in Chinese characters")
    return term


def id_of(pinyin: str) -> str:
    """The id of an entry with this pinyin."""
    return "-".join(map(pinyin_key, pinyin.split()))


def forms(term: str) -> tuple[str, str, str]:
    """Simplified form, traditional form and pinyin of a Chinese term, as machines have them."""
    from pypinyin import Style, pinyin

    simplified = _converter("hk2s")(_converter("tw2s")(term))
    readings = [one[0] for one in pinyin(simplified, style=Style.TONE) if pinyin_key(one[0])]
    return simplified, _converter("s2tw")(simplified), " ".join(readings)


@cache
def _converter(standard: str) -> Callable[[str], str]:
    """A conversion of OpenCC, made once: making it costs more than all it does."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC(standard).convert
    return convert
