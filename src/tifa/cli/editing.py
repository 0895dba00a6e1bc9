"""For those who write entries: `tifa lint`, `tifa new`, `tifa schema`."""

from __future__ import annotations

import os
import sys

from tifa.cli.streams import FOUND, NOT_FOUND, warn
from tifa.errors import UsageError


def print_problems(paths: list[str]) -> int:
    """Print the problems of each path; exit code 1 where there is one."""
    from tifa.validate import validate

    problems = [problem for path in paths or ["glossary"] for problem in validate(path)]
    for problem in problems:
        print(problem)
    warn(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return NOT_FOUND if problems else FOUND


def print_rules() -> int:
    """Print each rule code with what it stands for."""
    from tifa.validate import rules

    for code, text in sorted(rules().items()):
        print(f"{code}  {text}")
    return FOUND


def print_schema() -> int:
    """Print the JSON Schema of an entry file."""
    import json

    from tifa.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return FOUND


def draft(term: str, folder: str = "glossary", domain: str = "drafts") -> int:
    """Write a draft entry for a term; refuses to overwrite or to draft what an entry has already."""
    from tifa.drafts import draft_entry
    from tifa.index.folder import write_aside

    name, text = draft_entry(term)
    path = os.path.join(folder, domain, f"{name}.yaml")
    if os.path.exists(path):
        raise UsageError(f"{path} exists already: edit it, or rename it first")
    try:
        write_aside(os.path.abspath(path), text.encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    sys.stdout.write(f"{path}\n")
    return FOUND
