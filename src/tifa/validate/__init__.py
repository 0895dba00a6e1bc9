"""Rules for glossary data: code -> function, whose docstring is the rule and its remedy.

Faults of form (E1..) are found when a file is read (`entryfile`); the rules here look at what the
files say, one entry at a time or all together. The first line of a docstring states the rule, the
rest says what to do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator

from tifa.entryfile import EntryFile, read_ledger
from tifa.errors import GlossaryError
from tifa.glossary import layers, load
from tifa.index.folder import SOURCES, read_folder
from tifa.index.stock import report_patch
from tifa.layers import EXCEPTIONS, LEDGERS, open_layers, yaml_files
from tifa.model import Entry
from tifa.problem import Problem
from tifa.validate import entries, whole
from tifa.validate.shelf import Finding, Shelf

# Faults of form, reported where files are read and laid over each other.
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
    "E271": "A patch names an entry of a layer below.",
    "E272": "A patch names a sense of the entry, or gives a whole one.",
}
# What is said of a layer when it is opened, not by the linter.
LAYER_RULES = {"E120": "A layer can be read, and has entries, sources or patches."}
# Rules for what is published, and not asked of a glossary without a folder of sources: one's own.
PUBLISHED = {"E232", "E233", "E234", "E242", "E243", "E244"}

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
    "E246": entries.by_people,
    "E251": entries.numeronyms,
    "E252": entries.relations,
    "E253": whole.links,
    "E261": entries.known_sources,
    "E262": whole.source_keys,
    "E263": whole.unused_sources,
    "E264": whole.mirrors,
    "E265": whole.issuers,
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
    # What is waived shows whether its waiver is needed only where every entry is judged.
    judged = None if chosen == "." else frozenset(file.path for file in wanted)
    shelf = Shelf(files, ledgers, below=_below(folder, files), judged=judged)
    known = {entry.concept.id: entry.concept for entry in shelf.below.values()}
    known |= {concept.id: concept for _, concept in shelf.entries}
    for file, patch in shelf.patches:
        report_patch(file, patch, known.get(patch.patches))
    _apply(shelf, without=() if os.path.isdir(os.path.join(folder, SOURCES)) else PUBLISHED)
    if chosen == ".":
        wanted += ledgers.values()
    problems = [problem for file in wanted for problem in file.problems]
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))


def _below(folder: str, files: list[EntryFile]) -> dict[str, Entry]:
    """The entries by id over which a folder is laid; none where it stands by itself.

    It does where it keeps ledgers of its own, or has sources and no patch and is nobody's layer.
    """
    real = os.path.realpath(folder)
    found = [(name, os.path.realpath(place)) for name, place in layers()]
    places = [place for _, place in found]
    is_layer = real in places[1:] or any(file.patch for file in files)
    is_own = is_layer or not os.path.isdir(os.path.join(folder, SOURCES))
    if not is_own or real == places[0] or any(os.path.exists(os.path.join(folder, name)) for name in LEDGERS):
        return {}
    lower = found[: places.index(real)] if real in places else found[:1]
    index = open_layers(lower) if len(lower) > 1 else load(lower[0][1]).index
    return {entry.concept.id: entry for entry in map(index.entry, range(len(index)))}


def _apply(shelf: Shelf, without: Collection[str] = ()) -> None:
    """Report what the rules find, but for exceptions; report exceptions that are not needed."""
    ledger = shelf.ledgers[EXCEPTIONS]
    waivers = {(row.rule, row.entry): number for number, row in enumerate(ledger.ledger.exceptions)}
    used = set()
    for code, rule in RULES.items():
        if code in without:
            continue
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
    return dict(sorted((FORM_RULES | described | LEDGER_RULES | LAYER_RULES).items()))
