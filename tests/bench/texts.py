"""Write a long Chinese text, the same in every run: `texts.py KIND MEGABYTES FILE FREQUENCIES FORMS`.

KIND is `ordinary` (words of general Chinese as often as they are used, here and there a term) or `dense`
(terms of the glossary strung together, as in documents of the Party). FREQUENCIES is a word list (word,
how often, part of speech on each line, as jieba has it); FORMS is JSON: contested and other entries, each
with its headword and aliases.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from opencc import OpenCC

SEED = 1949
MEGABYTE = 1_000_000
# The share of slots in which a term of the glossary is put rather than another word, so that tifa marks
# about 100 and 25,000 places a MB. In ordinary text most of the marks come from the words themselves.
TERMS = {"ordinary": 0.000_4, "dense": 0.58}
# The share of contested entries among the terms of dense text: 301 of 799 marks in five documents of the
# field (an encyclopedia article, a think tank's brief, an essay, a news report, an article in People's Daily).
CONTESTED = 0.38
ALIAS = 0.25
# Words that are met less often are left out.
RARE = 20
# Much of what jieba counted are Party newspapers: terms, and words with a term in them, are met in other
# texts this much as often.
ELSEWHERE = 0.08
WRAPPED, WIDTHS = 0.2, (30, 40)
TRADITIONAL = 0.05
LATIN = "GDP APP WTO AI PDF CEO Beijing Wi-Fi Python NBA of the Smith 5G iPhone vs. et al. DNA www"
VERBS = """加强 推进 完善 健全 深化 坚持 落实 做好 推动 提升 抓好 贯彻 发挥 开展 强化 促进 实现 构建
维护 保障 探索 创新 统筹 引导 支持 参与 走好 夯实 畅通 拓展 聚焦 围绕 依靠 面向 领导 组织"""
CONNECTIVES = "和 与 以及 的 的 的 中的 对 为 以 在 向 同 并 从而 不断 进一步 着力 更好 全面 切实"
NOUNS = """党 党组织 工作 党员 新时代 党中央 机制 体系 水平 能力 作用 问题 责任 制度 格局 优势 效能 力量
平台 渠道 重点 任务 目标 部署 要求 精神 建设 发展 改革 实践 成果 活力 基础 方向 意义 领域 环节 全过程
各方面 高质量发展 党委 书记 中国特色社会主义 全面领导 从严治党 党支部 全会 现代化 总书记 国家 群团 企业 街道 居民"""
PAIRS = ("“”", "“”", "《》", "（）")

Words = Iterator[str]


def endless(rng: random.Random, words: Sequence[str], weights: Sequence[float]) -> Words:
    """Words without end, each as often as its weight says."""
    total = list(accumulate(weights))
    while True:
        yield from rng.choices(words, cum_weights=total, k=4096)


def by_zipf(rng: random.Random, words: Sequence[str]) -> Words:
    """Words without end, the n-th of them in proportion to 1 / (n + 2)."""
    return endless(rng, words, [1 / (number + 3) for number in range(len(words))])


def common_words(path: Path) -> dict[str, float]:
    """Chinese word -> how often it is met."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    found = {row[0]: int(row[1]) for row in rows if len(row) == 3}
    return {
        word: count for word, count in found.items() if count >= RARE and min(word) >= "一" and word.isalpha()
    }


def parts(word: str) -> Iterator[str]:
    """The word and whatever stands in it: 自治 in 自治区."""
    return (word[at:end] for at in range(len(word)) for end in range(at + 1, len(word) + 1))


def terms(rng: random.Random, entries: list[list[str]], frequencies: dict[str, float]) -> Words:
    """Terms without end: entries by Zipf, those first whose headword is common, some by an alias."""
    ranked = sorted(entries, key=lambda forms: (-frequencies.get(forms[0], 0), forms))
    aliases = {forms[0]: forms[1:] for forms in ranked}
    for headword in by_zipf(rng, [forms[0] for forms in ranked]):
        others = aliases[headword]
        yield rng.choice(others) if others and rng.random() < ALIAS else headword


