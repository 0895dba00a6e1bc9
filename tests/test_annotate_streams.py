"""`tifa annotate` between pipes, terminals and processes, its two parsers, and `tifa explain`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.core import TyperOption as Option
from typer.main import get_command

from conftest import Run
from test_annotate_cli import BAD, COMMAND, TEXT, one_sentence, stripped, with_mini
from test_cli import on_terminal
from tifa.__main__ import OPTIONS, parsed
from tifa.cli.annotating import Request
from tifa.cli.app import app

FILL = "今天天气很好，风从河上吹来，" * 12
ESCAPES = "\x1b[31m\x1b]0;title\x07\x9b2J试验田\x1b[0m\x08\r改革\n"


@pytest.fixture
def mini(tifa_run: Run) -> Run:
    return with_mini(tifa_run)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path / "speech.txt", TEXT)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some megabytes of many lines."""
    line = f"{FILL}县委把这里当作改革的试验田，{FILL}农科院的试验田，全县推广“两站\r\n一会”。\n"
    return saved(tmp_path_factory.mktemp("large") / "large.txt", line * 2200)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five megabytes on one line without the end of a sentence."""
    piece = f"{FILL}，县委当作改革的试验田，两站一会，"
    return saved(tmp_path_factory.mktemp("line") / "line.txt", piece * (5_000_000 // len(piece.encode())))


def saved(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("form", ["jsonl", "tsv"])
def test_several_processes_write_what_one_writes(mini: Run, large: Path, form: str) -> None:
    one = mini("annotate", str(large), "-f", form, "--jobs", "1")
    two = mini("annotate", str(large), "-f", form, "--jobs", "2")
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 3 * 2200 + (form == "tsv")
    assert (two.returncode, two.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [("--first",), ("-f", "footnotes"), ("--nested", "--all", "-f", "jsonl")])  # fmt: skip
def test_asking_for_processes_changes_nothing(mini: Run, path: Path, arguments: tuple[str, ...]) -> None:
    one = mini("annotate", str(path), *arguments)
    assert mini("annotate", str(path), *arguments, "--jobs", "3").stdout == one.stdout


def test_a_line_of_five_megabytes_loses_nothing(mini: Run, unbroken: Path) -> None:
    done = mini("annotate", str(unbroken))
    assert (done.returncode, done.stderr) == (0, "")
    assert stripped(done.stdout) == unbroken.read_text("utf-8")


def test_a_place_far_along_a_line_is_explained(mini: Run, unbroken: Path) -> None:
    text = unbroken.read_text("utf-8")
    at = text.index("试验田", len(text) // 2)
    done = mini("explain", f"{unbroken}:1:{at + 1}")
    assert done.stdout.startswith("试验田: 试验田 shìyàntián")
    assert f"for pilot: 改革 at {at - 3}, weight " in done.stdout


@contextmanager
def started(run: Run, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a process group of its own, as a shell starts it; no process of it is left behind."""
    process = subprocess.Popen(
        [*COMMAND, "annotate", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=run.environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def interrupted(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """(exit code, standard error) after Ctrl-C."""
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=10)
    return process.returncode, said


@pytest.mark.parametrize("arguments", [(), ("-f", "jsonl"), ("-f", "jsonl", "-j", "2"), ("-f", "footnotes")])
def test_the_reader_of_a_pipe_may_leave(mini: Run, large: Path, arguments: tuple[str, ...]) -> None:
    with started(mini, str(large), *arguments) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.stdout.close()
        process.stdout = None
        _, said = process.communicate(timeout=20)
        assert (process.returncode, said) == (0, b"")


@pytest.mark.parametrize("arguments", [(), ("-f", "jsonl", "-j", "2")])
def test_an_interrupt_ends_it_quietly(mini: Run, large: Path, arguments: tuple[str, ...]) -> None:
    with started(mini, str(large), *arguments) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        assert interrupted(process) == (130, b"")


@pytest.mark.parametrize("has_output", [False, True])
def test_an_interrupt_while_it_waits_for_input_leaves_nothing(
    mini: Run, tmp_path: Path, has_output: bool
) -> None:
    with started(mini, "-", *(["-o", str(tmp_path / "out")] if has_output else [])) as process:
        time.sleep(1)
        assert interrupted(process) == (130, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("redirection", ["< /dev/null > /dev/full", "<&-", ">&- < /dev/null"])
def test_streams_that_cannot_be_used_give_no_traceback(mini: Run, path: Path, redirection: str) -> None:
    arguments = [*COMMAND, "annotate", *([str(path)] if ">" in redirection else [])]
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {redirection}', "sh", *arguments], env=mini.environment, capture_output=True, text=True
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == BAD


HOSTILE = re.compile("\x1b\\[31m|\x1b\\]|\x07|\x9b|\x08")


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--explain",), {}, True),
    ],
)
def test_a_terminal_never_gets_escapes_of_the_input(
    mini: Run, tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    file = saved(tmp_path / "esc.txt", ESCAPES)
    on = on_terminal(mini, "annotate", str(file), *arguments, **environment)
    assert not HOSTILE.search(on)
    assert "\\x1b[31m\\x1b]0;title\\x07\\x9b2J" in on
    assert "testing ground" in on
    assert ("\x1b[" in on) is coloured


@pytest.mark.parametrize("form", ["inline", "footnotes", "markdown", "glossary", "tsv"])
def test_a_format_that_is_asked_for_on_a_terminal_is_no_danger_either(
    mini: Run, tmp_path: Path, form: str
) -> None:
    file = saved(tmp_path / "a\x1b]0;title\x07.txt", ESCAPES)
    assert not HOSTILE.search(on_terminal(mini, "annotate", str(file), "-f", form))


def test_a_pipe_gets_every_byte_and_colour_only_where_it_is_forced(mini: Run) -> None:
    assert stripped(mini("annotate", stdin=ESCAPES).stdout) == ESCAPES
    forced = mini("annotate", stdin=ESCAPES, FORCE_COLOR="1").stdout
    assert "\x1b[" in forced
    assert not HOSTILE.search(forced)
    assert stripped(mini("annotate", stdin=ESCAPES, FORCE_COLOR="1", NO_COLOR="1").stdout) == ESCAPES
    assert stripped(mini("annotate", "--color", "never", stdin=ESCAPES, FORCE_COLOR="1").stdout) == ESCAPES


def test_a_missing_file_on_a_terminal_is_one_sentence(mini: Run) -> None:
    assert on_terminal(mini, "annotate", "no/such").strip() == (
        "tifa: no/such: cannot be read: No such file or directory"
    )


def options_of_the_library() -> list[Option]:
    command = get_command(app).commands["annotate"]  # type: ignore[attr-defined]
    return [one for one in command.params if one.param_type_name == "option" and one.name != "help"]


def _read(option: Any) -> type:
    """What reads the value of an option."""
    if option.multiple:
        return tuple
    return int if option.type.name.startswith("int") else str


def test_the_entry_point_knows_the_options_of_the_library() -> None:
    declared = {
        name: (one.name, None if one.is_flag else _read(one))
        for one in options_of_the_library()
        for name in one.opts
    }
    assert declared == OPTIONS["annotate"]


def test_both_parsers_hand_over_what_the_command_takes_with_the_same_defaults() -> None:
    given = {one.name: () if one.multiple else one.default for one in options_of_the_library()}
    assert given == Request().__dict__


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], ([], {})),
        (["a", "-", "b"], (["a", "-", "b"], {})),
        (["-f", "tsv", "a", "--all"], (["a"], {"form": "tsv", "all": True})),
        (["--format=tsv", "--jobs=2"], ([], {"form": "tsv", "jobs": 2})),
        (["--format=a=b"], ([], {"form": "a=b"})),
        (["--only", "-x"], ([], {"only": "-x"})),
        (["-o", "-"], ([], {"output": "-"})),
        (["-f", "tsv", "-f", "jsonl"], ([], {"form": "jsonl"})),
        (["-g", "a", "--glossary=b"], ([], {"places": ("a", "b")})),
        (["-ftsv"], None),
        (["-f=tsv"], None),
        (["-af", "tsv"], None),
        (["--", "a"], None),
        (["-f"], None),
        (["--all=1"], None),
        (["--jobs", "x"], None),
        (["--jobs", "-1"], None),
        (["--jobs", ""], None),
        (["--help"], None),
        (["--nonsense"], None),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_library(
    words: list[str], wanted: tuple[list[str], dict[str, object]] | None
) -> None:
    assert parsed(words, OPTIONS["annotate"]) == wanted


