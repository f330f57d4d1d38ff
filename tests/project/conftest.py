import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = ["agentdesk", "rules", "sample_data", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE"]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from a copy of the sources without asking any network."""
    root = Path(__file__).parents[2]
    copy = tmp_path_factory.mktemp("copy")
    for name in [*SOURCES, ".gitignore"]:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("*.mo*", "__pycache__"))
        else:
            shutil.copy(root / name, copy)
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(copy / "dist")],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (made,) = (copy / "dist").glob("agentdesk-*.whl")
    return made
