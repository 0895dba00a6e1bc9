"""The index finds what was put in, all slips of one letter included, and knows a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import concept, glossary_of
from tifa.errors import GlossaryError
from tifa.index.build import compile_index
from tifa.index.store import ENGLISH, HAN, PINYIN, Index, is_one_slip

LETTERS = "abcd"
KEYS = st.lists(st.text(LETTERS, min_size=1, max_size=7), min_size=1, max_size=60, unique=True)


def english_index(keys: list[str]) -> Index:
    concepts = [concept("字", f"zi{number}", key, id=f"c{number}") for number, key in enumerate(keys)]
    return Index(compile_index(concepts, {}))


def brute_force(a: str, b: str) -> bool:
    """Whether one edit turns a into b, by trying every edit."""
    tried = {a[:i] + a[i + 1 :] for i in range(len(a))}
    tried |= {a[:i] + c + a[i:] for i in range(len(a) + 1) for c in LETTERS}
    tried |= {a[:i] + c + a[i + 1 :] for i in range(len(a)) for c in LETTERS}
    tried |= {a[:i] + a[i + 1] + a[i] + a[i + 2 :] for i in range(len(a) - 1)}
    return b in tried


@given(st.text(LETTERS, max_size=6), st.text(LETTERS, max_size=6))
def test_one_slip_is_one_edit_or_swap(a: str, b: str) -> None:
    if a != b:
        assert is_one_slip(a, b) == brute_force(a, b)


@settings(max_examples=60)
@given(KEYS, st.text(LETTERS, min_size=2, max_size=7))
def test_every_key_one_slip_away_is_found_and_no_other(keys: list[str], typed: str) -> None:
    index = english_index(keys)
    everything = set(index.keys(ENGLISH)[1])
    found = {key for key, _, _ in index.within_one(ENGLISH, typed, 1000)}
    assert found == {key for key in everything if key != typed and brute_force(typed, key)}


@settings(max_examples=60)
@given(KEYS)
def test_every_key_is_found_exactly_where_it_was_put(keys: list[str]) -> None:
    index = english_index(keys)
    first, found = index.keys(ENGLISH)
    for row, key in enumerate(found, first):
        assert index.row(ENGLISH, row) in index.find(ENGLISH, key)
    assert index.find(ENGLISH, "zzz") == []


@settings(max_examples=60)
@given(KEYS, st.integers(0, 9), st.integers(0, 9))
def test_keys_of_so_many_characters_are_those(keys: list[str], shortest: int, longest: int) -> None:
    index = english_index(keys)
    first, found = index.keys(ENGLISH, shortest, longest)
    _, every = index.keys(ENGLISH)
    assert found == [key for key in every if shortest <= len(key) <= longest]
    assert found == every[first : first + len(found)]


@settings(max_examples=60)
@given(KEYS, st.text(LETTERS, min_size=1, max_size=3))
def test_keys_by_their_beginning_and_by_a_part(keys: list[str], part: str) -> None:
    index = english_index(keys)
    everything = set(index.keys(ENGLISH)[1])
    started = {key for key, _, _ in index.starting(ENGLISH, part, 1000)}
    assert started == {key for key in everything if key.startswith(part)}
    holding = {key for key, _, _ in index.containing(ENGLISH, part, 1000)}
    assert holding == {key for key in everything if part in key}


def test_more_keys_than_fit_in_one_block_are_all_found() -> None:
    keys = [f"{a}{b}{c}x" for a in "abcdefgh" for b in "ijklmnop" for c in "qrstuvwx"]
    index = english_index(keys)
    assert all(index.find(ENGLISH, key) for key in keys)
    assert len(index.starting(ENGLISH, "", 10_000)) == len(keys)


def test_an_index_without_keys_of_a_family_answers_nothing() -> None:
    index = Index(compile_index([], {}))
    assert len(index) == 0
    assert index.find(HAN, "社会") == []
    assert index.within_one(PINYIN, "shehui") == []
    assert index.starting(HAN, "社") == []
    assert index.containing(HAN, "社") == []


def test_an_entry_comes_back_as_it_was_written_with_inverse_links() -> None:
    from tifa.model import Relation

    part = concept("字", "zì", related=(Relation(type="part of", concept="cí"),))
    whole = concept("词", "cí")
    glossary = glossary_of(part, whole)
    entry = glossary.get("zì")
    assert entry is not None
    assert entry.concept == part
    back = glossary.get("cí")
    assert back is not None
    assert back.concept.related == (Relation(type="has part", concept="zì"),)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:20],
        lambda data: b"PK\x03\x04" + data[4:],
        lambda data: data + b"more",
        lambda _: b"",
        lambda _: b"\0" * 4096,
    ],
    ids=["half", "head only", "another program's", "too long", "empty", "zeros"],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damage) -> None:
    path = tmp_path / "x.index"
    path.write_bytes(damage(compile_index([concept("字", "zì")], {})))
    with pytest.raises(GlossaryError):
        Index.open(str(path))


def test_a_changed_byte_anywhere_is_noticed() -> None:
    data = bytearray(compile_index([concept("字", "zì")], {}))
    data[-100] ^= 1
    assert not Index(bytes(data)).is_sound()
