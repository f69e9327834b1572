"""The verification report: theory and simulation side by side, each with a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sim.present.json.results import Json, plain
from sim.present.terminal import tables
from sim.present.words.numbers import counted, percent
from sim.verify.verification import CONFIDENCE, HALF_WIDTHS, SHARE, Check, Verdict, Verification

_STYLES = {Verdict.AGREES: "green", Verdict.OFF: "bold red"}
"""Colours of verdicts; the words say the same."""


def report(found: Verification) -> Group:
    """The answer in words, every check, and how to read it."""
    return tables.page(_report(found))


def as_json(found: Verification) -> Json:
    """The record of a verification.

    Keys: `seed`; `confidence` of each interval; `off`, how many checks do not agree; `checks`, with
    `case`, `setting`, `source`, `figure`, `theory`, `simulated`, `tolerance`, `exact` (whether no
    luck is left), `verdict` (agrees, off) and `failure` (why it could not be run, else empty).
    """
    return {
        "kind": "verification",
        "format": 1,
        "seed": found.seed,
        "confidence": CONFIDENCE,
        "off": len(found.off),
        "checks": [
            {
                "case": check.case.name,
                "setting": check.case.setting,
                "source": check.case.source,
                "figure": check.what,
                "theory": check.theory,
                "simulated": {
                    "mean": plain(check.simulated.mean),
                    "low": plain(check.simulated.low),
                    "high": plain(check.simulated.high),
                    "replications": check.simulated.replications,
                },
                "tolerance": plain(check.tolerance),
                "exact": check.case.exact,
                "verdict": check.verdict,
                "failure": check.failure,
            }
            for check in found.checks
        ],
    }


def _report(found: Verification) -> Iterator[RenderableType]:
    yield Text(f"{_answer(found)}\n", style="bold")
    yield _table(found)
    yield Text(f"{_HOW_TO_READ}\n", style="dim")
    yield Text(f"Seed {found.seed}; {found.seconds:.0f} seconds.", style="dim")


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
    made = tables.table(
        "",
        tables.text(),
        tables.figures("Theory"),
        tables.figures("Simulated"),
        tables.figures("Tolerance"),
        tables.text("Verdict"),
    )
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
