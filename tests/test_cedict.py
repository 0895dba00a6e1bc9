"""The dictionary to fall back on: asked where the glossary has nothing, marked as such, never mixed in."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from conftest import ALONE, Run
from tifa import cedict

LINES = """\
# CC-CEDICT
#! entries=5
捏造 捏造 [nie1 zao4] /to make up/to fabricate/
律師 律师 [lu:4 shi1] /lawyer/
試驗田 试验田 [shi4 yan4 tian2] /experimental plot/
紅燈 红灯 [hong2 deng1] /red light/
綠 绿 [lu:4] /green (color)/(slang) unfaithful/
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file where the dictionary is kept; its folders and the cache are empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(cedict, "PACKAGED", "no-such-package/words.gz")
    return Path(cedict.data_file())


@pytest.fixture
def installed(kept: Path, tmp_path: Path) -> Path:
    file = tmp_path / "cedict.txt"
    file.write_text(LINES, encoding="utf-8")
    assert cedict.install(str(file)) == 5
    return kept


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("捏造", ["捏造"]),
        ("律師", ["律师"]),
        ("律师", ["律师"]),
        ("lǜshī", ["律师"]),
        ("lu:4 shi1", ["律师"]),
        ("lv shi", ["律师"]),
        ("to fabricate", ["捏造"]),
        ("Fabricate", ["捏造"]),
        ("green", ["绿"]),
        ("Lawyer.", ["律师"]),
        ("law", []),
        ("造", []),
        ("~lushi", ["律师"]),
        ("'; DROP TABLE words; --", []),
        ("%", []),
        ("\udcff\udcfe broken", []),
        ("a\0b", []),
    ],
)
def test_a_word_is_found_in_either_script_in_pinyin_and_by_its_gloss(
    installed: Path, query: str, found: list[str]
) -> None:
    assert [word.simplified for word in cedict.find(query)] == found


def test_a_word_carries_marked_pinyin_and_its_glosses(installed: Path) -> None:
    (word,) = cedict.find("律师")
    assert word.to_data() == {
        "simplified": "律师",
        "traditional": "律師",
        "pinyin": "lǜ shī",
        "glosses": ["lawyer"],
    }


def test_without_a_dictionary_nothing_is_found(kept: Path) -> None:
    assert cedict.source() == ""
    assert cedict.find("捏造") == []


def test_the_package_s_file_is_used_where_none_was_imported(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "site" / cedict.PACKAGED
    packaged.parent.mkdir(parents=True)
    packaged.write_bytes(gzip.compress(LINES.encode()))
    monkeypatch.setattr("sys.path", [*sys.path, str(tmp_path / "site")])
    assert cedict.source() == str(packaged)
    assert [word.simplified for word in cedict.find("红灯")] == ["红灯"]


def test_a_new_file_takes_the_place_of_the_old_one(installed: Path, tmp_path: Path) -> None:
    assert cedict.find("红灯")
    file = tmp_path / "new.u8"
    file.write_text("青 青 [qing1] /green/\n", encoding="utf-8")
    cedict.install(str(file))
    assert not cedict.find("红灯")
    assert cedict.find("青")


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 100])
def test_a_broken_database_is_made_anew(installed: Path, tmp_path: Path, damage: bytes) -> None:
    assert cedict.find("红灯")
    (tmp_path / "cache" / "tifa" / "cedict.sqlite").write_bytes(damage)
    assert cedict.find("红灯")


def test_where_nothing_can_be_cached_it_answers_all_the_same(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a-file"))
    assert cedict.find("红灯")


def test_a_dictionary_that_broke_is_no_reason_to_fail(installed: Path) -> None:
    installed.write_bytes(b"\xff\xfe")
    assert cedict.find("红灯") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        ("红灯 red light\n".encode(), ":1: no line of CC-CEDICT"),
        (LINES.encode() + b"\nterm,rendering\n", ":9: no line of CC-CEDICT"),
        (b"\xff\xfe\x00", "not UTF-8 at byte 0"),
        (b"\x1f\x8b\x00", "cannot be read"),
        (gzip.compress(LINES.encode())[:40], "cannot be read"),
    ],
)
def test_what_is_no_dictionary_is_refused_and_the_old_one_kept(
    tifa_run: Run, installed: Path, tmp_path: Path, data: bytes, said: str
) -> None:
    before = installed.read_bytes()
    file = tmp_path / "bad.u8"
    file.write_bytes(data)
    done = tifa_run("import", str(file), XDG_DATA_HOME=str(tmp_path / "data"))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert installed.read_bytes() == before


def test_a_bomb_is_refused(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cedict, "LARGEST", 1000)
    file = tmp_path / "bomb.u8"
    file.write_bytes(gzip.compress(b"#" * 100_000))
    with pytest.raises(cedict.InputError, match="larger than"):
        cedict.install(str(file))
    assert not kept.exists()


@pytest.fixture
def with_dictionary(tifa_run: Run, installed: Path, tmp_path: Path) -> Run:
    tifa_run.environment["XDG_DATA_HOME"] = str(tmp_path / "data")
    return tifa_run


@pytest.mark.parametrize("form", ["plain", "card", "markdown", "json", "jsonl"])
def test_every_format_of_an_answer_names_the_dictionary_and_its_licence(
    with_dictionary: Run, form: str
) -> None:
    done = with_dictionary("捏造", "--format", form, *ALONE)
    assert done.returncode == 1
    for said in ("CC-CEDICT", "CC BY-SA 4.0", "to fabricate"):
        assert said in done.stdout.replace("\\", "")


def test_the_glossary_s_own_answer_stands_alone(with_dictionary: Run) -> None:
    done = with_dictionary("试验田", *ALONE)
    assert done.returncode == 0
    assert "CEDICT" not in done.stdout
    assert "dictionary" not in json.loads(with_dictionary("试验田", "--format", "json", *ALONE).stdout)


def test_what_is_like_the_query_comes_before_the_dictionary(with_dictionary: Run) -> None:
    text = with_dictionary("红灯", *ALONE).stdout
    assert text.index("CC-CEDICT") > 0
    assert (
        with_dictionary("lookup", "--batch", "-", *ALONE, stdin="红灯\n试验田\n").stdout.count("CEDICT") == 1
    )


def test_no_export_and_no_annotation_holds_a_word_of_it(with_dictionary: Run) -> None:
    for command in (("export", "jsonl"), ("export", "omegat"), ("list",)):
        assert "捏造" not in with_dictionary(*command, *ALONE).stdout
    assert "fabricate" not in with_dictionary("annotate", *ALONE, stdin="捏造\n").stdout


def test_the_word_of_the_dictionary_reaches_no_terminal_raw(
    kept: Path, tmp_path: Path, with_dictionary: Run
) -> None:
    file = tmp_path / "odd.u8"
    file.write_text("怪 怪 [guai4] /odd \x1b[31mred/\n", encoding="utf-8")
    cedict.install(str(file))
    assert "\x1b" not in with_dictionary("怪", *ALONE).stdout
