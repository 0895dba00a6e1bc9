"""Rules that look at all entries and sources together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from tifa.entryfile import EntryFile, Place
from tifa.fold import fold, han_key
from tifa.index.build import cited_keys
from tifa.model import RELATIONS
from tifa.rules import Id
from tifa.validate.shelf import Finding, Shelf

# What tells two spellings of one issuer's name from two issuers.
_LIKE = str.maketrans({"’": "'", "-": " ", ".": None, ",": None})

# Sites that reprint other publishers' pages; a source cites the original.
MIRRORS = (
    "365doc.com",
    "baiducontent.com",
    "bg3.co",
    "ccgp-fushun.com",
    "chazidian.com",
    "cloudfront.net",
    "deshsanchar.com",
    "en84.com",
    "engbus.cn",
    "everand.com",
    "formacion-profesional-a-distancia.com",
    "infoxa.com",
    "jinnianhua.org",
    "jxbentu.cn",
    "kekenet.com",
    "keyanhelp.cn",
    "laitimes.com",
    "moreplr.com",
    "newdu.com",
    "piglix.com",
    "ppfocus.com",
    "qwxb.com.cn",
    "reciyi.com",
    "srilankaguardian.org",
    "szjzcy.com",
    "thelatestnews.world",
    "tingclass.net",
    "tjxz.cc",
    "vdocuments.mx",
    "wbook.qq.com",
    "worldsnewsnow.com",
    "wxredian.com",
    "ximalaya.com",
    "yuzhongnet.com",
    "zendy.io",
)


def ids(shelf: Shelf) -> Iterator[Finding]:
    """A file's name is the id: lower-case letters, digits and single hyphens; each id once.

    Rename the file.
    """
    seen: dict[str, EntryFile] = {}
    for file, concept in shelf.entries:
        for name in (concept.id, concept.domain):
            if not Id().accepts(name):
                yield file, (), f"{name!r} cannot be an id or a domain"
        if concept.id in seen:
            yield file, (), f"the id {concept.id} is taken by {seen[concept.id].path}"
        seen.setdefault(concept.id, file)


def retired(shelf: Shelf) -> Iterator[Finding]:
    """An id that was withdrawn is not used again.

    Give the entry another id, and links the replacement's.
    """
    gone = shelf.retired
    for file, concept in shelf.entries:
        if concept.id in gone:
            yield file, (), f"the id {concept.id} was withdrawn: {gone[concept.id].reason}"
    for ledger in shelf.ledgers.values():
        for number, row in enumerate(ledger.ledger.retired):
            if row.replacement and row.replacement not in shelf.ids:
                yield ledger, ("retired", number), f"there is no entry {row.replacement}"


def headwords(shelf: Shelf) -> Iterator[Finding]:
    """No form belongs to two entries.

    Merge the entries, or drop the alias from one.
    """
    owner: dict[str, tuple[str, str]] = {}
    for file, concept in shelf.entries:
        own, written = set(), set()
        texts: list[tuple[Place, str]] = [(("simplified",), concept.simplified)]
        texts += [(("aliases", n, "text"), alias.text) for n, alias in enumerate(concept.aliases)]
        for place, text in texts:
            key, folded = han_key(text, shelf.characters), fold(text, shelf.characters)
            if folded in written:  # with and without 、 are two ways to write it
                yield file, place, f"{text} stands twice in this entry"
            elif key in owner:
                yield file, place, f"{text} is also a form of {owner[key][1]} ({owner[key][0]})"
            own.add(key)
            written.add(folded)
        owner |= dict.fromkeys(own, (file.path, concept.id))


def links(shelf: Shelf) -> Iterator[Finding]:
    """A link is written once, on one of its two sides.

    Take it out here: the inverse link is derived.
    """
    seen = set()
    for file, concept in shelf.entries:
        for number, relation in enumerate(concept.related):
            if (relation.concept, RELATIONS[relation.type], concept.id) in seen:
                yield file, ("related", number), f"{relation.concept} links here already"
            seen.add((concept.id, relation.type, relation.concept))


def source_keys(shelf: Shelf) -> Iterator[Finding]:
    """Each source stands once, under one key and one address.

    Keep one of the two and cite it.
    """
    keys: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for file, source in shelf.sources:
        place = ("sources", source.key)
        if source.key in keys:
            yield file, place, f"the key {source.key} stands in {keys[source.key]} as well"
        address = source.url.partition("://")[2].rstrip("/")
        if address and address in addresses:
            yield file, place, f"the address of {source.key} is that of {addresses[address]}"
        keys.setdefault(source.key, file.path)
        addresses.setdefault(address, source.key)


def unused_sources(shelf: Shelf) -> Iterator[Finding]:
    """Every source is cited.

    Cite it or take it out.
    """
    if len(shelf.entries) < len(shelf.ids):
        return  # what a file cites that could not be read is not known
    cited = {key for _, given in shelf.citing for key in cited_keys(given)}
    for file, source in shelf.sources:
        if source.key not in cited:
            yield file, ("sources", source.key), f"no entry cites {source.key}"


def mirrors(shelf: Shelf) -> Iterator[Finding]:
    """A source's address is its publisher's, not a reprint's.

    Leave the address out and say in seen how it was read. Machine translations may be cited anywhere.
    """
    for file, source in shelf.sources:
        host = urlsplit(source.url).hostname or ""
        is_mirror = any(host == mirror or host.endswith(f".{mirror}") for mirror in MIRRORS)
        if is_mirror and source.kind != "machine translation":
            yield file, ("sources", source.key, "url"), f"{host} reprints other publishers' pages"


def issuers(shelf: Shelf) -> Iterator[Finding]:
    """An issuer's name is spelled in one way, since renderings are chosen by it.

    Write it as the other entries do.
    """
    given = [
        (file, ("senses", n, "renderings", m, "issuer"), rendering.issuer)
        for file, concept in shelf.entries
        for n, sense in enumerate(concept.senses)
        for m, rendering in enumerate(sense.renderings)
    ]
    counts = Counter(name for _, _, name in given)
    best: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        best.setdefault(_bare(name), name)
    for file, place, name in given:
        if best[_bare(name)] != name:
            yield file, place, f"{name} is written {best[_bare(name)]} elsewhere"


def _bare(name: str) -> str:
    """An issuer's name as far as it tells who it is."""
    return name.translate(_LIKE).casefold().removeprefix("the ")
