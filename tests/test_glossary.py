"""Opening a glossary: caches that are stale, broken, foreign, read-only or raced for still answer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import MINI
from tifa.errors import GlossaryError
from tifa.glossary import load, user_directory
from tifa.layers import yaml_files
from tifa.search import lookup

ENTRY = """\
simplified: {term}
traditional: {term}
pinyin: shìyàntián
kind: term
senses:
  - id: party
    frame: party
    label: a label
    gloss: A gloss.
    renderings:
      - {{text: trial field, status: proposed, issuer: tifa, reason: for the tests}}
examples:
  - text: {term}
added: 2026-01-01
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small glossary, with an empty cache beside it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TIFA_GLOSSARY", raising=False)
    return Path(shutil.copytree(MINI, tmp_path / "mini"))


def caches() -> list[Path]:
    return sorted(Path(user_directory("cache")).glob("*"))


def test_a_folder_is_compiled_once_and_then_read_from_the_cache(folder: Path) -> None:
    first = load(str(folder))
    (cache,) = caches()
    written = cache.stat().st_mtime_ns
    again = load(str(folder))
    assert len(again) == len(first) > 0
    assert cache.stat().st_mtime_ns == written


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_a_changed_folder_is_compiled_anew(folder: Path, change: str) -> None:
    before = len(load(str(folder)))
    files = sorted(folder.glob("*/*.yaml"))
    entry = next(file for file in files if file.parent.name != "sources")
    if change == "edit":
        entry.write_text(ENTRY.format(term="改天换地"), encoding="utf-8")
        assert [h.tier for h in lookup(load(str(folder)), "改天换地")] == ["headword"]
    elif change == "add":
        (entry.parent / "gaitian.yaml").write_text(ENTRY.format(term="改天换地"), encoding="utf-8")
        assert len(load(str(folder))) == before + 1
    else:
        entry.unlink()
        assert len(load(str(folder))) == before - 1


@pytest.mark.parametrize(
    "broken",
    [b"", b"not an index", b"tifa-idx" + b"\0" * 100],
    ids=["empty", "foreign", "without a head"],
)
def test_a_broken_cache_is_replaced(folder: Path, broken: bytes) -> None:
    load(str(folder))
    (cache,) = caches()
    sound = cache.read_bytes()
    for damaged in (broken, sound[:-50], sound[:3000] + bytes([sound[3000] ^ 255]) + sound[3001:]):
        cache.unlink()
        cache.write_bytes(damaged)
        assert len(load(str(folder))) > 0
        assert cache.read_bytes() == sound


def test_a_cache_directory_that_cannot_be_written_costs_only_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert len(load(str(folder))) > 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_leaves_no_half_written_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert len(load(str(folder))) > 0
    assert caches() == []


def test_processes_that_compile_at_once_all_answer(folder: Path) -> None:
    code = f"import tifa; print(len(tifa.load({str(folder)!r})))"
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    answers = {process.communicate(timeout=120)[0].strip() for process in running}
    assert answers == {str(len(load(str(folder))))}
    assert len(caches()) == 1


def test_a_bad_file_is_named_and_hides_no_other(folder: Path) -> None:
    before = len(load(str(folder)))
    (folder / "bad.yaml").write_text("simplified: [", encoding="utf-8")
    glossary = load(str(folder))
    assert len(glossary) == before
    (problem,) = glossary.problems
    assert problem.path == str(folder / "bad.yaml")
    assert [p.path for p in load(str(folder)).problems] == [problem.path], "said again from the cache"


def test_an_unknown_source_is_named_and_its_entry_still_answers(folder: Path) -> None:
    entry = ENTRY.format(term="改天换地").replace("issuer: tifa", "issuer: tifa, sources: [nowhere-1]")
    (folder / "gaitian.yaml").write_text(entry, encoding="utf-8")
    glossary = load(str(folder))
    assert [(p.code, p.line, p.message) for p in glossary.problems] == [
        ("E261", 11, "there is no source nowhere-1")
    ]
    assert lookup(glossary, "改天换地")[0].tier == "headword"


def test_one_id_in_two_folders_keeps_the_first_and_names_the_second(folder: Path) -> None:
    for domain in ("a", "b"):
        (folder / domain).mkdir()
        (folder / domain / "twice.yaml").write_text(ENTRY.format(term="改天换地"), encoding="utf-8")
    glossary = load(str(folder))
    assert [(p.code, Path(p.path).parent.name) for p in glossary.problems] == [("E202", "b")]


@pytest.mark.parametrize("kind", ["missing", "empty", "only bad files", "a text file", "empty file"])
def test_where_there_is_no_glossary_one_sentence_says_so(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "here"
    if kind in ("empty", "only bad files"):
        place.mkdir()
    if kind == "only bad files":
        (place / "x.yaml").write_text("simplified: 字\n")
    if kind == "a text file":
        place.write_text("not an index" * 100)
    if kind == "empty file":
        place.write_text("")
    with pytest.raises(GlossaryError, match=str(place)):
        load(str(place))


def test_sources_and_hidden_folders_are_read_as_what_they_are(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "x.yaml").write_text("[")
    (folder / "retired.yaml").write_text("[]")
    names = [name for name, _, _ in yaml_files(str(folder))]
    assert not any(name.startswith(".git") or name == "retired.yaml" for name in names)
    assert any(name.startswith("sources/") for name in names)


@pytest.mark.parametrize(
    ("platform", "environment", "directory"),
    [
        ("linux", {}, "/home/ada/.config/tifa"),
        ("linux", {"XDG_CONFIG_HOME": "/x"}, "/x/tifa"),
        ("darwin", {}, "/home/ada/Library/Application Support/tifa"),
        ("darwin", {"XDG_CONFIG_HOME": "/x"}, "/x/tifa"),
        ("win32", {"APPDATA": "/roaming"}, "/roaming/tifa"),
        ("win32", {}, "/home/ada/AppData/Roaming/tifa"),
    ],
)
def test_the_user_s_directories_are_where_each_system_has_them(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], directory: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"HOME": "/home/ada", "USERPROFILE": "/home/ada"} | environment).items():
        monkeypatch.setenv(name, value)
    assert user_directory("config") == directory
