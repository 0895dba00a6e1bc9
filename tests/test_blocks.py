"""A text in pieces comes out as blocks that know their place and cut no term."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import concept, glossary_of, rendering
from tifa.annotation import BLOCK, Annotator, Block, Selection

GLOSSARY = glossary_of(
    concept("红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", excludes=("红灯工程师",)),
    concept("四个意识", "sì gè yìshí", "Four Awarenesses"),
    concept("意识", "yìshí"),
    concept("两山", "liǎng shān", "NGO"),
    concept("治理", "zhìlǐ", renderings=(rendering("gouvernance à la base", language="fr"),)),
)
ANNOTATOR = Annotator(GLOSSARY, Selection(all=True))
WITHOUT_STOPS = [
    "红灯工程", "红灯工\n程", "“红灯”工程", "红灯(dēng)工程", "红灯工程师", "四个意识", "14个意识", "4 个意识", "两山", "意识",
    " red lantern program ", " Red\nlan-\ntern Programs ", " NGO ", " gouvernance à la base ", " été ", " x",
    "的", "去", "大", "，", "“", "”", "😀", "12", "\n", "\r\n", " ",
]  # fmt: skip
WITH_STOPS = [*WITHOUT_STOPS, "。", "！", ". ", "；", "。\n", "?", "3.5"]


def cut_up(text: str, places: list[int]) -> list[str]:
    """The text in pieces that end at these places, as far as it has them."""
    ends = [0, *sorted(place for place in places if place <= len(text)), len(text)]
    return [text[a:b] for a, b in pairwise(ends)]


def found(text: str, start: int = 0) -> list[tuple[int, int, str]]:
    return [(start + m.start, start + m.end, m.meaning.heading.id) for m in ANNOTATOR.marks(text)]


def check(text: str, blocks: list[Block]) -> None:
    """The blocks are the text, know where they stand, and hold the marks of the whole."""
    assert "".join(block.text for block in blocks) == text
    at = 0
    for block in blocks:
        before = text[:at]
        assert (block.start, block.line) == (at, before.count("\n") + 1)
        assert block.column == len(before) - (before.rfind("\n") + 1)
        at += len(block.text)
    assert [mark for block in blocks for mark in found(block.text, block.start)] == found(text)


PLACES = st.lists(st.integers(0, 400), max_size=8)
SIZES = st.integers(80, 200)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WITHOUT_STOPS), max_size=90).map("".join), PLACES, SIZES)
def test_a_text_without_full_stops_is_cut_where_no_term_stands(
    text: str, places: list[int], size: int
) -> None:
    check(text, list(ANNOTATOR.blocks(cut_up(text, places), size)))


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WITH_STOPS), max_size=90).map("".join), PLACES, SIZES)
def test_a_text_with_full_stops_is_cut_and_marked_as_in_one_piece(
    text: str, places: list[int], size: int
) -> None:
    check(text, list(ANNOTATOR.blocks(cut_up(text, places), size)))


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=5), st.integers(1, 20))
def test_blocks_of_any_size_join_to_the_text(text: str, places: list[int], size: int) -> None:
    blocks = list(ANNOTATOR.blocks(cut_up(text, places), size))
    assert "".join(block.text for block in blocks) == text
    assert all(len(block.text) <= size for block in blocks)
    assert all(block.text for block in blocks) or not text


@settings(max_examples=100)
@given(st.lists(st.sampled_from(WITH_STOPS), max_size=90).map("".join), PLACES, PLACES, SIZES)
def test_where_the_pieces_end_makes_no_difference(
    text: str, places: list[int], others: list[int], size: int
) -> None:
    one, other = (list(ANNOTATOR.blocks(cut_up(text, each), size)) for each in (places, others))
    assert one == other


@pytest.mark.parametrize("pieces", [[], [""], ["", ""]])
def test_an_empty_text_is_one_empty_block(pieces: list[str]) -> None:
    assert list(ANNOTATOR.blocks(pieces)) == [Block(text="")]


def test_a_block_ends_after_a_sentence_where_one_ends_in_its_second_half() -> None:
    text = "去" * 70 + "。" + "去" * 60
    assert [block.text[-1] for block in ANNOTATOR.blocks([text], 100)] == ["。", "去"]
    assert len(next(ANNOTATOR.blocks([text], 100)).text) == 71


def test_a_short_text_is_one_block() -> None:
    text = "红灯工程。\n" * 100
    assert [block.text for block in ANNOTATOR.blocks([text])] == [text]


@pytest.mark.parametrize("unit", ["红灯工程", "红灯工\n程去", "red lantern program ", "四个意识，"])
def test_a_text_of_more_than_a_block_is_marked_whole(unit: str) -> None:
    text = unit * (BLOCK // len(unit) + 2000)
    blocks = list(ANNOTATOR.blocks(cut_up(text, [1000, 99_999, BLOCK - 1, BLOCK + 1])))
    assert len(blocks) > 1
    check(text, blocks)


@pytest.mark.parametrize("offset", range(6))
def test_no_block_ends_in_a_term_that_begins_before_what_is_looked_at_for_a_cut(offset: int) -> None:
    text = "去" * offset + "红灯工\n程去" * 3000
    check(text, list(ANNOTATOR.blocks([text], 8000)))


@pytest.mark.parametrize("filler", [" ", "\n", "x", "é", "2", "“", "\u3000"], ids=ascii)
def test_a_text_without_a_good_place_to_cut_is_cut_all_the_same(filler: str) -> None:
    text = filler * 500
    blocks = list(ANNOTATOR.blocks([text], 100))
    assert "".join(block.text for block in blocks) == text
    assert all(len(block.text) <= 100 for block in blocks)


@pytest.mark.parametrize("word", ["xred", "éred", "Ｘred", "l'red", "lan\u00adred"], ids=ascii)
def test_no_block_begins_inside_a_word(word: str) -> None:
    text = ("去" * 20 + f" {word} lantern program ") * 20
    for size in range(90, 130):
        check(text, list(ANNOTATOR.blocks([text], size)))


def test_pieces_of_one_character_make_the_same_blocks() -> None:
    chance = random.Random(1)
    text = "".join(chance.choice(WITH_STOPS) for _ in range(400))
    blocks = list(ANNOTATOR.blocks(text, 120))
    check(text, blocks)
    assert blocks == list(ANNOTATOR.blocks([text], 120))
