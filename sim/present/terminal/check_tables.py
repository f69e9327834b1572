"""Plan tables: what a scenario asks and builds in, known before any run."""

from __future__ import annotations

import pandas as pd
from rich.table import Column, Table
from rich.text import Text

from sim.present.terminal.tables import figures, table, text, whole_numbers
from sim.present.words.numbers import number
from sim.scenario.exact.capacity import Capacity, full_time_equivalents
from sim.scenario.scenario import Scenario
from sim.scenario.words import listed

_STYLES = {"short": "bold red", "tight": "bold yellow"}
"""Colours of capacity verdicts; the word says the same."""


def ownership(scenario: Scenario) -> Table:
    """Who owns each activity, and who chairs its conferences and reviews."""
    made = table("Who owns what", text("Activity"), text("Team"), text("Chaired by"))
    teams = scenario.structure.teams
    for activity in scenario.pathway.activities:
        owners = [name for name, team in teams.items() if activity in team.owns]
        chairs = [name for name, team in teams.items() if activity in team.chairs]
        made.add_row(activity, listed(owners), listed(chairs))
    return made


def handoffs(matrix: pd.DataFrame) -> Table:
    """Expected handoffs per 100 referrals, from the team in the row to that in the column."""
    passing = matrix.loc[matrix.any(axis="columns"), matrix.any(axis="index")]
    made = table(
        "Handoffs per 100 referrals, from row to column",
        text(),
        *(whole_numbers(team) for team in passing.columns),
    )
    for giving, row in passing.iterrows():
        made.add_row(str(giving), *(number(100 * value) if value else "-" for value in row))
    return made


def capacity(check: Capacity) -> Table:
    """Case hours a month that each team's roles are asked for, and have."""
    made = table(
        "Case hours a month",
        text("Team"),
        text("Role"),
        *_amounts(),
        text("Asked is"),
        text("Now is"),
    )
    for role in check.roles:
        made.add_row(
            role.team,
            role.role,
            number(role.asked, 0),
            number(role.reported_asked, 0),
            number(role.had, 0),
            _word(role.verdict),
            _word(role.reported_verdict),
        )
    return made


def full_time(check: Capacity) -> Table:
    """The same in full-time equivalents, by role over all teams."""
    made = table("Full-time equivalents, all teams", text("Role"), *_amounts())
    for role in full_time_equivalents(check):
        made.add_row(role.role, number(role.asked), number(role.reported_asked), number(role.had))
    return made


def caseloads(check: Capacity) -> Table:
    """Weighted children that each team's workers would hold; there is what their caps allow."""
    made = table(
        "Weighted children held", text("Team"), *_amounts(), text("Asked is"), text("Now is")
    )
    for team in check.caseloads:
        made.add_row(
            team.team,
            number(team.load, 0),
            number(team.reported_load, 0),
            number(team.cap, 0),
            _word(team.verdict),
            _word(team.reported_verdict),
        )
    return made


def _amounts() -> tuple[Column, ...]:
    return figures("Asked"), figures("Now"), figures("There")


def _word(verdict: str) -> Text:
    return Text(verdict, style=_STYLES.get(verdict, ""))
