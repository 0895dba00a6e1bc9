"""Annotated text in every format but HTML: nothing of the input is lost, eaten by markup or misplaced."""

from __future__ import annotations

import io
import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from conftest import MINI
from tifa.annotation import Annotator, Block, Selection
from tifa.cli.annotating import FORMATS, make_writer
from tifa.cli.showing import shown
from tifa.glossary import Glossary
from tifa.index.stock import compile_folder
from tifa.index.store import Index
from tifa.layers import yaml_files
from tifa.render.annotated.explaining import explanation
from tifa.render.annotated.inline import stripped
from tifa.render.annotated.terminal import Screen
from tifa.render.annotated.tsv import COLUMNS
from tifa.render.annotated.writer import Options

GLOSSARY = Glossary(Index(compile_folder(str(MINI), [name for name, _, _ in yaml_files(str(MINI))], b"")), "")
KEYS = [
    "schema", "path", "start", "end", "line", "column", "surface", "id", "term", "rendering", "status",
    "kind", "sense", "sense_status", "confidence", "evidence",
]  # fmt: skip
TEXT_FORMATS = [name for name in FORMATS if name != "html"]
FAR = "今天天气很好，风从河上吹来，" * 40
TEXT = (
    "县委把这里当作改革的试验田。\n"
    f"{FAR}\n"
    "农科院的试验田里种着水稻，“两站\r\n一会”也来看。\n"
    f"A Little Red Horn, {FAR} and an experimental farmland of the county policy."
)


def written(
    form: str,
    text: str,
    size: int = 0,
    selection: Selection | None = None,
    nested: bool = False,
    **options: object,
) -> str:
    """The annotated text in a format, where `size` is given in blocks of that size at most."""
    annotator = Annotator(GLOSSARY, selection, nested)
    writer = make_writer(form, "a file", Options(**options))
    blocks = annotator.blocks([text], size or len(text) + 1)
    return "".join(
        [
            writer.head(),
            *(writer.block(block, annotator.marks(block.text)) for block in blocks),
            writer.tail(),
        ]
    )


def objects(
    text: str, size: int = 0, selection: Selection | None = None, nested: bool = False
) -> list[dict[str, object]]:
    return [json.loads(line) for line in written("jsonl", text, size, selection, nested).split("\n")[:-1]]


def test_of_a_related_form_the_card_is_named_and_no_rendering() -> None:
    text = "她得了小喇叭奖状。"
    assert written("inline", text) == "她得了小喇叭奖状⟦see 红色小喇叭, Little Red Loudspeakers⟧。"
    (line,) = written("jsonl", text).splitlines()
    found = json.loads(line)
    assert (found["term"], found["rendering"], found["status"]) == ("红色小喇叭", "", "")


def test_an_object_has_exactly_the_documented_fields() -> None:
    for each in objects(TEXT):
        assert list(each) == KEYS
        assert each["schema"] == "tifa.annotation/1"
        for evidence in each["evidence"]:
            assert list(evidence) == ["cue", "start", "sense", "weight", "learned"]


def test_the_objects_tell_what_stands_where_in_which_sense() -> None:
    wanted = [
        ("试验田", 1, 11, "shiyantian", "testing ground", "preferred", "pilot", "decided"),
        ("试验田", 3, 5, "shiyantian", "experimental plot", "preferred", "crop", "decided"),
        ("两站\r\n一会", 3, 15, "liangzhan-yihui", "two stations and one council", "preferred", "premises", "single"),
        ("Little Red Horn", 5, 3, "hongse-xiaolaba", "Little Red Loudspeakers", "deprecated", "volunteers", "single"),
        ("experimental farmland", 5, 28 + len(FAR), "shiyantian", "testing ground", "deprecated", "pilot", "decided"),
    ]  # fmt: skip
    fields = ("surface", "line", "column", "id", "rendering", "status", "sense", "sense_status")
    assert [tuple(each[name] for name in fields) for each in objects(TEXT)] == wanted


