"""What may be written for a concept and what may not: the glossary's renderings under a house's line."""

from __future__ import annotations

import re

from tifa.meaning import plain_wordings
from tifa.model import Record
from tifa.pinyin import pinyin_key
from tifa.termcheck.kin import root
from tifa.termcheck.target import COMMON, phrase, roots, stems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any

    # A rendering as the index holds it.
    Plain = dict[str, Any]

CHINESE = "zh"
# A short form behind the full one, as the order for a first mention has it.
ABBREVIATION = re.compile(r"\(([A-Z][A-Z&]{1,9})s?\)")
LABEL = re.compile(r"\(([a-z]+)\)")
BRACKETED = re.compile(r"\([^()]*\)")
# Kinds of entries that have proper names.
BODIES = ("body", "office", "document")
# Of a plain word of so many characters no rendering is asked.
SHORT = 2
# Verbs that stand in renderings of anything, and do not tell one thing from another.
GENERAL = roots(
    "advance be build develop enhance ensure further give improve increase keep maintain make promote"
    " strengthen take"
)
SCRIPTS = ("simplified", "traditional")
PERMITTED = ("preferred", "admitted", "proposed")


class Line(Record):
    """Which of several official renderings a house writes."""

    issuer: Annotated[str, "Only renderings by this issuer, where it has one for the concept."] = ""
    prefer: Annotated[tuple[str, ...], "Renderings that are chosen before all others of their concept."] = ()
    date: Annotated[str, "Only renderings that were there by this date: YYYY, YYYY-MM or YYYY-MM-DD."] = ""
    language: Annotated[str, "Language of the translation: en, fr, es or zh."] = "en"

    @property
    def is_set(self) -> bool:
        """Whether it chooses anything."""
        return bool(self.issuer or self.prefer or self.date)

    def chosen(self, renderings: list[Plain]) -> list[Plain]:
        """Those of the permitted renderings that the line lets stand; all where it has no say."""
        for rule in (self._is_preferred, self._is_by_issuer, self._is_in_time):
            renderings = [each for each in renderings if rule(each)] or renderings
        return renderings

    def is_of_its_time(self, rendering: Plain) -> bool:
        """Whether a rendering that its issuer gave up later was not yet given up by the date."""
        until = rendering.get("until", "")
        return bool(self.date and until) and self.date[: len(until)] <= until[: len(self.date)]

    def _is_preferred(self, rendering: Plain) -> bool:
        return rendering["text"].lower() in {text.lower() for text in self.prefer}

    def _is_by_issuer(self, rendering: Plain) -> bool:
        return bool(self.issuer) and self.issuer.lower() in rendering.get("issuer", "").lower()

    def _is_in_time(self, rendering: Plain) -> bool:
        date = rendering.get("date", "")
        is_there = bool(self.date and date) and date[: len(self.date)] <= self.date[: len(date)]
        return is_there or self.is_of_its_time(rendering)


def spelled(renderings: list[Plain]) -> list[tuple[str, Plain]]:
    """Each rendering with its `phrase`."""
    return [(phrase(each["text"]), each) for each in renderings]


class Choice:
    """The renderings of one sense of a concept."""

    def __init__(self, renderings: list[Plain], line: Line) -> None:
        own = [each for each in renderings if each.get("language", "en") == line.language]
        self.permitted = [each for each in own if each["status"] in PERMITTED or line.is_of_its_time(each)]
        self.deprecated = [each for each in own if each not in self.permitted]
        # Each with its `phrase`, by which a target tells quickly that it is not there.
        self.sought, self.avoided = spelled(self.permitted), spelled(self.deprecated)
        self.chosen = line.chosen(self.permitted)
        order = {status: rank for rank, status in enumerate((*PERMITTED, "deprecated"))}
        ranked = sorted(self.chosen, key=lambda each: order[each["status"]])
        self.best = ranked[0]["text"] if ranked else ""


