"""Reading entry files: strict, every fault at its line, and no file that can hurt the reader."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINI
from tifa.entryfile import MAX_BYTES, EntryFile, read_concept, read_sources

ENTRY = """\
simplified: 试验田
added: 2026-01-01
traditional: 試驗田
pinyin: shìyàntián
kind: term
literal: field for trials
aliases:
  - text: 示范田
    type: variant
keywords: [sandbox, test bed]
senses:
  - id: pilot
    frame: party
    label: a trial
    gloss: A place of trials.
    cues:
      supporting: [政策]
    renderings:
      - text: testing ground
        status: proposed
        issuer: tifa
        reason: made up
history:
  lifecycle: current
  events:
    - date: 1958
      event: It begins.
examples:
  - text: 这里是试验田。
"""
SOURCES = """\
publisher: Example Daily
kind: press
sources:
  example-2024:
    title: A title
    date: 2024-09
    url: https://daily.example.org/title
    checked: 2026-01-01
  example-2025:
    title: Another title
    author: A. N. Author
    kind: academic
    seen: an excerpt
    checked: 2026
"""
EVENTS = ENTRY[ENTRY.index("\n  lifecycle") : ENTRY.index("examples:")]
SECOND = SOURCES[SOURCES.index("  example-2025") :]
LAUGHS = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))

# code, text of the entry, what stands there instead (the fault on the line marked so), words said
FAULTS = [
    ("E105", "[sandbox, test bed]", "sandbox  # fault", "keywords must be a list, not text"),
    ("E105", "[sandbox, test bed]", "{a: b}  # fault", "keywords must be a list, not a list of fields"),
    ("E105", "[sandbox, test bed]", "[[sandbox]]  # fault", "keywords[1] must be text, not a list"),
    ("E105", "field for trials", "[field]  # fault", "literal must be text, not a list"),
    ("E105", "field for trials", "{a: b}  # fault", "literal must be text, not a list of fields"),
    (
        "E105",
        "\n  - text: 示范田\n    type: variant",
        " [示范田]  # fault",
        "aliases[1] must be a list of fields",
    ),
    ("E105", "      supporting: [政策]", "      [政策]  # fault", "senses[1].cues must be a list of fields"),
    ("E105", "[政策]", "政策  # fault", "senses[1].cues.supporting must be a list"),
    ("E105", "testing ground", "{en: testing ground}  # fault", "senses[1].renderings[1].text must be text"),
    ("E105", EVENTS, " current  # fault\n", "history must be a list of fields, not text"),
    (
        "E105",
        "\n    - date: 1958\n      event: It begins.",
        " 1958  # fault",
        "history.events must be a list",
    ),
    ("E105", "\n  - text: 这里是试验田。", " 这里是试验田。  # fault", "examples must be a list, not text"),
    ("E106", "kind: term", "kind: term\nkind: term  # fault", "kind stands twice"),
    ("E106", "frame: party", "frame: party\n    frame: party  # fault", "senses[1].frame stands twice"),
    ("E106", "issuer: tifa", "issuer: tifa\n        text: x  # fault", "renderings[1].text stands twice"),
    ("E107", "\nadded: 2026-01-01\n", "  # fault\n", "added is missing"),
    ("E107", "\n    type: variant\n", "  # fault\n", "aliases[1].type is missing"),
    ("E107", "\n    frame: party\n", "  # fault\n", "senses[1].frame is missing"),
    ("E107", "\n        status: proposed\n", "  # fault\n", "senses[1].renderings[1].status is missing"),
    ("E107", "\n      event: It begins.\n", "  # fault\n", "history.events[1].event is missing"),
    ("E108", "field for trials", " # fault", "literal is empty"),
    ("E108", "field for trials", '"  "  # fault', "literal is empty"),
    ("E108", "field for trials", '"a\\tb"  # fault', "literal holds a line break or a control"),
    ("E108", "field for trials", '"a\\e[31mb"  # fault', "literal holds a line break or a control"),
    ("E108", "field for trials", '"a\\x7Fb"  # fault', "literal holds a line break or a control"),
    ("E108", "field for trials", "|  # fault\n  field\n  for trials", "literal holds a line break"),
    ("E108", "field for trials", ">-  # fault\n  field\n\n  for trials", "literal holds a line break"),
    ("E108", "[sandbox, test bed]", '[sandbox, ""]  # fault', "keywords[2] is empty"),
    ("E109", "kind: term", "kind: Term  # fault", "write one of: term, formulation"),
    ("E109", "type: variant", "type: alternative  # fault", "aliases[1].type cannot be 'alternative'"),
    ("E109", "id: pilot", "id: Pilot One  # fault", "senses[1].id cannot be 'Pilot One'"),
    ("E109", "frame: party", "frame: Party  # fault", "senses[1].frame cannot be 'Party'"),
    ("E109", "status: proposed", "status: good  # fault", "renderings[1].status cannot be 'good'"),
    ("E109", "issuer: tifa", "issuer: tifa\n        language: de  # fault", "language cannot be 'de'"),
    ("E109", "issuer: tifa", "issuer: tifa\n        sources: [No Key]  # fault", "cannot be 'No Key'"),
    ("E109", "date: 1958", "date: 1958-13  # fault", "write a date as YYYY, YYYY-MM or YYYY-MM-DD"),
    ("E109", "date: 1958", "date: May 1958  # fault", "history.events[1].date cannot be 'May 1958'"),
    ("E109", "lifecycle: current", "lifecycle: alive  # fault", "history.lifecycle cannot be 'alive'"),
    ("E110", "literal: field", "litteral: x  # fault", "did you mean literal?"),
    ("E110", "frame: party", "frame: party\n    glos: x  # fault", "did you mean gloss?"),
    ("E110", "supporting: [政策]", "suporting: [政策]  # fault", "did you mean supporting?"),
    ("E110", "kind: term", "kind: term\nid: shiyantian  # fault", "unknown field id"),
    ("E110", "kind: term", "kind: term\nzzz: x  # fault", "known: simplified, traditional, pinyin"),
    ("E110", "kind: term", "kind: term\n<<: {literal: x}  # fault", "unknown field <<"),
]
# code, bytes of the whole file, line, words said
BAD_FILES = {
    "empty": ("E105", b"", 1, "not a list of fields"),
    "only a comment": ("E105", b"# nothing here\n", 1, "not a list of fields"),
    "a list at the top": ("E105", b"- simplified\n", 1, "not a list of fields"),
    "text at the top": ("E105", b"simplified\n", 1, "not a list of fields"),
    "a tab as indent": ("E103", b"simplified: a\nsenses:\n\t- id: x\n", 3, "not YAML"),
    "an open quote": ("E103", b'kind: term\nliteral: "field\n', 2, "not YAML"),
    "a colon in plain text": ("E103", b"kind: term\nliteral: a: b\n", 2, "not YAML"),
    "two documents": ("E103", b"kind: term\n---\nkind: term\n", 2, "not YAML"),
    "Latin-1": ("E102", "kind: term\n\nliteral: café\n".encode("latin-1"), 3, "not UTF-8 at byte 24"),
    "UTF-16": ("E102", "kind: term\n".encode("utf-16"), 1, "not UTF-8 at byte 0"),
    "GB18030": ("E102", "simplified: 试验田\n".encode("gb18030"), 1, "not UTF-8"),
    "an anchor": ("E104", b"kind: term\nliteral: &a x\n", 2, "anchors, aliases and tags"),
    "an alias": ("E104", b"kind: term\nliteral: *a\n", 2, "anchors, aliases and tags"),
    "a tag": ("E104", b"kind: !!str term\n", 1, "anchors, aliases and tags"),
    "a call": ("E104", b"kind: !!python/object/apply:os.getcwd []\n", 1, "anchors, aliases and tags"),
    "a billion laughs": ("E104", f"a0: &a0 ha\n{LAUGHS}\n".encode(), 1, "anchors, aliases and tags"),
    "too long": ("E101", b"#" * (MAX_BYTES + 1), 1, "larger than 1,000,000 bytes"),
}
SOURCE_FAULTS = [
    ("E105", SECOND, "  example-2025: Another title  # fault\n", "must be a list of fields, not text"),
    ("E106", "  example-2025:", "  example-2024:  # fault", "sources.example-2024 stands twice"),
    ("E107", "\n    title: A title\n", "  # fault\n", "sources.example-2024.title is missing"),
    ("E109", "2024-09", "2024-9  # fault", "sources.example-2024.date cannot be '2024-9'"),
    ("E109", "https://daily.example.org/title", "daily.example.org  # fault", "write an address that starts with http:// or https://"),
    ("E109", "kind: press", "kind: paper  # fault", "kind cannot be 'paper'"),
    ("E110", "title: A title", "title: A title\n    titel: x  # fault", "did you mean title?"),
    ("E110", "kind: press", "kind: press\nlanguage: en  # fault", "unknown field language"),
    ("E110", "checked: 2026\n", "checked: 2026\n    key: x  # fault\n", "unknown field sources.example-2025.key"),
    pytest.param(
        "E109", "  example-2024:", "  Example 2024:  # fault", "cannot be 'Example 2024'",
    ),
]  # fmt: skip

Read = Callable[[str | bytes], EntryFile]


@pytest.fixture
def entry(tmp_path: Path) -> Read:
    """Reads a text as the file drafts/shiyantian.yaml."""

    def read(text: str | bytes) -> EntryFile:
        path = tmp_path / "drafts" / "shiyantian.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_concept(str(path))

    return read


@pytest.fixture
def sources(tmp_path: Path) -> Read:
    """Reads a text as a publisher's file."""

    def read(text: str | bytes) -> EntryFile:
        path = tmp_path / "example-daily.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_sources(str(path))

    return read


