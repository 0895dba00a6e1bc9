"""The rules of a check, on a small glossary made for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import concept, glossary_of, rendering
from tifa.glossary import Glossary
from tifa.model import Alias, Calque, Cues, Item, Sense
from tifa.termcheck.checker import Checker, mark_of
from tifa.termcheck.fullness import strictness, usual
from tifa.termcheck.kin import KIN
from tifa.termcheck.line import Line
from tifa.termcheck.numbers import chinese_numbers, english_numbers
from tifa.termcheck.rules import RULES
from tifa.termcheck.segments import Finding, Segment
from tifa.termcheck.target import Target
from tifa.words import IRREGULAR, stem

LANTERN = concept(
    "红灯工程",
    "hóngdēng gōngchéng",
    traditional="紅燈工程",
    kind="formulation",
    literal="red bulb scheme",
    met_as=("the bulb plan",),
    aliases=(Alias(text="红工", type="short form"),),
    senses=(
        Sense(
            id="drive",
            frame="party",
            label="a drive",
            gloss="A drive for lanterns.",
            renderings=(
                rendering("Red Lantern Program", date="2022", issuer="Evening Press", sources=("x",)),
                rendering(
                    "drive for red lanterns", "admitted", date="2017", issuer="Morning Press", sources=("x",)
                ),
                rendering(
                    "Red Light Project",
                    "deprecated",
                    instead="Red Lantern Program",
                    reason="it sounds like traffic",
                ),
            ),
            calques=(
                Calque(text="red lamp engineering", instead="Red Lantern Program", reason="word for word"),
            ),
        ),
    ),
)
OFFICE = concept(
    "红灯工程办公室",
    "hóngdēng gōngchéng bàngōngshì",
    traditional="紅燈工程辦公室",
    kind="body",
    renderings=(rendering("Red Lantern Program Office", first_mention="Red Lantern Program Office (RLPO)"),),
)
BUREAU = concept(
    "抓紧局",
    "zhuājǐnjú",
    traditional="抓緊局",
    kind="body",
    met_as=("Timely Grasping",),
    renderings=(rendering("Bureau of Timely Grasping"),),
)
GRASPS = concept(
    "三个抓紧",
    "sān gè zhuājǐn",
    traditional="三個抓緊",
    kind="numeronym",
    aliases=(Alias(text="第三个抓紧", traditional="第三個抓緊", type="part"),),
    expands=tuple(
        Item(text=text, rendering=said)
        for text, said in (
            ("抓紧安全", "safety"),
            ("抓紧粮食", "grain supply"),
            ("抓紧时间", "punctual work"),
        )
    ),
    renderings=(
        rendering(
            "Three Grasps", first_mention="the Three Grasps (of safety, grain supply and punctual work)"
        ),
    ),
)
UNIT = concept(
    "单位", "dānwèi", traditional="單位", everyday="yes",
    senses=(
        Sense(id="work-unit", frame="party", label="a workplace", gloss="A workplace.",
              cues=Cues(supporting=("职工", "领导", "分房")), renderings=(rendering("work unit"), rendering("workplace", "admitted"))),
        Sense(id="measure", frame="general", label="a measure", gloss="A measure.",
              cues=Cues(supporting=("长度", "重量", "计量", "kilogram")), renderings=(rendering("unit of measurement"), rendering("unit", "admitted"))),
    ),
)  # fmt: skip
MODEL = concept("先进单位", "xiānjìn dānwèi", traditional="先進單位", renderings=(rendering("pace-setter"),))
LAMP = concept("灯笼", "dēnglong", traditional="燈籠", renderings=(rendering("lantern"),))
STAND = concept(
    "灯座", "dēngzuò", traditional="燈座", kind="mechanism", renderings=(rendering("lamp stand"),)
)
LIST = (LANTERN, OFFICE, BUREAU, GRASPS, UNIT, MODEL, LAMP, STAND)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return glossary_of(*LIST)


def segments(*pairs: tuple[str, str], mute: tuple[str, ...] = ()) -> list[Segment]:
    return [
        Segment(path="a", number=number, source=source, target=target, mute=mute)
        for number, (source, target) in enumerate(pairs, 1)
    ]


def findings(glossary: Glossary, *pairs: tuple[str, str], **line: object) -> list[Finding]:
    return list(Checker(glossary, Line(**line)).check(segments(*pairs)))


def rules(found: list[Finding]) -> list[str]:
    return [finding.rule for finding in found]


SOUND = [
    ("推进红灯工程。", "We advance the Red Lantern Program."),
    ("推进红灯工程。", "Red lantern programmes are advancing."),
    ("推進紅燈工程。", "The red-lantern program is being advanced."),
    ("推进红工。", "The program for red lanterns is advancing."),
    ("推进红灯工程。", "We advance the bulb plan."),
    ("推进红灯工程。", "We advance the plan for good bulbs."),
    ("红灯工程办公室开会。", "The Red Lantern Program Office (RLPO) met."),
    ("计量长度的单位是米。", "The metre is a unit of measurement."),
    ("长度单位。", "Length."),
    ("计量长度的单位是米。", "The metre is a unit."),
    ("做到“三个抓紧”。", "Live up to the Three Grasps (of safety, grain supply and punctual work)."),
    ("做到“三个抓紧”。", "See to safety, grain supply and punctual work."),
    ("做到“三个抓紧”。", "Live up to the “Three Grasps”."),
    ("来了三个人，共60多万元。", "Three people came, with more than 600,000 yuan in all."),
    (
        "三成的人，三分之一的钱，5.7万名党员。",
        "30 percent of the people, a third of the money, 57,000 members.",
    ),
    (
        "花了八个亿，二季度达到三亿两千万元。",
        "It cost 800 million; in the second quarter it was 320 million yuan.",
    ),
    ("红灯工程办公室开会。", "The Red Lantern Office met."),
    ("抓紧局发文。", "The Bureau of Timely Grasping (BTG) issued a paper."),
    ("讲了120分钟。", "The talk lasted two hours."),
    ("来了四五个人，增长两成。", "Four or five people came, a fifth more."),
    ("增长三成。", "Growth was three tenths."),
    ("这是第三个抓紧。", "It is the third thing to grasp."),
    ("抓紧局发文。", "Timely Grasping issued a paper."),
    ("前三季度增长4.7%。", "Growth was 4.7 percent in the first three quarters."),
    ("产粮1.3万亿斤。", "The grain output is 650 million metric tons."),
    ("今晚17时开会，24时散。", "The meeting begins at 5 p.m. and ends at midnight."),
    ("占地320亩。", "It covers 21.3 hectares."),
    ("二十年过去，来了上百万人。", "Two decades have passed, and more than a million people have come."),
    ("判三年六个月。", "The sentence is three and a half years."),
    ("十五分钟内到。", "They came within a quarter of an hour."),
    ("三十分钟后散会。", "Half an hour later the meeting was over."),
    ("收入42.7亿元，次品率千分之六。", "It took in 4.27 billion yuan; 0.6 percent was rejected."),
    ("上座率九成六，六张桌子。", "Seats were 96 percent full, with half a dozen tables."),
    ("三分之一的人去了。", "One in three went."),
    ("产值翻了一番，收入翻两番，利润增长两倍。", "Output doubled, income quadrupled and profits tripled."),
    ("一式三份，每人一份。", "It is made in triplicate, one for each."),
    ("90后小陈当选。", "Xiao Chen, born in the 1990s, was elected."),
    ("挂了灯笼。", "Light was hung up."),
    ("做到“三个抓紧”。", "See to safety, grain supply and punctual work, one by one."),
    ("每万人三个灯，每百户有人。", "There are three for every 10,000 people, and a man in each place."),
    ("会用“七巧板”。", "He can do a tangram."),
    ("两个部门答问。", "The departments answered one question after another."),
    ("他读《诗经》。", "He reads the Book of Songs (诗经)."),
    ("覆盖率达到100%。", "Everybody was reached: coverage is complete."),
    ("", "Nothing stands here."),
    ("空的。", ""),
]


@pytest.mark.parametrize(("source", "target"), SOUND)
def test_a_sound_translation_gives_no_finding(glossary: Glossary, source: str, target: str) -> None:
    assert findings(glossary, (source, target)) == []


FAULTY = [
    ("推进红灯工程。", "We advance it.", "missing"),
    (
        "灯座都好。",
        "The lamp is old, but whoever has seen it on every one of its stands likes it.",
        "missing",
    ),
    ("推进红灯工程。", "We advance the red light projects.", "deprecated"),
    ("推进红灯工程。", "RED LAMP ENGINEERING advances.", "deprecated"),
    ("推进红灯工程。", "We advance the engineering of a red lamp.", "deprecated"),
    ("推进红灯工程。", "We advance the red bulb scheme.", "deprecated"),
    ("职工的单位，领导分房。", "A unit of measurement gave the staff flats.", "wrong-sense"),
    ("职工的单位，领导分房。", "Measured in units, the flats went to the staff.", "wrong-sense"),
    ("职工的单位，领导分房。", "The staff were given flats by the kilogram.", "wrong-sense"),
    ("计量长度的单位是米。", "The metre is the workplace of length.", "wrong-sense"),
    ("计量长度的单位是米。", "The metre is a Party unit of measurement.", "wrong-sense"),
    ("计量长度的单位是米。", "The metre is a pace-setter.", "wrong-sense"),
    ("先进单位的职工在单位分房。", "Staff of the pace-setter get flats by the kilogram.", "wrong-sense"),
    ("红灯工程办公室开会。", "The RLPO met.", "first-mention"),
    ("抓紧局发文。", "The BTG issued a paper.", "first-mention"),
    ("做到“三个抓紧”。", "Live up to the Three Grasps.", "first-mention"),
    ("做到“三个抓紧”。", "See to safety and grain supply.", "numeronym"),
    ("这是第三个抓紧。", "It comes last.", "missing"),
    ("收入翻了两番。", "Income has doubled.", "number"),
    ("来了三个人。", "Two people came.", "number"),
    ("三个月后散会。", "One month after that it was over.", "number"),
    ("摆了十五桌。", "Fifty tables were laid.", "number"),
    ("来了三个人，带两份文件。", "Two people came with two papers.", "number"),
    ("做到“三个抓紧”。", "Live up to the Four Grasps.", "number"),
    ("本条例自2025年起施行。", "The regulations take effect in 2024.", "number"),
    ("每万人三个灯。", "There are three for every 1,000 people.", "number"),
    ("共8400万人。", "They are many.", "number"),
    ("覆盖率达到100%。", "Coverage is good.", "number"),
    ("减少三分之一。", "There are a quarter fewer.", "number"),
    ("落实“五步工作法”。", "The six-step method is applied.", "number"),
    ("开展「四必訪」活動。", "They paid the five visits that are a must.", "number"),
    ("他读书。", "He 读书.", "untranslated"),
    ("他读书。", "He reads (每天都读).", "untranslated"),
]


@pytest.mark.parametrize(("source", "target", "rule"), FAULTY)
def test_each_rule_finds_its_fault_and_says_where(
    glossary: Glossary, source: str, target: str, rule: str
) -> None:
    (found,) = findings(glossary, (source, target))
    assert (found.rule, found.path, found.segment) == (rule, "a", 1)
    assert found.message
    for span, text in ((found.source_span, source), (found.target_span, target)):
        assert span is None or text[slice(*span)].strip()


def test_what_is_left_out_of_a_list_of_items_is_missing() -> None:
    colours = concept(
        "灯红、灯绿、灯黄", "dēng hóng, dēng lǜ, dēng huáng", traditional="燈紅、燈綠、燈黃", kind="numeronym",
        expands=tuple(Item(text=f"灯{text}", rendering=f"{said} lamps")
                      for text, said in (("红", "crimson"), ("绿", "emerald"), ("黄", "amber"))),
        renderings=(rendering("lamps of crimson, emerald and amber"),),
    )  # fmt: skip
    pair = "做到灯红、灯绿、灯黄。", "There are crimson lamps and emerald lamps."
    assert rules(findings(glossary_of(colours), pair)) == ["missing"]


def test_words_that_render_another_term_do_not_render_a_second_one() -> None:
    makers = concept("灯匠", "dēngjiàng", traditional="燈匠", kind="formulation",
                     renderings=(rendering("makers of amber lamps"),))  # fmt: skip
    guild = concept("灯会社", "dēnghuìshè", traditional="燈會社", kind="formulation",
                    renderings=(rendering("guild of makers of amber lamps"),))  # fmt: skip
    lamps = glossary_of(makers, guild)
    told = findings(lamps, ("灯会社请来灯匠。", "They have invited makers of amber lamps."))
    assert [(each.rule, each.term) for each in told] == [("missing", "灯会社")]
    assert findings(lamps, ("灯会社请来灯匠。", "The guild of makers of amber lamps invited them.")) == []


def test_a_word_that_renders_another_term_names_no_item_of_a_numeronym() -> None:
    lamps = concept(
        "三灯法", "sān dēng fǎ", traditional="三燈法", kind="numeronym",
        expands=tuple(Item(text=f"灯{text}", rendering=said)
                      for text, said in (("红", "improve crimson"), ("绿", "strengthen emerald"), ("黄", "keep amber"))),
        renderings=(rendering("the rule of the three lamps"),),
    )  # fmt: skip
    works = concept("琥珀厂", "hǔpòchǎng", traditional="琥珀廠", kind="formulation",
                    renderings=(rendering("amber works"),))  # fmt: skip
    pair = "按三灯法改进琥珀厂。", "We improve the amber works by crimson and emerald."
    assert rules(findings(glossary_of(lamps, works), pair)) == ["numeronym"]


def test_a_term_that_a_numeronym_counts_names_its_own_item() -> None:
    two = concept(
        "两灯法", "liǎng dēng fǎ", traditional="兩燈法", kind="numeronym",
        expands=(Item(text="灯红", rendering="brightness of crimson"), Item(text="灯绿", rendering="brightness of emerald")),
        renderings=(rendering("the rule of the two lamps"),),
    )  # fmt: skip
    red = concept("灯红", "dēng hóng", traditional="燈紅", kind="formulation",
                  renderings=(rendering("crimson lamp"),))  # fmt: skip
    pair = "两灯法是灯红、灯绿。", "The two are the crimson lamp and the emerald lamp."
    assert findings(glossary_of(two, red), pair) == []


def _wicks() -> Glossary:
    wick = concept(
        "灯芯", "dēngxīn", traditional="燈芯", everyday="yes",
        senses=(
            Sense(id="core", frame="party", label="a core group", gloss="A core group.", misreadings=("candle", "thread"),
                  cues=Cues(supporting=("支部", "骨干")), renderings=(rendering("core group"),)),
            Sense(id="string", frame="general", label="a string", gloss="A string.", misreadings=("candle", "cadres"),
                  cues=Cues(supporting=("煤油", "点火")), renderings=(rendering("wick"), rendering("thread", "admitted"))),
        ),
    )  # fmt: skip
    place = concept("灯芯联系点", "dēngxīn liánxìdiǎn", traditional="燈芯聯繫點", kind="mechanism",
                    renderings=(rendering("contact point of the core group"),))  # fmt: skip
    return glossary_of(wick, place)


def test_words_that_render_a_term_in_none_of_its_senses_are_told_however_weakly_its_sense_is_read() -> None:
    pairs = (
        ("支部的骨干组成灯芯。", "The backbone of the branch forms the core group."),
        ("灯芯很长。", "The candle is long."),
    )
    (found,) = findings(_wicks(), *pairs)
    assert (found.rule, found.segment) == ("wrong-sense", 2)


def test_the_party_in_the_translation_renders_what_the_source_says_of_it_and_no_other_term() -> None:
    lamp = concept(
        "组灯", "zǔdēng", traditional="組燈", everyday="yes",
        senses=(
            Sense(id="body", frame="party", label="the Party", gloss="The Party.",
                  cues=Cues(supporting=("审查",)), renderings=(rendering("the Party"),)),
            Sense(id="set-up", frame="general", label="to set up", gloss="To set up.",
                  cues=Cues(supporting=("召开", "座谈")), renderings=(rendering("set up lamps"),)),
        ),
    )  # fmt: skip
    lamps = glossary_of(lamp)
    said = "A forum was set up by the district Party committee."
    assert findings(lamps, ("区委组灯召开座谈会。", said)) == []
    assert rules(findings(lamps, ("商场组灯召开座谈会。", said))) == ["wrong-sense"]


def test_a_term_inside_a_term_of_the_party_is_the_partys() -> None:
    found = findings(
        _wicks(), ("用好灯芯联系点。", "Good use is made of the thread contact points of the group.")
    )
    assert [(each.rule, each.term) for each in found] == [("wrong-sense", "灯芯")]
    assert "the longer term" in found[0].message
    sound = ("用好灯芯联系点。", "Good use is made of the contact points of the core group, by a thread.")
    assert findings(_wicks(), sound) == []


def test_of_a_part_of_a_term_one_word_of_a_long_rendering_is_not_enough() -> None:
    light = concept(
        "小灯不出门、大灯不出村", "xiǎo dēng bù chū mén, dà dēng bù chū cūn",
        traditional="小燈不出門、大燈不出村", kind="formulation",
        aliases=(Alias(text="小灯不出门", traditional="小燈不出門", type="part"),),
        renderings=(rendering("small lamps stay at home and bright lanterns never leave their village street"),),
    )  # fmt: skip
    lamps = glossary_of(light)
    assert rules(findings(lamps, ("实现小灯不出门。", "Villagers read by it."))) == ["missing"]
    assert findings(lamps, ("实现小灯不出门。", "Small lamps stay in.")) == []


def test_variants_with_the_term_in_them_are_held_to_one_wording() -> None:
    lantern = concept(
        "红灯工程", "hóngdēng gōngchéng", traditional="紅燈工程", kind="formulation",
        aliases=(Alias(text="新时期红灯工程", traditional="新時期紅燈工程", type="variant"),),
        renderings=(rendering("Red Lantern Program"), rendering("lamp drive of the new period", "admitted")),
    )  # fmt: skip
    pairs = ("推进新时期红灯工程。", "The lamp drive of the new period goes on."), (
        "推进红灯工程。", "The Red Lantern Program goes on."
    )  # fmt: skip
    assert rules(findings(glossary_of(lantern), *pairs)) == ["mixed"]


def test_the_name_of_a_body_in_another_order_of_words_is_another_wording() -> None:
    board = concept("灯委", "dēngwěi", traditional="燈委", kind="body",
                    renderings=(rendering("Lamp Commission"), rendering("Commission of Lamps", "admitted")))  # fmt: skip
    pairs = ("灯委开会。", "The Lamp Commission met."), ("灯委散会。", "The Commission of Lamps rose.")
    assert rules(findings(glossary_of(board), *pairs)) == ["mixed"]


@pytest.mark.parametrize(("everyday", "expected"), [("", ["mixed"]), ("yes", [])])
def test_a_short_term_is_held_to_one_wording_unless_it_is_an_everyday_word(
    everyday: str, expected: list[str]
) -> None:
    wick = concept("灯芯", "dēngxīn", traditional="燈芯", everyday=everyday,
                   renderings=(rendering("wick"), rendering("snuff", "admitted")))  # fmt: skip
    pairs = ("灯芯太长。", "The wick is too long."), ("灯芯太短。", "The snuff is too short.")
    assert rules(findings(glossary_of(wick), *pairs)) == expected


def test_a_name_that_is_cut_short_waits_for_the_whole_of_it() -> None:
    thought = concept("灯思想", "dēng sīxiǎng", traditional="燈思想", kind="formulation",
                      renderings=(rendering("Lamp Thought", first_mention="Lamp Thought on Light"),))  # fmt: skip
    short, whole = (
        ("学习灯思想。", "We study Lamp Thought."),
        ("学习灯思想。", "We study Lamp Thought on Light."),
    )
    assert rules(findings(glossary_of(thought), short)) == ["first-mention"]
    assert findings(glossary_of(thought), whole, short) == []


def test_a_variant_that_holds_a_short_form_is_held_to_its_wording() -> None:
    works = concept("红灯全面工程", "hóngdēng quánmiàn gōngchéng", traditional="紅燈全面工程", kind="formulation",
                    aliases=(Alias(text="红灯工程", traditional="紅燈工程", type="short form"),
                             Alias(text="推进红灯工程", traditional="推進紅燈工程", type="variant")),
                    renderings=(rendering("full lantern program"), rendering("overall lamp drive", "admitted")))  # fmt: skip
    pairs = ("红灯工程开始。", "The full lantern program begins."), ("推进红灯工程。", "The overall lamp drive goes on.")  # fmt: skip
    assert rules(findings(glossary_of(works), *pairs)) == ["mixed"]


def test_a_familiar_name_is_held_to_one_wording() -> None:
    branch = concept("灯会支部", "dēnghuì zhībù", traditional="燈會支部", everyday="familiar",
                     renderings=(rendering("lamp branch"), rendering("lantern cell", "admitted")))  # fmt: skip
    pairs = ("灯会支部开会。", "The lamp branch met."), ("灯会支部散会。", "The lantern cell went home.")
    assert rules(findings(glossary_of(branch), *pairs)) == ["mixed"]


@pytest.mark.parametrize(
    ("target", "is_told"),
    [
        ("The red lamp engineering goes on and the Red Lantern Program too.", True),
        ("The Red Lantern Program goes on; red lamps are engineered.", False),
    ],
)
def test_beside_what_is_permitted_only_the_very_words_to_be_avoided_are_told(
    target: str, is_told: bool
) -> None:
    works = concept("红灯工程", "hóngdēng gōngchéng", traditional="紅燈工程", kind="formulation",
                    renderings=(rendering("Red Lantern Program"),
                                rendering("red lamp engineering", "deprecated", instead="Red Lantern Program",
                                          reason="Word for word.")))  # fmt: skip
    found = findings(glossary_of(works), ("推进红灯工程。", target))
    assert rules(found) == ["deprecated"] * is_told


def test_words_to_be_avoided_that_stand_far_apart_are_not_told() -> None:
    works = concept("红灯工程", "hóngdēng gōngchéng", traditional="紅燈工程", kind="formulation",
                    renderings=(rendering("Lantern Program"),
                                rendering("crimson lamp engineering", "deprecated", instead="Lantern Program",
                                          reason="Word for word.")))  # fmt: skip
    near = "The engineering of crimson lamps goes on."
    far = (
        "Engineering is taught, so that those who in the long winter nights want lamps may have crimson ones."
    )
    source = "推进红灯工程。"
    assert rules(findings(glossary_of(works), (source, near))) == ["deprecated"]
    assert rules(findings(glossary_of(works), (source, far))) == ["missing"]


def test_of_a_familiar_word_any_word_of_a_rendering_will_do_and_it_is_not_held_to_one_wording() -> None:
    member = concept("灯会会员", "dēnghuì huìyuán", traditional="燈會會員", everyday="familiar",
                     renderings=(rendering("lamp club member"), rendering("club member", "admitted"),
                                 rendering("light meeting member", "deprecated", instead="lamp club member", reason="odd")))  # fmt: skip
    club = glossary_of(member)
    assert findings(club, ("灯会会员开会。", "The members met.")) == []
    assert rules(findings(club, ("灯会会员开会。", "A meeting was held."))) == ["missing"]
    assert (
        findings(
            club, ("灯会会员开会。", "A lamp club member met."), ("灯会会员回家。", "Club members left.")
        )
        == []
    )
    assert rules(findings(club, ("灯会会员开会。", "A light meeting member met."))) == ["deprecated"]


def test_every_rule_is_shown_to_find_something() -> None:
    assert {rule for *_, rule in FAULTY} | {"mixed"} == set(RULES)


def test_a_deprecated_rendering_is_a_fault_only_where_its_chinese_stands(glossary: Glossary) -> None:
    assert findings(glossary, ("推进路灯工程。", "We advance the Red Light Project.")) == []
    (found,) = findings(glossary, ("推进红灯工程。", "We advance the Red Light Project."))
    assert found.level == "error"
    assert found.suggestion == "Red Lantern Program"
    assert "traffic" in found.message


def test_a_term_inside_a_longer_one_is_judged_as_the_longer_one(glossary: Glossary) -> None:
    (found,) = findings(glossary, ("红灯工程办公室开会。", "The bureau met."))
    assert found.term == "红灯工程办公室"


INSIDE = [
    ("推进红灯工程建设年。", "We advance the year of the Red Light Project.", ["deprecated"]),
    ("推进红灯工程建设年。", "We advance the lantern year.", []),
]


@pytest.mark.parametrize(("source", "target", "wanted"), INSIDE)
def test_what_is_to_be_avoided_is_told_of_a_term_inside_a_longer_one(
    source: str, target: str, wanted: list[str]
) -> None:
    year = concept("红灯工程建设年", "Hóngdēng Gōngchéng Jiànshè Nián", traditional="紅燈工程建設年",
                   renderings=(rendering("lantern year"),), kind="campaign")  # fmt: skip
    found = findings(glossary_of(LANTERN, year), (source, target))
    assert [finding.rule for finding in found if finding.term == "红灯工程"] == wanted


def test_a_wording_inside_a_longer_term_is_mixed_with_another_of_the_same_document() -> None:
    office = concept("红灯工程办", "Hóngdēng Gōngchéng Bàn", traditional="紅燈工程辦",
                     renderings=(rendering("office of the Red Lantern Program"),))  # fmt: skip
    inside = ("红灯工程办开会。", "The office of the Red Lantern Program met.")
    (found,) = findings(
        glossary_of(LANTERN, office), ("推进红灯工程。", "The drive for red lanterns."), inside
    )
    assert (found.rule, found.term) == ("mixed", "红灯工程")


def test_two_loose_wordings_of_one_name_are_mixed_where_they_have_little_in_common() -> None:
    hall = concept("红灯服务大厅", "hóngdēng fúwù dàtīng", traditional="紅燈服務大廳", kind="mechanism",
                   renderings=(rendering("public lantern service center"),))  # fmt: skip
    source = "红灯服务大厅开放。"
    first, second = "The people's service center opened.", "The lantern hub for citizens opened."
    (found,) = findings(glossary_of(hall), (source, first), (source, second))
    assert (found.rule, found.segment) == ("mixed", 2)
    assert "segment 1" in found.message
    assert findings(glossary_of(hall), (source, first), (source, first)) == []
    assert findings(glossary_of(hall), (source, first), (source, "The center opened.")) == []


def test_a_missing_term_is_wanted_as_the_document_wrote_it_before(glossary: Glossary) -> None:
    first = ("推进红灯工程。", "We advance the drive for red lanterns.")
    (found,) = findings(glossary, first, ("推进红灯工程。", "Much was done."))
    assert (found.rule, found.suggestion) == ("missing", "drive for red lanterns")
    (found,) = findings(glossary, ("推进红灯工程。", "Much was done."))
    assert found.suggestion == "Red Lantern Program"


def test_of_a_name_with_some_steps_of_a_work_no_more_are_wanted_than_the_source_has() -> None:
    steps = concept("点灯送灯", "diǎn dēng sòng dēng", traditional="點燈送燈", kind="mechanism",
                    expands=tuple(Item(text=text, rendering=said) for text, said in (
                        ("点灯", "lighting"), ("送灯", "delivery"), ("收灯", "collection"), ("修灯", "repair"))),
                    renderings=(rendering("lantern ordering"),))  # fmt: skip
    target = "Lighting and delivery are under way."
    assert findings(glossary_of(steps), ("开展点灯送灯。", target)) == []
    found = findings(glossary_of(steps), ("开展点灯送灯，点灯、送灯、收灯、修灯。", target))
    assert "numeronym" in rules(found)


def test_initials_of_a_body_that_is_short_in_a_longer_term_too_need_no_full_name_before() -> None:
    bureau = concept("抓紧局", "zhuājǐnjú", traditional="抓緊局", kind="body",
                     aliases=(Alias(text="抓局", traditional="抓侷", type="short form"),),
                     renderings=(rendering("Bureau of Timely Grasping"),))  # fmt: skip
    member = concept("抓局委员", "zhuājú wěiyuán", traditional="抓侷委員", kind="office",
                     renderings=(rendering("BTG member"),))  # fmt: skip
    pair = glossary_of(bureau, member)
    assert findings(pair, ("她是抓局委员。", "She is a BTG member.")) == []
    assert rules(findings(pair, ("抓局开会。", "The BTG met."))) == ["first-mention"]


def test_a_deprecated_rendering_is_told_from_a_permitted_one_that_is_alike_in_the_possessive_too() -> None:
    sides = concept("各派", "gè pài", traditional="各派",
                    renderings=(rendering("blue parties"),
                                rendering("Blue Party", "deprecated", instead="blue parties", reason="one")))  # fmt: skip
    assert rules(findings(glossary_of(sides), ("各派的灯。", "The Blue Party's lamps."))) == ["deprecated"]
    assert findings(glossary_of(sides), ("各派的灯。", "The blue parties' lamps.")) == []


def test_a_longer_wording_that_only_tifa_proposes_is_mixed_with_official_ones_too() -> None:
    riders = concept("灯下骑手", "dēngxià qíshǒu", traditional="燈下騎手", kind="formulation",
                     renderings=(rendering("lantern riders"), *(
                         rendering(text, "proposed", issuer="tifa", reason="none seen", sources=())
                         for text in ("riders under the lanterns of night", "lantern folk")
                     )))  # fmt: skip
    source, first = "灯下骑手来了。", "The lantern riders came."
    long, short = "Riders under the lanterns of night came.", "The lantern folk came."
    assert rules(findings(glossary_of(riders), (source, first), (source, long))) == ["mixed"]
    assert findings(glossary_of(riders), (source, first), (source, short)) == []


def test_words_that_translators_write_for_one_another_excuse_a_rendering() -> None:
    mending = concept("修灯解纷", "xiū dēng jiě fēn", traditional="修燈解紛", kind="formulation",
                      renderings=(rendering("mending lanterns and resolving disputes"),))  # fmt: skip
    source = "坚持修灯解纷。"
    assert findings(glossary_of(mending), (source, "Settle conflicts, and mend the lanterns.")) == []
    assert rules(findings(glossary_of(mending), (source, "Count conflicts, and hang the lamps."))) == [
        "missing"
    ]
    assert rules(findings(glossary_of(mending), (source, "Tackle it."))) == ["missing"]


def test_words_for_one_another_are_no_excuse_for_the_word_for_word_english() -> None:
    mending = concept("修灯解纷", "xiū dēng jiě fēn", traditional="修燈解紛", kind="formulation",
                      literal="lantern mending for conflict",
                      renderings=(rendering("mending lanterns and resolving disputes"),))  # fmt: skip
    target = "We set up lantern mending for conflict, and settle it."
    assert rules(findings(glossary_of(mending), ("坚持修灯解纷。", target))) == ["deprecated"]


@given(st.sampled_from(sorted(KIN)))
def test_words_for_one_another_are_so_in_both_directions(word: str) -> None:
    assert word in KIN[word]
    assert all(word in KIN[other] for other in KIN[word])


def test_more_of_a_deprecated_rendering_than_of_any_permitted_one_is_told() -> None:
    law = concept("依灯行事", "yī dēng xíngshì", traditional="依燈行事", kind="formulation", senses=(
        Sense(id="way", frame="party", label="a way", gloss="A way.",
              renderings=(rendering("working by full lantern light"),),
              calques=(Calque(text="working by lantern rule", instead="working by lantern light", reason="no rule"),)),
    ))  # fmt: skip
    lamps = glossary_of(law)
    assert rules(findings(lamps, ("依灯行事。", "By the rule of the lantern they keep working."))) == [
        "deprecated"
    ]
    assert findings(lamps, ("依灯行事。", "By the light of a lantern they keep working.")) == []


def test_initials_and_another_order_are_no_other_wording() -> None:
    council = concept("全县灯笼会", "Quánxiàn Dēnglong Huì", traditional="全縣燈籠會", kind="body", renderings=(
        rendering("County Committee of the United Lantern Makers Conference"),
        rendering("ULMC County Committee", "admitted"),
    ))  # fmt: skip
    full = ("全县灯笼会开会。", "The County Committee of the United Lantern Makers Conference (ULMC) met.")
    short = ("全县灯笼会说好。", "The ULMC County Committee agreed.")
    assert findings(glossary_of(council), full, short) == []


def test_a_name_that_was_given_up_is_told_but_in_a_text_of_its_time() -> None:
    old = rendering("Lamp Agency", "deprecated", until="2016", instead="Lantern Agency", reason="renamed")
    agency = concept(
        "灯笼署",
        "Dēnglongshǔ",
        traditional="燈籠署",
        kind="body",
        renderings=(rendering("Lantern Agency"), old),
    )
    lamps, now = glossary_of(agency), ("灯笼署开会。", "The Lamp Agency met.")
    (found,) = findings(lamps, now)
    assert (found.rule, found.level, found.suggestion) == ("deprecated", "warning", "Lantern Agency")
    assert findings(lamps, ("2013年灯笼署开会。", "The Lamp Agency met in 2013.")) == []
    assert findings(lamps, now, date="2015") == []
    assert rules(findings(lamps, now, date="2020")) == ["deprecated"]


def test_one_rendering_of_two_senses_is_read_by_the_words_around_it_in_the_translation() -> None:
    grid = concept("灯格", "dēnggé", traditional="燈格", kind="mechanism", senses=(
        Sense(id="area", frame="party", label="an area", gloss="An area.",
              cues=Cues(supporting=("村民", "villagers")), renderings=(rendering("lamp grid"),)),
        Sense(id="mesh", frame="general", label="a mesh", gloss="A mesh.",
              cues=Cues(supporting=("叶片", "turbine blade")), renderings=(rendering("lamp grid"),)),
    ))  # fmt: skip
    lamps, source = glossary_of(grid), "村民分灯格。"
    assert findings(lamps, (source, "A lamp grid for each group of villagers.")) == []
    (found,) = findings(lamps, (source, "A lamp grid on the turbine blade."))
    assert (found.rule, found.level) == ("wrong-sense", "warning")


def test_a_concept_that_only_the_translation_names_tells_in_which_sense_it_has_the_term() -> None:
    grid = concept("灯格", "dēnggé", traditional="燈格", senses=(
        Sense(id="area", frame="party", label="an area", gloss="An area.",
              cues=Cues(supporting=("村民灯格",)), renderings=(rendering("lamp grid"),)),
        Sense(id="zone", frame="party", label="a zone", gloss="A zone.",
              cues=Cues(supporting=("边疆灯格",)), renderings=(rendering("lamp zone"),)),
    ))  # fmt: skip
    villages = concept(
        "村民灯格", "cūnmín dēnggé", traditional="村民燈格", renderings=(rendering("villagers' light"),)
    )
    border = concept(
        "边疆灯格", "biānjiāng dēnggé", traditional="邊疆燈格", renderings=(rendering("frontier beacons"),)
    )
    lamps, source = glossary_of(grid, villages, border), "办好村民灯格。"
    found = findings(lamps, (source, "The frontier beacons are run well."))
    assert ("wrong-sense", "灯格") in [(finding.rule, finding.term) for finding in found]
    assert findings(lamps, (source, "The villagers' light is run well.")) == []


def test_two_official_wordings_in_one_segment_are_told(glossary: Glossary) -> None:
    source = "红灯工程要办好，不能只有红灯工程的牌子。"
    target = "The Red Lantern Program needs more than a sign that says drive for red lanterns."
    assert rules(findings(glossary, (source, target))) == ["mixed"]


@pytest.mark.parametrize(("date", "told"), [("2022-10-16", []), ("2023-10-16", ["mixed"])])
def test_two_wordings_that_one_official_text_has_side_by_side_are_no_mix(date: str, told: list[str]) -> None:
    endless = concept("灯路漫漫", "dēng lù mànmàn", traditional="燈路漫漫", kind="formulation", renderings=(
        rendering("is a work without end", date="2022-10-16"), rendering("is a long lantern road", date=date),
    ))  # fmt: skip
    pair = (
        "修灯灯路漫漫，挂灯灯路漫漫。",
        "Mending is a work without end, and hanging is a long lantern road.",
    )
    assert rules(findings(glossary_of(endless), pair)) == told


def test_what_was_named_before_may_be_pointed_back_to(glossary: Glossary) -> None:
    first, later = (
        ("推进红灯工程。", "We advance the Red Lantern Program."),
        ("办好红灯工程。", "It is run well."),
    )
    assert findings(glossary, first, later) == []
    assert rules(findings(glossary, later, first)) == ["missing"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The program is run well.", []),
        ("Programs are run well.", []),
        ("Another program is run well.", ["missing"]),
        ("Whoever runs the town well will have their thanks.", ["missing"]),
    ],
)
def test_a_word_that_others_qualify_and_a_late_pronoun_do_not_point_back(
    glossary: Glossary, target: str, expected: list[str]
) -> None:
    first = "推进红灯工程。", "We advance the Red Lantern Program."
    assert rules(findings(glossary, first, ("办好红灯工程。", target))) == expected


def test_the_noun_before_of_stands_for_a_name_that_a_longer_term_had_before() -> None:
    guild = concept("灯笼会", "dēnglonghuì", traditional="燈籠會", kind="body",
                    renderings=(rendering("Guild of Lanterns"),))  # fmt: skip
    system = concept("灯笼会主办制度", "dēnglonghuì zhǔbàn zhìdù", traditional="燈籠會主辦制度", kind="mechanism",
                     renderings=(rendering("system run by the Guild of Lanterns"),))  # fmt: skip
    first = "这是灯笼会主办制度。", "This is the system run by the Guild of Lanterns."
    later = "灯笼会守灯，也修灯，还挂灯。", "The guild keeps lamps, mends them and hangs them."
    glossary = glossary_of(guild, system)
    assert findings(glossary, first, later) == []
    assert rules(findings(glossary, later)) == ["missing"]


def test_what_is_part_of_another_rendering_is_said_where_all_words_stand_side_by_side() -> None:
    guilds = concept("灯笼商会行会", "dēnglong shānghuì hánghuì", traditional="燈籠商會行會", kind="term",
                     renderings=(rendering("lantern guilds and chambers of lamp trade"),))  # fmt: skip
    work = concept("灯笼商会行会工作", "dēnglong shānghuì hánghuì gōngzuò", traditional="燈籠商會行會工作", kind="term",
                   renderings=(rendering("chores at lantern guilds and chambers of lamp trade"),))  # fmt: skip
    source = "抓灯笼商会行会工作，推动灯笼商会行会改革。"
    glossary = glossary_of(guilds, work)
    target = "See to chores in lantern guilds and chambers of lamp trade, and reform the latter."
    assert findings(glossary, (source, target)) == []
    target = "See to lantern guilds and chambers of lamp trade, and reform the latter."
    assert rules(findings(glossary, (source, target))) == ["missing"]


def test_a_number_in_a_term_that_is_rendered_without_one_has_to_be_right_all_the_same() -> None:
    guilds = concept("灯会各派", "dēnghuì gèpài", traditional="燈會各派", kind="term",
                     aliases=(Alias(text="八个灯派", traditional="八個燈派", type="variant"),),
                     renderings=(rendering("lantern guilds"),))  # fmt: skip
    one, source = glossary_of(guilds), "八个灯派来了。"
    assert findings(one, (source, "The lantern guilds came.")) == []
    assert findings(one, (source, "Eight lantern guilds came.")) == []
    assert rules(findings(one, (source, "Nine lantern guilds came."))) == ["number"]


def test_what_is_part_of_a_good_rendering_or_stands_beside_one_is_no_error() -> None:
    people = concept("灯业人群", "dēngyè rénqún", traditional="燈業人群", kind="term", senses=(
        Sense(id="people", frame="party", label="people", gloss="People.", renderings=(rendering("people in lantern trades"),),
              calques=(Calque(text="lantern trades", instead="people in lantern trades", reason="the trades, not the people"),
                       Calque(text="lamp crowd", instead="people in lantern trades", reason="a crowd"))),
    ))  # fmt: skip
    one, source = glossary_of(people), "灯业人群来了。"
    for target, level in (
        ("Others in lantern trades came.", "warning"),
        ("The lamp crowd came.", "error"),
        ("The people in lantern trades, the lamp crowd, came.", "warning"),
    ):
        (found,) = findings(one, (source, target))
        assert (found.rule, found.level) == ("deprecated", level)


@pytest.mark.parametrize(
    ("target", "levels"),
    [
        ("Lamps and houses fulfil their respective responsibilities.", ["warning"]),
        ("The lamp responsibility was met.", ["error"]),
        ("The lamp's whole responsibility was met.", ["error"]),
    ],
)
def test_what_is_to_be_avoided_is_an_error_only_where_it_stands_together(
    target: str, levels: list[str]
) -> None:
    duty = concept("灯责", "dēngzé", traditional="燈責", kind="mechanism", renderings=(
        rendering("duty of a lighter"),
        rendering("lamp responsibility", "deprecated", instead="duty of a lighter", reason="word for word"),
    ))  # fmt: skip
    found = findings(glossary_of(duty), ("落实灯责。", target))
    assert [finding.level for finding in found if finding.rule == "deprecated"] == levels


def test_what_renders_another_term_is_not_to_be_avoided_for_this_one() -> None:
    town = concept(
        "县灯治理", "xiàndēng zhìlǐ", traditional="縣燈治理", renderings=(rendering("county lighting"),)
    )
    whole = concept("灯治一体", "dēngzhì yītǐ", traditional="燈治一體", kind="term", senses=(
        Sense(id="whole", frame="party", label="a whole", gloss="A whole.", renderings=(rendering("whole of lights"),),
              calques=(Calque(text="county lighting", instead="whole of lights", reason="another term"),)),
    ))  # fmt: skip
    both = glossary_of(town, whole)
    target = "County lighting makes a whole of the lights."
    assert findings(both, ("县灯治理，灯治一体。", target)) == []
    assert rules(findings(both, ("灯治一体。", target))) == ["deprecated"]


def test_two_official_wordings_in_one_document_are_told_once(glossary: Glossary) -> None:
    source = "推进红灯工程。"
    one, two = (source, "The Red Lantern Program."), (source, "The drive for red lanterns.")
    (found,) = findings(glossary, one, two, one, two)
    assert (found.rule, found.segment) == ("mixed", 2)
    assert "Evening Press, 2022" in found.message
    assert "Morning Press, 2017" in found.message
    assert findings(glossary, one, one) == []


def test_what_a_sense_is_warned_of_is_told_so_where_another_sense_permits_it() -> None:
    warned = Calque(text="three in one", instead="Three Lamps", reason="it names no lamp")
    plan = Sense(id="plan", frame="party", label="a plan", gloss="A plan.", calques=(warned,),
                 cues=Cues(supporting=("布局",)), renderings=(rendering("Three Lamps"),))  # fmt: skip
    thing = Sense(id="thing", frame="general", label="of things", gloss="Three things as one.",
                  cues=Cues(supporting=("咖啡",)), renderings=(rendering("three-in-one"),))  # fmt: skip
    lamps = concept("三灯一体", "sān dēng yītǐ", traditional="三燈一體", senses=(plan, thing))
    (found,) = findings(glossary_of(lamps), ("三灯一体的布局。", "The layout of three in one."))
    assert (found.rule, found.suggestion) == ("deprecated", "Three Lamps")


def test_of_two_wordings_that_are_there_in_other_words_the_longer_counts() -> None:
    short, long = rendering("full help for lamps"), rendering("full and quick help for old lamps", "admitted")
    lamps = concept("助灯", "zhù dēng", traditional="助燈", kind="formulation", renderings=(short, long))
    one, two = ("助灯。", "Old lamps got help, quick and full."), ("助灯。", "Full help for lamps.")
    assert rules(findings(glossary_of(lamps), one, two)) == ["mixed"]


def test_a_rendering_inside_one_does_not_keep_two_wordings_from_being_told(glossary: Glossary) -> None:
    source = "红灯工程挂灯笼。"
    one, two = (source, "The Red Lantern Program."), (source, "The drive for red lanterns.")
    assert rules(findings(glossary, one, two)) == ["mixed"]


@pytest.mark.parametrize(
    ("line", "sound"),
    [
        ({"issuer": "morning"}, "The drive for red lanterns."),
        ({"prefer": ("drive for red lanterns",)}, "The drive for red lanterns."),
        ({"date": "2018"}, "The drive for red lanterns."),
        ({"issuer": "evening"}, "The Red Lantern Program."),
    ],
)
def test_a_house_chooses_one_of_the_official_wordings(
    glossary: Glossary, line: dict[str, object], sound: str
) -> None:
    both = ("The drive for red lanterns.", "The Red Lantern Program.")
    for target in both:
        found = findings(glossary, ("推进红灯工程。", target), **line)
        assert rules(found) == ([] if target == sound else ["mixed"])


def test_a_short_form_is_sound_after_the_full_one(glossary: Glossary) -> None:
    full = ("红灯工程办公室开会。", "The Red Lantern Program Office (RLPO) met.")
    short = ("红灯工程办公室说不。", "The RLPO said no.")
    assert findings(glossary, full, short) == []
    assert rules(findings(glossary, short, full)) == ["first-mention"]


def test_initials_that_a_document_has_in_brackets_are_known_for_a_longer_name_too() -> None:
    lamps = concept("灯协", "dēngxié", traditional="燈協", kind="body", renderings=(
        rendering("Lamp Guild Assembly", first_mention="Lamp Guild Assembly (LGA)"),))  # fmt: skip
    office = concept("全国灯协", "quánguó dēngxié", traditional="全國燈協", kind="body", renderings=(
        rendering("National Lamp Guild Assembly", first_mention="National Committee of the Lamp Guild Assembly (LGA)"),
        rendering("LGA National Committee", "admitted", first_mention="National Committee of the Lamp Guild Assembly (LGA)")))  # fmt: skip
    first, later = (
        ("灯协来了。", "The Lamp Guild Assembly (LGA) came."),
        ("全国灯协开会。", "The LGA National Committee met."),
    )
    assert set(rules(findings(glossary_of(lamps, office), later))) == {"first-mention"}
    assert findings(glossary_of(lamps, office), first, later) == []


def test_half_of_two_items_does_not_explain_a_label() -> None:
    pair = concept("两个亮", "liǎng gè liàng", traditional="兩個亮", kind="numeronym",
                   expands=(Item(text="灯亮", rendering="bright lamps"), Item(text="路亮", rendering="bright roads")),
                   renderings=(rendering("Two Brights", first_mention="the Two Brights (bright lamps and bright roads)"),))  # fmt: skip
    given = ("做到两个亮。", "Lamps are old; live up to the Two Brights.")
    assert rules(findings(glossary_of(pair), given)) == ["first-mention"]


@pytest.mark.parametrize(
    ("targets", "count"),
    [
        (["The LTA met.", "The LTA met again."], 1),
        (["The Lamp Town Assembly met.", "The LTA met again."], 0),
        (["The assembly of the town (LTA) met.", "The LTA met again."], 0),
        (["The CPC and NGOs met the CEO."], 0),
        (["LAMP TOWN NEWS for all."], 0),
        (["The WWWA met."], 0),
        (["The lta met.", "IT or LTAX1."], 0),
    ],
)
def test_initials_that_no_name_explains_are_told_of_once(targets: list[str], count: int) -> None:
    segments = [("灯镇的WWWA开会。", target) for target in targets]
    found = findings(glossary_of(LANTERN), *segments)
    assert rules(found) == ["first-mention"] * count
    assert all(targets[0][slice(*each.target_span or ())] == "LTA" for each in found)


def test_initials_are_no_matter_of_other_languages() -> None:
    segment = Segment(path="x", number=1, source="灯镇开会。", target="Le PCL se réunit.")
    assert list(Checker(glossary_of(LANTERN), Line(language="fr")).check([segment])) == []


LAMPS = concept("大抓灯笼", "dà zhuā dēnglong", traditional="大抓燈籠", kind="formulation",
                renderings=(rendering("hang lamps, mend roofs, and sweep every yard"),))  # fmt: skip
OF_LAMPS = "全镇各村都要坚持大抓灯笼，还要按时开会、读报。"


@pytest.mark.parametrize(
    ("target", "is_told"),
    [
        # three of its five words
        ("Every village of the town is to hang lamps and mend and hold meetings and read the papers in time.", False),
        ("Villages are to hang lamps and mend, and meet.", True),
        # two of them
        ("Every village of the town is to hang lamps, to hold meetings in time and to read papers, and that again and again.", False),
        ("Every village is to hang lamps, to hold meetings in time and read the papers.", True),
    ],
)  # fmt: skip
def test_the_shorter_a_translation_the_more_of_a_term_has_to_be_there(target: str, is_told: bool) -> None:
    assert rules(findings(glossary_of(LAMPS), (OF_LAMPS, target))) == ["missing"] * is_told


@pytest.mark.parametrize("joint", ["、", "和"])
def test_of_terms_that_a_longer_one_lists_each_has_to_be_there(joint: str) -> None:
    roofs = concept(
        "补屋顶", "bǔ wūdǐng", kind="formulation", renderings=(rendering("mending of every roof"),)
    )
    yards = concept("扫院子", "sǎo yuànzi", kind="formulation", renderings=(rendering("sweeping of yards"),))
    whole = concept(f"补屋顶{joint}扫院子行动", "bǔ wūdǐng sǎo yuànzi xíngdòng", kind="campaign",
                    renderings=(rendering("Fair Village Campaign"),))  # fmt: skip
    glossary = glossary_of(roofs, yards, whole)
    source = f"全镇今年要大力开展补屋顶{joint}扫院子行动。"
    (first, second) = findings(
        glossary, (source, "This year the town is to work hard at the mending of every roof.")
    )
    assert (first.rule, first.term) == ("missing", whole.simplified)
    assert (second.rule, second.term) == ("missing", yards.simplified)
    assert (
        findings(glossary, (source, "This year the town is to launch the Fair Village Campaign at once."))
        == []
    )


def test_of_a_related_form_no_rendering_is_asked() -> None:
    prize = concept("红灯工程", "hóngdēng gōngchéng", traditional="紅燈工程", kind="formulation",
                    aliases=(Alias(text="红灯奖杯", traditional="紅燈獎盃", type="related"),),
                    renderings=(rendering("Red Lantern Program"),))  # fmt: skip
    assert findings(glossary_of(prize), ("他得了红灯奖杯。", "He won the cup.")) == []


def test_what_is_usual_is_learned_from_the_segments_of_a_file() -> None:
    terse = Segment(path="x", number=1, source="甲" * 50, target="word " * 20)
    assert usual([], 0.8) == 0.8
    assert usual([terse] * 5, 0.8) == 0.8
    assert usual([terse] * 50, 0.8) == 0.42
    assert strictness(terse, 0.8) > strictness(terse, 0.42) == 1


def test_each_document_of_a_file_has_a_first_mention_of_its_own(glossary: Glossary) -> None:
    full, short = "The Red Lantern Program Office (RLPO) met.", "The RLPO met."
    found = Checker(glossary).check(
        Segment(path="a", document=name, number=n, source="红灯工程办公室开会。", target=target)
        for n, (name, target) in enumerate([("one", full), ("one", short), ("two", short)])
    )
    assert [finding.segment for finding in found] == [2]


@pytest.mark.parametrize("mute", [("missing",), ("all",), ("number", "missing")])
def test_a_comment_in_the_file_mutes_a_rule(glossary: Glossary, mute: tuple[str, ...]) -> None:
    checker = Checker(glossary)
    assert list(checker.check(segments(("红灯工程", "Nothing."), mute=mute))) == []
    assert checker.summary.muted == 1


def test_ignored_rules_and_known_findings_are_held_back_and_counted(glossary: Glossary) -> None:
    pairs = segments(("红灯工程", "Nothing."))
    (found,) = Checker(glossary).check(pairs)
    for checker, known in (
        (Checker(glossary, ignore=["missing"]), ()),
        (Checker(glossary), (mark_of(found, pairs[0]),)),
    ):
        assert list(checker.check(pairs, known)) == []
        assert checker.summary.muted == 1


def test_the_summary_says_what_was_looked_at(glossary: Glossary) -> None:
    checker = Checker(glossary)
    list(checker.check(segments(("红灯工程，红灯工程。", "Nothing."), ("没有。", "None."), ("空的。", " "))))
    summary = checker.summary
    assert (summary.segments, summary.checked, summary.empty) == (3, 2, 1)
    assert (summary.terms, summary.concepts, summary.warnings, summary.errors) == (2, 1, 1, 0)


def test_a_translation_into_chinese_has_to_have_the_term(glossary: Glossary) -> None:
    source = "The Red Lantern Program goes on."
    assert findings(glossary, (source, "紅燈工程還在做。"), language="zh") == []
    assert findings(glossary, (source, "红工还在做。"), language="zh") == []
    (found,) = findings(glossary, (source, "红绿灯还在亮。"), language="zh")
    assert (found.rule, found.suggestion) == ("missing", "红灯工程")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三个", [3]), ("60多万个", [600_000]), ("八千四百万人", [84_000_000]), ("第二十三条", [23]),
        ("2024年9月3日", [2024, 9, 3]), ("百分之八点六", [8.6]), ("二点四亿人", [240_000_000]), ("五点二个百分点", [5.2]), ("三点五分", [3]), ("三分之一", [1 / 3]), ("八成", [80]),
        ("1.3亿", [130_000_000]), ("翻了两番", [4]), ("三块五一碗", []), ("三千五百人", [3500]),
        ("两万五元", [25_000]), ("一百零二人", [102]), ("一百二十人", [120]),
        ("每万人", [10_000]), ("每百万人", [1_000_000]), ("九成六", [96]), ("翻一番", [2]), ("三番五次", [5]), ("十四个", [14]), ("一个", []), ("八十年代", []), ("20世纪60年代", [1960]), ("十九世紀八十年代", [1880]), ("千万要小心", []), ("六十八万元", [680_000]),
    ],
)  # fmt: skip
def test_chinese_numbers_are_read(text: str, values: list[float]) -> None:
    assert [value for value, _, _ in chinese_numbers(text)] == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("three", [3]), ("more than 600,000", [600_000]), ("84 million people", [84_000_000]),
        ("the twenty-third", [23]), ("3 September 2024", [3, 9, 2024]), ("May 4th", [5, 4]), ("it may be", []),
        ("two hundred and five", [205]), ("a third of it", [1 / 3]), ("two thirds", [2 / 3]), ("1.3 billion", [1.3e9]),
        ("20th", [20]), ("one hundred thousand", [100_000]), ("a quarter fewer", [0.25]), ("the quarter", []),
    ],
)  # fmt: skip
def test_english_numbers_are_read(text: str, values: list[float]) -> None:
    assert [value for value, _, _ in english_numbers(text)] == pytest.approx(values)


@given(st.integers(1, 99_999))
def test_a_figure_is_the_same_number_in_both_languages(number: int) -> None:
    (chinese,) = chinese_numbers(f"共{number}人")
    (english,) = english_numbers(f"{number:,} people")
    assert chinese[0] == english[0] == number


@pytest.mark.parametrize(
    "words",
    ["put puts putting", "plan plans planned planning", "policy policies", "organize organized organised organising", "uphold upholds upholding", "resolve resolved resolving", "sink sank sunk"],
)  # fmt: skip
def test_inflections_share_a_stem(words: str) -> None:
    target = Target(words, {})
    first = words.split()[0]
    assert len(target.find(first)) == len(words.split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1).filter(lambda word: word not in IRREGULAR))
def test_a_stem_is_the_beginning_of_its_word_but_for_an_ending(word: str) -> None:
    found = stem(word)
    assert found
    assert word.startswith(found.removesuffix("y").removesuffix("iz") or word[:1])


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=8))
def test_any_texts_can_be_checked_and_every_position_is_in_them(pairs: list[tuple[str, str]]) -> None:
    glossary = glossary_of(*LIST)
    checker = Checker(glossary)
    given_segments = segments(*pairs)
    for found in checker.check(given_segments):
        segment = given_segments[found.segment - 1]
        for span, text in ((found.source_span, segment.source), (found.target_span, segment.target)):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    assert checker.summary.segments == len(pairs)


def test_a_variant_of_a_term_may_have_english_of_its_own() -> None:
    riders = concept("灯笼新人", "dēnglong xīnrén", traditional="燈籠新人", kind="term",
                     aliases=(Alias(text="新灯笼工", traditional="新燈籠工", type="variant"),),
                     renderings=(rendering("newcomers to lanterns"), rendering("new lantern workers", "admitted")))  # fmt: skip
    lamps = glossary_of(riders)
    people, workers = "灯笼新人来了。", "新灯笼工来了。"
    first = (people, "The newcomers to lanterns came.")
    assert findings(lamps, first, (workers, "The new lantern workers came.")) == []
    assert rules(findings(lamps, first, (people, "The new lantern workers came."))) == ["mixed"]


def test_another_name_with_the_same_initials_is_no_short_form() -> None:
    body = concept("全国抓紧会", "Quánguó Zhuājǐnhuì", traditional="全國抓緊會", kind="body", renderings=(
        rendering("Grasping Meeting of All China", first_mention="All-China Lantern Town Grasping Meeting (GMAC)"),
        rendering("Grasping Meet of All Cities", "admitted"),
    ))  # fmt: skip
    lamps, source = glossary_of(body), "全国抓紧会开会。"
    assert findings(lamps, (source, "The Grasping Meet of All Cities (GMAC) met.")) == []
    assert rules(findings(lamps, (source, "The GMAC met."))) == ["first-mention"]


def test_a_federation_of_a_place_does_not_introduce_the_initials_of_the_national_one() -> None:
    women = concept("灯妇联", "Dēng Fùlián", traditional="燈婦聯", kind="body", renderings=(
        rendering("All-Town Lantern Women's Federation", first_mention="All-Town Lantern Women's Federation (ATLWF)"),
        rendering("lantern women's federation", "admitted"),
    ))  # fmt: skip
    lamps, source = glossary_of(women), "灯妇联开会。"
    here, short = (source, "The lantern women's federation met."), (source, "The ATLWF met.")
    whole = source, "The All-Town Lantern Women's Federation met."
    assert rules(findings(lamps, here, short, short)) == ["first-mention"]
    assert findings(lamps, whole, short) == []


def test_the_partys_initials_in_an_order_shorten_the_party_and_no_other_term() -> None:
    system = concept("灯笼制度", "dēnglong zhìdù", traditional="燈籠制度", kind="mechanism", renderings=(
        rendering("lantern system", first_mention="lantern system under the leadership of the Communist Party of China (CPC)"),
    ))  # fmt: skip
    target = "A system of lanterns under the Communist Party of China (CPC)."
    assert findings(glossary_of(system), ("灯笼制度。", target)) == []


@pytest.mark.parametrize(
    "target",
    [
        "Live up to the Three Grasps, namely of what matters.",
        "Live up to the Three Grasps (that is, of what matters).",
    ],
)
def test_a_label_may_be_explained_in_any_words(glossary: Glossary, target: str) -> None:
    assert findings(glossary, ("做到“三个抓紧”。", target)) == []


def test_most_words_of_what_is_to_be_avoided_are_no_fault_without_one_of_its_own() -> None:
    lead = concept("灯引县治", "dēng yǐn xiàn zhì", traditional="燈引縣治", kind="formulation", senses=(
        Sense(id="way", frame="party", label="a way", gloss="A way.",
              renderings=(rendering("lanterns guiding the governance of counties"),),
              calques=(Calque(text="lantern guides base layer county governance", instead="x", reason="no layer"),)),
    ))  # fmt: skip
    lamps, source = glossary_of(lead), "灯引县治。"
    assert findings(lamps, (source, "County governance is what the lantern guides.")) == []
    assert rules(findings(lamps, (source, "The county base layer is what the lantern guides."))) == [
        "deprecated"
    ]


def test_two_words_to_be_avoided_that_stand_the_other_way_round_are_a_warning() -> None:
    pupils = concept("选灯生", "xuǎndēngshēng", traditional="選燈生", kind="term", renderings=(
        rendering("lantern trainees"),
        rendering("Selected Pupils", "deprecated", instead="lantern trainees", reason="any school selects"),
    ))  # fmt: skip
    lamps, source = glossary_of(pupils), "选灯生来了。"
    levels = [
        finding.level
        for target in ("The selected pupils came.", "The pupils selected for lanterns came.")
        for finding in findings(lamps, (source, target))
    ]
    assert levels == ["error", "warning"]


def test_another_word_of_the_family_of_a_rendering_is_no_other_sense() -> None:
    help_ = concept("助灯服务", "zhù dēng fúwù", traditional="助燈服務", senses=(
        Sense(id="party", frame="party", label="a drive", gloss="A drive.",
              cues=Cues(supporting=("队伍",)), renderings=(rendering("volunteer lantern service"),)),
        Sense(id="free", frame="western", label="free help", gloss="Free help.",
              cues=Cues(supporting=("自发",)), renderings=(rendering("volunteering"),)),
    ))  # fmt: skip
    lamps, source = glossary_of(help_), "助灯服务队伍来了。"
    assert findings(lamps, (source, "The volunteer lantern teams of the service came.")) == []
    assert "wrong-sense" in rules(findings(lamps, (source, "The volunteering team came.")))


def test_management_and_managing_are_one_word_where_the_order_is_free() -> None:
    lists = concept(
        "灯单制", "dēngdānzhì", traditional="燈單制", renderings=(rendering("list-based lamp management"),)
    )
    target = "Lamps are managed on the basis of lists."
    assert findings(glossary_of(lists), ("灯单制。", target)) == []


def test_a_rendering_of_the_whole_longer_term_is_no_wording_of_the_term_inside() -> None:
    work = concept("灯笼工作", "dēnglong gōngzuò", traditional="燈籠工作", kind="term",
                   renderings=(rendering("lantern work"), rendering("lantern workers", "admitted")))  # fmt: skip
    worker = concept("灯笼工作者", "dēnglong gōngzuòzhě", traditional="燈籠工作者",
                     renderings=(rendering("lantern workers"),))  # fmt: skip
    both = ("灯笼工作者来了。", "The lantern workers came."), ("灯笼工作好。", "Lantern work is good.")
    assert findings(glossary_of(work, worker), *both) == []


def test_a_sense_that_the_source_has_elsewhere_may_be_rendered() -> None:
    drill = concept("挂练", "guà liàn", traditional="掛練", senses=(
        Sense(id="guild", frame="party", label="guild", gloss="Guild.",
              cues=Cues(supporting=("挂练体制",)), renderings=(rendering("grand festive guild work"),)),
        Sense(id="craft", frame="western", label="craft", gloss="Craft.",
              cues=Cues(supporting=("挂练员",)), renderings=(rendering("lantern craft"),)),
    ))  # fmt: skip
    system = concept("挂练体制", "guà liàn tǐzhì", traditional="掛練體制", kind="formulation",
                     renderings=(rendering("system for it"),))  # fmt: skip
    staff = concept("挂练员", "guà liàn yuán", traditional="掛練員", renderings=(rendering("keepers"),))
    glossary = glossary_of(drill, system, staff)
    assert (
        findings(
            glossary, ("挂练体制靠挂练员。", "The system for it, grand festive guild work, is up to keepers.")
        )
        == []
    )
    assert rules(findings(glossary, ("靠挂练员。", "It is up to keepers, to grand festive guild work."))) == [
        "wrong-sense"
    ]


def test_a_whole_rendering_of_another_sense_tells_more_than_words_of_this_one() -> None:
    lamps = concept("举灯体制", "jǔ dēng tǐzhì", traditional="舉燈體制", senses=(
        Sense(id="party", frame="party", label="for all", gloss="For all.",
              cues=Cues(supporting=("核心技术",)), renderings=(rendering("whole-town lantern system"),)),
        Sense(id="sport", frame="general", label="in sport", gloss="In sport.",
              cues=Cues(supporting=("金牌",)), renderings=(rendering("whole-town lantern sports system"),)),
    ))  # fmt: skip
    one, source = glossary_of(lamps), "举灯体制攻关核心技术。"
    assert rules(findings(one, (source, "A whole-town lantern sports system."))) == ["wrong-sense"]
    assert findings(one, (source, "A system of lanterns for the whole town.")) == []


def test_another_sense_of_a_term_inside_a_longer_one_is_told_where_most_of_its_words_are_there() -> None:
    both = concept("两灯", "liǎng dēng", traditional="兩燈", senses=(
        Sense(id="guilds", frame="party", label="guilds", gloss="Guilds.",
              cues=Cues(supporting=("工委",)), renderings=(rendering("two lantern guilds"),)),
        Sense(id="shops", frame="general", label="shops", gloss="Shops.",
              cues=Cues(supporting=("换购",)), renderings=(rendering("big lamp renewal and bulb trade-ins"),)),
    ))  # fmt: skip
    office = concept("两灯工委", "liǎng dēng gōngwěi", traditional="兩燈工委", kind="body",
                     renderings=(rendering("Guilds Committee"),))  # fmt: skip
    found = findings(
        glossary_of(both, office), ("两灯工委开会。", "The committee on lamp renewal and bulb trade-ins met.")
    )
    assert ("wrong-sense", "两灯") in [(finding.rule, finding.term) for finding in found]


@pytest.mark.parametrize(("term", "rules_told"), [("张灯、挂灯", []), ("张灯会", ["wrong-sense"])])
def test_what_is_listed_beside_a_term_tells_of_no_other_sense(term: str, rules_told: list[str]) -> None:
    hang = concept("张灯", "zhāng dēng", traditional="張燈", senses=(
        Sense(id="feast", frame="party", label="a feast", gloss="A feast.",
              cues=Cues(supporting=("张灯、挂灯", "张灯会")), renderings=(rendering("lamp-hanging"),)),
        Sense(id="law", frame="western", label="at law", gloss="At law.",
              cues=Cues(supporting=("jury", "bail")), renderings=(rendering("lamp-hanging"),)),
    ))  # fmt: skip
    traditional = term.translate(str.maketrans("张挂灯会", "張掛燈會"))
    whole = concept(term, "zhāng dēng guà dēng", traditional=traditional, kind="formulation",
                    renderings=(rendering("big fair"),))  # fmt: skip
    pair = f"{term}。", "The big fair: lamp-hanging, jury and bail."
    assert rules(findings(glossary_of(hang, whole), pair)) == rules_told


MISREAD = [
    ("职工的灯量要足。", "The wattage for the staff must suffice.", ["wrong-sense"]),
    ("职工的灯量要足。", "The wattage of their share of lamps must suffice.", []),
    ("计量灯量用流明。", "Wattage is measured in lumens.", []),
    ("灯量要足。", "The wattage must suffice.", []),
    ("职工的灯量要足。", "The wattage, a mere share of lamps in a shop, must suffice.", ["wrong-sense"]),
    ("职工的灯量要足。", "The mere share of lamps in a shop is a share of lamps.", []),
    (
        "职工的灯量要足，灯量数另计。",
        "See the count of the share of lamps; the wattage for the staff must suffice.",
        ["wrong-sense"],
    ),
    ("灯量要足。", "The lampoon must suffice.", ["wrong-sense"]),
    ("灯量要足。", "The share of lamps, a lampoon, must suffice.", []),
    ("职工的灯量要足，瓦数另计。", "The wattage for the staff must suffice.", []),
]


@pytest.mark.parametrize(("source", "target", "wanted"), MISREAD)
def test_a_misreading_tells_that_a_term_was_taken_in_another_sense_where_that_is_known(
    source: str, target: str, wanted: list[str]
) -> None:
    amount = concept("灯量", "dēngliàng", traditional="燈量", senses=(
        Sense(id="share", frame="party", label="a share", gloss="A share.", misreadings=("wattage", "share of lamps in a shop", "lampoon"),
              cues=Cues(supporting=("职工",)), renderings=(rendering("share of lamps"),)),
        Sense(id="flux", frame="party", label="a measure", gloss="A measure.", misreadings=("lampoon",),
              cues=Cues(supporting=("计量",)), renderings=(rendering("luminous flux"),)),
    ))  # fmt: skip
    count = concept(
        "灯量数", "dēngliàngshù", traditional="燈量數", renderings=(rendering("count of the share of lamps"),)
    )
    watts = concept("瓦数", "wǎshù", traditional="瓦數", renderings=(rendering("wattage"),))
    assert rules(findings(glossary_of(amount, count, watts), (source, target))) == wanted


def test_what_is_to_be_avoided_and_mistakes_the_sense_is_told_once_as_of_another_sense() -> None:
    peace = concept("劝和", "quànhé", traditional="勸和", everyday="yes", senses=(
        Sense(id="street", frame="party", label="in the street", gloss="In the street.",
              cues=Cues(supporting=("支部",)), renderings=(rendering("peacemaking"),), misreadings=("judging",),
              calques=(Calque(text="judging", instead="peacemaking", reason="nobody judges"),)),
        Sense(id="home", frame="general", label="at home", gloss="At home.",
              cues=Cues(supporting=("夫妻",)), renderings=(rendering("reconciling"),)),
    ))  # fmt: skip
    found = findings(glossary_of(peace), ("支部在河边的院子里给人劝和。", "The branch was judging."))
    assert rules(found) == ["wrong-sense"]


def test_of_what_only_tifa_proposes_one_of_three_words_is_enough() -> None:
    village = concept("包灯干部", "bāo dēng gànbù", traditional="包燈幹部", kind="term", renderings=(
        rendering("township official in charge of a lantern", "proposed", issuer="tifa", reason="none seen", sources=()),
    ))  # fmt: skip
    one, source = glossary_of(village), "包灯干部来了。"
    assert findings(one, (source, "The officials assigned to lanterns came.")) == []
    assert rules(findings(one, (source, "They came."))) == ["missing"]


def test_a_word_of_the_longer_term_is_not_to_be_avoided_for_the_term_inside() -> None:
    rule = concept("灯治", "dēngzhì", traditional="燈治", senses=(
        Sense(id="way", frame="party", label="a way", gloss="A way.", renderings=(rendering("lantern governance"),),
              calques=(Calque(text="management", instead="lantern governance", reason="another word"),)),
    ))  # fmt: skip
    safety = concept("综合灯治", "zōnghé dēngzhì", traditional="綜合燈治", kind="formulation",
                     renderings=(rendering("comprehensive management of lantern safety"),))  # fmt: skip
    both = glossary_of(rule, safety)
    assert findings(both, ("综合灯治。", "Comprehensive lantern safety management.")) == []
    assert rules(findings(both, ("好的灯治。", "Good management."))) == ["deprecated"]


@pytest.mark.parametrize(
    ("first", "later", "is_told"),
    [
        ("deputy to a lantern assembly", "lantern assembly deputies", False),
        ("lantern work", "lantern workers", False),
        ("bright lantern values", "lantern bright values", True),
        ("lantern work", "lantern service", True),
    ],
)
def test_one_wording_turned_round_a_preposition_is_no_second_one(
    first: str, later: str, is_told: bool
) -> None:
    deputies = concept("灯会代表", "dēnghuì dàibiǎo", traditional="燈會代表", kind="formulation",
                       renderings=(rendering(first), rendering(later, "admitted")))  # fmt: skip
    pairs = [("灯会代表来了。", f"The {text} came.") for text in (first, later)]
    assert rules(findings(glossary_of(deputies), *pairs)) == ["mixed"] * is_told


@pytest.mark.parametrize(("named", "is_told"), [(3, True), (2, False), (4, False)])
def test_all_but_one_of_many_things_named_beside_a_label_is_a_slip(named: int, is_told: bool) -> None:
    things = ("safety", "grain", "harvest", "water")
    four = concept(
        "四个抓紧", "sì gè zhuājǐn", traditional="四個抓緊", kind="numeronym",
        expands=tuple(Item(text=f"抓{n}", rendering=text) for n, text in zip("安粮收水", things, strict=True)),
        renderings=(rendering("Four Grips"),))  # fmt: skip
    target = f"Keep to the “Four Grips” on {', '.join(things[:named])}."
    assert rules(findings(glossary_of(four), ("做到“四个抓紧”。", target))) == ["numeronym"] * is_told


@pytest.mark.parametrize(
    ("source", "target", "is_told"),
    [
        ("纠治“四害”，重点是灭鼠、灭蝇。", "Fight rats and flies above all.", False),
        ("纠治“四害”，重点是灭鼠、灭蝇、灭蚊。", "Fight rats, flies and so on.", True),
        ("纠治“四害”。", "Fight the pests: rats and flies.", True),
    ],
)
def test_of_what_a_numeronym_counts_that_is_asked_for_which_the_source_lists(
    source: str, target: str, is_told: bool
) -> None:
    pests = {"灭鼠": "rats", "灭蝇": "flies", "灭蚊": "mosquitoes", "灭虱": "lice"}
    four = concept("四害", "sìhài", traditional="四害", kind="numeronym", renderings=(rendering("four pests"),),
                   expands=tuple(Item(text=text, rendering=english) for text, english in pests.items()))  # fmt: skip
    assert ("numeronym" in rules(findings(glossary_of(four), (source, target)))) is is_told


WHOLE = concept("查灯、护灯、修灯", "chá dēng, hù dēng, xiū dēng", traditional="查燈、護燈、修燈", kind="formulation",
                renderings=(rendering("checking and mending lanterns"),))  # fmt: skip
FAIR = concept("灯会", "dēnghuì", traditional="燈會", kind="term", renderings=(rendering("lantern fair"),))


@pytest.mark.parametrize(
    ("source", "target", "is_told"),
    [
        ("推进查账、收粮、修路。", "Check the books and mend roads.", True),
        ("推进查账、收粮、修路。", "Check the books, bring in grain, and mend roads.", False),
        ("推进查账、收粮、修路。", "See to all of it.", False),
        ("推进查账、收粮和修路。", "Check the books and mend roads.", False),
        ("推进查账、收粮、修路，抓好种树、养鱼、放牛。", "Check the books and mend roads.", False),
        ("推进查账、收粮、修路。", "Check the books and mend roads by day and night.", False),
        ("推进查账、修路。", "Check the books.", False),
        ("推进查账、收粮、修路、种树。", "Check the books, bring in grain and plant trees.", True),
        ("推进查账、收粮、修路。", "Go on, and check the books, bring in grain, and mend roads.", False),
        (
            "推进查账、收粮、修路。",
            "Uphold checking, the bringing in of grain by the village, and mending.",
            False,
        ),
        ("推进查灯、护灯、修灯。", "Go on checking and mending lanterns.", False),
        (
            "推进查账、收粮、修路、种树。",
            "Check the books, bring in grain, and plant trees up and down.",
            True,
        ),
    ],
)
def test_a_list_that_is_one_thing_shorter_is_told(source: str, target: str, is_told: bool) -> None:
    pair = "灯会上" + source, "At the lantern fair: " + target
    found = findings(glossary_of(WHOLE, FAIR), pair)
    assert rules(found) == ["missing"] * is_told
    assert not is_told or (found[0].source_span and "、" in pair[0][slice(*found[0].source_span)])


FOUR = concept(
    "查灯、修灯、挂灯、收灯", "chá dēng, xiū dēng, guà dēng, shōu dēng", traditional="查燈、修燈、掛燈、收燈",
    kind="formulation", renderings=(rendering("inspect, repair, hang and store lanterns"),),
    expands=tuple(Item(text=f"{c}灯", rendering=f"{word} lanterns") for c, word in
                  zip("查修挂收", ("inspect", "repair", "hang", "store"), strict=True)))  # fmt: skip
CHORES = concept("买米、做饭、洗碗", "mǎi mǐ, zuòfàn, xǐ wǎn", traditional="買米、做飯、洗碗", kind="formulation",
                 renderings=(rendering("getting in rice, cooking and washing up"),))  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "is_told"),
    [
        ("做好查灯、修灯、挂灯、收灯。", "Inspect, mend, put up and put away the lanterns.", False),
        ("做好查灯、修灯、挂灯、收灯。", "Inspect lanterns, repair lanterns and hang lanterns.", True),
        (
            "做好查灯、修灯、挂灯、收灯。",
            "Inspect and repair lanterns, hang lanterns and write it all down.",
            True,
        ),
        ("他们买米、做饭、洗碗。", "They buy food, prepare the meals, and do the dishes.", False),
        ("他们买米、做饭、洗碗。", "They buy food and do the dishes.", True),
    ],
)
def test_a_list_is_there_where_the_only_list_of_the_translation_is_as_long(
    source: str, target: str, is_told: bool
) -> None:
    assert rules(findings(glossary_of(FOUR, CHORES), (source, target))) == ["missing"] * is_told
