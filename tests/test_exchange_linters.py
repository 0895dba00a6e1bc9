"""Rules for linters of English: they find what is to be avoided and never what is permitted."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import MINI, concept, glossary_of, rendering
from tifa.errors import UsageError
from tifa.exchange import prh, vale
from tifa.exchange.common import Losses, Wanted
from tifa.exchange.pleco import one_line
from tifa.fold import english_key
from tifa.glossary import Glossary, load
from tifa.model import Calque, Concept, Entry, Sense


def bad(text: str, instead: str = "good wording", reason: str = "", **fields: object) -> Any:
    return rendering(text, "deprecated", instead=instead, reason=reason, **fields)


LANTERN = concept(
    "红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", traditional="紅燈工程",
    renderings=(bad("Red Light Project", "Red Lantern Program", "Sounds like traffic."),),
)  # fmt: skip


def entries_of(*concepts: Concept) -> list[Entry]:
    return list(glossary_of(*concepts))


def style(*concepts: Concept, wanted: Wanted = Wanted()) -> dict[str, Any]:  # noqa: B008
    """The files of the Vale style, read."""
    data = b"".join(vale.write(entries_of(*concepts), wanted, Losses()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: yaml.safe_load(archive.read(name)) for name in archive.namelist()}


def found_in(text: str, *concepts: Concept) -> list[str]:
    """What the patterns of the style find in a text."""
    return [
        match[0]
        for rule in style(*concepts).values()
        for pattern in rule["swap"]
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


def rules_of(*concepts: Concept) -> list[Any]:
    """prh's rules, read."""
    data = b"".join(prh.write(entries_of(*concepts), Wanted(), Losses()))
    return list(yaml.safe_load(data)["rules"])


def told(writer: Callable[..., Any], *concepts: Concept) -> list[str]:
    losses = Losses()
    list(writer(entries_of(*concepts), Wanted(), losses))
    return losses.told()


# Vale


def test_a_deprecated_rendering_becomes_a_rule_with_advice_term_and_reason() -> None:
    (rule,) = style(LANTERN).values()
    assert list(rule["swap"].values()) == ["'Red Lantern Program' (红灯工程: Sounds like traffic)"]
    assert rule["extends"] == "substitution"
    assert rule["message"] == "Write %s, not '%s'."
    assert rule["ignorecase"] is True


def test_each_severity_has_a_file() -> None:
    calque = Sense(
        id="a", frame="party", label="l", gloss="g", renderings=(rendering("good wording"),),
        calques=(Calque(text="word for word", instead="good wording", reason="r"),),
    )  # fmt: skip
    files = style(
        LANTERN,
        concept("甲", "jiǎ", senses=(calque,)),
        concept("乙", "yǐ", "second", renderings=(bad("secondhand"),)),
        concept("丙", "bǐng", "third", renderings=(bad("third hand", issuer="machine translation"),)),
    )
    assert {name: (rule["level"], len(rule["swap"])) for name, rule in files.items()} == {
        "Tifa/Calques.yml": ("error", 2),
        "Tifa/Avoid.yml": ("warning", 1),
        "Tifa/Words.yml": ("suggestion", 1),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Red Light Project begins.",
        "the red light project",
        "Red Light\nProject",
        "(“Red Light Project”)",
    ],
)
def test_a_rule_finds_its_text_in_any_case_and_across_lines(text: str) -> None:
    assert len(found_in(text, LANTERN)) == 1


@pytest.mark.parametrize(
    "text", ["Infrared Light Project", "Red Light Projector", "red-light project", "Éred light projecté"]
)
def test_a_rule_finds_whole_words_only(text: str) -> None:
    assert found_in(text, LANTERN) == []


def test_what_is_right_for_any_term_is_never_a_rule() -> None:
    other = concept("交通灯", "jiāotōngdēng", "the red light projects")
    entries = (LANTERN, other, concept("词", "cí", "word", renderings=(bad("bad word"),)))
    assert found_in("Red Light Project", *entries) == []
    assert "left out: renderings to avoid for one term that are right for another (1)" in told(
        vale.write, *entries
    )


def test_what_is_right_for_a_term_outside_the_selection_is_no_rule_either() -> None:
    other = concept("交通灯", "jiāotōngdēng", "Red Light Project", domain="traffic")
    word = concept("词", "cí", "word", renderings=(bad("bad word"),))
    (rule,) = style(LANTERN, other, word, wanted=Wanted(domain="tests")).values()
    assert len(rule["swap"]) == 1


