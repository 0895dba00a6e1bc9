"""Text is measured and broken by display cells, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tifa.render.cells import cells, cut, wrap

TEXT = st.text(alphabet="ab c社会工作，。“”é \u0301-", max_size=60)


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("社会", 4), ("e\u0301", 1), ("ａ", 2), ("a社", 3)]
)
def test_a_chinese_character_takes_two_columns_and_a_mark_none(text: str, width: int) -> None:
    assert cells(text) == width


@given(TEXT, st.integers(1, 30))
def test_a_cut_text_fits_and_says_that_something_is_missing(text: str, width: int) -> None:
    shown = cut(text, width)
    assert cells(shown) <= width
    assert shown == text or shown.endswith("…")


@given(st.lists(st.tuples(TEXT, st.sampled_from(["", "bold"])), max_size=4), st.integers(4, 30))
def test_broken_lines_fit_and_hold_every_character_in_order(runs: list[tuple[str, str]], width: int) -> None:
    lines = wrap(runs, width)
    assert all(sum(cells(text) for text, _ in line) <= width for line in lines)
    before = "".join(text for text, _ in runs)
    after = "".join(text for line in lines for text, _ in line)
    assert "".join(after.split()) == "".join(before.split())


@given(TEXT, st.integers(4, 30))
def test_no_line_begins_with_white_space_or_a_closing_mark(text: str, width: int) -> None:
    lines = ["".join(piece for piece, _ in line) for line in wrap([(text, "")], width)]
    assert not any(line[:1].isspace() for line in lines)


def test_a_short_term_stays_whole_and_a_long_one_is_broken() -> None:
    assert [line[0][0] for line in wrap([("see 社会, ok", "")], 7)] == ["see", "社会,", "ok"]
    assert wrap([("深刻领悟两个确立", "")], 6) == [[("深刻领", "")], [("悟两个", "")], [("确立", "")]]
