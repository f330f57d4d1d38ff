"""Settings: typed, found where they belong, and told line by line where they are wrong."""

import ast
import inspect
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.settings import Settings, SettingsError, read_settings, settings, settings_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.yaml"


def test_without_a_file_everything_is_as_usual(file: Path) -> None:
    assert read_settings(file) == Settings()


def test_every_field_can_be_set(file: Path) -> None:
    file.write_text(
        "language: zh\ndesk: ~/desk.db\nname: ann\ntheme: dark\nbell: yes\nnotice: on\n"
        "keys: {claim: c, next: [n, f2]}\n",
        "utf-8",
    )
    assert read_settings(file) == Settings(
        language="zh",
        desk="~/desk.db",
        name="ann",
        theme="dark",
        bell=True,
        notice=True,
        keys={"claim": ("c",), "next": ("n", "f2")},
    )


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("langage: zh", "1:1", "settings.unknown"),
        ("name: a\nlanguage: fr", "2:11", "settings.word"),
        ("bell: perhaps", "1:7", "settings.word"),
        ("name: [a]", "1:7", "settings.not_text"),
        ("- a", "1:1", "settings.not_mapping"),
        ("name: a\nname: b", "2:1", "settings.twice"),
        ("name: {a", "2:1", "settings.not_yaml"),
        ("keys: c", "1:7", "settings.not_mapping"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(file: Path, text: str, place: str, code: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings(file)
    assert (caught.value.place, caught.value.message.code) == (f"{file}:{place}", code)


@given(st.text(max_size=60))
def test_no_file_does_worse_than_be_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "any.yaml"
    file.write_text(text, "utf-8", "surrogatepass")
    with suppress(SettingsError):
        assert isinstance(read_settings(file), Settings)


def test_the_file_lies_in_the_users_configuration_folder(own_home: Path) -> None:
    assert settings_file() == own_home / ".config" / "agentdesk" / "settings.yaml"


def test_every_field_has_its_sentence_in_the_source_and_in_the_docs(checkout: Path) -> None:
    (made,) = [n for n in ast.parse(inspect.getsource(settings)).body if isinstance(n, ast.ClassDef)]
    fields = [
        node.target.id for node in made.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]
    sentences = [node for node in made.body[1:] if isinstance(node, ast.Expr)]
    assert len(fields) == len(sentences) == len(Settings.__struct_fields__)
    page = (checkout / "docs" / "command-line.md").read_text("utf-8")
    assert all(f"| `{field}` |" in page for field in fields)
