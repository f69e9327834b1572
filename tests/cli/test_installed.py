"""Installed from its wheel, away from its source, the program has its scenarios with it."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import TESTS

SOURCE = TESTS.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel puts into an environment: its packages, and what else it includes."""
    site = tmp_path_factory.mktemp("site")
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    for package in wheel["packages"]:
        no_caches = shutil.ignore_patterns("__pycache__")
        shutil.copytree(SOURCE / package, site / package, ignore=no_caches)
    for folder, place in wheel["force-include"].items():
        shutil.copytree(SOURCE / folder, site / place)
    return site


def installed(site: Path, program: str, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=site.parent,
        env={"PYTHONPATH": str(site), "LOCALITY_STORE": str(site.parent / "store")},
    )
    return done.stdout


def test_shipped_scenarios_and_reported_figures_are_found_by_name(site: Path) -> None:
    program = "from sim.cli import main; main()"
    files = json.loads(installed(site, program, "check", "current", "proposed", "--json"))["files"]
    places = {Path(each["file"]) for each in files}
    assert places == {site / "sim" / "scenarios" / f"{n}.yaml" for n in ("current", "proposed")}
    program = "from sim.cli.scenario_files import reported; print(reported('reported-2013').title)"
    assert installed(site, program).startswith("Peterborough 2013")


def test_the_pages_have_the_same_scenarios(site: Path) -> None:
    program = "from sim.ui.server.settings import scenarios_folder; print(scenarios_folder())"
    assert installed(site, program) == f"{site / 'sim' / 'scenarios'}\n"


def test_the_package_says_that_it_is_typed(site: Path) -> None:
    assert (site / "sim" / "py.typed").is_file()
