"""Virtual environments, made afresh for measuring."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def clean() -> dict[str, str]:
    """The environment without settings of Python, such as the one that keeps it from compiling."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def make_environment(folder: Path) -> str:
    """The folder of the programs of a new virtual environment with a current pip."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install(str(folder / "bin"), "--upgrade", "pip")
    return str(folder / "bin")


def install(binaries: str, *what: str) -> None:
    """An ordinary install, which compiles what it installs."""
    command = [f"{binaries}/python", "-m", "pip", "install", "--quiet", *what]
    subprocess.run(command, env=clean(), check=True)
