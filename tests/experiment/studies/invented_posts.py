"""Invented services whose figures follow from their posts alone, for studies of posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from typing import Any

import numpy as np

from sim.experiment.statistics.figures import Key
from sim.experiment.store.run_store import RunStore
from sim.experiment.studies.limits import Limit, limits_of
from sim.experiment.studies.posts_needed import PostsNeeded, posts_needed
from sim.experiment.studies.trying_posts import Question, TryingPosts
from sim.experiment.work.pool import Serial
from sim.experiment.work.replicate import Replication, Run
from sim.experiment.worlds.worlds import Worlds
from sim.scenario.exact.posts import posts_of
from sim.scenario.scenario import Scenario
from tests.experiment.runs import SMALL

TEAMS = ("Front Door", "North Families", "South Families")
IN_TIME, OVER = "concluded_in_45_days", "over_cap"
Rule = Callable[[tuple[int, ...]], float]
"""Assessments in time, in percent, under posts of each team."""


class Service(Serial):
    """Answers from the posts of a scenario by a rule, with luck that all posts share.

    The front door uses most of its hours.

    Attributes:
        asked: every run that it was asked for.
    """

    def __init__(
        self,
        rule: Rule,
        luck: float = 3.0,
        own: float = 0.5,
        fails: Callable[[Run], bool] = lambda _: False,
    ) -> None:
        self._rule, self._luck, self._own, self._fails = rule, luck, own, fails
        self.asked: list[Run] = []

    def submit(self, _fn: Callable[..., Any], /, *args: Any, **_kwargs: Any) -> Future[Any]:
        run: Run = args[0]
        self.asked.append(run)
        if self._fails(run):
            failed: Future[Any] = Future()
            failed.set_exception(ValueError("nobody answered"))
            return failed
        return super().submit(self._answer, run)

    def _answer(self, run: Run) -> Replication:
        posts = workers(run.scenario)
        number = run.number if run.world is None else run.world.number
        shared = np.random.default_rng([run.seed, number]).normal()
        own = np.random.default_rng([run.seed, run.number, *posts]).normal()
        in_time = self._rule(posts) + self._luck * shared + self._own * own
        used = {"Front Door": 95, "North Families": 90 - posts[1], "South Families": 90 - posts[2]}
        values = {Key(IN_TIME): in_time, Key(OVER): 10.0} | {
            Key("utilisation", "team", team): float(of) for team, of in used.items()
        }
        return Replication(run.arm, run.number, tuple(values), np.array([*values.values()]), ())


def workers(scenario: Scenario) -> tuple[int, ...]:
    """Posts of social workers in each team."""
    return tuple(
        sum(
            post.number
            for post in scenario.structure.teams[team].posts
            if post.role == "social worker"
        )
        for team in TEAMS
    )


def trying(
    service: Service,
    *limits: str,
    worlds: bool = True,
    store: RunStore | None = None,
    base: Scenario = SMALL,
    stages: list[tuple[str, int]] | None = None,
    seed: int = 1,
) -> TryingPosts:
    """Runs of the small scenario with other posts of social workers."""
    said: Mapping[str, Limit] = {each: limits_of([each], base.margins)[0] for each in limits}

    def stage(title: str, runs: int) -> Callable[[], object]:
        if stages is not None:
            stages.append((title, runs))
        return lambda: None

    question = Question(
        posts=posts_of(SMALL, "social worker", TEAMS),
        base=base,
        limits=tuple(said.values()),
        worlds=Worlds((base, SMALL), None) if worlds else None,
        seed=seed,
    )
    return TryingPosts(question, service, store, stage)


def by_total(posts: tuple[int, ...]) -> float:
    """One post more, one percent more in time: 90 % with 22."""
    return 68.0 + sum(posts)


@cache
def answered(at_most: float = 100.0, worlds: bool = True, most: int = 40) -> PostsNeeded:
    """The posts that a service needs for 89.6 % in time, if it can ever do so well."""
    service = Service(lambda posts: min(at_most, by_total(posts)), luck=0.4, own=0.05)
    study = trying(service, f"{IN_TIME}>=89.6", f"{OVER}<=12", worlds=worlds)
    return posts_needed(study, 0.8, most, 20)
