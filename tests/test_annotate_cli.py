"""`tifa annotate` as its users meet it: files, folders, reports, encodings and what is wrong with them."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MINI, Run
from test_cli import BAD, one_sentence
from tifa.render.annotated.inline import stripped

Done = subprocess.CompletedProcess[str]
COMMAND = [os.environ["TIFA_COMMAND"]] if "TIFA_COMMAND" in os.environ else [sys.executable, "-m", "tifa"]
TEXT = "县委把这里当作改革的试验田，推广两站一会。\n"
MARKED = (
    "县委把这里当作改革的试验田⟦testing ground · Party sense: a place that tries a policy first⟧，"
    "推广两站一会⟦two stations and one council⟧。\n"
)


def with_mini(run: Run) -> Run:
    """The command with the small glossary."""
    found = Run(Path(run.environment["HOME"]))
    found.environment |= {"TIFA_GLOSSARY": f"none{os.pathsep}{MINI}"}
    return found


@pytest.fixture
def mini(tifa_run: Run) -> Run:
    return with_mini(tifa_run)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "speech.txt"
    file.write_bytes(TEXT.encode())
    return file


def objects(done: Done) -> list[dict[str, object]]:
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_bundled_glossary_marks_a_speech(tifa_run: Run) -> None:
    done = tifa_run("annotate", stdin="学习枫桥经验。")
    assert done.stdout.startswith("学习枫桥经验⟦Fengqiao model · ")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_is_read_as_one_text(mini: Run, arguments: tuple[str, ...]) -> None:
    done = mini("annotate", *arguments, stdin=TEXT)
    assert (done.returncode, done.stdout, done.stderr) == (0, MARKED, "")


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("inline", ""), ("footnotes", ""), ("markdown", ""), ("jsonl", ""), ("tsv", "path\tstart"),
     ("glossary", "# Terms in -: 0 terms, 0 occurrences"), ("html", "<!")],
)  # fmt: skip
@pytest.mark.parametrize("text", ["", "\ufeff"])
def test_an_empty_input_is_no_error(mini: Run, form: str, wanted: str, text: str) -> None:
    done = mini("annotate", "-f", form, stdin=text)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.lower().removeprefix("\ufeff").startswith(wanted.lower())


BYTES = [
    TEXT.replace("\n", "\r\n").encode() * 3,
    b"\xef\xbb\xbf" + TEXT.encode(),
    TEXT.encode().replace(b"\n", b"\0\n"),
    b"\x1b[31m" + TEXT.encode() + b"\x1b[0m\x07",
    TEXT.encode() + b"  \t \n\n   ",
    TEXT.encode().rstrip(b"\n"),
    TEXT.encode().replace(b"\n", b"\r"),
    "⟦试验田⟧⟦⟦两站⟦一会⟧".encode(),
    "试验田\u2028两站一会\x85\x0b\x0c\u200b\U0001f600".encode(),
    b"\n",
]


@pytest.mark.parametrize("data", BYTES)
def test_inline_keeps_every_byte_of_the_text(mini: Run, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in").write_bytes(data)
    done = mini("annotate", stdin=data)
    assert stripped(done.stdout).encode() == data
    assert mini("annotate", str(tmp_path / "in"), "-o", str(tmp_path / "out")).stdout == ""
    assert (tmp_path / "out").read_bytes() == done.stdout.encode()


def test_offsets_are_those_of_the_decoded_text_after_a_byte_order_mark(mini: Run) -> None:
    for data in (TEXT.encode("utf-8-sig"), TEXT.encode("utf-16")):
        found = [json.loads(line) for line in mini("annotate", "-f", "jsonl", stdin=data).stdout.splitlines()]
        assert [TEXT[each["start"] : each["end"]] for each in found] == ["试验田", "两站一会"]


def test_offsets_hold_in_a_text_of_many_blocks(mini: Run) -> None:
    text = "".join(f"{'天气' * (number % 700)}\n改革的试验田{'。' * (number % 3)}" for number in range(1200))
    found = objects(mini("annotate", "-f", "jsonl", stdin=text))
    assert len(found) == 1200
    lines = text.split("\n")
    for each in found:
        assert text[each["start"] : each["end"]] == each["surface"]
        assert lines[each["line"] - 1][each["column"] - 1 :].startswith("试验田")


def test_several_inputs_come_one_after_the_other_each_under_its_name(mini: Run, path: Path) -> None:
    done = mini("annotate", str(path), "-", str(path), stdin="议事\n")
    assert done.stdout == f"==> {path} <==\n{MARKED}==> - <==\n议事\n==> {path} <==\n{MARKED}"
    found = objects(mini("annotate", str(path), "-", "-f", "jsonl", stdin=TEXT))
    assert [each["path"] for each in found] == [str(path)] * 2 + ["-"] * 2


def test_a_name_stands_on_a_line_of_its_own_after_a_text_without_a_last_line_end(
    mini: Run, path: Path
) -> None:
    done = mini("annotate", "-", str(path), stdin="天气")
    assert f"==> {path} <==" in done.stdout.splitlines()


def test_a_table_of_several_inputs_names_its_fields_once(mini: Run, path: Path) -> None:
    lines = mini("annotate", "-f", "tsv", str(path), "-", stdin=TEXT).stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["path", *[str(path)] * 2, "-", "-"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts, and what is none: hidden files, a hidden folder, a binary file."""
    texts = tmp_path / "texts"
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden", ".git/config", ".git/hooks/sample"):
        (texts / name).parent.mkdir(parents=True, exist_ok=True)
        (texts / name).write_text(TEXT, "utf-8")
    (texts / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return texts


def paths_in(done: Done) -> list[str]:
    return list(dict.fromkeys(json.loads(line)["path"] for line in done.stdout.splitlines()))


def test_a_folder_stands_for_its_texts_and_what_is_none_is_named(mini: Run, folder: Path) -> None:
    done = mini("annotate", str(folder), "--format", "jsonl")
    assert [Path(name).name for name in paths_in(done)] == ["a.txt", "b.txt", "c.txt"]
    assert done.returncode == 0
    (note,) = done.stderr.splitlines()
    assert re.fullmatch("tifa: .*picture.png: this is an image; it is passed over", note)


def test_the_folder_one_stands_in_may_be_named_by_a_dot(mini: Run, folder: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "annotate", ".", "-f", "jsonl"], cwd=folder, env=mini.environment, capture_output=True, text=True
    )  # fmt: skip
    assert [Path(name).name for name in paths_in(done)] == ["a.txt", "b.txt", "c.txt"]


