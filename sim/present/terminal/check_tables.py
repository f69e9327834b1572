"""Check tables: what a scenario asks and builds in, known before any run."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from rich.table import Column, Table
from rich.text import Text

from sim.present.terminal.tables import figures, table, text, whole_numbers
from sim.present.words import working_time
from sim.present.words.numbers import number
from sim.scenario.exact.capacity import Capacity, Caseload, RoleCapacity, full_time_equivalents
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
    """Case hours a month that each team's roles need, and have."""
    made = table("Case hours a month", text("Team"), text("Role"), *_amounts(), *_verdicts())
    for role in check.roles:
        amounts = role.asked, role.reported_asked, role.had
        made.add_row(role.team, role.role, *(number(each, 0) for each in amounts), *_words(role))
    return made


def full_time(check: Capacity) -> Table:
    """The same in full-time equivalents, by role over all teams."""
    made = table("Full-time equivalents, all teams", text("Role"), *_amounts())
    for role in full_time_equivalents(check):
        made.add_row(role.role, number(role.asked), number(role.reported_asked), number(role.had))
    return made


def caseloads(check: Capacity) -> Table:
    """Weighted children that each team's workers would hold; there is what their caps allow."""
    made = table("Weighted children held", text("Team"), *_amounts(), *_verdicts())
    for team in check.caseloads:
        amounts = team.load, team.reported_load, team.cap
        made.add_row(team.team, *(number(each, 0) for each in amounts), *_words(team))
    return made


def working_year(check: Capacity) -> Table:
    """Where the hours of a full-time social worker go in a year."""
    made = table(working_time.TITLE, text("To"), figures("Hours"), figures("Share"))
    for to, hours, share in working_time.rows(check.working_year):
        made.add_row(to, number(hours, 0), f"{number(share)} %")
    return made


def _amounts() -> tuple[Column, ...]:
    return figures("Asked"), figures("Now"), figures("There")


def _verdicts() -> tuple[Column, ...]:
    return text("Asked is"), text("Now is")


def _words(of: RoleCapacity | Caseload) -> Iterator[Text]:
    for verdict in (of.verdict, of.reported_verdict):
        yield Text(verdict, style=_STYLES.get(verdict, ""))
