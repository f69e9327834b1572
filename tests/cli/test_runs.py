"""The command line keeps runs: the same again costs nothing, and sweeps and clean-ups use them."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest

from sim.cli import backend
from tests.cli.program import locality
from tests.experiment.test_experiment import Dying, Flaky
from tests.scenario.files import FOLDER

PLANNED = ["compare", "small", "clusters", "--inputs", "planned"]
"""As `run` has its inputs, so that both share runs."""


def test_compare_stops_at_its_cap_and_says_how_many_pairs_it_would_take(folder: Path) -> None:
    asked = [*PLANNED, "--at-most", "4", "--workers", "1"]
    result = locality(*asked)
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Stopped at the cap of 4 pairs; --at-most sets the cap." in text
    assert "With more pairs the word may change for" in text
    assert "Pairs needed to know a difference to half its margin:" in text
    record = json.loads(locality(*asked, "--json").stdout)
    assert (record["pairs"], record["runs"]["ending"]) == (4, "capped")
    assert len(list((folder / "elsewhere").rglob("*"))) == 0


@pytest.mark.usefixtures("folder")
def test_the_same_question_again_simulates_nothing_and_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = [*PLANNED, "--replications", "2", "--workers", "1"]
    first = locality(*asked, "--json")
    monkeypatch.setattr(backend, "local_pool", lambda _: nullcontext(Broken()))
    assert locality(*asked, "--json").stdout == first.stdout
    shown = " ".join(locality(*asked).stdout.split())
    assert "2 runs of each scenario (0 simulated now, 4 from the store), seed 2013" in shown
    assert locality("run", "small", "--replications", "2").exit_code == 0
    more = locality(*PLANNED, "--replications", "3")
    assert more.stderr.count("Failed:") == 2


class Broken(Dying):
    """Never works."""

    done = 1


@pytest.mark.usefixtures("folder")
def test_saved_comparisons_are_listed_and_the_rest_is_cleaned_away(folder: Path) -> None:
    nothing = locality("runs")
    assert "No comparison is saved in" in nothing.stdout
    locality(*PLANNED, "--replications", "2", "--workers", "1")
    locality("run", "small", "--replications", "3", "--workers", "1")
    listed = " ".join(locality("runs").stdout.split())
    assert "Clusters, against Small" in listed
    assert "Worker changes per child" in listed
    record = json.loads(locality("runs", "--json").stdout)
    assert [each["pairs"] for each in record["comparisons"]] == [2]
    assert locality("runs", "clean").stdout.startswith("Deleted 1 file, ")
    assert locality("runs", "clean", "--all").stdout.startswith("Deleted 7 files, ")
    assert json.loads(locality("runs", "--json").stdout)["comparisons"] == []
    elsewhere = str(folder / "elsewhere")
    locality("run", "small", "--replications", "1", "--workers", "1", "--store", elsewhere)
    cleaned = locality("runs", "clean", "--store", elsewhere)
    assert cleaned.stdout.startswith("Deleted 1 file, ")


@pytest.mark.usefixtures("folder")
def test_a_damaged_record_is_named_and_keeps_all_runs_until_it_is_made_again(
    store_location: Path,
) -> None:
    asked = [*PLANNED, "--replications", "2", "--workers", "1"]
    locality(*asked)
    locality("run", "small", "--replications", "3", "--workers", "1")
    (record,) = (store_location / "comparisons").iterdir()
    record.write_bytes(record.read_bytes()[:50])
    listed = locality("runs", "--json")
    assert listed.exit_code == 1
    assert str(record) in listed.stderr
    (damaged,) = json.loads(listed.stdout)["damaged"]
    assert damaged == {"path": f"comparisons/{record.name}", "why": "it was cut off or overwritten"}
    before = sorted(store_location.rglob("*"))
    cleaned = locality("runs", "clean")
    assert cleaned.exit_code == 1
    assert "Nothing is deleted" in cleaned.stderr
    assert str(record) in cleaned.stderr
    assert sorted(store_location.rglob("*")) == before
    assert "0 simulated now" in " ".join(locality(*asked).stdout.split())
    assert locality("runs").exit_code == 0
    assert locality("runs", "clean").stdout.startswith("Deleted 1 file, ")


@pytest.mark.usefixtures("folder")
def test_a_damaged_scenario_is_written_anew_when_it_is_asked_for_again(
    store_location: Path,
) -> None:
    asked = ["compare", "small", "clusters", "--replications", "2", "--workers", "1"]
    locality(*asked)
    whole = {file: file.read_bytes() for file in (store_location / "scenarios").iterdir()}
    for file, content in whole.items():
        file.write_bytes(content[:50])
    locality(*asked)
    assert {file: file.read_bytes() for file in whole} == whole


@pytest.mark.usefixtures("folder")
def test_a_sweep_shows_its_points(folder: Path) -> None:
    asked = ["sweep", "small", "--vary", "demand.contacts_per_month", "--replications", "2"]
    result = locality(*asked, "--grid", "2", "--workers", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("Small; point 0 as it stands")
    assert "3 points, 2 runs of each, seed 2013; 6 simulated now." in result.stdout
    for name, read in (("a.csv", pd.read_csv), ("a.parquet", pd.read_parquet)):
        written = locality(*asked, "--grid", "2", "--out", name)
        assert "rows to" in written.stdout
        assert "0 simulated now" in written.stdout
        assert list(dict.fromkeys(read(folder / name)["point"])) == [0, 1, 2]
    assert (folder / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf"), "as Excel knows UTF-8"
    hypercube = locality(*asked, "--sample", "2", "--workers", "1", "--out", "b.csv")
    assert "3 points" in hypercube.stdout


@pytest.mark.usefixtures("folder")
def test_a_sweep_says_which_points_and_runs_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = "pathway.activities.assessment.planned_days.usual=1..4"
    asked = ["sweep", "small", "--vary", usual, "--grid", "7", "--replications", "1"]
    result = locality(*asked, "--workers", "1")
    assert result.stderr.count("Left out: point") == 5
    assert "... and 2 more points left out." in result.stderr
    assert "1 point, 1 run of each" in result.stdout
    monkeypatch.setattr(backend, "local_pool", lambda _: nullcontext(Flaky()))
    failing = locality("sweep", "small", "--vary", "handoffs.notice=4..6", "--replications", "2")
    assert failing.exit_code == 1
    assert "replication 1: ValueError: no worker to allocate" in failing.stderr
    assert "1 run FAILED" in " ".join(failing.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "small", "clusters", "--replications", "2", "--at-most", "3"], "Give either"),
        (["compare", "small", "clusters", "--store", "nowhere://x"], "cannot be used as a store"),
        (["runs", "--store", "nowhere://x"], "cannot be used as a store"),
        (["sweep", "small", "--vary", "handoffs.notices"], "did you mean 'handoffs.notice'?"),
        (["sweep", "small"], "Missing option '--vary'"),
        (["sweep", "small", "--vary", "x", "--out", "x.xlsx"], "as .csv or .parquet"),
        (
            ["sweep", "small", "--vary", "handoffs.notice=1..2", "--grid", "2", "--sample", "2"],
            "Give either --grid or --sample.",
        ),
        (
            ["sweep", "small", "--vary", "handoffs.notice=1..2", "--replications", "1",
             "--out", "scenarios/small.yaml/x.csv"],
            "scenarios/small.yaml: cannot be a folder to write to: ",
        ),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_a_mistake_about_runs_is_told_with_exit_2(arguments: list[str], said: str) -> None:
    result = locality(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_results_that_find_no_room_are_told_with_exit_2() -> None:
    asked = [sys.executable, "-m", "sim.cli", "schema"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603  our own program
            asked, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    said = "The results cannot be written to where they go: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_a_comparison_that_cannot_be_saved_is_shown_all_the_same(folder: Path) -> None:
    (folder / "taken").write_text("")
    asked = ["compare", "small", "clusters", "--replications", "2", "--workers", "1"]
    result = locality(*asked, "--store", "taken/store")
    assert result.exit_code == 0
    assert "Runs are not kept" in result.stderr
    assert "The comparison is not saved" in result.stderr


def test_an_answer_from_the_store_simulates_nothing_and_imports_little(
    folder: Path, store_location: Path
) -> None:
    asked = ["compare", "small", "clusters", "--replications", "4"]
    locality(*asked, "--workers", "1")
    program = (
        "import sys; from sim.cli import main\n"
        "try: main()\n"
        "except SystemExit:\n"
        "    slow = {'altair', 'distributed', 'scipy.stats', 'streamlit'}\n"
        "    print(sorted(slow & set(sys.modules)))"
    )
    result = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, *asked],
        env={"PYTHONPATH": str(FOLDER.parents[1]), "LOCALITY_STORE": str(store_location)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "(0 simulated now, 8 from the store)" in " ".join(result.stdout.split())
    assert result.stdout.endswith("[]\n")
