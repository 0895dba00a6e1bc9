"""The page of annotated text: whole, safe, readable without its script, and alive with it."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from conftest import concept, glossary_of, rendering
from tifa.annotation import Annotator, Block, Selection
from tifa.glossary import Glossary
from tifa.model import Contrast, Cues, Sense
from tifa.render.annotated import html
from tifa.render.annotated.html import Html, language_of, ruby, safe, toned_syllables
from tifa.render.annotated.writer import Options

VOID = {"meta", "input", "br", "link", "img"}
NASTY = "<script>alert(1)</script> \" ' & </style> {title}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TEXT = (
    "红灯小组开会，审核；各村红灯小组要学习。\n\n"
    "\tA lamp team met. Use  of Red Light Project\nis not the Red Lantern Program.\r\n"
    "紅燈工程办公室和蓝灯小组。 The traffic signal: 红灯小组。两个抓紧"
)


def contested() -> tuple[Sense, ...]:
    return tuple(
        Sense(
            id=name, frame=frame, label=f"{name} label", gloss=f"{name} gloss",
            cues=Cues(supporting=cues), renderings=(rendering(f"{name} team", issuer=f"{name} press"),),
        )
        for name, frame, cues in (
            ("party", "party", ("审核", "学习")),
            ("lamp", "western", ("signal",)),
            ("street", "general", ("马路",)),
        )
    )  # fmt: skip


CONCEPTS = (
    concept("红灯小组", "hóngdēng xiǎozǔ", traditional="紅燈小組", senses=contested(),
            contrast=(Contrast(aspect="Size", party="small", western="large"),
                      Contrast(aspect="Age", party="old " * 40, western="new"))),
    concept("红灯工程", "hóngdēng gōngchéng", "Red Lantern Program", traditional="紅燈工程", kind="campaign",
            renderings=(rendering("Red Light Project", "deprecated", instead="Red Lantern Program",
                                  reason="it sounds like traffic"),)),
    concept("红灯工程办公室", "hóngdēng gōngchéng bàngōngshì", "Red Lantern Office",
            traditional="紅燈工程辦公室", kind="body"),
    concept("蓝灯小组", "lándēng xiǎozǔ", "blue teams", traditional="藍燈小組", literal=NASTY),
    concept("两个抓紧", "liǎng gè zhuājǐn", "Two Grasps", traditional="兩個抓緊", kind="numeronym"),
)  # fmt: skip


@pytest.fixture(scope="module")
def lamps() -> Glossary:
    """A contested term, one with a form to avoid, one inside another, one whose entry holds markup."""
    return glossary_of(*CONCEPTS)


class Page(HTMLParser):
    """What a reader of the page sees; fails where tags do not match."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.parts: list[str] = []
        self.terms: list[tuple[str, dict[str, str]]] = []
        self._depth = 0
        self.feed(source)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), "no attribute twice"
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id") == "text":
            self._depth = len(self.open)
        if self._depth and tag == "a":
            self.terms.append(("", given))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if len(self.open) < self._depth:
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.parts.append(data)
            if "a" in self.open:
                text, given = self.terms.pop()
                self.terms.append((text + data, given))

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def note(self, number: str) -> dict[str, str]:
        return next(given for tag, given in self.tags if given.get("id") == f"n{number}")


def page_of(
    glossary: Glossary, text: str, path: str = "a.txt", explain: bool = False, **how: bool | int
) -> str:
    nested, size = bool(how.get("nested")), int(how.get("size", 1 << 18))
    writer = Html(path, Options(explain=explain))
    annotator = Annotator(glossary, Selection(all=True), nested)
    blocks = [writer.block(block, annotator.marks(block.text)) for block in annotator.blocks([text], size)]
    return "".join([writer.head(), *blocks, writer.tail()])


def test_the_page_is_well_formed_and_its_links_lead_somewhere(lamps: Glossary) -> None:
    page = Page(page_of(lamps, TEXT, explain=True))
    assert len(page.ids) == len(set(page.ids))
    for _, given in page.tags:
        assert given.get("href", "#text")[1:] in page.ids
        described = (given.get("aria-describedby", "") + " " + given.get("aria-labelledby", "")).split()
        assert set(described) <= set(page.ids)


