"""What a field of the model may hold, as markers for annotations; used where entries are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What an entry may say of a word that texts of any kind have.
EVERYDAY = ("yes", "familiar", "no")
# The rules of `tifa check` that judge one term, and can be muted for one.
CHECKS = ("missing", "deprecated", "wrong-sense", "mixed", "first-mention", "numeronym")


@dataclass(frozen=True)
class Pattern:
    """A regular expression that the whole value must match, and how to say so to a person."""

    expression: str
    wanted: str

    def accepts(self, value: str) -> bool:
        return re.fullmatch(self.expression, value) is not None


# These read as types in the model's annotations, hence the capitals.
def Id() -> Pattern:  # noqa: N802
    """The names of entries, senses and sources."""
    return Pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "lower-case letters, digits and single hyphens")


def Date() -> Pattern:  # noqa: N802
    """Dates as precise as they are known."""
    return Pattern(
        r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?",
        "a date as YYYY, YYYY-MM or YYYY-MM-DD",
    )


def Url() -> Pattern:  # noqa: N802
    """Addresses on the web."""
    return Pattern(
        r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/\S*)?",
        "an address that starts with http:// or https://",
    )


@dataclass(frozen=True)
class OneOf:
    """A closed list of values."""

    values: tuple[str, ...]

    @property
    def wanted(self) -> str:
        return "one of: " + ", ".join(self.values)

    def accepts(self, value: str) -> bool:
        return value in self.values
