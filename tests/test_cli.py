"""The command line answers, or says what is wrong with what it was given, without a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from sim.cli import app, assurance, where
from tests.experiment.test_experiment import Dying, Flaky
from tests.plan.files import FOLDER

runner = CliRunner()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose scenarios are small, small-clusters and a broken one."""
    scenarios = tmp_path / "scenarios"
    scenarios.mkdir()
    (scenarios / "small.yaml").write_text((FOLDER / "small.yaml").read_text())
    (scenarios / "clusters.yaml").write_text(
        "extends: small.yaml\n"
        "title: Clusters\n"
        "structure:\n"
        "  teams:\n"
        "    Front Door: {owns: [screening, decision, strategy discussion, enquiry, conference]}\n"
        "    North Families: {owns: [assessment, in-need plan, protection plan]}\n"
        "    South Families: {owns: [assessment, in-need plan, protection plan]}\n"
    )
    (scenarios / "broken.yaml").write_text("extends: small.yaml\ntitel: Broken\n")
    (scenarios / "figures.yaml").write_text(
        "version: 1\n"
        "title: The report\n"
        "figures:\n"
        "  - {measure: contacts_a_month, title: Contacts, reported: 60, low: 50, high: 70,\n"
        "     unit: children a month, grade: R, source: a report}\n"
    )
    (scenarios / "wrong-figures.yaml").write_text(
        (scenarios / "figures.yaml").read_text().replace("contacts_a_month", "contact_a_month")
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def locality(*arguments: str) -> Result:
    result = runner.invoke(app, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "smal", "clusters"], "did you mean 'small'?"),
        (["compare", "nothing-like-it"], "there are: broken, clusters, figures"),
        (["compare", "small", "elsewhere/some.yaml"], "There is no file elsewhere/some.yaml."),
        (["compare", "small", "missing.yaml"], "There is no scenario 'missing.yaml'"),
        (["compare", "small", "broken"], "broken.yaml:2:1:"),
        (["compare", "small", "clusters", "--replications", "0"], "greater than or equal to 2"),
        (["compare", "small", "clusters", "--replications", "1"], "greater than or equal to 2"),
        (["compare", "small", "clusters", "--replications", "many"], "--replications"),
        (["compare", "small", "clusters", "--workers", "0"], "greater than or equal to 1"),
        (["compare", "small", "clusters", "--seed", "-1"], "greater than or equal to 0"),
        (["run", "broken"], "did you mean 'title'?"),
        (["validate", "small", "broken"], "broken.yaml:"),
        (["journey", "small", "clusters"], "Missing option '--family'"),
        (["journey", "small", "clusters", "--family", "99999"], "There is no family 99999"),
        (["structure"], "Missing argument"),
        (["check", "no-such-scenario"], "There is no scenario 'no-such-scenario'"),
        (["comparison"], "Did you mean 'compare'?"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_mistake_in_what_was_given_is_told_on_stderr_with_exit_2(
    arguments: list[str], said: str
) -> None:
    result = locality(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("folder")
def test_compare_leads_with_the_answer() -> None:
    result = locality("compare", "small", "clusters", "--replications", "2", "--workers", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("Clusters, against Small: the same families through both")
    assert "\x1b" not in result.stdout


@pytest.mark.usefixtures("folder")
def test_compare_writes_json_alone_to_stdout() -> None:
    options = ["--replications", "2", "--workers", "1", "--json"]
    result = locality("compare", "small", "clusters", *options)
    record = json.loads(result.stdout)
    assert (record["kind"], record["pairs"]) == ("comparison", 2)


@pytest.mark.usefixtures("folder")
def test_a_path_serves_as_well_as_a_name() -> None:
    options = ["--replications", "1", "--workers", "1"]
    by_name = locality("run", "small", *options).stdout.splitlines()
    by_path = locality("run", "scenarios/small.yaml", *options).stdout.splitlines()
    took = [line for line in by_name if "seconds" in line]
    assert [line for line in by_path if "seconds" not in line] == [
        line for line in by_name if line not in took
    ]


@pytest.mark.usefixtures("folder")
def test_a_run_that_fails_in_part_shows_the_rest_and_ends_with_exit_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, "local_pool", lambda _: nullcontext(Flaky()))
    result = locality("compare", "small", "clusters", "--replications", "3")
    assert result.exit_code == 1
    assert "Failed: Clusters, replication 1: ValueError: no worker to allocate" in result.stderr
    assert "2 pairs of runs" in result.stdout
    assert "1 run FAILED" in " ".join(result.stdout.split())


@pytest.mark.usefixtures("folder")
def test_a_run_that_fails_whole_shows_no_result_and_ends_with_exit_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(where, "local_pool", lambda _: nullcontext(Dying()))
    result = locality("compare", "small", "clusters", "--replications", "5")
    assert result.exit_code == 1
    assert "and 4 more." in result.stderr
    assert result.stdout == ""


def test_names_are_printed_as_they_are(folder: Path) -> None:
    (folder / "scenarios" / "odd.yaml").write_text(
        'extends: small.yaml\ntitle: "[/bold] :warning: [Odd]"\n'
    )
    result = locality("run", "odd", "--replications", "1", "--workers", "1")
    assert result.stdout.startswith("[/bold] :warning: [Odd], ")


@pytest.mark.usefixtures("folder")
def test_validate_holds_a_scenario_against_a_report() -> None:
    options = ["--replications", "2", "--workers", "1"]
    result = locality("validate", "small", "figures", *options)
    assert result.exit_code == 0
    assert "Small, held against The report:" in result.stdout
    assert json.loads(locality("validate", "small", "figures", *options, "--json").stdout)
    wrong = locality("validate", "small", "wrong-figures", *options)
    assert wrong.exit_code == 2
    assert "did you mean 'contacts_a_month'?" in wrong.stderr


@pytest.mark.usefixtures("folder")
def test_a_journey_is_told_under_both_structures() -> None:
    result = locality("journey", "small", "clusters", "--family", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("Family 1, ")
    assert result.stdout.index("A: Small") < result.stdout.index("B: Clusters")
    record = json.loads(locality("journey", "small", "clusters", "--family", "1", "--json").stdout)
    assert record["a"]["family"] == record["b"]["family"] == 1


@pytest.mark.usefixtures("folder")
def test_a_family_that_only_made_contact_comes_with_one_that_went_further() -> None:
    shown = (locality("journey", "small", "clusters", "--family", str(n)) for n in range(60, 90))
    contact = next(each.stdout for each in shown if "only made contact" in each.stdout)
    assert "--family" in contact


@pytest.mark.usefixtures("folder")
def test_structures_and_checks_need_no_run() -> None:
    both = locality("structure", "small", "clusters")
    assert both.exit_code == 0
    assert "What B changes in A" in both.stdout
    assert json.loads(locality("structure", "small", "--json").stdout)["kind"] == "structure"
    assert locality("check", "small", "clusters").exit_code == 0
    mixed = locality("check", "small", "broken")
    assert mixed.exit_code == 2
    assert "small.yaml: fine." in mixed.stdout
    assert "broken.yaml:2:1:" in mixed.stdout
    assert json.loads(locality("check", "small", "broken", "--json").stdout)["kind"] == "check"


def test_without_a_scenarios_folder_here_the_one_beside_the_package_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert locality("structure", "current").exit_code == 0


def test_the_schema_is_json() -> None:
    assert json.loads(locality("schema").stdout)["properties"]["version"]


def test_help_answers_at_once_and_imports_nothing_heavy() -> None:
    began = time.perf_counter()
    program = (
        "import sys; from sim.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'pandas', 'scipy', 'simpy'} & set(sys.modules)))"
    )
    result = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True
    )
    took = time.perf_counter() - began
    assert "compare" in result.stdout
    assert result.stdout.endswith("[]\n")
    assert took < 2  # 0.2 on a quiet machine


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    program = "import sys; from sim.cli import main; main()"
    writer = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-c", program, "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={"PYTHONPATH": str(FOLDER.parents[1])},
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.readline()
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait() == 0
    writer.stderr.close()


@pytest.mark.usefixtures("no_verification")
def test_assure_writes_the_pack(folder: Path) -> None:
    options = ["--replications", "2", "--screening", "2", "--workers", "1", "--figures", "figures"]
    asked = ["assure", "small", "clusters", "--out", "a/pack", "--inputs", "demand.contacts*"]
    result = locality(*asked, *options)
    assert result.exit_code == 0
    assert "begin with a/pack/README.md" in result.stdout
    opening = (folder / "a" / "pack" / "README.md").read_text()
    assert opening.startswith("# Assurance of a comparison: Clusters, against Small")
    assert "**contacts_per_month**: 60 children a month" in opening


@pytest.mark.usefixtures("no_verification")
def test_assure_says_what_is_wrong_before_it_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "taken").write_text("")
    asked = ["assure", "small", "clusters", "--replications", "2", "--workers", "1", "--out"]
    for more, said in (
        (["taken", "--figures", "figures"], "taken: cannot be made a folder"),
        (["pack", "--figures", "wrong-figures"], "did you mean 'contacts_a_month'?"),
        (["pack"], "There is no scenario 'reported-2013'"),
    ):
        result = locality(*asked, *more)
        assert result.exit_code == 2
        assert said in result.stderr
    monkeypatch.setattr(where, "local_pool", lambda _: nullcontext(Dying()))
    other_runs = ["--figures", "figures", "--seed", "7"]
    assert locality(*asked, "pack", *other_runs).exit_code == 1
    assert not list((folder / "pack").iterdir())


@pytest.mark.usefixtures("no_verification")
def test_assure_ends_with_exit_1_where_a_run_failed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, "local_pool", lambda _: nullcontext(Flaky()))
    asked = ["assure", "small", "clusters", "--replications", "3", "--out", "pack"]
    result = locality(*asked, "--figures", "figures", "--inputs", "nothing")
    assert result.exit_code == 1
    assert "1 run failed, left out" in result.stderr
    assert "Runs that failed and were left out: 1." in (folder / "pack" / "README.md").read_text()


