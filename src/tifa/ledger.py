"""What a glossary keeps beside its entries: withdrawn ids, and exceptions from the linter's rules."""

from __future__ import annotations

from typing import Annotated, ClassVar

from tifa.model import Record
from tifa.rules import Id


class Retired(Record):
    """An id that is no longer used and never used again."""

    entry: Annotated[str, Id(), "The id that the entry had."]
    replacement: Annotated[str, Id(), "Id of the entry that stands in its place, if one does."] = ""
    reason: Annotated[str, "Why it was withdrawn."]


class Waiver(Record):
    """An exception from a rule of the linter."""

    rule: Annotated[str, "Code of the rule, as `tifa lint --rules` lists it."]
    entry: Annotated[str, Id(), "The entry's id, or the name of the file of sources."]
    reason: Annotated[str, "Why the rule does not hold there."]


class Ledger(Record):
    """What stands in a file beside the entries: `retired.yaml` or `exceptions.yaml`."""

    _nested: ClassVar = {"retired": Retired, "exceptions": Waiver}

    retired: Annotated[tuple[Retired, ...], "Ids that are no longer used."] = ()
    exceptions: Annotated[tuple[Waiver, ...], "Exceptions from the rules of the linter."] = ()
