"""What counts as nothing between two Chinese characters, and the way back from the text without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifa.gaps import QUOTES, SEPARATORS, Joined, gap_at, gaps, is_inside, may_join

TEXTS = st.text(st.sampled_from("社會工作兩、2 \n\u3000\u200b“”「」\"'ab、。，()（）é·-")) | st.text()
GAPS = [
    " ",
    "    ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\v",
    "\f",
    "\x85",
    "\u2028",
    "\u2029",
    "\xa0",
    "\u2009",
    "\u3000",
    "\n\n\n",
    "hóng",
    " hóng dēng ",
    "hóngdēng",
    "\n  \n\u3000\u3000",
    "\xad",
    "\u200b",
    "\u200d",
    "\u2060",
    "\ufeff",
    '"',
    "'",
    "“",
    "”\n“",
    "‘",
    "」",
    "『",
    "｢",
    "＂",
    "＇",
    "(hong)",
    "(hóng)",
    "(Hóng dēng)",
    "（hóng）",
    "[hóng]",
    "［hóng］",
    "【hóng】",
    "〔hóng〕",
    "(ho\u0301ng)",
    "(xi'an)",
    "(xi’an)",
    "(hong2)",
    "（hóng\ndēng）",
    "(red lamp)",
    " (hóng) ",
    "”(hóng)\n",
    "(hóng)(dēng)",
]
NO_GAPS = [
    "",
    "。",
    "，",
    "、",
    ",",
    ".",
    "-",
    "—",
    "…",
    "·",
    "《",
    "a",
    "red",
    " red ",
    "hong",
    "hóng1",
    "hóng.",
    "2",
    "２",
    "()",
    "（）",
    "(紅)",
    "（hóng，红）",
    "(hóng",
    "hóng)",
    "[1]",
    "（ 12 ）",
    "('-)",
    "（hóng）。",
    "😀",
    "\x00",
    "\x1b",
    "(" + "a" * 61 + ")",
]


@pytest.mark.parametrize("gap", GAPS, ids=ascii)
def test_white_space_quotes_marks_without_width_and_pinyin_count_as_nothing(gap: str) -> None:
    text = f"红灯{gap}工程"
    assert list(gaps(text)) == [(2, 2 + len(gap))]
    assert gap_at(text, 2) == 2 + len(gap)
    assert Joined(text).text == "红灯工程"


@pytest.mark.parametrize("other", NO_GAPS, ids=ascii)
def test_punctuation_digits_and_words_outside_brackets_count(other: str) -> None:
    text = f"红灯{other}工程"
    assert list(gaps(text)) == []
    assert Joined(text).text == text


@pytest.mark.parametrize(
    "text", ["", " ", "\n“红灯”\n", "红灯 ", " 红灯", "red lamp", "a 红 b", "2 3", "2 、", "。 红"]
)
def test_a_gap_stands_between_two_chinese_characters(text: str) -> None:
    assert list(gaps(text)) == []
    assert Joined(text).text == text


def test_the_mark_of_a_list_may_stand_beside_a_gap() -> None:
    assert Joined("吹哨、\n报到､ 村").text == "吹哨、报到､村"
    assert [c for c in "红〇⼯⻢㐀𠀀豈、､。，2a\u3000" if is_inside(c)] == list("红〇⼯⻢㐀𠀀豈、､")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("第 20 届", "第20届"),
        ("第20 届", "第20届"),
        ("做到\n“２”个", "做到２个"),
        ("2 0 届", "2 0届"),
        ("红 2、 3 个", "红2、 3个"),
        ("2 (a) 个", "2 (a) 个"),
        ("红(hóng)2个", "红(hóng)2个"),
    ],
)
def test_spaces_and_quotes_set_off_a_number_in_a_term(text: str, joined: str) -> None:
    assert Joined(text).text == joined


def test_chinese_is_joined_across_lines_but_not_across_clauses() -> None:
    assert Joined("新就\n\n业群体。治理").text == "新就业群体。治理"
    assert Joined("新就。\n业群体").text == "新就。\n业群体"
    assert Joined("red\nlamp").text == "red\nlamp"


@given(TEXTS)
def test_each_joined_character_comes_from_the_place_it_names(text: str) -> None:
    joined = Joined(text)
    places = [joined.place(at) for at in range(len(joined.text))]
    assert "".join(text[place] for place in places) == joined.text
    assert places == sorted(set(places))


@given(TEXTS)
def test_the_way_there_undoes_the_way_back(text: str) -> None:
    joined = Joined(text)
    assert all(joined.at(joined.place(at)) == at for at in range(len(joined.text)))


@given(TEXTS)
def test_a_place_in_a_gap_leads_to_what_follows_it(text: str) -> None:
    joined = Joined(text)
    for start, end in gaps(text):
        assert {joined.at(place) for place in range(start, end)} == {joined.at(end)}
    assert joined.at(len(text)) == len(joined.text)


@given(TEXTS)
def test_only_gaps_are_left_out(text: str) -> None:
    found = list(gaps(text))
    left_out = sum(end - start for start, end in found)
    assert len(Joined(text).text) == len(text) - left_out
    for start, end in found:
        assert may_join(text[start - 1], text[end])
        assert not any(is_inside(c) for c in text[start:end])


@given(TEXTS)
def test_a_joined_text_has_no_gaps_left(text: str) -> None:
    once = Joined(text).text
    assert Joined(once).text == once


def test_every_white_character_and_every_quotation_mark_is_a_separator() -> None:
    white = {chr(code) for code in range(0x110000) if chr(code).isspace()}
    assert white | set(QUOTES) <= set(SEPARATORS)


def test_a_long_text_of_gaps_is_joined_in_one_pass() -> None:
    text = "红 \n" * 50_000 + "灯"
    joined = Joined(text)
    assert joined.text == "红" * 50_000 + "灯"
    assert joined.place(50_000) == len(text) - 1


@pytest.mark.parametrize("start", ["(", "（hóng", "(a" * 20])
def test_brackets_that_nothing_closes_cost_no_time(start: str) -> None:
    text = "红" + start * 3000 + "灯"
    assert Joined(text).text == text
