"""The command line: what can be asked, and with which options; the answers stand beside it.

Each command imports what it needs when it is called, so that `locality --help` answers at once.
"""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from sim.cli import documents
from sim.cli.asked import backend_for, scenario_of
from sim.cli.errors import Program
from sim.cli.options import (
    Against,
    AsJson,
    AtMost,
    Cluster,
    Enough,
    FamilyNumber,
    Figures,
    Grid,
    Inputs,
    InputsFrom,
    InShare,
    InTeams,
    Keep,
    MoreOptions,
    MostRuns,
    OneScenario,
    Pairs,
    PostRole,
    ReplicationNumber,
    Replications,
    ReportedFigures,
    Runs,
    SameDemand,
    Sample,
    ScenarioA,
    ScenarioB,
    SearchRuns,
    Seed,
    SplitToo,
    Steps,
    Store,
    Table,
    Until,
    UpTo,
    Vary,
    Why,
    Workers,
    WorldsFile,
    WorldsWanted,
)
from sim.cli.runs import runs

app = typer.Typer(
    name="locality",
    cls=Program,
    help="Send the same families through two team structures, and see what changes for them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def compare(
    a: ScenarioA = "current",
    b: ScenarioB = "proposed",
    more: MoreOptions = None,
    *,
    inputs: Inputs = InputsFrom.WORLDS,
    same_demand: SameDemand = None,
    replications: Replications = None,
    at_most: AtMost = None,
    until: Until = Enough.SETTLED,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
    why: Why = False,
    as_json: AsJson = False,
) -> None:
    """Compare two structures over the same families.

    Each pair of runs is in another plausible world: other values of all inputs that nobody knows,
    under which the figures reported are reproduced. The first answer is in words. With more
    scenarios, up to six options are set against A in the same worlds: who is best at what, within
    which guardrails and at what cost; 60 runs of each unless --replications or --at-most says
    otherwise.
    """
    from sim.cli import experiments, scenario_files
    from sim.cli import why as with_why

    if more:
        from sim.cli import weighing

        weighing.make_sure_of(1 + len(more), until, why)
        names = (a, b, *more)
        plans = scenario_files.with_demand_of_base([*map(scenario_of, names)], same_demand)
        pairs = experiments.stopping_rule(replications, at_most, until, inputs).at_most
        weighing.weigh(plans, pairs, seed, inputs, backend_for(workers, cluster, store), as_json)
        return
    scenarios = scenario_of(a), scenario_of(b)
    scenarios = scenario_files.with_same_demand(scenarios, same_demand)
    rule = experiments.stopping_rule(replications, at_most, until, inputs)
    backend = backend_for(workers, cluster, store)
    show = with_why.compare if why else experiments.compare
    show(scenarios, rule, seed, inputs, backend, as_json)


