"""Write a glossary of made-up headwords, the same in every run: `generated.py COUNT FOLDER`.

Into the folder go `index` (compiled by tifa), `headwords.tsv` (headword, pinyin, rendering) and
`queries.json`; the time and the size of the index are printed as JSON. A million headwords take
about 5 GB of memory to compile.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tifa.index.build import compile_index
from tifa.model import Concept, Rendering, Sense
from tifa.pinyin import reading_table

Word = tuple[str, str, str]
Slip = Callable[[str, random.Random], str]

SEED = 1949
LENGTHS = range(2, 7)
ENGLISH_WORDS = """
    account action agency agreement area army assembly association authority award base benefit board
    body branch budget building bureau cadre campaign capital care case cause center chain chamber
    change charter circle citizen city class code committee community company conduct conference
    congress control council country county court credit crisis culture custom data decision defense
    delegate demand department deputy development discipline district document drive duty economy
    education effort election energy enterprise equality exchange expert family farm field finance
    force forum foundation framework freedom front fund future gate goal governance grain grassroots
    group guidance harmony health heritage history home honor house idea industry innovation inspection
    institution interest issue judge justice labor land language law leader league lesson level line
    loan local market masses matter measure mechanism media member memory method migrant ministry model
    movement nation network notice office opinion order organ outline participation party path peace
    people petition plan platform plenum policy population post poverty power practice press principle
    problem process program project proposal province public quality reform region relief report
    research resident resource result review revival right risk river road role rule safety school
    science sector security self service share site society soldier source spirit stability stage
    standard state station strategy street structure study subject supervision supply support survey
    system target task team theory thought town trade training trust union unit unity value village
    volunteer vote water wealth welfare work worker world youth zone
"""


def words(count: int) -> Iterator[Word]:
    """(headword, pinyin, rendering): distinct headwords of common characters."""
    rng = random.Random(SEED)
    readings = reading_table()
    common = characters()
    english = ENGLISH_WORDS.split()
    known: set[str] = set()
    while len(known) < count:
        headword = "".join(rng.choices(common, k=rng.choice(LENGTHS)))
        if headword not in known:
            known.add(headword)
            rendering = " ".join(rng.choices(english, k=rng.randint(2, 4)))
            yield headword, " ".join(readings[c] for c in headword), rendering


def characters() -> list[str]:
    """The 3,755 common characters, level 1 of GB 2312."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return [c for code in codes if (c := code.decode("gb2312", "ignore"))]


def concept(number: int, word: Word) -> Concept:
    """An entry with one sense and one rendering."""
    headword, pinyin, rendering = word
    sense = Sense(
        id="only",
        frame="general",
        label="made up",
        gloss="A made-up word for measuring.",
        renderings=(Rendering(text=rendering, status="admitted", issuer="nobody"),),
    )
    return Concept(
        id=f"t{number}",
        domain="generated",
        simplified=headword,
        traditional=headword,
        pinyin=pinyin,
        kind="term",
        senses=(sense,),
        added="2026-01-01",
    )


def wrong(text: str, rng: random.Random) -> str:
    """One character replaced, of the same script."""
    at = rng.randrange(len(text))
    others = "bdfgjkmprtwy" if text.isascii() else characters()
    return text[:at] + rng.choice(others) + text[at + 1 :]


def swapped(text: str, rng: random.Random) -> str:
    """Two neighbours in each other's place."""
    at = rng.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def doubled(text: str, rng: random.Random) -> str:
    """One character written twice."""
    at = rng.randrange(len(text))
    return text[:at] + text[at] + text[at:]


def dropped(text: str, rng: random.Random) -> str:
    """One character left out."""
    at = rng.randrange(1, len(text))
    return text[:at] + text[at + 1 :]


# (length of the headword, what goes wrong in it)
SLIPS: tuple[tuple[int, Slip], ...] = (
    (2, wrong),
    (3, swapped),
    (3, wrong),
    (4, wrong),
    (4, doubled),
    (5, wrong),
    (6, dropped),
)


def queries(known: list[Word]) -> dict[str, dict[str, str]]:
    """What is looked up, by kind and name; no query with a slip is a headword or pinyin itself."""
    rng = random.Random(SEED)
    headword, pinyin, rendering = next(w for w in known[len(known) // 2 :] if len(w[2].split()) == 4)
    taken = {word[0] for word in known} | {word[1].replace(" ", "") for word in known}

    def slips(column: int) -> dict[str, str]:
        found = {}
        for length, slip in SLIPS:
            query = ""
            while not query or query in taken:
                word = rng.choice(known)
                if len(word[0]) == length:
                    query = slip(word[column].replace(" ", ""), rng)
            found[f"{length} characters, {slip.__name__}"] = query
        return found

    return {
        "exact": {"Hanzi": headword, "pinyin": pinyin, "English": rendering},
        "slip in Hanzi": slips(0),
        "slip in pinyin": slips(1),
    }


def main(count: int, folder: Path) -> None:
    """Write the three files."""
    known = list(words(count))
    start = time.perf_counter()
    index = compile_index((concept(number, word) for number, word in enumerate(known)), {})
    taken = time.perf_counter() - start
    (folder / "index").write_bytes(index)
    lines = "".join("\t".join(word) + "\n" for word in known)
    (folder / "headwords.tsv").write_text(lines, encoding="utf-8")
    (folder / "queries.json").write_text(json.dumps(queries(known)), encoding="utf-8")
    sys.stdout.write(json.dumps({"seconds": taken, "bytes": len(index)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
