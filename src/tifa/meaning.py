"""What a form that stands in a text means: the entry, its senses, and what to write for each."""

from __future__ import annotations

from functools import cached_property

from tifa.index.store import EXPLAINING, SORTS
from tifa.model import CALQUE, Form, Heading
from tifa.pinyin import pinyin_key
from tifa.western import plain_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tifa.glossary import Glossary
    from tifa.matcher import Rows
    from tifa.model import Concept

    # A rendering as the index holds it.
    Plain = dict[str, Any]

# Forms of a familiar word that are marked all the same.
TOLD = {"compound", "part", "related", "deprecated rendering", "also met as"}


class Meaning:
    """What a form stands for: the entry, and for each of its senses what to write; made once a form.

    It is made from what the index keeps apart for this, since a large text meets very many forms once.
    """

    def __init__(self, glossary: Glossary, rows: Rows, western: bool) -> None:
        self._index = index = glossary.index
        self.western = western
        self._rows = rows
        if western or rows[0][0] != rows[-1][0]:  # else every row is of one entry, and any will do
            self._rows = tuple(sorted(rows, key=lambda row: _rank(index.form(*row).sort)))
        self.entry = self._rows[0][0]
        known = index.record("meanings", self.entry)
        self.id, self.term, self.kind, self.domain, everyday, senses, self.renderings = known
        self.ids = [name for name, _ in senses]
        self.frames = [frame for _, frame in senses]
        self.count = len(senses)
        self.contested = self.count > 1
        # The senses in which an everyday word is worth marking.
        self.telling = [n for n, frame in enumerate(self.frames) if frame == "party" or self.count == 1]
        # A longer phrase with an everyday word in it tells by itself what is meant, or that another sense is.
        self.compound = everyday == "yes" and not western and self._is_compound()
        self.everyday = everyday == "yes" and (self.contested or not self.compound)
        # A word that needs no mark; but what is to be avoided does, and so may a longer phrase.
        self.familiar = everyday == "familiar" and not self.contested and not self.sorts & TOLD
        self.weak = western and self._is_weak()
        self.doubtful = self.everyday or self.weak
        # A single English word that only terms around it tell from a word of any text: client, quota.
        self.bare = self.weak and not (self.contested or self.everyday or self._is_name())
        self.own = self._own() if western and self.contested else set()
        if western and self.form.sort.endswith(" rendering"):
            self.renderings = [(self._instead or text, self._status) for text, _ in self.renderings]
        self.related = self.sorts == {"related"}
        if self.related:  # which none of them renders
            self.near, self.renderings = self.renderings, [("", "") for _ in self.renderings]
        self.memo: dict[int, str] = {}  # for the writers: what they print for each sense

    def _is_compound(self) -> bool:
        """Whether the form is a phrase with the term itself in it."""
        forms = (self._index.form(*row) for row in self._rows if row[0] == self.entry)
        return self.sorts == {"compound"} and any(self.term in form.text for form in forms)

    def _is_weak(self) -> bool:
        """Whether the form is one English word or an explanation, which stands in texts of any kind."""
        text, sort = self.form.text, self.form.sort
        if sort == "pinyin":
            return False
        return sort in EXPLAINING or (len(plain_words(text)) == 1 and not text.isupper())

    def _is_name(self) -> bool:
        """Whether the form is no common word: several words, a name, or the term in Latin letters."""
        text = self.form.text
        is_one = len(plain_words(text)) == 1 and text[:1].islower()
        return not is_one or pinyin_key(text) == pinyin_key(self.facts["pinyin"])

    def _own(self) -> set[int]:
        """The senses of which the form is a rendering, if it is not one of all."""
        texts = {self._index.form(*row).text for row in self._rows if row[0] == self.entry}
        given = map(plain_wordings, self.facts["senses"])
        own = {n for n, renderings in enumerate(given) if any(r["text"] in texts for r in renderings)}
        return own if len(own) < self.count else set()

    @cached_property
    def facts(self) -> Plain:
        """The entry as plain data."""
        found: Plain = self._index.record("entries", self.entry)["concept"]
        return found

    @cached_property
    def form(self) -> Form:
        """The form of the entry that stands there; the most telling where it has several like it."""
        return min((self._index.form(*row) for row in self._rows if row[0] == self.entry), key=_rank_of)

    @cached_property
    def sorts(self) -> frozenset[str]:
        """The sorts of all forms of the entry that stand there, but for its being in the other script."""
        rows = (row for row in self._rows if row[0] == self.entry)
        return frozenset(self._index.form(*row).sort for row in rows) - {"traditional form"}

    @cached_property
    def heading(self) -> Heading:
        """The heading of the entry."""
        return self._index.heading(self.entry)

    @cached_property
    def concept(self) -> Concept:
        """The whole entry."""
        return self._index.entry(self.entry).concept

    @property
    def _status(self) -> str:
        """The status of the rendering that the form is."""
        return self.form.sort.removesuffix(" rendering")

    @cached_property
    def _instead(self) -> str:
        """What to write instead of the form, where it is to be avoided."""
        every = (each for sense in self.facts["senses"] for each in plain_wordings(sense))
        same = (each.get("instead", "") for each in every if each["text"] == self.form.text)
        return next(filter(None, same), "") if self._status == "deprecated" else ""


def plain_wordings(sense: Plain) -> list[Plain]:
    """The renderings of a sense as the index holds it and, as deprecated ones, its calques."""
    calques = sense.get("calques", ())
    return [
        *sense.get("renderings", ()),
        *({"status": "deprecated", "issuer": CALQUE, **calque} for calque in calques),
    ]


def _rank_of(form: Form) -> int:
    return _rank(form.sort)


def _rank(sort: str) -> int:
    return SORTS.index(sort) if sort in SORTS else len(SORTS)
