"""Check translations: the work of `tifa check`."""

from __future__ import annotations

import os
import sys
from itertools import chain, islice

from tifa.cli.answer import open_glossary
from tifa.cli.streams import FOUND, NOT_FOUND, choose, visible
from tifa.errors import InputError, UsageError
from tifa.fold import is_han
from tifa.model import Record
from tifa.render.checked import FORMATS, report
from tifa.rules import Date
from tifa.termcheck.checker import Checker, mark_of
from tifa.termcheck.line import CHINESE, Line
from tifa.termcheck.readers import read
from tifa.termcheck.rules import RULES
from tifa.termcheck.segments import ERROR, WARNING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Annotated, Any

    from tifa.termcheck.segments import Finding, Segment

LANGUAGES = (CHINESE, "en", "fr", "es")
FAIL_ON = (ERROR, WARNING, "never")
# So many segments tell in which direction a file translates.
SAMPLE = 200


class Request(Record):
    """What is asked of `tifa check`."""

    source: Annotated[str, "Language of the text; nothing to detect it."] = ""
    target: Annotated[str, "Language of the translation; nothing to take what the file says, or English."] = (
        ""
    )
    issuer: Annotated[str, "Whose renderings are the house's line."] = ""
    prefer: Annotated[tuple[str, ...], "Renderings that are the house's line."] = ()
    date: Annotated[str, "Only renderings that were there by then."] = ""
    ignore: Annotated[tuple[str, ...], "Rules that are switched off."] = ()
    baseline: Annotated[str, "File of findings that are known and held back."] = ""
    write_baseline: Annotated[str, "File to which the findings are written, to be held back later."] = ""
    form: Annotated[str, "Format of the report."] = "table"
    fail_on: Annotated[str, "The least level that makes the exit code 1."] = ERROR
    columns: Annotated[
        str, "Columns of a table, of the text and of its translation, with a comma between."
    ] = ""
    encoding: Annotated[str, "Encoding of text files; nothing to detect it."] = ""
    output: Annotated[str, "File for the report; nothing for standard output."] = ""
    places: Annotated[tuple[str, ...], "Glossaries to lay over the others."] = ()

    def line(self, language: str) -> Line:
        """The house's line for a language."""
        return Line(issuer=self.issuer, prefer=self.prefer, date=self.date, language=language)


def check(paths: list[str], **given: Any) -> int:
    """Report where translations depart from the glossary; exit code 1 from the level of `fail_on` on."""
    request = Request(**given)
    _check_options(request)
    segments = read(paths, request.encoding, _columns(request.columns))
    first = list(islice(segments, SAMPLE))
    language = _target(first, request)
    checker = Checker(open_glossary(request.places), request.line(language), request.ignore)
    wanted = (segment for segment in chain(first, segments) if _is_into(segment, language))
    findings = list(checker.check(wanted, _known(request.baseline)))
    text = report(request.form, findings, checker.summary, checker.found)
    if request.write_baseline:
        lines = [_line(finding, checker.found[finding.path, finding.segment]) for finding in findings]
        _write(request.write_baseline, "".join(lines))
    if request.output:
        _write(request.output, text)
    else:
        sys.stdout.write(visible(text, "\n\t") if sys.stdout.isatty() else text)
    return _exit_code(findings, request.fail_on)


def _check_options(request: Request) -> None:
    choose("--format", request.form, FORMATS)
    choose("--fail-on", request.fail_on, FAIL_ON)
    choose("--from", request.source, LANGUAGES)
    choose("--to", request.target, LANGUAGES)
    for rule in request.ignore:
        choose("--ignore", rule, tuple(RULES))
    if request.date and not Date().accepts(request.date):
        raise UsageError(f"--as-of cannot be {request.date!r}: write {Date().wanted}")
    if request.source and request.target and (request.source == CHINESE) == (request.target == CHINESE):
        raise UsageError("one of --from and --to is zh: tifa compares Chinese with another language")


def _columns(given: str) -> tuple[str, str]:
    if not given:
        return "", ""
    one, comma, two = given.partition(",")
    if not (one.strip() and comma and two.strip()):
        raise UsageError(f"--columns cannot be {given!r}: name two columns with a comma between, as in zh,en")
    return one.strip(), two.strip()


def _target(segments: Sequence[Segment], request: Request) -> str:
    """The language of the translation: as asked for, as the file says, or by the script."""
    if request.target:
        return request.target
    if request.source and request.source != CHINESE:
        return CHINESE
    into_chinese = sum(_han(s.target) - _han(s.source) for s in segments if s.source and s.target) > 0
    if into_chinese and not request.source:
        return CHINESE
    said = (segment.target_language.lower().partition("-")[0] for segment in segments)
    return next((language for language in said if language in LANGUAGES and language != CHINESE), "en")


def _is_into(segment: Segment, language: str) -> bool:
    """Whether a segment is translated into a language, as far as its file says."""
    said = segment.target_language.lower().partition("-")[0]
    return said in ("", language) or said not in LANGUAGES


def _han(text: str) -> float:
    return sum(map(is_han, text)) / (len(text) or 1)


def _known(path: str) -> Iterator[str]:
    """The marks of the findings in a baseline."""
    if path:
        try:
            with open(path, encoding="utf-8") as file:
                lines = file.read().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise InputError(f"{path}: the baseline cannot be read: {why}") from error
        yield from (line.split()[0] for line in lines if line.strip())


def _line(finding: Finding, segment: Segment) -> str:
    """A finding as a line of a baseline: its mark, and for people where it was."""
    return f"{mark_of(finding, segment)} {finding.rule} {finding.term} {finding.path}:{finding.segment}\n"


def _write(path: str, text: str) -> None:
    """A file, whole or not at all."""
    from tifa.index.folder import write_aside

    try:
        write_aside(os.path.abspath(path), text.encode(errors="backslashreplace"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error


def _exit_code(findings: Iterable[Finding], fail_on: str) -> int:
    levels = {ERROR: (ERROR,), WARNING: (ERROR, WARNING)}.get(fail_on, ())
    return NOT_FOUND if any(finding.level in levels for finding in findings) else FOUND
