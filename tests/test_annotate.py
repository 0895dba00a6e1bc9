"""What is marked in a text, how it is rendered, and which marks a reader may ask for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tifa
from conftest import concept, glossary_of, rendering
from tifa.annotation import (
    DOCUMENT_CONFIDENCE,
    SURELY,
    Annotation,
    Annotator,
    Block,
    Selection,
    annotate,
)
from tifa.glossary import Glossary
from tifa.model import Alias, Concept, Cues, Sense
from tifa.senses import WINDOW

FAR = "今天天气很好，风从河上吹来，" * (WINDOW // 14 + 2)
EVERYTHING = Selection(all=True)


def sense(name: str, frame: str, english: str = "", *cues: str, avoid: str = "") -> Sense:
    """A sense with its cues, a preferred rendering and one to avoid."""
    given = (rendering(english),) if english else ()
    if avoid:
        given += (rendering(avoid, "deprecated", instead=english),)
    return Sense(
        id=name,
        frame=frame,
        label=f"the {name}",
        gloss="A gloss.",
        renderings=given,
        cues=Cues(supporting=cues),
    )


CONCEPTS: tuple[Concept, ...] = (
    concept("小院议事", "xiǎoyuàn yìshì", "courtyard talks", traditional="小院議事", kind="mechanism",
            domain="villages", literal="small courtyard deliberation",
            aliases=(Alias(text="院议", type="short form"),),
            renderings=(rendering("yard palaver", "deprecated", instead="courtyard talks"),
                        rendering("court session", "deprecated"))),
    concept("小院", "xiǎoyuàn", "small courtyard", domain="villages"),
    concept("乡亲", "xiāngqīn", domain="villages", everyday="yes", traditional="鄉親",
            senses=(sense("base", "party", "home folk base", "支部", "branch"),
                    sense("folk", "general", "fellow villagers", "回家", "回乡"))),
    concept("帮手", "bāngshou", domain="work", everyday="yes",
            senses=(sense("cadre", "party", "helpers", "支部", "branch"),
                    sense("hand", "general", "hand", "回家"))),
    concept("站点", "zhàndiǎn", domain="work", kind="body",
            senses=(sense("station", "party", "service station", "支部", "branch", avoid="service dot"),
                    sense("stop", "western", "bus stop", "公交", "乘车"))),
    concept("口子", "kǒuzi", domain="work",
            senses=(sense("system", "party", "functional line", "支部"),
                    sense("bureau", "party", "line bureau", "机关"))),
    concept("三件事", "sān jiàn shì", domain="work", kind="numeronym",
            renderings=(rendering("Three Things", "proposed"),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def village() -> Glossary:
    return glossary_of(*CONCEPTS)


def found(glossary: Glossary, text: str, nested: bool = False, **selection: object) -> list[Annotation]:
    return list(annotate(glossary, text, Selection(**selection), nested))


def surfaces(glossary: Glossary, text: str, nested: bool = False, **selection: object) -> list[str]:
    return [each.surface for each in found(glossary, text, nested, **selection)]


def test_an_annotation_says_where_what_and_how_to_write_it(village: Glossary) -> None:
    (each,) = found(village, "村里开小院议事会。")
    assert (each.start, each.end, each.surface) == (3, 7, "小院议事")
    assert (each.heading.id, each.heading.kind) == ("xiǎoyuàn-yìshì", "mechanism")
    assert (each.form.text, each.form.sort) == ("小院议事", "headword")
    assert (each.rendering, each.status) == ("courtyard talks", "preferred")
    assert (each.sense, each.sense_status, each.confidence, each.evidence) == ("party", "single", 1.0, ())


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("小院议事", "headword"),
        ("小院議事", "headword"),
        ("院议", "short form"),
        ("courtyard talks", "preferred rendering"),
        ("Courtyard Talk", "preferred rendering"),
        ("small courtyard deliberation", "literal gloss"),
        ("yard palavers", "deprecated rendering"),
    ],
)
def test_every_form_leads_to_the_entry(village: Glossary, text: str, sort: str) -> None:
    (each,) = found(village, f"– {text} –")
    assert (each.heading.simplified, each.surface, each.form.sort) == ("小院议事", text, sort)


@pytest.mark.parametrize(
    ("text", "rendering", "status"),
    [
        ("yard palaver", "courtyard talks", "deprecated"),
        ("court session", "courtyard talks", "deprecated"),
        ("service dot", "service station", "deprecated"),
        ("bus stop", "bus stop", "preferred"),
        ("courtyard talks", "courtyard talks", "preferred"),
        ("三件事", "Three Things", "proposed"),
    ],
)
def test_a_rendering_is_marked_with_its_status_and_what_to_write(
    village: Glossary, text: str, rendering: str, status: str
) -> None:
    (each,) = found(village, text)
    assert (each.rendering, each.status) == (rendering, status)


def test_the_rendering_is_that_of_the_sense(village: Glossary) -> None:
    text = FAR.join(("支部的站点。", "公交站点。", "站点。"))
    assert [(e.sense, e.sense_status, e.rendering) for e in found(village, text)] == [
        ("station", "decided", "service station"),
        ("stop", "decided", "bus stop"),
        ("", "undecided", "service station"),
    ]


# Text, the senses of 站点 in it.
DOCUMENTS = [
    ("支部的站点。", "支部建站点。", "站点。", ["station", "station", "station"]),
    ("公交站点。", "乘车站点。", "站点。", ["stop", "stop", "stop"]),
    ("支部的站点。", "站点。", "", ["station", ""]),
    ("支部的站点。", "公交站点。", "站点。", ["station", "stop", ""]),
    ("站点。", "支部的站点。", "支部建站点。", ["station", "station", "station"]),
]


@pytest.mark.parametrize(("one", "two", "three", "wanted"), DOCUMENTS)
def test_the_document_breaks_a_tie_where_it_agrees(
    village: Glossary, one: str, two: str, three: str, wanted: list[str]
) -> None:
    assert [each.sense for each in found(village, FAR.join((one, two, three)))] == wanted


def test_what_only_the_document_decides_is_less_sure(village: Glossary) -> None:
    each = found(village, FAR.join(("支部的站点。", "支部建站点。", "站点。")))[-1]
    assert each.sense_status == "decided"
    assert each.confidence == round(1 - 0.25**DOCUMENT_CONFIDENCE, 2)
    assert each.evidence == ()


@pytest.mark.parametrize(
    ("text", "plain", "everything"),
    [
        ("支部的乡亲", ["乡亲"], ["乡亲"]),
        ("支部的鄉親", ["鄉親"], ["鄉親"]),
        ("回家看乡亲", [], ["乡亲"]),
        ("乡亲", [], ["乡亲"]),
        ("The branch met its fellow villagers.", ["fellow villagers"], ["fellow villagers"]),
        ("He met fellow villagers.", [], ["fellow villagers"]),
        ("The branch met its helpers.", [], ["helpers"]),
        ("支部的帮手", ["帮手"], ["帮手"]),
        ("站点", ["站点"], ["站点"]),
    ],
)
def test_everyday_words_are_marked_only_in_the_partys_sense_unless_all_are_wanted(
    village: Glossary, text: str, plain: list[str], everything: list[str]
) -> None:
    assert surfaces(village, text) == plain
    assert surfaces(village, text, all=True) == everything


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("坐着吃饭。", []),
        ("小院里坐着吃饭。", ["小院"]),
        ("小院里坐着吃饭，院议三件事。", ["小院", "坐着吃饭", "院议", "三件事"]),
        ("院议三件事。" + "去" * 250 + "坐着吃饭。", ["院议", "三件事"]),
        ("院议三件事，乡亲来。", ["院议", "三件事"]),
    ],
)
def test_an_everyday_word_of_one_sense_is_marked_among_terms_that_tell_what_the_text_is_about(
    text: str, plain: list[str]
) -> None:
    meal = concept("坐着吃饭", "zuòzhe chīfàn", everyday="yes", traditional="坐著吃飯")
    assert surfaces(glossary_of(*CONCEPTS, meal), text) == plain


@pytest.mark.parametrize(
    ("text", "plain", "everything"),
    [
        ("小院里来了邮差。", ["小院"], ["小院", "邮差"]),
        ("小院里来了老邮差队。", ["小院", "老邮差队"], ["小院", "老邮差队"]),
        ("The mail carriers came.", [], ["mail carriers"]),
        ("The letter officers came.", ["letter officers"], ["letter officers"]),
    ],
)
def test_a_familiar_word_is_marked_only_where_all_are_wanted_its_compounds_and_what_to_avoid_always(
    text: str, plain: list[str], everything: list[str]
) -> None:
    postman = concept(
        "邮差", "yóuchāi", "mail carrier", everyday="familiar", traditional="郵差",
        aliases=(Alias(text="老邮差队", type="compound"),),
        renderings=(rendering("letter officer", "deprecated", instead="mail carrier"),),
    )  # fmt: skip
    every = glossary_of(*CONCEPTS, postman)
    assert surfaces(every, text) == plain
    assert surfaces(every, text, all=True) == everything


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("大家庭的灯。", []),
        ("和睦大家庭的灯。", ["和睦大家庭"]),
        ("这位大家长来了。", []),
        ("乡亲联络点开了。", ["乡亲联络点"]),
        ("支部设乡亲联络点。", ["乡亲联络点"]),
        ("他回家看乡亲联络点。", []),
    ],
)
def test_a_longer_phrase_with_an_everyday_word_in_it_is_marked_unless_another_sense_is_read(
    text: str, plain: list[str]
) -> None:
    family = concept(
        "大家庭", "dàjiātíng", "big family", everyday="yes",
        aliases=(Alias(text="和睦大家庭", type="compound"), Alias(text="大家长", type="compound")),
    )  # fmt: skip
    folk = concept("乡亲", "xiāngqīn", everyday="yes", traditional="鄉親",
                   aliases=(Alias(text="乡亲联络点", traditional="鄉親聯絡點", type="compound"),),
                   senses=(sense("base", "party", "home folk base", "支部"),
                           sense("folk", "general", "fellow villagers", "回家")))  # fmt: skip
    assert surfaces(glossary_of(family, folk), text) == plain


TEXT = "支部的站点，小院议事，小院里的三件事，口子。小院议事又开，公交站点。"


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        ({}, ["站点", "小院议事", "小院", "三件事", "口子", "小院议事", "站点"]),
        ({"only": "villages"}, ["小院议事", "小院", "小院议事"]),
        ({"only": "body"}, ["站点", "站点"]),
        ({"only": "nowhere"}, []),
        ({"contested": True}, ["站点", "站点"]),
        ({"first": True}, ["站点", "小院议事", "小院", "三件事", "口子"]),
        ({"first": True, "only": "mechanism"}, ["小院议事"]),
        ({"contested": True, "only": "villages"}, []),
    ],
)
def test_a_selection_narrows_what_is_marked(
    village: Glossary, selection: dict[str, object], wanted: list[str]
) -> None:
    assert surfaces(village, TEXT, **selection) == wanted


def test_the_first_mention_is_the_first_that_is_wanted(village: Glossary) -> None:
    text = f"回家看乡亲。{FAR}支部的乡亲。"
    (each,) = found(village, text, first=True)
    assert each.start > len(FAR)


def test_the_longest_term_hides_those_inside_it_unless_they_are_wanted(village: Glossary) -> None:
    assert surfaces(village, "小院议事") == ["小院议事"]
    assert surfaces(village, "小院议事", nested=True) == ["小院议事", "小院", "院议"]
    assert surfaces(village, "small courtyard deliberation", nested=True) == [
        "small courtyard deliberation",
        "small courtyard",
    ]


@pytest.mark.parametrize("text", ["", "\n", "\x00\x1b[31m", "no term at all", "天气", "\ud800", "🏮"])
def test_a_text_without_terms_has_no_marks(village: Glossary, text: str) -> None:
    assert found(village, text, nested=True, all=True) == []


def test_lone_surrogates_and_controls_beside_a_term_shift_nothing(village: Glossary) -> None:
    text = "\ud800小院\udfff\x00支部\ud83c的站点\x1b[0m"
    each, other = found(village, text)
    assert (each.start, each.surface) == (1, "小院")
    assert (text[other.start : other.end], other.sense) == ("站点", "station")
    assert other.evidence[0].start == text.index("支部")


def test_an_annotator_remembers_first_mentions_from_block_to_block(village: Glossary) -> None:
    annotator = Annotator(village, Selection(first=True))
    assert [len(annotator.marks("小院。")) for _ in range(2)] == [1, 0]


def test_evidence_for_an_everyday_word_must_come_from_curators(village: Glossary) -> None:
    (mark,) = Annotator(village).marks("支部的乡亲")
    assert mark.said_by_cues() >= SURELY
    assert mark.frame == "party"


PIECES = st.lists(
    st.sampled_from(
        [*"小院议事站点乡亲支部公交口子三件", "小院议事", "小院", "站点", "支部", "公交", "bus stop",
         "service dots", "courtyard talks", "小“院”", "小\r\n院", "。", ". ", "\n", " ", "\ufeff", "🏮",
         "⟦", "鄉親"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(PIECES, st.booleans())
def test_marks_are_in_order_inside_the_text_and_say_what_stands_there(text: str, nested: bool) -> None:
    marks = list(annotate(GLOSSARY, text, EVERYTHING, nested))
    assert all(0 <= each.start < each.end <= len(text) for each in marks)
    assert all(text[each.start : each.end] == each.surface for each in marks)
    places = [(each.start, -each.end) for each in marks]
    assert places == sorted(places)
    if not nested:
        assert all(one.end <= two.start for one, two in pairwise(marks))


@given(PIECES)
def test_nesting_adds_marks_and_takes_none_away(text: str) -> None:
    plain = {(e.start, e.end) for e in annotate(GLOSSARY, text, EVERYTHING)}
    assert plain <= {(e.start, e.end) for e in annotate(GLOSSARY, text, EVERYTHING, nested=True)}


@given(PIECES)
def test_each_selection_is_a_part_of_everything(text: str) -> None:
    everything = list(annotate(GLOSSARY, text, EVERYTHING))
    for selection in (Selection(), Selection(first=True), Selection(contested=True), Selection(only="body")):
        assert all(each in everything for each in annotate(GLOSSARY, text, selection))


@given(PIECES, st.integers(2, 60), st.integers(1500, 3000))
def test_blocks_join_to_the_text_and_cut_no_term(text: str, times: int, size: int) -> None:
    whole = text * times
    annotator = Annotator(GLOSSARY, EVERYTHING)
    blocks = list(annotator.blocks([whole[:7], whole[7:]], size))
    assert "".join(block.text for block in blocks) == whole
    assert all(len(block.text) <= size for block in blocks)
    for block in blocks:
        before = whole[: block.start]
        assert block.line == before.count("\n") + 1
        assert block.column == len(before) - before.rfind("\n") - 1
    apart = [(b.start + m.start, b.start + m.end) for b in blocks for m in annotator.marks(b.text)]
    assert apart == [(mark.start, mark.end) for mark in annotator.marks(whole)]


@pytest.mark.parametrize("pieces", [[], [""], ["", ""]])
def test_an_empty_text_is_one_empty_block(village: Glossary, pieces: list[str]) -> None:
    assert list(Annotator(village).blocks(pieces)) == [Block(text="")]


def test_annotating_is_public() -> None:
    assert "annotate" in tifa.__all__
    assert {"Annotation", "Selection"} <= set(tifa.__all__)
    assert callable(tifa.annotate)


GLOSSARY = glossary_of(*CONCEPTS)


QUOTA = concept("员额", "yuán'é", "quota", traditional="員額")
CLIENT = concept("案主", "ànzhǔ", "client", renderings=(rendering("anzhu", "admitted"),))
REFORM = concept("员额改革", "yuán'é gǎigé", "quota reform for judges", traditional="員額改革")
PLAIN = glossary_of(QUOTA, CLIENT, REFORM)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("The bank has many clients and a quota.", []),
        ("Quota reform for judges: the quota is small.", ["Quota reform for judges", "quota"]),
        ("Quota reform for judges.\n\nMy clients like it.", ["Quota reform for judges"]),
        (f"Quota reform for judges. {'It is long. ' * 30}My clients.", ["Quota reform for judges"]),
        ("Every anzhu was heard.", ["anzhu"]),
        ("案主来了。", ["案主"]),
    ],
)
def test_a_single_english_word_is_marked_only_in_company(text: str, surfaces: list[str]) -> None:
    assert [mark.surface for mark in annotate(PLAIN, text)] == surfaces
    everything = [mark.surface for mark in annotate(PLAIN, text, Selection(all=True))]
    assert set(surfaces) <= set(everything)