@app.command()
def run(
    scenario: OneScenario = "current",
    *,
    replications: Runs = 20,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Simulate one scenario and show its measures."""
    loaded = scenario_of(scenario)
    from sim.cli import experiments

    experiments.run(loaded, replications, seed, backend_for(workers, cluster, store), as_json)


@app.command()
def validate(
    scenario: OneScenario = "current",
    figures: ReportedFigures = "reported-2013",
    *,
    replications: Pairs = 20,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Hold a scenario against reported figures."""
    loaded = scenario_of(scenario)
    from sim.cli import experiments

    backend = backend_for(workers, cluster, store)
    experiments.validate(loaded, figures, replications, seed, backend, as_json)


@app.command()
def sweep(
    scenario: OneScenario,
    *,
    vary: Vary,
    grid: Grid = None,
    sample: Sample = None,
    replications: Runs = 20,
    out: Table = None,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
) -> None:
    """Run one scenario at many values of its inputs.

    All of them over the same families, into one tidy table. Each input goes from the low to the
    high end of its evidence unless another range is given. Interrupted, it goes on from there.
    """
    loaded = scenario_of(scenario)
    from sim.cli import sweeping

    design = sweeping.Design(tuple(vary), grid, sample, replications, seed)
    sweeping.sweep(loaded, design, out, backend_for(workers, cluster, store))


@app.command()
def worlds(
    scenario: OneScenario = "current",
    *,
    figures: Figures = "reported-2013",
    worlds: WorldsWanted = 200,
    runs: MostRuns = 2500,
    out: WorldsFile = None,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Find the plausible worlds of a scenario.

    Sets of values of all inputs in doubt under which it reproduces what was reported, each
    confirmed by a run of its own. Comparisons with the scenario use them from then on.
    Interrupted, it goes on from there.
    """
    loaded = scenario_of(scenario)
    from sim.cli import finding_worlds

    wanted = finding_worlds.Wanted(scenario, figures, worlds, runs, seed)
    finding_worlds.worlds(loaded, wanted, out, backend_for(workers, cluster, store), as_json)


@app.command()
def bridge(
    scenarios: Steps,
    *,
    inputs: Inputs = InputsFrom.WORLDS,
    replications: Pairs = 60,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Show what each step from one structure to another does.

    Steps come from what differs between A and B: split of posts, teams, who keeps section 47,
    assessment, other inputs, demand. Scenarios named between A and B are the steps instead.
    """
    loaded = [scenario_of(each) for each in scenarios]
    from sim.cli import bridging

    bridging.bridge(
        loaded, replications, seed, inputs, backend_for(workers, cluster, store), as_json
    )


@app.command()
def posts(
    scenario: OneScenario,
    *,
    keep: Keep,
    against: Against = None,
    in_teams: InTeams = None,
    role: PostRole = "social worker",
    in_worlds: InShare = 0.8,
    split: SplitToo = False,
    up_to: UpTo = None,
    inputs: Inputs = InputsFrom.WORLDS,
    replications: SearchRuns = 60,
    seed: Seed = 2013,
    workers: Workers = None,
    cluster: Cluster = None,
    store: Store = None,
    as_json: AsJson = False,
) -> None:
    """Find the fewest posts that keep limits.

    Capacity arithmetic begins, simulation with the same luck decides, and fresh runs confirm the
    answer and one post fewer. Interrupted, it goes on from there.
    """
    loaded = scenario_of(scenario)
    base = loaded if against is None else scenario_of(against)
    from sim.cli import finding_posts

    wanted = finding_posts.Wanted(
        tuple(keep), tuple(in_teams or ()), role, in_worlds, up_to, split, replications, seed
    )
    backend = backend_for(workers, cluster, store)
    finding_posts.posts(loaded, base, wanted, inputs, backend, as_json)


@app.command()
def journey(
    a: ScenarioA = "current",
    b: ScenarioB = "proposed",
    *,
    family: FamilyNumber,
    replication: ReplicationNumber = 0,
    seed: Seed = 2013,
    as_json: AsJson = False,
) -> None:
    """Follow one family through both structures.

    Its steps under A stand above its steps under B: same family, same luck.
    """
    scenarios = scenario_of(a), scenario_of(b)
    from sim.cli import journeys

    journeys.journey(scenarios, family, replication, seed, as_json)


@app.command()
def structure(
    scenario: OneScenario,
    other: Annotated[
        str | None, typer.Argument(metavar="OTHER", help="A scenario to set beside it.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show who owns what, and the handoffs it brings.

    They follow from the pathway alone: exact, and without a run.
    """
    scenarios = [scenario_of(name) for name in (scenario, other) if name is not None]
    from sim.cli import checks

    checks.structure(scenarios, as_json)


@app.command()
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Names or files.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Check scenario files and their capacity.

    Tells every problem with its line, values outside their evidence, and whether each team has
    the hours for what is asked of it.
    """
    from sim.cli import checks

    checks.check(files, as_json)


@app.command()
def cost(
    scenario: OneScenario,
    others: Annotated[
        list[str] | None, typer.Argument(metavar="[OTHER...]", help="Scenarios set against it.")
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Show what scenarios cost a year.

    Posts by team and role, vacancies, recruiting, an assessment and a handoff, at the prices of the
    first: exact, and without a run.
    """
    scenarios = [scenario_of(name) for name in (scenario, *(others or ()))]
    from sim.cli import costing

    costing.cost(scenarios, as_json)


@app.command()
def verify(
    *,
    seed: Seed = 2013,
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Verify the engine against theory.

    Services simple enough to have an exact theory, each with a verdict; ends with exit code 1 if
    any is off.
    """
    from sim.cli import verification

    verification.verify(seed, workers, as_json)


app.command()(documents.assure)
app.command()(documents.pack)
app.add_typer(runs, name="runs")


@app.command()
def schema() -> None:
    """Write the JSON Schema of scenario files."""
    from sim.cli import checks

    checks.schema()


def main() -> None:
    """Run the command line."""
    # What a command makes it has until it ends: Python need not look for cycles all the time.
    gc.set_threshold(100_000)
    app(prog_name="locality")