def test_an_undecided_sense_is_null_and_a_single_one_is_certain() -> None:
    undecided, single = objects("试验田和两站一会")
    assert (undecided["sense"], undecided["sense_status"], undecided["evidence"]) == (None, "undecided", [])
    assert (single["sense_status"], single["confidence"], single["evidence"]) == ("single", 1.0, [])


def places(text: str, start: int) -> tuple[int, int]:
    """(line, column) of a character, counted in the plainest way."""
    lines = text[: start + 1].split("\n")
    return len(lines), len(lines[-1])


PIECES = st.lists(
    st.sampled_from(
        ["试验田", "試驗田", "议事会", "两站一会", "两“站\n一”会", "2+1阵地", "水稻", "改革", "支部", "法案", "testing grounds",
         "experimental farmland", "⟦", "⟧", "⟦⟦", "⟧⟦", "\n", "\r\n", "\r", " ", "。", ". ", "\x00", "\x1b[31m", "\ufeff",
         "[1]", "| *b* <i>", "\t", "\\", "\u2028", "🏮"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
TEXTS = PIECES | st.text(st.characters(exclude_categories=["Cs"]))


def test_a_block_is_not_cut_between_an_everyday_word_and_what_tells_its_sense() -> None:
    whole = "试验田试验田试验田试验田议事会支部\n\x00\x00试验田试验田，" * 60
    assert [each["start"] for each in objects(whole, 1500)] == [each["start"] for each in objects(whole)]


@given(PIECES, st.booleans())
def test_lines_and_columns_count_from_one_and_offsets_give_the_surface(text: str, nested: bool) -> None:
    for each in objects(text, nested=nested):
        assert text[each["start"] : each["end"]] == each["surface"]
        assert (each["line"], each["column"]) == places(text, each["start"])


@given(PIECES, st.integers(1500, 2500))
def test_places_go_on_from_block_to_block(text: str, size: int) -> None:
    whole = f"{text}试验田，" * 60
    everything = Selection(all=True)  # a block is read by itself, and what it leaves out is another matter
    found = objects(whole, size, everything)
    assert [each["start"] for each in found] == [each["start"] for each in objects(whole, 0, everything)]
    for each in found:
        assert whole[each["start"] : each["end"]] == each["surface"]
        assert (each["line"], each["column"]) == places(whole, each["start"])
        for evidence in each["evidence"]:
            assert whole[evidence["start"]] == evidence["cue"][0]


@given(TEXTS, st.booleans(), st.booleans())
def test_inline_without_its_brackets_is_the_text(text: str, nested: bool, explain: bool) -> None:
    assert stripped(written("inline", text, nested=nested, explain=explain)) == text


@given(PIECES, st.integers(1500, 2500))
def test_inline_in_blocks_without_its_brackets_is_the_text(text: str, size: int) -> None:
    assert stripped(written("inline", text * 60, size)) == text * 60


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ""),
        ("天气", "天气"),
        ("⟦天⟧", "⟦⟦⟧天⟧"),
        ("两站一会，两站一会", "两站一会⟦two stations and one council⟧，两站一会"),
        ("两站一会⟦", "两站一会⟦two stations and one council⟧⟦⟦⟧"),
        ("水稻试验田", "水稻试验田⟦experimental plot · a plot for trial crops⟧"),
        ("Little Red Horn", "Little Red Horn⟦红色小喇叭, avoid, write “Little Red Loudspeakers”⟧"),
        ("试验田", "试验田⟦testing ground · sense undecided⟧"),
    ],
)
def test_a_reader_is_told_behind_the_first_mention(text: str, wanted: str) -> None:
    assert written("inline", text) == wanted


def test_inline_says_so_where_the_sense_changes() -> None:
    text = FAR.join(("改革试验田", "水稻试验田", "试验田里的水稻", "改革试验田"))
    told = re.findall("⟦(.*?)⟧", written("inline", text))
    assert told == [
        "testing ground · Party sense: a place that tries a policy first",
        "experimental plot · a plot for trial crops",
        "Party sense: a place that tries a policy first",
    ]


