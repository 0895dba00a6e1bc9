"""Comments in bilingual files by which a translator switches rules off: `tifa: ignore missing, number`."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = "all"
# Whoever writes Chinese types colons and commas of full width.
_COMMA = re.compile(r"[ \t]*[,，、][ \t]*")
_RULES = rf"[a-z][a-z-]*(?:{_COMMA.pattern}[a-z][a-z-]*)*"
_IGNORE = re.compile(rf"\btifa[:：]\s*ignore\b(?:[ \t]+({_RULES}))?", re.IGNORECASE)


def muted(comments: Iterable[str]) -> tuple[str, ...]:
    """The rules that comments switch off, each once; `all` where one names none."""
    found = [match[1] or ALL for comment in comments for match in _IGNORE.finditer(comment)]
    return listed(",".join(found)) if found else ()


def listed(rules: str) -> tuple[str, ...]:
    """The rules in a list with commas, each once."""
    return tuple(dict.fromkeys(filter(None, (rule.strip().lower() for rule in _COMMA.split(rules)))))
