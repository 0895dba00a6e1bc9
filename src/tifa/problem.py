"""A fault in glossary data; apart from the model, since a sound glossary's lookup never needs it."""

from __future__ import annotations

from typing import Annotated

from tifa.model import Record


class Problem(Record):
    """A fault in glossary data, with its place and what to do about it."""

    code: Annotated[str, "Code of the rule, as `tifa lint --rules` lists it."]
    path: Annotated[str, "The file."]
    line: Annotated[int, "Line, counted from 1."]
    message: Annotated[str, "What is wrong."]
    tip: Annotated[str, "What to do."] = ""

    def __str__(self) -> str:
        tip = f" ({self.tip})" if self.tip else ""
        return f"{self.path}:{self.line}: {self.code} {self.message}{tip}"
