"""Annotated text as one page that needs nothing else: terms in colour, cards beside them, notes below.

A long text is never held: what is kept of it is one note for each sense of an entry, written at the end.
The script makes the cards out of the notes; without it each term is a link to its note.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import unicodedata
from collections import Counter
from html import escape

from tifa.fold import is_han
from tifa.model import KINDS
from tifa.pinyin import written_syllables
from tifa.render import wording
from tifa.render.annotated.writer import UNDECIDED, Options, Writer, outermost, reasons, sense_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tifa.annotation import Block, Mark
    from tifa.meaning import Meaning
    from tifa.model import Contrast, Heading, Rendering, Sense

HERE = os.path.dirname(__file__)
# What a browser would not show, or could not read: controls but tab and line ends, lone surrogates.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HAN = re.compile("[〇⺀-⿕㐀-鿿豈-﫿𠀀-\U0003ffff]")
_HAN_RUN = re.compile("[〇⺀-⿕㐀-鿿豈-﫿𠀀-\U0003ffff][〇⺀-⿕㐀-鿿豈-﫿𠀀-\U0003ffff、，。；：“”《》！？]*")
_WORD = re.compile(r"[^\W\d_]+")
# English is known by these words: of its running text they are a fifth or more. So much is read to tell.
ENGLISH, SHARE, SAMPLE = {"the", "of", "and", "to", "in", "is", "that", "for"}, 0.14, 1 << 14
SENSES = {frame: f"{name} sense" for frame, name in wording.FRAMES.items()} | {"undecided": UNDECIDED}
# How a term can look, in the order of the legend.
STYLES = SENSES | {kind: kind for kind in KINDS} | {"avoid": "to be avoided"}
# In a card: as many renderings of each sort, rows of contrast, characters in a cell.
MOST_RENDERINGS, MOST_ROWS, SHORT = 2, 2, 100
NO_EVIDENCE = "nothing nearby tells the senses apart"
# What the script leaves out of a card.
FULL = ' class="full"'
RANK = {"preferred": 0, "proposed": 1, "admitted": 2, "deprecated": 3}
HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div class="bar" id="bar"><div>
<label><input type="checkbox" id="pinyin" autocomplete="off"> Pinyin</label>
<a href="#notes">Notes</a>
</div></div>
<main class="page">
<h1>{title}</h1>
<div class="text" id="text" lang="">"""
LEGEND = """\
<section class="legend" id="legend" aria-label="Legend">
<ul>
{}</ul>
<p class="scripted">Point at a marked term, tap it or move to it with Tab to see its card; \
Enter goes to its note, Escape closes the card.</p>
</section>
"""
TAIL = """\
</div>
{legend}<section class="notes" id="notes" aria-labelledby="notes-title">
<h2 id="notes-title">Notes</h2>
{notes}
</section>
</main>
<script>{script}</script>
</body>
</html>
"""