def line_with(text: str, part: str) -> int:
    """The number of the first line of a text that holds `part`."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, "the case names one place"
    return text.replace(old, new)


def test_a_sound_entry_gives_its_concept_named_after_file_and_folder(entry: Read) -> None:
    file = entry(ENTRY)
    assert file.problems == []
    assert file.concept is not None
    assert (file.concept.id, file.concept.domain) == ("shiyantian", "drafts")
    assert file.concept.senses[0].renderings[0].text == "testing ground"
    assert file.concept.history.events[0].date == "1958"


@pytest.mark.parametrize(("code", "old", "new", "words"), FAULTS, ids=[f"{c}-{w}" for c, _, _, w in FAULTS])
def test_a_fault_is_reported_with_its_line_and_a_tip(
    entry: Read, code: str, old: str, new: str, words: str
) -> None:
    text = changed(ENTRY, old, new)
    file = entry(text)
    assert file.concept is None
    (problem,) = file.problems
    assert problem.code == code
    assert words in f"{problem.message} ({problem.tip})"
    assert problem.tip
    assert problem.line == line_with(text, "# fault")


def test_all_faults_of_a_file_are_reported_together(entry: Read) -> None:
    text = changed(ENTRY, "kind: term", "kind: phrase")
    text = changed(text, "frame: party", "frames: party")
    assert [(p.code, p.line) for p in entry(text).problems] == [
        ("E109", line_with(text, "kind:")),
        ("E110", line_with(text, "frames:")),
        ("E107", line_with(text, "id: pilot")),
    ]


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_entry_is_one_fault(entry: Read, name: str) -> None:
    code, data, line, words = BAD_FILES[name]
    file = entry(data)
    assert file.concept is None
    (problem,) = file.problems
    assert (problem.code, problem.line) == (code, line)
    assert words in problem.message
    assert problem.tip


def test_a_missing_file_is_a_fault_and_no_exception(tmp_path: Path) -> None:
    for read in (read_concept, read_sources):
        (problem,) = read(str(tmp_path / "missing.yaml")).problems
        assert (problem.code, problem.line) == ("E101", 1)


def test_a_control_character_is_reported_at_its_line(entry: Read) -> None:
    (problem,) = entry("kind: term\nliteral: be\x07ll\n").problems
    assert (problem.code, problem.line) == ("E103", 2)


def test_a_fault_at_the_end_is_reported_on_the_last_line(entry: Read) -> None:
    (problem,) = entry("kind: [term").problems
    assert problem.line == 1


@pytest.mark.parametrize(
    ("opening", "depth"),
    [
        ("[", 900),
        ("[", 5_000),
        pytest.param("[", 300_000),
        ("{a: ", 900),
        ("{a: ", 5_000),
        ("- ", 900),
        ("- ", 5_000),
        pytest.param("- ", 300_000),
        pytest.param("? ", 900),
        pytest.param("? ", 5_000),
        pytest.param("? ", 300_000),
    ],
)
def test_deep_nesting_is_a_fault_and_does_not_end_the_process(
    tmp_path: Path, opening: str, depth: int
) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(opening * depth)
    code = f"from tifa.entryfile import read_concept; print(read_concept({str(path)!r}).problems[0].code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() in ("E103", "E105", "E110")


def test_a_bomb_is_refused_before_it_grows(entry: Read) -> None:
    start = time.perf_counter()
    assert entry(f"a0: &a0 ha\n{LAUGHS}\n").problems[0].code == "E104"
    assert time.perf_counter() - start < 5


def test_the_longest_entry_is_read(entry: Read) -> None:
    assert entry(ENTRY + "#" * (MAX_BYTES - len(ENTRY.encode()))).problems == []


@pytest.mark.parametrize(
    "text",
    [
        '"\\e[31mkind\\nkind": x\n' + ENTRY,
        "? [kind, literal]\n: x\n" + ENTRY,
        "k" * 1000 + ": x\n" + ENTRY,
        changed(ENTRY, "kind: term", f"kind: {'term' * 1000}"),
        "kind: te\x07rm\n",
    ],
    ids=["control characters in a key", "a list as a key", "a long key", "a long value", "a bell"],
)
def test_every_message_is_one_short_printable_line(entry: Read, text: str) -> None:
    for problem in entry(text).problems:
        assert problem.message.isprintable()
        assert len(problem.message) < 300
        assert "Node" not in problem.message


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_byte_order_mark_and_either_line_end_are_read(entry: Read, newline: str) -> None:
    plain = entry(ENTRY).concept
    assert entry(("\ufeff" + ENTRY).replace("\n", newline)).concept == plain


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "~",
        "null",
        "2024-09",
        "2024-09-01",
        "1_000",
        "0x1F",
        "1e3",
        "12:30:00",
        "=",
        ".inf",
    ],
)
def test_every_scalar_stays_text(entry: Read, written: str) -> None:
    file = entry(changed(ENTRY, "field for trials", written))
    assert file.problems == []
    assert file.concept is not None
    assert file.concept.literal == written


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (">-\n  field\n  for trials", "field for trials"),
        (">\n  field for\n  trials\n", "field for trials"),
        ("field\n  for trials", "field for trials"),
        ("|\n  field for trials", "field for trials"),
        ("'it''s a field'", "it's a field"),
        ('"field: \\"trial\\""', 'field: "trial"'),
        ("field  # for trials", "field"),
        ("[field]", None),
    ],
)
def test_folded_and_quoted_text_is_joined(entry: Read, written: str, read: str | None) -> None:
    file = entry(changed(ENTRY, "field for trials", written))
    assert (file.concept and file.concept.literal) == read


@pytest.mark.parametrize("text", ["R&D", "a & b", "so-called *", "wow!", "it is *this* & !that", "a: &b"])
def test_signs_that_mean_something_to_yaml_are_text_within_text(entry: Read, text: str) -> None:
    quoted = f'"{text}"' if ":" in text else text
    file = entry(changed(ENTRY, "field for trials", quoted))
    assert file.problems == []
    assert file.concept is not None
    assert file.concept.literal == text


def test_an_entry_without_a_sense_is_a_fault(entry: Read) -> None:
    start, end = ENTRY.index("senses:"), ENTRY.index("history:")
    assert entry(ENTRY[:start] + "senses: []\n" + ENTRY[end:]).concept is None


def test_a_field_that_is_not_there_is_located_by_what_is_around_it(entry: Read) -> None:
    file = entry(ENTRY)
    assert file.line_of("senses", 0, "renderings", 0, "scope") == line_with(ENTRY, "testing ground")
    assert file.line_of("senses", 0, "gloss") == line_with(ENTRY, "gloss:")
    assert file.line_of("keywords", 1) == line_with(ENTRY, "keywords:")
    assert file.line_of("notes", 0) == file.line_of() == 1


def test_sources_take_publisher_and_kind_from_the_head(sources: Read) -> None:
    file = sources(SOURCES)
    assert file.problems == []
    assert [(s.key, s.publisher, s.kind, s.date) for s in file.sources] == [
        ("example-2024", "Example Daily", "press", "2024-09"),
        ("example-2025", "Example Daily", "academic", ""),
    ]


@pytest.mark.parametrize(("code", "old", "new", "words"), SOURCE_FAULTS)
def test_a_fault_in_a_source_leaves_the_others(
    sources: Read, code: str, old: str, new: str, words: str
) -> None:
    text = changed(SOURCES, old, new)
    file = sources(text)
    (problem,) = file.problems
    assert (problem.code, problem.line) == (code, line_with(text, "# fault"))
    assert words in f"{problem.message} ({problem.tip})"
    assert file.sources


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("publisher: x\nkind: press\n", "E107"),
        ("publisher: x\nkind: press\nsources: []\n", "E105"),
        ("publisher: x\nkind: press\nsources: none\n", "E105"),
        ("- publisher: x\n", "E105"),
        ("", "E105"),
        ("publisher: [\n", "E103"),
    ],
)
def test_a_file_of_sources_that_gives_none_says_why(sources: Read, text: str, code: str) -> None:
    file = sources(text)
    assert [p.code for p in file.problems] == [code]
    assert file.sources == ()


def test_a_publisher_that_is_missing_is_asked_for(sources: Read) -> None:
    file = sources(changed(SOURCES, "publisher: Example Daily\n", ""))
    assert {p.code for p in file.problems} == {"E107"}
    assert all("publisher" in p.message for p in file.problems)


SPLINTERS = (
    "&a", "*a", "!t", "[", "]", "{", "}", "- ", "? ", ": ", "|", ">-", "'", '"', "\t", "#", "---", "...", "%",
    "\r", "\u2028", "\x85", "\ufeff", "\0", "\x1b", "试", "sources:", "key", "  ", "\n\n",
)  # fmt: skip
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "duplicate", "move", "insert", "overwrite", "cut"]),
        st.integers(0, 1 << 16),
        st.one_of(st.binary(max_size=6), st.sampled_from(SPLINTERS).map(str.encode)),
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, edits: list[tuple[str, int, bytes]]) -> bytes:
    """The file after some accidents: lines lost, doubled or moved, bytes put in or cut off."""
    for kind, place, piece in edits:
        lines = data.split(b"\n")
        at, byte = place % len(lines), place % (len(data) + 1)
        if kind == "cut":
            data = data[:byte]
        elif kind in ("insert", "overwrite"):
            data = data[:byte] + piece + data[byte + len(piece) * (kind == "overwrite") :]
        else:
            line = lines[at] if kind == "duplicate" else lines.pop(at)
            if kind != "delete":
                lines.insert((at * 7) % (len(lines) + 1) if kind == "move" else at, line)
            data = b"\n".join(lines)
    return data


@settings(max_examples=300)
@given(EDITS)
@pytest.mark.parametrize("name", ["pilots/shiyantian", "sources/example-daily"])
def test_no_accident_to_a_file_is_too_much_for_the_reader(
    tmp_path_factory: pytest.TempPathFactory, name: str, edits: list[tuple[str, int, bytes]]
) -> None:
    data = damaged((MINI / f"{name}.yaml").read_bytes(), edits)
    path = tmp_path_factory.getbasetemp() / "damaged.yaml"
    path.write_bytes(data)
    file = (read_sources if name.startswith("sources") else read_concept)(str(path))
    # YAML counts more line breaks than "\n", and ends the last line if the file does not.
    lines = len(re.split("\r\n|[\r\n\x85\u2028\u2029]", data.decode("utf-8", "replace"))) + 1
    assert all(1 <= problem.line <= lines for problem in file.problems)
    assert all(problem.code and problem.message and problem.tip for problem in file.problems)
    assert name.startswith("sources") or (file.concept is None) == bool(file.problems)
