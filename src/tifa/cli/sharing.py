"""Share the annotation of a long text between processes, in order and with a bounded amount in flight.

The process that reads and writes annotates too; the others are forked from it, with the glossary in
their memory already.
"""

from __future__ import annotations

import marshal
import os
import signal
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from tifa.annotation import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Work = Callable[[Block], str]

# Blocks that a process is given before the first is done; blocks whose turn to be written has not come.
AHEAD, MOST_WAITING = 2, 4
PIPE = 1 << 20
# What reading from a pipe may raise whose other end is closed, maybe in the middle of something.
_ENDED = (EOFError, ValueError, TypeError, OSError)


def shared(blocks: Iterable[Block], jobs: int, work: Work) -> Iterator[str]:
    """What `work` makes of each block, in order, in so many processes."""
    helpers = [_Helper(work) for _ in range(jobs - 1)]
    waiting: deque[tuple[Block, _Helper | str]] = deque()
    try:
        for block in blocks:
            helper = next((each for each in helpers if each.takes(block)), None)
            waiting.append((block, helper or work(block)))
            while waiting and (len(waiting) > MOST_WAITING or _is_done(waiting[0][1])):
                yield _made(*waiting.popleft(), work)
        while waiting:
            yield _made(*waiting.popleft(), work)
    finally:
        for helper in helpers:
            helper.end()


def _is_done(maker: _Helper | str) -> bool:
    return isinstance(maker, str) or maker.done.qsize() > 0


def _made(block: Block, maker: _Helper | str, work: Work) -> str:
    """What was made of a block; where the process that was to make it has ended, it is made here."""
    if isinstance(maker, str):
        return maker
    found = maker.result()
    return work(block) if found is None else found


class _Helper:
    """A process that works on blocks."""

    def __init__(self, work: Work) -> None:
        source, to_child = os.pipe()
        from_child, sink = os.pipe()
        self._child = os.fork()
        if not self._child:
            os.close(to_child)
            os.close(from_child)
            _serve(work, os.fdopen(source, "rb"), os.fdopen(sink, "wb"))
        _widen(to_child)
        os.close(source)
        os.close(sink)
        self._blocks = os.fdopen(to_child, "wb")
        self._given = 0
        self.done: SimpleQueue[Any] = SimpleQueue()
        self._reader = Thread(target=_collect, args=(os.fdopen(from_child, "rb"), self.done), daemon=True)
        self._reader.start()

    def takes(self, block: Block) -> bool:
        """Whether the block is taken: the process lives and has not too many of them."""
        if self._given - self.done.qsize() >= AHEAD:
            return False
        try:
            marshal.dump((block.text, block.start, block.line, block.column), self._blocks)
            self._blocks.flush()
        except OSError:
            self._given = 1 << 30
            return False
        self._given += 1
        return True

    def result(self) -> str | None:
        """What was made of the next block; None, now and from then on, where the process has ended."""
        self._given -= 1
        found: str | None = self.done.get()
        if found is None:
            self._given = 1 << 30
            self.done.put(None)
        return found

    def end(self) -> None:
        """End the process."""
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        self._reader.join()
        with suppress(OSError):  # for what it had not taken any more
            self._blocks.close()


def _serve(work: Work, source: IO[bytes], sink: IO[bytes]) -> None:
    """Work on blocks until there are no more, and end this process."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that writes
        while True:
            text, start, line, column = marshal.load(source)
            marshal.dump(work(Block(text=text, start=start, line=line, column=column)), sink)
            sink.flush()
    except _ENDED:
        pass
    finally:
        os._exit(0)


def _collect(stream: IO[bytes], queue: SimpleQueue[Any]) -> None:
    """Put what comes through a pipe into a queue at once, so that who writes it never waits; at last None."""
    try:
        with stream:
            while True:
                queue.put(marshal.load(stream))
    except _ENDED:
        queue.put(None)


def _widen(pipe: int) -> None:
    """Let a pipe hold the next block, where the system can do that, so that the writer need not wait."""
    with suppress(ImportError, AttributeError, OSError):  # no Linux, or more than this user may have
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE)
