"""Entry point: a plain lookup is answered before the command-line library is even imported."""

from __future__ import annotations

import os
import sys

COMMANDS = ("lookup", "list", "stats", "export", "lint", "new", "schema")
GLOBAL_OPTIONS = ("--help", "-h", "--version", "--install-completion", "--show-completion")


def main() -> None:
    """Run `tifa` on the arguments of the process and exit."""
    arguments = sys.argv[1:]
    if "_TIFA_COMPLETE" in os.environ:
        from tifa.cli.complete import complete

        if complete(os.environ):
            return
    words = arguments[1:] if arguments[:1] == ["lookup"] else arguments
    if words and not any(word.startswith("-") for word in arguments) and words[0] not in COMMANDS:
        from tifa.cli.answer import answer
        from tifa.cli.streams import run

        sys.exit(run(lambda: answer(words)))
    if arguments and arguments[0] not in (*COMMANDS, *GLOBAL_OPTIONS):
        arguments = ["lookup", *arguments]
    from tifa.cli.app import run_app

    sys.exit(run_app(arguments))


if __name__ == "__main__":
    main()