@given(PIECES)
def test_a_table_has_one_line_of_the_same_fields_for_each_object(text: str) -> None:
    head, *rows = written("tsv", text).rstrip("\n").split("\n")
    assert head.split("\t") == list(COLUMNS)
    for row, each in zip(rows, objects(text), strict=True):
        fields = dict(zip(COLUMNS, row.split("\t"), strict=True))
        for name in ("start", "end", "line", "column", "id", "rendering", "sense_status"):
            assert fields[name] == str(each[name])
        assert fields["sense"] == (each["sense"] or "")
        assert float(fields["confidence"]) == each["confidence"]


def test_a_table_escapes_what_would_break_its_lines() -> None:
    (_, row) = written("tsv", "两\t站\r\n一会").splitlines()
    assert row.split("\t")[5] == "两\\t站\\r\\n一会"


def test_footnotes_number_each_sense_once_and_count_it() -> None:
    text = FAR.join(("改革试验田", "水稻试验田，两站一会", "改革试验田"))
    body, notes = written("footnotes", text).split("\n\nNotes\n\n")
    assert re.findall(r"试验田(\[\d\])", body) == ["[1]", "[2]", "[1]"]
    assert re.sub(r"\[\d\]", "", body) == text
    lines = notes.splitlines()
    assert lines[0].startswith("[1] 试验田 shìyàntián – testing ground – Party sense: a place")
    assert lines[0].endswith("(2×)")
    assert lines[1] == (
        "    Avoid: “experimental farmland” (write “testing ground”); "
        "“ferme expérimentale” (write “terrain d'essai”)"
    )
    assert [line[:3] for line in lines if line[0] == "["] == ["[1]", "[2]", "[3]"]


@pytest.mark.parametrize("form", ["footnotes", "markdown"])
def test_a_text_without_terms_has_no_notes(form: str) -> None:
    assert written(form, "天气很好\n") == "天气很好\n"
    assert written(form, "") == ""


def test_evidence_is_shown_below_each_note_where_it_is_asked_for() -> None:
    text = f"{FAR}改革试验田"
    at = len(FAR)
    for form in ("footnotes", "markdown", "inline"):
        assert f"for pilot: 改革 at {at}, weight 1.00" in written(form, text, explain=True)
        assert "weight" not in written(form, text)


# Each would be markup if it were not escaped; a reader is to see it as it stands.
MARKUP = [
    "*a* **b** _c_", "`code`", "[a](http://b.example)", "![a](b)", "<i>a</i>", "<!-- a -->", "# a", "> a",
    "a | b", "\\*", "[^1]", "[a]: b", "~~a~~", "&lt;b&gt;", "&#33;", "- a", "+ a", "1. a", "    a", "***",
]  # fmt: skip


def html(markdown: str) -> str:
    return MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(markdown)


@pytest.mark.parametrize("text", MARKUP)
def test_markdown_shows_the_input_as_it_stands(text: str) -> None:
    shown = html(written("markdown", text))  # one paragraph of plain text
    assert re.fullmatch(r"<p>[^<]*</p>\n", shown)
    assert "".join(unescape(re.sub("<[^>]*>", "", shown)).split()) == "".join(text.split())
    assert not re.search("<(?!/?p>)", shown)


@pytest.mark.parametrize("text", ["试验田", "“试验田”", "的“两站”一会和", "，2+1阵地。", "a testing ground."])
def test_markdown_sets_terms_in_bold_with_a_footnote(text: str) -> None:
    marked = written("markdown", text)
    assert "<strong>" in html(marked)
    assert "[^1]" in marked
    assert "\n\n[^1]: " in marked


def test_markdown_strikes_out_what_is_to_be_avoided() -> None:
    assert "<del>Little Red Horn</del>" in html(written("markdown", "A Little Red Horn."))


