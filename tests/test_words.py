"""Western running text as words: comparable, with exact places, and where it stands among Chinese."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifa.fold import english_words, is_han
from tifa.words import COMMA, Comparable, phrase, stretch, stretches, tokens

TEXTS = st.text(st.sampled_from("aB é'’-,.\n“”红。，\u3000Ｒ2")) | st.text()
WORDS = [
    ("Lanterns", "lantern"),
    ("PROGRAMMES", "program"),
    ("Program’s", "program"),
    ("Program's", "program"),
    ("rights'", "right"),
    ("organisation", "organization"),
    ("naïve", "naive"),
    ("Ｒed", "red"),
    ("２", "two"),
    ("2", "two"),
    ("3rd", "3rd"),
    ("Œuvres", "œuvre"),
    ("grass-roots", "grassroot"),
    ("Health Care", "healthcare"),
    ("child care", "childcare"),
    ("policy-makers", "policymaker"),
]
TOKENS = [
    ("red lantern", ["red", "lantern"]),
    ("red-lantern", ["red", "lantern"]),
    ("grass roots, grass root-level", ["grass roots", ",", "grass root", "level"]),
    ("red\u2011lantern – office", ["red", "lantern", "office"]),
    ("“red” 'lantern' «office»", ["red", "lantern", "office"]),
    ("rock’n’roll it's", ["rock’n’roll", "it's"]),
    ("red, lantern; office.", ["red", ",", "lantern", ";", "office", "."]),
    ("red_lantern", ["red", "lantern"]),
    ("red (lamp)/50%", ["red", "(", "lamp", ")", "/", "50", "%"]),
    (" \t\n", []),
    ("", []),
]


@pytest.mark.parametrize(("written", "comparable"), WORDS)
def test_a_word_compares_without_case_number_accent_and_spelling(written: str, comparable: str) -> None:
    assert phrase(written, Comparable()) == [comparable]


@pytest.mark.parametrize(("text", "found"), TOKENS)
def test_hyphens_and_quotes_part_words_and_other_punctuation_is_a_token(text: str, found: list[str]) -> None:
    assert [token for token, _, _ in tokens(text)] == found


@pytest.mark.parametrize("article", ["the", "The", "A", "an", "AN"])
def test_an_article_compares_as_nothing(article: str) -> None:
    assert Comparable()[article] == ""


@pytest.mark.parametrize("mark", [",", "，"])
def test_a_comma_may_stand_inside_a_phrase(mark: str) -> None:
    assert Comparable()[mark] == COMMA


@pytest.mark.parametrize("mark", [*".;:!?()[]/%—…！？；", "\x00", "\x1b", "😀", "\ud800"], ids=ascii)
def test_other_punctuation_is_a_token_that_compares_as_itself(mark: str) -> None:
    assert [Comparable()[token] for token, _, _ in tokens(mark)] == [mark]


def test_a_phrase_drops_articles_and_keeps_punctuation_where_it_is_wanted() -> None:
    text = "The fishing, (a) hunting; and “herding”"
    assert phrase(text, Comparable()) == ["fishing", "hunting", "and", "herding"]
    assert phrase(text, Comparable(), marks=True) == [
        "fishing", ",", "(", ")", "hunting", ";", "and", "herding",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "the", " - ", "“”", "."])
def test_a_phrase_without_words_is_empty(text: str) -> None:
    assert phrase(text, Comparable()) == []


@given(TEXTS)
def test_tokens_are_where_they_say_in_order(text: str) -> None:
    at = 0
    for token, start, end in tokens(text):
        assert token == text[start:end]
        assert at <= start < end
        assert not any(c.isspace() for c in token)
        at = end


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_tokens_stay_between_the_places_given(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    assert all(start <= first < last <= end for _, first, last in tokens(text, start, end))


@given(st.from_regex(r"[A-Za-zé]{1,8}('s)?", fullmatch=True))
def test_a_word_compares_as_lookup_compares_it(word: str) -> None:
    assert phrase(word, Comparable()) == english_words(word.removesuffix("'s"))


def test_western_stretches_are_what_chinese_characters_and_punctuation_leave() -> None:
    text = "红red lamp灯\u3000lamp。ＲＥＤ，a 𠀀lan《été》2019"
    assert [text[a:b] for a, b in stretches(text)] == ["red lamp", "\u3000lamp", "ＲＥＤ，a ", "lan", "été"]


@pytest.mark.parametrize("text", ["", "2019", "a b", "红", "红ab灯cd", "12-34", "“”", "\x00"], ids=ascii)
def test_a_stretch_without_a_word_of_three_letters_is_passed_over(text: str) -> None:
    assert list(stretches(text)) == []


def test_a_stretch_is_found_from_any_place_inside_it_but_not_before_the_floor() -> None:
    text = "红red lamp灯"
    assert {stretch(text, at) for at in range(1, 9)} == {(1, 9)}
    assert stretch(text, 5, floor=3) == (3, 9)
    assert stretch("red", 3) == (0, 3)


@given(TEXTS)
def test_stretches_hold_every_word_and_no_chinese(text: str) -> None:
    found = list(stretches(text))
    covered = {at for start, end in found for at in range(start, end)}
    assert not any(is_han(text[at]) for at in covered)
    assert all(word.start() in covered for word in re.finditer("[A-Za-z]{3}", text))
    assert all(stretch(text, at) == (start, end) for start, end in found for at in (start, end - 1))
