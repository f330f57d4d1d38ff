"""What the desk depends on is pinned, and each dependency has its reason in writing."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def canonical(name: str) -> str:
    """Return a package's name as the lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str:
    """Return the canonical name that a requirement starts with."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return canonical(found[0])


def required(checkout: Path) -> dict[str, list[str]]:
    """Return what each lock file must hold at least."""
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))
    groups = {
        name: [entry for entry in group if isinstance(entry, str)]
        for name, group in project["dependency-groups"].items()
    }
    run = project["project"]["dependencies"] + groups["build"]
    return {
        "requirements.lock": [named(requirement) for requirement in run],
        "requirements-dev.lock": [named(requirement) for requirement in run + groups["dev"]],
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_and_hashes_everything_and_names_no_address(checkout: Path, lock: str) -> None:
    text = (checkout / lock).read_text("utf-8")
    assert not re.search(r"://|--index|--find-links|(^|\s)/", text, re.MULTILINE)
    entries = re.findall(r"^(?=\w)(?:.*\\\n)*.*", text, re.MULTILINE)
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_what_the_project_asks_for(checkout: Path, lock: str) -> None:
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", (checkout / lock).read_text("utf-8"), re.MULTILINE))
    assert set(required(checkout)[lock]) <= pinned


def test_both_lock_files_agree(checkout: Path) -> None:
    run, dev = (
        dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (checkout / lock).read_text("utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert run.items() <= dev.items()


def test_every_dependency_has_its_reason_in_writing(checkout: Path) -> None:
    page = (checkout / "docs" / "dependencies.md").read_text("utf-8")
    written = {canonical(name) for name in re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)}
    assert written == set(required(checkout)["requirements-dev.lock"])


def test_every_runtime_dependency_is_used(checkout: Path) -> None:
    modules = {
        "ahocorasick-rs": "ahocorasick_rs",
        "google-re2": "re2",
        "pyyaml": "yaml",
        "sqlite-utils": "sqlite_utils",
        "inotify-simple": "inotify_simple",
        "chinesecalendar": "chinese_calendar",
    }
    source = "\n".join(path.read_text("utf-8") for path in (checkout / "agentdesk").rglob("*.py"))
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))
    unused = [
        name
        for name in map(named, project["project"]["dependencies"])
        if not re.search(rf'\b(import|from) {modules.get(name, name)}\b|"{modules.get(name, name)}[."]', source)
    ]
    assert unused == []
