"""The command as its users meet it; with TIFA_COMMAND set, the installed one."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ALONE, MINI, Run
from tifa.__main__ import COMMANDS

BAD = 2


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The message of a command that failed as a user may make it fail."""
    assert done.returncode == BAD
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    return line


def test_a_term_is_found_and_its_card_printed(tifa_run: Run) -> None:
    done = tifa_run("社会工作")
    assert done.returncode == 0
    assert done.stdout.startswith("社会工作  社會工作  shèhuì gōngzuò\n")
    assert "Party: " in done.stdout
    assert "Western: " in done.stdout
    assert done.stderr == ""


def test_several_words_are_one_query(tifa_run: Run) -> None:
    one = tifa_run("small", "horse", "pulling", "a", "big", "cart")
    assert one.stdout.startswith("小马拉大车")
    assert tifa_run("lookup", "small horse pulling a big cart").stdout == one.stdout


@pytest.mark.parametrize(("query", "code"), [("信访", 0), ("枫桥", 1), ("香蕉面包", 1)])
def test_the_exit_code_says_whether_the_term_was_found(tifa_run: Run, query: str, code: int) -> None:
    assert tifa_run(query).returncode == code


@pytest.mark.parametrize(
    "words", ["new social organizations", "new NGOs", "list of terms", "stats office", "export controls now"]
)
def test_a_query_may_begin_with_the_name_of_a_command(tifa_run: Run, words: str) -> None:
    done = tifa_run(*words.split())
    assert done.returncode in (0, 1)
    assert done.stderr == ""


def test_what_is_near_is_suggested_and_what_is_unknown_can_be_drafted(tifa_run: Run) -> None:
    assert "Did you mean:\n  枫桥经验" in tifa_run("枫桥").stdout
    assert "Found inside it:\n  群众路线" in tifa_run("坚持群众路线不动摇").stdout
    assert "tifa new TERM" in tifa_run("香蕉面包").stdout


@pytest.mark.parametrize("form", ["card", "plain", "markdown", "json", "jsonl", "svg"])
@pytest.mark.parametrize("query", ["信访", "枫桥", "香蕉面包"])
def test_every_format_answers_every_outcome(tifa_run: Run, form: str, query: str) -> None:
    done = tifa_run(query, "--format", form)
    assert done.returncode in (0, 1)
    assert done.stdout
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    if form.startswith("json"):
        assert json.loads(done.stdout)["schema"] == "tifa.lookup/1"


def test_json_for_one_query_carries_the_whole_entry(tifa_run: Run) -> None:
    data = json.loads(tifa_run("两个维护", "-f", "json").stdout)
    assert data["outcome"] == "found"
    assert data["hits"][0].keys() >= {
        "id",
        "term",
        "traditional",
        "pinyin",
        "rendering",
        "tier",
        "matched",
        "score",
    }
    assert data["entry"]["schema"] == "tifa.entry/1"
    assert data["entry"]["simplified"] == data["hits"][0]["term"] == "两个维护"


@pytest.mark.parametrize("arguments", [("--batch", "-"), ("--batch", "-", "--format", "jsonl")])
def test_a_batch_answers_each_line_in_order(tifa_run: Run, arguments: tuple[str, ...]) -> None:
    queries = "兩企三新\r\nfqjy\n\ntwo establishments\n香蕉面包\n" + "长" * 10_000 + "\n枫桥"
    done = tifa_run("lookup", *arguments, stdin=queries)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["query"][:20] for line in lines] == [
        "兩企三新", "fqjy", "", "two establishments", "香蕉面包", "长" * 20, "枫桥"
    ]  # fmt: skip
    assert [line["outcome"] for line in lines] == ["found", "found", "none", "found", "none", "none", "near"]
    assert [line["hits"][0]["term"] for line in lines if line["hits"]] == [
        "两企三新",
        "枫桥经验",
        "两个确立",
        "枫桥经验",
    ]
    assert "line 3" in lines[2]["error"]
    assert done.returncode == 1
    assert done.stderr == ""