class Wording:
    """What a concept may be called in the language of the translation, sense by sense and in all."""

    def __init__(self, facts: dict[str, Any], items: list[tuple[str, str]], line: Line) -> None:
        self.id, self.term, self.kind = facts["id"], facts["simplified"], facts["kind"]
        cut = [each for each in facts.get("aliases", ()) if each["type"] == "short form"]
        own = [facts, *({"simplified": each["text"]} | each for each in cut if len(each["text"]) > SHORT)]
        self.own_forms = {each.get(script, "") or each["simplified"] for each in own for script in SCRIPTS}
        self.is_familiar = facts.get("everyday") == "familiar"
        self.spelled = pinyin_key(facts["pinyin"])
        self.names = [sense["id"] for sense in facts["senses"]]
        given = [plain_wordings(sense) for sense in facts["senses"]]
        if line.language == CHINESE:
            given = [_chinese(facts) for _ in given]
        self._senses = [Choice(renderings, line) for renderings in given]
        # What tells in an English translation, sense by sense, that the term was taken in another one.
        told = [sense.get("misreadings", ()) if line.language == "en" else () for sense in facts["senses"]]
        self._misreadings = [spelled([{"text": text, "misread": True} for text in texts]) for texts in told]
        # Those of every sense are told where none is decided.
        self._misreadings.append(
            [hit for hit in self._misreadings[0] if all(hit in each for each in self._misreadings)]
        )
        self._others: dict[int, list[tuple[str, Plain]]] = {}
        self._elsewhere: dict[int, frozenset[str]] = {}
        self._all = Choice([rendering for renderings in given for rendering in renderings], line)
        # What a reader of the translation may make of it, though nobody is advised to write it.
        met = [*facts.get("met_as", []), *facts.get("paraphrases", []), *filter(None, [facts.get("literal")])]
        # A part of a rendering, as “constitution”, is short for it.
        sought = [text for text, _ in self._all.sought]
        parts = [each for each in met if phrase(each) and any(phrase(each) in text for text in sought)]
        self.met_as = [each for each in met if each not in parts]
        self.literal = [each for each in self.met_as if each == facts.get("literal", "")]
        orders = (each.get("first_mention", "") for each in self._all.permitted)
        short = (found[1] for order in orders if (found := ABBREVIATION.search(order)))
        initials = (initials_of(each["text"]) for each in self._all.permitted if self.kind in BODIES)
        self.short = [*short, *filter(None, initials), *parts]
        # (text, rendering) of each thing that it counts; none where one has no rendering.
        self.items = items if all(rendering for _, rendering in items) else []
        # The words by which the rendering of each differs from those of all others.
        words = [set(map(root, stems(BRACKETED.sub("", rendering)))) for _, rendering in self.items]
        words = [own - GENERAL or own for own in words]
        self.telling = [own - set().union(*(words[:at] + words[at + 1 :])) for at, own in enumerate(words)]

    def others(self, sense: int) -> list[tuple[str, Plain]]:
        """The renderings, spelled, that are permitted in other senses only and tell them from this one.

        “Struggle against” does not tell them apart where “struggle” is permitted, nor does “the people”.
        """
        if sense < 0 or len(self.names) < 2:
            return []
        if sense not in self._others:
            own = [roots(each["text"]) for each in self.of(sense).permitted]
            self._others[sense] = [
                (phrase, each)
                for phrase, each in self._all.sought
                if (words := roots(each["text"])) - COMMON
                and not any(words == one or (len(words) > 1 and words <= one) for one in own)
            ]
        return self._others[sense]

    def misreadings(self, sense: int) -> list[tuple[str, Plain]]:
        """The words, spelled, that tell that the term was taken in another sense; in any, where it is -1."""
        return self._misreadings[sense]

    def permitted_elsewhere(self, sense: int) -> frozenset[str]:
        """The renderings, spelled, that are permitted in other senses."""
        if sense not in self._elsewhere:
            others = (choice for number, choice in enumerate(self._senses) if number != sense)
            self._elsewhere[sense] = frozenset(wanted for each in others for wanted, _ in each.sought)
        return self._elsewhere[sense]

    def of(self, sense: int) -> Choice:
        """The renderings of a sense; of all senses where it is -1."""
        return self._senses[sense] if 0 <= sense < len(self._senses) else self._all

    @property
    def is_plain(self) -> bool:
        """Whether it is familiar or has two characters, as 短板: sentences render it in many ways."""
        return self.is_familiar or (len(self.term) <= SHORT and self.kind in ("term", "formulation"))

    @property
    def is_known(self) -> bool:
        """Whether there is any rendering in the language."""
        return bool(self._all.permitted)


def _chinese(facts: dict[str, Any]) -> list[Plain]:
    """The forms of a term as if they were renderings, for a translation into Chinese."""
    common = {"language": CHINESE, "issuer": "", "status": "admitted"}
    others = [alias["text"] for alias in facts.get("aliases", ())]
    return [
        common | {"text": facts["simplified"], "status": "preferred"},
        *(common | {"text": text} for text in others),
    ]


def abbreviated(name: str, like: str) -> str:
    """A name with those of its words by their initials that stand so in another: CPPCC."""
    words = [word for word in name.split() if word[:1].isupper()]
    for initials in filter(str.isupper, like.split()):
        for at in range(len(words) - len(initials) + 1):
            part = words[at : at + len(initials)]
            if len(part) > 1 and "".join(word[0] for word in part) == initials:
                return f"{initials} {' '.join(word for word in name.split() if word not in part)}"
    return name


def initials_of(name: str) -> str:
    """The initials of the capitalised words of a name, up to whose it is; nothing where they are few."""
    found = "".join(word[0] for word in name.split(" of the ")[0].split() if word[:1].isupper())
    return found if len(found) > 2 else ""
