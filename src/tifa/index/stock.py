"""Layers of entries, sources and patches laid over each other -> the bytes of one index."""

from __future__ import annotations

from dataclasses import dataclass, field

from tifa.entryfile import EntryFile
from tifa.errors import GlossaryError
from tifa.index.build import Tables, citations, compile_index, tables_of
from tifa.index.folder import read_folder, source_keys
from tifa.index.store import Index
from tifa.model import Concept, Entry, Origin, Source
from tifa.patch import Patch, changes, patched, unknown_sense
from tifa.problem import Problem


@dataclass
class Tally:
    """What one layer gave, and what is wrong with it."""

    name: str
    place: str
    entries: int = 0
    replaced: int = 0
    patched: int = 0
    hidden: int = 0
    problems: list[Problem] = field(default_factory=list)


def compile_folder(folder: str, names: list[str], stamp: bytes) -> bytes:
    """The index of a folder; faulty files are left out and named in the table `problems`.

    GlossaryError where no file gives an entry.
    """
    stock = Stock()
    stock.begin("", folder, is_lowest=True)
    stock.add_folder(folder, names)
    return stock.compiled(stamp)


class Stock:
    """The entries of one layer laid over those of another, with what each layer gave."""

    def __init__(self) -> None:
        self.tallies: list[Tally] = []
        self.concepts: dict[str, Concept] = {}
        self.sources: dict[str, Source] = {}
        self.origins: dict[str, list[Origin]] = {}
        self._is_lowest = True
        self._lowest: dict[str, Concept] = {}
        self._tables: Tables | None = None

    def begin(self, layer: str, place: str, *, is_lowest: bool) -> None:
        """Lay what is added from now on over what there is, as a layer of this name."""
        self.tallies.append(Tally(layer, place))
        self._is_lowest = is_lowest

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the layers."""
        return [problem for tally in self.tallies for problem in tally.problems]

    def report_layer(self, said: str) -> None:
        """Name the layer as one that cannot be used."""
        layer = self.tallies[-1]
        message = f"the layer {layer.name} {said}" if layer.name else said
        layer.problems.append(Problem(code="E120", path=layer.place, line=1, message=message))

    def add_index(self, index: Index) -> None:
        """Lay the entries of an index over those there are."""
        self._tables = self._tables or tables_of(index)
        for number in range(len(index)):
            entry = Entry.from_data(index.record("entries", number))
            self._put(entry.concept, index.path)
            self.sources |= {source.key: source for source in entry.sources}
        self.tallies[-1].problems += (Problem.from_data(data) for data in index.table("problems"))

    def add_folder(self, folder: str, names: list[str]) -> None:
        """Lay the entries and patches of a folder over the entries there are."""
        if not names and not self._is_lowest:
            self.report_layer("holds no YAML file")
        files = read_folder(folder, names)
        known = source_keys(files) | set(self.sources)
        taken: set[str] = set()
        for file in files:
            report_unknown_sources(file, known)
            self.sources |= {source.key: source for source in file.sources}
            if file.concept and file.concept.id in taken:
                message = f"the id {file.concept.id} is taken by another file"
                file.report("E202", 1, message, "rename this file")
            elif file.concept:
                taken.add(file.concept.id)
                self._put(file.concept, file.path)
        for file in files:
            if file.patch:
                self._change(file, file.patch)
            self.tallies[-1].problems += file.problems

    def _put(self, concept: Concept, path: str) -> None:
        tally = self.tallies[-1]
        if self._is_lowest:
            self._lowest[concept.id] = concept
        elif self._lowest.get(concept.id) == concept:
            return  # a copy of the lowest layer's says nothing new, and undoes no patch
        if concept.id in self.concepts:
            tally.replaced += 1
        else:
            tally.entries += 1
        self.concepts[concept.id] = concept
        origin = Origin(layer=tally.name, path=path, line=1)
        self.origins[concept.id] = [] if self._is_lowest else [origin]

    def _change(self, file: EntryFile, patch: Patch) -> None:
        concept = self.concepts.get(patch.patches)
        if not report_patch(file, patch, concept) or concept is None:
            return
        tally = self.tallies[-1]
        if patch.hide == "yes":
            tally.hidden += 1
            del self.concepts[concept.id]
            return
        tally.patched += 1
        self.concepts[concept.id] = patched(concept, patch)
        self.origins[concept.id] += (
            Origin(layer=tally.name, path=file.path, line=file.line_of(*place), field=field, text=text)
            for place, field, text in changes(patch)
        )

    def compiled(self, stamp: bytes) -> bytes:
        """The index of all entries; GlossaryError where there is none."""
        if not self.concepts:
            said = f"; the first fault: {self.problems[0]}" if self.problems else ""
            raise GlossaryError(f"no entry could be read{said}")
        ordered = [self.concepts[concept_id] for concept_id in sorted(self.concepts)]
        return compile_index(ordered, self.sources, stamp, self.problems, self.origins, self._tables)


def report_patch(file: EntryFile, patch: Patch, concept: Concept | None) -> bool:
    """Whether the patch can be applied to the entry of its id; if not, why is reported."""
    if concept is None:
        line = file.line_of("patches")
        file.report("E271", line, f"there is no entry {patch.patches} below", "correct the id: `tifa list`")
        return False
    if fault := unknown_sense(concept, patch):
        number, message = fault
        tip = "name one of them, or give the new sense a frame, a label and a gloss"
        file.report("E272", file.line_of("senses", number, "id"), message, tip)
        return False
    return True


def report_unknown_sources(file: EntryFile, known: set[str]) -> None:
    """Name what an entry or a patch cites and no sources file has; it is used without it."""
    given = file.concept or file.patch
    for place, cited in citations(given) if given else ():
        for key in cited:
            if key not in known:
                tip = "the entry is used without it; add the source or correct the key"
                file.report("E261", file.line_of(*place), f"there is no source {key}", tip)
