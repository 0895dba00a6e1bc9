"""Write a glossary for other programs, and read theirs."""

from __future__ import annotations

import os
import sys

from tifa.cli.answer import open_glossary
from tifa.cli.streams import FOUND, choose, warn
from tifa.entryfile import concept_text, parse_concept, plain_text
from tifa.errors import InputError, UsageError
from tifa.exchange import FORMATS, READ, WRITTEN, format_of
from tifa.exchange.common import SCRIPTS, Losses, Wanted
from tifa.index.folder import write_aside, write_parts_aside
from tifa.model import LANGUAGES, RELATIONS, STATUSES, Concept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def export(
    form: str,
    output: str = "",
    domain: str = "",
    statuses: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    script: str = "both",
    without_deprecated: bool = False,
    places: tuple[str, ...] = (),
) -> int:
    """Write the entries that are wanted to standard output or, whole or not at all, to a file."""
    choose("FORMAT", form, WRITTEN)
    choose("--script", script, SCRIPTS)
    for status in statuses:
        choose("--status", status, STATUSES)
    for language in languages:
        choose("--lang", language, LANGUAGES)
    glossary = open_glossary(places)
    if domain:
        domains = {glossary.index.heading(number).domain for number in range(len(glossary))}
        choose("--domain", domain, tuple(sorted(domains)))
    wanted = Wanted(
        domain=domain,
        statuses=statuses,
        languages=languages,
        script=script,
        deprecated=not without_deprecated,
    )
    losses = Losses()
    _write(form, FORMATS[form].writer()(glossary, wanted, losses), output)
    for line in losses.told():
        warn(f"{form}: {line}")
    return FOUND


def _write(form: str, parts: Iterable[bytes], output: str) -> None:
    if not output:
        if sys.stdout.isatty() and not FORMATS[form].is_text:
            raise UsageError(f"{form} is not for terminals: give a file with --output FILE")
        sys.stdout.buffer.writelines(parts)
        sys.stdout.buffer.flush()
        return
    try:
        write_parts_aside(os.path.abspath(output), parts)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error


def bring_in(path: str, form: str = "", folder: str = "glossary") -> int:
    """Write an entry file for each concept of a file into a folder; what is there already stays."""
    if form:
        choose("--from", form, READ)
    elif not os.path.exists(path):
        raise InputError(f"{path}: there is no such file")
    name = form or format_of(path)
    if FORMATS[name].is_fallback:
        return _keep(path)
    losses = Losses()
    files = _files(path, list(FORMATS[name].reader()(path, losses)))
    files |= _sources(path) if name == "jsonl" else {}
    written = 0
    for inner, text in sorted(files.items()):
        target = os.path.join(folder, inner)
        if os.path.exists(target):
            warn(f"{target}: stands there already and is left as it is")
            continue
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            write_aside(os.path.abspath(target), text.encode())
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror}") from error
        written += 1
    for line in losses.told():
        warn(f"{name}: {line}")
    print(f"{written} files written to {folder}")
    return FOUND


def _keep(path: str) -> int:
    """Keep a dictionary to fall back on."""
    from tifa import cedict

    try:
        words = cedict.install(path)
    except OSError as error:
        raise UsageError(f"{cedict.data_file()}: cannot be written: {error.strerror}") from error
    print(f"{words:,} words of {cedict.NAME} ({cedict.LICENCE}) kept in {cedict.data_file()}")
    return FOUND


def _files(path: str, concepts: list[Concept]) -> dict[str, str]:
    """Path in the folder -> text of each entry file; InputError where one would be none."""
    files: dict[str, str] = {}
    linked: set[tuple[str, str, str]] = set()
    for concept in concepts:
        own = tuple(r for r in concept.related if (r.concept, RELATIONS[r.type], concept.id) not in linked)
        linked |= {(concept.id, relation.type, relation.concept) for relation in own}
        inner = f"{concept.domain}/{concept.id}.yaml"
        text = concept_text(Concept(**(vars(concept) | {"related": own})))
        if problems := parse_concept(inner, text).problems:
            raise InputError(f"{path}: {concept.simplified or concept.id}: {problems[0].message}")
        if inner in files:
            raise InputError(f"{path}: two concepts would be written to {inner}: give them different ids")
        files[inner] = text
    return files


def _sources(path: str) -> dict[str, str]:
    """Path in the folder -> text of each publisher's file of sources."""
    from tifa.exchange.jsonl import read_entries

    publishers: dict[tuple[str, str], dict[str, dict[str, str]]] = {}
    for entry in read_entries(path, Losses()):
        for source in entry.sources:
            data = source.to_data()
            rows = publishers.setdefault((data.pop("publisher"), data.pop("kind")), {})
            rows[data.pop("key")] = data
    return {
        f"sources/imported-{number}.yaml": plain_text(
            {"publisher": publisher, "kind": kind, "sources": dict(sorted(rows.items()))}
        )
        for number, ((publisher, kind), rows) in enumerate(sorted(publishers.items()), 1)
    }


def print_formats() -> int:
    """Print the formats, one a line: name, whether it is written and read, suffixes, what it is for."""
    from tifa.cli.overview import aligned

    rows = []
    for name, form in FORMATS.items():
        ways = " and ".join(way for way, there in (("export", form.write), ("import", name in READ)) if there)
        rows.append([name, ways, " ".join(form.suffixes), form.about])
    for line in aligned(rows) if sys.stdout.isatty() else map("\t".join, rows):
        print(line)
    return FOUND
