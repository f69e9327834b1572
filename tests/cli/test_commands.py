"""The command line answers, or says what is wrong with what it was given, without a traceback."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from sim.cli import assurance, backend
from sim.model.luck import LARGEST_SEED
from tests.cli.program import locality
from tests.experiment.test_experiment import Dying, Flaky
from tests.present.test_whole_files import fill_the_disk
from tests.scenario.files import FOLDER


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
        (["compare", "small", "clusters", "--seed", f"{LARGEST_SEED + 1}"], "--seed"),
        (["sweep", "small", "--vary", 'demand."'], "no path of an input"),
        (["assure", "small", "clusters", "--out", "a", "--vary", r'"\q"'], "no name in quotes"),
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
    said = " ".join(result.stdout.split())
    assert re.match(
        r"(Projected to get (better|worse)|Nothing is shown|No difference worth acting on)", said
    )
    assert "Clusters, against Small: the same families through both" in said
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
    by_name = locality("run", "small", *options).stdout
    by_path = locality("run", "scenarios/small.yaml", *options).stdout
    ending = "\n1 run"  # and how long it took
    assert ending in by_name
    assert by_path.partition(ending)[0] == by_name.partition(ending)[0]


@pytest.mark.usefixtures("folder")
def test_a_run_that_fails_in_part_shows_the_rest_and_ends_with_exit_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backend, "local_pool", lambda _: nullcontext(Flaky()))
    result = locality("compare", "small", "clusters", "--replications", "3")
    assert result.exit_code == 1
    assert "Failed: Clusters, replication 1: ValueError: no worker to allocate" in result.stderr
    assert "2 pairs of runs" in result.stdout
    assert "1 run FAILED" in " ".join(result.stdout.split())


@pytest.mark.usefixtures("folder")
def test_a_run_that_fails_whole_shows_no_result_and_ends_with_exit_1(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backend, "local_pool", lambda _: nullcontext(Dying()))
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


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from sim.cli import main\n"
        "try: main()\n"
        "except SystemExit: print(sorted({'pandas', 'scipy', 'simpy'} & set(sys.modules)))"
    )
    result = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True
    )
    assert "compare" in result.stdout
    assert result.stdout.endswith("[]\n")


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
    asked = ["assure", "small", "clusters", "--out", "a/pack", "--vary", "demand.contacts*"]
    result = locality(*asked, *options)
    assert result.exit_code == 0
    assert "begin with a/pack/README.md" in result.stdout
    opening = (folder / "a" / "pack" / "README.md").read_text()
    assert opening.startswith("# Assurance of a comparison: Clusters, against Small")
    assert "Not finished" not in opening
    assert "| `demand.contacts_per_month` |" in (folder / "a/pack/one-by-one.md").read_text()


@pytest.mark.usefixtures("no_verification")
def test_assure_goes_without_figures_that_the_scenario_lacks(folder: Path) -> None:
    with (folder / "scenarios" / "figures.yaml").open("a") as figures:
        figures.write(
            "  - {measure: unallocated_mean, scope: team, name: Nobody, title: Waiting,\n"
            "     reported: 9, low: 5, high: 12, unit: children, grade: R, source: a report}\n"
        )
    asked = ["assure", "small", "clusters", "--out", "pack"]
    result = locality(*asked, "--figures", "figures", "--replications", "2", "--workers", "1")
    assert result.exit_code == 0
    why = "Waiting: 'unallocated_mean' has no team 'Nobody'"
    assert f"Not held against the run: {why}" in " ".join(result.stderr.split())
    page = (folder / "pack" / "validation.md").read_text()
    assert "of 1 figure reproduced" in page
    assert why in page
    assert "Not held against the run: 1 reported figure" in (folder / "pack/README.md").read_text()


@pytest.mark.usefixtures("no_verification")
def test_assure_leaves_nothing_on_a_full_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["assure", "small", "clusters", "--out", "pack"]
    fill_the_disk(monkeypatch, after=3)
    result = locality(*asked, "--figures", "figures", "--replications", "2", "--workers", "1")
    assert (result.exit_code, result.stderr) == (
        2, "pack: cannot be written to: No space left on device\n",
    )  # fmt: skip
    assert list((folder / "pack").iterdir()) == []


def test_a_sweep_leaves_nothing_on_a_full_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_the_disk(monkeypatch)
    asked = ["sweep", "small", "--vary", "handoffs.notice=4..6", "--out", "made/a.csv"]
    result = locality(*asked, "--grid", "2", "--replications", "1", "--workers", "1")
    assert result.exit_code == 2
    assert "made: cannot be written to: No space left on device" in result.stderr
    assert list((folder / "made").iterdir()) == []


@pytest.mark.usefixtures("no_verification")
def test_assure_says_what_is_wrong_before_it_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "taken").write_text("")
    asked = ["assure", "small", "clusters", "--replications", "2", "--workers", "1", "--out"]
    for more, said in (
        (["taken", "--figures", "figures"], "taken: cannot be a folder to write to"),
        (["pack", "--figures", "wrong-figures"], "did you mean 'contacts_a_month'?"),
        (["pack"], "There is no scenario 'reported-2013'"),
    ):
        result = locality(*asked, *more)
        assert result.exit_code == 2
        assert said in result.stderr
    monkeypatch.setattr(backend, "local_pool", lambda _: nullcontext(Dying()))
    other_runs = ["--figures", "figures", "--seed", "7"]
    assert locality(*asked, "pack", *other_runs).exit_code == 1
    assert not list((folder / "pack").iterdir())


@pytest.mark.usefixtures("no_verification")
def test_assure_leaves_the_pages_that_are_ready_where_it_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assurance, "why", stopped)
    asked = ["assure", "small", "clusters", "--out", "pack", "--figures", "figures"]
    result = locality(*asked, "--replications", "2", "--workers", "1")
    assert result.exit_code != 0
    assert "**Not finished.**" in (folder / "pack/README.md").read_text()
    assert "of 1 figure reproduced" in (folder / "pack/validation.md").read_text()


@pytest.mark.usefixtures("no_verification")
def test_assure_ends_with_exit_1_where_a_run_failed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "local_pool", lambda _: nullcontext(Flaky()))
    asked = ["assure", "small", "clusters", "--replications", "3", "--out", "pack"]
    result = locality(*asked, "--figures", "figures")
    assert result.exit_code == 1
    assert "1 run failed, left out" in result.stderr
    assert "Runs that failed and were left out: 1." in (folder / "pack" / "README.md").read_text()


@pytest.fixture
def no_verification(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the cases of theory: they have tests of their own, and take their time."""
    monkeypatch.setattr(assurance, "all_cases", tuple)
