"""The compiled automata find every way to write a form, in any characters, and fail loudly if they cannot."""

from __future__ import annotations

from array import array
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import WORDS, concept, glossary_of
from tifa.errors import GlossaryError
from tifa.fold import character_table, is_han
from tifa.gaps import OPENING, SEPARATORS
from tifa.index import sieve
from tifa.index.forms import forms_of
from tifa.index.sieve import (
    STANDS_FOR,
    arabic,
    chinese_patterns,
    compile_chinese,
    compile_western,
    western_patterns,
)
from tifa.index.store import EXCLUDED
from tifa.matcher import Matcher
from tifa.model import Alias, Concept
from tifa.words import Comparable

TABLE = character_table()
CONCEPTS = (
    *WORDS,
    concept("一百周年庆典", "a", "Rights, Duties, and Lanterns"),
    concept("街乡吹哨、部门报到", "b", excludes=("部门报到处",)),
    concept("三个计划", "c", "lantern (paper) office", traditional="三個計畫"),
    concept("K线村", "d", "KLV", met_as=("lantern", "paper lanterns"), keywords=("paper shops",)),
    concept("二十大", "e", "a horse pulling a cart", aliases=(Alias(text="二十大精神", type="full form"),)),
)
NUMERALS = [
    ("百", "100"),
    ("一", "1"),
    ("两", "2"),
    ("〇", "0"),
    ("十", "10"),
    ("十二", "12"),
    ("二十", "20"),
    ("二十一", "21"),
    ("九十九", "99"),
    ("一百", "100"),
    ("一百零五", "105"),
    ("一百二十三", "123"),
    ("十四五", "145"),
    ("二〇三五", "2035"),
    ("一二三四五", "12345"),
    ("九六", "96"),
]


def patterns_of(one: Concept) -> dict[str, int]:
    return dict(chinese_patterns(one, forms_of(one), TABLE))


def western_of(one: Concept) -> set[str]:
    return {pattern for pattern, _ in western_patterns(forms_of(one), Comparable())}


@pytest.mark.parametrize(("numeral", "digits"), NUMERALS)
def test_a_numeral_in_arabic_digits(numeral: str, digits: str) -> None:
    assert arabic(numeral) == digits


@given(st.integers(1, 999))
def test_every_number_below_a_thousand_comes_out_in_digits(number: int) -> None:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    digits = "零一二三四五六七八九"
    written = digits[hundreds] + "百" if hundreds else ""
    written += digits[tens] + "十" if tens else "零" if hundreds and ones else ""
    written += digits[ones] if ones else ""
    if 10 <= number < 20:
        written = written.removeprefix("一")
    assert arabic(written) == str(number)


@pytest.mark.parametrize("one", CONCEPTS, ids=lambda one: one.id)
def test_every_pattern_is_found_in_a_text(one: Concept) -> None:
    matcher = Matcher(glossary_of(*CONCEPTS))
    for pattern, form in patterns_of(one).items():
        written = pattern.translate({ord("a"): "K", ord("ａ"): "Ｋ"})  # one letter stands for all
        text = f"去{written}，"
        assert [text[start:end] for start, end in matcher.places(text)] == [written]
        assert len(list(matcher.spans(text))) == (form != EXCLUDED)


def test_a_form_is_sought_with_and_without_punctuation_and_in_digits() -> None:
    assert {"街乡吹哨、部门报到", "街乡吹哨部门报到"} <= set(patterns_of(CONCEPTS[-4]))
    assert {"一百周年庆典", "100周年庆典", "１００周年庆典"} <= set(patterns_of(CONCEPTS[-5]))


@pytest.mark.parametrize(
    ("form", "others"),
    [
        ("获得感、幸福感、安全感", ["获得感、幸福感和安全感", "获得感幸福感与安全感"]),
        ("批评和自我批评", ["批评与自我批评", "批评、自我批评", "批评自我批评", "批评以及自我批评"]),
        ("公众参与机制", []),
        ("和谐劳动关系及其调整", []),
        ("中华人民共和国宪法", []),
        ("一和二", []),
    ],
)
def test_what_is_listed_is_joined_by_any_conjunction(form: str, others: list[str]) -> None:
    written = set(patterns_of(concept(form, "list")))
    assert written.issuperset(others)
    assert others or len({each for each in written if len(each) == len(form)}) == 1


def test_a_form_of_hardly_more_than_a_numeral_is_sought_only_as_it_stands() -> None:
    assert {pattern for pattern in patterns_of(CONCEPTS[-1]) if pattern.endswith("大")} == {"二十大"}


def test_words_of_taiwan_are_sought_as_well() -> None:
    assert {"三个计划", "三个计画"} <= set(patterns_of(CONCEPTS[-3]))


