"""A glossary for DeepL: CSV of two columns, Chinese and one other language, without a header.

DeepL writes the second column wherever it meets the first, and takes a Chinese form only once. So each
form gets the one rendering that a translator should write, and words of everyday language get none: the
Party's rendering would be forced into sentences that have nothing to do with it. There is no byte order
mark, which DeepL would take for a part of the first term.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from tifa.exchange.common import Losses, Wanted
from tifa.exchange.plain import by_status, clean, forms, note_dropped, one_language, wordings
from tifa.model import Concept, Entry

# https://developers.deepl.com/docs/customize/managing-glossaries: bytes of a term, and of a glossary.
LONGEST, LARGEST = 1024, 10 * 1024 * 1024
_FORMULA = "=+-@＝＋－＠"


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """One line a Chinese form with the rendering to be written; headwords before other forms."""
    language = one_language(wanted, losses)
    pairs: dict[str, str] = {}
    aliases: list[tuple[str, str]] = []
    for entry in wanted.of(entries):
        concept = entry.concept
        note_dropped(concept, losses)
        if target := _target(concept, wanted, language, losses):
            heads = set(map(clean, wanted.headwords(concept)))
            for form in forms(concept, wanted):
                if form in heads:
                    _add(pairs, form, target, losses)
                else:
                    aliases.append((form, target))
    for form, target in aliases:
        _add(pairs, form, target, losses)
    yield from _lines(pairs, losses)


def _target(concept: Concept, wanted: Wanted, language: str, losses: Losses) -> str:
    found = [wordings(sense, wanted, language) for sense in concept.senses]
    usable = [clean(one.text) for sense in found for one in by_status(sense, deprecated=False)]
    losses.note(
        "renderings to be avoided", sum(one.status == "deprecated" for sense in found for one in sense)
    )
    if not usable:
        return ""
    if concept.everyday == "yes":
        losses.note("words of everyday language, which DeepL would render so in any sentence")
        return ""
    losses.note("renderings after the first, of which DeepL takes one", len(usable) - 1)
    return usable[0]


def _add(pairs: dict[str, str], form: str, target: str, losses: Losses) -> None:
    if form in pairs:
        if pairs[form] != target:
            losses.note("Chinese forms that another entry has already")
    elif max(len(form.encode()), len(target.encode())) > LONGEST:
        losses.note(f"terms longer than the {LONGEST} bytes that DeepL allows")
    elif form[0] in _FORMULA or target[0] in _FORMULA:
        # An apostrophe before it, which keeps it from being one, DeepL would write into the text.
        losses.note("terms that a spreadsheet would take for formulas")
    else:
        pairs[form] = target


def _lines(pairs: dict[str, str], losses: Losses) -> Iterator[bytes]:
    size = 0
    for pair in pairs.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow(pair)
        line = text.getvalue().encode()
        size += len(line)
        if size > LARGEST:
            losses.note("terms beyond the 10 MiB that DeepL allows")
        else:
            yield line
