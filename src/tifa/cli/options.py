"""Options that several commands share, defined once."""

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
