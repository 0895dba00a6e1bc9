"""Bilingual files of every format become the same segments, and broken ones one sentence that helps."""

from __future__ import annotations

import builtins
import sys
import zipfile
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from tifa.errors import InputError, TifaError, UsageError
from tifa.termcheck.readers import markup, read, table
from tifa.termcheck.readers.comments import muted
from tifa.termcheck.segments import Segment

DATA = ROOT / "tests" / "data" / "bilingual"
PAIRS = [
    ("街道在桥头挂起红灯。", "The sub-district hung red lamps at the bridge."),
    ("“红灯工程”三年点亮了五十二盏灯。", '"Red lamps" lit fifty-two lamps in three years.'),
    ('老人们说："路好走了。"', ""),
    ("灯灭了 & 路还在。", "The lamps are out & the road is still there."),
]
FILES = [
    "pairs.csv",
    "pairs.mqxliff",
    "pairs.po",
    "pairs.sdlxliff",
    "pairs.tmx",
    "pairs.tsv",
    "pairs.xlf",
    "pairs2.xlf",
]
IDS = {
    "pairs.xlf": ["a", "b", "c", "d"],
    "pairs2.xlf": ["1/a", "1/2", "4/c", "5/d"],
    "pairs.sdlxliff": ["p1/1", "p1/2", "p2/3", "p3/4"],
    "pairs.mqxliff": ["1", "2", "3", "4"],
    "pairs.tmx": ["a", "b", "", "d"],
    "pairs.po": ["a", "", "", ""],
}
UNIT = '<trans-unit id="{0}"><source>灯{0}</source><target>lamp {0}</target></trans-unit>\n'
FILE = '<file original="a.txt" source-language="zh" target-language="en"><body>\n'


def xliff(*units: str, head: str = "") -> str:
    return f'{head}<xliff version="1.2">{FILE}{"".join(units)}</body></file></xliff>'


def tmx(*variants: tuple[str, str], srclang: str = "", head: str = "") -> str:
    texts = "".join(f'<tuv xml:lang="{language}"><seg>{text}</seg></tuv>' for language, text in variants)
    return (
        f'{head}<tmx version="1.4"><header srclang="{srclang}"/><body><tu tuid="t">{texts}</tu></body></tmx>'
    )


def written(folder: Path, name: str, data: str | bytes) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def segments(folder: Path, name: str, data: str | bytes, **options: object) -> list[Segment]:
    return list(read([written(folder, name, data)], **options))  # type: ignore[arg-type]


def pairs(found: list[Segment]) -> list[tuple[str, str]]:
    return [(segment.source, segment.target) for segment in found]


def complaint(folder: Path, name: str, data: str | bytes, **options: object) -> str:
    """What is said of a file, without the folder it is in."""
    with pytest.raises(TifaError) as caught:
        segments(folder, name, data, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value).replace(f"{folder}/", "")


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_texts(name: str) -> None:
    found = list(read([str(DATA / name)]))
    assert pairs(found) == PAIRS
    assert [segment.mute for segment in found] == [(), (), ("number", "mixed"), ()]
    assert {segment.path for segment in found} == {str(DATA / name)}
    assert {(s.source_language.lower(), s.target_language.lower()) for s in found} == {("zh-cn", "en")}
    assert [segment.id for segment in found] == IDS.get(name, [""] * 4)
    assert [segment.number for segment in found] == ([2, 3, 4, 5] if name[-2:] == "sv" else [1, 2, 3, 4])


def test_several_files_are_read_in_order_and_as_late_as_can_be(tmp_path: Path) -> None:
    broken = written(tmp_path, "broken.xlf", "<xliff")
    found = read([str(DATA / "pairs.tmx"), str(DATA / "pairs.po"), broken])
    assert pairs(list(islice(found, 8))) == PAIRS * 2
    with pytest.raises(InputError):
        next(found)


