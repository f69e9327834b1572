"""Volumes: children a month that a council counts, turned into the inputs that bring them about.

A scenario has no input for its referrals or its section 47 enquiries: they come out of shares and
rates. The chain says how many there are; the input behind each is scaled until the chain counts
what the council does. The chain is that of a service in balance: a run begins with the open cases
given, and returns lag behind closures, so that it has some hundredths less of most, and less still
of what comes out of plans where fewer are open than balance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sim.scenario.check.consistency import estimates
from sim.scenario.estimate import Estimate
from sim.scenario.exact.chain import Chain, Passage, solve
from sim.scenario.overrides import override
from sim.scenario.paths import Path
from sim.scenario.pathway import Assessment
from sim.scenario.routes import Ending
from sim.scenario.scenario import Scenario

Volume = Literal[
    "referrals",
    "not_in_need",
    "in_need_plans",
    "section_47",
    "conferences",
    "protection_plans",
    "looked_after_started",
]
"""What a council counts and no input states, each followed by those that depend on it."""

_SCREENING: Path = ("pathway", "activities", "screening", "routes")
_REFERRED: Path = (*_SCREENING, "threshold decision")
_OTHER_WAYS = tuple(
    (*_SCREENING, name) for name in ("information and advice", "early help", "closed at contact")
)
_NEEDS: Path = ("demand", "needs")
_NOT_IN_NEED: Path = (*_NEEDS, "not in need", "share")
_PLAN: Path = (*_NEEDS, "plan", "share")
_NEEDED_ELSE = (_NOT_IN_NEED, _PLAN)
_SHORT_HELP: Path = (*_NEEDS, "short help", "share")
_PROTECTION: tuple[Path, ...] = (
    (*_NEEDS, "protection", "share"),
    (*_NEEDS, "protection found later", "share"),
)
_ON_OPEN_CASES: tuple[Path, ...] = tuple(
    ("pathway", "activities", plan, "escalations", 0, "chance_per_year")
    for plan in ("in-need plan", "child protection plan")
)
_CONFERENCE: Path = ("assumptions", "conference after an enquiry")
_PROTECTION_PLAN: Path = (
    "pathway", "activities", "initial child protection conference", "routes", "first core group",
)  # fmt: skip
_INTO_CARE: tuple[Path, ...] = (
    ("assumptions", "looked after after an enquiry"),
    ("pathway", "activities", "in-need plan", "escalations", 1, "chance_per_year"),
    ("pathway", "activities", "child protection plan", "routes", "looked after"),
)
BEHIND: Mapping[Volume, tuple[Path, ...]] = {
    "referrals": (_REFERRED,),
    "not_in_need": (_NOT_IN_NEED,),
    "in_need_plans": (_PLAN,),
    # By one factor: no return says how many enquiries begin on cases that are open.
    "section_47": (*_PROTECTION, *_ON_OPEN_CASES),
    "conferences": (_CONFERENCE,),
    "protection_plans": (_PROTECTION_PLAN,),
    # By one factor, as no return says where they come from.
    "looked_after_started": _INTO_CARE,
}
"""The inputs that are scaled for each volume, all by the same factor."""

_ROUNDS = 40
_CLOSE = 5e-4
"""How near the chain's count has to come, as a share of the council's."""
_LEAST = 1e-4
_MOST_IN_NEED_OF_PROTECTION = 0.9
_MOST: Mapping[Path, float] = {
    # Of enquiries: three in ten lead to an assessment, and some to nothing.
    _CONFERENCE: 0.58,
    _INTO_CARE[0]: 0.1,
    _PROTECTION_PLAN: 1.0,
    # Of plans of protection that end: seven in ten go on as plans in need.
    _INTO_CARE[2]: 0.29,
}
"""The highest share that leaves room for those beside it."""
_DIGITS = 5
"""After the point, of an input that is turned; fewer would move the counts."""


class Turned(NamedTuple):
    """One input behind a volume."""

    path: Path
    value: float
    estimate: Estimate
    """The input as it was, with the range of its evidence."""
    leaves_no_room: bool = False
    """Whether it and the shares beside it leave less than the evidence for the last one allows, so
    that few of the values in their ranges would go together."""

    @property
    def inside_evidence(self) -> bool:
        """Whether the value lies in the range that the evidence for the input allows."""
        return self.estimate.model_copy(update={"value": self.value}).inside_evidence


@dataclass(frozen=True)
class Turn:
    """What the volumes of a council come to as inputs.

    Attributes:
        inputs: every input that is changed, by its path.
        gives: children a month that the inputs give, by volume, once all is in balance.
        asked: children a month that were to be given.
    """

    inputs: Mapping[Path, Turned]
    gives: Mapping[Volume, float]
    asked: Mapping[Volume, float]

    def behind(self, volume: Volume) -> tuple[Turned, ...]:
        """The inputs that a volume decides."""
        return tuple(self.inputs[path] for path in BEHIND[volume] if path in self.inputs)

    def is_met(self, volume: Volume) -> bool:
        """Whether the inputs give the volume; they cannot where a share would have to pass 1."""
        return abs(self.gives[volume] - self.asked[volume]) <= max(0.005 * self.asked[volume], 0.02)


def turn(base: Scenario, contacts: float, asked: Mapping[Volume, float]) -> Turn:
    """The inputs under which a scenario has these volumes.

    Args:
        base: a scenario with the pathway of the shipped ones; a service of one team and one
            locality is solved soonest, and where families live or who serves them moves no volume.
        contacts: children a month in contact.
        asked: children a month, of those volumes that are known.

    Returns:
        The inputs; as near as they come where the volumes cannot all be had.

    Raises:
        EndlessPathwayError: if some families of the base can never reach an ending.
    """
    # Each moves those after it, so that they are scaled together until none moves any more.
    was = dict(estimates((), base))
    stated = [volume for volume in BEHIND if volume in asked]
    values = {path: was[path].value for volume in stated for path in BEHIND[volume]}
    values = _within(was, values)
    for _ in range(_ROUNDS):
        counted = counts(solve(override(base, values)), contacts)
        factors = {each: asked[each] / max(counted[each], 1e-9) for each in stated}
        scaled = {path: values[path] * factors[each] for each in stated for path in BEHIND[each]}
        moved = _within(was, scaled)
        if all(abs(moved[path] - values[path]) <= _CLOSE * values[path] for path in scaled):
            break
        values = moved
    rounded = _within(was, {path: round(value, _DIGITS) for path, value in values.items()})
    needs = {path: rounded.get(path, was[path].value) for path in (*_PROTECTION, *_NEEDED_ELSE)}
    is_crowded = 1 - sum(needs.values()) < (was[_SHORT_HELP].low or 0.0)
    if is_crowded:
        rounded |= needs
    gives = counts(solve(override(base, rounded)), contacts)
    inputs = {
        path: Turned(path, value, was[path], is_crowded and path in needs)
        for path, value in rounded.items()
    }
    return Turn(inputs, {each: gives[each] for each in stated}, dict(asked))


def counts(chain: Chain, contacts: float) -> dict[Volume, float]:
    """Children a month of every volume in a solved chain.

    Args:
        chain: the chain of a scenario with the pathway of the shipped ones.
        contacts: children a month in contact.
    """
    activities, endings = chain.scenario.pathway.activities, chain.scenario.pathway.endings
    volumes: dict[Volume, float] = dict.fromkeys(BEHIND, 0.0)
    volumes["referrals"] = chain.referrals_per_contact * contacts
    for state, visits in chain.visits.items():
        if (volume := _BY_VISIT.get(state.activity)) is not None:
            volumes[volume] += visits * contacts
    for passage in chain.passages:
        if not isinstance(activities[passage.source.activity], Assessment):
            continue
        if _is_not_in_need(passage, endings):
            volumes["not_in_need"] += passage.per_contact * contacts
        elif (
            passage.target is not None
            and passage.target.activity == "in-need plan"
            and passage.source.activity not in chain.scenario.pathway.section_47
        ):
            volumes["in_need_plans"] += passage.per_contact * contacts
    return volumes


_BY_VISIT: Mapping[str, Volume] = {
    "section 47 enquiry": "section_47",
    "initial child protection conference": "conferences",
    "first core group": "protection_plans",
    "looked after": "looked_after_started",
}


def _is_not_in_need(passage: Passage, endings: Mapping[str, Ending]) -> bool:
    return passage.ending in endings and endings[passage.ending].counts_as == "not in need"


def _within(was: Mapping[Path, Estimate], values: Mapping[Path, float]) -> dict[Path, float]:
    """Values that can all be true: shares of one whole add up to no more than the whole."""
    kept = {path: max(value, _LEAST) for path, value in values.items()}
    if _REFERRED in kept:
        kept[_REFERRED] = min(kept[_REFERRED], 1 - _LEAST)
        kept |= _made_room(was, _OTHER_WAYS, 1 - kept[_REFERRED])
    protected = {path: kept.get(path, was[path].value) for path in _PROTECTION}
    if sum(protected.values()) > _MOST_IN_NEED_OF_PROTECTION:
        shrink = _MOST_IN_NEED_OF_PROTECTION / sum(protected.values())
        protected = {path: value * shrink for path, value in protected.items()}
        kept |= protected
    left = 1 - _LEAST - sum(protected.values())
    others = {path: kept.get(path, was[path].value) for path in _NEEDED_ELSE}
    if sum(others.values()) > left:
        shrink = left / sum(others.values())
        kept |= {path: _floor(value * shrink) for path, value in others.items()}
    return {path: min(value, _MOST.get(path, math.inf)) for path, value in kept.items()}


def _made_room(
    was: Mapping[Path, Estimate], paths: tuple[Path, ...], left: float
) -> dict[Path, float]:
    """The other shares of a whole, smaller in proportion where less of it is left for them."""
    shares = {path: was[path].value for path in paths}
    if sum(shares.values()) <= left:
        return {}
    shrink = left / sum(shares.values())
    return {path: _floor(value * shrink) for path, value in shares.items()}


def _floor(value: float) -> float:
    """Rounded down, so that shares of a whole do not pass it."""
    return math.floor(value * 1e5) / 1e5
