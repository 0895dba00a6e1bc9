"""Lookup: each way of typing a term, each outcome, and why a hit matched."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import concept, glossary_of, rendering
from tifa.errors import QueryError
from tifa.glossary import Glossary
from tifa.model import Alias
from tifa.search import RANKS, clean, lookup, outcome, without_question

# query, headword of the first hit, tier
FOUND = [
    ("红灯工程", "红灯工程", "headword"),
    ("紅燈工程", "红灯工程", "headword"),
    ("红燈工程", "红灯工程", "headword"),
    ("「红灯」 工程", "红灯工程", "headword"),
    ("红工", "红灯工程", "alias"),
    ("2个抓紧", "两个抓紧", "headword"),
    ("Red Lantern Program", "红灯工程", "rendering"),
    ("the red-lantern programmes", "红灯工程", "rendering"),
    ("red lamp project", "红灯工程", "gloss"),
    ("lantern schemes", "红灯工程", "gloss"),
    ("Red Light Project", "红灯工程", "avoided"),
    ("village organization day", "村务公开日", "rendering"),
    ("hóngdēng gōngchéng", "红灯工程", "pinyin"),
    ("hong2deng1gong1cheng2", "红灯工程", "pinyin"),
    ("Hong Deng Gong Cheng", "红灯工程", "pinyin"),
    ("hong'deng'gongcheng", "红灯工程", "pinyin"),
    ("lvse xiaozu", "绿色小组", "pinyin"),
    ("lüse xiaozu", "绿色小组", "pinyin"),
    ("luse xiaozu", "绿色小组", "pinyin"),
    ("hdgc", "红灯工程", "initials"),
    ("honden goncen", "红灯工程", "slip"),
    ("hongdegn gongcheng", "红灯工程", "slip"),
    ("hongdeng gongchen", "红灯工程", "slip"),
    ("hongdeng gongcheeng", "红灯工程", "slip"),
    ("red lantern progrma", "红灯工程", "slip"),
    ("红登工程", "红灯工程", "sound"),
    ("红灯gongcheng", "红灯工程", "sound"),
    ("红工灯程", "红灯工程", "slip"),
    ("红灯灯工程", "红灯工程", "slip"),
    ("lantern red program", "红灯工程", "words"),
]
NEAR = [
    ("红灯", "红灯工程", "part"),
    ("hongdeng", "红灯工程", "part"),
    ("lantern", "红灯工程", "words"),
    ("山两", "两山", "similar"),
    ("street lighting", "红灯工程", "keyword"),
    ("我们学习了红灯工程和两山理论", "红灯工程", "inside"),
    ("what are the two grasps about", "两个抓紧", "inside"),
    ("红灯工厂", "红灯工程", "resembling"),
    ("xed lanterm programme", "红灯工程", "close"),
]
REFUSED = [
    "香蕉面包",
    "banana bread recipe",
    "xkqjv",
    "大",
    "12345",
    "http://example.org/",
    "🙂 happy",
    "马路边",
]


@pytest.mark.parametrize(("query", "term", "tier"), FOUND)
def test_a_term_is_found_however_it_is_typed(words: Glossary, query: str, term: str, tier: str) -> None:
    hits = lookup(words, query)
    assert (hits[0].heading.simplified, hits[0].tier, outcome(hits)) == (term, tier, "found")


@pytest.mark.parametrize(("query", "term", "tier"), NEAR)
def test_what_is_not_certain_is_only_suggested(words: Glossary, query: str, term: str, tier: str) -> None:
    hits = lookup(words, query)
    assert (hits[0].heading.simplified, hits[0].tier, outcome(hits)) == (term, tier, "near")


@pytest.mark.parametrize("query", REFUSED)
def test_ordinary_words_and_nonsense_get_no_answer(words: Glossary, query: str) -> None:
    assert outcome(lookup(words, query)) != "found"


def test_a_related_form_is_no_other_form_of_the_term() -> None:
    prize = concept("红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", traditional="紅燈工程",
                    aliases=(Alias(text="红灯奖杯", type="related"),))  # fmt: skip
    (hit,) = lookup(glossary_of(prize), "红灯奖杯")
    assert (hit.sure, hit.why) == (True, "something near the term: 红灯奖杯 (related)")


def test_a_query_one_character_off_is_compared_with_no_other_key(monkeypatch: pytest.MonkeyPatch) -> None:
    lanterns = glossary_of(concept("红灯工程", "hóngdēng gōngchéng", "Red Lantern Program"))
    monkeypatch.setattr("tifa.search.similar", lambda query: pytest.fail(f"{query.text} is explained"))
    (hit,) = lookup(lanterns, "红灯工种")
    assert (hit.heading.simplified, hit.tier, hit.sure) == ("红灯工程", "resembling", False)


def test_every_hit_says_why_it_matched(words: Glossary) -> None:
    (hit,) = lookup(words, "Red Light Project")[:1]
    assert hit.why == "a rendering to be avoided: Red Light Project (deprecated rendering)"


def test_terms_that_contain_the_query_stand_beside_the_answer(words: Glossary) -> None:
    terms = [hit.heading.simplified for hit in lookup(words, "红灯工程")]
    assert terms == ["红灯工程", "红灯工程办公室"]


def test_the_longest_terms_inside_a_query_are_listed_in_its_order_of_cover(words: Glossary) -> None:
    hits = lookup(words, "在红灯工程办公室谈两山")
    assert [hit.heading.simplified for hit in hits if hit.tier == "inside"] == [
        "红灯工程办公室",
        "两山",
    ]


def test_terms_inside_are_found_across_broken_lines_and_quotes_but_not_across_clauses(
    words: Glossary,
) -> None:
    def inside(text: str) -> list[str]:
        return [hit.heading.simplified for hit in lookup(words, text) if hit.tier == "inside"]

    assert inside("学习“红灯\n\n工 程”经验") == ["红灯工程"]
    assert inside("开红灯。工程完了") == []
    assert inside("谈 two mountains 和红灯工程") == ["两山", "红灯工程"]


def test_a_headword_goes_before_an_alias_and_a_short_term_before_a_long_one() -> None:
    from tifa.model import Alias

    glossary = glossary_of(
        concept("甲乙丙丁", "jiǎ yǐ bǐng dīng", aliases=(Alias(text="甲乙", type="short form"),)),
        concept("甲乙", "jiǎ yǐ", id="zz"),
    )
    assert [hit.heading.id for hit in lookup(glossary, "甲乙")] == ["zz", "jiǎ-yǐ-bǐng-dīng"]
    assert [hit.heading.id for hit in lookup(glossary, "jiayi")] == ["zz", "jiǎ-yǐ-bǐng-dīng"]


def test_a_compound_goes_after_every_other_sort_of_alias() -> None:
    from tifa.model import Alias

    glossary = glossary_of(
        concept("甲乙", "jiǎ yǐ", aliases=(Alias(text="丁戊", type="compound", pinyin="dīngwù"),)),
        concept(
            "丙丙丙", "bǐng bǐng bǐng", aliases=(Alias(text="丁务", type="older form", pinyin="dīngwù"),)
        ),
    )
    assert [hit.form.sort for hit in lookup(glossary, "dingwu")] == ["older form", "compound"]


@pytest.mark.parametrize("query", ["", "   ", "\n\t", "\x1b[31m", "\u200b"])
def test_an_empty_query_is_an_error(words: Glossary, query: str) -> None:
    with pytest.raises(QueryError, match="empty"):
        lookup(words, query)


@pytest.mark.parametrize("query", ["。。。", "🙂", "?"])
def test_a_query_without_a_letter_is_an_error_that_shows_it(words: Glossary, query: str) -> None:
    with pytest.raises(QueryError, match="nothing to look up in"):
        lookup(words, query)


def test_a_rendering_to_avoid_is_told_from_one_that_only_folds_to_it() -> None:
    glossary = glossary_of(
        concept("红灯", "hóngdēng", "red lamp", literal="red light",
                renderings=(rendering("The Red Lamps", "deprecated"), rendering("red light", "deprecated")))
    )  # fmt: skip
    assert [lookup(glossary, query)[0].tier for query in ("red lamp", "the red lamps", "red light")] == [
        "rendering", "avoided", "avoided"
    ]  # fmt: skip
    assert lookup(glossary, "a red-lamp")[0].tier == "rendering"


def test_one_ordinary_word_answers_only_as_the_rendering_to_write() -> None:
    admitted = tuple(rendering(text, "admitted") for text in ("primary", "RCD", "the reds", "Red"))
    glossary = glossary_of(concept("红", "hóng", "red", renderings=admitted))
    found = [outcome(lookup(glossary, query)) for query in ("red", "rcd", "the reds", "primary", "a primary")]
    assert found == ["found", "found", "found", "near", "near"]


def test_a_query_longer_than_any_term_is_an_error(words: Glossary) -> None:
    with pytest.raises(QueryError, match="10,000 characters"):
        lookup(words, "红" * 10_000)


def test_control_characters_and_escapes_do_not_reach_the_search(words: Glossary) -> None:
    assert clean("\x1b[31m红灯\x07工程\x1b[0m\r\n") == "红灯工程"
    assert lookup(words, "\x1b[31m红\u200b灯工程\x1b[0m")[0].heading.simplified == "红灯工程"


@given(st.text(max_size=40))
def test_no_query_breaks_the_lookup_and_hits_are_in_order(words: Glossary, text: str) -> None:
    try:
        hits = lookup(words, text)
    except QueryError:
        return
    order = [(not hit.sure, RANKS[hit.tier]) for hit in hits]
    sure = [pair for pair in order if not pair[0]]
    assert sure == sorted(sure)
    assert len({hit.number for hit in hits}) == len(hits)
    assert all(0 <= hit.score <= 100 for hit in hits)


def test_an_empty_glossary_has_nothing_to_say() -> None:
    assert lookup(glossary_of(), "红灯") == []
    assert lookup(glossary_of(), "hongdeng") == []
    assert lookup(glossary_of(), "red") == []


@pytest.mark.parametrize(
    "question",
    [
        "what is the Red Lantern Program?", "What does hongdeng gongcheng mean", "red lantern program meaning",
        "红灯工程是什么意思？", "什么是“红灯工程”", "紅燈工程用英語怎麼說", "red lantern program in English",
    ],
)  # fmt: skip
def test_a_question_about_a_term_is_answered(words: Glossary, question: str) -> None:
    (first, *_) = lookup(words, question)
    assert first.sure
    assert first.heading.simplified == "红灯工程"


@pytest.mark.parametrize("text", ["what is", "meaning", "什么是", "是什么意思", "??", "the meaning of life"])
def test_a_question_about_nothing_is_no_answer(words: Glossary, text: str) -> None:
    with suppress(QueryError):
        assert outcome(lookup(words, text)) != "found"


@given(st.text())
def test_what_a_question_is_about_is_part_of_it(text: str) -> None:
    assert without_question(text) in text
