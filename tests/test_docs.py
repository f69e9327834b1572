"""Each code block of the pages does what the page says, in the order of the page.

Blocks are run in a copy of the repository's scenarios: YAML is read as a scenario, and written to
the file that its first line names; console lines that begin with `locality` are run; Python is
executed; a diagram is that of a shipped structure, or of the rooms. A block below
`<!-- run by tests/...::test_... -->` is run by that test, one below `<!-- not run: why -->` by
none. Files that a page names or links to exist.
"""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.present.assurance.pathway_diagram import picture
from sim.scenario.file.loading import load_scenario, load_scenario_text
from tests.documented import MARK, PAGES, ROOT, Block, blocks

ARCHITECTURE = ROOT / "docs" / "architecture.md"
EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
NAMED = re.compile(r"`((?:sim|tests|docs|scenarios|\.ci|\.github)/[\w./-]*)`")
LINKED = re.compile(r"\]\((?!https?:)([^)#]+)")


@EACH_PAGE
def test_each_block_of_a_page_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.mark:
            continue  # held by the next test
        where = f"{page.name}:{block.line}"
        match block.language:
            case "yaml":
                run_yaml(block.text, tmp_path / "scenarios")
            case "console":
                run_console(block.text, where)
            case "python":
                exec(compile(block.text, where, "exec"), names)  # noqa: S102  our own page
            case "mermaid":
                assert page == ARCHITECTURE or (
                    f"```mermaid\n{block.text}\n```" in drawn(tmp_path / "scenarios")
                ), where
            case _:
                pytest.fail(f"{where}: nothing runs {block.language}; mark it as not run, and why")


@EACH_PAGE
def test_each_mark_of_a_page_gives_a_reason_or_what_runs_the_block_below_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    marked = [block for block in blocks(page) if block.mark]
    assert text.count("<!--") == len(marked), "a mark stands right above a block"
    assert [block.line for block in marked if wrong_mark(block)] == []


def wrong_mark(block: Block) -> bool:
    """Whether a mark has neither a reason nor a runner that is there and runs this block."""
    found = MARK.fullmatch(block.mark)
    if found is None:
        return True
    if found["why"]:
        return False
    file, _, test = found["runner"].partition("::")
    if not (ROOT / file).is_file():
        return True
    program = (ROOT / file).read_text(encoding="utf-8")
    if file == ".ci/run":
        return not all(line in program for line in block.text.splitlines())
    return f"\ndef {test}(" not in program or "documented(" not in program


@pytest.mark.parametrize(
    "mark",
    [
        "<!-- not run -->",
        "<!-- not run: -->",
        "<!-- not run:  -->",
        "<!-- run by -->",
        "<!-- run by tests/test_nothing.py::test_it -->",
        "<!-- run by tests/browser/test_hosts.py -->",
        "<!-- run by tests/browser/test_hosts.py::test_nothing -->",
        "<!-- run by tests/test_kinds.py::test_each_test_is_of_exactly_one_kind -->",
        "<!-- run by .ci/run -->",
    ],
)
def test_a_mark_that_says_nothing_or_names_nothing_is_found(mark: str) -> None:
    assert wrong_mark(Block(1, "console", "locality fly", mark))


def test_a_mark_with_a_reason_or_a_test_that_runs_the_block_is_right() -> None:
    test = "tests/browser/test_hosts.py::test_the_documented_command_serves_its_host_and_no_other"
    for mark in ("<!-- not run: it needs an index -->", f"<!-- run by {test} -->"):
        assert not wrong_mark(Block(1, "console", "locality fly", mark))


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


@EACH_PAGE
def test_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = [ROOT / path for path in NAMED.findall(text)]
    linked = [page.parent / path for path in LINKED.findall(text)]
    assert [str(path) for path in [*named, *linked] if not path.exists()] == []


def folders() -> dict[str, set[str]]:
    """The rooms of the source and the folders in each."""
    return {
        room: {path.parent.name for path in (ROOT / "sim" / room).glob("*/__init__.py")}
        for room in (path.parent.name for path in (ROOT / "sim").glob("*/__init__.py"))
    }


def may_import() -> dict[str, set[str]]:
    """Which rooms each room may import, by the contract of layers."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    [layers] = [each["layers"] for each in contracts if "sim.scenario" in each.get("layers", [])]
    rooms = [[room.strip().removeprefix("sim.") for room in layer.split("|")] for layer in layers]
    return {
        room: {below for layer in rooms[place + 1 :] for below in layer}
        for place, layer in enumerate(rooms)
        for room in layer
    }


def test_the_table_of_rooms_is_that_of_the_source_and_of_the_import_contract() -> None:
    rows = re.findall(
        r"^\| `sim/(\w+)/` \|(.*?)\|.*\|(.*?)\|$", ARCHITECTURE.read_text("utf-8"), re.MULTILINE
    )
    assert {room: set(re.findall(r"(\w+)/", inside)) for room, inside, _ in rows} == folders()
    assert {room: set(re.findall(r"\w+", above)) for room, _, above in rows} == may_import()


def test_the_picture_of_rooms_has_each_of_them_and_no_arrow_against_the_contract() -> None:
    [picture] = [block.text for block in blocks(ARCHITECTURE) if block.language == "mermaid"]
    rooms = re.findall(r'(\w+)\["sim/\1: [^<"]+(?:<br>(.+))?"\]', picture)
    shown = {room: set(filter(None, inside.split(", "))) for room, inside in rooms}
    assert shown == folders()
    arrows = re.findall(r"^  (\w+) -->\|.+\| (\w+)$", picture, re.MULTILINE)
    assert len(arrows) == picture.count("-->")
    assert [arrow for arrow in arrows if arrow[0] not in may_import()[arrow[1]]] == []
