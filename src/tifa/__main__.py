"""Entry point: a plain lookup is answered before the command-line library is even imported."""

from __future__ import annotations

import gc
import os
import sys

from tifa.fold import has_han

# Command -> how many words it takes; more words than that are a query (`tifa list of demands`).
COMMANDS = {"lookup": 999, "list": 0, "stats": 0, "export": 1, "lint": 999, "new": 1, "schema": 0}
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
    words = arguments[1:]
    gc.disable()  # a command is over before there is garbage worth collecting
    if arguments[:1] == ["lookup"] and words and not any(word.startswith("-") for word in words):
        from tifa.cli.answer import answer
        from tifa.cli.streams import run

        sys.exit(run(lambda: answer(words)))
    from tifa.cli.app import run_app

    sys.exit(run_app(arguments))


def is_command(arguments: list[str]) -> bool:
    """Whether the arguments call a command by its name; else they are a query."""
    if not arguments or arguments[0] in GLOBAL_OPTIONS:
        return True
    words = arguments[1:]
    if arguments[0] == "new" and words and not (words[0].startswith("-") or has_han(words[0])):
        return False  # a draft is made of Chinese characters; "new NGOs" is a query
    most = COMMANDS.get(arguments[0], -1)
    return most >= 0 and (len(words) <= most or any(word.startswith("-") for word in words))


if __name__ == "__main__":
    main()
