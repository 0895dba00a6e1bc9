"""Flash cards: what stands on them, and that Anki takes a deck twice without doubling it."""

from __future__ import annotations

import html
import io
import sqlite3
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MINI, concept, glossary_of, rendering
from tifa.errors import UsageError
from tifa.exchange import anki, pleco
from tifa.exchange.common import Losses, Wanted
from tifa.glossary import load
from tifa.model import Concept, Entry, Sense

LAMP = concept(
    "红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", id="hongdeng-gongcheng",
    traditional="紅燈工程", literal="red lamp project", domain="lamps",
    renderings=(
        rendering("Lantern Scheme", "admitted"),
        rendering("Project of Red Lamps", "proposed", issuer="tifa", reason="closer"),
        rendering("Red Light Project", "deprecated", instead="Red Lantern Program", reason="Sounds like traffic."),
    ),
)  # fmt: skip
COUNCIL = concept(
    "议事会", "yìshìhuì", id="yishihui", traditional="議事會", domain="councils",
    senses=(
        Sense(id="a", frame="party", label="residents", gloss="Residents talk.",
              renderings=(rendering("residents' council"),)),
        Sense(id="b", frame="western", label="assembly", gloss="An elected body.",
              renderings=(rendering("local assembly"),)),
    ),
)  # fmt: skip
ONLY_BAD = concept("坏词", "huàicí", id="huaici", renderings=(rendering("bad word", "deprecated"),))


def entries_of(*concepts: Concept) -> list[Entry]:
    return list(glossary_of(*concepts))


def written(module: Any, entries: Iterable[Entry], wanted: Wanted = Wanted()) -> bytes:  # noqa: B008
    return b"".join(module.write(entries, wanted, Losses()))


def odd_concept(english: str, gloss: str, **fields: object) -> Concept:
    """A concept with texts that no linter has seen."""
    sense = Sense(id="a", frame="party", label="l", gloss=gloss, renderings=(rendering(english),))
    return Concept(**(vars(concept("词", "cí", id="one", senses=(sense,))) | fields))


def cards(*concepts: Concept, wanted: Wanted = Wanted()) -> list[str]:  # noqa: B008
    return written(pleco, entries_of(*concepts), wanted).decode().splitlines()


# Pleco


def test_a_pleco_card_has_both_scripts_numbered_pinyin_and_a_definition() -> None:
    _, line = cards(LAMP)
    headword, pinyin, definition = line.split("\t")
    assert headword == "红灯工程[紅燈工程]"
    assert pinyin == "hong2deng1 gong1cheng2"
    assert definition.startswith(
        "Red Lantern Program; Project of Red Lamps (proposed); Lantern Scheme – A gloss."
    )
    assert definition.endswith("Literally: red lamp project.")


def test_what_is_to_be_avoided_stands_behind_a_warning_only() -> None:
    definition = cards(LAMP)[1].split("\t")[2]
    before, after = definition.split("AVOID: ")
    assert "Red Light Project" not in before
    assert after.startswith("“Red Light Project” (write “Red Lantern Program”; Sounds like traffic)")


def test_senses_are_named_where_there_are_several() -> None:
    definition = cards(COUNCIL)[1].split("\t")[2]
    assert definition == (
        "(Party, residents) residents' council – Residents talk. "
        "(Western, assembly) local assembly – An elected body."
    )


def test_each_domain_is_a_category_once() -> None:
    lines = cards(LAMP, COUNCIL, concept("灯", "dēng", "lamp", id="deng", domain="lamps", traditional="燈"))
    assert [line.split("\t")[0] for line in lines] == [
        "//tifa/councils", "议事会[議事會]", "//tifa/lamps", "灯[燈]", "红灯工程[紅燈工程]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "head"),
    [("simplified", "红灯工程"), ("traditional", "紅燈工程"), ("both", "红灯工程[紅燈工程]")],
)
def test_a_pleco_headword_keeps_to_the_script_that_is_wanted(script: str, head: str) -> None:
    assert cards(LAMP, wanted=Wanted(script=script))[1].split("\t")[0] == head


@pytest.mark.parametrize(
    ("pinyin", "numbers"),
    [
        ("xìnfǎng", "xin4fang3"),
        ("Zhōngyāng Shèhuì Gōngzuòbù", "Zhong1yang1 She4hui4 Gong1zuo4bu4"),
        ("nǚxìng", "nu:3xing4"),
        ("lǎba", "la3ba5"),
        ("fǎngǎn", "fan3gan3"),
        ("gōng'ān", "gong1an1"),
        ("dǎng-qún", "dang3-qun2"),
        ("dì-12 gè", "di4-12 ge4"),
        ("APP", "APP"),
        ("huār", "huār"),
        ("", ""),
    ],
)
def test_pinyin_is_numbered_and_what_is_none_stays(pinyin: str, numbers: str) -> None:
    assert pleco.numbered(pinyin) == numbers


@given(st.text(), st.text(), st.text())
def test_any_text_leaves_a_pleco_card_on_one_line_with_three_columns(
    head: str, pinyin: str, gloss: str
) -> None:
    odd = odd_concept(gloss + "r", gloss, simplified="x" + head, pinyin="y" + pinyin)
    text = written(pleco, [Entry(concept=odd)]).decode()
    lines = text.split("\n")
    assert len(lines) == 3
    assert lines[1].count("\t") == 2