@given(
    st.lists(st.sampled_from([*OPTIONS["annotate"], "-", "--", "a", "1", "-x", "--format=", "--all=", ""]))
)
def test_words_keep_their_order_and_values_their_type(words: list[str]) -> None:
    rest, values = parsed(words, OPTIONS["annotate"]) or ([], {})
    remaining = iter(words)
    assert all(word in remaining for word in rest)
    kinds = {target: read or bool for target, read in OPTIONS["annotate"].values()}
    assert all(type(value) is kinds[name] for name, value in values.items())


@pytest.mark.parametrize(
    "options",
    ["", "-f jsonl", "--format=tsv", "-a -f jsonl", "--only villages", "--contested -f tsv", "--first",
     "--nested", "--explain", "--encoding utf-8", "--errors replace", "-j 2 -f jsonl", "--color never",
     "-f glossary", "--only nowhere", "--color always"],
)  # fmt: skip
def test_both_parsers_give_the_same_answer(mini: Run, path: Path, options: str) -> None:
    quick = mini("annotate", *options.split(), str(path))
    full = mini("annotate", *options.split(), "--", str(path))
    assert (quick.returncode, quick.stdout, quick.stderr) == (full.returncode, full.stdout, full.stderr)


@pytest.mark.parametrize(("line", "column"), [(1, 11), (1, 13), (2, 3), (2, 6), (3, 2)])
def test_a_place_is_explained(mini: Run, tmp_path: Path, line: int, column: int) -> None:
    file = saved(tmp_path / "a:b.txt", "县委把这里当作改革的试验田。\r\n农科试验\r\n田。\n，议事会")
    done = mini("explain", f"{file}:{line}:{column}")
    if (line, column) == (3, 2):
        assert (done.returncode, done.stdout) == (1, "")
    else:
        assert (done.returncode, done.stderr) == (0, "")
        assert "(shiyantian), found as headword\n" in done.stdout
        assert ("decided, confidence" in done.stdout) is True


