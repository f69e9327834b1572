"""`locality verify` shows every check, and ends with exit code 1 if any is off."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from typer.testing import CliRunner, Result

from sim.cli import app, verification
from sim.model.events import EventLog
from sim.scenario.overrides import override
from sim.verify.theory_case import TheoryCase
from sim.verify.verification import all_cases

CERTAIN = [case for case in all_cases() if case.exact]
RIGHT = [*CERTAIN, replace(all_cases()[3], replications=2)]
SLOWER = {"pathway.activities.work.hours": 3}
WRONG = [replace(case, scenario=override(case.scenario, SLOWER)) for case in CERTAIN[:1]]

Verify = Callable[[list[TheoryCase]], Result]


@pytest.fixture
def verify(monkeypatch: pytest.MonkeyPatch) -> Verify:
    def run(cases: list[TheoryCase], *options: str) -> Result:
        monkeypatch.setattr(verification, "all_cases", lambda: cases)
        return CliRunner().invoke(app, ["verify", "--workers", "1", *options])

    return run


def test_where_all_agree_it_says_so_and_ends_with_0(verify: Verify) -> None:
    result = verify(RIGHT)
    assert result.exit_code == 0
    assert result.stdout.startswith("The engine agrees with theory in all of 7 checks.")
    assert "OFF" not in result.stdout
    for case in RIGHT:
        assert case.name in result.stdout
        assert all(prediction.what[:20] in result.stdout for prediction in case.predictions)


def test_where_one_is_off_it_says_so_and_ends_with_1(verify: Verify) -> None:
    result = verify([*WRONG, *CERTAIN[1:]])
    assert result.exit_code == 1
    assert result.stdout.startswith("The engine is OFF in 1 of 6 checks.")


def test_a_case_that_breaks_the_engine_is_off_and_says_why(verify: Callable[..., Result]) -> None:
    def breaks(_: EventLog) -> float:
        raise ValueError("no rows")

    [case, *others] = CERTAIN
    broken = replace(case, predictions=(replace(case.predictions[0], observed=breaks),))
    result = verify([broken, *others])
    assert result.exit_code == 1
    assert "ValueError: no rows" in result.stdout
    wrong = json.loads(verify([broken, *others], "--json").stdout)["checks"][0]
    assert (wrong["verdict"], wrong["failure"]) == ("off", "ValueError: no rows")
    assert wrong["simulated"]["mean"] is None


def test_the_record_holds_every_check(verify: Callable[..., Result]) -> None:
    right = json.loads(verify(RIGHT, "--json", "--seed", "5").stdout)
    assert (right["kind"], right["seed"], right["off"]) == ("verification", 5, 0)
    assert [check["exact"] for check in right["checks"]].count(True) == 6
    wrong = verify(WRONG, "--json")
    assert wrong.exit_code == 1
    [check] = json.loads(wrong.stdout)["checks"]
    assert check["verdict"] == "off"
    assert check["simulated"]["mean"] > check["theory"]
