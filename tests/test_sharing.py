"""Several processes make of blocks what one makes, in order, even where one of them ends."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tifa.annotation import Block
from tifa.cli.sharing import shared

HERE = os.getpid()
TEXTS = [f"{number} 党建 \ud800" * (number % 7) for number in range(40)]


def blocks() -> Iterator[Block]:
    block = Block(text="")
    for text in TEXTS:
        block = block.after(text)
        yield block


def plain(block: Block) -> str:
    return f"{block.start}:{block.line}:{block.column}:{block.text}"


def failing_elsewhere(block: Block) -> str:
    if os.getpid() != HERE:
        raise ValueError(block.start)
    return plain(block)


def ending_elsewhere(block: Block) -> str:
    if os.getpid() != HERE and "35" in block.text:
        os._exit(1)
    return plain(block)


def failing(block: Block) -> str:
    raise LookupError(block.start)


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("work", [plain, failing_elsewhere, ending_elsewhere])
def test_every_block_is_made_once_and_in_order(jobs: int, work) -> None:
    assert list(shared(blocks(), jobs, work)) == [plain(block) for block in blocks()]


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_goes_wrong_with_a_block_is_raised_here(jobs: int) -> None:
    with pytest.raises(LookupError):
        list(shared(blocks(), jobs, failing))


def test_no_process_is_left_when_the_reader_stops_early() -> None:
    parts = shared(blocks(), 3, plain)
    next(parts)
    parts.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
