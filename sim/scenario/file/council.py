"""A council as it is typed in: its figures, and everything that is wrong with them at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

from sim.scenario.bank_holidays import ENGLAND
from sim.scenario.exact.equal_load import MOST_SUPERVISED
from sim.scenario.file.council_fields import FIELDS
from sim.scenario.file.patterns import NAMES_TAKEN, PATTERNS, Assessments, PatternName
from sim.scenario.file.single_values import RefusedError, checked_name
from sim.scenario.structure import OpenCaseRule
from sim.scenario.words import looks

FIRST_YEAR, LAST_YEAR = ENGLAND[0].year + 1, ENGLAND[-1].year - 1
"""Years, as that in which they begin in April, of which all bank holidays are known."""
MOST_LOCALITIES = 12
_LONGEST_NAME = 60
_DIGITS = 6
_MOST_CHILDREN = 50_000
_MOST_POSTS = 5_000


OPEN_CASES_SAID: Mapping[OpenCaseRule, str] = {
    "own team": "own team enquires",
    "enquiry team": "enquiry team takes open cases over",
    "joint": "joint enquiries on open cases",
}


@dataclass(frozen=True)
class Locality:
    """A part of the council.

    Attributes:
        name: its name.
        families: families who live there, or any count in proportion to them.
        area: whose teams serve it, where teams are divided; empty: an area of its own.
    """

    name: str
    families: float
    area: str = ""

    @property
    def served_by(self) -> str:
        """The area that it is part of."""
        return self.area or self.name


@dataclass(frozen=True)
class Volumes:
    """Contacts a month and all else in the year, in children; none: not known.

    What is not known is as in the shipped scenarios, in proportion.
    """

    contacts: float
    referrals: float
    not_in_need: float | None = None
    in_need_plans: float | None = None
    section_47: float | None = None
    conferences: float | None = None
    protection_plans: float | None = None
    looked_after_started: float | None = None


@dataclass(frozen=True)
class OpenCases:
    """Children in each plan when the run starts."""

    in_need: int
    protection: int
    looked_after: int


@dataclass(frozen=True)
class Posts:
    """Posts by role; those for looked after children and the chairs stand apart."""

    social_workers: float
    managers: int
    looked_after_workers: float
    looked_after_managers: int
    chairs: int
    vacant: int = 0
    agency: int = 0
    newly_qualified: int = 0


@dataclass(frozen=True)
class Outcomes:
    """What the council reports of its work, for worlds and validation; none: not typed in."""

    assessments_in_time: float | None = None
    conferences_in_time: float | None = None
    rereferrals: float | None = None
    children_per_worker: float | None = None


@dataclass(frozen=True)
class Council:
    """A council and its year.

    Attributes:
        name: the council's.
        year: the year that is measured, as that in which it begins in April.
        assessments: the single assessment, or the two before it.
        localities: where families live.
        volumes: what comes in.
        open_cases: what is open.
        posts: who works there.
        sickness: working days lost, %; none: as in the shipped scenarios.
        turnover: social workers who left, %; none: as in the shipped scenarios.
        outcomes: what is reported.
    """

    name: str
    year: int
    localities: tuple[Locality, ...]
    volumes: Volumes
    open_cases: OpenCases
    posts: Posts
    assessments: Assessments = "single"
    sickness: float | None = None
    turnover: float | None = None
    outcomes: Outcomes = Outcomes()

    @property
    def areas(self) -> dict[str, list[str]]:
        """The localities of each area."""
        found: dict[str, list[str]] = {}
        for locality in self.localities:
            found.setdefault(locality.served_by, []).append(locality.name)
        return found

    @property
    def shares(self) -> dict[str, float]:
        """The share of families in each locality; they add up to 1."""
        total = sum(locality.families for locality in self.localities)
        shares = {each.name: round(each.families / total, _DIGITS) for each in self.localities}
        largest = max(shares, key=lambda name: shares[name])
        others = sum(share for name, share in shares.items() if name != largest)
        return shares | {largest: round(1 - others, _DIGITS)}

    @property
    def year_said(self) -> str:
        """The year as it is said: 2025-26."""
        return f"{self.year}-{(self.year + 1) % 100:02}"


@dataclass(frozen=True)
class Layout:
    """How a council's teams are set up."""

    pattern: PatternName
    open_cases: OpenCaseRule

    @property
    def title(self) -> str:
        """What it is called; the rule for open cases is told where it is not the pattern's own."""
        pattern = PATTERNS[self.pattern]
        if self.open_cases == pattern.open_cases:
            return pattern.title
        return f"{pattern.title}; {OPEN_CASES_SAID[self.open_cases]}"