def test_files_in_xliff_are_documents() -> None:
    documents = [segment.document for segment in read([str(DATA / "pairs.xlf")])]
    assert documents == ["bridge.docx", "bridge.docx", "road.docx", "road.docx"]
    assert [s.document for s in read([str(DATA / "pairs2.xlf")])] == documents


def test_texts_side_by_side_are_read_line_by_line(tmp_path: Path) -> None:
    source, target = str(DATA / "source.txt"), str(DATA / "target.md")
    found = list(read([source, target]))
    assert pairs(found) == PAIRS
    assert [(segment.path, segment.number) for segment in found] == [(target, n) for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_end_as_any_system_ends_them_in_any_encoding(tmp_path: Path, end: str, encoding: str) -> None:
    lines = [source * 20 + "\u2028\x0b" for source, _ in PAIRS[:2]] + ["", "灯"]
    one = written(tmp_path, "one", end.join(lines).encode(encoding))
    other = written(tmp_path, "other.txt", "a\nb\n\nd\n".encode(encoding))
    assert [segment.source for segment in read([one, other], encoding)] == lines


def test_texts_of_different_length_are_refused_with_both_lengths(tmp_path: Path) -> None:
    one, other = written(tmp_path, "one.txt", "灯\n" * 1200), written(tmp_path, "two.txt", "lamp\n")
    with pytest.raises(InputError, match="1,200 and 1 lines"):
        list(read([one, other]))


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["a.txt"], "needs its translation beside it"),
        (["a.txt", "b.txt", "c.txt"], "needs its translation beside it"),
        (["a.md", "b.xlf"], "needs its translation beside it"),
        (
            ["a.docx"],
            "XLIFF (.xlf .xliff .mqxliff .sdlxliff), TMX (.tmx), gettext (.po), tables (.csv .tsv .xlsx)",
        ),
        (["a.xlf", "b"], "no format that can be checked"),
    ],
)
def test_paths_that_do_not_go_together_are_refused_at_once(paths: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(paths)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "paths", [["no.xlf"], ["no.tmx"], ["no.po"], ["no.csv"], ["no.xlsx"], ["no", "none"]]
)
def test_a_file_that_is_not_there_is_said_to_be_missing(paths: list[str]) -> None:
    with pytest.raises(InputError, match="No such file"):
        pytest.importorskip("openpyxl")
        list(read(paths))


# --- tables ---

