"""Is truth found again? Worlds of made-up councils, held against what is true of each.

A council's inputs are drawn in secret from their ranges. One simulated year of it is all that is
reported. Worlds are found that reproduce the report, both structures are compared in them, and the
ranges that come out are held against the true differences, from many years at the secret inputs.
Of the 90 % ranges of an outcome about 90 in 100 councils should hold the truth.

    python -m tests.studies.truth --councils 100 --seed 1 --out truth.jsonl

goes on where it stopped. The result stands in docs/testing.md.
"""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.experiment.comparison import compare
from sim.experiment.matching.service import ScenarioService
from sim.experiment.matching.waves import match
from sim.experiment.running import run_experiment
from sim.experiment.statistics.figures import Key
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Run, replicate
from sim.experiment.worlds.world import World, in_world
from sim.experiment.worlds.world_table import WorldTable, identity_of
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.scenario.file.loading import load_scenario
from sim.scenario.file.reported import Kind, ReportedFigure
from sim.scenario.overrides import override
from sim.scenario.scenario import Scenario

SCENARIOS = Path(__file__).parent.parent / "scenarios"
CONFIDENCE = 0.9
WORLDS, MOST_RUNS, PAIRS, TRUE_PAIRS = 30, 160, 40, 24
REPORTED = (
    "contacts_a_month",
    "concluded_in_45_days",
    "children_per_worker_mean",
    "unallocated_mean",
    "section_47_a_month",
)
"""What a council reports of a year."""
COUNTED: dict[str, Kind] = {"contacts_a_month": "input", "section_47_a_month": "consequence"}
"""Those of them that do not come out of the workload."""
_TOLERANCE = 2.0
"""Half of a figure's range, in standard deviations of one year."""
_OF_THE_YEAR, _OF_THE_TRUTH = 2_000_000, 3_000_000
"""Numbers of the first replications, away from those of matching and comparing."""


def structures() -> tuple[Scenario, Scenario]:
    """The council as it is, and with clusters."""
    confidence = {"margins.confidence": CONFIDENCE}
    a, b = (load_scenario(SCENARIOS / f"{name}.yaml") for name in ("council", "clusters"))
    return override(a, confidence), override(b, confidence)


def one_council(seed: int, number: int) -> dict[str, object]:
    """Hide a truth, find worlds from one year of it, compare in them.

    Args:
        seed: of the study.
        number: which council.

    Returns:
        By primary outcome the true difference, its standard error and the range found; with the
        numbers of worlds and runs.
    """
    a, b = structures()
    secret = Worlds((a, b), None)
    truth = [secret.world(arm, _council(number)) for arm in (0, 1)]
    year = replicate(Run(a, seed, _OF_THE_YEAR + number, world=truth[0]))
    chance = _chance(in_world(a, truth[0], seed), seed)
    figures = [
        _reported(key, year.value(key), _TOLERANCE * float(of_one))
        for key, of_one in zip(REPORTED, chance, strict=True)
    ]
    luck = seed + 1 + number
    service = ScenarioService(a, [Key(key) for key in REPORTED], luck, Serial())
    matched = match(service, figures, WORLDS, MOST_RUNS, luck)
    found: dict[str, object] = {
        "council": number, "runs": matched.runs, "worlds": len(matched.kept)
    }  # fmt: skip
    if len(matched.kept) < 10:
        return found
    table = WorldTable(
        made_for=identity_of(a),
        title=a.title,
        figures="One year",
        seed=luck,
        runs=matched.runs,
        names=service.space.names,
        values=matched.values[matched.kept],
        reported=REPORTED,
        reproduced=matched.figures[matched.kept],
    )
    pairs = min(PAIRS, len(table) * 4 // 3)
    done = run_experiment((a, b), luck, pairs, Serial(), worlds=Worlds((a, b), table))
    true = _true(a, b, truth, seed, number)
    for at, each in enumerate(compare(done).primaries):
        interval = each.outcome.difference
        found[PRIMARY[at]] = {
            "true": float(true[:, at].mean()),
            "error": float(true[:, at].std(ddof=1) / np.sqrt(len(true))),
            "low": interval.low,
            "high": interval.high,
        }
    return found


def _council(number: int) -> int:
    """A replication whose world is the council's: every fourth repeats one."""
    return number // 3 * 4 + number % 3


def _chance(scenario: Scenario, seed: int, years: int = 8) -> NDArray[np.float64]:
    """How much each figure differs from year to year."""
    runs = [replicate(Run(scenario, seed, _OF_THE_TRUTH - 1 - at)) for at in range(years)]
    found: NDArray[np.float64] = np.array(
        [[run.value(key) for key in REPORTED] for run in runs]
    ).std(axis=0, ddof=1)
    return found


def _reported(key: str, value: float, half: float) -> ReportedFigure:
    definition = CATALOGUE[key]
    return ReportedFigure(
        measure=key,
        title=definition.title,
        reported=value,
        low=value - half,
        high=value + half,
        unit=definition.unit,
        grade="R",
        source="one simulated year",
        kind=COUNTED.get(key, "workload"),
    )


def _true(
    a: Scenario, b: Scenario, truth: list[World], seed: int, number: int
) -> NDArray[np.float64]:
    """True differences of the primary outcomes, one row a pair of years."""
    first = _OF_THE_TRUTH + number * TRUE_PAIRS
    both = [in_world(scenario, world, seed) for scenario, world in zip((a, b), truth, strict=True)]
    pairs = [
        [replicate(Run(scenario, seed, first + at)).primaries for scenario in both]
        for at in range(TRUE_PAIRS)
    ]
    values = np.array(pairs)
    difference: NDArray[np.float64] = values[:, 1] - values[:, 0]
    return difference


def told(results: list[dict[str, object]]) -> str:
    """How many of the ranges hold the truth, by outcome."""
    whole = [each for each in results if PRIMARY[0] in each]
    lines = [f"{len(results)} councils, {len(whole)} with worlds enough"]
    for measure in PRIMARY:
        held = 0
        for each in whole:
            of = each[measure]
            assert isinstance(of, dict)
            held += of["low"] <= of["true"] <= of["high"]
        lines.append(f"{measure}: {held} of {len(whole)} hold the truth")
    return "\n".join(lines)


def main() -> None:
    """Run the study, or what is left of it, and say what it shows."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--councils", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--out", type=Path, default=Path("truth.jsonl"))
    of = asked.parse_args()
    done = [json.loads(line) for line in of.out.read_text().splitlines()] if of.out.exists() else []
    left = set(range(of.councils)) - {each["council"] for each in done}
    with ProcessPoolExecutor(of.workers) as pool, of.out.open("a") as file:
        for coming in as_completed(pool.submit(one_council, of.seed, at) for at in sorted(left)):
            done.append(coming.result())
            file.write(f"{json.dumps(done[-1])}\n")
            file.flush()
    print(told(done))


if __name__ == "__main__":
    main()
