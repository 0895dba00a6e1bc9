"""Options that several commands share, and those of `annotate`, defined once."""

from __future__ import annotations

from typing import Annotated

import typer

Place = Annotated[
    str,
    typer.Option(
        "--glossary",
        "-g",
        metavar="PATH",
        envvar="TIFA_GLOSSARY",
        help="A folder of entries or a compiled index, instead of the bundled glossary.",
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
Everything = Annotated[
    bool, typer.Option("--all", "-a", help="Also everyday words not meant in the Party's sense.")
]
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
