"""Structural choices: the answer with another owner of an activity, or a post more or fewer.

Who owns what, and how many posts a team has, is decided and not uncertain: no world draws it. Each
choice is run through the same worlds as the comparison, B with it against A as it is. Owners are
varied where A and B differ in them: each such activity goes to each other group of B's teams that
has gained or lost one, where that can be run. A post is one of a team's most frequent kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from sim.experiment.comparison import Comparison, compare
from sim.experiment.studies.break_even import PAIRS
from sim.experiment.studies.further_pairs import FurtherPairs, Replaced, answer
from sim.experiment.work.replicate import Failure
from sim.scenario.check.consistency import faults
from sim.scenario.overrides import override
from sim.scenario.paths import Path
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

Group = tuple[str, ...]
"""Teams that own the same work for different localities."""


@dataclass(frozen=True)
class Structural:
    """One choice about the structure of B.

    Attributes:
        kind: `owner` or `post`.
        subject: the activity, or the team.
        what: what is chosen, in words.
        scenario: B with it; none where it cannot be run.
        why_not: why it cannot.
    """

    kind: str
    subject: str
    what: str
    scenario: Scenario | None
    why_not: str = ""


@dataclass(frozen=True)
class StructuralAnswer:
    """The answer under one choice; none where no pair of it could be run."""

    choice: Structural
    comparison: Comparison | None


@dataclass(frozen=True)
class StructuralAnswers:
    """What follows from other owners and posts.

    Attributes:
        planned: the answer as planned, over the same pairs.
        answers: by choice: owners in the order of the pathway, then posts by team.
        failures: runs for it that came to nothing.
    """

    planned: Comparison
    answers: tuple[StructuralAnswer, ...]
    failures: tuple[Failure, ...]


def structural_choices(a: Scenario, b: Scenario) -> tuple[Structural, ...]:
    """Every other owner of what A and B have owned otherwise, and a post more and fewer by team."""
    return (*_owners(a, b), *_posts(b))


def structural(further: FurtherPairs) -> StructuralAnswers:
    """The answer under each choice that can be run, over the first pairs of the comparison."""
    a, b = further.experiment.pair
    found = structural_choices(a, b)
    changes = [
        Replaced(a, each.scenario, ("structure", "teams")) for each in found if each.scenario
    ]
    paired = set.intersection(*({run.number for run in arm} for arm in further.experiment.arms))
    numbers = sorted(paired)[:PAIRS]
    ran = iter(further.with_change("Running other owners and posts", changes, numbers))
    return StructuralAnswers(
        compare(further.those_made(numbers), whole=False),
        tuple(
            StructuralAnswer(each, answer(next(ran)) if each.scenario else None) for each in found
        ),
        tuple(further.failures),
    )


def _owners(a: Scenario, b: Scenario) -> Iterator[Structural]:
    activities = b.pathway.activities
    moved = [name for name in activities if set(_owned_by(a, name)) != set(_owned_by(b, name))]
    before = (_owned_by(a, name) for name in moved)
    after = (_owned_by(b, name) for name in moved)
    groups = [
        group
        for group in dict.fromkeys([*after, *before])
        if group and b.structure.teams.keys() >= set(group)
    ]
    for name in moved:
        owner = _owned_by(b, name)
        for group in groups:
            if group != owner:
                places: dict[Path, object] = {}
                for team in (*owner, *group):
                    kept = [each for each in b.structure.teams[team].owns if each != name]
                    owns = [*kept, name] if team in group else kept
                    places["structure", "teams", team, "owns"] = owns
                yield _choice("owner", name, f"owned by {listed(list(group))}", b, places)


def _posts(b: Scenario) -> Iterator[Structural]:
    for team, of in b.structure.teams.items():
        if not of.posts or team in b.unlimited_teams:
            continue
        at = max(range(len(of.posts)), key=lambda place: of.posts[place].number)
        post = of.posts[at]
        for step, word in ((1, "more"), (-1, "fewer")):
            what = f"one {post.role} of {post.fte:g} FTE {word}"
            number = post.number + step
            place: Path = ("structure", "teams", team, "posts", at, "number")
            yield _choice("post", team, what, b, {place: number})


def _choice(
    kind: str, subject: str, what: str, b: Scenario, places: dict[Path, object]
) -> Structural:
    try:
        made = override(b, places)
    except ValidationError as error:
        return Structural(kind, subject, what, None, error.errors()[0]["msg"])
    why_not = next((fault.message for fault in faults(made)), "")
    return Structural(kind, subject, what, None if why_not else made, why_not)


def _owned_by(scenario: Scenario, activity: str) -> Group:
    """The teams that own an activity; none where it is not there."""
    return tuple(name for name, team in scenario.structure.teams.items() if activity in team.owns)