@pytest.mark.parametrize("place", ["1:1", "1:14", "1:0", "0:1", "2:1", "2:5", "3:1", "9:9", "1:99999999999"])
def test_where_no_term_stands_nothing_is_explained(mini: Run, tmp_path: Path, place: str) -> None:
    file = saved(tmp_path / "file", "县委把这里当作改革的试验田\n ab \n")
    done = mini("explain", f"{file}:{place}")
    assert (done.returncode, done.stdout) == (1, "")
    line, column = place.split(":")
    assert f"no term of the glossary stands at line {line}, column {column}" in done.stderr


def test_a_column_past_the_end_of_its_line_is_no_place_on_the_next(mini: Run, tmp_path: Path) -> None:
    file = saved(tmp_path / "file", "天气\n试验田\n")
    assert mini("explain", f"{file}:1:4").returncode == 1


@pytest.mark.parametrize("place", ["file", "file:1", "file:1:b", "file:-1:1", "file:1:1:", ""])
def test_a_malformed_place_is_one_sentence(mini: Run, place: str) -> None:
    assert "FILE:LINE:COLUMN" in one_sentence(mini("explain", place))


def test_a_place_is_explained_in_standard_input_and_in_another_encoding(mini: Run, tmp_path: Path) -> None:
    assert "testing ground" in mini("explain", "--", "-:1:11", stdin=TEXT).stdout
    file = tmp_path / "file"
    file.write_bytes(TEXT.encode("gb18030"))
    done = mini("explain", f"{file}:1:11", "--encoding", "gb18030")
    assert "for pilot: 县委 at 0" in done.stdout
    assert "no/such" in one_sentence(mini("explain", "no/such:1:1"))
    assert "\x1b" not in mini("explain", "--", "-:1:3", stdin="\x1b\x1b试\x1b验田").stdout