class Author:
    """Writes paragraphs of one kind."""

    def __init__(self, kind: str, frequencies: dict[str, float], forms: dict[str, list[list[str]]]) -> None:
        self.rng = rng = random.Random(f"{SEED} {kind}")
        self._rate = TERMS[kind]
        self._clause: Callable[[], str] = self._dense if kind == "dense" else self._ordinary
        known = {form for entries in forms.values() for names in entries for form in names}
        usual = [
            count * ELSEWHERE if known.intersection(parts(word)) else count
            for word, count in frequencies.items()
        ]
        self._common = endless(rng, list(frequencies), usual)
        self._contested = terms(rng, forms["contested"], frequencies)
        self._single = terms(rng, forms["single"], frequencies)
        self._verbs, self._nouns, self._connectives = (
            by_zipf(rng, w.split()) for w in (VERBS, NOUNS, CONNECTIVES)
        )
        self._traditional = OpenCC("s2tw").convert

    def paragraph(self) -> str:
        """A paragraph with its newline, one in five with more of them, as PDF text has."""
        chance = self.rng.random
        text = "".join(self._sentence() for _ in range(self.rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 12))))
        if chance() < TRADITIONAL:
            text = self._traditional(text)
        if chance() < WRAPPED:
            width = self.rng.randint(*WIDTHS)
            text = "\n".join(text[at : at + width] for at in range(0, len(text), width))
        return f"{text}\n" if chance() < 0.8 else f"{text}\n\n"

    def _sentence(self) -> str:
        clauses = [self._clause() for _ in range(self.rng.choice((1, 2, 2, 3, 3, 4, 5)))]
        marks = self.rng.choices(("，", "；", "："), (12, 1, 1), k=len(clauses) - 1)
        end = self.rng.choices("。？！", (30, 2, 1))[0]
        return "".join(part + mark for part, mark in zip(clauses, [*marks, end], strict=True))

    def _term(self) -> str:
        return next(self._contested if self.rng.random() < CONTESTED else self._single)

    def _ordinary(self) -> str:
        """Common words, rarely a term, a number or a Latin word, a list or something in quotes."""
        rng, rate, common = self.rng, self._rate, self._common
        words = [next(common) for _ in range(rng.randint(2, 9))]
        if rng.random() < rate * len(words):
            words[rng.randrange(len(words))] = self._term()
        kind = rng.random()
        if kind < 0.03:
            words[0] = rng.choice(
                (f"{rng.randint(2, 2030)}年", f"{rng.randint(1, 99)}%", f"{rng.randint(1, 31)}日")
            )
        elif kind < 0.04:
            words[-1] = rng.choice(LATIN.split())
        elif kind < 0.08:
            words[-1] += f"、{next(common)}、{next(common)}"
        elif kind < 0.12:
            opening, closing = rng.choice(PAIRS)
            words[-1] = f"{opening}{words[-1]}{closing}"
        return "".join(words)

    def _dense(self) -> str:
        """Verbs, terms, connectives and common words."""
        rng, rate = self.rng, self._rate
        words = []
        for _ in range(rng.randint(1, 4)):
            if rng.random() < 0.6:
                words.append(next(self._verbs))
            if rng.random() < rate:
                words.append(self._quoted(self._term()))
            else:
                words.append(next(self._nouns if rng.random() < 0.5 else self._common))
            if rng.random() < 0.5:
                words.append(next(self._connectives))
        return "".join([*words, next(self._nouns)])

    def _quoted(self, term: str) -> str:
        kind = self.rng.random()
        if kind < 0.04 and "“" not in term:
            return f"“{term}”"
        return f"{term}、{self._term()}" if kind < 0.1 else term


def main(kind: str, megabytes: str, path: Path, frequencies: Path, forms: Path) -> None:
    """Write the text."""
    author = Author(kind, common_words(frequencies), json.loads(forms.read_text(encoding="utf-8")))
    size = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        while size < int(megabytes) * MEGABYTE:
            text = "".join(author.paragraph() for _ in range(500))
            size += len(text.encode())
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(Path, sys.argv[3:]))
