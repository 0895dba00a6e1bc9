"""Annotate files, folders and standard input; explain one place in a file."""

from __future__ import annotations

import os
import sys

from tifa.annotation import Annotator, Block, Selection
from tifa.cli.answer import open_glossary
from tifa.cli.progress import watched
from tifa.cli.streams import COLORS, FOUND, NOT_FOUND, choose, visible, wants_terminal, warn
from tifa.decoding import Input
from tifa.errors import InputError, UsageError
from tifa.model import Record
from tifa.render.annotated.writer import Options, Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Annotated, Any

    from tifa.glossary import Glossary

STDIN = "-"
# Format -> the module of its writer in `render.annotated`, its class, the suffix of a report.
FORMATS = {
    "inline": ("inline", "Inline", ".txt"),
    "footnotes": ("footnotes", "Footnotes", ".txt"),
    "markdown": ("footnotes", "Markdown", ".md"),
    "html": ("html", "Html", ".html"),
    "jsonl": ("jsonl", "JsonLines", ".jsonl"),
    "tsv": ("tsv", "Table", ".tsv"),
    "glossary": ("terms", "TermList", ".txt"),
}
# Formats that need nothing of what came before, so that parts of a text can be written side by side.
PARALLEL = ("jsonl", "tsv")
ERRORS = ("strict", "replace")
# Below this many bytes a second process costs more than it saves.
WORTH_SHARING = 8_000_000


class Request(Record):
    """What is asked of `tifa annotate`."""

    form: Annotated[str, "Format; nothing for the one that suits where it goes."] = ""
    all: Annotated[bool, "Also familiar words, and everyday ones not meant in the Party's sense."] = False
    only: Annotated[str, "Only terms of this kind or domain."] = ""
    contested: Annotated[bool, "Only entries whose senses belong to several frames."] = False
    first: Annotated[bool, "Only the first mention of each entry."] = False
    nested: Annotated[bool, "Also terms inside longer ones."] = False
    explain: Annotated[bool, "Whether to show the evidence for senses."] = False
    encoding: Annotated[str, "Encoding of the input; nothing to detect it."] = ""
    errors: Annotated[str, "strict, or replace: a sign for what cannot be decoded."] = "strict"
    output: Annotated[str, "File, or folder for several reports; nothing for standard output."] = ""
    jobs: Annotated[int, "Processes to share the work; 0 for as many as the input is worth."] = 0
    color: Annotated[str, "auto, always or never."] = "auto"
    places: Annotated[tuple[str, ...], "Glossaries to lay over the others."] = ()

    def annotator(self, glossary: Glossary) -> Annotator:
        """The annotator that marks what is asked for."""
        selection = Selection(all=self.all, only=self.only, contested=self.contested, first=self.first)
        return Annotator(glossary, selection, self.nested)


def annotate(paths: list[str], **given: Any) -> int:
    """Write the annotated text of each input; exit code 0, whether or not there is anything to mark."""
    request = Request(**given)
    choose("--format", request.form, tuple(FORMATS))
    choose("--errors", request.errors or "nothing", ERRORS)
    choose("--color", request.color or "nothing", COLORS)
    glossary = open_glossary(request.places)
    _check_only(glossary, request.only)
    inputs = list(_inputs(paths or [STDIN]))
    if request.output and (len(inputs) > 1 or os.path.isdir(request.output) or request.output.endswith("/")):
        _write_reports(glossary, request, inputs)
    elif request.output:
        _write_whole(glossary, request, inputs[0], request.output)
    else:
        _print(glossary, request, inputs)
    return FOUND


def _check_only(glossary: Glossary, only: str) -> None:
    from tifa.model import KINDS

    if only and only not in KINDS:
        domains = {glossary.index.heading(number).domain for number in range(len(glossary))}
        choose("--only", only, (*KINDS, *sorted(domains)))


def _inputs(paths: list[str]) -> Iterator[tuple[str, bool]]:
    """(path, whether it was named itself) of each file; folders stand for the files in them."""
    for path in paths:
        if path == STDIN or not os.path.isdir(path):
            yield path, True
            continue
        found = list(_files_in(path))
        if not found:
            raise InputError(f"{path}: there is no file in this folder")
        yield from ((name, False) for name in found)


def _files_in(path: str) -> Iterator[str]:
    """The files in a folder and the folders below it, in order, hidden ones left out."""
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.startswith(".") and os.path.isfile(path):  # no pipe, which would never end
                yield path


def open_input(path: str, request: Request) -> Input:
    """The text of a file or of standard input; InputError where it cannot be read."""
    if path == STDIN:
        if sys.stdin is None:
            raise InputError("standard input is closed: give a file")
        if sys.stdin.isatty():
            warn("reading text from the terminal; end it with Ctrl-D")
        read: Callable[[int], bytes] = sys.stdin.buffer.read1  # type: ignore[union-attr]
    else:
        try:
            read = open(path, "rb", buffering=0).read  # noqa: SIM115
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    try:
        source = Input(read, "standard input" if path == STDIN else path, request.encoding, request.errors)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    if not request.encoding and source.encoding not in ("utf-8", "utf-8-sig"):
        warn(f"{source.name}: read as {source.encoding}; --encoding gives another")
    return source


def make_writer(form: str, path: str, options: Options) -> Writer:
    """The writer of a format."""
    module, name, _ = FORMATS[form]
    found = __import__(f"tifa.render.annotated.{module}", fromlist=[name])
    writer: Writer = getattr(found, name)(path, options)
    return writer