@pytest.mark.parametrize("size", [1 << 18, 12])
def test_without_tags_the_text_is_the_input_and_every_mark_stands_where_it_was(
    lamps: Glossary, size: int
) -> None:
    page = Page(page_of(lamps, TEXT, size=size))
    assert page.text == TEXT
    annotator = Annotator(lamps, Selection(all=True))
    marks = [
        (block.text[mark.start : mark.end], block.start + mark.start)
        for block in annotator.blocks([TEXT], size)
        for mark in annotator.marks(block.text)
    ]
    assert [text for text, _ in page.terms] == [text for text, _ in marks]
    assert len(marks) >= 7
    named = {int(given["id"][1:]): text for text, given in page.terms if "id" in given}
    assert named.items() <= {start: text for text, start in marks}.items()


def test_a_text_without_terms_and_an_empty_one_are_pages_too(lamps: Glossary) -> None:
    for text in ("", "Nothing.\n"):
        source = page_of(lamps, text)
        assert Page(source).text == text
        assert "The text has no term" in source
        assert 'id="legend"' not in source


def test_markup_in_the_input_the_path_and_the_entries_is_only_text(lamps: Glossary) -> None:
    text = f"{NASTY}蓝灯小组{NASTY}"
    source = page_of(lamps, text, path=f"x/{NASTY.replace('/', '')}.txt")
    page = Page(source)
    assert page.text == text
    assert source.count("<script>") == 1
    assert source.count("</style>") == 1
    assert source.count(escape(NASTY)) == 3
    assert escape(NASTY.replace("/", "")) + ".txt</title>" in source


def test_what_cannot_be_shown_becomes_a_sign() -> None:
    assert safe("\x1b[1m\x07\f\x7f") == "␛[1m␇␌␡"
    assert safe("\0 \ud800 \udfff \x85 \uffff") == "� � � � �"
    assert safe("a\tb\nc\r\n") == "a\tb\nc\r\n"
    assert Html("\udce4\x1b.txt").head().count("<h1>�␛.txt</h1>") == 1


def test_there_is_one_card_for_each_sense_of_an_entry(lamps: Glossary) -> None:
    page = Page(page_of(lamps, TEXT * 3))
    notes = [given["id"] for tag, given in page.tags if given.get("class") == "note"]
    used = {given["data-n"] for _, given in page.terms}
    assert notes == [f"n{number}" for number in range(1, len(used) + 1)]
    assert used == {note[1:] for note in notes}
    senses = {given["class"] for text, given in page.terms if text == "红灯小组"}
    assert senses == {"t party", "t western"}


def test_the_notes_do_not_grow_with_the_text(lamps: Glossary) -> None:
    writer, annotator = Html("a.txt"), Annotator(lamps, Selection(all=True))
    tails = []
    for number in range(40):
        writer.block(Block(text=TEXT, start=number * len(TEXT)), annotator.marks(TEXT))
        tails.append(len(writer.tail()))
    assert tails[-1] - tails[0] < 50, "only the counts get longer"


def test_nothing_is_fetched_and_the_policy_allows_only_what_is_in_the_page(lamps: Glossary) -> None:
    source = page_of(lamps, TEXT)
    assert not re.search(r"https?:|//[a-z]|url\(|@import|\bsrc=|<link|<img|<iframe", source)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', source)
    assert policy and policy[1].startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        inside = source[source.index(f"<{tag}>") + len(tag) + 2 : source.index(f"</{tag}>")]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert " style=" not in source, "the policy would forbid it"
    assert not re.search(r"<[^>]* on[a-z]+=", source[source.index("<body>") : source.index("<script>")])


def test_the_same_text_gives_the_same_page(lamps: Glossary) -> None:
    assert page_of(lamps, TEXT, explain=True) == page_of(lamps, TEXT, explain=True)


def test_without_its_script_a_term_is_a_link_to_a_note_that_says_all_and_leads_back(lamps: Glossary) -> None:
    source = page_of(lamps, TEXT)
    page = Page(source)
    for _, given in page.terms:
        assert given["href"] == f"#n{given['data-n']}"
        assert page.note(given["data-n"])
    notes = source[source.index('id="notes"') : source.index("<script>")]
    for told in ("红灯小组", "紅燈小組", "hóngdēng xiǎozǔ", "party team", "party press", "Party sense: party label",
                 "lamp gloss", "street gloss", "Red Light Project", "write “Red Lantern Program”",
                 "it sounds like traffic", "campaign · tests", "old old"):  # fmt: skip
        assert told in notes
    back = [given["href"] for tag, given in page.tags if given.get("class") == "back full"]
    assert len(back) == notes.count('class="note"')
    assert {link[1:] for link in back} <= {given.get("id") for _, given in page.terms}


