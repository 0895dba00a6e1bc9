"""How one occurrence is read, and why."""

from __future__ import annotations

from tifa.render.annotated.writer import gist, gloss, reasons, sense_label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tifa.annotation import Block, Mark


def explanation(mark: Mark, block: Block) -> str:
    """What stands there, its entry and form, the sense with its lead, and all evidence, a line each."""
    meaning, heading = mark.meaning, mark.meaning.heading
    surface = " ".join(block.text[mark.start : mark.end].split())
    lines = [
        f"{surface}: {heading.simplified} {heading.pinyin} ({heading.id}), found as {meaning.form.sort}",
        f"  {gist(mark)}",
        f"  {sense_label(mark) or 'one sense'}: {gloss(mark)}",
    ]
    if meaning.contested:
        lines.append(f"  {mark.sense_status}, confidence {mark.confidence:.2f}; what was seen around it:")
        found = [*reasons(mark, block.start)]
        lines += [f"    {reason}" for reason in found] or ["    nothing that tells the senses apart"]
        for sense in meaning.concept.senses:
            lines.append(f"  sense {sense.id} ({sense.frame}): {sense.label}")
    return "\n".join(lines) + "\n"
