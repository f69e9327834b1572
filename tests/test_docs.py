"""Each code block of README.md and docs/ does what the page says, in the order of the page.

Blocks are run in a copy of the repository's scenarios: YAML is read as a scenario, and written to
the file that its first line names; console lines that begin with `locality` are run; Python is
executed; a diagram is that of a shipped structure. A block below `<!-- not run: why -->` is left
out.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.present.assurance.pathway_diagram import picture
from sim.scenario.file.loading import load_scenario, load_scenario_text

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NOT_RUN = re.compile(r"<!-- not run: .+ -->")


class Block(NamedTuple):
    """One fenced block."""

    line: int
    language: str
    text: str
    is_run: bool


def blocks(page: Path) -> list[Block]:
    """The blocks of a page that name a language."""
    lines = page.read_text(encoding="utf-8").splitlines()
    found, begins = [], None
    for at, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if begins is None:
            begins = at
            continue
        is_run = not any(NOT_RUN.fullmatch(before) for before in lines[max(0, begins - 2) : begins])
        language, text = lines[begins][3:].strip(), "\n".join(lines[begins + 1 : at])
        found.append(Block(begins + 1, language, text, is_run))
        begins = None
    assert begins is None, f"{page.name}:{begins}: a block without an end"
    return [block for block in found if block.language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_block_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(page):
        if not block.is_run:
            continue
        where = f"{page.name}:{block.line}"
        match block.language:
            case "yaml":
                run_yaml(block.text, tmp_path / "scenarios")
            case "console":
                run_console(block.text, where)
            case "python":
                exec(compile(block.text, where, "exec"), names)  # noqa: S102  our own page
            case "mermaid":
                assert f"```mermaid\n{block.text}\n```" in drawn(tmp_path / "scenarios"), where
            case _:
                pytest.fail(f"{where}: nothing runs {block.language}; mark it as not run, and why")


def run_yaml(text: str, folder: Path) -> None:
    """Read a scenario, and keep it where its first line says."""
    load_scenario_text(text, "block.yaml", folder)
    if named := re.match(r"# scenarios/([\w-]+\.yaml)\n", text):
        (folder / named[1]).write_text(text, encoding="utf-8")


def drawn(folder: Path) -> list[str]:
    """Both structures as an assurance pack draws them."""
    return [picture(load_scenario(folder / f"{name}.yaml")) for name in ("current", "proposed")]


def run_console(text: str, where: str) -> None:
    """Run each line as a command, in this process."""
    for line in text.splitlines():
        command, *arguments = shlex.split(line)
        assert command == "locality", (
            f"{where}: only `locality` is run; mark it as not run, and why"
        )
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"{where}: {line}\n{result.output}"
