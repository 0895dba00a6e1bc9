"""Terms in running text: leftmost, longest, each at exactly the place where it stands."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import concept, glossary_of, rendering
from tifa.fold import character_table, is_han
from tifa.gaps import Joined, is_inside
from tifa.matcher import Matcher
from tifa.model import Alias

GLOSSARY = glossary_of(
    concept("红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", traditional="紅燈工程",
            excludes=("红灯工程师", "大红灯工程"), aliases=(Alias(text="红工", type="short form"),)),
    concept("红灯工程办公室", "hóngdēng gōngchéng bàngōngshì", "Red Lantern Program Office"),
    concept("工程办", "gōngchéng bàn"),
    concept("四个意识", "sì gè yìshí", "Four Awarenesses"),
    concept("个意识", "gè yìshí"),
    concept("意识", "yìshí", "rights"),
    concept("两个维护", "liǎng gè wéihù", "Two Upholds", traditional="兩個維護"),
    concept("卫生群众", "wèishēng qúnzhòng", "village organisation day"),
    concept("灯住房", "dēng zhùfáng", "focused lantern housing"),
    concept("民主信息", "mínzhǔ xìnxī", "Labour Centre"),
    concept("街乡吹哨、部门报到", "jiē xiāng", "fishing, hunting, and herding"),
    concept("两山", "liǎng shān", "people's councils"),
    concept("K线村", "k xiàn cūn", "NGO"),
    concept("治理", "zhìlǐ", renderings=(rendering("gouvernance à la base", language="fr"),)),
)  # fmt: skip
MATCHER = Matcher(GLOSSARY)
TABLE = character_table()
VARIANTS: dict[str, list[str]] = {}
for code, plain in TABLE.items():
    if is_han(chr(code)) and code < 0x10000:
        VARIANTS.setdefault(chr(plain), []).append(chr(code))

# A text with its terms in ⟦⟧.
CHINESE = [
    "⟦红灯工程办公室⟧与⟦红灯工程⟧，⟦红工⟧",
    "⟦红灯工程⟧办公司，看红灯工作",
    "⟦紅燈工程⟧⟦紅燈工程辦公室⟧⟦红燈工程⟧",
    "⟦衞生群衆⟧⟦衛生羣眾⟧⟦卫生群众⟧",
    "⟦⺠主信息⟧⟦民主資訊⟧⟦民主资讯⟧⟦民主訊息⟧⟦红灯⼯程⟧",
    "上⟦红灯\n工程⟧下\r\n⟦红\r\n灯工程⟧",
    "⟦红灯\n\n\u3000\u3000工程⟧，⟦红 灯 工 程 办 公 室⟧",
    "⟦红\u200b灯\xad工\ufeff程⟧",
    "⟦街乡吹哨、部门报到⟧⟦街乡吹哨部门报到⟧⟦街乡吹哨、\n部门报到⟧⟦街乡吹哨，部门报到⟧",
    "红灯。工程，红灯，工程，红灯3工程，红灯red工程，红灯（红）工程",
    "⟦红(hóng)灯(dēng)工(gōng)程⟧(chéng)",
    "⟦红（hóng）灯工程⟧ ⟦红灯 [hóng dēng]\n工程⟧",
]
QUOTED = [
    "“⟦红灯工程⟧”",
    "「⟦紅燈工程⟧」，\"⟦红灯工程⟧\"，'⟦红灯工程⟧'",
    "⟦“红灯”工程⟧与⟦红灯“工程”⟧与⟦红“灯”工程⟧",
    '去⟦「紅燈」工程⟧，⟦红灯"工程"⟧，⟦"红灯"工程⟧',
    "⟦红灯‘\n工程’⟧，⟦“红灯\n工程”办公室⟧",
]
EXCLUDED = [
    "红灯工程师与大红灯工程",
    "大紅燈工程與紅燈\n工程師",
    "红灯工程师⟦红灯工程⟧",
    "大红灯工程⟦红工⟧",
    "“⟦红灯工程⟧”师范，大“⟦红灯工程⟧”",
    "“红灯工程师”",
    "“⟦红\n灯工程⟧”师范",
]
DIGITS = [
    "⟦四个意识⟧⟦4个意识⟧，⟦４个意识⟧",
    "14⟦个意识⟧",
    "⟦4 个意识⟧，第⟦4个意识⟧",
    "⟦两个维护⟧，⟦2个维护⟧，⟦２個維護⟧",
    "⟦2 个维护⟧，“⟦2个\n维护⟧”",
    "⟦2\xa0个维护⟧，⟦2\u2009个维护⟧，⟦2\u3000个维护⟧",
    "12个维护，a2个维护",
    "⟦两山⟧，2山",
    "⟦K线村⟧，⟦Ｋ线村⟧，OK线村，B线村",
]
WESTERN = [
    "the ⟦Red Lantern Program⟧, ⟦red lantern programmes⟧, ⟦RED-LANTERN program⟧",
    "⟦fished, hunted, and herded⟧; ⟦villages organisation day⟧, righting and righted, no ⟦rights⟧",
    "the ⟦office of the red lantern program⟧, a ⟦day of village organisation⟧",
    "office of a red, lantern program; day. Village organisation, red program",
    "⟦focused lantern housing⟧, ⟦housing focused on lanterns⟧",
    "⟦herding, fishing and hunting⟧, the ⟦lantern program in red⟧",
    "⟦red\u2011lantern program⟧; ⟦Red\n  Lantern\r\nProgram⟧",
    "⟦red lan-\ntern program⟧, ⟦red lan\u2010\r\n  tern program⟧, red lan-tern program",
    "⟦Red Lantern Program's⟧ staff, ⟦Red Lantern Program’s⟧ head",
    "⟦Labour Centre⟧ ⟦labor centers⟧ ⟦Labor Centre⟧",
    "⟦village organization day⟧, ⟦Village-organisation days⟧",
    "red lantern. Program, red lantern: program, red (lantern) program, red, lantern program",
    "⟦fishing, hunting, and herding⟧ ⟦fishing, hunting and herding⟧ ⟦fishing hunting and herding⟧",
    "⟦people's councils⟧ ⟦people’s councils⟧",
    '“⟦Red Lantern Program⟧” "⟦Red Lantern Program⟧" ‘⟦red lantern program⟧’',
    '⟦“Red Lantern” Program⟧, ⟦"red lantern" program⟧, ⟦red “lantern program”⟧',
    "⟦«Red Lantern» Program⟧",
    "⟦ＲＥＤ Lantern Program⟧",
    "⟦red lan\xadtern program⟧",
    "⟦rights⟧ and Right, the right",
    "⟦NGO⟧ ⟦NGOs⟧ ngo Ngo",
    "the ⟦2 Upholds⟧ and the ⟦two upholds⟧",
    "⟦Gouvernance à la base⟧, ⟦gouvernance a la base⟧, gouvernance de base",
    "红⟦red lantern program⟧灯，⟦NGO⟧组织（⟦Two Upholds⟧）",
    "the ⟦hongdeng gongcheng⟧ (⟦Hongdeng-Gongcheng⟧) of ⟦zhili⟧; hóngdēng gōngchéng, ⟦yishi⟧, ge",
    "⟦red lantern program office⟧ red lanterns programmatic redlantern program",
]
BEFORE = ["\x00", "\x1b[1m", "😀", "𠀀𠀀", "é", "\u0301", "\uffff", "\U0010ffff", "\r\n", "\ufffd", "\x7f"]


def surfaces(text: str, nested: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in MATCHER.spans(text, nested)]


def marked(text: str) -> str:
    """The text with its terms in ⟦⟧."""
    out, at = "", 0
    for span in MATCHER.spans(text):
        out += f"{text[at : span.start]}⟦{text[span.start : span.end]}⟧"
        at = span.end
    return out + text[at:]


@pytest.mark.parametrize("wanted", [*CHINESE, *QUOTED, *EXCLUDED, *DIGITS, *WESTERN], ids=ascii)
def test_terms_are_found_leftmost_longest_where_they_stand(wanted: str) -> None:
    assert marked(wanted.replace("⟦", "").replace("⟧", "")) == wanted


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\u3000\u200b", "“”\"'", "。", "red", "\x00", "(", "、、"], ids=ascii
)
def test_a_text_without_terms_has_none(text: str) -> None:
    assert surfaces(text) == surfaces(text, nested=True) == []


@pytest.mark.parametrize("before", BEFORE, ids=ascii)
@pytest.mark.parametrize("term", ["红灯工程", "紅燈\n工程", "2个维护", "Red Lantern Program"])
def test_odd_characters_around_a_term_do_not_shift_it(before: str, term: str) -> None:
    text = f"{before}，{term}，{before}，{term}"
    assert surfaces(text) == [term, term]


def test_half_of_a_surrogate_pair_is_a_character_like_any_other() -> None:
    assert surfaces("\ud800红灯工程\udc00") == ["红灯工程"]


@pytest.mark.parametrize("pinyin", ["(hóng)", "(ōng)", "(Ōng)", "( hóng )", "（hóng）"])
def test_pinyin_in_brackets_after_a_character_does_not_part_a_term(pinyin: str) -> None:
    assert surfaces(f"看红{pinyin}灯工程") == [f"红{pinyin}灯工程"]


@pytest.mark.parametrize(
    "written",
    [
        "红hóng灯dēng工gōng程",
        "红灯 hóngdēng 工程",
        "红 hóng 灯 dēng 工程",
        "红HÓNG灯工程",
        "红灯hóng dēng工程",
    ],
)
def test_pinyin_with_tones_between_characters_does_not_part_a_term(written: str) -> None:
    assert surfaces(f"看{written}，chéng。") == [written]


@pytest.mark.parametrize(
    "written", ["红big灯工程", "红灯 hongdeng 工程", "红灯hóng，工程", "红hóng\n\nx灯工程"]
)
def test_other_words_between_characters_do(written: str) -> None:
    assert surfaces(f"看{written}。") == []


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("红灯工程办公室", ["红灯工程办公室", "红灯工程", "工程办"]),
        ("红灯\n工程办公室", ["红灯\n工程办公室", "红灯\n工程", "工程办"]),
        ("四个意识", ["四个意识", "个意识", "意识"]),
        ("红灯“工程”", ["红灯“工程”"]),
        ("“红灯”工程", ["“红灯”工程"]),
        ('四个"意识"', ['四个"意识"', '个"意识"', "意识"]),
        ("red lantern program office", ["red lantern program office", "red lantern program"]),
        ("大红灯工程", []),
    ],
)
def test_nested_terms_follow_the_one_that_holds_them_each_once(text: str, inner: list[str]) -> None:
    assert surfaces(text, nested=True) == inner


@pytest.mark.parametrize("word", ["AB角", "PPP项目", "N+1机制"])
def test_a_headword_with_latin_letters_is_found(word: str) -> None:
    text = f"推行{word}，"
    assert [text[s.start : s.end] for s in Matcher(glossary_of(concept(word, "x"))).spans(text)] == [word]


@pytest.mark.parametrize("text", ["the UN met", "他说UN会", "the EU – UN talks"])
def test_an_acronym_of_two_letters_is_found_in_any_text(text: str) -> None:
    matcher = Matcher(glossary_of(concept("联合国", "liánhéguó", "UN")))
    assert [text[s.start : s.end] for s in matcher.spans(text)] == ["UN"]


@pytest.mark.parametrize("form", ["No. 1 document", "red/green lamp", "été"])
def test_a_rendering_is_found_as_its_entry_writes_it(form: str) -> None:
    matcher = Matcher(glossary_of(concept("文件", "wénjiàn", form)))
    assert [form[s.start : s.end] for s in matcher.spans(form)] == [form]


@pytest.mark.parametrize(
    "text", ["中共 20 大，", "中共20 大，", "中共 20大，", "中共\n“２０”\u00a0大，", "中 共 20 大，"]
)
def test_a_number_in_a_term_may_be_set_off(text: str) -> None:
    matcher = Matcher(glossary_of(concept("中共二十大", "x")))
    assert [text[s.start : s.end] for s in matcher.spans(text)] == [text[:-1]]


@pytest.mark.parametrize("headword", ["䀹村工程", "𠮷野工程"])
def test_a_rare_character_is_found_as_it_is_written(headword: str) -> None:
    assert len(list(Matcher(glossary_of(concept(headword, "x"))).spans(f"去{headword}好"))) == 1


def test_two_entries_with_one_form_are_both_named() -> None:
    matcher = Matcher(glossary_of(concept("两新", "a"), concept("两新", "b")))
    assert [len(span.rows) for span in matcher.spans("兩新")] == [2]


PIECES = """红灯工程 红灯 工程 办公室 红工 大 师 四个意识 个意识 意识 两个维护 两山 卫生群众 民主信息 街乡吹哨、部门报到
    部门报到 治理 的 ， 。 工程办 红灯工程师 大红灯工程""".split()  # noqa: SIM905
CLEAN = st.lists(st.sampled_from([*PIECES, "4", "14", "NGO"]), max_size=10).map("".join)
MIXED = [*PIECES, *'“”「」"、(）4a \n😀', "NGO", " red lantern ", "Two Upholds", "K线村", "(hóng)", "\x00"]
ANY = st.lists(st.sampled_from(MIXED), max_size=14).map("".join) | st.text()
GAPS = ["\n", " ", "\r\n", "\n\n  ", "\u3000", "\u200b", "(gong)", "（gōng）", " \n(hóng) "]
RANDOM = st.integers(0, 10**6).map(random.Random)


@settings(max_examples=300)
@given(CLEAN, RANDOM)
def test_gaps_between_chinese_characters_change_no_term(text: str, chance: random.Random) -> None:
    out = text[:1]
    for before, c in pairwise(text):
        gap = chance.choice(GAPS) if is_inside(before) and is_inside(c) and chance.random() < 0.3 else ""
        out += gap + c
    assert [Joined(surface).text for surface in surfaces(out)] == surfaces(text)


@settings(max_examples=300)
@given(ANY, RANDOM)
def test_variants_of_characters_change_nothing_but_the_surface(text: str, chance: random.Random) -> None:
    out = "".join(chance.choice([c, *VARIANTS.get(c, [])]) if ord(c) < 0x10000 else c for c in text)
    assert list(MATCHER.spans(out)) == list(MATCHER.spans(text))


@settings(max_examples=300)
@given(ANY)
def test_terms_are_in_order_inside_the_text_and_apart(text: str) -> None:
    at = 0
    for span in MATCHER.spans(text):
        assert at <= span.start < span.end <= len(text)
        assert span.rows
        at = span.end


@settings(max_examples=300)
@given(ANY)
def test_nested_terms_stand_inside_those_found_without(text: str) -> None:
    outer = list(MATCHER.spans(text))
    every = list(MATCHER.spans(text, nested=True))
    assert set(outer) <= set(every)
    assert len(set(every)) == len(every)
    assert all(any(o.start <= each.start and each.end <= o.end for o in outer) for each in every)
    assert [(each.start, -each.end) for each in every] == sorted((each.start, -each.end) for each in every)


WRITTEN = ["红灯工程", "红灯工程办公室", "红工", "工程办", "四个意识", "4个意识", "个意识", "意识", "两个维护", "2个维护", "二个维护", "两山",
           "卫生群众", "民主信息", "街乡吹哨、部门报到", "街乡吹哨部门报到", "治理", "红灯工程师", "大红灯工程"]  # fmt: skip


def longest_from_the_left(text: str) -> list[str]:
    """The terms, by trying every form at every place."""
    found, at = [], 0
    while at < len(text):
        inside_number = text[at].isdigit() and text[at - 1 : at].isalnum() and text[at - 1 : at].isascii()
        forms = [form for form in WRITTEN if text.startswith(form, at) and not inside_number]
        best = max(forms, key=len, default="")
        found += [best] if best not in ("", "红灯工程师", "大红灯工程") else []
        at += len(best) or 1
    return found


@settings(max_examples=500)
@given(st.lists(st.sampled_from([*PIECES, "4", "14", "个", "2", "维护", "、"]), max_size=14).map("".join))
def test_no_term_is_missed_and_none_invented(text: str) -> None:
    assert surfaces(text) == longest_from_the_left(text)