def test_a_text_is_not_found_inside_a_longer_one_that_is_right_or_has_its_own_rule() -> None:
    concepts = (
        LANTERN,
        concept("红灯工程办公室", "hóngdēng bàngōngshì", "Old Red Light Project Office"),
        concept("大红灯", "dà hóngdēng", "x y", renderings=(bad("great red light project"),)),
    )
    assert found_in("the Old Red Light Project Office", *concepts) == []
    assert found_in("the great red light project", *concepts) == ["great red light project"]
    assert found_in("the Red Light Project Office", *concepts) == ["Red Light Project"]
    assert found_in("the old Red Light Project", *concepts) == ["Red Light Project"]


def test_the_advice_itself_is_never_found() -> None:
    one = concept("词", "cí", "community", renderings=(bad("big community", "the big community of all"),))
    assert found_in("Write the big community of all.", one) == []


def test_advice_for_one_term_is_no_rule_for_another() -> None:
    management = concept("管理", "guǎnlǐ", "control", renderings=(bad("running things", "good management"),))
    other = concept("治理", "zhìlǐ", "rule", renderings=(bad("good management", "governing"),))
    assert found_in("good management", management, other) == []


def test_a_rule_with_many_exceptions_is_still_read_as_yaml() -> None:
    longer = [concept("词", "cí", f"the bad word number {n} of all", id=f"ci-{n}") for n in range(40)]
    one = concept("坏", "huài", "good", renderings=(bad("bad word"),))
    assert found_in("the bad word number 7 of all; a bad word", one, *longer) == ["bad word"]


def test_longer_texts_come_first() -> None:
    one = concept("词", "cí", "w", renderings=(bad("a b"), bad("a b c d"), bad("a b c")))
    assert [rule["specs"][0]["from"] for rule in rules_of(one)] == ["a b c d", "a b c", "a b"]
    assert found_in("a b c d", one) == ["a b c d"]


def test_a_text_to_avoid_for_two_terms_names_both() -> None:
    other = concept(
        "交通灯", "jiāotōngdēng", "traffic light", renderings=(bad("red light project", "traffic light"),)
    )
    (rule,) = style(LANTERN, other).values()
    (advice,) = rule["swap"].values()
    assert advice == "'Red Lantern Program' (红灯工程: Sounds like traffic) or 'traffic light' (交通灯)"


def test_a_text_without_advice_is_still_a_rule_of_vale() -> None:
    (rule,) = style(concept("词", "cí", "word", renderings=(bad("bad word", ""),))).values()
    assert list(rule["swap"].values()) == ["another wording (词)"]


@pytest.mark.parametrize(
    "wanted", [Wanted(deprecated=False), Wanted(statuses=("preferred",)), Wanted(domain="none")]
)
@pytest.mark.parametrize("module", [vale, prh])
def test_where_nothing_is_to_be_avoided_there_is_nothing_to_write(module: Any, wanted: Wanted) -> None:
    with pytest.raises(UsageError, match="nothing that is to be avoided"):
        list(module.write(entries_of(LANTERN), wanted, Losses()))


@pytest.mark.parametrize("module", [vale, prh])
def test_the_same_glossary_gives_the_same_rules(module: Any) -> None:
    entries = list(load(str(MINI)))
    one = b"".join(module.write(entries, Wanted(), Losses()))
    assert one == b"".join(module.write(list(reversed(entries)), Wanted(), Losses()))


@given(st.text(min_size=1), st.text(), st.text())
def test_any_text_makes_rules_that_yaml_and_regular_expressions_read(
    text: str, instead: str, reason: str
) -> None:
    assume(english_key(instead) != english_key(text + " x"))
    sense = Sense(
        id="a", frame="party", label="l", gloss="g", renderings=(bad(text + " x", instead, reason),)
    )
    odd = Entry(concept=concept("词", "cí", id="one", senses=(sense,)))
    losses = Losses()
    with zipfile.ZipFile(io.BytesIO(b"".join(vale.write([odd], Wanted(), losses)))) as archive:
        (rule,) = (yaml.safe_load(archive.read(name)) for name in archive.namelist())
    ((pattern, _),) = rule["swap"].items()
    assert re.search(pattern, one_line(text + " x").lower(), re.IGNORECASE)


def test_no_rule_finds_anything_in_what_the_real_glossary_permits(real: Glossary) -> None:
    rules = vale.rules(real, Wanted(), Losses())
    whole = re.compile("|".join(vale.pattern(rule, r"[\w-]") for rule in rules), re.IGNORECASE)
    permitted = {
        text
        for entry in real
        for one in entry.concept.wordings
        for text in (one.text if one.status != "deprecated" else "", one.instead, one.first_mention)
    }
    assert {match[0] for text in permitted if (match := whole.search(text))} == set()


