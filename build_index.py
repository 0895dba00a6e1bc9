"""Build hook: compile the glossary into the wheel; an editable install uses the checkout's folder."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledGlossary(BuildHookInterface[Any]):
    """Adds `tifa/glossary.index` to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the glossary; a fault in any entry stops the build."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from tifa.index.folder import read_folder, write_aside
        from tifa.index.stock import compile_folder
        from tifa.layers import yaml_files

        folder = str(Path(self.root, "glossary"))
        names = [name for name, _, _ in yaml_files(folder)]
        faults = [str(fault) for file in read_folder(folder, names) for fault in file.problems]
        if faults:
            raise SystemExit("the glossary has faults:\n" + "\n".join(faults))
        index = Path(tempfile.mkdtemp(prefix="tifa-build-"), "glossary.index")
        write_aside(str(index), compile_folder(folder, names, b""))
        build_data["force_include"][str(index)] = "tifa/glossary.index"
