"""Which sense a term has: cues for and against, near before far, and nothing said where nothing decides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import concept, glossary_of, rendering
from tifa.annotation import Annotation, Selection, annotate
from tifa.gaps import Joined
from tifa.glossary import Glossary
from tifa.model import Concept, Cues, Example, Sense
from tifa.senses import AGAINST, COLLOCATION, WINDOW, SenseReader

FILL = "今天天气晴朗，风从河上吹过，"
TRADITIONAL = str.maketrans("绿党员关税补贴进风从气装", "綠黨員關稅補貼進風從氣裝")
FAR = FILL * (WINDOW // len(FILL) + 2)


def sense(name: str, frame: str, english: str = "", **cues: tuple[str, ...]) -> Sense:
    """A sense that differs from others in its cues alone."""
    given = (rendering(english),) if english else ()
    return Sense(id=name, frame=frame, label="a label", gloss="A gloss.", renderings=given, cues=Cues(**cues))


def green_box(**fields: object) -> Concept:
    """A term with a sense of the Party and a sense of customs officers."""
    senses = (
        sense("campaign", "party", "Green Box Drive", supporting=("支部", "党员", "branch", "study session")),
        sense("subsidy", "western", "green box", supporting=("关税", "进口", "绿箱补贴", "tariff")),
    )
    return concept("绿箱", "lǜ xiāng", **({"traditional": "綠箱", "senses": senses} | fields))


def readings(glossary: Glossary, text: str) -> list[Annotation]:
    return list(annotate(glossary, text, Selection(all=True)))


def senses_in(glossary: Glossary, text: str) -> list[str]:
    return [each.sense for each in readings(glossary, text)]


@pytest.fixture(scope="module")
def box() -> Glossary:
    return glossary_of(green_box())


READINGS = [
    ("支部送来绿箱。", ["campaign"], "a cue for one sense"),
    ("进口货走绿箱。", ["subsidy"], "a cue for the other"),
    ("绿箱。", [""], "nothing around it"),
    (f"{FILL}绿箱{FILL}", [""], "nothing but weather"),
    ("支部进口绿箱。", [""], "cues for both, side by side"),
    (f"支部发绿箱。{FILL * 8}进口关税", ["campaign"], "near before far"),
    (f"支部{FILL * 8}进口绿箱", ["subsidy"], "near before far, the other way round"),
    (f"支部{FAR}绿箱", [""], "a cue outside the window"),
    ("支部谈绿箱补贴。", ["subsidy"], "a collocation outweighs a cue beside it"),
    (f"支部发绿箱。{FAR}进口绿箱。", ["campaign", "subsidy"], "both in one text, far apart"),
    (f"支部发绿箱，{FILL * 4}关税与绿箱。", ["campaign", "subsidy"], "both in one text, not far apart"),
    ("支“部”送来绿\n箱。", ["campaign"], "gaps inside the cue and inside the term"),
    ("The branch got its 绿箱.", ["campaign"], "an English cue"),
    ("BRANCHES got 绿箱.", ["campaign"], "an English cue in capitals and in the plural"),
    ("A study-session on 绿箱.", ["campaign"], "an English cue of two words with a hyphen"),
    ("A branching 绿箱.", [""], "an English cue that is only part of a word"),
    ("It is in the green box.", ["subsidy"], "a form of one sense speaks for it"),
    ("The Green Box Drive.", ["campaign"], "so does a form of the other"),
    ("The branch studied the green box with its branch.", ["campaign"], "cues outweigh the form"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), READINGS, ids=[case[2] for case in READINGS])
def test_the_text_around_a_term_decides(box: Glossary, text: str, wanted: list[str], why: str) -> None:
    assert senses_in(box, text) == wanted


@pytest.mark.parametrize(("text", "wanted", "why"), READINGS, ids=[case[2] for case in READINGS])
def test_both_scripts_are_read_alike(box: Glossary, text: str, wanted: list[str], why: str) -> None:
    one, other = readings(box, text), readings(box, text.translate(TRADITIONAL))
    assert [(a.start, a.end, a.sense, a.confidence) for a in one] == [
        (a.start, a.end, a.sense, a.confidence) for a in other
    ]


def test_two_characters_of_two_words_are_no_cue() -> None:
    other = concept("口岸", "kǒu'àn", traditional="口岸", renderings=(rendering("port"),))
    glossary = glossary_of(green_box(), other)  # 进口 is a cue of the subsidy
    for text, is_cue in (("进口绿箱。", True), ("走进口岸绿箱。", False), ("走进\n口岸绿箱。", False)):
        assert any(not seen.learned for seen in readings(glossary, text)[-1].evidence) is is_cue


def test_a_word_against_one_sense_decides_between_two() -> None:
    against = (
        sense("campaign", "party", supporting=("支部",), opposing=("仓库",)),
        sense("subsidy", "western", supporting=("关税",)),
    )
    glossary = glossary_of(green_box(senses=against))
    (found,) = readings(glossary, "仓库绿箱。")
    assert found.sense == "subsidy"
    assert ("仓库", "campaign", -AGAINST) in [(e.cue, e.sense, e.weight) for e in found.evidence]


def test_the_words_of_an_english_cue_apart_are_not_that_cue(box: Glossary) -> None:
    (found,) = readings(box, "A study of the session on 绿箱.")
    assert all(evidence.learned for evidence in found.evidence)


def test_three_senses_are_told_apart() -> None:
    senses = (
        sense("campaign", "party", supporting=("支部",)),
        sense("subsidy", "western", supporting=("关税",)),
        sense("box", "general", supporting=("油漆",)),
    )
    glossary = glossary_of(green_box(senses=senses))
    text = FAR.join(("支部的绿箱。", "绿箱上的油漆。", "绿箱与关税。", "绿箱。"))
    assert senses_in(glossary, text) == ["campaign", "box", "subsidy", ""]


def test_evidence_says_what_was_seen_where_and_how_much_it_weighs(box: Glossary) -> None:
    text = f"{FILL}支部谈绿箱补贴。"
    (found,) = readings(box, text)
    strongest, second = found.evidence[:2]
    assert (strongest.cue, strongest.start, strongest.sense) == ("绿箱补贴", len(FILL) + 3, "subsidy")
    assert strongest.weight == COLLOCATION
    assert (second.cue, second.start, second.sense) == ("支部", len(FILL), "campaign")
    assert 0.9 < second.weight < 1
    assert not strongest.learned
    assert not second.learned


def test_a_cue_that_stands_twice_counts_once_where_it_is_nearest(box: Glossary) -> None:
    (found,) = readings(box, f"支部{FILL}支部绿箱")
    assert [(e.cue, e.start) for e in found.evidence if not e.learned] == [("支部", len(FILL) + 2)]


def test_one_more_cue_makes_a_reading_surer(box: Glossary) -> None:
    (one,), (two,) = readings(box, f"支部{FILL}绿箱"), readings(box, f"支部{FILL}党员绿箱")
    assert one.confidence < two.confidence


@pytest.mark.parametrize("text", ["绿箱：免税", "绿箱:免税"])
def test_a_cue_with_punctuation_is_seen_in_either_width(text: str) -> None:
    senses = (sense("campaign", "party"), sense("subsidy", "western", supporting=("绿箱：免税",)))
    assert senses_in(glossary_of(green_box(senses=senses)), text) == ["subsidy"]


def test_a_cue_of_one_term_says_nothing_of_another() -> None:
    other = concept(
        "红箱", "hóng xiāng", senses=(sense("a", "party", supporting=("海关",)), sense("b", "general"))
    )
    glossary = glossary_of(green_box(), other)
    assert senses_in(glossary, "支部的绿箱和红箱。") == ["campaign", ""]


LEARNING = (
    Example(text="绿箱里放着竹竿和稻草。", sense="subsidy"),
    Example(text="绿箱旁边立着竹竿，稻草很干。", sense="subsidy"),
    Example(text="大家围着绿箱唱山歌，敲锣鼓。", sense="campaign"),
    Example(text="绿箱一到，村里敲起锣鼓。", sense="campaign"),
)


@pytest.fixture(scope="module")
def taught() -> Glossary:
    return glossary_of(green_box(examples=LEARNING))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("竹竿靠着绿箱，下面铺着稻草。", "subsidy"),
        ("锣鼓声里抬来绿箱，大家唱山歌。", "campaign"),
        ("绿箱昨日寄出。", ""),
    ],
)
def test_where_cues_are_silent_vocabulary_from_examples_decides(
    taught: Glossary, text: str, wanted: str
) -> None:
    (found,) = readings(taught, text)
    assert found.sense == wanted
    assert all(evidence.learned for evidence in found.evidence)
    assert found.confidence < 1


def test_of_learned_vocabulary_words_are_shown_not_the_characters_in_them(taught: Glossary) -> None:
    (found,) = readings(taught, "竹竿靠着绿箱，下面铺着稻草。")
    shown = [evidence.cue for evidence in found.evidence]
    assert "竹竿" in shown
    assert all(len(cue) > 1 for cue in shown)
    assert not any(one != other and one in other for one in shown for other in shown)


def test_a_plain_cue_outweighs_learned_vocabulary(taught: Glossary) -> None:
    assert senses_in(taught, "支部党员把竹竿靠着绿箱。") == ["campaign"]


def test_places_share_a_region_where_their_windows_meet(box: Glossary) -> None:
    reader = SenseReader(box)
    text = "绿箱" + "。" * (2 * WINDOW) + "绿箱" + "。" * (2 * WINDOW + 1) + "绿箱"
    places = [(at, at + 2) for at in range(len(text)) if text.startswith("绿箱", at)]
    assert [(first, end) for _, first, end in reader.regions(text, places)] == [(0, 2), (2, 3)]
    assert list(reader.regions("", [])) == []


PIECES = st.lists(
    st.sampled_from(
        ["绿箱", "綠箱", "绿“箱", "绿\n 箱", "支部", "关税", "关 税", "绿箱补贴", "green box", "branch ",
         "study\nsession ", FILL, FAR, "。", " ", "，", "竹竿", "The "]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(PIECES)
def test_evidence_stands_where_it_says_and_within_the_window(text: str) -> None:
    for found in readings(GLOSSARY, text):
        weights = [abs(evidence.weight) for evidence in found.evidence]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= AGAINST * COLLOCATION for weight in weights)
        for evidence in found.evidence:
            assert Joined(text[evidence.start :]).text.startswith(evidence.cue)
            distance = max(found.start - evidence.start, evidence.start - found.end)
            assert distance <= WINDOW + len(evidence.cue) + 20
            assert evidence.sense in ("campaign", "subsidy")


@given(PIECES)
def test_confidence_is_a_share_and_undecided_has_no_sense(text: str) -> None:
    for found in readings(GLOSSARY, text):
        assert 0 <= found.confidence <= 1
        assert (found.sense_status == "undecided") == (found.sense == "")
        assert found.sense_status in ("decided", "undecided")


@given(PIECES)
def test_what_is_too_far_away_changes_only_what_was_undecided(text: str) -> None:
    alone = readings(GLOSSARY, text)
    followed = readings(GLOSSARY, f"{text}{FAR}。支部党员。")
    assert [a.sense for a in alone if a.sense] == [
        f.sense for a, f in zip(alone, followed, strict=True) if a.sense
    ]


GLOSSARY = glossary_of(green_box(examples=LEARNING))