@pytest.fixture
def no_verification(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the cases of theory: they have tests of their own, and take their time."""
    monkeypatch.setattr(assurance, "all_cases", tuple)


def test_compare_stops_at_its_cap_and_says_how_many_pairs_it_would_take(folder: Path) -> None:
    asked = ["compare", "small", "clusters", "--at-most", "4", "--workers", "1"]
    result = locality(*asked)
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert "Stopped at the cap of 4 pairs before it was precise; --at-most sets the cap." in text
    assert "Pairs needed to know a difference to half its margin:" in text
    record = json.loads(locality(*asked, "--json").stdout)
    assert (record["pairs"], record["runs"]["ending"]) == (4, "capped")
    assert len(list((folder / "elsewhere").rglob("*"))) == 0


@pytest.mark.usefixtures("folder")
def test_the_same_question_again_simulates_nothing_and_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = ["compare", "small", "clusters", "--replications", "2", "--workers", "1"]
    first = locality(*asked, "--json")
    monkeypatch.setattr(where, "local_pool", lambda _: nullcontext(Broken()))
    assert locality(*asked, "--json").stdout == first.stdout
    shown = " ".join(locality(*asked).stdout.split())
    assert "2 runs of each scenario (0 simulated now, 4 from the store), seed 2013" in shown
    assert locality("run", "small", "--replications", "2").exit_code == 0
    more = locality("compare", "small", "clusters", "--replications", "3")
    assert more.stderr.count("Failed:") == 2


class Broken(Dying):
    """Never works."""

    done = 1


@pytest.mark.usefixtures("folder")
def test_saved_comparisons_are_listed_and_the_rest_is_cleaned_away(folder: Path) -> None:
    nothing = locality("runs")
    assert "No comparison is saved in" in nothing.stdout
    locality("compare", "small", "clusters", "--replications", "2", "--workers", "1")
    locality("run", "small", "--replications", "3", "--workers", "1")
    listed = " ".join(locality("runs").stdout.split())
    assert "Clusters, against Small" in listed
    assert "assessment concluded" in listed
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
    monkeypatch.setattr(where, "local_pool", lambda _: nullcontext(Flaky()))
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
            ["sweep", "small", "--vary", "handoffs.notice=1..2", "--out", "no/such/x.csv",
             "--replications", "1", "--workers", "1"],
            "cannot be written",
        ),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_a_mistake_about_runs_is_told_with_exit_2(arguments: list[str], said: str) -> None:
    result = locality(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_comparison_that_cannot_be_saved_is_shown_all_the_same(folder: Path) -> None:
    (folder / "taken").write_text("")
    asked = ["compare", "small", "clusters", "--replications", "2", "--workers", "1"]
    result = locality(*asked, "--store", "taken/store")
    assert result.exit_code == 0
    assert "Runs are not kept" in result.stderr
    assert "The comparison is not saved" in result.stderr


def test_an_answer_from_the_store_comes_at_once(folder: Path, store_location: Path) -> None:
    command = [sys.executable, "-m", "sim.cli", "compare", "small", "clusters"]
    locality("compare", "small", "clusters", "--replications", "4", "--workers", "1")
    began = time.perf_counter()
    result = subprocess.run(  # noqa: S603  our own program
        [*command, "--replications", "4"],
        env={"PYTHONPATH": str(FOLDER.parents[1]), "LOCALITY_STORE": str(store_location)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    took = time.perf_counter() - began
    assert "(0 simulated now, 8 from the store)" in " ".join(result.stdout.split())
    assert took < 10  # 1.3 on a quiet machine
