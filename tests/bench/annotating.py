"""The rows that tell how fast running text is annotated, and in how much memory."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import generated
import peers
from environments import clean, make_environment
from report import MISSED, Row, say
from timing import Command, Pair, count_lines, summed_megabytes

if TYPE_CHECKING:
    from run import Bench

MEGABYTE = 1_000_000
MIDDLE, HUGE = 16, 2_000  # MB
# Marks a MB that the texts are made to have; how far off they may be, since the glossary grows.
DENSITY = {"ordinary": 100, "dense": 25_000}
NEAR = 0.3
SIZES = (1_000, 100_000)
# A term of the small glossary after so many characters of the text in which it is sought, on average.
BETWEEN = 500
WORDS = "jieba==0.42.1"  # for its word list
LONG, MIDDLING = 3, 5  # runs
MOST_MEMORY = 150
PASSAGE = """街道党工委把新就业群体纳入基层治理，在三个小区设了骑手驿站，夏天有凉茶，冬天有热水。
社会工作部门的干部下沉到网格，和志愿者一起收集意见：有人说路灯太暗，有人问孩子放学以后去哪里。
去年这里调解了四十二起纠纷，多半是停车和噪音。居民说，找得到人，说得上话，事情就好办一半。
"""
PLAIN = ("annotate", "--format", "jsonl")


class Annotating:
    """Texts in the folder of a bench, and the rows that are measured on them."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.size = bench, bench.megabytes
        self.folder = bench.folder / "annotate"
        self.folder.mkdir(exist_ok=True)

    def tifa(self, text: Path, *options: str, index: str = "") -> Command:
        return replace(self.bench.tifa(*PLAIN, *options, str(text), index=index), discard=True)

    def short(self) -> Iterator[Row]:
        """A text of 1 kB in a pipe."""
        given = (PASSAGE.encode() * 3)[:1_000].decode(errors="ignore").encode()
        start = self.bench.baselines["`python -c pass`"]
        for name, index in (("the bundled glossary", ""), (f"{SIZES[1]:,} terms", self._index(SIZES[1]))):
            command = replace(self.bench.tifa(*PLAIN, index=index), given=given)
            yield self.bench.row(f"annotate, 1 kB in a pipe, {name}", [Pair("", command, start)], limit=4.0)

    def scale(self) -> Iterator[Row]:
        """One text, with a small and with a large glossary."""
        indexes = [self._index(size) for size in SIZES]
        text = self.folder / "characters.txt"
        say(f"writing {MIDDLE} MB of common characters")
        write_characters(text, list(generated.words(SIZES[0])))
        commands = [self.tifa(text, index=index) for index in indexes]
        what, against = (f"{size:,} terms" for size in reversed(SIZES))
        pair = Pair("", commands[1], commands[0])
        yield self.bench.row(f"annotate, {MIDDLE} MB, {what}", [pair], against, 4.0, MIDDLING)

    def _index(self, size: int) -> str:
        folder = self.folder / str(size)
        if not folder.exists():
            folder.mkdir()
            say(f"compiling {size:,} headwords")
            self._run("generated.py", str(size), str(folder))
        return str(folder / "index")

    def _run(self, script: str, *arguments: str) -> None:
        """Run a script of this folder where tifa is installed."""
        command = [f"{self.bench.bin}/python", Path(__file__).with_name(script), *arguments]
        subprocess.run(command, stdout=subprocess.DEVNULL, env=clean(), check=True)

    def large(self) -> Iterator[Row]:
        """Ordinary and dense text, beside other tools and with one process or two."""
        python = f"{make_environment(self.folder / 'peers')}/python"
        has_words = peers.install(python, clean(), [WORDS])
        if not has_words:
            yield Row(f"annotate, {self.size} MB", f"skipped: {WORDS} could not be installed")
            return
        has_flashtext = peers.install(python, clean(), ["flashtext"])
        terms = self._write_forms()
        for kind, limits in (("ordinary", (0.1, 3.0)), ("dense", (0.5, None))):
            text = self._write_text(kind)
            name = f"annotate, {self.size} MB of {kind} text"
            yield self._density(kind, text)
            flashtext = peers.flashtext(python, terms, text)
            if has_flashtext:
                yield self._beside(name, self.tifa(text), "flashtext", flashtext, limits[0])
                yield self._beside(
                    f"{name}, `--jobs 1`", self.tifa(text, "--jobs", "1"), "flashtext", flashtext
                )
            else:
                yield Row(name, "skipped: flashtext could not be installed")
            if kind == "ordinary" and peers.has_ripgrep():
                yield self._beside(
                    name, self.tifa(text), "`rg -o -b -F`", peers.ripgrep(terms, text), limits[1]
                )
            elif kind == "ordinary":
                yield Row(name, "skipped: ripgrep is not installed")
            two, one = (self.tifa(text, "--jobs", jobs) for jobs in ("2", "1"))
            yield self._beside(f"{name}, `--jobs 2`", two, "`--jobs 1`", one, 0.77)

    def _beside(
        self, what: str, command: Command, against: str, other: Command, limit: float | None = None
    ) -> Row:
        return self.bench.row(what, [Pair("", command, other)], against, limit, LONG)

    def _density(self, kind: str, text: Path) -> Row:
        """How many marks a MB tifa makes."""
        say(f"counting the marks in {kind} text")
        found = count_lines(self.tifa(text)) / self.size
        wanted = DENSITY[kind]
        ok = "yes" if abs(found / wanted - 1) <= NEAR else "adjust `texts.py`"
        return Row(f"{kind} text, {self.size} MB: marks a MB", f"{found:,.0f}", "", f"about {wanted:,}", ok)

    def _write_forms(self) -> Path:
        """A file with the Chinese forms of the bundled glossary, and `forms.json` for `texts.py`."""
        command = [f"{self.bench.bin}/tifa", "export", "jsonl"]
        done = subprocess.run(command, stdout=subprocess.PIPE, env=clean(), check=True, cwd=self.folder)
        lines = done.stdout.splitlines()
        kinds: dict[str, list[list[str]]] = {"contested": [], "single": []}
        every: set[str] = set()
        for entry in map(json.loads, lines):
            names = [entry, *entry["aliases"]]
            forms = [entry["simplified"], *(alias["text"] for alias in entry["aliases"])]
            kinds["contested" if len(entry["senses"]) > 1 else "single"].append(forms)
            every.update(forms, (name["traditional"] for name in names if name["traditional"]))
        (self.folder / "forms.json").write_text(json.dumps(kinds), encoding="utf-8")
        terms = self.folder / "terms.txt"
        terms.write_text("".join(f"{form}\n" for form in sorted(every)), encoding="utf-8")
        return terms

    def _write_text(self, kind: str) -> Path:
        say(f"writing {self.size} MB of {kind} text")
        text = self.folder / f"{kind}.txt"
        frequencies = next((self.folder / "peers").rglob("jieba/dict.txt"))
        self._run(
            "texts.py", kind, str(self.size), str(text), str(frequencies), str(self.folder / "forms.json")
        )
        return text

    def memory(self) -> Iterator[Row]:
        """The most memory that a very long file takes: ordinary text again and again."""
        name = f"annotate, {HUGE // 1_000} GB of ordinary text, peak memory"
        ordinary, text = self.folder / "ordinary.txt", self.folder / "huge.txt"
        if not ordinary.exists() or shutil.disk_usage(self.folder).free < 1.5 * HUGE * MEGABYTE:
            yield Row(name, "skipped: no ordinary text, or too little free disk")
            return
        try:
            with text.open("wb") as file:
                while file.tell() < HUGE * MEGABYTE:
                    with ordinary.open("rb") as part:
                        shutil.copyfileobj(part, file, MEGABYTE)
            yield self._memory(f"{name}, `--jobs 1`", self.tifa(text, "--jobs", "1"))
            yield self._memory(f"{name}, each process's own added up", self.tifa(text))
        finally:
            text.unlink(missing_ok=True)

    def _memory(self, what: str, command: Command) -> Row:
        say(what)
        peak = summed_megabytes(command)
        return Row(what, f"{peak:.0f} MB", "", f"{MOST_MEMORY} MB", "yes" if peak <= MOST_MEMORY else MISSED)


def write_characters(path: Path, words: list[generated.Word]) -> None:
    """A text of common characters with a made-up term here and there."""
    rng = random.Random(generated.SEED)
    common = generated.characters()
    with path.open("w", encoding="utf-8") as file:
        while file.tell() < MIDDLE * MEGABYTE:
            before = "".join(rng.choices(common, k=rng.randrange(2 * BETWEEN)))
            file.write(f"{before}，{rng.choice(words)[0]}。\n")
