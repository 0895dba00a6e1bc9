"""Cards in every form: nothing is eaten by markup, wrapped in a pipe or cut."""

from __future__ import annotations

import io
import json as stdlib_json

import pytest
from rich.cells import cell_len
from rich.console import Console

from conftest import concept, glossary_of, rendering
from tifa.model import Calque, Concept, Contrast, Event, Example, History, Item, Note, Relation, Sense, Source
from tifa.render import json, markdown, plain, terminal
from tifa.render.wording import Card
from tifa.search import lookup

NASTY = "[preferred] [/x] *b* <i> `c` $(d) \\ | ✓ ﷽ 社会"
URL = "https://example.org/" + "very-long-path/" * 12 + "end"
SOURCE = Source(
    key="example-2026", publisher="Example Press", kind="press", title=f"A title {NASTY}", url=URL,
    date="2026-01-01", seen="a scan", checked="2026-01-02", author="An Author",
)  # fmt: skip
CITED = ("example-2026",)


def nasty_concept() -> Concept:
    """A concept whose every field holds text that some markup language would take as its own."""
    senses = tuple(
        Sense(
            id=frame, frame=frame, label=f"label {NASTY}", gloss=f"gloss {NASTY}",
            renderings=tuple(
                rendering(f"{status} {frame} {NASTY}", status, sources=CITED, scope=f"scope {NASTY}",
                          instead=f"instead {NASTY}", reason=f"reason {NASTY}", date="2024-05",
                          first_mention=f"first {NASTY}")
                for status in ("preferred", "admitted", "proposed", "deprecated")
            ),
        )
        for frame in ("party", "western", "general")
    )  # fmt: skip
    return concept(
        "红灯工程", "hóngdēng gōngchéng", traditional="紅燈工程", literal=f"literal {NASTY}", senses=senses,
        contrast=(Contrast(aspect=f"aspect {NASTY}", party=f"p {NASTY}", western=f"w {NASTY}", by="By",
                           sources=CITED),),
        notes=(Note(topic="Topic", text=f"note {NASTY}", sources=CITED),),
        history=History(first_attested=f"first {NASTY}", launched_by="Somebody", lifecycle="revived",
                        events=(Event(date="2020", event=f"event {NASTY}", sources=CITED),)),
        expands=(Item(text="红", rendering=f"red {NASTY}"),),
        related=(Relation(type="broader", concept="hóngdēng-bàngōngshì"),),
        examples=(Example(text="红灯工程。", sense="party"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def card() -> Card:
    office = concept("红灯办公室", "hóngdēng bàngōngshì", "Red Lantern Office")
    glossary = glossary_of(nasty_concept(), office, sources=(SOURCE,))
    hit = lookup(glossary, "hongdeng gongcheng")[0]
    entry = glossary.index.entry(hit.number)
    return Card(entry=entry, headings=glossary.headings(entry), hit=hit)


def on_screen(card: Card, width: int, brief: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, no_color=True)
    (terminal.print_brief if brief else terminal.print_card)(console, card)
    return console.file.getvalue()


def texts(value: object) -> list[str]:
    """Every text in plain data."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [str(value)]


def test_plain_text_shows_every_field_as_it_is_written(card: Card) -> None:
    text = plain.card(card)
    for prefix in ("label", "gloss", "preferred party", "scope", "instead", "reason", "first", "aspect",
                   "p", "w", "note", "event", "red", "literal", "A title"):  # fmt: skip
        assert f"{prefix} {NASTY}" in text
    assert URL in text.splitlines()[-1]
    assert "Broader: 红灯办公室 Red Lantern Office" in text
    assert "Matched its pinyin: 红灯工程 (headword)" in text


def test_plain_text_is_not_wrapped(card: Card) -> None:
    assert max(map(len, plain.card(card).splitlines())) > 200


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_a_card_fits_the_screen_and_loses_nothing(card: Card, width: int) -> None:
    shown = on_screen(card, width)
    assert all(cell_len(line) <= width for line in shown.splitlines() if URL[:30] not in line)
    words = "".join(shown.split())
    frame = str.maketrans("", "", "│╭╮╰╯─━ ")
    for text in ("[preferred]", "[/x]", "*b*", "<i>", "`c`", "$(d)", "紅燈工程", "Somebody"):
        assert text in words.translate(frame)
    assert shown.count(URL) == 1, "an address is neither broken nor cut"


def test_the_contrast_stands_side_by_side_only_where_there_is_room(card: Card) -> None:
    assert "Party: p" not in on_screen(card, 100)
    assert "Party: p" in on_screen(card, 99)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_brief_card_has_at_most_six_lines(card: Card, width: int) -> None:
    assert len(on_screen(card, width, brief=True).splitlines()) <= 6
    assert len(plain.brief(card).splitlines()) <= 6


def test_markdown_escapes_what_is_not_its_own(card: Card) -> None:
    text = markdown.card(card)
    assert "\\[preferred\\] \\[/x\\] \\*b\\* \\<i\\> \\`c\\`" in text
    assert f"<{URL}>" in text
    assert "~~deprecated party" in text
    table = [line for line in text.splitlines() if line.startswith("|")]
    unescaped = [line.replace("\\|", "").count("|") for line in table]
    assert unescaped == [4, 4, 4]


def test_json_carries_the_whole_entry_and_every_field(card: Card) -> None:
    data = stdlib_json.loads(json.pretty(json.entry_object(card.entry)))
    assert data["schema"] == "tifa.entry/1"
    assert list(data)[1:4] == ["id", "domain", "simplified"]
    assert data["sources"][0]["url"] == URL
    assert {"sense", "text", "status", "issuer", "date", "sources"} <= data["renderings"][0].keys()
    assert len(data["renderings"]) == 12
    assert f"gloss {NASTY}" in texts(data)


def test_a_picture_is_the_same_each_time(card: Card) -> None:
    assert terminal.svg(card) == terminal.svg(card)
    assert terminal.svg(card).startswith("<svg")


def test_an_entry_with_only_what_is_required_makes_a_card() -> None:
    glossary = glossary_of(concept("红", "hóng", "red"))
    hit = lookup(glossary, "红")[0]
    bare = Card(entry=glossary.index.entry(hit.number), headings={}, hit=hit)
    assert plain.card(bare).splitlines() == [
        "红  hóng",
        "term · tests",
        "",
        "Party sense: a label",
        "  A gloss.",
        "  preferred: red – Example Press",
    ]
    assert "hóng" in on_screen(bare, 80)
    assert markdown.card(bare).startswith("# 红")


@pytest.mark.parametrize("count", [1, 3, 4, 9])
def test_of_many_calques_a_card_explains_the_first_and_names_all(count: int) -> None:
    calques = tuple(
        Calque(text=f"calque {letter}", instead="red lamp", reason=f"because {letter}")
        for letter in "abcdefghi"[:count]
    )
    sense = Sense(
        id="s", frame="party", label="l", gloss="g", renderings=(rendering("red lamp"),), calques=calques
    )
    glossary = glossary_of(concept("红灯", "hóngdēng", traditional="紅燈", senses=(sense,)))
    entry = glossary.index.entry(0)
    card = Card(entry=entry, headings=glossary.headings(entry), hit=lookup(glossary, "红灯")[0])
    for shown in (plain.card(card), markdown.card(card), on_screen(card, 200)):
        assert all(calque.text in shown for calque in calques)
        assert sum(calque.reason in shown for calque in calques) == (count if count <= 3 else 2)
    assert all(calque.reason in json.pretty(json.entry_object(entry)) for calque in calques)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_a_suggestion_fits_the_screen_and_what_has_no_room_on_a_line_is_not_cut(width: int) -> None:
    long = "红灯、绿灯、黄灯、蓝灯、白灯"
    glossary = glossary_of(concept(long, "hóngdēng, lǜdēng, huángdēng, lándēng, báidēng", "lamps " * 9))
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None, no_color=True)
    terminal.print_near(console, "红灯、绿灯", list(lookup(glossary, "红灯、绿灯")))
    shown = console.file.getvalue()
    assert all(cell_len(line) <= width for line in shown.splitlines())
    assert ("part of it" in " ".join(shown.split())) and (width > 80 or "…" not in shown)
