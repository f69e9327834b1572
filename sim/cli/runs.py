"""`runs`: the saved comparisons, and what of the store nobody needs any more."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.asked import backend_for
from sim.cli.options import AsJson, Store

runs = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
"""The group, added to the program."""


@runs.callback()
def show(
    context: typer.Context,
    *,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Show the saved comparisons; every comparison that is made is saved."""
    if context.invoked_subcommand is None:
        from sim.cli import saved_runs

        saved_runs.show(backend_for(store=store), as_json)


@runs.command()
def clean(
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Comparisons and their runs too.")
    ] = False,
    store: Store = None,
) -> None:
    """Delete runs that no comparison needs.

    They are those of sweeps, of single scenarios, of assurance packs and of older versions.
    """
    from sim.cli import saved_runs

    saved_runs.clean(backend_for(store=store), everything)
