"""`tifa check` as it is called: options, exit codes, reports, baselines, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ALONE, Run

CHINESE = "这里是政策的试验田。\n第三句里有三个人。\n"
SOUND = "Here is a testing ground of policies.\nThe third sentence has three people in it.\n"
FAULTY = "Here is an experimental farmland of policies.\nThe third sentence has two people in it.\n"


@pytest.fixture
def pair(tmp_path: Path):
    """Writes a text and its translation; gives their paths."""

    def write(source: str = CHINESE, target: str = FAULTY) -> list[str]:
        paths = [tmp_path / "source.txt", tmp_path / "target.txt"]
        for path, text in zip(paths, (source, target), strict=True):
            path.write_text(text, encoding="utf-8")
        return list(map(str, paths))

    return write


@pytest.fixture
def check(tifa_run: Run):
    """Runs `tifa check` with the small glossary."""

    def run(*arguments: str):
        return tifa_run("check", *arguments, *ALONE)

    return run


def test_a_sound_translation_is_reported_with_what_was_looked_at(check, pair) -> None:
    result = check(*pair(target=SOUND))
    assert result.returncode == 0
    assert "2 segments read, 2 compared; 1 term of 1 entry found" in result.stdout
    assert result.stderr == ""


def test_errors_give_exit_code_1_and_say_file_segment_and_what_to_write(check, pair) -> None:
    paths = pair()
    result = check(*paths)
    assert result.returncode == 1
    assert f"{paths[1]}:1: error deprecated: " in result.stdout
    assert "testing ground" in result.stdout


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_fail_on_sets_from_which_level_on_the_exit_code_is_1(check, pair, level: str, code: int) -> None:
    only_a_number = pair(target=FAULTY.replace("an experimental farmland", "a testing ground"))
    assert check(*only_a_number, "--fail-on", level).returncode == code


def test_ignored_rules_are_counted(check, pair) -> None:
    result = check(*pair(), "--ignore", "deprecated", "--ignore", "number")
    assert result.returncode == 0
    assert "2 muted" in result.stdout


def test_a_baseline_holds_back_what_was_known_and_nothing_else(check, pair, tmp_path: Path) -> None:
    known = str(tmp_path / "known.txt")
    paths = pair()
    assert check(*paths, "--write-baseline", known).returncode == 1
    assert check(*paths, "--baseline", known).returncode == 0
    changed = pair(target=FAULTY.replace("of policies", "of all policies"))
    assert check(*changed, "--baseline", known).returncode == 1


@pytest.mark.parametrize("form", ["table", "json", "sarif", "junit", "github", "html"])
def test_each_format_is_written_to_a_file(check, pair, tmp_path: Path, form: str) -> None:
    report = tmp_path / "report"
    result = check(*pair(), "--format", form, "--output", str(report))
    assert (result.returncode, result.stdout) == (1, "")
    assert "deprecated" in report.read_text(encoding="utf-8")


def test_json_has_the_shape_that_programs_read(check, pair) -> None:
    data = json.loads(check(*pair(), "--format", "json").stdout)
    assert data["schema"] == "tifa.check/1"
    assert data["summary"]["segments"] == 2
    found = data["findings"][0]
    assert {"rule", "level", "path", "segment", "id", "term", "source_span", "target_span", "message",
            "suggestion"} <= set(found)  # fmt: skip
    assert found["term"] == "试验田"
    assert CHINESE.split("\n")[0][slice(*found["source_span"])] == "试验田"


def test_the_direction_is_told_by_the_script(check, pair) -> None:
    assert check(*pair(SOUND, CHINESE)).returncode == 0
    reversed_and_missing = check(*pair(SOUND, CHINESE.replace("试验田", "地方")), "--fail-on", "warning")
    assert reversed_and_missing.returncode == 1
    assert "试验田 is not rendered" in reversed_and_missing.stdout


def test_a_table_is_checked_by_its_columns(check, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("zh,en,old\n这里是试验田。,A testing ground.,A farm.\n", encoding="utf-8")
    assert check(str(table), "--fail-on", "warning").returncode == 0
    assert check(str(table), "--columns", "zh,old", "--fail-on", "warning").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["missing.xlf"], "missing.xlf"),
        (["one.txt"], "one.txt"),
        (["a.xlf", "--format", "xml"], "--format cannot be 'xml'"),
        (["a.xlf", "--fail-on", "all"], "--fail-on cannot be 'all'"),
        (["a.xlf", "--ignore", "typos"], "--ignore cannot be 'typos'"),
        (["a.xlf", "--as-of", "soon"], "--as-of cannot be 'soon'"),
        (["a.xlf", "--from", "en", "--to", "fr"], "one of --from and --to is zh"),
        (["a.csv", "--columns", "zh"], "--columns cannot be 'zh'"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(
    check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text("一。\n", encoding="utf-8")
    result = check(*arguments)
    assert result.returncode == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_texts_of_different_length_say_both_lengths_and_write_nothing(check, pair, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = check(*pair(target="One line.\n"), "--format", "json", "--output", str(report))
    assert result.returncode == 2
    assert "2" in result.stderr
    assert "1" in result.stderr
    assert not report.exists()


def test_a_baseline_that_cannot_be_read_is_named(check, pair, tmp_path: Path) -> None:
    result = check(*pair(), "--baseline", str(tmp_path / "none"))
    assert result.returncode == 2
    assert "the baseline cannot be read" in result.stderr


def test_bytes_that_are_no_text_are_told_with_the_options_that_check_has(check, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xff\x80")
    result = check(str(bad), str(bad))
    assert result.returncode == 2
    assert result.stderr.rstrip().endswith("give the encoding with --encoding")
