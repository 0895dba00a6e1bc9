"""Dictionaries: every way to look a term up leads to it, in sdcv too, and Yomitan's format is kept."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import MINI, ROOT, WORDS, concept, glossary_of, rendering
from tifa.exchange import stardict, yomitan
from tifa.exchange.common import Losses, Wanted
from tifa.exchange.pleco import one_line
from tifa.glossary import load
from tifa.model import Alias, Concept, Entry, Sense

SCHEMA = json.loads((ROOT / "tests" / "data" / "exchange" / "yomitan-terms.schema.json").read_text("utf-8"))


def files_of(module: Any, entries: list[Entry], wanted: Wanted = Wanted()) -> dict[str, bytes]:  # noqa: B008
    data = b"".join(module.write(entries, wanted, Losses()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def entries_of(*concepts: Concept) -> list[Entry]:
    return list(glossary_of(*concepts))


class Dictionary:
    """What a reader of StarDict makes of the files, after the format's description."""

    def __init__(self, files: dict[str, bytes]) -> None:
        by_suffix = {name.rsplit(".", 1)[1]: data for name, data in files.items()}
        self.about = dict(
            line.split("=", 1) for line in by_suffix["ifo"].decode().splitlines() if "=" in line
        )
        self.words, index = [], by_suffix["idx"]
        self.articles = []
        while index:
            word, index = index.split(b"\0", 1)
            offset, size = struct.unpack(">II", index[:8])
            self.words.append(word)
            self.articles.append(by_suffix["dict"][offset : offset + size].decode())
            index = index[8:]
        self.synonyms, rest = [], by_suffix["syn"]
        while rest:
            word, rest = rest.split(b"\0", 1)
            self.synonyms.append((word, struct.unpack(">I", rest[:4])[0]))
            rest = rest[4:]
        self.index_size = len(by_suffix["idx"])

    def find(self, word: str) -> str:
        wanted = word.encode()
        found = [self.articles[n] for n, head in enumerate(self.words) if head == wanted]
        found += [self.articles[n] for synonym, n in self.synonyms if synonym == wanted]
        assert len(found) <= 1, f"{word} is there twice, which not all readers can show"
        return "".join(found)


def dictionary(*concepts: Concept, wanted: Wanted = Wanted()) -> Dictionary:  # noqa: B008
    return Dictionary(files_of(stardict, entries_of(*concepts), wanted))


def ways_to(one: Concept) -> list[str]:
    """Forms under which a concept is to be found, by kind."""
    return [one.simplified, one.traditional, one.pinyin, *(wording.text for wording in one.wordings)]


# StarDict


@pytest.mark.parametrize(
    "query",
    [
        "红灯工程", "紅燈工程", "红工", "hóngdēng gōngchéng", "hongdeng gongcheng", "hongdenggongcheng",
        "hong2deng1 gong1cheng2", "Red Lantern Program", "red lamp project", "lantern scheme",
    ],
)  # fmt: skip
def test_a_term_is_found_by_script_pinyin_alias_and_english(query: str) -> None:
    assert "Red Lantern Program" in dictionary(*WORDS).find(query)


def test_what_is_to_be_avoided_leads_to_the_entry_that_says_so() -> None:
    article = dictionary(*WORDS).find("Red Light Project")
    assert "avoid: Red Light Project" in article
    assert "write “Red Lantern Program”" in article


def test_the_counts_and_sizes_of_the_info_file_are_true() -> None:
    made = dictionary(*WORDS)
    assert made.about["version"] == "2.4.2"
    assert int(made.about["wordcount"]) == len(made.words)
    assert int(made.about["synwordcount"]) == len(made.synonyms)
    assert int(made.about["idxfilesize"]) == made.index_size


def test_words_are_sorted_without_regard_to_ascii_case_then_by_bytes() -> None:
    made = dictionary(*WORDS, concept("阿", "ā", "aB"), concept("B", "bi", "Ab"))
    for words in (made.words, [word for word, _ in made.synonyms]):
        assert words == sorted(words, key=lambda word: (word.lower(), word))


