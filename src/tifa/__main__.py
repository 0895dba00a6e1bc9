"""Entry point: what is simple to parse runs before the command-line library is even imported."""

from __future__ import annotations

import gc
import os
import sys

from tifa.fold import has_han

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Option = tuple[str, Callable[[str], Any] | None]

MANY = 999
# Command -> its module and function, the fewest and the most words it takes. More words than that are
# a query (`tifa list of demands`).
COMMANDS = {
    "lookup": ("answer", "answer", 1, MANY),
    "annotate": ("annotating", "annotate", 0, MANY),
    "explain": ("annotating", "explain", 1, 1),
    "check": ("checking", "check", 1, MANY),
    "list": ("overview", "print_list", 0, 0),
    "stats": ("overview", "print_stats", 0, 0),
    "export": ("exchanging", "export", 1, 1),
    "import": ("exchanging", "bring_in", 1, 1),
    "formats": ("exchanging", "print_formats", 0, 0),
    "lint": ("editing", "print_problems", 0, MANY),
    "new": ("editing", "draft", 1, 1),
    "glossaries": ("layering", "print_layers", 0, 0),
    "add": ("layering", "add", 1, 1),
    "schema": ("editing", "print_schema", 0, 0),
}
# The options of a command that often runs in a pipe: option -> (argument of its function, what reads the
# value: nothing for a flag, `tuple` where it may be given again).
OPTIONS: dict[str, dict[str, Option]] = {
    "annotate": {
        "--format": ("form", str),
        "-f": ("form", str),
        "--all": ("all", None),
        "-a": ("all", None),
        "--only": ("only", str),
        "--contested": ("contested", None),
        "--first": ("first", None),
        "--nested": ("nested", None),
        "--explain": ("explain", None),
        "--encoding": ("encoding", str),
        "--errors": ("errors", str),
        "--output": ("output", str),
        "-o": ("output", str),
        "--jobs": ("jobs", int),
        "-j": ("jobs", int),
        "--color": ("color", str),
        "--glossary": ("places", tuple),
        "-g": ("places", tuple),
    }
}
GLOBAL_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")


def main() -> None:
    """Run `tifa` on the arguments of the process and exit."""
    arguments = sys.argv[1:]
    if "_TIFA_COMPLETE" in os.environ:
        from tifa.cli.complete import complete

        if complete(os.environ):
            return
    if not is_command(arguments):
        arguments = ["lookup", *arguments]
    gc.disable()  # a command is over before there is garbage worth collecting
    code = run_directly(arguments)
    if code is None:
        from tifa.cli.app import run_app

        code = run_app(arguments)
    sys.exit(code)


def run_directly(arguments: list[str]) -> int | None:
    """The exit code of a command that is simple to parse; None where the command-line library has to."""
    name, *words = arguments or [""]
    given = parsed(words, OPTIONS.get(name, {})) if name in COMMANDS else None
    if given is None:
        return None
    words, values = given
    module, function, fewest, most = COMMANDS[name]
    if not fewest <= len(words) <= most:
        return None
    from tifa.cli.streams import run

    command = getattr(__import__(f"tifa.cli.{module}", fromlist=[function]), function)
    return run(lambda: command(words, **values) if most == MANY else command(*words))


def parsed(words: list[str], options: dict[str, Option]) -> tuple[list[str], dict[str, Any]] | None:
    """(words that are no options, values of options); None where anything is out of the ordinary."""
    rest: list[str] = []
    values: dict[str, Any] = {}
    queue = words[::-1]
    while queue:
        word = queue.pop()
        name, is_joined, value = word.partition("=")
        if word == "-" or not word.startswith("-"):
            rest.append(word)
        elif name not in options or (is_joined and not name.startswith("--")):
            return None
        else:
            target, read = options[name]
            if read is None and not is_joined:
                values[target] = True
            elif read is None or not (is_joined or queue):
                return None
            else:
                value = value if is_joined else queue.pop()
                if read is int and not value.isdecimal():
                    return None
                values[target] = (*values.get(target, ()), value) if read is tuple else read(value)
    return rest, values


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments call a command by its name; else they are a query."""
    if not arguments or arguments[0] in GLOBAL_OPTIONS:
        return True
    words = arguments[1:]
    if arguments[0] == "new" and words and not (words[0].startswith("-") or has_han(words[0])):
        return False  # a draft is made of Chinese characters; "new NGOs" is a query
    if arguments[0] == "add" and not any(word.startswith("-") or has_han(word) for word in words):
        return False  # so is "add value"
    if arguments[0] not in COMMANDS:
        return False
    return len(words) <= COMMANDS[arguments[0]][3] or any(word.startswith("-") for word in words)


if __name__ == "__main__":
    main()
