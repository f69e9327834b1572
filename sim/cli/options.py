"""Options: what commands can be given, each described once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

ScenarioA = Annotated[
    str, typer.Argument(metavar="A", help="Scenario compared with: a name or a file.")
]
ScenarioB = Annotated[str, typer.Argument(metavar="B", help="Scenario that is judged.")]
MoreOptions = Annotated[
    list[str] | None,
    typer.Argument(metavar="[C...]", help="More options: each is set against A, as B is."),
]
Steps = Annotated[
    list[str],
    typer.Argument(
        metavar="A [STEP...] B",
        help="Scenario compared with, any steps on the way, scenario that is judged.",
    ),
]
OneScenario = Annotated[str, typer.Argument(metavar="SCENARIO", help="A name or a file.")]
ReportedFigures = Annotated[
    str, typer.Argument(metavar="FIGURES", help="Reported figures: a name or a file.")
]
Vary = Annotated[
    list[str],
    typer.Option(
        metavar="PATH[=LOW..HIGH]",
        help="Input by its path, such as 'handoffs.notice'; may be repeated.",
    ),
]
Grid = Annotated[int | None, typer.Option(min=2, help="Values of each input.", show_default="3")]
Sample = Annotated[
    int | None, typer.Option(min=1, help="Points of a Latin hypercube instead of a grid.")
]
Table = Annotated[
    Path | None, typer.Option(help="Table to write, .csv or .parquet, with every figure.")
]
Pairs = Annotated[int, typer.Option(min=2, help="Runs of each scenario.")]
Runs = Annotated[int, typer.Option(min=1, help="Runs; one gives no interval.")]
Replications = Annotated[
    int | None, typer.Option(min=2, help="Runs of each scenario.", show_default="see --until")
]
AtMost = Annotated[
    int | None, typer.Option(min=2, help="Pairs at which to stop at the latest.", show_default="60")
]


class Enough(StrEnum):
    """When a comparison has pairs enough."""

    SETTLED = "settled"
    PRECISE = "precise"


Until = Annotated[
    Enough,
    typer.Option(
        help="Stop once no word of the headline would change with more pairs, or once every "
        "primary difference is known to half its margin."
    ),
]


class InputsFrom(StrEnum):
    """Where the values of doubtful inputs come from."""

    WORLDS = "worlds"
    PLANNED = "planned"


Inputs = Annotated[
    InputsFrom,
    typer.Option(
        help="Each pair in another plausible world, or every pair with the inputs as planned."
    ),
]


class Side(StrEnum):
    """Whose demand is put under the scenarios compared."""

    A = "A"
    B = "B"
    OWN = "own"


SameDemand = Annotated[
    Side | None,
    typer.Option(
        case_sensitive=False,
        help="Put the demand of one side under both: contacts, needs, open cases, dates. Several "
        "options have that of A unless each is to have its own.",
        show_default="each its own; of several options, A",
    ),
]
Seed = Annotated[
    int,
    typer.Option(min=0, max=2**63 - 1, help="Identity of the luck: the same again repeats it."),
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes to use.", show_default="one a core")
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Dask scheduler to use instead, such as tcp://host:8786."),
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="PLACE",
        help="Folder or URL where runs are kept.",
        show_default="LOCALITY_STORE, or .locality here",
    ),
]
FamilyNumber = Annotated[int, typer.Option(min=0, help="Number of the family.")]
ReplicationNumber = Annotated[int, typer.Option(min=0, help="Number of the replication.")]
Screening = Annotated[
    int, typer.Option(min=2, help="Runs of each scenario at each end of each input.")
]
BridgeToo = Annotated[
    bool, typer.Option("--bridge", help="Run the steps from A to B too, for a slide of their own.")
]
VaryLike = Annotated[
    str | None,
    typer.Option(
        metavar="GLOB",
        help="Inputs to vary one by one, such as 'handoffs.*'.",
        show_default="none",
    ),
]
Figures = Annotated[str, typer.Option(help="Reported figures: a name or a file.")]
WorldsWanted = Annotated[int, typer.Option("--worlds", min=1, help="Sets of values to find.")]
MostRuns = Annotated[int, typer.Option("--runs", min=50, help="Runs that it may take.")]
WorldsFile = Annotated[
    Path | None,
    typer.Option(help="File to write.", show_default="<scenario>.worlds.csv beside the scenario"),
]
Template = Annotated[
    Path | None, typer.Option(help="A .pptx whose master, layouts and size the slides use.")
]
Folder = Annotated[Path, typer.Option(help="Folder to write to.")]
Keep = Annotated[
    list[str],
    typer.Option(
        metavar="LIMIT",
        help="What must be kept, such as 'concluded_in_45_days>=90'; 'guardrails' for all of them, "
        "none worse than in --against by more than its margin; may be repeated.",
    ),
]
Against = Annotated[
    str | None,
    typer.Option(
        metavar="SCENARIO",
        help="Scenario that guardrails are held against.",
        show_default="SCENARIO as it stands",
    ),
]
InTeams = Annotated[
    list[str] | None,
    typer.Option(
        "--in",
        metavar="TEAMS",
        help="Teams whose posts may change, with commas between; may be repeated.",
        show_default="all with such posts",
    ),
]
PostRole = Annotated[str, typer.Option("--role", help="Whose posts.")]
InShare = Annotated[
    float,
    typer.Option(
        "--in-worlds",
        min=0.01,
        max=0.99,
        help="Share of worlds in which all is kept; a probability with inputs as planned.",
    ),
]
UpTo = Annotated[
    int | None,
    typer.Option(min=1, help="Largest number of posts to try.", show_default="twice today's"),
]
SplitToo = Annotated[
    bool, typer.Option("--split", help="Find the best split of the posts there are instead.")
]
SearchRuns = Annotated[
    int,
    typer.Option(
        "--replications", min=4, help="Runs of each number at most, and as many fresh to confirm."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write the results as JSON.")]
Why = Annotated[
    bool,
    typer.Option(
        "--why",
        help="Show too what decides the answer, at which value of an input it turns, the answer "
        "under each open choice, and what to find out first; takes some hundred runs more.",
    ),
]
