"""Patches: what an own glossary changes in an entry of a layer below."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import concept, rendering
from tifa.entryfile import parse_concept
from tifa.model import Alias, Calque, Concept, Cues, Note, Sense
from tifa.patch import OWN, Patch, RenderingPatch, SensePatch, changes, patched, unknown_sense

LAMPS = concept(
    "红灯工程",
    "hóngdēng gōngchéng",
    "Red Lantern Program",
    renderings=(
        rendering("Red Lamp Scheme", "admitted", date="2019"),
        rendering("programme Lanterne rouge", language="fr"),
    ),
    keywords=("street lighting",),
    notes=(Note(topic="Usage", text="Of the county."),),
)


def with_sense(**fields: object) -> Patch:
    """A patch of the one sense of the entry."""
    return Patch(patches=LAMPS.id, senses=(SensePatch(**({"id": "party"} | fields)),))


def texts(entry: Concept, status: str) -> list[str]:
    return [one.text for one in entry.renderings if one.status == status]


def test_a_new_rendering_comes_first_and_is_the_one_to_write() -> None:
    new = patched(LAMPS, with_sense(renderings=(RenderingPatch(text="Lantern Project"),)))
    assert new.rendering == "Lantern Project"
    assert (new.renderings[0].status, new.renderings[0].issuer) == ("preferred", OWN)
    assert new.renderings[1:] == LAMPS.renderings


def test_a_rendering_that_is_there_keeps_what_the_patch_does_not_name() -> None:
    change = RenderingPatch(text="Red Lamp Scheme", status="preferred")
    new = patched(LAMPS, with_sense(renderings=(change,)))
    assert new.rendering == "Red Lamp Scheme"
    assert (new.renderings[0].issuer, new.renderings[0].date) == ("Example Press", "2019")
    assert len(new.renderings) == len(LAMPS.renderings)


def test_a_rendering_can_be_deprecated() -> None:
    change = RenderingPatch(
        text="Red Lantern Program", status="deprecated", instead="Red Lamp Scheme", reason="house style"
    )
    new = patched(LAMPS, with_sense(renderings=(change,)))
    assert texts(new, "deprecated") == ["Red Lantern Program"]
    assert new.rendering == "Red Lamp Scheme"


def test_a_new_rendering_to_avoid_does_not_come_first() -> None:
    change = RenderingPatch(text="crimson lamps", status="deprecated", instead="x", reason="y")
    assert patched(LAMPS, with_sense(renderings=(change,))).renderings[-1].text == "crimson lamps"


def test_the_same_text_in_another_language_is_another_rendering() -> None:
    change = RenderingPatch(text="Red Lamp Scheme", language="es")
    assert len(patched(LAMPS, with_sense(renderings=(change,))).renderings) == len(LAMPS.renderings) + 1


def test_what_the_owner_writes_is_no_calque_any_longer() -> None:
    calques = (Calque(text="red light project", instead="x", reason="y"),)
    sense = Sense(**(vars(LAMPS.senses[0]) | {"calques": calques}))
    entry = Concept(**(vars(LAMPS) | {"senses": (sense,)}))
    new = patched(entry, with_sense(renderings=(RenderingPatch(text="red light project"),)))
    assert new.senses[0].calques == ()
    assert new.rendering == "red light project"


def test_cues_forms_and_words_are_added_and_notes_come_first() -> None:
    patch = Patch(
        patches=LAMPS.id,
        aliases=(Alias(text="红工", type="short form"),),
        keywords=("street lighting", "lanterns"),
        mute=("missing",),
        notes=(Note(topic="House style", text="No article."),),
        senses=(SensePatch(id="party", cues=Cues(supporting=("灯",))),),
    )
    new = patched(LAMPS, patch)
    assert [alias.text for alias in new.aliases] == ["红工"]
    assert new.keywords == ("street lighting", "lanterns")
    assert new.mute == ("missing",)
    assert [note.topic for note in new.notes] == ["House style", "Usage"]
    assert new.senses[0].cues.supporting == ("灯",)


def test_plain_fields_are_replaced() -> None:
    new = patched(LAMPS, Patch(patches=LAMPS.id, literal="red lamps", everyday="yes"))
    assert (new.literal, new.everyday, new.pinyin) == ("red lamps", "yes", LAMPS.pinyin)


@pytest.mark.parametrize("missing", ["frame", "label", "gloss"])
def test_a_new_sense_has_to_be_whole(missing: str) -> None:
    whole = {"id": "street", "frame": "general", "label": "a lamp", "gloss": "A lamp."}
    patch = Patch(patches=LAMPS.id, senses=(SensePatch(**whole),))
    assert unknown_sense(LAMPS, patch) is None
    assert [sense.id for sense in patched(LAMPS, patch).senses] == ["party", "street"]
    patch = Patch(patches=LAMPS.id, senses=(SensePatch(**(whole | {missing: ""})),))
    assert unknown_sense(LAMPS, patch) == (0, f"{LAMPS.id} has no sense street, only party")


def test_every_change_is_told_with_its_field_and_place() -> None:
    file = parse_concept(
        "own/lamps.yaml",
        "patches: lamps\nliteral: lamp\nkeywords: [light]\nsenses:\n  - id: party\n    label: lamps\n"
        "    cues:\n      supporting: [灯]\n    renderings:\n      - text: Lantern Project\n",
    )
    assert file.problems == []
    assert file.patch is not None
    told = [(file.line_of(*place), field, text) for place, field, text in changes(file.patch)]
    assert told == [
        (2, "literal", "lamp"),
        (3, "keywords", "light"),
        (6, "senses.party.label", "lamps"),
        (10, "senses.party.renderings", "Lantern Project"),
        (8, "senses.party.cues.supporting", "灯"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("patches: lamps\nsimplified: 灯\n", "E110"),
        ("patches: La mps\n", "E109"),
        ("patches: lamps\nhide: maybe\n", "E109"),
        ("patches: lamps\nmute: [number]\n", "E109"),
        ("patches: lamps\nsenses:\n  - label: lamps\n", "E107"),
        ("patches: lamps\nsenses: party\n", "E105"),
        ("patches: lamps\nsenses:\n  - id: party\n    renderings:\n      - status: admitted\n", "E107"),
    ],
)
def test_a_faulty_patch_is_no_patch_and_says_why(text: str, code: str) -> None:
    file = parse_concept("own/lamps.yaml", text)
    assert [problem.code for problem in file.problems] == [code]
    assert file.patch is None
    assert file.concept is None


STATUSES = st.sampled_from(["", "preferred", "admitted", "deprecated"])
TEXTS = st.sampled_from(["Red Lantern Program", "Red Lamp Scheme", "Lantern Project", "Lamps"])
RENDERINGS = st.lists(st.builds(RenderingPatch, text=TEXTS, status=STATUSES), unique_by=lambda one: one.text)


@given(RENDERINGS)
def test_a_patch_loses_no_rendering_and_a_second_time_changes_nothing(new: list[RenderingPatch]) -> None:
    patch = with_sense(renderings=tuple(new))
    once = patched(LAMPS, patch)
    written = {one.text for one in once.renderings}
    assert written == {one.text for one in LAMPS.renderings} | {one.text for one in new}
    assert len(once.renderings) == len(written)
    assert {r.text: r for r in patched(once, patch).renderings} == {r.text: r for r in once.renderings}
