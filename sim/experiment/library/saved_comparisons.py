"""Saved comparisons: what was asked and what came out, to be opened again without its files.

A saved comparison is a small record; what it shows is in the store's replications. The same
question, asked again, renews its record and keeps its name, or makes a damaged one anew.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from itertools import chain
from operator import attrgetter

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.library.kept_worlds import (
    PLANNED,
    WorldsGoneError,
    inputs_of,
    keep_worlds,
    worlds_by,
)
from sim.experiment.library.records import (
    Damaged,
    Identified,
    all_records,
    find_record,
    record_path,
    write_record,
)
from sim.experiment.statistics.precision import StopReason
from sim.experiment.statistics.verdict import Verdict
from sim.experiment.store.run_store import MissingScenarioError, RunStore, path_of
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.replicate import Replication, content_of, run_keys
from sim.experiment.worlds.worlds import Worlds
from sim.measures.catalogue import CATALOGUE
from sim.scenario.scenario import Scenario

COMPARISONS = "comparisons"
_AGAIN = "compare the scenarios again, and what is missing is made anew"

_OPENINGS = {
    "Worse": Verdict.WORSE,
    "Better": Verdict.BETTER,
    "Cannot be told": Verdict.CANNOT_TELL,
}
"""What a line says of a comparison, losses first."""


class RunsGoneError(LookupError):
    """The replications of a saved comparison are no longer there."""


class SavedComparison(Identified):
    """A comparison that was made."""

    name: str
    """What it is called: the titles, until it is given another name."""
    when: datetime.datetime
    """When it was last made, in UTC."""
    titles: tuple[str, str]
    """Of A and B."""
    scenarios: tuple[str, str]
    """Their names in the store."""
    contents: tuple[str, str]
    """Hashes of what each ran on."""
    arrivals_hash: str = ""
    """Of the arrivals given from outside; empty if each replication drew its own."""
    inputs: str = PLANNED
    """Where the values of doubtful inputs come from, as `inputs_of` has it."""
    seed: int
    engine: str
    """The engine that made it."""
    asked: int
    """Replications of each scenario."""
    pairs: int
    """Of these, pairs that both scenarios have."""
    ending: StopReason
    headline: str
    """What gets worse, what better and what cannot be told, in one line."""

    @property
    def is_of_this_engine(self) -> bool:
        """Whether asking again would use its replications."""
        return self.engine == engine_version()


def identity_of(
    scenarios: tuple[str, str],
    seed: int,
    engine: str,
    arrivals_hash: str = "",
    inputs: str = PLANNED,
) -> str:
    """The id of a question, known before it is answered.

    Args:
        scenarios: names of A and B in the store.
        seed: identity of the luck.
        engine: the engine that is asked.
        arrivals_hash: of the arrivals given; empty if none are.
        inputs: where the values of doubtful inputs come from, as `inputs_of` has it.
    """
    asked = [scenarios, seed, engine, *filter(None, [arrivals_hash]), inputs]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


def contents_of(
    scenarios: tuple[Scenario, Scenario], worlds: Worlds | None, arrivals_hash: str = ""
) -> tuple[str, str]:
    """Hashes of what A and B run on, in worlds or as planned."""
    a, b = scenarios
    in_a, in_b = ("", "") if worlds is None else worlds.identities[:2]
    return content_of(a, arrivals_hash, in_a), content_of(b, arrivals_hash, in_b)


def headline(comparison: Comparison) -> str:
    """What gets worse, better, and cannot be told, by the titles of measures, guardrails first."""
    found = {
        opening: [
            CATALOGUE[each.outcome.key.measure].title
            for each in (*comparison.guardrails, *comparison.primaries)
            if each.verdict is verdict
        ]
        for opening, verdict in _OPENINGS.items()
    }
    told = [f"{opening}: {', '.join(titles)}" for opening, titles in found.items() if titles]
    return "; ".join(told) or "No difference worth acting on"


def save(store: RunStore, experiment: Experiment, comparison: Comparison) -> SavedComparison:
    """Save a comparison, or renew it under the name that it has; a new one is named by its titles.

    Args:
        store: where.
        experiment: the replications that it was made from, which the store has.
        comparison: what they show.
    """
    a, b, given = comparison.a, comparison.b, experiment.arrivals_hash
    scenarios = store.keep_scenario(a), store.keep_scenario(b)
    worlds, inputs = experiment.worlds, inputs_of(experiment.worlds)
    if worlds is not None and worlds.table is not None:
        keep_worlds(store, worlds.table)
    identity = identity_of(scenarios, experiment.seed, engine_version(), given, inputs)
    before = find_saved(store, identity)
    known = before.name if isinstance(before, SavedComparison) else ""
    record = SavedComparison(
        id=identity,
        name=known or f"{b.title}, against {a.title}",
        when=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        titles=(a.title, b.title),
        scenarios=scenarios,
        contents=contents_of((a, b), worlds, given),
        arrivals_hash=given,
        inputs=inputs,
        seed=experiment.seed,
        engine=engine_version(),
        asked=experiment.asked,
        pairs=comparison.pairs,
        ending=experiment.ending,
        headline=headline(comparison),
    )
    write_record(store, COMPARISONS, record)
    return record


def all_comparisons(store: RunStore) -> list[SavedComparison | Damaged]:
    """All saved comparisons, the latest first, then those that cannot be read."""
    return all_records(store, COMPARISONS, SavedComparison, attrgetter("when"))


def all_saved(store: RunStore) -> list[SavedComparison]:
    """All saved comparisons that can be read, the latest first."""
    return [each for each in all_comparisons(store) if isinstance(each, SavedComparison)]


def find_saved(store: RunStore, identity: str) -> SavedComparison | Damaged | None:
    """The saved comparison of an id; none where there is no such."""
    return find_record(store, COMPARISONS, identity, SavedComparison)


def rename(store: RunStore, record: SavedComparison, name: str) -> SavedComparison:
    """Give a saved comparison another name."""
    renamed = record.model_copy(update={"name": name})
    write_record(store, COMPARISONS, renamed)
    return renamed


def delete(store: RunStore, record: SavedComparison) -> None:
    """Forget a saved comparison; its replications stay until `clean`."""
    store.files.delete([record_path(COMPARISONS, record.id)])


def reopen(store: RunStore, record: SavedComparison) -> Experiment:
    """The experiment of a saved comparison, from the store alone, whichever engine made it.

    Raises:
        RunsGoneError: if replications or scenarios of it are no longer there, or are damaged.
    """
    try:
        a, b = (store.scenario(name) for name in record.scenarios)
        worlds = worlds_by(store, (a, b), record.inputs)
    except (MissingScenarioError, WorldsGoneError) as error:
        raise RunsGoneError(f"'{record.name}' cannot be opened: {error}; {_AGAIN}") from error
    keys = run_keys(record.engine, record.contents, record.seed, record.asked)
    found = [store.find(arm) for arm in keys]
    arms = tuple(tuple(each for each in arm if each is not None) for arm in found)
    if len(_pairs(arms)) < record.pairs:
        lost = next(key for key, each in zip(chain(*keys), chain(*found), strict=True) if not each)
        raise RunsGoneError(
            f"'{record.name}' cannot be opened: of its {record.pairs} pairs of runs "
            f"{len(_pairs(arms))} are there; {path_of(lost)} in the store at {store.location} is "
            f"the first that is missing or damaged; {_AGAIN}"
        )
    return Experiment(
        (a, b),
        record.seed,
        record.asked,
        arms,
        failures=(),
        seconds=0.0,
        ending=record.ending,
        arrivals_hash=record.arrivals_hash,
        worlds=worlds,
    )


def _pairs(arms: tuple[tuple[Replication, ...], ...]) -> set[int]:
    return set.intersection(*({each.number for each in arm} for arm in arms))