# prh


def test_prh_is_told_what_to_write_why_and_an_example() -> None:
    (rule,) = rules_of(LANTERN)
    assert rule["expected"] == "Red Lantern Program"
    assert rule["prh"] == "红灯工程: Sounds like traffic"
    assert rule["specs"] == [{"from": "red light project", "to": "Red Lantern Program"}]


def test_prh_gets_no_rule_that_would_replace_blindly() -> None:
    concepts = (
        LANTERN,
        concept("甲", "jiǎ", "a1", renderings=(bad("management", "governance"),)),
        concept("乙", "yǐ", "b1", renderings=(bad("no advice", ""),)),
        concept("丙", "bǐng", "c1", renderings=(bad("two ways", "one"),)),
        concept("丁", "dīng", "d1", renderings=(bad("two ways", "other"),)),
    )
    assert [rule["expected"] for rule in rules_of(*concepts)] == ["Red Lantern Program"]
    lines = " ".join(told(prh.write, *concepts))
    assert "single words to avoid" in lines
    assert "without advice" in lines
    assert "with other advice for each term" in lines


def test_prh_says_where_only_unsafe_rules_are_left() -> None:
    with pytest.raises(UsageError, match="format vale"):
        rules_of(concept("甲", "jiǎ", "a1", renderings=(bad("management", "governance"),)))


def prh_finds(folder: Path, text: str, *concepts: Concept) -> str:
    """The text after the real prh has replaced what it finds; it runs the specs on loading."""
    (folder / "rules.yml").write_bytes(b"".join(prh.write(entries_of(*concepts), Wanted(), Losses())))
    (folder / "text.md").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["prh", "--rules", "rules.yml", "--stdout", "text.md"],
        cwd=folder, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().rstrip("\n")


@pytest.mark.skipif(not shutil.which("prh"), reason="prh is not installed")
@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The red Light\nproject, and so on.", "The Red Lantern Program, and so on."),
        ("Red Light Projector, infrared light project", "Red Light Projector, infrared light project"),
        ("An Old Red Light Project Office", "An Old Red Light Project Office"),
        ("C++ (new) costs $1 a/b: say ‘it’ now", "$1 costs: say ‘it’ now"),
    ],
)
def test_prh_replaces_what_the_rules_say(tmp_path: Path, text: str, after: str) -> None:
    office = concept("红灯工程办公室", "hóngdēng bàngōngshì", "Old Red Light Project Office")
    odd = concept("怪", "guài", "odd", renderings=(bad("C++ (new) costs $1 a/b", "$1 costs"),))
    assert prh_finds(tmp_path, text, LANTERN, office, odd) == after


@pytest.mark.skipif(not shutil.which("prh"), reason="prh is not installed")
def test_prh_loads_the_rules_of_the_whole_glossary(tmp_path: Path, real: Glossary) -> None:
    (tmp_path / "rules.yml").write_bytes(b"".join(prh.write(real, Wanted(), Losses())))
    (tmp_path / "text.md").write_text("Nothing.\n", encoding="utf-8")
    done = subprocess.run(
        ["prh", "--rules", "rules.yml", "--verify", "text.md"],
        cwd=tmp_path, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


def vale_runs() -> bool:
    """Whether Vale itself is there: the packages of PyPI and npm fetch it on the first run."""
    if not shutil.which("vale"):
        return False
    try:
        return (
            subprocess.run(["vale", "--version"], capture_output=True, check=False, timeout=30).returncode
            == 0
        )
    except subprocess.TimeoutExpired:
        return False


@pytest.mark.skipif(not vale_runs(), reason="vale is not installed")
def test_vale_reports_what_is_to_be_avoided_with_advice_and_reason(tmp_path: Path) -> None:
    data = b"".join(vale.write(entries_of(LANTERN), Wanted(), Losses()))
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path / "styles")
    (tmp_path / ".vale.ini").write_text(
        "StylesPath = styles\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = Tifa\n", encoding="utf-8"
    )
    (tmp_path / "text.md").write_text("The Red Light Project begins.\n", encoding="utf-8")
    done = subprocess.run(
        ["vale", "--output=line", "text.md"], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert done.stdout.decode().rstrip() == (
        "text.md:1:5:Tifa.Avoid:"
        "Write 'Red Lantern Program' (红灯工程: Sounds like traffic), not 'Red Light Project'."
    )
