"""The verification report: theory and simulation side by side, each with a verdict."""

from __future__ import annotations

from itertools import groupby

from rich.console import Group
from rich.table import Table
from rich.text import Text

from sim.present.terminal import tables
from sim.present.words.numbers import counted, percent
from sim.verify.verification import CONFIDENCE, HALF_WIDTHS, SHARE, Agreement, Check, Verification

_STYLES = {Agreement.AGREES: "green", Agreement.OFF: "bold red"}
"""Colours of verdicts; the words say the same."""


def report(found: Verification) -> Group:
    """The answer in words, every check, and how to read it."""
    return tables.page(
        [
            Text(f"{_answer(found)}\n", style="bold"),
            _table(found),
            Text(f"{_HOW_TO_READ}\n", style="dim"),
            Text(f"Seed {found.seed}; {found.seconds:.0f} seconds.", style="dim"),
        ]
    )


def _answer(found: Verification) -> str:
    number = len(found.checks)
    if not found.off:
        return f"The engine agrees with theory in all of {counted(number, 'check')}."
    return f"The engine is OFF in {len(found.off)} of {counted(number, 'check')}."


_HOW_TO_READ = (
    f"Each case is a scenario, run by the same engine as any other, with theory worked out beside "
    f"it. Simulated: mean over replications and its {percent(CONFIDENCE)} interval. A mean agrees "
    f"if it is within the tolerance of theory: {HALF_WIDTHS:g} half-widths of the interval, or "
    f"{percent(SHARE)} of theory where that is more. 'Exact' means without luck, and equal."
)


def _table(found: Verification) -> Table:
    numbers = map(tables.figures, ("Theory", "Simulated", "Tolerance"))
    made = tables.table("", tables.text(), *numbers, tables.text("Verdict"))
    for name, checks in groupby(found.checks, key=lambda check: check.case.name):
        of_case = list(checks)
        case = of_case[0].case
        made.add_row(Text.assemble((name, "bold"), f"\n{case.setting}\n({case.source})"))
        for check in of_case:
            verdict = Text(check.verdict, style=_STYLES[check.verdict])
            last = check is of_case[-1]
            made.add_row(f"- {check.what}", *cells(check), verdict, end_section=last)
    return made


def cells(check: Check) -> tuple[str, str, str]:
    """Theory, what was simulated and the tolerance, as a table shows them."""
    theory = f"{check.theory:.4g}"
    if check.failure:
        return theory, check.failure, ""
    simulated = check.simulated
    if check.case.exact:
        return theory, f"{simulated.mean:.4g}", "exact"
    ends = f"({simulated.low:.4g} to {simulated.high:.4g})"
    return theory, f"{simulated.mean:.4g} {ends}", f"{check.tolerance:.2g}"