def test_a_batch_may_come_from_a_file_with_any_bytes(tifa_run: Run, tmp_path: Path) -> None:
    path = tmp_path / "queries.txt"
    path.write_bytes(
        b"\xef\xbb\xbf\xe4\xbf\xa1\xe8\xae\xbf\n\xff\xfe qxzv\n\x1b[31m\xe4\xbf\xa1\xe8\xae\xbf\x1b[0m\n"
    )
    done = tifa_run("lookup", "--batch", str(path))
    assert [json.loads(line)["outcome"] for line in done.stdout.splitlines()] == ["found", "none", "found"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Usage"),
        (("lookup",), "empty"),
        (("  ",), "empty"),
        (("…",), "nothing to look up"),
        (("", ""), "empty"),
        (("长" * 10_000,), "10,000 characters"),
        (("信访", "--format", "xml"), "card, plain"),
        (("信访", "--color", "blue"), "auto, always, never"),
        (("信访", "--batch", "-"), "not both"),
        (("--batch", "-", "--format", "card"), "JSON lines"),
        (("--batch", "no/such/file"), "no/such/file"),
        (("信访", "--glossary", "no/such/folder"), "no/such/folder"),
        (("list", "--kind", "animal"), "numeronym"),
        (("export", "docx"), "jsonl"),
        (("lint", "no/such/folder"), "no/such/folder"),
        (("new", "大×抓"), "Chinese"),
    ],
)  # fmt: skip
def test_bad_usage_is_one_sentence_and_exit_code_2(
    tifa_run: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = tifa_run(*arguments)
    if not arguments:
        assert said in done.stdout + done.stderr
    else:
        assert said in one_sentence(done)


@pytest.mark.parametrize(
    "arguments", [("信访", "--nonsense"), ("list", "--nonsense"), ("export", "jsonl", "extra", "--output")]
)
def test_unknown_options_and_arguments_exit_with_2_and_no_traceback(
    tifa_run: Run, arguments: tuple[str, ...]
) -> None:
    done = tifa_run(*arguments)
    assert done.returncode == BAD
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("kind", ["missing", "empty", "foreign file"])
def test_a_glossary_that_is_not_there_is_one_sentence(tifa_run: Run, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "glossary"
    if kind == "empty":
        place.mkdir()
    elif kind == "foreign file":
        place.write_text("hello")
    done = tifa_run("信访", TIFA_GLOSSARY=f"none{os.pathsep}{place}")
    assert str(place) in one_sentence(done)


def test_a_bad_file_of_a_folder_is_named_and_the_rest_answers(tifa_run: Run, tmp_path: Path) -> None:
    import shutil

    folder = shutil.copytree(MINI, tmp_path / "mini")
    (folder / "broken.yaml").write_bytes(b"simplified: \xff")
    done = tifa_run("list", "--glossary", "none", "--glossary", str(folder))
    assert done.returncode == 0
    assert f"{folder / 'broken.yaml'}:1: E102" in done.stderr
    assert "left out" in done.stderr
    assert done.stdout == tifa_run("list", *ALONE).stdout


def test_escapes_in_a_query_never_reach_the_output(tifa_run: Run) -> None:
    done = tifa_run("\x1b[31m枫桥\x07\x1b]0;title\x07")
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_the_reader_of_a_pipe_may_leave(tifa_run: Run) -> None:
    command = os.environ.get("TIFA_COMMAND")
    tifa = [command] if command else [sys.executable, "-m", "tifa"]
    for arguments in (["社会工作"], ["export", "jsonl"], ["list"]):
        with subprocess.Popen(
            [*tifa, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=tifa_run.environment
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


def on_terminal(run: Run, *arguments: str, **environment: str) -> str:
    """What the command writes to a terminal."""
    command = os.environ.get("TIFA_COMMAND")
    tifa = [command] if command else [sys.executable, "-m", "tifa"]
    parent, child = pty.openpty()
    environment = run.environment | {"TERM": "xterm-256color", "COLUMNS": "100"} | environment
    process = subprocess.Popen([*tifa, *arguments], stdout=child, stdin=child, stderr=child, env=environment)
    os.close(child)
    data = b""
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not piece:
            break
        data += piece
    process.wait()
    os.close(parent)
    return data.decode()


def test_a_terminal_gets_colour_and_a_pipe_none(tifa_run: Run) -> None:
    assert "\x1b[" in on_terminal(tifa_run, "信访")
    assert "\x1b[" not in tifa_run("信访").stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        (("信访",), {"NO_COLOR": "1"}, False),
        (("信访",), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (("信访", "--color", "never"), {}, False),
        (("信访", "--color", "always"), {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_follows_the_option_and_no_color(
    tifa_run: Run, arguments: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    assert (
        bool(re.search(r"\x1b\[[0-9;]*3[0-9]", on_terminal(tifa_run, *arguments, **environment))) is coloured
    )


def test_a_pipe_may_ask_for_colour(tifa_run: Run) -> None:
    assert "\x1b[" in tifa_run("信访", "--color", "always").stdout
    assert "\x1b[" in tifa_run("信访", FORCE_COLOR="1").stdout
    assert "\x1b[" not in tifa_run("信访", FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize("query", ["社会工作", "枫桥", "香蕉面包"])
def test_brief_answers_fit_in_six_lines_on_a_terminal(tifa_run: Run, query: str) -> None:
    shown = on_terminal(tifa_run, query, "--brief", COLUMNS="80")
    assert len(shown.strip().splitlines()) <= (6 if query == "社会工作" else 30)


def complete(run: Run, shell: str, line: str) -> list[str]:
    words = line.split(" ")
    done = run(
        _TIFA_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert done.returncode == 0
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("tifa 社会工", "社会工作"),
        ("tifa 社會工", "社会工作"),
        ("tifa shehuig", "社会工作"),
        ("tifa lookup fengq", "枫桥经验"),
        ("tifa Fengq", "枫桥经验"),
        ("tifa uphold", "两个维护"),
        ("tifa st", "stats"),
        ("tifa stats --gl", "--glossary"),
    ],
)
def test_the_shell_completes_from_hanzi_pinyin_or_english(tifa_run: Run, line: str, term: str) -> None:
    assert term in complete(tifa_run, "bash", line)
    assert term in "".join(complete(tifa_run, "zsh", line))
    assert term in "".join(complete(tifa_run, "fish", line))


def test_completion_of_nothing_or_nonsense_is_quiet(tifa_run: Run) -> None:
    assert complete(tifa_run, "bash", "tifa xkqjv") == []
    assert complete(tifa_run, "bash", "tifa new ") == []
    assert complete(tifa_run, "bash", "tifa 'quoted") == []


def test_commands_are_known_to_the_entry_point_the_completion_and_the_library() -> None:
    from tifa.cli.app import app, name_of
    from tifa.cli.complete import COMMANDS as COMPLETED

    registered = set(map(name_of, app.registered_commands))
    assert registered == set(COMMANDS) == set(COMPLETED)


def test_lists_are_filtered_by_domain_kind_frame_and_contest(tifa_run: Run) -> None:
    def terms(*options: str) -> set[str]:
        return {line.split("\t")[0] for line in tifa_run("list", *options).stdout.splitlines()}

    assert terms() > terms("--contested") >= {"社会工作"}
    assert terms("--domain", "petitions") >= {"信访", "国家信访局"}
    assert "两个确立" in terms("--kind", "numeronym")
    assert terms("--frame", "western", "--domain", "society-work") >= {"社会工作"}
    assert tifa_run("list", "--domain", "nowhere").returncode == 1


def test_an_export_holds_every_entry_whole(tifa_run: Run, tmp_path: Path) -> None:
    lines = tifa_run("export", "jsonl").stdout.splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) == len(tifa_run("list").stdout.splitlines())
    for entry in entries:
        assert entry.keys() >= {
            "id",
            "simplified",
            "traditional",
            "pinyin",
            "aliases",
            "senses",
            "renderings",
        }
        assert all("text" in alias for alias in entry["aliases"])
    path = tmp_path / "all.jsonl"
    assert tifa_run("export", "jsonl", "--output", str(path)).stdout == ""
    assert path.read_text(encoding="utf-8").splitlines() == lines


def test_an_export_that_cannot_be_written_leaves_nothing(tifa_run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one_sentence(tifa_run("export", "jsonl", "-o", str(tmp_path / "file" / "all.jsonl")))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_statistics_count_what_the_glossary_holds_and_lacks(tifa_run: Run) -> None:
    text = tifa_run("stats", *ALONE).stdout
    for line in (
        "Entries",
        "contested",
        "By kind",
        "Renderings by issuer",
        "renderings without a source",
        "oldest check",
    ):
        assert line in text
    assert (
        f"in all         {len(list(MINI.glob('*/*.yaml'))) - len(list(MINI.glob('sources/*.yaml')))}" in text
    )


def test_a_draft_is_written_once_and_the_linter_knows_it_for_one(tifa_run: Run, tmp_path: Path) -> None:
    done = tifa_run("new", "大抓基層", "--folder", str(tmp_path), "--domain", "drafts")
    path = Path(done.stdout.strip())
    text = path.read_text(encoding="utf-8")
    assert path.name == "da-zhua-ji-ceng.yaml"
    assert "simplified: 大抓基层  # draft" in text
    assert "traditional: 大抓基層  # draft" in text
    assert "pinyin: dà zhuā jī céng  # draft" in text
    assert "exists already" in one_sentence(tifa_run("new", "大抓基层", "--folder", str(tmp_path)))
    linted = tifa_run("lint", str(tmp_path))
    assert linted.returncode == 1
    assert {line.split(" ")[1] for line in linted.stdout.splitlines()} == {"E215"}


def test_the_linter_lists_its_rules_and_passes_a_sound_glossary(tifa_run: Run) -> None:
    assert "E107  A required field is missing." in tifa_run("lint", "--rules").stdout
    done = tifa_run("lint", str(MINI))
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 problems" in done.stderr


def test_the_schema_is_json(tifa_run: Run) -> None:
    assert json.loads(tifa_run("schema").stdout)["title"] == "tifa glossary entry"


def test_help_and_version_answer_quickly_named(tifa_run: Run) -> None:
    assert tifa_run("--version").stdout == "tifa 0.1.0\n"
    for arguments in (("--help",), ("lookup", "--help"), ("-h",)):
        done = tifa_run(*arguments)
        assert done.returncode == 0
        assert "Usage: tifa" in done.stdout