def _parts(glossary: Glossary, request: Request, path: str, form: str) -> Iterator[str]:
    """The annotated text of one input, part by part."""
    source = open_input(path, request)
    options = Options(explain=request.explain, has_mark=source.has_mark)
    writer = make_writer(form, path, options)
    annotator = request.annotator(glossary)

    def written(block: Block) -> str:
        return writer.block(block, annotator.marks(block.text))

    yield writer.head()
    jobs = _jobs(request, form, path)
    pieces = watched(source, path) if sys.stderr.isatty() and _is_file(path) else source.pieces()
    if jobs > 1:
        from tifa.cli.sharing import shared

        yield from shared(annotator.blocks(pieces), jobs, written)
    else:
        yield from map(written, annotator.blocks(pieces))
    yield writer.tail()


def _is_file(path: str) -> bool:
    return path != STDIN and os.path.isfile(path)


def _jobs(request: Request, form: str, path: str) -> int:
    if form not in PARALLEL or request.first or not hasattr(os, "fork"):
        return 1
    if request.jobs:
        return request.jobs
    large = _is_file(path) and os.path.getsize(path) >= WORTH_SHARING
    return min(2, os.cpu_count() or 1) if large else 1


def _print(glossary: Glossary, request: Request, inputs: list[tuple[str, bool]]) -> None:
    """Everything to standard output, one input after the other."""
    if not request.form and wants_terminal(request.color):
        from tifa.cli.showing import show

        show(glossary, request, inputs)
        return
    form = request.form or "inline"
    if form == "html" and len(inputs) > 1:
        raise UsageError("each input becomes a page of its own: give a folder with --output FOLDER")
    last = "\n"
    for number, (path, named) in enumerate(inputs):
        if len(inputs) > 1 and form not in PARALLEL:
            _write(f"{'' if last == chr(10) else chr(10)}==> {path} <==\n", form)
            last = "\n"
        parts = _unless_binary(_parts(glossary, request, path, form), named)
        for at, part in enumerate(parts):
            if not (form == "tsv" and number and at == 0):  # the names of the fields stand above the first
                _write(part, form)
                last = part[-1:] or last
    sys.stdout.buffer.flush()


def _write(part: str, form: str) -> None:
    """Write a part to standard output; a terminal gets no control characters."""
    shown = visible(part, "\n\r\t") if sys.stdout.isatty() and form != "html" else part
    sys.stdout.buffer.write(_encoded(shown))


def _encoded(part: str) -> bytes:
    return part.encode(errors="backslashreplace")


def _unless_binary(parts: Iterator[str], named: bool) -> Iterator[str]:
    """The parts; a file that is no text is named and passed over where it was met in a folder."""
    try:
        yield from parts
    except InputError as error:
        if named:
            raise
        warn(f"{error}; it is passed over")


def _write_reports(glossary: Glossary, request: Request, inputs: list[tuple[str, bool]]) -> None:
    """A report for each input in the folder `output`."""
    if os.path.exists(request.output) and not os.path.isdir(request.output):
        raise UsageError(f"--output {request.output} is a file: give a folder for several reports")
    suffix = FORMATS[request.form or "inline"][2]
    names: dict[str, str] = {}
    for path, _ in inputs:
        name = (os.path.basename(path) if path != STDIN else "standard-input") + suffix
        if name in names:
            raise UsageError(f"{names[name]} and {path} would both be written to {name}: annotate them apart")
        names[name] = path
    for (path, named), name in zip(inputs, names, strict=True):
        try:
            _write_whole(glossary, request, (path, named), os.path.join(request.output, name))
        except InputError as error:
            if named:
                raise
            warn(f"{error}; it is passed over")


def _write_whole(glossary: Glossary, request: Request, item: tuple[str, bool], output: str) -> None:
    """One report in a file, whole or not at all."""
    from tifa.index.folder import write_parts_aside

    parts = map(_encoded, _parts(glossary, request, item[0], request.form or "inline"))
    target = os.path.realpath(output)  # a link stays a link
    try:
        if os.path.exists(target) and not os.path.isfile(target):  # a device or a pipe
            with open(target, "wb", buffering=0) as stream:
                stream.writelines(parts)
        else:
            write_parts_aside(target, parts)
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror}") from error


def explain(place_in_file: str, places: tuple[str, ...] = (), encoding: str = "") -> int:
    """Print how the term at FILE:LINE:COLUMN is read and why; exit code 1 where no term stands there."""
    from tifa.render.annotated.explaining import explanation

    path, line, column = _place(place_in_file)
    glossary = open_glossary(places)
    annotator = Annotator(glossary, Selection(all=True), nested=True)
    request = Request(encoding=encoding)
    for block in annotator.blocks(open_input(path, request).pieces()):
        at = _offset(block, line, column)
        if at is None:
            continue
        marks = annotator.marks(block.text)
        here = [mark for mark in marks if mark.start <= at < mark.end]
        if here:
            sys.stdout.write(visible("\n".join(explanation(mark, block) for mark in here)))
            return FOUND
        break
    warn(f"{path}: no term of the glossary stands at line {line}, column {column}")
    return NOT_FOUND


def _place(text: str) -> tuple[str, int, int]:
    parts = text.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdecimal() and parts[2].isdecimal():
        return parts[0], int(parts[1]), int(parts[2])
    raise UsageError(f"{text}: give a place as FILE:LINE:COLUMN, as in speech.txt:3:17")


def _offset(block: Block, line: int, column: int) -> int | None:
    """Where a place of the whole text is in a block; None where it is not in it, or past its line."""
    at, current = 0, block.line
    while current < line:
        newline = block.text.find("\n", at)
        if newline < 0:
            return None
        at, current = newline + 1, current + 1
    if current > line:
        return None
    offset = at + column - 1 - (block.column if at == 0 else 0)
    inside = 0 <= offset < len(block.text) and "\n" not in block.text[at:offset]
    return offset if inside else None