TABLES = [
    ("zh,en\n灯,lamp\n", [("灯", "lamp")]),
    ("\ufeffChinese,English\n灯,lamp\n", [("灯", "lamp")]),
    ("en\tzh_CN\nlamp\t灯\n", [("灯", "lamp")]),
    ("id;source;target\n1;灯;a, b\n2;路;c, d\n", [("灯", "a, b"), ("路", "c, d")]),
    ("原文,译文\n灯,lamp\n", [("灯", "lamp")]),
    ("Source (zh-CN),Target: en\n灯,lamp\n", [("灯", "lamp")]),
    ("zh-CN,zh-TW\n灯,燈\n", [("灯", "燈")]),
    ("en,target\nlamp,灯\n", [("lamp", "灯")]),
    ("灯,lamp\n路,road\n", [("灯", "lamp"), ("路", "road")]),
    ("灯;the lamp, now\n路;the road\n", [("灯", "the lamp, now"), ("路", "the road")]),
    ('灯,"a ""b""\nc; d; e"\n\n路,\n', [("灯", 'a "b"\nc; d; e'), ("路", "")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_columns_are_found_by_their_names_or_are_the_first_two(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(segments(tmp_path, "a.csv", text)) == expected


@pytest.mark.parametrize(
    ("columns", "expected"), [(("3", "1"), "灯"), (("Wort", "lemma"), "灯"), (("2", "lemma"), "x")]
)
def test_columns_may_be_given_by_number_or_name(
    tmp_path: Path, columns: tuple[str, str], expected: str
) -> None:
    header = "" if columns == ("3", "1") else "Lemma,note,Wort\n"
    found = segments(tmp_path, "a.csv", f"{header}lamp,x,灯\n", columns=columns)
    assert pairs(found) == [(expected, "lamp")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('灯\t"Lamp" is a word\n路\t"road\n', [("灯", '"Lamp" is a word'), ("路", '"road')]),
        ('灯\t"a ""lamp"""\n路\t"b\tc"\n', [("灯", 'a "lamp"'), ("路", "b\tc")]),
    ],
)
def test_quotation_marks_enclose_cells_of_a_tsv_only_where_they_all_do(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(segments(tmp_path, "a.tsv", text)) == expected


def test_a_table_in_a_chinese_encoding_is_read(tmp_path: Path) -> None:
    text = "中文,英文\n" + "街道在桥头挂起红灯，老人们说路好走了。,The lamps.\n" * 9
    assert (
        segments(tmp_path, "a.csv", text.encode("gb18030"))[8].source
        == "街道在桥头挂起红灯，老人们说路好走了。"
    )


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        (
            "zh,en\n灯,lamp\n\n路\n",
            ("", ""),
            "a.csv: row 4 has 1 cell(s), and the translation was expected in cell 2",
        ),
        ("灯,lamp\n", ("3", "1"), "a.csv: row 1 has 2 cell(s), and the text was expected in cell 3"),
        ("zh,en\n", ("zh", "fr"), "a.csv: row 1 was expected to name a column “fr”; it names “zh”, “en”"),
        ('zh,en\n灯,"lamp\n', ("", ""), "a.csv: row 2 cannot be read"),
        ("灯,lamp\n", ("0", "1"), "columns 0 and 1: give two"),
        ("灯,lamp\n", ("1", ""), "columns are two"),
    ],
)
def test_what_a_table_lacks_is_said_with_its_row(
    tmp_path: Path, text: str, columns: tuple[str, str], said: str
) -> None:
    assert said in complaint(tmp_path, "a.csv", text, columns=columns)


def workbook(path: Path, *sheets: list[list[object]], hidden: bool = False) -> str:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"S{number}")
        sheet.sheet_state = "hidden" if hidden and number > 1 else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return str(path)


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    first = [["id", "en", "zh", "mute"], [1, "lamp", "灯", "all"], [], [2, None, "路"]]
    found = list(read([workbook(tmp_path / "a.xlsx", first, [["桥", 7]])]))
    assert [(s.number, s.id, s.source, s.target, s.mute) for s in found] == [
        (2, "S1!2", "灯", "lamp", ("all",)),
        (4, "S1!4", "路", "", ()),
        (5, "S2!1", "桥", "7", ()),
    ]


def test_hidden_sheets_are_left_out(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["灯", "lamp"]], [["路", "road"]], hidden=True)
    assert pairs(list(read([path]))) == [("灯", "lamp")]


def test_a_workbook_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="sheet S1: row 1 has 1 cell"):
        list(read([workbook(tmp_path / "a.xlsx", [["灯"]])]))


def test_a_workbook_that_is_none_or_broken_is_refused(tmp_path: Path) -> None:
    whole = Path(workbook(tmp_path / "whole.xlsx", [["灯", "lamp"]])).read_bytes()
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "no .xlsx workbook" in complaint(tmp_path, "a.xlsx", "zh,en")
    assert "no .xlsx workbook" in complaint(tmp_path, "a.xlsx", whole[:900])
    assert "this workbook is broken" in complaint(tmp_path, "b.xlsx", (tmp_path / "b.xlsx").read_bytes())


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(table._RATIO_FROM + 1))
    assert "unpacks to 16 MB" in complaint(tmp_path, "bomb.xlsx", (tmp_path / "bomb.xlsx").read_bytes())


def test_without_openpyxl_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'tifa-glossary\[xlsx\]'"):
        list(read([written(tmp_path, "a.xlsx", b"PK")]))


# --- XLIFF ---

