"""The linter: each rule has a broken folder of its own, and a sound glossary is left in peace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MINI
from tifa.entryfile import MAX_BYTES
from tifa.errors import GlossaryError
from tifa.problem import Problem
from tifa.validate import FORM_RULES, LAYER_RULES, LEDGER_RULES, RULES, rules, validate
from tifa.validate.entries import stated_number

BAD = MINI.parent / "bad"
MARK = "# fault"
ENTRY = """\
simplified: 试验田
traditional: 試驗田
pinyin: shìyàntián
kind: term
aliases:
  - text: 示范田
    type: variant
    pinyin: shìfàntián
expands:
  - {text: 稻田, rendering: paddy}
senses:
  - id: pilot
    frame: party
    label: a place of trials
    gloss: A place where policies are tried.
    cues: {supporting: [政策]}
    renderings:
      - {text: testing ground, status: preferred, issuer: Example Daily, sources: [daily-1], checked: 2026}
      - {text: test farm, status: deprecated, issuer: Example Daily, checked: 2026, sources: [daily-1], instead: pilot, reason: no farm}
  - id: crop
    frame: general
    label: a plot
    gloss: A plot on which crops are tried.
    cues: {supporting: [水稻]}
    renderings:
      - {text: trial plot, status: proposed, issuer: tifa, reason: sown}
contrast:
  - {aspect: Use, party: Policies., western: Crops., sources: [daily-1]}
notes:
  - {topic: Usage, text: Made up., sources: [daily-1]}
history:
  events:
    - {date: 1958, event: Begun.}
examples:
  - text: 这里是政策的试验田。
    sense: pilot
  - text: 试验田里种水稻。
    sense: crop
added: 2026-01-01
"""
LINK = "  - {type: broader, concept: daotian}\n"
SOURCES = """\
publisher: Example Daily
kind: press
sources:
  daily-1:
    title: A title
    url: https://daily.example.org/title/
    checked: 2026-01-01
"""
OTHER = """\
simplified: 稻田
traditional: 稻田
pinyin: dàotián
kind: term
senses:
  - id: paddy
    frame: general
    label: a field
    gloss: A field of rice.
    renderings:
      - {text: paddy, status: proposed, issuer: tifa, reason: made up}
examples:
  - text: 稻田绿了。
