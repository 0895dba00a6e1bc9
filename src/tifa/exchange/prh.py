"""Rules for prh (and textlint): what to avoid and what to write, with specs that prh runs by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tifa.errors import UsageError
from tifa.exchange.common import Losses, Wanted
from tifa.exchange.vale import Rule, pattern, quoted, rules
from tifa.model import Entry

# \w knows no accents in JavaScript.
_WORD = r"[\p{L}\p{N}_-]"


def write(entries: Iterable[Entry], wanted: Wanted, losses: Losses) -> Iterator[bytes]:
    """The rules, longest first; only what prh can replace without seeing the Chinese."""
    found = [rule for rule in rules(entries, wanted, losses) if _is_safe(rule, losses)]
    if not found:
        raise UsageError("the entries wanted name nothing that prh could replace safely; try the format vale")
    yield b"version: 1\nrules:\n"
    for rule in found:
        yield "\n".join([*_rule(rule), ""]).encode()


def _is_safe(rule: Rule, losses: Losses) -> bool:
    """Whether there is one thing to write, and the text is more than a word of everyday English."""
    instead = {advice.instead for advice in rule.advice}
    if rule.severity == "suggestion":
        losses.note("single words to avoid, which prh would replace in any sense")
    elif instead == {""}:
        losses.note("renderings to avoid without advice what to write")
    elif len(instead) > 1:
        losses.note("renderings to avoid with other advice for each term")
    return rule.severity != "suggestion" and len(instead) == 1 and instead != {""}


def _rule(rule: Rule) -> Iterator[str]:
    instead = rule.advice[0].instead
    why = "; ".join(": ".join(filter(None, (one.term, one.reason))) for one in rule.advice)
    yield f"  - expected: {quoted(instead)}"
    yield "    patterns:"
    yield f"      - {quoted(f'/{pattern(rule, _WORD)}/i')}"
    # textlint shows this beside what it found.
    yield f"    prh: {quoted(why)}"
    yield "    specs:"
    yield f"      - from: {quoted(rule.text)}"
    yield f"        to: {quoted(instead)}"
