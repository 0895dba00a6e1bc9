"""Cards for a terminal, with rich; every text of an entry goes in as `Text`, never as markup."""

from __future__ import annotations

import html
import io
import re

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tifa.model import Contrast, Rendering, Sense
from tifa.render import wording
from tifa.render.wording import Card
from tifa.search import Hit

SIDE_BY_SIDE = 100
# Middle tones that can be read on a dark and on a light background.
FRAME_STYLES = {"party": "color(161)", "western": "color(33)", "general": "color(133)"}
STATUS_STYLES = {
    "preferred": "bold color(34)",
    "admitted": "",
    "proposed": "italic",
    "deprecated": "strike color(131)",
}
STATUS_MARKS = {"preferred": "✓", "admitted": "·", "proposed": "?", "deprecated": "✗"}
QUIET = "color(245)"
HEADING = "bold color(172)"


def print_card(console: Console, card: Card) -> None:
    """Print the whole card of an entry."""
    print_meaning(console, card)
    concept = card.concept
    if concept.notes:
        _section(console, "Notes", _notes(card))
    if lines := wording.history_lines(card):
        _section(console, "History", _rows([("", Text(line)) for line in lines]))
    if grouped := wording.relations(card):
        _section(console, "Related", _pairs([(k, "; ".join(v)) for k, v in grouped.items()]))
    _print_sources(console, card)


def print_meaning(console: Console, card: Card) -> None:
    """Print the upper half of a card: forms, senses with renderings, and the contrast."""
    concept = card.concept
    console.print(Panel(_head(card), box=box.ROUNDED, border_style=QUIET, padding=(0, 1)))
    if reason := wording.matched(card.hit):
        console.print(Text(f" {reason}", QUIET))
    if concept.aliases:
        names = ", ".join(f"{alias.text} ({alias.type})" for alias in concept.aliases)
        console.print(Padding(Text(f"also {names}", QUIET), (0, 1)))
    for sense in concept.senses:
        console.print(Padding(_sense(card, sense), (1, 1, 0, 1)))
    if concept.expands:
        _section(console, "What it counts", _items(card))
    if concept.contrast:
        wide = console.width >= SIDE_BY_SIDE
        _section(console, "Contrast", (_side_by_side if wide else _stacked)(card))


def svg(card: Card, width: int = 110) -> str:
    """The upper half of the card as a picture, for documents."""
    console = Console(record=True, width=width, file=io.StringIO(), color_system="truecolor")
    print_meaning(console, card)
    picture = console.export_svg(title=f"tifa {card.concept.simplified}", unique_id="tifa")
    return re.sub(r'textLength="([\d.]+)"([^>]*)>([^<]*)<', _by_cells, picture)


def _by_cells(match: re.Match[str]) -> str:
    """A piece of text in a picture with its width by cells, where rich counts characters."""
    text = html.unescape(match[3])
    length = float(match[1]) * cell_len(text) / max(1, len(text))
    return f'textLength="{length:.1f}"{match[2]}>{match[3]}<'


def print_brief(console: Console, card: Card) -> None:
    """Print at most six lines, each cut to the width."""
    from tifa.render import plain

    head, *rest = plain.brief(card).splitlines()
    console.print(Text(head, "bold"), no_wrap=True, overflow="ellipsis")
    for line in rest:
        console.print(Text(line), no_wrap=True, overflow="ellipsis")


