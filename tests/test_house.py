"""The shape of the code: imports point downward, heavy modules stay in their rooms, lookups stay light."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, WORDS, index_of

SOURCE = ROOT / "src" / "tifa"
# From the ground up; a room may import its own layer and those below it.
LAYERS = [
    {"errors"},
    {"model", "rules", "ledger", "patch", "problem"},
    {"fold", "pinyin", "schema"},
    {"gaps", "words", "decoding"},
    {"loosely"},
    {"entryfile", "index"},
    {"glossary", "layers"},
    {"cedict"},
    {"tiers", "western"},
    {"matcher"},
    {"search", "senses", "meaning"},
    {"annotation", "validate", "drafts", "own", "statistics"},
    {"termcheck"},
    {"render"},
    {"exchange"},
    {"cli", "__main__", "__init__"},
]
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
# Where a heavy library may be imported.
ROOMS = {
    "typer": {"cli"},
    "rich": {"render/terminal.py", "render/annotated/terminal.py", "cli"},
    "yaml": {"entryfile.py"},
    "rapidfuzz": {"tiers.py"},
    "opencc": {"fold.py", "validate/entries.py", "drafts.py"},
    "pypinyin": {"pinyin.py", "validate/entries.py", "drafts.py"},
    "ruamel": {"own.py"},
    "filelock": {"own.py"},
    "daachorse": {"index/sieve.py", "index/contexts.py", "western.py", "matcher.py"},
    "charset_normalizer": {"decoding.py"},
    "lxml": {"termcheck/readers", "exchange"},
    "openpyxl": {"termcheck/readers/table.py", "exchange/tables.py"},
    "genanki": {"exchange/anki.py"},
}
# What a plain lookup may import beside what the interpreter has loaded already.
LIGHT = {
    "tifa", "tifa.cli", "tifa.cli.answer", "tifa.cli.streams", "tifa.errors", "tifa.fold",
    "tifa.glossary", "tifa.index", "tifa.index.store", "tifa.index.file", "tifa.model", "tifa.pinyin", "tifa.render",
    "tifa.render.plain", "tifa.render.wording", "tifa.search", "tifa.tiers",
    "tifa.__main__", "tifa.cedict",
    "__future__", "gc", "bisect", "_bisect", "marshal", "unicodedata", "runpy", "pkgutil", "importlib", "zlib",
}  # fmt: skip


def files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Modules that a file imports anywhere, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def for_types_only(path: Path) -> set[str]:
    """Modules that a file imports only for its annotations."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module:
                    found.add(inner.module)
    return found


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_downward(path: Path) -> None:
    mine = RANK[room_of(path)]
    for name in imported(path) - for_types_only(path):
        parts = name.split(".")
        if parts[0] == "tifa" and len(parts) > 1 and parts[1] in RANK:
            assert RANK[parts[1]] <= mine, f"{path.name} imports {name} from above"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_heavy_libraries_stay_in_their_rooms(path: Path) -> None:
    where = str(path.relative_to(SOURCE).as_posix())
    for name in imported(path):
        rooms = ROOMS.get(name.split(".")[0])
        assert rooms is None or any(where.startswith(room) for room in rooms), f"{where} imports {name}"


def test_only_the_command_line_prints_or_exits() -> None:
    for path in files():
        if room_of(path) not in ("cli", "__main__", "render"):
            text = path.read_text(encoding="utf-8")
            assert "print(" not in text, path
            assert "sys.exit" not in text, path


@pytest.mark.parametrize(
    "query", ["红灯工程", "hongdeng gongcheng", "hongdegn gongcheng", "red lamp project", "红灯灯工程"]
)
def test_a_plain_lookup_imports_only_what_it_can_afford(tmp_path: Path, query: str) -> None:
    index = tmp_path / "words.index"
    index.write_bytes(index_of(*WORDS))
    code = (
        "import sys; before = set(sys.modules); sys.argv = ['tifa', *sys.argv[1:]]\n"
        "from tifa.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted(set(sys.modules) - before), sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, query],
        env={"TIFA_GLOSSARY": f"none{os.pathsep}{index}", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "红灯工程" in done.stdout
    assert set(done.stderr.split()) - LIGHT == set()


def test_the_public_names_are_documented() -> None:
    import tifa

    for name in tifa.__all__:
        assert getattr(tifa, name).__doc__, name


def test_files_and_functions_stay_small() -> None:
    for path in files():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, f"{path.name} is long: two rooms share one door"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno <= 40, f"{path.name}: {node.name} is long"
