"""The wheel carries all that the desk needs: rules, sample data, compiled translations."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.project.catalogues import catalogue, domains


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def python(installed: Path, code: str) -> str:
    """Run `code` with the unpacked wheel first on the path; return what it prints."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=installed, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["rules", "sample_data"])
def test_the_wheel_carries_the_shipped_data(installed: Path, checkout: Path, name: str) -> None:
    def files(folder: Path) -> list[Path]:
        return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())

    found = python(installed, f"from agentdesk.resources import shipped; print(shipped({name!r}))")
    assert Path(found) == installed / "agentdesk" / "_data" / name
    assert files(Path(found)) == files(checkout / name)


def test_the_wheel_carries_every_translation_compiled(installed: Path, checkout: Path) -> None:
    sources = {path.relative_to(checkout).with_suffix(".mo") for path in checkout.glob("agentdesk/lang/locale/**/*.po")}
    carried = {path.relative_to(installed) for path in installed.glob("agentdesk/lang/locale/**/*.mo")}
    assert sources
    assert carried == sources
    assert not list(installed.rglob("*.po"))


def test_an_installed_desk_speaks_both_languages(installed: Path) -> None:
    code = next(iter(catalogue("en", domains()[0])))
    speak = (
        f"from agentdesk.lang import Message, say; print(*(say(Message({code!r}), l) for l in ('en', 'zh')), sep='|')"
    )
    assert len({code, *python(installed, speak).split("|")}) == 3


def test_the_wheel_carries_every_module_and_style(installed: Path, checkout: Path) -> None:
    wanted = {
        path.relative_to(checkout)
        for path in (checkout / "agentdesk").rglob("*")
        if path.suffix in {".py", ".tcss"} or path.name == "py.typed"
    }
    assert wanted <= {path.relative_to(installed) for path in installed.rglob("*")}


def test_the_wheel_names_its_version(installed: Path) -> None:
    (metadata,) = installed.glob("agentdesk-*.dist-info/METADATA")
    version = python(installed, "import agentdesk; print(agentdesk.__version__)")
    assert f"\nVersion: {version}\n" in metadata.read_text("utf-8")
