"""`tifa export`, `tifa import` and `tifa formats` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ALONE, Run
from tifa.errors import UsageError
from tifa.exchange import FORMATS, READ, WRITTEN, format_of
from tifa.validate import validate

NEEDS = {"xlsx": "openpyxl", "anki": "genanki"}


@pytest.fixture
def export(tifa_run: Run):
    def run(*arguments: str):
        return tifa_run("export", *arguments, *ALONE)

    return run


@pytest.mark.parametrize("form", WRITTEN)
def test_each_format_is_written_the_same_twice_and_says_what_is_lost(
    export, tmp_path: Path, form: str
) -> None:
    if form in NEEDS:
        pytest.importorskip(NEEDS[form])
    files = [tmp_path / "one", tmp_path / "two"]
    results = [export(form, "--output", str(file)) for file in files]
    assert {(result.returncode, result.stdout) for result in results} == {(0, "")}
    assert files[0].read_bytes() == files[1].read_bytes() != b""
    assert all(line.startswith(f"tifa: {form}: left out: ") for line in results[0].stderr.splitlines())
    assert (form == "jsonl") == (results[0].stderr == "")


def test_what_was_exported_as_json_lines_comes_back_whole(export, tifa_run: Run, tmp_path: Path) -> None:
    first, folder, second = tmp_path / "one.jsonl", tmp_path / "glossary", tmp_path / "two.jsonl"
    assert export("jsonl", "-o", str(first)).returncode == 0
    assert tifa_run("import", str(first), "-o", str(folder)).returncode == 0
    assert validate(str(folder)) == []
    tifa_run("export", "jsonl", "-o", str(second), "--glossary", "none", "--glossary", str(folder))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("form", [name for name in READ if FORMATS[name].write and name != "jsonl"])
def test_headwords_and_statuses_come_back_from_each_format(
    export, tifa_run: Run, tmp_path: Path, form: str
) -> None:
    if form in NEEDS:
        pytest.importorskip(NEEDS[form])
    file, folder = tmp_path / f"list{FORMATS[form].suffixes[0]}", tmp_path / "glossary"
    assert export(form, "-o", str(file)).returncode == 0
    assert tifa_run("import", str(file), "-o", str(folder)).returncode == 0
    rows = [json.loads(line) for line in export("jsonl").stdout.splitlines()]
    back = [
        json.loads(line)
        for line in tifa_run(
            "export", "jsonl", "--glossary", "none", "--glossary", str(folder)
        ).stdout.splitlines()
    ]

    def told(entries: list[dict]) -> set[tuple[str, str, bool]]:
        return {
            (entry["simplified"], rendering["text"], rendering["status"] == "deprecated")
            for entry in entries
            for rendering in entry["renderings"]
            if rendering["language"] == "en"
        }

    assert told(back) == told(rows)


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (["--status", "preferred"], {"preferred"}),
        (["--status", "preferred", "--status", "proposed"], {"preferred", "proposed"}),
        (["--without-deprecated"], {"preferred", "admitted", "proposed"}),
    ],
)
def test_only_renderings_of_the_wanted_statuses_are_exported(
    export, arguments: list[str], kept: set[str]
) -> None:
    rows = [json.loads(line) for line in export("jsonl", *arguments).stdout.splitlines()]
    assert {rendering["status"] for row in rows for rendering in row["renderings"]} <= kept


def test_a_domain_and_a_language_narrow_the_export(export) -> None:
    rows = [
        json.loads(line) for line in export("jsonl", "--domain", "pilots", "--lang", "fr").stdout.splitlines()
    ]
    assert {row["domain"] for row in rows} <= {"pilots"}
    assert {r["language"] for row in rows for r in row["renderings"]} <= {"fr"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["word"], "FORMAT cannot be 'word'"),
        (["jsonl", "--script", "runes"], "--script cannot be 'runes'"),
        (["jsonl", "--status", "good"], "--status cannot be 'good'"),
        (["jsonl", "--lang", "de"], "--lang cannot be 'de'"),
        (["jsonl", "--domain", "nowhere"], "--domain cannot be 'nowhere'"),
    ],
)
def test_a_bad_choice_is_one_sentence_and_exit_code_2(export, arguments: list[str], told: str) -> None:
    result = export(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_place_where_nothing_can_be_written_is_named(export, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = export("jsonl", "-o", str(tmp_path / "file" / "below"))
    assert (result.returncode, result.stdout) == (2, "")
    assert "below: cannot be written" in result.stderr


BROKEN = [
    ("a.jsonl", "{", "a.jsonl:1: this line is no JSON"),
    ("a.jsonl", "[]", "a.jsonl:1: this line is no entry of tifa"),
    ("a.jsonl", '{"schema": "tifa.entry/1"}', "a.jsonl:1: "),
    ("a.jsonl", '{"schema": "tifa.entry/1", "simplified": {"a": 1}}', "a.jsonl:1: "),
    ("a.doc", "x", "its format is not known by its suffix"),
    ("missing.csv", None, "there is no such file"),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_file_that_cannot_be_imported_is_named_and_nothing_is_written(
    tifa_run: Run, tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    path, folder = tmp_path / name, tmp_path / "glossary"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    result = tifa_run("import", str(path), "-o", str(folder))
    assert (result.returncode, result.stdout) == (2, "")
    assert told in result.stderr
    assert not folder.exists()


def test_an_import_leaves_alone_what_stands_there(tifa_run: Run, tmp_path: Path) -> None:
    table, folder = tmp_path / "list.csv", tmp_path / "glossary"
    table.write_text("zh,en\n试验田,testing ground\n", encoding="utf-8")
    assert tifa_run("import", str(table), "-o", str(folder)).returncode == 0
    (file,) = folder.rglob("*.yaml")
    file.write_text("# mine\n", encoding="utf-8")
    result = tifa_run("import", str(table), "-o", str(folder))
    assert file.read_text(encoding="utf-8") == "# mine\n"
    assert "stands there already" in result.stderr


def test_the_formats_are_listed_with_what_can_be_done_with_each(tifa_run: Run) -> None:
    rows = [line.split("\t") for line in tifa_run("formats").stdout.splitlines()]
    assert [row[0] for row in rows] == list(FORMATS)
    assert {row[0] for row in rows if "export" in row[1]} == set(WRITTEN)
    assert {row[0] for row in rows if "import" in row[1]} == set(READ)


@pytest.mark.parametrize(
    ("path", "name"), [("a.TBX", "tbx"), ("b.tsv", "csv"), ("c.xlsx", "xlsx"), ("d.jsonl", "jsonl")]
)
def test_a_format_is_known_by_the_suffix(path: str, name: str) -> None:
    assert format_of(path) == name


def test_an_unknown_suffix_lists_what_can_be_read() -> None:
    with pytest.raises(UsageError, match="jsonl, tbx, csv, xlsx"):
        format_of("a.sdltb")
