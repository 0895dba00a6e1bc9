"""Cards for a terminal, with rich for colours and pictures.

The lines are broken here and handed to rich as finished segments: its tables and paragraphs take ten
times as long, and break before a run of Chinese characters instead of inside it. No text of an entry
is ever read as markup.
"""

from __future__ import annotations

from itertools import zip_longest

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style

from tifa.model import Contrast, Rendering, Sense
from tifa.render import wording
from tifa.render.cells import Run, cells, cut, wrap
from tifa.render.wording import Card
from tifa.search import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from tifa.cedict import Word

SIDE_BY_SIDE = 100
# Middle tones that can be read on a dark and on a light background.
STYLES = {
    "": Style(),
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "quiet": Style(color="color(245)"),
    "quiet bold": Style(color="color(245)", bold=True),
    "heading": Style(color="color(172)", bold=True),
    "party": Style(color="color(161)"),
    "party bold": Style(color="color(161)", bold=True),
    "western": Style(color="color(33)"),
    "western bold": Style(color="color(33)", bold=True),
    "general": Style(color="color(133)"),
    "general bold": Style(color="color(133)", bold=True),
    "undecided": Style(color="color(172)", bold=True, underline=True),
    "preferred": Style(color="color(34)", bold=True),
    "admitted": Style(),
    "proposed": Style(italic=True),
    "deprecated": Style(color="color(131)", strike=True),
    "deprecated mark": Style(color="color(131)"),
}
MARKS = {"preferred": "✓", "admitted": "·", "proposed": "?", "deprecated": "✗"}


