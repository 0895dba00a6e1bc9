"""Tables and glossaries of plain text: what is written, what its readers make of it, what is read."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import WORDS, concept, rendering
from tifa.errors import InputError, UsageError
from tifa.exchange import deepl, markdown, omegat
from tifa.exchange.common import Losses, Wanted, Writer
from tifa.exchange.headers import Column, columns_of
from tifa.exchange.plain import clean
from tifa.exchange.tables import COLUMNS, guarded, unguarded, write_csv, write_xlsx
from tifa.exchange.tables_reader import read_csv, read_xlsx
from tifa.model import Alias, Calque, Concept, Entry, Sense

LAMPS = concept(
    "红灯工程",
    "hóngdēng gōngchéng",
    id="hongdeng-gongcheng",
    domain="lamp-posts",
    traditional="紅燈工程",
    literal="red lamp project",
    aliases=(Alias(text="红工", type="variant", traditional="紅工"),),
    senses=(
        Sense(
            id="lamps",
            frame="party",
            label="a campaign",
            gloss="A scheme for lamps.",
            renderings=(
                rendering("lamp works", "admitted", date="2024"),
                rendering("Red Lantern Program", date="2024-05", scope="in\nthe\tnews"),
                rendering("Red Light Project", "deprecated", instead="Red Lantern Program", reason="traffic"),
                rendering("Programme des lampes", language="fr", issuer="Le Quotidien"),
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
)
ONLY_BAD = concept("灯", "dēng", renderings=(rendering("lampe", "deprecated", instead="lamp"),))
EVERYDAY = concept("社会", "shèhuì", "society", everyday="yes")
ALL = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "omegat": omegat.write,
    "deepl": deepl.write,
    "markdown": markdown.write,
}
TABLES = {"csv": (write_csv, read_csv), "xlsx": (write_xlsx, read_xlsx)}
openpyxl = pytest.importorskip("openpyxl")


def written(writer: Writer, *concepts: Concept, losses: Losses | None = None, **wanted: object) -> bytes:
    entries = [Entry(concept=one) for one in concepts]
    return b"".join(writer(entries, Wanted(**wanted), losses or Losses()))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_text(folder: Path, text: str | bytes, losses: Losses | None = None) -> list[Concept]:
    path = folder / "list.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_csv(str(path), losses or Losses()))


def wordings(concept: Concept) -> list[tuple[str, str, str]]:
    return sorted((one.text, one.language, one.status) for one in concept.wordings)


# --- every format ---


@pytest.mark.parametrize("name", ALL)
def test_the_same_glossary_gives_the_same_bytes(name: str) -> None:
    assert written(ALL[name], LAMPS, *WORDS) == written(ALL[name], LAMPS, *WORDS)


@pytest.mark.parametrize("name", [name for name in ALL if name != "xlsx"])
def test_what_is_to_be_avoided_can_be_left_out(name: str) -> None:
    text = written(ALL[name], LAMPS, deprecated=False).decode()
    assert "Red Light" not in text
    assert "engineering" not in text


@pytest.mark.parametrize("name", ALL)
def test_what_is_left_out_is_counted(name: str) -> None:
    losses = Losses()
    written(ALL[name], concept("红灯", "hóngdēng", "lamp", keywords=("a", "b")), losses=losses)
    assert "left out: keywords (2)" in losses.told()


@pytest.mark.parametrize("name", [name for name in ALL if name != "xlsx"])
def test_what_the_renderings_do_not_render_is_in_no_termbase(name: str) -> None:
    lamps = concept("红灯", "hóngdēng", "red lamp", traditional="紅燈",
                    aliases=(Alias(text="灯光", type="part"), Alias(text="红灯奖状", type="related")))  # fmt: skip
    losses = Losses()
    text = written(ALL[name], lamps, losses=losses).decode()
    assert "红灯" in text
    assert "灯光" not in text
    assert "奖状" not in text
    assert "left out: parts of terms and forms near them (2)" in losses.told()


@pytest.mark.parametrize("name", ALL)
def test_nothing_wanted_makes_a_file_without_terms(name: str) -> None:
    data = written(ALL[name], LAMPS, domain="elsewhere")
    assert "红".encode() not in data


# --- CSV and XLSX ---


def test_a_row_is_a_sense_and_a_cell_holds_synonyms_best_first() -> None:
    first, second = rows(written(write_csv, LAMPS))
    assert first["id"] == "hongdeng-gongcheng.lamps"
    assert (first["zh-Hans"], first["zh-Hant"]) == ("红灯工程|红工", "紅燈工程|紅工")
    assert (first["en"], first["en_status"]) == ("Red Lantern Program|lamp works", "preferred|admitted")
    assert first["en_avoid"] == "Red Light Project|red lamp engineering"
    assert first["fr"] == "Programme des lampes"
    assert first["issuer"] == "Example Press|Example Press|Le Quotidien"
    assert first["date"] == "2024-05|2024|"
    assert "Red Lantern Program (scope: in the news)" in first["note"]
    assert (second["id"], second["en"]) == ("hongdeng-gongcheng.traffic", "red light")


def test_excel_is_told_that_a_csv_file_is_utf_8() -> None:
    assert written(write_csv, LAMPS).startswith(b"\xef\xbb\xbfid,zh-Hans,")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_back(tmp_path: Path, name: str) -> None:
    write, read = TABLES[name]
    path = tmp_path / f"list.{name}"
    path.write_bytes(written(write, LAMPS, *WORDS[1:]))
    back = {one.id: one for one in read(str(path), Losses())}
    lamps = back["hongdeng-gongcheng"]
    for field in ("simplified", "traditional", "pinyin", "aliases"):
        assert getattr(lamps, field) == getattr(LAMPS, field), field
    assert wordings(lamps) == wordings(LAMPS)
    assert {(one.text, one.issuer, one.date) for one in lamps.renderings if one.status != "deprecated"} == {
        (one.text, one.issuer, one.date) for one in LAMPS.renderings if one.status != "deprecated"
    }
    assert [sense.label for sense in lamps.senses] == ["a campaign", "a light"]
    assert len(back) == len(WORDS)


@given(st.text(), st.sampled_from(["", "=", "'=", "''@", "-", "'", "＋", "|"]), st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_any_text_survives_a_table(tmp_path: Path, text: str, start: str, gloss: str) -> None:
    rendered, said = f"{start}x{text}", f"{start}{gloss}y"
    made = concept(
        "红灯",
        "hóngdēng",
        traditional="紅燈",
        senses=(Sense(id="party", frame="party", label="l", gloss=said, renderings=(rendering(rendered),)),),
    )
    for name, (write, read) in TABLES.items():
        path = tmp_path / f"any.{name}"
        path.write_bytes(written(write, made))
        (back,) = read(str(path), Losses())
        assert back.senses[0].gloss == clean(said)
        assert [one.text for one in back.renderings] == [clean(rendered).replace("|", "¦")]


@given(st.text())
def test_no_cell_is_a_formula_and_the_guard_comes_off_again(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert unguarded(guarded(text)) == text


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(written(write_xlsx, concept("红灯", "hóngdēng", '=HYPERLINK("http://x")')))
    (_, row) = openpyxl.load_workbook(path).worksheets[0].iter_rows()
    assert {cell.data_type for cell in row} <= {"s", "inlineStr", "n"}  # an empty cell is a number
    assert row[COLUMNS.index("en")].value == '\'=HYPERLINK("http://x")'


def test_a_workbook_holds_no_time_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(written(write_xlsx, LAMPS))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_a_missing_openpyxl_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(UsageError, match=re.escape("pip install 'tifa-glossary[xlsx]'")):
        written(write_xlsx, LAMPS)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030", "big5"])
def test_a_list_is_read_in_the_encodings_of_its_makers(tmp_path: Path, encoding: str) -> None:
    terms = "编号,英文,中文\n" + "".join(f"{n},term number {n},紅燈計畫辦公室\n" for n in range(40))
    simple = terms if encoding == "big5" else terms.replace("紅燈計畫辦公室", "红灯计划办公室")
    header = simple.replace("编号", "id").replace("英文", "English").replace("中文", "Chinese")
    (back,) = read_text(tmp_path, header.encode(encoding))
    assert back.simplified == "红灯计划办公室"
    assert len(back.senses) == 40


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("English;Chinese (Simplified);Chinese (Traditional)\nlamp;红灯;紅燈\n", [("lamp", "en", "admitted")]),
        ("target\tsource\nlamp|light\t红灯\n", [("lamp", "en", "admitted"), ("light", "en", "admitted")]),
        ("zh_cn,en_us,en_forbidden\n红灯,lamp,TRUE\n", [("lamp", "en", "deprecated")]),
        ("zh,en,status\n红灯,lamp|light,not recommended|preferred\n",
         [("lamp", "en", "deprecated"), ("light", "en", "preferred")]),
        # memoQ repeats the columns of a language for its synonyms.
        ("Entry_ID,Chinese_PRC,Term_Info,English,Term_Info,English,Term_Info\n1,红灯,,lamp,CaseSense,red,Forbidden\n",
         [("lamp", "en", "admitted"), ("red", "en", "deprecated")]),
        # Phrase repeats the id for them.
        ("CID,zh,en,preferred\n9,红灯,lamp,TRUE\n9,红灯,light,FALSE\n",
         [("lamp", "en", "preferred"), ("light", "en", "admitted")]),
        (">>L<<zh-CN,>>L<<es-ES,>>L<<fr\n红灯,luz,feu\n", [("feu", "fr", "admitted"), ("luz", "es", "admitted")]),
        ("en_avoid,中文,英文\nred lamp,红灯,lamp\n", [("lamp", "en", "admitted"), ("red lamp", "en", "deprecated")]),
        ('zh,en\n红灯,"lamp\nlight"\n\n,\n', [("lamp", "en", "admitted"), ("light", "en", "admitted")]),
    ],
)  # fmt: skip
def test_tables_of_others_are_read(tmp_path: Path, text: str, expected: list[tuple[str, str, str]]) -> None:
    (back,) = read_text(tmp_path, text)
    assert (back.simplified, back.traditional, back.id) == ("红灯", "紅燈", "hong-deng")
    assert wordings(back) == expected
    assert len(back.senses) == 1


def test_what_a_table_has_beyond_the_model_is_counted(tmp_path: Path) -> None:
    losses = Losses()
    read_text(tmp_path, "zh,en,colour\n红灯,lamp,red\n,stray,\n", losses)
    assert losses.told() == [
        "left out: the column colour, whose name tifa does not know (1)",
        "left out: entries without a Chinese term (1)",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("one,two\na,b\n", "list.csv:1: no column is named after Chinese"),
        ("zh,two\n红灯,b\n", "list.csv:1: no column is named after another language (en, fr or es)"),
        ("", "the first row has: nothing"),
        ('zh,en\n红灯,"lamp' + "x" * 140_000, "list.csv:2: the row cannot be read"),
        (b"%PDF-1.7", "list.csv: this is a PDF file"),
    ],
)
def test_a_table_without_terms_is_refused_in_one_sentence(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        read_text(tmp_path, text)
    assert "\n" not in str(caught.value)


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"zh,en\n", "this is no workbook"),
        (archive({"a.txt": b"x"}), "this workbook cannot be read"),
        (archive({"xl/a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "declares a DOCTYPE"),
        (archive({f"{n}.xml": b"" for n in range(2_001)}), "this workbook has 2,001 parts"),
        (archive({"a.xml": b" " * 300_000_001}), "and 300,000,001 bytes"),
    ],
)
def test_a_workbook_that_is_none_or_a_trap_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=re.escape(message)) as caught:
        list(read_xlsx(str(path), Losses()))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("read", [read_csv, read_xlsx])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, read: object) -> None:
    with pytest.raises(InputError, match="none: cannot be read"):
        list(read(str(tmp_path / "none"), Losses()))


def test_columns_are_known_by_their_names() -> None:
    names = [
        "Simplified Chinese",
        "zh-TW",
        "繁體中文",
        "English (US)",
        "en_status",
        "es-ES",
        "English teacher",
        "备注",
    ]
    assert columns_of(names) == [
        Column("term", "zh-Hans"),
        Column("term", "zh-Hant"),
        Column("term", "zh-Hant"),
        Column("term", "en"),
        Column("status", "en"),
        Column("term", "es"),
        Column(""),
        Column("note"),
    ]


# --- OmegaT ---

READER = """
import java.io.File; import java.io.PrintStream; import java.lang.reflect.Method; import java.util.List;
public class Read {
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    for (Method method : Class.forName("org.omegat.gui.glossary.GlossaryReaderTSV").getMethods()) {
      if (!method.getName().equals("read")) continue;
      File file = new File(args[0]);
      Object[] given = method.getParameterCount() == 1 ? new Object[] {file} : new Object[] {file, false};
      for (Object entry : (List<?>) method.invoke(null, given))
        for (String part : new String[] {"getSrcText", "getLocText", "getCommentText"})
          out.print(entry.getClass().getMethod(part).invoke(entry) + (part.startsWith("getCom") ? "\\n" : "\\t"));
    }
  }
}
"""


def lines(data: bytes) -> list[list[str]]:
    head, *rest = data.decode().splitlines()
    assert head.startswith("# ")
    return [line.split("\t") for line in rest]


def test_an_omegat_glossary_has_three_columns_and_warns_only_in_comments() -> None:
    found = lines(written(omegat.write, LAMPS, ONLY_BAD))
    assert {len(line) for line in found} == {3}
    assert [(line[0], line[1]) for line in found] == [
        *((form, "Red Lantern Program") for form in ("红灯工程", "紅燈工程", "红工", "紅工")),
        *((form, "lamp works") for form in ("红灯工程", "紅燈工程", "红工", "紅工")),
        *((form, "red light") for form in ("红灯工程", "紅燈工程", "红工", "紅工")),
        ("灯", ""),
    ]
    assert "avoid: Red Light Project (write: Red Lantern Program; traffic)" in found[0][2]
    assert found[-1][2].endswith("avoid: lampe (write: lamp)")


def test_an_omegat_glossary_has_one_target_language() -> None:
    losses = Losses()
    found = lines(written(omegat.write, LAMPS, losses=losses, languages=("fr",), script="traditional"))
    assert [(line[0], line[1]) for line in found] == [
        ("紅燈工程", "Programme des lampes"),
        ("紅工", "Programme des lampes"),
    ]
    assert not any("other languages" in line for line in losses.told())


@given(st.text(), st.text(), st.text())
def test_any_text_makes_lines_of_three_columns(term: str, text: str, scope: str) -> None:
    made = concept(f"灯{term}", "dēng", renderings=(rendering(f"x{text}", scope=scope),))
    for line in lines(written(omegat.write, made)):
        assert len(line) == 3
        assert line[1] == clean(f"x{text}")


@pytest.mark.parametrize("suffix", ["txt", "utf8"])
def test_omegat_itself_reads_every_line(tmp_path: Path, real: object, suffix: str) -> None:
    """With Debian's omegat and a JDK; OMEGAT_JAR names another OmegaT."""
    jar = Path(os.environ.get("OMEGAT_JAR", "/usr/share/omegat/OmegaT.jar"))
    if not (jar.exists() and shutil.which("javac")):
        pytest.skip("OmegaT or a JDK is not installed")
    (tmp_path / "Read.java").write_text(READER)
    glossary = tmp_path / f"glossary.{suffix}"
    glossary.write_bytes(b"".join(omegat.write(real, Wanted(), Losses())))
    path = f"{jar}:{jar.parent}/lib/*"
    command = ["java", "-Dfile.encoding=US-ASCII", "-cp", path, str(tmp_path / "Read.java"), str(glossary)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert [line.split("\t") for line in done.stdout.decode().splitlines()] == lines(glossary.read_bytes())


# --- DeepL ---


def pairs(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_a_deepl_glossary_gives_each_form_the_rendering_to_be_written() -> None:
    losses = Losses()
    found = pairs(written(deepl.write, LAMPS, ONLY_BAD, EVERYDAY, losses=losses))
    assert found == [[form, "Red Lantern Program"] for form in ("红灯工程", "紅燈工程", "红工", "紅工")]
    assert (
        "left out: words of everyday language, which DeepL would render so in any sentence (1)"
        in losses.told()
    )


def test_a_headword_goes_before_the_short_form_of_another_entry() -> None:
    short = concept("红工", "hóng gōng", "Red Workers")
    assert ["红工", "Red Workers"] in pairs(written(deepl.write, LAMPS, short))


def test_deepl_gets_no_term_longer_than_it_takes() -> None:
    losses = Losses()
    assert written(deepl.write, concept("灯", "dēng", "é" * 513), losses=losses) == b""
    assert "left out: terms longer than the 1024 bytes that DeepL allows (1)" in losses.told()
    assert pairs(written(deepl.write, concept("灯", "dēng", "é" * 512))) == [["灯", "é" * 512]]


def test_deepl_gets_no_more_than_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deepl, "LARGEST", 20)
    losses = Losses()
    data = written(
        deepl.write, concept("灯", "dēng", "lamp"), concept("路", "lù", "a long road"), losses=losses
    )
    assert pairs(data) == [["灯", "lamp"]]
    assert "left out: terms beyond the 10 MiB that DeepL allows (1)" in losses.told()


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_deepls_own_client_takes_any_glossary(terms: list[tuple[str, str]]) -> None:
    util = pytest.importorskip("deepl.util", reason="DeepL's client is not installed")
    made = [concept(f"灯{term}", "dēng", f"x{text}") for term, text in terms]
    data = written(deepl.write, *made)
    assert util.convert_csv_to_dict(data) == dict(map(tuple, pairs(data)))


def test_deepls_own_client_takes_the_real_glossary(real: object) -> None:
    util = pytest.importorskip("deepl.util", reason="DeepL's client is not installed")
    data = b"".join(deepl.write(real, Wanted(), Losses()))
    assert len(util.convert_csv_to_dict(data)) == len(pairs(data))


# --- Markdown ---


def test_the_page_has_a_table_for_each_domain() -> None:
    page = written(markdown.write, LAMPS, concept("灯", "dēng", "lamp", domain="a-first")).decode()
    assert re.findall("^## .*", page, re.MULTILINE) == ["## A first", "## Lamp posts"]
    assert "**Red Lantern Program** (preferred; Example Press 2024; in the news)<br>**lamp works**" in page
    assert "~~Red Light Project~~ (write Red Lantern Program)" in page


@given(st.text(), st.text())
@settings(max_examples=60)
def test_any_text_stays_within_its_cell(text: str, gloss: str) -> None:
    it = pytest.importorskip("markdown_it").MarkdownIt("js-default")
    made = concept("灯", "dēng", f"x{text}", literal=f"l{gloss}")
    tokens = it.parse(written(markdown.write, made).decode())
    assert sum(token.type == "td_open" for token in tokens) == 5
    assert sum(token.type == "tr_open" for token in tokens) == 2