class Html(Writer):
    """A page with the text, a card for each marked term, a legend and notes."""

    def __init__(self, path: str, options: Options | None = None) -> None:
        super().__init__(path, options)
        self._notes: dict[tuple[int, int], Note] = {}
        self._openings: dict[tuple[Meaning, int], str] = {}
        self._syllables: dict[Meaning, list[str]] = {}
        self._counts: Counter[str] = Counter()
        self._script = _asset("page.js")

    def head(self) -> str:
        style = _asset("page.css")
        policy = (
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(self._script)}'; "
            "base-uri 'none'; form-action 'none'"
        )
        name = "standard input" if self.path == "-" else os.path.basename(self.path) or self.path
        return HEAD.format(policy=policy, title=safe(name), style=style)

    def block(self, block: Block, marks: Sequence[Mark]) -> str:
        text, at = block.text, 0
        language = language_of(text, marks)
        out = [f'<span lang="{language}">' if language else "<span>"]
        for mark, inside in outermost(marks):
            out.append(_plain(text[at : mark.start], language))
            out.append(self._term(text[mark.start : mark.end], mark, inside, (block.start, language)))
            at = mark.end
        out.append(_plain(text[at:], language))
        return "".join([*out, "</span>"])

    def _term(self, surface: str, mark: Mark, inside: list[Mark], place: tuple[int, str]) -> str:
        """The link that stands for a mark; its number is followed by those of the terms inside it."""
        (base, around), meaning = place, mark.meaning
        anchor = base + mark.start
        met = [self._met(each, base, anchor) for each in (mark, *inside)]
        self._counts[_style(mark)] += 1
        attributes = f' id="o{anchor}"' * any(named for _, named in met)
        if meaning.contested:
            attributes += f' data-why="{safe(_why(mark))}"'
        language = language_of_term(surface, meaning)
        if not around.startswith(language):
            attributes += f' lang="{language}"'
        numbers = " ".join(str(note.number) for note, _ in met)
        if (meaning, mark.sense) not in self._openings:
            self._openings[meaning, mark.sense] = _opening(mark, met[0][0].number)
        opening = self._openings[meaning, mark.sense]
        return f'{opening} data-n="{numbers}"{attributes}>{self._shown(surface, meaning)}</a>'

    def _met(self, mark: Mark, base: int, anchor: int) -> tuple[Note, bool]:
        """(the note to a mark, whether something links back to this place)."""
        key = (mark.meaning.entry, mark.sense)
        new = key not in self._notes
        if new:
            self._notes[key] = Note(len(self._notes) + 1, anchor, mark)
        note = self._notes[key]
        note.count += 1
        explained = self.options.explain and mark.meaning.contested
        if explained:
            note.evidence.append(_evidence(mark, base, anchor))
        return note, new or explained

    def _shown(self, surface: str, meaning: Meaning) -> str:
        """The text of a term, with its pinyin where that can be told."""
        if meaning.western:
            return safe(surface)
        if meaning not in self._syllables:
            self._syllables[meaning] = syllables_of(meaning)
        return ruby(surface, self._syllables[meaning])

    def tail(self) -> str:
        """The end of the text, the legend and the notes."""
        legend = LEGEND.format(_lines(self._legend())) if self._notes else ""
        notes = _lines(line for note in self._notes.values() for line in note.lines())
        listed = f"<ol>\n{notes}</ol>" if notes else "<p>The text has no term of the glossary.</p>"
        return TAIL.format(legend=legend, notes=listed, script=self._script)

    def _legend(self) -> Iterator[str]:
        """What the colours and lines mean, and how often each was met; senses can be left unmarked."""
        found: Counter[str] = Counter()
        for classes, count in self._counts.items():
            found.update(dict.fromkeys(classes.split(), count))
        for style, name in STYLES.items():
            shown = f'<span class="t {style}">{name}</span>'
            if style in SENSES:
                switch = f'<input type="checkbox" checked id="show-{style}" autocomplete="off">'
                shown = f"<label>{switch} {shown}</label>"
            if found[style]:
                yield f"<li>{shown} {found[style]}</li>"


class Note:
    """What is told of an entry in one sense: kept as it will be written, without the text around it."""

    def __init__(self, number: int, anchor: int, mark: Mark) -> None:
        self.number, self.count = number, 0
        self.evidence: list[str] = []
        self._opening = (
            f'<li class="note" id="n{number}" tabindex="-1"><div class="told">\n'
            f'<h3><a class="back full" href="#o{anchor}" aria-label="Back to the text from note {number}">'
            f"{number}</a> {_headwords(mark.meaning.heading)}"
        )
        self._body = "\n".join(filter(None, _told(mark, number)))

    def lines(self) -> Iterator[str]:
        """The note as HTML."""
        yield f'{self._opening} <small class="full">{self.count}×</small></h3>'
        yield self._body
        if self.evidence:
            listed = f"<ul>\n{_lines(self.evidence)}</ul>"
            yield f'<details class="evidence full" open><summary>Evidence</summary>\n{listed}</details>'
        yield "</div></li>"


def safe(text: str) -> str:
    """The text as HTML, also in an attribute; control characters as signs that can be seen."""
    return escape(_STRANGE.sub(_sign, text))


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if 0 < code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def ruby(surface: str, syllables: Sequence[str]) -> str:
    """A Chinese term with a syllable over each character; without, where they do not match one to one."""
    others = [c for c in surface if not is_han(c)]
    if len(syllables) != len(surface) - len(others) or any(c.isalnum() for c in others):
        return safe(surface)
    left = iter(syllables)
    parts = (
        f'<ruby>{c}<rt data-p="{safe(next(left))}"></rt></ruby>' if is_han(c) else safe(c) for c in surface
    )
    return "".join(parts).replace("</ruby><ruby>", "")


def syllables_of(meaning: Meaning) -> list[str]:
    """The syllables of a Chinese form: of its own pinyin, else those that the headword's characters have."""
    heading, form = meaning.heading, meaning.form
    if form.pinyin:
        return toned_syllables(form.pinyin)
    known: dict[str, str] = {}
    for c, syllable in zip(filter(is_han, heading.simplified), toned_syllables(heading.pinyin), strict=False):
        known[c] = syllable if known.get(c, syllable) == syllable else ""
    wanted = [known.get(c, "") for c in form.text if is_han(c)]
    return wanted if all(wanted) else []


