"""Rules for glossary data: code -> function, whose docstring is the rule and its remedy.

Faults of form (E1..) are found when a file is read (`entryfile`); the rules here look at what the
files say, one entry at a time or all together. The first line of a docstring states the rule, the
rest says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from tifa.entryfile import read_ledger
from tifa.errors import GlossaryError
from tifa.glossary import EXCEPTIONS, LEDGERS, yaml_files
from tifa.index.folder import SOURCES, read_folder
from tifa.model import Problem
from tifa.validate import entries, whole
from tifa.validate.shelf import Finding, Shelf

# Faults of form, reported by the entry reader.
FORM_RULES = {
    "E101": "The file cannot be read, or is too large to be an entry.",
    "E102": "The file is not UTF-8.",
    "E103": "The file is not YAML.",
    "E104": "Anchors, aliases and tags are not allowed.",
    "E105": "A field has the wrong shape: text, a list or a list of fields is wanted.",
    "E106": "A field stands twice.",
    "E107": "A required field is missing.",
    "E108": "A field is empty or holds a line break or control character.",
    "E109": "A field has a value that is not allowed.",
    "E110": "A field is unknown.",
}

RULES: dict[str, Callable[[Shelf], Iterator[Finding]]] = {
    "E202": whole.ids,
    "E203": whole.headwords,
    "E204": whole.retired,
    "E211": entries.scripts,
    "E212": entries.traditional,
    "E213": entries.pinyin,
    "E214": entries.exclusions,
    "E215": entries.drafts,
    "E221": entries.gloss_length,
    "E222": entries.note_length,
    "E231": entries.sense_ids,
    "E232": entries.example_of_each_sense,
    "E233": entries.cues,
    "E234": entries.contrast,
    "E241": entries.deprecated,
    "E242": entries.proposals,
    "E243": entries.sourced,
    "E244": entries.preferred,
    "E245": entries.one_status,
    "E251": entries.numeronyms,
    "E252": entries.relations,
    "E253": whole.links,
    "E261": entries.known_sources,
    "E262": whole.source_keys,
    "E263": whole.unused_sources,
    "E264": whole.mirrors,
}
UNNEEDED = "E291"
# Rules about the exceptions themselves, from which there is none.
LEDGER_RULES = {UNNEEDED: "An exception holds off a fault that is there."}


def validate(path: str) -> list[Problem]:
    """Every problem of a glossary folder, or those in one domain or file of it, by file and line.

    GlossaryError where there is no such path or no YAML file in it.
    """
    folder = folder_of(path)
    names = [name for name, _, _ in yaml_files(folder)] if os.path.exists(path) else []
    chosen = os.path.relpath(path or ".", folder).replace(os.sep, "/")
    files = read_folder(folder, names)
    wanted = [
        file
        for name, file in zip(names, files, strict=True)
        if chosen == "." or name == chosen or name.startswith(f"{chosen}/")
    ]
    if not wanted:
        raise GlossaryError(f"{path}: no glossary file here; give a folder of entries or a file in it")
    ledgers = {name: read_ledger(os.path.join(folder, name)) for name in LEDGERS}
    shelf = Shelf(files, ledgers)
    _apply(shelf)
    if chosen == ".":
        wanted += ledgers.values()
    problems = [problem for file in wanted for problem in file.problems]
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))


def _apply(shelf: Shelf) -> None:
    """Report what the rules find, but for exceptions; report exceptions that are not needed."""
    ledger = shelf.ledgers[EXCEPTIONS]
    waivers = {(row.rule, row.entry): number for number, row in enumerate(ledger.ledger.exceptions)}
    used = set()
    for code, rule in RULES.items():
        tip = " ".join((rule.__doc__ or "").split("\n\n")[-1].split())
        for file, place, message in rule(shelf):
            key = code, os.path.basename(file.path).removesuffix(".yaml")
            if key in waivers:
                used.add(key)
            else:
                file.report(code, file.line_of(*place), message, tip)
    for (code, name), number in waivers.items():
        if (code, name) not in used:
            line = ledger.line_of("exceptions", number)
            ledger.report(UNNEEDED, line, f"{name} does not break the rule {code}", "take the exception out")


def folder_of(path: str) -> str:
    """The glossary folder that a path belongs to: the nearest one, from the path up, with sources."""
    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."
    for candidate in (folder, os.path.normpath(os.path.join(folder, os.pardir))):
        if os.path.isdir(os.path.join(candidate, SOURCES)):
            return candidate
    return folder


def rules() -> dict[str, str]:
    """What each code stands for, in one sentence."""
    described = {code: (rule.__doc__ or "").splitlines()[0] for code, rule in RULES.items()}
    return FORM_RULES | described | LEDGER_RULES