def test_a_word_of_several_entries_is_one_headword_with_all_their_articles() -> None:
    made = dictionary(
        concept("甲", "jiǎ", "first thing", id="jia"),
        concept("乙", "yǐ", "First Thing", id="yi"),
        concept("丙", "bǐng", "third", id="bing", aliases=(Alias(text="甲", type="variant"),)),
    )
    for spelling in ("first thing", "First Thing"):
        assert {"甲 jiǎ", "乙 yǐ"} <= set(made.find(spelling).splitlines())
    assert made.find("甲").startswith("甲 jiǎ")
    assert "丙 bǐng" in made.find("甲")
    assert "丙" not in made.find("乙")


def test_a_search_word_too_long_for_the_format_is_left_out_and_told() -> None:
    losses = Losses()
    entries = entries_of(concept("词", "cí", "x" * 256))
    list(stardict.write(entries, Wanted(), losses))
    assert "left out: search words longer than 255 bytes (1)" in losses.told()
    assert "x" * 256 in Dictionary(files_of(stardict, entries)).find("词")


@pytest.mark.parametrize(("script", "found"), [("simplified", "红灯工程"), ("traditional", "紅燈工程")])
def test_only_the_script_that_is_wanted_is_a_search_word(script: str, found: str) -> None:
    made = dictionary(*WORDS, wanted=Wanted(script=script))
    (lost,) = {"红灯工程", "紅燈工程"} - {found}
    assert made.find(found)
    assert not made.find(lost)
    assert lost not in made.find(found).splitlines()[0]


@given(st.text(), st.text(), st.text())
def test_any_text_keeps_the_files_readable(head: str, english: str, gloss: str) -> None:
    sense = Sense(id="a", frame="party", label="l", gloss=gloss, renderings=(rendering(english),))
    odd = Concept(**(vars(concept("词", "cí", id="one", senses=(sense,))) | {"simplified": head}))
    made = Dictionary(files_of(stardict, [Entry(concept=odd)]))
    assert len(made.words) == int(made.about["wordcount"])
    assert len(made.synonyms) == int(made.about["synwordcount"])
    assert all(0 < len(word) < 256 for word in made.words)


