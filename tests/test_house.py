"""The house rules that no other tool checks."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from config.management.commands.serve import web_command

BASE = Path(settings.BASE_DIR)
ROOMS = sorted(path.parent for path in BASE.glob("*/apps.py"))
LOCKS = ("requirements.txt", "requirements-dev.txt")
DOCUMENTS = sorted([*BASE.glob("*.md"), *BASE.glob("docs/**/*.md"), *BASE.glob("deploy/*.md")])
PYPROJECT = tomllib.loads((BASE / "pyproject.toml").read_text(encoding="utf-8"))


def place(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def read(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def modules(*, tests: bool = False) -> Iterator[tuple[Path, ast.Module]]:
    """Our Python files, parsed: those of the rooms, or those of the tests."""
    roots = [BASE / "tests"] if tests else ROOMS
    for path in sorted(path for root in roots for path in root.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


# --- What is installed --------------------------------------------------------


def pins(lock: str) -> dict[str, str]:
    """Every requirement of a lock, as it begins: name (and marker), then its version."""
    found = re.findall(r"^([a-z0-9][\w.-]*(?:\[[\w,]+\])?)==(\S+)(.*)$", read(lock), re.MULTILINE)
    return {name + marker.rstrip(" \\"): version for name, version, marker in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_with_hashes(lock: str) -> None:
    code = re.sub(r"\s*#.*$", "", read(lock), flags=re.MULTILINE)
    requirements = re.findall(r"^\S.*(?:\n[ ]+\S.*)*", code, re.MULTILINE)
    assert len(requirements) == len(pins(lock)) > 0
    assert [line for line in requirements if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_no_address_and_no_local_path(lock: str) -> None:
    assert re.findall(r"--(?:extra-)?index-url|--find-links|-f |\w+://|file:|@ ", read(lock)) == []


def test_what_tests_use_is_what_runs() -> None:
    runs, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tested[name] for name in runs.keys() & tested.keys()} == {
        name: runs[name] for name in runs.keys() & tested.keys()
    }


def test_the_rooms_import_only_what_is_installed_to_run() -> None:
    runs = {re.split(r"[\[ ;]", name)[0] for name in pins("requirements.txt")}
    owners = packages_distributions()
    own = {*sys.stdlib_module_names, *(room.name for room in ROOMS), "config"}
    unmet = {
        (place(path), name)
        for path, tree in modules()
        for name in {name.split(".")[0] for name in imported(at_run_time(tree))} - own
        if not {owner.lower().replace("_", "-") for owner in owners.get(name, [])} & runs
    }
    assert unmet == set()


class _RunTime(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> ast.If | None:
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else node


def at_run_time(tree: ast.Module) -> ast.Module:
    """The module without what only the type checker reads."""
    kept: ast.Module = _RunTime().visit(tree)
    return kept


# --- What documents promise ---------------------------------------------------


def test_every_make_target_that_is_mentioned_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    mentioned = {
        target
        for path in DOCUMENTS
        for target in re.findall(r"(?<=\bmake )[a-z-]+\b", code_in(path))
    }
    mentioned |= set(re.findall(r"^(?:env .*|\s*)\bmake ([a-z-]+)$", read(".ci/run"), re.MULTILINE))
    assert mentioned - targets == set()
    assert {"run", "test", "check", "bench", "fmt", "messages", "screenshots"} <= targets


def code_in(path: Path) -> str:
    """What a document sets as code, where a command is a command and not a word."""
    text = path.read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`", text, re.MULTILINE | re.DOTALL))


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        (place(path), link)
        for path in DOCUMENTS
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if not re.match(r"\w+:", link) and not (path.parent / link).exists()
    ]
    assert broken == []


def settings_read() -> set[str]:
    """The names of all variables that the settings take from the environment."""
    readers = "text|flag|number|words|email|structure|hosts|hours|origins"
    call = re.compile(rf"""\b(?:env\.)?(?:{readers})\(\s*"([A-Z][A-Z_]+)""")
    return {name for path in BASE.glob("config/*.py") for name in call.findall(path.read_text())}


def test_every_setting_is_documented() -> None:
    assert {
        name for name in settings_read() if f"`{name}`" not in read("docs/settings.md")
    } == set()


def test_the_example_environment_holds_only_settings_that_exist() -> None:
    example = re.findall(r"^#?([A-Z][A-Z_]+)=", read("deploy/environment.example"), re.MULTILINE)
    assert set(example) - settings_read() == set()
    assert len(example) == len(set(example))


def test_an_installation_runs_the_web_process_as_make_run_does() -> None:
    command = web_command("127.0.0.1", 8000)
    unit = read("deploy/systemd/huiyin-web@.service")
    alike = [flag for flag in command if flag.startswith("--ws") or flag == "--lifespan"]
    assert len(alike) == 4
    assert "--no-server-header" in command
    assert "--no-server-header" in unit
    for flag in alike:
        assert f"{flag} {command[command.index(flag) + 1]}" in unit


# --- Where things are ---------------------------------------------------------


def test_no_room_escapes_the_checks() -> None:
    rooms = {room.name for room in ROOMS} | {"config"}
    assert rooms == set(PYPROJECT["tool"]["importlinter"]["root_packages"])
    assert rooms - set(PYPROJECT["tool"]["mypy"]["files"]) == set()


def test_only_the_doorbell_touches_the_channel_layer() -> None:
    touching = {
        place(path)
        for path, tree in modules()
        if "channels.layers" in imported(tree) or "channels_redis" in imported(tree)
    }
    assert touching == {"log/doorbell.py"}


def test_only_the_outermost_edge_knows_channels() -> None:
    knowing = {
        place(path).split("/")[0]
        for path, tree in modules()
        if any(name.split(".")[0] == "channels" for name in imported(tree))
    }
    assert knowing <= {"config", "dialogue", "log"}


def imported(tree: ast.Module) -> set[str]:
    """Every module a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_no_module_grows_beyond_what_one_sitting_can_read() -> None:
    long = {
        place(path): lines
        for path, _ in modules()
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    kinds = ("*.py", "*.html", "*.js", "*.css")
    left = [
        place(path)
        for room in ROOMS
        for kind in kinds
        for path in room.rglob(kind)
        if mark.search(path.read_text(encoding="utf-8"))
    ]
    assert left == []


# --- How tests are written ----------------------------------------------------


def test_no_test_sleeps_and_none_mocks() -> None:
    sleeping = ("time.sleep", "wait_for_timeout")
    wrong = [
        (place(path), name)
        for path, tree in modules(tests=True)
        if path.name.startswith("test_")  # a helper may wait for a process to start
        for name in [*calls(tree), *imported(tree)]
        if name.endswith(sleeping) or name.startswith("unittest.mock")
    ]
    assert wrong == []


def calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


# --- Versions -----------------------------------------------------------------


def test_the_changelog_tells_of_this_version_or_of_what_is_coming() -> None:
    headings = re.findall(r"^## \[(.+?)\]", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[0] in {"Unreleased", PYPROJECT["project"]["version"]}
    released = [tuple(map(int, heading.split("."))) for heading in headings if heading[0].isdigit()]
    assert all(newer > older for newer, older in pairwise(released))
