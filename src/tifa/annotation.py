"""Annotate running text: where a formulation stands, what it is, and in which sense it is meant here."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import islice
from operator import attrgetter

from tifa.fold import is_han
from tifa.matcher import Matcher, encodable
from tifa.meaning import Meaning
from tifa.model import Form, Heading, Record
from tifa.senses import BY_FORM, CLEAR, Evidence, SenseReader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Annotated

    from tifa.glossary import Glossary
    from tifa.senses import Region, Seen

STOPS = "。！？；!?;."  # no form of a term goes on after one
PAUSES = "，：,:\n"  # where no sentence ends, a text is rather cut after one than elsewhere
SINGLE, DECIDED, UNDECIDED = "single", "decided", "undecided"
# The evidence that is kept of an occurrence.
MOST_EVIDENCE = 5
# An everyday word is marked where cues say as much as this for the Party's sense, as a turn of phrase
# with the word or one cue beside it does; so is a form of a single English word.
SURELY = 0.9
# Characters of a block: the text that is annotated at once, and outside which nothing is looked at.
BLOCK = 3 << 16
# Where a block that has no end of a sentence may be cut: so far before its end, among so many characters.
_MARGIN, _TAIL = 512, 4096
# The document breaks a tie where so many occurrences are decided and so large a share of them agrees.
DOCUMENT_COUNT, DOCUMENT_SHARE = 2, 0.75
DOCUMENT_CONFIDENCE = 0.2
# After so many occurrences of a term of which so large a share has one sense, cues alone are read.
HABIT_COUNT, HABIT_SHARE = 12, 0.9
# Within so many characters another term is company for a single English word; so many make an everyday
# word of one sense a term of theirs.
COMPANY, ENOUGH = 200, 2


class Mark:
    """One occurrence: what stands there, and its reading. Light, since a text may hold millions."""

    __slots__ = ("_region", "_seen", "end", "lead", "meaning", "sense", "start")

    def __init__(self, start: int, end: int, meaning: Meaning) -> None:
        self.start, self.end, self.meaning = start, end, meaning
        self.sense, self.lead = 0, 0.0  # the number of the sense, -1 where nothing decides
        self._region: Region | None = None
        self._seen: list[Seen] = []

    def read(self, region: Region, by_cues: bool = False) -> None:
        """Decide the sense from the text around, or from the cues in it alone."""
        meaning = self.meaning
        self._region = region
        self.sense, self.lead, self._seen = region.read(
            meaning.entry, meaning.count, self.start, self.end, meaning.own, by_cues
        )

    def moved(self, by: int) -> Mark:
        """The same occurrence in a text in which it stands so much later; evidence is not named there."""
        other = Mark(self.start + by, self.end + by, self.meaning)
        other.sense, other.lead, other._seen = self.sense, self.lead, self._seen
        return other

    def said_by_cues(self) -> float:
        """How much the curators' cues say for the sense, apart from its own form and what was learned."""
        own = BY_FORM if self.sense in self.meaning.own else 0.0
        return sum(each[4] for each in self._seen if each[3] == self.sense) - own

    def is_drawn_to(self, sense: int) -> bool:
        """Whether something around it speaks for a sense."""
        return any(each[3] == sense and each[4] > 0 for each in self._seen)

    def strongest(self, most: int = MOST_EVIDENCE) -> list[tuple[str, int, str, float, bool]]:
        """(what was seen, where, sense, weight, learned) of the strongest evidence."""
        ids = self.meaning.ids
        if not self._region:
            return []
        place = self.meaning.entry, self.start, self.end, self.sense
        found = self._region.strongest(*place, self._seen, most)
        return [(cue, start, ids[n], weight, learned) for cue, start, n, weight, learned in found]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The strongest evidence."""
        return tuple(
            Evidence(cue=cue, start=start, sense=sense, weight=weight, learned=learned)
            for cue, start, sense, weight, learned in self.strongest()
        )

    @property
    def sense_status(self) -> str:
        """`single`, `decided` or `undecided`."""
        return SINGLE if not self.meaning.contested else DECIDED if self.sense >= 0 else UNDECIDED

    @property
    def confidence(self) -> float:
        """0 to 1: how clearly the sense leads the next one; 1 for the only sense."""
        return 1.0 if not self.meaning.contested else round(1 - 0.25 ** max(0.0, self.lead), 2)

    @property
    def frame(self) -> str:
        """The frame of the sense; nothing where undecided."""
        return self.meaning.frames[self.sense] if self.sense >= 0 else ""


class Block(Record):
    """A part of a text that is annotated by itself, and where it stands in the whole."""

    text: Annotated[str, "The part."]
    start: Annotated[int, "Characters before it."] = 0
    line: Annotated[int, "Line of its first character, counted from 1."] = 1
    column: Annotated[int, "Characters before it on that line."] = 0

    def after(self, text: str) -> Block:
        """The block with this text that follows."""
        newline = self.text.rfind("\n")
        column = len(self.text) - newline - 1 if newline >= 0 else self.column + len(self.text)
        line = self.line + self.text.count("\n")
        return Block(text=text, start=self.start + len(self.text), line=line, column=column)


class Annotation(Record):
    """One occurrence of a formulation in a text: text[start:end]."""

    start: Annotated[int, "First character."]
    end: Annotated[int, "One past the last character."]
    surface: Annotated[str, "What stands there."]
    heading: Annotated[Heading, "The heading of its entry."]
    form: Annotated[Form, "The form of the entry that stands there."]
    rendering: Annotated[str, "What to write in this sense."]
    status: Annotated[str, "Status of that rendering; for a Western form, its own."]
    sense: Annotated[str, "Id of the sense; nothing where undecided."]
    sense_status: Annotated[str, "single, decided or undecided."]
    confidence: Annotated[float, "0 to 1: how clearly the sense leads the next one."]
    evidence: Annotated[tuple[Evidence, ...], "What was seen around it, strongest first."] = ()


class Selection(Record):
    """Which occurrences are wanted."""

    all: Annotated[bool, "Also familiar words, and everyday ones not meant in the Party's sense."] = False
    only: Annotated[str, "Of this kind or domain."] = ""
    contested: Annotated[bool, "Of entries whose senses belong to several frames."] = False
    first: Annotated[bool, "The first of each entry."] = False


class Annotator:
    """Annotates texts with one glossary."""

    def __init__(self, glossary: Glossary, selection: Selection | None = None, nested: bool = False) -> None:
        self.glossary, self.nested = glossary, nested
        self.selection = selection or Selection()
        self._matcher = Matcher(glossary, lambda rows, western: Meaning(glossary, rows, western))
        self._senses: SenseReader | None = None
        self._mentioned: set[str] = set()

    def marks(self, text: str) -> list[Mark]:
        """The occurrences in a text that are wanted, in order."""
        try:
            found = self._matcher.marks(text, self.nested)
        except UnicodeEncodeError:  # lone surrogates, which nearly no text has
            text = encodable(text)
            found = self._matcher.marks(text, self.nested)
        marks = [Mark(*each) for each in found]
        unclear = [mark for mark in marks if mark.meaning.contested or mark.meaning.everyday]
        if unclear:
            self._read(text, unclear, _edges(marks))
        plain = [mark for mark in marks if not (mark.meaning.contested or mark.meaning.doubtful)]
        wanted = [mark for mark in marks if self._is_wanted(mark, plain)]
        if self.selection.all or not any(mark.meaning.bare for mark in wanted):
            return wanted
        return [
            mark for at, mark in enumerate(wanted) if not mark.meaning.bare or _has_company(wanted, at, text)
        ]

    def blocks(self, pieces: Iterable[str], size: int = BLOCK) -> Iterator[Block]:
        """The text in pieces as blocks, cut only where no term goes on."""
        block, waiting, length = Block(text=""), [], 0
        for part in (piece[at : at + size] for piece in pieces for at in range(0, len(piece), size)):
            waiting.append(part)
            length += len(part)
            while length >= size:
                text = "".join(waiting)
                cut = self._cut(text[:size])
                block = block.after(text[:cut])
                yield block
                waiting, length = [text[cut:]], length - cut
        if length or not block.text:
            yield block.after("".join(waiting))

    def _cut(self, text: str) -> int:
        """Where to cut a text: after a sentence, else where no term stands, best after a pause."""
        tail = max(0, len(text) - _TAIL)
        for start in (tail, len(text) // 2):
            cut = max(text.rfind(stop, start) for stop in STOPS) + 1
            if cut:
                return cut
        taken = {at for start, end in self._matcher.places(text[tail:]) for at in range(start + 1, end)}
        known = tail + _MARGIN if tail else 0  # before that, terms may stand that begin before the tail
        places = range(len(text) - min(_MARGIN, len(text) // 2), known, -1)
        free = [at for at in places if at - tail not in taken and _is_between_words(text[at - 1 : at + 1])]
        paused = (at for at in free if text[at - 1] in PAUSES)
        return next(paused, free[0] if free else len(text))

    def _read(self, text: str, marks: list[Mark], edges: set[int]) -> None:
        """Decide the senses of contested occurrences, from the text around them, ties from the document."""
        if self._senses is None:
            self._senses = SenseReader(self.glossary)
        for mark in marks:
            mark.sense = -1 if mark.meaning.contested else 0
        open_marks = marks if self.selection.all else [m for m in marks if self._may_be_marked(m, text)]
        places = [(mark.start, mark.end) for mark in open_marks]
        habits: dict[int, Counter[int]] = defaultdict(Counter)
        for region, first, end in self._senses.regions(text, places, edges):
            for mark in open_marks[first:end]:
                self._read_one(mark, region, habits[mark.meaning.entry])
        decided = Counter((mark.meaning.entry, mark.sense) for mark in open_marks if mark.sense >= 0)
        for mark in open_marks:
            if mark.sense < 0:
                _break_tie(mark, decided)

    def _read_one(self, mark: Mark, region: Region, habit: Counter[int]) -> None:
        """Decide the sense of one occurrence; `habit` counts how the document has used its entry."""
        if mark.meaning.doubtful and not self.selection.all:
            mark.read(region, by_cues=True)
            if mark.meaning.compound:
                return
            if not is_worth_marking(mark):  # which the rest of the evidence could not change
                mark.sense = -1 if mark.meaning.contested else 0
                return
            if mark.lead >= CLEAR:
                return
        if not mark.meaning.contested:
            return
        settled = _settled(habit)
        mark.read(region, by_cues=settled is not None)
        if settled is not None and mark.sense < 0:
            mark.sense, mark.lead = settled, DOCUMENT_CONFIDENCE
        elif settled is None:
            habit[mark.sense] += 1

    def _may_be_marked(self, mark: Mark, text: str) -> bool:
        """Whether an occurrence may turn out to be more than an everyday word."""
        meaning = mark.meaning
        if not meaning.everyday or meaning.compound:
            return True
        if meaning.weak:  # "social", "the people": a word of any English text
            return False
        assert self._senses
        near = meaning.entry, meaning.telling, text, mark.start, mark.end
        return meaning.western or not self._senses.is_silent(*near)

    def _is_wanted(self, mark: Mark, plain: list[Mark]) -> bool:
        """Whether an occurrence is asked for; `plain` are those that no everyday text has, in order."""
        selection, meaning = self.selection, mark.meaning
        unclear = meaning.contested or meaning.everyday
        if meaning.familiar and not selection.all:
            return False
        if unclear and not selection.all and not is_worth_marking(mark) and not _is_among(mark, plain):
            return False
        if selection.only and selection.only not in (meaning.kind, meaning.domain):
            return False
        if selection.contested and len(set(meaning.frames)) < 2:
            return False
        if selection.first:
            if meaning.id in self._mentioned:
                return False
            self._mentioned.add(meaning.id)
        return True


def annotate(
    glossary: Glossary, text: str, selection: Selection | None = None, nested: bool = False
) -> Iterator[Annotation]:
    """The formulations in a text, leftmost, longest; where `nested`, those inside longer ones as well."""
    for mark in Annotator(glossary, selection, nested).marks(text):
        rendering, status = mark.meaning.renderings[mark.sense]
        yield Annotation(
            start=mark.start,
            end=mark.end,
            surface=text[mark.start : mark.end],
            heading=mark.meaning.heading,
            form=mark.meaning.form,
            rendering=rendering,
            status=status,
            sense=mark.meaning.ids[mark.sense] if mark.sense >= 0 else "",
            sense_status=mark.sense_status,
            confidence=mark.confidence,
            evidence=mark.evidence,
        )


def _edges(marks: list[Mark]) -> set[int]:
    """Where the marks begin and end that stand in no other."""
    edges, last = set(), 0
    for mark in marks:
        if mark.end > last:
            last = mark.end
            edges |= {mark.start, last}
    return edges


def _is_between_words(beside: str) -> bool:
    """Whether neither a Western word nor white space goes on over the border of two characters."""
    return not beside.isspace() and not all((c.isalnum() and not is_han(c)) or c in "'’\xad" for c in beside)


def _has_company(marks: list[Mark], at: int, text: str) -> bool:
    """Whether another term stands near an English word in its paragraph, or two other such words."""
    mark, found = marks[at], set()
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(marks):
            near = marks[other]
            between = (near.end, mark.start) if step < 0 else (mark.end, near.start)
            if between[1] - between[0] > COMPANY or "\n\n" in text[slice(*between)]:
                break
            if near.meaning.entry != mark.meaning.entry:
                if not near.meaning.bare:
                    return True
                found.add(near.meaning.entry)
            other += step
    return len(found) > 1


def _is_among(mark: Mark, plain: list[Mark]) -> bool:
    """Whether a word of one sense stands among terms that tell by themselves what the text is about."""
    if mark.meaning.contested or mark.meaning.weak:
        return False
    first = bisect_left(plain, mark.start - COMPANY, key=attrgetter("end"))
    found = set()
    for other in islice(plain, first, None):
        if other.start > mark.end + COMPANY:
            break
        found.add(other.meaning.entry)
    return len(found) >= ENOUGH


def is_worth_marking(mark: Mark) -> bool:
    """Whether a term is more than a word of everyday language here."""
    meaning = mark.meaning
    if meaning.compound:
        return mark.sense < 0 or mark.sense in meaning.telling
    return not meaning.doubtful or (mark.sense in meaning.telling and mark.said_by_cues() >= SURELY)


def _settled(habit: Counter[int]) -> int | None:
    """The sense in which a document uses a term nearly always, once it has used it often."""
    total = sum(habit.values())
    if total < HABIT_COUNT:
        return None
    sense, count = habit.most_common(1)[0]
    return sense if sense >= 0 and count >= HABIT_SHARE * total else None


def _break_tie(mark: Mark, decided: Counter[tuple[int, int]]) -> None:
    """Take the sense that the term has in most other places of the document, if they agree."""
    counts = {n: decided[mark.meaning.entry, n] for n in range(mark.meaning.count)}
    total, best = sum(counts.values()), max(counts, key=counts.__getitem__)
    if counts[best] >= DOCUMENT_COUNT and counts[best] >= DOCUMENT_SHARE * total:
        mark.sense, mark.lead = best, DOCUMENT_CONFIDENCE
