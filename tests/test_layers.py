"""Layers: bundled, user's, project's and named glossaries over each other, and `add` into one's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import ndiff
from pathlib import Path

import pytest

from conftest import MINI, Run
from tifa.entryfile import read_concept
from tifa.errors import GlossaryError
from tifa.glossary import layered, layers, load, user_folder
from tifa.search import lookup, outcome
from tifa.validate import validate

BASE = f"none{os.pathsep}{MINI}"
PATCH = """\
# Ours since the spring.
patches: shiyantian  # the trial plots
senses:
  - id: {sense}
    renderings:
      - text: pilot plot
        status: preferred
        issuer: Our Office
"""
ENTRY = """\
simplified: 绿灯会
traditional: 綠燈會
pinyin: lǜdēnghuì
kind: term
senses:
  - id: party
    frame: party
    label: a meeting
    gloss: A meeting that lets things pass.
    renderings:
      - {{text: {text}, status: preferred, issuer: Our Office}}
added: 2026-01-01
"""


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration, a cache and a working directory in which nothing is."""
    for name in ("config", "cache", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("TIFA_GLOSSARY", raising=False)
    monkeypatch.chdir(tmp_path / "work")


def written(folder: Path, **files: str) -> Path:
    """A glossary folder with these files."""
    (folder / "own").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "own" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def over_mini(*named: Path) -> tuple[str, ...]:
    return ("none", str(MINI), *map(str, named))


def places() -> list[tuple[str, str]]:
    return layers()[1:]


def test_without_layers_the_bundled_glossary_is_opened_as_it_is() -> None:
    assert [name for name, _ in layers()] == ["built-in"]


def test_the_layers_come_in_order_the_named_ones_last(tmp_path: Path) -> None:
    written(Path(user_folder()), deng=ENTRY.format(text="a"))
    project = written(tmp_path / "work" / ".tifa", deng=ENTRY.format(text="b"))
    one, two = written(tmp_path / "one"), written(tmp_path / "two")
    found = layers((str(one), str(two)))
    assert [name for name, _ in found] == ["built-in", "user", "project", "named", "named"]
    assert [Path(place) for _, place in found[1:]] == [Path(user_folder()), project, one, two]


@pytest.mark.parametrize("name", [".tifa", "glossary"])
def test_a_project_s_glossary_is_found_from_any_folder_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project = written(tmp_path / "work" / name, deng=ENTRY.format(text="a"))
    deep = tmp_path / "work" / "texts" / "2026"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert places() == [("project", str(project))]


def test_a_foreign_folder_of_that_name_is_no_layer(tmp_path: Path) -> None:
    foreign = tmp_path / "work" / "glossary"
    foreign.mkdir()
    (foreign / "terms.yaml").write_text("terms: [a, b]\n")
    assert places() == []


def test_a_glossary_counts_once_where_it_was_named_last(tmp_path: Path) -> None:
    project = written(tmp_path / "work" / ".tifa", deng=ENTRY.format(text="a"))
    other = written(tmp_path / "other")
    assert [name for name, _ in layers((str(other), str(project)))] == ["built-in", "named", "named"]


def test_none_leaves_out_what_stands_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(Path(user_folder()), deng=ENTRY.format(text="a"))
    assert layers(("none", str(MINI))) == [("named", str(MINI))]
    monkeypatch.setenv("TIFA_GLOSSARY", BASE)
    assert layers() == [("named", str(MINI))]
    assert layers((str(MINI),))[-1] == ("named", str(MINI))  # the option takes the place of the variable
    assert len(layers((str(MINI),))) == 3


def test_nothing_at_all_is_one_sentence() -> None:
    with pytest.raises(GlossaryError, match="there is no glossary"):
        layered(("none",))
    with pytest.raises(GlossaryError, match="no/such"):
        layered(("no/such",))


def test_a_layer_adds_replaces_patches_and_hides(tmp_path: Path) -> None:
    lower = written(tmp_path / "lower", lvdenghui=ENTRY.format(text="green light"))
    upper = written(
        tmp_path / "upper",
        lvdenghui=ENTRY.format(text="green lamp meeting"),
        plot=PATCH.format(sense="pilot"),
        gone="patches: yishihui\nhide: yes\n",
    )
    glossary = layered(over_mini(lower, upper))
    assert glossary.problems == []
    assert len(glossary) == len(load(str(MINI)))
    assert lookup(glossary, "绿灯会")[0].heading.rendering == "green lamp meeting"
    assert lookup(glossary, "pilot plot")[0].heading.id == "shiyantian"
    assert glossary.get("yishihui") is None
    entry = glossary.get("shiyantian")
    assert entry is not None
    (origin,) = entry.origins
    assert (origin.layer, Path(origin.path).name, origin.line) == ("named", "plot.yaml", 6)
    assert (origin.field, origin.text) == ("senses.pilot.renderings", "pilot plot")
    whole = glossary.get("lvdenghui")
    assert whole is not None
    assert [(Path(one.path), one.field) for one in whole.origins] == [(upper / "own" / "lvdenghui.yaml", "")]


def test_a_copy_of_the_lowest_layer_changes_nothing_and_undoes_no_patch(tmp_path: Path) -> None:
    own = written(tmp_path / "own", plot=PATCH.format(sense="pilot"))
    copy = shutil.copytree(MINI, tmp_path / "copy")
    glossary = layered(over_mini(own, copy))
    entry = glossary.get("shiyantian")
    assert entry is not None
    assert [origin.text for origin in entry.origins] == ["pilot plot"]
    assert [each.concept.id for each in glossary if each.origins] == ["shiyantian"]


def test_an_entry_of_the_lowest_layer_has_no_origin() -> None:
    assert all(entry.origins == () for entry in load(str(MINI)))


def test_a_compiled_index_can_be_a_layer(tmp_path: Path) -> None:
    from tifa.index.stock import compile_folder

    lower = written(tmp_path / "lower", lvdenghui=ENTRY.format(text="green light"))
    index = tmp_path / "house.index"
    index.write_bytes(compile_folder(str(lower), ["own/lvdenghui.yaml"], b""))
    glossary = layered(over_mini(index))
    assert lookup(glossary, "绿灯会")[0].heading.rendering == "green light"
    assert len(glossary) == len(load(str(MINI))) + 1


def test_a_change_in_any_layer_is_seen(tmp_path: Path) -> None:
    own = written(tmp_path / "own", lvdenghui=ENTRY.format(text="green light"))
    layered(over_mini(own))
    written(own, lvdenghui=ENTRY.format(text="green lamps"))
    assert lookup(layered(over_mini(own)), "绿灯会")[0].heading.rendering == "green lamps"
    (own / "own" / "lvdenghui.yaml").unlink()
    assert outcome(lookup(layered(over_mini(own)), "绿灯会")) != "found"


@pytest.mark.parametrize("kind", ["empty", "foreign file", "bad patch", "broken file", "unreadable"])
def test_a_broken_layer_names_itself_and_lookup_goes_on(tifa_run: Run, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "house"
    if kind == "foreign file":
        place.write_text("hello")
    elif kind == "bad patch":
        written(place, plot=PATCH.format(sense="no-such"))
    elif kind == "broken file":
        written(place, plot="patches: [\n")
    else:
        place.mkdir()
    if kind == "unreadable":
        if os.geteuid() == 0:
            pytest.skip("root reads everything")
        place.chmod(0)
    done = tifa_run("试验田", TIFA_GLOSSARY=f"{BASE}{os.pathsep}{place}")
    assert done.returncode == 0
    assert "testing ground" in done.stdout
    assert str(place) in done.stderr
    assert "left out" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_format_of_an_answer_says_what_came_from_where(tifa_run: Run, tmp_path: Path) -> None:
    own = written(tmp_path / "own", plot=PATCH.format(sense="pilot"))
    variable = f"{BASE}{os.pathsep}{own}"
    path = str(own / "own" / "plot.yaml")
    for form in ("plain", "markdown", "card"):
        text = tifa_run("试验田", "--format", form, TIFA_GLOSSARY=variable, COLUMNS="200").stdout
        assert "Layers" in text
        assert "named" in text
        assert path in text.replace("\\", "").replace("\n", "")
    data = json.loads(tifa_run("试验田", "--format", "json", TIFA_GLOSSARY=variable).stdout)
    assert data["entry"]["origins"] == [
        {"layer": "named", "path": path, "line": 6, "field": "senses.pilot.renderings", "text": "pilot plot"}
    ]


def test_every_command_knows_the_layers(tifa_run: Run, tmp_path: Path) -> None:
    own = written(tmp_path / "own", plot=PATCH.format(sense="pilot"), lvdenghui=ENTRY.format(text="light"))
    named = ("--glossary", "none", "--glossary", str(MINI), "--glossary", str(own))
    text = "这里是政策的试验田，也是绿灯会。\n"
    assert "pilot plot" in tifa_run("annotate", *named, stdin=text).stdout
    assert "绿灯会" in tifa_run("list", *named).stdout
    assert "pilot plot" in tifa_run("export", "omegat", *named).stdout
    assert '"绿灯会"' in tifa_run("export", "jsonl", *named).stdout
    source, target = tmp_path / "zh.txt", tmp_path / "en.txt"
    source.write_text(text)
    target.write_text("This is a place where policies are tried, a meeting too.\n")
    assert "绿灯会" in tifa_run("check", str(source), str(target), *named).stdout


def test_the_layers_are_listed_with_counts_and_problems(tifa_run: Run, tmp_path: Path) -> None:
    own = written(
        tmp_path / "own",
        lvdenghui=ENTRY.format(text="light"),
        plot=PATCH.format(sense="pilot"),
        gone="patches: yishihui\nhide: yes\n",
        bad="patches: no-such-entry\n",
    )
    done = tifa_run("glossaries", "-g", "none", "-g", str(MINI), "-g", str(own))
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["layer", "entries", "replaced", "patched", "hidden", "problems", "place"]
    assert rows[1][1:] == [str(len(load(str(MINI)))), "0", "0", "0", "0", str(MINI)]
    assert rows[2][1:] == ["1", "0", "1", "1", "1", str(own)]
    assert done.returncode == 1
    assert "E271 there is no entry no-such-entry below" in done.stderr


def test_a_term_can_be_muted_for_a_rule(tifa_run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "zh.txt", tmp_path / "en.txt"
    source.write_text("全县推广“两站一会”。\n")
    target.write_text("The county spreads it.\n")
    own = written(tmp_path / "own", muted="patches: liangzhan-yihui\nmute: [missing, numeronym]\n")
    given = ("check", str(source), str(target), "--format", "json", "-g", "none", "-g", str(MINI))
    loud, quiet = (json.loads(tifa_run(*given, *more).stdout) for more in ((), ("-g", str(own))))
    assert [finding["rule"] for finding in loud["findings"]] == ["missing"]
    assert quiet["findings"] == []
    assert quiet["summary"]["muted"] == 1


def add(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tifa", "add", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | {"TIFA_GLOSSARY": BASE, "PYTHONUTF8": "1"},
        check=False,
    )


def test_a_rendering_is_added_to_the_user_s_layer_and_found(tmp_path: Path) -> None:
    done = add("试验田", "--rendering", "pilot plot", "--note", "House style.")
    path = Path(user_folder()) / "own" / "shiyantian.yaml"
    assert (done.returncode, done.stdout) == (0, f"{path}\n")
    glossary = layered(over_mini(Path(user_folder())))
    entry = glossary.get("shiyantian")
    assert entry is not None
    assert entry.concept.rendering == "pilot plot"
    assert entry.concept.notes[0].text == "House style."


def test_what_is_added_passes_the_linter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIFA_GLOSSARY", BASE)
    assert add("试验田", "-r", "pilot plot").returncode == 0
    assert (
        add(
            "試驗田", "-r", "farm", "--status", "deprecated", "--instead", "plot", "--reason", "no"
        ).returncode
        == 0
    )
    assert (
        add("绿灯会", "-r", "green light meeting", "--gloss", "A meeting.", "--note", "Ours.").returncode == 0
    )
    monkeypatch.setenv("TIFA_GLOSSARY", f"{BASE}{os.pathsep}{user_folder()}")
    assert validate(user_folder()) == []
    entry = layered().get("shiyantian")
    assert entry is not None
    assert [(one.field, one.text) for one in entry.origins] == [
        ("senses.pilot.renderings", "pilot plot"),
        ("senses.pilot.renderings", "farm"),
    ]


def test_comments_order_and_quotes_survive(tmp_path: Path) -> None:
    text = (
        PATCH.format(sense="pilot")
        + '    label: "a trial"   # in quotes\nnotes:  # two\n  - {topic: A, text: B.}\n'
    )
    path = written(tmp_path / "house", plot=text) / "own" / "plot.yaml"
    done = add("试验田", "-r", "trial plot", "--folder", str(tmp_path / "house"))
    assert done.stdout == f"{path}\n"
    changed = list(ndiff(text.splitlines(), path.read_text(encoding="utf-8").splitlines()))
    assert not [line for line in changed if line.startswith("- ")]
    assert [line[2:].strip() for line in changed if line.startswith("+ ")] == [
        "- text: trial plot",
        "status: preferred",
        "issuer: own glossary",
    ]


def test_the_same_again_changes_nothing() -> None:
    add("试验田", "-r", "pilot plot", "--note", "Ours.")
    path = Path(user_folder()) / "own" / "shiyantian.yaml"
    before = path.read_bytes()
    add("试验田", "-r", "pilot plot", "--note", "Ours.")
    assert path.read_bytes() == before


def test_writers_at_the_same_time_lose_nothing() -> None:
    wanted = [f"pilot plot {letter}" for letter in "abcdefgh"]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda text: add("试验田", "-r", text), wanted))
    assert [one.returncode for one in done] == [0] * 8, [one.stderr for one in done]
    file = read_concept(str(Path(user_folder()) / "own" / "shiyantian.yaml"))
    assert file.patch is not None
    assert sorted(one.text for one in file.patch.senses[0].renderings) == wanted


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("试验田", "--lang", "en"), "give --rendering or --note"),
        (("试验田", "-r", "x", "--sense", "no-such"), "has no sense no-such"),
        (("试验田", "-r", "x", "--status", "fine"), "fine"),
        (("试验田", "-r", "x", "--status", "deprecated"), "--reason"),
        (("试验田", "-r", "x", "--status", "deprecated", "--reason", "y"), "--instead"),
        (("绿灯会", "--note", "x"), "give a --rendering"),
        (("green", "-r", "x"), "not a Chinese term"),
        (("试验田", "-r", "a\x07b"), "control character"),
        (("试验田", "-r", " "), "empty"),
        (("试验田", "-r", "x", "--folder", "{file}"), "cannot be written"),
    ],
)
def test_what_cannot_be_added_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "a-file"
    file.write_text("text")
    done = add(*(one.format(file=file) for one in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert not list(Path(user_folder()).rglob("*.yaml"))
    assert file.read_text() == "text"


def test_a_file_that_is_broken_is_named_and_left_as_it_is() -> None:
    folder = written(Path(user_folder()), shiyantian="patches: shiyantian\nsenses: [\n")
    done = add("试验田", "-r", "pilot plot")
    path = folder / "own" / "shiyantian.yaml"
    assert done.returncode == 2
    assert str(path) in done.stderr
    assert path.read_text() == "patches: shiyantian\nsenses: [\n"