class Wrong(NamedTuple):
    """One thing to put right: the field that it stands at, and what to write instead."""

    field: str
    message: str


class CouncilError(ValueError):
    """A council that no scenario can be written of, with all its problems at once."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        """Keep the problems."""
        self.wrong = tuple(wrong)
        super().__init__("\n".join(each.message for each in self.wrong))


def problems(council: Council, *layouts: Layout) -> list[Wrong]:
    """Everything that keeps scenarios of a council from being written.

    Args:
        council: as it was typed.
        *layouts: the structures that are to be written.

    Returns:
        The problems, each with its field; none if all is well.
    """
    found = [*_names(council), *_volumes(council.volumes), *_open_cases(council.open_cases)]
    found += _posts(council.posts)
    for name in ("sickness", "turnover"):
        found += _percent(name, getattr(council, name), below=60)
    for field in fields(Outcomes):
        value = getattr(council.outcomes, field.name)
        found += _percent(field.name, value, below=100)
    if not any(each.field.startswith("localities") for each in found):
        found += _enough_posts(council, layouts)
    return found


def _names(council: Council) -> Iterator[Wrong]:
    yield from _name("name", council.name, "the council")
    if not FIRST_YEAR <= council.year <= LAST_YEAR:
        advice = f"bank holidays are known for {FIRST_YEAR} to {LAST_YEAR}"
        yield Wrong("year", f"The year {council.year}: {advice}; write one of these")
    if not 1 <= len(council.localities) <= MOST_LOCALITIES:
        yield Wrong("localities", f"Localities: write 1 to {MOST_LOCALITIES} of them")
    seen: dict[str, str] = {}
    areas: dict[str, str] = {}
    taken = {looks(name) for name in NAMES_TAKEN}
    for at, locality in enumerate(council.localities):
        here = f"localities.{at}"
        wrong = list(_name(f"{here}.name", locality.name, f"locality {at + 1}"))
        if locality.area:
            wrong += _name(f"{here}.area", locality.area, f"the area of locality {at + 1}")
        yield from wrong
        if not 0 < locality.families < math.inf:
            message = f"Families in {locality.name or f'locality {at + 1}'}: write a number above 0"
            yield Wrong(f"{here}.families", message)
        if wrong:
            continue
        if looks(locality.name) in seen:
            message = f"'{locality.name}' looks like '{seen[looks(locality.name)]}'"
            yield Wrong(f"{here}.name", f"{message}; give one of them another name")
        seen.setdefault(looks(locality.name), locality.name)
        area = locality.served_by
        if looks(area) in taken:
            message = f"The area '{area}' has the name of a team; give it another name"
            yield Wrong(f"{here}.area", message)
        elif areas.setdefault(looks(area), area) != area:
            message = f"'{area}' looks like the area '{areas[looks(area)]}'; write both alike"
            yield Wrong(f"{here}.area", message)


def _name(field: str, name: str, what: str) -> Iterator[Wrong]:
    if not name.strip():
        yield Wrong(field, f"Name of {what}: write one")
    elif len(name) > _LONGEST_NAME:
        yield Wrong(field, f"Name of {what}: {_LONGEST_NAME} characters at most; shorten it")
    else:
        try:
            checked_name(name)
        except RefusedError as error:
            yield Wrong(field, f"Name of {what}: {error}")


def _volumes(of: Volumes) -> Iterator[Wrong]:
    stated = {field.name: getattr(of, field.name) for field in fields(of)}
    yearly = {name: value for name, value in stated.items() if value is not None}
    found = []
    for name, value in yearly.items():
        most = _MOST_CHILDREN if name == "contacts" else 12 * _MOST_CHILDREN
        if not 0 < value <= most:
            or_empty = "" if name in ("contacts", "referrals") else ", or leave it empty"
            message = f"{FIELDS[name].label}: write a number above 0 and up to {most:,}{or_empty}"
            found.append(Wrong(name, message))
    yield from found
    if found:
        return
    yearly["contacts"] *= 12
    for smaller, larger in (
        ("referrals", "contacts"),
        ("not_in_need", "referrals"),
        ("in_need_plans", "referrals"),
        ("section_47", "referrals"),
        ("conferences", "section_47"),
        ("protection_plans", "conferences"),
        ("looked_after_started", "referrals"),
    ):
        if smaller in yearly and larger in yearly and yearly[smaller] > yearly[larger]:
            many = f"{yearly[smaller]:,g} are more than the {yearly[larger]:,g} of"
            said = f"{FIELDS[smaller].label}: {many} '{FIELDS[larger].label}'"
            yield Wrong(
                smaller, f"{said}{' in twelve' if larger == 'contacts' else ''}; check both"
            )


def _open_cases(of: OpenCases) -> Iterator[Wrong]:
    for field in fields(of):
        if not 0 <= getattr(of, field.name) <= _MOST_CHILDREN:
            message = f"write a whole number from 0 to {_MOST_CHILDREN:,}"
            yield Wrong(field.name, f"{FIELDS[field.name].label}: {message}")


def _posts(of: Posts) -> Iterator[Wrong]:
    for field in fields(of):
        least = 0 if field.name in ("vacant", "agency", "newly_qualified") else 1
        if not least <= getattr(of, field.name) <= _MOST_POSTS:
            message = f"write a number from {least} to {_MOST_POSTS:,}"
            yield Wrong(field.name, f"{FIELDS[field.name].label}: {message}")
    if of.looked_after_workers > MOST_SUPERVISED * of.looked_after_managers > 0:
        message = f"one for every {MOST_SUPERVISED} social workers at least"
        yield Wrong("looked_after_managers", f"{FIELDS['looked_after_managers'].label}: {message}")


def _percent(name: str, value: float | None, below: float) -> Iterator[Wrong]:
    if value is not None and not 0 <= value <= below:
        yield Wrong(name, f"{FIELDS[name].label}: write a number from 0 to {below:g}")


def _enough_posts(council: Council, layouts: Iterable[Layout]) -> Iterator[Wrong]:
    """A filled post and a manager for each team of every structure."""
    posts = council.posts
    full_time = math.floor(posts.social_workers) if math.isfinite(posts.social_workers) else 0
    taken = posts.vacant + posts.agency + posts.newly_qualified
    if taken > full_time:
        message = f"vacant, agency and newly qualified are {taken} of {full_time} full-time posts"
        yield Wrong("vacant", f"{FIELDS['social_workers'].label}: {message}; lower one of them")
    for layout in layouts:
        named = [team.name for team in PATTERNS[layout.pattern].teams]
        teams = sum(1 if name else len(council.areas) for name in named)
        if full_time - posts.vacant < teams:
            message = (
                f"'{layout.title}' has {teams} teams and needs a filled full-time post in each"
            )
            yield Wrong("social_workers", f"{FIELDS['social_workers'].label}: {message}")
        if posts.managers < teams:
            message = f"'{layout.title}' has {teams} teams and needs a manager in each"
            yield Wrong("managers", f"{FIELDS['managers'].label}: {message}")