def test_a_sense_without_renderings_says_what_the_entry_proposes() -> None:
    glossary = glossary_of(concept("红灯小组", "hóngdēng xiǎozǔ", literal="lamp team"))
    source = page_of(glossary, "红灯小组")
    assert '<span id="r1">proposed: <b>lamp team</b></span>' in source
    assert 'aria-describedby="r1"' in source


def test_the_legend_names_what_occurs_with_its_count(lamps: Glossary) -> None:
    source = page_of(lamps, "红灯小组学习。红灯工程，红灯工程。Red Light Project")
    legend = source[source.index('id="legend"') : source.index('id="notes"')]
    assert re.findall(r">([^<>\n]+)</span>(?:</label>)? (\d+)", legend) == [
        ("Party sense", "1"), ("campaign", "3"), ("to be avoided", "1"),
    ]  # fmt: skip


def test_an_occurrence_says_how_sure_it_is_and_a_form_to_avoid_what_to_write(lamps: Glossary) -> None:
    page = Page(page_of(lamps, "红灯小组审核。\n\nRed Light Project"))
    (_, team), (_, project) = page.terms
    assert re.fullmatch(r"Read with confidence [01]\.\d\d: “审核” \(for party\).*", team["data-why"])
    assert project["aria-description"] == "to be avoided: write “Red Lantern Program”"
    assert project["class"] == "t campaign avoid"
    assert "data-why" not in project
    undecided = Page(page_of(lamps, "红灯小组。")).terms[0][1]
    assert undecided["class"] == "t undecided"
    assert undecided["data-why"] == "Undecided here: nothing nearby tells the senses apart"


def test_all_evidence_is_in_the_notes_where_it_is_asked_for(lamps: Glossary) -> None:
    text = "红灯小组审核。红灯小组学习。"
    source = page_of(lamps, text, explain=True)
    evidence = source[source.index("<details") : source.index("</details>")]
    assert re.findall(r'href="#(o\d+)">at (\d+)', evidence) == [("o0", "0"), ("o7", "7")]
    for item in evidence.split('<a href="')[1:]:
        assert "for party: 审核 at 4" in item
        assert "for party: 学习 at 11" in item
    assert "<details" not in page_of(lamps, text)


def test_terms_inside_a_term_are_named_by_its_link(lamps: Glossary) -> None:
    page = Page(page_of(lamps, "红灯工程办公室", nested=True))
    ((text, given),) = page.terms
    assert text == "红灯工程办公室"
    assert given["data-n"] == "1 2"
    assert page.note("2")


def test_each_character_has_its_syllable_or_none_has() -> None:
    syllables = ["lǜ", "sè", "xiǎo", "zǔ"]
    assert toned_syllables("lǜsè xiǎozǔ") == syllables
    assert toned_syllables("Xī'ān fāng'àn") == ["Xī", "ān", "fāng", "àn"]
    assert toned_syllables("WTO gāo") == []
    assert ruby("绿色", syllables[:2]) == '<ruby>绿<rt data-p="lǜ"></rt>色<rt data-p="sè"></rt></ruby>'
    assert ruby("绿\n色", syllables[:2]).count("<ruby>") == 2
    for surface in ("绿", "绿色小", "2色", "绿色A"):
        assert "<rt" not in ruby(surface, syllables[:2])


def test_an_alias_has_pinyin_only_where_its_characters_have_one_reading_in_the_headword() -> None:
    from tifa.model import Alias

    glossary = glossary_of(
        concept("红灯小组", "hóngdēng xiǎozǔ", "lamp team",
                aliases=(Alias(text="红组", type="short form"), Alias(text="红绿组", type="variant"))),
        concept("重重难关", "chóngzhòng nánguān", "passes", aliases=(Alias(text="重关", type="short form"),)),
    )  # fmt: skip
    source = page_of(glossary, "红组，红绿组，重关")
    assert re.findall(r'data-p="(\w+)"', source) == ["hóng", "zǔ"]


