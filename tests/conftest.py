"""What the tests share: a small glossary made for them, and the real one where it is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from tifa.glossary import Glossary, load
from tifa.index.build import compile_index
from tifa.index.store import Index
from tifa.model import Alias, Concept, Rendering, Sense, Source

# Machines differ: no test fails for being slow.
settings.register_profile("tifa", deadline=None)
settings.load_profile("tifa")

ROOT = Path(__file__).parent.parent
MINI = ROOT / "tests" / "data" / "mini"
# The small glossary instead of the bundled one.
ALONE = ("--glossary", "none", "--glossary", str(MINI))


def concept(simplified: str, pinyin: str, english: str = "", **fields: object) -> Concept:
    """A concept with one Party sense, whose renderings are `english` and those given."""
    renderings = fields.pop("renderings", ())
    if english:
        renderings = (rendering(english), *renderings)
    defaults: dict[str, object] = {
        "id": pinyin.replace(" ", "-"),
        "domain": "tests",
        "simplified": simplified,
        "traditional": simplified,
        "pinyin": pinyin,
        "kind": "term",
        "senses": (
            Sense(id="party", frame="party", label="a label", gloss="A gloss.", renderings=renderings),
        ),
        "added": "2026-01-01",
    }
    return Concept(**(defaults | fields))


def rendering(text: str, status: str = "preferred", **fields: object) -> Rendering:
    """A rendering by an invented issuer."""
    return Rendering(**({"text": text, "status": status, "issuer": "Example Press"} | fields))


def index_of(*concepts: Concept, sources: tuple[Source, ...] = ()) -> bytes:
    """The index of some concepts, in the order of their ids as in a folder."""
    ordered = sorted(concepts, key=lambda one: one.id)
    return compile_index(ordered, {source.key: source for source in sources})


def glossary_of(*concepts: Concept, sources: tuple[Source, ...] = ()) -> Glossary:
    """A glossary in memory."""
    return Glossary(Index(index_of(*concepts, sources=sources)), "memory")


WORDS = (
    concept("红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", traditional="紅燈工程",
            literal="red lamp project", met_as=("lantern scheme",), keywords=("street lighting",),
            aliases=(Alias(text="红工", type="short form"),),
            renderings=(rendering("Red Light Project", "deprecated", instead="Red Lantern Program",
                                  reason="it sounds like traffic"),)),
    concept("红灯工程办公室", "hóngdēng gōngchéng bàngōngshì", "Red Lantern Program Office",
            traditional="紅燈工程辦公室"),
    concept("两个抓紧", "liǎng gè zhuājǐn", "Two Grasps", traditional="兩個抓緊"),
    concept("两山", "liǎng shān", "two mountains", traditional="兩山"),
    concept("绿色小组", "lǜsè xiǎozǔ", "green groups", traditional="綠色小組"),
    concept("村务公开日", "cūnwù gōngkāirì", "village organisation day", traditional="村務公開日"),
    concept("大马路", "dàmǎlù", "great street", traditional="大馬路"),
)  # fmt: skip


@pytest.fixture(scope="session")
def words() -> Glossary:
    """Terms of every shape that lookup has to tell apart."""
    return glossary_of(*WORDS)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Glossary:
    """The bundled glossary, compiled into a cache of its own."""
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    patch.delenv("TIFA_GLOSSARY", raising=False)
    try:
        return load()
    finally:
        patch.undo()


class Run:
    """Runs `tifa` as a process with a cache of its own and nothing of the caller's environment."""

    def __init__(self, cache: Path) -> None:
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(cache),
            "XDG_CACHE_HOME": str(cache),
            "LANG": "C.UTF-8",
        }

    def __call__(
        self, *arguments: str, stdin: str | bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        command = os.environ.get("TIFA_COMMAND")
        done = subprocess.run(
            [command, *arguments] if command else [sys.executable, "-m", "tifa", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            env=self.environment | environment,
            capture_output=True,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )


@pytest.fixture(scope="session")
def tifa_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command, as an installed one where TIFA_COMMAND names it."""
    return Run(tmp_path_factory.mktemp("home"))
