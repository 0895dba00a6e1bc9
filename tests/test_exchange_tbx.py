"""TermBase eXchange: what is written is valid and comes back; what others write is read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, WORDS, concept, glossary_of, rendering
from tifa.errors import InputError
from tifa.exchange.common import Losses, Wanted, Writer
from tifa.exchange.imported import language_of, status_of
from tifa.exchange.plain import clean
from tifa.exchange.tbx import write_dca, write_dct, write_v2
from tifa.exchange.tbx_reader import read
from tifa.model import Alias, Calque, Concept, Cues, Entry, Note, Relation, Sense, Source

etree = pytest.importorskip("lxml.etree")

DATA = ROOT / "tests" / "data" / "exchange" / "tbx"
WRITERS = {"dca": write_dca, "dct": write_dct, "v2": write_v2}
SOURCE = Source(
    key="daily-2024",
    publisher="Daily <& Co>",
    kind="press",
    title="Lamps",
    date="2024-05",
    checked="2026-01-01",
)
LAMPS = concept(
    "红灯工程",
    "hóngdēng gōngchéng",
    id="hongdeng-gongcheng",
    domain="lamps",
    traditional="紅燈工程",
    kind="campaign",
    literal="red lamp project",
    aliases=(
        Alias(text="红工", type="short form", traditional="紅工"),
        Alias(text="2红灯", type="numeral form", traditional="2紅燈"),
        Alias(text="旧红灯", type="older form", traditional="舊紅燈"),
        Alias(text="红灯工程办", type="compound", traditional="紅燈工程辦"),
    ),
    senses=(
        Sense(
            id="lamps",
            frame="party",
            label="a campaign",
            gloss="A scheme <of & for> lamps.",
            cues=Cues(supporting=("村",)),
            renderings=(
                rendering(
                    "Red Lantern Program", date="2024-05", sources=("daily-2024",), scope="in the news"
                ),
                rendering("Lantern Scheme", "proposed", issuer="tifa", reason="nobody says it"),
                rendering("lamp works", "admitted", first_mention="lamp works (of the Party)"),
                rendering("Red Light Project", "deprecated", instead="Red Lantern Program", reason="traffic"),
                rendering(
                    "Lamp Bureau", "deprecated", instead="Red Lantern Program", reason="old", until="2016"
                ),
                rendering("Programme des lampes", language="fr"),
            ),
            calques=(Calque(text="red lamp engineering", instead="Red Lantern Program", reason="not built"),),
        ),
        Sense(
            id="traffic",
            frame="general",
            label="a light",
            gloss="Stop.",
            renderings=(rendering("red light"),),
        ),
    ),
    notes=(Note(topic="Pitfall", text="Not a lamp: a campaign."),),
    related=(
        Relation(type="part of", concept="da-gongcheng"),
        Relation(type="see also", concept="elsewhere"),
    ),
    revised="2026-02-03",
)
WORKS = concept("大工程", "dà gōngchéng", "great works", id="da-gongcheng")


def entries(*concepts: Concept) -> list[Entry]:
    return [Entry(concept=one, sources=(SOURCE,)) for one in concepts]


def written(writer: Writer, *concepts: Concept, **wanted: object) -> bytes:
    return b"".join(writer(entries(*concepts), Wanted(**wanted), Losses()))


def read_back(folder: Path, data: bytes, name: str = "Example Press.tbx") -> list[Concept]:
    path = folder / name
    path.write_bytes(data)
    return list(read(str(path), Losses()))


def wordings(concept: Concept) -> set[tuple[str, ...]]:
    return {
        (
            sense.id,
            one.text,
            one.language,
            one.status,
            one.issuer,
            one.date,
            one.scope,
            one.instead,
            one.reason,
        )
        for sense in concept.senses
        for one in sense.wordings
    }


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_comes_back(tmp_path: Path, name: str) -> None:
    back, works = read_back(tmp_path, written(WRITERS[name], LAMPS, WORKS))
    for field in ("id", "simplified", "traditional", "pinyin", "kind", "literal", "aliases", "notes"):
        assert getattr(back, field) == getattr(LAMPS, field), field
    assert (back.domain, back.added, back.revised) == ("imported", LAMPS.added, LAMPS.revised)
    assert wordings(back) == wordings(LAMPS)
    assert [(s.frame, s.label, s.gloss) for s in back.senses] == [
        (s.frame, s.label, s.gloss) for s in LAMPS.senses
    ]
    assert works.id == "da-gongcheng"


@pytest.mark.parametrize("name", WRITERS)
def test_the_real_glossary_comes_back(tmp_path: Path, real: object, name: str) -> None:
    all_entries = list(real)
    data = b"".join(WRITERS[name](all_entries, Wanted(), Losses()))
    back = {one.id: one for one in read_back(tmp_path, data)}
    for entry in all_entries:
        assert wordings(back[entry.concept.id]) == wordings(entry.concept)


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_glossary_gives_the_same_bytes(name: str) -> None:
    assert written(WRITERS[name], LAMPS, WORKS) == written(WRITERS[name], LAMPS, WORKS)


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_to_be_avoided_says_so_or_is_left_out(name: str) -> None:
    for term in re.findall(
        r"<term>(?:Red Light Project|red lamp engineering)</term>(.*?)</term", _text(name)
    ):
        assert "deprecatedTerm-admn-sts" in term
    assert "Red Light" not in written(WRITERS[name], LAMPS, deprecated=False).decode()


def _text(name: str) -> str:
    return written(WRITERS[name], LAMPS).decode()


def test_only_what_is_wanted_is_written() -> None:
    text = written(write_dca, LAMPS, script="simplified", languages=("fr",)).decode()
    assert re.findall(r'langSec xml:lang="([^"]+)"', text) == ["zh-Hans", "fr"]
    assert "red lamp engineering" not in text


def test_what_tbx_cannot_carry_is_counted() -> None:
    losses = Losses()
    b"".join(write_dca(entries(LAMPS, WORKS), Wanted(), losses))
    assert "left out: cues for reading senses (1)" in losses.told()
    assert "left out: relations to entries that are not exported (1)" in losses.told()


@given(st.text(), st.text(), st.text(min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_survives(tmp_path: Path, rendered: str, gloss: str, scope: str) -> None:
    one = rendering(f"x{rendered}", scope=f"s{scope}", issuer="Example Press")
    made = concept(
        "红灯",
        "hóngdēng",
        traditional="紅燈",
        id="hongdeng",
        senses=(Sense(id="party", frame="party", label="l", gloss=f"g{gloss}", renderings=(one,)),),
    )
    for writer in WRITERS.values():
        data = written(writer, made)
        (back,) = read_back(tmp_path, data)
        assert back.senses[0].gloss == clean(f"g{gloss}")
        assert back.renderings[0].text == clean(f"x{rendered}")
        assert back.renderings[0].scope == clean(f"s{scope}")


# --- validity ---


def samples() -> Iterator[bytes]:
    yield written(write_dca, LAMPS, WORKS)
    yield written(write_dca, *WORDS)
    yield written(write_dca)
    yield written(write_dca, concept("12号", "shí'èr hào", "No 12", id="12-hao"))


@pytest.mark.parametrize("data", [*samples()])
def test_style_dca_is_what_tbx_basic_allows(data: bytes) -> None:
    etree.RelaxNG(etree.parse(str(DATA / "written-dca.rng"))).assertValid(etree.fromstring(data))


def schemas() -> Path:
    """The folder of the clones TBX-Basic_dialect, TBX_Core_RNG, TBX_basic_module and TBX_min_module."""
    folder = os.environ.get("TIFA_TBX_SCHEMAS", "")
    if not folder:
        pytest.skip("TIFA_TBX_SCHEMAS names no folder with the schemas of github.com/LTAC-Global")
    return Path(folder)


def jing(schema: Path, *files: Path) -> None:
    if not shutil.which("jing"):
        pytest.skip("jing is not installed")
    done = subprocess.run(
        ["jing", str(schema), *map(str, files)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture
def official(tmp_path: Path) -> dict[str, Path]:
    """One large file in each style."""
    paths = {}
    for name in ("dca", "dct"):
        paths[name] = tmp_path / f"{name}.tbx"
        paths[name].write_bytes(written(WRITERS[name], LAMPS, *WORDS[1:]))
    return paths


def test_both_styles_are_valid_by_the_official_core_schema(official: dict[str, Path]) -> None:
    schema = etree.RelaxNG(etree.parse(str(schemas() / "TBX_Core_RNG" / "TBXcoreStructV03.rng")))
    for path in official.values():
        schema.assertValid(etree.parse(str(path)))


def test_both_styles_are_valid_by_the_official_schematron(official: dict[str, Path]) -> None:
    dialect = schemas() / "TBX-Basic_dialect"
    for name, path in official.items():
        jing(dialect / name.upper() / f"TBX-Basic_{name.upper()}.sch", path)


def test_style_dct_is_valid_by_the_official_modules(official: dict[str, Path], tmp_path: Path) -> None:
    folder = schemas()
    rules = (folder / "TBX-Basic_dialect" / "DCT" / "TBX-Basic.nvdl").read_text(encoding="utf-8")
    address = r"https://raw\.githubusercontent\.com/LTAC-Global/([^/]+)/master/"
    local = tmp_path / "local.nvdl"
    local.write_text(re.sub(address, rf"{folder.resolve().as_uri()}/\1/", rules), encoding="utf-8")
    jing(local, official["dct"])


def test_translate_toolkit_reads_version_2_with_its_statuses(tmp_path: Path) -> None:
    tbx = pytest.importorskip("translate.storage.tbx", reason="translate-toolkit is not installed")
    path = tmp_path / "v2.tbx"
    path.write_bytes(written(write_v2, LAMPS, WORKS))
    with path.open("rb") as file:
        store = tbx.tbxfile(file, sourcelanguage="zh-Hans", targetlanguage="en")
    units = {unit.getid(): unit for unit in store.units}
    assert set(units) == {"hongdeng-gongcheng.lamps", "hongdeng-gongcheng.traffic", "da-gongcheng.party"}
    unit = units["hongdeng-gongcheng.lamps"]
    assert [term.text for term in unit.get_source_terms()] == [
        "红灯工程",
        "红工",
        "2红灯",
        "旧红灯",
        "红灯工程办",
    ]
    assert {term.text: term.deprecated for term in unit.get_target_terms()} == {
        "Red Lantern Program": False,
        "Lantern Scheme": False,
        "lamp works": False,
        "Red Light Project": True,
        "Lamp Bureau": True,  # superseded would be taken for permitted
        "red lamp engineering": True,
    }


# --- what others write ---


def test_an_old_term_base_is_read_with_groups_and_repeated_languages() -> None:
    losses = Losses()
    (back,) = read(str(DATA / "old-termbase.tbx"), losses)
    assert (back.id, back.simplified, back.traditional) == ("hong-deng-gong-cheng", "红灯工程", "紅燈工程")
    assert [(one.text, one.status, one.issuer) for one in back.renderings] == [
        ("Red Lantern Program", "preferred", "old-termbase"),
        ("Red Light Project", "deprecated", "old-termbase"),
        ("lamp works", "admitted", "old-termbase"),
    ]
    assert back.senses[0].gloss == "A scheme that puts lamps up."
    assert back.notes == (
        Note(topic="Explanation", text="Red is for luck."),
        Note(topic="Rendering", text="lamp works: heard once"),
    )
    assert back.added == "1970-01-01"
    told = losses.told()
    assert "left out: terms in de, a language that tifa has no field for (1)" in told
    assert "left out: entries without a Chinese term (1)" in told


def test_an_old_tbx_min_is_read_as_far_as_it_goes() -> None:
    (back,) = read(str(DATA / "old-min.tbx"), Losses())
    assert (back.id, back.traditional) == ("lvse-xiaozu", "綠色小組")
    assert [(one.text, one.status) for one in back.renderings] == [
        ("green groups", "preferred"),
        ("green cells", "deprecated"),
    ]


def tbx(body: str, root: str = "tbx") -> bytes:
    return f'<{root} xml:lang="en"><text><body>{body}</body></text></{root}>'.encode()


ENTRY = (
    '<conceptEntry id="{}"><langSec xml:lang="zh"><termSec><term>{}</term></termSec></langSec>'
    '<langSec xml:lang="en"><termSec><term>{}</term>{}</termSec></langSec></conceptEntry>'
)


def test_entries_of_one_term_are_senses_of_one_concept(tmp_path: Path) -> None:
    (back,) = read_back(
        tmp_path, tbx(ENTRY.format("c1", "红灯", "lamp", "") + ENTRY.format("c2", "红灯", "stop", ""))
    )
    assert [(sense.id, sense.renderings[0].text) for sense in back.senses] == [
        ("party", "lamp"),
        ("sense-2", "stop"),
    ]


def test_terms_that_sound_alike_get_ids_of_their_own(tmp_path: Path) -> None:
    two = read_back(
        tmp_path, tbx(ENTRY.format("c1", "公式", "formula", "") + ENTRY.format("c2", "公事", "duty", ""))
    )
    assert [one.id for one in two] == ["gong-shi", "gong-shi-2"]


def test_a_byte_order_mark_and_the_traditional_script_under_plain_zh_are_understood(tmp_path: Path) -> None:
    (back,) = read_back(tmp_path, b"\xef\xbb\xbf" + tbx(ENTRY.format("c1", "紅燈（舊）", "lamp", "")))
    assert (back.simplified, back.traditional) == ("红灯（旧）", "紅燈（舊）")


@pytest.mark.parametrize(
    "note",
    [
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>',
        '<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>',
        '<termNote type="normativeAuthorization">deprecatedTerm</termNote>',
        '<termNote type="forbidden">true</termNote>',
        '<termNote type="status">Not recommended</termNote><termNote type="preferred">true</termNote>',
        '<m:termStatus xmlns:m="urn:m">deprecatedTerm-admn-sts</m:termStatus><note>status: proposed</note>',
    ],
)
def test_a_term_that_any_category_forbids_is_never_recommended(tmp_path: Path, note: str) -> None:
    (back,) = read_back(tmp_path, tbx(ENTRY.format("c1", "红灯", "lamp", note)))
    assert back.renderings[0].status == "deprecated"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><body/></html>", "the root element is html, not tbx or martif"),
        (b"<tbx><text><body>", "not well-formed XML"),
        (b"", "not well-formed XML"),
        (b"PK\x03\x04", "not well-formed XML"),
        (tbx("<conceptEntry><langSec><termSec/></langSec></conceptEntry>"), "langSec has no xml:lang"),
        (b'<!DOCTYPE tbx [<!ENTITY a "b">]>' + tbx(""), "declares entities"),
        (b'<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + tbx("<note>&a;</note>"), "entities"),
        (b"<tbx>\n\n<a></b></tbx>", ":3: this is not well-formed XML"),
    ],
)
def test_what_is_no_tbx_is_refused_in_one_sentence(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        read_back(tmp_path, data)
    assert str(caught.value).startswith(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tbx: cannot be read"):
        list(read(str(tmp_path / "none.tbx"), Losses()))


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh-Hans"), ("ZH_cn", "zh-Hans"), ("zh-Hans-TW", "zh-Hans"), ("cmn", "zh-Hans"), ("zh-CHS", "zh-Hans"),
        ("zh-TW", "zh-Hant"), ("zh-hant", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"), ("ZH-HK", "zh-Hant"),
        ("en-GB", "en"), ("FR", "fr"), ("es-419", "es"), ("de", ""), ("", ""), ("x", ""),
    ],
)  # fmt: skip
def test_languages_are_known_by_any_tag(tag: str, language: str) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("preferredTerm-admn-sts", "preferred"), ("Preferred", "preferred"), ("首选", "preferred"),
        ("admittedTerm-admn-sts", "admitted"), ("New", "admitted"), ("", "admitted"), ("proposed", "proposed"),
        ("not recommended", "deprecated"), ("notRecommended", "deprecated"), ("FORBIDDEN", "deprecated"),
        ("不推荐", "deprecated"), ("obsolete", "deprecated"), ("CaseSense;Forbidden", "deprecated"),
    ],
)  # fmt: skip
def test_statuses_are_known_by_any_word(word: str, status: str) -> None:
    assert status_of(word) == status


def test_an_imported_concept_makes_an_index(tmp_path: Path) -> None:
    (back,) = read(str(DATA / "old-min.tbx"), Losses())
    assert len(list(glossary_of(back))) == 1