TAGS = [
    ("红<g id='1'>灯工</g>程", "红灯工程"),
    ("红<bpt id='1'>code<sub>hidden</sub></bpt>灯<ept id='1'>code</ept>", "红灯"),
    ("红<it id='1' pos='open'>code</it><x id='2'/><bx id='3'/>灯<ex id='3'/>", "红灯"),
    ("红<mrk mtype='x-sdl-deleted'>绿<g id='1'>灯</g></mrk>灯", "红灯"),
    ("<g id='1'><g id='2'>红</g><ph id='3'>x</ph>灯</g> ", "红灯 "),
    ("<![CDATA[红<灯]]>&amp;<!-- no -->路<?no?>", "红<灯&路"),
    ("<other:b xmlns:other='urn:x'>红</other:b>灯", "红灯"),
]


@pytest.mark.parametrize(("inner", "text"), TAGS)
def test_inline_tags_never_part_a_term(tmp_path: Path, inner: str, text: str) -> None:
    unit = f"<trans-unit id='1'><source>{inner}</source><target>{inner}</target></trans-unit>"
    assert pairs(segments(tmp_path, "a.xlf", xliff(unit))) == [(text, text)]


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same as XLIFF with tags in it."""
    text, inner, open_tags = "", "", []
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["text", "code", "open", "close", "comment"]))
        more = draw(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=5))
        if kind == "text":
            text, inner = text + more, inner + escape(more)
        elif kind == "code":
            inner += f"<ph id='1'>{escape(more)}</ph><x id='2'/>"
        elif kind == "open":
            open_tags.append(draw(st.sampled_from(["g", "mrk"])))
            inner += f"<{open_tags[-1]}>"
        elif kind == "close" and open_tags:
            inner += f"</{open_tags.pop()}>"
        elif kind == "comment":
            inner += "<!-- c -->"
    return text, inner + "".join(f"</{tag}>" for tag in reversed(open_tags))


@given(tagged(), tagged())
def test_a_text_written_with_tags_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, source: tuple[str, str], target: tuple[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("tags")
    both = f"<source>{source[1]}</source><target>{target[1]}</target>"
    first = xliff(f"<trans-unit id='1'>{both}</trans-unit>")
    second = f"<xliff version='2.0'><file id='f'><unit id='1'><segment>{both}</segment></unit></file></xliff>"
    for text in (first, second):
        assert pairs(segments(folder, "a.xlf", text)) == [(source[0], target[0])]


def test_units_cut_into_segments_keep_what_the_translation_lacks(tmp_path: Path) -> None:
    cut = "<seg-source><mrk mtype='seg' mid='1'>红</mrk><mrk mtype='seg' mid='2'>灯</mrk></seg-source>"
    units = [
        f"<trans-unit id='a'><source>红灯</source>{cut}</trans-unit>",
        f"<trans-unit id='b'><source>红灯</source>{cut}<target>red lamp</target></trans-unit>",
        f"<trans-unit id='c'><source>红灯</source>{cut}<target><mrk mtype='seg' mid='2'>lamp</mrk></target></trans-unit>",
    ]
    found = segments(tmp_path, "a.xlf", xliff(*units))
    assert [(s.id, s.source, s.target) for s in found] == [
        ("a/1", "红", ""),
        ("a/2", "灯", ""),
        ("b", "红灯", "red lamp"),
        ("c/1", "红", ""),
        ("c/2", "灯", "lamp"),
    ]


BROKEN = [
    ("a.xlf", "", "a.xlf:1: this file is empty"),
    ("a.xlf", "no markup", "a.xlf:1: this is no well-formed XML"),
    ("a.xlf", "<tmx/>", "a.xlf:1: the root element is <tmx>, where <xliff> was expected"),
    ("a.tmx", "\n<xliff/>", "a.tmx:2: the root element is <xliff>, where <tmx> was expected"),
    ("a.xlf", xliff(UNIT.format(1))[:-20], "the file was cut off: export it again"),
    ("a.xlf", xliff("<trans-unit id='1'><source>a & b</source></trans-unit>"), "a.xlf:2: this is no well-formed XML"),
    ("a.xlf", xliff("<trans-unit id='1'><source>&nbsp;</source></trans-unit>"), "Entity 'nbsp' not defined"),
    ("a.xlf", xliff(head="<?xml version='1.0' encoding='klingon'?>"), "save the file as UTF-8"),
    ("a.xlf", xliff("<trans-unit id='1'>" + "<g>" * 300), "no bilingual file needs that"),
    ("a.xlf", xliff(f"<trans-unit id='{'y' * (markup.LONGEST + (1 << 17))}'/>"), "a.xlf:2: a text or an attribute goes on"),
    ("a.xlf", xliff(head='<!DOCTYPE xliff [\n<!ENTITY a "b">]>'), "a.xlf:2: the entity “a” is declared"),
    ("a.tmx", tmx(("zh", "&a;"), head='<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hosts">]>'), "the entity “a” is declared"),
    ("a.tmx", tmx(("zh", "灯"), ("en", "a&nbsp;b"), head='<!DOCTYPE tmx SYSTEM "no.dtd">'), "a.tmx:1: &nbsp; is declared nowhere"),
    ("a.tmx", tmx(("zh", "灯")), "a.tmx:1: tu 1 “t” holds zh alone"),
    ("a.tmx", tmx(("zh", "灯"), ("ZH", "灯")), "holds zh, ZH alone"),
    ("a.tmx", tmx(), "holds nothing alone"),
    ("a.po", 'msgid "灯"\nmsgstr "lamp\n', "a.po:2: this line cannot be read here (msgstr \"lamp)"),
    ("a.po", 'msgid "灯"\n\nmsgid "路"\n', "a.po:3: this line cannot be read here"),
    ("a.po", 'msgid "灯"\nmsgstr "a"\n"b"\nmsgid "路"\n', "a.po:4: the last message has no msgstr; the file was cut off"),
    ("a.po", '"灯"\n', "a.po:1: this line cannot be read here"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), BROKEN, ids=[said[:40] for _, _, said in BROKEN])
def test_what_is_wrong_with_a_file_is_said_in_one_sentence_with_its_line(
    tmp_path: Path, name: str, data: str, said: str
) -> None:
    assert said in complaint(tmp_path, name, data)


def test_a_bomb_of_entities_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE xliff [<!ENTITY e0 "灯">{levels}]>' + xliff("<trans-unit id='&e11;'/>")
    assert "the entity “e0” is declared" in complaint(tmp_path, "a.xlf", text)


@pytest.mark.parametrize("name", [name for name in FILES if name[-2:] != "sv"])
def test_a_file_cut_off_anywhere_gives_whole_segments_and_then_complains(tmp_path: Path, name: str) -> None:
    whole = (DATA / name).read_bytes().rstrip()
    expected = list(read([str(DATA / name)]))
    for end in range(0, len(whole) - 1, 13):
        got = []
        try:
            for segment in read([written(tmp_path, name, whole[:end])]):
                got.append((segment.number, segment.id, segment.source, segment.target))
        except InputError:
            assert [one[1:3] for one in got] == [(s.id, s.source) for s in expected[: len(got)]]
        else:
            assert name == "pairs.po", "only a catalogue can end after any message"


def test_an_unknown_encoding_of_xml_is_named(tmp_path: Path) -> None:
    assert "--encoding klingon" in complaint(tmp_path, "a.xlf", xliff(), encoding="klingon")


def test_xml_is_read_in_the_encoding_it_says_or_the_user_says(tmp_path: Path) -> None:
    unit = UNIT.format(1)
    said = xliff(unit, head='<?xml version="1.0" encoding="GB18030"?>').encode("gb18030")
    assert pairs(segments(tmp_path, "a.xlf", said)) == [("灯1", "lamp 1")]
    assert pairs(segments(tmp_path, "a.xlf", xliff(unit).encode("gb18030"), encoding="gb18030")) == [
        ("灯1", "lamp 1")
    ]
    assert pairs(segments(tmp_path, "a.xlf", xliff(unit).encode("utf-16"))) == [("灯1", "lamp 1")]


def memory() -> int:
    """What the process has of memory now, in kilobytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory is in use")
