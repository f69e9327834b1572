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
from sim.experiment.statistics.precision import StopReason
from sim.experiment.store.run_store import MissingScenarioError, RunStore
from sim.experiment.work.engine_version import engine_version
from sim.experiment.work.replicate import Replication, content_of, run_keys
from sim.measures.catalogue import CATALOGUE
from sim.scenario.estimate import Record

COMPARISONS = "comparisons"


class RunsGoneError(LookupError):
    """The replications of a saved comparison are no longer there."""


class SavedComparison(Record):
    """A comparison that was made."""

    id: str
    """Identity of the question: both scenarios with their words, the seed, the engine, and the
    arrivals if they were given."""
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
    seed: int
    engine: str
    """The engine that made it."""
    asked: int
    """Replications of each scenario."""
    pairs: int
    """Of these, pairs that both scenarios have."""
    ending: StopReason
    headline: str
    """The verdict on each primary outcome, in one line."""

    @property
    def is_of_this_engine(self) -> bool:
        """Whether asking again would use its replications."""
        return self.engine == engine_version()

    @property
    def arrivals_hash(self) -> str:
        """Of the arrivals given from outside; empty if each replication drew its own."""
        return self.contents[0].partition("-")[2]


def identity_of(scenarios: tuple[str, str], seed: int, engine: str, arrivals_hash: str = "") -> str:
    """The id of a question, known before it is answered.

    Args:
        scenarios: names of A and B in the store.
        seed: identity of the luck.
        engine: the engine that is asked.
        arrivals_hash: of the arrivals given; empty if none are.
    """
    asked = [scenarios, seed, engine, *filter(None, [arrivals_hash])]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


def headline(comparison: Comparison) -> str:
    """The verdicts in one line: assessment concluded in 45 days: better; ..."""
    return "; ".join(
        f"{title[:1].lower()}{title[1:]}: {primary.verdict}"
        for primary in comparison.primaries
        for title in [CATALOGUE[primary.outcome.key.measure].title]
    )


def save(store: RunStore, experiment: Experiment, comparison: Comparison) -> SavedComparison:
    """Save a comparison, or renew it under the name that it has; a new one is named by its titles.

    Args:
        store: where.
        experiment: the replications that it was made from, which the store has.
        comparison: what they show.
    """
    a, b, given = comparison.a, comparison.b, experiment.arrivals_hash
    scenarios = store.keep_scenario(a), store.keep_scenario(b)
    identity = identity_of(scenarios, experiment.seed, engine_version(), given)
    before = find_saved(store, identity)
    record = SavedComparison(
        id=identity,
        name=before.name if before else f"{b.title}, against {a.title}",
        when=datetime.datetime.now(datetime.UTC).replace(microsecond=0),
        titles=(a.title, b.title),
        scenarios=scenarios,
        contents=(content_of(a, given), content_of(b, given)),
        seed=experiment.seed,
        engine=engine_version(),
        asked=experiment.asked,
        pairs=comparison.pairs,
        ending=experiment.ending,
        headline=headline(comparison),
    )
    _write(store, record)
    return record


def all_saved(store: RunStore) -> list[SavedComparison]:
    """All saved comparisons, the latest first; what is not a record is passed over."""
    contents = store.files.read(store.files.list(COMPARISONS)).values()
    found = [each for content in contents if (each := _read(content)) is not None]
    return sorted(found, key=lambda each: (each.when, each.id), reverse=True)


def find_saved(store: RunStore, identity: str) -> SavedComparison | None:
    """The saved comparison of an id; none where there is no such."""
    content = store.files.read([comparison_path(identity)]).get(comparison_path(identity))
    return None if content is None else _read(content)


def rename(store: RunStore, record: SavedComparison, name: str) -> SavedComparison:
    """Give a saved comparison another name."""
    renamed = record.model_copy(update={"name": name})
    _write(store, renamed)
    return renamed


def delete(store: RunStore, record: SavedComparison) -> None:
    """Forget a saved comparison; its replications stay until `clean`."""
    store.files.delete([comparison_path(record.id)])


def reopen(store: RunStore, record: SavedComparison) -> Experiment:
    """The experiment of a saved comparison, from the store alone, whichever engine made it.

    Raises:
        RunsGoneError: if replications or scenarios of it are no longer there, or are damaged.
    """
    try:
        scenarios = tuple(store.scenario(name) for name in record.scenarios)
    except MissingScenarioError as error:
        raise RunsGoneError(f"'{record.name}' cannot be opened: {error}") from error
    keys = run_keys(record.engine, record.contents, record.seed, record.asked)
    arms = tuple(tuple(each for each in store.find(arm) if each is not None) for arm in keys)
    if len(_pairs(arms)) < record.pairs:
        raise RunsGoneError(
            f"'{record.name}' cannot be opened: of its {record.pairs} pairs of runs "
            f"{len(_pairs(arms))} are there; compare the scenarios again"
        )
    return Experiment(
        scenarios,
        record.seed,
        record.asked,
        arms,
        failures=(),
        seconds=0.0,
        ending=record.ending,
        arrivals_hash=record.arrivals_hash,
    )


def _pairs(arms: tuple[tuple[Replication, ...], ...]) -> set[int]:
    return set.intersection(*({each.number for each in arm} for arm in arms))


def comparison_path(identity: str) -> str:
    """Where the saved comparison of an id is kept."""
    return f"{COMPARISONS}/{identity}.json"


def _read(content: bytes) -> SavedComparison | None:
    try:
        return SavedComparison.model_validate_json(content)
    except ValidationError:
        return None


def _write(store: RunStore, record: SavedComparison) -> None:
    store.files.write(comparison_path(record.id), record.model_dump_json(indent=1).encode())
