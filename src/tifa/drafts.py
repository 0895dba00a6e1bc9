"""A first draft of an entry file: what machines know, marked as theirs."""

from __future__ import annotations

import datetime

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
    from opencc import OpenCC
    from pypinyin import Style, pinyin

    term = "".join(term.split())
    odd = [c for c in term if not (is_han(c) or c.isalnum() or c in "、，“”·—")]
    if not any(map(is_han, term)) or odd:
        raise UsageError(f"{term!a} is not a Chinese term: give it in Chinese characters")
    simplified = OpenCC("hk2s").convert(OpenCC("tw2s").convert(term))
    readings = [one[0] for one in pinyin(simplified, style=Style.TONE) if pinyin_key(one[0])]
    text = TEMPLATE.format(
        LITERAL=LITERAL,
        LABEL=LABEL,
        GLOSS=GLOSS,
        RENDERING=RENDERING,
        simplified=simplified,
        simplified_mark="" if simplified == term else f"  # draft: converted from {term}",
        traditional=OpenCC("s2tw").convert(simplified),
        pinyin=" ".join(readings),
        today=datetime.date.today().isoformat(),
    )
    return "-".join(pinyin_key(reading) for reading in readings), text
