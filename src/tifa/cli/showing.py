"""Show annotated text on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tifa.cli.annotating import open_input
from tifa.cli.streams import console, visible, warn
from tifa.errors import InputError
from tifa.render.annotated.terminal import Screen
from tifa.render.annotated.writer import Options

if TYPE_CHECKING:
    from tifa.cli.annotating import Request
    from tifa.glossary import Glossary


def show(glossary: Glossary, request: Request, inputs: list[tuple[str, bool]]) -> None:
    """Print the annotated text of each input, and its notes."""
    screen = console(request.color)
    for path, named in inputs:
        if len(inputs) > 1:
            screen.print(f"==> {visible(path)} <==", style="bold", soft_wrap=True)
        page = Screen(screen, Options(explain=request.explain, size=screen.width), shown)
        annotator = request.annotator(glossary)
        try:
            for block in annotator.blocks(open_input(path, request).pieces()):
                page.block(block, annotator.marks(block.text))
        except InputError as error:
            if named:
                raise
            warn(f"{error}; it is passed over")
        page.notes()


def shown(text: str) -> str:
    """A part of the text as a terminal may have it: control characters visible, line ends its own."""
    return visible(text.replace("\r\n", "\n").replace("\t", "    "))
