"""Entry point: a command without options runs before the command-line library is even imported."""

from __future__ import annotations

import gc
import os
import sys

from tifa.fold import has_han

MANY = 999
# Command -> its module and function, the fewest and the most words it takes. More words than that are
# a query (`tifa list of demands`).
COMMANDS = {
    "lookup": ("answer", "answer", 1, MANY),
    "list": ("overview", "print_list", 0, 0),
    "stats": ("overview", "print_stats", 0, 0),
    "export": ("overview", "print_export", 1, 1),
    "lint": ("editing", "print_problems", 0, MANY),
    "new": ("editing", "draft", 1, 1),
    "schema": ("editing", "print_schema", 0, 0),
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
    """The exit code of a command without options; None where the command-line library has to parse."""
    name, *words = arguments or [""]
    if name not in COMMANDS or any(word.startswith("-") for word in words):
        return None
    module, function, fewest, most = COMMANDS[name]
    if not fewest <= len(words) <= most:
        return None
    from tifa.cli.streams import run

    command = getattr(__import__(f"tifa.cli.{module}", fromlist=[function]), function)
    return run(lambda: command(words) if most == MANY else command(*words))


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments call a command by its name; else they are a query."""
    if not arguments or arguments[0] in GLOBAL_OPTIONS:
        return True
    words = arguments[1:]
    if arguments[0] == "new" and words and not (words[0].startswith("-") or has_han(words[0])):
        return False  # a draft is made of Chinese characters; "new NGOs" is a query
    if arguments[0] not in COMMANDS:
        return False
    return len(words) <= COMMANDS[arguments[0]][3] or any(word.startswith("-") for word in words)


if __name__ == "__main__":
    main()