def test_memory_does_not_grow_with_the_number_of_units(tmp_path: Path) -> None:
    groups = [f"<group id='{n}'><note>{'n' * 50}</note>{UNIT.format(n)}</group>" for n in range(60_000)]
    found = read([written(tmp_path, "a.xlf", xliff(*groups))])
    next(found)
    before = memory()
    assert sum(1 for _ in islice(found, 59_000)) == 59_000
    assert memory() - before < 20_000


# --- TMX and PO ---

LANGUAGES = [
    ([("en", "lamp"), ("zh", "灯")], "en", [("lamp", "灯")]),
    ([("en", "lamp"), ("zh-TW", "燈"), ("zh-CN", "灯")], "zh_cn", [("灯", "lamp")]),
    ([("en", "lamp"), ("zh", "灯")], "*all*", [("lamp", "灯")]),
    ([("zh", "灯"), ("en", "lamp"), ("fr", "lampe")], "zh-CN", [("灯", "lamp"), ("灯", "lampe")]),
    ([("en", "lamp"), ("zh", "灯"), ("fr", "lampe")], "en-US", [("lamp", "灯")]),
    ([("en", "lamp"), ("de", "Lampe"), ("fr", "lampe")], "en", [("lamp", "Lampe"), ("lamp", "lampe")]),
    ([("zh-CN", "灯"), ("zh-TW", "燈")], "zh-CN", [("灯", "燈")]),
]


