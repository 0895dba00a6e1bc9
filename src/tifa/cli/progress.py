"""A bar on standard error while a long file is read."""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tifa.decoding import Input

# Seconds after which reading counts as long.
PATIENCE = 1.0


def watched(source: Input, path: str) -> Iterator[str]:
    """The pieces of a text, with a bar from the moment that it takes long until its end."""
    start, bar, task = time.monotonic(), None, None
    try:
        for piece in source.pieces():
            yield piece
            if bar is None and time.monotonic() - start > PATIENCE:
                from rich.console import Console
                from rich.progress import Progress

                bar = Progress(console=Console(stderr=True), transient=True)
                task = bar.add_task(os.path.basename(path), total=os.path.getsize(path))
                bar.start()
            if bar is not None and task is not None:
                bar.update(task, completed=source.bytes_read)
    finally:
        if bar is not None:
            bar.stop()
