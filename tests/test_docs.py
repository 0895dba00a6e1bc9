"""The documentation is true: its examples run, its picture is current, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8") if (ROOT / "README.md").exists() else ""
PAGES = ["README.md", "CONTRIBUTING.md", "docs/formats.md", "docs/own-glossaries.md", "glossary/README.md"]
pytestmark = pytest.mark.skipif(not README, reason="the documentation is not installed")


def test_the_picture_of_the_card_is_current(tifa_run: Run) -> None:
    made = tifa_run("社会工作", "--format", "svg").stdout
    kept = (ROOT / "docs" / "card.svg").read_text(encoding="utf-8")
    assert made == kept, "make it anew: tifa 社会工作 --format svg > docs/card.svg"


def test_the_readme_opens_with_the_picture_and_the_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert README.index("docs/card.svg") < README.index("```sh")
    assert (
        blocks[0].strip() == "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/tifa 社会工作"
    )
    assert (
        blocks[1].strip()
        == "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest -q"
    )


@pytest.mark.parametrize(
    "command", [line for line in re.findall(r"`(tifa [^`]+)`", README) if "install" not in line]
)
def test_each_command_that_the_readme_names_runs(tifa_run: Run, command: str) -> None:
    assert tifa_run(*shlex.split(command)[1:]).returncode == 0


def test_the_text_that_the_readme_pipes_shows_a_broken_line_and_both_senses(tifa_run: Run) -> None:
    (written,) = re.findall(r"^printf '(.*)' \| tifa annotate$", README, re.MULTILINE)
    text = written.replace("\\n", "\n")
    assert "%" not in text
    rows = [line.split("\t") for line in tifa_run("annotate", "-f", "tsv", stdin=text).stdout.splitlines()]
    assert [(row[6], row[12]) for row in rows[1:]] == [
        ("shehui-gongzuo", "profession"),
        ("gean-gongzuo", "method"),
        ("xin-jiuye-qunti", "platform-workers"),
        ("dangjian", "party"),
        ("shehui-gongzuo", "party"),
    ]


def test_the_python_example_of_the_readme_runs(real) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)#]+)", text):
        assert (Path(ROOT / page).parent / target).exists(), target


def test_the_editorial_guide_names_every_field_and_value() -> None:
    from tifa import model
    from tifa.ledger import Ledger
    from tifa.schema import fields_of

    guide = (ROOT / "glossary" / "README.md").read_text(encoding="utf-8")
    records = [
        model.Concept,
        *model.Concept._nested.values(),
        model.Rendering,
        model.Calque,
        model.Cues,
        model.Event,
        model.Source,
        *Ledger._nested.values(),
    ]
    names = {name for record in records for name in fields_of(record)}
    values = {*model.KINDS, *model.FRAMES, *model.STATUSES, *model.ALIAS_TYPES, *model.RELATIONS}
    values |= {*model.LIFECYCLES, *model.SOURCE_KINDS}
    missing = sorted(word for word in names | values if word not in guide)
    assert missing == []


def test_the_formats_page_names_every_field_of_a_hit_and_every_tier(tifa_run: Run) -> None:
    import json

    from tifa.tiers import TIERS

    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    data = json.loads(tifa_run("信访", "--format", "json").stdout)
    for name in (*data, *data["hits"][0], *TIERS):
        assert f"`{name}`" in page, name