@pytest.mark.parametrize(("variants", "srclang", "expected"), LANGUAGES)
def test_variants_of_a_tu_are_paired_by_their_languages(
    tmp_path: Path, variants: list[tuple[str, str]], srclang: str, expected: list[tuple[str, str]]
) -> None:
    assert pairs(segments(tmp_path, "a.tmx", tmx(*variants, srclang=srclang))) == expected


def test_each_plural_form_is_a_segment(tmp_path: Path) -> None:
    text = (
        'msgctxt "c"\nmsgid "%d 灯"\nmsgid_plural "%d 盏灯"\nmsgstr[0] "a lamp"\nmsgstr[1]\n"%d "\n"lamps"\n'
    )
    found = segments(tmp_path, "a.po", text)
    assert [(s.id, s.source, s.target) for s in found] == [
        ("c[0]", "%d 灯", "a lamp"),
        ("c[1]", "%d 盏灯", "%d lamps"),
    ]


def test_strings_of_a_catalogue_are_unescaped(tmp_path: Path) -> None:
    text = r'msgid "a\"b\\n\n\t\x41\101\q"' + '\r\nmsgstr ""\r\n'
    assert pairs(segments(tmp_path, "a.po", text)) == [('a"b\\n\n\tAAq', "")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_catalogue_is_read_in_the_encoding_its_header_says_unless_it_is_utf_8(
    tmp_path: Path, encoding: str
) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=GBK\\n"\n\n'
    found = segments(tmp_path, "a.po", (head + 'msgid "灯"\nmsgstr "lamp"\n').encode(encoding))
    assert pairs(found) == [("灯", "lamp")]


@pytest.mark.parametrize(
    ("comment", "rules"),
    [
        ("tifa: ignore", ("all",)),
        ("Please: TIFA:ignore.", ("all",)),
        ("tifa: ignore missing", ("missing",)),
        ("tifa: ignore missing, wrong-sense, missing and why", ("missing", "wrong-sense")),
        ("tifa：ignore missing，number", ("missing", "number")),
        ("tifa: ignore missing\ntifa: ignore mixed", ("missing", "mixed")),
        ("tifa: ignored", ()),
        ("notifa: ignore", ()),
        ("ignore missing", ()),
    ],
)
def test_a_comment_switches_off_the_rules_it_names(comment: str, rules: tuple[str, ...]) -> None:
    assert muted([comment]) == rules