def test_an_excluded_word_stands_for_no_form() -> None:
    assert patterns_of(CONCEPTS[-4])["部门报到处"] == EXCLUDED


def test_western_forms_are_sought_by_stems_without_articles_brackets_and_commas() -> None:
    assert western_of(CONCEPTS[-5]) == {
        "right , duty , and lantern",
        "right , duty and lantern",
        "right duty and lantern",
    }
    assert "lantern offic" in western_of(CONCEPTS[-3])
    assert "hors pull cart" in western_of(CONCEPTS[-1])


def test_keywords_and_single_explaining_words_are_not_sought() -> None:
    assert western_of(CONCEPTS[-2]) == {"klv", "paper lantern"}


@cache
def every_character() -> Matcher:
    return Matcher(glossary_of(concept("红灯工程", "x"), concept("民主", "y")))


@pytest.mark.parametrize("before", ["", "a", "é", "红", "\ufffe", "\uffff", "😀", "\U0003fffd"], ids=ascii)
def test_characters_of_any_size_before_a_variant_do_not_shift_it(before: str) -> None:
    for written in ("红灯工程", "紅燈工程", "⺠主", "民主"):
        text = before + "。" + written
        assert [(s.start, s.end) for s in every_character().spans(text)] == [(len(before) + 1, len(text))]


def test_only_characters_of_one_size_share_a_code() -> None:
    """The automaton counts in bytes, so a longer variant would shift every place behind it."""
    for c, other in STANDS_FOR.items():
        assert len(c.encode()) == len(other.encode()), (c, other)
    for c, other in sieve._classes(TABLE).items():
        assert len(c.encode()) == len(other.encode()), (c, other)
    assert set(SEPARATORS + OPENING) <= set(STANDS_FOR)


def test_every_variant_of_a_character_is_read_as_the_simplified_one() -> None:
    sizes = {c: value for c, value in sieve._classes(TABLE).items() if is_han(value)}
    by_value = list(dict.fromkeys(sizes.values()))
    glossary = glossary_of(*(concept(value + "䬠", f"n{n}") for n, value in enumerate(by_value[:300])))
    matcher = Matcher(glossary)
    for c in (c for c, value in sizes.items() if value in by_value[:300]):
        assert [(s.start, s.end) for s in matcher.spans(f"a{c}䬠")] == [(1, 3)], c


FORMATS = {
    "a field more": (lambda data: data[:4] + bytes(4) + data[4:], lambda data: data[:4] + data[8:]),
    "a long field more": (lambda data: bytes(64) + data, lambda data: data[64:]),
    "the number last": (lambda data: data[4:] + data[:4], lambda data: data[-4:] + data[:-4]),
    "backwards": (lambda data: data[::-1], lambda data: data[::-1]),
}


@pytest.mark.parametrize("change", FORMATS)
def test_another_format_of_the_library_is_refused(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    library = sieve.CharwiseDoubleArrayAhoCorasick
    to, back = FORMATS[change]

    class Another:
        """The library as it may be one day: it writes its automata otherwise, and reads them so."""

        def __init__(self, patterns: list[str], kind: int) -> None:
            self.serialize = lambda: to(library(patterns, kind).serialize())

        @staticmethod
        def deserialize(data: bytes) -> object:
            return library.deserialize(back(data))

    monkeypatch.setattr(sieve, "CharwiseDoubleArrayAhoCorasick", Another)
    with pytest.raises(GlossaryError, match="install daachorse"):
        compile_chinese({"红灯工程": [(0, 0)], "民主信息": [(1, 0)]}, TABLE)


@pytest.mark.parametrize("section", ["chinese.automaton", "western.automaton"])
def test_an_automaton_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch, section: str) -> None:
    glossary = glossary_of(*WORDS)
    whole = glossary.index.section
    monkeypatch.setattr(glossary.index, "section", lambda name: b"\x01" if name == section else whole(name))
    with pytest.raises(GlossaryError, match="reinstall tifa"):
        Matcher(glossary).marks("红灯工程 and Red Lantern Program")


def test_a_glossary_without_forms_finds_nothing() -> None:
    matcher = Matcher(glossary_of())
    assert matcher.marks("红灯工程 \n (hóng) red lantern") == []
    assert compile_western({})["western.words"] == b""


def test_the_bounds_tell_where_each_kind_of_pattern_ends() -> None:
    bounds = array("I", compile_chinese({"2个": [(0, 0)], "红灯": [], "红灯工": []}, TABLE)["chinese.bounds"])
    assert list(bounds[:2]) == [1, 3]
    assert list(bounds) == sorted(bounds)
