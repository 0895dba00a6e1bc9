"""The rows that tell how fast a translation is checked, and in how much memory."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import peers
from environments import clean, make_environment
from report import MISSED, Row, say
from timing import Command, Pair, peak_megabytes

if TYPE_CHECKING:
    from run import Bench

SEGMENTS = 100_000
LIMIT, MOST_MEMORY = 3.0, 200
MIDDLING = 5  # runs
SEED = 1963
# Terms of the bundled glossary and their renderings; one in ten segments has one.
TERMS = {
    "枫桥经验": "the Fengqiao model",
    "小马拉大车": "a small horse pulling a heavy cart",
    "群众路线": "the mass line",
    "新就业群体": "groups in new forms of employment",
    "信访工作法治化": "law-based handling of public complaints",
}
CHINESE = """路灯 昨天 已经 修好 居民 晚上 出来 散步 孩子 放学 以后 在 院子 里 踢球 老人 坐着 喝茶 下雨
大家 回家""".split()  # noqa: SIM905
ENGLISH = """the street lamps were mended and people went out for a walk while
children played ball after school""".split()  # noqa: SIM905
LXML = """
import sys
from lxml import etree
for _, unit in etree.iterparse(sys.argv[1], events=("end",), tag="{*}trans-unit"):
    unit.clear()
    while unit.getprevious() is not None:
        del unit.getparent()[0]
"""
TOOLKIT = """
import sys
from translate.storage import factory
print(sum(1 for unit in factory.getobject(sys.argv[1]).units))
"""


class Checking:
    """Bilingual files in the folder of a bench, and the rows that are measured on them."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.folder = bench.folder / "check"
        self.folder.mkdir(exist_ok=True)

    def rows(self) -> Iterator[Row]:
        """XLIFF beside mere parsing, and PO beside another checker."""
        say(f"writing {SEGMENTS:,} segments")
        pairs = list(segments())
        xliff, po = self.folder / "text.xlf", self.folder / "text.po"
        write_xliff(xliff, pairs)
        write_po(po, pairs)
        name = f"check, {SEGMENTS:,} segments"
        ours, python = self._check(xliff), f"{self.bench.bin}/python"
        bare = Command((python, "-c", LXML, str(xliff)))
        yield self.bench.row(
            f"{name} of XLIFF", [Pair("", ours, bare)], "parsing them with lxml", LIMIT, MIDDLING
        )
        peak = peak_megabytes(ours)
        ok = "yes" if peak <= MOST_MEMORY else MISSED
        yield Row(f"{name} of XLIFF, peak memory", f"{peak:.0f} MB", "", f"{MOST_MEMORY} MB", ok)
        other = make_environment(self.folder / "peers")
        if not peers.install(f"{other}/python", clean(), ["translate-toolkit"]):
            yield Row(f"{name}, translate-toolkit", "skipped: it could not be installed")
            return
        parsed = Command((f"{other}/python", "-c", TOOLKIT, str(xliff)), discard=True)
        yield self.bench.row(
            f"{name} of XLIFF",
            [Pair("", ours, parsed)],
            "parsing them with translate-toolkit",
            None,
            MIDDLING,
        )
        filtered = Command((f"{other}/pofilter", "--progress=none", str(po), "/dev/null"), discard=True)
        yield self.bench.row(
            f"{name} of PO", [Pair("", self._check(po), filtered)], "`pofilter`", None, MIDDLING
        )

    def _check(self, path: Path) -> Command:
        report = str(self.folder / "report.json")
        return self.bench.tifa(
            "check", str(path), "--format", "json", "--output", report, "--fail-on", "never"
        )


def segments() -> Iterator[tuple[str, str]]:
    """Pairs of made-up sentences, the same in every run."""
    rng = random.Random(SEED)
    for number in range(SEGMENTS):
        source = "".join(rng.choices(CHINESE, k=rng.randint(4, 20)))
        target = " ".join(rng.choices(ENGLISH, k=rng.randint(6, 30)))
        if number % 10 == 0:
            term, rendering = rng.choice(list(TERMS.items()))
            source, target = f"{source}，{term}", f"{target} {rendering}"
        yield f"{source}。", f"{target.capitalize()}."


def write_xliff(path: Path, pairs: list[tuple[str, str]]) -> None:
    """An XLIFF 1.2 file with the pairs as units."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" '
            'xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="zh-CN" '
            'target-language="en" datatype="plaintext"><body>\n'
        )
        for number, (source, target) in enumerate(pairs):
            file.write(
                f'<trans-unit id="{number}"><source>{escape(source)}</source>'
                f"<target>{escape(target)}</target></trans-unit>\n"
            )
        file.write("</body></file></xliff>\n")


def write_po(path: Path, pairs: list[tuple[str, str]]) -> None:
    """A PO file with the pairs as messages, each in a context of its own."""
    with path.open("w", encoding="utf-8") as file:
        file.write('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n')
        for number, (source, target) in enumerate(pairs):
            file.write(f'msgctxt "{number}"\nmsgid "{source}"\nmsgstr "{target}"\n\n')