def test_languages_are_named_as_far_as_they_are_known(lamps: Glossary) -> None:
    annotator = Annotator(lamps)
    for text, language in (
        ("红灯小组学习。", "zh-Hans"),
        ("紅燈小組學習。", "zh-Hant"),
        ("学习。", "zh"),
        ("The lamp of the team is red.", "en"),
        ("La lampe de cette salle.", ""),
    ):
        assert language_of(text, annotator.marks(text)) == language
    page = page_of(lamps, "The lamp of the team (红灯小组, 学习) is in the office of 紅燈工程.")
    assert '<span lang="zh">学习</span>' in page
    assert re.search(r'<a [^>]*lang="zh-Hant"[^>]*>', page)


def colours(mode: str) -> dict[str, str]:
    """The colours of a mode by name."""
    style = Path(html.__file__).with_name("page.css").read_text(encoding="utf-8")
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    part = light if mode == "light" else dark[: dark.index("* {")]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_can_be_read_and_lines_be_seen(mode: str) -> None:
    colour = colours(mode)
    senses = ("party", "western", "general", "undecided")
    on = ("paper", "raised", "found", "bar")
    for name in ("ink", "quiet", "link", "avoid", *senses):
        for ground in on if name in ("ink", *senses) else ("paper", "raised", "bar"):
            assert contrast(colour[name], colour[ground]) >= 4.5, f"{name} on {ground}"
    for name in senses:
        assert contrast(colour[name], colour[f"{name}-tint"]) >= 4.5, name
    for name in html.KINDS:
        assert contrast(colour[name], colour["paper"]) >= 3, name


DRIVER = """
const card = document.getElementById("card"), term = (n) => document.querySelectorAll("#text a.t")[n];
const seen = () => !card.hidden && card.getBoundingClientRect().height > 0;
const told = {};
term(0).focus();
told.focus = seen() && card.textContent.includes("party team") && card.textContent.includes("confidence");
const box = card.getBoundingClientRect();
told.fits = box.left >= 0 && box.right <= document.documentElement.clientWidth && box.bottom <= innerHeight;
told.wide = document.documentElement.scrollWidth <= document.documentElement.clientWidth;
document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
told.escape = !seen();
term(1).dispatchEvent(new MouseEvent("click", {detail: 1, bubbles: true, cancelable: true}));
told.click = seen() && location.hash === "";
document.body.click();
told.away = !seen();
const pinyin = document.querySelector("rt");
told.pinyinOff = getComputedStyle(pinyin).display === "none";
document.getElementById("pinyin").click();
told.pinyinOn = pinyin.getBoundingClientRect().height > 0;
term(0).dispatchEvent(new PointerEvent("pointerover", {pointerType: "mouse", bubbles: true}));
setTimeout(() => {
  told.hover = seen();
  document.getElementById("show-party").click();
  told.off = term(0).tabIndex === -1 && getComputedStyle(term(0)).textDecorationLine === "none";
  document.title = "told " + JSON.stringify(told);
}, 400);
"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
@pytest.mark.parametrize("width", [500, 1280])
def test_in_a_browser_cards_come_and_go_and_stay_in_the_window(
    lamps: Glossary, tmp_path: Path, width: int
) -> None:
    digest = base64.b64encode(hashlib.sha256(DRIVER.encode()).digest()).decode()
    source = page_of(lamps, "红灯小组学习。" * 60)
    source = source.replace("script-src '", f"script-src 'sha256-{digest}' '", 1)
    file = tmp_path / "page.html"
    file.write_text(source.replace("</body>", f"<script>{DRIVER}</script></body>"), encoding="utf-8")
    told = ""
    for attempt in range(3):  # a loaded machine may draw the page later than the script looks at it
        done = subprocess.run(
            [CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000",
             f"--user-data-dir={tmp_path / f'profile{attempt}'}", f"--window-size={width},700", "--dump-dom",
             file.as_uri()],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        told = "".join(re.findall(r"<title>told (.*?)</title>", done.stdout.decode()))
        if told and "false" not in told:
            break
    assert re.findall(r'"(\w+)":false', told) == []
    assert told.count("true") == 10
