"""A concept in a segment: where it stands in the source, and what the translation made of it."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from tifa.annotation import is_worth_marking
from tifa.model import NO_NAMES
from tifa.termcheck.line import BODIES, SHORT, Choice, Wording
from tifa.termcheck.numbers import has_numeral
from tifa.termcheck.segments import is_within
from tifa.termcheck.target import ALIKE, MOST, SOME, Target, phrase, plain, roots, stems
from tifa.words import WEAK_STEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.annotation import Mark
    from tifa.termcheck.line import Plain
    from tifa.termcheck.segments import Span
    from tifa.termcheck.surroundings import Surroundings


OTHER_WORDS = frozenset(["variant", "older form", "part", "related"])
# A part of a term is not there where no more of the whole is than this.
FEW = 0.15
# What cues have to say for the senses of a term and of its rendering, to find that they differ.
SAID = 0.5


class Term:
    """The occurrences of one concept in one sense in a source, and its wording in the target."""

    def __init__(self, wording: Wording, sense: int, target: Target, around: Surroundings) -> None:
        self.wording, self.sense = wording, sense
        # The renderings of the sense, of all senses where it is undecided.
        self.choice: Choice = wording.of(sense)
        self.marks: list[Mark] = []
        self.target, self.around = target, around

    @cached_property
    def is_everyday(self) -> bool:
        """Whether it stands in an everyday sense only, or for another thing: no rendering is asked."""
        contested = len(self.wording.names) > 1
        return all(
            mark.meaning.weak or mark.meaning.related or (contested and not is_worth_marking(mark))
            for mark in self.marks
        )

    @property
    def is_told_by_cues(self) -> bool:
        """Whether cues beside it tell its sense."""
        return self.sense >= 0 and any(mark.said_by_cues() >= SAID for mark in self.marks)

    @property
    def is_part(self) -> bool:
        """Whether only a part of it stands in the source, for which a rendering of the whole is too much."""
        return all(mark.meaning.sorts <= set(NO_NAMES) for mark in self.marks)

    @property
    def is_short(self) -> bool:
        """Whether only its short form stands in the source."""
        return all(mark.meaning.sorts == {"short form"} for mark in self.marks)

    @property
    def forms(self) -> set[str]:
        """The term, and its variants that stand there: those say the same in other words."""
        forms = ((mark.meaning.form.text, mark.meaning.sorts <= OTHER_WORDS) for mark in self.marks)
        return {
            text if is_other and not any(own in text for own in self.wording.own_forms) else self.wording.term
            for text, is_other in forms
        }

    @property
    def is_technical(self) -> bool:
        """Whether it is no word of everyday language: 信访, 基层."""
        return not self.is_everyday and not any(mark.meaning.everyday for mark in self.marks)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be a word of everyday language here, also where the entry has one sense only."""
        return self.is_everyday or all(
            mark.meaning.everyday and not is_worth_marking(mark) for mark in self.marks
        )

    @cached_property
    def items_said(self) -> list[bool]:
        """For each thing that the term counts, whether the target names it."""
        return self.items_outside([[] for _ in self.wording.items])

    def items_outside(self, taken: list[list[Span]]) -> list[bool]:
        """The same without the words in the places `taken` for each of them, which render other terms."""
        find, loosely = self.target.find, self.target.holds_loosely
        return [
            bool(find(text) or loosely(text))
            or (bool(own) and 2 * len(own & self.target.in_kind_outside(spans)) >= len(own))
            for (_, text), own, spans in zip(self.wording.items, self.wording.telling, taken, strict=True)
        ]

    def is_spelled_in(self, source: str) -> bool:
        """Whether the source names what the term counts beside its name."""
        texts = [text for text, _ in self.wording.items if text not in self.wording.term]
        return bool(texts) and all(text in source for text in texts)

    @cached_property
    def permitted(self) -> list[tuple[Span, Plain]]:
        """Where the target has a rendering that is permitted in this sense, and which.

        Inside a longer rendering of another sense it does not count: “customer service” is no service.
        """
        longer = [span for span, _ in self._of_others]
        found = self.target.hits(self.choice.sought)
        return [hit for hit in found if not is_within(hit[0], [span for span in longer if span != hit[0]])]

    @cached_property
    def _of_others(self) -> list[tuple[Span, Plain]]:
        """Where the target has a rendering that is permitted in other senses only."""
        return self.target.hits(self.wording.others(self.sense))

    @cached_property
    def of_other_senses(self) -> list[tuple[Span, Plain]]:
        """Those of other senses only that stand outside of what is permitted in this sense."""
        taken = [span for span, _ in self.permitted]
        return [hit for hit in self._of_others if not is_within(hit[0], taken)]

    @cached_property
    def deprecated(self) -> list[tuple[Span, Plain]]:
        """Where the target has one that is deprecated, outside of those that are permitted."""
        # What this sense is warned of is told so, even where another sense permits it.
        others = [
            (span, each)
            for span, each in self.of_other_senses
            if self.is_doubtful or phrase(each["text"]) not in {wanted for wanted, _ in self.choice.avoided}
        ]
        taken = self.permitted + others
        found = [
            (span, rendering)
            for span, rendering in self.target.hits(self.choice.avoided) or self._nearly_deprecated
            if not any(
                low <= span[0]
                and span[1] <= high
                and not (span == (low, high) and self._is_rather((span, rendering), other))
                for (low, high), other in taken
            )
        ]
        if len(self.permitted) >= len(self.marks):  # else it renders something else, as to raise funds
            found = [hit for hit in found if " " in hit[1]["text"] and self._is_to_the_letter(hit)]
        return [hit for hit in found if not is_within(hit[0], [span for span, _ in found if span != hit[0]])]

    @property
    def _nearly_deprecated(self) -> list[tuple[Span, Plain]]:
        """Where the target has most words of a deprecated one, in any order, and nothing better."""
        if self.permitted or (self.is_there and not self.is_said):
            return []
        # Two words have to stand near each other; one alone is exact or nothing.
        words = self.target.stems
        alike = [
            each
            for each in self.choice.deprecated
            if len(roots(each["text"])) > 2
            or (words.issuperset(stems(each["text"])) and self.target.holds_loosely(each["text"]))
        ]
        found = max(alike, key=lambda each: self.target.share(each["text"]), default=None)
        if not found or (share := self.target.share(found["text"])) < ALIKE or not self._has_its_own(found):
            return []
        if self.is_said and not self._is_rather_avoided(found, share):
            return []
        return [(span, found)] if (span := self.target.near(found["text"])) else []

    def is_of_another(self, text: str) -> bool:
        """Whether a deprecated rendering is a rendering of another sense, or has all of its words."""
        return phrase(text) in self.wording.permitted_elsewhere(self.sense) or any(
            roots(each["text"]) <= roots(text) for _, each in self.wording.others(self.sense)
        )

    def is_misreading(self, text: str) -> bool:
        """Whether a deprecated rendering has words by which one tells that the term was mistaken."""
        return any(wanted in phrase(text) for wanted, _ in self.wording.misreadings(self.sense))

    @property
    def never_right(self) -> list[Plain]:
        """The words by which one tells that the term was mistaken, whatever its sense."""
        return [each for _, each in self.wording.misreadings(-1)] if len(self.wording.names) > 1 else []

    def is_part_of_permitted(self, text: str) -> bool:
        """Whether a rendering stands inside a permitted one."""
        return any(phrase(text) in wanted for wanted, _ in self.choice.sought)

    def _has_its_own(self, found: Plain) -> bool:
        """Whether half of the words of a deprecated rendering are there that no permitted one has."""
        permitted = {stem for each in self.choice.permitted for stem in stems(each["text"])}
        own = set(stems(found["text"])) - permitted - WEAK_STEMS
        return bool(own) and 3 * len(own & self.target.stems) >= 2 * len(own)

    def _is_rather_avoided(self, found: Plain, share: float) -> bool:
        """Whether more of a deprecated rendering is there than of any permitted one, by a word of its own."""
        own = self.target.said(found["text"])
        others = (roots(each["text"]) for each in self.choice.permitted)
        return share > self._share(self.choice.permitted) and not own <= frozenset().union(*others)

    def _is_rather(self, hit: tuple[Span, Plain], other: Plain) -> bool:
        """Whether the deprecated text stands there to the letter, the permitted one but for its endings."""
        return self._is_to_the_letter(hit) and not self._is_to_the_letter((hit[0], other))

    def _is_to_the_letter(self, hit: tuple[Span, Plain]) -> bool:
        return plain(self.target.text[slice(*hit[0])]) == plain(hit[1]["text"])

    @cached_property
    def is_said(self) -> bool:
        """Whether the target has a permitted rendering, in whatever order or words."""
        texts = (each["text"] for each in self.choice.permitted)
        return bool(self.permitted) or any(map(self.target.holds_loosely, texts)) or self._is_mostly_said

    @property
    def is_wholly_said(self) -> bool:
        """Whether the target has a permitted rendering, or all of its strong words."""
        return bool(self.permitted) or self._share(self.choice.permitted) == 1

    @cached_property
    def _is_mostly_said(self) -> bool:
        """Whether most of a permitted rendering is there, and no more of one of another sense."""
        in_kind = not self.literally
        own = self._share(self.choice.permitted, in_kind)
        return (
            own >= self._least
            and not self.of_other_senses
            and own >= self._share([each for _, each in self.wording.others(self.sense)], in_kind)
        )

    @property
    def _least(self) -> float:
        """How much of a rendering has to be there: of a name more, less where nobody else has written one."""
        if self.wording.kind in BODIES:
            return ALIKE
        is_ours = all(each["status"] == "proposed" for each in self.choice.permitted)
        return self.target.strictness * (SOME if is_ours else MOST)

    def is_only_of_others(self, spans: list[Span]) -> bool:
        """Whether most of what is there of its renderings is in these places, which render other terms."""
        if (
            self.permitted
            or not self._is_mostly_said
            or self._is_passed_over
            or self.is_everyday
            or self.is_part
        ):
            return False
        if self.wording.items or any(map(self.target.find, self.wording.short)):
            return False
        texts = [each["text"] for each in self.choice.permitted]
        share = [self.target.share_outside(text, spans) for text in texts]
        if not spans or max(share) >= self._least / 2:
            return False
        # All words of one side by side, some of them no other term's, are a rendering of this one.
        return not any(
            outside and self.target.share(text) == 1 and self.target.near(text)
            for text, outside in zip(texts, share, strict=True)
        )

    def _share(self, renderings: list[Plain], in_kind: bool = False) -> float:
        share = self.target.share_in_kind if in_kind else self.target.share
        return max((share(each["text"]) for each in renderings), default=0.0)

    @cached_property
    def said_instead(self) -> list[tuple[Span, Plain]]:
        """Where the target has, word for word or in other words, a rendering of other senses only."""
        if self.of_other_senses or self.is_said:
            return self.of_other_senses
        long = [each for _, each in self.wording.others(self.sense) if " " in each["text"]]
        found = [each for each in long if self.target.share(each["text"]) >= MOST]
        return [(self.target.reach(each["text"]), each) for each in found] or self.cues_of_another

    def misread(self, others: list[Span]) -> list[tuple[Span, Plain]]:
        """Where the target has, and nothing better, what those write who take the term in another sense.

        A permitted rendering inside such words, as service in military service, is nothing better, nor is
        one inside what renders `others`.
        """
        found = self.target.hits(self.wording.misreadings(self.sense))
        taken = [span for span, _ in found]
        # Where cues tell the sense, a rendering that other senses have too is nothing better either.
        shared = self.wording.permitted_elsewhere(self.sense) if self.is_told_by_cues else frozenset()
        own = [
            span
            for span, each in self.permitted
            if not is_within(span, others) and phrase(each["text"]) not in shared
        ]
        is_better = any(span in taken or not is_within(span, taken) for span in own)
        return [] if is_better else [hit for hit in found if not is_within(hit[0], others)]

    @property
    def cues_of_another(self) -> list[tuple[Span, Plain]]:
        """The words in the target that are cues for another sense, where the source has none for it."""
        if self.sense < 0 or len(self.wording.names) < 2:
            return []
        found: dict[int, list[Span]] = defaultdict(list)
        for start, end, _, rows in self.around.cues(self.marks[0].meaning.entry):
            for sense, sign in rows:
                if sign > 0:
                    found[sense].append((start, end))
        others = [
            places
            for sense, places in found.items()
            if sense != self.sense and not any(mark.is_drawn_to(sense) for mark in self.marks)
        ]
        places = max(others, key=len, default=[])
        said = " ... ".join(dict.fromkeys(self.target.text[start:end] for start, end in places))
        return [((places[0][0], places[-1][1]), {"text": said})] if places else []

    @property
    def _is_passed_over(self) -> bool:
        """Whether it is a plain word, of which one word of a rendering will do, or none if it is short."""
        is_plain = self.wording.is_plain and self.wording.kind not in BODIES
        if not is_plain or len(self.wording.term) <= SHORT:
            return is_plain
        words = self.target.in_kind
        return any(not words.isdisjoint(roots(each["text"])) for each in self.choice.permitted)

    @property
    def is_lacking(self) -> bool:
        """Whether a rendering is asked for, and none stands there, permitted or not."""
        if self.is_everyday or self._is_passed_over or not self.choice.permitted or self.is_there:
            return False
        # Some words of the whole will do for a part.
        is_partly = self.is_part and self._share(self.choice.permitted, in_kind=True) > FEW
        return not (is_partly or self.deprecated or self.said_instead or self.with_another_number)

    @cached_property
    def worded(self) -> list[tuple[Span, Plain]]:
        """Where the target has a permitted rendering, or one that was, or nearly has one."""
        given_up = [hit for hit in self.deprecated if hit[1].get("until")]
        if self.permitted or given_up:
            return self.permitted + given_up
        holds = self.target.holds_loosely
        long = [
            each
            for each in self.choice.permitted
            if len(roots(each["text"])) > 2 or (len(roots(each["text"])) == 2 and holds(each["text"]))
        ]
        # Of two that are there for the same part, the longer is meant.
        ranked = sorted(
            ((self.target.share(each["text"]), len(roots(each["text"])), n) for n, each in enumerate(long))
        )
        best = [
            long[n] for share, length, n in ranked if (share, length) == ranked[-1][:2] and share >= ALIKE
        ]
        if not best or len({roots(each["text"]) for each in best}) > 1:
            return []
        return [(self.target.reach(best[0]["text"]), best[0])]

    @property
    def is_met(self) -> bool:
        """Whether the target has English that readers take for it, though nobody is advised to write it."""
        target = self.target
        return any(
            target.find(text) or (len(roots(text)) > 1 and target.share(text) == 1 and target.near(text))
            for text in self.wording.met_as
        )

    @property
    def literally(self) -> Span | None:
        """Where the target has the characters one by one."""
        return next((span for text in self.wording.literal for span in self.target.find(text)), None)

    @property
    def with_another_number(self) -> Span | None:
        """Where the target has a permitted rendering but for its number, as of another congress."""
        if self.permitted or self.is_part or not has_numeral(self.wording.term):
            return None
        places = (self.target.find_but_for_numbers(each["text"]) for each in self.choice.permitted)
        return next(filter(None, places), None)

    @cached_property
    def is_there(self) -> bool:
        """Whether the target says it: as permitted, by a short form, or in its items."""
        if self.is_said or any(self.target.find(text) for text in self.wording.short):
            return True
        return bool(self.items_said) and 2 * sum(self.items_said) >= len(self.items_said)
