"""The Typer application: one function a command, each of which parses and hands over."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tifa import model
from tifa.cli import streams
from tifa.cli.options import (
    Added,
    AddedIssuer,
    AddedLanguage,
    AddedSense,
    AddedStatus,
    AsOf,
    Baseline,
    Bilingual,
    Color,
    Columns,
    Contested,
    Domain,
    Encoding,
    Errors,
    Everything,
    Explain,
    FailOn,
    First,
    Frame,
    From,
    Gloss,
    Ignore,
    Instead,
    Issuer,
    Jobs,
    Kind,
    Lang,
    Nested,
    Only,
    Output,
    OwnNote,
    Paths,
    Places,
    Prefer,
    Reason,
    Report,
    Script,
    Status,
    TextFormat,
    To,
    WithoutDeprecated,
    WriteBaseline,
)
from tifa.errors import UsageError

app = typer.Typer(
    name="tifa",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Look up Chinese Party-state vocabulary: `tifa QUERY` in Chinese, pinyin or English.",
    epilog="Exit code: 0 found or clean, 1 nothing found or findings, 2 bad usage or data.",
)


def run_app(arguments: list[str]) -> int:
    """The exit code of `tifa` with these arguments."""
    # The library builds the options of every command before it looks which one is meant.
    called = [one for one in app.registered_commands if name_of(one) in arguments[:1]]
    app.registered_commands = called or app.registered_commands

    def command() -> int:
        try:
            result = app(arguments, prog_name="tifa", standalone_mode=False)
        except typer.Abort:
            return 130
        except SystemExit as error:
            # The library exits with 1 where the reader of a pipe has gone, which is no error.
            if isinstance(error.__context__, BrokenPipeError):
                raise error.__context__ from None
            raise
        except Exception as error:
            if show := getattr(error, "show", None):  # a usage error of the command-line library
                show(sys.stderr)
                return streams.BAD
            raise
        return int(result or 0)

    return streams.run(command)


def name_of(command: typer.models.CommandInfo) -> str:
    """The name by which a command is called."""
    return str(command.name or getattr(command.callback, "__name__", ""))


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Look up Chinese Party-state vocabulary: `tifa QUERY` in Chinese, pinyin or English."""
    if version:
        from tifa import __version__

        typer.echo(f"tifa {__version__}")
        raise typer.Exit


@app.command()
def lookup(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="The query; several words are one query."),
    ] = None,
    batch: Annotated[
        str,
        typer.Option("--batch", metavar="FILE", help="One query a line from FILE or - (stdin)."),
    ] = "",
    form: Annotated[
        str,
        typer.Option("--format", "-f", metavar="NAME", help="card, plain, markdown, json, jsonl, svg."),
    ] = "",
    brief: Annotated[bool, typer.Option("--brief", "-b", help="Six lines at most.")] = False,
    color: Color = "auto",
    places: Places = None,
) -> int:
    """Look a term up.

    Chinese in either script, pinyin, initials or English, slips allowed; `lookup` may be left out.
    """
    from tifa.cli.answer import FORMATS, answer, answer_file

    streams.choose("--format", form, FORMATS)
    streams.choose("--color", color, streams.COLORS)
    if batch:
        if words:
            raise UsageError("give either a query or --batch, not both")
        if form not in ("", "json", "jsonl"):
            raise UsageError(f"--batch prints JSON lines, it has no --format {form}")
        return answer_file(batch, tuple(places or ()))
    if not words:
        raise UsageError("the query is empty: give a term in Chinese, pinyin or English")
    return answer(words, form, brief, color, tuple(places or ()))


@app.command()
def annotate(
    paths: Paths = None,
    form: TextFormat = "",
    all: Everything = False,  # noqa: A002
    only: Only = "",
    contested: Contested = False,
    first: First = False,
    nested: Nested = False,
    explain: Explain = False,
    encoding: Encoding = "",
    errors: Errors = "strict",
    output: Output = "",
    jobs: Jobs = 0,
    color: Color = "auto",
    places: Places = None,
) -> int:
    """Mark every formulation in a text.

    Its rendering, and the sense of contested words; standard input is one text, never line by line.
    """
    given = dict(locals())
    from tifa.cli import annotating

    given["places"] = tuple(places or ())
    return annotating.annotate(given.pop("paths") or [], **given)


@app.command("explain")
def explain_place(
    where: Annotated[str, typer.Argument(metavar="FILE:LINE:COLUMN", help="A place in a text file.")],
    encoding: Encoding = "",
    places: Places = None,
) -> int:
    """Show how the term at one place of a text is read, and why."""
    from tifa.cli.annotating import explain

    return explain(where, tuple(places or ()), encoding)


