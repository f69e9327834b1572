"""Councils for tests: one like Peterborough, and any at all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import assume
from hypothesis import strategies as st

from sim.scenario.file.council import (
    Council,
    Layout,
    Locality,
    OpenCases,
    Outcomes,
    Posts,
    Volumes,
    problems,
)
from sim.scenario.file.council_text import base_text
from sim.scenario.file.loading import load_scenario_text
from sim.scenario.file.patterns import PATTERNS, Assessments
from sim.scenario.file.shipped import shipped_folder
from sim.scenario.scenario import Scenario

NORTHSHIRE = Council(
    "Northshire",
    2024,
    (
        Locality("East", 30),
        Locality("West", 25),
        Locality("Coast", 20, "Coast and Vale"),
        Locality("Vale", 15, "Coast and Vale"),
        Locality("Moor", 10),
    ),
    Volumes(900, 2700, 540, 1000, 930, 340, 290, 190),
    OpenCases(700, 240, 360),
    Posts(78.6, 8, 16.5, 2, 6, vacant=4, agency=10, newly_qualified=5),
    sickness=3.1,
    turnover=16,
    outcomes=Outcomes(86, 84, 20, 17),
)
"""Five localities in four areas, with Peterborough's work."""
CLUSTERS = Layout("access and clusters", "joint")
TODAY = Layout("referral team", "own team")


@cache
def base(assessments: Assessments = "single") -> Scenario:
    """The service of one team by which volumes are turned."""
    return loaded(base_text(assessments))


def loaded(text: str) -> Scenario:
    """The scenario in a text, beside the shipped files."""
    return load_scenario_text(text, "mine.yaml", shipped_folder())


def smaller(council: Council, by: float) -> Council:
    """A council with so many times less of everything but posts."""
    volumes = replace(council.volumes, **{k: v / by for k, v in vars(council.volumes).items()})
    open_cases = OpenCases(*(int(each / by) for each in vars(council.open_cases).values()))
    return replace(council, volumes=volumes, open_cases=open_cases)


LAYOUTS = st.builds(
    Layout, st.sampled_from(list(PATTERNS)), st.sampled_from(["own team", "enquiry team", "joint"])
)
_NAMES = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30
)


@st.composite
def any_council(draw: st.DrawFn) -> Council:
    """A council of any size without problems of its own."""
    names = draw(st.lists(_NAMES, min_size=1, max_size=8, unique=True))
    areas = draw(st.lists(st.sampled_from(["", "North", "South"]), min_size=8, max_size=8))
    localities = tuple(
        Locality(name, draw(st.floats(0.5, 5e4)), area)
        for name, area in zip(names, areas, strict=False)
    )
    contacts = draw(st.floats(2, 9_000))
    referrals = 12 * contacts * draw(st.floats(0.005, 1))
    enquiries = referrals * draw(st.floats(0.001, 1))
    conferences = enquiries * draw(st.floats(0.001, 1))

    def known(value: float) -> float | None:
        return value if draw(st.booleans()) else None

    volumes = Volumes(
        contacts,
        referrals,
        known(referrals * draw(st.floats(0.001, 1))),
        known(referrals * draw(st.floats(0.001, 1))),
        known(enquiries),
        known(conferences),
        known(conferences * draw(st.floats(0.001, 1))),
        known(referrals * draw(st.floats(0.001, 1))),
    )
    workers = draw(st.floats(12, 900))
    taken = st.integers(0, int(workers - 9) // 3)
    council = Council(
        draw(_NAMES),
        draw(st.integers(2013, 2035)),
        localities,
        volumes,
        OpenCases(*(draw(st.integers(0, 9_000)) for _ in range(3))),
        Posts(
            workers,
            draw(st.integers(9 + int(workers / 20), 200)),
            draw(st.floats(1, 90)),
            draw(st.integers(1, 20)),
            draw(st.integers(1, 50)),
            *(draw(taken) for _ in range(3)),
        ),
        draw(st.sampled_from(["single", "initial and core"])),
        known(draw(st.floats(0, 20))),
        known(draw(st.floats(0, 60))),
    )
    assume(not problems(council))
    return council
