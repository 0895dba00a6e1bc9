"""Bags of strong words: which forms have one, and where a text holds it."""

from __future__ import annotations

import marshal

from hypothesis import given
from hypothesis import strategies as st

from tifa.loosely import LEAST, MOST, LooseMatcher, compiled, strong
from tifa.words import stem, tokens

WORDS = ["red", "lantern", "office", "village", "mayor", "well"]


def matcher(*forms: str) -> LooseMatcher:
    bags = {
        stems: [(0, number)]
        for number, form in enumerate(forms)
        if (stems := strong([stem(word) for word in form.split()]))
    }
    return LooseMatcher(lambda _: compiled(bags, 4))


def surfaces(found: LooseMatcher, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in found.hits(list(tokens(text)))]


def test_only_three_to_eight_strong_words_tell_a_form_in_any_order() -> None:
    assert strong(["red", "lantern", "of", "offic"]) == ("lantern", "offic", "red")
    assert strong(["red", "lantern", "of", "its", "level"]) is None
    assert strong(["red", "red", "lantern"]) is None
    assert strong([*WORDS, "one", "two", "three"]) is None


def test_small_words_may_stand_between_and_strong_ones_may_not() -> None:
    found = matcher("red lantern office")
    assert surfaces(found, "the office of the red lanterns; an office for a big red lantern") == [
        "office of the red lanterns"
    ]


def test_a_clause_ends_at_a_mark_but_at_no_comma() -> None:
    assert surfaces(matcher("red lantern office"), "the red lantern. Office; office, red and lantern") == [
        "office, red and lantern"
    ]


def test_a_word_that_a_form_has_twice_has_to_stand_there_twice() -> None:
    found = matcher("red lantern red office")
    assert surfaces(found, "red office and red lantern") == ["red office and red lantern"]
    assert surfaces(found, "red office and lantern") == []


def test_a_text_of_few_words_asks_nothing_of_the_index() -> None:
    def never(_: str) -> bytes:
        raise AssertionError

    assert list(LooseMatcher(never).hits(list(tokens("the red lantern")))) == []


@given(st.permutations(WORDS).map(lambda order: order[:4]), st.permutations(WORDS))
def test_a_form_is_found_wherever_its_words_stand_side_by_side(form: list[str], text: list[str]) -> None:
    beside = any(set(text[at : at + len(form)]) == set(form) for at in range(len(text)))
    assert bool(surfaces(matcher(" ".join(form)), " ".join(text))) == beside


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=LEAST, max_size=MOST)))
def test_the_section_is_the_same_whatever_order_the_forms_came_in(forms: list[list[str]]) -> None:
    bags = {stems: [(0, 0)] for form in forms if (stems := strong(form))}
    assert compiled(bags, 4) == compiled(dict(reversed(bags.items())), 4)
    assert len(marshal.loads(compiled(bags, 4))) == len(bags)
