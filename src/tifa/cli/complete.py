"""Shell completion of terms, answered without the command-line library.

The shells call `tifa` through the scripts that `tifa --install-completion` writes. Options and other
commands' arguments are left to the library; a term is completed from Hanzi, pinyin or English.
"""

from __future__ import annotations

import sys

from tifa.cli.streams import run
from tifa.fold import han_key, has_han
from tifa.glossary import Glossary, load
from tifa.index.store import ENGLISH, HAN, PINYIN, WORD
from tifa.pinyin import pinyin_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    # (the term, what it is, the text that the typed prefix opens)
    Candidate = tuple[str, str, str]

MOST = 20
COMMANDS = {
    "lookup": "look a term up",
    "annotate": "mark the formulations in a text",
    "check": "check a translation against the glossary",
    "explain": "why a term in a text is read so",
    "list": "list the entries",
    "stats": "what the glossary holds",
    "export": "write the glossary for other programs",
    "import": "make entries of a term list",
    "formats": "list the formats of export and import",
    "lint": "check glossary files",
    "new": "draft an entry",
    "glossaries": "list the glossaries that lie over each other",
    "add": "add a rendering or a note to your own glossary",
    "schema": "print the JSON Schema of entries",
}


def complete(environment: Mapping[str, str]) -> bool:
    """Print completions; False where the command-line library knows better."""
    shell = environment["_TIFA_COMPLETE"].removeprefix("complete_")
    words, typed = _words(shell, environment)
    if typed.startswith("-") or words not in ([], ["lookup"]) or shell not in WRITERS:
        return False

    def command() -> int:
        found = [] if words else _commands(typed)
        found += terms(load(), typed)[:MOST] if typed else []
        if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
            sys.exit(0 if found else 1)
        sys.stdout.write(WRITERS[shell](found))
        return 0

    run(command)
    return True


def _words(shell: str, environment: Mapping[str, str]) -> tuple[list[str], str]:
    """(the words before the cursor after `tifa`, the word being typed)."""
    if shell == "bash":
        words = environment.get("COMP_WORDS", "").split()
        at = int(environment.get("COMP_CWORD", "0") or 0)
        return words[1:at], words[at] if at < len(words) else ""
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = line.split()[1:]
    if words and not line.endswith(" "):
        return words[:-1], words[-1]
    return words, ""


def terms(glossary: Glossary, typed: str) -> list[Candidate]:
    """The terms of which a form begins with what was typed, short ones first."""
    index = glossary.index
    prefixes = [(HAN, han_key(typed, glossary.characters))]
    if not has_han(typed):
        lower = typed.lower()
        prefixes = [(PINYIN, pinyin_key(typed)), (ENGLISH, lower), (WORD, lower)]
    found: dict[int, Candidate] = {}
    for family, prefix in prefixes:
        for key, entry, form in index.starting(family, prefix) if prefix else ():
            if entry not in found:
                heading = index.heading(entry)
                text = index.form(entry, form).text if family in (ENGLISH, WORD) else key
                found[entry] = heading.simplified, heading.rendering, text
    return list(found.values())


def _commands(typed: str) -> list[Candidate]:
    return [(name, said, name) for name, said in COMMANDS.items() if name.startswith(typed)]


def _bash(found: list[Candidate]) -> str:
    return "".join(f"{term}\n" for term, _, _ in found)


def _zsh(found: list[Candidate]) -> str:
    # -U: zsh would otherwise drop a term that does not begin with the Latin letters typed.
    values = " ".join(_quoted(term) for term, _, _ in found)
    shown = " ".join(_quoted(f"{term}  {said}") for term, said, _ in found)
    return f"local -a tifa_shown=({shown}); compadd -U -l -d tifa_shown -- {values}\n"


def _fish(found: list[Candidate]) -> str:
    # fish shows only what matches the letters typed: the form they open, the term as description.
    return "".join(f"{text}\t{term} {said}\n" for term, said, text in found)


def _powershell(found: list[Candidate]) -> str:
    return "".join(f"{term}:::{said or ' '}\n" for term, said, _ in found)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


WRITERS = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}
