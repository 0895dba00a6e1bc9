"""Typed pinyin in all its spellings comes to one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifa.pinyin import SYLLABLES, initials, is_typed_pinyin, pinyin_key, slip_key, split_syllables

SPELLINGS = [
    ("Shèhuì Gōngzuò", "shehuigongzuo"),
    ("she4hui4 gong1zuo4", "shehuigongzuo"),
    ("SHE HUI GONG ZUO", "shehuigongzuo"),
    ("she-hui-gong-zuo", "shehuigongzuo"),
    ("lǜsè", "luse"),
    ("lv4se4", "luse"),
    ("lu:4 se4", "luse"),
    ("Xī'ān", "xian"),
    ("xi’an", "xian"),
]
SLIPS = [
    ("zhili", "zili"),
    ("chengxiang", "cengxiang"),
    ("shehui", "sehui"),
    ("fengqiao", "fenqiao"),
    ("jinyan", "jingyan"),
    ("nixiang", "lixiang"),
]


@pytest.mark.parametrize(("typed", "key"), SPELLINGS)
def test_marks_numbers_spaces_and_capitals_do_not_matter(typed: str, key: str) -> None:
    assert pinyin_key(typed) == key


@pytest.mark.parametrize(("one", "other"), SLIPS)
def test_sounds_that_people_confuse_share_a_key(one: str, other: str) -> None:
    assert slip_key(one) == slip_key(other)


@pytest.mark.parametrize(
    ("key", "count", "parts"),
    [
        ("xinjingjizuzhi", 5, ["xin", "jing", "ji", "zu", "zhi"]),
        ("xian", 1, ["xian"]),
        ("xian", 2, ["xi", "an"]),
        ("xian", 3, []),
        ("bananas", None, []),
        ("", None, []),
    ],
)
def test_a_key_is_cut_into_as_many_syllables_as_asked(key: str, count: int | None, parts: list[str]) -> None:
    assert split_syllables(key, count) == parts


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=8))
def test_joined_syllables_can_always_be_cut_again(parts: list[str]) -> None:
    cut = split_syllables("".join(parts), len(parts))
    assert len(cut) == len(parts)
    assert "".join(cut) == "".join(parts)


@given(st.text())
def test_a_key_holds_only_plain_letters(text: str) -> None:
    assert all("a" <= c <= "z" for c in pinyin_key(text))


def test_initials_are_the_first_letters() -> None:
    assert initials(["feng", "qiao", "jing", "yan"]) == "fqjy"


@pytest.mark.parametrize(
    ("text", "answer"), [("shè huì", True), ("lv4", True), ("社会", False), ("12", False), ("привет", False)]
)
def test_only_latin_letters_with_marks_and_numbers_can_be_pinyin(text: str, answer: bool) -> None:
    assert is_typed_pinyin(text) is answer
