"""Folding: both sides of a comparison come out alike, and places stay valid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifa.fold import character_table, english_key, fold, han_key

TABLE = character_table()

SAME = [
    ("社会工作", "社會工作"),
    ("群众", "群眾"),
    ("群众", "群衆"),
    ("群众", "羣眾"),
    ("着力", "著力"),
    ("卫生", "衛生"),
    ("卫生", "衞生"),
    ("怎么办", "怎麼辦"),
    ("干部", "幹部"),
    ("信息化", "資訊化"),
    ("信息公开", "訊息公開"),
    ("数字化", "數位化"),
    ("计划", "計畫"),
    ("工作", "⼯作"),
    ("民主", "⺠主"),
    ("两个维护", "2个维护"),
    ("两个维护", "２個維護"),
    ("两企三新", "2企3新"),
    ("二十大", "20大"),
    ("十二条", "12条"),
    ("一百周年", "100周年"),
    ("新时代“枫桥经验”", "新时代「枫桥经验」"),
    ("新时代“枫桥经验”", " 新 时 代\n枫桥经验 "),
    ("街乡吹哨、部门报到", "街乡吹哨部门报到"),
    ("两个确立", "兩個確立。"),
]
DIFFERENT = [("两新", "三新"), ("社会工作", "社会工作者"), ("12345热线", "一千二热线")]
ENGLISH = [
    ("social organization", "Social Organisations"),
    ("the Two Upholds", "two upholds"),
    ("two establishes", "2 Establishes"),
    ("party-building", "Party Building"),
    ("people's suggestions", "People’s suggestion"),
    ("centre program", "Center Programmes"),
    ("community", "communities"),
    ("mass", "masses"),
    ("gouvernance a la base", "Gouvernance à la base"),
    ("modernizing", "modernising"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_one_term_have_one_key(one: str, other: str) -> None:
    assert han_key(one, TABLE) == han_key(other, TABLE)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_terms_have_different_keys(one: str, other: str) -> None:
    assert han_key(one, TABLE) != han_key(other, TABLE)


@pytest.mark.parametrize(("one", "other"), ENGLISH)
def test_spellings_of_one_phrase_have_one_key(one: str, other: str) -> None:
    assert english_key(one) == english_key(other)


@pytest.mark.parametrize("word", ["class", "this", "crisis", "campus", "gas", "is"])
def test_words_that_only_end_like_plurals_stay_whole(word: str) -> None:
    assert english_key(word) == word


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text, TABLE)) == len(text)


def test_no_character_is_folded_to_one_that_is_folded_further() -> None:
    chains = [
        f"{chr(code)}{chr(to)}{chr(TABLE[to])}" for code, to in TABLE.items() if TABLE.get(to, to) != to
    ]
    assert chains == []


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text, TABLE)
    assert fold(once, TABLE) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=8))
def test_a_key_is_its_own_key(text: str) -> None:
    key = han_key(text, TABLE)
    assert han_key(key, TABLE) == key
