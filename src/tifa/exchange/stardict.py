"""StarDict: a dictionary of headwords with synonyms, as ifo, idx, dict and syn files in one zip."""

from __future__ import annotations

import io
import struct
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tifa.exchange.common import Losses, Wanted
from tifa.exchange.pleco import left_out, numbered, one_line
from tifa.model import Alias, Concept, Entry, Heading
from tifa.pinyin import pinyin_key
from tifa.render import plain
from tifa.render.wording import Card

NAME = "tifa"
# The format's limit for a headword or synonym.
LONGEST = 255
_TOLD = (
    "sources",
    "issuers and dates of renderings",
    "aliases",
    "English under which terms are met",
    "members of numeronyms",
    "rows of contrast",
    "notes",
    "facts of history",
    "relations",
)


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The zip, whole."""
    kept = sorted(wanted.of(entries), key=lambda entry: entry.concept.id)
    headings = headings_of(kept, wanted)
    articles: list[str] = []
    forms: list[list[str]] = []
    for entry in kept:
        left_out(entry, losses, *_TOLD)
        forms.append(_forms(entry.concept, wanted, losses))
        articles.append(_article(plain.card(Card(entry=in_script(entry, wanted), headings=headings))))
    yield zipped(_files(articles, *_shared_out(forms)))


def _shared_out(forms: list[list[str]]) -> tuple[dict[str, list[int]], dict[str, str]]:
    """(headword -> its entries, synonym -> its headword): no word is both, and none is there twice.

    The format allows more, but readers differ: some show one entry of a word's several, or a
    synonym and not the headword that is spelled alike. So what leads to several entries becomes a
    headword with all their articles, and spellings that differ in case go together.
    """
    alike: dict[str, dict[int, None]] = defaultdict(dict)
    for rank in (True, False):  # an entry's own headword before what others are also called
        for number, own in enumerate(forms):
            for form in own[:1] if rank else own[1:]:
                alike[form.casefold()][number] = None
    heads: dict[str, list[int]] = {}
    synonyms: dict[str, str] = {}
    for own in forms:
        for form in own:
            entries = list(alike[form.casefold()])
            if form == own[0] or len(entries) > 1:
                heads[form] = entries
            else:
                synonyms[form] = own[0]
    return heads, {form: head for form, head in synonyms.items() if form not in heads}


def headings_of(entries: Iterable[Entry], wanted: Wanted) -> dict[str, Heading]:
    """The headings of entries by id, in the scripts that are wanted."""
    return {entry.concept.id: in_script(entry, wanted).concept.heading for entry in entries}


def _article(card: str) -> str:
    return "\n".join(map(_clean, card.rstrip("\n").split("\n")))


def _clean(line: str) -> str:
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + one_line(line)


def in_script(entry: Entry, wanted: Wanted) -> Entry:
    """The entry with its headword in the scripts that are wanted only."""
    head, *other = wanted.headwords(entry.concept)
    fields = vars(entry.concept) | {"simplified": head, "traditional": (other or [head])[0]}
    return Entry(concept=Concept(**fields), sources=entry.sources)


def _forms(concept: Concept, wanted: Wanted, losses: Losses) -> list[str]:
    """The headword and everything else under which it is to be found, each once."""
    pinyin = concept.pinyin
    bare = [pinyin_key(word) for word in pinyin.split()]
    others = [
        *wanted.headwords(concept)[1:],
        pinyin,
        " ".join(bare),
        "".join(bare),
        numbered(one_line(pinyin)),
        *(rendering.text for rendering in concept.wordings),
        concept.literal,
        *concept.met_as,
        *(form for alias in concept.aliases for form in (*alias_forms(alias, wanted), alias.pinyin)),
    ]
    forms = dict.fromkeys(filter(None, map(one_line, others)))
    fitting = [form for form in forms if len(form.encode()) <= LONGEST]
    losses.note(f"search words longer than {LONGEST} bytes", len(forms) - len(fitting))
    # A headword too long is cut; the article shows it whole.
    head = one_line(wanted.headwords(concept)[0]).encode()[:LONGEST].decode(errors="ignore")
    return list(dict.fromkeys([head or concept.id, *fitting]))


def alias_forms(alias: Alias, wanted: Wanted) -> list[str]:
    """An alias in the scripts that are wanted; its traditional form only where the entry gives it."""
    simplified = [alias.text] if wanted.script != "traditional" or not alias.traditional else []
    traditional = [alias.traditional] if wanted.script != "simplified" and alias.traditional else []
    return simplified + traditional


def _order(word: str) -> tuple[bytes, bytes]:
    """How StarDict sorts: without regard to ASCII case, then by bytes; bytes.lower touches ASCII only."""
    encoded = word.encode()
    return encoded.lower(), encoded


def _files(
    articles: list[str], heads: dict[str, list[int]], synonyms: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    index, text, offset = [], [], 0
    ordered = sorted(heads, key=_order)
    for head in ordered:
        article = "\n\n".join(articles[number] for number in heads[head]).encode()
        index.append(head.encode() + b"\0" + struct.pack(">II", offset, len(article)))
        offset += len(article)
        text.append(article)
    numbers = {head: number for number, head in enumerate(ordered)}
    syn = [
        word.encode() + b"\0" + struct.pack(">I", numbers[synonyms[word]])
        for word in sorted(synonyms, key=_order)
    ]
    idx = b"".join(index)
    yield f"{NAME}/{NAME}.ifo", _ifo(len(index), len(syn), len(idx)).encode()
    yield f"{NAME}/{NAME}.idx", idx
    yield f"{NAME}/{NAME}.dict", b"".join(text)
    yield f"{NAME}/{NAME}.syn", b"".join(syn)


def _ifo(words: int, synonyms: int, index_size: int) -> str:
    return (
        "StarDict's dict ifo file\nversion=2.4.2\n"
        f"bookname={NAME}: Chinese Party-state vocabulary\n"
        f"wordcount={words}\nsynwordcount={synonyms}\nidxfilesize={index_size}\nsametypesequence=m\n"
    )


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip that is the same for the same files everywhere: one date, nothing compressed.

    Deflate gives other bytes with other versions of zlib.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return buffer.getvalue()