@app.command()
def check(
    paths: Bilingual,
    source: From = "",
    target: To = "",
    issuer: Issuer = "",
    prefer: Prefer = None,
    date: AsOf = "",
    ignore: Ignore = None,
    baseline: Baseline = "",
    write_baseline: WriteBaseline = "",
    form: Report = "table",
    fail_on: FailOn = "error",
    columns: Columns = "",
    encoding: Encoding = "",
    output: Output = "",
    places: Places = None,
) -> int:
    """Check a translation against the glossary.

    Terms that are missing, wrong, mixed or half rendered, numbers, and what was left untranslated.
    """
    given = dict(locals())
    from tifa.cli import checking

    several = {name: tuple(given.pop(name) or ()) for name in ("prefer", "ignore", "places")}
    return checking.check(given.pop("paths"), **given, **several)


@app.command("list")
def list_entries(
    domain: Domain = "",
    kind: Kind = "",
    frame: Frame = "",
    contested: Contested = False,
    places: Places = None,
) -> int:
    """List the entries, one a line.

    Term, pinyin, rendering, kind and domain; separated by tabs in a pipe.
    """
    from tifa.cli.overview import print_list

    streams.choose("--kind", kind, model.KINDS)
    streams.choose("--frame", frame, model.FRAMES)
    return print_list(tuple(places or ()), domain, kind, frame, contested)


@app.command()
def stats(places: Places = None) -> int:
    """Count what the glossary holds and lacks."""
    from tifa.cli.overview import print_stats

    return print_stats(tuple(places or ()))


@app.command()
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="One of those that `tifa formats` lists.")],
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all."),
    ] = "",
    domain: Domain = "",
    status: Status = None,
    lang: Lang = None,
    script: Script = "both",
    without_deprecated: WithoutDeprecated = False,
    places: Places = None,
) -> int:
    """Write the glossary for other programs.

    What a format cannot carry is named on standard error.
    """
    from tifa.cli.exchanging import export as write

    chosen = tuple(status or ()), tuple(lang or ())
    return write(form, output, domain, *chosen, script, without_deprecated, tuple(places or ()))


@app.command("import")
def bring_in(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A term list that another program made.")],
    form: Annotated[
        str, typer.Option("--from", metavar="FORMAT", help="Its format, if not by its suffix.")
    ] = "",
    folder: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help="The glossary to which it is added.")
    ] = "glossary",
) -> int:
    """Make entry files of a term list.

    What is there already stays as it is.
    """
    from tifa.cli.exchanging import bring_in as read

    return read(path, form, folder)


@app.command()
def formats() -> int:
    """List the formats of `export` and `import`."""
    from tifa.cli.exchanging import print_formats

    return print_formats()


@app.command()
def lint(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Glossary folders or single files; ./glossary."),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and exit.")] = False,
) -> int:
    """Check glossary files.

    Every problem on a line: file:line: code message (tip).
    """
    from tifa.cli.editing import print_problems, print_rules

    return print_rules() if rules else print_problems(paths or [])


@app.command()
def new(
    term: Annotated[str, typer.Argument(metavar="TERM", help="The term in Chinese characters.")],
    domain: Annotated[
        str, typer.Option("--domain", metavar="NAME", help="The folder for the file.")
    ] = "drafts",
    folder: Annotated[
        str, typer.Option("--folder", metavar="FOLDER", help="The glossary to which it is added.")
    ] = "glossary",
) -> int:
    """Draft an entry file for a term.

    Traditional form and pinyin are filled in and marked as drafts.
    """
    from tifa.cli.editing import draft

    return draft(term, folder, domain)


@app.command()
def glossaries(places: Places = None) -> int:
    """List the glossaries that lie over each other.

    What each adds, replaces, patches and hides, and what is wrong with it.
    """
    from tifa.cli.layering import print_layers

    return print_layers(tuple(places or ()))


@app.command()
def add(
    term: Annotated[str, typer.Argument(metavar="TERM", help="The term in Chinese, or the id of its entry.")],
    rendering: Added = None,
    status: AddedStatus = "preferred",
    language: AddedLanguage = "en",
    issuer: AddedIssuer = "",
    instead: Instead = "",
    reason: Reason = "",
    sense: AddedSense = "",
    note: OwnNote = "",
    gloss: Gloss = "",
    folder: Annotated[
        str, typer.Option("--folder", metavar="FOLDER", help="The glossary, by default the user's own.")
    ] = "",
    places: Places = None,
) -> int:
    """Add a rendering or a note to your own glossary.

    It patches the entry that there is, or makes one.
    """
    given = dict(locals())
    from tifa.cli import layering

    given["renderings"] = tuple(given.pop("rendering") or ())
    return layering.add(given.pop("term"), **given | {"places": tuple(places or ())})


@app.command()
def schema() -> int:
    """Print the JSON Schema of entry files."""
    from tifa.cli.editing import print_schema

    return print_schema()
