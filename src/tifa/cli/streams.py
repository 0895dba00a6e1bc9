"""Streams, colour and the one place where errors become sentences and exit codes."""

from __future__ import annotations

import os
import sys

from tifa.errors import TifaError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

FOUND, NOT_FOUND, BAD = 0, 1, 2
COLORS = ("auto", "always", "never")
PIPED_WIDTH = 100


def run(command: Callable[[], int]) -> int:
    """The exit code of a command; errors a user can cause become one sentence on standard error."""
    # Input may hold what UTF-8 cannot: it is shown as an escape, never a traceback.
    if sys.stdout is None:
        warn("standard output is closed: there is nowhere to write to")
        return BAD
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = command()
        sys.stdout.flush()
        return code
    except TifaError as error:
        warn(str(error))
        return BAD
    except BrokenPipeError:
        # The reader has gone, as after `| head`; what is left must not be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:
        # A full disk, most of all: what is left must not be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        warn(f"standard output cannot be written: {error.strerror}")
        return BAD
    except KeyboardInterrupt:
        return 130


def warn(message: str) -> None:
    """One line on standard error, with control characters made visible."""
    print(f"tifa: {visible(message)}", file=sys.stderr)


def choose(option: str, value: str, allowed: tuple[str, ...]) -> str:
    """The value of an option, where it is one of those allowed; else a UsageError that lists them."""
    if value and value not in allowed:
        raise UsageError(f"{option} cannot be {value!r}: choose one of {', '.join(allowed)}")
    return value


def visible(text: str, keep: str = "\n") -> str:
    """The text with control characters but those to keep as escapes: a terminal never obeys them."""
    kept = f"{keep}\u3000"
    return "".join(c if c.isprintable() or c in kept else repr(c)[1:-1] for c in text)


def wants_terminal(color: str) -> bool:
    """Whether output goes to a terminal, or is to look as if it did."""
    if color == "always":
        return True
    forced = bool(os.environ.get("FORCE_COLOR")) and not os.environ.get("NO_COLOR")
    return sys.stdout.isatty() or (color == "auto" and forced)


def console(color: str) -> Console:
    """A rich console for standard output that follows `--color`, NO_COLOR and FORCE_COLOR."""
    from rich.console import Console

    plain = color == "never" or (color == "auto" and bool(os.environ.get("NO_COLOR")))
    return Console(
        force_terminal=True if wants_terminal(color) and not plain else None,
        no_color=plain,
        color_system=None if plain else "auto",
        width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )
