"""Trying posts: splits of posts run with the same luck in the same worlds, and what each keeps.

Nothing is simulated twice: what one question has run, the next one has, and the store has it for
the next study.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from sim.experiment.statistics.figures import Figures, Key
from sim.experiment.statistics.interval import Interval
from sim.experiment.statistics.plausible import plausible
from sim.experiment.store.load_or_run import load_or_run
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.limits import Kept, Limit, kept
from sim.experiment.studies.sensitivity import Stage
from sim.experiment.work.replicate import Failure, Replication, Run, RunKey
from sim.experiment.worlds.worlds import Basis, Worlds, worlds_run_in
from sim.measures.catalogue import CATALOGUE, PRIMARY
from sim.scenario.exact.posts import Posts, Split
from sim.scenario.scenario import Scenario

Numbers = range
"""Replications by number: those of a search, or fresh ones."""


class NothingToKeepError(LookupError):
    """Limits of measures of which no run has a value, in words."""


class NoRunLeftError(RuntimeError):
    """Every run failed of something that was tried."""


@dataclass(frozen=True)
class Tried:
    """One split of posts, as runs show it.

    Attributes:
        split: posts of each team.
        full_time: full-time equivalents of them.
        pairs: runs it rests on.
        kept: whether they keep the limits.
        primaries: the primary outcomes, in their agreed order.
    """

    split: Split
    full_time: float
    pairs: int
    kept: Kept
    primaries: tuple[Interval, ...]

    @property
    def total(self) -> int:
        """Posts of all teams."""
        return sum(self.split)


@dataclass(frozen=True)
class Question:
    """What is asked of posts.

    Attributes:
        posts: whose posts are changed.
        base: the scenario that changes are counted from.
        limits: what is to be kept.
        worlds: of the base and the scenario; all inputs as planned if none.
        seed: identity of the luck.
    """

    posts: Posts
    base: Scenario
    limits: tuple[Limit, ...]
    worlds: Worlds | None
    seed: int

    @property
    def basis(self) -> Basis:
        """Where the values of doubtful inputs come from."""
        return Basis.PLANNED if self.worlds is None else self.worlds.basis


@dataclass
class TryingPosts:
    """Runs of one scenario with other posts, and what came of them.

    Attributes:
        question: what is asked.
        executor: where to work out runs.
        store: where results are looked up first, and kept as they come.
        stage: called with a title and the number of runs to come.
        failures: runs that came to nothing.
        simulated: runs that were simulated for it; the others came from the store.
    """

    question: Question
    executor: Executor
    store: RunStore | None
    stage: Stage
    failures: list[Failure] = field(default_factory=list)
    simulated: int = 0
    _made: dict[RunKey, Replication | Failure] = field(default_factory=dict)
    _run_of: dict[tuple[Split | None, int], Run] = field(default_factory=dict)

    @property
    def posts(self) -> Posts:
        """Whose posts are changed."""
        return self.question.posts

    def run(self, title: str, splits: Sequence[Split], numbers: Numbers) -> None:
        """Simulate what is not there yet of some splits, and of the base where it is needed.

        Args:
            title: what the runs are for.
            splits: each with every number.
            numbers: of the replications.
        """
        wanted = [run for split in splits for run in self._runs(split, numbers)]
        if self._needs_base:
            wanted = [*self._base_runs(numbers), *wanted]
        missing = {run.key: run for run in wanted if run.key not in self._made}
        keys = list(missing)
        on_result = self.stage(title, len(keys))
        # The arm says which run a result is of: results do not come in order.
        runs = (replace(run, arm=at) for at, run in enumerate(missing.values()))
        for result in load_or_run(runs, self.executor, self.store):
            self._made[keys[result.arm]] = result
            if isinstance(result, Failure):
                self.failures.append(result)
            self.simulated += not (isinstance(result, Replication) and result.is_stored)
            on_result()

    def tried(self, split: Split, numbers: Numbers, title: str) -> Tried:
        """What a split keeps over some replications.

        Raises:
            NoRunLeftError: if all of them failed.
            NothingToKeepError: if a limit has no value in any.
        """
        self.run(title, [split], numbers)
        runs, base = self.of(split, numbers)
        if not runs:
            raise NoRunLeftError
        confidence = self.posts.scenario.margins.confidence.value
        found = kept(self.question.limits, runs, base, self.question.worlds, confidence)
        self._have_values(found)
        figures = Figures.of(runs, [Key(measure) for measure in PRIMARY])
        worlds = worlds_run_in(self.question.worlds, [run.number for run in runs])
        return Tried(
            split=split,
            full_time=self.posts.full_time(split),
            pairs=len(runs),
            kept=found,
            primaries=tuple(
                plausible(figures[Key(measure)], worlds).interval(confidence) for measure in PRIMARY
            ),
        )

    def of(self, split: Split, numbers: Numbers) -> tuple[list[Replication], list[Replication]]:
        """The runs of a split, and those of the base with the same numbers, in their order.

        The second list is empty where no limit is of a change.
        """
        of_split = [self._made[run.key] for run in self._runs(split, numbers)]
        if not self._needs_base:
            return [run for run in of_split if isinstance(run, Replication)], []
        of_base = [self._made[run.key] for run in self._base_runs(numbers)]
        both = [
            (run, base)
            for run, base in zip(of_split, of_base, strict=True)
            if isinstance(run, Replication) and isinstance(base, Replication)
        ]
        return [run for run, _ in both], [base for _, base in both]

    @property
    def _needs_base(self) -> bool:
        return any(limit.is_change for limit in self.question.limits)

    def _base_runs(self, numbers: Numbers) -> list[Run]:
        return self._runs(None, numbers)

    def _runs(self, split: Split | None, numbers: Numbers) -> list[Run]:
        """The runs of a split, or of the base."""
        missing = [number for number in numbers if (split, number) not in self._run_of]
        if missing:
            scenario = self.question.base if split is None else self.posts.with_split(split)
            worlds = self._worlds(scenario)
            for number in missing:
                world = None if worlds is None else worlds.world(2, number)
                self._run_of[split, number] = Run(scenario, self.question.seed, number, world=world)
        return [self._run_of[split, number] for number in numbers]

    def _worlds(self, scenario: Scenario) -> Worlds | None:
        """Those of the scenario that the table was made for, the base, and this one."""
        if self.question.worlds is None:
            return None
        first = self.question.worlds.scenarios[self.question.worlds.base]
        return Worlds((first, self.question.base, scenario), self.question.worlds.table)

    def _have_values(self, found: Kept) -> None:
        empty = [
            f"{each.limit.measure} ({CATALOGUE[each.limit.measure].title})"
            for each in found.each
            if each.level.replications == 0 and not each.limit.is_change
        ]
        if empty or all(each.level.replications == 0 for each in found.each):
            names = ", ".join(empty) or "any guardrail"
            raise NothingToKeepError(
                f"{self.posts.scenario.title} has nothing to measure for {names}: "
                f"it cannot be kept or missed"
            )