def looked_up(folder: Path, words: list[str]) -> list[list[dict[str, str]]]:
    """What the real sdcv finds for each word."""
    done = subprocess.run(
        ["sdcv", "-n", "-e", "-j", "--utf8-input", "--utf8-output", "-2", str(folder), "--", *words],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"},
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    text, found = done.stdout.decode().lstrip(), []
    while text:
        answer, end = json.JSONDecoder().raw_decode(text)
        found.append(answer)
        text = text[end:].lstrip()
    return found


@pytest.mark.skipif(not shutil.which("sdcv"), reason="sdcv is not installed")
def test_sdcv_finds_every_term_by_both_scripts_pinyin_and_english(tmp_path: Path) -> None:
    concepts = [*WORDS, *(entry.concept for entry in load(str(MINI)))]
    entries = entries_of(*concepts)
    for name, data in files_of(stardict, entries).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    for one in concepts:
        words = list(dict.fromkeys(ways_to(one)))
        for word, answers in zip(words, looked_up(tmp_path, words), strict=True):
            assert any(one.simplified in answer["definition"] for answer in answers), word


# Yomitan


def terms_of(*concepts: Concept, wanted: Wanted = Wanted()) -> list[Any]:  # noqa: B008
    return json.loads(files_of(yomitan, entries_of(*concepts), wanted)["term_bank_1.json"])


def texts(content: Any) -> list[str]:
    """The texts of structured content, in order."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        return texts(content.get("content", []))
    return [text for part in content for text in texts(part)]


def test_the_terms_keep_to_yomitans_format() -> None:
    files = files_of(yomitan, list(load(str(MINI))))
    jsonschema.Draft7Validator(SCHEMA).validate(json.loads(files["term_bank_1.json"]))
    about = json.loads(files["index.json"])
    assert (about["format"], about["sequenced"]) == (3, True)
    assert (about["sourceLanguage"], about["targetLanguage"]) == ("zh", "en")
    for tag in json.loads(files["tag_bank_1.json"]):
        assert [type(field) for field in tag] == [str, str, int, str, int]
        assert " " not in tag[0]


def test_every_tag_of_a_term_is_explained() -> None:
    files = files_of(yomitan, list(load(str(MINI))))
    known = {tag[0] for tag in json.loads(files["tag_bank_1.json"])}
    for term in json.loads(files["term_bank_1.json"]):
        assert set(f"{term[2]} {term[7]}".split()) <= known


def test_both_scripts_are_terms_with_pinyin_for_reading_and_aliases_rank_below() -> None:
    rows = {row[0]: (row[1], row[4], row[6]) for row in terms_of(WORDS[0])}
    assert rows == {
        "红灯工程": ("hóngdēng gōngchéng", 0, 0),
        "紅燈工程": ("hóngdēng gōngchéng", 0, 0),
        "红工": ("", -1, 0),
    }


def test_the_forms_of_one_entry_share_a_number_that_no_other_has() -> None:
    rows = terms_of(*WORDS)
    numbers = {row[0]: row[6] for row in rows}
    assert numbers["红灯工程"] == numbers["紅燈工程"]
    assert len(set(numbers.values())) == len(WORDS)


def test_yomitan_shows_what_to_avoid_as_that_only() -> None:
    lines = texts(terms_of(WORDS[0])[0][5][0]["content"])
    bad = [line for line in lines if "Red Light Project" in line]
    assert bad == ["Avoid: “Red Light Project” (write “Red Lantern Program”; it sounds like traffic)"]
    assert lines[0] == "Red Lantern Program"


def test_a_language_that_is_wanted_alone_is_the_target_language() -> None:
    spanish = concept("词", "cí", "word", renderings=(rendering("palabra", language="es"),))
    files = files_of(yomitan, entries_of(spanish), Wanted(languages=("es",)))
    assert json.loads(files["index.json"])["targetLanguage"] == "es"
    assert "word" not in texts(json.loads(files["term_bank_1.json"])[0][5][0]["content"])


def test_a_revision_changes_with_the_content_and_with_nothing_else() -> None:
    def revision(*concepts: Concept) -> str:
        return str(json.loads(files_of(yomitan, entries_of(*concepts))["index.json"])["revision"])

    assert revision(*WORDS) == revision(*reversed(WORDS))
    assert revision(*WORDS) != revision(*WORDS[1:])
    assert revision(*WORDS).startswith("2026-01-01-")


def test_many_terms_are_spread_over_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yomitan, "BANK", 4)
    files = files_of(yomitan, entries_of(*WORDS))
    banks = [json.loads(data) for name, data in files.items() if name.startswith("term_bank")]
    assert [len(bank) for bank in banks[:-1]] == [4] * (len(banks) - 1)
    monkeypatch.undo()
    assert [row for bank in banks for row in bank] == terms_of(*WORDS)


def test_no_terms_make_a_dictionary_without_term_files() -> None:
    assert list(files_of(yomitan, [])) == ["index.json", "tag_bank_1.json"]


@pytest.mark.parametrize("module", [stardict, yomitan])
def test_the_same_glossary_gives_the_same_bytes(module: Any) -> None:
    entries = list(load(str(MINI)))
    one = b"".join(module.write(entries, Wanted(), Losses()))
    assert one == b"".join(module.write(list(reversed(entries)), Wanted(), Losses()))


@given(st.text(min_size=1), st.text())
def test_any_text_is_kept_by_yomitan(english: str, gloss: str) -> None:
    sense = Sense(id="a", frame="party", label="l", gloss=gloss, renderings=(rendering(english),))
    files = files_of(yomitan, [Entry(concept=concept("词", "cí", id="one", senses=(sense,)))])
    rows = json.loads(files["term_bank_1.json"])
    jsonschema.Draft7Validator(SCHEMA).validate(rows)
    assert one_line(english) in texts(rows[0][5][0]["content"])