def print_others(console: Console, hits: list[Hit], title: str) -> None:
    """Print further hits, one line each."""
    console.print(Text(f"\n {title}", HEADING))
    widest = max(cell_len(hit.entry.concept.simplified) for hit in hits)
    for hit in hits:
        concept = hit.entry.concept
        gap = " " * (widest - cell_len(concept.simplified) + 2)
        line = Text().append(f" {concept.simplified}", "bold").append(f"{gap}{concept.pinyin}  ", QUIET)
        why = f"  {hit.why}"
        # A long rendering is cut before the reason is, which says why the line stands here.
        rendering = Text(concept.rendering)
        room = console.width - line.cell_len - min(cell_len(why), console.width // 3)
        rendering.truncate(max(room, 12), overflow="ellipsis")
        console.print(line.append(rendering).append(why, QUIET), no_wrap=True, overflow="ellipsis")


def print_near(console: Console, query: str, hits: list[Hit]) -> None:
    """Print suggestions, best first, and the terms found inside the query."""
    console.print(Text(f" No entry is called “{query}”."))
    inside = [hit for hit in hits if hit.tier == "inside"]
    like = [hit for hit in hits if hit.tier != "inside"]
    for title, group in (("Did you mean", like), ("Found inside it", inside)):
        if group:
            print_others(console, group, title)


def print_nothing(console: Console, query: str) -> None:
    """Print that nothing was found, and what to do."""
    for line in wording.nothing(query):
        console.print(Text(f" {line}"))


def _head(card: Card) -> Text:
    concept = card.concept
    simplified, *traditional = wording.scripts(concept)
    head = Text().append(simplified, "bold")
    for text in traditional:
        head.append(f"  {text}", QUIET)
    head.append(f"   {concept.pinyin}", "italic")
    return head.append(f"\n{wording.classification(concept)}", QUIET)


def _sense(card: Card, sense: Sense) -> RenderableType:
    style = FRAME_STYLES[sense.frame]
    title = Text().append("▌ ", style).append(wording.FRAMES[sense.frame], f"bold {style}")
    title.append(f"  {sense.label}", "bold")
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for rendering in sense.renderings:
        mark = Text(STATUS_MARKS[rendering.status], STATUS_STYLES[rendering.status].replace("strike", ""))
        table.add_row(mark, _rendering(card, rendering))
    return Group(title, Padding(Text(sense.gloss), (0, 2)), Padding(table, (0, 2)))


def _rendering(card: Card, rendering: Rendering) -> Text:
    text = Text().append(rendering.text, STATUS_STYLES[rendering.status])
    text.append(f"  {wording.credit(rendering)}", QUIET)
    if advice := wording.advice(rendering):
        text.append(f" – {advice}")
    return text.append(f" {wording.marks(rendering.sources, card.entry)}".rstrip(), QUIET)


def _section(console: Console, title: str, body: RenderableType) -> None:
    console.print(Text(f"\n {title}", HEADING))
    console.print(Padding(body, (0, 2)))


def _pairs(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for left, right in rows:
        table.add_row(Text(left, "bold"), Text(right))
    return table


def _rows(rows: list[tuple[str, Text]]) -> Table:
    """Paragraphs with a hanging indent, each behind its label."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True, style=QUIET)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(Text(label or "•"), text)
    return table


def _items(card: Card) -> Table:
    texts = [
        Text().append(f"{item.text}  ", "bold").append(wording.item_text(item, card.names))
        for item in card.concept.expands
    ]
    return _rows([(f"{number}.", text) for number, text in enumerate(texts, 1)])


def _side_by_side(card: Card) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), show_edge=False)
    table.add_column("", ratio=2, overflow="fold")
    for frame in ("party", "western"):
        style = f"bold {FRAME_STYLES[frame]}"
        table.add_column(wording.FRAMES[frame], header_style=style, ratio=5, overflow="fold")
    for row in card.concept.contrast:
        if row is not card.concept.contrast[0]:
            table.add_row()
        table.add_row(_aspect(card, row), Text(row.party), Text(row.western))
    return table


def _stacked(card: Card) -> Group:
    blocks: list[RenderableType] = []
    for row in card.concept.contrast:
        blocks.append(_aspect(card, row))
        for frame, said in (("party", row.party), ("western", row.western)):
            line = Text().append("▌ ", FRAME_STYLES[frame])
            line.append(f"{wording.FRAMES[frame]}: ", f"bold {FRAME_STYLES[frame]}").append(said)
            blocks.append(Padding(line, (0, 0, 0, 1)))
    return Group(*blocks)


def _aspect(card: Card, row: Contrast) -> Text:
    text = Text().append(row.aspect, "bold")
    if row.by:
        text.append(f"\n{row.by}", QUIET)
    return text.append(f" {wording.marks(row.sources, card.entry)}".rstrip(), QUIET)


def _notes(card: Card) -> Table:
    blocks: list[tuple[str, Text]] = []
    for note in card.concept.notes:
        text = Text().append(f"{note.topic}  ", "bold").append(note.text)
        text.append(f" {wording.marks(note.sources, card.entry)}".rstrip(), QUIET)
        blocks.append(("", text))
    return _rows(blocks)


def _print_sources(console: Console, card: Card) -> None:
    """Sources last, each address on a line of its own that the terminal alone may wrap."""
    if card.entry.sources:
        title = Text().append("\n Sources", HEADING)
        console.print(title.append(f"  {wording.checked(card.entry.sources)}", QUIET))
    for number, source in enumerate(card.entry.sources, 1):
        label = f"[{number}]"
        console.print(Padding(_rows([(label, Text(wording.source_title(source), QUIET))]), (0, 2)))
        if source.url:
            console.print(Text(" " * (3 + len(label)) + source.url, QUIET), soft_wrap=True)
