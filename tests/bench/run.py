"""Measure tifa as it is installed and print a Markdown table of ratios: `python tests/bench/run.py`.

Every row compares whole processes that take turns on one machine; of several queries the slowest
counts. `--only` measures some groups of rows, `--quick` makes 5 runs of each instead of 15; rows on
texts of 16 MB and more are of 5 and 3 runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import peers
from annotating import Annotating
from checking import Checking
from environments import clean, install, make_environment
from report import MISSED, Row, say, table
from timing import Command, Pair, peak_megabytes, ratio

ROOT = Path(__file__).resolve().parents[2]
PASS, HELLO, PANEL = "`python -c pass`", "a Typer hello world", "a script that prints a rich panel"
SCRIPTS = {
    PASS: "pass",
    HELLO: "import typer\n\ndef main():\n    print('Hello World')\n\ntyper.run(main)",
    PANEL: "import rich\nfrom rich.panel import Panel\n\nrich.print(Panel('Hello World'))",
}
EXACT = ("社会工作", "shehui gongzuo", "mass line")
HAN_SLIPS = ("社会作工", "社会会工作", "新就业群休", "党建引领基层治里", "枫桥经念")
PINYIN_SLIPS = ("shehui gognzuo", "shehuigonzuo", "fenqiao jingyan", "xinjiuye qunnti", "dangjain")
WIDER = ("共建共享治理", "xiaomma lache", "grassroots modernisation of govrnance")
BATCH = "".join(f"{query}\n" for query in EXACT * 10)
COMMANDS = {
    "`--help`": ("--help",),
    "`list`": ("list",),
    "`stats`": ("stats",),
    "`export jsonl`": ("export", "jsonl"),
    "`schema`": ("schema",),
    "`lookup --format json`": ("lookup", "--format", "json", EXACT[0]),
    "`lookup --batch`, 30 queries": ("lookup", "--batch", "{folder}/batch.txt"),
    "`lint`, one file": ("lint", f"{ROOT}/glossary/society-work/shehui-gongzuo.yaml"),
    "`new`": ("new", "大抓基层"),
}


class Bench:
    """Fresh environments in a temporary folder, and the groups of rows measured in them."""

    def __init__(self, folder: Path, runs: int, megabytes: int) -> None:
        self.folder, self.runs, self.megabytes = folder, runs, megabytes
        self.bin = make_environment(folder / "venv")
        install(self.bin, str(ROOT))
        (folder / "batch.txt").write_text(BATCH, encoding="utf-8")
        self.baselines = {}
        for number, (name, text) in enumerate(SCRIPTS.items()):
            script = folder / f"baseline{number}.py"
            script.write_text(text, encoding="utf-8")
            given = ("-c", text) if name == PASS else (str(script),)
            self.baselines[name] = Command((f"{self.bin}/python", *given), terminal=name == PANEL)

    def tifa(self, *arguments: str, index: str = "", terminal: bool = False, exact: bool = True) -> Command:
        environment = {"TIFA_GLOSSARY": f"none{os.pathsep}{index}"} if index else {}
        return Command((f"{self.bin}/tifa", *arguments), environment, terminal, (0,) if exact else (0, 1))

    def queries(self, texts: Iterable[str], index: str = "", exact: bool = True) -> list[Pair]:
        return [Pair(text, self.tifa(text, index=index, exact=exact), self.baselines[PASS]) for text in texts]

    def row(
        self, what: str, pairs: list[Pair], against: str = PASS, limit: float | None = None, long: int = 0
    ) -> Row:
        """The slowest of the pairs; `long` is how many runs are made of what takes seconds."""
        say(what)
        ratios = []
        for pair in pairs:
            ratios.append(ratio(pair, long or self.runs, warm=bool(long)))
            say(f"  {ratios[-1]}  {pair.name}")
        found = max(ratios, key=lambda each: each.middle)
        if len(pairs) > 1:
            what = f"{what}: {len(pairs)} queries, slowest {found.name}"
        if limit is None:
            return Row(what, str(found), against)
        return Row(what, str(found), against, f"{limit}", "yes" if found.middle <= limit else MISSED)

    def lookup(self) -> Iterator[Row]:
        """The bundled glossary, in a pipe."""
        for what, texts, limit in (
            ("exact lookup", EXACT, 1.8),
            ("one slip in Hanzi", HAN_SLIPS, 2.2),
            ("one slip in pinyin", PINYIN_SLIPS, 2.2),
            ("wider “did you mean”", WIDER, 4.5),
        ):
            if texts is WIDER:
                self._check_rapidfuzz(texts)
            yield self.row(what, self.queries(texts, exact=texts is EXACT), limit=limit)

    def _check_rapidfuzz(self, texts: tuple[str, ...]) -> None:
        """Exit where a query is answered before the tier that is to be measured."""
        for text in texts:
            command = [f"{self.bin}/python", "-X", "importtime", f"{self.bin}/tifa", text]
            if b"rapidfuzz" not in subprocess.run(command, capture_output=True, env=clean()).stderr:
                raise SystemExit(f"{text} is answered without rapidfuzz: choose another query")

    def terminal(self) -> Iterator[Row]:
        """The card, both sides on a terminal."""
        card = self.tifa(EXACT[0], terminal=True)
        yield self.row("card on a terminal", [Pair("", card, self.baselines[PANEL])], PANEL, 1.3)

    def commands(self) -> Iterator[Row]:
        """Everything that goes through the command-line library, and completion."""
        for what, arguments in COMMANDS.items():
            command = self.tifa(*(part.format(folder=self.folder) for part in arguments))
            yield self.row(what, [Pair("", command, self.baselines[HELLO])], HELLO, 1.3)
        bash = {"_TIFA_COMPLETE": "complete_bash", "COMP_WORDS": "tifa sheh", "COMP_CWORD": "1"}
        completion = Command((f"{self.bin}/tifa",), bash)
        yield self.row("completion", [Pair("", completion, self.baselines[PASS])], limit=2.5)

    def size_120000(self) -> Iterator[Row]:
        """A made-up glossary as large as a dictionary."""
        yield from self._generated(120_000)

    def size_1000000(self) -> Iterator[Row]:
        """A made-up glossary of a million headwords."""
        yield from self._generated(1_000_000)

    def _generated(self, count: int) -> Iterator[Row]:
        folder = self.folder / str(count)
        folder.mkdir()
        say(f"compiling {count:,} headwords")
        script = Path(__file__).with_name("generated.py")
        built = subprocess.run(
            [f"{self.bin}/python", script, str(count), folder],
            stdout=subprocess.PIPE,
            env=clean(),
            check=True,
        )
        facts, index = json.loads(built.stdout), str(folder / "index")
        kinds = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
        name = f"{count:,} headwords, "
        yield Row(f"{name}compiled", f"{facts['seconds']:.0f} s, {facts['bytes'] / 1e6:.0f} MB")
        for kind, limit in (("exact", 2.0), ("slip in Hanzi", 2.5), ("slip in pinyin", 2.5)):
            pairs = self.queries(kinds[kind].values(), index, kind == "exact")
            yield self.row(name + kind, pairs, limit=limit)
            yield self._memory(f"{name}{kind}, peak memory", kinds[kind], index)
        yield from self._beside_sdcv(name, folder, kinds, 0.6 if count == 1_000_000 else None)

    def _memory(self, what: str, texts: dict[str, str], index: str) -> Row:
        peak, text = max((peak_megabytes(self.tifa(text, index=index)), text) for text in texts.values())
        ok = "yes" if peak <= 40 else MISSED
        return Row(f"{what}: most for {text}", f"{peak:.0f} MB", "", "40 MB", ok)

    def _beside_sdcv(
        self, name: str, folder: Path, kinds: dict[str, dict[str, str]], limit: float | None
    ) -> Iterator[Row]:
        if not peers.has_sdcv():
            yield Row(f"{name}sdcv", "skipped: sdcv is not installed")
            return
        (folder / "stardict").mkdir()
        place = peers.write_stardict(folder / "stardict", folder / "headwords.tsv")
        slips = kinds["slip in Hanzi"].values()
        for what, texts in (("exact", [kinds["exact"]["Hanzi"]]), ("fuzzy", [f"/{slip}" for slip in slips])):
            pairs = [Pair(text, peers.sdcv(place, text), self.baselines[PASS]) for text in texts]
            yield self.row(f"{name}sdcv, {what}", pairs)
        index = str(folder / "index")
        pairs = [
            Pair(slip, self.tifa(slip, index=index, exact=False), peers.sdcv(place, f"/{slip}"))
            for slip in slips
        ]
        yield self.row(f"{name}slip in Hanzi", pairs, "fuzzy search of `sdcv`", limit)

    def annotate(self) -> Iterator[Row]:
        """Short texts, and glossaries of different size."""
        rows = Annotating(self)
        yield from rows.short()
        yield from rows.scale()

    def annotate_large(self) -> Iterator[Row]:
        """Texts of 64 MB beside other tools, and the memory that 2 GB take."""
        rows = Annotating(self)
        yield from rows.large()
        yield from rows.memory()

    def check(self) -> Iterator[Row]:
        """A translation of 100,000 segments beside mere parsing."""
        yield from Checking(self).rows()

    def peers(self) -> Iterator[Row]:
        """Python packages that look words up in CC-CEDICT."""
        binaries = make_environment(self.folder / "peers")
        installed = peers.install(f"{binaries}/python", clean())
        for name, script in peers.PACKAGES.items():
            if name in installed:
                command = Command((f"{binaries}/python", "-c", script))
                baseline = Command((f"{binaries}/python", "-c", "pass"))
                yield self.row(f"{name}, one word", [Pair("", command, baseline)])
            else:
                yield Row(f"{name}, one word", "skipped: could not be installed")


GROUPS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "lookup": Bench.lookup,
    "terminal": Bench.terminal,
    "commands": Bench.commands,
    "annotate": Bench.annotate,
    "check": Bench.check,
    "120000": Bench.size_120000,
    "1000000": Bench.size_1000000,
    "annotate-large": Bench.annotate_large,
    "peers": Bench.peers,
}
# What is measured only where it is asked for: group -> the option that does.
EXTRA = {"annotate-large": "large", "peers": "peers"}


def main() -> None:
    """Measure, print, and exit with 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description="Measure tifa and print a Markdown table of ratios.")
    parser.add_argument("--quick", action="store_true", help="5 runs of each instead of 15")
    parser.add_argument("--only", action="append", choices=GROUPS, help="only this group; may be repeated")
    parser.add_argument("--large", action="store_true", help="also annotate texts of 64 MB and 2 GB (long)")
    parser.add_argument("--megabytes", type=int, default=64, help="size of the large texts (64)")
    parser.add_argument("--peers", action="store_true", help="also install and measure other packages")
    parser.add_argument("--output", type=Path, help="write the table to this file as well")
    options = parser.parse_args()
    runs = 5 if options.quick else 15
    wanted = vars(options)
    groups = options.only or [name for name in GROUPS if name not in EXTRA or wanted[EXTRA[name]]]
    with tempfile.TemporaryDirectory(prefix="tifa-bench-") as folder:
        bench = Bench(Path(folder), runs, options.megabytes)
        lines = []
        for line in table((row for name in groups for row in GROUPS[name](bench)), runs):
            lines.append(line)
            sys.stdout.write(line)
            sys.stdout.flush()
    if options.output:
        options.output.write_text("".join(lines), encoding="utf-8")
    sys.exit(any(MISSED in line for line in lines))


if __name__ == "__main__":
    main()