def toned_syllables(written: str) -> list[str]:
    """The syllables of pinyin with their tone marks; [] where it cannot be cut."""
    text = unicodedata.normalize("NFC", written)
    letters = [c for c in text if "a" <= unicodedata.normalize("NFKD", c)[0].lower() <= "z"]
    cut = written_syllables(written)
    if sum(map(len, cut)) != len(letters):
        return []
    left = iter(letters)
    return ["".join(next(left) for _ in syllable) for syllable in cut]


def language_of(text: str, marks: Sequence[Mark]) -> str:
    """The language of a block as HTML names it; nothing where it is neither Chinese nor English."""
    sample = text[:SAMPLE]
    words = [word.lower() for word in _WORD.findall(_HAN.sub(" ", sample))]
    if len(_HAN.findall(sample)) > len(words):
        chinese = [mark for mark in marks if not mark.meaning.western]
        found = Counter(language_of_term(text[mark.start : mark.end], mark.meaning) for mark in chinese)
        one, other = found["zh-Hans"], found["zh-Hant"]
        return "zh" if one == other else "zh-Hans" if one > other else "zh-Hant"
    return "en" if sum(word in ENGLISH for word in words) > SHARE * len(words) else ""


def language_of_term(surface: str, meaning: Meaning) -> str:
    """The language of what stands there: of the rendering, or the script of Chinese characters."""
    if meaning.western:
        return next((r.language for r in meaning.concept.wordings if r.text == meaning.form.text), "en")
    simplified, traditional = set(meaning.heading.simplified), set(meaning.heading.traditional)
    if any(c in traditional - simplified for c in surface):
        return "zh-Hant"
    return "zh-Hans" if any(c in simplified - traditional for c in surface) else "zh"


def _plain(text: str, language: str) -> str:
    """Text between terms; Chinese in a text of another language is said to be Chinese."""
    if language.startswith("zh") or not _HAN.search(text):
        return safe(text)
    return _HAN_RUN.sub(r'<span lang="zh">\g<0></span>', safe(text))


def _style(mark: Mark) -> str:
    """The classes of a mark: its sense where contested, else its kind; whether the form is to be avoided."""
    meaning = mark.meaning
    style = (mark.frame or "undecided") if meaning.contested else meaning.heading.kind
    return f"{style} avoid" if meaning.renderings[mark.sense][1] == "deprecated" else style


def _opening(mark: Mark, number: int) -> str:
    """What all links of a form in one sense begin with; a form to be avoided says so when it is read out."""
    text, status = mark.meaning.renderings[mark.sense]
    parts = [f"d{number}"] * mark.meaning.contested + [f"r{number}"] * (mark.sense >= 0)
    told = f'aria-describedby="{" ".join(parts)}"'
    if status == "deprecated":
        told = f'aria-description="to be avoided: write “{safe(text)}”"'
    return f'<a class="t {_style(mark)}" href="#n{number}" {told}'


def _why(mark: Mark) -> str:
    """How sure the reading of one occurrence is, and the strongest cues around it."""
    cues = [
        f"“{' '.join(cue.split())}” ({'for' if weight > 0 else 'against'} {sense})"
        for cue, _, sense, weight, _ in mark.strongest(2)
    ]
    sure = f"Read with confidence {mark.confidence:.2f}" if mark.sense >= 0 else "Undecided here"
    return f"{sure}: {', '.join(cues) or NO_EVIDENCE}"


def _evidence(mark: Mark, base: int, anchor: int) -> str:
    """All evidence of one occurrence as an item of a list."""
    found = [f"<li>{safe(reason)}</li>" for reason in reasons(mark, base)]
    listed = f"<ul>{''.join(found)}</ul>" if found else f": {NO_EVIDENCE}"
    place = f'<a href="#o{anchor}">at {base + mark.start}</a>, {mark.sense_status}'
    return f"<li>{place}, confidence {mark.confidence:.2f}{listed}</li>"


def _headwords(heading: Heading) -> str:
    """The term in both scripts, with its pinyin."""
    scripts = {heading.traditional: "zh-Hant", heading.simplified: "zh-Hans"}
    both = [f'<b lang="{name}">{safe(text)}</b>' for text, name in reversed(scripts.items())]
    return f'{" ".join(both)} <i lang="zh-Latn">{safe(heading.pinyin)}</i>'


