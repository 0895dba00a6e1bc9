"""A Vale style of what to avoid: one file of substitution rules for each severity, in one zip."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tifa.errors import UsageError
from tifa.exchange.common import Losses, Wanted
from tifa.exchange.pleco import one_line
from tifa.exchange.stardict import zipped
from tifa.fold import english_key
from tifa.model import CALQUE, Concept, Entry, Rendering

# Nobody writes a calque on purpose; an attested rendering may stand in a quotation; and a single
# word of English mostly means something else, since the linter does not see the Chinese.
FILES = {"error": "Calques", "warning": "Avoid", "suggestion": "Words"}
# What typists write for one another.
_ALIKE = {"'": "['‘’]", "‘": "['‘’]", "’": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]', " ": r"\s"}
# A YAML key longer than this needs a question mark before it.
_LONGEST_KEY = 1000


class Advice(NamedTuple):
    """What to write for a term, and why."""

    instead: str
    term: str
    reason: str


class Rule(NamedTuple):
    """A text to avoid, what to write, and what stands around it in longer texts that the rule spares."""

    text: str
    severity: str
    advice: tuple[Advice, ...]
    around: tuple[tuple[str, str], ...]


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The zip, whole: Tifa/Avoid.yml and so on."""
    found = rules(entries, wanted, losses)
    files = []
    for severity, name in FILES.items():
        if lines := [line for rule in found if rule.severity == severity for line in _swap(rule)]:
            files.append((f"Tifa/{name}.yml", "\n".join([*_head(severity), *lines, ""]).encode()))
    yield zipped(files)


def _head(severity: str) -> list[str]:
    return [
        "extends: substitution",
        "message: " + quoted("Write %s, not '%s'."),
        f"level: {severity}",
        "ignorecase: true",
        "# The patterns have word boundaries of their own.",
        "nonword: true",
        "swap:",
    ]


def _swap(rule: Rule) -> Iterator[str]:
    """One line of the map; the advice names term and reason, since the linter does not see the Chinese."""
    advice = " or ".join(map(_advised, rule.advice))
    key, value = quoted(pattern(rule, r"[\w-]")), quoted(advice)
    yield f"  ? {key}\n  : {value}" if len(key) > _LONGEST_KEY else f"  {key}: {value}"


def _advised(advice: Advice) -> str:
    text = f"'{advice.instead}'" if advice.instead else "another wording"
    reason = f": {advice.reason}" if advice.reason else ""
    return f"{text} ({advice.term}{reason})"


def quoted(text: str) -> str:
    """A text as a YAML scalar; a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def pattern(rule: Rule, word: str) -> str:
    """A regular expression for a text to avoid, but for longer texts; `word` is what words consist of."""
    guards = "".join(
        f"(?!{f'(?<={literal(before)})' if before else ''}{literal(rule.text + after)})"
        for before, after in rule.around
    )
    return f"(?<!{word}){guards}{literal(rule.text)}(?!{word})"


def literal(text: str) -> str:
    """A regular expression for a text as it stands, in any kind of quotes and with any white space."""
    return "".join(_ALIKE.get(c) or (f"\\{c}" if c in r"\^$.|?*+()[]{}/" else c) for c in text)


def rules(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> list[Rule]:
    """What an English text is to avoid, longest first; UsageError where there is nothing."""
    known: dict[str, None] = {}
    permitted: set[str] = set()
    advice: dict[str, dict[Advice, None]] = defaultdict(dict)
    severities: dict[str, str] = {}
    for entry in wanted.of(_watched(entries, known, permitted)):
        for text, one, severity in _avoided(entry.concept, wanted):
            advice[text][one] = None
            severities[text] = max(severity, severities.get(text, ""), key=_mildness)
        losses.note("glosses, notes, sources and whatever else of an entry a linter cannot use")
    avoided = [text for text in advice if english_key(text) not in permitted]
    losses.note("renderings to avoid for one term that are right for another", len(advice) - len(avoided))
    if not avoided:
        raise UsageError(
            "the entries wanted name nothing that is to be avoided, so there is no rule to write"
        )
    around = _Surroundings([*known, *avoided])
    made = [Rule(text, severities[text], tuple(sorted(advice[text])), around(text)) for text in avoided]
    return sorted(made, key=lambda rule: (-len(rule.text), rule.text))


def _mildness(severity: str) -> int:
    return ("", *FILES).index(severity)


def _watched(entries: Iterable[Entry], known: dict[str, None], permitted: set[str]) -> Iterator[Entry]:
    """The entries; on the way, what any of them permits is noted, also where it is not exported."""
    for entry in entries:
        for rendering in entry.concept.wordings:
            # Advice is no less right than a rendering: no rule may find it.
            allowed = [rendering.instead, rendering.first_mention]
            if rendering.status != "deprecated":
                allowed.append(rendering.text)
            lines = list(filter(None, map(one_line, allowed)))
            permitted.update(map(english_key, lines))
            known.update(dict.fromkeys(line.lower() for line in lines))
        yield entry


def _avoided(concept: Concept, wanted: Wanted) -> Iterator[tuple[str, Advice, str]]:
    """(text, advice, severity) of what is to be avoided."""
    for rendering in concept.wordings:
        text = one_line(rendering.text).lower()
        if rendering.status == "deprecated" and text:
            term, reason = one_line(wanted.headwords(concept)[0]), one_line(rendering.reason).rstrip(".")
            yield text, Advice(one_line(rendering.instead), term, reason), _severity(rendering)


def _severity(rendering: Rendering) -> str:
    if rendering.text.isalpha():
        return "suggestion"
    return "error" if rendering.issuer in (CALQUE, "machine translation") else "warning"


class _Surroundings:
    """Finds what stands around a text in longer known ones, by way of their words."""

    def __init__(self, known: Iterable[str]) -> None:
        self._texts = sorted(set(known))
        self._holders: dict[str, set[int]] = defaultdict(set)
        for number, text in enumerate(self._texts):
            for word in re.findall(r"\w+", text):
                self._holders[word].add(number)

    def __call__(self, text: str) -> tuple[tuple[str, str], ...]:
        words = re.findall(r"\w+", text)
        holders = set.intersection(*(self._holders[word] for word in words)) if words else set()
        inside = re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")
        pairs = {
            (longer[: match.start()], longer[match.end() :])
            for longer in (self._texts[number] for number in holders)
            for match in inside.finditer(longer)
        }
        return tuple(sorted(pairs - {("", "")}))