class Sheet:
    """Lines of styled text for one screen, printed in one go."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = console.width
        self.segments: list[Segment] = []

    def line(self, *runs: Run) -> None:
        """One line as it is."""
        self.segments += [Segment(text, STYLES[style]) for text, style in runs]
        self.segments.append(Segment.line())

    def paragraph(self, runs: list[Run], indent: int, label: Run = ("", "")) -> None:
        """Runs broken to the width behind a label, later lines under the first."""
        hang = indent + (cells(label[0]) + 1 if label[0] else 0)
        first: list[Run] = [(" " * indent, ""), label, (" " * (hang - indent - cells(label[0])), "")]
        for number, line in enumerate(wrap(runs, max(10, self.width - hang - 1))):
            self.line(*(first if number == 0 else [(" " * hang, "")]), *line)

    def heading(self, title: str, more: str = "") -> None:
        """A blank line and the title of a section."""
        self.line()
        self.line((f" {title}", "heading"), (f"  {more}" if more else "", "quiet"))

    def columns(self, texts: list[list[Run]], widths: list[int], indent: int) -> None:
        """Texts side by side, each broken to its own width."""
        broken = [wrap(runs, width - 2) for runs, width in zip(texts, widths, strict=True)]
        for row in zip_longest(*broken, fillvalue=list[Run]()):
            runs: list[Run] = [(" " * indent, "")]
            for line, width in zip(row, widths, strict=True):
                runs += [*line, (" " * (width - sum(cells(text) for text, _ in line)), "")]
            self.line(*runs[:-1])

    def show(self) -> None:
        """Print the lines; the terminal alone breaks what is wider than itself."""
        self.console.print(Segments(self.segments), end="", crop=False)


def print_card(console: Console, card: Card) -> None:
    """Print the whole card of an entry."""
    sheet = Sheet(console)
    _meaning(sheet, card)
    concept = card.concept
    if concept.notes:
        sheet.heading("Notes")
    for note in concept.notes:
        numbers = wording.marks(note.sources, card.entry)
        runs = [(f"{note.topic}  ", "bold"), (note.text, ""), (f" {numbers}", "quiet")]
        sheet.paragraph(runs, 2, ("•", "quiet"))
    if lines := wording.history_lines(card):
        sheet.heading("History")
        for line in lines:
            sheet.paragraph([(line, "")], 2, ("•", "quiet"))
    if grouped := wording.relations(card):
        sheet.heading("Related")
        for label, texts in grouped.items():
            sheet.paragraph([("; ".join(texts), "")], 2, (f"{label}:", "bold"))
    if lines := wording.origins(card.entry):
        sheet.heading("Layers")
        for line in lines:
            sheet.paragraph([(line, "quiet")], 2, ("•", "quiet"))
    _sources(sheet, card)
    sheet.show()


def svg(card: Card, width: int = 110) -> str:
    """The upper half of the card as a picture, for documents."""
    import io
    import re

    console = Console(record=True, width=width, file=io.StringIO(), color_system="truecolor")
    sheet = Sheet(console)
    _meaning(sheet, card)
    sheet.show()
    picture = console.export_svg(title=f"tifa {card.concept.simplified}", unique_id="tifa")
    return re.sub(r'textLength="([\d.]+)"([^>]*)>([^<]*)<', _by_cells, picture)


def _by_cells(match: re.Match[str]) -> str:
    """A piece of text in a picture with its width by cells, where rich counts characters."""
    import html

    text = html.unescape(match[3])
    length = float(match[1]) * cells(text) / max(1, len(text))
    return f'textLength="{length:.1f}"{match[2]}>{match[3]}<'


def print_brief(console: Console, card: Card) -> None:
    """Print at most six lines, each cut to the width."""
    from tifa.render import plain

    sheet = Sheet(console)
    for number, line in enumerate(plain.brief(card).splitlines()):
        sheet.line((cut(line, sheet.width), "" if number else "bold"))
    sheet.show()


def print_others(console: Console, hits: list[Hit], title: str) -> None:
    """Print further hits, one line each."""
    sheet = Sheet(console)
    _hits(sheet, hits, title)
    sheet.show()


def print_near(console: Console, query: str, hits: list[Hit]) -> None:
    """Print suggestions, best first, and the terms found inside the query."""
    sheet = Sheet(console)
    sheet.paragraph([(f"No entry is called “{query}”.", "")], 1)
    inside = [hit for hit in hits if hit.tier == "inside"]
    like = [hit for hit in hits if hit.tier != "inside"]
    for title, group in (("Did you mean", like), ("Found inside it", inside)):
        if group:
            _hits(sheet, group, title)
    sheet.show()


def print_nothing(console: Console, query: str) -> None:
    """Print that nothing was found, and what to do."""
    sheet = Sheet(console)
    for line in wording.nothing(query):
        sheet.paragraph([(line, "")], 1)
    sheet.show()


def print_elsewhere(console: Console, words: list[Word]) -> None:
    """Print the words of the dictionary to fall back on, marked as such."""
    sheet = Sheet(console)
    if words:
        sheet.heading(wording.elsewhere())
    for word in words:
        sheet.paragraph([(wording.word_text(word), "quiet")], 2)
    sheet.show()


# In fewer cells a rendering would be no word; its line is broken then instead of cut.
_LEAST_ROOM = 12


def _hits(sheet: Sheet, hits: list[Hit], title: str) -> None:
    sheet.heading(title)
    widest = max(cells(hit.heading.simplified) for hit in hits)
    for hit in hits:
        heading = hit.heading
        gap = " " * (widest - cells(heading.simplified) + 2)
        used = widest + cells(heading.pinyin) + 5
        # A long rendering is cut before the reason is, which says why the line stands here.
        room = sheet.width - used - min(cells(hit.why) + 2, sheet.width // 3)
        if room < _LEAST_ROOM:
            names: list[Run] = [(heading.simplified, "bold"), (f"  {heading.pinyin}  ", "quiet")]
            sheet.paragraph([*names, (heading.rendering, ""), (f"  {hit.why}", "quiet")], 1)
            continue
        rendering = cut(heading.rendering, room)
        why = cut(f"  {hit.why}", sheet.width - used - cells(rendering))
        head: list[Run] = [(f" {heading.simplified}", "bold"), (f"{gap}{heading.pinyin}  ", "quiet")]
        sheet.line(*head, (rendering, ""), (why, "quiet"))


def _meaning(sheet: Sheet, card: Card) -> None:
    """The upper half of a card: forms, senses with renderings, and the contrast."""
    concept = card.concept
    _head(sheet, card)
    if reason := wording.matched(card.hit):
        sheet.paragraph([(reason, "quiet")], 1)
    if concept.aliases:
        names = ", ".join(f"{alias.text} ({alias.type})" for alias in concept.aliases)
        sheet.paragraph([(names, "quiet")], 1, ("also", "quiet"))
    for sense in concept.senses:
        _sense(sheet, card, sense)
    if concept.expands:
        sheet.heading("What it counts")
    for number, item in enumerate(concept.expands, 1):
        runs = [(f"{item.text}  ", "bold"), (wording.item_text(item, card), "")]
        sheet.paragraph(runs, 2, (f"{number}.", "quiet"))
    if concept.contrast:
        sheet.heading("Contrast")
        wide = sheet.width >= SIDE_BY_SIDE
        (_side_by_side if wide else _stacked)(sheet, card)


def _head(sheet: Sheet, card: Card) -> None:
    simplified, *traditional = wording.scripts(card.concept)
    forms: list[Run] = [(simplified, "bold"), *((f"  {text}", "quiet") for text in traditional)]
    forms.append((f"   {card.concept.pinyin}", "italic"))
    inner = sheet.width - 4
    sheet.line((f"╭{'─' * (inner + 2)}╮", "quiet"))
    kind: list[Run] = [(wording.classification(card.concept), "quiet")]
    for line in [*wrap(forms, inner), *wrap(kind, inner)]:
        gap = " " * (inner - sum(cells(text) for text, _ in line))
        sheet.line(("│ ", "quiet"), *line, (f"{gap} │", "quiet"))
    sheet.line((f"╰{'─' * (inner + 2)}╯", "quiet"))


def _sense(sheet: Sheet, card: Card, sense: Sense) -> None:
    sheet.line()
    frame = wording.FRAMES[sense.frame]
    title = [(f"{frame}  ", f"{sense.frame} bold"), (sense.label, "bold")]
    sheet.paragraph(title, 1, ("▌", sense.frame))
    sheet.paragraph([(sense.gloss, "")], 3)
    for rendering in wording.in_full(sense):
        style = "deprecated mark" if rendering.status == "deprecated" else rendering.status
        sheet.paragraph(_rendering(card, rendering), 3, (MARKS[rendering.status], style))
    if others := wording.other_calques(sense):
        runs = [("nor ", "quiet"), (others, "deprecated")]
        sheet.paragraph(runs, 3, (MARKS["deprecated"], "deprecated mark"))


def _rendering(card: Card, rendering: Rendering) -> list[Run]:
    runs = [(rendering.text, rendering.status), (f"  {wording.credit(rendering)}", "quiet")]
    if advice := wording.advice(rendering):
        runs.append((f" – {advice}", ""))
    return [*runs, (f" {wording.marks(rendering.sources, card.entry)}", "quiet")]


def _side_by_side(sheet: Sheet, card: Card) -> None:
    room = sheet.width - 4
    widths = [room // 6 + 2, (room - room // 6 - 2) // 2, (room - room // 6 - 2) // 2]
    titles: list[list[Run]] = [[("", "")], [("Party", "party bold")], [("Western", "western bold")]]
    sheet.columns(titles, widths, 2)
    sheet.line((f"  {'─' * (sum(widths) - 2)}", "quiet"))
    for row in card.concept.contrast:
        if row is not card.concept.contrast[0]:
            sheet.line()
        sheet.columns([_aspect(card, row), [(row.party, "")], [(row.western, "")]], widths, 2)


def _stacked(sheet: Sheet, card: Card) -> None:
    for row in card.concept.contrast:
        sheet.paragraph(_aspect(card, row), 2)
        for frame, said in (("party", row.party), ("western", row.western)):
            runs = [(f"{wording.FRAMES[frame]}: ", f"{frame} bold"), (said, "")]
            sheet.paragraph(runs, 3, ("▌", frame))


def _aspect(card: Card, row: Contrast) -> list[Run]:
    by = f" {row.by}" if row.by else ""
    return [(row.aspect, "bold"), (f"{by} {wording.marks(row.sources, card.entry)}".rstrip(), "quiet")]


def _sources(sheet: Sheet, card: Card) -> None:
    """Sources last, each address on a line of its own that the terminal alone may wrap."""
    if card.entry.sources:
        sheet.heading("Sources", wording.checked(card.entry.sources))
    for number, source in enumerate(card.entry.sources, 1):
        label = f"[{number}]"
        sheet.paragraph([(wording.source_title(source), "quiet")], 2, (label, "quiet"))
        if source.url:
            sheet.line((" " * (3 + len(label)) + source.url, "quiet"))
