"""Changing a setting from the program: one setting's lines, the rest of the file as its owner wrote it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.settings import Settings, SettingsError, read_settings, save_setting

FILE = """# mine
language: zh   # at home

keys:
  # the left hand
  claim: c
  next: [n, f2]

# below
bell: no
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text(FILE, "utf-8")
    return path


def test_a_setting_is_changed_where_it_stands(file: Path) -> None:
    assert save_setting("bell", True, file).bell
    assert file.read_text("utf-8") == FILE.replace("bell: no", "bell: true")


def test_keys_are_changed_and_the_comments_around_them_stay(file: Path) -> None:
    assert save_setting("keys", {"claim": ("f5", "/")}, file).keys == {"claim": ("f5", "/")}
    text = file.read_text("utf-8")
    assert text.startswith("# mine\nlanguage: zh   # at home\n\nkeys:\n")
    assert text.endswith("\n# below\nbell: no\n")
    assert save_setting("keys", {}, file).keys == {}
    assert "keys" not in file.read_text("utf-8")


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.yaml"
    assert save_setting("notice", True, path) == Settings(notice=True)
    assert [one.name for one in path.parent.iterdir()] == ["settings.yaml"]


def test_a_file_in_braces_is_written_anew(file: Path) -> None:
    file.write_text("{bell: no, keys: {claim: c}}", "utf-8")
    assert save_setting("bell", True, file) == Settings(bell=True, keys={"claim": ("c",)})


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    save_setting("bell", True, link)
    assert link.is_symlink()
    assert read_settings(file).bell


@pytest.mark.parametrize("text", ["langage: zh\n", "bell: {a\n"])
def test_a_file_that_is_wrong_is_left_alone(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError):
        save_setting("bell", True, file)
    assert file.read_text("utf-8") == text


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("", "utf-8")
    with pytest.raises(SettingsError):
        save_setting("bell", True, tmp_path / "folder" / "settings.yaml")


@given(
    st.dictionaries(
        st.sampled_from(["claim", "next", "undo"]), st.lists(st.characters(exclude_categories=("C", "Z")), min_size=1)
    )
)
def test_any_key_comes_back_as_it_was_pressed(tmp_path: Path, keys: dict[str, list[str]]) -> None:
    wanted = {action: tuple(chars) for action, chars in keys.items()}
    assert save_setting("keys", wanted, tmp_path / "any.yaml").keys == wanted