def test_a_binary_file_that_is_named_itself_is_an_error(mini: Run, folder: Path) -> None:
    assert "picture.png: this is an image" in one_sentence(mini("annotate", str(folder / "picture.png")))


def test_a_report_is_written_whole_with_the_rights_of_any_new_file(
    mini: Run, path: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reports" / "out.txt"
    assert mini("annotate", str(path), "--output", str(out)).stdout == ""
    assert out.read_text("utf-8") == MARKED
    assert stat.S_IMODE(out.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)


LATE = TEXT.encode() * 30_000 + b"\xff\xfe\xff" + TEXT.encode()


def test_a_report_that_fails_leaves_the_old_one_and_nothing_else(mini: Run, tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(LATE)
    (tmp_path / "out").write_text("old")
    said = one_sentence(mini("annotate", str(tmp_path / "in"), "-o", str(tmp_path / "out")))
    assert f"byte 0xff at offset {len(TEXT.encode()) * 30_000:,} is not utf-8" in said
    assert {file.name: file.stat().st_size for file in tmp_path.iterdir()} == {"in": len(LATE), "out": 3}


def test_reports_go_to_a_folder_one_for_each_input(mini: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = mini("annotate", str(folder / "a.txt"), str(folder / "deep"), "-", "-o", str(out), stdin=TEXT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(file.name for file in out.iterdir()) == ["a.txt.txt", "c.txt.txt", "standard-input.txt"]
    assert {file.read_text("utf-8") for file in out.iterdir()} == {MARKED}
    done = mini("annotate", str(folder), "-f", "tsv", "-o", str(out))
    assert "picture.png: this is an image; it is passed over" in done.stderr
    assert {file.name for file in out.glob("*.tsv")} >= {"a.txt.tsv", "b.txt.tsv", "c.txt.tsv"}
    mini("annotate", str(folder / "a.txt"), "-f", "markdown", "-o", str(out))
    assert (out / "a.txt.md").exists()


def test_reports_of_one_name_are_refused_before_anything_is_written(
    mini: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "deep" / "a.txt").write_text(TEXT, "utf-8")
    said = one_sentence(mini("annotate", str(folder), "-o", str(tmp_path / "out")))
    assert "a.txt.txt" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no/such/file",), "no/such/file"),
        (("-", "--format", "docx"), "choose one of inline, footnotes"),
        (("-", "--only", "animals"), "villages"),
        (("-", "--errors", "ignore"), "strict, replace"),
        (("-", "--errors="), "strict, replace"),
        (("-", "--color", "blue"), "auto, always, never"),
        (("-", "--encoding", "klingon"), "utf-8, gb18030"),
        (("-", "--encoding", "hex"), "no such text encoding"),
        (("-", "--encoding", "undefined"), "no such text encoding"),
        (("-", "--glossary", "no/such"), "no/such"),
        (("-", "-f", "html", "-"), "--output FOLDER"),
        (("-", "-", "-o", __file__), "is a file"),
        (("-", "-o", f"{__file__}/out"), "cannot be written"),
        (("--encoding", "ascii"), "byte 0xe5 at offset 0 is not ascii"),
        (("--encoding", "utf-7"), "utf-7"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_code_2(mini: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in one_sentence(mini("annotate", *arguments, stdin=TEXT.encode() + b"\xff"))


@pytest.mark.parametrize("arguments", [("--jobs", "-1"), ("--jobs", "x"), ("--nonsense",), ("--format",), ("--all=1",)])  # fmt: skip
def test_unknown_options_exit_with_2_and_no_traceback(mini: Run, arguments: tuple[str, ...]) -> None:
    done = mini("annotate", "-", *arguments, stdin=TEXT)
    assert (done.returncode, done.stdout) == (BAD, "")
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_one_sentence(mini: Run, tmp_path: Path) -> None:
    assert "no file in this folder" in one_sentence(mini("annotate", str(tmp_path)))


@pytest.mark.parametrize(
    ("encoding", "named"), [("gb18030", "gb18030"), ("big5", "big5"), ("utf-16-le", "utf_16_le")]
)
def test_another_encoding_is_detected_and_named(mini: Run, encoding: str, named: str) -> None:
    text = ("縣委把這裡當作改革的試驗田，推廣兩站一會。\n" if encoding == "big5" else TEXT) * 20
    done = mini("annotate", "-f", "jsonl", stdin=text.encode(encoding))
    assert re.fullmatch(f"tifa: standard input: read as {named}\\w*; --encoding gives another\n", done.stderr)
    told = mini("annotate", "-f", "jsonl", "--encoding", encoding, stdin=text.encode(encoding))
    assert told.stdout == done.stdout == mini("annotate", "-f", "jsonl", stdin=text).stdout
    assert told.stderr == ""


def test_an_encoding_that_is_named_is_not_second_guessed(mini: Run) -> None:
    text = "七丈七，万丈。\t" * 9 + TEXT
    done = mini("annotate", "--encoding", "utf-16-le", stdin=text.encode("utf-16-le"))
    assert (done.returncode, stripped(done.stdout)) == (0, text)


def test_bytes_that_cannot_be_decoded_are_an_error_or_a_sign(mini: Run) -> None:
    data = TEXT.encode() * 200 + b"\xff\n"
    said = one_sentence(mini("annotate", stdin=data))
    assert f"byte 0xff at offset {len(data) - 2:,}" in said
    done = mini("annotate", "--errors", "replace", stdin=data)
    assert stripped(done.stdout) == TEXT * 200 + "\ufffd\n"
    assert (done.returncode, done.stderr) == (0, "")


def test_text_that_utf8_cannot_hold_is_annotated_too(mini: Run) -> None:
    done = mini("annotate", "--encoding", "utf-7", stdin="试验田".encode("utf-7") + b"+2AA-")
    assert "Traceback" not in done.stderr