added: 2025-01-01
"""
WAIVER = "exceptions:\n  - {{rule: {rule}, entry: {entry}, reason: agreed}}{more}\n"
FILES = {"drafts/shiyantian.yaml": ENTRY, "drafts/daotian.yaml": OTHER, "sources/daily.yaml": SOURCES}

# Ways to break a rule that the broken folders do not show: what stands in a file -> what stands there
# instead, with the fault on the line marked so.
MORE_FAULTS = [
    ("E203", {"aliases:\n": "aliases:\n  - {text: 試驗田, type: variant}  # fault\n"}),
    ("E203", {"text: 示范田": "text: 示范田\n    type: variant\n  - text: 示範田  # fault"}),
    ("E203", {"aliases:\n": "aliases:\n  - {text: 稻田, type: variant}  # fault\n"}),
    ("E211", {"traditional: 試驗田": "traditional: 實驗田  # fault"}),
    ("E213", {"pinyin: shìyàntián": "pinyin: shìyàn  # fault"}),
    ("E213", {"pinyin: shìyàntián": "pinyin: shì yàn tián dì  # fault"}),
    ("E213", {"pinyin: shìyàntián": "pinyin: shìyàntiān  # fault"}),
    ("E213", {"pinyin: shìyàntián": "pinyin: 试验田  # fault"}),
    ("E213", {"pinyin: shìfàntián": "pinyin: shǐfàntián  # fault"}),
    ("E215", {"label: a plot": "label: draft, a few words  # fault"}),
    (
        "E215",
        {
            "gloss: A plot on which crops are tried.": "gloss: 'Draft: what it is, in one sentence for a newcomer.'  # fault"
        },
    ),
    ("E215", {"- {text: trial plot": "- {text: draft rendering  # fault\n        "}),
    ("E231", {"- id: crop": "- id: pilot  # fault", "sense: crop": "sense: pilot"}),
    ("E231", {"sense: crop": "sense: crop, corn  # fault"}),
    ("E231", {"examples:\n  - text: 这里": "examples:\n  - text: 试验田  # fault\n  - text: 这里"}),
    ("E232", {"- id: crop": "- id: crop  # fault", "sense: crop": "sense: pilot"}),
    ("E233", {"- id: crop": "- id: crop  # fault", "{supporting: [水稻]}": "{opposing: [水稻]}"}),
    ("E241", {"instead: pilot, reason: no farm}": "instead: pilot}  # fault"}),
    ("E241", {"reason: sown}": "reason: sown, instead: pilot}  # fault"}),
    ("E242", {"issuer: tifa, reason: sown}": "issuer: Example Daily, reason: sown}  # fault"}),
    ("E243", {"[daily-1], checked: 2026}": "[daily-1]}  # fault"}),
    ("E244", {"- id: crop": "- id: crop  # fault", "trial plot": "parcelle, language: fr"}),
    (
        "E244",
        {
            "- id: crop": "- id: crop  # fault",
            "proposed, issuer: tifa, reason: sown": "admitted, issuer: x, sources: [daily-1], checked: 2026",
        },
    ),
    ("E245", {"gloss: A plot on": "misreadings: [Trial plot]  # fault\n    gloss: A plot on"}),
    ("E245", {"kind: term\naliases": "kind: term\nparaphrases: [Test farm]  # fault\naliases"}),
    ("E251", {"rendering: paddy": "concept: nowhere}  # fault\n  - {text: 稻米, rendering: rice"}),
    ("E251", {"- {text: 稻田, rendering: paddy}": "- text: 稻田  # fault"}),
    (
        "E251",
        {
            "simplified: 试验田": "simplified: 三试验田",
            "traditional: 試驗田": "traditional: 三試驗田",
            "pinyin: shìyàntián": "pinyin: sān shìyàntián",
            "kind: term\naliases": "kind: numeronym\naliases",
            "expands:": "expands:  # fault",
            "这里是政策的试验田": "这里是政策的三试验田",
        },
    ),
    ("E252", {"added: 2026": "related:\n  - {type: broader, concept: shiyantian}  # fault\nadded: 2026"}),
    ("E252", {"added: 2026": f"related:\n{LINK}{LINK[:-1]}  # fault\nadded: 2026"}),
    ("E261", {"Crops., sources: [daily-1]": "Crops., sources: [daily-2]  # fault\n    "}),
    ("E261", {"{date: 1958, event: Begun.}": "{date: 1958, event: Begun., sources: [daily-2]}  # fault"}),
    ("E261", {"sources: [daily-1], checked": "sources: [daily-1, daily-2]  # fault\n        , checked"}),
    (
        "E262",
        {
            "Made up., sources: [daily-1]": "Made up., sources: [daily-1, daily-2]",
            "    checked: 2026-01-01\n": "    checked: 2026-01-01\n"
            "  daily-2: {title: B, url: 'http://daily.example.org/title', checked: 2026}  # fault\n",
        },
    ),
    ("E264", {"url: https://daily.example.org/title/": "url: http://piglix.com/title  # fault"}),
]
# What only looks like a fault.
SOUND = [
    {
        "{text: trial plot, status: proposed, issuer: tifa, reason: sown}": "{text: plot, status: preferred, issuer: Example Weekly, sources: [daily-1], checked: 2026}"
    },
    {"kind: term\naliases": "kind: numeronym\naliases"},
    {"sense: crop": "sense: crop\n  - {text: 试验田和试验田。, sense: 'crop, pilot'}"},
    {"sense: crop": "sense: crop\n  - {text: 试验田。, sense: undecided}"},
    {"reason: sown}": "reason: sown, sources: [daily-1]}"},
    {"trial plot": "testing ground"},
    {"url: https://daily.example.org/title/": "seen: a reprint"},
    {"url: https://daily.example.org/title/": "url: http://notpiglix.com/title"},
    {"added: 2026": f"related:\n{LINK}added: 2026"},
    {"kind: term\naliases": "kind: term\nexcludes: [试验田鼠]\naliases"},
    {"pinyin: shìfàntián": "pinyin: Shìfàn Tián"},
    {"text: 示范田": "text: 试验良田", "pinyin: shìfàntián": "traditional: 試驗良田"},
    {"text: 示范田": "text: 女儿田", "pinyin: shìfàntián": "pinyin: nǚ’értián"},
    pytest.param(
        {"text: 示范田": "text: 责任感", "pinyin: shìfàntián": "pinyin: zérèngǎn"},
    ),
    pytest.param(
        {"text: 示范田": "text: 西安田", "pinyin: shìfàntián": "pinyin: Xī’ān tián"},
    ),
    pytest.param(
        {
            "simplified: 稻田": "simplified: 稻田，水田",
            "traditional: 稻田": "traditional: 稻田，水田",
            "pinyin: dàotián": "pinyin: dàotián, shuǐtián",
        },
    ),
    pytest.param(
        {"text: trial plot": "text: drafting ground"},
    ),
]


Glossary = Callable[[dict[str, str]], Path]
Broken = tuple[str, Path, list[Problem]]


@pytest.fixture
def written(tmp_path: Path) -> Glossary:
    """Writes the sound glossary above with some texts replaced, each of which stands once in it."""

    def write(edits: dict[str, str]) -> Path:
        files = dict(FILES)
        for old, new in edits.items():
            (name,) = [name for name, text in files.items() if text.count(old) == 1]
            files[name] = files[name].replace(old, new)
        for name, text in files.items():
            path = tmp_path / "glossary" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "glossary"

    return write


def marked(folder: Path) -> list[tuple[str, int]]:
    """(file, line) of each line of a folder that says that it is faulty."""
    return [
        (str(path), number)
        for path in sorted(folder.rglob("*.yaml"))
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        if MARK.encode() in line
    ]


def places(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.path, problem.line) for problem in problems]


@pytest.fixture(scope="module", params=sorted(set(rules()) - set(LAYER_RULES)))
def broken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Broken:
    """The folder that breaks a rule; a copy where a file has to be made too long first."""
    code = request.param
    folder = BAD / code
    if code == "E101":
        folder = Path(shutil.copytree(folder, tmp_path_factory.mktemp("bad") / code))
        for path in folder.rglob("*.yaml"):
            path.write_bytes(path.read_bytes().ljust(MAX_BYTES + 1, b"#"))
    return code, folder, validate(str(folder))


def test_each_rule_has_one_broken_folder_and_each_folder_a_rule() -> None:
    assert {folder.name for folder in BAD.iterdir()} == set(rules()) - set(LAYER_RULES)


def test_a_broken_folder_gives_its_own_code_at_the_marked_line_and_nothing_else(broken: Broken) -> None:
    code, folder, problems = broken
    assert [problem.code for problem in problems] == [code]
    assert places(problems) == marked(folder)


def test_a_message_says_file_line_code_what_is_wrong_and_what_to_do(broken: Broken) -> None:
    code, _, (problem,) = broken
    assert problem.tip
    assert str(problem) == f"{problem.path}:{problem.line}: {code} {problem.message} ({problem.tip})"
    assert str(problem).isprintable()


@pytest.mark.parametrize(("code", "edits"), MORE_FAULTS)
def test_each_way_to_break_a_rule_is_found(written: Glossary, code: str, edits: dict[str, str]) -> None:
    folder = written(edits)
    problems = validate(str(folder))
    assert [problem.code for problem in problems] == code.split()
    assert sorted(set(places(problems))) == marked(folder)


@pytest.mark.parametrize("edits", [{}, *SOUND])
def test_a_sound_glossary_gives_no_problem(written: Glossary, edits: dict[str, str]) -> None:
    assert validate(str(written(edits))) == []


def test_the_small_glossary_of_the_tests_is_sound() -> None:
    assert validate(str(MINI)) == []


def test_an_id_is_taken_once_in_all_folders(written: Glossary) -> None:
    folder = written({})
    twice = folder / "more" / "daotian.yaml"
    twice.parent.mkdir()
    other = OTHER.replace("稻", "农").replace("traditional: 农", "traditional: 農").replace("dào", "nóng")
    twice.write_text(other, encoding="utf-8")
    (problem,) = validate(str(folder))
    assert (problem.code, problem.path, problem.line) == ("E202", str(twice), 1)
    assert str(folder / "drafts" / "daotian.yaml") in problem.message


def test_problems_come_by_file_and_line(written: Glossary) -> None:
    folder = written({"kind: term\naliases": "kind: terms\naliases", "kind: press": "kind: paper"})
    (folder / "drafts" / "shiyantian.yaml").write_text("kind: terms\nkinds: term\n", encoding="utf-8")
    problems = validate(str(folder))
    assert len(problems) > 3
    assert places(problems) == sorted(places(problems))


def test_a_path_to_a_file_gives_only_its_problems_and_knows_the_rest(
    written: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written({"kind: term\naliases": "kind: terms\naliases", "A field of rice.": "a " * 50})
    (one,) = validate(str(folder / "drafts" / "daotian.yaml"))
    assert one.code == "E221"
    assert [p.code for p in validate(str(folder / "drafts" / "shiyantian.yaml"))] == ["E109"]
    monkeypatch.chdir(folder / "drafts")
    assert [p.code for p in validate("daotian.yaml")] == ["E221"]


def test_a_sound_file_among_broken_ones_gives_nothing(written: Glossary) -> None:
    folder = written({"A field of rice.": "a " * 50})
    assert validate(str(folder / "drafts" / "shiyantian.yaml")) == []
    assert validate(str(folder / "sources" / "daily.yaml")) == []


@pytest.mark.parametrize("path", ["missing", "missing.yaml", "missing/deeper/x.yaml", "empty", ""])
def test_where_there_is_nothing_to_check_one_sentence_says_so(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GlossaryError, match="no glossary file here"):
        validate(path)


def test_an_address_that_is_none_is_a_problem_and_no_exception(written: Glossary) -> None:
    folder = written(
        {"url: https://daily.example.org/title/": "url: http://[daily.example.org/title  # fault"}
    )
    assert places(validate(str(folder))) == marked(folder)


@pytest.mark.parametrize(
    "edits",
    [
        {
            "added: 2026": f"related:\n{LINK}added: 2026",
            "kind: term\naliases": "kind: terms  # fault\naliases",
        },
        {"kind: term\naliases": "kind: terms  # fault\naliases"},
        {"    checked: 2026-01-01\n": "    checked: soon  # fault\n"},
    ],
    ids=["a link to it", "its sources", "a source of an entry"],
)
def test_a_fault_of_form_is_not_blamed_on_other_files(written: Glossary, edits: dict[str, str]) -> None:
    folder = written(edits)
    assert places(validate(str(folder))) == marked(folder)


@pytest.mark.parametrize(("term", "number"), [
    ("四个意识", 4), ("两个维护", 2), ("十个明确", 10), ("十四个坚持", 14), ("二十条", 20), ("三农", 3),
    ("三会一课", 0), ("五位一体", 0), ("四四二", 0), ("意识", 0), ("两个一百年", 0), ("", 0),
])  # fmt: skip
def test_the_number_that_a_numeronym_says_is_read(term: str, number: int) -> None:
    assert stated_number(term) == number


def test_an_exception_holds_off_its_rule_for_its_entry_only(written: Glossary) -> None:
    folder = written({"A field of rice.": "a " * 50, "A place where policies are tried.": "b " * 50})
    waiver = WAIVER.format(rule="E221", entry="daotian", more="")
    (folder / "exceptions.yaml").write_text(waiver, encoding="utf-8")
    assert [problem.code for problem in validate(str(folder))] == ["E221"]
    assert validate(str(folder / "drafts" / "daotian.yaml")) == []


@pytest.mark.parametrize(("rule", "entry"), [("E221", "daotian"), ("E999", "daotian"), ("E221", "nowhere")])
def test_an_exception_that_nothing_needs_is_a_problem(written: Glossary, rule: str, entry: str) -> None:
    folder = written({})
    (folder / "exceptions.yaml").write_text(WAIVER.format(rule=rule, entry=entry, more="  # fault"))
    problems = validate(str(folder))
    assert [problem.code for problem in problems] == ["E291"]
    assert places(problems) == marked(folder)


def test_a_withdrawn_id_leads_to_an_entry_that_exists(written: Glossary) -> None:
    folder = written({})
    rows = "retired:\n  - {entry: gone, replacement: daotian, reason: merged}\n"
    (folder / "retired.yaml").write_text(rows, encoding="utf-8")
    assert validate(str(folder)) == []
    (folder / "retired.yaml").write_text(rows.replace("daotian", "nowhere"), encoding="utf-8")
    assert [(p.code, p.line) for p in validate(str(folder))] == [("E204", 2)]


@pytest.mark.parametrize(
    "text", ["- a\n", "exceptions: no\n", "exceptions:\n  - {rule: E221}\n", "retried: []\n"]
)
def test_a_ledger_of_the_wrong_form_is_a_problem_and_no_exception(written: Glossary, text: str) -> None:
    folder = written({})
    (folder / "exceptions.yaml").write_text(text, encoding="utf-8")
    assert {problem.code for problem in validate(str(folder))} <= {"E105", "E107", "E110"}
    assert validate(str(folder))


def test_a_form_that_is_taken_is_shown_at_its_line(written: Glossary) -> None:
    folder = written({"text: 示范田": "text: 稻田  # fault", "pinyin: shìfàntián": "pinyin: dàotián"})
    assert places(validate(str(folder))) == marked(folder)


def test_every_rule_says_in_one_sentence_what_is_asked() -> None:
    assert list(rules()) == sorted(rules())
    assert set(rules()) == set(FORM_RULES) | set(RULES) | set(LEDGER_RULES) | set(LAYER_RULES)
    for text in rules().values():
        assert text.endswith(".")
        assert text[0].isupper()
        assert "\n" not in text