def test_the_term_list_has_each_term_once_with_its_counts_and_what_to_avoid() -> None:
    text = FAR.join(("改革试验田", "水稻试验田，兩站一會，两站一会", "政策试验田", "议事会"))
    assert written("glossary", text, selection=Selection(all=True)).splitlines() == [
        "# Terms in a file: 3 terms, 6 occurrences",
        "",
        "试验田 試驗田 shìyàntián · 3×",
        "  Party sense: a place that tries a policy first, 2×",
        "    use: testing ground (Example Daily 2024; news and reports)",
        "    also: pilot field (Sample County 2025)",
        "  General sense: a plot for trial crops, 1×",
        "    use: experimental plot (Example Daily 2024)",
        "  avoid: “experimental farmland” (write “testing ground”); “ferme expérimentale” (write “terrain d'essai”)",
        "",
        "两站一会 兩站一會 liǎng zhàn yī huì · 2×",
        "  use: two stations and one council (Sample County 2025)",
        "",
        "议事会 議事會 yìshìhuì · 1×",
        "  undecided 1×: the text has to tell which sense is meant",
        "  Party sense: residents consulted by the Party branch, 0×",
        "    use: residents' council (Sample County 2025)",
        "  Western sense: elected assembly, 0×",
        "    use: local assembly (Example Daily 2024)",
    ]


def explained(text: str) -> list[str]:
    (mark,) = Annotator(GLOSSARY).marks(text)
    return explanation(mark, Block(text=text, start=100)).splitlines()


def test_an_explanation_names_form_sense_lead_and_evidence() -> None:
    lines = explained("改革的“试\n验田”")
    assert lines[0] == "试 验田: 试验田 shìyàntián (shiyantian), found as headword"
    assert lines[1] == "  testing ground"
    assert lines[2].startswith("  Party sense: a place that tries a policy first: A county,")
    assert re.fullmatch(r"  decided, confidence (0\.\d\d|1\.00); what was seen around it:", lines[3])
    assert re.fullmatch(r"    against crop: 改革 at 100, weight 1\.\d\d \(cue\)", lines[4])
    assert re.fullmatch(r"    for pilot: 改革 at 100, weight 0\.\d\d \(cue\)", lines[5])
    assert lines[-2:] == [
        "  sense pilot (party): a place that tries a policy first",
        "  sense crop (general): a plot for trial crops",
    ]


def test_an_explanation_of_a_term_with_one_sense_or_no_evidence_says_so() -> None:
    assert len(explained("两站一会")) == 3
    assert "    nothing that tells the senses apart" in explained("试验田")


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_a_format_writes_the_same_each_time(form: str) -> None:
    options = {"explain": True, "nested": True}
    assert written(form, TEXT, **options) == written(form, TEXT, **options)


@pytest.mark.parametrize("form", TEXT_FORMATS)
def test_what_utf8_cannot_hold_is_written_all_the_same(form: str) -> None:
    marked = written(form, "\ud800试验田\udfff").encode(errors="backslashreplace").decode()
    assert "试验田" in marked


def on_screen(text: str, width: int = 60, **options: object) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, markup=False, emoji=False)
    screen = Screen(console, Options(size=width, **options), shown)
    annotator = Annotator(GLOSSARY)
    for block in annotator.blocks([text]):
        screen.block(block, annotator.marks(block.text))
    screen.notes()
    return console.file.getvalue()


@given(TEXTS)
def test_a_screen_shows_control_characters_and_keeps_the_rest(text: str) -> None:
    on = on_screen(text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", on)


def test_a_screen_tells_number_gist_and_sense_and_has_the_notes_below() -> None:
    on = on_screen("改革试验田，天气很好[/b]，试验田。", width=50)
    assert "改革试验田[1 testing ground · Party sense: a place that tries a policy first]，" in on
    assert "天气很好[/b]，" in on
    notes = on.splitlines()[1:]
    assert notes[0].startswith("[1] 试验田 shìyàntián – ")
    assert all(len(line) <= 50 for line in notes)