def _told(mark: Mark, number: int) -> Iterator[str]:
    """What a note says below the headword."""
    concept, at = mark.meaning.concept, mark.sense
    if mark.meaning.contested:
        label = safe(sense_label(mark))
        yield f'<p id="d{number}" class="sense {mark.frame or "undecided"}">{label}</p>'
    if at >= 0:
        good, bad = _renderings(concept.senses[at], number, mark.meaning.heading)
        yield f"<ul>\n{_lines(good)}</ul>\n<p>{safe(concept.senses[at].gloss)}</p>"
        yield f"<ul>\n{_lines(bad)}</ul>" * bool(bad)
    others = [_sense(sense) for n, sense in enumerate(concept.senses) if n != at]
    yield f'<div class="senses">\n{_lines(others)}</div>' * bool(others)
    yield _contrast(concept.contrast) if concept.contrast else ""
    yield f'<p class="meta">{safe(wording.classification(concept))}</p>'


def _renderings(sense: Sense, number: int, heading: Heading) -> tuple[list[str], list[str]]:
    """What to write, best first, and what to avoid; beyond the first few not in a card."""
    groups: tuple[list[str], list[str]] = ([], [])
    for rendering in _ranked(sense):
        wrong = rendering.status == "deprecated"
        group = groups[wrong]
        name = "" if wrong or group else f' id="r{number}"'
        who = f"{wording.LANGUAGES[rendering.language]} – {rendering.issuer} {rendering.date}".strip(" –")
        more = f"<span{FULL * wrong}>– {safe(who)}</span>"
        more += f"<span{FULL}> – {safe(rendering.scope)}</span>" if rendering.scope else ""
        if advice := wording.advice(rendering):
            more += f"<span{FULL * (not wrong)}> – {safe(advice)}</span>"
        spare = FULL * (len(group) >= MOST_RENDERINGS)
        group.append(f"<li{spare}><span{name}>{_rendering(rendering)}</span> <small>{more}</small></li>")
    unsaid = f'<li><span id="r{number}">proposed: <b>{safe(heading.rendering)}</b></span></li>'
    return groups[0] or [unsaid], groups[1]


def _ranked(sense: Sense) -> list[Rendering]:
    """The renderings of a sense: English before other languages, by status; those to avoid at the end."""
    return sorted(sense.wordings, key=lambda r: (RANK[r.status] > 2, r.language != "en", RANK[r.status]))


def _rendering(rendering: Rendering) -> str:
    """A rendering with its status before it."""
    status, text = wording.STATUSES[rendering.status], safe(rendering.text)
    if rendering.status == "deprecated":
        return f'<span class="bad">{status}:</span> <s lang="{rendering.language}">{text}</s>'
    return f'{status}: <b lang="{rendering.language}">{text}</b>'


def _sense(sense: Sense) -> str:
    """A sense that the term does not have here, or may have, with the first of its renderings."""
    best = next((r for r in _ranked(sense) if r.status != "deprecated"), None)
    told = f"<p>{_rendering(best)} <small>– {safe(wording.credit(best))}</small></p>" if best else ""
    label = f"{wording.FRAMES[sense.frame]} sense: {sense.label}"
    return f'<section class="{sense.frame}"><h4>{safe(label)}</h4><p>{safe(sense.gloss)}</p>{told}</section>'


def _contrast(rows: Iterable[Contrast]) -> str:
    """What the Party's usage and the Western one mean, aspect by aspect; in a card the short rows."""
    written, short = [], 0
    for row in rows:
        fits = max(len(row.party), len(row.western)) <= SHORT and short < MOST_ROWS
        short += fits
        aspect = f"{row.aspect} ({row.by})" if row.by else row.aspect
        written.append(
            f'<tr{"" if fits else FULL}><th scope="row">{safe(aspect)}</th>'
            f'<td data-of="Party">{safe(row.party)}</td><td data-of="Western">{safe(row.western)}</td></tr>'
        )
    return (
        f'<table class="contrast{"" if short else " full"}">\n<thead><tr><th scope="col">Contrast</th>'
        f'<th scope="col">Party</th><th scope="col">Western</th></tr></thead>\n<tbody>\n'
        f"{_lines(written)}</tbody></table>"
    )


def _lines(parts: Iterable[str]) -> str:
    return "".join(f"{part}\n" for part in parts)


def _asset(name: str) -> str:
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return file.read()


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
