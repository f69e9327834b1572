"""Saved comparisons: what was asked and what came out, to be opened again without its files.

A saved comparison is a small record; what it shows is in the store's replications. The same
question, asked again, renews its record and keeps its name.
"""

from __future__ import annotations

import datetime
import hashlib
import json

from pydantic import ValidationError

from sim.experiment.comparison import Comparison
from sim.experiment.experiment import Experiment
from sim.experiment.statistics.precision import Ending
from sim.experiment.store.run_store import (
    MissingScenarioError,
    RunStore,
)
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.replicate import Replication, Task
from sim.measures.catalogue import CATALOGUE
from sim.scenario.estimate import Record

COMPARISONS = "comparisons"


class NotSavedError(LookupError):
    """There is no saved comparison of that id."""


class RunsGoneError(LookupError):
    """The replications of a saved comparison are no longer there."""


class Saved(Record):
    """A comparison that was made."""

    id: str
    """Identity of the question: both scenarios with their words, the seed, the engine."""
    name: str
    """What it is called: the titles, until it is given another name."""
    when: datetime.datetime
    """When it was last made, in UTC."""
    titles: tuple[str, str]
    """Of A and B."""
    scenarios: tuple[str, str]
    """Their names in the store."""
    contents: tuple[str, str]
    """Their content hashes."""
    seed: int
    engine: str
    """The engine that made it."""
    asked: int
    """Replications of each scenario."""
    pairs: int
    """Of these, pairs that both scenarios have."""
    ending: Ending
    headline: str
    """The verdict on each primary outcome, in one line."""

    @property
    def is_of_this_engine(self) -> bool:
        """Whether asking again would use its replications."""
        return self.engine == engine_version()


def identity_of(scenarios: tuple[str, str], seed: int, engine: str) -> str:
    """The id of a question, known before it is answered.

    Args:
        scenarios: names of A and B in the store.
        seed: identity of the luck.
        engine: the engine that is asked.
    """
    return hashlib.sha256(json.dumps([scenarios, seed, engine]).encode()).hexdigest()[:12]


def headline(comparison: Comparison) -> str:
    """The verdicts in one line: assessment concluded in 45 days: better; ..."""
    return "; ".join(
        f"{title[:1].lower()}{title[1:]}: {primary.verdict}"
        for primary in comparison.primaries
        for title in [CATALOGUE[primary.outcome.key.measure].title]
    )


def save(
    store: RunStore, experiment: Experiment, comparison: Comparison, name: str | None = None
) -> Saved:
    """Save a comparison, or renew it.

    Args:
        store: where.
        experiment: the replications that it was made from, which the store has.
        comparison: what they show.
        name: what to call it; else the name it has, else the titles.
    """
    a, b = experiment.scenarios
    scenarios = store.keep_scenario(a), store.keep_scenario(b)
    identity = identity_of(scenarios, experiment.seed, engine_version())
    before = {each.id: each for each in saved(store)}.get(identity)
    record = Saved(
        id=identity,
        name=name or (before.name if before else f"{b.title}, against {a.title}"),
        when=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        titles=(a.title, b.title),
        scenarios=scenarios,
        contents=(a.content_hash, b.content_hash),
        seed=experiment.seed,
        engine=engine_version(),
        asked=experiment.asked,
        pairs=comparison.pairs,
        ending=experiment.ending,
        headline=headline(comparison),
    )
    _write(store, record)
    return record


def saved(store: RunStore) -> list[Saved]:
    """All saved comparisons, the latest first; what is not a record is passed over."""
    found = []
    for content in store.folder.read(store.folder.list(COMPARISONS)).values():
        try:
            found.append(Saved.model_validate_json(content))
        except ValidationError:
            continue
    return sorted(found, key=lambda each: (each.when, each.id), reverse=True)


def find(store: RunStore, identity: str) -> Saved:
    """A saved comparison by its id, or the beginning of it if only one begins so.

    Raises:
        NotSavedError: if there is none, or more than one.
    """
    found = [each for each in saved(store) if each.id.startswith(identity)]
    if len(found) != 1:
        many = "more than one begins" if found else "none begins"
        raise NotSavedError(f"of the saved comparisons {many} with '{identity}'")
    return found[0]


def rename(store: RunStore, record: Saved, name: str) -> Saved:
    """Give a saved comparison another name."""
    renamed = record.model_copy(update={"name": name})
    _write(store, renamed)
    return renamed


def delete(store: RunStore, record: Saved) -> None:
    """Forget a saved comparison; its replications stay until `clean`."""
    store.folder.delete([comparison_path(record.id)])


def reopen(store: RunStore, record: Saved) -> Experiment:
    """The experiment of a saved comparison, from the store alone, whichever engine made it.

    Raises:
        RunsGoneError: if replications or scenarios of it are no longer there, or are damaged.
    """
    try:
        scenarios = tuple(store.scenario(name) for name in record.scenarios)
    except MissingScenarioError as error:
        raise RunsGoneError(f"'{record.name}' cannot be opened: {error}") from error
    arms = tuple(
        tuple(
            found
            for found in store.find(
                [Task(scenario, record.seed, n, arm, record.engine) for n in range(record.asked)]
            )
            if found is not None
        )
        for arm, scenario in enumerate(scenarios)
    )
    if len(_pairs(arms)) < record.pairs:
        raise RunsGoneError(
            f"'{record.name}' cannot be opened: of its {record.pairs} pairs of runs "
            f"{len(_pairs(arms))} are there; compare the scenarios again"
        )
    return Experiment(scenarios, record.seed, record.asked, arms, (), 0.0, record.ending)


def _pairs(arms: tuple[tuple[Replication, ...], ...]) -> set[int]:
    return set.intersection(*({each.number for each in arm} for arm in arms))


def comparison_path(identity: str) -> str:
    """Where the saved comparison of an id is kept."""
    return f"{COMPARISONS}/{identity}.json"


def _write(store: RunStore, record: Saved) -> None:
    store.folder.write(comparison_path(record.id), record.model_dump_json(indent=1).encode())
