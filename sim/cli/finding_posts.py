"""`posts`: the fewest posts, or the best split of those there are, that keep stated limits."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from rich.progress import Progress

from sim.cli.backend import Backend
from sim.cli.errors import InputError, RunFailedError
from sim.cli.experiments import make_sure_of, warn_of
from sim.cli.options import InputsFrom
from sim.cli.output import Results, progress_bar
from sim.experiment.library.kept_worlds import worlds_of
from sim.experiment.studies.best_split import best_split
from sim.experiment.studies.limits import Limit, LimitError, limits_of
from sim.experiment.studies.posts_needed import posts_needed
from sim.experiment.studies.sensitivity import Stage
from sim.experiment.studies.trying_posts import (
    NoRunLeftError,
    NothingToKeepError,
    Question,
    TryingPosts,
)
from sim.present.json import posts_needed as as_json
from sim.present.terminal import posts_report
from sim.scenario.exact.posts import NoSuchPostsError, Posts, posts_of
from sim.scenario.scenario import Scenario
from sim.scenario.structure import Role
from sim.scenario.words import nearest

_MOST = 2
"""Times the posts of today, up to which is searched unless another number is given."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line.

    Attributes:
        keep: limits, as they are written.
        teams: names of teams, several in one text with commas between.
        role: whose posts.
        share: of worlds.
        up_to: largest total; none: twice today's.
        is_split: whether today's posts are to be split, and none added.
        runs: of each total or split, and as many fresh ones.
        seed: identity of the luck.
    """

    keep: tuple[str, ...]
    teams: tuple[str, ...]
    role: str
    share: float
    up_to: int | None
    is_split: bool
    runs: int
    seed: int


def posts(
    scenario: Scenario,
    against: Scenario,
    wanted: Wanted,
    inputs: InputsFrom,
    backend: Backend,
    json: bool,
) -> None:
    """Find the posts, and tell what keeps the limits.

    Raises:
        InputError: if what was asked for cannot be had, or there are fewer worlds than runs.
        RunFailedError: if a run failed.
        StoppedError: after Ctrl-C.
    """
    places, limits = _asked(scenario, against, wanted)
    most = wanted.up_to or _MOST * sum(places.today)
    if not wanted.is_split and most < places.fewest:
        raise InputError(
            f"--up-to {most}: there are at least {places.fewest} such posts, one in each team or "
            f"as many as are on duty there."
        )
    store = backend.runs()
    pair = (scenario,) if against is scenario else (against, scenario)
    worlds = worlds_of(pair, store) if inputs is InputsFrom.WORLDS else None
    make_sure_of(worlds, 2 * wanted.runs)
    question = Question(places, against, limits, worlds, wanted.seed)
    with progress_bar() as progress, backend.executor() as executor:
        trying = TryingPosts(question, executor, store, _one_bar(progress))
        try:
            found = (
                best_split(trying, wanted.runs)
                if wanted.is_split
                else posts_needed(trying, wanted.share, most, wanted.runs)
            )
        except NothingToKeepError as error:
            raise InputError(f"{error}.") from None
        except NoRunLeftError:
            warn_of(trying.failures)
            raise RunFailedError("No run is left: nothing to tell.") from None
    warn_of(trying.failures)
    if json:
        Results().json(as_json.answer(found, trying))
    else:
        Results().print(posts_report.report(found, trying))
    if trying.failures:
        raise RunFailedError


def _one_bar(progress: Progress) -> Stage:
    """A bar for all stages, which grows as they begin: nobody knows how many there will be."""
    bar = progress.add_task("Searching", total=0)
    begun = 0

    def stage(title: str, runs: int) -> Callable[[], object]:
        nonlocal begun
        begun += runs
        progress.update(bar, description=title, total=begun)
        return lambda: progress.advance(bar)

    return stage


def _asked(
    scenario: Scenario, against: Scenario, wanted: Wanted
) -> tuple[Posts, tuple[Limit, ...]]:
    """Whose posts are meant, and what they are to keep.

    Raises:
        InputError: with every problem.
    """
    problems = []
    places, limits = None, None
    roles: dict[str, Role] = {role: role for role in get_args(Role)}
    if wanted.role in roles:
        teams = list(named(wanted.teams, scenario.structure.teams))
        try:
            places = posts_of(scenario, roles[wanted.role], teams)
        except NoSuchPostsError as error:
            problems.append(str(error))
    else:
        hint = nearest(wanted.role, roles, "the roles are")
        problems.append(f"there is no role '{wanted.role}'; {hint}")
    try:
        limits = limits_of(wanted.keep, against.margins)
    except LimitError as error:
        problems.append(str(error))
    if places is None or limits is None:
        raise InputError("; ".join(problems))
    return places, limits


def named(texts: Sequence[str], teams: Container[str]) -> Iterator[str]:
    """The names in texts with commas between them; a name may have a comma itself.

    Args:
        texts: each one name or several.
        teams: the names there are.

    Yields:
        Each name; what is none is given as it stands, up to the next comma.
    """
    for text in texts:
        parts = text.split(",")
        while parts:
            ends = range(len(parts), 0, -1)
            joined = {end: ",".join(parts[:end]).strip() for end in ends}
            end = next((end for end in ends if joined[end] in teams), 1)
            if joined[end]:
                yield joined[end]
            parts = parts[end:]