def test_a_card_says_nothing_to_avoid_where_that_is_not_wanted() -> None:
    assert "Red Light" not in "".join(cards(LAMP, ONLY_BAD, wanted=Wanted(deprecated=False)))
    assert "坏词" not in "".join(cards(LAMP, ONLY_BAD, wanted=Wanted(deprecated=False)))


def test_what_a_card_cannot_carry_is_told() -> None:
    losses = Losses()
    list(pleco.write(load(str(MINI)), Wanted(), losses))
    assert any(line.startswith("left out: sources (") for line in losses.told())
    assert any(line.startswith("left out: cues for reading senses (") for line in losses.told())


# Anki


def notes_of(package: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        data = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    rows = database.execute("SELECT flds FROM notes ORDER BY id").fetchall()
    database.close()
    return [dict(zip(anki.FIELDS, row[0].split("\x1f"), strict=True)) for row in rows]


def test_an_anki_note_keeps_what_to_write_and_what_to_avoid_apart() -> None:
    pytest.importorskip("genanki")
    (note,) = notes_of(written(anki, entries_of(LAMP)))
    assert note == {
        "Term": "红灯工程",
        "Traditional": "紅燈工程",
        "Pinyin": "hóngdēng gōngchéng",
        "Rendering": "Red Lantern Program; Project of Red Lamps (proposed); Lantern Scheme",
        "Avoid": "“Red Light Project” (write “Red Lantern Program”; Sounds like traffic)",
        "Gloss": "A gloss.",
        "Literal": "red lamp project",
        "Id": "hongdeng-gongcheng",
    }


def test_text_is_no_markup_on_an_anki_card() -> None:
    pytest.importorskip("genanki")
    odd = concept("词", "cí", "a <b>&\x1f[sound:x.mp3] {{Id}}")
    (note,) = notes_of(written(anki, entries_of(odd)))
    assert note["Rendering"] == "a &lt;b&gt;&amp; &#91;sound:x.mp3&#93; &#123;&#123;Id&#125;&#125;"


def test_the_same_glossary_gives_the_same_deck() -> None:
    pytest.importorskip("genanki")
    entries = list(load(str(MINI)))
    assert written(anki, entries) == written(anki, reversed(entries))


def test_without_genanki_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(UsageError, match=r"pip install 'tifa-glossary\[anki\]'"):
        written(anki, entries_of(LAMP))


@pytest.fixture
def collection(tmp_path: Path) -> Any:
    """An empty collection of the real Anki."""
    pytest.importorskip("genanki")
    opened = pytest.importorskip("anki.collection").Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def imported(collection: Any, package: bytes, folder: Path) -> Any:
    """Anki's log of an import."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = folder / "deck.apkg"
    path.write_bytes(package)
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    return collection.import_anki_package(request).log


def test_anki_takes_a_deck_twice_and_adds_nothing_the_second_time(collection: Any, tmp_path: Path) -> None:
    entries = list(load(str(MINI)))
    package = written(anki, entries)
    assert len(imported(collection, package, tmp_path).new) == len(entries)
    again = imported(collection, package, tmp_path)
    assert (len(again.new), len(again.duplicate)) == (0, len(entries))
    assert (collection.note_count(), collection.card_count()) == (len(entries), 2 * len(entries))


def test_anki_takes_over_a_revised_entry_and_a_new_one_before_it(collection: Any, tmp_path: Path) -> None:
    imported(collection, written(anki, entries_of(LAMP)), tmp_path)
    fields = vars(LAMP) | {"literal": "red lamp works", "revised": "2026-02-01"}
    first = concept("爱", "ài", "love", id="ai")
    log = imported(collection, written(anki, entries_of(first, Concept(**fields))), tmp_path)
    assert (len(log.new), len(log.updated)) == (1, 1)
    (number,) = collection.find_notes("Id:hongdeng-gongcheng")
    assert collection.get_note(number)["Literal"] == "red lamp works"
    assert (collection.note_count(), collection.card_count()) == (2, 4)


def test_anki_asks_in_both_directions_but_never_for_what_is_only_to_be_avoided(
    collection: Any, tmp_path: Path
) -> None:
    imported(collection, written(anki, entries_of(LAMP, ONLY_BAD)), tmp_path)
    (good,) = collection.find_notes("Id:hongdeng-gongcheng")
    questions = [card.render_output().question_text for card in collection.get_note(good).cards()]
    assert "红灯工程" in questions[0]
    assert "Red Lantern Program" in questions[1]
    assert all("Red Light" not in question for question in questions)
    (bad,) = collection.find_notes("Id:huaici")
    assert [card.ord for card in collection.get_note(bad).cards()] == [0]


def test_anki_plays_and_typesets_nothing_that_a_text_names(collection: Any, tmp_path: Path) -> None:
    odd = concept("词", "cí", "[sound:x.mp3] [latex]x[/latex] {{Id}} {{c1::x}}")
    imported(collection, written(anki, entries_of(odd)), tmp_path)
    (number,) = collection.find_notes("")
    for card in collection.get_note(number).cards():
        output = card.render_output()
        assert not output.question_av_tags
        assert not output.answer_av_tags
        assert "<img" not in output.answer_text
        assert "&#91;sound:x.mp3&#93;" in output.answer_text


@given(st.text(min_size=1), st.text())
def test_any_text_survives_in_an_anki_field(english: str, gloss: str) -> None:
    pytest.importorskip("genanki")
    odd = odd_concept(english, gloss)
    (note,) = notes_of(written(anki, [Entry(concept=odd)]))
    assert html.unescape(note["Rendering"]) == pleco.one_line(english)
    assert html.unescape(note["Gloss"]) == pleco.one_line(gloss)
