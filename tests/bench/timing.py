"""Time whole processes in interleaved pairs, and measure their peak memory."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROWS_AND_COLUMNS = (40, 100)
# Started by a small process of its own: a child's peak counts from that of the process that forks it.
PEAK = (
    "import resource, subprocess, sys;"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@dataclass(frozen=True)
class Command:
    """A command line, what it adds to the environment, how it may end, what it is given.

    Where `discard` is set its output goes nowhere, else it is read.
    """

    argv: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    terminal: bool = False
    codes: tuple[int, ...] = (0,)
    given: bytes = b""
    discard: bool = False


@dataclass(frozen=True)
class Pair:
    """A command and what it is measured against."""

    name: str
    command: Command
    baseline: Command


@dataclass(frozen=True)
class Ratio:
    """How many times the baseline's time a command took: the middle and the ends of all runs."""

    name: str
    middle: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}–{self.high:.2f})"


def ratio(pair: Pair, runs: int, warm: bool = False) -> Ratio:
    """The ratio of one pair; command and baseline take turns, so that other load meets both.

    Where the pair is not warm already, the first run of each does not count.
    """
    if not warm:
        seconds(pair.command), seconds(pair.baseline)
    found = sorted(seconds(pair.command) / seconds(pair.baseline) for _ in range(runs))
    return Ratio(pair.name, median(found), found[0], found[-1])


def seconds(command: Command) -> float:
    """Wall time of one run in an empty folder, until it has ended and all it wrote has been read."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        code, output = (_on_terminal if command.terminal else _piped)(command, folder)
        taken = time.perf_counter() - start
    if code not in command.codes:
        raise SystemExit(f"{' '.join(command.argv)} ended with exit code {code}:\n{output.decode()}")
    return taken


def count_lines(command: Command) -> int:
    """How many lines a command prints."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            command.argv,
            env=_environment(command, folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        ) as process,
    ):
        assert process.stdout is not None
        return sum(data.count(b"\n") for data in iter(lambda: process.stdout.read1(1 << 20), b""))


def peak_megabytes(command: Command) -> float:
    """Peak memory of one run, the mapped pages that it touched included."""
    starter = Command((sys.executable, "-I", "-S", "-c", PEAK, *command.argv), command.environment)
    with tempfile.TemporaryDirectory() as folder:
        _, output = _piped(starter, folder)
    unit = 1 if sys.platform == "darwin" else 1024
    return int(output) * unit / 1_000_000


def summed_megabytes(command: Command) -> float:
    """The peak memory of a process and of each of its children, added up: no less than any one moment's.

    Pages that they share count once for each. Linux only, where /proc tells the peak of each process.
    """
    peaks: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            command.argv,
            env=_environment(command, folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        while process.poll() is None:
            for pid in _family(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
            time.sleep(0.02)
    if process.returncode not in command.codes:
        raise SystemExit(f"{' '.join(command.argv)} ended with exit code {process.returncode}")
    return sum(peaks.values()) * 1024 / 1_000_000


def _family(pid: int) -> Iterator[int]:
    """A process, its children, and theirs."""
    yield pid
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _content(listed).split():
            yield from _family(int(child))


def _peak(pid: int) -> int:
    """The peak memory of a process in units of 1,024 bytes; 0 where it has ended."""
    lines = _content(Path(f"/proc/{pid}/status")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def _content(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended
        return ""


def _environment(command: Command, home: str) -> dict[str, str]:
    """A small environment, the same everywhere: nothing of the user's colours, files or Python."""
    base = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    return base | command.environment


def _piped(command: Command, folder: str) -> tuple[int, bytes]:
    done = subprocess.run(
        command.argv,
        env=_environment(command, folder),
        cwd=folder,
        stdout=subprocess.DEVNULL if command.discard else subprocess.PIPE,
        stderr=subprocess.PIPE if command.discard else subprocess.STDOUT,
        **({"input": command.given} if command.given else {"stdin": subprocess.DEVNULL}),
    )
    return done.returncode, done.stdout or done.stderr or b""


def _on_terminal(command: Command, folder: str) -> tuple[int, bytes]:
    leader, follower = pty.openpty()
    termios.tcsetwinsize(follower, ROWS_AND_COLUMNS)
    process = subprocess.Popen(
        command.argv,
        env=_environment(command, folder),
        cwd=folder,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    output = b"".join(_read(leader))
    os.close(leader)
    return process.wait(), output


def _read(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(descriptor, 65536)
        except OSError:  # Linux reports the end of a terminal as an error
            return
        if not data:
            return
        yield data
