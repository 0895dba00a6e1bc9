"""Share the annotation of a long text between processes, in order and with a bounded amount in flight."""

from __future__ import annotations

import gc
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

from tifa.annotation import Annotator, Block
from tifa.glossary import layered
from tifa.render.annotated.writer import Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tifa.cli.annotating import Request
    from tifa.render.annotated.writer import Writer

# What a worker process keeps from one block to the next.
_worker: tuple[Annotator, Writer] | None = None


def shared(
    blocks: Iterable[Block], jobs: int, places: tuple[str, ...], request: Request, form: str, path: str
) -> Iterator[str]:
    """The written blocks in order, each made by one of several processes."""
    waiting: deque[Future[str]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(places, request, form, path)) as pool:
        for block in blocks:
            waiting.append(pool.submit(_write, block.text, block.start, block.line, block.column))
            if len(waiting) > jobs + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _start(places: tuple[str, ...], request: Request, form: str, path: str) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that writes
    gc.disable()
    from tifa.cli.annotating import make_writer

    _worker = request.annotator(layered(places)), make_writer(form, path, Options(explain=request.explain))


def _write(text: str, start: int, line: int, column: int) -> str:
    assert _worker is not None
    annotator, writer = _worker
    return writer.block(Block(text=text, start=start, line=line, column=column), annotator.marks(text))
