"""A folder of rule files, as a mapping of names to texts."""

from pathlib import Path

from agentdesk.rules.nodes import MOST_BYTES
from agentdesk.rules.problem import Place, Problems, RuleErrors

MOST_FILES = 2_000


def read_folder(path: Path | str) -> dict[str, str]:
    """Return the texts of all `**/*.yaml` under `path`, by relative path with `/`, sorted.

    Raises RuleErrors when the folder is not there, holds no rule file, or a file is too large or not UTF-8.
    """
    root = Path(path)
    problems = Problems()
    texts: dict[str, str] = {}
    found = sorted(file for pattern in ("*.yaml", "*.yml") for file in root.rglob(pattern) if file.is_file())
    if not root.is_dir():
        problems.error(Place(str(root)), "rules.no_folder")
    elif not found:
        problems.error(Place(str(root)), "rules.no_files")
    elif len(found) > MOST_FILES:
        problems.error(Place(str(root)), "rules.too_many_files", most=MOST_FILES)
    else:
        texts = {file.relative_to(root).as_posix(): _read(file, root, problems) for file in found}
    if problems.errors():
        raise RuleErrors(problems.sorted())
    return dict(sorted(texts.items()))


def _read(file: Path, root: Path, problems: Problems) -> str:
    name = file.relative_to(root).as_posix()
    if file.stat().st_size > MOST_BYTES:
        problems.error(Place(name), "rules.too_large", most=MOST_BYTES // 1_000_000)
        return ""
    raw = file.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start]
        line = before.count(b"\n") + 1
        problems.error(Place(name, line, fault.start - before.rfind(b"\n")), "rules.not_utf8")
        return ""
