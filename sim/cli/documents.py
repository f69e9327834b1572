"""Documents: the commands that write a folder of them, for the Board and for an assurer."""

from __future__ import annotations

from sim.cli.asked import backend_for, scenario_of
from sim.cli.options import (
    AtMost,
    BridgeToo,
    Cluster,
    Enough,
    Figures,
    Folder,
    Inputs,
    InputsFrom,
    Pairs,
    Replications,
    ScenarioA,
    ScenarioB,
    Screening,
    Seed,
    Store,
    Template,
    Until,
    VaryLike,
    Why,
    Workers,
)


def assure(
    a: ScenarioA = "current",
    b: ScenarioB = "proposed",
    *,
    out: Folder,
    inputs: Inputs = InputsFrom.WORLDS,
    replications: Pairs = 60,
    screening: Screening = 4,
    vary: VaryLike = None,
    figures: Figures = "reported-2013",
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
) -> None:
    """Write the assurance pack of a comparison.

    A folder of Markdown for somebody who did not build the model: every assumption with its
    evidence and what it decides, where the answer turns, other rules, owners and posts, sources,
    verification, validation, laws, limits, and a page of roles to fill in. Pages are written as
    they are ready. Some thousand runs; --vary also varies inputs one by one, around the plan.
    """
    scenarios = scenario_of(a), scenario_of(b)
    from sim.cli import assurance
    from sim.present.assurance.versions import Command

    command = Command(a, b, figures, replications, screening, vary, seed, inputs)
    assurance.assure(scenarios, out, command, backend_for(workers, cluster, store))


def pack(
    a: ScenarioA = "current",
    b: ScenarioB = "proposed",
    *,
    out: Folder,
    template: Template = None,
    inputs: Inputs = InputsFrom.WORLDS,
    replications: Replications = None,
    at_most: AtMost = None,
    until: Until = Enough.SETTLED,
    why: Why = False,
    bridge: BridgeToo = False,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
) -> None:
    """Write the Improvement Board pack of a comparison.

    Slides to present (PowerPoint), every figure behind them (Excel) and a covering note (Word).
    Runs that the store has are not simulated again. --why runs what would change the answer, some
    hundred runs; --bridge what each step from A to B brings, as many runs as for the comparison
    for each step.
    """
    scenarios = scenario_of(a), scenario_of(b)
    from sim.cli import experiments, packs

    rule = experiments.stopping_rule(replications, at_most, until, inputs)
    backend = backend_for(workers, cluster, store)
    parts = packs.Parts(why, bridge)
    packs.pack(scenarios, out, template, rule, seed, inputs, parts, backend)
