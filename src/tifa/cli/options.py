"""Options that several commands share, and those of `annotate`, defined once."""

from __future__ import annotations

from typing import Annotated

import typer

Places = Annotated[
    list[str] | None,
    typer.Option(
        "--glossary",
        "-g",
        metavar="PATH",
        help="A folder of entries or an index to lay over the others, by default TIFA_GLOSSARY; "
        "repeatable; `none` leaves out what stands before it.",
    ),
]
Color = Annotated[
    str,
    typer.Option("--color", metavar="WHEN", help="auto, always or never; NO_COLOR is honoured as well."),
]
Domain = Annotated[
    str, typer.Option("--domain", metavar="NAME", help="Only entries of this domain (folder).")
]
Kind = Annotated[str, typer.Option("--kind", metavar="NAME", help="Only entries of this kind.")]
Frame = Annotated[
    str,
    typer.Option("--frame", metavar="NAME", help="Only entries with a party, western or general sense."),
]
Contested = Annotated[
    bool,
    typer.Option("--contested", help="Only terms whose senses belong to several frames."),
]

# Of `annotate`; the entry point parses the same names (`OPTIONS` in `__main__`).
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[FILE]...", help="Files, folders, or - for standard input (the default)."),
]
TextFormat = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        help="inline, footnotes, markdown, html, jsonl, tsv, or glossary (each term once).",
    ),
]
Everything = Annotated[bool, typer.Option("--all", "-a", help="Also everyday and familiar words.")]
Only = Annotated[str, typer.Option("--only", metavar="NAME", help="Only terms of this kind or domain.")]
First = Annotated[bool, typer.Option("--first", help="Only the first mention of each term.")]
Nested = Annotated[bool, typer.Option("--nested", help="Also terms inside longer ones.")]
Explain = Annotated[bool, typer.Option("--explain", help="Show the evidence for each sense.")]
Encoding = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help="Encoding of the input, if detection errs.")
]
Errors = Annotated[
    str, typer.Option("--errors", metavar="HOW", help="strict, or replace: a sign for undecodable bytes.")
]
Output = Annotated[
    str, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for several reports.")
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes for jsonl and tsv; 0 decides.")
]

# Of `check`.
Bilingual = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...", help="A text and its translation, or XLIFF, TMX, PO, CSV, TSV, XLSX files."
    ),
]
From = Annotated[str, typer.Option("--from", metavar="LANG", help="Language of the text: zh, en, fr, es.")]
To = Annotated[str, typer.Option("--to", metavar="LANG", help="Language of the translation.")]
Issuer = Annotated[
    str, typer.Option("--issuer", metavar="NAME", help="Write as this issuer does, where it has a rendering.")
]
Prefer = Annotated[
    list[str] | None, typer.Option("--prefer", metavar="TEXT", help="The house's rendering; repeatable.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Only renderings that were there by then: 2017.")
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULE", help="Switch a rule off; repeatable.")
]
Baseline = Annotated[
    str, typer.Option("--baseline", metavar="FILE", help="Hold back the findings that stand in FILE.")
]
WriteBaseline = Annotated[
    str, typer.Option("--write-baseline", metavar="FILE", help="Write the findings to FILE.")
]
Report = Annotated[
    str, typer.Option("--format", "-f", metavar="NAME", help="table, json, sarif, junit, github, html.")
]
FailOn = Annotated[
    str, typer.Option("--fail-on", metavar="LEVEL", help="Exit code 1 from error, warning, or never.")
]
Columns = Annotated[
    str, typer.Option("--columns", metavar="A,B", help="Columns of a table: names or numbers.")
]

# Of `export`.
Status = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="NAME", help="Only renderings of this status; repeatable."),
]
Lang = Annotated[
    list[str] | None,
    typer.Option("--lang", metavar="LANG", help="Only renderings in en, fr or es; repeatable."),
]
Script = Annotated[
    str, typer.Option("--script", metavar="NAME", help="Chinese forms: both, simplified or traditional.")
]
WithoutDeprecated = Annotated[
    bool, typer.Option("--without-deprecated", help="Leave out what is to be avoided.")
]

# Of `add`.
Added = Annotated[
    list[str] | None, typer.Option("--rendering", "-r", metavar="TEXT", help="What to write; repeatable.")
]
AddedStatus = Annotated[
    str,
    typer.Option("--status", metavar="NAME", help="preferred, admitted, proposed or deprecated."),
]
AddedLanguage = Annotated[str, typer.Option("--lang", metavar="LANG", help="Its language: en, fr, es.")]
AddedIssuer = Annotated[str, typer.Option("--issuer", metavar="NAME", help="Who uses it.")]
Instead = Annotated[
    str, typer.Option("--instead", metavar="TEXT", help="What to write in place of a deprecated one.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is deprecated or proposed.")]
AddedSense = Annotated[
    str, typer.Option("--sense", metavar="NAME", help="Id of the sense; by default the first.")
]
OwnNote = Annotated[str, typer.Option("--note", metavar="TEXT", help="A note on the term.")]
Gloss = Annotated[str, typer.Option("--gloss", metavar="TEXT", help="What a new term is, in one sentence.")]
